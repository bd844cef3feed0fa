import type { Language } from '../../contract/text.js';

/** The language of whoever types: that of the first of these variables that says one (POSIX), French where it is no English. */
export function operatorLanguage(environment: Partial<Record<string, string>>): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  return /^en(?![a-z])/i.test(LC_ALL || LC_MESSAGES || LANG || '') ? 'en' : 'fr';
}
