import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { state } from '../base/decorators.js';
import type { ClientEvent, Durability, Pending } from '../../client/client.js';
import type { Receipt } from '../../contract/contributions.js';
import type { Answers } from '../../contract/survey.js';
import type { LocalizedText } from '../../contract/text.js';
import type { View } from '../../contract/consultation.js';
import {
  type AnswerError,
  type Asked,
  checkAnswers,
  checkPage,
  type Circumstances,
  type Course,
  follow,
  isAsked,
  type ShownPage,
} from '../../domain/survey.js';
import { quebecDay } from '../../domain/quebec-day.js';
import { answerTemplate } from '../base/answers.js';
import { define } from '../base/define.js';
import { ConsultationElement } from '../base/element.js';
import { button } from '../base/forms/button.js';
import { dateStyles } from '../base/forms/date.js';
import { checkbox, errorSummary, formStyles } from '../base/forms.js';
import { icon } from '../base/icons.js';
import { fieldId, viewOf } from '../base/forms/view.js';
import { inLanguage } from '../base/language.js';
import { type AllEntered, answersIn, type Entered } from '../../domain/entered.js';
import { needParts } from './parts.js';
import { controlId, questionTemplate } from './question.js';
import { styles } from './styles.js';
import { errorWords } from './words.js';

type Stage = 'page' | 'check' | 'saved' | 'receipt' | 'withdrawn';

/** What survives a reload: what was entered, and where. */
interface SurveyDraft {
  entered: AllEntered;
  page: string;
  checking: boolean;
  /** Missing in what earlier releases kept. */
  circumstances?: Circumstances;
}

/**
 * Asks the questions of a survey page by page, lets the citizen check their answers, and sends them.
 *
 * @customElement cq-survey
 * @fires {CustomEvent<undefined>} cq-ready - The first page is shown.
 * @fires {CustomEvent<undefined>} cq-start - The citizen has entered something for the first time.
 * @fires {CustomEvent<Receipt>} cq-submit - The backend has stored the answers.
 * @fires {CustomEvent<ClientProblem>} cq-error - The answers were refused, or the backend cannot be reached.
 * @csspart progress - How far along the survey is.
 * @csspart error-summary - What is to be corrected in a form.
 */
export class CqSurvey extends ConsultationElement<'survey'> {
  static override styles = [...ConsultationElement.styles, formStyles, dateStyles, styles];

  protected readonly kind = 'survey';

  @state() private stage: Stage = 'page';
  /** The page that is shown, by its id: which pages there are depends on the answers. */
  @state() private pageId = '';
  @state() private entered: AllEntered = {};
  @state() private errors: AnswerError[] = [];
  @state() private refusal = '';
  @state() private sending = false;
  @state() private restored = false;
  @state() private keep = false;
  /** That the device keeps nothing, in words, once somebody has asked it to. */
  @state() private keepRefused = '';
  @state() private receipt?: Receipt;
  /** What the way through the survey hangs on beside the answers; kept with the draft once something is entered. */
  private circumstances: Circumstances = newCircumstances();
  /** What was sent, for the receipt's copy. */
  private sent: Answers = {};
  private sentId = '';
  private started = false;
  /** Whether what is shown was given on an earlier visit. */
  private earlier = false;
  @state() private withdrawing = false;

  protected override needs(view: View): Promise<boolean> {
    return needParts(view.activity as CqSurvey['definition']);
  }

  protected override async loaded(): Promise<void> {
    if (this.started || this.stage !== 'page') return;
    const draft = await this.client.draft<SurveyDraft>(this.draftKey);
    if (!draft) return this.loadEarlier();
    if (this.started) return;
    this.entered = draft.value.entered;
    this.pageId = draft.value.page;
    this.circumstances = draft.value.circumstances ?? this.circumstances;
    if (draft.value.checking) this.stage = 'check';
    this.keep = draft.kept;
    this.started = this.restored = true;
  }

  /** Shows who has answered already what they gave, so that they know it, and can take it back. */
  private async loadEarlier(): Promise<void> {
    const answer = await this.client.contributions();
    if (!answer.ok || this.started || this.stage !== 'page') return;
    const activity = this.view!.activity.id;
    const given = answer.value.items.find((item) => item.activity === activity && item.state !== 'withdrawn');
    if (!given?.content) return;
    const { id, acceptedAt } = given;
    this.receipt = { id, kind: 'response', activity, acceptedAt, version: 1 };
    this.sent = given.content.answers as Answers;
    this.earlier = true;
    this.stage = 'receipt';
  }

  protected override heard(event: ClientEvent): void {
    if (event.type === 'forgotten') this.reset();
    if (event.type !== 'stored' || event.receipt.activity !== this.view?.activity.id) return;
    if (event.receipt.kind === 'response') this.emit('cq-submit', event.receipt);
    if (event.id === this.sentId && this.stage === 'saved') this.stored(event.receipt);
    // What an earlier visit had left on this device.
    else if (event.kept && event.receipt.kind === 'response' && !this.started) void this.loadEarlier();
  }

  protected override renderReady(): TemplateResult {
    return html`<section class="stack" aria-labelledby="title">
      <h2 id="title" tabindex="-1">${this.localized(this.definition.title)}</h2>
      ${this.renderStanding()} ${this.renderPending()}
      ${this.canTakePart || this.stage === 'receipt' || this.stage === 'saved' ? this.renderStage() : this.renderAbout()}
    </section>`;
  }

  private renderStage(): unknown {
    switch (this.stage) {
      case 'page':
        return this.renderPage();
      case 'check':
        return this.renderCheck();
      case 'saved':
        return this.renderSaved();
      case 'receipt':
        return this.renderReceipt();
      case 'withdrawn':
        return html`<p id="receipt-title" tabindex="-1" class="notice">
            ${icon('check')} ${msg('Vos réponses ont été retirées et effacées.')}
          </p>
          ${button({ label: msg('Répondre de nouveau'), variant: 'secondary', onClick: () => this.restart() })}`;
    }
  }

  private renderAbout(): unknown {
    const { description } = this.definition;
    return html`${description ? html`<p class="lead">${this.localized(description)}</p>` : nothing}
      <p>${this.localized(this.view!.consultation.purpose)}</p>`;
  }

  private renderPage(): TemplateResult {
    const pages = this.pages;
    const index = this.indexIn(pages);
    const shown = pages[index]!;
    const { description } = this.definition;
    return html`
      ${index === 0 && description ? html`<p class="lead">${this.localized(description)}</p>` : nothing}
      ${this.renderRestored()} ${this.renderProgress(index, pages.length)}
      ${errorSummary({ root: this.renderRoot, errors: this.errorMessages() })}
      <form novalidate @submit=${(event: Event) => this.next(event)}>
        <h3 id="page-title" tabindex="-1">${this.localized(shown.page.title)}</h3>
        <div class="questions">${shown.questions.map((question) => this.renderQuestion(question))}</div>
        ${this.renderKeep()} ${this.renderPrivacy()}
        <div class="row">
          ${button({ label: msg('Continuer'), type: 'submit' })}
          ${
            index > 0
              ? button({ label: msg('Précédent'), variant: 'secondary', onClick: () => this.previous() })
              : nothing
          }
        </div>
      </form>
    `;
  }

  private renderQuestion(question: ShownPage['questions'][number]): TemplateResult | typeof nothing {
    const errors = isAsked(question) ? this.errors.filter((one) => one.question === question.id) : [];
    return questionTemplate(question, {
      id: controlId(question),
      entered: this.entered[question.id] ?? {},
      errors: errors.map((one) => ({ ...one, message: errorWords(question as Asked, one) })),
      localize: this.localized,
      onChange: (change) => this.enter(question.id, change),
      known: this.course,
      seed: this.circumstances.seed,
      say: this.announce,
      root: this.renderRoot,
    });
  }

  private renderProgress(index: number, count: number): TemplateResult {
    // The check counts as the last step: «Étape 4 de 4» is true when nothing is left but to send.
    const [step, steps] = [index + 1, count + 1];
    return html`<div part="progress">
      <p class="muted" id="progress">${msg(str`Étape ${step} de ${steps}`)}</p>
      <progress max=${steps} value=${step} aria-labelledby="progress"></progress>
    </div>`;
  }

  private renderRestored(): unknown {
    if (!this.restored) return nothing;
    return html`<div class="notice row">
      <p>${icon('check')} ${msg('Nous avons retrouvé vos réponses là où vous étiez.')}</p>
      ${button({ label: msg('Recommencer'), variant: 'link', onClick: () => this.restart() })}
    </div>`;
  }

  private renderKeep(): TemplateResult {
    return checkbox({
      id: 'keep',
      label: msg('Garder mes réponses sur cet appareil pendant 7 jours'),
      hint: this.keepRefused
        ? html`${icon('alert')} ${this.keepRefused}`
        : msg(
            'Sinon, elles sont gardées jusqu’à la fermeture de cet onglet. Ne cochez pas sur un appareil partagé.',
          ),
      checked: this.keep,
      onChange: (keep) => void this.keepOnDevice(keep),
    });
  }

  private renderCheck(): TemplateResult {
    const pages = this.pages;
    return html`
      ${this.renderRestored()} ${this.renderProgress(pages.length, pages.length)}
      <h3 id="page-title" tabindex="-1">${msg('Vérifiez vos réponses')}</h3>
      ${this.refusal ? html`<p class="notice notice-error">${icon('alert')} ${this.refusal}</p>` : nothing}
      ${pages.map(
        ({ page, questions }) =>
          html`<h4>${this.localized(page.title)}</h4>
            ${this.renderAnswers(questions.filter(isAsked), this.answers, (question) => void this.modify(page.id, question))}`,
      )}
      ${this.renderPrivacy()}
      <div class="row">
        ${button({
          label: msg('Envoyer mes réponses'),
          busy: this.sending && msg('Envoi en cours…'),
          say: (text) => this.announce(text),
          onClick: () => void this.send(),
        })}
        ${button({ label: msg('Précédent'), variant: 'secondary', onClick: () => this.previous() })}
      </div>
    `;
  }

  private renderAnswers(
    questions: Asked[],
    answers: Answers,
    modify?: (question: Asked) => void,
  ): TemplateResult {
    return html`<dl class="answers">
      ${questions.map(
        (question) =>
          html`<div>
            <dt class="label" id="dt-${question.id}">${this.localized(question.label)}</dt>
            <dd>${this.renderAnswer(question, answers)}</dd>
            ${
              modify
                ? html`<dd>
                    ${button({
                      label: html`${msg('Modifier')}<span class="visually-hidden"
                          >, ${this.localized(question.label)}</span
                        >`,
                      variant: 'link',
                      onClick: () => modify(question),
                    })}
                  </dd>`
                : nothing
            }
          </div>`,
      )}
    </dl>`;
  }

  private renderAnswer(question: Asked, answers: Answers): unknown {
    return answerTemplate(question, answers[question.id], this.localized);
  }

  private renderSaved(): TemplateResult {
    return html`<h3 id="receipt-title" tabindex="-1">${msg('Vos réponses ne sont pas perdues')}</h3>
      <p>${msg('Vous recevrez la confirmation ici dès qu’elles seront reçues.')}</p>`;
  }

  private renderReceipt(): TemplateResult {
    const { thanks } = this.definition;
    const asked = this.definition.pages.flatMap((page) => page.questions).filter(isAsked);
    return html`
      ${this.participation?.receiptBlock({
        receipt: this.receipt!,
        title: this.earlier
          ? msg('Vous avez déjà répondu à ce sondage.')
          : msg('Merci, vos réponses sont reçues.'),
        content: thanks ? html`<p>${this.localized(thanks)}</p>` : nothing,
      })}
      <details>
        <summary>${msg('Mes réponses')}</summary>
        ${this.renderAnswers(
          asked.filter(({ id }) => id in this.sent),
          this.sent,
        )}
      </details>
      ${this.refusal ? html`<p class="notice notice-error">${icon('alert')} ${this.refusal}</p>` : nothing}
      ${this.withdrawing ? this.renderWithdrawal() : this.renderAfter()} ${this.renderOnThisDevice()}
    `;
  }

  private renderAfter(): TemplateResult {
    return html`<div class="row">
      ${
        this.earlier && this.canTakePart
          ? button({
              label: msg('Répondre de nouveau'),
              variant: 'secondary',
              compact: true,
              onClick: () => this.restart(),
            })
          : nothing
      }
      ${button({
        label: msg('Retirer mes réponses'),
        variant: 'link',
        id: 'withdraw',
        busy: this.sending && msg('Retrait en cours…'),
        say: this.announce,
        onClick: () => void this.askWithdrawal(),
      })}
    </div>`;
  }

  private renderWithdrawal(): unknown {
    return this.participation?.confirmation({
      id: 'confirm',
      question: msg('Retirer vos réponses ? Elles seront effacées pour de bon.'),
      yes: msg('Retirer'),
      no: msg('Garder'),
      onYes: () => void this.withdraw(),
      onNo: () => {
        this.withdrawing = false;
        void this.focusOn('#withdraw');
      },
    });
  }

  private renderPending(): unknown {
    const shown = this.pending.filter((entry) => entry.kept || entry.state === 'refused');
    return this.renderKept(shown, (entry) => this.describePending(entry));
  }

  private describePending({ contribution }: Pending): unknown {
    if (contribution.kind !== 'response') return msg('Retrait de vos réponses');
    const asked = this.definition.pages.flatMap((page) => page.questions).filter(isAsked);
    return html`<details>
      <summary>${msg('Mes réponses')}</summary>
      ${this.renderAnswers(
        asked.filter(({ id }) => id in contribution.answers),
        contribution.answers,
      )}
    </details>`;
  }

  private enter(question: string, change: Entered): void {
    if (!this.started) this.emit('cq-start', undefined);
    this.started = true;
    this.entered = { ...this.entered, [question]: { ...this.entered[question], ...change } };
    this.save();
  }

  /** Checks the page, and only then: nobody is told of an error while they still type. */
  private next(event: Event): void {
    event.preventDefault();
    const pages = this.pages;
    const index = this.indexIn(pages);
    this.errors = checkPage(pages[index]!, this.course);
    if (this.errors.length > 0) {
      void this.focusOn('#error-summary');
      return;
    }
    const following = this.stage === 'page' && this.returning ? this.firstWrong(pages) : pages[index + 1];
    if (following) void this.turnTo(following.page.id);
    else void this.show('check');
  }

  private previous(): void {
    const pages = this.pages;
    const before = this.stage === 'check' ? pages.at(-1) : pages[this.indexIn(pages) - 1];
    if (before) void this.turnTo(before.page.id);
  }

  /** Back to one question; «Continuer» then returns to the check, by way of what the change made necessary. */
  private async modify(page: string, question: Asked): Promise<void> {
    await this.turnTo(page);
    this.returning = true;
    this.renderRoot.querySelector<HTMLElement>(`#${CSS.escape(controlId(question))}`)?.focus();
  }
  private returning = false;

  private firstWrong(pages: ShownPage[]): ShownPage | undefined {
    return pages.find((page) => checkPage(page, this.course).length > 0);
  }

  private async turnTo(page: string): Promise<void> {
    this.pageId = page;
    await this.show('page');
  }

  private async show(stage: Stage, elsewhere = () => false): Promise<void> {
    if (stage === 'check') this.returning = false;
    this.stage = stage;
    this.errors = [];
    this.refusal = '';
    this.restored = false;
    if (stage === 'page' || stage === 'check') this.save();
    if (elsewhere()) return;
    await this.focusOn(stage === 'page' || stage === 'check' ? '#page-title' : '#receipt-title');
  }

  private async send(): Promise<void> {
    const checked = checkAnswers(this.definition, this.answers, this.circumstances);
    if (!checked.ok) {
      const wrong = this.firstWrong(this.pages);
      if (!wrong) return;
      await this.turnTo(wrong.page.id);
      this.errors = checkPage(wrong, this.course);
      return this.focusOn('#error-summary');
    }
    this.sending = true;
    this.refusal = '';
    const elsewhere = this.markFocus();
    this.say(() => msg('Envoi en cours…'));
    const answer = await this.contribute({
      kind: 'response',
      answers: checked.value.answers,
      definition: this.view!.consultation.version,
      // Nothing is told that the definition does not call for.
      begun: JSON.stringify(this.definition).includes('"today":') ? this.circumstances.begun : undefined,
    });
    this.sending = false;
    this.announce('');
    if (!answer.ok) return this.refused(this.describe(answer.problem), answer.problem);
    this.sent = checked.value.answers;
    if (answer.value.state === 'stored') return this.stored(answer.value.receipt, elsewhere);
    this.sentId = answer.value.id;
    // What only this visit's memory holds stays in the draft too, until the backend has it.
    if ((await this.client.durability()) === 'device') await this.client.forgetDraft(this.draftKey);
    await this.saySaved();
    await this.show('saved', elsewhere);
  }

  private stored(receipt: Receipt, elsewhere = this.markFocus()): void {
    this.receipt = receipt;
    this.entered = {};
    void this.client.forgetDraft(this.draftKey);
    void this.show('receipt', elsewhere);
  }

  private async askWithdrawal(): Promise<void> {
    if (!(await this.participate())) return;
    this.withdrawing = true;
    await this.focusOn('#confirm');
  }

  private async withdraw(): Promise<void> {
    this.withdrawing = false;
    this.sending = true;
    const answer = await this.contribute({ kind: 'withdrawal', item: this.receipt!.id });
    this.sending = false;
    if (!answer.ok) return this.refused(this.describe(answer.problem), answer.problem);
    this.announce('');
    await this.show('withdrawn');
  }

  private refused(words: string, problem: Parameters<typeof this.describe>[0]): void {
    this.refusal = this.inLanguage(() => words || this.describe(problem));
    this.announce(this.refusal);
    this.emit('cq-error', problem);
  }

  private restart(): void {
    this.reset();
    void this.client.forgetDraft(this.draftKey);
    void this.focusOn('#page-title');
  }

  private reset(): void {
    this.stage = 'page';
    this.pageId = this.refusal = this.sentId = '';
    this.entered = this.sent = {};
    this.circumstances = newCircumstances();
    this.errors = [];
    this.started = this.restored = this.keep = this.returning = this.earlier = this.withdrawing = false;
    this.receipt = undefined;
  }

  private save(): void {
    if (this.started) void this.saveDraft();
  }

  private saveDraft(): Promise<Durability> {
    const draft: SurveyDraft = {
      entered: this.entered,
      page: this.pageId,
      checking: this.stage === 'check',
      circumstances: this.circumstances,
    };
    return this.client.saveDraft(this.draftKey, draft, { keep: this.keep });
  }

  /** Where the device refuses to keep anything, the box does not stay ticked as if it did. */
  private async keepOnDevice(keep: boolean): Promise<void> {
    this.keep = keep;
    const where = await this.saveDraft();
    if (!this.started) await this.client.forgetDraft(this.draftKey);
    if (!keep || where === 'device') return;
    this.keep = false;
    this.keepRefused = this.inLanguage(() =>
      msg('Cet appareil ne permet pas de les garder. Ne fermez pas cette page avant d’avoir terminé.'),
    );
    this.announce(this.keepRefused);
  }

  private errorMessages(): { id: string; message: string }[] {
    const questions = this.pages.flatMap((page) => page.questions).filter(isAsked);
    return this.errors.flatMap((error) => {
      const question = questions.find(({ id }) => id === error.question);
      if (!question) return [];
      // Two questions may break the same rule: each link says which question it leads to.
      const plain = (text: LocalizedText) => inLanguage(text, this.language).text;
      const { at = [] } = error;
      const field = at.length > 0 && viewOf(question.type)?.fieldLabel?.(question as never, at, plain);
      const id = fieldId(controlId(question), at);
      return [
        {
          id: error.code === 'specify' ? `${id}-other` : id,
          message: [plain(question.label), field, errorWords(question, error)].filter(Boolean).join(' – '),
        },
      ];
    });
  }

  private get answers(): Answers {
    return answersIn(this.definition, this.entered);
  }

  private get course(): Course {
    const { definition, entered } = this;
    if (this.followed?.entered !== entered || this.followed.definition !== definition)
      this.followed = { entered, definition, course: follow(definition, this.answers, this.circumstances) };
    return this.followed.course;
  }
  /** The course that what was entered leads to, worked out once for each change. */
  private followed?: { entered: AllEntered; definition: CqSurvey['definition']; course: Course };

  private get pages(): ShownPage[] {
    return this.course.pages;
  }

  private indexIn(pages: ShownPage[]): number {
    return Math.max(
      0,
      pages.findIndex(({ page }) => page.id === this.pageId),
    );
  }

  private get draftKey(): string {
    return `survey:${this.view!.activity.id}`;
  }
}

/** A response that begins now: the day in Québec, and 32 random bits. */
function newCircumstances(): Circumstances {
  const begun = quebecDay(new Date());
  return { begun, seed: crypto.getRandomValues(new Uint32Array(1))[0]! };
}

define('cq-survey', CqSurvey);

declare global {
  interface HTMLElementTagNameMap {
    'cq-survey': CqSurvey;
  }
}
