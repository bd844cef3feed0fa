import { quebecDay } from '../domain/quebec-day.js';
import type { Log } from './context.js';
import type { Database } from './database/database.js';
import { eraseExpired } from './drafts/store.js';
import { every } from './every.js';
import { keepHeads } from './database/moderation-chain.js';
import { foldProgress } from './progress/store.js';

const HOUR = 3_600_000;

/** Erases each hour what has had its time, and keeps the day's last record of moderation. Every node does it: done twice, it is the same. */
export class Housekeeping {
  private readonly timer: ReturnType<typeof setInterval>;

  constructor(
    private readonly database: Database,
    private readonly now: () => Date,
    log: Log,
  ) {
    this.timer = every(HOUR, () => {
      // The next hour tries again; meanwhile, what has expired is not given out.
      this.tidy().catch((error: unknown) => log.warn({ kind: (error as Error).name }, 'housekeeping failed'));
    });
  }

  async tidy(): Promise<void> {
    const at = this.now();
    const { db } = this.database;
    await eraseExpired(db, at);
    await foldProgress(db, quebecDay(at), at);
    await keepHeads(db);
    await this.database.maintain();
  }

  close(): void {
    clearInterval(this.timer);
  }
}
