import type { LitElement } from 'lit';
import type { ClientProblem, ConsultationClient } from '../../../client/client.js';
import type { Comment, CommentFilter, CommentPage, CommentSort } from '../../../contract/comments.js';
import type { View } from '../../../contract/consultation.js';
import type { Language } from '../../../contract/text.js';
import { type Listing, type Thread, USUAL } from '../thread.js';
import { Pauses } from './pauses.js';
import { newWords, officialWords } from './words.js';

/** What this part needs of the thread that it is a part of. */
export interface ReadingHost {
  readonly root: DocumentFragment | HTMLElement;
  readonly client: ConsultationClient;
  readonly thread: Thread;
  /** The reader's own comments. */
  readonly own: ReadonlySet<string>;
  view(): View;
  language(): Language;
  /** The idea that the thread is about; empty for none in particular. */
  subject(): string;
  /** Whether something of the reader's is on its way. */
  isSending(): boolean;
  /** Whether a vote of the reader's on this comment is. */
  isVoting(id: string): boolean;
  /** Runs `work` in the widget’s language. */
  inLanguage<Result>(work: () => Result): Result;
  /** Shows what went wrong last; nothing, once it is over. */
  trouble(words: string): void;
  /** Says `text` to assistive technology. */
  announce(text: string): void;
  tellProblem(problem: ClientProblem): void;
  focusOn(selector: string): Promise<void>;
  update(): void;
  /** Draws what comes after the first `shown` comments a few at a time. */
  grow(shown: number): void;
}

interface Asked extends CommentFilter {
  sort: CommentSort;
  cursor?: string;
  parent?: string;
  fresh?: boolean;
}

/** What is listed: pages, answers, what stays open in this visit, and what others add. */
export class Lists {
  loadingMore = false;
  /** What the public body has answered since, by comment: shown when the reader asks for it. */
  readonly held = new Map<string, Comment>();
  /** How high the comments were that have lost their words since, in CSS pixels: nothing below them moves. */
  readonly heights = new Map<string, number>();
  private readonly pauses = new Pauses();
  /** What else is to be said with what waits. */
  private also?: (() => string) | undefined;

  constructor(private readonly host: ReadingHost) {}

  /** Lists something else, unless yet another list was asked for meanwhile. False where it cannot be had. */
  async list(listing: Listing): Promise<boolean> {
    const { thread } = this.host;
    thread.wanted = listing;
    this.host.update();
    const page = await this.ask(listing);
    if (thread.wanted !== listing) return false;
    thread.wanted = undefined;
    if (page) this.take(page, listing);
    this.host.update();
    return Boolean(page);
  }

  async more(): Promise<void> {
    if (this.loadingMore) return;
    this.loadingMore = true;
    this.host.update();
    const { thread } = this.host;
    const { listing, next } = thread;
    const page = await this.ask({ ...listing, cursor: next! });
    this.loadingMore = false;
    this.host.update();
    if (!page || thread.next !== next) return;
    this.host.grow(thread.items.length);
    const first = thread.append(page);
    this.host.announce('');
    void this.fill(page.items);
    if (first) await this.host.focusOn(`#c-${first.id}`);
  }

  async expand(id: string): Promise<void> {
    const { expanded, replies } = this.host.thread;
    if (!expanded.delete(id)) {
      if (!replies.has(id)) await this.moreReplies(id);
      expanded.add(id);
    }
    this.host.update();
    void this.host.client.saveDraft(this.openKey, [...expanded]);
  }

  async moreReplies(parent: string): Promise<void> {
    const { thread } = this.host;
    const before = thread.replies.get(parent);
    const cursor = before?.next ?? undefined;
    const page = await this.ask({ parent, sort: 'oldest', fresh: true, ...(cursor && { cursor }) });
    const first = page && thread.appendReplies(parent, page);
    this.host.update();
    // The button that was pressed may be gone.
    if (before && first) await this.host.focusOn(`#c-${first.id}`);
  }

  async showNew(): Promise<void> {
    const page = await this.ask({ sort: 'recent', fresh: true });
    if (!page) return;
    this.take(page);
    this.host.announce('');
    const [first] = page.items;
    await this.host.focusOn(first ? `#c-${first.id}` : '#count');
  }

  /** Shows what the public body has answered since, where it belongs. */
  async showHeld(): Promise<void> {
    const { thread } = this.host;
    const [first] = this.held.values();
    for (const [id, now] of this.held) thread.replace(id, () => now);
    this.held.clear();
    this.host.update();
    await this.host.focusOn(`#c-${first!.id} .official`);
  }

  /** Others may have written: counts change in place, and what is new waits behind a button. */
  async lookForNew(): Promise<void> {
    const { own, thread } = this.host;
    const before = this.news;
    const { listing } = thread;
    // A search is costly, and is not made again for every change.
    const other =
      listing.sort !== 'recent' && listing.q === undefined && this.ask({ ...listing, fresh: true }, true);
    const page = await this.ask({ sort: 'recent', fresh: true }, true);
    const pages = [await other, page];
    // While something of one's own is on its way, nobody knows whose the newest is: its answer has this asked again.
    if (!page || this.host.isSending()) return;
    for (const one of pages) if (one) thread.refresh(one, (known, now) => this.merged(known, now));
    // One’s own, which this device had kept until now.
    for (const comment of page.items) if (own.has(comment.id)) thread.add(comment);
    if (this.news > before) this.tellNews();
    await this.updateInPlace();
  }

  /** Says something else that others did, in its turn: together with what waits. */
  tell(words: () => string): void {
    this.also = words;
    this.tellNews();
  }

  /** Opens what was open earlier in this visit. */
  async reopen(): Promise<void> {
    const { client, thread } = this.host;
    const draft = await client.draft<string[]>(this.openKey);
    if (!draft) return;
    for (const id of draft.value) thread.expanded.add(id);
    await this.fill(thread.items);
  }

  stop(): void {
    this.pauses.stop();
  }

  private take(page: CommentPage, listing = USUAL): void {
    this.host.thread.take(page, listing);
    this.held.clear();
    this.heights.clear();
    this.host.update();
    void this.fill(page.items);
  }

  /** Draws again; who was where nothing is any more stays at that comment. */
  private async updateInPlace(): Promise<void> {
    const root = this.host.root as ShadowRoot;
    const at = root.activeElement?.closest('article');
    this.host.update();
    await (root.host as LitElement).updateComplete;
    if (!root.activeElement) at?.focus({ preventScroll: true });
  }

  /** Keeps the place of what a moderator or its author has just taken out of sight. */
  private keepPlace({ id }: Comment): void {
    const article = this.host.root.querySelector<HTMLElement>(`#c-${id}`);
    if (article) this.heights.set(id, article.offsetHeight);
  }

  /** Fetches answers that are open and not there. */
  private async fill(comments: readonly Comment[]): Promise<void> {
    const { expanded, replies } = this.host.thread;
    const lacking = comments.filter((one) => one.replies > 0 && expanded.has(one.id) && !replies.has(one.id));
    await Promise.all(
      lacking.map(async ({ id }) => {
        await this.moreReplies(id);
        await this.fill(replies.get(id)?.items ?? []);
      }),
    );
  }

  /** What is shown of a comment that may have changed: what would push the rest down waits for the reader. */
  private merged(known: Comment, now: Comment): Comment {
    if (known.body !== null && now.body === null) this.keepPlace(now);
    const votes = this.host.isVoting(now.id) ? known.votes : now.votes;
    const { officialAnswers, considered } = known;
    const more = (now.officialAnswers?.length ?? 0) > (officialAnswers?.length ?? 0);
    if (!more && (!now.considered || considered)) return { ...now, votes };
    this.held.set(now.id, { ...now, votes });
    return { ...now, votes, officialAnswers, considered };
  }

  /** How much waits for the reader. */
  private get news(): number {
    return this.host.thread.fresh + this.held.size;
  }

  /** Tells what others did, not more often than one can bear. */
  private tellNews(): void {
    this.pauses.say(() => {
      const { fresh } = this.host.thread;
      const words = this.host.inLanguage(() => [
        this.also?.(),
        this.held.size > 0 && officialWords(this.held.size),
        fresh > 0 && newWords(fresh),
      ]);
      this.also = undefined;
      const text = words.filter(Boolean).join('. ');
      if (text) this.host.announce(text);
      return text !== '';
    });
  }

  /** Asks for a page; what goes wrong is told, unless the reader did not ask for it. */
  private async ask(options: Asked, quietly = false): Promise<CommentPage | undefined> {
    const { client } = this.host;
    const subject = this.host.subject();
    const answer = await client.comments(this.host.view().activity.id, {
      ...options,
      ...(subject && !options.parent && { subject }),
    });
    if (answer.ok) {
      this.host.trouble('');
      return answer.value;
    }
    if (!quietly) this.host.tellProblem(answer.problem);
    return undefined;
  }

  private get openKey(): string {
    return `open:${this.host.view().activity.id}:${this.host.subject()}`;
  }
}
