/** The months in both languages, without accents, from January on. */
const MONTHS = (
  'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre ' +
  'january february march april may june july august september october november december'
).split(' ');

/** A text in lower case without its accents, for comparing what people write. */
export function unaccented(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * A month as people write it, as `05`: by its number, its name or the beginning of it (`mai`, `5`, `May`, `déc.`), in
 * either language. What is none, or could be two, stays as it is.
 */
export function monthIn(text: string): string {
  if (/^\d\d?$/.test(text)) return text.padStart(2, '0');
  const written = unaccented(text).replace(/\.$/, '');
  const months = new Set(
    MONTHS.flatMap((name, index) =>
      name === written || (written.length > 2 && name.startsWith(written)) ? [index % 12] : [],
    ),
  );
  const [month] = months;
  return months.size === 1 ? String(month! + 1).padStart(2, '0') : text;
}

/** A day of which the parts were typed (`2026-mai-1`), as `2026-05-01`; what cannot be read stays for the rules to refuse. */
export function dayIn(text: string): string | undefined {
  const [, year, month, day] = /^(.*?)-(.*)-(.*)$/.exec(text) ?? [];
  if (month === undefined) return text.trim() || undefined;
  return `${year!.trim()}-${monthIn(month.trim())}-${day!.trim().padStart(2, '0')}`;
}
