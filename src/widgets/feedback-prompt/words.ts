import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { Verdict } from '../../contract/feedback.js';
import type { PersonalData, PersonalDataKind } from '../../domain/personal-data.js';

/** An answer, as its button says it. */
export function verdictWords(verdict: Verdict): string {
  return { yes: msg('Oui'), no: msg('Non'), problem: msg('Signaler un problème') }[verdict];
}

/** What is asked after an answer. */
export function detailsTitle(verdict: Verdict): string {
  return {
    yes: msg('Qu’est-ce qui vous a été utile ?'),
    no: msg('Que pouvons-nous améliorer ?'),
    problem: msg('Quel problème avez-vous rencontré ?'),
  }[verdict];
}

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
