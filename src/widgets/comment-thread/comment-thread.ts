import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { property, state } from '../base/decorators.js';
import type { ClientEvent, Delivery } from '../../client/client.js';
import { part, type PartFiles } from '../../client/parts.js';
import type { Comment } from '../../contract/comments.js';
import { MAX_DEPTH, SHOWS_NOTHING } from '../../contract/limits.js';
import { Ballots } from '../base/ballots.js';
import { number } from '../base/dates.js';
import { define } from '../base/define.js';
import { ConsultationElement } from '../base/element.js';
import { button } from '../base/forms/button.js';
import type { PagedList } from '../base/list.js';
import { type CommentOptions, commentTemplate, type Vote } from './comment.js';
import type { Writing } from './compose.js';
import type { Reading } from './reading/thread-reading.js';
import type { Report } from './report.js';
import { styles } from './styles.js';
import { Thread, USUAL } from './thread.js';
import { alignments, summaryWords } from './words.js';
import type * as WritingModule from './writing.js';

/** The hash of what follows the first view, which the build writes here: this file was verified, and so is that. */
declare const __CQ_READING__: PartFiles | undefined;
const sealed = typeof __CQ_READING__ === 'undefined' ? undefined : __CQ_READING__;

/** The thread itself, as a place to write; a comment's id stands for an answer to it. */
const ROOT = 'root';

type Shown = NonNullable<ConsultationElement<'comments'>['view']>;

/**
 * A thread of comments: read, write, answer, vote, report and withdraw. Nothing moves under the reader: what others
 * write waits behind a button.
 *
 * @customElement cq-comment-thread
 * @fires {CustomEvent<undefined>} cq-ready - The first comments are shown.
 * @fires {CustomEvent<undefined>} cq-start - The citizen has begun to write.
 * @fires {CustomEvent<Receipt>} cq-submit - The backend has stored a comment, a vote, a report or a withdrawal.
 * @fires {CustomEvent<ClientProblem>} cq-error - Something was refused, or the backend cannot be reached.
 * @csspart comment - One comment.
 * @csspart error-summary - What is to be corrected in a form.
 */
export class CqCommentThread extends ConsultationElement<'comments'> {
  static override styles = [...ConsultationElement.styles, styles];

  /** The id of an idea: shows and takes only the comments about it. */
  @property() subject = '';

  protected readonly kind = 'comments';

  @state() private report?: Report;
  @state() private withdrawing = '';
  /** These change in place; `requestUpdate` follows. */
  private readonly thread = new Thread();
  private readonly ballots = new Ballots<'up' | 'down'>((id, before, after) =>
    this.moveCounts(id, before, after),
  );
  private readonly own = new Set<string>();
  private readonly reported = new Set<string>();
  private readonly unfolded = new Set<string>();
  private readonly writings = new Map<string, Writing>();
  /** Order, filters, search and permalinks: there once the first view is. */
  @state() private reading?: Reading | undefined;
  private beginning?: Promise<Reading | undefined> | undefined;
  /** The newest view, before it is shown. */
  private coming?: Shown;
  /** The forms: there once the first view is. */
  private forms?: typeof WritingModule | undefined;
  private unwatch?: () => void;
  private started = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unwatch?.();
    this.unwatch = undefined;
    this.reading?.end();
    this.reading = this.beginning = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (!changed.has('subject') || !this.hasUpdated) return;
    this.thread.listing = USUAL;
    void this.reload();
  }

  protected override viewOptions() {
    return { ...super.viewOptions(), ...(this.subject ? { subject: this.subject } : {}) };
  }

  protected override async needs(view: Shown): Promise<boolean> {
    this.coming = view;
    // Who came for one comment does not see others first.
    if (/^#cq-[\da-f]{8}-/i.test(location.hash)) await this.beginReading();
    return true;
  }

  protected override async fetchOwn(): Promise<unknown> {
    return (this.forms ??= await part('participation', () => import('./writing.js')).catch(() => undefined));
  }

  protected override async loaded({ comments }: Shown): Promise<void> {
    this.unwatch ??= this.client.watch();
    const { thread } = this;
    if (comments && thread.isWhole && thread.listing.sort === 'recent') thread.take(comments);
    else if (comments) thread.count(comments);
    if (!this.reading) void this.beginReading();
    else if (thread.alone) void this.focusOnComment(thread.alone);
    const [draft] = await Promise.all([this.client.draft<Writing>(this.draftKey(ROOT)), this.loadMine()]);
    if (draft?.value.body && !this.writings.has(ROOT)) this.write(ROOT, draft.value);
  }

  protected override heard(event: ClientEvent): void {
    const activity = this.view?.activity.id;
    if (!activity) return;
    switch (event.type) {
      case 'outbox':
        return this.ballots.follow(this.pending);
      case 'stored':
        if (event.receipt.activity !== activity) return;
        if (event.receipt.kind === 'comment') this.own.add(event.id);
        this.ballots.follow(this.pending);
        return this.emit('cq-submit', event.receipt);
      case 'changed':
        if (event.activity !== activity && event.activity !== '') return;
        if (event.own) void this.loadMine();
        void this.reading?.lists.lookForNew();
        return;
      case 'forgotten':
        for (const kept of [this.ballots, this.own, this.reported]) kept.clear();
    }
  }

  protected override renderReady(): TemplateResult {
    const { title, description, prompt = description } = this.definition;
    return html`<section class="stack" aria-labelledby="title">
      <h2 id="title" tabindex="-1">${this.localized(title)}</h2>
      ${prompt ? html`<p class="lead">${this.localized(prompt)}</p>` : nothing} ${this.renderStanding()}
      ${this.renderPending()} ${this.canTakePart ? this.renderWrite() : nothing} ${this.renderList()}
      ${this.renderOnThisDevice()}
    </section>`;
  }

  private renderWrite(): TemplateResult | typeof nothing {
    if (this.participation && this.writings.has(ROOT)) return this.renderCompose(ROOT);
    return button({
      label: msg('Écrire un commentaire'),
      id: 'write',
      onClick: () => void this.beginWriting(ROOT),
    });
  }

  private renderCompose(place: string): TemplateResult | typeof nothing {
    const forms = this.participation;
    if (!forms) return nothing;
    const { maxLength, alignment } = this.definition;
    return this.forms!.compose({
      forms,
      id: place,
      writing: this.writings.get(place)!,
      reply: place !== ROOT,
      maxLength,
      alignments: alignment ? alignments() : [],
      root: this.renderRoot,
      notice: this.renderPrivacy(),
      say: this.announce,
      onChange: (change) => this.write(place, change),
      onSubmit: () => void this.post(place),
      onCancel: () => void this.cancelWriting(place),
    });
  }

  private renderList(): TemplateResult {
    const { attribution } = this.view!.consultation;
    const { alone, next, positions, total } = this.thread;
    return html`
      <h3 id="count" tabindex="-1">
        ${summaryWords(total, this.definition.alignment ? positions : undefined)}
      </h3>
      ${attribution ? html`<p class="muted">${this.localized(attribution)}</p>` : nothing}
      ${total > 1 ? html`<div class="tools">${this.reading?.tools()}</div>` : nothing} ${this.renderTrouble()}
      ${this.reading?.renderTold() ?? html`<div class="told"></div>`} ${this.renderComments(this.thread)}
      ${
        next && !alone
          ? button({
              label: msg('Afficher plus de commentaires'),
              variant: 'secondary',
              busy: this.reading?.lists.loadingMore && msg('Chargement…'),
              say: this.announce,
              onClick: () => void this.look(({ lists }) => lists.more()),
            })
          : nothing
      }
    `;
  }

  /** A list of articles. Each is drawn again when something of it changes, and stays where it is when one is put before. */
  private renderComments({ items, added }: PagedList<Comment>, label?: string): TemplateResult {
    const shown = this.batched(items);
    return html`<ul
      role="list"
      class=${label ? 'replies' : 'list'}
      aria-label=${label ?? nothing}
      aria-labelledby=${label ? nothing : 'count'}
    >
      ${shown.slice(0, added).map(this.renderComment)}${shown.slice(added).map(this.renderComment)}
    </ul>`;
  }

  private readonly renderComment = (comment: Comment): TemplateResult => {
    const options = this.optionsOf(comment);
    const parts = Object.values(options).filter((value) => typeof value !== 'function');
    return html`<li>${guard(parts, () => commentTemplate(options))}</li>`;
  };

  /** One comment with what is open below it. */
  private optionsOf(comment: Comment): CommentOptions {
    const { id } = comment;
    const { alone, expanded, listing } = this.thread;
    return {
      comment,
      language: this.language,
      body: this.view!.consultation.body.name,
      alone: alone === id,
      sought: alone ? undefined : (listing.q ?? (listing.official && '')),
      reading: this.reading,
      own: this.own.has(id),
      vote: this.ballots.of(id),
      saved: this.ballots.isSaved(id),
      reported: this.reported.has(id),
      unfolded: this.unfolded.has(id),
      expanded: expanded.has(id),
      canTakePart: this.canTakePart,
      writtenIn: this.writtenIn,
      canVote: this.definition.votes,
      canReply: this.definition.replies && comment.depth < MAX_DEPTH,
      now: Math.floor(Date.now() / 60_000),
      onUnfold: () => this.unfold(id),
      onVote: (vote) => void this.vote(id, vote),
      onReply: () => void this.beginWriting(id),
      onExpand: () => void this.look(({ lists }) => lists.expand(id)),
      onReport: () => void this.beginReport(id),
      onWithdraw: () => {
        this.withdrawing = id;
        void this.focusOn(`#withdraw-${id}`);
      },
      onOpen: (event) => {
        // Another tab or window is the browser's business; so is all while the second file is on its way.
        if (!this.reading || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        void this.reading.open(event);
      },
      below: this.renderBelow(comment),
    };
  }

  /** `nothing` where nothing is open: the comment above is then not drawn again for it. */
  private renderBelow(comment: Comment): unknown {
    const { id } = comment;
    const reporting = this.report?.comment === id;
    const withdrawing = this.withdrawing === id;
    const writing = this.canTakePart && this.writings.has(id);
    const open = this.thread.expanded.has(id);
    if (!reporting && !withdrawing && !writing && !open) return nothing;
    return html`
      ${reporting ? this.renderReport(this.report!) : nothing}
      ${withdrawing ? this.renderWithdrawal(id) : nothing} ${writing ? this.renderCompose(id) : nothing}
      ${open ? this.renderReplies(comment) : nothing}
    `;
  }

  private renderReplies({ id, author, replies: count }: Comment): unknown {
    const list = this.thread.replies.get(id);
    if (!list) return nothing;
    return html`${this.renderComments(list, msg(str`Réponses à ${author}`))}
      <div class="more">
        ${
          list.next || count > list.items.length
            ? button({
                label: msg('Afficher plus de réponses'),
                variant: 'link',
                onClick: () => void this.look(({ lists }) => lists.moreReplies(id)),
              })
            : nothing
        }
      </div>`;
  }

  private renderReport(report: Report): TemplateResult | typeof nothing {
    const forms = this.participation;
    if (!forms) return nothing;
    return this.forms!.reportForm({
      forms,
      report,
      onChange: (changed) => (this.report = changed),
      onSubmit: () => void this.sendReport(report),
      onCancel: () => {
        this.report = undefined;
        void this.focusOnComment(report.comment);
      },
    });
  }

  private renderWithdrawal(id: string): unknown {
    return this.participation?.confirmation({
      id: `withdraw-${id}`,
      question: msg(
        'Retirer ce commentaire ? Son texte sera effacé pour de bon ; les réponses des autres resteront.',
      ),
      yes: msg('Retirer'),
      no: msg('Garder'),
      onYes: () => void this.withdraw(id),
      onNo: () => {
        this.withdrawing = '';
        void this.focusOnComment(id);
      },
    });
  }

  /** Votes on their way are marked where they are. */
  private renderPending(): unknown {
    const shown = this.pending.filter(
      ({ state, kept, contribution }) => state === 'refused' || (kept && contribution.kind === 'comment'),
    );
    return this.renderKept(shown, (entry) => this.forms!.pendingWords(entry));
  }

  private write(place: string, change: Partial<Writing>): void {
    if (!this.started && change.body) this.emit('cq-start', undefined);
    this.started ||= Boolean(change.body);
    const writing = { body: '', ...this.writings.get(place), ...change };
    this.writings.set(place, writing);
    this.requestUpdate();
    const { body, alignment } = writing;
    if ('body' in change || 'alignment' in change)
      void this.client.saveDraft(this.draftKey(place), { body, alignment });
  }

  private async post(place: string): Promise<void> {
    const { body, alignment } = this.writings.get(place)!;
    const wrong = this.inLanguage(() => this.findWrong(body));
    if (wrong) return this.refuse(place, wrong);
    this.write(place, { sending: true });
    const elsewhere = this.markFocus();
    const parent = place === ROOT ? undefined : this.thread.find(place);
    const answer = await this.contribute({
      kind: 'comment',
      body,
      ...(alignment && { alignment }),
      ...(parent && { parent: parent.id }),
      ...(this.subject && !parent && { subject: this.subject }),
    });
    if (!answer.ok) {
      this.emit('cq-error', answer.problem);
      return this.refuse(
        place,
        this.inLanguage(() => this.describe(answer.problem)),
      );
    }
    await this.posted(place, answer.value, { body, alignment: alignment ?? null, parent }, elsewhere);
  }

  /** Says in the form why it was not sent; what another form said is over. */
  private async refuse(place: string, error: string): Promise<void> {
    for (const [other, writing] of this.writings) this.writings.set(other, { ...writing, error: undefined });
    this.write(place, { sending: false, error });
    await this.focusOn('#error-summary');
  }

  /** The text is cleared only now: the backend has it, or this device keeps it. */
  private async posted(
    place: string,
    delivery: Delivery,
    { parent, ...given }: Pick<Comment, 'body' | 'alignment'> & { parent: Comment | undefined },
    elsewhere: () => boolean,
  ): Promise<void> {
    this.writings.delete(place);
    // Another thread of this activity on the page has its words there: they stay.
    const draft = await this.client.draft<Writing>(this.draftKey(place));
    if (draft?.value.body === given.body) await this.client.forgetDraft(this.draftKey(place));
    if (delivery.state === 'saved') {
      await this.saySaved();
      this.requestUpdate();
      return elsewhere() ? undefined : this.focusOn('#title');
    }
    const { id, acceptedAt } = delivery.receipt;
    this.own.add(id);
    if (parent && parent.replies > 0 && !this.thread.replies.has(parent.id))
      await this.reading?.lists.moreReplies(parent.id);
    this.thread.add({
      ...given,
      id,
      acceptedAt,
      parent: parent?.id ?? null,
      depth: parent ? parent.depth + 1 : 0,
      subject: null,
      state: 'published',
      author: '',
      replies: 0,
      votes: { up: 0, down: 0 },
    });
    this.say(() => msg('Votre commentaire est publié.'));
    if (!elsewhere()) await this.focusOnComment(id);
  }

  private findWrong(body: string): string {
    if (SHOWS_NOTHING.test(body)) return msg('Écrivez votre commentaire avant de le publier.');
    const { maxLength } = this.definition;
    return body.length > maxLength
      ? msg(str`Votre texte est trop long : ${number(maxLength)} caractères au plus.`)
      : '';
  }

  private async vote(item: string, choice: Vote): Promise<void> {
    const answer = await this.ballots.cast(item, choice, () =>
      this.contribute({ kind: 'comment-ballot', item, choice }),
    );
    this.requestUpdate();
    if (!answer.ok) return this.tellProblem(answer.problem);
    if (answer.value.state === 'saved') return this.saySaved();
    this.say(() => (choice ? msg('Vote enregistré.') : msg('Vote retiré.')));
  }

  private moveCounts(id: string, before: Vote, after: Vote): void {
    this.thread.replace(id, (comment) => {
      if (!comment.votes) return comment;
      const votes = { ...comment.votes };
      if (before) votes[before] -= 1;
      if (after) votes[after] += 1;
      return { ...comment, votes };
    });
    this.requestUpdate();
  }

  private async sendReport({ comment, reason }: Report): Promise<void> {
    if (!reason) {
      this.report = { comment, error: true };
      return this.focusOn(`#report-${comment}`);
    }
    const answer = await this.contribute({ kind: 'report', item: comment, reason });
    this.report = undefined;
    if (!answer.ok) return this.tellProblem(answer.problem);
    this.reported.add(comment);
    this.say(() => msg('Merci. La modération lira ce commentaire.'));
    await this.focusOnComment(comment);
  }

  private async withdraw(item: string): Promise<void> {
    const answer = await this.contribute({ kind: 'withdrawal', item });
    this.withdrawing = '';
    if (!answer.ok) return this.tellProblem(answer.problem);
    this.thread.replace(item, (comment) => ({ ...comment, state: 'withdrawn', body: null, alignment: null }));
    this.say(() => msg('Votre commentaire est retiré.'));
    await this.focusOnComment(item);
  }

  private unfold(id: string): void {
    if (!this.unfolded.delete(id)) this.unfolded.add(id);
    this.requestUpdate();
    void this.focusOnComment(id);
  }

  private async beginWriting(place: string): Promise<void> {
    if (!(await this.participate())) return;
    if (!this.writings.has(place)) {
      const draft = await this.client.draft<Writing>(this.draftKey(place));
      this.writings.set(place, draft?.value ?? { body: '' });
      this.requestUpdate();
    }
    await this.focusOn(`#body-${place}`);
  }

  /** The draft stays: who comes back to it finds it. */
  private async cancelWriting(place: string): Promise<void> {
    this.writings.delete(place);
    this.requestUpdate();
    await (place === ROOT ? this.focusOn('#write') : this.focusOnComment(place));
  }

  private async beginReport(comment: string): Promise<void> {
    if (!(await this.participate())) return;
    this.report = { comment };
    await this.focusOn(`#report-${comment}`);
  }

  /** Fetches what the first view did not wait for, where it can be had, and shows what the page's address names. */
  private beginReading(): Promise<Reading | undefined> {
    return (this.beginning ??= this.fetchReading());
  }

  private async fetchReading(): Promise<Reading | undefined> {
    const module = await part('thread-reading', () => import('./reading/thread-reading.js'), sealed).catch(
      () => (this.beginning = undefined),
    );
    if (!module || !this.isConnected) return undefined;
    this.wear(module.toolStyles);
    const { client, own, thread } = this;
    // What may be another by then is asked for when it is needed.
    const reading = (this.reading = new module.Reading({
      client,
      own,
      thread,
      view: () => this.coming!,
      language: () => this.language,
      subject: () => this.subject,
      isSending: () => this.isSending,
      isVoting: (id) => this.ballots.isOpen(id),
      inLanguage: (words) => this.inLanguage(words),
      trouble: (words) => (this.trouble = words),
      announce: this.announce,
      tellProblem: (problem) => this.tellProblem(problem),
      focusOn: (selector) => this.focusOn(selector),
      update: () => this.requestUpdate(),
    }));
    await reading.begin();
    return reading;
  }

  /** Does what only the second file can; where it cannot be had, that is told. */
  private async look(work: (reading: Reading) => Promise<void>): Promise<void> {
    const reading = await this.beginReading();
    if (reading) return work(reading);
    this.tellProblem({ code: 'offline', title: '' });
  }

  private async loadMine(): Promise<void> {
    const answer = await this.client.mine(this.view!.activity.id);
    if (!answer.ok) return;
    const { ballots, own, reported } = answer.value;
    this.ballots.take(ballots, this.pending);
    for (const id of own) this.own.add(id);
    for (const id of reported) this.reported.add(id);
    this.requestUpdate();
  }

  private focusOnComment(id: string): Promise<void> {
    return this.focusOn(`#c-${id}`);
  }

  private draftKey(place: string): string {
    return `comment:${this.view!.activity.id}:${this.subject}:${place}`;
  }
}

define('cq-comment-thread', CqCommentThread);

declare global {
  interface HTMLElementTagNameMap {
    'cq-comment-thread': CqCommentThread;
  }
}
