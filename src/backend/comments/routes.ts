import { createRoute, z } from '@hono/zod-openapi';
import {
  Comment,
  CommentBallotInput,
  CommentInput,
  CommentPage,
  CommentSort,
  ReportInput,
} from '../../contract/comments.js';
import type { ActivityOf } from '../../contract/consultation.js';
import { Receipt } from '../../contract/contributions.js';
import { PAGE_SIZE } from '../../contract/limits.js';
import { ItemId } from '../../contract/text.js';
import { castBallot, findBallot } from '../ballots/store.js';
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
import type { FirstPage } from '../view/routes.js';
import {
  type CommentQuery,
  findComment,
  findReport,
  listComments,
  readComment,
  storeComment,
  storeReport,
} from './store.js';

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

const put = createRoute({
  method: 'put',
  path: `${PATH}/{id}`,
  summary: 'Write a comment, or answer one',
  security: participantSecurity,
  request: { params: itemParams, ...body(CommentInput) },
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
  const { answers, consultations, db, live, ranking } = context;
  return featureRoutes()
    .openapi(list, async (c) => {
      const { slug, activity } = c.req.valid('param');
      const { cursor, ...query } = c.req.valid('query');
      const { consultation } = await consultations.activity(slug, activity, 'comments');
      const position = decodeCursor(Position, cursor);
      if (position && position.sort !== query.sort) throw new Refused({ code: 'malformed-request' });
      const found = await page(context, {
        ...query,
        consultationId: consultation.id,
        activity,
        after: position,
      });
      return answers.give(c, found);
    })
    .openapi(read, async (c) => {
      const { slug, activity, id } = c.req.valid('param');
      const { consultation } = await consultations.activity(slug, activity, 'comments');
      const comment = await readComment(db, { consultationId: consultation.id, activity, id });
      if (!comment) throw new Refused({ code: 'not-found' });
      return answers.give(c, comment);
    })
    .openapi(put, async (c) => {
      const { slug, activity: activityId, id } = c.req.valid('param');
      const input = c.req.valid('json');
      const { consultation, activity } = await consultations.activity(slug, activityId, 'comments');
      const participant = await participantOf(context, c, slug);
      const { about } = activity.definition;
      const comment = {
        ...input,
        consultationId: consultation.id,
        activity: activityId,
        id,
        participant,
        about,
      };
      const outcome = await accept(context, {
        participant,
        address: c.env.address,
        activity,
        rules: () => rulesOf(activity.definition, input),
        store: (at) => storeComment(db, comment, at),
        find: () => findComment(db, comment),
        receipt: { id, kind: 'comment', version: 1 },
      });
      const receipt = taken(outcome);
      live.changed(slug, activityId);
      if (input.parent) ranking.moved(consultation.id, input.parent);
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
        address: c.env.address,
        activity,
        rules: () => (activity.definition.votes ? undefined : { code: 'conflict' }),
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
      const report = {
        ...c.req.valid('json'),
        consultationId: consultation.id,
        activity: activityId,
        comment: id,
        participant,
      };
      const outcome = await accept(context, {
        participant,
        address: c.env.address,
        activity,
        store: (at) => storeReport(db, report, at),
        find: () => findReport(db, report),
        receipt: { id, kind: 'report', version: 1 },
      });
      return c.json(taken(outcome), 200);
    });
}

/** The first comments of a view, the most recent ones. */
export function firstComments(context: BackendContext): FirstPage {
  return async ({ id }, { definition }, { subject }) => ({
    comments: await page(context, {
      consultationId: id,
      activity: definition.id,
      sort: 'recent',
      limit: PAGE_SIZE,
      after: undefined,
      subject,
    }),
  });
}

const Position = z.discriminatedUnion('sort', [
  z.object({ sort: CommentSort.extract(['recent', 'oldest']), key: PositionDate, id: z.uuid() }).strict(),
  z.object({ sort: CommentSort.extract(['discussed', 'rated']), key: z.int32(), id: z.uuid() }).strict(),
]);

async function page({ db }: BackendContext, query: CommentQuery): Promise<CommentPage> {
  const { next, ...found } = await listComments(db, query);
  return { ...found, next: next && encodeCursor(next) };
}

function rulesOf(definition: ActivityOf<'comments'>, input: CommentInput): Refusal | undefined {
  const errors: { pointer: string; code: string }[] = [];
  if (input.body.length > definition.maxLength) errors.push({ pointer: '/body', code: 'too-long' });
  if (input.alignment && !definition.alignment) errors.push({ pointer: '/alignment', code: 'not-offered' });
  if (input.parent && !definition.replies) errors.push({ pointer: '/parent', code: 'not-offered' });
  if (input.subject && !definition.about) errors.push({ pointer: '/subject', code: 'not-offered' });
  return errors.length > 0 ? { code: 'invalid-answers', errors } : undefined;
}
