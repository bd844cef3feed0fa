import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from '../base/decorators.js';
import type { ClientEvent } from '../../client/client.js';
import type { ActivityKind } from '../../contract/consultation.js';
import type { ContributionKind, OwnContribution } from '../../contract/contributions.js';
import { dateAndTime } from '../base/dates.js';
import { define } from '../base/define.js';
import { ConsultationElement } from '../base/element.js';
import { button } from '../base/forms/button.js';
import { icon } from '../base/icons.js';

/** How a recovery link carries the key: in the fragment, which no server sees. */
const FRAGMENT = /^#cq-key=([\w-]{43})$/;

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
  @state() private withdrawing = '';
  @state() private problem = '';

  protected override async loaded(): Promise<void> {
    const key = FRAGMENT.exec(location.hash)?.[1];
    if (key && this.client.adopt(key)) {
      // The key must not stay in the address bar of a shared computer, nor in its history.
      history.replaceState(history.state, '', location.pathname + location.search);
    }
    await this.more();
  }

  protected override heard(event: ClientEvent): void {
    if (event.type === 'forgotten') {
      this.items = [];
      this.next = null;
    }
  }

  protected override renderReady(): TemplateResult {
    return html`<section class="stack" aria-labelledby="count">
      <h2 id="count" tabindex="-1">${this.localized(this.view!.consultation.title)}</h2>
      ${this.problem ? html`<p class="notice notice-error">${icon('alert')} ${this.problem}</p>` : nothing}
      ${
        this.items.length === 0
          ? html`<p>
              ${msg('Ce navigateur n’a rien donné à cette consultation. Avez-vous un lien de récupération ?')}
            </p>`
          : html`<ul role="list" class="stack">
              ${this.items.map((item) => html`<li>${this.renderItem(item)}</li>`)}
            </ul>`
      }
      ${this.next ? button({ label: msg('Afficher la suite'), variant: 'secondary', onClick: () => void this.more() }) : nothing}
      ${this.renderOnThisDevice()}
    </section>`;
  }

  private renderItem(item: OwnContribution): TemplateResult {
    const { id, content, state: stands } = item;
    return html`<article class="card stack" aria-labelledby="own-${id}" id="o-${id}" tabindex="-1">
      <h3 id="own-${id}">${kindWords(item.kind)}</h3>
      <p class="muted">${msg(str`Reçu le ${dateAndTime(item.acceptedAt)}.`)}</p>
      ${
        stands === 'withdrawn'
          ? html`<p>${msg('Retiré : le texte est effacé.')}</p>`
          : html`${stands === 'hidden' ? html`<p>${msg('Masqué par la modération.')}</p>` : nothing}
              <div class="prose">${contentWords(content)}</div>
              ${this.withdrawing === id ? this.renderConfirm(id) : this.renderWithdraw(id)}`
      }
    </article>`;
  }

  private renderWithdraw(id: string): TemplateResult {
    return button({
      label: msg('Retirer'),
      variant: 'secondary',
      compact: true,
      onClick: () => {
        this.withdrawing = id;
        void this.focusOn('#confirm');
      },
    });
  }

  private renderConfirm(id: string): TemplateResult {
    return html`<div class="notice notice-warning stack" id="confirm" tabindex="-1">
      <p>${msg('Retirer pour de bon ? Le texte sera effacé.')}</p>
      <div class="row">
        ${button({ label: msg('Retirer'), compact: true, onClick: () => void this.withdraw(id) })}
        ${button({
          label: msg('Garder'),
          variant: 'secondary',
          compact: true,
          onClick: () => {
            this.withdrawing = '';
            void this.focusOn(`#o-${id}`);
          },
        })}
      </div>
    </div>`;
  }

  private async withdraw(id: string): Promise<void> {
    const item = this.items.find((one) => one.id === id)!;
    const answer = await this.client.give({ kind: 'withdrawal', activity: item.activity, item: id });
    this.withdrawing = '';
    if (!answer.ok) {
      this.problem = this.inLanguage(() => this.describe(answer.problem));
      return this.announce(this.problem);
    }
    this.items = this.items.map((one) =>
      one.id === id ? { ...one, state: 'withdrawn', content: null } : one,
    );
    this.announce(this.inLanguage(() => msg('Retiré : le texte est effacé.')));
    await this.focusOn(`#o-${id}`);
  }

  private async more(): Promise<void> {
    const answer = await this.client.contributions(this.next ? { cursor: this.next } : {});
    if (!answer.ok) {
      this.problem = this.inLanguage(() => this.describe(answer.problem));
      return;
    }
    const known = this.next ? this.items : [];
    this.items = [...known, ...answer.value.items];
    this.next = answer.value.next;
  }
}

function kindWords(kind: ContributionKind): string {
  switch (kind) {
    case 'response':
      return msg('Vos réponses au sondage');
    case 'comment':
      return msg('Votre commentaire');
    case 'idea':
      return msg('Votre idée');
    case 'feedback':
      return msg('Votre avis sur une page');
  }
}

/** Whatever was given, as the texts in it. */
function contentWords(content: OwnContribution['content']): string {
  const texts = (value: unknown): string[] => {
    if (typeof value === 'string') return [value];
    if (typeof value === 'number') return [String(value)];
    if (typeof value === 'boolean') return [value ? msg('Oui') : msg('Non')];
    return value && typeof value === 'object' ? Object.values(value).flatMap(texts) : [];
  };
  const { parent: _parent, ...given } = content ?? {};
  return texts(given).join('\n');
}

define('cq-own-contributions', CqOwnContributions);

declare global {
  interface HTMLElementTagNameMap {
    'cq-own-contributions': CqOwnContributions;
  }
}
