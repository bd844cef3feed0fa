import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ClientEvent, Delivery, Pending } from '../../client/client.js';
import type { Comment, CommentPage, CommentSort, ReportReason } from '../../contract/comments.js';
import { MAX_DEPTH } from '../../contract/limits.js';
import { define } from '../base/define.js';
import { ConsultationElement } from '../base/element.js';
import { button, choiceGroup, focusSummary, selectField } from '../base/forms.js';
import { icon } from '../base/icons.js';
import { onThisDevice, pendingList, privacyNotice } from '../base/notices.js';
import { commentTemplate, type Vote } from './comment.js';
import { compose, type Writing } from './compose.js';
import { styles } from './styles.js';
import { countWords, newWords, reportReasons, sorts } from './words.js';

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
 * @fires {CustomEvent<Problem>} cq-error - Something was refused, or the backend cannot be reached.
 * @csspart comment - One comment.
 */
export class CqCommentThread extends ConsultationElement<'comments'> {
  static override styles = [...ConsultationElement.styles, styles];

  /** The id of an idea: shows and takes only the comments about it. */
  @property() subject = '';

  protected readonly kind = 'comments';

  @state() private comments: Comment[] = [];
  @state() private replies = new Map<string, CommentPage>();
  @state() private next: string | null = null;
  @state() private total = 0;
  @state() private fresh = 0;
  @state() private sort: CommentSort = 'recent';
  @state() private votes = new Map<string, Vote>();
  @state() private own = new Set<string>();
  @state() private reported = new Set<string>();
  @state() private unfolded = new Set<string>();
  @state() private expanded = new Set<string>();
  @state() private writings = new Map<string, Writing>([[ROOT, { body: '' }]]);
  @state() private reporting?: { comment: string; reason?: ReportReason; error?: boolean };
  @state() private withdrawing = '';
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
    if (changed.has('subject') && this.hasUpdated) void this.reload();
  }

  protected override viewOptions() {
    return { ...super.viewOptions(), ...(this.subject ? { subject: this.subject } : {}) };
  }

  protected override async loaded({ comments }: Shown): Promise<void> {
    this.unwatch ??= this.client.watch();
    if (comments && this.sort === 'recent') this.take(comments);
    const [draft] = await Promise.all([this.client.draft<Writing>(this.draftKey(ROOT)), this.loadMine()]);
    if (draft && !this.writings.get(ROOT)?.body) this.write(ROOT, draft.value);
  }

  protected override heard(event: ClientEvent): void {
    const activity = this.view?.activity.id;
    if (!activity) return;
    if (event.type === 'forgotten') {
      this.votes = new Map();
      this.own = this.reported = new Set();
    }
    if (event.type === 'stored' && event.receipt.activity === activity) this.emit('cq-submit', event.receipt);
    if (event.type === 'changed' && (event.activity === activity || event.activity === ''))
      void this.lookForNew();
  }

  protected override renderReady(): TemplateResult {
    const { title, prompt } = this.definition;
    return html`<section class="stack" aria-labelledby="title">
      <h2 id="title" tabindex="-1">${this.localized(title)}</h2>
      ${prompt ? html`<p class="lead">${this.localized(prompt)}</p>` : nothing} ${this.renderStanding()}
      ${this.renderPending()} ${this.canTakePart ? this.renderCompose(ROOT) : nothing} ${this.renderList()}
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

  private renderCompose(place: string): TemplateResult {
    const writing = this.writings.get(place)!;
    return compose({
      id: place,
      writing,
      maxLength: this.definition.maxLength,
      alignment: this.definition.alignment,
      root: this.renderRoot,
      notice: place === ROOT ? privacyNotice(this.view!.consultation, this.localized) : nothing,
      say: this.announce,
      onChange: (change) => this.write(place, change),
      onSubmit: () => void this.post(place),
      ...(place === ROOT ? {} : { onCancel: () => this.cancel(place) }),
    });
  }

  private renderList(): TemplateResult {
    const { attribution } = this.view!.consultation;
    return html`
      <div class="row">
        <h3 id="count" tabindex="-1">${countWords(this.total)}</h3>
        ${
          this.total > 1
            ? html`<div class="sort">
                ${selectField({
                  id: 'sort',
                  label: msg('Trier par'),
                  value: this.sort,
                  options: sorts(),
                  onInput: (sort) => void this.sortBy(sort as CommentSort),
                })}
              </div>`
            : nothing
        }
      </div>
      ${attribution ? html`<p class="muted">${this.localized(attribution)}</p>` : nothing}
      ${this.problem ? html`<p class="notice notice-error">${icon('alert')} ${this.problem}</p>` : nothing}
      ${
        this.fresh > 0
          ? button({ label: newWords(this.fresh), variant: 'secondary', onClick: () => void this.showNew() })
          : nothing
      }
      <div class="list">${this.renderComments(this.comments)}</div>
      ${
        this.next
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

  private renderComments(comments: readonly Comment[]): unknown {
    return repeat(
      comments,
      ({ id }) => id,
      (comment) => this.renderComment(comment),
    );
  }

  private renderComment(comment: Comment): TemplateResult {
    const { id } = comment;
    return commentTemplate({
      comment,
      own: this.own.has(id),
      vote: this.votes.get(id) ?? null,
      reported: this.reported.has(id),
      unfolded: this.unfolded.has(id),
      expanded: this.expanded.has(id),
      canTakePart: this.canTakePart,
      canVote: this.definition.votes,
      canReply: this.definition.replies && comment.depth < MAX_DEPTH,
      now: new Date(),
      onUnfold: () => void this.unfold(id),
      onVote: (vote) => void this.vote(comment, vote),
      onReply: () => void this.reply(id),
      onExpand: () => void this.expand(id),
      onReport: () => void this.openReport(id),
      onWithdraw: () => void this.openWithdrawal(id),
      below: this.renderBelow(comment),
    });
  }

  private renderBelow({ id }: Comment): unknown {
    const replies = this.replies.get(id);
    return html`
      ${this.reporting?.comment === id ? this.renderReport(this.reporting) : nothing}
      ${this.withdrawing === id ? this.renderWithdrawal(id) : nothing}
      ${this.canTakePart && this.writings.has(id) ? this.renderCompose(id) : nothing}
      ${
        replies && this.expanded.has(id)
          ? html`<div class="replies">
              ${this.renderComments(replies.items)}
              ${
                replies.next
                  ? button({
                      label: msg('Afficher plus de réponses'),
                      variant: 'link',
                      onClick: () => void this.loadReplies(id, replies.next!),
                    })
                  : nothing
              }
            </div>`
          : nothing
      }
    `;
  }

  private renderReport(reporting: NonNullable<CqCommentThread['reporting']>): TemplateResult {
    const { comment, reason, error } = reporting;
    const submit = (event: Event) => {
      event.preventDefault();
      void this.report();
    };
    return html`<form class="notice stack" novalidate @submit=${submit}>
      ${choiceGroup({
        id: `report-${comment}`,
        label: msg('Pourquoi signaler ce commentaire ?'),
        hint: msg('La modération le lira. Il reste visible d’ici là.'),
        options: reportReasons(),
        selected: reason ? [reason] : [],
        error: error ? msg('Choisissez une raison.') : undefined,
        onChange: ([chosen]) => (this.reporting = { comment, reason: chosen as ReportReason }),
      })}
      <div class="row">
        ${button({ label: msg('Envoyer le signalement'), type: 'submit', compact: true })}
        ${button({
          label: msg('Annuler'),
          variant: 'secondary',
          compact: true,
          onClick: () => {
            this.reporting = undefined;
            void this.focusOn(`#c-${comment}`);
          },
        })}
      </div>
    </form>`;
  }

  private renderWithdrawal(id: string): TemplateResult {
    return html`<div class="notice notice-warning stack" id="withdraw-${id}" tabindex="-1">
      <p>
        ${msg('Retirer ce commentaire ? Son texte sera effacé pour de bon ; les réponses des autres resteront.')}
      </p>
      <div class="row">
        ${button({ label: msg('Retirer'), compact: true, onClick: () => void this.withdraw(id) })}
        ${button({
          label: msg('Garder'),
          variant: 'secondary',
          compact: true,
          onClick: () => {
            this.withdrawing = '';
            void this.focusOn(`#c-${id}`);
          },
        })}
      </div>
    </div>`;
  }

  private renderPending(): unknown {
    return pendingList({
      pending: this.client
        .pending(this.view!.activity.id)
        .filter(
          (entry) =>
            entry.state === 'refused' || (entry.state === 'waiting' && entry.contribution.kind === 'comment'),
        ),
      describe: (entry) => pendingWords(entry),
      onRetry: (id) => this.client.retry(id),
      onDiscard: (id) => void this.client.discard(id),
    });
  }

  private write(place: string, change: Partial<Writing>): void {
    if (!this.started && change.body) this.emit('cq-start', undefined);
    this.started ||= Boolean(change.body);
    const writing = { ...(this.writings.get(place) ?? { body: '' }), ...change };
    this.writings = new Map(this.writings).set(place, writing);
    const { body, alignment } = writing;
    if ('body' in change || 'alignment' in change)
      void this.client.saveDraft(this.draftKey(place), { body, alignment });
  }

  private async post(place: string): Promise<void> {
    const { body, alignment } = this.writings.get(place)!;
    const wrong = this.inLanguage(() => this.findWrong(body));
    if (wrong) {
      this.write(place, { error: wrong });
      await this.updateComplete;
      return focusSummary(this.renderRoot);
    }
    this.write(place, { sending: true });
    const parent = place === ROOT ? undefined : this.find(place);
    const answer = await this.client.give({
      kind: 'comment',
      activity: this.view!.activity.id,
      body,
      ...(alignment ? { alignment } : {}),
      ...(parent ? { parent: parent.id } : {}),
      ...(this.subject && !parent ? { subject: this.subject } : {}),
    });
    if (!answer.ok) {
      this.write(place, { sending: false, error: this.inLanguage(() => this.describe(answer.problem)) });
      this.emit('cq-error', answer.problem);
      await this.updateComplete;
      return focusSummary(this.renderRoot);
    }
    await this.posted(place, answer.value, { body, alignment: alignment ?? null, parent });
  }

  /** The text is cleared only now: the backend has it, or this device keeps it. */
  private async posted(
    place: string,
    delivery: Delivery,
    {
      body,
      alignment,
      parent,
    }: { body: string; alignment: Comment['alignment']; parent: Comment | undefined },
  ): Promise<void> {
    const writings = new Map(this.writings);
    if (place === ROOT) writings.set(ROOT, { body: '' });
    else writings.delete(place);
    this.writings = writings;
    await this.client.forgetDraft(this.draftKey(place));
    if (delivery.state === 'saved') {
      this.announce(
        this.inLanguage(() =>
          msg('Enregistré sur cet appareil. L’envoi se fera dès que la connexion reviendra.'),
        ),
      );
      return this.focusOn('#title');
    }
    const { id, acceptedAt } = delivery.receipt;
    this.own = new Set(this.own).add(id);
    const comment: Comment = {
      id,
      parent: parent?.id ?? null,
      subject: null,
      depth: parent ? parent.depth + 1 : 0,
      state: 'published',
      body,
      alignment,
      author: '',
      acceptedAt,
      replies: 0,
      votes: { up: 0, down: 0 },
    };
    if (parent) await this.showReply(parent, comment);
    else if (!this.comments.some((known) => known.id === id)) {
      this.comments = [comment, ...this.comments];
      this.total += 1;
    }
    this.announce(this.inLanguage(() => msg('Votre commentaire est publié.')));
    await this.focusOn(`#c-${id}`);
  }

  private async showReply(parent: Comment, comment: Comment): Promise<void> {
    if (!this.replies.has(parent.id) && parent.replies > 0) await this.loadReplies(parent.id);
    const page = this.replies.get(parent.id) ?? { items: [], next: null, total: 0 };
    if (page.items.some(({ id }) => id === comment.id)) return;
    this.replies = new Map(this.replies).set(parent.id, { ...page, items: [...page.items, comment] });
    this.expanded = new Set(this.expanded).add(parent.id);
    this.replace(parent.id, (known) => ({ ...known, replies: known.replies + 1 }));
  }

  private findWrong(body: string): string {
    if (!body.trim()) return msg('Écrivez votre commentaire avant de le publier.');
    const { maxLength } = this.definition;
    return body.length > maxLength
      ? msg(str`Votre texte est trop long : ${maxLength} caractères au plus.`)
      : '';
  }

  private async vote(comment: Comment, vote: Vote): Promise<void> {
    const before = this.votes.get(comment.id) ?? null;
    this.countVote(comment.id, before, vote);
    const answer = await this.client.give({
      kind: 'comment-ballot',
      activity: this.view!.activity.id,
      item: comment.id,
      choice: vote,
    });
    if (answer.ok) {
      const saved = answer.value.state === 'saved';
      this.announce(
        this.inLanguage(() =>
          saved
            ? msg('Vote enregistré sur cet appareil.')
            : vote
              ? msg('Vote enregistré.')
              : msg('Vote retiré.'),
        ),
      );
      return;
    }
    // Refused: what is shown goes back to what is true.
    if (this.votes.get(comment.id) === vote) this.countVote(comment.id, vote, before);
    this.tellProblem(answer.problem);
  }

  private countVote(id: string, before: Vote, after: Vote): void {
    this.votes = new Map(this.votes).set(id, after);
    this.replace(id, (comment) => {
      const votes = { ...comment.votes };
      if (before) votes[before] -= 1;
      if (after) votes[after] += 1;
      return { ...comment, votes };
    });
  }

  private async report(): Promise<void> {
    const { comment, reason } = this.reporting!;
    if (!reason) {
      this.reporting = { comment, error: true };
      return this.focusOn(`#report-${comment}`);
    }
    const answer = await this.client.give({
      kind: 'report',
      activity: this.view!.activity.id,
      item: comment,
      reason,
    });
    this.reporting = undefined;
    if (!answer.ok) return this.tellProblem(answer.problem);
    this.reported = new Set(this.reported).add(comment);
    this.announce(this.inLanguage(() => msg('Merci. La modération lira ce commentaire.')));
    await this.focusOn(`#c-${comment}`);
  }

  private async withdraw(id: string): Promise<void> {
    const answer = await this.client.give({ kind: 'withdrawal', activity: this.view!.activity.id, item: id });
    this.withdrawing = '';
    if (!answer.ok) return this.tellProblem(answer.problem);
    this.replace(id, (comment) => ({ ...comment, state: 'withdrawn', body: null, alignment: null }));
    this.announce(this.inLanguage(() => msg('Votre commentaire est retiré.')));
    await this.focusOn(`#c-${id}`);
  }

  private async unfold(id: string): Promise<void> {
    this.unfolded = new Set(this.unfolded).add(id);
    await this.focusOn(`#c-${id}`);
  }

  private async reply(id: string): Promise<void> {
    if (!this.writings.has(id)) {
      const draft = await this.client.draft<Writing>(this.draftKey(id));
      this.writings = new Map(this.writings).set(id, draft?.value ?? { body: '' });
    }
    await this.focusOn(`#body-${id}`);
  }

  private cancel(id: string): void {
    const writings = new Map(this.writings);
    writings.delete(id);
    this.writings = writings;
    void this.focusOn(`#c-${id}`);
  }

  private async openReport(id: string): Promise<void> {
    this.reporting = { comment: id };
    await this.focusOn(`#report-${id}`);
  }

  private async openWithdrawal(id: string): Promise<void> {
    this.withdrawing = id;
    await this.focusOn(`#withdraw-${id}`);
  }

  private async expand(id: string): Promise<void> {
    const expanded = new Set(this.expanded);
    if (!expanded.delete(id)) {
      if (!this.replies.has(id)) await this.loadReplies(id);
      expanded.add(id);
    }
    this.expanded = expanded;
  }

  private async loadReplies(id: string, cursor?: string): Promise<void> {
    const answer = await this.client.comments(this.view!.activity.id, {
      parent: id,
      sort: 'oldest',
      fresh: true,
      ...(cursor ? { cursor } : {}),
    });
    if (!answer.ok) return this.tellProblem(answer.problem);
    const known = cursor ? (this.replies.get(id)?.items ?? []) : [];
    const items = [
      ...known,
      ...answer.value.items.filter((one) => !known.some((other) => other.id === one.id)),
    ];
    this.replies = new Map(this.replies).set(id, { ...answer.value, items });
  }

  private async sortBy(sort: CommentSort): Promise<void> {
    this.sort = sort;
    const page = await this.page({});
    if (!page) return;
    this.take(page);
    this.announce(this.inLanguage(() => countWords(this.total)));
  }

  private async more(): Promise<void> {
    this.loadingMore = true;
    const page = await this.page({ cursor: this.next! });
    this.loadingMore = false;
    if (!page) return;
    const added = page.items.filter((one) => !this.comments.some((other) => other.id === one.id));
    this.comments = [...this.comments, ...added];
    this.next = page.next;
    if (added[0]) await this.focusOn(`#c-${added[0].id}`);
  }

  private async showNew(): Promise<void> {
    this.sort = 'recent';
    const page = await this.page({ fresh: true });
    if (!page) return;
    this.take(page);
    await this.focusOn(page.items[0] ? `#c-${page.items[0].id}` : '#count');
  }

  /** Others may have written: counts change in place, and what is new waits behind a button. */
  private async lookForNew(): Promise<void> {
    const answer = await this.client.comments(this.view!.activity.id, {
      sort: 'recent',
      fresh: true,
      ...(this.subject ? { subject: this.subject } : {}),
    });
    if (!answer.ok) return;
    const { items, total } = answer.value;
    for (const item of items) {
      this.replace(item.id, (known) => ({
        ...known,
        ...item,
        ...(this.isWaiting(item.id) ? { votes: known.votes } : {}),
      }));
    }
    const fresh = Math.max(0, total - this.total);
    if (fresh > this.fresh) this.announce(this.inLanguage(() => newWords(fresh)));
    this.fresh = fresh;
  }

  private isWaiting(item: string): boolean {
    return this.client
      .pending(this.view!.activity.id)
      .some(({ contribution }) => contribution.kind === 'comment-ballot' && contribution.item === item);
  }

  private async page(options: { cursor?: string; fresh?: boolean }): Promise<CommentPage | undefined> {
    const answer = await this.client.comments(this.view!.activity.id, {
      ...options,
      sort: this.sort,
      ...(this.subject ? { subject: this.subject } : {}),
    });
    if (answer.ok) return answer.value;
    this.tellProblem(answer.problem);
    return undefined;
  }

  private take(page: CommentPage): void {
    this.comments = page.items;
    this.next = page.next;
    this.total = page.total;
    this.fresh = 0;
    this.problem = '';
  }

  private async loadMine(): Promise<void> {
    const answer = await this.client.mine(this.view!.activity.id);
    if (!answer.ok) return;
    this.votes = new Map(answer.value.ballots.map(({ item, choice }) => [item, choice as Vote]));
    this.own = new Set(answer.value.own);
    this.reported = new Set(answer.value.reported);
  }

  private replace(id: string, change: (comment: Comment) => Comment): void {
    const changed = (comment: Comment) => (comment.id === id ? change(comment) : comment);
    this.comments = this.comments.map(changed);
    this.replies = new Map(
      [...this.replies].map(([parent, page]) => [parent, { ...page, items: page.items.map(changed) }]),
    );
  }

  private find(id: string): Comment | undefined {
    return [...this.comments, ...[...this.replies.values()].flatMap((page) => page.items)].find(
      (one) => one.id === id,
    );
  }

  private tellProblem(problem: Parameters<typeof this.describe>[0]): void {
    this.problem = this.inLanguage(() => this.describe(problem));
    this.announce(this.problem);
    this.emit('cq-error', problem);
  }

  private draftKey(place: string): string {
    return `comment:${this.view!.activity.id}:${this.subject}:${place}`;
  }
}

function pendingWords({ contribution }: Pending): string {
  switch (contribution.kind) {
    case 'comment':
      return contribution.body;
    case 'comment-ballot':
      return msg('Votre vote sur un commentaire');
    case 'report':
      return msg('Votre signalement');
    default:
      return msg('Le retrait de votre commentaire');
  }
}

define('cq-comment-thread', CqCommentThread);

declare global {
  interface HTMLElementTagNameMap {
    'cq-comment-thread': CqCommentThread;
  }
}
