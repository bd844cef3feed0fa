import { createRoute, z } from '@hono/zod-openapi';
import type { ActivityOf } from '../../contract/consultation.js';
import { Receipt } from '../../contract/contributions.js';
import { Idea, IdeaBallotInput, IdeaInput, IdeaPage, SectionName } from '../../contract/ideas.js';
import { PAGE_SIZE, RING_STARTS } from '../../contract/limits.js';
import { phaseOf } from '../../domain/hours.js';
import { countsArePublic } from '../../domain/ideas.js';
import { castBallot, findBallot } from '../ballots/store.js';
import type { ActiveActivity } from '../consultations/cache.js';
import type { BackendContext } from '../context.js';
import { accept } from '../http/accept.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
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
import { findIdea, type IdeaQuery, listIdeas, readIdea, storeIdea } from './store.js';

const PATH = '/activities/{activity}/ideas';

const list = createRoute({
  method: 'get',
  path: PATH,
  summary: 'Ideas, in an order that is random by reader and stable',
  description: `The ideas stand in a ring; \`start\` is one of ${RING_STARTS} places to begin from, and pages go round.`,
  request: {
    params: activityParams,
    query: pageQuery.extend({
      section: SectionName.optional(),
      start: z.coerce
        .number()
        .int()
        .min(0)
        .max(RING_STARTS - 1)
        .default(0),
    }),
  },
  responses: json(IdeaPage, 'One page.'),
});

const read = createRoute({
  method: 'get',
  path: `${PATH}/{id}`,
  summary: 'One idea in full',
  request: { params: anyItemParams },
  responses: json(Idea, 'The idea.'),
});

const put = createRoute({
  method: 'put',
  path: `${PATH}/{id}`,
  summary: 'Propose an idea',
  security: participantSecurity,
  request: { params: itemParams, ...body(IdeaInput) },
  responses: json(Receipt, 'Stored.'),
});

const putBallot = createRoute({
  method: 'put',
  path: `${PATH}/{id}/ballot`,
  summary: 'Vote on an idea, change the vote or take it back',
  security: participantSecurity,
  request: { params: anyItemParams, ...body(IdeaBallotInput) },
  responses: json(Receipt, 'Stored.'),
});

/** Ideas and votes on them. Counts are withheld here, not hidden by the page, until the definition gives them out. */
export function ideaRoutes(context: BackendContext) {
  const { answers, consultations, db, live } = context;
  return featureRoutes()
    .openapi(list, async (c) => {
      const { slug, activity: activityId } = c.req.valid('param');
      const { cursor, ...query } = c.req.valid('query');
      const { consultation, activity } = await consultations.activity(slug, activityId, 'ideas');
      const counts = countsIn(context, activity);
      const after = decodeCursor(Position, cursor);
      const found = await page(context, {
        ...query,
        consultationId: consultation.id,
        activity: activityId,
        after,
        counts,
      });
      return answers.give(c, found);
    })
    .openapi(read, async (c) => {
      const { slug, activity: activityId, id } = c.req.valid('param');
      const { consultation, activity } = await consultations.activity(slug, activityId, 'ideas');
      const where = { consultationId: consultation.id, activity: activityId, id };
      const idea = await readIdea(db, where, countsIn(context, activity));
      if (!idea) throw new Refused({ code: 'not-found' });
      return answers.give(c, idea);
    })
    .openapi(put, async (c) => {
      const { slug, activity: activityId, id } = c.req.valid('param');
      const input = c.req.valid('json');
      const { consultation, activity } = await consultations.activity(slug, activityId, 'ideas');
      const participant = await participantOf(context, c, slug);
      const idea = { ...input, consultationId: consultation.id, activity: activityId, id, participant };
      const outcome = await accept(context, {
        participant,
        from: c.env,
        activity,
        rules: () => rulesOf(activity.definition, input),
        store: (at) => storeIdea(db, idea, at),
        find: () => findIdea(db, idea),
        receipt: { id, kind: 'idea', version: 1 },
      });
      const receipt = taken(outcome);
      live.changed(slug, activityId);
      return c.json(receipt, 200);
    })
    .openapi(putBallot, async (c) => {
      const { slug, activity: activityId, id } = c.req.valid('param');
      const { choice, turn } = c.req.valid('json');
      const { consultation, activity } = await consultations.activity(slug, activityId, 'ideas');
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
        store: (at) => castBallot(db, 'idea', ballot, at),
        find: () => findBallot(db, ballot),
        receipt: { id, kind: 'ballot', version: turn },
      });
      const receipt = taken(outcome);
      live.changed(slug, activityId);
      return c.json(receipt, 200);
    });
}

/** The first ideas of a view, from the reader's start. */
export function firstIdeas(context: BackendContext): FirstPage {
  return async ({ id }, activity, { section, start = 0 }) => ({
    ideas: await page(context, {
      consultationId: id,
      activity: activity.definition.id,
      start,
      limit: PAGE_SIZE,
      section,
      after: undefined,
      counts: countsIn(context, activity),
    }),
  });
}

const Position = z
  .object({
    from: z.int32().min(0),
    lap: z.union([z.literal(0), z.literal(1)]),
    rank: z.int32().min(0),
    id: z.uuid(),
  })
  .strict();

async function page({ db }: BackendContext, query: IdeaQuery): Promise<IdeaPage> {
  const { next, ...found } = await listIdeas(db, query);
  return { ...found, next: next && encodeCursor(next) };
}

function countsIn({ now }: BackendContext, activity: ActiveActivity): boolean {
  const { definition } = activity;
  return definition.kind === 'ideas' && countsArePublic(definition.counts, phaseOf(activity, now()));
}

function rulesOf(definition: ActivityOf<'ideas'>, input: IdeaInput): Refusal | undefined {
  const errors: { pointer: string; code: string }[] = [];
  if (!definition.proposals) errors.push({ pointer: '', code: 'not-offered' });
  if (input.body.length > definition.maxLength) errors.push({ pointer: '/body', code: 'too-long' });
  const sections = definition.sections.map((section) => section.id);
  if (input.section !== undefined && !sections.includes(input.section)) {
    errors.push({ pointer: '/section', code: 'unknown-section' });
  }
  return errors.length > 0 ? { code: 'invalid-answers', errors } : undefined;
}
