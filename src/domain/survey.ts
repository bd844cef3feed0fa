import type { Outcome } from '../contract/outcome.js';
import type {
  Answer,
  Answers,
  Condition,
  Question,
  SurveyDefinition,
  SurveyPage,
} from '../contract/survey.js';
import { checkAnswer, isEmpty, type RuleBroken } from './answers.js';
import { holds } from './conditions.js';

export { checkSurvey } from './survey-definition.js';

/** One answer that was refused, and the rule that it broke. */
export interface AnswerError extends RuleBroken {
  /** JSON Pointer into what was sent: `/answers/age`. */
  pointer: string;
  question: string;
}

/** A question that asks something. */
export type Asked = Exclude<Question, { type: 'information' }>;

export function isAsked(question: Question): question is Asked {
  return question.type !== 'information';
}

/** A page that is shown, with those of its questions that are. */
export interface ShownPage {
  page: SurveyPage;
  questions: Question[];
}

/**
 * What is shown, given the answers: one pass in the survey's order, since a condition may only name earlier questions.
 * A hidden question counts as unanswered, so what depends on it is hidden with it. A page without a question is not shown.
 */
export function shownPages(definition: SurveyDefinition, answers: Answers): ShownPage[] {
  const known: Answers = {};
  const isShown = (condition: Condition | undefined) => condition === undefined || holds(condition, known);
  return definition.pages.flatMap((page) => {
    if (!isShown(page.showIf)) return [];
    const questions = page.questions.filter((question) => {
      if (!isShown(question.showIf)) return false;
      const answer = answers[question.id];
      if (isAsked(question) && answer !== undefined && !isEmpty(answer)) known[question.id] = answer;
      return true;
    });
    return questions.length > 0 ? [{ page, questions }] : [];
  });
}

/** The errors of the questions that one page shows. */
export function checkPage({ questions }: ShownPage, answers: Answers): AnswerError[] {
  return questions.filter(isAsked).flatMap((question) => {
    const broken = checkAnswer(question, answers[question.id]);
    return broken ? [{ ...broken, pointer: `/answers/${question.id}`, question: question.id }] : [];
  });
}

/**
 * The answers to keep (hidden questions' and empty ones are left out), or what is wrong with them. The same on both
 * sides: the page says what the server would.
 */
export function checkAnswers(
  definition: SurveyDefinition,
  answers: Answers,
): Outcome<Answers, AnswerError[]> {
  const pages = shownPages(definition, answers);
  const known = new Set(
    definition.pages.flatMap((page) => page.questions.filter(isAsked).map(({ id }) => id)),
  );
  const unknown = Object.keys(answers)
    .filter((id) => !known.has(id))
    .map((question) => ({ pointer: `/answers/${question}`, question, code: 'unknown-question' }));
  const errors = [...unknown, ...pages.flatMap((page) => checkPage(page, answers))];
  return errors.length > 0 ? { ok: false, problem: errors } : { ok: true, value: keptOf(pages, answers) };
}

function keptOf(pages: ShownPage[], answers: Answers): Answers {
  const kept: [string, Answer][] = pages
    .flatMap(({ questions }) => questions.filter(isAsked))
    .flatMap(({ id }) => {
      const answer = answers[id];
      return answer === undefined || isEmpty(answer) ? [] : [[id, answer] as [string, Answer]];
    });
  return Object.fromEntries(kept);
}
