import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from '../base/decorators.js';
import type { ClientEvent, Draft, Durability } from '../../client/client.js';
import type { Answers } from '../../contract/survey.js';
import type { LocalizedText } from '../../contract/text.js';
import type { View } from '../../contract/consultation.js';
import {
  type AnswerError,
  type Circumstances,
  type Course,
  follow,
  isAsked,
  type ShownPage,
} from '../../domain/survey.js';
import { firstViewOf } from '../../domain/parts.js';
import { quebecDay } from '../../domain/quebec-day.js';
import { define } from '../base/define.js';
import { ConsultationElement } from '../base/element.js';
import { button } from '../base/forms/button.js';
import { checkbox, errorSummary, formStyles } from '../base/forms.js';
import { icon } from '../base/icons.js';
import { additions, newStyles } from '../base/forms/view.js';
import { localizedIn } from '../base/language.js';
import { type AllEntered, answersIn, type Entered, joined } from '../../domain/entered.js';
import { beginnings } from './beginnings.js';
import type { Stage, SurveyDraft } from './draft.js';
import type { SurveyInside } from './inside.js';
import { copyPart, endPart, needParts, parkingPart } from './parts.js';
import type { AfterPages } from './parts/after-pages.js';
import type { Kept } from './parts/keeping.js';
import type { Clock, TimeLimit } from './parts/time-limit.js';
import { controlId, prose, questionTemplate } from './question.js';
import { styles } from './styles.js';

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
 * @csspart elsewhere - Where one continues on another device, or here with what another has left.
 * @csspart time - How much time is left, where a survey limits it.
 */
export class CqSurvey extends ConsultationElement<'survey'> {
  static override styles = [...ConsultationElement.styles, formStyles, styles];

  /** Lets the browser's back and forward turn the survey's pages. Without it the page's history stays untouched. */
  @property({ type: Boolean }) history = false;

  protected readonly kind = 'survey';

  @state() private stage: Stage = 'page';
  /** The page that is shown, by its id: which pages there are depends on the answers. */
  @state() private pageId = '';
  @state() private entered: AllEntered = {};
  @state() private errors: AnswerError[] = [];
  @state() private restored = false;
  @state() private keep = false;
  /** That the device keeps nothing, in words, once somebody has asked it to. */
  @state() private keepRefused = '';
  /** What the way through the survey hangs on beside the answers; kept with the draft once something is entered. */
  private circumstances: Circumstances = newCircumstances();
  private started = false;
  private returning = false;

  /** What follows the pages: there soon after the first one. */
  private rest?: AfterPages | undefined;
  private limit?: TimeLimit | undefined;
  /** What is kept elsewhere: for the part that knows how. */
  private kept: Kept = {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.rest?.listen();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.rest?.listen(false);
    this.limit?.stop();
  }

  protected override async needs(view: View): Promise<boolean> {
    const survey = view.activity as CqSurvey['definition'];
    // Who has begun, or taken part, may be shown any page at once.
    const begun = this.client.participant || (await this.client.draft(`survey:${survey.id}`));
    const there = await needParts(begun ? survey : firstViewOf(survey));
    this.wear(...newStyles);
    return there;
  }

  /** What the pages after the first one need beside it; where it cannot be had, that is told. */
  private async needRest(): Promise<boolean> {
    const there = (await needParts(this.definition)) && !!(this.rest ?? (await this.fetchOwn()));
    this.wear(...newStyles);
    if (!there) this.tellProblem({ code: 'offline', title: '' });
    return there;
  }

  protected override async fetchOwn(): Promise<unknown> {
    // Fetched meanwhile, so that turning the page waits for nothing.
    if (this.view) void needParts(this.definition);
    const end = await endPart().catch(() => undefined);
    if (this.rest || !end) return this.rest;
    this.rest = new end.AfterPages(this as unknown as SurveyInside, parkingPart, copyPart);
    // Before it opens and once it is closed, this comes before the view.
    if (this.view) this.rest.arrive();
    return true;
  }

  protected override async loaded(): Promise<void> {
    this.fill(this.view!.fullQuotas);
    await this.catchUp();
    if (this.started || this.stage !== 'page') return;
    this.entered = beginnings.prefilled?.(this) ?? {};
    if (this.client.participant && (await this.participate())) await this.rest?.loadEarlier();
  }

  /** Takes up the draft, or what another tab or another survey of this page has entered of it since. */
  private async catchUp(): Promise<Draft<SurveyDraft> | undefined> {
    const draft = await this.client.draft<SurveyDraft>(this.draftKey);
    // Who has not turned the first page may lack what reads the others.
    if (!draft || !this.isOnTheWay || !(await needParts(this.definition))) return draft;
    this.keep = draft.kept;
    if (this.started) this.join(draft.value);
    else this.takeUp(draft.value);
    return draft;
  }

  /** The later change of each question counts; the page stays. Answers that were sent are changed apart from others. */
  private join({ entered, keeping = {} }: SurveyDraft): void {
    if (keeping.changes?.response !== this.kept.changes?.response) return;
    this.kept = { ...keeping, ...this.kept };
    const before = this.entered;
    this.entered = joined(before, entered);
    if (this.entered !== before) this.rest?.joined();
  }

  private takeUp({ entered, page, circumstances, checking, clock, keeping = {} }: SurveyDraft): void {
    this.entered = entered;
    this.pageId = page;
    this.circumstances = circumstances ?? this.circumstances;
    this.fill(this.view!.fullQuotas);
    this.stage = checking ? 'check' : 'page';
    this.kept = keeping;
    this.started = this.restored = true;
    this.startClock(clock);
  }

  /** Lets the way through the survey end where quotas are full. */
  private fill(full: readonly string[] | undefined): void {
    this.circumstances.full = full;
    this.followed = undefined;
  }

  /** Begins to count where the survey limits the time: from the first answer on. */
  private startClock(clock?: Clock): void {
    this.limit?.stop();
    this.limit = beginnings.clock?.(this, clock);
  }

  protected override heard(event: ClientEvent): void {
    if (event.type === 'forgotten') this.reset();
    if (event.type === 'stored') {
      if (event.receipt.activity !== this.view?.activity.id) return;
      if (event.receipt.kind === 'response') this.emit('cq-submit', event.receipt);
    }
    this.rest?.heard(event);
  }

  protected override renderReady(): TemplateResult {
    return html`<section class="stack" aria-labelledby="title">
      <h2 id="title" tabindex="-1">${this.localized(this.definition.title)}</h2>
      ${this.renderStanding()} ${this.renderPending()}
      ${this.canTakePart || this.stage === 'receipt' || this.stage === 'saved' ? this.renderStage() : this.renderAbout()}
    </section>`;
  }

  private renderStage(): unknown {
    return this.stage === 'page' ? this.renderPage() : (this.rest?.render() ?? this.renderTrouble());
  }

  protected override alsoCollected(): unknown {
    return this.rest?.alsoCollected();
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
      ${this.renderAbove(index)} ${this.renderTrouble()}
      ${errorSummary({ root: this.renderRoot, errors: this.rest?.summary() ?? [] })}
      <form novalidate @submit=${(event: Event) => void this.next(event)}>
        <h3 id="page-title" tabindex="-1">
          ${this.localized(shown.page.title)}${this.definition.onePerPage ? additions.numbered?.(pages, index) : nothing}
        </h3>
        ${shown.page.description ? prose(shown.page.description, this.localized) : nothing}
        <div class="questions">${shown.questions.map((question) => this.renderQuestion(question))}</div>
        ${this.renderKeep()} ${this.renderPrivacy()} ${this.rest?.renderNotice()}
        <div class="row">
          ${button({ label: msg('Continuer'), type: 'submit' })}
          ${
            index > 0
              ? button({
                  label: msg('Précédent'),
                  variant: 'secondary',
                  onClick: () => this.rest?.previous(),
                })
              : nothing
          }
        </div>
      </form>
      ${index === 0 || this.started ? this.rest?.renderElsewhere() : nothing}
    `;
  }

  private renderQuestion(question: ShownPage['questions'][number]): TemplateResult | typeof nothing {
    return questionTemplate(question, {
      id: controlId(question),
      entered: this.entered[question.id] ?? {},
      errors: (isAsked(question) && this.rest?.errorsOf(question)) || [],
      localize: this.localized,
      onChange: (change) => this.enter(question.id, change),
      known: this.course,
      seed: this.circumstances.seed,
      say: this.announce,
      root: this.renderRoot,
      host: {
        client: this.client,
        activity: this.view!.activity.id,
        language: this.language,
        entered: () => this.entered[question.id] ?? {},
        // What becomes of files once they are sent is told with the response.
        say: (words) => this.isOnTheWay && this.say(words),
        removed: (index) => this.rest?.removed(question.id, index),
        update: () => this.requestUpdate(),
      },
    });
  }

  /** What stands above a page, and above the check after them all: what was found again, how far one is, what time is left. */
  private renderAbove(index: number): TemplateResult {
    return html`${this.renderRestored()} ${this.renderProgress(index)}
    ${this.limit?.notice() ?? (this.started ? nothing : beginnings.ahead?.(this.definition))}`;
  }

  private renderProgress(index: number): TemplateResult {
    const { pages } = this;
    // The check counts as the last step: «Étape 4 de 4» is true when nothing is left but to send.
    const [step, steps] = [index + 1, pages.length + 1];
    const words = msg(str`Étape ${step} de ${steps}`);
    const section = this.definition.sections?.find(({ id }) => id === pages[index]?.page.section);
    return html`<div part="progress">
      <p class="muted" id="progress">
        ${section ? html`${this.localized(section.title)} – ${words}` : words}
      </p>
      <progress max=${steps} value=${step} aria-labelledby="progress"></progress>
    </div>`;
  }

  private renderRestored(): unknown {
    const changing = this.rest?.renderChanging();
    if (changing || !this.restored) return changing ?? nothing;
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

  private renderPending(): unknown {
    // What was refused stands in the form already, where there is one.
    const inForm = this.canTakePart && 'page check'.includes(this.stage) && this.kept.refused;
    const shown = this.pending.filter(
      ({ id, kept, state }) => (kept || state === 'refused') && id !== inForm,
    );
    return this.renderKept(shown, (entry) => this.rest?.describe(entry));
  }

  private enter(question: string, change: Entered): void {
    const first = !this.started;
    if (first) {
      this.emit('cq-start', undefined);
      this.startClock();
    }
    this.started = true;
    const before = this.entered[question];
    // Later than before, though the device's clock were set back.
    const at = Math.max(Date.now(), (before?.at ?? 0) + 1);
    this.entered = { ...this.entered, [question]: { ...before, ...change, at } };
    this.save();
    if (first) this.rest?.note();
  }

  private async next(event: Event): Promise<void> {
    event.preventDefault();
    if (await this.isWhole()) await this.rest?.next();
  }

  /** Whether all is there that follows the first page; where it cannot be had, that is told. */
  private async isWhole(): Promise<boolean> {
    return !!(await this.participate()) && (await this.needRest());
  }

  private get isOnTheWay(): boolean {
    return 'page check ended'.includes(this.stage);
  }

  private restart(): void {
    this.reset();
    void this.forgetDraft();
    void this.focusOn('#page-title');
  }

  /** It is sent, or begun anew; so it is wherever this page shows it. */
  private forgetDraft(): Promise<void> {
    return this.client.forgetDraft(this.draftKey).finally(() => void this.share());
  }

  /** Tells the other surveys of this page that the draft changed, once what hears of it is there. */
  private async share(): Promise<void> {
    if (!this.rest) await this.fetchOwn();
    this.rest?.share();
  }

  private reset(): void {
    const { rest, kept } = this;
    if (rest) rest.reset();
    // What is kept elsewhere is let go of once the part that knows how is there.
    else if (kept.progress || kept.parked || kept.refused)
      void this.participate().then(() => this.rest?.letGo(kept));
    this.kept = {};
    this.stage = 'page';
    this.pageId = '';
    this.entered = {};
    this.circumstances = newCircumstances();
    this.fill(this.view?.fullQuotas);
    this.limit?.stop();
    this.limit = undefined;
    this.errors = [];
    this.started = this.restored = this.keep = this.returning = false;
  }

  private async keepOnDevice(keep: boolean): Promise<void> {
    this.keep = keep;
    if (await this.participate()) await this.rest?.keepOnDevice();
  }

  private save(): void {
    if (this.started && this.isOnTheWay) void this.saveDraft();
  }

  /** With what was entered elsewhere since. */
  private async saveDraft(keep?: boolean): Promise<Durability> {
    await this.catchUp();
    this.keep = keep ?? this.keep;
    return this.client
      .saveDraft(this.draftKey, this.draft, { keep: this.keep })
      .finally(() => void this.share());
  }

  private get draft(): SurveyDraft {
    return {
      entered: this.entered,
      page: this.pageId,
      checking: this.stage === 'check',
      circumstances: this.circumstances,
      clock: this.limit?.clock,
      keeping: this.kept,
    };
  }

  /** A text of the definition with the answers that it takes up. */
  protected override readonly localized = (text: LocalizedText): string | TemplateResult =>
    localizedIn(this.piped(text), this.language);

  private piped(text: LocalizedText): LocalizedText {
    return additions.piped?.(text, this.course) ?? text;
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

  private get shownPage(): ShownPage {
    return this.pages[this.indexIn(this.pages)]!;
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
  const now = new Date();
  let begun: string | undefined;
  return {
    // Worked out where something hangs on it: telling a day costs a tenth of what the first view may take.
    get begun() {
      return (begun ??= quebecDay(now));
    },
    seed: crypto.getRandomValues(new Uint32Array(1))[0]!,
  };
}

define('cq-survey', CqSurvey);

declare global {
  interface HTMLElementTagNameMap {
    'cq-survey': CqSurvey;
  }
}
