import type { Problem } from '../contract/problem.js';
import type { Language } from '../contract/text.js';
import type { Contribution } from './client.js';

/** One thing that the citizen gave and the backend has not taken yet. */
export interface Entry {
  id: string;
  /** Whose outbox: the backend and the consultation. */
  box: string;
  /** Who gave it: this browser may have opened another participation since. Entries of older widgets have none. */
  key?: string;
  contribution: Contribution;
  /** In which language a refusal is to be told: that of the widget. Entries of older widgets have none. */
  language?: Language;
  /** For a ballot: the participant's own counter. */
  turn?: number;
  /** Milliseconds of this device's clock: entries are sent in this order. */
  givenAt: number;
  attempts: number;
  /** Not to be tried before, in milliseconds of this device's clock. */
  notBefore: number;
  /** Whether the backend said so, since too much was sent. */
  tooMany?: boolean;
  /** Why it was refused for good. */
  problem?: Problem;
}

/** Where entries are kept until the backend has them. */
export interface Shelf {
  /** Whether what is put here survives the visit. */
  readonly durable: boolean;
  all(box: string): Promise<Entry[]>;
  get(id: string): Promise<Entry | undefined>;
  put(entry: Entry): Promise<void>;
  delete(id: string): Promise<void>;
}

/** How long the browser's database may take before memory serves instead, in milliseconds. */
const PATIENCE = 1000;

let shelf: Promise<Shelf> | undefined;

/** The browser's database, or memory for this visit where it is refused or slow. One for the whole page. */
export function openShelf(): Promise<Shelf> {
  shelf ??= withinPatience(openDatabase().then((database) => new DatabaseShelf(database))).catch(
    () => new MemoryShelf(),
  );
  return shelf;
}

class MemoryShelf implements Shelf {
  readonly durable = false;
  private readonly entries = new Map<string, Entry>();

  async all(box: string) {
    return [...this.entries.values()].filter((entry) => entry.box === box);
  }
  async get(id: string) {
    return this.entries.get(id);
  }
  async put(entry: Entry) {
    this.entries.set(entry.id, { ...entry });
  }
  async delete(id: string) {
    this.entries.delete(id);
  }
}

/** The files of answers have a database of their own: a page may hold an older release, which knows this one by its version. */
export const FILES = 'consultation-quebec-files';

const STORE = 'outbox';

class DatabaseShelf implements Shelf {
  readonly durable = true;

  constructor(private readonly database: IDBDatabase) {}

  async all(box: string) {
    const entries = await this.run<Entry[]>('readonly', (store) => store.getAll());
    return entries.filter((entry) => entry.box === box).sort((one, other) => one.givenAt - other.givenAt);
  }
  get(id: string) {
    return this.run<Entry | undefined>('readonly', (store) => store.get(id));
  }
  async put(entry: Entry) {
    await this.run('readwrite', (store) => store.put(entry));
  }
  async delete(id: string) {
    await this.run('readwrite', (store) => store.delete(id));
  }

  private run<Value>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest): Promise<Value> {
    return new Promise((resolve, reject) => {
      const transaction = this.database.transaction(STORE, mode, { durability: 'strict' });
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result as Value);
      transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error('aborted'));
    });
  }
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('consultation-quebec', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' });
    request.onsuccess = () => {
      // Another tab with a later version of the widgets must not wait for this one.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = request.onblocked = () => reject(request.error ?? new Error('blocked'));
  });
}

function withinPatience<Value>(work: Promise<Value>): Promise<Value> {
  return Promise.race([
    work,
    new Promise<never>((_, reject) => setTimeout(() => reject(new Error('slow')), PATIENCE)),
  ]);
}
