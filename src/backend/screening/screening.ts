import type { ActivityDefinition, ActivityOf } from '../../contract/consultation.js';
import { screeningOf } from '../../domain/threads.js';
import type { Db, Log } from '../context.js';
import { every } from '../every.js';
import type { Live } from '../live/live.js';
import type { Screen, Screened, Verdict } from './screen.js';
import { type DueComment, letGo, markLater, takeDue } from './store.js';

/** How many comments are looked at at once by who takes time. */
const AT_ONCE = 4;

/** How often is looked for what other nodes, a stop or a failure left behind, in milliseconds. */
const ROUND = 60_000;

/** How often somebody is asked about one comment: with an hour between two, for a week. */
const MOST_TRIES = 7 * 24;

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

/**
 * Has comments looked at, as the definition says: at once as they are written, and again after they are stored by who
 * takes longer. The database knows which still wait for that: a stop or a failure loses none, and of several nodes one
 * asks. Whatever fails is logged; meanwhile a comment is taken as if nothing had been said of it.
 */
export class Screening {
  private readonly timer: ReturnType<typeof setInterval> | undefined;
  private working: Promise<void> | undefined;
  private more = false;
  /** Whether nobody answered last: then only each round asks, with a few. */
  private silent = false;
  private closed = false;

  constructor(private readonly means: Means) {
    if (!means.screenLater) return;
    this.timer = every(ROUND, () => void this.sweep());
    void this.sweep();
  }

  /** What is said of a text before it is stored. */
  async look(thread: ActivityOf<'comments'>, comment: Screened): Promise<Verdict> {
    const may = screeningOf(thread);
    if (may === 'off') return NOTHING;
    try {
      return allowed(await this.means.screen(comment), may);
    } catch (error) {
      this.means.log.warn(kindOf(error), 'screening failed: nothing is said of a comment');
      return NOTHING;
    }
  }

  /** Whether what is written is to be stored as waiting for who takes longer. */
  looksLater(thread: ActivityOf<'comments'>): boolean {
    return this.means.screenLater !== undefined && screeningOf(thread) !== 'off';
  }

  /** A comment was stored that waits. Never waits, never fails. */
  written(thread: ActivityOf<'comments'>): void {
    if (this.looksLater(thread) && !this.silent) void this.work();
  }

  /** Has all looked at whose turn it is, also where nobody answered last. Never fails. */
  sweep(): Promise<void> {
    this.silent = false;
    return this.work();
  }

  /** Resolves once nothing is under way. */
  async settled(): Promise<void> {
    while (this.working) await this.working;
  }

  /** Ends what is under way; what waits still does, at the next start. */
  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    await this.settled();
  }

  private async work(): Promise<void> {
    const { screenLater, log } = this.means;
    if (!screenLater) return;
    this.more = true;
    this.working ??= this.rounds(screenLater)
      .catch((error: unknown) => log.warn(kindOf(error), 'screening: a round failed'))
      .finally(() => {
        this.working = undefined;
        // What came just as the last round had ended.
        if (this.goesOn()) void this.work();
      });
    return this.working;
  }

  private goesOn(): boolean {
    return this.more && !this.closed && !this.silent;
  }

  private async rounds(screen: Screen): Promise<void> {
    const { db, now } = this.means;
    while (this.goesOn()) {
      this.more = false;
      const due = await takeDue(db, AT_ONCE, now());
      const faults = await Promise.all(due.map((one) => this.lookAgain(screen, one)));
      this.more ||= due.length > 0;
      // Where nobody answers, asking about all the others would take hours and tell nothing.
      this.silent = due.length > 0 && !faults.includes(undefined);
    }
  }

  /** Has one comment looked at by who takes longer. Gives what went wrong. */
  private async lookAgain(screen: Screen, due: DueComment): Promise<unknown> {
    const { db, now, live, log } = this.means;
    const { consultation, comment } = due;
    const may = mayOf(due.definition);
    try {
      const verdict = may === 'off' ? NOTHING : allowed(await screen(comment), may);
      if (verdict.flags.length === 0 && !verdict.hold) await letGo(db, due);
      else {
        await markLater(db, due, verdict, now());
        live.changed(consultation.slug, comment.activity);
      }
      return undefined;
    } catch (error) {
      const fields = { ...kindOf(error), consultation: consultation.slug, tries: due.tries };
      if (due.tries < MOST_TRIES) log.warn(fields, 'screening failed: a comment waits to be looked at again');
      else {
        log.error(fields, 'screening failed too often: a comment stays as it is');
        await letGo(db, due);
      }
      return error;
    }
  }
}

/** What screening may do by itself where a comment is now. */
function mayOf(definition: ActivityDefinition): ReturnType<typeof screeningOf> {
  return definition.kind === 'comments' ? screeningOf(definition) : 'off';
}

/** As much of a verdict as counts. */
function allowed({ flags, hold }: Verdict, may: 'mark' | 'hold'): Verdict {
  return { flags: [...new Set(flags)].slice(0, MOST_FLAGS), hold: hold && may === 'hold' };
}

/** What is told of an error: its own words may hold what was written. */
function kindOf(error: unknown): Record<string, string> {
  const { name, code, cause } = error as { name?: string; code?: unknown; cause?: { code?: unknown } };
  const known = code ?? cause?.code;
  return { kind: name ?? typeof error, ...(typeof known === 'string' && { code: known }) };
}
