import type { z } from 'zod';
import { ImportedComment, ImportedIdea } from '../../contract/transfer.js';
import type { Db } from '../context.js';
import { findTarget, storeComments, storeIdeas, type Stored } from './store.js';

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

/**
 * Brings in ideas or comments from elsewhere, whichever the activity holds: 500 rows a transaction, original date and
 * pseudonym kept, rows that are there already passed over, so that an import that was cut short is simply run again.
 * Stops at the first line that is not valid; what came before it stays.
 */
export async function importRows(
  db: Db,
  where: { consultation: string; activity: string },
  rows: AsyncIterable<unknown>,
  onProgress: (progress: ImportProgress) => void = () => {},
): Promise<ImportOutcome> {
  const progress: ImportProgress = { read: 0, stored: 0, known: 0 };
  const target = await findTarget(db, where.consultation, where.activity);
  if (!target) return { ok: false, ...progress, problem: { code: 'unknown-activity' } };
  if (target.kind !== 'ideas' && target.kind !== 'comments') {
    return { ok: false, ...progress, problem: { code: 'neither-ideas-nor-comments' } };
  }
  const run =
    target.kind === 'ideas'
      ? new Run(ImportedIdea, (batch) => storeIdeas(db, target, batch))
      : new Run(ImportedComment, (batch) => storeComments(db, target, batch));
  for await (const row of rows) {
    progress.read += 1;
    const problem = run.add(row) ?? (progress.read % BATCH === 0 ? await run.flush(progress) : undefined);
    if (problem) {
      await run.flush(progress);
      return { ok: false, ...progress, problem: { line: progress.read, ...problem } };
    }
    if (progress.read % BATCH === 0) onProgress({ ...progress });
  }
  const problem = await run.flush(progress);
  onProgress({ ...progress });
  return problem ? { ok: false, ...progress, problem } : { ok: true, ...progress };
}

type Problem = { pointer?: string; code: string };

/** Checks rows and stores them by batches. */
class Run<Schema extends z.ZodType> {
  private batch: z.infer<Schema>[] = [];

  constructor(
    private readonly schema: Schema,
    private readonly store: (batch: z.infer<Schema>[]) => Promise<Stored>,
  ) {}

  add(row: unknown): Problem | undefined {
    const checked = this.schema.safeParse(row);
    if (!checked.success) {
      const [issue] = checked.error.issues;
      return { pointer: issue!.path.map((step) => `/${String(step)}`).join(''), code: issue!.message };
    }
    this.batch.push(checked.data);
    return undefined;
  }

  async flush(progress: ImportProgress): Promise<Problem | undefined> {
    if (this.batch.length === 0) return undefined;
    const batch = this.batch;
    this.batch = [];
    const stored = await this.store(batch);
    if (!stored.ok) return stored.problem;
    progress.stored += stored.value;
    progress.known += batch.length - stored.value;
    return undefined;
  }
}
