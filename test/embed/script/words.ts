import { readFileSync } from 'node:fs';
import type { Language, LocalizedText } from '../../../src/contract/text.js';

/** What is said in both languages that the widgets speak. */
export type Words = Record<Language, string>;

/** Stands for what differs from one page to the next: a participant's name, a date, a number. */
const ANY = '\u2026\u2026';
export const any: Words = { fr: ANY, en: ANY };

/** Each text of the widgets, by its French words with ordinary spaces. */
const TEXTS = new Map<string, Words>(
  [
    ...readFileSync(new URL('../../../src/locales/en.xlf', import.meta.url), 'utf8').matchAll(
      /<source>([\s\S]*?)<\/source>\s*<target>([\s\S]*?)<\/target>/g,
    ),
  ].map(([, source, target]) => [spaced(plain(source!)), { fr: plain(source!), en: plain(target!) }]),
);

function plain(xliff: string): string {
  return xliff
    .replace(/<x id="(\d+)"[^>]*>/g, '{$1}')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/**
 * A text of the widgets by its French words, whatever their spaces, with what stands at `{0}`. Words that no widget has
 * are a mistake.
 */
export function widget(french: string, ...values: Words[]): Words {
  const text = TEXTS.get(french);
  if (!text) throw new Error(`No widget says «${french}».`);
  const fill = (text: string, language: Language) =>
    text.replace(/\{(\d+)\}/g, (_, index: string) => values[Number(index)]![language]);
  return { fr: fill(text.fr, 'fr'), en: fill(text.en, 'en') };
}

/** A text of the consultation's definition. */
export function given({ fr, en }: LocalizedText): Words {
  if (en === undefined) throw new Error(`«${fr}» has no English.`);
  return { fr, en };
}

/** What people wrote: in whichever language they did. */
export function written(text: string): Words {
  return { fr: text, en: text };
}

/** A number as the widgets write it. */
export function count(number: number): Words {
  return {
    fr: new Intl.NumberFormat('fr-CA').format(number),
    en: new Intl.NumberFormat('en-CA').format(number),
  };
}

/** Several texts one after the other. */
export function joined(parts: readonly (Words | string)[], between = ' '): Words {
  const of = (language: Language) =>
    parts.map((part) => (typeof part === 'string' ? part : part[language])).join(between);
  return { fr: of('fr'), en: of('en') };
}

/** White space as a reader hears it: all the same, and none before a comma. */
export function spaced(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll(' ,', ',').trim();
}

/** Finds exactly these words, whatever stands at `any`. */
export function exactly(text: string): RegExp {
  const escaped = spaced(text).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll(ANY, '.+?')}$`, 'u');
}

/** The same words, as a document shows them. */
export function shown(text: string): string {
  return text.replaceAll(ANY, '…');
}

/** What is said where there is no network, and once it is back. */
export const KEPT = widget('Enregistré sur cet appareil. L’envoi se fera dès que la connexion reviendra.');
export const SENT = widget('Ce qui attendait sur cet appareil est maintenant reçu.');
