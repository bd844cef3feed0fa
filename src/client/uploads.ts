import type { FileAnswer } from '../contract/survey.js';
import type { FileReceipt, HeldFiles } from '../contract/files.js';
import { UNSENT_FOR } from '../contract/limits.js';
import type { Language } from '../contract/text.js';
import type { Answer, ClientProblem } from './client.js';
import { openShelf } from './entries.js';
import { fateOf } from './fate.js';
import { answerFrom, hasTransport, OFFLINE } from './http.js';
import type { Common } from './participation.js';

/** A file on its way, as a widget shows it. */
export interface Upload {
  id: string;
  /** Waiting for the network or its turn, under way, with the backend, or refused for good. */
  state: 'waiting' | 'sending' | 'stored' | 'refused';
  /** How much of it has left, from 0 to 1. */
  sent: number;
  /** Why it waits or was refused. */
  problem?: ClientProblem;
  /** Whether this device keeps it until the backend has it: else it is lost with the page. */
  durable: boolean;
}

/** A file that the backend has not yet. */
interface Waiting {
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

interface Entry extends Upload {
  waiting: Waiting;
  attempts: number;
  notBefore: number;
  abort: AbortController;
}

/** How long a request may be without progress, in milliseconds. */
const STALLED = 60_000;

/**
 * Sends files at once, before the response that names them. Until the backend has one, its bytes are in the browser's
 * own database; from then on nothing of it is on this device.
 */
export class Uploads {
  private readonly entries = new Map<string, Entry>();
  private readonly listeners = new Set<(upload: Upload) => void>();
  private readonly loaded: Promise<void>;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private pumping: Promise<void> | undefined;

  constructor(
    private readonly box: string,
    private readonly common: Common,
  ) {
    this.loaded = this.load();
    addEventListener('online', () => this.retry());
  }

  get(id: string): Upload | undefined {
    return this.entries.get(id);
  }

  /** Calls back on each change until the returned function is called. */
  subscribe(listener: (upload: Upload) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Keeps a file on this device and sends it. Rejects where the browser cannot read it. */
  async add(
    place: { activity: string; question: string; language: Language },
    name: string,
    file: Blob,
  ): Promise<FileAnswer> {
    const bytes = await file.arrayBuffer();
    const id = crypto.randomUUID();
    const { box } = this;
    const waiting: Waiting = {
      id,
      box,
      key: this.common.who.ensure(),
      ...place,
      name,
      bytes,
      addedAt: Date.now(),
    };
    const durable = await put(waiting).then(
      () => true,
      () => false,
    );
    this.enter(waiting, durable);
    this.pump();
    return { file: id, name, size: bytes.byteLength };
  }

  /** Lets go of a file, here and, where it arrived, there; what cannot be told now is erased there within 7 days. */
  remove(id: string): void {
    const entry = this.entries.get(id);
    this.entries.delete(id);
    entry?.abort.abort();
    void drop(id);
    if (!entry || entry.state === 'refused') return;
    const { key, activity } = entry.waiting;
    void this.common.http.ask(this.path(activity, id), {
      method: 'DELETE',
      credentials: 'omit',
      headers: { authorization: `Bearer ${key}` },
    });
  }

  /** Which of these files neither this device nor the backend has any more; none where it cannot be asked now. */
  async missing(activity: string, ids: readonly string[]): Promise<readonly string[]> {
    await this.loaded;
    const unsure = ids.filter((id) => !this.entries.has(id));
    if (unsure.length === 0) return [];
    const path = `v1/consultations/${this.common.slug}/activities/${activity}/files`;
    const key = this.common.who.ensure();
    const answer = await this.common.http.get<HeldFiles>(path, { key, fresh: true });
    return answer.ok ? unsure.filter((id) => !answer.value.files.includes(id)) : [];
  }

  /** Tries again now. */
  retry(): void {
    for (const entry of this.entries.values()) entry.notBefore = 0;
    this.pump();
  }

  /** Sends what of these files has not arrived yet. Gives why one has not; undefined once the backend has all. */
  async deliver(ids: readonly string[]): Promise<ClientProblem | undefined> {
    await this.loaded;
    // Another tab may have kept some since.
    await this.load();
    const waiting = () =>
      ids.map((id) => this.entries.get(id)).filter((one) => one && one.state !== 'stored');
    if (waiting().some((one) => one!.state !== 'refused')) {
      this.retry();
      await this.pumping;
    }
    const [first] = waiting();
    return first && (first.problem ?? OFFLINE);
  }

  async forget(): Promise<void> {
    await this.loaded;
    for (const [id, { abort }] of this.entries) {
      abort.abort();
      await drop(id);
    }
    this.entries.clear();
  }

  /** What an earlier visit left, but for what nobody gave in time. */
  private async load(): Promise<void> {
    const kept = await all(this.box).catch(() => []);
    if (kept.length === 0) return;
    const outbox = JSON.stringify(await openShelf().then((shelf) => shelf.all(this.box)));
    for (const waiting of kept) {
      if (Date.now() - waiting.addedAt > UNSENT_FOR && !outbox.includes(waiting.id)) await drop(waiting.id);
      else if (!this.entries.has(waiting.id)) this.enter(waiting, true);
    }
    this.pump();
  }

  private enter(waiting: Waiting, durable: boolean): void {
    const { id } = waiting;
    const abort = new AbortController();
    this.entries.set(id, {
      id,
      waiting,
      state: 'waiting',
      sent: 0,
      durable,
      attempts: 0,
      notBefore: 0,
      abort,
    });
  }

  private pump(): void {
    clearTimeout(this.timer);
    this.pumping ??= this.sendAll().finally(() => {
      this.pumping = undefined;
      const next = [...this.entries.values()].filter(({ state }) => state === 'waiting');
      if (next.length === 0) return;
      const at = Math.min(...next.map(({ notBefore }) => notBefore));
      this.timer = setTimeout(() => this.pump(), Math.max(0, at - Date.now()) + 50);
    });
  }

  /** One after the other: two at once on a weak network would both be late. */
  private async sendAll(): Promise<void> {
    const due = () =>
      [...this.entries.values()].find((one) => one.state === 'waiting' && one.notBefore <= Date.now());
    for (let entry = due(); entry; entry = due()) await this.send(entry);
  }

  private async send(entry: Entry): Promise<void> {
    this.tell(entry, { state: 'sending', sent: 0 });
    const answer = await this.put(entry);
    // Its owner let go of it meanwhile.
    if (this.entries.get(entry.id) !== entry) return;
    if (answer.ok) {
      entry.waiting.bytes = new ArrayBuffer(0);
      await drop(entry.id);
      return this.tell(entry, { state: 'stored', sent: 1 });
    }
    const { problem } = answer;
    const fate = fateOf(problem, entry.attempts++, Math.random());
    if (fate.state === 'refused') await drop(entry.id);
    else entry.notBefore = Date.now() + fate.after;
    this.tell(entry, { state: fate.state, sent: 0, problem });
  }

  private async put(entry: Entry): Promise<Answer<FileReceipt>> {
    const { id, waiting } = entry;
    const { http, api } = this.common;
    const path = `${this.path(waiting.activity, id)}?question=${waiting.question}`;
    const init = {
      method: 'PUT',
      body: waiting.bytes,
      credentials: 'omit' as const,
      headers: {
        authorization: `Bearer ${waiting.key}`,
        'accept-language': waiting.language,
        'content-type': 'application/octet-stream',
        'cq-file-name': encodeURIComponent(waiting.name),
      },
      signal: entry.abort.signal,
    };
    try {
      const response = hasTransport(api)
        ? await http.send(path, init)
        : await sendWatched(new URL(path, api).href, init, (sent) => this.tell(entry, { sent }));
      return await answerFrom<FileReceipt>(response);
    } catch {
      return { ok: false, problem: OFFLINE };
    }
  }

  private path(activity: string, id: string): string {
    return `v1/consultations/${this.common.slug}/activities/${activity}/files/${id}`;
  }

  private tell(entry: Entry, change: Partial<Upload>): void {
    Object.assign(entry, change);
    for (const listener of this.listeners) listener(entry);
  }
}

/** Sends as `fetch` does, which does not tell how much has left. */
function sendWatched(
  address: string,
  {
    method,
    body,
    headers,
    signal,
  }: { method: string; body: ArrayBuffer; headers: Record<string, string>; signal: AbortSignal },
  watch: (sent: number) => void,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let stalled: ReturnType<typeof setTimeout>;
    const moving = () => {
      clearTimeout(stalled);
      stalled = setTimeout(() => request.abort(), STALLED);
    };
    request.open(method, address);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => {
      moving();
      watch(loaded / total);
    };
    request.onload = () => resolve(new Response(request.responseText, { status: request.status }));
    request.onerror = request.onabort = () => reject(new TypeError('Failed to fetch'));
    request.onloadend = () => clearTimeout(stalled);
    signal.addEventListener('abort', () => request.abort());
    moving();
    request.send(body);
  });
}

/** Apart from the outbox's: a page may hold an older release, which knows that one by its version. */
const [DATABASE, STORE] = ['consultation-quebec-files', 'files'];

/** How long the browser's database may take, in milliseconds. */
const PATIENCE = 5000;

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
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

const put = (waiting: Waiting) => run('readwrite', (store) => store.put(waiting));
const drop = (id: string) => run('readwrite', (store) => store.delete(id)).catch(() => {});
const all = async (box: string) =>
  (await run<Waiting[]>('readonly', (store) => store.getAll())).filter((one) => one.box === box);
