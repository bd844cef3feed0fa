import { quebecDate } from '../../domain/french-date.js';
import type { Language } from '../../contract/text.js';
import { spoken } from './language.js';

/**
 * A format for the language that is being rendered. Each is costly to make (about 50 µs) and a list of comments needs
 * the same one twenty times.
 */
export function inEachLanguage<Format, Options>(
  Kind: new (locale: string, options?: Options) => Format,
  options?: Options,
): () => Format {
  const made: Partial<Record<Language, Format>> = {};
  return () => (made[spoken()] ??= new Kind(`${spoken()}-CA`, options));
}

const LONG = { dateStyle: 'long', timeZone: 'America/Toronto' } as const;
const day = inEachLanguage(Intl.DateTimeFormat, LONG);
const moment = inEachLanguage(Intl.DateTimeFormat, { ...LONG, timeStyle: 'short' } as const);
const grouped = inEachLanguage(Intl.NumberFormat);
const rules = inEachLanguage(Intl.PluralRules);

/** «1er mai 2026», in Québec's time, in the language that is being rendered. */
export function longDate(instant: string | Date): string {
  return inWords(day(), instant);
}

/** «1er mai 2026 à 9 h», in Québec's time. */
export function dateAndTime(instant: string | Date): string {
  return inWords(moment(), instant);
}

function inWords(how: Intl.DateTimeFormat, instant: string | Date): string {
  const date = how.format(new Date(instant));
  return spoken() === 'fr' ? quebecDate(date) : date;
}

/** «12 345», as the language that is being rendered groups digits. */
export function number(value: number): string {
  // Making a page's first format costs a tenth of what the first view may take, and counts need none.
  return /^\d{1,15}$/.test(String(value))
    ? String(value).replace(/\B(?=(\d{3})+$)/g, spoken() === 'fr' ? '\u00a0' : ',')
    : grouped().format(value);
}

/** Which plural form a count takes: `one` (0 and 1 in French, 1 in English), `other`, `many`. */
export function plural(count: number): Intl.LDMLPluralRule {
  return rules().select(count);
}
