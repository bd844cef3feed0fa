import type { Db, Log } from '../context.js';
import { refreshAll, refreshRanks } from './store.js';

/** At most this often, in milliseconds: a comment that everybody votes on is brought up to date once a second. */
const INTERVAL = 1000;

/**
 * Brings the keys that comments are sorted by (score, number of answers) up to date after votes and answers: a little
 * later and many at a time, since a sorting key that every vote wrote would be the hot row that the slots avoid.
 * Counts that are shown never come from these keys.
 */
export class Ranking {
  private readonly waiting = new Map<number, Set<string>>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly db: Db,
    private readonly log: Log,
  ) {}

  moved(consultationId: number, comment: string): void {
    const items = this.waiting.get(consultationId) ?? new Set();
    this.waiting.set(consultationId, items.add(comment));
    this.timer ??= setTimeout(() => void this.flush(), INTERVAL);
  }

  /** Writes what moved. What a stopped node left behind is caught up by `refreshAll` at the next start. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const moved = [...this.waiting];
    this.waiting.clear();
    for (const [consultationId, items] of moved) {
      await refreshRanks(this.db, consultationId, [...items]).catch((error: Error) => {
        this.log.warn({ kind: error.name }, 'sorting keys wait for the next vote or start');
      });
    }
  }

  /** For the start of a server. */
  refreshAll(): Promise<void> {
    return refreshAll(this.db);
  }

  async close(): Promise<void> {
    await this.flush();
  }
}
