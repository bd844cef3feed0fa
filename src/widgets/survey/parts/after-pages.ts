import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import type { ClientEvent, ClientProblem, Pending } from '../../../client/client.js';
import type { Receipt } from '../../../contract/contributions.js';
import type { Answers } from '../../../contract/survey.js';
import type { LocalizedText } from '../../../contract/text.js';
import { asJson } from '../../../domain/json.js';
import { joined } from '../../../domain/entered.js';
import { enteredFrom } from '../../../domain/entered-from.js';
import { type Asked, isAsked, type ShownPage } from '../../../domain/survey.js';
import { saySame } from '../../../domain/same-answers.js';
import { checkAnswers, checkPage } from '../../../domain/survey-check.js';
import { button } from '../../base/forms/button.js';
import type { SummaryError } from '../../base/forms/error-summary.js';
import { additions, type FieldError } from '../../base/forms/view.js';
import { inLanguage, localizedIn } from '../../base/language.js';
import { controlId } from '../question.js';
import type { Stage, SurveyDraft } from '../draft.js';
import type { SurveyInside } from '../inside.js';
import {
  alsoCollected,
  checkStage,
  endedStage,
  errorMessages,
  givenAnswers,
  receiptStage,
  savedStage,
  stageStyles,
  withdrawnStage,
} from './stages.js';
import { type Kept, SurveyKeeping } from './keeping.js';
import { errorWords } from './words.js';

/** How the surveys of this page tell each other what the browser tells other tabs: `detail` is the one that wrote. */
const drafts = new EventTarget();

/** Where one is, in the browser's history. */
interface Place {
  stage: Stage;
  page: string;
}

/**
 * The half of a survey that follows its pages: what is wrong with one, the check, sending, the receipt, taking back,
 * changing, and the browser's history. It works on the element's own state, as far as `SurveyInside` says.
 */
export class AfterPages {
  private receipt: Receipt | undefined;
  /** What was sent, for the receipt's copy. */
  private sent: Answers = {};
  private sentId = '';
  private sending = false;
  private withdrawing = false;
  /** Whether what is shown was given on an earlier visit. */
  private earlier = false;
  /** Why what was sent was refused, in words. */
  private refusal = '';
  /** The refused sending of which one is being asked whether it may replace what was begun since. */
  private replacing = '';
  private travelling = false;
  private readonly keeping: SurveyKeeping;

  /** `parking` fetches what only those need who go on elsewhere, `copying` what makes copies of what was sent. */
  constructor(
    private readonly survey: SurveyInside,
    private readonly parking: ConstructorParameters<typeof SurveyKeeping>[0]['parking'],
    private readonly copying: ConstructorParameters<typeof SurveyKeeping>[0]['copying'],
  ) {
    this.keeping = new SurveyKeeping(this.keepingHost());
    survey.wear(stageStyles);
    if (survey.isConnected) this.listen();
  }

  /** Hears of the browser's history, and of drafts, while the survey stands on a page. */
  listen(on = true): void {
    const change = on ? 'addEventListener' : 'removeEventListener';
    window[change]('popstate', this.travelled as EventListener);
    for (const source of [window, drafts]) source[change]('storage', this.hears);
    window[change]('pageshow', this.hears);
  }

  /**
   * Another tab, or the same survey elsewhere on this page, may have kept the draft, or let go of it; a page that the
   * browser had set aside, and shows again, has heard of none of that.
   */
  private readonly hears = (event: Event): void => {
    const { survey } = this;
    const { detail, key, persisted } = event as CustomEvent<unknown> & StorageEvent & PageTransitionEvent;
    if (!survey.view || detail === survey || persisted === false) return;
    // The host page keeps things of its own; where all of them are cleared, no key is named.
    if (key && !key.endsWith(`:${survey.draftKey}`)) return;
    void survey.catchUp().then((draft) => {
      this.drafted();
      if (!survey.started || !this.isOnTheWay) return;
      if (draft) return this.amend(draft.value);
      if (!detail) return void this.keepUnlessSent();
      survey.kept = {};
      survey.reset();
    });
  };

  /**
   * Where another tab has begun anew, or keeps the draft no more, it stays here for the visit; where that tab has sent
   * just this, it is not there to be sent again.
   */
  private async keepUnlessSent(): Promise<void> {
    const { survey } = this;
    await survey.saveDraft(false);
    const given = await this.given();
    const checked = checkAnswers(survey.definition, survey.answers, survey.circumstances);
    if (!given || !this.isOnTheWay || !checked.ok || !saySame(given.content.answers, checked.value.answers))
      return;
    survey.kept = {};
    survey.reset();
    await survey.forgetDraft();
    await this.loadEarlier();
  }

  /**
   * Two that write in the same instant each write over the other, and each hears of it: whose change is missing then
   * adds it. No lock could promise more, since one tab reads what another has written a little later; and waiting for
   * one, a tab that is closed right after a key would lose it.
   */
  private amend({ entered, keeping }: SurveyDraft): void {
    const { survey } = this;
    if (keeping?.changes?.response !== survey.kept.changes?.response) return;
    if (keeping?.refused) survey.kept = { ...survey.kept, refused: keeping.refused };
    if (joined(entered, survey.entered) !== entered) survey.save();
  }

  /** Tells the other surveys of this page, and the parts, that the draft changed. */
  share(): void {
    drafts.dispatchEvent(new CustomEvent('storage', { detail: this.survey }));
    this.drafted();
  }

  private drafted(): void {
    const { survey } = this;
    additions.drafted?.(survey.client, survey.view!.activity.id, survey.entered);
  }

  /** Checks the page, and only then: nobody is told of an error while they still type. */
  async next(): Promise<void> {
    const { survey } = this;
    const pages = survey.pages;
    const index = survey.indexIn(pages);
    survey.errors = checkPage(pages[index]!, survey.course);
    if (survey.errors.length > 0) return survey.focusOn('#error-summary');
    const following = survey.returning ? this.firstWrong() : pages[index + 1];
    if (following) await this.turnTo(following.page.id);
    else await this.show(survey.course.ending?.keep === false ? 'ended' : 'check');
  }

  previous(): void {
    const { survey } = this;
    const pages = survey.pages;
    const isAfter = survey.stage === 'check' || survey.stage === 'ended';
    const before = isAfter ? pages.at(-1) : pages[survey.indexIn(pages) - 1];
    if (before) void this.turnTo(before.page.id);
  }

  private firstWrong(): ShownPage | undefined {
    const { survey } = this;
    return survey.pages.find((page) => checkPage(page, survey.course).length > 0);
  }

  private async turnTo(page: string): Promise<void> {
    this.survey.pageId = page;
    await this.show('page');
  }

  async show(stage: Stage, elsewhere = () => false): Promise<void> {
    const { survey } = this;
    if (stage === 'check') survey.returning = false;
    survey.stage = stage;
    survey.errors = [];
    survey.restored = false;
    if (this.isOnTheWay) survey.save();
    else survey.limit?.stop();
    this.shown();
    if (elsewhere()) return;
    await survey.focusOn(this.isOnTheWay ? '#page-title' : '#receipt-title');
  }

  /** Takes up what happened before this part was there: a link that was opened, a first answer. */
  arrive(): void {
    this.keeping.arrive(...this.standing);
    // What others have entered meanwhile was not heard.
    if (this.survey.started) void this.survey.catchUp();
  }

  render(): unknown {
    const { survey } = this;
    switch (survey.stage) {
      case 'page':
        return nothing;
      case 'check':
        return this.renderCheck();
      case 'ended':
        return endedStage(survey.course.ending!, survey.localized, () => this.previous());
      case 'saved':
        return savedStage(!!this.refusal, survey.canTakePart);
      case 'receipt':
        return this.renderReceipt();
      case 'withdrawn':
        return withdrawnStage(() => survey.restart());
    }
  }

  private renderCheck(): unknown {
    const { survey } = this;
    const { pages, answers, ending } = survey.course;
    return html`${survey.renderAbove(pages.length)}
    ${checkStage({
      pages,
      answers,
      ending,
      localize: survey.localized,
      refusal: this.refusal,
      sending:
        this.sending && survey.participation?.sendingWords(survey.client.pending(survey.view!.activity.id)),
      say: survey.announce,
      privacy: survey.renderPrivacy(),
      onModify: (page, question) => void this.modify(page, question),
      onSend: () => void this.send(),
      onPrevious: () => this.previous(),
    })}`;
  }

  private renderReceipt(): unknown {
    const { survey } = this;
    const canTakePart = survey.canTakePart;
    const definition = survey.definition;
    return receiptStage({
      participation: survey.participation,
      definition,
      receipt: this.receipt!,
      answers: this.sent,
      earlier: this.earlier,
      again: this.earlier && canTakePart && definition.responses !== 'one',
      withdrawing: this.withdrawing,
      sending: this.sending,
      refusal: this.refusal,
      localize: this.asGiven,
      say: survey.announce,
      device: html`${this.keeping.renderReceipt(this.receipt!, this.sent, canTakePart)}
      ${survey.renderOnThisDevice()}`,
      onAgain: () => survey.restart(),
      onAskWithdrawal: () => void this.askWithdrawal(),
      onWithdraw: () => void this.withdraw(),
      onKeep: () => {
        this.set({ withdrawing: false });
        void survey.focusOn('#withdraw');
      },
    });
  }

  /** That answers which were sent are being changed, or that some came from elsewhere; nothing where neither is so. */
  renderChanging(): unknown {
    return this.survey.kept.changes ? this.keeping.renderChanging() : this.keeping.renderJoined();
  }

  /** Answers of another tab, or of the same survey elsewhere on this page, were taken up. */
  joined(): void {
    this.keeping.joined();
  }

  /** Beside the form: what becomes of answers that are not sent. */
  renderNotice(): unknown {
    return this.keeping.renderNotice();
  }

  /** Beside the form: going on elsewhere, or here with what was begun elsewhere. */
  renderElsewhere(): unknown {
    return this.keeping.renderElsewhere();
  }

  /** What the page around gives without anybody being asked, for the privacy notice. */
  alsoCollected(): unknown {
    return alsoCollected(this.survey.definition, this.survey.localized);
  }

  /** A text of the definition for a response that was given, which takes up its own answers. */
  private readonly asGiven = (text: LocalizedText) => localizedIn(text, this.survey.language);

  /** What waits on this device, or was refused, in words. */
  describe(entry: Pending): unknown {
    const { contribution } = entry;
    if (contribution.kind !== 'response') return msg('Retrait de vos réponses');
    return html`${givenAnswers(this.survey.definition, contribution.answers, this.asGiven)}
    ${this.canMend(entry) ? this.renderMending(entry) : nothing}`;
  }

  /** Whether what was refused may be sent once it is corrected: not where it stands in the form, or others were received. */
  private canMend({ id, contribution, state }: Pending): boolean {
    const { survey, receipt } = this;
    if (state !== 'refused' || contribution.kind !== 'response' || id === survey.kept.refused) return false;
    const { changes } = contribution;
    const later = changes ? changes.version > (receipt?.version ?? 0) : survey.definition.responses !== 'one';
    return survey.canTakePart && (!receipt || later);
  }

  private renderMending(entry: Pending): unknown {
    if (this.replacing !== entry.id)
      return button({
        label: msg('Corriger ces réponses'),
        compact: true,
        onClick: () => void this.mend(entry),
      });
    return this.survey.participation?.confirmation({
      id: 'replace',
      question: msg('Remplacer par ces réponses celles que vous avez commencées depuis ?'),
      yes: msg('Remplacer'),
      no: msg('Garder'),
      onYes: () => void this.mend(entry, true),
      onNo: () => this.set({ replacing: '' }),
    });
  }

  /** Opens what was refused at the check, to be mended and sent anew; a later draft gives way to it only where `asked`. */
  private async mend({ id, contribution, problem }: Pending, asked = false): Promise<void> {
    const { survey } = this;
    if (contribution.kind !== 'response' || !(await survey.needRest())) return;
    // Where the device keeps nothing, what was sent is the draft still.
    if (!asked && id !== this.sentId && (await survey.client.draft(survey.draftKey))) {
      this.set({ replacing: id });
      return survey.focusOn('#replace');
    }
    const { answers, changes } = contribution;
    await survey.forgetDraft();
    this.take(answers, changes && { changes });
    await this.dropRefused();
    await this.show('check');
    // Its files are kept for the draft now.
    await survey.saveDraft();
    await survey.client.discard(id);
    if (!(await this.showRefused(problem!))) this.refused(problem!);
  }

  /** Files that were refused are no part of the answers any more. */
  private async dropRefused(): Promise<void> {
    const { survey } = this;
    const changes = await additions.refused?.(survey.client, survey.view!.activity.id, survey.entered);
    for (const [question, change] of changes ?? []) survey.enter(question, change);
  }

  /** What is wrong with one question, in words. */
  errorsOf(question: Asked): FieldError[] {
    return this.survey.errors
      .filter((error) => error.question === question.id)
      .map((error) => ({ ...error, message: errorWords(question, error) }));
  }

  /** What is wrong with the page, for the error summary. */
  summary(): readonly SummaryError[] {
    const { survey } = this;
    const plain = (text: LocalizedText) => inLanguage(survey.piped(text), survey.language).text;
    return errorMessages(survey.course.pages, survey.errors, plain);
  }

  /** A member of a group is no more: what was wrong with it is gone, and what is wrong with the others follows them. */
  removed(question: string, index: number): void {
    const { survey } = this;
    survey.errors = survey.errors.flatMap((error) => {
      const [member, ...rest] = error.at ?? [];
      if (error.question !== question || typeof member !== 'number' || member < index) return [error];
      return member === index ? [] : [{ ...error, at: [member - 1, ...rest] }];
    });
  }

  /** Notes how far one came, where the survey counts that. */
  note(): void {
    this.keeping.note(...this.standing);
  }

  /** On which page one is, and whether one checks one's answers. */
  private get standing(): [page: string, check: boolean] {
    const { survey } = this;
    return [survey.shownPage.page.id, survey.stage === 'check'];
  }

  /** What a stage leaves behind: a step of the browser's history, or no refusal any more. */
  private shown(): void {
    this.refusal = this.replacing = '';
    const { survey } = this;
    this.keeping.turned();
    if (!this.isOnTheWay) return;
    // What was said of another page is not left to be read on this one.
    survey.announce('');
    this.note();
    if (!survey.history || this.travelling) return;
    const here: Place = { stage: survey.stage, page: survey.pageId };
    history.pushState({ ...history.state, [this.historyKey]: here }, '');
  }

  /** Back or forward in the browser: to the page that was shown then, without its being pushed again. */
  private readonly travelled = ({ state }: PopStateEvent): void => {
    const { survey } = this;
    if (!survey.history || !survey.view || !this.isOnTheWay) return;
    // On the first page before any was pushed.
    const there = (state as Record<string, Place> | null)?.[this.historyKey] ?? { stage: 'page', page: '' };
    if (there.stage === survey.stage && there.page === survey.pageId) return;
    this.travelling = true;
    survey.pageId = there.page;
    void this.show(there.stage).finally(() => (this.travelling = false));
  };

  private get isOnTheWay(): boolean {
    return this.survey.isOnTheWay;
  }

  private get historyKey(): string {
    return `cq:${this.survey.consultation}:${this.survey.view!.activity.id}`;
  }

  /** Back to one question; «Continuer» then returns to the check, by way of what the change made necessary. */
  private async modify(page: string, question: Asked): Promise<void> {
    const { survey } = this;
    await this.turnTo(page);
    survey.returning = true;
    survey.renderRoot.querySelector<HTMLElement>(`#${CSS.escape(controlId(question))}`)?.focus();
  }

  private async send(): Promise<void> {
    const { survey } = this;
    const circumstances = survey.circumstances;
    const definition = survey.definition;
    const checked = checkAnswers(definition, survey.answers, circumstances);
    if (!checked.ok) return this.correct();
    this.set({ sending: true, refusal: '' });
    const elsewhere = survey.markFocus();
    survey.say(() => msg('Envoi en cours…'));
    const since = Date.now();
    const answer = await survey.contribute({
      kind: 'response',
      answers: checked.value.answers,
      definition: survey.view!.consultation.version,
      // Nothing is told that the definition does not call for.
      full: checked.value.ending && circumstances.full,
      changes: survey.kept.changes,
      begun: asJson(definition).includes('"today":') ? circumstances.begun : undefined,
    });
    this.set({ sending: false });
    survey.announce('');
    await this.holdRefused(answer.ok, since);
    if (!answer.ok) {
      await this.dropRefused();
      await this.endWhereFull(answer.problem);
      if (!(await this.showRefused(answer.problem))) this.refused(answer.problem);
      return;
    }
    this.sent = checked.value.answers;
    if (answer.value.state === 'stored') return this.stored(answer.value.receipt, elsewhere);
    this.sentId = answer.value.id;
    // What only this visit's memory holds stays in the draft too, until the backend has it.
    if ((await survey.client.durability()) === 'device') await survey.forgetDraft();
    await survey.saySaved();
    await this.show('saved', elsewhere);
    this.followSent();
  }

  /** These answers were sent anew: what was refused of them before is gone, and what was refused now takes its place. */
  private async holdRefused(ok: boolean, since: number): Promise<void> {
    const { survey } = this;
    const before = survey.kept.refused;
    const refused = ok ? undefined : (this.justRefused(since) ?? before);
    survey.kept = { ...survey.kept, refused };
    if (before && before !== refused) await survey.client.discard(before);
    if (!ok) survey.save();
  }

  /** What the outbox keeps of what was given `since` and refused. */
  private justRefused(since: number): string | undefined {
    return this.survey.pending.filter(({ state, givenAt }) => state === 'refused' && +givenAt >= since).at(-1)
      ?.id;
  }

  /** What was sent waits still; or it is refused now, or gone: another tab has sent it, or somebody let go of it. */
  private followSent(): void {
    const { survey } = this;
    if (survey.stage !== 'saved') return;
    const sent = survey.pending.find(({ id }) => id === this.sentId);
    if (sent) return sent.problem && !this.refusal ? this.refused(sent.problem) : undefined;
    const here = (survey.renderRoot as ShadowRoot).activeElement;
    survey.reset();
    void this.loadEarlier().then(() => here && survey.focusOn('#receipt-title, #page-title'));
  }

  /** To the first page that something is wrong with. */
  private async correct(): Promise<void> {
    const { survey } = this;
    const wrong = this.firstWrong();
    if (!wrong) return;
    await this.turnTo(wrong.page.id);
    survey.errors = checkPage(wrong, survey.course);
    await survey.focusOn('#error-summary');
  }

  /** The platform refuses an answer that passes here, since its rules changed meanwhile: shows which. */
  private async showRefused(problem: ClientProblem): Promise<boolean> {
    const { survey } = this;
    const named = ('errors' in problem && problem.errors) || [];
    // Two places inside one question are one thing to correct.
    const questions = new Set(named.map(({ pointer }) => pointer.split('/')[2] ?? ''));
    const errors = [...questions].map((question) => ({
      pointer: `/answers/${question}`,
      question,
      code: 'refused',
    }));
    const page = survey.pages.find(({ questions }) =>
      questions.some((one) => isAsked(one) && errors.some(({ question }) => question === one.id)),
    );
    if (!page) return false;
    await this.turnTo(page.page.id);
    survey.returning = true;
    survey.errors = errors.filter(({ question }) => page.questions.some(({ id }) => id === question));
    survey.emit('cq-error', problem);
    await survey.focusOn('#error-summary');
    return true;
  }

  /** A quota became full meanwhile: the way ends where the definition says, and the answers stay. */
  private async endWhereFull(problem: ClientProblem): Promise<void> {
    const { survey } = this;
    // There are places, whatever was told here: the way goes on to what is left to answer.
    if ('errors' in problem && problem.errors?.some(({ pointer }) => pointer.startsWith('/full/'))) {
      survey.fill([]);
      return this.correct();
    }
    if (!('quota' in problem) || problem.quota === undefined) return;
    survey.fill([...(survey.circumstances.full ?? []), problem.quota]);
    await this.show(survey.course.ending?.keep === false ? 'ended' : 'check');
  }

  private stored(receipt: Receipt, elsewhere = this.survey.markFocus()): void {
    const { survey } = this;
    this.set({ receipt });
    survey.entered = {};
    const kept = survey.kept;
    survey.kept = {};
    this.keeping.done(kept);
    void survey.forgetDraft();
    void this.show('receipt', elsewhere);
  }

  /** What the client tells: what waited is stored, here or on an earlier visit. */
  heard(event: ClientEvent): void {
    if (event.type === 'outbox') this.followSent();
    if (event.type !== 'stored' || event.receipt.kind !== 'response') return;
    if (event.id === this.sentId && this.survey.stage === 'saved') this.stored(event.receipt);
    else if (event.kept && !this.survey.started) void this.loadEarlier();
  }

  /** Shows who has answered already what they gave, so that they know it, and can take it back. */
  async loadEarlier(): Promise<void> {
    const { survey } = this;
    const given = await this.given();
    if (!given || survey.started || survey.stage !== 'page') return;
    const { answers, version = 1, changedAt } = given.content;
    const acceptedAt = changedAt ?? given.acceptedAt;
    const activity = survey.view!.activity.id;
    const receipt = { id: given.id, kind: 'response' as const, activity, acceptedAt, version };
    this.set({ receipt, sent: answers, earlier: true });
    survey.stage = 'receipt';
  }

  /** The response that was given last and holds still, if the backend can be asked. */
  private async given(): Promise<{ id: string; acceptedAt: string; content: EarlierContent } | undefined> {
    const { survey } = this;
    const answer = await survey.client.contributions();
    if (!answer.ok) return undefined;
    const activity = survey.view!.activity.id;
    const given = answer.value.items.find((item) => item.activity === activity && item.state !== 'withdrawn');
    return given?.content ? { ...given, content: given.content as unknown as EarlierContent } : undefined;
  }

  private async askWithdrawal(): Promise<void> {
    const { survey } = this;
    if (!(await survey.participate())) return;
    this.set({ withdrawing: true });
    await survey.focusOn('#confirm');
  }

  private async withdraw(): Promise<void> {
    const { survey } = this;
    this.set({ withdrawing: false, sending: true });
    const since = Date.now();
    const answer = await survey.contribute({ kind: 'withdrawal', item: this.receipt!.id });
    this.set({ sending: false });
    if (!answer.ok) {
      // It is told here, and has no words that could be lost.
      const refused = this.justRefused(since);
      if (refused) void survey.client.discard(refused);
      return this.refused(answer.problem);
    }
    survey.announce('');
    await this.show('withdrawn');
  }

  private refused(problem: ClientProblem): void {
    const { survey } = this;
    this.set({ refusal: survey.inLanguage(() => survey.describe(problem)) });
    survey.announce(this.refusal);
    survey.emit('cq-error', problem);
  }

  /** Where the device refuses to keep anything, the box does not stay ticked as if it did. */
  async keepOnDevice(): Promise<void> {
    const { survey } = this;
    const keep = survey.keep;
    await survey.catchUp();
    // This tab's own gives way to what the device keeps already, which is joined with it.
    if (keep && !survey.keep) await survey.client.forgetDraft(survey.draftKey);
    const where = await survey.saveDraft(keep);
    if (!survey.started) await survey.client.forgetDraft(survey.draftKey);
    if (!survey.keep || where === 'device') return;
    survey.keep = false;
    const words = survey.inLanguage(() =>
      msg('Cet appareil ne permet pas de les garder. Ne fermez pas cette page avant d’avoir terminé.'),
    );
    survey.keepRefused = words;
    survey.announce(words);
  }

  /** Erases what was kept elsewhere of what is begun anew. */
  letGo(kept: Kept): void {
    this.keeping.restarted(kept);
    if (kept.refused) void this.survey.client.discard(kept.refused);
  }

  /** Begun anew, or forgotten on this device. */
  reset(): void {
    this.letGo(this.survey.kept);
    this.set({
      receipt: undefined,
      sent: {},
      sentId: '',
      earlier: false,
      withdrawing: false,
      refusal: '',
      replacing: '',
    });
    this.survey.announce('');
  }

  /** Opens what was sent at the check, from where each answer can be changed. */
  private async change(): Promise<void> {
    const { id, version } = this.receipt!;
    this.take(this.sent, { changes: { response: id, version: version + 1 } });
    await this.show('check');
  }

  private take(answers: Answers, kept: Kept = {}): void {
    const { survey } = this;
    survey.entered = enteredFrom(survey.definition, answers);
    survey.kept = kept;
    survey.started = true;
    this.earlier = false;
  }

  /** Leaves the answers that were sent as they are. */
  private async leave(): Promise<void> {
    const { survey } = this;
    survey.reset();
    await survey.forgetDraft();
    await this.loadEarlier();
    await survey.focusOn('#receipt-title');
  }

  /** What the part that keeps things may see and do. */
  private keepingHost(): ConstructorParameters<typeof SurveyKeeping>[0] {
    const { survey } = this;
    const here = () => this;
    return {
      get client() {
        return survey.client;
      },
      get view() {
        return survey.view!;
      },
      get language() {
        return survey.language;
      },
      get kept(): Kept {
        return survey.kept;
      },
      set kept(kept) {
        survey.kept = kept;
      },
      get draft() {
        return survey.started && here().isOnTheWay ? survey.draft : undefined;
      },
      get answers() {
        return survey.answers;
      },
      adopt: async (draft) => {
        if (!(await survey.needRest())) return false;
        // What was here is not to come back: it was asked for.
        await survey.forgetDraft();
        survey.takeUp(draft);
        await this.show(survey.stage);
        return true;
      },
      localized: (text) => survey.localized(text),
      parking: () => this.parking(),
      copying: () => this.copying(),
      change: () => this.change(),
      leave: () => this.leave(),
      save: () => survey.save(),
      say: (words) => survey.say(words),
      focusOn: (selector) => survey.focusOn(selector),
      requestUpdate: () => survey.requestUpdate(),
    };
  }

  /** Changes what is shown. */
  private set(changed: Partial<Shown>): void {
    Object.assign(this, changed);
    this.survey.requestUpdate();
  }
}

/** What of this part shows. */
interface Shown {
  receipt: Receipt | undefined;
  sent: Answers;
  sentId: string;
  sending: boolean;
  withdrawing: boolean;
  earlier: boolean;
  refusal: string;
  replacing: string;
}

interface EarlierContent {
  answers: Answers;
  version?: number;
  changedAt?: string | null;
}
