import { UNSENT_FOR } from '../contract/limits.js';
import type { Language } from '../contract/text.js';
import { asJson } from '../domain/json.js';
import { FILES } from './entries.js';

/** A file that the backend has not yet. */
export interface Waiting {
  id: string;
  /** Whose: the backend and the consultation, as in the outbox. */
  box: string;
  key: string;
  activity: string;
  question: string;
  language: Language;
  name: string;
  /** A copy: the file itself may be changed or removed meanwhile. */
  bytes: ArrayBuffer;
  /** Milliseconds of this device's clock. */
  addedAt: number;
}

/** Where a file is until the backend has it: on the device for 7 days, or until the tab, or the page, is closed. */
export type Where = 'device' | 'tab' | 'page';

/** What only this tab can open: where the citizen did not ask the device to keep anything, it goes with the tab. */
interface Sealed extends Pick<Waiting, 'id' | 'box' | 'addedAt'> {
  nonce: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
}

/** A file as the browser's database has it. */
export type KeptFile = Waiting | Sealed;

/** Keeps a file, in place of what was kept of it before. Rejects where storage is refused or full. */
export async function keepFile(waiting: Waiting, where: Exclude<Where, 'page'>): Promise<void> {
  const kept = where === 'device' ? waiting : await seal(waiting);
  await run('readwrite', (store) => store.put(kept));
}

/** What is kept of a box, sealed or not. */
export async function listFiles(box: string): Promise<KeptFile[]> {
  const all = await run<KeptFile[]>('readonly', (store) => store.getAll());
  return all.filter((one) => one.box === box);
}

/** What was kept, and where; undefined for what another tab has sealed. */
export async function openFile(kept: KeptFile): Promise<{ waiting: Waiting; where: Where } | undefined> {
  if (!('sealed' in kept)) return { waiting: kept, where: 'device' };
  try {
    const { id, box, addedAt, nonce: iv } = kept;
    const key = await imported(sessionStorage.getItem(KEY)!);
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, kept.sealed);
    const end = new Uint8Array(plain).indexOf(LINE_FEED);
    const rest = JSON.parse(new TextDecoder().decode(plain.slice(0, end))) as Omit<Waiting, 'bytes'>;
    return { waiting: { ...rest, id, box, addedAt, bytes: plain.slice(end + 1) }, where: 'tab' };
  } catch {
    return undefined;
  }
}

export async function isKept(id: string): Promise<boolean> {
  return (await run<number>('readonly', (store) => store.count(id))) > 0;
}

export async function dropFile(id: string): Promise<void> {
  await run('readwrite', (store) => store.delete(id)).catch(() => {});
}

/** The drafts of a consultation that are still good, as text: those that the device keeps, and those of this tab. */
export function draftTexts(api: string, slug: string): { device: string; tab: string } {
  const isGood = ([name, text]: [string, string]) => {
    if (!name.startsWith(`cq-draft:${api}:${slug}:`)) return false;
    const savedAt = Number(/"savedAt":(\d+)\}$/.exec(text)?.[1] ?? Date.now());
    return Date.now() - savedAt < UNSENT_FOR;
  };
  const textOf = (place: () => Storage) => {
    try {
      return Object.entries<string>(place()).filter(isGood).join();
    } catch {
      return '';
    }
  };
  return { device: textOf(() => localStorage), tab: textOf(() => sessionStorage) };
}

/** Under what the tab has its key: 256 bits, which nothing but the tab's own storage holds. */
const KEY = 'cq-files';

const LINE_FEED = 10;

async function seal({ id, box, addedAt, bytes, ...rest }: Waiting): Promise<Sealed> {
  const key = sessionStorage.getItem(KEY) ?? crypto.getRandomValues(new Uint8Array(32)).join();
  sessionStorage.setItem(KEY, key);
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  // What is said of the file is one line of JSON, before its bytes.
  const plain = await new Blob([`${asJson(rest)}\n`, bytes]).arrayBuffer();
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, await imported(key), plain);
  return { id, box, addedAt, nonce, sealed };
}

/** A key by the numbers of its bytes: «12,255,…». */
function imported(key: string): Promise<CryptoKey> {
  const bytes = Uint8Array.from(key.split(','), Number);
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

const STORE = 'files';

/** How long the browser's database may take, in milliseconds. */
const PATIENCE = 5000;

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(FILES, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => reject(request.error ?? new Error('blocked'));
    setTimeout(() => reject(new Error('slow')), PATIENCE);
  });
}

async function run<Value>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest,
): Promise<Value> {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result as Value);
      transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error('aborted'));
    });
  } finally {
    database.close();
  }
}
