import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Pending } from '../../../client/client.js';
import { button } from '../forms/button.js';
import { icon } from '../icons.js';

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
  return entry.state === 'sending' ? msg('Envoi en cours…') : keptWords(entry.durable);
}

/** Where what was given is, until the network is back. */
export function keptWords(durable: boolean): string {
  return durable
    ? msg('Enregistré sur cet appareil. L’envoi se fera dès que la connexion reviendra.')
    : msg('Pas encore envoyé. Gardez cette page ouverte : cet appareil ne permet pas de le conserver.');
}
