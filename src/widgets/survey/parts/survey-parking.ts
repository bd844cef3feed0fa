import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { codeOf, newSecret, Parking, secretsOf } from '../../../client/parking.js';
import type { ActivityOf } from '../../../contract/consultation.js';
import { confirmation } from '../../base/participation/confirmation.js';
import { dateAndTime } from '../../base/dates.js';
import { button } from '../../base/forms/button.js';
import { textField } from '../../base/forms.js';
import { icon } from '../../base/icons.js';
import { type Entered, joined } from '../../../domain/entered.js';
import { asJson } from '../../../domain/json.js';
import { questionsIn } from '../../../domain/kinds.js';
import type { SurveyDraft } from '../draft.js';
import type { KeepingHost } from './keeping.js';

export { NewerDraft } from './newer-draft.js';
export { Parking } from '../../../client/parking.js';

/** A draft that waits for another device, as this one knows it. */
export interface ParkedHere {
  secret: string;
  savedAt: string;
  expiresAt: string;
}

/** Which of its faces the panel shows. */
type Face = 'closed' | 'park' | 'newer' | 'enter' | 'ask' | 'erased';

/** Leaves a draft for another device, and fetches one that another has left. */
export class ParkingPanel {
  face: Face = 'closed';
  private code = '';
  private error = '';
  private busy = false;
  private copied = false;
  private found: { draft: SurveyDraft; parked: ParkedHere } | undefined;

  constructor(
    private readonly host: KeepingHost,
    /** The link that carries a secret. */
    private readonly linkOf: (secret: string) => string,
  ) {}

  /** Asks for the words of a draft that another device has left. */
  async askCode(): Promise<void> {
    this.error = '';
    await this.show('enter', '#draft-code');
  }

  render(): TemplateResult | typeof nothing {
    if (this.face === 'closed') return nothing;
    return html`<section class="notice stack" aria-labelledby="elsewhere" part="elsewhere">
      <h4 id="elsewhere" tabindex="-1">
        ${this.face === 'enter' || this.face === 'ask' ? msg('Continuer ici') : msg('Continuer sur un autre appareil')}
      </h4>
      ${this.renderFace()}
    </section>`;
  }

  private renderFace(): unknown {
    switch (this.face) {
      case 'closed':
        return nothing;
      case 'park':
        return this.renderParked();
      case 'newer':
        return this.renderNewer();
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
    return html`<form class="stack" novalidate @submit=${(event: Event) => void this.enter(event)}>
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
          type: 'submit',
          compact: true,
          busy: this.busy && msg('Recherche…'),
        })}
      </div>
    </form>`;
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
        void this.show('closed', '#have-code');
      },
    });
  }

  /** Another device has left later answers: which of the two are to stay. */
  private renderNewer(): unknown {
    const { found } = this;
    const { draft } = this.host;
    if (!found || !draft) return nothing;
    const lost = lostIn(found.draft, draft);
    const survey = this.host.view.activity as ActivityOf<'survey'>;
    const questions = questionsIn(survey).filter(({ id }) => lost.includes(id));
    return html`<p>${msg('Si vous les remplacez, ce qui y est répondu à ces questions sera perdu :')}</p>
      <ul>
        ${questions.map((question) => html`<li>${'label' in question ? this.host.localized(question.label) : question.id}</li>`)}
      </ul>
      ${confirmation({
        id: 'newer-draft',
        question: msg(
          str`Un autre appareil a enregistré d’autres réponses le ${dateAndTime(found.parked.savedAt)}. Les reprendre ici ? Pour une même question, la dernière réponse compte.`,
        ),
        yes: msg('Les reprendre'),
        no: msg('Les remplacer'),
        onYes: () => void this.takeNewer(),
        onNo: () => void this.replace(),
      })}`;
  }

  /** Fetches what a link leads to. */
  async open(secret: string): Promise<void> {
    await this.show('enter', '#elsewhere');
    await this.find(isSecret(secret) ? [secret] : []);
  }

  private async enter(event: Event): Promise<void> {
    event.preventDefault();
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
        const answer = await this.parking.find<SurveyDraft>(secret);
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
    if (!(await this.host.adopt(found.draft))) return;
    // Known here from now on, to be updated from here and erased once the response is sent.
    this.host.kept = { ...this.host.kept, parked: found.parked };
    this.host.save();
    this.host.say(() => msg('Vos réponses sont ici, là où vous étiez.'));
  }

  /** Leaves the answers for another device. */
  async park(): Promise<void> {
    if (!this.busy) await this.working(() => this.leave(this.host.kept.parked));
  }

  /** In place of `known`, and of nothing that this device has not seen. */
  private async leave(known: ParkedHere | undefined): Promise<void> {
    const { draft } = this.host;
    if (!draft) return;
    this.face = 'park';
    const secret = this.host.kept.parked?.secret ?? newSecret();
    const answer = await this.parking.park(secret, draft, known);
    if (!answer.ok) {
      const { code } = answer.problem;
      if (code === 'precondition-failed') return this.meet(secret, draft);
      return this.refuse(() => problemWords(code), '#elsewhere');
    }
    this.host.kept = { ...this.host.kept, parked: { secret, ...answer.value } };
    this.host.save();
    this.host.say(() => msg('C’est enregistré. Voici vos huit mots.'));
    await this.host.focusOn('#elsewhere');
  }

  /** Another device has saved since, or erased: asks, unless all that waits there is here too. */
  private async meet(secret: string, draft: SurveyDraft): Promise<void> {
    const answer = await this.parking.find<SurveyDraft>(secret);
    if (!answer.ok) {
      const { code } = answer.problem;
      return code === 'not-found'
        ? this.leave(undefined)
        : this.refuse(() => problemWords(code), '#elsewhere');
    }
    const { value, savedAt, expiresAt } = answer.value;
    this.found = { draft: value, parked: { secret, savedAt, expiresAt } };
    if (lostIn(value, draft).length === 0) return this.leave(this.found.parked);
    await this.show('newer', '#newer-draft');
  }

  /** Takes up what the other device has left, beside what was answered here alone; then both wait there. */
  private async takeNewer(): Promise<void> {
    const { found } = this;
    const { draft } = this.host;
    if (!found || !draft) return;
    const adopted = await this.host.adopt({
      ...found.draft,
      keeping: { ...found.draft.keeping, ...draft.keeping },
      entered: joined(found.draft.entered, draft.entered),
    });
    if (adopted) await this.replace();
  }

  /** Leaves what is here in place of what was found there, if that is still what waits. */
  private async replace(): Promise<void> {
    const { found } = this;
    if (found && !this.busy) await this.working(() => this.leave(found.parked));
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

/** The questions of which something else would be gone if `here` took the place of `there`. */
function lostIn({ entered: there }: SurveyDraft, { entered: here }: SurveyDraft): string[] {
  const words = (entered: Entered | undefined) => asJson({ ...entered, at: 0 });
  return Object.keys(there).filter((id) => words(there[id]) !== words(here[id]));
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
