import { OTHER, SHOWS_NOTHING } from '../contract/limits.js';
import type { Answer, Choice } from '../contract/survey.js';
import type { Entered } from './entered.js';
import { addKind, type Kind, type Of, type RuleBroken, WRONG_TYPE } from './kinds.js';
import {
  asText,
  checkText,
  isLine,
  isLines,
  lineIn,
  linesIn,
  numberIn,
  numberText,
  textIn,
} from './text-rules.js';

export const YES = 'yes';
export const NO = 'no';
export const UNSURE = 'unsure';

type Checked = RuleBroken | undefined;
export const listed = (broken: Checked): RuleBroken[] => (broken ? [broken] : []);

/** A kind whose answer is one text, as `read` makes it of what was typed. */
export function ofText<
  Type extends
    'short-text' | 'long-text' | 'email' | 'telephone' | 'postal-code' | 'web-address' | 'date' | 'time',
>(
  check: (question: Of<Type>, text: string) => Checked,
  read: (text: string, question: Of<Type>) => string | undefined = textIn,
): Kind<Type> {
  return {
    read: (question, { text }) => read(text ?? '', question),
    enter: (_, answer) => ({ text: asText(answer) }),
    check: (question, answer) =>
      typeof answer === 'string' ? listed(check(question, answer)) : [WRONG_TYPE],
  };
}

export const trimmed = (text: string) => text.trim() || undefined;

/** What the HTML standard takes for an address, with a dot in the domain: the same on both sides. */
const EMAIL =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i;

const NOT_STORABLE: RuleBroken = { code: 'not-storable' };

addKind(
  'short-text',
  ofText((question, text) => (isLine(text) ? checkText(question, text) : NOT_STORABLE), lineIn),
);
addKind(
  'long-text',
  ofText((question, text) => (isLines(text) ? checkText(question, text) : NOT_STORABLE), linesIn),
);
addKind(
  'email',
  ofText(
    (_, address) =>
      address.length <= 254 && EMAIL.test(address.trim()) ? undefined : { code: 'not-an-email' },
    trimmed,
  ),
);

addKind('number', {
  read: (_, { text, language }) => numberIn(text ?? '', language),
  enter: (_, answer) => ({ text: typeof answer === 'number' ? numberText(answer) : asText(answer) }),
  check({ min, max, decimals }, value) {
    if (typeof value !== 'number' || !Number.isFinite(value)) return [WRONG_TYPE];
    if (min !== undefined && value < min) return [{ code: 'out-of-range', limit: min }];
    if (max !== undefined && value > max) return [{ code: 'out-of-range', limit: max }];
    return Number(value.toFixed(decimals)) === value ? [] : [{ code: 'too-precise', limit: decimals }];
  },
});

addKind('yes-no', {
  read(_, { chosen: [chosen] = [] }) {
    return chosen === undefined || chosen === UNSURE ? chosen : chosen === YES;
  },
  enter: (_, answer) => ({ chosen: [answer === UNSURE ? UNSURE : answer ? YES : NO] }),
  check: ({ unsure }, answer) =>
    typeof answer === 'boolean' || (unsure && answer === UNSURE) ? [] : [WRONG_TYPE],
});

/** A whole number on a scale, both ends included. */
export function checkStep(min: number, max: number, value: unknown): RuleBroken | undefined {
  if (typeof value !== 'number') return WRONG_TYPE;
  return Number.isInteger(value) && value >= min && value <= max
    ? undefined
    : { code: 'out-of-range', limit: max };
}

export const readStep = (_: unknown, { chosen: [chosen] = [] }: Entered) =>
  chosen === undefined ? undefined : Number(chosen);
export const enterChosen = (_: unknown, answer: Answer): Entered => ({ chosen: [asText(answer)] });

addKind('scale', {
  read: readStep,
  enter: enterChosen,
  check: ({ min, max }, value) => listed(checkStep(min, max, value)),
});

type WithChoices = Of<'single-choice' | 'multiple-choice' | 'image-choice'>;

const choicesIn = ({ chosen = [], other = '' }: Entered): Choice[] =>
  chosen.map((id) => (id === OTHER ? { other: lineIn(other) ?? '' } : id));

export function enterChoices(_: unknown, answer: Answer): Entered {
  const choices = (Array.isArray(answer) ? answer : [answer]) as Choice[];
  const other = choices.find((choice) => typeof choice === 'object');
  return {
    chosen: choices.map((choice) => (typeof choice === 'object' ? OTHER : choice)),
    ...(other && { other: other.other }),
  };
}

function checkChoice(question: WithChoices, choice: Choice): RuleBroken | undefined {
  if (typeof choice === 'string') {
    return question.options.some(({ id }) => id === choice) ? undefined : { code: 'not-an-option' };
  }
  if (!('other' in question) || !question.other || typeof choice?.other !== 'string')
    return { code: 'not-an-option' };
  if (SHOWS_NOTHING.test(choice.other)) return { code: 'specify' };
  return isLine(choice.other) ? undefined : NOT_STORABLE;
}

export function checkOne(question: WithChoices, answer: Answer): RuleBroken[] {
  const isChoice = typeof answer === 'string' || (typeof answer === 'object' && !Array.isArray(answer));
  return isChoice ? listed(checkChoice(question, answer as Choice)) : [WRONG_TYPE];
}

export function checkSeveral(question: Of<'multiple-choice' | 'image-choice'>, answer: Answer): RuleBroken[] {
  if (!Array.isArray(answer)) return [WRONG_TYPE];
  const choices = answer as Choice[];
  const ids = choices.map((choice) => (typeof choice === 'string' ? choice : OTHER));
  if (new Set(ids).size < ids.length) return [{ code: 'not-an-option' }];
  for (const choice of choices) {
    const broken = checkChoice(question, choice);
    if (broken) return [broken];
  }
  if (ids.length > 1 && ids.some((id) => isExclusive(question, id))) return [{ code: 'exclusive' }];
  // No more than are offered. «None of these» is an answer, however many were to be chosen.
  const least = Math.min(question.min ?? 0, question.options.length);
  if (ids.length < least && !ids.some((id) => isExclusive(question, id)))
    return [{ code: 'too-few', limit: least }];
  return question.max !== undefined && ids.length > question.max
    ? [{ code: 'too-many', limit: question.max }]
    : [];
}

/** Whether an option goes with no other. */
export function isExclusive({ options }: Of<'multiple-choice' | 'image-choice'>, id: string): boolean {
  const option = options.find((one) => one.id === id);
  return option !== undefined && 'exclusive' in option && option.exclusive === true;
}

addKind('single-choice', {
  read: (_, entered) => choicesIn(entered)[0],
  enter: enterChoices,
  check: checkOne,
});
addKind('multiple-choice', {
  read(_, entered) {
    const choices = choicesIn(entered);
    return choices.length > 0 ? choices : undefined;
  },
  enter: enterChoices,
  check: checkSeveral,
});
