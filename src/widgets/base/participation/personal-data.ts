import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { PersonalData, PersonalDataKind } from '../../../domain/personal-data.js';

function kindWords(kind: PersonalDataKind): string {
  return {
    email: msg('adresse courriel'),
    telephone: msg('numéro de téléphone'),
    'social-insurance-number': msg('numéro d’assurance sociale'),
  }[kind];
}

/** The passages that look like personal information, each with what it looks like. */
export function passages(text: string, found: readonly PersonalData[]): TemplateResult {
  return html`<ul>
    ${found.map(({ kind, start, end }) => html`<li><strong>${text.slice(start, end)}</strong> (${kindWords(kind)})</li>`)}
  </ul>`;
}
