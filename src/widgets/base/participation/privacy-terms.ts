import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { ConsultationSummary } from '../../../contract/consultation.js';
import type { Localize } from '../language.js';

/** Who collects personal information, why, for how long, and whose rights: what the privacy notice opens on. */
export function privacyTerms({ privacy }: ConsultationSummary, localize: Localize): TemplateResult {
  return html`<dl class="stack">
    <div>
      <dt class="label">${msg('Qui les recueille')}</dt>
      <dd>${localize(privacy.collector)}</dd>
    </div>
    <div>
      <dt class="label">${msg('Pourquoi')}</dt>
      <dd>${localize(privacy.purposes)}</dd>
    </div>
    <div>
      <dt class="label">${msg('Combien de temps')}</dt>
      <dd>${localize(privacy.retention)}</dd>
    </div>
    <div>
      <dt class="label">${msg('Vos droits')}</dt>
      <dd>${localize(privacy.rights)}</dd>
    </div>
    <div>
      <dt class="label">${msg('Responsable de la protection des renseignements personnels')}</dt>
      <dd>
        ${localize(privacy.officer.name)},
        <a href="mailto:${privacy.officer.email}">${privacy.officer.email}</a>
      </dd>
    </div>
    <div>
      <dt class="label">${msg('Sur cet appareil')}</dt>
      <dd>
        ${msg(
          'À votre première participation, une clé anonyme est gardée dans ce navigateur, pour ce site. Elle vous permet de modifier ou de retirer ce que vous avez donné. Les scripts de ce site pourraient la lire.',
        )}
      </dd>
    </div>
    ${
      privacy.policy
        ? html`<div>
            <a href=${privacy.policy} rel="noopener">${msg('Politique de confidentialité')}</a>
          </div>`
        : nothing
    }
  </dl>`;
}
