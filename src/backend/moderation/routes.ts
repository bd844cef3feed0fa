import { createRoute, z } from '@hono/zod-openapi';
import { PAGE_SIZE } from '../../contract/limits.js';
import {
  AnswerInput,
  BulkInput,
  DecisionInput,
  DecisionReceipt,
  ModeratedComment,
  ModerationQueue,
  QueueFilter,
  RaidPreview,
  RaidQuery,
  RaidSelection,
} from '../../contract/moderation.js';
import type { Outcome } from '../../contract/outcome.js';
import { ContributionId, ItemId, Slug } from '../../contract/text.js';
import { roleFor } from '../../domain/moderation.js';
import type { ActiveConsultation } from '../consultations/cache.js';
import type { BackendContext } from '../context.js';
import { decodeCursor, encodeCursor, PositionDate } from '../http/cursor.js';
import { type Refusal, Refused, taken } from '../http/problems.js';
import { body, consultationParams, featureRoutes, json, pageQuery } from '../http/routes.js';
import { hideAll, previewRaid, restoreAll } from './bulk-store.js';
import { answerTo, type Decided, decideOn } from './decision-store.js';
import { moderatorOf, mustBe } from './moderator.js';
import { listQueue, readModerated } from './queue-store.js';

const PATH = '/moderation';

/** Routes that only a token of the public body opens. */
const security = [{ moderator: [] }];

const params = consultationParams.extend({
  id: ContributionId.openapi({
    param: { name: 'id', in: 'path' },
    description: 'The decision’s identifier, made by the client (UUID version 4).',
  }),
});

const queue = createRoute({
  method: 'get',
  path: `${PATH}/queue`,
  summary: 'Comments that ask for a decision, the most urgent first',
  security,
  request: {
    params: consultationParams,
    query: pageQuery.extend({ filter: QueueFilter.default('open'), activity: Slug.optional() }),
  },
  responses: json(ModerationQueue, 'One page.'),
});

const read = createRoute({
  method: 'get',
  path: `${PATH}/comments/{id}`,
  summary: 'One comment as moderators see it',
  security,
  request: {
    params: consultationParams.extend({ id: ItemId.openapi({ param: { name: 'id', in: 'path' } }) }),
  },
  responses: json(ModeratedComment, 'The comment.'),
});

const putDecision = createRoute({
  method: 'put',
  path: `${PATH}/decisions/{id}`,
  summary: 'Decide on a comment',
  description: 'Takes the role `moderator`, and `official` for `consider`.',
  security,
  request: { params, ...body(DecisionInput) },
  responses: json(DecisionReceipt, 'Decided and recorded.'),
});

const putAnswer = createRoute({
  method: 'put',
  path: `${PATH}/answers/{id}`,
  summary: 'Answer a comment in the public body’s name',
  description: 'Takes the role `official`.',
  security,
  request: { params, ...body(AnswerInput) },
  responses: json(DecisionReceipt, 'Answered and recorded.'),
});

const preview = createRoute({
  method: 'get',
  path: `${PATH}/bulk`,
  summary: 'How many comments a raid’s decision would hide, and the first of them',
  security,
  request: { params: consultationParams, query: RaidQuery },
  responses: json(RaidPreview, 'What would be hidden.'),
});

const putBulk = createRoute({
  method: 'put',
  path: `${PATH}/bulk/{id}`,
  summary: 'Hide what a raid wrote, or bring all of it back',
  description: 'Takes the role `moderator`. At most 1,000 comments at once.',
  security,
  request: { params, ...body(BulkInput) },
  responses: json(DecisionReceipt, 'Decided, and recorded comment by comment.'),
});

/** The moderators' API. */
export function moderationRoutes(context: BackendContext) {
  const { consultations, db, now } = context;
  return featureRoutes()
    .openapi(queue, async (c) => {
      const { slug } = c.req.valid('param');
      const { cursor, filter, activity, limit } = c.req.valid('query');
      const consultation = await consultations.get(slug);
      await moderatorOf(context, c, consultation);
      const after = decodeCursor(Position, cursor);
      const { next, ...page } = await listQueue(db, {
        consultationId: consultation.id,
        filter,
        activity,
        limit,
        after,
      });
      return c.json({ ...page, next: next && encodeCursor(next) }, 200);
    })
    .openapi(read, async (c) => {
      const { slug, id } = c.req.valid('param');
      const consultation = await consultations.get(slug);
      await moderatorOf(context, c, consultation);
      const [comment] = await readModerated(db, consultation.id, [id]);
      if (!comment) throw new Refused({ code: 'not-found' });
      return c.json(comment, 200);
    })
    .openapi(putDecision, async (c) => {
      const { slug, id } = c.req.valid('param');
      const input = c.req.valid('json');
      const consultation = await consultations.get(slug);
      const moderator = await moderatorOf(context, c, consultation);
      mustBe(moderator, roleFor(input.action));
      const errors = unfitting(input);
      if (errors.length > 0) throw new Refused({ code: 'invalid-answers', errors });
      const decided = await decideOn(db, consultation, moderator, id, input, now());
      return c.json(told(context, consultation, decided), 200);
    })
    .openapi(putAnswer, async (c) => {
      const { slug, id } = c.req.valid('param');
      const consultation = await consultations.get(slug);
      const moderator = await moderatorOf(context, c, consultation);
      mustBe(moderator, roleFor('answer'));
      const decided = await answerTo(db, consultation, moderator, id, c.req.valid('json'), now());
      return c.json(told(context, consultation, decided), 200);
    })
    .openapi(preview, async (c) => {
      const { slug } = c.req.valid('param');
      const { activity, ...chosen } = c.req.valid('query');
      const consultation = await consultations.get(slug);
      await moderatorOf(context, c, consultation);
      const selection = RaidSelection.safeParse(chosen);
      if (!selection.success || !withinADay(selection.data)) throw new Refused({ code: 'malformed-request' });
      const found = taken(await previewRaid(db, consultation.id, activity, selection.data, PAGE_SIZE));
      const items = await readModerated(db, consultation.id, found.first);
      return c.json({ count: found.count, items }, 200);
    })
    .openapi(putBulk, async (c) => {
      const { slug, id } = c.req.valid('param');
      const input = c.req.valid('json');
      const consultation = await consultations.get(slug);
      const moderator = await moderatorOf(context, c, consultation);
      mustBe(moderator, 'moderator');
      if (input.action === 'hide' && !withinADay(input.selection))
        throw new Refused({
          code: 'invalid-answers',
          errors: [{ pointer: '/selection/to', code: 'invalid' }],
        });
      const decided =
        input.action === 'hide'
          ? await hideAll(db, consultation, moderator, id, input, now())
          : await restoreAll(db, consultation, moderator, id, input, now());
      return c.json(told(context, consultation, decided), 200);
    });
}

const Position = z.object({ priority: z.int32(), at: PositionDate, id: z.uuid() }).strict();

/** The receipt of a decision, once those who look at what changed are told. Throws the refusal. */
function told(
  { live, ranking }: BackendContext,
  consultation: ActiveConsultation,
  decided: Outcome<Decided, Refusal>,
): DecisionReceipt {
  const { receipt, activities, moved } = taken(decided);
  for (const activity of activities) live.changed(consultation.slug, activity);
  for (const comment of moved) ranking.moved(consultation.id, comment);
  return receipt;
}

/** What a decision says that it may not, or does not say that it has to. */
export function unfitting(input: DecisionInput): { pointer: string; code: string }[] {
  const needed = { reason: 'hide', into: 'merge', text: 'consider' } as const;
  return Object.entries(needed).flatMap(([field, action]) => {
    const given = input[field as keyof typeof needed] !== undefined;
    if (given === (input.action === action)) return [];
    return [{ pointer: `/${field}`, code: given ? 'not-offered' : 'required' }];
  });
}

/** Whether a period, where the selection is one, is no longer than a day. */
export function withinADay(selection: RaidSelection): boolean {
  if (!('from' in selection)) return true;
  const length = Date.parse(selection.to) - Date.parse(selection.from);
  return length > 0 && length <= 24 * 3_600_000;
}
