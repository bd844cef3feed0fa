import type { Draft, Durability } from './client.js';
import { names, read, remove, write } from './storage.js';

/** How long a draft is kept on the device where the citizen asks for it, in milliseconds: 7 days. */
const KEPT_FOR = 7 * 24 * 3_600_000;

interface Stored {
  value: unknown;
  savedAt: number;
}

/** What citizens have begun: for this visit of this tab, and for 7 days on the device where they ask for it. */
export class Drafts {
  private readonly prefix: string;
  /** Where storage is refused: for as long as the page is open. */
  private readonly memory = new Map<string, Stored>();

  constructor(api: string, slug: string) {
    this.prefix = `cq-draft:${api}:${slug}:`;
  }

  find<Value>(key: string): Draft<Value> | undefined {
    const name = this.prefix + key;
    const onDevice = this.onDevice(name);
    const stored = read<Stored>(visit, name) ?? this.memory.get(name) ?? onDevice;
    if (!stored) return undefined;
    return { value: stored.value as Value, savedAt: new Date(stored.savedAt), kept: onDevice !== undefined };
  }

  /** Without `keep`, a draft that is kept on the device stays kept. */
  save(key: string, value: unknown, keep: boolean | undefined): Durability {
    const name = this.prefix + key;
    const stored: Stored = { value, savedAt: Date.now() };
    this.memory.set(name, stored);
    write(visit, name, stored);
    if (keep === false) remove(device, name);
    const kept = keep === true || (keep === undefined && this.onDevice(name) !== undefined);
    return kept && write(device, name, stored) ? 'device' : 'visit';
  }

  forget(key: string): void {
    const name = this.prefix + key;
    this.memory.delete(name);
    remove(visit, name);
    remove(device, name);
  }

  forgetAll(): void {
    this.memory.clear();
    for (const place of [visit, device]) {
      for (const name of names(place, this.prefix)) remove(place, name);
    }
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
