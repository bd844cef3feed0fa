import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { View } from '../../../contract/consultation.js';
import { dateAndTime, longDate } from '../dates.js';
import { tellDeveloper } from '../developer.js';
import { icon } from '../icons.js';

/**
 * Why one cannot take part: when it opens, that it is over, or, where this page may not write, the way to `elsewhere`.
 * Nothing where one can.
 */
export function standing(view: View, elsewhere: string | undefined): TemplateResult | typeof nothing {
  if (view.phase !== 'open') return phaseBanner(view);
  if (elsewhere === undefined) return nothing;
  // The citizen is only told where to go.
  const why = isSecureContext
    ? 'is not registered with the public body (cq body add … --origin)'
    : 'is not secure (HTTPS)';
  tellDeveloper(`nobody can take part from here, since ${self.origin} ${why}.`);
  return notAllowed(elsewhere);
}

/** Before: when it opens. Closed: when, and the results or their date. */
function phaseBanner({ phase, opensAt, closesAt, consultation }: View): TemplateResult {
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
function notAllowed(platformPage: string): TemplateResult {
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
