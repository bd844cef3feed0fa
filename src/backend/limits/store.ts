import { sql } from 'kysely';
import { hex } from '../../domain/hex.js';
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
    bucket: hex(bucket),
    window_start: new Date(window),
    hits: unsaid,
  }));
  // One text for any number of counts, which is prepared once.
  const { rows: totals } = await sql<{ hits: number }>`
    insert into rate (bucket, window_start, hits)
    select decode(bucket, 'hex'), window_start, hits
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as sent (bucket text, window_start timestamptz, hits int)
    on conflict (bucket, window_start) do update set hits = rate.hits + excluded.hits
    returning hits`.execute(db);
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
