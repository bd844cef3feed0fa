import type { ModerationRecord } from '../../contract/moderation.js';
import { phaseOf } from '../../domain/hours.js';
import { countsArePublic } from '../../domain/ideas.js';
import { votesArePublic } from '../../domain/threads.js';
import { keepHeads } from '../database/moderation-chain.js';
import { loadConsultation } from '../consultations/store.js';
import type { Db } from '../context.js';
import { listHeads, recordsAfter } from '../moderation/log-store.js';
import { commentsAfter, ideasAfter, participationIn } from './export-store.js';

/** The tables of what is published. */
export const TABLES = ['ideas', 'comments', 'participation', 'moderation', 'moderation-heads'] as const;

/** One row of what is published, as a flat record. */
export interface ExportedRow {
  table: (typeof TABLES)[number];
  row: Record<string, string | number | null>;
}

/**
 * Everything public of a consultation, by keyset: ideas, comments, how many took part in each activity, and what
 * moderators did, with the last record of each day: a chain that somebody else holds too proves that it was not changed.
 */
export async function* exportRows(db: Db, slug: string, now: Date): AsyncGenerator<ExportedRow> {
  const consultation = await loadConsultation(db, slug);
  if (!consultation) return;
  for (const [activity, { definition, ...hours }] of consultation.activities) {
    const where = { consultationId: consultation.id, activity };
    if (definition.kind === 'ideas') {
      const counts = countsArePublic(definition.counts, phaseOf(hours, now));
      for await (const row of pages((after) => ideasAfter(db, where, after, counts)))
        yield { table: 'ideas', row };
    }
    if (definition.kind === 'comments') {
      const counts = votesArePublic(definition, phaseOf(hours, now));
      for await (const row of pages((after) => commentsAfter(db, where, after, counts)))
        yield { table: 'comments', row };
    }
    yield { table: 'participation', row: await participationIn(db, where, definition.kind) };
  }
  const records = pages<ModerationRecord>((after) =>
    recordsAfter(db, consultation.id, PAGE, after?.seq ?? 0),
  );
  for await (const row of records) yield { table: 'moderation', row: { ...row } };
  await keepHeads(db);
  for (const row of (await listHeads(db, consultation.id)).reverse())
    yield { table: 'moderation-heads', row: { ...row } };
}

type Row = ExportedRow['row'];

/** Records a query. */
const PAGE = 500;

/** Reads pages until one is empty; each begins after the last row of the one before. */
async function* pages<R = Row>(read: (after: R | undefined) => Promise<R[]>): AsyncGenerator<R> {
  let after: R | undefined;
  for (;;) {
    const rows = await read(after);
    if (rows.length === 0) return;
    yield* rows;
    after = rows.at(-1);
  }
}
