import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from '../base/decorators.js';
import type { ClientEvent, ClientProblem, Durability, Pending } from '../../client/client.js';
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
import { maybeLogic } from '../../domain/conditions.js';
import { firstViewOf } from '../../domain/parts.js';
import { quebecDay } from '../../domain/quebec-day.js';
import { define } from '../base/define.js';
import { ConsultationElement } from '../base/element.js';
import { button } from '../base/forms/button.js';
import { checkbox, errorSummary, formStyles } from '../base/forms.js';
import type { SummaryError } from '../base/forms/error-summary.js';
import { icon } from '../base/icons.js';
import { additions, newStyles } from '../base/forms/view.js';
import { inLanguage } from '../base/language.js';
import { type AllEntered, answersIn, type Entered, enteredFrom } from '../../domain/entered.js';
import { endPart, keepingPart, needParts, parkingPart, timePart } from './parts.js';
import type * as End from './parts/survey-end.js';
import type { Kept, SurveyKeeping } from './parts/survey-keeping.js';
import type { Clock, TimeLimit } from './parts/survey-time.js';
import { controlId, prose, questionTemplate } from './question.js';
import { styles } from './styles.js';

type Stage = End.Stage;
type Place = End.Place;

/** What survives a reload: what was entered, and where. */
interface SurveyDraft {
  entered: AllEntered;
  page: string;
  checking: boolean;
  /** Missing in what earlier releases kept. */
  circumstances?: Circumstances;
  clock?: Clock | undefined;
  keeping?: Kept;
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

  /** What follows the pages: there soon after the first one. */
  private end?: typeof End | undefined;
  private limit?: TimeLimit | undefined;
  /** Copies, changes, drafts elsewhere. */
  private keeping?: SurveyKeeping | undefined;
  private kept: Kept = {};

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('popstate', this.travelled);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('popstate', this.travelled);
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
    const there = await needParts(this.definition);
    this.wear(...newStyles);
    if (!there) this.tellProblem({ code: 'offline', title: '' });
    return there;
  }

  protected override async fetchOwn(): Promise<unknown> {
    // Fetched meanwhile, so that turning the page waits for nothing.
    if (this.view) void needParts(this.definition);
    const [end, keeping] = await Promise.all([
      this.end ?? endPart().catch(() => undefined),
      this.keeping ??
        keepingPart().then(
          ({ SurveyKeeping }) => new SurveyKeeping(this.keepingHost()),
          () => undefined,
        ),
    ]);
    const first = !this.keeping;
    this.keeping = keeping;
    // Before it opens and once it is closed, this comes before the view.
    if (first && this.view) keeping?.arrive(...this.standing);
    return (this.end = end);
  }

  protected override async loaded(): Promise<void> {
    this.fill(this.view!.fullQuotas);
    if (this.started || this.stage !== 'page') return;
    const draft = await this.client.draft<SurveyDraft>(this.draftKey);
    if (this.started) return;
    if (!draft) {
      this.entered = this.prefilled();
      return this.loadEarlier();
    }
    this.keep = draft.kept;
    this.takeUp(draft.value);
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
    this.circumstances = { ...this.circumstances, full };
    this.followed = undefined;
  }

  /** What the part that keeps things may see and do here. */
  private keepingHost(): ConstructorParameters<typeof SurveyKeeping>[0] {
    const survey = () => this;
    return {
      client: this.client,
      get view() {
        return survey().view!;
      },
      get language() {
        return survey().language;
      },
      get kept() {
        return survey().kept;
      },
      set kept(kept) {
        survey().kept = kept;
      },
      get draft() {
        return survey().started && survey().end?.isOnTheWay(survey().stage) ? survey().draft : undefined;
      },
      get answers() {
        return survey().answers;
      },
      adopt: async (draft) => {
        if (!(await this.needRest())) return;
        this.takeUp(draft as SurveyDraft);
        await this.show(this.stage);
      },
      parking: parkingPart,
      change: () => this.change(),
      leave: () => this.leave(),
      save: () => this.save(),
      say: (words) => this.say(words),
      focusOn: (selector) => this.focusOn(selector),
      requestUpdate: () => this.requestUpdate(),
    };
  }

  /** Opens what was sent at the check, from where each answer can be changed. */
  private async change(): Promise<void> {
    const { id, version } = this.receipt!;
    this.entered = enteredFrom(this.definition, this.sent);
    this.kept = { changes: { response: id, version: version + 1 } };
    this.started = true;
    this.earlier = false;
    await this.show('check');
  }

  /** Leaves the answers that were sent as they are. */
  private async leave(): Promise<void> {
    this.reset();
    await this.client.forgetDraft(this.draftKey);
    await this.loadEarlier();
    await this.focusOn('#receipt-title');
  }

  /** What the page around fills in, where the definition lets it. */
  private prefilled(): AllEntered {
    const address = new URLSearchParams(location.search);
    return (
      maybeLogic()?.prefilled(this.definition, {
        attribute: (name) => this.getAttribute(`data-${name}`),
        parameter: (name) => address.get(name),
      }) ?? {}
    );
  }

  /** Begins to count where the survey limits the time: from the first answer on. */
  private startClock(clock?: Clock): void {
    const { timeLimit } = this.definition;
    const Limit = timePart();
    if (!timeLimit || !Limit) return;
    this.limit?.stop();
    this.limit = new Limit(
      timeLimit,
      {
        say: (words) => this.say(words),
        changed: () => {
          this.requestUpdate();
          this.save();
        },
        expired: () => void this.goOn('check'),
      },
      clock,
    );
  }

  /** Shows who has answered already what they gave, so that they know it, and can take it back. */
  private async loadEarlier(): Promise<void> {
    const answer = await this.client.contributions();
    if (!answer.ok || this.started || this.stage !== 'page') return;
    const activity = this.view!.activity.id;
    const given = answer.value.items.find((item) => item.activity === activity && item.state !== 'withdrawn');
    if (!given?.content) return;
    const {
      answers,
      version = 1,
      changedAt,
    } = given.content as {
      answers: Answers;
      version?: number;
      changedAt?: string | null;
    };
    const acceptedAt = changedAt ?? given.acceptedAt;
    this.receipt = { id: given.id, kind: 'response', activity, acceptedAt, version };
    this.sent = answers;
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
    const { end, stage } = this;
    if (stage === 'page') return this.renderPage();
    if (!end) return this.renderTrouble();
    switch (stage) {
      case 'check':
        return this.renderCheck(end);
      case 'ended':
        return end.endedStage(this.course.ending!, this.localized, () => this.previous());
      case 'saved':
        return end.savedStage();
      case 'receipt':
        return this.renderReceipt(end);
      case 'withdrawn':
        return end.withdrawnStage(() => this.restart());
    }
  }

  protected override alsoCollected(): unknown {
    return this.end?.alsoCollected(this.definition, this.localized);
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
      ${this.renderRestored()} ${this.renderProgress(index, pages)} ${this.limit?.notice()}
      ${this.renderTrouble()} ${errorSummary({ root: this.renderRoot, errors: this.errorMessages() })}
      <form novalidate @submit=${(event: Event) => void this.next(event)}>
        <h3 id="page-title" tabindex="-1">${this.localized(shown.page.title)}</h3>
        ${shown.page.description ? prose(shown.page.description, this.localized) : nothing}
        <div class="questions">${shown.questions.map((question) => this.renderQuestion(question))}</div>
        ${this.renderKeep()} ${this.renderPrivacy()} ${this.keeping?.renderNotice()}
        <div class="row">
          ${button({ label: msg('Continuer'), type: 'submit' })}
          ${
            index > 0
              ? button({ label: msg('Précédent'), variant: 'secondary', onClick: () => this.previous() })
              : nothing
          }
        </div>
      </form>
      ${index === 0 || this.started ? this.keeping?.renderElsewhere() : nothing}
    `;
  }

  private renderQuestion(question: ShownPage['questions'][number]): TemplateResult | typeof nothing {
    const errors = isAsked(question) ? this.errors.filter((one) => one.question === question.id) : [];
    return questionTemplate(question, {
      id: controlId(question),
      entered: this.entered[question.id] ?? {},
      errors: errors.map((one) => ({ ...one, message: this.end!.errorWords(question as Asked, one) })),
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
        say: (words) => this.say(words),
        update: () => this.requestUpdate(),
      },
    });
  }

  private renderProgress(index: number, pages: readonly ShownPage[]): TemplateResult {
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
    if (this.kept.changes) return this.keeping?.renderChanging() ?? nothing;
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

  private renderCheck(end: typeof End): TemplateResult {
    const { pages, answers, ending } = this.course;
    return html`${this.renderRestored()} ${this.renderProgress(pages.length, pages)} ${this.limit?.notice()}
    ${end.checkStage({
      pages,
      answers,
      ending,
      localize: this.localized,
      refusal: this.refusal,
      sending: this.sending,
      say: this.announce,
      privacy: this.renderPrivacy(),
      onModify: (page, question) => void this.modify(page, question),
      onSend: () => void this.send(),
      onPrevious: () => this.previous(),
    })}`;
  }

  private renderReceipt(end: typeof End): unknown {
    return end.receiptStage({
      participation: this.participation,
      definition: this.definition,
      receipt: this.receipt!,
      answers: this.sent,
      earlier: this.earlier,
      again: this.earlier && this.canTakePart && this.definition.responses !== 'one',
      withdrawing: this.withdrawing,
      sending: this.sending,
      refusal: this.refusal,
      localize: this.localized,
      say: this.announce,
      device: html`${this.keeping?.renderReceipt(this.receipt!, this.sent, this.canTakePart)}
      ${this.renderOnThisDevice()}`,
      onAgain: () => this.restart(),
      onAskWithdrawal: () => void this.askWithdrawal(),
      onWithdraw: () => void this.withdraw(),
      onKeep: () => {
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
    return this.end?.givenAnswers(this.definition, contribution.answers, this.localized);
  }

  private enter(question: string, change: Entered): void {
    if (!this.started) {
      this.emit('cq-start', undefined);
      this.startClock();
    }
    const first = !this.started;
    this.started = true;
    this.entered = { ...this.entered, [question]: { ...this.entered[question], ...change } };
    this.save();
    if (first) this.note();
  }

  /** Checks the page, and only then: nobody is told of an error while they still type. */
  private async next(event: Event): Promise<void> {
    event.preventDefault();
    if (!(await this.participate()) || !(await this.needRest())) return;
    const pages = this.pages;
    const index = this.indexIn(pages);
    this.errors = checkPage(pages[index]!, this.course);
    if (this.errors.length > 0) return this.focusOn('#error-summary');
    const following = this.stage === 'page' && this.returning ? this.firstWrong(pages) : pages[index + 1];
    if (following) await this.turnTo(following.page.id);
    else await this.goOn(this.course.ending?.keep === false ? 'ended' : 'check');
  }

  /** To what follows the pages, once it is there. */
  private async goOn(stage: Stage): Promise<void> {
    if ((await this.participate()) && (await this.needRest())) await this.show(stage);
  }

  private previous(): void {
    const pages = this.pages;
    const before =
      this.stage === 'check' || this.stage === 'ended' ? pages.at(-1) : pages[this.indexIn(pages) - 1];
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
    const isPage = stage === 'page' || stage === 'check' || stage === 'ended';
    if (isPage) {
      this.save();
      this.note();
      this.pushPage();
    } else {
      this.limit?.stop();
    }
    if (elsewhere()) return;
    await this.focusOn(isPage ? '#page-title' : '#receipt-title');
  }

  private note(): void {
    this.keeping?.note(...this.standing);
  }

  /** On which page one is, and whether one checks one's answers. */
  private get standing(): [page: string, check: boolean] {
    const pages = this.pages;
    return [pages[this.indexIn(pages)]!.page.id, this.stage === 'check'];
  }

  private pushPage(): void {
    const here: Place = { stage: this.stage, page: this.pageId };
    if (this.history && !this.travelling) this.end?.pushPlace(this.historyKey, here);
  }
  private travelling = false;

  /** Back or forward in the browser: to the page that was shown then, without its being pushed again. */
  private readonly travelled = ({ state: kept }: PopStateEvent): void => {
    if (!this.history || !this.view || !this.end?.isOnTheWay(this.stage)) return;
    const there = this.end.placeIn(kept, this.historyKey);
    if (there.stage === this.stage && there.page === this.pageId) return;
    this.travelling = true;
    this.pageId = there.page;
    void this.show(there.stage).finally(() => (this.travelling = false));
  };

  private get historyKey(): string {
    return `cq:${this.consultation}:${this.view!.activity.id}`;
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
      full: checked.value.ending && this.circumstances.full,
      changes: this.kept.changes,
      begun: JSON.stringify(this.definition).includes('"today":') ? this.circumstances.begun : undefined,
    });
    this.sending = false;
    this.announce('');
    if (!answer.ok) {
      await this.endWhereFull(answer.problem);
      return this.refused(this.describe(answer.problem), answer.problem);
    }
    this.sent = checked.value.answers;
    if (answer.value.state === 'stored') return this.stored(answer.value.receipt, elsewhere);
    this.sentId = answer.value.id;
    // What only this visit's memory holds stays in the draft too, until the backend has it.
    if ((await this.client.durability()) === 'device') await this.client.forgetDraft(this.draftKey);
    await this.saySaved();
    await this.show('saved', elsewhere);
  }

  /** A quota became full meanwhile: the way ends where the definition says, and the answers stay. */
  private async endWhereFull(problem: ClientProblem): Promise<void> {
    if (!('quota' in problem) || problem.quota === undefined) return;
    this.fill([...(this.circumstances.full ?? []), problem.quota]);
    await this.show(this.course.ending?.keep === false ? 'ended' : 'check');
  }

  private stored(receipt: Receipt, elsewhere = this.markFocus()): void {
    this.receipt = receipt;
    this.entered = {};
    this.leaveKept((keeping, kept) => keeping.done(kept));
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

  /** Lets go of what was kept elsewhere, once the part that knows how is there. */
  private leaveKept(how: (keeping: SurveyKeeping, kept: Kept) => void): void {
    const { kept } = this;
    this.kept = {};
    if (this.keeping) how(this.keeping, kept);
    else if (kept.progress || kept.parked)
      void this.participate().then(() => this.keeping && how(this.keeping, kept));
  }

  private restart(): void {
    this.reset();
    void this.client.forgetDraft(this.draftKey);
    void this.focusOn('#page-title');
  }

  private reset(): void {
    this.leaveKept((keeping, kept) => keeping.restarted(kept));
    this.stage = 'page';
    this.pageId = this.refusal = this.sentId = '';
    this.entered = this.sent = {};
    this.circumstances = newCircumstances();
    this.fill(this.view?.fullQuotas);
    this.limit?.stop();
    this.limit = undefined;
    this.errors = [];
    this.started = this.restored = this.keep = this.returning = this.earlier = this.withdrawing = false;
    this.receipt = undefined;
  }

  private save(): void {
    if (this.started) void this.saveDraft();
  }

  private saveDraft(): Promise<Durability> {
    return this.client.saveDraft(this.draftKey, this.draft, { keep: this.keep });
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

  private errorMessages(): readonly SummaryError[] {
    if (this.errors.length === 0) return [];
    const plain = (text: LocalizedText) => inLanguage(this.piped(text), this.language).text;
    return this.end!.errorMessages(this.pages, this.errors, plain);
  }

  /** A text of the definition with the answers that it takes up. */
  protected override readonly localized = (text: LocalizedText): string | TemplateResult => {
    const { text: words, lang } = inLanguage(this.piped(text), this.language);
    return lang === this.language ? words : html`<span lang=${lang}>${words}</span>`;
  };

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
