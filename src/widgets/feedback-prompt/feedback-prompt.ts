import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from '../base/decorators.js';
import type { ClientEvent, Delivery } from '../../client/client.js';
import { SHOWS_NOTHING } from '../../contract/limits.js';
import type { Receipt } from '../../contract/contributions.js';
import type { Verdict } from '../../contract/feedback.js';
import { define } from '../base/define.js';
import { ConsultationElement, type GivenHere } from '../base/element.js';
import { button } from '../base/forms/button.js';
import { icon } from '../base/icons.js';
import { detailsTitle, verdictWords } from './words.js';

type Stage = 'question' | 'details' | 'warning' | 'thanks' | 'withdrawing' | 'withdrawn';

/** What survives a reload between the first click and the details. */
interface FeedbackDraft {
  feedback: string;
  verdict: Verdict;
  details: string;
}

/**
 * Asks whether the page was useful. The first click is kept at once; the details that may follow join the same record.
 *
 * @customElement cq-feedback-prompt
 * @fires {CustomEvent<undefined>} cq-ready - The question is shown.
 * @fires {CustomEvent<undefined>} cq-start - The citizen has clicked an answer.
 * @fires {CustomEvent<Receipt>} cq-submit - The backend has stored the answer, or its details.
 * @fires {CustomEvent<ClientProblem>} cq-error - Something was refused, or the backend cannot be reached.
 */
export class CqFeedbackPrompt extends ConsultationElement<'feedback'> {
  /**
   * The address of the page that is asked about, on a site that the public body registered; without it, the page that
   * the prompt is on. For a prompt in a frame, which cannot know the page around it.
   */
  @property() about = '';

  protected readonly kind = 'feedback';

  @state() private stage: Stage = 'question';
  @state() private verdict?: Verdict;
  @state() private details = '';
  @state() private error = '';
  @state() private sending = false;
  @state() private receipt?: Receipt;
  /** The record's id, as soon as the first click is stored or kept on the device. */
  @state() private feedback = '';
  /** The first click on its way. */
  private kept?: Promise<Delivery | undefined>;

  protected override async loaded(): Promise<void> {
    if (this.stage !== 'question') return;
    const draft = await this.client.draft<FeedbackDraft>(this.draftKey);
    if (!draft || this.stage !== 'question') return;
    ({ feedback: this.feedback, verdict: this.verdict, details: this.details } = draft.value);
    this.stage = 'details';
  }

  protected override heard(event: ClientEvent): void {
    if (event.type === 'forgotten') this.reset();
    if (event.type !== 'stored' || event.receipt.activity !== this.view?.activity.id) return;
    if (event.receipt.id === this.feedback) {
      this.receipt = event.receipt;
      if (event.receipt.version > 1) void this.client.forgetDraft(this.draftKey);
    }
    this.emit('cq-submit', event.receipt);
  }

  protected override renderReady(): TemplateResult {
    return html`<section
      class="stack"
      aria-labelledby=${this.receipt && (this.stage === 'thanks' || this.stage === 'withdrawing') ? 'receipt-title' : 'question'}
    >
      ${this.renderPending()} ${this.renderStage()}
    </section>`;
  }

  private renderStage(): TemplateResult {
    switch (this.stage) {
      case 'question':
        return this.renderQuestion();
      case 'details':
        return this.renderDetails();
      case 'warning':
        return this.renderWarning();
      case 'thanks':
      case 'withdrawing':
        return this.renderThanks();
      case 'withdrawn':
        return html`<h2 id="question" tabindex="-1">${msg('Votre réponse a été retirée.')}</h2>`;
    }
  }

  private renderQuestion(): TemplateResult {
    return html`<h2 id="question" tabindex="-1">${this.question}</h2>
      ${this.renderError()} ${this.canTakePart ? this.renderAnswers() : this.renderStanding()}`;
  }

  private renderAnswers(): TemplateResult {
    return html`<div class="row" role="group" aria-labelledby="question">
        ${(['yes', 'no', 'problem'] as const).map((verdict) =>
          button({
            label: verdictWords(verdict),
            variant: 'secondary',
            onClick: () => void this.answer(verdict),
          }),
        )}
      </div>
      ${this.renderPrivacy()}`;
  }

  private renderDetails(): TemplateResult {
    return html`<p class="muted">${icon(this.feedback ? 'check' : 'clock')} ${this.keptWords}</p>
      <form class="stack" novalidate @submit=${(event: Event) => void this.submit(event)}>
        <h2 id="question" tabindex="-1">${detailsTitle(this.verdict!)}</h2>
        ${this.participation?.textArea({
          id: 'details',
          label: msg('Vos précisions (facultatif)'),
          hint: msg('N’inscrivez aucun renseignement personnel. Aucune réponse ne sera donnée ici.'),
          value: this.details,
          maxLength: this.definition.maxLength,
          error: this.error,
          onInput: (text) => this.write(text),
        })}
        ${this.renderPrivacy()}
        <div class="row">
          ${this.renderSend(msg('Envoyer'))}
          ${button({
            label: this.hasDetails ? msg('Ne pas envoyer mes précisions') : msg('Terminer sans préciser'),
            variant: 'link',
            onClick: () => void this.finish(),
          })}
        </div>
      </form>`;
  }

  private renderWarning(): TemplateResult {
    return html`<form class="notice notice-warning stack" @submit=${(event: Event) => void this.send(event)}>
      <h2 id="question" tabindex="-1">
        ${icon('alert')} ${msg('Votre texte semble contenir des renseignements personnels')}
      </h2>
      ${this.participation?.passages(this.details, this.personalData)} ${this.renderError()}
      <div class="row">
        ${button({ label: msg('Modifier mon texte'), onClick: () => void this.show('details', '#details') })}
        ${this.renderSend(msg('Envoyer quand même'), 'secondary')}
      </div>
    </form>`;
  }

  private renderSend(label: string, variant?: 'secondary'): TemplateResult {
    return button({
      label,
      type: 'submit',
      busy: this.sending && this.participation?.sendingWords(this.pending),
      say: this.announce,
      ...(variant && { variant }),
    });
  }

  private renderThanks(): TemplateResult {
    const title = msg('Merci de votre aide.');
    const { receipt } = this;
    // The same place before and after the receipt comes: who is there stays there, and hears what it is.
    return html`<div
        id="thanks"
        tabindex="-1"
        role="group"
        aria-labelledby=${receipt ? 'receipt-title' : 'question'}
      >
        ${receipt ? this.participation?.receiptBlock({ receipt, title, alone: true }) : html`<h2 id="question">${title}</h2>`}
      </div>
      ${this.renderError()} ${receipt ? this.renderWithdraw() : nothing} ${this.renderOnThisDevice()}`;
  }

  private renderWithdraw(): unknown {
    if (this.stage === 'withdrawing')
      return this.participation?.confirmation({
        id: 'confirm',
        question: msg('Retirer votre réponse ? Elle sera effacée pour de bon.'),
        yes: msg('Retirer'),
        no: msg('Garder'),
        onYes: () => void this.withdraw(),
        onNo: () => void this.show('thanks', '#withdraw'),
      });
    return button({
      label: msg('Retirer ma réponse'),
      variant: 'link',
      id: 'withdraw',
      busy: this.sending && msg('Retrait en cours…'),
      say: this.announce,
      onClick: () => void this.show('withdrawing', '#confirm'),
    });
  }

  private renderError(): TemplateResult | typeof nothing {
    return this.error ? html`<p class="notice notice-error">${icon('alert')} ${this.error}</p>` : nothing;
  }

  private renderPending(): unknown {
    const shown = this.pending.filter(
      ({ state, kept, contribution }) =>
        (kept || state === 'refused') &&
        !('details' in contribution && contribution.details === this.details),
    );
    return this.renderKept(shown, ({ contribution }) =>
      'details' in contribution
        ? contribution.details
        : 'verdict' in contribution
          ? verdictWords(contribution.verdict)
          : nothing,
    );
  }

  private async answer(verdict: Verdict): Promise<void> {
    if (this.stage !== 'question') return; // the second of a double click
    this.emit('cq-start', undefined);
    this.verdict = verdict;
    this.receipt = undefined;
    this.feedback = '';
    void this.show('details', '#question');
    this.kept = this.give({ kind: 'feedback', verdict, page: this.page }, 'question');
    if (!(await this.kept)) return;
    this.announce(this.keptWords);
    this.saveDraft();
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    if (!this.hasDetails || this.details.length > this.definition.maxLength) {
      this.error = this.inLanguage(() =>
        this.hasDetails ? msg('Votre texte est trop long.') : msg('Écrivez vos précisions.'),
      );
      return this.focusOn('#details');
    }
    if (this.personalData.length > 0) return this.show('warning', '#question');
    return this.send(event);
  }

  private async send(event: Event): Promise<void> {
    event.preventDefault();
    this.sending = true;
    await this.kept;
    const { feedback, details } = this;
    // Without a record (the first click was refused) there is nothing to join the details to.
    const delivery =
      feedback && (await this.give({ kind: 'feedback-details', feedback, details }, 'details'));
    this.sending = false;
    if (!delivery) return;
    // What only this visit's memory holds stays in the draft too, until the backend has it.
    await this.finish(delivery.state === 'stored' || (await this.client.durability()) === 'device');
  }

  private async finish(forget = true): Promise<void> {
    this.details = '';
    if (forget) await this.client.forgetDraft(this.draftKey);
    this.announce('');
    await this.show('thanks', '#thanks');
  }

  private async withdraw(): Promise<void> {
    this.sending = true;
    await this.show('thanks', '#withdraw');
    if (await this.give({ kind: 'withdrawal', item: this.feedback }, 'thanks')) {
      this.receipt = undefined;
      this.announce('');
      await this.show('withdrawn', '#question');
    }
    this.sending = false;
  }

  private write(text: string): void {
    this.details = text;
    this.error = '';
    this.saveDraft();
  }

  private saveDraft(): void {
    if (!this.feedback || this.stage === 'thanks') return;
    const draft: FeedbackDraft = { feedback: this.feedback, verdict: this.verdict!, details: this.details };
    void this.client.saveDraft(this.draftKey, draft);
  }

  /** Hands it to the outbox, and takes the record's id; a refusal is shown at `stage`, and gives nothing. */
  private async give(contribution: GivenHere, stage: Stage): Promise<Delivery | undefined> {
    const answer = await this.contribute(contribution);
    if (!answer.ok) {
      void this.show(stage, stage === 'thanks' ? '#thanks' : '#question');
      this.error = this.inLanguage(() => this.describe(answer.problem));
      this.announce(this.error);
      this.emit('cq-error', answer.problem);
      return undefined;
    }
    const delivery = answer.value;
    this.receipt = delivery.state === 'stored' ? delivery.receipt : undefined;
    this.feedback ||= this.receipt?.id ?? (delivery as { id: string }).id;
    return delivery;
  }

  private show(stage: Stage, focus: string): Promise<void> {
    this.stage = stage;
    this.error = '';
    return this.focusOn(focus);
  }

  private reset(): void {
    this.stage = 'question';
    this.details = this.feedback = this.error = '';
    this.kept = this.receipt = undefined;
  }

  private get question(): unknown {
    const { question } = this.definition;
    return question
      ? this.localized(question)
      : msg('L’information sur cette page vous a-t-elle été utile ?');
  }

  /** What became of the first click, so far. */
  private get keptWords(): string {
    const entry = this.pending.find(({ id }) => id === this.feedback);
    return this.inLanguage(() => {
      if (!this.feedback) return this.participation?.sendingWords(this.pending) ?? msg('Envoi en cours…');
      return (entry && this.participation?.pendingState(entry)) || msg('Votre réponse est enregistrée.');
    });
  }

  private get hasDetails(): boolean {
    return !SHOWS_NOTHING.test(this.details);
  }

  private get personalData() {
    return this.participation?.findPersonalData(this.details) ?? [];
  }

  /** The page, without its query and fragment, which may say something of the person. */
  private get page(): string {
    // A link takes what is no address, which the backend then refuses.
    const { origin, pathname } = this.about
      ? Object.assign(document.createElement('a'), { href: this.about })
      : location;
    return (origin + pathname).slice(0, 500);
  }

  private get draftKey(): string {
    return `feedback:${this.view!.activity.id}:${this.page}`;
  }
}

define('cq-feedback-prompt', CqFeedbackPrompt);

declare global {
  interface HTMLElementTagNameMap {
    'cq-feedback-prompt': CqFeedbackPrompt;
  }
}
