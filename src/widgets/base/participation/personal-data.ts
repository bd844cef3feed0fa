import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { ownWords } from '../own-words.js';
import type { PersonalData, PersonalDataKind } from '../../../domain/personal-data.js';

function kindWords(kind: PersonalDataKind): string {
  return {
    email: msg('adresse courriel'),
    telephone: msg('numéro de téléphone'),
    'social-insurance-number': msg('numéro d’assurance sociale'),
    'health-insurance-number': msg('numéro d’assurance maladie'),
    'street-address': msg('adresse'),
    'postal-code': msg('code postal'),
  }[kind];
}

/** The passages that look like personal information, each with what it looks like. */
export function passages(text: string, found: readonly PersonalData[]): TemplateResult {
  return html`<ul>
    ${found.map(({ kind, start, end }) => html`<li><strong>${ownWords(text.slice(start, end))}</strong> (${kindWords(kind)})</li>`)}
  </ul>`;
}

/**
 * A text with the passages marked that look like personal information. What each looks like is said where it begins, for
 * those who do not see the mark.
 */
export function marked(text: string, found: readonly PersonalData[]): TemplateResult {
  let reached = 0;
  const parts = found.map(({ kind, start, end }) => {
    const before = text.slice(reached, start);
    reached = end;
    const hidden = (words: string) => html`<span class="visually-hidden"> [${words}] </span>`;
    return html`${before}<mark
        >${hidden(kindWords(kind))}${text.slice(start, end)}${hidden(msg('fin'))}</mark
      >`;
  });
  return html`${parts}${text.slice(reached)}`;
}
