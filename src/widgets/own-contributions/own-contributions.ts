import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from '../base/decorators.js';
import type { ClientEvent, Pending } from '../../client/client.js';
import type { ActivityDefinition, ActivityKind, View } from '../../contract/consultation.js';
import type { OwnContribution } from '../../contract/contributions.js';
import { LONGEST_APPEAL, SHOWS_NOTHING } from '../../contract/limits.js';
import { dateAndTime, number } from '../base/dates.js';
// Answers in words, of whatever kinds there are, are the survey’s.
import '../survey/survey.js';
import { define } from '../base/define.js';
import { ConsultationElement } from '../base/element.js';
import { button } from '../base/forms/button.js';
import { needParts } from '../survey/parts.js';
import { contentTemplate, kindWords } from './content.js';
import { appealForm, fateTemplate } from './decision.js';
import { incompleteNotice, incompleteWords, replaceQuestion, takeKey, visitNotice } from './recovery.js';

/**
 * What this participant gave to a consultation, to see and to withdraw: the platform's own page, which a recovery link
 * opens on any device.
 *
 * @customElement cq-own-contributions
 */
export class CqOwnContributions extends ConsultationElement {
  /** The kind of one of the consultation's activities. */
  @property() override kind: ActivityKind = 'survey';

  @state() private items: OwnContribution[] = [];
  @state() private next: string | null = null;
  /** Whether the list has come: until then nothing is said of how much there is. */
  @state() private listed = false;
  @state() private listing = false;
  @state() private withdrawing = '';
  /** Which decision the author asks to be looked at again, and why. */
  @state() private appeal = { item: '', text: '', error: '', sending: false };
  /** What is known of the recovery link that was opened. */
  @state() private link: 'none' | 'incomplete' | 'another' | 'opened' = 'none';
  /** The link's key, while the citizen is asked what to do with it. */
  private key = '';
  /** What was asked, by the activity's id. */
  private readonly activities = new Map<string, ActivityDefinition>();

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.openAnother);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.openAnother);
  }

  /** What shows the answers to a survey's rarer questions; where it cannot be had, they are shown as they are stored. */
  protected override async needs({ activity }: View): Promise<boolean> {
    if (activity.kind === 'survey') await needParts(activity);
    return true;
  }

  protected override async loaded({ activity }: View): Promise<void> {
    this.activities.set(activity.id, activity);
    this.open();
    await this.list();
  }

  protected override heard(event: ClientEvent): void {
    if (event.type === 'stored' && event.receipt.kind === 'withdrawal') {
      this.items = this.items.map((item) =>
        item.id === event.receipt.id ? { ...item, state: 'withdrawn', content: null } : item,
      );
      this.say(() => msg('Texte effacé à votre demande.'));
    }
    if (event.type === 'stored' && event.receipt.kind === 'appeal') void this.refresh(event.receipt.id);
    if (event.type !== 'forgotten') return;
    this.items = [];
    this.next = null;
    this.link = 'none';
  }

  protected override renderReady(): TemplateResult {
    return html`<section class="stack" aria-labelledby="title">
      <h2 id="title" tabindex="-1">${this.localized(this.view!.consultation.title)}</h2>
      ${this.renderLink()} ${this.renderTrouble()} ${this.renderItems()}
      ${this.client.visiting ? nothing : this.renderOnThisDevice()}
    </section>`;
  }

  private renderLink(): unknown {
    if (this.link === 'incomplete') return incompleteNotice();
    if (this.client.visiting) return visitNotice();
    if (this.link !== 'another') return nothing;
    return replaceQuestion({
      recoveryLink: this.client.recoveryLink(this.language)!,
      onKeep: () => this.keep(),
      onVisit: () => void this.visit(),
      onReplace: () => void this.replace(),
    });
  }

  private renderItems(): unknown {
    if (!this.listed) return this.trouble ? this.renderMore(msg('Réessayer')) : this.renderWaiting();
    if (this.items.length === 0) return this.renderEmpty();
    return html`<ul role="list" class="stack">
        ${this.items.map((item) => html`<li>${this.renderItem(item)}</li>`)}
      </ul>
      ${this.next ? this.renderMore(msg('Afficher la suite')) : nothing}`;
  }

  private renderWaiting(): TemplateResult {
    return html`<p class="muted">${msg('Chargement…')}</p>`;
  }

  private renderEmpty(): unknown {
    if (this.link === 'incomplete') return nothing;
    return html`<p>
      ${
        this.link === 'opened'
          ? msg('Ce lien ne mène à aucune contribution. Vérifiez que vous l’avez copié en entier.')
          : msg('Ce navigateur n’a rien donné à cette consultation. Avez-vous un lien de récupération ?')
      }
    </p>`;
  }

  private renderMore(label: string): TemplateResult {
    return button({
      label,
      variant: 'secondary',
      busy: this.listing && msg('Chargement…'),
      say: this.announce,
      onClick: () => void this.more(),
    });
  }

  private renderItem(item: OwnContribution): TemplateResult {
    return html`<article class="card stack" aria-labelledby="own-${item.id}" id="o-${item.id}" tabindex="-1">
      <h3 id="own-${item.id}">${kindWords(item.kind)}</h3>
      <p class="muted">${msg(str`Date de réception : ${dateAndTime(item.acceptedAt)}`)}</p>
      ${
        item.state === 'withdrawn'
          ? html`<p>${msg('Texte effacé à votre demande.')}</p>`
          : html`${item.state === 'hidden' && item.kind !== 'comment' ? html`<p>${msg('Texte masqué par la modération.')}</p>` : nothing}
            ${contentTemplate(item, this.activities.get(item.activity), this.localized)}
            ${fateTemplate(item, this.activities.get(item.activity), this.localized)}
            ${this.renderAppeal(item)} ${this.renderWithdrawal(item)}`
      }
    </article>`;
  }

  private renderAppeal(item: OwnContribution): unknown {
    const { id } = item;
    const { appeal, participation: forms } = this;
    const kept = this.keptOf('appeal', item);
    if (kept.length > 0) {
      return this.renderKept(kept, ({ contribution }) => 'text' in contribution && contribution.text);
    }
    if (!item.appealable) return nothing;
    if (appeal.item !== id || !forms) {
      return button({
        label: msg('Demander un réexamen'),
        compact: true,
        describedby: `own-${id}`,
        id: `ask-${id}`,
        onClick: () => void this.beginAppeal(id),
      });
    }
    return appealForm({
      ...appeal,
      forms,
      root: this.renderRoot,
      value: appeal.text,
      say: this.announce,
      onInput: (text) => (this.appeal = { ...appeal, text, error: '' }),
      onSubmit: () => void this.sendAppeal(item),
      onCancel: () => {
        this.appeal = { ...appeal, item: '' };
        void this.focusOn(`#ask-${id}`);
      },
    });
  }

  private renderWithdrawal(item: OwnContribution): unknown {
    const { id } = item;
    const kept = this.keptOf('withdrawal', item);
    if (kept.length > 0) return this.renderKept(kept, () => msg('Retrait de cette contribution'));
    if (this.withdrawing !== id) {
      return button({
        label: msg('Retirer'),
        variant: 'secondary',
        compact: true,
        describedby: `own-${id}`,
        onClick: () => void this.ask(id),
      });
    }
    return this.participation?.confirmation({
      id: 'confirm',
      question: msg('Retirer pour de bon ? Le texte sera effacé.'),
      yes: msg('Retirer'),
      no: msg('Garder'),
      onYes: () => void this.withdraw(item),
      onNo: () => {
        this.withdrawing = '';
        void this.focusOn(`#o-${id}`);
      },
    });
  }

  /** What of its withdrawal, or of an appeal, waits on this device or was refused. */
  private keptOf(kind: 'withdrawal' | 'appeal', { activity, id }: OwnContribution): Pending[] {
    return this.client
      .pending(activity)
      .filter(({ contribution: one }) => one.kind === kind && 'item' in one && one.item === id);
  }

  /** Another recovery link, pasted into the address bar of this very page. */
  private readonly openAnother = (): void => {
    if (!this.view || !this.open()) return;
    if (this.link !== 'another') void this.focusOn('#title');
    void this.list();
  };

  /** Takes what the address carries; whether it carried something. */
  private open(): boolean {
    const key = takeKey();
    if (key === undefined) return false;
    this.key = key;
    this.link = ({ adopted: 'opened', 'another-here': 'another', 'not-a-key': 'incomplete' } as const)[
      this.client.adopt(key)
    ];
    if (this.link === 'another') void this.focusOn('#replace');
    if (this.link === 'incomplete') this.say(incompleteWords);
    return true;
  }

  private keep(): void {
    this.link = 'none';
    this.say(() => msg('La participation de ce navigateur est gardée.'));
    void this.focusOn('#title');
  }

  private async visit(): Promise<void> {
    this.client.adopt(this.key, 'visit');
    this.link = 'opened';
    await this.focusOn('#visit');
    await this.list();
  }

  private async replace(): Promise<void> {
    this.client.adopt(this.key, 'replace');
    this.link = 'opened';
    this.say(() => msg('La participation du lien a remplacé celle de ce navigateur.'));
    await this.focusOn('#title');
    await this.list();
  }

  private async ask(id: string): Promise<void> {
    if (!(await this.participate())) return;
    this.withdrawing = id;
    await this.focusOn('#confirm');
  }

  private async withdraw(item: OwnContribution): Promise<void> {
    const { id, activity } = item;
    this.withdrawing = '';
    const given = this.client.give({ kind: 'withdrawal', activity, item: id }, this.language);
    await this.focusOn(`#o-${id}`);
    const answer = await given;
    if (!answer.ok) return this.tellProblem(answer.problem);
    const [kept] = this.keptOf('withdrawal', item);
    if (kept) this.say(() => this.participation!.pendingState(kept));
  }

  private async beginAppeal(item: string): Promise<void> {
    if (!(await this.participate())) return;
    // What was written for another decision stays with that one.
    if (this.appeal.item !== item) this.appeal = { item, text: '', error: '', sending: false };
    await this.focusOn('#appeal');
  }

  private async sendAppeal(item: OwnContribution): Promise<void> {
    const { id, activity, decision } = item;
    const { text } = this.appeal;
    const error = this.inLanguage(() =>
      SHOWS_NOTHING.test(text)
        ? msg('Dites pourquoi cette décision devrait être revue.')
        : text.length > LONGEST_APPEAL
          ? msg(str`Votre texte est trop long : ${number(LONGEST_APPEAL)} caractères au plus.`)
          : '',
    );
    if (error) {
      this.appeal = { ...this.appeal, error };
      return this.focusOn('#error-summary');
    }
    this.appeal = { ...this.appeal, sending: true };
    const answer = await this.client.give(
      { kind: 'appeal', activity, item: id, text, ...(decision && { decision: decision.id }) },
      this.language,
    );
    this.appeal = { item: '', text: '', error: '', sending: false };
    await this.focusOn(`#o-${id}`);
    if (!answer.ok) {
      this.tellProblem(answer.problem);
      // What speaks against it was not there, or not as it is now, when this was shown.
      return this.refresh(id);
    }
    const [kept] = this.keptOf('appeal', item);
    this.say(() =>
      kept
        ? this.participation!.pendingState(kept)
        : msg('Votre demande est reçue. La modération va relire sa décision.'),
    );
  }

  /** Asks again what the backend holds of one contribution. */
  private async refresh(id: string): Promise<void> {
    const answer = await this.client.contributions();
    const now = answer.ok && answer.value.items.find((item) => item.id === id);
    // Further down the list than one page: it was asked for, and may not be again.
    this.items = this.items.map((item) => (item.id === id ? now || { ...item, appealable: false } : item));
  }

  private async list(): Promise<void> {
    this.listed = false;
    this.items = [];
    this.next = null;
    await this.more();
  }

  private async more(): Promise<void> {
    const whose = this.client.recoveryLink(this.language);
    this.listing = true;
    this.trouble = '';
    const answer = await this.client.contributions(this.next ? { cursor: this.next } : {});
    if (answer.ok) await this.learn(answer.value.items);
    // Meanwhile a link may have opened another participation.
    if (whose !== this.client.recoveryLink(this.language)) return;
    this.listing = false;
    if (!answer.ok) return this.tellProblem(answer.problem);
    const [first] = this.items.length > 0 ? answer.value.items : [];
    this.items = [...this.items, ...answer.value.items];
    this.next = answer.value.next;
    this.listed = true;
    if (first) await this.focusOn(`#o-${first.id}`);
  }

  /** Asks what was asked, for the activities that are met for the first time. */
  private async learn(items: OwnContribution[]): Promise<void> {
    // A comment is shown without its thread's definition, but for the policy that a decision is by.
    const asked = items.filter(
      ({ kind, decision }) =>
        kind === 'response' || kind === 'idea' || (kind === 'comment' && decision?.reason),
    );
    const unknown = new Map(asked.map(({ activity, activityKind }) => [activity, activityKind]));
    await Promise.all(
      [...unknown].map(async ([activity, kind]) => {
        if (this.activities.has(activity)) return;
        const answer = await this.client.view(kind, { activity });
        if (!answer.ok) return;
        await this.needs(answer.value);
        this.activities.set(activity, answer.value.activity);
      }),
    );
  }
}

define('cq-own-contributions', CqOwnContributions);

declare global {
  interface HTMLElementTagNameMap {
    'cq-own-contributions': CqOwnContributions;
  }
}
