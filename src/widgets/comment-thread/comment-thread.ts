import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { property, state } from '../base/decorators.js';
import type { ClientEvent, ClientProblem } from '../../client/client.js';
import { part, type PartFiles } from '../../client/parts.js';
import type { Comment } from '../../contract/comments.js';
import { MAX_DEPTH } from '../../contract/limits.js';
import { choicesOf } from '../../domain/comment-votes.js';
import { define } from '../base/define.js';
import { ConsultationElement } from '../base/element.js';
import { button } from '../base/forms/button.js';
import type { PagedList } from '../base/list.js';
import { type CommentOptions, commentTemplate, UNTOUCHED } from './comment.js';
import type { ThreadHost } from './participation/host.js';
import type { ThreadParticipation } from './participation/thread-participation.js';
import type { Reading } from './reading/thread-reading.js';
import { styles } from './styles.js';
import { Thread, USUAL } from './thread.js';
import { withheldWords } from './votes.js';
import { summaryWords } from './words.js';

/** The hashes of what follows the first view, which the build writes here: this file was verified, and so are those. */
declare const __CQ_THREAD_PARTS__: PartFiles | undefined;
const sealed = typeof __CQ_THREAD_PARTS__ === 'undefined' ? undefined : __CQ_THREAD_PARTS__;

/** The thread itself, as a place to write. */
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

  /** These change in place; `requestUpdate` follows. */
  private readonly thread = new Thread();
  private readonly own = new Set<string>();
  private readonly unfolded = new Set<string>();
  /** Order, filters, search and permalinks: there once the first view is. */
  @state() private reading?: Reading | undefined;
  private beginning?: Promise<Reading | undefined> | undefined;
  /** The newest view, before it is shown. */
  private coming?: Shown;
  /** What only those need who take part: there once the first view is. */
  private taking?: ThreadParticipation | undefined;
  private fetching?: Promise<ThreadParticipation | undefined> | undefined;
  private unwatch?: () => void;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unwatch?.();
    this.unwatch = undefined;
    this.reading?.end();
    this.taking?.end();
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

  protected override fetchOwn(): Promise<unknown> {
    this.fetching ??= part(
      'thread-participation',
      () => import('./participation/thread-participation.js'),
      sealed,
    ).then(
      async (module) => {
        this.taking = new module.ThreadParticipation(this.lentToTakePart());
        if (this.view) await this.taking.load();
        return this.taking;
      },
      () => (this.fetching = undefined),
    );
    return this.fetching;
  }

  protected override async loaded({ comments }: Shown): Promise<void> {
    this.unwatch ??= this.client.watch();
    const { thread } = this;
    if (comments && thread.isWhole && thread.listing.sort === 'recent') thread.take(comments);
    else if (comments) thread.count(comments);
    if (!this.reading) void this.beginReading();
    else if (thread.alone) void this.focusOnComment(thread.alone);
    if (this.taking) await this.taking.load();
    else if (this.client.participant) await this.fetchOwn();
  }

  protected override heard(event: ClientEvent): void {
    const activity = this.view?.activity.id;
    if (!activity) return;
    if ('activity' in event && event.activity !== activity && event.activity !== '') return;
    if (event.type === 'stored' && event.receipt.activity !== activity) return;
    this.taking?.hear(event);
    if (event.type === 'stored') this.emit('cq-submit', event.receipt);
    if (event.type === 'changed') void this.reading?.lists.lookForNew();
  }

  protected override renderReady(): TemplateResult {
    const { title, description, prompt = description } = this.definition;
    return html`<section class="stack" aria-labelledby="title">
      <h2 id="title" tabindex="-1">${this.localized(title)}</h2>
      ${prompt ? html`<p class="lead">${this.localized(prompt)}</p>` : nothing} ${this.renderStanding()}
      ${this.taking?.renderPending()} ${this.canTakePart ? this.renderWrite() : nothing}
      ${this.taking?.renderOwn()} ${this.renderList()} ${this.renderOnThisDevice()}
    </section>`;
  }

  private renderWrite(): unknown {
    if (this.participation && this.taking?.writings.isOpen(ROOT)) return this.taking.writings.render(ROOT);
    return button({
      label: msg('Écrire un commentaire'),
      id: 'write',
      onClick: () => void this.takePart(({ writings }) => writings.begin(ROOT)),
    });
  }

  private renderList(): TemplateResult {
    const { attribution } = this.view!.consultation;
    const { alone, items, next, positions, total } = this.thread;
    const withheld = withheldWords(this.definition, this.view!.phase);
    return html`
      <h3 id="count" tabindex="-1">
        ${summaryWords(total, this.definition.alignment ? positions : undefined)}
      </h3>
      ${attribution ? html`<p class="muted">${this.localized(attribution)}</p>` : nothing}
      ${withheld ? html`<p class="muted">${withheld}</p>` : nothing}
      ${total > 1 || items[1] ? html`<div class="tools">${this.reading?.tools()}</div>` : nothing}
      ${this.renderTrouble()} ${this.reading?.renderTold() ?? html`<div class="told"></div>`}
      ${this.renderComments(this.thread)}
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
      aria-labelledby=${label ? nothing : this.thread.isWhole ? 'count' : 'found'}
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
      ...(this.taking?.of(comment) ?? UNTOUCHED),
      unfolded: this.unfolded.has(id),
      expanded: expanded.has(id),
      canTakePart: this.canTakePart,
      writtenIn: this.writtenIn,
      choices: choicesOf(this.definition),
      canReply: this.definition.replies && comment.depth < MAX_DEPTH,
      now: Math.floor(Date.now() / 60_000),
      onUnfold: () => this.unfold(id),
      onVote: (vote) => void this.takePart((taking) => taking.vote(id, vote)),
      onReply: () => void this.takePart(({ writings }) => writings.begin(id)),
      onExpand: () => void this.look(({ lists }) => lists.expand(id)),
      onReport: () => void this.takePart(({ reports }) => reports.begin(id)),
      answers: expanded.has(id) ? this.renderReplies(comment) : nothing,
    };
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

  private unfold(id: string): void {
    if (!this.unfolded.delete(id)) this.unfolded.add(id);
    this.requestUpdate();
    void this.focusOnComment(id);
  }

  /** Does what only those can do who take part, once what that needs is there. */
  private async takePart(work: (taking: ThreadParticipation) => Promise<void>): Promise<void> {
    if (await this.participate()) await work(this.taking!);
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
    const reading = (this.reading = new module.Reading({
      ...this.lent(),
      client: this.client,
      isSending: () => this.isSending,
      isVoting: (id) => this.taking?.isVoting(id) ?? false,
      trouble: (words) => (this.trouble = words),
      grow: (shown) => void this.grow(shown),
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

  /** What this element lends to its other files. What may be another by then is asked for when it is needed. */
  private lent() {
    const { own, thread } = this;
    return {
      own,
      thread,
      root: this.renderRoot,
      view: () => this.coming!,
      language: () => this.language,
      subject: () => this.subject,
      inLanguage: <Result>(work: () => Result) => this.inLanguage(work),
      announce: this.announce,
      tellProblem: (problem: ClientProblem) => this.tellProblem(problem),
      focusOn: (selector: string) => this.focusOn(selector),
      update: () => this.requestUpdate(),
    };
  }

  private lentToTakePart(): ThreadHost {
    return {
      ...this.lent(),
      client: () => this.client,
      writtenIn: () => this.writtenIn,
      canTakePart: () => this.canTakePart,
      pending: () => this.pending,
      forms: () => this.participation,
      contribute: (given) => this.contribute(given),
      emit: this.emit.bind(this),
      say: (words) => this.say(words),
      saySaved: () => this.saySaved(),
      describe: (problem) => this.describe(problem),
      markFocus: () => this.markFocus(),
      look: (work) => this.look(work),
      privacy: () => this.renderPrivacy(),
      kept: (entries, describe) => this.renderKept(entries, describe),
    };
  }

  private focusOnComment(id: string): Promise<void> {
    return this.focusOn(`#c-${id}`);
  }
}

define('cq-comment-thread', CqCommentThread);

declare global {
  interface HTMLElementTagNameMap {
    'cq-comment-thread': CqCommentThread;
  }
}
