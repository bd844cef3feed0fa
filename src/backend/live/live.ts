import type { Database } from '../database/database.js';

const CHANNEL = 'cq_changed';

/** At most this often for one activity, in milliseconds. */
const INTERVAL = 300;

/**
 * How long after the last change it is said once more, in milliseconds. Whoever asked after the first time may have been
 * given what a cache on the way, or another node, held from before: by now none does.
 */
const ECHO = 2500;

export type Listener = (activity: string) => void;

/** What was said of one activity lately. */
interface Recent {
  /** Another change waits for the end of the interval. */
  again: boolean;
  timer: ReturnType<typeof setTimeout>;
}

/**
 * Tells whoever looks at a consultation that something changed, on every node: only «activity X changed», after the
 * commit and outside its transaction, a few times a second at most. They then ask again with their ETag.
 */
export class Live {
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly recent = new Map<string, Recent>();
  private readonly echoes = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly node = crypto.randomUUID();

  /** `onChange` is called on each change of a consultation, at once; without its name where any may have changed. */
  constructor(
    private readonly database: Database,
    private readonly onChange: (slug?: string) => void,
  ) {
    if (database.kind === 'postgres') void database.listen(CHANNEL, (payload) => this.heard(payload));
  }

  /** Says that `activity` of the consultation `slug` changed. Never waits, never fails: the change is stored already. */
  changed(slug: string, activity: string): void {
    this.onChange(slug);
    const key = `${slug}:${activity}`;
    const recent = this.recent.get(key);
    if (recent) {
      recent.again = true;
      return;
    }
    this.recent.set(key, {
      again: false,
      timer: setTimeout(() => this.rest(key, slug, activity), INTERVAL),
    });
    this.tell(slug, activity);
    if (this.database.kind === 'postgres') {
      this.database.notify(CHANNEL, `${this.node}:${key}`).catch(() => {});
    }
  }

  /** Calls back on each change of the consultation until the returned function is called. */
  listen(slug: string, listener: Listener): () => void {
    const listeners = this.listeners.get(slug) ?? new Set();
    this.listeners.set(slug, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.listeners.delete(slug);
    };
  }

  close(): void {
    for (const { timer } of this.recent.values()) clearTimeout(timer);
    for (const timer of this.echoes.values()) clearTimeout(timer);
    this.recent.clear();
    this.echoes.clear();
    this.listeners.clear();
  }

  private rest(key: string, slug: string, activity: string): void {
    const again = this.recent.get(key)?.again;
    this.recent.delete(key);
    if (again) this.changed(slug, activity);
  }

  private tell(slug: string, activity: string): void {
    this.call(slug, activity);
    const key = `${slug}:${activity}`;
    clearTimeout(this.echoes.get(key));
    const echo = () => {
      this.echoes.delete(key);
      this.call(slug, activity);
    };
    this.echoes.set(key, setTimeout(echo, ECHO));
  }

  private call(slug: string, activity: string): void {
    for (const listener of this.listeners.get(slug) ?? []) listener(activity);
  }

  /** An empty payload comes after a lost connection: something may have been missed, everything may have changed. */
  private heard(payload: string): void {
    if (payload === '') {
      this.onChange();
      for (const slug of this.listeners.keys()) this.call(slug, '');
      return;
    }
    const [node, slug = '', activity = ''] = payload.split(':');
    if (node === this.node) return;
    this.onChange(slug);
    this.tell(slug, activity);
  }
}
