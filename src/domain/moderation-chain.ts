import type { ModerationRecord } from '../contract/moderation.js';
import type { LocalizedText } from '../contract/text.js';
import { hex } from './hex.js';

/** The hash before the first record of a chain. */
export const NOTHING_BEFORE = '0'.repeat(64);

/** A record before its hash is known. */
export type Unsealed = Omit<ModerationRecord, 'hash'>;

/**
 * What is hashed of a record: a JSON array of its fields in this order, without white space (ECMA-404, as
 * `JSON.stringify` writes it), the consultation's slug after the number of this form.
 */
export function recordText(consultation: string, record: Unsealed): string {
  const { seq, id, at, action, kind, contribution, reason, role, bulk, waited, text, words, who, previous } =
    record;
  return JSON.stringify([
    1,
    consultation,
    seq,
    id,
    at,
    action,
    kind,
    contribution,
    reason,
    role,
    bulk,
    waited,
    text,
    words,
    who,
    previous,
  ]);
}

/** What is hashed, after its salt, to commit to who decided and their own words. */
export function whoText(token: string | null, note: string | null): string {
  return JSON.stringify([token, note]);
}

/** What is hashed, after its salt, to commit to what a public body said: each language with its text, in order. */
export function wordsText(words: LocalizedText): string {
  return JSON.stringify(Object.entries(words).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** SHA-256, from whoever has it. */
export type Sha256 = (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;

/** A record with its hash. */
export async function seal(
  consultation: string,
  record: Unsealed,
  sha256: Sha256,
): Promise<ModerationRecord> {
  const hash = await sha256(new TextEncoder().encode(recordText(consultation, record)));
  return { ...record, hash: hex(hash) };
}

/** A commitment to a text, in hexadecimal: SHA-256 of a salt and the text in UTF-8. */
export async function commitmentTo(text: string, salt: Uint8Array, sha256: Sha256): Promise<string> {
  return hex(await sha256(Uint8Array.from([...salt, ...new TextEncoder().encode(text)])));
}

/** What is wrong with a chain. */
export interface BrokenLink {
  seq: number;
  code: 'changed' | 'not-linked';
}

/**
 * The first link that does not hold: its own hash is not that of what it says, or it does not name the hash before it.
 * Feed it the records of one consultation from the first on, in their order.
 */
export class ChainCheck {
  private previous = NOTHING_BEFORE;

  constructor(
    private readonly consultation: string,
    private readonly sha256: Sha256,
  ) {}

  async add(record: ModerationRecord): Promise<BrokenLink | undefined> {
    const { hash } = await seal(this.consultation, record, this.sha256);
    if (hash !== record.hash) return { seq: record.seq, code: 'changed' };
    if (record.previous !== this.previous) return { seq: record.seq, code: 'not-linked' };
    this.previous = hash;
    return undefined;
  }
}
