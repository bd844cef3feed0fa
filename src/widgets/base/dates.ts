import { quebecDate } from '../../domain/french-date.js';
import { spoken } from './language.js';

const ZONE = 'America/Toronto';
const made = new Map<string, unknown>();

/** Formats are costly to make (about 50 µs each) and a list of comments needs the same one twenty times. */
export function once<Format, Options>(
  kind: new (locale: string, options?: Options) => Format,
  options?: Options,
): Format {
  const key = [kind.name, spoken(), ...Object.values(options ?? {})].join();
  if (!made.has(key)) made.set(key, new kind(`${spoken()}-CA`, options));
  return made.get(key) as Format;
}

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return once(Intl.DateTimeFormat, options);
}

/** «1er mai 2026», in Québec's time, in the language that is being rendered. */
export function longDate(instant: string | Date): string {
  return inWords(format({ dateStyle: 'long', timeZone: ZONE }), instant);
}

/** «1er mai 2026 à 9 h», in Québec's time. */
export function dateAndTime(instant: string | Date): string {
  return inWords(format({ dateStyle: 'long', timeStyle: 'short', timeZone: ZONE }), instant);
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
    : once(Intl.NumberFormat).format(value);
}

/** Which plural form a count takes: `one` (0 and 1 in French, 1 in English), `other`, `many`. */
export function plural(count: number): Intl.LDMLPluralRule {
  return once(Intl.PluralRules).select(count);
}
