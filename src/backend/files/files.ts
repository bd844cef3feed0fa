import type { FileReceipt, ScanState } from '../../contract/files.js';
import { MAX_FILE } from '../../contract/files.js';
import { UNSENT_FOR } from '../../contract/limits.js';
import type { Outcome } from '../../contract/outcome.js';
import type { Db, Log } from '../context.js';
import type { Bytes } from '../digests.js';
import { every } from '../every.js';
import type { Refusal } from '../http/problems.js';
import { isOfKind } from './kind.js';
import { withoutMetadata } from './metadata.js';
import { type FileStorage, keyOf, type ScanFile } from './storage.js';
import {
  bytesGone,
  type Due,
  eraseForgotten,
  findFile,
  keepFile,
  listErased,
  listWaiting,
  type NewFile,
  postponeScan,
  recordScan,
  refreshFile,
  startFile,
} from './store.js';

/** How long the row of what was erased guards against its late bytes, in milliseconds. */
const DAY = 24 * 3_600_000;

/** How often is looked for what there is to erase and to examine, in milliseconds. */
const ROUND = 60_000;

/** How long whoever sends a file waits for its examination, in milliseconds. */
const PATIENCE = 4000;

/** After how long a file that could not be examined is tried again, in milliseconds. */
const AGAIN = 5 * 60_000;

/** How many files a round works on. */
const BATCH = 100;

/** How many bytes of files are held in memory at once: whoever comes then is asked to come back. */
const ROOM = 8 * MAX_FILE;

/** Why a file is not taken. */
export const refusedFile = (code: string): Refusal => ({
  code: 'file-refused',
  errors: [{ pointer: '', code }],
});

/** A file that is sent, and the consultation's name. */
export type Sent = Omit<NewFile, 'digest' | 'size'> & { slug: string };

interface Means {
  db: Db;
  now: () => Date;
  log: Log;
  digest: (bytes: Bytes) => Bytes | Promise<Bytes>;
  storage: FileStorage | undefined;
  /** Nothing where files are not examined here. */
  scan: ScanFile | undefined;
}

/** Keeps the files that citizens send: takes them, has them examined, and erases what nobody's answer holds. */
export class Files {
  readonly storage: FileStorage | undefined;
  private readonly timer: ReturnType<typeof setInterval> | undefined;
  private readonly underWay = new Set<Promise<unknown>>();
  private sweeping: Promise<void> | undefined;
  private taken = 0;

  constructor(private readonly means: Means) {
    this.storage = means.storage;
    if (!this.storage) return;
    this.timer = every(ROUND, () => void this.sweep());
  }

  /** Makes room in memory for so many bytes; undefined where there is none now. To be given back. */
  room(bytes: number): (() => void) | undefined {
    if (this.taken + bytes > ROOM) return undefined;
    this.taken += bytes;
    return () => void (this.taken -= bytes);
  }

  /**
   * Takes a file once, however often it is sent. Its row is made first, then its bytes are stored, then the row says so:
   * whatever is cut short is done again by the next try, or erased with what no response named in time.
   */
  async take(sent: Sent, bytes: Bytes, storage: FileStorage): Promise<Outcome<FileReceipt, Refusal>> {
    const { db, now, digest } = this.means;
    const file: NewFile = { ...sent, size: bytes.length, digest: await digest(bytes) };
    const held = await findFile(db, file);
    if (held && !held.same) return { ok: false, problem: { code: 'conflict' } };
    if (held?.scan === 'refused') return { ok: false, problem: refusedFile('dangerous-file') };
    if (held?.erased) return { ok: false, problem: { code: 'conflict' } };
    if (held?.kept) {
      await refreshFile(db, file, now());
      return { ok: true, value: receiptOf(file, held.scan) };
    }
    if (bytes.length === 0) return { ok: false, problem: refusedFile('empty-file') };
    if (!(await isOfKind(bytes, file.kind)))
      return { ok: false, problem: refusedFile('not-what-its-name-says') };
    const kept = withoutMetadata(bytes, file.kind);
    if (!kept) return { ok: false, problem: refusedFile('damaged-file') };
    if (!held && !(await startFile(db, file, now()))) return { ok: false, problem: { code: 'conflict' } };
    await storage.put(keyOf(sent.slug, file.id), kept);
    const scan: ScanState = this.means.scan ? 'waiting' : 'not-scanned';
    if (!(await keepFile(db, file, { size: kept.length, scan }, now()))) {
      return { ok: false, problem: { code: 'conflict' } };
    }
    const state = scan === 'waiting' ? await this.scanSoon(file, kept) : scan;
    if (state === 'refused') return { ok: false, problem: refusedFile('dangerous-file') };
    return { ok: true, value: receiptOf(file, state) };
  }

  /** Erases and examines what there is to, in the background; an error is logged, and the next round tries again. */
  sweep(): Promise<void> {
    this.sweeping ??= this.track(
      this.round()
        .catch((error: unknown) => this.complain('files: a round failed', error))
        .finally(() => (this.sweeping = undefined)),
    );
    return this.sweeping;
  }

  /** Resolves once nothing is under way. */
  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.settled();
  }

  /** Examines a file that has just come. Whoever sent it does not wait longer than some seconds: then it goes on. */
  private async scanSoon(file: Pick<Due, 'consultationId' | 'id'>, bytes: Bytes): Promise<ScanState> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<ScanState>(
      (resolve) => (timer = setTimeout(() => resolve('waiting'), PATIENCE)),
    );
    const state = await Promise.race([this.track(this.examine(file, bytes)), late]);
    clearTimeout(timer);
    return state;
  }

  private async examine(file: Pick<Due, 'consultationId' | 'id'>, bytes: Bytes): Promise<ScanState> {
    const { db, now, scan } = this.means;
    let verdict: 'clean' | 'refused';
    try {
      verdict = await scan!(bytes);
    } catch (error) {
      this.complain('files: could not be examined', error);
      await postponeScan(db, file, new Date(now().getTime() + AGAIN));
      return 'waiting';
    }
    await recordScan(db, file, verdict, now());
    if (verdict === 'refused') void this.sweep();
    return verdict;
  }

  private async round(): Promise<void> {
    const { db, now, scan } = this.means;
    const { storage } = this;
    if (!storage) return;
    const at = now();
    const [before, unsent] = [DAY, UNSENT_FOR].map((time) => new Date(at.getTime() - time)) as [Date, Date];
    // Their identifiers are free again: whoever still has such a file may send it anew.
    for (const file of await eraseForgotten(db, unsent, at)) await this.drop(storage, file, true);
    for (const file of await listErased(db, before, BATCH)) await this.drop(storage, file, file.over);
    if (!scan) return;
    for (const file of await listWaiting(db, at, BATCH)) {
      const bytes = await storage.get(keyOf(file.slug, file.id));
      // One that cannot be examined says that the next cannot be either.
      if (bytes && (await this.examine(file, bytes)) === 'waiting') break;
    }
    for (const file of await listErased(db, before, BATCH)) await this.drop(storage, file, file.over);
  }

  private async drop(storage: FileStorage, file: Due, over: boolean): Promise<void> {
    await storage.delete(keyOf(file.slug, file.id));
    await bytesGone(this.means.db, file, over);
  }

  private track<Value>(work: Promise<Value>): Promise<Value> {
    const watched = work.catch(() => {}).finally(() => this.underWay.delete(watched));
    this.underWay.add(watched);
    return work;
  }

  private complain(message: string, error: unknown): void {
    const { name, code } = error as { name?: string; code?: unknown };
    this.means.log.error({ kind: name, code: typeof code === 'string' ? code : '' }, message);
  }
}

function receiptOf(file: NewFile, scan: ScanState): FileReceipt {
  const { id, activity, question, name, size } = file;
  return { id, activity, question, name, size, scan };
}
