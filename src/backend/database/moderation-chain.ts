import { type QueryExecutorProvider, sql } from 'kysely';
import type { ModerationRecord } from '../../contract/moderation.js';
import {
  commitmentTo,
  hex,
  NOTHING_BEFORE,
  seal,
  type Unsealed,
  whoText,
} from '../../domain/moderation-chain.js';
import { type Bytes, webDigests } from '../digests.js';

const sha256 = async (bytes: Bytes) => webDigests.sha256(bytes);

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
    who: inHex(row.who_commitment),
    previous: inHex(row.previous) ?? NOTHING_BEFORE,
    hash: inHex(row.hash) ?? '',
  };
}

/** A random salt of 32 bytes. */
export function newSalt(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(32));
}

/**
 * Links decisions that were made before there was a chain, or that a backup of before holds: their words move to where
 * they can be erased. The rows' own trigger must be off.
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
