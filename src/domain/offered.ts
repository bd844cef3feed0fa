import type { Answer, Option, Question } from '../contract/survey.js';
import { holds } from './conditions.js';
import type { Known } from './kinds.js';
import { shuffled } from './random-order.js';

/** A question as one participant meets it: with the options that it offers them, in their order. */
export type ShownQuestion = Question & { disabled?: boolean };

type Listed = { options?: readonly Option[] | undefined; rows?: readonly Option[] };

/** What each question that was shown so far offers: for those that carry it on. */
export type OfferedSoFar = Map<string, readonly Option[]>;

/** What a question offers: options carried from before, its own that meet their condition, in the participant's order. */
export function offeredBy(
  question: Question,
  known: Known,
  seed: number,
  before: OfferedSoFar,
): ShownQuestion {
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
  return { ...question, [options ? 'options' : 'rows']: offered } as ShownQuestion;
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

/** An answer without the options that `shown` does not offer, though the survey has them: they were hidden since. */
export function stillOffered(
  shown: ShownQuestion,
  all: readonly string[],
  answer: Answer,
): Answer | undefined {
  const { options, rows } = shown as Listed;
  const offered = new Set((options ?? rows ?? []).map(({ id }) => id));
  const gone = new Set(all.filter((id) => !offered.has(id)));
  if (gone.size === 0) return answer;
  if (typeof answer === 'string') return gone.has(answer) ? undefined : answer;
  if (Array.isArray(answer)) {
    const left = (answer as unknown[]).filter((one) => typeof one !== 'string' || !gone.has(one));
    return left.length > 0 ? (left as Answer) : undefined;
  }
  if (typeof answer !== 'object') return answer;
  // Rows and shares are named by one option, pairs by two; a place names one as its value.
  const left = Object.entries(answer).filter(
    ([name, value]) =>
      !name.split(':').some((id) => gone.has(id)) && !(name === 'option' && gone.has(String(value))),
  );
  return left.length > 0 ? (Object.fromEntries(left) as Answer) : undefined;
}
