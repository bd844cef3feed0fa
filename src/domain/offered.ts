import type { Answer, Option, Question } from '../contract/survey.js';
import { holds, type OfferedSoFar } from './conditions.js';
import type { Known } from './kinds.js';
import { shuffled } from './random-order.js';

type Listed = { options?: readonly Option[] | undefined; rows?: readonly Option[] };

/** What a question offers: options carried from before, its own that meet their condition, in the participant's order. */
export function offeredBy(question: Question, known: Known, seed: number, before: OfferedSoFar): Question {
  const { options, rows } = question as Listed;
  const list = options ?? rows;
  if (!list) return question;
  const from = 'optionsFrom' in question ? question.optionsFrom : undefined;
  const carried = from ? carriedFrom(from, known, before) : [];
  let offered: readonly Option[] = list.some(({ showIf }) => showIf)
    ? list.filter(({ showIf }) => !showIf || holds(showIf, known))
    : list;
  if (carried.length > 0) offered = [...carried, ...offered];
  if ('order' in question && question.order === 'random') offered = shuffled(offered, seed, question.id);
  before.set(question.id, offered);
  if (offered === list) return question;
  return { ...question, [options ? 'options' : 'rows']: offered };
}

function carriedFrom(
  { question, which }: { question: string; which: 'chosen' | 'not-chosen' | 'offered' },
  known: Known,
  before: OfferedSoFar,
): readonly Option[] {
  const offered = before.get(question) ?? [];
  if (which === 'offered') return offered.map(plain);
  const answer = known.answers[question];
  const chosen = new Set<unknown>(Array.isArray(answer) ? answer : [answer]);
  return offered.filter(({ id }) => chosen.has(id) === (which === 'chosen')).map(plain);
}

/** Conditions and exclusions were the other question's. */
const plain = ({ id, label, hint }: Option): Option => ({ id, label, ...(hint && { hint }) });

/**
 * An answer without the options that `shown` does not offer, though the survey has them: they were hidden since, or are
 * not carried on any more. What the survey never had stays, and is refused.
 */
export function stillOffered(shown: Question, asWritten: Question, answer: Answer): Answer | undefined {
  const offered = idsOf(shown);
  const own = idsOf(asWritten);
  const carries = 'optionsFrom' in asWritten && asWritten.optionsFrom !== undefined;
  if (shown === asWritten && !carries) return answer;
  const isGone = (id: string) => !offered.has(id) && (carries || own.has(id));
  if (typeof answer === 'string') return isGone(answer) ? undefined : answer;
  if (Array.isArray(answer)) {
    const left = (answer as unknown[]).filter((one) => typeof one !== 'string' || !isGone(one));
    return left.length > 0 ? (left as Answer) : undefined;
  }
  if (typeof answer !== 'object' || 'other' in answer) return answer;
  // Rows and shares are named by one option, pairs by two; a place names one as its value.
  const left = Object.entries(answer).filter(([name, value]) =>
    'address' in asWritten ? name !== 'option' || !isGone(String(value)) : !name.split(':').some(isGone),
  );
  return left.length > 0 ? Object.fromEntries(left) : undefined;
}

function idsOf(question: Question): Set<string> {
  const { options, rows } = question as Listed;
  return new Set((options ?? rows ?? []).map(({ id }) => id));
}
