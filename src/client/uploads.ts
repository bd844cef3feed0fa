import type { FileReceipt, HeldFiles } from '../contract/files.js';
import { UNSENT_FOR } from '../contract/limits.js';
import type { Problem } from '../contract/problem.js';
import type { FileAnswer } from '../contract/survey.js';
import type { Language } from '../contract/text.js';
import { asJson } from '../domain/json.js';
import { inTurn } from './channel.js';
import type { Answer, ClientProblem } from './client.js';
import { openShelf } from './entries.js';
import { fateOf } from './fate.js';
import { answerFrom, hasTransport, OFFLINE } from './http.js';
import { ensureKey } from './keys.js';
import type { Common } from './participation.js';
import {
  draftTexts,
  dropFile,
  isKept,
  keepFile,
  listFiles,
  openFile,
  type Waiting,
  type Where,
} from './uploads-shelf.js';

/** A file on its way, as a widget shows it. */
export interface Upload {
  id: string;
  /** Waiting for the network or its turn, under way, with the backend, or refused for good. */
  state: 'waiting' | 'sending' | 'stored' | 'refused';
  /** How much of it has left, from 0 to 1. */
  sent: number;
  /** Why it waits or was refused. */
  problem?: ClientProblem;
  /** Where it is until the backend has it. */
  where: Where;
}

interface Entry extends Upload {
  waiting: Waiting;
  /** Whether an answer has named it: from then on it goes when none does any more. */
  named: boolean;
  /** Where it is to be: what the browser refused is not tried again and again. */
  wanted: Where;
  attempts: number;
  notBefore: number;
  abort: AbortController;
}

/** How long a request may be without progress, in milliseconds. */
const STALLED = 60_000;

/**
 * Sends files at once, before the response that names them. Until the backend has one, it is in the browser's own
 * database, for as long as the answer that names it: with a draft that the device keeps, or a response in the outbox, for
 * any tab; else sealed, for this tab alone. From then on nothing of it is on this device.
 */
export class Uploads {
  private readonly entries = new Map<string, Entry>();
  private readonly listeners = new Set<(upload: Upload) => void>();
  private readonly loaded: Promise<void>;
  /** What the surveys of this page hold, by activity: all that names files where storage is refused. */
  private readonly entered = new Map<string, string>();
  private shelving: Promise<unknown> = Promise.resolve();
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** How often it was asked to try again now. */
  private retries = 0;
  private pumping: Promise<void> | undefined;

  constructor(
    private readonly box: string,
    private readonly common: Common,
  ) {
    // Reading stores nothing: who has not taken part has no files here, and no database is made.
    this.loaded = common.who.key ? this.load() : Promise.resolve();
    addEventListener('online', () => this.retry());
    addEventListener('pageshow', () => this.pump());
    document.addEventListener('visibilitychange', () => document.hidden || this.pump());
  }

  get(id: string): Upload | undefined {
    return this.entries.get(id);
  }

  /** Calls back on each change until the returned function is called. */
  subscribe(listener: (upload: Upload) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Keeps a file, by the identifier that the answer names it by, and sends it. */
  async add(
    place: { activity: string; question: string; language: Language },
    { file: id, name }: FileAnswer,
    bytes: ArrayBuffer,
  ): Promise<void> {
    const { box } = this;
    const key = ensureKey(this.common.who);
    const entry = this.enter({ id, box, key, ...place, name, bytes, addedAt: Date.now() }, 'page', false);
    // Until the draft that names it says that the device may keep it, for the tab alone.
    await this.place(entry, 'tab');
    this.pump();
  }

  /** Lets go of a file, here and, where it arrived, there; what cannot be told now is erased there within 7 days. */
  remove(id: string): void {
    const entry = this.entries.get(id);
    this.entries.delete(id);
    entry?.abort.abort();
    void this.drop(id);
    if (!entry || entry.state === 'refused') return;
    const { key, activity } = entry.waiting;
    void this.common.http.ask(this.path(activity, id), {
      method: 'DELETE',
      credentials: 'omit',
      headers: { authorization: `Bearer ${key}` },
    });
  }

  /**
   * Which of these files the backend refused, or neither this device nor the backend has any more; of the latter none
   * where it cannot be asked now.
   */
  async missing(activity: string, ids: readonly string[]): Promise<readonly string[]> {
    await this.loaded;
    const refused = ids.filter((id) => this.get(id)?.state === 'refused');
    const unsure = ids.filter((id) => !this.get(id));
    const held = unsure.length > 0 && (await this.held(activity, ensureKey(this.common.who)));
    return held ? [...refused, ...unsure.filter((id) => !held.includes(id))] : refused;
  }

  /** Tries again now. */
  retry(): void {
    this.retries += 1;
    for (const entry of this.entries.values()) entry.notBefore = 0;
    this.pump();
  }

  /** Sends what of these files has not arrived yet. Gives why one has not; undefined once the backend has all. */
  async deliver(ids: readonly string[]): Promise<ClientProblem | undefined> {
    await this.loaded;
    // Another tab may have kept some since.
    await this.load();
    await this.review();
    const waiting = () =>
      ids.map((id) => this.entries.get(id)).filter((one) => one && one.state !== 'stored');
    if (waiting().some((one) => one!.state !== 'refused')) {
      this.retry();
      await this.pumping;
    }
    const [first] = waiting();
    return first && (first.state === 'refused' ? refusalOf(first) : (first.problem ?? OFFLINE));
  }

  /** What a survey of this page holds of an activity has changed, as text. */
  async hold(activity: string, entered: string): Promise<void> {
    this.entered.set(activity, entered);
    await this.review();
  }

  /** Keeps each file that waits where the answer that names it is kept; lets go of those that none names any more. */
  async review(): Promise<void> {
    if (![...this.entries.values()].some(waits)) return;
    const texts = await this.texts().catch(() => undefined);
    // What cannot be read now is no reason to let go of anything.
    if (!texts) return;
    const { all, device } = texts;
    for (const entry of [...this.entries.values()].filter(waits)) {
      if (all.includes(entry.id)) {
        entry.named = true;
        await this.place(entry, device.includes(entry.id) ? 'device' : 'tab');
      } else if (entry.named) this.remove(entry.id);
    }
  }

  async forget(): Promise<void> {
    await this.loaded;
    for (const { abort } of this.entries.values()) abort.abort();
    this.entries.clear();
    for (const { id } of await listFiles(this.box).catch(() => [])) await this.drop(id);
  }

  /** What an earlier visit left, as far as an answer names it; what none named in time is erased. */
  private async load(): Promise<void> {
    const kept = await listFiles(this.box).catch(() => []);
    const texts = kept.length > 0 && (await this.texts().catch(() => undefined));
    if (!texts) return;
    const { all } = texts;
    for (const one of kept) {
      if (all.includes(one.id)) {
        const opened = await openFile(one);
        if (opened && !this.entries.has(one.id)) this.enter(opened.waiting, opened.where, true);
      } else if (Date.now() - one.addedAt > UNSENT_FOR) await this.drop(one.id);
    }
    this.pump();
  }

  /** What names files, and what of it the device keeps. The outbox comes last: a response is there before its draft goes. */
  private async texts(): Promise<{ all: string; device: string }> {
    const { api, slug } = this.common;
    const drafts = draftTexts(api, slug);
    const given = asJson(await openShelf().then((shelf) => shelf.all(this.box)));
    const device = drafts.device + given;
    return { all: device + drafts.tab + [...this.entered.values()].join(), device };
  }

  private enter(waiting: Waiting, where: Where, named: boolean): Entry {
    const entry: Entry = {
      id: waiting.id,
      waiting,
      state: 'waiting',
      sent: 0,
      where,
      wanted: where,
      named,
      attempts: 0,
      notBefore: 0,
      abort: new AbortController(),
    };
    this.entries.set(entry.id, entry);
    return entry;
  }

  private async place(entry: Entry, where: Exclude<Where, 'page'>): Promise<void> {
    if (entry.wanted === where) return;
    entry.wanted = where;
    await this.onShelf(async () => {
      if (!waits(entry) || this.entries.get(entry.id) !== entry) return;
      await keepFile(entry.waiting, where);
      this.tell(entry, { where });
    }).catch(() => {});
  }

  private drop(id: string): Promise<void> {
    return this.onShelf(() => dropFile(id));
  }

  /** One after the other: what is dropped is not put back by what was begun before. */
  private onShelf(work: () => Promise<void>): Promise<void> {
    const done = this.shelving.then(work);
    this.shelving = done.catch(() => {});
    return done;
  }

  private pump(): void {
    clearTimeout(this.timer);
    this.pumping ??= inTurn(`cq-files:${this.box}`, () => this.sendAll()).finally(() => {
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
    if (!(await this.isStillToSend(entry))) return;
    this.tell(entry, { state: 'sending', sent: 0 });
    const { retries } = this;
    const answer = await this.put(entry);
    // Its owner let go of it meanwhile.
    if (this.entries.get(entry.id) !== entry) return;
    if (answer.ok) return this.arrived(entry);
    const { problem } = answer;
    const fate = fateOf(problem, entry.attempts++, Math.random());
    // Whoever asked to try again while this try was under way, as the network did by coming back, does not wait.
    if (fate.state === 'waiting') entry.notBefore = retries === this.retries ? Date.now() + fate.after : 0;
    this.tell(entry, { state: fate.state, sent: 0, problem });
    if (fate.state === 'refused') await this.drop(entry.id);
  }

  /** Another tab may have sent it, or let go of it, while this one waited for its turn. */
  private async isStillToSend(entry: Entry): Promise<boolean> {
    await this.review();
    const { id, where, waiting } = entry;
    if (this.entries.get(id) !== entry) return false;
    if (where === 'page' || (await isKept(id).catch(() => true))) return true;
    const held = await this.held(waiting.activity, waiting.key);
    if (!held?.includes(id)) return true;
    await this.arrived(entry);
    return false;
  }

  private async arrived(entry: Entry): Promise<void> {
    entry.waiting.bytes = new ArrayBuffer(0);
    entry.state = 'stored';
    await this.drop(entry.id);
    this.tell(entry, { sent: 1 });
  }

  /** The participant's files that the backend has; undefined where it cannot be asked now. */
  private async held(activity: string, key: string): Promise<readonly string[] | undefined> {
    const path = `v1/consultations/${this.common.slug}/activities/${activity}/files`;
    const answer = await this.common.http.get<HeldFiles>(path, { key, fresh: true });
    return answer.ok ? answer.value.files : undefined;
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

const waits = ({ state }: Upload) => state === 'waiting' || state === 'sending';

/** Why a response cannot go, with the name of the file that was refused; what is no file's fault is told as it is. */
function refusalOf({ problem, waiting }: Entry): ClientProblem {
  const refusal = problem as Problem;
  const why = refusal.errors?.[0]?.message ?? refusal.title;
  return refusal.code === 'closed'
    ? refusal
    : { ...refusal, title: `${waiting.name} – ${why}`, errors: undefined };
}
