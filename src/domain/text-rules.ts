import { SHOWS_NOTHING } from '../contract/limits.js';
import type { Answer } from '../contract/survey.js';
import type { RuleBroken } from './kinds.js';

/** Neither a NUL character nor half of a surrogate pair, which no text column holds. */
export function isStorable(text: string): boolean {
  return !/\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);
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

/** An answer that is one value, as text. */
export function asText(answer: Answer): string {
  return typeof answer === 'object' ? '' : String(answer);
}

/** A number as people write it: with a comma, with spaces between thousands. What is none stays text. */
export function numberIn(text: string): number | string | undefined {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  if (plain === '') return undefined;
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : text;
}

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
