import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from '../base/decorators.js';
import type { ClientEvent, Delivery } from '../../client/client.js';
import { part } from '../../client/parts.js';
import type { Comment, CommentPage, CommentSort } from '../../contract/comments.js';
import { MAX_DEPTH, SHOWS_NOTHING } from '../../contract/limits.js';
import { Ballots } from '../base/ballots.js';
import { number } from '../base/dates.js';
import { define } from '../base/define.js';
import { ConsultationElement } from '../base/element.js';
import { button } from '../base/forms/button.js';
import { selectField } from '../base/forms/select.js';
import { commentTemplate, type Vote } from './comment.js';
import type { Writing } from './compose.js';
import type { Report } from './report.js';
import { styles } from './styles.js';
import { Thread } from './thread.js';
import { alignments, countWords, newWords, sorts } from './words.js';
import type * as WritingModule from './writing.js';

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

  @state() private sort: CommentSort = 'recent';
  @state() private report?: Report;
  @state() private withdrawing = '';
  @state() private loadingMore = false;
  /** These change in place; `requestUpdate` follows. */
  private readonly thread = new Thread();
  private readonly ballots = new Ballots<'up' | 'down'>((id, before, after) =>
    this.moveCounts(id, before, after),
  );
  private readonly own = new Set<string>();
  private readonly reported = new Set<string>();
  private readonly unfolded = new Set<string>();
  private readonly writings = new Map<string, Writing>();
  /** The forms: there once the first view is. */
  private forms?: typeof WritingModule | undefined;
  private unwatch?: () => void;
  private started = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unwatch?.();
    this.unwatch = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('subject') && this.hasUpdated) void this.reload();
  }

  protected override viewOptions() {
    return { ...super.viewOptions(), ...(this.subject ? { subject: this.subject } : {}) };
  }

  protected override async fetchOwn(): Promise<unknown> {
    return (this.forms ??= await part('participation', () => import('./writing.js')).catch(() => undefined));
  }

  protected override async loaded({ comments }: Shown): Promise<void> {
    this.unwatch ??= this.client.watch();
    if (comments && this.sort === 'recent') this.thread.take(comments);
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
        void this.lookForNew();
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
    const { fresh, items, next, total } = this.thread;
    return html`
      <div class="row head">
        <h3 id="count" tabindex="-1">${countWords(total)}</h3>
        ${total > 1 ? this.renderSort() : nothing}
      </div>
      ${attribution ? html`<p class="muted">${this.localized(attribution)}</p>` : nothing}
      ${this.renderTrouble()}
      ${
        fresh > 0
          ? button({ label: newWords(fresh), variant: 'secondary', onClick: () => void this.showNew() })
          : nothing
      }
      <div class="list">${this.batched(items).map(this.renderComment)}</div>
      ${
        next
          ? button({
              label: msg('Afficher plus de commentaires'),
              variant: 'secondary',
              busy: this.loadingMore && msg('Chargement…'),
              say: this.announce,
              onClick: () => void this.more(),
            })
          : nothing
      }
    `;
  }

  private renderSort(): TemplateResult {
    return selectField({
      id: 'sort',
      label: msg('Trier par'),
      value: this.sort,
      options: sorts(),
      onInput: (sort) => void this.sortBy(sort as CommentSort),
    });
  }

  /** One comment with what is open below it. */
  private readonly renderComment = (comment: Comment): TemplateResult => {
    const { id } = comment;
    return commentTemplate({
      comment,
      own: this.own.has(id),
      vote: this.ballots.of(id),
      saved: this.ballots.isSaved(id),
      reported: this.reported.has(id),
      unfolded: this.unfolded.has(id),
      expanded: this.thread.expanded.has(id),
      canTakePart: this.canTakePart,
      writtenIn: this.writtenIn,
      canVote: this.definition.votes,
      canReply: this.definition.replies && comment.depth < MAX_DEPTH,
      now: new Date(),
      onUnfold: () => this.unfold(id),
      onVote: (vote) => void this.vote(id, vote),
      onReply: () => void this.beginWriting(id),
      onExpand: () => void this.expand(id),
      onReport: () => void this.beginReport(id),
      onWithdraw: () => {
        this.withdrawing = id;
        void this.focusOn(`#withdraw-${id}`);
      },
      below: this.renderBelow(comment),
    });
  };

  private renderBelow({ id, replies }: Comment): unknown {
    return html`
      ${this.report?.comment === id ? this.renderReport(this.report) : nothing}
      ${this.withdrawing === id ? this.renderWithdrawal(id) : nothing}
      ${this.canTakePart && this.writings.has(id) ? this.renderCompose(id) : nothing}
      ${this.thread.expanded.has(id) ? this.renderReplies(id, replies) : nothing}
    `;
  }

  private renderReplies(id: string, count: number): unknown {
    const list = this.thread.replies.get(id);
    if (!list) return nothing;
    return html`<div class="replies">
      ${list.items.map(this.renderComment)}
      ${
        list.next || count > list.items.length
          ? button({
              label: msg('Afficher plus de réponses'),
              variant: 'link',
              onClick: () => void this.moreReplies(id),
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
      await this.moreReplies(parent.id);
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
    this.unfolded.add(id);
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

  private async expand(id: string): Promise<void> {
    const { expanded, replies } = this.thread;
    if (!expanded.delete(id)) {
      if (!replies.has(id)) await this.moreReplies(id);
      expanded.add(id);
    }
    this.requestUpdate();
  }

  private async moreReplies(parent: string): Promise<void> {
    const cursor = this.thread.replies.get(parent)?.next ?? undefined;
    const page = await this.ask({ parent, sort: 'oldest', fresh: true, ...(cursor && { cursor }) });
    if (page) this.thread.appendReplies(parent, page);
    this.requestUpdate();
  }

  private async sortBy(sort: CommentSort): Promise<void> {
    const before = this.sort;
    this.sort = sort;
    const page = await this.ask({ sort });
    // Another order may have been asked for meanwhile.
    if (this.sort !== sort) return;
    if (!page) {
      this.sort = before;
      return;
    }
    this.take(page);
    this.say(() => countWords(page.total));
  }

  private async more(): Promise<void> {
    if (this.loadingMore) return;
    this.loadingMore = true;
    const { sort } = this;
    const page = await this.ask({ sort, cursor: this.thread.next! });
    this.loadingMore = false;
    if (!page || this.sort !== sort) return;
    const first = this.thread.append(page);
    this.announce('');
    if (first) await this.focusOnComment(first.id);
  }

  private async showNew(): Promise<void> {
    const page = await this.ask({ sort: 'recent', fresh: true });
    if (!page) return;
    this.sort = 'recent';
    this.take(page);
    this.announce('');
    const [first] = page.items;
    await this.focusOn(first ? `#c-${first.id}` : '#count');
  }

  /** Others may have written: counts change in place, and what is new waits behind a button. */
  private async lookForNew(): Promise<void> {
    const before = this.thread.fresh;
    const page = await this.ask({ sort: 'recent', fresh: true }, true);
    // While something of one's own is on its way, nobody knows whose the newest is: its answer has this asked again.
    if (!page || this.isSending) return;
    this.thread.refresh(page, (known, now) =>
      this.ballots.isOpen(now.id) ? { ...now, votes: known.votes } : now,
    );
    // One’s own, which this device had kept until now.
    for (const comment of page.items) if (this.own.has(comment.id)) this.thread.add(comment);
    const { fresh } = this.thread;
    if (fresh > before) this.say(() => newWords(fresh));
    this.requestUpdate();
  }

  /** Asks for a page; what goes wrong is told, unless the reader did not ask for it. */
  private async ask(
    options: { sort: CommentSort; cursor?: string; parent?: string; fresh?: boolean },
    quietly = false,
  ): Promise<CommentPage | undefined> {
    const { parent } = options;
    const answer = await this.client.comments(this.view!.activity.id, {
      ...options,
      ...(this.subject && !parent && { subject: this.subject }),
    });
    if (answer.ok) {
      this.trouble = '';
      return answer.value;
    }
    if (!quietly) this.tellProblem(answer.problem);
    return undefined;
  }

  private take(page: CommentPage): void {
    this.thread.take(page);
    this.requestUpdate();
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
