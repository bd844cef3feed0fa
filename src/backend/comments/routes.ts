import { createRoute, z } from '@hono/zod-openapi';
import {
  Comment,
  CommentBallotInput,
  CommentChange,
  CommentContext,
  CommentFilter,
  CommentInput,
  CommentPage,
  CommentSort,
  ReportInput,
} from '../../contract/comments.js';
import type { ActivityOf } from '../../contract/consultation.js';
import { Receipt } from '../../contract/contributions.js';
import { PAGE_SIZE } from '../../contract/limits.js';
import { ItemId } from '../../contract/text.js';
import { phaseOf } from '../../domain/hours.js';
import { likenessOf, samenessOf } from '../../domain/likeness.js';
import { choicesOf } from '../../domain/comment-votes.js';
import { editableFor, modeOf, votesArePublic } from '../../domain/threads.js';
import { castBallot, findBallot } from '../ballots/store.js';
import type { ActiveActivity } from '../consultations/cache.js';
import type { BackendContext } from '../context.js';
import { accept } from '../http/accept.js';
import { decodeCursor, encodeCursor, PositionDate } from '../http/cursor.js';
import { participantOf } from '../http/participant.js';
import { type Refusal, Refused, taken } from '../http/problems.js';
import {
  activityParams,
  anyItemParams,
  body,
  featureRoutes,
  itemParams,
  json,
  pageQuery,
  participantSecurity,
} from '../http/routes.js';
import type { Screened } from '../screening/screen.js';
import type { FirstPage } from '../view/routes.js';
import {
  changeComment,
  type CommentQuery,
  type Counts,
  findChange,
  findComment,
  findReport,
  listComments,
  readComment,
  readContext,
  storeComment,
  storeHeld,
  storeReport,
} from './store.js';

/** More than anybody changes their words in some minutes. */
const MOST_VERSIONS = 50;

const PATH = '/activities/{activity}/comments';

const list = createRoute({
  method: 'get',
  path: PATH,
  summary: 'Comments of a thread, or the answers to one',
  request: {
    params: activityParams,
    query: pageQuery.extend({
      sort: CommentSort.default('recent'),
      parent: ItemId.optional(),
      subject: ItemId.optional(),
      ...CommentFilter.shape,
    }),
  },
  responses: json(CommentPage, 'One page.'),
});

const read = createRoute({
  method: 'get',
  path: `${PATH}/{id}`,
  summary: 'One comment',
  request: { params: anyItemParams },
  responses: json(Comment, 'The comment.'),
});

const inContext = createRoute({
  method: 'get',
  path: `${PATH}/{id}/context`,
  summary: 'One comment with what it answers, from the root down',
  request: { params: anyItemParams },
  responses: json(CommentContext, 'The comment, in its place.'),
});

const put = createRoute({
  method: 'put',
  path: `${PATH}/{id}`,
  summary: 'Write a comment, or answer one',
  security: participantSecurity,
  request: { params: itemParams, ...body(CommentInput) },
  responses: json(Receipt, 'Stored.'),
});

const putVersion = createRoute({
  method: 'put',
  path: `${PATH}/{id}/versions/{version}`,
  summary: 'Change a comment, while its author may',
  description: 'Version 2 is the first change. What it said before is kept for moderators.',
  security: participantSecurity,
  request: {
    params: itemParams.extend({ version: z.coerce.number().int().min(2).max(MOST_VERSIONS) }),
    ...body(CommentChange),
  },
  responses: json(Receipt, 'Stored.'),
});

const putBallot = createRoute({
  method: 'put',
  path: `${PATH}/{id}/ballot`,
  summary: 'Vote on a comment, change the vote or take it back',
  security: participantSecurity,
  request: { params: anyItemParams, ...body(CommentBallotInput) },
  responses: json(Receipt, 'Stored.'),
});

const putReport = createRoute({
  method: 'put',
  path: `${PATH}/{id}/report`,
  summary: 'Report a comment to the moderators',
  security: participantSecurity,
  request: { params: anyItemParams, ...body(ReportInput) },
  responses: json(Receipt, 'Stored.'),
});

/** Comments, votes on them and reports. */
export function commentRoutes(context: BackendContext) {
  const { answers, consultations, db, limiter, live, now, ranking, screening } = context;
  return featureRoutes()
    .openapi(list, async (c) => {
      const { slug, activity } = c.req.valid('param');
      const { cursor, ...query } = c.req.valid('query');
      const { consultation, activity: thread } = await consultations.activity(slug, activity, 'comments');
      const counts = countsOf(thread, now());
      const position = decodeCursor(Position, cursor);
      if (position && position.sort !== query.sort) throw new Refused({ code: 'malformed-request' });
      // An order by what is withheld would tell it.
      if (query.sort === 'rated' && !counts.public) throw new Refused({ code: 'malformed-request' });
      const where = { consultationId: consultation.id, activity, after: position };
      return answers.give(c, await page(context, { ...query, ...where }, counts));
    })
    .openapi(read, async (c) => {
      const { slug, activity, id } = c.req.valid('param');
      const { consultation, activity: thread } = await consultations.activity(slug, activity, 'comments');
      const which = { consultationId: consultation.id, activity, id };
      const comment = await readComment(db, which, countsOf(thread, now()));
      if (!comment) throw new Refused({ code: 'not-found' });
      return answers.give(c, comment);
    })
    .openapi(inContext, async (c) => {
      const { slug, activity, id } = c.req.valid('param');
      const { consultation, activity: thread } = await consultations.activity(slug, activity, 'comments');
      const which = { consultationId: consultation.id, activity, id };
      const found = await readContext(db, which, countsOf(thread, now()));
      if (!found) throw new Refused({ code: 'not-found' });
      return answers.give(c, found);
    })
    .openapi(put, async (c) => {
      const { slug, activity: activityId, id } = c.req.valid('param');
      const input = c.req.valid('json');
      const { consultation, activity } = await consultations.activity(slug, activityId, 'comments');
      const participant = await participantOf(context, c, slug);
      const { about } = activity.definition;
      const comment = { ...input, consultationId: consultation.id, activity: activityId, id, participant };
      const screened = { consultation: slug, activity: activityId, id, body: input.body };
      const outcome = await accept(context, {
        participant,
        from: c.env,
        activity,
        rules: () => rulesOf(activity.definition, input),
        store: async (at) => {
          const { hold, ...seen } = await lookAt(context, activity.definition, screened);
          const whole = { ...comment, ...seen, about, address: await limiter.addressHash(c.env.address) };
          return hold && modeOf(activity.definition) !== 'before'
            ? storeHeld(db, slug, whole, at)
            : storeComment(db, whole, at);
        },
        find: () => findComment(db, comment),
        receipt: { id, kind: 'comment', version: 1 },
      });
      const receipt = taken(outcome);
      live.changed(slug, activityId);
      ranking.written(consultation.id, id);
      if (input.parent) ranking.moved(consultation.id, input.parent);
      screening.written(activity.definition);
      return c.json(receipt, 200);
    })
    .openapi(putVersion, async (c) => {
      const { slug, activity: activityId, id, version } = c.req.valid('param');
      const input = c.req.valid('json');
      const { consultation, activity } = await consultations.activity(slug, activityId, 'comments');
      const participant = await participantOf(context, c, slug);
      const change = {
        ...input,
        consultationId: consultation.id,
        activity: activityId,
        id,
        version,
        participant,
      };
      const screened = { consultation: slug, activity: activityId, id, body: input.body };
      const outcome = await accept(context, {
        participant,
        from: c.env,
        activity,
        rules: () => rulesOf(activity.definition, input),
        store: async (at) => {
          const { hold: _, ...seen } = await lookAt(context, activity.definition, screened);
          const since = new Date(at.getTime() - editableFor(activity.definition));
          return changeComment(db, { ...change, ...seen, since }, at);
        },
        find: () => findChange(db, change),
        receipt: { id, kind: 'comment', version },
      });
      const receipt = taken(outcome);
      ranking.written(consultation.id, id);
      live.changed(slug, activityId);
      screening.written(activity.definition);
      return c.json(receipt, 200);
    })
    .openapi(putBallot, async (c) => {
      const { slug, activity: activityId, id } = c.req.valid('param');
      const { choice, turn } = c.req.valid('json');
      const { consultation, activity } = await consultations.activity(slug, activityId, 'comments');
      const participant = await participantOf(context, c, slug);
      const ballot = {
        consultationId: consultation.id,
        activity: activityId,
        item: id,
        participant,
        choice,
        turn,
      };
      const outcome = await accept(context, {
        participant,
        from: c.env,
        activity,
        rules: () =>
          activity.definition.votes && (choice === null || choicesOf(activity.definition).includes(choice))
            ? undefined
            : { code: 'conflict' },
        store: (at) => castBallot(db, 'comment', ballot, at),
        find: () => findBallot(db, ballot),
        receipt: { id, kind: 'ballot', version: turn },
      });
      const receipt = taken(outcome);
      live.changed(slug, activityId);
      ranking.moved(consultation.id, id);
      return c.json(receipt, 200);
    })
    .openapi(putReport, async (c) => {
      const { slug, activity: activityId, id } = c.req.valid('param');
      const { consultation, activity } = await consultations.activity(slug, activityId, 'comments');
      const participant = await participantOf(context, c, slug);
      const input = c.req.valid('json');
      const report = {
        ...input,
        consultationId: consultation.id,
        activity: activityId,
        comment: id,
        participant,
      };
      const outcome = await accept(context, {
        participant,
        from: c.env,
        activity,
        rules: () =>
          input.reason === 'other' && input.text === undefined
            ? { code: 'invalid-answers', errors: [{ pointer: '/text', code: 'required' }] }
            : undefined,
        store: (at) => storeReport(db, report, at),
        find: () => findReport(db, report),
        receipt: { id, kind: 'report', version: 1 },
      });
      return c.json(taken(outcome), 200);
    });
}

/** The first comments of a view, the most recent ones. */
export function firstComments(context: BackendContext): FirstPage {
  return async ({ id }, activity, { subject }) => {
    const { definition } = activity;
    if (definition.kind !== 'comments') return {};
    return {
      comments: await page(
        context,
        {
          consultationId: id,
          activity: definition.id,
          sort: 'recent',
          limit: PAGE_SIZE,
          after: undefined,
          subject,
        },
        countsOf({ ...activity, definition }, context.now()),
      ),
    };
  };
}

/** What is found out of a text that nothing speaks against, just before it is stored. */
async function lookAt({ screening }: BackendContext, thread: ActivityOf<'comments'>, screened: Screened) {
  const { flags, hold } = await screening.look(thread, screened);
  const waits = hold ? ('yes' as const) : WAITS[modeOf(thread)];
  const likeness = likenessOf(screened.body);
  const short = likeness === undefined;
  const screenedLater = screening.looksLater(thread);
  return { flags, hold, waits, likeness: likeness ?? samenessOf(screened.body), short, screenedLater };
}

const WAITS = { after: 'no', before: 'yes', trusted: 'unless-trusted' } as const;

type ActiveThread = ActiveActivity & { definition: ActivityOf<'comments'> };

function countsOf(activity: ActiveThread, at: Date): Counts {
  const { definition } = activity;
  return {
    public: votesArePublic(definition, phaseOf(activity, at)),
    pass: choicesOf(definition).includes('pass'),
  };
}

const Place = z.tuple([z.number(), z.uuid()]).nullable();
const Position = z.discriminatedUnion('sort', [
  z.object({ sort: CommentSort.extract(['recent', 'oldest']), key: PositionDate, id: z.uuid() }).strict(),
  z.object({ sort: CommentSort.extract(['discussed', 'rated']), key: z.int32(), id: z.uuid() }).strict(),
  z
    .object({ sort: z.literal('balanced'), last: z.array(Place).length(4), turn: z.int().min(0).max(3) })
    .strict(),
]);

async function page({ db }: BackendContext, query: CommentQuery, counts: Counts): Promise<CommentPage> {
  const { next, ...found } = await listComments(db, query, counts);
  return { ...found, next: next && encodeCursor(next) };
}

function rulesOf(
  definition: ActivityOf<'comments'>,
  input: CommentChange & Partial<CommentInput>,
): Refusal | undefined {
  const errors: { pointer: string; code: string }[] = [];
  if (input.trap) errors.push({ pointer: '/trap', code: 'filled-in' });
  if (input.body.length > definition.maxLength) errors.push({ pointer: '/body', code: 'too-long' });
  if (input.alignment && !definition.alignment) errors.push({ pointer: '/alignment', code: 'not-offered' });
  if (input.parent && !definition.replies) errors.push({ pointer: '/parent', code: 'not-offered' });
  if (input.subject && !definition.about) errors.push({ pointer: '/subject', code: 'not-offered' });
  return errors.length > 0 ? { code: 'invalid-answers', errors } : undefined;
}
