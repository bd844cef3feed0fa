import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ClientEvent, Pending } from '../../client/client.js';
import type { IdeaChoice, IdeaPage, IdeaSummary, IdeaVotes } from '../../contract/ideas.js';
import { define } from '../base/define.js';
import { ConsultationElement } from '../base/element.js';
import { button, focusSummary, selectField } from '../base/forms.js';
import { icon } from '../base/icons.js';
import { inLanguage } from '../base/language.js';
import { onThisDevice, pendingList, privacyNotice } from '../base/notices.js';
import { ideaTemplate } from './idea.js';
import { type Proposal, type ProposalErrors, propose, TITLE_LENGTH } from './propose.js';
import { styles } from './styles.js';
import { choiceWords, countWords } from './words.js';

const NOTHING: Proposal = { title: '', body: '', section: '' };

type Shown = NonNullable<ConsultationElement<'ideas'>['view']>;

/**
 * Ideas in an order that is fair (random by reader, and stable for each): read one in full, vote for, against or
 * mixed, change one's mind, and propose.
 *
 * @customElement cq-idea-vote
 * @fires {CustomEvent<undefined>} cq-ready - The first ideas are shown.
 * @fires {CustomEvent<undefined>} cq-start - The citizen has voted or begun to propose.
 * @fires {CustomEvent<Receipt>} cq-submit - The backend has stored a vote, an idea or a withdrawal.
 * @fires {CustomEvent<Problem>} cq-error - Something was refused, or the backend cannot be reached.
 * @csspart card - One idea.
 */
export class CqIdeaVote extends ConsultationElement<'ideas'> {
  static override styles = [...ConsultationElement.styles, styles];

  /** Shows ideas of this section only. */
  @property() section = '';

  protected readonly kind = 'ideas';

  @state() private ideas: IdeaSummary[] = [];
  @state() private next: string | null = null;
  @state() private total = 0;
  @state() private fresh = 0;
  @state() private choices = new Map<string, IdeaChoice | null>();
  /** The counts that voting gave a right to see. */
  @state() private ownVotes = new Map<string, IdeaVotes | null>();
  @state() private own = new Set<string>();
  @state() private bodies = new Map<string, string>();
  @state() private open = new Set<string>();
  @state() private opening = '';
  @state() private proposing = false;
  @state() private proposal = NOTHING;
  @state() private errors: ProposalErrors = {};
  @state() private sending = false;
  @state() private problem = '';
  @state() private loadingMore = false;
  private unwatch?: () => void;
  private started = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unwatch?.();
    this.unwatch = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('section') && this.hasUpdated && this.view) void this.filter(this.section);
  }

  protected override viewOptions() {
    return { ...super.viewOptions(), ...(this.section ? { section: this.section } : {}) };
  }

  protected override async loaded({ ideas }: Shown): Promise<void> {
    this.unwatch ??= this.client.watch();
    if (ideas) this.take(ideas);
    const [draft] = await Promise.all([this.client.draft<Proposal>(this.draftKey), this.loadMine()]);
    if (!draft || this.proposing || !(draft.value.title || draft.value.body)) return;
    this.proposal = draft.value;
    this.proposing = this.started = true;
  }

  protected override heard(event: ClientEvent): void {
    const activity = this.view?.activity.id;
    if (!activity) return;
    if (event.type === 'forgotten') {
      this.choices = new Map();
      this.ownVotes = new Map();
      this.own = new Set();
    }
    if (event.type === 'stored' && event.receipt.activity === activity) {
      this.emit('cq-submit', event.receipt);
      if (event.receipt.kind === 'ballot' && this.definition.counts === 'after-vote') void this.loadMine();
    }
    if (event.type === 'changed' && (event.activity === activity || event.activity === ''))
      void this.lookForNew();
  }

  protected override renderReady(): TemplateResult {
    const { title, prompt, proposals } = this.definition;
    return html`<section class="stack" aria-labelledby="title">
      <h2 id="title" tabindex="-1">${this.localized(title)}</h2>
      ${prompt ? html`<p class="lead">${this.localized(prompt)}</p>` : nothing} ${this.renderStanding()}
      ${this.renderPending()} ${this.canTakePart && proposals ? this.renderPropose() : nothing}
      ${this.renderTools()}
      ${this.problem ? html`<p class="notice notice-error">${icon('alert')} ${this.problem}</p>` : nothing}
      <div class="cards">
        ${repeat(
          this.ideas,
          ({ id }) => id,
          (idea) => this.renderIdea(idea),
        )}
      </div>
      ${this.renderMore()}
      ${this.canTakePart ? privacyNotice(this.view!.consultation, this.localized) : nothing}
      ${
        this.client.participant
          ? onThisDevice({
              recoveryLink: this.client.recoveryLink(),
              onForget: () => void this.client.forget(),
            })
          : nothing
      }
    </section>`;
  }

  private renderTools(): TemplateResult {
    const { attribution } = this.view!.consultation;
    const sections = this.sections;
    return html`
      ${attribution ? html`<p class="muted">${this.localized(attribution)}</p>` : nothing}
      ${
        sections.length > 0
          ? html`<div class="sections">
              ${selectField({
                id: 'section',
                label: msg('Section'),
                value: this.section,
                options: [{ value: '', label: msg('Toutes les sections') }, ...sections],
                onInput: (section) => (this.section = section),
              })}
            </div>`
          : nothing
      }
      <p class="muted" id="count" tabindex="-1">
        ${countWords(this.total)}${
          this.total > 1 ? html` ${msg('dans un ordre au hasard, qui reste le même pour vous')}` : nothing
        }
      </p>
      ${
        this.fresh > 0
          ? button({
              label: msg('De nouvelles idées : recharger la liste'),
              variant: 'secondary',
              onClick: () => void this.showNew(),
            })
          : nothing
      }
    `;
  }

  private renderIdea(idea: IdeaSummary): TemplateResult {
    const { id } = idea;
    const section = this.definition.sections.find((one) => one.id === idea.section);
    return ideaTemplate({
      idea,
      body: this.bodies.get(id),
      open: this.open.has(id),
      opening: this.opening === id,
      own: this.own.has(id),
      choice: this.choices.get(id) ?? null,
      votes: idea.votes ?? (this.choices.get(id) ? (this.ownVotes.get(id) ?? null) : null),
      counts: this.definition.counts,
      section: section ? this.localized(section.label) : idea.section,
      canTakePart: this.canTakePart,
      now: new Date(),
      say: this.announce,
      onOpen: () => void this.toggle(id),
      onVote: (choice) => void this.vote(id, choice),
      onWithdraw: () => void this.withdraw(id),
    });
  }

  private renderMore(): unknown {
    if (!this.next) return nothing;
    return button({
      label: msg('Afficher plus d’idées'),
      variant: 'secondary',
      busy: this.loadingMore && msg('Chargement…'),
      say: this.announce,
      onClick: () => void this.more(),
    });
  }

  private renderPropose(): TemplateResult {
    if (!this.proposing) {
      return button({
        label: msg('Proposer une idée'),
        variant: 'secondary',
        id: 'propose',
        onClick: () => void this.openProposal(),
      });
    }
    return propose({
      proposal: this.proposal,
      errors: this.errors,
      sections: this.sections,
      maxLength: this.definition.maxLength,
      sending: this.sending,
      root: this.renderRoot,
      notice: privacyNotice(this.view!.consultation, this.localized),
      say: this.announce,
      onChange: (change) => this.write(change),
      onSubmit: () => void this.submit(),
      onCancel: () => {
        this.proposing = false;
        void this.focusOn('#propose');
      },
    });
  }

  private renderPending(): unknown {
    return pendingList({
      pending: this.client
        .pending(this.view!.activity.id)
        .filter(
          (entry) =>
            entry.state === 'refused' || (entry.state === 'waiting' && entry.contribution.kind === 'idea'),
        ),
      describe: (entry) => this.pendingWords(entry),
      onRetry: (id) => this.client.retry(id),
      onDiscard: (id) => void this.client.discard(id),
    });
  }

  private pendingWords({ contribution }: Pending): string {
    if (contribution.kind === 'idea') return `${contribution.title}\n\n${contribution.body}`;
    if (contribution.kind !== 'idea-ballot') return msg('Le retrait de votre idée');
    const title = this.ideas.find(({ id }) => id === contribution.item)?.title ?? '';
    return contribution.choice
      ? msg(str`Votre vote, ${choiceWords(contribution.choice)} : ${title}`)
      : msg(str`Le retrait de votre vote : ${title}`);
  }

  private async vote(id: string, choice: IdeaChoice | null): Promise<void> {
    this.begin();
    const before = this.choices.get(id) ?? null;
    this.countVote(id, before, choice);
    const answer = await this.client.give({
      kind: 'idea-ballot',
      activity: this.view!.activity.id,
      item: id,
      choice,
    });
    if (!answer.ok) {
      // Refused: what is shown goes back to what is true.
      if ((this.choices.get(id) ?? null) === choice) this.countVote(id, choice, before);
      return this.tellProblem(answer.problem);
    }
    const saved = answer.value.state === 'saved';
    this.announce(
      this.inLanguage(() => {
        if (saved)
          return msg('Vote enregistré sur cet appareil. L’envoi se fera dès que la connexion reviendra.');
        return choice ? msg(str`Vote enregistré : ${choiceWords(choice)}`) : msg('Vote retiré.');
      }),
    );
  }

  private countVote(id: string, before: IdeaChoice | null, after: IdeaChoice | null): void {
    this.choices = new Map(this.choices).set(id, after);
    const moved = (votes: IdeaVotes): IdeaVotes => {
      const next = { ...votes };
      if (before) next[before] -= 1;
      if (after) next[after] += 1;
      return next;
    };
    this.ideas = this.ideas.map((idea) =>
      idea.id === id && idea.votes ? { ...idea, votes: moved(idea.votes) } : idea,
    );
  }

  private async toggle(id: string): Promise<void> {
    const open = new Set(this.open);
    if (open.delete(id)) {
      this.open = open;
      return;
    }
    if (!this.bodies.has(id)) {
      this.opening = id;
      const answer = await this.client.idea(this.view!.activity.id, id);
      this.opening = '';
      if (!answer.ok) return this.tellProblem(answer.problem);
      this.bodies = new Map(this.bodies).set(id, answer.value.body ?? '');
    }
    this.open = new Set(this.open).add(id);
  }

  private async openProposal(): Promise<void> {
    this.proposing = true;
    await this.focusOn('#propose-title');
  }

  private write(change: Partial<Proposal>): void {
    this.begin();
    this.proposal = { ...this.proposal, ...change };
    this.errors = {};
    void this.client.saveDraft(this.draftKey, this.proposal);
  }

  private async submit(): Promise<void> {
    this.errors = this.inLanguage(() => this.findErrors());
    if (Object.keys(this.errors).length > 0) {
      await this.updateComplete;
      return focusSummary(this.renderRoot);
    }
    const { title, body, section } = this.proposal;
    this.sending = true;
    const answer = await this.client.give({
      kind: 'idea',
      activity: this.view!.activity.id,
      title: title.trim(),
      body,
      ...(section ? { section } : {}),
    });
    this.sending = false;
    if (!answer.ok) return this.tellProblem(answer.problem);
    this.proposal = NOTHING;
    this.proposing = false;
    await this.client.forgetDraft(this.draftKey);
    if (answer.value.state === 'saved') {
      this.announce(
        this.inLanguage(() =>
          msg('Enregistré sur cet appareil. L’envoi se fera dès que la connexion reviendra.'),
        ),
      );
      return this.focusOn('#title');
    }
    const { id } = answer.value.receipt;
    this.own = new Set(this.own).add(id);
    const read = await this.client.idea(this.view!.activity.id, id, { fresh: true });
    if (read.ok && !this.ideas.some((idea) => idea.id === id)) {
      this.ideas = [read.value, ...this.ideas];
      this.total += 1;
      this.bodies = new Map(this.bodies).set(id, read.value.body ?? '');
    }
    this.announce(this.inLanguage(() => msg('Votre idée est publiée.')));
    await this.focusOn(`#i-${id}`);
  }

  private findErrors(): ProposalErrors {
    const { title, body } = this.proposal;
    const { maxLength } = this.definition;
    const errors: ProposalErrors = {};
    if (!title.trim()) errors.title = msg('Donnez un titre à votre idée.');
    else if (title.trim().length > TITLE_LENGTH)
      errors.title = msg(str`Écrivez un titre d’au plus ${TITLE_LENGTH} caractères.`);
    if (!body.trim()) errors.body = msg('Décrivez votre idée.');
    else if (body.length > maxLength)
      errors.body = msg(str`Votre texte est trop long : ${maxLength} caractères au plus.`);
    return errors;
  }

  private async withdraw(id: string): Promise<void> {
    const answer = await this.client.give({ kind: 'withdrawal', activity: this.view!.activity.id, item: id });
    if (!answer.ok) return this.tellProblem(answer.problem);
    this.ideas = this.ideas.map((idea) =>
      idea.id === id ? { ...idea, state: 'withdrawn', title: null, excerpt: null, votes: null } : idea,
    );
    this.announce(this.inLanguage(() => msg('Votre idée est retirée.')));
    await this.focusOn(`#i-${id}`);
  }

  private async filter(section: string): Promise<void> {
    const page = await this.page({ section });
    if (!page) return;
    this.take(page);
    this.announce(this.inLanguage(() => countWords(page.total)));
  }

  private async more(): Promise<void> {
    this.loadingMore = true;
    const page = await this.page({ section: this.section, cursor: this.next! });
    this.loadingMore = false;
    if (!page) return;
    const added = page.items.filter((one) => !this.ideas.some((other) => other.id === one.id));
    this.ideas = [...this.ideas, ...added];
    this.next = page.next;
    if (added[0]) await this.focusOn(`#i-${added[0].id}`);
  }

  private async showNew(): Promise<void> {
    const page = await this.page({ section: this.section, fresh: true });
    if (!page) return;
    this.take(page);
    await this.focusOn('#count');
  }

  /** Others may have voted or proposed: counts change in place, and nothing moves. */
  private async lookForNew(): Promise<void> {
    const answer = await this.client.ideas(this.view!.activity.id, {
      fresh: true,
      ...(this.section ? { section: this.section } : {}),
    });
    if (!answer.ok) return;
    const { items, total } = answer.value;
    const waiting = new Set(
      this.client
        .pending(this.view!.activity.id)
        .map(({ contribution }) => (contribution.kind === 'idea-ballot' ? contribution.item : '')),
    );
    this.ideas = this.ideas.map((idea) => {
      const now = items.find(({ id }) => id === idea.id);
      return now && !waiting.has(idea.id) ? now : idea;
    });
    this.fresh = Math.max(0, total - this.total);
  }

  private async page(options: {
    section: string;
    cursor?: string;
    fresh?: boolean;
  }): Promise<IdeaPage | undefined> {
    const { section, ...rest } = options;
    const answer = await this.client.ideas(this.view!.activity.id, {
      ...rest,
      ...(section ? { section } : {}),
    });
    if (answer.ok) return answer.value;
    this.tellProblem(answer.problem);
    return undefined;
  }

  private take(page: IdeaPage): void {
    this.ideas = page.items;
    this.next = page.next;
    this.total = page.total;
    this.fresh = 0;
    this.problem = '';
  }

  private async loadMine(): Promise<void> {
    const answer = await this.client.mine(this.view!.activity.id);
    if (!answer.ok) return;
    const { ballots, own } = answer.value;
    this.choices = new Map(ballots.map(({ item, choice }) => [item, choice as IdeaChoice | null]));
    this.ownVotes = new Map(ballots.map(({ item, votes }) => [item, votes as IdeaVotes | null]));
    this.own = new Set(own);
  }

  private get sections(): { value: string; label: string }[] {
    return this.definition.sections.map(({ id, label }) => ({
      value: id,
      label: inLanguage(label, this.language).text,
    }));
  }

  private begin(): void {
    if (!this.started) this.emit('cq-start', undefined);
    this.started = true;
  }

  private tellProblem(problem: Parameters<typeof this.describe>[0]): void {
    this.problem = this.inLanguage(() => this.describe(problem));
    this.announce(this.problem);
    this.emit('cq-error', problem);
  }

  private get draftKey(): string {
    return `idea:${this.view!.activity.id}`;
  }
}

define('cq-idea-vote', CqIdeaVote);

declare global {
  interface HTMLElementTagNameMap {
    'cq-idea-vote': CqIdeaVote;
  }
}
