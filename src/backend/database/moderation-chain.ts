import { type Kysely, type QueryExecutorProvider, sql } from 'kysely';
import type { ModerationRecord } from '../../contract/moderation.js';
import type { LocalizedText } from '../../contract/text.js';
import { hex } from '../../domain/hex.js';
import {
  commitmentTo,
  NOTHING_BEFORE,
  seal,
  type Unsealed,
  whoText,
  wordsText,
} from '../../domain/moderation-chain.js';
import { type Bytes, webDigests } from '../digests.js';
import type { Database } from './schema.js';

export const sha256 = async (bytes: Bytes) => webDigests.sha256(bytes);

/** A decision as its row holds it. */
export interface ChainRow {
  consultation_id: number;
  seq: number | string;
  id: string;
  contribution_kind: ModerationRecord['kind'];
  contribution_id: string;
  action: string;
  reason: string | null;
  role: string;
  bulk: string | null;
  waited: number | null;
  text_commitment: Uint8Array | null;
  words_commitment: Uint8Array | null;
  who_commitment: Uint8Array | null;
  previous: Uint8Array | null;
  hash: Uint8Array | null;
  decided_at: Date;
}

/** A row as everybody may read it. */
export function recordOf(row: ChainRow): ModerationRecord {
  const inHex = (bytes: Uint8Array | null) => bytes && hex(bytes);
  return {
    seq: Number(row.seq),
    id: row.id,
    at: row.decided_at.toISOString(),
    action: row.action,
    kind: row.contribution_kind,
    contribution: row.contribution_id,
    reason: row.reason,
    role: row.role,
    bulk: row.bulk,
    waited: row.waited,
    text: inHex(row.text_commitment),
    words: inHex(row.words_commitment),
    who: inHex(row.who_commitment),
    previous: inHex(row.previous) ?? NOTHING_BEFORE,
    hash: inHex(row.hash) ?? '',
  };
}

/** A random salt of 32 bytes. */
export function newSalt(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(32));
}

/** A decision to be recorded. */
export interface NewDecision {
  id: string;
  action: string;
  kind: ModerationRecord['kind'];
  contribution: string;
  /** By its id in the policy. */
  reason: string | null;
  role: string;
  bulk: string | null;
  /** Seconds. */
  waited: number | null;
  /** What it is about said, as far as it is text. */
  text: string | null;
  /** What the public body says in it. */
  words?: LocalizedText | undefined;
  /** The token's id; null for the command line and for screening. */
  token: string | null;
  note: string | null;
  /** What was asked, to know it when it comes again. */
  request: string;
}

/** The record of a comment that screening holds back by itself, as the definition lets it. */
export function holdOf(comment: string, text: string): NewDecision {
  return {
    id: crypto.randomUUID(),
    action: 'hold',
    kind: 'comment',
    contribution: comment,
    reason: null,
    role: 'screening',
    bulk: null,
    waited: null,
    text,
    token: null,
    note: null,
    request: 'hold',
  };
}

/**
 * Lets nobody else add to a consultation's chain until the transaction ends: to be called first in it, since whoever
 * waits here may find another state than before. Citizens' writes go on.
 */
export async function lockChain(tx: Kysely<Database>, consultationId: number): Promise<void> {
  await sql`select from consultation where id = ${consultationId} for no key update`.execute(tx);
}

/**
 * Adds decisions to a consultation's chain, in their order, in a transaction that has locked it. The first of a day keeps
 * the last of the day before for good: nothing else keeps it later, so that a head that is missing stays missing.
 */
export async function appendDecisions(
  tx: Kysely<Database>,
  consultation: { id: number; slug: string },
  decisions: readonly NewDecision[],
  at: Date,
): Promise<void> {
  const { rows: heads } = await sql<{ hash: Uint8Array }>`select hash from moderation
    where consultation_id = ${consultation.id} order by seq desc limit 1`.execute(tx);
  const { rows: places } = await sql<{ seq: number }>`
    select nextval(pg_get_serial_sequence('moderation', 'seq'))::int8 as seq
    from generate_series(1, ${decisions.length}::int) order by seq`.execute(tx);
  let previous = heads[0] ? hex(heads[0].hash) : NOTHING_BEFORE;
  const rows = [];
  for (const [index, decision] of decisions.entries()) {
    const { text, words, token, note, request, ...said } = decision;
    const [salt, textSalt, wordsSalt] = [
      newSalt(),
      text === null ? null : newSalt(),
      words ? newSalt() : null,
    ];
    const record = await seal(
      consultation.slug,
      {
        ...said,
        seq: Number(places[index]!.seq),
        at: at.toISOString(),
        text: textSalt && (await commitmentTo(text!, textSalt, sha256)),
        words: wordsSalt && (await commitmentTo(wordsText(words!), wordsSalt, sha256)),
        who: await commitmentTo(whoText(token, note), salt, sha256),
        previous,
      },
      sha256,
    );
    previous = record.hash;
    const asked = await commitmentTo(request, salt, sha256);
    const salts = {
      salt: hex(salt),
      textSalt: textSalt && hex(textSalt),
      wordsSalt: wordsSalt && hex(wordsSalt),
    };
    rows.push({ ...record, ...salts, token, note, asked });
  }
  const bytes = (column: string) => sql`decode(${sql.ref(column)}, 'hex')`;
  await sql`with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (seq bigint, id uuid, at timestamptz,
        action text, kind text, contribution uuid, reason text, role text, bulk uuid, waited int, text text, words text,
        who text, previous text, hash text, token uuid, note text, salt text, "textSalt" text, "wordsSalt" text,
        asked text)
    ), kept as (
      insert into moderation_head (consultation_id, day, seq, hash)
      select consultation_id, day, seq, hash from (
        select consultation_id, ${dayOf('decided_at')} as day, seq, hash from moderation
        where consultation_id = ${consultation.id} order by seq desc limit 1
      ) as before where day <> (${at}::timestamptz at time zone 'America/Toronto')::date
      ${keepingLatest}
    ), private as (
      insert into moderation_private (consultation_id, seq, token, note, salt, text_salt, words_salt, request)
      select ${consultation.id}, seq, token, note, ${bytes('salt')}, ${bytes('textSalt')}, ${bytes('wordsSalt')},
        ${bytes('asked')}
      from given
    )
    insert into moderation (consultation_id, seq, id, contribution_kind, contribution_id, action, reason, role, bulk,
      waited, text_commitment, words_commitment, who_commitment, previous, hash, decided_at) overriding system value
    select ${consultation.id}, seq, id, kind, contribution, action, reason, role, bulk, waited, ${bytes('text')},
      ${bytes('words')}, ${bytes('who')}, ${bytes('previous')}, ${bytes('hash')}, at
    from given order by seq`.execute(tx);
}

/**
 * Keeps the last record of every consultation as the head of its day in Québec, which may not be over. What is kept of a
 * day is never put back to an earlier record.
 */
export async function keepHeads(db: QueryExecutorProvider): Promise<void> {
  await sql`
    insert into moderation_head (consultation_id, day, seq, hash)
    select newest.consultation_id, ${dayOf('newest.decided_at')}, newest.seq, newest.hash
    from consultation cross join lateral (
      select * from moderation where consultation_id = consultation.id order by seq desc limit 1
    ) as newest
    ${keepingLatest}`.execute(db);
}

function dayOf(column: string) {
  return sql`(${sql.ref(column)} at time zone 'America/Toronto')::date`;
}

const keepingLatest = sql`on conflict (consultation_id, day)
  do update set seq = excluded.seq, hash = excluded.hash where excluded.seq > moderation_head.seq`;

/**
 * Links decisions that were made before there was a chain, or that a backup of before holds: their words move to where
 * they can be erased, and the last of each of their days is kept. The rows' own trigger must be off.
 */
export async function chainDecisions(db: QueryExecutorProvider): Promise<void> {
  const { rows } = await sql<ChainRow & { slug: string }>`
    select moderation.*, consultation.slug from moderation
    join consultation on consultation.id = moderation.consultation_id
    order by consultation_id, seq`.execute(db);
  const heads = new Map<number, string>();
  for (const row of rows) {
    const previous = heads.get(row.consultation_id) ?? NOTHING_BEFORE;
    const hash = row.hash ? hex(row.hash) : await link(db, row, previous);
    heads.set(row.consultation_id, hash);
  }
  const linked = rows.filter(({ hash }) => !hash).map(({ consultation_id }) => consultation_id);
  if (linked.length > 0)
    await sql`insert into moderation_head (consultation_id, day, seq, hash)
      select distinct on (consultation_id, day) * from (
        select consultation_id, ${dayOf('decided_at')} as day, seq, hash from moderation
        where consultation_id = any(${[...new Set(linked)]}::int[])
      ) as records order by consultation_id, day, seq desc
      ${keepingLatest}`.execute(db);
}

async function link(
  db: QueryExecutorProvider,
  row: ChainRow & { slug: string },
  previous: string,
): Promise<string> {
  const salt = newSalt();
  const who = await commitmentTo(whoText(null, row.reason), salt, sha256);
  const unsealed: Unsealed = { ...recordOf(row), reason: null, who, previous };
  const { hash } = await seal(row.slug, unsealed, sha256);
  await sql`insert into moderation_private (consultation_id, seq, note, salt)
    values (${row.consultation_id}, ${row.seq}, ${row.reason}, ${salt})`.execute(db);
  await sql`update moderation set reason = null, who_commitment = decode(${who}, 'hex'),
      previous = decode(${previous}, 'hex'), hash = decode(${hash}, 'hex')
    where consultation_id = ${row.consultation_id} and seq = ${row.seq}`.execute(db);
  return hash;
}
