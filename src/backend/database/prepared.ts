/** How often a statement is sent before it is prepared. */
const OFTEN = 3;

/** How many statements are prepared at most: each is kept by each connection, with its plan. */
const MOST = 100;

/** A statement with more values than this holds a list of rows, and has another text for each length. */
const MOST_VALUES = 100;

/** Of how many texts it is known how often they were sent, at most. */
const MOST_SEEN = 1000;

/**
 * Which statements are prepared: those that are sent again and again. PostgreSQL reads and plans them once a connection
 * instead of each time, which is half of what a write costs there. It takes connections that stay the same, as notices do.
 */
export class Prepared {
  private readonly names = new Map<string, string>();
  private readonly seen = new Map<string, number>();
  /** Whose results changed under it, by a migration: not prepared again. */
  private readonly changed = new Set<string>();

  /** The name under which a statement is prepared; undefined where it is not. */
  nameOf(text: string, values: readonly unknown[]): string | undefined {
    const name = this.names.get(text);
    if (name !== undefined) return name;
    if (
      values.length === 0 ||
      values.length > MOST_VALUES ||
      this.names.size >= MOST ||
      this.changed.has(text)
    )
      return undefined;
    const times = (this.seen.get(text) ?? 0) + 1;
    if (this.seen.size >= MOST_SEEN) this.seen.clear();
    this.seen.set(text, times);
    if (times < OFTEN) return undefined;
    const fresh = `cq_${this.names.size + this.changed.size}`;
    this.names.set(text, fresh);
    return fresh;
  }

  /** Sends a statement as it is from now on. */
  forget(text: string): void {
    this.names.delete(text);
    this.changed.add(text);
  }
}
