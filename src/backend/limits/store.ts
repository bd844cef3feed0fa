import { sql } from 'kysely';
import type { Db } from '../context.js';

/** The day's key: `fresh`, unless another node made one before. */
export async function keyOfDay(db: Db, day: string, fresh: Uint8Array): Promise<Uint8Array> {
  const { rows } = await sql<{ key: Uint8Array }>`
    insert into day_key (day, key) values (${day}, ${fresh})
    on conflict (day) do update set key = day_key.key
    returning key`.execute(db);
  return rows[0]!.key;
}

/** Adds what one node counted, and gives all nodes' totals in the same order. */
export async function addHits(
  db: Db,
  counts: readonly { bucket: Uint8Array; window: number; unsaid: number }[],
): Promise<number[]> {
  const rows = counts.map(({ bucket, window, unsaid }) => ({
    bucket,
    window_start: new Date(window),
    hits: unsaid,
  }));
  const totals = await db
    .insertInto('rate')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['bucket', 'window_start']).doUpdateSet((row) => ({
        hits: sql`rate.hits + ${row.ref('excluded.hits')}`,
      })),
    )
    .returning('hits')
    .execute();
  return totals.map((row) => row.hits);
}

/** Destroys the hashes of the days up to that of `instant`, whole, with the keys that made them. */
export async function forgetBefore(db: Db, instant: Date): Promise<void> {
  const day = instant.toISOString().slice(0, 10);
  const end = new Date(Date.parse(day) + 24 * 3_600_000);
  await db.deleteFrom('rate').where('window_start', '<', end).execute();
  await db.deleteFrom('comment_origin').where('at', '<', end).execute();
  await db.deleteFrom('day_key').where('day', '<=', day).execute();
}
