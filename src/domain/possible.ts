import { dayNumber } from './days.js';
import { OTHER, SHOWS_NOTHING } from '../contract/limits.js';
import type { Question } from '../contract/survey.js';
import './common-kinds.js';
import { type Known, kindOf } from './kinds.js';

/** Numbers between two ends; whole ones alone where `whole`. */
export interface Range {
  least: number;
  most: number;
  /** Whether the end itself is left out. */
  above?: boolean;
  below?: boolean;
  whole: boolean;
  not?: readonly number[];
}

/** Texts: those of a list, or any; without some. */
export interface Texts {
  only?: readonly string[] | undefined;
  not?: readonly string[] | undefined;
  /** Which ones the question takes at all. */
  takes?: (text: string) => boolean;
}

/** Several choices among options: what must and what may not be among them. */
export interface Several {
  options: readonly string[] | undefined;
  exclusive: readonly string[];
  most: number;
  must: readonly string[];
  not: readonly string[];
}

/**
 * All that an answer (or what it holds in one row) could still be: nothing at all, a number, a day, a text, true or
 * false, several choices, or something that conditions do not look into. What is absent cannot be. Always at least what
 * is truly possible, so that what is empty here is impossible.
 */
export interface Possible {
  unanswered: boolean;
  numbers?: Range | undefined;
  /** As days since 1970. */
  days?: Range | undefined;
  texts?: Texts | undefined;
  truths?: readonly boolean[] | undefined;
  several?: Several | undefined;
  whole?: boolean | undefined;
}

export const NOTHING: Possible = { unanswered: true };

export function isEmptyRange({ least, most, above, below, whole, not = [] }: Range): boolean {
  if (!whole) return least > most || (least === most && Boolean(above || below || not.includes(least)));
  const first = above ? Math.floor(least) + 1 : Math.ceil(least);
  const last = below ? Math.ceil(most) - 1 : Math.floor(most);
  if (first > last) return true;
  // Each number that is left out takes one away at most: only few can be all of them.
  if (last - first >= not.length) return false;
  for (let one = first; one <= last; one++) if (!not.includes(one)) return false;
  return true;
}

const isEmptyTexts = ({ only, not = [] }: Texts) => only?.every((one) => not.includes(one)) ?? false;

function isEmptySeveral({ options, exclusive, most, must, not }: Several): boolean {
  if (must.some((one) => not.includes(one)) || must.length > most) return true;
  if (must.length > 1 && must.some((one) => exclusive.includes(one))) return true;
  return options?.every((one) => not.includes(one)) ?? false;
}

/** Without the parts that are empty; undefined where nothing is left. */
export function left(possible: Possible): Possible | undefined {
  const { unanswered, numbers, days, texts, truths, several, whole } = possible;
  const kept: Possible = {
    unanswered,
    numbers: numbers && !isEmptyRange(numbers) ? numbers : undefined,
    days: days && !isEmptyRange(days) ? days : undefined,
    texts: texts && !isEmptyTexts(texts) ? texts : undefined,
    truths: truths?.length ? truths : undefined,
    several: several && !isEmptySeveral(several) ? several : undefined,
    whole,
  };
  return unanswered || isAnswerable(kept) ? kept : undefined;
}

const isAnswerable = ({ numbers, days, texts, truths, several, whole }: Possible) =>
  Boolean(numbers ?? days ?? texts ?? truths ?? several ?? whole);

export type Bound = 'atLeast' | 'atMost' | 'above' | 'below';

/** A range cut at a bound. */
export function cut(range: Range, bound: Bound, at: number): Range {
  if (bound === 'atLeast') return at > range.least ? { ...range, least: at, above: false } : range;
  if (bound === 'atMost') return at < range.most ? { ...range, most: at, below: false } : range;
  if (bound === 'above') return at >= range.least ? { ...range, least: at, above: true } : range;
  return at <= range.most ? { ...range, most: at, below: true } : range;
}

/** What remains where the answer compares so with a number or a day: numbers with numbers, texts with texts. */
export function bounded(possible: Possible, bound: Bound, at: number | string): Possible {
  if (typeof at === 'number')
    return { unanswered: false, numbers: possible.numbers && cut(possible.numbers, bound, at) };
  const day = dayNumber(at);
  return {
    unanswered: false,
    days: possible.days && (day === undefined ? possible.days : cut(possible.days, bound, day)),
    texts: possible.texts,
  };
}

/** What remains where the answer is this value. */
export function being(possible: Possible, value: string | number | boolean): Possible {
  const { numbers, days, texts, truths } = possible;
  if (typeof value === 'boolean')
    return { unanswered: false, truths: truths?.filter((one) => one === value) };
  if (typeof value === 'number')
    return {
      unanswered: false,
      numbers: numbers && cut(cut(numbers, 'atLeast', value), 'atMost', value),
    };
  const day = dayNumber(value);
  return {
    unanswered: false,
    days: day === undefined ? undefined : days && cut(cut(days, 'atLeast', day), 'atMost', day),
    texts: texts && {
      ...texts,
      only: (texts.only?.includes(value) ?? true) && (texts.takes?.(value) ?? true) ? [value] : [],
    },
  };
}

/** What remains where it is not this value: also no answer. */
export function notBeing(possible: Possible, value: string | number | boolean): Possible {
  const { numbers, days, texts, truths } = possible;
  const without = (range: Range | undefined, one: number) =>
    range && { ...range, not: [...(range.not ?? []), one] };
  if (typeof value === 'boolean') return { ...possible, truths: truths?.filter((one) => one !== value) };
  if (typeof value === 'number') return { ...possible, numbers: without(numbers, value) };
  const day = dayNumber(value);
  return {
    ...possible,
    days: day === undefined ? days : without(days, day),
    texts: texts && { ...texts, not: [...(texts.not ?? []), value] },
  };
}

export function containing(possible: Possible, option: string, isThere: boolean): Possible {
  const { several } = possible;
  if (!isThere) return { ...possible, several: several && { ...several, not: [...several.not, option] } };
  const isKnown = several && (!several.options || several.options.includes(option));
  return {
    unanswered: false,
    several: isKnown ? { ...several, must: [...new Set([...several.must, option])] } : undefined,
  };
}

const steps = (least: number, most: number): Possible => ({
  unanswered: true,
  numbers: { least, most, whole: true },
});

/**
 * What a question's valid answers are, or what they hold in `row`. `dead` names the options that are never offered.
 */
export function possibleAnswers(
  question: Exclude<Question, { type: 'calculated' }>,
  row: string | undefined,
  dead: ReadonlySet<string>,
): Possible {
  const ids = (options: readonly { id: string }[]) =>
    options.map(({ id }) => id).filter((id) => !dead.has(id));
  const isCarried = 'optionsFrom' in question && question.optionsFrom !== undefined;
  switch (question.type) {
    case 'short-text':
    case 'long-text':
    case 'email':
    case 'telephone':
    case 'postal-code':
    case 'web-address':
    case 'time':
      return {
        unanswered: true,
        texts: {
          takes: (text) =>
            showsSomething(text) && kindOf(question.type).check(question, text, NOBODY).length === 0,
        },
      };
    case 'hidden':
      return {
        unanswered: true,
        texts: { takes: (text) => showsSomething(text) && text.length <= question.maxLength },
      };
    case 'number':
      return {
        unanswered: true,
        numbers: {
          least: question.min ?? -Infinity,
          most: question.max ?? Infinity,
          whole: question.decimals === 0,
        },
      };
    case 'date':
      return {
        unanswered: true,
        days: {
          least: dayNumber(question.min ?? '') ?? -Infinity,
          most: dayNumber(question.max ?? '') ?? Infinity,
          whole: true,
        },
      };
    case 'scale':
      return steps(question.min, question.max);
    case 'recommendation':
      return steps(0, 10);
    case 'yes-no':
      return {
        unanswered: true,
        truths: [true, false],
        texts: question.unsure ? { only: ['unsure'] } : undefined,
      };
    case 'consent':
      return { unanswered: true, truths: [true] };
    case 'single-choice':
      return {
        unanswered: true,
        texts: {
          only: isCarried ? undefined : [...ids(question.options), ...(question.other ? [OTHER] : [])],
        },
      };
    case 'multiple-choice':
      return {
        unanswered: true,
        several: {
          options: isCarried ? undefined : [...ids(question.options), ...(question.other ? [OTHER] : [])],
          exclusive: question.options.filter(({ exclusive }) => exclusive).map(({ id }) => id),
          most: question.max ?? Infinity,
          must: [],
          not: [],
        },
      };
    case 'image-choice':
      return question.multiple
        ? { unanswered: true, several: among(ids(question.options), question.max) }
        : { unanswered: true, texts: { only: ids(question.options) } };
    case 'ranking':
      return {
        unanswered: true,
        several: among(isCarried ? undefined : ids(question.options), question.best),
      };
    case 'matrix':
      if (row === undefined) break;
      return question.multiple
        ? // A row may hold an empty list.
          { unanswered: true, several: among(undefined, undefined) }
        : { unanswered: true, texts: { only: question.columns.map(({ id }) => id) } };
    case 'matrix-scale':
      return row === undefined ? { unanswered: true, whole: true } : steps(question.min, question.max);
    case 'points':
      return row === undefined ? { unanswered: true, whole: true } : steps(0, question.total);
    case 'texts':
      return row === undefined
        ? { unanswered: true, whole: true }
        : { unanswered: true, texts: { takes: isShort(question.fields.find(({ id }) => id === row)) } };
    case 'information':
      return NOTHING;
    case 'pairwise':
    case 'group':
    case 'file':
    case 'place':
      break;
  }
  return { unanswered: true, whole: true };
}

const among = (options: readonly string[] | undefined, most = Infinity): Several => ({
  options,
  exclusive: [],
  most,
  must: [],
  not: [],
});

const NOBODY: Known = { answers: {}, today: '' };

/** What shows nothing counts as no answer. */
const showsSomething = (text: string) => !SHOWS_NOTHING.test(text);
const isShort = (field: { maxLength: number } | undefined) => (text: string) =>
  text.length <= (field?.maxLength ?? Infinity);
