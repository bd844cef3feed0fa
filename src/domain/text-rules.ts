import { SHOWS_NOTHING } from '../contract/limits.js';
import type { Answer } from '../contract/survey.js';
import type { Language } from '../contract/text.js';
import type { RuleBroken } from './kinds.js';

/** Neither a NUL character nor half of a surrogate pair, which no text column holds. */
export function isStorable(text: string): boolean {
  return !/\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);
}

/** What is kept of a text of one line: no line ends, and nothing else that steers a terminal or a printer. */
export function isLine(text: string): boolean {
  return isStorable(text) && !/\p{Cc}/u.test(text);
}

/** The same of a text of several lines. */
export function isLines(text: string): boolean {
  return isLine(text.replace(/[\t\n\r]/g, ''));
}

/** The rules of a text that a person wrote. Lengths are in UTF-16 code units. */
export function checkText(
  { minLength, maxLength }: { minLength?: number | undefined; maxLength: number },
  text: string,
): RuleBroken | undefined {
  if (!isStorable(text)) return { code: 'not-storable' };
  if (text.length > maxLength) return { code: 'too-long', limit: maxLength };
  if (minLength !== undefined && text.trim().length < minLength)
    return { code: 'too-short', limit: minLength };
  return undefined;
}

/** A text with something to see in it; undefined otherwise. */
export function textIn(text: string | undefined): string | undefined {
  return text === undefined || SHOWS_NOTHING.test(text) ? undefined : text;
}

/** What a person typed or pasted as one line, without what `isLine` refuses. */
export function lineIn(text: string | undefined): string | undefined {
  return textIn(text?.replace(/[\t\n\r]+/g, ' ').replace(/\p{Cc}/gu, ''));
}

/** The same in several lines. */
export function linesIn(text: string | undefined): string | undefined {
  return textIn(text?.replace(/[^\P{Cc}\t\n\r]/gu, ''));
}

/** An answer that is one value, as text. */
export function asText(answer: Answer): string {
  return typeof answer === 'object' ? '' : String(answer);
}

/**
 * A number as people write it in their language: thousands in groups of three, between spaces in either and commas in
 * English; decimals after a comma or a point in French, a point in English. What could be read as two numbers stays
 * text, for the rules to refuse: «1.234» in French, «1,23» in English.
 */
export function numberIn(text: string, language: Language = 'fr'): number | string | undefined {
  const plain = text.trim().replaceAll('\u2212', '-').replace(/\s/g, ' ');
  if (plain === '') return undefined;
  const isNumber = (language === 'en' ? ENGLISH : FRENCH).test(plain) && /\d/.test(plain);
  // More than 15 digits do not all fit a number.
  if (!isNumber || /(?:\d\D*){16}/.test(plain)) return text;
  const digits = plain.replace(language === 'en' ? /[ ,]/g : / /g, '');
  return Number(digits.replace(',', '.'));
}
/** A number for a field, without groups. */
export function numberText(value: number, language: Language = 'fr'): string {
  return language === 'en' ? String(value) : String(value).replace('.', ',');
}

/** A number as another language writes it; what is none stays. */
export function numberAs(text: string, before: Language, language: Language): string {
  const value = numberIn(text, before);
  return typeof value === 'number' ? numberText(value, language) : text;
}

const FRENCH = /^(?![-+]? ?[1-9]\d?\d?\.\d{3}$)[-+]? ?(?:\d*|\d{1,3}(?: \d{3})+)(?:[.,]\d*)?$/;
const ENGLISH = /^[-+]? ?(?:\d*|\d{1,3}(?: \d{3})+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?$/;

/** Nothing was answered: no text, or one that shows nothing; no choice, no row, no member. */
export function isEmpty(answer: Answer): boolean {
  if (typeof answer === 'string') return SHOWS_NOTHING.test(answer);
  if (Array.isArray(answer)) return answer.length === 0;
  return typeof answer === 'object' && Object.keys(answer).length === 0;
}

/** A text in lower case without its accents, for comparing what people write. */
export function unaccented(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
