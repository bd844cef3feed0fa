import type { Answer, Answers, Question } from '../contract/survey.js';
import { type Asked, isAsked, type Known, kindOf, type RuleBroken, WRONG_TYPE } from './kinds.js';
import { isEmpty, isLine } from './text-rules.js';

export type { RuleBroken } from './kinds.js';

/** The rules that an answer breaks, in the order of the question's fields; none where all is well. */
export function checkAnswer(question: Asked, answer: Answer | undefined, known: Known): RuleBroken[] {
  const kind = kindOf(question.type);
  if (answer !== undefined && !isEmpty(answer)) return kind.check(question, answer, known);
  if (!question.required) return [];
  const missing = kind.missing?.(question, known) ?? [];
  return missing.length > 0 ? missing : [{ code: 'required' }];
}

/** What of an answer is kept: nothing of an empty one, nor what the question's own conditions hide. */
export function keptAnswer(
  question: Parameters<typeof isAsked>[0],
  answer: Answers[string] | undefined,
  known: Known,
): Answer | undefined {
  if (answer === undefined || isEmpty(answer)) return undefined;
  if (!isAsked(question))
    return question.type === 'hidden' ? hiddenValue(question.maxLength, answer) : undefined;
  const kind = kindOf(question.type);
  const kept = kind.keep ? kind.keep(question, answer, known) : answer;
  return kept === undefined || isEmpty(kept) ? undefined : kept;
}

/**
 * What of an answer no question asks for or may hold, and what is kept of it therefore leaves out: members' fields that
 * there are none of, and values from the page around. A widget sends none of these.
 */
export function foreignIn(question: Question, answer: Answer): RuleBroken[] {
  if (question.type === 'hidden') {
    const { maxLength } = question;
    if (typeof answer !== 'string') return [WRONG_TYPE];
    if (!isLine(answer)) return [{ code: 'not-storable' }];
    return answer.length > maxLength ? [{ code: 'too-long', limit: maxLength }] : [];
  }
  if (question.type !== 'group' || !Array.isArray(answer)) return [];
  const ids = question.questions.map(({ id }) => id);
  return (answer as unknown[]).flatMap((member, index) =>
    Object.keys(member ?? {})
      .filter((id) => typeof member === 'object' && !ids.includes(id))
      .map((id) => ({ code: 'unknown-question', at: [index, id] })),
  );
}

/** What a page gave: nobody typed it, so nobody could correct it, and what is no text or too long is left out. */
function hiddenValue(maxLength: number, answer: Answer): string | undefined {
  return typeof answer === 'string' && answer.length <= maxLength && isLine(answer) ? answer : undefined;
}
