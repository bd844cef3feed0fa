/** `Français (fr)` → `fr`. */
export function languageOf(written: string): string {
  const code = /\(([a-z]{2})(?:[-_]\w+)?\)\s*$/i.exec(written)?.[1]?.toLowerCase();
  if (code) return code;
  if (/^fran[cç]ais|^french|^fr$/i.test(written.trim())) return 'fr';
  if (/^english|^anglais|^en$/i.test(written.trim())) return 'en';
  return written.trim();
}
