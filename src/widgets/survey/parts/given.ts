import type { Answers, SurveyDefinition } from '../../../contract/survey.js';
import { quebecDay } from '../../../domain/quebec-day.js';
import { type Asked, follow, isAsked } from '../../../domain/survey.js';
import { additions } from '../../base/forms/view.js';
import type { Localize } from '../../base/language.js';
import { questionsIn } from '../../../domain/kinds.js';

/** A response that was given, as it reads: its questions with what they offered, and texts with what was answered before. */
export interface Given {
  questions: readonly Asked[];
  localize: Localize;
}

/**
 * Follows the way that the answers took. What they say that no way leads to any more, since the survey changed, is
 * there as the survey asks it now.
 */
export function givenIn(definition: SurveyDefinition, answers: Answers, localize: Localize): Given {
  const course = follow(definition, answers, { begun: quebecDay(new Date()), seed: 0 });
  const met = new Map(questionsIn(course).map((one) => [one.id, one]));
  return {
    questions: questionsIn(definition)
      .map((question) => met.get(question.id) ?? question)
      .filter((question): question is Asked => isAsked(question) && Object.hasOwn(answers, question.id)),
    localize: (text) => localize(additions.piped?.(text, course) ?? text),
  };
}
