import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { ConsultationSummary, View } from '../../contract/consultation.js';
import { dateAndTime, longDate } from './dates.js';
import { icon } from './icons.js';

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

/** Before: when it opens. Closed: when, and the results or their date. Open: nothing. */
export function phaseBanner({
  phase,
  opensAt,
  closesAt,
  consultation,
}: View): TemplateResult | typeof nothing {
  if (phase === 'open') return nothing;
  const { results } = consultation;
  return html`<div class="notice" part="phase">
    <p>
      ${icon('clock')}
      ${
        phase === 'before'
          ? msg(str`La participation ouvre le ${dateAndTime(opensAt)}.`)
          : msg(str`La participation est terminée depuis le ${dateAndTime(closesAt)}.`)
      }
      ${
        phase === 'closed' && results?.url
          ? html`<a href=${results.url}>${msg('Voir les résultats')}</a>`
          : phase === 'closed' && results?.expectedAt
            ? msg(str`Les résultats seront publiés le ${longDate(results.expectedAt)}.`)
            : nothing
      }
    </p>
  </div>`;
}

/** For a page that may not write: not the public body's site, or not secure. One can read, and take part on the platform. */
export function notAllowed(platformPage: string): TemplateResult {
  return html`<div class="notice notice-warning" part="not-allowed">
    <p>
      ${icon('alert')}
      ${
        isSecureContext
          ? msg('Il n’est pas possible de participer à partir de ce site.')
          : msg(
              'Ce site n’utilise pas de connexion sécurisée (HTTPS) : il n’est pas possible d’y participer.',
            )
      }
      <a href=${platformPage}>${msg('Participer sur la plateforme de consultation')}</a>
    </p>
  </div>`;
}
