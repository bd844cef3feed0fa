import { msg, str } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { clientFor } from '../../client/connect.js';
import type { ClientEvent, ClientProblem, ConsultationClient } from '../../client/client.js';
import type { ActivityKind, ActivityOf, View } from '../../contract/consultation.js';
import type { Receipt } from '../../contract/contributions.js';
import type { Language, LocalizedText } from '../../contract/text.js';
import { canSpeak, followLanguage, inLanguage, languageAround, ready, speaking } from './language.js';
import { defaultApi } from './script.js';
import { base } from './styles.js';

type Shown = View & { stale?: boolean };

/**
 * What the four elements share: attributes, language, the first view, its states, announcements and events.
 *
 * A widget gives its `kind` and `renderReady()`; the states around it (loading, failed, misconfigured) are here.
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
  @state() private failure?: ClientProblem;
  @state() private mistake = '';
  @state() private announcement = '';
  @state() protected language: Language = 'fr';

  protected abstract readonly kind: Kind;
  protected client!: ConsultationClient;

  private loading?: AbortController;
  private release: (() => void)[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    this.language = languageAround(this);
    this.release = [followLanguage(() => (this.language = languageAround(this)))];
    if (this.hasUpdated) this.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.loading?.abort();
    for (const release of this.release) release();
    this.release = [];
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('language') && !canSpeak(this.language)) {
      void ready(this.language).then(() => this.requestUpdate());
    }
    if (['consultation', 'activity', 'api'].some((name) => changed.has(name))) this.start();
  }

  protected override update(changed: PropertyValues): void {
    speaking(this.language, () => super.update(changed));
  }

  /** Checks the attributes, then connects and loads. Called again when one of them changes or the element comes back. */
  private start(): void {
    this.loading?.abort();
    for (const release of this.release.splice(1)) release();
    const api = this.api || defaultApi();
    this.mistake = this.findMistake(api);
    if (this.mistake) {
      console.error(`<${this.localName}> ${this.mistake}`);
      return;
    }
    this.client = clientFor(new URL(api, document.baseURI).href, this.consultation);
    this.release.push(this.client.subscribe((event) => this.heard(event)));
    void this.reload();
  }

  private findMistake(api: string): string {
    return speaking(this.language, () => {
      if (!this.consultation) return msg('L’attribut « consultation » manque.');
      if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(this.consultation)) {
        return msg(str`L’attribut « consultation » n’est pas un identifiant valide : ${this.consultation}`);
      }
      if (!api || !URL.canParse(api, document.baseURI)) {
        return msg(str`L’attribut « api » n’est pas une adresse valide : ${api}`);
      }
      return '';
    });
  }

  /** Asks for the view again; what is shown stays until the answer is there. */
  protected async reload(options: { fresh?: boolean } = {}): Promise<void> {
    this.loading?.abort();
    const loading = (this.loading = new AbortController());
    const [answer] = await Promise.all([
      this.client.view(this.kind, { ...this.viewOptions(), ...options, signal: loading.signal }),
      ready(this.language),
    ]);
    if (loading.signal.aborted) return;
    if (!answer.ok) {
      this.failure = answer.problem;
      this.emit('cq-error', answer.problem);
      return;
    }
    const first = !this.view;
    this.failure = undefined;
    this.view = answer.value;
    await this.loaded(answer.value);
    await this.updateComplete;
    if (first) this.emit('cq-ready', undefined);
  }

  /** What else the first view depends on: a section, a subject. */
  protected viewOptions(): { activity?: string; subject?: string; section?: string } {
    return this.activity ? { activity: this.activity } : {};
  }

  /** A widget takes what it needs from a view that has just arrived. */
  protected loaded(_view: Shown): void | Promise<void> {}

  /** A widget reacts to its client: an entry sent or refused, others' changes. */
  protected heard(_event: ClientEvent): void {}

  /** The activity's definition, of this element's kind. */
  protected get definition(): ActivityOf<Kind> {
    return this.view!.activity as ActivityOf<Kind>;
  }

  /** Whether this page's origin may write; reading is for everybody. */
  protected get allowedHere(): boolean {
    const origins = this.view?.consultation.body.origins ?? [];
    return origins.includes(location.origin) || new URL(this.client.api).origin === location.origin;
  }

  protected override render(): unknown {
    return html`
      ${this.renderState()}
      <div role="status" class="visually-hidden" part="status">${this.announcement}</div>
    `;
  }

  private renderState(): unknown {
    if (this.mistake) {
      return html`<p class="notice notice-error" part="error">
          <strong>${`<${this.localName}>`}</strong> ${this.mistake}
        </p>
        <slot></slot>`;
    }
    if (this.view && canSpeak(this.language)) {
      return html`<div class="widget" lang=${this.language} part="widget">
        ${this.view.stale ? this.renderStale() : nothing} ${this.renderReady()}
      </div>`;
    }
    if (this.failure) return this.renderFailure(this.failure);
    return html`<slot></slot>`;
  }

  /** What the widget shows once it has its view, in whatever phase the activity is. */
  protected abstract renderReady(): TemplateResult | typeof nothing;

  private renderFailure(problem: ClientProblem): TemplateResult {
    return html`<slot></slot>
      <div class="notice notice-error" lang=${this.language} part="error">
        <p>${this.describe(problem)}</p>
        <button
          type="button"
          class="button secondary compact"
          @click=${() => void this.reload({ fresh: true })}
        >
          ${msg('Réessayer')}
        </button>
      </div>`;
  }

  private renderStale(): TemplateResult {
    return html`<div class="notice notice-warning" part="stale">
      <p>
        ${msg('Vous semblez hors ligne. Voici la dernière version enregistrée sur cet appareil.')}
        <button type="button" class="link" @click=${() => void this.reload({ fresh: true })}>
          ${msg('Réessayer')}
        </button>
      </p>
    </div>`;
  }

  /** A refusal in the citizen's words: what happened, what is safe, what to do. */
  protected describe(problem: ClientProblem): string {
    switch (problem.code) {
      case 'offline':
        return msg(
          'La connexion au service est interrompue. Vérifiez votre accès à Internet, puis réessayez.',
        );
      case 'not-found':
        return msg('Cette consultation est introuvable.');
      case 'unavailable':
        return msg('Le service ne répond pas pour le moment. Réessayez dans quelques minutes.');
      default:
        return problem.title;
    }
  }

  /** Says `text` to assistive technology, politely; the same words again are said again. */
  protected announce(text: string): void {
    this.announcement = this.announcement === text ? `${text}\u00a0` : text;
  }

  /** Runs `work` with `msg()` in this widget's language, outside `render`. */
  protected inLanguage<Result>(work: () => Result): Result {
    return speaking(this.language, work);
  }

  /** A text of the definition, marked with its own language where that is not the widget's. */
  protected localized(text: LocalizedText): string | TemplateResult {
    const shown = inLanguage(text, this.language);
    return shown.lang === this.language ? shown.text : html`<span lang=${shown.lang}>${shown.text}</span>`;
  }

  protected emit<Name extends keyof ConsultationEvents>(name: Name, detail: ConsultationEvents[Name]): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

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
