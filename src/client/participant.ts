import { RING_STARTS } from '../contract/limits.js';
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
  private reading = Math.floor(Math.random() * RING_STARTS);

  constructor(api: string, slug: string) {
    this.name = `cq:${api}:${slug}`;
  }

  get key(): string | undefined {
    return this.kept?.key;
  }

  /** Where in the ring of ideas to start: the same for good once the reader has taken part. */
  get start(): number {
    return this.kept?.start ?? this.reading;
  }

  /** Takes the start that the page's loader chose, unless there is one for good. */
  startFrom(start: number): void {
    this.reading = start;
  }

  /** The key, made now where there was none. */
  ensure(): string {
    if (!this.kept) this.keep({ key: newKey(), start: this.reading });
    return this.kept!.key;
  }

  /** Takes the key of another browser or site, by its recovery link. */
  adopt(key: string): boolean {
    if (!isKey(key)) return false;
    this.keep({ key, start: this.start });
    return true;
  }

  forget(): void {
    this.known = undefined;
    this.stored = false;
    remove(localStorageOf, this.name);
  }

  /** As the device says each time: another tab may have taken part, or forgotten, since this one was opened. */
  private get kept(): Kept | undefined {
    const kept = read<Kept>(localStorageOf, this.name);
    const there = kept && isKey(kept.key);
    if (there || this.stored) this.known = there ? kept : undefined;
    this.stored = Boolean(there);
    return this.known;
  }

  private keep(kept: Kept): void {
    this.known = kept;
    this.stored = write(localStorageOf, this.name, kept);
  }
}

const localStorageOf = () => localStorage;

function isKey(key: unknown): boolean {
  return typeof key === 'string' && /^[\w-]{43}$/.test(key);
}

function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
