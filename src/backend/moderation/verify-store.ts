import { sql } from 'kysely';
import type { Db } from '../context.js';
import { settling } from '../database/moderation-sql.js';

/** A record's commitments, with what they are to as far as it is there. */
export interface Opened {
  who: Uint8Array | null;
  salt: Uint8Array | null;
  token: string | null;
  note: string | null;
  text: Uint8Array | null;
  text_salt: Uint8Array | null;
  /** What the comment says and said; null where it is erased, or is none. */
  texts: string[] | null;
  /** Whether it is about a comment that its author has not taken back: nothing of it may be erased. */
  kept: boolean;
}

/** What the records after one are commitments to, erased or not, by their numbers: as many as a page of them has. */
export async function openedAfter(
  db: Db,
  consultationId: number,
  limit: number,
  after: number,
): Promise<Map<number, Opened>> {
  const { rows } = await sql<Opened & { seq: number }>`
    select record.seq, record.who_commitment as who, record.text_commitment as text, said.salt, said.token, said.note,
      said.text_salt, coalesce(comment.state <> 'withdrawn', false) as kept, case when comment.body is not null then comment.body || array(
        select body from comment_version as old
        where old.consultation_id = comment.consultation_id and old.id = comment.id and body is not null) end as texts
    from (
      select * from moderation where consultation_id = ${consultationId} and seq > ${after} order by seq limit ${limit}
    ) as record
    left join moderation_private as said on said.consultation_id = record.consultation_id and said.seq = record.seq
    left join comment on comment.consultation_id = record.consultation_id and comment.id = record.contribution_id`.execute(
    db,
  );
  return new Map(rows.map((row) => [Number(row.seq), row]));
}

/**
 * How many comments are not as the last record of them says: hidden or shown, merged or not, for which reason. What was
 * published by hand before any decision cannot be told from what was published by its author.
 */
export async function countUnrecorded(db: Db, consultationId: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from comment left join lateral (
      select action from moderation as record where record.consultation_id = comment.consultation_id
        and record.contribution_id = comment.id and record.action in ${settling}
      order by seq desc limit 1
    ) as last on true left join lateral (
      select reason from moderation as record where record.consultation_id = comment.consultation_id
        and record.contribution_id = comment.id and record.action = 'hide'
      order by seq desc limit 1
    ) as hiding on true
    where consultation_id = ${consultationId} and state <> 'withdrawn' and (
      (state = 'hidden' and (coalesce(action, '') not in ('hide', 'uphold')
        or (hiding.reason is not null and hidden_for is distinct from hiding.reason)))
      or (state <> 'hidden' and (action = 'hide' or (action = 'uphold' and merged_into is null)))
      or (state = 'pending' and action is not null)
      or (merged_into is not null and coalesce(action, '') not in ('merge', 'hide', 'uphold'))
      or (merged_into is null and action = 'merge'))`.execute(db);
  return rows[0]!.n;
}
