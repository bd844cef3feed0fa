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

/** A day of which the parts were typed (`2026-mai-1`), as `2026-05-01`; what cannot be read stays for the rules to refuse. */
export function dayIn(text: string): string | undefined {
  const [, year, month, day] = /^(.*?)-(.*)-(.*)$/.exec(text) ?? [];
  if (month === undefined) return text.trim() || undefined;
  return `${year!.trim()}-${monthIn(month.trim())}-${day!.trim().padStart(2, '0')}`;
}
