import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { ConsultationClient } from '../../../client/client.js';
import { DRAFT_MARK, linkOf, takeDraftSecret } from '../../../client/draft-link.js';
import { mayBeCounted, Progress } from '../../../client/progress.js';
import type { ActivityOf, View } from '../../../contract/consultation.js';
import type { Receipt } from '../../../contract/contributions.js';
import { CHECK } from '../../../contract/limits.js';
import type { Answers } from '../../../contract/survey.js';
import type { Language, LocalizedText } from '../../../contract/text.js';
import { asJson } from '../../../domain/json.js';
import { receiptNumber } from '../../../domain/receipt-number.js';
import { button } from '../../base/forms/button.js';
import { icon } from '../../base/icons.js';
import type { SurveyDraft } from '../draft.js';
import type * as CopyModule from './survey-copy.js';
import type * as ParkingModule from './survey-parking.js';
import type { NewerDraft, ParkedHere, ParkingPanel } from './survey-parking.js';

/** What a survey’s draft keeps for this part, beside what was entered. */
export interface Kept {
  /** Where the draft waits for another device. */
  parked?: ParkedHere;
  /** Under what its progress is noted; made for this alone. */
  progress?: string;
  /** The response that is being changed, and the version that sending it will make. */
  changes?: { response: string; version: number };
  /** The sending of these answers that was refused: the device keeps it until they are sent anew. */
  refused?: string | undefined;
}

/** What this part needs of the survey that it is a part of. */
export interface KeepingHost {
  readonly client: ConsultationClient;
  readonly view: View;
  readonly language: Language;
  kept: Kept;
  /** The draft as the device keeps it; nothing where nothing was entered. */
  readonly draft: SurveyDraft | undefined;
  /** The answers so far. */
  readonly answers: Answers;
  /** Puts a draft from another device in place of what is here. False where what shows it cannot be had now. */
  adopt(draft: SurveyDraft): Promise<boolean>;
  /** A text of the definition, with the answers that it takes up. */
  localized(text: LocalizedText): unknown;
  /** Keeps the draft, with `kept`. */
  save(): void;
  /** What only those need who go on elsewhere. */
  parking(): Promise<typeof ParkingModule>;
  /** What makes copies of a response. */
  copying(): Promise<typeof CopyModule>;
  /** Opens the answers that were sent, to be changed: sending them then makes the version after. */
  change(): Promise<void>;
  /** Leaves them as they are. */
  leave(): Promise<void>;
  /** Says what `words` gives to assistive technology, in the widget’s language. */
  say(words: () => string): void;
  focusOn(selector: string): Promise<void>;
  requestUpdate(): void;
}

/** Receipts, changes, drafts on other devices, and how far one came. */
export class SurveyKeeping {
  private panel: ParkingPanel | undefined;
  /** What another device has left since, once the response is sent. */
  private newer: NewerDraft | undefined;
  private copies: Promise<typeof CopyModule> | undefined;
  private progress: Progress | undefined;
  private noted = '';
  /** Whether answers came from elsewhere since the page was turned. */
  private hasJoined = false;

  constructor(private readonly host: KeepingHost) {}

  /** Takes up what happened before this part was there: a link that was opened, a first answer. */
  arrive(pageId: string, check: boolean): void {
    this.note(pageId, check);
    if (this.survey.resume && location.hash.startsWith(DRAFT_MARK)) {
      const secret = takeDraftSecret(this.survey.id);
      if (secret !== undefined) void this.openPanel().then((panel) => panel?.open(secret));
    }
  }

  private get survey(): ActivityOf<'survey'> {
    return this.host.view.activity as ActivityOf<'survey'>;
  }

  /** Beside the form: going on elsewhere, or here with what was begun elsewhere. */
  renderElsewhere(): unknown {
    if (!this.survey.resume) return nothing;
    const face = this.panel?.face;
    return html`${this.panel?.render()}
      <div class="row">
        ${
          this.host.draft && (!face || face === 'enter')
            ? button({
                label: msg('Continuer sur un autre appareil'),
                variant: 'link',
                onClick: () => void this.openPanel().then((panel) => panel?.park()),
              })
            : nothing
        }
        ${
          face !== 'enter' && face !== 'ask'
            ? button({
                id: 'have-code',
                label: msg('J’ai un code pour continuer ici'),
                variant: 'link',
                onClick: () => void this.openPanel().then((panel) => panel?.askCode()),
              })
            : nothing
        }
      </div>`;
  }

  private async openPanel(): Promise<ParkingPanel | undefined> {
    const parking = await this.had(this.host.parking());
    if (!parking) return undefined;
    this.panel ??= new parking.ParkingPanel(this.host, (secret) => this.linkTo(secret));
    this.host.requestUpdate();
    return this.panel;
  }

  /** A part, or nothing where it cannot be had now, which is said. */
  private async had<Part>(part: Promise<Part>): Promise<Part | undefined> {
    return part.catch(() => {
      this.host.say(() => msg('La connexion est interrompue. Réessayez dans un moment.'));
      return undefined;
    });
  }

  private linkTo(secret: string): string {
    const { client, language } = this.host;
    return linkOf(client.api, client.slug, this.survey.id, secret, language);
  }

  /** Answers that were given elsewhere in this browser were taken up: said once a page, not at each key. */
  joined(): void {
    if (this.hasJoined) return;
    this.hasJoined = true;
    const say = () => this.host.say(joinedWords);
    // Nobody hears what a tab says that nobody sees.
    if (document.hidden) document.addEventListener('visibilitychange', say, { once: true });
    else say();
  }

  renderJoined(): TemplateResult | undefined {
    return this.hasJoined ? html`<p class="notice">${icon('check')} ${joinedWords()}</p>` : undefined;
  }

  /** Another page is shown. */
  turned(): void {
    this.hasJoined = false;
  }

  /** That answers which were sent are being changed, and the way back. */
  renderChanging(): TemplateResult {
    return html`<div class="notice row">
      <p>
        ${msg('Vous modifiez des réponses déjà envoyées. Rien ne change avant que vous les envoyiez de nouveau.')}
      </p>
      ${button({ label: msg('Ne rien changer'), variant: 'link', onClick: () => void this.host.leave() })}
    </div>`;
  }

  /** What becomes of answers that are not sent, for the privacy notice. */
  renderNotice(): unknown {
    const { unfinished } = this.survey;
    if (!unfinished || !mayBeCounted()) return nothing;
    return html`<p class="muted">
      ${
        unfinished === 'kept'
          ? msg(
              'Même si vous n’envoyez pas vos réponses, celles que vous donnez en chemin sont transmises à chaque page et conservées à part des réponses envoyées. « Recommencer » les efface.',
            )
          : msg(
              'Nous comptons combien de personnes commencent ce sondage et à quelle page elles s’arrêtent, sans leurs réponses et sans savoir qui elles sont.',
            )
      }
    </p>`;
  }

  /** Notes on which page one is, once something was entered; `check` where one checks one’s answers. */
  note(pageId: string, check: boolean): void {
    const { unfinished } = this.survey;
    if (!unfinished || !this.host.draft || this.host.kept.changes || !mayBeCounted()) return;
    // Where each question has a page of its own, the page’s name is before the dot.
    const page = check ? CHECK : pageId.split('.')[0]!;
    const answers = unfinished === 'kept' ? this.host.answers : undefined;
    const input = { page, definition: this.host.view.consultation.version, ...(answers && { answers }) };
    const noted = asJson(input);
    if (this.noted === noted) return;
    this.noted = noted;
    const progress = this.host.kept.progress ?? crypto.randomUUID();
    if (!this.host.kept.progress) {
      this.host.kept = { ...this.host.kept, progress };
      this.host.save();
    }
    void this.progressOf(progress).note(input);
  }

  /** One for each response: what it tells goes out in order. */
  private progressOf(id: string): Progress {
    const { client } = this.host;
    return (this.progress ??= new Progress(client.api, client.slug, this.survey.id, id));
  }

  /** The response is there: what waited elsewhere is erased, unless it is newer, and it is not one that stopped. */
  done(kept: Kept): void {
    const { client, view } = this.host;
    if (kept.progress) {
      const input = { page: CHECK, definition: view.consultation.version, finished: true };
      void this.progressOf(kept.progress).note(input);
    }
    const { parked } = kept;
    this.forget();
    if (!parked) return;
    void this.host.parking().then(
      ({ NewerDraft, Parking }) => {
        this.newer = new NewerDraft(this.host, new Parking(client.api, client.slug, this.survey.id), parked);
        return this.newer.settle();
      },
      () => undefined,
    );
  }

  /** Begun anew: answers that were kept on the way are erased. */
  restarted({ progress }: Kept): void {
    if (progress && this.survey.unfinished === 'kept') void this.progressOf(progress).erase();
    this.forget();
  }

  private forget(): void {
    this.progress = this.panel = this.newer = undefined;
    this.noted = '';
  }

  /** What one can do with a receipt: read it out, print it, carry it away; and how to take the answers back. */
  renderReceipt(receipt: Receipt, answers: Answers, open: boolean): TemplateResult {
    const changeable = open && this.survey.changes;
    const copied = (keep: (copying: typeof CopyModule, copy: CopyModule.Copy) => void) => () =>
      void this.had(this.fetchCopies()).then(
        (copying) => copying && keep(copying, this.copyOf(receipt, answers)),
      );
    // There before it is asked for: a window to print opens at once, or not at all.
    this.fetchCopies().catch(() => {});
    const { contact } = this.host.view.consultation;
    const number = receiptNumber(receipt.id);
    return html`${this.newer?.render()}
      <p>
        ${msg('Numéro court, à dire au téléphone :')} <strong class="receipt-number">${number}</strong>
        ${receipt.version > 1 ? html`<br />${msg(str`Version ${receipt.version} de vos réponses`)}` : nothing}
      </p>
      <div class="row">
        ${
          changeable
            ? button({
                label: msg('Modifier mes réponses'),
                compact: true,
                onClick: () => void this.host.change(),
              })
            : nothing
        }
        ${button({
          label: msg('Imprimer une copie'),
          variant: 'secondary',
          compact: true,
          onClick: copied(({ print }, copy) => print(copy) || this.sayNotPrinted()),
        })}
        ${button({
          label: msg('Télécharger une copie (page web)'),
          variant: 'secondary',
          compact: true,
          onClick: copied(({ keepPage }, copy) => keepPage(copy)),
        })}
        ${button({
          label: msg('Télécharger les données (JSON)'),
          variant: 'secondary',
          compact: true,
          onClick: copied(({ keepData }, copy) => keepData(copy)),
        })}
      </div>
      <p class="muted">
        ${msg(
          'Pour retirer vos réponses, revenez ici avec ce navigateur ou ouvrez votre lien de récupération. Vous pouvez aussi écrire, en donnant le numéro court, à',
        )}
        <a href="mailto:${contact.email}">${contact.email}</a>.
      </p>`;
  }

  private fetchCopies(): Promise<typeof CopyModule> {
    return (this.copies ??= this.host.copying().catch((why: unknown) => {
      this.copies = undefined;
      throw why;
    }));
  }

  private sayNotPrinted(): void {
    this.host.say(() =>
      msg('Ce navigateur n’a pas ouvert la page à imprimer. Téléchargez la copie, puis imprimez-la.'),
    );
  }

  private copyOf(receipt: Receipt, answers: Answers): CopyModule.Copy {
    const { view, language, client } = this.host;
    const number = receiptNumber(receipt.id);
    return { view, language, receipt, number, answers, recoveryLink: client.recoveryLink(language) };
  }
}

const joinedWords = () =>
  msg(
    'Ce que vous avez répondu, changé ou retiré dans un autre onglet, ou ailleurs sur cette page, l’est aussi ici.',
  );
