import { RING_STARTS } from '../contract/limits.js';
import type { Adoption } from './client.js';
import { read, remove, write } from './storage.js';

interface Kept {
  key: string;
  /** Where in the ring of ideas this reader starts. */
  start?: number;
}

/**
 * Who takes part, as far as anybody knows: 256 random bits, another for each consultation, made at the first write.
 * Reading makes and stores nothing.
 */
export class Participant {
  /** Where storage keeps it. */
  readonly name: string;
  /** What storage refuses is known for this visit only. */
  private known: Kept | undefined;
  private stored = false;
  /** A recovery link's, opened for this visit beside the one that is kept. */
  private visitor: Kept | undefined;
  private reading = Math.floor(Math.random() * RING_STARTS);

  constructor(api: string, slug: string) {
    this.name = `cq:${api}:${slug}`;
  }

  get key(): string | undefined {
    return this.present?.key;
  }

  /** Where in the ring of ideas to start: the same for good once the reader has taken part. */
  get start(): number {
    return this.present?.start ?? this.reading;
  }

  /** Takes the start that the page's loader chose, unless there is one for good. */
  startFrom(start: number): void {
    this.reading = start;
  }

  /** Keeps on this device who takes part, from now on. */
  keep(kept: Kept): void {
    this.known = kept;
    this.stored = write(localStorageOf, this.name, kept);
  }

  /** Whether a recovery link's participation is open for this visit only. */
  get visiting(): boolean {
    return this.visitor !== undefined;
  }

  /**
   * Takes the key of another browser or site, by its recovery link, and ends the visit of an earlier one. Another
   * participation that is kept here is only left as `instead` says: for this visit, or for good.
   */
  adopt(key: string, instead?: 'visit' | 'replace'): Adoption {
    if (!isKey(key)) return 'not-a-key';
    this.visitor = undefined;
    const here = this.key;
    if (here === key) return 'adopted';
    if (here && !instead) return 'another-here';
    const taken = { key, start: this.start };
    if (instead === 'visit') this.visitor = taken;
    else this.keep(taken);
    return 'adopted';
  }

  forget(): void {
    this.known = this.visitor = undefined;
    this.stored = false;
    remove(localStorageOf, this.name);
  }

  private get present(): Kept | undefined {
    return this.visitor ?? this.kept;
  }

  /** As the device says each time: another tab may have taken part, or forgotten, since this one was opened. */
  private get kept(): Kept | undefined {
    const kept = read<Kept>(localStorageOf, this.name);
    const there = kept && isKey(kept.key);
    if (there || this.stored) this.known = there ? kept : undefined;
    this.stored = Boolean(there);
    return this.known;
  }
}

const localStorageOf = () => localStorage;

function isKey(key: unknown): boolean {
  return typeof key === 'string' && /^[\w-]{43}$/.test(key);
}
