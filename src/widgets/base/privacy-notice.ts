import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { ConsultationSummary } from '../../contract/consultation.js';

/**
 * What the law wants said where personal information is collected: who, why, how long, whose rights. Belongs beside
 * each form, before its button. `terms` are what opens; `onOpen` fetches them where they are not there yet.
 */
export function privacyNotice(
  { under14 }: ConsultationSummary,
  terms: unknown,
  onOpen: () => void,
): TemplateResult {
  return html`<details class="privacy" part="privacy" @toggle=${onOpen}>
      <summary>${msg('Vos renseignements personnels : qui les recueille, pourquoi et vos droits')}</summary>
      ${terms}
    </details>
    ${under14 ? nothing : html`<p class="muted">${msg('Cette consultation s’adresse aux personnes de 14 ans et plus.')}</p>`}`;
}
