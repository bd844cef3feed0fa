import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { ClientEvent, Pending } from '../../../client/client.js';
import { quebecDate } from '../../../domain/french-date.js';
import { button } from '../forms/button.js';
import { icon } from '../icons.js';
import { spoken } from '../language.js';
import { ownWords } from '../own-words.js';

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
  const given = describe(entry);
  return html`<div class="notice ${refused ? 'notice-error' : 'notice-warning'} stack">
    <p>
      ${icon(refused ? 'alert' : 'clock')}
      <strong>${refused ? msg('N’a pas pu être accepté') : pendingState(entry)}</strong>
      ${refused ? entry.problem?.title : nothing}
    </p>
    <div class="prose" dir="auto">${typeof given === 'string' ? ownWords(given) : given}</div>
    <div class="row">
      ${
        refused
          ? button({
              label: msg('Retirer de cet appareil'),
              variant: 'secondary',
              compact: true,
              onClick: () => onDiscard(entry.id),
            })
          : entry.sendsAt
            ? nothing
            : button({
                label: msg('Réessayer maintenant'),
                variant: 'secondary',
                compact: true,
                busy: entry.state === 'sending' && sendingWords([entry]),
                onClick: () => onRetry(entry.id),
              })
      }
    </div>
  </div>`;
}

/** Where what was given is: on its way, or on this device, until when. */
export function pendingState(entry: Pending): string {
  return entry.state === 'sending' ? sendingWords([entry]) : keptWords(entry.durable, entry.sendsAt);
}

/** That something is on its way, of what is `pending`; or that a proof of work is made for it. */
export function sendingWords(pending: readonly Pending[]): string {
  return pending.some(({ proving }) => proving) ? msg('Vérification en cours…') : msg('Envoi en cours…');
}

/** Where what was just given is, among all that this device keeps. */
export function savedWords(durable: boolean, pending: readonly Pending[]): string {
  // It goes as soon as what is before it is there.
  if (pending.some(({ state }) => state === 'sending')) return sendingWords(pending);
  return keptWords(durable, pending.find(({ sendsAt }) => sendsAt)?.sendsAt);
}

/** What an event is to be heard of: what was kept is received, or a proof of work is made. */
export function eventWords(event: ClientEvent, activity: string | undefined): string | undefined {
  if (event.type === 'proving' && event.activity === activity) return msg('Vérification en cours…');
  const received = event.type === 'stored' && event.kept && event.receipt.activity === activity;
  return received ? msg('Ce qui attendait sur cet appareil est maintenant reçu.') : undefined;
}

function keptWords(durable: boolean, sendsAt: Date | undefined): string {
  if (sendsAt) {
    const time = clockTime(sendsAt);
    return durable
      ? msg(str`Enregistré sur cet appareil. Trop d’envois en peu de temps : l’envoi se fera à ${time}.`)
      : msg(
          str`Pas encore envoyé : trop d’envois en peu de temps. Gardez cette page ouverte : l’envoi se fera à ${time}.`,
        );
  }
  return durable
    ? msg('Enregistré sur cet appareil. L’envoi se fera dès que la connexion reviendra.')
    : msg('Pas encore envoyé. Gardez cette page ouverte : cet appareil ne permet pas de le conserver.');
}

/** «14 h 05», by the reader's own clock, to the minute and not before. */
function clockTime(at: Date): string {
  const minute = Math.ceil(at.getTime() / 60_000) * 60_000;
  const time = new Intl.DateTimeFormat(`${spoken()}-CA`, { timeStyle: 'short' }).format(minute);
  return spoken() === 'fr' ? quebecDate(time) : time;
}
