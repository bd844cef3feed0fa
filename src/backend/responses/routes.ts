import { createRoute, z } from '@hono/zod-openapi';
import type { View } from '../../contract/consultation.js';
import { Receipt } from '../../contract/contributions.js';
import {
  type Answers,
  type FileAnswer,
  ResponseInput,
  type SurveyDefinition,
} from '../../contract/survey.js';
import '../../domain/all-kinds.js';
import { dayNumber } from '../../domain/days.js';
import { questionsIn } from '../../domain/kinds.js';
import { quebecDay } from '../../domain/quebec-day.js';
import { checkAnswers, quotasOf } from '../../domain/survey-check.js';
import type { ActiveActivity, ActiveConsultation } from '../consultations/cache.js';
import type { BackendContext } from '../context.js';
import { missingFiles, type NamedFile } from '../files/store.js';
import { accept } from '../http/accept.js';
import { participantOf } from '../http/participant.js';
import { type Refusal, taken } from '../http/problems.js';
import { body, featureRoutes, itemParams, json, participantSecurity } from '../http/routes.js';
import {
  changeResponse,
  findResponse,
  findVersion,
  fullQuotas,
  type NewResponse,
  storeResponse,
} from './store.js';

const PATH = '/activities/{activity}/responses/{id}';

/** More than anybody changes their mind: versions are kept, and a program must not fill the database with one response. */
const MOST_VERSIONS = 200;

const put = createRoute({
  method: 'put',
  path: PATH,
  summary: 'Answer a survey',
  security: participantSecurity,
  request: { params: itemParams, ...body(ResponseInput) },
  responses: json(Receipt, 'Stored.'),
});

const putVersion = createRoute({
  method: 'put',
  path: `${PATH}/versions/{version}`,
  summary: 'Change one’s answers',
  description:
    'Where the survey allows it, until it closes. Each version is kept, and the last one counts: the next is one more than the last.',
  security: participantSecurity,
  request: {
    params: itemParams.extend({ version: z.coerce.number().int().min(2).max(MOST_VERSIONS) }),
    ...body(ResponseInput),
  },
  responses: json(Receipt, 'Stored.'),
});

/** Survey responses. Answers to questions that the other answers hide are not kept. */
export function responseRoutes(context: BackendContext) {
  const { db, live } = context;
  return featureRoutes()
    .openapi(put, async (c) => {
      const { slug, activity: activityId, id } = c.req.valid('param');
      const sent = c.req.valid('json');
      const found = await context.consultations.activity(slug, activityId, 'survey', sent.definition);
      const participant = await participantOf(context, c, slug);
      const { response, refusal } = await settle(context, found, { ...sent, id, participant });
      const outcome = await accept(context, {
        participant,
        from: c.env,
        activity: found.activity,
        rules: () => refusal,
        store: (at) => storeResponse(db, response, at),
        find: () => findResponse(db, response),
        receipt: { id, kind: 'response', version: 1 },
      });
      // Which quotas are full is told with the first view.
      if (outcome.ok && response.places.length > 0) live.changed(slug, activityId);
      return c.json(taken(outcome), 200);
    })
    .openapi(putVersion, async (c) => {
      const { slug, activity: activityId, id, version } = c.req.valid('param');
      const sent = c.req.valid('json');
      const found = await context.consultations.activity(slug, activityId, 'survey', sent.definition);
      const participant = await participantOf(context, c, slug);
      const { response, refusal } = await settle(context, found, { ...sent, id, participant });
      const change = { ...response, version };
      const { definition } = found.activity;
      const outcome = await accept(context, {
        participant,
        from: c.env,
        activity: found.activity,
        rules: () => (definition.changes ? refusal : { code: 'not-changeable' }),
        store: (at) => changeResponse(db, change, at),
        find: () => findVersion(db, change),
        receipt: { id, kind: 'response', version },
      });
      if (outcome.ok && definition.quotas) live.changed(slug, activityId);
      return c.json(taken(outcome), 200);
    });
}

/** Which of a survey's quotas are full: what its first view tells beside the definition. */
export function surveyStanding({ db }: BackendContext) {
  return async (
    consultation: ActiveConsultation,
    { definition }: ActiveActivity,
  ): Promise<Pick<View, 'fullQuotas'>> => {
    if (definition.kind !== 'survey' || !definition.quotas) return {};
    const { full } = await fullQuotas(db, consultation.id, definition.id, definition.quotas);
    return { fullQuotas: full };
  };
}

type Found = {
  consultation: ActiveConsultation;
  activity: { definition: SurveyDefinition & { id: string } };
};

/** The files that answers name, with their questions. */
function namedFiles({ pages }: SurveyDefinition, answers: Answers): NamedFile[] {
  const questions = questionsIn({ pages }).filter(({ type }) => type === 'file');
  return questions.flatMap(({ id: question }) =>
    ((answers[question] ?? []) as FileAnswer[]).map((file) => ({ question, ...file })),
  );
}

/** What there is to store of what was sent, and what the definition says against it. */
async function settle(
  { db, now }: BackendContext,
  { consultation, activity: { definition: survey } }: Found,
  sent: ResponseInput & { id: string; participant: Uint8Array },
): Promise<{ response: NewResponse; refusal: Refusal | undefined }> {
  const { answers, definition, full = [], id, participant } = sent;
  const today = quebecDay(now());
  // Orders at random change nothing of what is kept: any seed does.
  const circumstances = { begun: sent.begun ?? today, seed: 0, full };
  const checked = checkAnswers(survey, answers, circumstances);
  const errors: { pointer: string; code: string }[] = checked.ok ? [] : [...checked.problem];
  if (checked.ok && checked.value.ending?.keep === false)
    errors.push({ pointer: '/answers', code: 'not-kept' });
  // An earlier version is fine: the citizen began before it changed, and the record says which one they saw.
  if (definition > consultation.version) errors.push({ pointer: '/definition', code: 'unknown-definition' });
  // A day ahead is a clock that is fast, or an hour before midnight; more would choose its own today.
  const begun = dayNumber(circumstances.begun);
  if (begun === undefined) errors.push({ pointer: '/begun', code: 'not-a-date' });
  else if (begun > dayNumber(today)! + 1) errors.push({ pointer: '/begun', code: 'too-late' });
  const { quotas = [] } = survey;
  const { everFull } = await fullQuotas(db, consultation.id, survey.id, full.length > 0 ? quotas : []);
  full.forEach((quota, index) => {
    const isKnown = quotas.some((one) => one.id === quota);
    // Else whoever says so would pass over all that is left to answer.
    if (!isKnown || !everFull.includes(quota))
      errors.push({ pointer: `/full/${index}`, code: isKnown ? 'not-full' : 'unknown-quota' });
  });
  const kept = checked.ok ? checked.value.answers : answers;
  // Who was told that a quota is full, and ended there, takes no place in it.
  const counted = checked.ok
    ? quotasOf(survey, kept, circumstances.begun).filter((quota) => !full.includes(quota))
    : [];
  const response = {
    consultationId: consultation.id,
    activity: survey.id,
    id,
    participant,
    definition,
    begun: circumstances.begun,
    answers: kept,
    files: checked.ok ? namedFiles(survey, kept) : [],
    sole: survey.responses === 'one',
    places: quotas.filter((quota) => counted.includes(quota.id)),
  };
  for (const { question } of await missingFiles(db, response))
    errors.push({ pointer: `/answers/${question}`, code: 'unknown-file' });
  return { response, refusal: errors.length > 0 ? { code: 'invalid-answers', errors } : undefined };
}
