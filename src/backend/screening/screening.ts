import type { ActivityOf } from '../../contract/consultation.js';
import { screeningOf } from '../../domain/threads.js';
import type { Db, Log } from '../context.js';
import type { Live } from '../live/live.js';
import type { Screen, Screened, Verdict } from './screen.js';
import { markLater } from './store.js';

/** How many comments are looked at at once by who takes time. */
const AT_ONCE = 4;

/** How many may wait for that: of what comes then, nothing is said, and it stays as it is. */
const MOST_WAITING = 1000;

const NOTHING: Verdict = { flags: [], hold: false };

/** More than a moderator reads. */
const MOST_FLAGS = 10;

interface Means {
  db: Db;
  now: () => Date;
  log: Log;
  live: Live;
  screen: Screen;
  screenLater: Screen | undefined;
}

interface Waiting {
  consultation: { id: number; slug: string };
  comment: Screened;
  mayHold: boolean;
}

/**
 * Has comments looked at, as the definition says: at once as they are written, and again after they are stored by who
 * takes longer. Whatever fails there is logged, and the comment is taken as if nothing had been said of it.
 */
export class Screening {
  private readonly waiting: Waiting[] = [];
  private readonly underWay = new Set<Promise<void>>();
  private closed = false;

  constructor(private readonly means: Means) {}

  /** What is said of a text before it is stored. */
  async look(thread: ActivityOf<'comments'>, comment: Screened): Promise<Verdict> {
    const may = screeningOf(thread);
    if (may === 'off') return NOTHING;
    const verdict = await this.ask(this.means.screen, comment);
    return { ...verdict, hold: verdict.hold && may === 'hold' };
  }

  /** Has a stored comment looked at by who takes longer. Never waits, never fails. */
  lookLater(consultation: Waiting['consultation'], thread: ActivityOf<'comments'>, comment: Screened): void {
    const may = screeningOf(thread);
    if (!this.means.screenLater || may === 'off' || this.closed) return;
    if (this.waiting.length >= MOST_WAITING) {
      this.means.log.warn({}, 'screening: too many wait, one is not looked at');
      return;
    }
    this.waiting.push({ consultation, comment, mayHold: may === 'hold' });
    if (this.underWay.size < AT_ONCE) this.start();
  }

  /** Resolves once all that waits is looked at. */
  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  /** Lets go of what waits, and ends what is under way. */
  async close(): Promise<void> {
    this.closed = true;
    this.waiting.length = 0;
    await this.settled();
  }

  private start(): void {
    const run = this.run().finally(() => this.underWay.delete(run));
    this.underWay.add(run);
  }

  private async run(): Promise<void> {
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) {
      const { consultation, comment, mayHold } = next;
      const verdict = await this.ask(this.means.screenLater!, comment);
      if (verdict.flags.length === 0 && !verdict.hold) continue;
      try {
        await markLater(
          this.means.db,
          consultation,
          comment,
          {
            ...verdict,
            hold: verdict.hold && mayHold,
          },
          this.means.now(),
        );
        this.means.live.changed(consultation.slug, comment.activity);
      } catch (error) {
        this.complain(error);
      }
    }
  }

  private async ask(screen: Screen, comment: Screened): Promise<Verdict> {
    try {
      const { flags, hold } = await screen(comment);
      return { flags: [...new Set(flags)].slice(0, MOST_FLAGS), hold };
    } catch (error) {
      this.complain(error);
      return NOTHING;
    }
  }

  private complain(error: unknown): void {
    // Its words may hold what was written.
    this.means.log.warn({ kind: (error as Error).name }, 'screening failed: nothing is said of a comment');
  }
}
