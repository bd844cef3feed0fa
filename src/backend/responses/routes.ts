import { createRoute } from '@hono/zod-openapi';
import { Receipt } from '../../contract/contributions.js';
import { ResponseInput } from '../../contract/survey.js';
import '../../domain/all-kinds.js';
import { laterDay, quebecDay } from '../../domain/quebec-day.js';
import { checkAnswers } from '../../domain/survey.js';
import type { BackendContext } from '../context.js';
import { accept } from '../http/accept.js';
import { participantOf } from '../http/participant.js';
import { taken } from '../http/problems.js';
import { body, featureRoutes, itemParams, json, participantSecurity } from '../http/routes.js';
import { findResponse, storeResponse } from './store.js';

const put = createRoute({
  method: 'put',
  path: '/activities/{activity}/responses/{id}',
  summary: 'Answer a survey',
  security: participantSecurity,
  request: { params: itemParams, ...body(ResponseInput) },
  responses: json(Receipt, 'Stored.'),
});

/** Survey responses. Answers to questions that the other answers hide are not kept. */
export function responseRoutes(context: BackendContext) {
  return featureRoutes().openapi(put, async (c) => {
    const { slug, activity: activityId, id } = c.req.valid('param');
    const { answers, definition, begun } = c.req.valid('json');
    const { consultation, activity } = await context.consultations.activity(
      slug,
      activityId,
      'survey',
      definition,
    );
    const participant = await participantOf(context, c, slug);
    const today = quebecDay(context.now());
    // Orders at random change nothing of what is kept: any seed does.
    const circumstances = { begun: begun ?? today, seed: 0 };
    const checked = checkAnswers(activity.definition, answers, circumstances);
    const errors: { pointer: string; code: string }[] = checked.ok ? [] : [...checked.problem];
    // An earlier version is fine: the citizen began before it changed, and the record says which one they saw.
    if (definition > consultation.version)
      errors.push({ pointer: '/definition', code: 'unknown-definition' });
    // A day ahead is a clock that is fast, or an hour before midnight; more would choose its own today.
    if (circumstances.begun > laterDay(today)) errors.push({ pointer: '/begun', code: 'too-late' });
    const response = {
      consultationId: consultation.id,
      activity: activityId,
      id,
      participant,
      definition,
      answers: checked.ok ? checked.value.answers : answers,
    };
    const outcome = await accept(context, {
      participant,
      address: c.env.address,
      activity,
      rules: () => (errors.length > 0 ? { code: 'invalid-answers', errors } : undefined),
      store: (at) => storeResponse(context.db, response, at),
      find: () => findResponse(context.db, response),
      receipt: { id, kind: 'response', version: 1 },
    });
    return c.json(taken(outcome), 200);
  });
}
