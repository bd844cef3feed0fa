import { createRoute, z } from '@hono/zod-openapi';
import { Receipt } from '../../contract/contributions.js';
import { FeedbackDetailsInput, FeedbackInput } from '../../contract/feedback.js';
import { pageOf } from '../../domain/feedback.js';
import type { BackendContext } from '../context.js';
import { accept } from '../http/accept.js';
import { isRegistered } from '../http/origin.js';
import { participantOf } from '../http/participant.js';
import { taken } from '../http/problems.js';
import { body, featureRoutes, itemParams, json, participantSecurity } from '../http/routes.js';
import { findDetails, findFeedback, storeDetails, storeFeedback } from './store.js';

const PATH = '/activities/{activity}/feedback/{id}';

const put = createRoute({
  method: 'put',
  path: PATH,
  summary: 'Say whether a page was useful',
  security: participantSecurity,
  request: { params: itemParams, ...body(FeedbackInput) },
  responses: json(Receipt, 'Stored.'),
});

const putDetails = createRoute({
  method: 'put',
  path: `${PATH}/versions/{version}`,
  summary: 'Join details to it',
  security: participantSecurity,
  request: {
    params: itemParams.extend({ version: z.coerce.number().int().min(2).max(2) }),
    ...body(FeedbackDetailsInput),
  },
  responses: json(Receipt, 'Stored.'),
});

/** Feedback on a page: the first click, then the details that join it. */
export function feedbackRoutes(context: BackendContext) {
  const { consultations, db } = context;
  return featureRoutes()
    .openapi(put, async (c) => {
      const { slug, activity: activityId, id } = c.req.valid('param');
      const { consultation, activity } = await consultations.activity(slug, activityId, 'feedback');
      const participant = await participantOf(context, c, slug);
      const { verdict, page: address } = c.req.valid('json');
      const page = pageOf(address, (origin) => isRegistered(context, c, consultation, origin));
      const sent = {
        consultationId: consultation.id,
        activity: activityId,
        id,
        participant,
        verdict,
        page: page.ok ? page.value : address,
      };
      const outcome = await accept(context, {
        participant,
        from: c.env,
        activity,
        rules: () =>
          page.ok
            ? undefined
            : { code: 'invalid-answers', errors: [{ pointer: '/page', code: page.problem }] },
        store: (at) => storeFeedback(db, sent, at),
        find: () => findFeedback(db, sent),
        receipt: { id, kind: 'feedback', version: 1 },
      });
      return c.json(taken(outcome), 200);
    })
    .openapi(putDetails, async (c) => {
      const { slug, activity: activityId, id, version } = c.req.valid('param');
      const { details } = c.req.valid('json');
      const { consultation, activity } = await consultations.activity(slug, activityId, 'feedback');
      const participant = await participantOf(context, c, slug);
      const sent = {
        consultationId: consultation.id,
        activity: activityId,
        id,
        version,
        participant,
        details,
      };
      const tooLong = details.length > activity.definition.maxLength;
      const outcome = await accept(context, {
        participant,
        from: c.env,
        activity,
        rules: () =>
          tooLong
            ? { code: 'invalid-answers', errors: [{ pointer: '/details', code: 'too-long' }] }
            : undefined,
        store: (at) => storeDetails(db, sent, at),
        find: () => findDetails(db, sent),
        receipt: { id, kind: 'feedback', version },
      });
      return c.json(taken(outcome), 200);
    });
}
