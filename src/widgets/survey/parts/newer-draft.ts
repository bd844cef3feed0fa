import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Parking } from '../../../client/parking.js';
import { button } from '../../base/forms/button.js';
import { icon } from '../../base/icons.js';
import type { KeepingHost } from './keeping.js';
import type { ParkedHere } from './survey-parking.js';

/** A draft that waits on the server once the response is sent: the one that it began with goes, a newer one stays. */
export class NewerDraft {
  private state: 'none' | 'waits' | 'erased' = 'none';
  private error = '';
  private busy = false;

  constructor(
    private readonly host: KeepingHost,
    private readonly parking: Parking,
    private readonly known: ParkedHere,
  ) {}

  /** Erases what this device knows of; where another has left a later one, it stays, and that is told. */
  async settle(): Promise<void> {
    const answer = await this.parking.erase(this.known.secret, this.known);
    if (answer.ok || answer.problem.code !== 'precondition-failed') return;
    this.state = 'waits';
    this.host.say(waitsWords);
    this.host.requestUpdate();
  }

  render(): TemplateResult | typeof nothing {
    if (this.state === 'none') return nothing;
    return html`<div class="notice stack" id="newer-draft" tabindex="-1" part="elsewhere">
      ${this.state === 'erased' ? html`<p>${icon('check')} ${erasedWords()}</p>` : this.renderWaiting()}
    </div>`;
  }

  private renderWaiting(): TemplateResult {
    return html`<p>${icon('clock')} ${waitsWords()}</p>
      <p>
        ${msg(
          'Si vous tenez à ce qu’il contient, reprenez-le sur l’autre appareil, ou avec ses huit mots. Sinon, vous pouvez l’effacer. Sans rien faire, il s’efface de lui-même 30 jours après son enregistrement, ou à la fin du sondage.',
        )}
      </p>
      ${this.error ? html`<p class="error-message">${this.error}</p>` : nothing}
      <div class="row">
        ${button({
          label: msg('Effacer ce brouillon'),
          variant: 'secondary',
          compact: true,
          busy: this.busy && msg('Un instant…'),
          onClick: () => void this.erase(),
        })}
      </div>`;
  }

  /** Whatever waits by now: it is asked for. */
  private async erase(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.error = '';
    this.host.requestUpdate();
    const answer = await this.parking.erase(this.known.secret);
    this.busy = false;
    if (answer.ok) this.state = 'erased';
    else this.host.say(() => (this.error = refusedWords(answer.problem.code)));
    this.host.requestUpdate();
    // The button is gone: what took its place says so.
    if (answer.ok) await this.host.focusOn('#newer-draft');
  }
}

const waitsWords = () =>
  msg(
    'Vos réponses sont reçues. Un brouillon plus récent, laissé par un autre appareil, est encore gardé sur le serveur : il n’est ni envoyé ni perdu.',
  );

const erasedWords = () =>
  msg('Le brouillon est effacé du serveur. Les réponses que vous avez envoyées restent reçues.');

const refusedWords = (code: string) =>
  code === 'rate-limited'
    ? msg('Trop d’essais en peu de temps. Réessayez dans une minute.')
    : msg('La connexion est interrompue. Réessayez dans un moment.');
