import type { Database } from '../database/database.js';

const CHANNEL = 'cq_changed';

/** At most this often for one activity, in milliseconds. */
const INTERVAL = 300;

export type Listener = (activity: string) => void;

/**
 * Tells whoever looks at a consultation that something changed, on every node: only «activity X changed», after the
 * commit and outside its transaction, a few times a second at most. They then ask again with their ETag.
 */
export class Live {
  private readonly listeners = new Map<number, Set<Listener>>();
  /** Activities that were announced within the last interval; true where another change waits for its end. */
  private readonly recent = new Map<string, { again: boolean; timer: ReturnType<typeof setTimeout> }>();
  private readonly node = crypto.randomUUID();

  constructor(private readonly database: Database) {
    if (database.kind === 'postgres') void database.listen(CHANNEL, (payload) => this.heard(payload));
  }

  /** Says that `activity` changed. Never waits, never fails: the change itself is stored already. */
  changed(consultationId: number, activity: string): void {
    const key = `${consultationId}:${activity}`;
    const recent = this.recent.get(key);
    if (recent) {
      recent.again = true;
      return;
    }
    this.recent.set(key, {
      again: false,
      timer: setTimeout(() => this.rest(key, consultationId, activity), INTERVAL),
    });
    this.tell(consultationId, activity);
    if (this.database.kind === 'postgres') {
      this.database.notify(CHANNEL, `${this.node}:${key}`).catch(() => {});
    }
  }

  /** Calls back on each change of the consultation until the returned function is called. */
  listen(consultationId: number, listener: Listener): () => void {
    const listeners = this.listeners.get(consultationId) ?? new Set();
    this.listeners.set(consultationId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.listeners.delete(consultationId);
    };
  }

  close(): void {
    for (const { timer } of this.recent.values()) clearTimeout(timer);
    this.recent.clear();
    this.listeners.clear();
  }

  private rest(key: string, consultationId: number, activity: string): void {
    const again = this.recent.get(key)?.again;
    this.recent.delete(key);
    if (again) this.changed(consultationId, activity);
  }

  private tell(consultationId: number, activity: string): void {
    for (const listener of this.listeners.get(consultationId) ?? []) listener(activity);
  }

  /** An empty payload comes after a lost connection: something may have been missed, everything may have changed. */
  private heard(payload: string): void {
    if (payload === '') {
      for (const listeners of this.listeners.values()) for (const listener of listeners) listener('');
      return;
    }
    const [node, id, activity] = payload.split(':');
    if (node !== this.node) this.tell(Number(id), activity ?? '');
  }
}
