import { sql } from 'kysely';
import type { LocalizedText } from '../../contract/text.js';
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
  words: Uint8Array | null;
  words_salt: Uint8Array | null;
  /** What the public body says there now, of an answer or of what was taken into account. */
  said: LocalizedText | null;
  /** Whether the public body has taken its words back since, or said others in their place. */
  replaced: boolean;
  /** Whether it is about a comment that its author has not taken back: nothing of it may be erased. */
  kept: boolean;
}

/** Of a query on records of answers and of what was taken into account: whether a later one ended that. */
const wordsEnd = sql`exists (select from moderation as later
  where later.consultation_id = record.consultation_id and later.contribution_id = record.contribution_id
    and later.seq > record.seq
    and (later.action = 'retract' or (later.action = 'consider' and record.action = 'consider')))`;

/** What the records after one are commitments to, erased or not, by their numbers: as many as a page of them has. */
export async function openedAfter(
  db: Db,
  consultationId: number,
  limit: number,
  after: number,
): Promise<Map<number, Opened>> {
  const { rows } = await sql<Opened & { seq: number }>`
    select record.seq, record.who_commitment as who, record.text_commitment as text, said.salt, said.token, said.note,
      said.text_salt, record.words_commitment as words, said.words_salt,
      case record.action
        when 'answer' then (select body from official_answer as answer
          where answer.consultation_id = record.consultation_id and answer.id = record.id
            and answer.comment_id = record.contribution_id and answer.accepted_at = record.decided_at)
        when 'consider' then case when comment.considered_at = record.decided_at then comment.considered end
      end as said, ${wordsEnd} as replaced,
      coalesce(comment.state <> 'withdrawn', false) as kept, case when comment.body is not null then comment.body || array(
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
      select action, bulk from moderation as record where record.consultation_id = comment.consultation_id
        and record.contribution_id = comment.id and (record.action in ${settling} or record.action = 'hold')
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
      or (state <> 'pending' and action = 'hold')
      -- What waited comes back from a raid's decision to wait.
      or (state = 'pending' and action is not null and action <> 'hold' and not (action = 'restore' and bulk is not null))
      or (merged_into is not null and coalesce(action, '') not in ('merge', 'hide', 'uphold'))
      or (merged_into is null and action = 'merge'))`.execute(db);
  return rows[0]!.n;
}

/** How many comments the public body answered, or took into account, otherwise than the records say. */
export async function countUnrecordedWords(db: Db, consultationId: number): Promise<number> {
  const answers = sql`from official_answer as answer
    where answer.consultation_id = comment.consultation_id and answer.comment_id = comment.id`;
  const recorded = (which: ReturnType<typeof sql>) => sql`exists (select from moderation as record
    where record.consultation_id = comment.consultation_id and record.contribution_id = comment.id and ${which}
      and not ${wordsEnd})`;
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from comment where consultation_id = ${consultationId} and (
      (answered_at is not null) <> exists (select ${answers})
      or exists (select ${answers} and not ${recorded(sql`record.action = 'answer' and record.id = answer.id`)})
      or ((considered is not null or considered_at is not null)
        and not ${recorded(sql`record.action = 'consider' and record.decided_at = comment.considered_at`)}))`.execute(
    db,
  );
  return rows[0]!.n;
}

/** How many appeals were settled otherwise than the records say, or are open again. */
export async function countUnrecordedAppeals(db: Db, consultationId: number): Promise<number> {
  const record = sql`from moderation as record where record.consultation_id = appeal.consultation_id
    and record.contribution_id = appeal.comment_id`;
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from appeal where consultation_id = ${consultationId} and case
      when outcome is null then exists (select ${record} and record.seq > appeal.decision
        and record.action in ('uphold', 'overturn'))
      else not exists (select ${record} and record.seq > appeal.decision and record.decided_at = appeal.decided_at
        and (record.action = 'uphold') = (outcome = 'upheld'))
    end`.execute(db);
  return rows[0]!.n;
}

/** The records about comments that are not there any more, by their numbers, the first of them: none is ever deleted. */
export async function listBereft(db: Db, consultationId: number, most: number): Promise<number[]> {
  const { rows } = await sql<{ seq: number }>`
    select seq from moderation as record where consultation_id = ${consultationId} and contribution_kind = 'comment'
      and not exists (select from comment where comment.consultation_id = record.consultation_id
        and comment.id = record.contribution_id)
    order by seq limit ${most}`.execute(db);
  return rows.map(({ seq }) => Number(seq));
}

/** How many comments are not there any more that no record is about: none is ever deleted, and its identifier stays. */
export async function countGone(db: Db, consultationId: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from contribution as given where consultation_id = ${consultationId} and kind = 'comment'
      and not exists (select from comment where comment.consultation_id = given.consultation_id
        and comment.id = given.id)
      and not exists (select from moderation as record where record.consultation_id = given.consultation_id
        and record.contribution_id = given.id)`.execute(db);
  return rows[0]!.n;
}

/** The records that something is kept of and that are not there, by their numbers, the first of them. */
export async function listRemoved(db: Db, consultationId: number, most: number): Promise<number[]> {
  const { rows } = await sql<{ seq: number }>`
    select seq from moderation_private where consultation_id = ${consultationId} and not exists (
      select from moderation as record where record.consultation_id = moderation_private.consultation_id
        and record.seq = moderation_private.seq)
    order by seq limit ${most}`.execute(db);
  return rows.map(({ seq }) => Number(seq));
}
