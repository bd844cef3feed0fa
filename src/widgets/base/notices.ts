import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Pending } from '../../client/client.js';
import type { ConsultationSummary, View } from '../../contract/consultation.js';
import type { Receipt } from '../../contract/contributions.js';
import type { LocalizedText } from '../../contract/text.js';
import { dateAndTime, longDate } from './dates.js';
import { button } from './forms/button.js';
import { icon } from './icons.js';

/** The widget's own `localized`, which marks a text that is in another language. */
export type Localize = (text: LocalizedText) => unknown;

/**
 * What the law wants said where personal information is collected: who, why, how long, whose rights. Belongs beside
 * each form, before its button.
 */
export function privacyNotice(consultation: ConsultationSummary, localize: Localize): TemplateResult {
  const { privacy, under14 } = consultation;
  return html`<details class="privacy" part="privacy">
      <summary>${msg('Vos renseignements personnels : qui les recueille, pourquoi et vos droits')}</summary>
      <dl class="stack">
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
      </dl>
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

interface ReceiptOptions {
  receipt: Receipt;
  title: unknown;
  /** What happens next, links, buttons. */
  content?: unknown;
}

/** Proof that the backend has it: number and date. Its heading can take the focus (`#receipt-title`). */
export function receiptBlock({ receipt, title, content }: ReceiptOptions): TemplateResult {
  return html`<div class="notice notice-success stack" part="receipt">
    <h3 id="receipt-title" tabindex="-1">${icon('check')} ${title}</h3>
    <p>
      ${msg(str`Reçu le ${dateAndTime(receipt.acceptedAt)}.`)}<br />
      ${msg('Numéro de confirmation :')} <span class="receipt-number">${receipt.id}</span>
    </p>
    ${content ?? nothing}
  </div>`;
}

interface PendingListOptions {
  pending: readonly Pending[];
  /** What the citizen gave, in words, so that they can copy it. */
  describe: (entry: Pending) => unknown;
  onRetry: (id: string) => void;
  onDiscard: (id: string) => void;
}

/** What this device keeps until the backend has it, and what was refused, with its text to copy. */
export function pendingList(options: PendingListOptions): TemplateResult | typeof nothing {
  if (!options.pending.length) return nothing;
  return html`<ul role="list" class="stack" part="pending">
    ${options.pending.map((entry) => html`<li>${pendingEntry(entry, options)}</li>`)}
  </ul>`;
}

function pendingEntry(entry: Pending, { describe, onRetry, onDiscard }: PendingListOptions): TemplateResult {
  const refused = entry.state === 'refused';
  return html`<div class="notice ${refused ? 'notice-error' : 'notice-warning'} stack">
    <p>
      ${icon(refused ? 'alert' : 'clock')}
      <strong>${refused ? msg('N’a pas pu être accepté') : pendingState(entry)}</strong>
      ${refused ? entry.problem?.title : nothing}
    </p>
    <div class="prose">${describe(entry)}</div>
    <div class="row">
      ${
        refused
          ? button({
              label: msg('Retirer de cet appareil'),
              variant: 'secondary',
              compact: true,
              onClick: () => onDiscard(entry.id),
            })
          : button({
              label: msg('Réessayer maintenant'),
              variant: 'secondary',
              compact: true,
              busy: entry.state === 'sending' && msg('Envoi en cours…'),
              onClick: () => onRetry(entry.id),
            })
      }
    </div>
  </div>`;
}

/** «enregistré sur cet appareil», or that it only lasts for this visit. */
export function pendingState(entry: Pending): string {
  if (entry.state === 'sending') return msg('Envoi en cours…');
  return entry.durable
    ? msg('Enregistré sur cet appareil. L’envoi se fera dès que la connexion reviendra.')
    : msg('Pas encore envoyé. Gardez cette page ouverte : cet appareil ne permet pas de le conserver.');
}

interface DeviceOptions {
  /** `client.recoveryLink()` */
  recoveryLink: string | undefined;
  onForget: () => void;
}

/** How to find one's participation again elsewhere, and how to leave no trace of it here (computers are shared). */
export function onThisDevice({ recoveryLink, onForget }: DeviceOptions): TemplateResult {
  return html`${
      recoveryLink
        ? html`<details>
            <summary>${msg('Retrouver ma participation sur un autre appareil')}</summary>
            <p>
              ${msg('Gardez ce lien pour vous : qui l’ouvre peut modifier ou retirer ce que vous avez donné.')}
              <a href=${recoveryLink} rel="noreferrer">${msg('Lien de récupération')}</a>
            </p>
          </details>`
        : nothing
    }
    <details>
      <summary>${msg('Oublier sur cet appareil')}</summary>
      <div class="stack">
        <p>
          ${msg(
            'Ce navigateur oubliera votre participation, vos brouillons et ce qui n’est pas encore envoyé. Ce qui est déjà reçu reste au dossier ; sans le lien de récupération, vous ne pourrez plus le modifier ni le retirer.',
          )}
        </p>
        ${button({ label: msg('Oublier maintenant'), variant: 'secondary', compact: true, onClick: onForget })}
      </div>
    </details>`;
}
