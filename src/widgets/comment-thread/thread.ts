import type { Comment, CommentPage } from '../../contract/comments.js';
import { PagedList } from '../base/list.js';

/** The comments that are shown, and the answers that were asked for under each. */
export class Thread extends PagedList<Comment> {
  readonly replies = new Map<string, PagedList<Comment>>();
  /** The comments whose answers are open. */
  readonly expanded = new Set<string>();

  override take(page: CommentPage): void {
    super.take(page);
    this.replies.clear();
    this.expanded.clear();
  }

  override replace(id: string, change: (comment: Comment) => Comment): void {
    super.replace(id, change);
    for (const list of this.replies.values()) list.replace(id, change);
  }

  find(id: string): Comment | undefined {
    const lists = [this, ...this.replies.values()];
    return lists.flatMap(({ items }) => items).find((comment) => comment.id === id);
  }

  /** Adds a page of answers after those that are there. */
  appendReplies(parent: string, page: CommentPage): void {
    const list = this.replies.get(parent) ?? new PagedList<Comment>();
    list.append(page);
    this.replies.set(parent, list);
  }

  /** Puts what the reader has just written where it belongs. */
  add(comment: Comment): void {
    if (comment.parent) this.expanded.add(comment.parent);
    if (this.find(comment.id)) return;
    if (!comment.parent) return this.prepend(comment);
    this.appendReplies(comment.parent, {
      items: [comment],
      next: this.replies.get(comment.parent)?.next ?? null,
      total: 0,
    });
    this.replace(comment.parent, (parent) => ({ ...parent, replies: parent.replies + 1 }));
  }
}
