import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { codeOf, newSecret, Parking, secretsOf } from '../../../client/parking.js';
import { confirmation } from '../../base/participation/confirmation.js';
import { dateAndTime } from '../../base/dates.js';
import { button } from '../../base/forms/button.js';
import { textField } from '../../base/forms.js';
import { icon } from '../../base/icons.js';
import type { KeepingHost } from './keeping.js';

export { Parking } from '../../../client/parking.js';

/** A draft that waits for another device, as this one knows it. */
export interface ParkedHere {
  secret: string;
  savedAt: string;
  expiresAt: string;
}

/** Which of its faces the panel shows. */
type Face = 'park' | 'enter' | 'ask' | 'erased';

/** Leaves a draft for another device, and fetches one that another has left. */
export class ParkingPanel {
  private face: Face = 'park';
  private code = '';
  private error = '';
  private busy = false;
  private copied = false;
  private found: { draft: object; parked: ParkedHere } | undefined;

  constructor(
    private readonly host: KeepingHost,
    /** The link that carries a secret. */
    private readonly linkOf: (secret: string) => string,
  ) {}

  /** Begins with what the place calls for: a draft to leave, or none yet. */
  async begin(): Promise<void> {
    if (this.host.draft) await this.park();
    else await this.show('enter', '#draft-code');
  }

  render(): TemplateResult {
    return html`<section class="notice stack" aria-labelledby="elsewhere" part="elsewhere">
      <h4 id="elsewhere" tabindex="-1">
        ${this.face === 'enter' || this.face === 'ask' ? msg('Continuer ici') : msg('Continuer sur un autre appareil')}
      </h4>
      ${this.renderFace()}
    </section>`;
  }

  private renderFace(): unknown {
    switch (this.face) {
      case 'park':
        return this.renderParked();
      case 'enter':
        return this.renderEntry();
      case 'ask':
        return this.renderQuestion();
      case 'erased':
        return html`<p>
            ${icon('check')} ${msg('Le brouillon est effacé du serveur. Vos réponses restent ici.')}
          </p>
          ${this.renderPark(msg('Enregistrer de nouveau'))}`;
    }
  }

  private renderParked(): unknown {
    const { parked } = this.host.kept;
    const problem = this.error
      ? html`<p class="notice notice-error">${icon('alert')} ${this.error}</p>`
      : nothing;
    if (!parked) return html`${problem} ${this.renderPark(msg('Réessayer'))}`;
    const code = codeOf(parked.secret, this.host.language);
    return html`${problem}
      <p>
        ${msg('Sur l’autre appareil, ouvrez ce lien, ou ouvrez ce sondage, choisissez « J’ai un code » et inscrivez ces huit mots :')}
      </p>
      <p class="receipt-number" id="draft-words" lang=${this.host.language}><strong>${code}</strong></p>
      <p><a href=${this.linkOf(parked.secret)} rel="noreferrer">${msg('Lien vers mes réponses')}</a></p>
      <p class="muted">
        ${msg(
          str`Enregistré le ${dateAndTime(parked.savedAt)}, effacé le ${dateAndTime(parked.expiresAt)}. Vos réponses sont chiffrées : sans ces mots, personne ne peut les lire, pas même nous. Qui les a peut les lire.`,
        )}
      </p>
      <div class="row">
        ${button({
          label: this.copied ? msg('Lien copié') : msg('Copier le lien'),
          variant: 'secondary',
          compact: true,
          onClick: () => void this.copy(parked),
        })}
        ${this.renderPark(msg('Mettre à jour'))}
        ${button({
          label: msg('Effacer du serveur'),
          variant: 'link',
          busy: this.busy && msg('Un instant…'),
          onClick: () => void this.erase(parked),
        })}
      </div>`;
  }

  private renderPark(label: string): TemplateResult {
    return button({
      label,
      variant: 'secondary',
      compact: true,
      busy: this.busy && msg('Enregistrement…'),
      onClick: () => void this.park(),
    });
  }

  private renderEntry(): TemplateResult {
    return html`<div class="stack">
      ${textField({
        id: 'draft-code',
        label: msg('Vos huit mots'),
        hint: msg('Dans l’ordre, séparés par des espaces. Les accents et les majuscules ne comptent pas.'),
        autocomplete: 'off',
        value: this.code,
        error: this.error,
        onInput: (value) => (this.code = value),
      })}
      <div class="row">
        ${button({
          label: msg('Retrouver mes réponses'),
          compact: true,
          busy: this.busy && msg('Recherche…'),
          onClick: () => void this.enter(),
        })}
      </div>
    </div>`;
  }

  private renderQuestion(): unknown {
    const { found } = this;
    if (!found) return nothing;
    return confirmation({
      id: 'draft-question',
      question: msg(
        str`Des réponses sont déjà commencées sur cet appareil. Les remplacer par celles enregistrées ailleurs le ${dateAndTime(found.parked.savedAt)} ?`,
      ),
      yes: msg('Les remplacer'),
      no: msg('Garder celles d’ici'),
      onYes: () => void this.adopt(),
      onNo: () => {
        this.found = undefined;
        void this.show('park', '#elsewhere');
      },
    });
  }

  /** Fetches what a link leads to. */
  async open(secret: string): Promise<void> {
    await this.show('enter', '#elsewhere');
    await this.find(isSecret(secret) ? [secret] : []);
  }

  private async enter(): Promise<void> {
    await this.find(secretsOf(this.code));
  }

  private async find(secrets: string[]): Promise<void> {
    if (this.busy) return;
    const unknown = () =>
      msg(
        'Aucun brouillon n’attend sous ces mots. Vérifiez-les un à un ; le brouillon est peut-être effacé.',
      );
    if (secrets.length === 0)
      return this.refuse(() => msg('Il faut huit mots, tels qu’ils étaient affichés.'));
    await this.working(async () => {
      for (const secret of secrets) {
        const answer = await this.parking.find<object>(secret);
        if (answer.ok) {
          const { value, savedAt, expiresAt } = answer.value;
          this.found = { draft: value, parked: { secret, savedAt, expiresAt } };
          return this.host.draft ? this.show('ask', '#draft-question') : this.adopt();
        }
        if (answer.problem.code !== 'not-found') return this.refuse(() => problemWords(answer.problem.code));
      }
      return this.refuse(unknown);
    });
  }

  private async adopt(): Promise<void> {
    const { found } = this;
    if (!found) return;
    this.found = undefined;
    this.code = '';
    this.face = 'park';
    await this.host.adopt(found.draft);
    // Known here from now on, to be updated from here and erased once the response is sent.
    this.host.kept = { ...this.host.kept, parked: found.parked };
    this.host.save();
    this.host.say(() => msg('Vos réponses sont ici, là où vous étiez.'));
  }

  private async park(): Promise<void> {
    if (this.busy) return;
    const secret = this.host.kept.parked?.secret ?? newSecret();
    const { draft } = this.host;
    if (!draft) return;
    this.face = 'park';
    await this.working(async () => {
      const answer = await this.parking.park(secret, draft);
      if (!answer.ok) return this.refuse(() => problemWords(answer.problem.code), '#elsewhere');
      this.host.kept = { ...this.host.kept, parked: { secret, ...answer.value } };
      this.host.save();
      this.host.say(() => msg('C’est enregistré. Voici vos huit mots.'));
      await this.host.focusOn('#elsewhere');
    });
  }

  private async erase({ secret }: ParkedHere): Promise<void> {
    await this.working(async () => {
      const answer = await this.parking.erase(secret);
      if (!answer.ok) return this.refuse(() => problemWords(answer.problem.code), '#elsewhere');
      const { parked: _, ...kept } = this.host.kept;
      this.host.kept = kept;
      this.host.save();
      await this.show('erased', '#elsewhere');
    });
  }

  private async copy(parked: ParkedHere): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.linkOf(parked.secret));
      this.copied = true;
      this.host.requestUpdate();
      this.host.say(() => msg('Lien copié'));
    } catch {
      this.host.say(() =>
        msg('Ce navigateur ne permet pas de copier. Gardez le lien ou les mots autrement.'),
      );
    }
  }

  private get parking(): Parking {
    const { client, view } = this.host;
    return new Parking(client.api, client.slug, view.activity.id);
  }

  private async working(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.copied = false;
    this.error = '';
    this.host.requestUpdate();
    try {
      await work();
    } finally {
      this.busy = false;
      this.host.requestUpdate();
    }
  }

  private async refuse(words: () => string, focus = '#draft-code'): Promise<void> {
    this.host.say(() => (this.error = words()));
    this.host.requestUpdate();
    await this.host.focusOn(focus);
  }

  private async show(face: Face, focus: string): Promise<void> {
    this.face = face;
    this.host.requestUpdate();
    await this.host.focusOn(focus);
  }
}

const isSecret = (text: string) => /^[\w-]{15}$/.test(text);

/** Why the server’s copy could not be had or made, and what to do. */
function problemWords(code: string): string {
  switch (code) {
    case 'rate-limited':
      return msg('Trop d’essais en peu de temps. Réessayez dans une minute.');
    case 'unreadable':
      return msg('Ce brouillon a été altéré : il ne peut pas être ouvert.');
    case 'too-large':
      return msg(
        'Vos réponses sont trop longues pour être enregistrées ainsi. Elles restent sur cet appareil.',
      );
    case 'closed':
      return msg('Le sondage est terminé : rien de nouveau n’est enregistré.');
    case 'conflict':
      return msg('Ce brouillon appartient à quelqu’un d’autre.');
    default:
      return msg('La connexion est interrompue. Vos réponses restent ici ; réessayez dans un moment.');
  }
}
