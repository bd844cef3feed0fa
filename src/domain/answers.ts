import { OTHER, SHOWS_NOTHING } from '../contract/limits.js';
import type { Answer, Choice, Question } from '../contract/survey.js';
import { isDate } from './dates.js';

/** A rule that an answer breaks; the limit where words need it. */
export interface RuleBroken {
  code: string;
  limit?: number | string;
}

type Asked = Exclude<Question, { type: 'information' }>;
type Of<Type extends Asked['type']> = Extract<Asked, { type: Type }>;

/** Nothing was answered: no text, or one that shows nothing; no choice. */
export function isEmpty(answer: Answer): boolean {
  return typeof answer === 'string'
    ? SHOWS_NOTHING.test(answer)
    : Array.isArray(answer) && answer.length === 0;
}

/** The rule that `answer` breaks, or undefined. */
export function checkAnswer(question: Asked, answer: Answer | undefined): RuleBroken | undefined {
  if (answer === undefined || isEmpty(answer)) return question.required ? { code: 'required' } : undefined;
  switch (question.type) {
    case 'short-text':
    case 'long-text':
      return typeof answer === 'string' ? checkText(question, answer) : WRONG_TYPE;
    case 'number':
      return typeof answer === 'number' ? checkNumber(question, answer) : WRONG_TYPE;
    case 'email':
      return typeof answer === 'string' ? checkEmail(answer) : WRONG_TYPE;
    case 'date':
      return typeof answer === 'string' ? checkDate(question, answer) : WRONG_TYPE;
    case 'yes-no':
      return typeof answer === 'boolean' ? undefined : WRONG_TYPE;
    case 'scale':
      return typeof answer === 'number' ? checkScale(question, answer) : WRONG_TYPE;
    case 'single-choice':
      return isChoice(answer) ? checkChoice(question, answer) : WRONG_TYPE;
    case 'multiple-choice':
      return Array.isArray(answer) ? checkChoices(question, answer) : WRONG_TYPE;
  }
}

const WRONG_TYPE: RuleBroken = { code: 'wrong-type' };

function checkText({ minLength, maxLength }: Of<'short-text' | 'long-text'>, text: string) {
  if (!isStorable(text)) return { code: 'not-storable' };
  if (text.length > maxLength) return { code: 'too-long', limit: maxLength };
  if (minLength !== undefined && text.trim().length < minLength)
    return { code: 'too-short', limit: minLength };
  return undefined;
}

function checkNumber({ min, max, decimals }: Of<'number'>, value: number) {
  if (!Number.isFinite(value)) return WRONG_TYPE;
  if (min !== undefined && value < min) return { code: 'out-of-range', limit: min };
  if (max !== undefined && value > max) return { code: 'out-of-range', limit: max };
  return Number(value.toFixed(decimals)) === value ? undefined : { code: 'too-precise', limit: decimals };
}

/** What the HTML standard takes for an address, with a dot in the domain: the same on both sides. */
const EMAIL =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i;

function checkEmail(address: string): RuleBroken | undefined {
  return address.length <= 254 && EMAIL.test(address.trim()) ? undefined : { code: 'not-an-email' };
}

function checkDate({ min, max }: Of<'date'>, date: string): RuleBroken | undefined {
  if (!isDate(date)) return { code: 'not-a-date' };
  if (min !== undefined && date < min) return { code: 'too-early', limit: min };
  return max !== undefined && date > max ? { code: 'too-late', limit: max } : undefined;
}

function checkScale({ min, max }: Of<'scale'>, value: number): RuleBroken | undefined {
  return Number.isInteger(value) && value >= min && value <= max
    ? undefined
    : { code: 'out-of-range', limit: max };
}

function isChoice(answer: Answer): answer is Choice {
  return typeof answer === 'string' || (typeof answer === 'object' && !Array.isArray(answer));
}

function checkChoice(
  question: Of<'single-choice' | 'multiple-choice'>,
  choice: Choice,
): RuleBroken | undefined {
  if (typeof choice === 'string') {
    return question.options.some((option) => option.id === choice) ? undefined : { code: 'not-an-option' };
  }
  if (!question.other) return { code: 'not-an-option' };
  if (SHOWS_NOTHING.test(choice.other)) return { code: 'specify' };
  return isStorable(choice.other) ? undefined : { code: 'not-storable' };
}

function checkChoices(question: Of<'multiple-choice'>, choices: Choice[]): RuleBroken | undefined {
  const ids = choices.map((choice) => (typeof choice === 'string' ? choice : OTHER));
  if (new Set(ids).size < ids.length) return { code: 'not-an-option' };
  for (const choice of choices) {
    const broken = checkChoice(question, choice);
    if (broken) return broken;
  }
  if (question.min !== undefined && ids.length < question.min)
    return { code: 'too-few', limit: question.min };
  return question.max !== undefined && ids.length > question.max
    ? { code: 'too-many', limit: question.max }
    : undefined;
}

/** Neither a NUL character nor half of a surrogate pair, which no text column holds. */
function isStorable(text: string): boolean {
  return !/\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);
}
