import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from '../base/decorators.js';
import type { ClientEvent, Pending } from '../../client/client.js';
import { part, type PartFiles } from '../../client/parts.js';
import type { IdeaChoice, IdeaPage, IdeaSummary, IdeaVotes } from '../../contract/ideas.js';
import { viewPath } from '../../domain/paths.js';
import { Ballots } from '../base/ballots.js';
import { bare } from '../base/bare.js';
import { define } from '../base/define.js';
import { ConsultationElement } from '../base/element.js';
import { button } from '../base/forms/button.js';
import { selectField } from '../base/forms/select.js';
import { inLanguage } from '../base/language.js';
import { PagedList } from '../base/list.js';
import { ideaTemplate } from './idea.js';
import { preloadedStart } from './preloaded.js';
import type * as ProposeModule from './propose.js';
import type { Proposal, ProposalErrors } from './propose.js';
import { styles } from './styles.js';
import { choiceWords, countWords } from './words.js';

/** The hash of what shows unusual texts, which the build writes here: this file was verified, and so is that. */
declare const __CQ_UNUSUAL__: PartFiles | undefined;
const sealed = typeof __CQ_UNUSUAL__ === 'undefined' ? undefined : __CQ_UNUSUAL__;

/** Texts that are not shown as they stand: web addresses, what nobody sees, marks without letters, floods. */
const UNUSUAL = /https?:\/\/|(?![\n\r\t])\p{C}|\p{M}\p{M}|(.)\1{99}|(\n\s*){4}/iu;

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
 * @fires {CustomEvent<ClientProblem>} cq-error - Something was refused, or the backend cannot be reached.
 * @csspart card - One idea.
 * @csspart error-summary - What is to be corrected in a form.
 */
export class CqIdeaVote extends ConsultationElement<'ideas'> {
  static override styles = [...ConsultationElement.styles, styles];

  /** Shows ideas of this section only. */
  @property() section = '';

  protected readonly kind = 'ideas';

  @state() private opening = '';
  @state() private withdrawing = '';
  @state() private proposing = false;
  @state() private proposal = NOTHING;
  @state() private errors: ProposalErrors = {};
  @state() private sending = false;
  @state() private loadingMore = false;
  /** These change in place; `requestUpdate` follows. */
  private readonly ideas = new PagedList<IdeaSummary>();
  private readonly ballots = new Ballots<IdeaChoice>((id, before, after) =>
    this.moveCounts(id, before, after),
  );
  /** The counts that voting gave a right to see. */
  private readonly earned = new Map<string, IdeaVotes | null>();
  private readonly own = new Set<string>();
  private readonly bodies = new Map<string, string>();
  private readonly open = new Set<string>();
  /** The form of a new idea: there once the first view is. */
  private form?: typeof ProposeModule | undefined;
  /** What shows texts that are not as they seem, once one is there. */
  private well?: (text: string) => unknown;
  private written?: Promise<void> | undefined;
  private unwatch?: () => void;
  private started = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unwatch?.();
    this.unwatch = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('section') && this.hasUpdated && this.view) void this.filter();
  }

  protected override viewOptions() {
    const asked = { ...super.viewOptions(), ...(this.section ? { section: this.section } : {}) };
    const path = viewPath(this.consultation, 'ideas', asked);
    return { ...asked, start: preloadedStart(new URL(path, this.client.api).href) };
  }

  protected override async fetchOwn(): Promise<unknown> {
    return (this.form ??= await part('participation', () => import('./propose.js')).catch(() => undefined));
  }

  protected override async loaded({ ideas }: Shown): Promise<void> {
    this.unwatch ??= this.client.watch();
    if (ideas) this.ideas.take(ideas);
    const [draft] = await Promise.all([this.client.draft<Proposal>(this.draftKey), this.loadMine()]);
    if (!draft || this.proposing || !(draft.value.title || draft.value.body)) return;
    this.proposal = draft.value;
    this.proposing = this.started = true;
  }

  protected override heard(event: ClientEvent): void {
    const activity = this.view?.activity.id;
    if (!activity) return;
    switch (event.type) {
      case 'outbox':
        return this.ballots.follow(this.pending);
      case 'stored':
        if (event.receipt.activity !== activity) return;
        this.ballots.follow(this.pending);
        // What this device had kept until now.
        if (event.receipt.kind === 'idea' && !this.sending) void this.showOwn(event.id);
        return this.emit('cq-submit', event.receipt);
      case 'proving':
        return;
      case 'changed':
        if (event.activity !== activity && event.activity !== '') return;
        if (event.own) void this.loadMine();
        void this.lookForNew();
        return;
      case 'forgotten':
        for (const kept of [this.ballots, this.earned, this.own]) kept.clear();
    }
  }

  protected override renderReady(): TemplateResult {
    const { title, description, prompt = description, proposals } = this.definition;
    return html`<section class="stack" aria-labelledby="title">
      <h2 id="title" tabindex="-1">${this.localized(title)}</h2>
      ${prompt ? html`<p class="lead">${this.localized(prompt)}</p>` : nothing} ${this.renderStanding()}
      ${this.renderPending()} ${this.canTakePart && proposals ? this.renderPropose() : nothing}
      ${this.renderTools()} ${this.renderTrouble()}
      <div class="cards">${this.batched(this.ideas.items).map((idea) => this.renderIdea(idea))}</div>
      ${this.renderMore()} ${this.canTakePart ? this.renderPrivacy() : nothing} ${this.renderOnThisDevice()}
    </section>`;
  }

  private renderTools(): TemplateResult {
    const { attribution } = this.view!.consultation;
    const { fresh, total } = this.ideas;
    return html`
      ${attribution ? html`<p class="muted">${this.localized(attribution)}</p>` : nothing}
      ${this.renderSections('section', msg('Toutes les sections'), this.section, (section) => (this.section = section))}
      <p class="muted" id="count" tabindex="-1">
        ${countWords(total)}${
          total > 1 ? html` ${msg('dans un ordre aléatoire, qui reste le même pour vous')}` : nothing
        }
      </p>
      ${
        fresh > 0 && !this.sending
          ? button({
              label: msg('De nouvelles idées : recharger la liste'),
              variant: 'secondary',
              onClick: () => void this.showNew(),
            })
          : nothing
      }
    `;
  }

  /** A list of the sections, where there are any; `none` is what it says when none is chosen. */
  private renderSections(
    id: string,
    none: string,
    value: string,
    onInput: (section: string) => void,
  ): unknown {
    const sections = this.definition.sections.map((section) => ({
      value: section.id,
      label: inLanguage(section.label, this.language).text,
    }));
    if (sections.length === 0) return nothing;
    const options = [{ value: '', label: none }, ...sections];
    return html`<div class="sections">
      ${selectField({ id, label: msg('Section'), value, options, onInput })}
    </div>`;
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
      choice: this.ballots.of(id),
      saved: this.ballots.isSaved(id),
      votes: idea.votes ?? (this.ballots.of(id) && this.earned.get(id)) ?? null,
      counts: this.definition.counts,
      section: section ? this.localized(section.label) : idea.section,
      canTakePart: this.canTakePart,
      writtenIn: this.writtenIn,
      shown: this.shown,
      now: new Date(),
      say: this.announce,
      onOpen: () => void this.toggle(id),
      onVote: (choice) => void this.vote(id, choice),
      onWithdraw: () => {
        this.withdrawing = id;
        void this.focusOn(`#withdraw-${id}`);
      },
      below: this.withdrawing === id ? this.renderWithdrawal(id) : nothing,
    });
  }

  /** What a citizen wrote: at once, and well as soon as what that takes is there, where it is not as it seems. */
  private readonly shown = (text: string): unknown => {
    if (!UNUSUAL.test(text)) return text;
    this.written ??= part('unusual', () => import('./unusual.js'), sealed).then(
      ({ written }) => {
        this.well = written;
        this.requestUpdate();
      },
      () => (this.written = undefined),
    );
    return this.well?.(text) ?? bare(text);
  };

  private renderWithdrawal(id: string): unknown {
    return this.participation?.confirmation({
      id: `withdraw-${id}`,
      question: msg('Retirer cette idée ? Son texte sera effacé pour de bon ; les votes resteront.'),
      yes: msg('Retirer'),
      no: msg('Garder'),
      onYes: () => void this.withdraw(id),
      onNo: () => {
        this.withdrawing = '';
        void this.focusOn(`#i-${id}`);
      },
    });
  }

  private renderMore(): unknown {
    if (!this.ideas.next) return nothing;
    return button({
      label: msg('Afficher plus d’idées'),
      variant: 'secondary',
      busy: this.loadingMore && msg('Chargement…'),
      say: this.announce,
      onClick: () => void this.more(),
    });
  }

  private renderPropose(): TemplateResult {
    const forms = this.participation;
    if (!this.proposing || !forms) {
      return button({
        label: msg('Proposer une idée'),
        variant: 'secondary',
        id: 'propose',
        onClick: () => void this.openProposal(),
      });
    }
    return this.form!.propose({
      forms,
      proposal: this.proposal,
      errors: this.errors,
      section: this.renderSections(
        'propose-section-field',
        msg('Aucune en particulier'),
        this.proposal.section,
        (section) => this.write({ section }),
      ),
      maxLength: this.definition.maxLength,
      sending: this.sending,
      pending: this.pending,
      root: this.renderRoot,
      notice: this.renderPrivacy(),
      say: this.announce,
      onChange: (change) => this.write(change),
      onSubmit: () => void this.submit(),
      onCancel: () => {
        this.proposing = false;
        void this.focusOn('#propose');
      },
    });
  }

  /** Votes on their way are marked where they are. */
  private renderPending(): unknown {
    const shown = this.pending.filter(
      ({ state, kept, contribution }) => state === 'refused' || (kept && contribution.kind === 'idea'),
    );
    return this.renderKept(shown, (entry) => this.pendingWords(entry));
  }

  private pendingWords({ contribution }: Pending): string {
    if (contribution.kind === 'idea') return `${contribution.title}\n\n${contribution.body}`;
    if (contribution.kind !== 'idea-ballot') return msg('Le retrait de votre idée');
    const title = this.ideas.items.find(({ id }) => id === contribution.item)?.title ?? '';
    return contribution.choice
      ? msg(str`Votre vote, ${choiceWords(contribution.choice)} : ${title}`)
      : msg(str`Le retrait de votre vote : ${title}`);
  }

  private async vote(item: string, choice: IdeaChoice | null): Promise<void> {
    this.begin();
    const answer = await this.ballots.cast(item, choice, () =>
      this.contribute({ kind: 'idea-ballot', item, choice }),
    );
    this.requestUpdate();
    if (!answer.ok) return this.tellProblem(answer.problem);
    // A later vote may have taken its place, and tells what becomes of it.
    if (answer.value.state === 'saved') return this.ballots.isSaved(item) ? this.saySaved() : undefined;
    this.say(() => (choice ? msg(str`Vote enregistré : ${choiceWords(choice)}`) : msg('Vote retiré.')));
  }

  private moveCounts(id: string, before: IdeaChoice | null, after: IdeaChoice | null): void {
    this.ideas.replace(id, (idea) => {
      if (!idea.votes) return idea;
      const votes = { ...idea.votes };
      if (before) votes[before] -= 1;
      if (after) votes[after] += 1;
      return { ...idea, votes };
    });
    this.requestUpdate();
  }

  private async toggle(id: string): Promise<void> {
    if (!this.open.delete(id)) {
      if (!this.bodies.has(id)) {
        this.opening = id;
        const answer = await this.client.idea(this.view!.activity.id, id);
        this.opening = '';
        if (!answer.ok) return this.tellProblem(answer.problem);
        this.bodies.set(id, answer.value.body ?? '');
      }
      this.open.add(id);
    }
    this.requestUpdate();
  }

  private async openProposal(): Promise<void> {
    if (!(await this.participate())) return;
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
    const { title, body, section } = this.proposal;
    const errors = this.inLanguage(() => this.form!.findErrors(this.proposal, this.definition.maxLength));
    if (Object.keys(errors).length > 0) return this.refuse(errors);
    this.sending = true;
    const elsewhere = this.markFocus();
    const answer = await this.contribute({
      kind: 'idea',
      title: title.trim(),
      body,
      ...(section && { section }),
    });
    if (!answer.ok) {
      this.sending = false;
      this.emit('cq-error', answer.problem);
      return this.refuse({ body: this.inLanguage(() => this.describe(answer.problem)) });
    }
    this.proposal = NOTHING;
    this.proposing = false;
    await this.client.forgetDraft(this.draftKey);
    if (answer.value.state === 'saved') {
      this.sending = false;
      await this.saySaved();
      return elsewhere() ? undefined : this.focusOn('#title');
    }
    const { id } = answer.value.receipt;
    await this.showOwn(id);
    this.sending = false;
    this.say(() => msg('Votre idée est publiée.'));
    if (!elsewhere()) await this.focusOn(`#i-${id}`);
  }

  private async refuse(errors: ProposalErrors): Promise<void> {
    this.errors = errors;
    await this.focusOn('#error-summary');
  }

  /** Puts one’s own idea first, as the backend has it. */
  private async showOwn(id: string): Promise<void> {
    this.own.add(id);
    const answer = await this.client.idea(this.view!.activity.id, id, { fresh: true });
    if (!answer.ok) return;
    this.bodies.set(id, answer.value.body ?? '');
    this.ideas.prepend(answer.value);
    this.requestUpdate();
  }

  private async withdraw(item: string): Promise<void> {
    const answer = await this.contribute({ kind: 'withdrawal', item });
    this.withdrawing = '';
    if (!answer.ok) return this.tellProblem(answer.problem);
    this.ideas.replace(item, (idea) => ({
      ...idea,
      state: 'withdrawn',
      title: null,
      excerpt: null,
      votes: null,
    }));
    this.say(() => msg('Votre idée est retirée.'));
    await this.focusOn(`#i-${item}`);
  }

  private async filter(): Promise<void> {
    const { section } = this;
    const page = await this.ask({});
    // Another section may have been chosen meanwhile.
    if (!page || section !== this.section) return;
    this.take(page);
    this.say(() => countWords(page.total));
  }

  private async more(): Promise<void> {
    if (this.loadingMore) return;
    this.loadingMore = true;
    const { section } = this;
    const page = await this.ask({ cursor: this.ideas.next! });
    this.loadingMore = false;
    if (!page || section !== this.section) return;
    void this.grow(this.ideas.items.length);
    const first = this.ideas.append(page);
    if (first) await this.focusOn(`#i-${first.id}`);
  }

  private async showNew(): Promise<void> {
    const page = await this.ask({ fresh: true });
    if (!page) return;
    this.take(page);
    await this.focusOn('#count');
  }

  /** Others may have voted or proposed: counts change in place, and nothing moves. */
  private async lookForNew(): Promise<void> {
    const { section } = this;
    if (this.definition.counts === 'after-vote') void this.loadMine();
    const page = await this.ask({ fresh: true }, true);
    // While something of one's own is on its way, nobody knows whose the newest is: its answer has this asked again.
    if (!page || section !== this.section || this.isSending) return;
    this.ideas.refresh(page, (known, now) => (this.ballots.isOpen(now.id) ? known : now));
    this.requestUpdate();
  }

  /** Asks for a page of the section; what goes wrong is told, unless the reader did not ask for it. */
  private async ask(
    options: { cursor?: string; fresh?: boolean },
    quietly = false,
  ): Promise<IdeaPage | undefined> {
    const { section } = this;
    const answer = await this.client.ideas(this.view!.activity.id, {
      ...options,
      ...(section && { section }),
    });
    if (answer.ok) {
      this.trouble = '';
      return answer.value;
    }
    if (!quietly) this.tellProblem(answer.problem);
    return undefined;
  }

  private take(page: IdeaPage): void {
    this.ideas.take(page);
    this.requestUpdate();
  }

  private async loadMine(): Promise<void> {
    const answer = await this.client.mine(this.view!.activity.id);
    if (!answer.ok) return;
    const { ballots, own } = answer.value;
    this.ballots.take(ballots, this.pending);
    for (const { item, votes } of ballots) this.earned.set(item, votes as IdeaVotes | null);
    for (const id of own) {
      // What one proposed is where one finds it, whatever the order.
      if (!this.own.has(id)) void this.showOwn(id);
    }
    this.requestUpdate();
  }

  private begin(): void {
    if (!this.started) this.emit('cq-start', undefined);
    this.started = true;
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
