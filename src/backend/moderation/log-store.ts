import { sql } from 'kysely';
import type { ChainHead, ModerationLog, ModerationRecord } from '../../contract/moderation.js';
import { hex } from '../../domain/hex.js';
import type { Db } from '../context.js';
import { type ChainRow, recordOf } from '../database/moderation-chain.js';
import { activityCounter } from '../database/sql.js';

/** How many days' heads are given out. */
const MOST_HEADS = 400;

/** A consultation's records before one, newest first; from the newest on where none is named. */
export async function recordsBefore(
  db: Db,
  consultationId: number,
  limit: number,
  before: number | undefined,
): Promise<ModerationRecord[]> {
  const { rows } = await sql<ChainRow>`select * from moderation
    where consultation_id = ${consultationId} ${before === undefined ? sql`` : sql`and seq < ${before}`}
    order by seq desc limit ${limit}`.execute(db);
  return rows.map(recordOf);
}

/** A consultation's records after one, oldest first. */
export async function recordsAfter(
  db: Db,
  consultationId: number,
  limit: number,
  after: number,
): Promise<ModerationRecord[]> {
  const { rows } = await sql<ChainRow>`select * from moderation
    where consultation_id = ${consultationId} and seq > ${after} order by seq limit ${limit}`.execute(db);
  return rows.map(recordOf);
}

/** The last record of each day that was kept, newest first. */
export async function listHeads(db: Db, consultationId: number, most = MOST_HEADS): Promise<ChainHead[]> {
  const { rows } = await sql<{ day: string; seq: number; hash: Uint8Array }>`
    select to_char(day, 'YYYY-MM-DD') as day, seq, hash from moderation_head
    where consultation_id = ${consultationId} order by moderation_head.day desc limit ${most}`.execute(db);
  return rows.map(({ day, seq, hash }) => ({ day, seq: Number(seq), hash: hex(hash) }));
}

type Counts = Omit<ModerationLog, 'heads' | 'records' | 'next'>;

/** How many, why, how fast: all of a log but its records. */
export async function moderationCounts(db: Db, consultationId: number): Promise<Counts> {
  const { rows } = await countsQuery(consultationId).execute(db);
  return rows[0]!;
}

/**
 * The one query of a log's counts: what was received is counted as it comes, so that only what is not public, and what
 * was decided, is counted here.
 */
export function countsQuery(consultationId: number) {
  const here = sql`consultation_id = ${consultationId}`;
  return sql<Counts>`
    with counted as (
      select coalesce(sum(received), 0)::int as received from tally where ${here}
        and item_id = any(array(
          select ${activityCounter(sql.ref('id'))} from activity where ${here} and kind = 'comments'))
    ), apart as (
      select count(*)::int as n, count(*) filter (where state = 'pending')::int as pending,
        count(*) filter (where state = 'hidden')::int as hidden
      from comment where ${here} and state <> 'published'
    )
    select received, received - n as published, pending, hidden,
      coalesce((select json_agg(json_build_object('action', action, 'reason', reason, 'count', n)
          order by n desc, action, reason)
        from (select action, reason, count(*)::int as n from moderation where ${here} group by 1, 2) as made), '[]')
        as decisions,
      (select case when count(*) > 0 then json_build_object(
          'median', percentile_disc(0.5) within group (order by waited),
          'ninth', percentile_disc(0.9) within group (order by waited)) end
        from moderation where ${here} and waited is not null) as waited,
      (select json_build_object('made', count(*), 'overturned', count(*) filter (where outcome = 'overturned'),
          'open', count(*) filter (where outcome is null and details is not null))
        from appeal where ${here}) as appeals
    from counted, apart`;
}
