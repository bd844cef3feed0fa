import type { Answers, SurveyDefinition } from '../contract/survey.js';
import type { AllEntered, Entered } from './entered.js';
import { isAsked, kindOf, questionsIn } from './kinds.js';
import { asText } from './text-rules.js';

/** What was entered, made of answers that were given before: to change them. */
export function enteredFrom(definition: SurveyDefinition, answers: Answers): AllEntered {
  return Object.fromEntries(
    questionsIn(definition).flatMap((question): [string, Entered][] => {
      const answer = answers[question.id];
      if (answer === undefined || question.type === 'calculated') return [];
      if (!isAsked(question)) return [[question.id, { text: asText(answer) }]];
      return [[question.id, kindOf(question.type).enter(question, answer)]];
    }),
  );
}
