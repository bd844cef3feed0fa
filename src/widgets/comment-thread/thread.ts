import type { Alignment, Comment, CommentFilter, CommentPage, CommentSort } from '../../contract/comments.js';
import { PagedList } from '../base/list.js';

/** What a list is of: its order, and what narrows it. */
export interface Listing extends CommentFilter {
  sort: CommentSort;
}

/** How a thread begins. */
export const USUAL: Listing = { sort: 'recent' };

/** The comments that are shown, and the answers that were asked for under each. */
export class Thread extends PagedList<Comment> {
  readonly replies = new Map<string, PagedList<Comment>>();
  /** The comments whose answers are open: for as long as the page is, whatever is listed. */
  readonly expanded = new Set<string>();
  /** What is listed now. */
  listing = USUAL;
  /** What was asked for instead, and is on its way. */
  wanted: Listing | undefined;
  /** Where the list is narrowed, how many there are. */
  found: CommentPage['found'];
  /** How many take each position, of `total`. */
  positions: CommentPage['positions'];
  /** The one comment that is shown in its context, instead of the list. */
  alone = '';

  override take(page: CommentPage, listing = USUAL): void {
    super.take(page);
    this.listing = listing;
    this.alone = '';
    this.found = page.found;
    this.positions = page.positions;
  }

  /** Takes a page's counts alone. */
  count({ total, positions }: CommentPage): void {
    Object.assign(this, { total, there: total, positions });
  }

  /** Whether all comments are listed, in whatever order. */
  get isWhole(): boolean {
    const { alignment, official, q } = this.listing;
    return !this.alone && !alignment && !official && q === undefined;
  }

  override replace(id: string, change: (comment: Comment) => Comment): void {
    super.replace(id, (known) => {
      const now = change(known);
      this.tally(known, -1);
      this.tally(now, 1);
      return now;
    });
    for (const list of this.replies.values()) list.replace(id, change);
  }

  find(id: string): Comment | undefined {
    const lists = [this, ...this.replies.values()];
    return lists.flatMap(({ items }) => items).find((comment) => comment.id === id);
  }

  /** Adds a page of answers after those that are there; gives the first that is new. */
  appendReplies(parent: string, page: CommentPage): Comment | undefined {
    const list = this.replies.get(parent) ?? new PagedList<Comment>();
    this.replies.set(parent, list);
    return list.append(page);
  }

  /** Puts what the reader has just written where it belongs. */
  add(comment: Comment): void {
    const { parent, alignment } = comment;
    if (parent) this.expanded.add(parent);
    if (this.find(comment.id)) return;
    if (!parent) {
      this.prepend(comment);
      return this.position(alignment, 1);
    }
    this.appendReplies(parent, {
      items: [comment],
      next: this.replies.get(parent)?.next ?? null,
      total: 0,
    });
    this.replace(parent, (answered) => ({ ...answered, replies: answered.replies + 1 }));
  }

  /** What is withdrawn or hidden counts no more, as the backend has it. */
  private tally({ alignment, state }: Comment, by: number): void {
    if (state !== 'published') return;
    this.total += by;
    this.there += by;
    this.position(alignment, by);
  }

  private position(alignment: Alignment | null, by: number): void {
    const { positions } = this;
    if (alignment && positions) this.positions = { ...positions, [alignment]: positions[alignment] + by };
  }
}
