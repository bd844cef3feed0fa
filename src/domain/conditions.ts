import { OTHER } from '../contract/limits.js';
import type { Answer, Answers, Condition } from '../contract/survey.js';

/** Whether `condition` holds for the answers to questions that are shown. A question without an answer meets none. */
export function holds(condition: Condition, answers: Answers): boolean {
  if ('all' in condition) return condition.all.every((inner) => holds(inner, answers));
  if ('any' in condition) return condition.any.some((inner) => holds(inner, answers));
  if ('not' in condition) return !holds(condition.not, answers);
  const answer = answers[condition.question];
  if ('answered' in condition) return (answer !== undefined) === condition.answered;
  if (answer === undefined) return false;
  if ('is' in condition) return chosen(answer) === condition.is;
  if ('contains' in condition)
    return Array.isArray(answer) && answer.map(chosen).includes(condition.contains);
  if ('atLeast' in condition) return comparable(answer, condition.atLeast) && answer >= condition.atLeast;
  return comparable(answer, condition.atMost) && answer <= condition.atMost;
}

/** The questions that a condition depends on. */
export function questionsOf(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(questionsOf);
  if ('any' in condition) return condition.any.flatMap(questionsOf);
  return 'not' in condition ? questionsOf(condition.not) : [condition.question];
}

/** An answer as conditions compare it: «other, specify» is the option `other`, whatever was specified. */
function chosen(answer: Answer): string | number | boolean | undefined {
  if (Array.isArray(answer)) return undefined;
  return typeof answer === 'object' ? OTHER : answer;
}

/** Numbers compare with numbers, and dates (`2026-05-01`), whose order is that of their text, with dates. */
function comparable(answer: Answer, bound: string | number): answer is string | number {
  return (typeof answer === 'string' || typeof answer === 'number') && typeof answer === typeof bound;
}
