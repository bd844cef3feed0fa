import { unaccented } from './text-rules.js';

/** What the months begin with in either language, without accents, from January on. */
const MONTHS = 'jan,fe[vb],mar,a[vp]r,ma[iy],jui?n,jui?l,a[ou][ug],sep,oct,nov,dec'.split(',');

/**
 * A month as people write it, as `05`: by its number, its name or the beginning of it (`mai`, `5`, `May`, `déc.`), in
 * either language. What is none, or could be two, stays as it is.
 */
function monthIn(text: string): string {
  const written = unaccented(text);
  const month = MONTHS.findIndex((begins) => new RegExp(`^${begins}`).test(written)) + 1;
  return (month ? String(month) : text).padStart(2, '0');
}

const DAY = '(\\d{1,2})(?:er|re|st|nd|rd|th|e)?';
/** Whole dates as people write them, with what each part is: `5 mai 1999`, `May 5th, 1999`, `1999-05-05`. */
const WHOLE: [RegExp, (parts: string[]) => (string | undefined)[]][] = [
  [new RegExp(`^(?:le )?${DAY}(?: de| of)? (\\D+?),? (\\d{4})$`, 'i'), ([d, m, y]) => [y, m, d]],
  [new RegExp(`^(\\D+?) ${DAY},? (\\d{4})$`, 'i'), ([m, d, y]) => [y, m, d]],
  [/^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/, (parts) => parts],
];

/** A date that was typed or pasted into one of the three fields. */
function wholeIn(text: string): string | undefined {
  const alone = text.replace(/^[-\s]+|[-\s]+$/g, '').replace(/\s+/g, ' ');
  for (const [pattern, partsOf] of WHOLE) {
    const found = pattern.exec(alone);
    if (found) return dated(partsOf(found.slice(1)));
  }
  return undefined;
}

const dated = ([year = '', month = '', day = '']: (string | undefined)[]) =>
  `${year.trim()}-${monthIn(month.trim())}-${day.trim().padStart(2, '0')}`;

const ORDINAL = new RegExp(`^${DAY}$`, 'i');

/**
 * A day of which the parts were typed (`2026-mai-1`, `2026-mai-1er`), or all of it in one of them, as `2026-05-01`; what
 * cannot be read stays for the rules to refuse.
 */
export function dayIn(text: string): string | undefined {
  const whole = wholeIn(text);
  if (whole) return whole;
  const [, year, month, day] = /^(.*?)-(.*)-(.*)$/.exec(text) ?? [];
  if (month === undefined || day === undefined) return text.trim() || undefined;
  return dated([year, month, day.trim().replace(ORDINAL, '$1')]);
}
