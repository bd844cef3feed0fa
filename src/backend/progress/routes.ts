import { createRoute } from '@hono/zod-openapi';
import { Erased } from '../../contract/drafts.js';
import { CHECK } from '../../contract/limits.js';
import { ProgressInput, ProgressNoted } from '../../contract/progress.js';
import type { Answers, SurveyDefinition } from '../../contract/survey.js';
import '../../domain/all-kinds.js';
import { phaseOf } from '../../domain/hours.js';
import { quebecDay } from '../../domain/quebec-day.js';
import { follow } from '../../domain/survey.js';
import { checkAnswers } from '../../domain/survey-check.js';
import type { BackendContext } from '../context.js';
import { refuseTooMany } from '../http/accept.js';
import { Refused } from '../http/problems.js';
import { body, featureRoutes, itemParams, json } from '../http/routes.js';
import { eraseProgress, noteProgress } from './store.js';

const PATH = '/activities/{activity}/progress/{id}';

const put = createRoute({
  method: 'put',
  path: PATH,
  summary: 'Say how far a response came',
  description:
    'Without a participant key, under an identifier made for this alone. For surveys whose definition says `unfinished`: `counted` takes the page, `kept` the answers so far as well.',
  request: { params: itemParams, ...body(ProgressInput) },
  responses: json(ProgressNoted, 'Noted.'),
});

const erase = createRoute({
  method: 'delete',
  path: PATH,
  summary: 'Erase what was kept of a response that was not sent',
  request: { params: itemParams },
  responses: json(Erased, 'It is gone.'),
});

/** How far responses come that are not sent. Whose they are is not known. */
export function progressRoutes(context: BackendContext) {
  const { db, now } = context;
  const surveyAt = async (slug: string, activityId: string, version = 0) => {
    const found = await context.consultations.activity(slug, activityId, 'survey', version);
    if (!found.activity.definition.unfinished) throw new Refused({ code: 'not-found' });
    return found;
  };
  return featureRoutes()
    .openapi(put, async (c) => {
      const { slug, activity: activityId, id } = c.req.valid('param');
      const { page, definition, finished = false, answers } = c.req.valid('json');
      const { consultation, activity } = await surveyAt(slug, activityId, definition);
      const at = now();
      const phase = phaseOf(activity, at);
      if (phase !== 'open') throw new Refused({ code: phase === 'before' ? 'not-open-yet' : 'closed' });
      const survey = activity.definition;
      const errors: { pointer: string; code: string }[] = [];
      if (page !== CHECK && !survey.pages.some((one) => one.id === page))
        errors.push({ pointer: '/page', code: 'unknown-page' });
      if (answers && survey.unfinished !== 'kept') errors.push({ pointer: '/answers', code: 'not-offered' });
      if (definition > consultation.version)
        errors.push({ pointer: '/definition', code: 'unknown-definition' });
      if (errors.length > 0) throw new Refused({ code: 'invalid-answers', errors });
      await refuseTooMany(context, new TextEncoder().encode(`progress ${id}`), c.env.address);
      const day = quebecDay(at);
      // What was sent is a response now: nothing of it is kept twice.
      const kept = answers && !finished ? readable(survey, answers, day) : undefined;
      const standing = {
        consultationId: consultation.id,
        activity: activityId,
        id,
        page,
        definition,
        finished,
        answers: kept,
      };
      await noteProgress(db, standing, day, at);
      return c.json({ noted: true as const }, 200);
    })
    .openapi(erase, async (c) => {
      const { slug, activity, id } = c.req.valid('param');
      const { consultation } = await surveyAt(slug, activity);
      await refuseTooMany(context, new TextEncoder().encode(`progress ${id}`), c.env.address);
      await eraseProgress(db, { consultationId: consultation.id, activity, id });
      return c.json({ erased: true as const }, 200);
    });
}

/**
 * Those of the answers so far that keep every rule: a page that is not finished yet may hold anything. None where they
 * lead to an end that keeps none.
 */
function readable(survey: SurveyDefinition, answers: Answers, today: string): Answers | undefined {
  const circumstances = { begun: today, seed: 0 };
  if (follow(survey, answers, circumstances).ending?.keep === false) return undefined;
  const checked = checkAnswers(survey, answers, circumstances);
  if (checked.ok) return checked.value.answers;
  const broken = new Set(checked.problem.map(({ question }) => question));
  return Object.fromEntries(Object.entries(answers).filter(([question]) => !broken.has(question)));
}
