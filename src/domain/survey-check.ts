import type { Outcome } from '../contract/outcome.js';
import type { Answers, Ending, Question, SurveyDefinition } from '../contract/survey.js';
import { checkAnswer, foreignIn, type RuleBroken } from './answers.js';
import { holds } from './conditions.js';
import { questionsIn } from './kinds.js';
import {
  type AnswerError,
  type Circumstances,
  type Course,
  follow,
  isAsked,
  type ShownPage,
  type ShownQuestion,
} from './survey.js';

/** The errors of the questions that one page of a course shows. */
export function checkPage({ questions }: ShownPage, course: Course): AnswerError[] {
  return questions.filter(isAsked).flatMap((question) => {
    if ((question as ShownQuestion).disabled) return [];
    return checkAnswer(question, course.answers[question.id], course).map((broken) =>
      placed(question, broken),
    );
  });
}

function placed({ id }: Question, broken: RuleBroken): AnswerError {
  return { ...broken, pointer: ['/answers', id, ...(broken.at ?? [])].join('/'), question: id };
}

/** A response that keeps every rule: what is stored of it. */
export interface Settled {
  /** Hidden questions' answers and empty ones are left out, calculated values are in. */
  answers: Answers;
  /** The end before the last page that they lead to. */
  ending: Ending | undefined;
}

/**
 * The answers to keep, or what is wrong with them. The same on both sides: the page says what the server would.
 */
export function checkAnswers(
  definition: SurveyDefinition,
  answers: Answers,
  circumstances: Circumstances,
): Outcome<Settled, AnswerError[]> {
  const known = new Set(
    questionsIn(definition)
      .filter(({ type }) => type !== 'information')
      .map(({ id }) => id),
  );
  const unknown = Object.keys(answers)
    .filter((id) => !known.has(id))
    .map((question) => ({ pointer: `/answers/${question}`, question, code: 'unknown-question' }));
  const foreign = questionsIn(definition).flatMap((question) =>
    Object.hasOwn(answers, question.id)
      ? foreignIn(question, answers[question.id]!).map((broken) => placed(question, broken))
      : [],
  );
  const course = follow(definition, answers, circumstances);
  const errors = [...unknown, ...foreign, ...course.pages.flatMap((page) => checkPage(page, course))];
  if (errors.length > 0) return { ok: false, problem: errors };
  return { ok: true, value: { answers: course.answers, ending: course.ending } };
}

/** The quotas that a response counts for. */
export function quotasOf({ quotas = [] }: SurveyDefinition, answers: Answers, today: string): string[] {
  return quotas.filter((quota) => holds(quota.if, { answers, today })).map(({ id }) => id);
}
