import type { Db, Log } from '../context.js';
import { indexWords, refreshRanks } from './store.js';

/** At most this often, in milliseconds: a comment that everybody votes on is brought up to date once a second. */
const INTERVAL = 1000;

/** So many new texts do not wait for the second to end: a thousand at once would hold up who writes meanwhile. */
const MANY = 100;

/**
 * Brings the words by which comments are found, and the keys that they are sorted by (score, number of answers), up to date
 * after what is written: a little later and many at a time, since a sorting key that every vote wrote would be the hot
 * row that the slots avoid, and words cost a fifth of a post. Counts that are shown never come from these keys.
 */
export class Ranking {
  private readonly waiting = new Map<number, Set<string>>();
  private readonly unread = new Map<number, Set<string>>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private indexing = Promise.resolve();

  constructor(
    private readonly db: Db,
    private readonly log: Log,
  ) {}

  /** A comment was voted on or answered. */
  moved(consultationId: number, comment: string): void {
    this.keep(this.waiting, consultationId, comment);
  }

  /** A comment was written or changed. */
  written(consultationId: number, comment: string): void {
    this.keep(this.unread, consultationId, comment);
    if (this.unread.get(consultationId)!.size >= MANY) void this.index();
  }

  /** Writes what moved. What a stopped node left behind is caught up by `catchUp` at the next start. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.index();
    const moved = [...this.waiting];
    this.waiting.clear();
    for (const [consultationId, items] of moved) {
      await refreshRanks(this.db, consultationId, [...items]).catch(this.late);
    }
  }

  async close(): Promise<void> {
    await this.flush();
  }

  /** One statement after the other: two that write words of the same comments could wait for each other. */
  private index(): Promise<void> {
    const written = [...this.unread];
    this.unread.clear();
    this.indexing = this.indexing.then(async () => {
      for (const [consultationId, items] of written) {
        await indexWords(this.db, consultationId, [...items]).catch(this.late);
      }
    });
    return this.indexing;
  }

  private readonly late = (error: Error) =>
    this.log.warn({ kind: error.name }, 'sorting keys and words wait for the next change or start');

  private keep(items: Map<number, Set<string>>, consultationId: number, comment: string): void {
    items.set(consultationId, (items.get(consultationId) ?? new Set()).add(comment));
    this.timer ??= setTimeout(() => void this.flush(), INTERVAL);
  }
}
