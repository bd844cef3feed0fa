import type { Draft, Durability } from './client.js';
import { read, remove, write } from './storage.js';

/** How long a draft is kept on the device where the citizen asks for it, in milliseconds: 7 days. */
const KEPT_FOR = 7 * 24 * 3_600_000;

interface Stored {
  value: unknown;
  savedAt: number;
}

/**
 * What citizens have begun: for this visit of this tab, or for 7 days on the device where they ask for it. What the device
 * keeps is there once, for all tabs that keep it so; what a tab has for itself comes first in it, and is nobody else's.
 */
export class Drafts {
  /** What the names of all drafts of this consultation begin with. */
  readonly prefix: string;
  /** Where storage is refused: for as long as the page is open. */
  readonly memory = new Map<string, Stored>();

  constructor(api: string, slug: string) {
    this.prefix = `cq-draft:${api}:${slug}:`;
  }

  find<Value>(key: string): Draft<Value> | undefined {
    const name = this.prefix + key;
    const own = read<Stored>(visit, name) ?? this.memory.get(name);
    const stored = own ?? this.onDevice(name);
    if (!stored) return undefined;
    return { value: stored.value as Value, savedAt: new Date(stored.savedAt), kept: !own };
  }

  /** Without `keep`, a draft that is kept on the device stays kept. */
  save(key: string, value: unknown, keep: boolean | undefined): Durability {
    const name = this.prefix + key;
    const stored: Stored = { value, savedAt: Date.now() };
    const kept = this.find(key)?.kept;
    if ((keep ?? kept) && write(device, name, stored)) {
      this.drop(name);
      return 'device';
    }
    // What was there is out of date from now on.
    if (keep || kept) remove(device, name);
    this.memory.set(name, stored);
    write(visit, name, stored);
    return 'visit';
  }

  /** This tab's own; where it has none, the device's. */
  forget(key: string): void {
    const name = this.prefix + key;
    if (this.find(key)?.kept) remove(device, name);
    this.drop(name);
  }

  private drop(name: string): void {
    this.memory.delete(name);
    remove(visit, name);
  }

  private onDevice(name: string): Stored | undefined {
    const stored = read<Stored>(device, name);
    if (stored && Date.now() - stored.savedAt < KEPT_FOR) return stored;
    if (stored) remove(device, name);
    return undefined;
  }
}

const visit = () => sessionStorage;
const device = () => localStorage;
