import type { z } from 'zod';
import { ImportedComment, ImportedIdea } from '../../contract/transfer.js';
import type { Db } from '../context.js';
import { findTarget, storeComments, storeIdeas, type Stored, type Target } from './store.js';

/** How many rows go into one transaction. */
const BATCH = 500;

export interface ImportProgress {
  /** Lines read so far. */
  read: number;
  /** Rows stored by this run. */
  stored: number;
  /** Rows that were there already, by their source id. */
  known: number;
}

export type ImportOutcome = ImportProgress &
  ({ ok: true } | { ok: false; problem: { line?: number; pointer?: string; code: string } });

/** Where rows go, and when. */
export interface ImportPlace {
  consultation: string;
  activity: string;
  now: Date;
}

/** In the place of a row that could not be read: why, in words. */
export class UnreadableLine {
  constructor(readonly why: string) {}
}

/**
 * Brings in ideas or comments from elsewhere, whichever the activity holds: 500 rows a transaction, original date and
 * pseudonym kept, rows that are there already passed over, so that an import that was cut short is simply run again.
 * Stops at the first line that is not valid; what came before it stays. An empty line is undefined, and passed over.
 */
export async function importRows(
  db: Db,
  { consultation, activity, now }: ImportPlace,
  rows: AsyncIterable<unknown>,
  onProgress: (progress: ImportProgress) => void = () => {},
): Promise<ImportOutcome> {
  const progress: ImportProgress = { read: 0, stored: 0, known: 0 };
  const target = await findTarget(db, consultation, activity);
  if (!target.ok) return { ok: false, ...progress, problem: { code: target.problem } };
  const run = runInto(db, target.value, now);
  if (!run) return { ok: false, ...progress, problem: { code: 'neither-ideas-nor-comments' } };
  let line = 0;
  for await (const row of rows) {
    line += 1;
    if (row === undefined) continue;
    progress.read += 1;
    const wrong = run.add(row, line);
    const full = progress.read % BATCH === 0;
    // What came before a wrong line may be wrong itself, once it is to be stored.
    const problem = wrong || full ? ((await run.flush(progress)) ?? wrong) : undefined;
    if (problem) return { ok: false, ...progress, problem };
    if (full) onProgress({ ...progress });
  }
  const problem = await run.flush(progress);
  onProgress({ ...progress });
  return problem ? { ok: false, ...progress, problem } : { ok: true, ...progress };
}

function runInto(db: Db, target: Target, now: Date) {
  const inTime = ({ createdAt }: { createdAt: string }): Wrong | undefined =>
    Date.parse(createdAt) > now.getTime() ? { pointer: '/createdAt', code: 'in-the-future' } : undefined;
  const inSection = ({ section }: ImportedIdea): Wrong | undefined =>
    section === undefined || target.sections.includes(section)
      ? undefined
      : { pointer: '/section', code: 'unknown-section' };
  if (target.kind === 'ideas')
    return new Run<ImportedIdea>(
      ImportedIdea,
      (idea) => inTime(idea) ?? inSection(idea),
      (batch) => storeIdeas(db, target, batch),
    );
  if (target.kind === 'comments')
    return new Run<ImportedComment>(ImportedComment, inTime, (batch) => storeComments(db, target, batch));
  return undefined;
}

interface Wrong {
  pointer?: string;
  code: string;
}
type Problem = Wrong & { line: number };

/** Checks rows and stores them by batches. */
class Run<Row extends { id: string }> {
  private batch: { line: number; row: Row }[] = [];

  constructor(
    private readonly schema: z.ZodType<Row>,
    private readonly check: (row: Row) => Wrong | undefined,
    private readonly store: (batch: Row[]) => Promise<Stored>,
  ) {}

  add(row: unknown, line: number): Problem | undefined {
    if (row instanceof UnreadableLine) return { line, code: row.why };
    const parsed = this.schema.safeParse(row);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const pointer = issue!.path.map((step) => `/${String(step)}`).join('');
      return { line, pointer, code: issue!.message };
    }
    const wrong = this.check(parsed.data);
    if (wrong) return { line, ...wrong };
    this.batch.push({ line, row: parsed.data });
    return undefined;
  }

  /** Stores what was added; where a row of it is refused, what stands before it. */
  async flush(progress: ImportProgress): Promise<Problem | undefined> {
    const { batch } = this;
    this.batch = [];
    if (batch.length === 0) return undefined;
    const stored = await this.store(batch.map(({ row }) => row));
    if (stored.ok) {
      progress.stored += stored.value;
      progress.known += batch.length - stored.value;
      return undefined;
    }
    const { source, ...wrong } = stored.problem;
    const at = batch.findLastIndex(({ row }) => row.id === source);
    this.batch = batch.slice(0, at);
    return (await this.flush(progress)) ?? { line: batch[at]!.line, ...wrong };
  }
}
