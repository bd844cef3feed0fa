import { OTHER } from '../contract/limits.js';
import type {
  Answer,
  Answers,
  Condition,
  Expression,
  Next,
  Option,
  Question,
  SurveyDefinition,
  SurveyPage,
} from '../contract/survey.js';
import type { Known } from './kinds.js';

/** What a condition's parts come to; undefined where a part has no value. */
export type Value = string | number | boolean | undefined;

/** What surveys need that do more than show and hide: worked out, filtered, in random order, with ways of their own. */
export interface Logic {
  value(expression: Expression, known: Known): Value;
  compares(condition: Extract<Condition, { compare: unknown }>, known: Known): boolean;
  /** In the order that one participant meets them; what is pinned keeps its place. */
  inOrder<Item extends object>(items: readonly Item[], seed: number, name: string): readonly Item[];
  /** A question with the options that it offers one participant. */
  offered(question: Question, known: Known, seed: number, before: OfferedSoFar): Question;
  /** An answer without the options of the survey that a question does not offer any more. */
  stillOffered(shown: Question, asWritten: Question, answer: Answer): Answer | undefined;
  /** Each question on a page of its own, with the words before it; no question's name holds a dot. */
  oneByOne(page: SurveyPage, questions: readonly Question[]): { page: SurveyPage; questions: Question[] }[];
  /** Where one goes after a page: the first way on, or the end of a full quota, that holds. */
  next(
    page: SurveyPage,
    definition: SurveyDefinition,
    full: readonly string[],
    known: Known,
  ): Next | undefined;
}
let logic: Logic | undefined;

/** What each question that was shown so far offers: for those that carry it on. */
export type OfferedSoFar = Map<string, readonly Option[]>;

/** Teaches the engine: a part, since most surveys do without. */
export function addLogic(added: Logic): void {
  logic = added;
}

/** The part where it is there. */
export function maybeLogic(): Logic | undefined {
  return logic;
}

/** Throws where the part is not there: whoever shows a survey that needs it sees to that first. */
export function theLogic(): Logic {
  if (!logic) throw new Error('No part brings this logic.');
  return logic;
}

/** Whether `condition` holds for the answers to questions that are shown. A question without an answer meets none. */
export function holds(condition: Condition, known: Known): boolean {
  if ('all' in condition) return condition.all.every((inner) => holds(inner, known));
  if ('any' in condition) return condition.any.some((inner) => holds(inner, known));
  if ('not' in condition) return !holds(condition.not, known);
  if ('compare' in condition) return theLogic().compares(condition, known);
  const answer = answerTo(condition.question, condition.row, known.answers);
  if ('answered' in condition) return (answer !== undefined) === condition.answered;
  if (answer === undefined) return false;
  if ('is' in condition) return chosen(answer) === condition.is;
  if ('contains' in condition)
    return Array.isArray(answer) && (answer as Answer[]).some((one) => chosen(one) === condition.contains);
  if ('atLeast' in condition) return comparable(answer, condition.atLeast) && answer >= condition.atLeast;
  if ('atMost' in condition) return comparable(answer, condition.atMost) && answer <= condition.atMost;
  if ('above' in condition) return comparable(answer, condition.above) && answer > condition.above;
  return comparable(answer, condition.below) && answer < condition.below;
}

/** An answer, or what it holds in one row. */
export function answerTo(question: string, row: string | undefined, answers: Answers): Answer | undefined {
  // Names are kept in objects: `constructor` must not be found where nobody answered it.
  const answer = Object.hasOwn(answers, question) ? answers[question] : undefined;
  if (row === undefined || answer === undefined) return answer;
  const isCells = typeof answer === 'object' && !Array.isArray(answer);
  return isCells && Object.hasOwn(answer, row) ? (answer as Record<string, Answer>)[row] : undefined;
}

/** An answer as conditions compare it: «other, specify» is the option `other`, whatever was specified. */
export function chosen(answer: Answer): Value {
  if (typeof answer !== 'object') return answer;
  return 'other' in answer ? OTHER : undefined;
}

/** Numbers compare with numbers, and dates (`2026-05-01`), whose order is that of their text, with dates. */
function comparable(answer: Answer, bound: string | number): answer is string | number {
  return (typeof answer === 'string' || typeof answer === 'number') && typeof answer === typeof bound;
}
