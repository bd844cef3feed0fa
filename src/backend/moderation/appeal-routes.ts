import { createRoute } from '@hono/zod-openapi';
import { AppealInput } from '../../contract/comments.js';
import { Receipt } from '../../contract/contributions.js';
import type { ProblemCode } from '../../contract/problem.js';
import { takesAppeals } from '../../domain/threads.js';
import type { BackendContext } from '../context.js';
import { refuseTooMany } from '../http/accept.js';
import { participantOf } from '../http/participant.js';
import { Refused } from '../http/problems.js';
import { anyItemParams, body, featureRoutes, json, participantSecurity } from '../http/routes.js';
import { findAppeal, type HeldAppeal, storeAppeal } from './appeal-store.js';

const putAppeal = createRoute({
  method: 'put',
  path: '/activities/{activity}/comments/{id}/appeal',
  summary: 'Ask that a decision on one’s own comment be looked at again',
  description: 'Once a decision, also after closing.',
  security: participantSecurity,
  request: { params: anyItemParams, ...body(AppealInput) },
  responses: json(Receipt, 'Stored: moderators will look again.'),
});

/** What authors ask to be looked at again. */
export function appealRoutes(context: BackendContext) {
  const { consultations, db, now } = context;
  return featureRoutes().openapi(putAppeal, async (c) => {
    const { slug, activity: activityId, id } = c.req.valid('param');
    const { text, decision } = c.req.valid('json');
    const { consultation, activity } = await consultations.activity(slug, activityId, 'comments');
    const participant = await participantOf(context, c, slug);
    await refuseTooMany(context, participant, c.env.address);
    const appeal = {
      consultationId: consultation.id,
      activity: activityId,
      comment: id,
      participant,
      text,
      decision,
    };
    const takes = takesAppeals(activity.definition);
    const stored = takes ? await storeAppeal(db, appeal, now()) : undefined;
    const held = stored ? undefined : await findAppeal(db, appeal);
    const at = stored ?? (held?.same ? held.acceptedAt : undefined);
    if (!at) throw new Refused({ code: takes ? refusalOf(held) : 'conflict' });
    const receipt = { id, kind: 'appeal' as const, activity: activityId, version: 1 };
    return c.json({ ...receipt, acceptedAt: at.toISOString() }, 200);
  });
}

/** Why nothing was stored, as far as it is the sender's to know. */
function refusalOf(held: HeldAppeal | undefined): ProblemCode {
  if (!held) return 'conflict';
  return held.acceptedAt ? 'already-appealed' : 'not-appealable';
}
