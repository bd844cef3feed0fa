import { createRoute } from '@hono/zod-openapi';
import { ConsultationDocument, type ConsultationSummary } from '../../contract/consultation.js';
import { phaseOf } from '../../domain/hours.js';
import type { BackendContext } from '../context.js';
import { consultationParams, featureRoutes, json } from '../http/routes.js';
import type { ActiveConsultation } from './cache.js';

const read = createRoute({
  method: 'get',
  path: '/',
  summary: 'A consultation and its activities',
  request: { params: consultationParams },
  responses: json(ConsultationDocument, 'The consultation.'),
});

export function consultationRoutes({ answers, consultations, now }: BackendContext) {
  return featureRoutes().openapi(read, async (c) => {
    const consultation = await consultations.get(c.req.valid('param').slug);
    const activities = [...consultation.activities.values()].map((activity) => activity.definition);
    return answers.give(c, { consultation: summaryOf(consultation, now()), activities });
  });
}

/** What citizens are told of a consultation, whichever activity they take part in. */
export function summaryOf(consultation: ActiveConsultation, now: Date): ConsultationSummary {
  const { activities: _, $schema: __, body: ___, ...told } = consultation.definition;
  return { ...told, body: consultation.body, version: consultation.version, phase: phaseOf(told, now) };
}
