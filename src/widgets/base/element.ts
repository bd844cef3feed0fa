import { msg } from '@lit/localize';
import {
  adoptStyles,
  type CSSResultOrNative,
  html,
  LitElement,
  nothing,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { property, state } from './decorators.js';
import { clientFor } from '../../client/connect.js';
import { LOST, OFFLINE } from '../../client/http.js';
import { part, savesData } from '../../client/parts.js';
import { writtenIn } from '../../domain/languages.js';
import { pageOf } from '../../domain/paths.js';
import type {
  Answer,
  ClientEvent,
  ClientProblem,
  ConsultationClient,
  Contribution,
  Delivery,
  Pending,
} from '../../client/client.js';
import type { ActivityKind, ActivityOf, View } from '../../contract/consultation.js';
import { PAGE_SIZE } from '../../contract/limits.js';
import type { Problem } from '../../contract/problem.js';
import type { Receipt } from '../../contract/contributions.js';
import type { Language, LocalizedText } from '../../contract/text.js';
import { button } from './forms/button.js';
import { icon } from './icons.js';
import { followLanguage, languageAround, localizedIn, ready, speaking } from './language.js';
import { privacyNotice } from './privacy-notice.js';
import type * as ParticipationModule from './participation.js';
import { isAddress, isSlug } from './attributes.js';
import { defaultApi } from './script.js';
import { concerns, whyOff } from './release.js';
import { base } from './styles.js';

type Shown = View & { stale?: boolean };
type Participation = typeof ParticipationModule;

let participation: Promise<Participation | undefined> | undefined;

/** What taking part needs, for all widgets of the page; asked for again after the network failed. */
function fetchParticipation(): Promise<Participation | undefined> {
  participation ??= part('participation', () => import('./participation.js')).catch(
    () => (participation = undefined),
  );
  return participation;
}

/**
 * What the four elements share: attributes, language, the first view, its states, announcements and events.
 *
 * A widget gives its `kind` and `renderReady()`; the states around it (loading, failed, misconfigured) are here.
 * `renderStanding()` says why one cannot take part now or here, and `canTakePart` whether one can.
 *
 * @slot - What is shown until the widget has something better, and where the platform cannot be reached.
 * @csspart widget - All that the element shows.
 * @csspart error - A mistake in the attributes, or the platform that cannot be reached.
 * @csspart stale - Says that what is shown is the last copy.
 * @csspart phase - Says when one can take part, or could.
 * @csspart not-allowed - Sends one to the platform from a site that is not registered.
 * @csspart privacy - What becomes of personal information, beside each form.
 * @csspart pending - What waits on this device, or was refused.
 * @csspart receipt - The proof that the platform has it.
 * @cssprop [--cq-background=#fff] - Behind everything. Dark: #121519.
 * @cssprop [--cq-text=#223654] - Text. Dark: #d7d8dd.
 * @cssprop [--cq-text-secondary=#4e5662] - Hints, dates, counters.
 * @cssprop [--cq-primary=#095797] - Links and buttons. Dark: #72b2eb.
 * @cssprop [--cq-primary-hover=#19406c] - The same under the pointer.
 * @cssprop [--cq-on-primary=#fff] - Text on `--cq-primary`. Dark: #121519.
 * @cssprop [--cq-visited=#6b4fa1] - Links already followed.
 * @cssprop [--cq-field-border=#6b778a] - Around fields.
 * @cssprop [--cq-separator=#c5cad2] - Lines and frames.
 * @cssprop [--cq-surface=#f1f1f2] - Pale backgrounds.
 * @cssprop [--cq-focus=#4a98d9] - Around what has the focus.
 * @cssprop [--cq-error=#cb381f] - Errors. Dark: #f26049.
 * @cssprop [--cq-error-background=#ffdbd6] - Behind a refusal.
 * @cssprop [--cq-success=#4f813d] - Beside a receipt.
 * @cssprop [--cq-success-background=#d7f0bb] - Behind a receipt.
 * @cssprop [--cq-warning=#e0ad03] - Beside a warning.
 * @cssprop [--cq-warning-background=#f8e69a] - Behind a warning.
 * @cssprop [--cq-font='Open Sans', system-ui, sans-serif] - Text.
 * @cssprop [--cq-font-heading=Roboto, system-ui, sans-serif] - Headings.
 * @cssprop [--cq-radius=0] - Corners of buttons and fields.
 */
export abstract class ConsultationElement<Kind extends ActivityKind = ActivityKind> extends LitElement {
  static override styles = [base];

  /** The consultation's slug. Required. */
  @property() consultation = '';

  /** The activity's id; without it, the consultation's first of this element's kind. */
  @property() activity = '';

  /** The backend's address; without it, where the script came from. */
  @property() api = '';

  /** What the backend said of the consultation and the activity. */
  @state() protected view?: Shown;
  /** The language that the widget speaks: the page's, once its words are there. */
  @state() protected language: Language = 'fr';
  /** Templates and rules for those who take part: there soon after the first view, and once something is given. */
  @state() protected participation?: Participation | undefined;
  @state() private failure?: ClientProblem;
  @state() private retrying = false;
  /** How many items of a list are shown so far: a few in the first frame, and no task is long. */
  @state() private batch = FEW;
  @state() private announcement = '';
  /** Whether something is wrong with the attributes. */
  private isMistaken = false;
  /** What it is, in words. */
  @state() private mistaken?: () => TemplateResult;
  /** What was refused last, in the citizen's words. */
  @state() protected trouble = '';

  protected abstract readonly kind: Kind;
  protected client!: ConsultationClient;

  private loading?: AbortController;
  private speaks?: Promise<void>;
  private unfollow?: () => void;
  private unsubscribe?: () => void;
  private silence?: ReturnType<typeof setTimeout>;

  override connectedCallback(): void {
    super.connectedCallback();
    this.unfollow = followLanguage(() => void this.adoptLanguage());
    this.speaks = this.adoptLanguage();
    if (this.hasUpdated) this.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.loading?.abort();
    this.unfollow?.();
    this.unsubscribe?.();
    clearTimeout(this.silence);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (['consultation', 'activity', 'api'].some((name) => changed.has(name))) this.start();
  }

  protected override update(changed: PropertyValues): void {
    speaking(this.language, () => super.update(changed));
  }

  /** What the widget shows once it has its view, in whatever phase the activity is. */
  protected abstract renderReady(): TemplateResult | typeof nothing;

  /** What else the first view depends on: a section, a subject. */
  protected viewOptions(): {
    activity?: string;
    subject?: string;
    section?: string;
    start?: number | undefined;
  } {
    return this.activity ? { activity: this.activity } : {};
  }

  /** Fetches what showing this view takes beside the element; false where it cannot be had now. */
  protected async needs(_view: Shown): Promise<boolean> {
    return true;
  }

  /** A widget takes what it needs from a view that has just arrived. */
  protected loaded(_view: Shown): void | Promise<void> {}

  /** A widget reacts to its client: an entry sent or refused, others' changes. A render follows in any case. */
  protected heard(_event: ClientEvent): void {}

  /** The activity's definition, of this element's kind. */
  protected get definition(): ActivityOf<Kind> {
    return this.view!.activity as ActivityOf<Kind>;
  }

  /** The language of what citizens wrote; empty where it is not known. */
  protected get writtenIn(): string {
    return writtenIn(this.view!.consultation);
  }

  /** The consultation's page on the platform, where everybody can take part. */
  protected get platformPage(): string {
    return pageOf(this.client.api, this.consultation, this.language);
  }

  /** Whether this page may write: its origin is registered and secure. Reading is for everybody. */
  private allowedHere({ consultation }: View): boolean {
    // `origin`, not `location.origin`: only the first says `null` in a sandboxed frame.
    const here = self.origin;
    const registered = consultation.body.origins.includes(here);
    return isSecureContext && (registered || new URL(this.client.api).origin === here);
  }

  /** Whether a citizen can take part now, on this page. */
  protected get canTakePart(): boolean {
    return this.isOpenHere(this.view);
  }

  private isOpenHere(view: View | undefined): boolean {
    return view?.phase === 'open' && this.allowedHere(view);
  }

  protected override render(): unknown {
    return html`
      ${this.renderState()}
      <div role="status" class="visually-hidden" lang=${this.language}>${this.announcement}</div>
    `;
  }

  private renderState(): unknown {
    if (this.isMistaken) return html`<slot></slot>${this.framed(this.mistaken?.())}`;
    if (this.view && whyOff(this.view.release) !== undefined) return html`<slot></slot>`;
    if (this.view) {
      return this.framed(html`${this.view.stale ? this.renderStale() : nothing} ${this.renderReady()}`);
    }
    if (!this.failure)
      return html`<slot>${this.framed(html`<p class="muted">${msg('Chargement…')}</p>`)}</slot>`;
    return html`<slot></slot>${this.framed(this.renderFailure(this.failure))}`;
  }

  /** Nothing of the page's look is inherited in here, unlike in the slot. */
  private framed(content: unknown): TemplateResult {
    return html`<div class="widget" lang=${this.language} part="widget">${content}</div>`;
  }

  private renderFailure(problem: ClientProblem): TemplateResult {
    return html`<div class="notice notice-error stack" part="error">
      <p>${icon('alert')} ${this.describe(problem)}</p>
      ${problem.code === 'not-found' ? nothing : this.renderRetry()}
    </div>`;
  }

  private renderStale(): TemplateResult {
    return html`<div class="notice notice-warning stack" part="stale">
      <p>
        ${icon('clock')}
        ${msg('Vous semblez hors ligne. Voici la dernière version enregistrée sur cet appareil.')}
      </p>
      ${this.renderRetry()}
    </div>`;
  }

  private renderRetry(): TemplateResult {
    return button({
      label: msg('Réessayer'),
      variant: 'secondary',
      compact: true,
      busy: this.retrying && msg('Nouvel essai en cours…'),
      say: this.announce,
      onClick: () => void this.retryView(),
    });
  }

  /** Why a citizen cannot take part, now or on this page; nothing where they can. */
  protected renderStanding(): unknown {
    const view = this.view!;
    return this.participation?.standing(view, this.allowedHere(view) ? undefined : this.platformPage);
  }

  /** What was refused last, where the widget has no form to say it in. */
  protected renderTrouble(): TemplateResult | typeof nothing {
    return this.trouble ? html`<p class="notice notice-error">${icon('alert')} ${this.trouble}</p>` : nothing;
  }

  /** What becomes of personal information. Belongs beside each form, before its button. */
  protected renderPrivacy(): TemplateResult {
    const { consultation } = this.view!;
    const terms = this.participation?.privacyTerms(consultation, this.localized);
    return privacyNotice(consultation, terms && [terms, this.alsoCollected()], () => void this.prepare());
  }

  /** What this activity collects beside what is entered, for the notice. */
  protected alsoCollected(): unknown {
    return nothing;
  }

  /** What this device keeps until the backend has it, and what was refused: `describe` says what it is. */
  protected renderKept(entries: readonly Pending[], describe: (entry: Pending) => unknown): unknown {
    return this.participation?.pendingList({
      pending: entries,
      describe,
      onRetry: (id) => this.client.retry(id),
      onDiscard: (id) => void this.client.discard(id),
    });
  }

  /** For those who have taken part: how to find it again elsewhere, and how to leave no trace of it here. */
  protected renderOnThisDevice(): unknown {
    if (!this.client.participant) return nothing;
    return this.participation?.onThisDevice({
      recoveryLink: this.client.recoveryLink(this.language),
      onForget: () => void this.forget(),
    });
  }

  private async retryView(): Promise<void> {
    this.retrying = true;
    await this.reload({ fresh: true });
    this.retrying = false;
    const { failure } = this;
    if (failure) return this.announce(this.inLanguage(() => this.describe(failure)));
    await this.focusOnWidget();
  }

  private async forget(): Promise<void> {
    await this.client.forget();
    this.say(() => this.participation!.forgottenWords());
    await this.focusOnWidget();
  }

  /** Where the focus goes when the button that was pressed is gone. */
  private async focusOnWidget(): Promise<void> {
    await this.updateComplete;
    const widget = this.renderRoot.querySelector<HTMLElement>('.widget')!;
    widget.tabIndex = -1;
    widget.focus();
  }

  /** Asks for the view again; what is shown stays until the answer is there. */
  protected async reload(options: { fresh?: boolean } = {}): Promise<void> {
    this.loading?.abort();
    const { signal } = (this.loading = new AbortController());
    const [answer] = await Promise.all([
      this.client.view(this.kind, { ...this.viewOptions(), ...options, signal }),
      this.speaks,
    ]);
    if (signal.aborted) return;
    const shown = answer.ok && !(await this.needs(answer.value)) ? LOST : answer;
    if (signal.aborted) return;
    if (!shown.ok) {
      this.failure = shown.problem;
      const { code, title, detail = title } = shown.problem as Problem;
      const asked = `consultation "${this.consultation}", activity "${this.activity}", ${this.client.api}`;
      console.error(`<${this.localName}> ${code} (${asked}) ${detail}`);
      this.emit('cq-error', shown.problem);
      return;
    }
    // The reason why one cannot take part comes with the rest: nothing moves when it is there.
    if (!this.isOpenHere(shown.value)) await this.prepare();
    if (signal.aborted) return;
    const first = !this.view;
    this.failure = undefined;
    this.view = shown.value;
    await this.loaded(shown.value);
    await this.updateComplete;
    if (!first || signal.aborted) return;
    this.emit('cq-ready', undefined);
    const { release } = shown.value;
    if (release && concerns(release))
      void fetchParticipation().then((there) => there?.tellRelease(this.localName, release));
    if (this.client.participant || !savesData()) void this.prepare();
    void this.grow(0);
  }

  /** Shows what comes after the first `shown` of a list: a few a frame, so that no task is long. */
  protected async grow(shown: number): Promise<void> {
    for (this.batch = shown + FEW; this.batch < shown + PAGE_SIZE; this.batch += MORE) await afterFrame();
    this.batch = Infinity;
  }

  /** Those of `items` that are shown so far. */
  protected batched<Item>(items: readonly Item[]): readonly Item[] {
    return items.slice(0, this.batch);
  }

  /** What this element alone needs of its own to take part; nothing where it cannot be had now. */
  protected async fetchOwn(): Promise<unknown> {
    return true;
  }

  /** Fetches what the first view did not wait for. */
  private async prepare(): Promise<void> {
    const [participation, own] = await Promise.all([
      fetchParticipation(),
      this.fetchOwn(),
      this.client.prepare(),
    ]);
    if (!participation || !own) return;
    this.wear(participation.formStyles);
    this.participation = participation;
  }

  private readonly worn = new Set((this.constructor as typeof ConsultationElement).elementStyles);

  /** Adds sheets that came after the element's own. */
  protected wear(...styles: CSSResultOrNative[]): void {
    const { size } = this.worn;
    styles.forEach((sheet) => this.worn.add(sheet));
    // The browser works all styles out again where sheets are set, the same ones too.
    if (this.worn.size > size) adoptStyles(this.renderRoot as ShadowRoot, [...this.worn]);
  }

  /** What taking part needs, fetched now where it is not there yet; where it cannot be had, that is told. */
  protected async participate(): Promise<Participation | undefined> {
    this.trouble = '';
    if (!this.participation) await this.prepare();
    if (!this.participation) this.tellProblem(OFFLINE);
    return this.participation;
  }

  /** Checks the attributes, then connects and loads. Called again when one of them changes or the element comes back. */
  private start(): void {
    this.loading?.abort();
    this.unsubscribe?.();
    this.isMistaken = !isSlug(this.consultation) || !isAddress(this.address);
    if (!this.isConnected) return; // taken out before its first render: connecting again starts it
    if (this.isMistaken) return void this.tellMistake();
    const client = clientFor(new URL(this.address, document.baseURI).href, this.consultation);
    if (client !== this.client) this.view = undefined;
    this.client = client;
    this.unsubscribe = client.subscribe((event) => {
      this.heard(event);
      // Of what others do nothing is said, and nothing is fetched for it.
      if (event.type !== 'changed') void this.sayOf(event);
      this.requestUpdate();
    });
    void this.reload();
  }

  /** Says what of an event concerns whoever takes part: what there is to say is there by then. */
  private async sayOf(event: ClientEvent): Promise<void> {
    const forms = await fetchParticipation();
    const words = this.inLanguage(() => forms?.eventWords(event, this.view?.activity.id));
    if (words) this.announce(words);
  }

  private async adoptLanguage(): Promise<void> {
    const wanted = languageAround(this);
    const spoken = await ready(wanted);
    if (languageAround(this) === wanted) this.language = spoken;
  }

  /** The backend's address, as the attribute or the script's own has it. */
  private get address(): string {
    return this.api || defaultApi();
  }

  /** What a developer did wrong comes in words once what knows them is there: until then the page's own content stands. */
  private async tellMistake(): Promise<void> {
    const [there] = await Promise.all([fetchParticipation(), this.speaks]);
    if (!there || !this.isMistaken) return;
    this.mistaken = () => there.mistakeNotice(this.localName, this.consultation, this.address);
    this.inLanguage(() => there.tellMistake(this.localName, this.consultation, this.address));
  }

  /** A refusal in the citizen's words: what happened, what is safe, what to do. */
  protected describe(problem: ClientProblem): string {
    switch (problem.code) {
      case 'offline':
        return msg(
          'La connexion au service est interrompue. Vérifiez votre accès à Internet, puis réessayez.',
        );
      case 'not-found':
        return msg('Cette consultation, ou cette activité, est introuvable.');
      case 'unavailable':
        return msg('Le service ne répond pas pour le moment. Réessayez dans quelques minutes.');
      default:
        return problem.title;
    }
  }

  /** Says `text` to assistive technology, politely; the same words again are said again. What is over is not left to be read. */
  protected readonly announce = (text: string): void => {
    this.announcement = this.announcement === text ? `${text}\u00a0` : text;
    clearTimeout(this.silence);
    this.silence = setTimeout(() => (this.announcement = ''), SAID_FOR);
  };

  /** Announces what `words` gives, in this widget's language. */
  protected say(words: () => string): void {
    this.announce(this.inLanguage(words));
  }

  /** Shows, announces and tells the page that something was refused. */
  protected tellProblem(problem: ClientProblem): void {
    this.trouble = this.inLanguage(() => this.describe(problem));
    this.announce(this.trouble);
    this.emit('cq-error', problem);
  }

  /** Gives something to the activity that is shown. */
  protected async contribute(contribution: GivenHere): Promise<Answer<Delivery>> {
    const [answer] = await Promise.all([
      this.client.give({ ...contribution, activity: this.view!.activity.id }, this.language),
      this.participation ?? this.prepare(),
    ]);
    return answer;
  }

  /** What of the activity waits on this device or was refused. */
  protected get pending(): readonly Pending[] {
    return this.client.pending(this.view!.activity.id);
  }

  /** Whether something given to the activity is on its way. */
  protected get isSending(): boolean {
    return this.pending.some(({ state }) => state === 'sending');
  }

  /** Says that this device keeps what was given; or, where it cannot, that the page must stay open. */
  protected async saySaved(): Promise<void> {
    const durable = (await this.client.durability()) === 'device';
    this.say(() => this.participation?.savedWords(durable, this.pending) ?? '');
  }

  /** What has the focus in this widget; null where nothing has, in it or on the page around. */
  private get focused(): Element | null {
    const { activeElement } = this.getRootNode() as Document | ShadowRoot;
    if (activeElement === this) return (this.renderRoot as ShadowRoot).activeElement;
    return activeElement === document.body ? null : activeElement;
  }

  /** Marks where the focus is. What it gives tells, later, whether the reader has gone elsewhere: they stay there. */
  protected markFocus(): () => boolean {
    const before = this.focused;
    return () => {
      const now = this.focused;
      return now !== null && now !== before;
    };
  }

  /** Puts the focus on what `selector` finds, once what changed is shown. */
  protected async focusOn(selector: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  /** Runs `work` with `msg()` in this widget's language, outside `render`. */
  protected inLanguage<Result>(work: () => Result): Result {
    return speaking(this.language, work);
  }

  /** A text of the definition, marked with its own language where that is not the widget's. */
  protected readonly localized = (text: LocalizedText): string | TemplateResult =>
    localizedIn(text, this.language);

  protected emit<Name extends keyof ConsultationEvents>(name: Name, detail: ConsultationEvents[Name]): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

/**
 * How many items of a list a first frame draws, and how many each that follows: fewer make shorter tasks, but each frame
 * costs by itself (a tenth of a page's drawing).
 */
const FEW = 3;
const MORE = 6;

/** How long an announcement stays where a reader who looks around would meet it, in milliseconds. */
const SAID_FOR = 10_000;

/** Once the frame under way is painted; at once in a tab that nobody sees, which paints none. */
function afterFrame(): Promise<void> {
  return new Promise((resolve) =>
    document.hidden ? resolve() : requestAnimationFrame(() => setTimeout(resolve)),
  );
}

/** What is given to the activity that is shown: its own name goes without saying. */
export type GivenHere = Contribution extends infer Any
  ? Any extends unknown
    ? Omit<Any, 'activity'>
    : never
  : never;

/** What each event carries in `detail`. */
export interface ConsultationEvents {
  'cq-ready': undefined;
  'cq-start': undefined;
  'cq-submit': Receipt;
  'cq-error': ClientProblem;
}

declare global {
  interface HTMLElementEventMap {
    'cq-ready': CustomEvent<undefined>;
    'cq-start': CustomEvent<undefined>;
    'cq-submit': CustomEvent<Receipt>;
    'cq-error': CustomEvent<ClientProblem>;
  }
}
