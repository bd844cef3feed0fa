import type { Language } from '../contract/text.js';

/** The language of what citizens wrote, as far as it is known: the consultation's only one; else nothing. */
export function writtenIn({ languages }: { languages: readonly Language[] }): string {
  return languages.length === 1 ? languages[0]! : '';
}
