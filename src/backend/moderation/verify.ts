import type { ModerationRecord } from '../../contract/moderation.js';
import { ChainCheck, whoText } from '../../domain/moderation-chain.js';
import { loadConsultation } from '../consultations/store.js';
import type { Db } from '../context.js';
import { sha256 } from '../database/moderation-chain.js';
import { isTo } from './decision-store.js';
import { listHeads, recordsAfter } from './log-store.js';
import { countUnrecorded, type Opened, openedAfter } from './verify-store.js';

/**
 * What is wrong:
 *
 * - `changed`: a record says something else than what was hashed
 * - `not-linked`: a record does not follow the one before: one was removed, put in or moved
 * - `head-lost`: the record that ended a day is not there as it was
 * - `head-unknown`: no record has the hash that somebody holds
 * - `note-changed`: a moderator's own words, or whose they are, were changed
 * - `text-changed`: what was decided on says something else than when it was
 * - `erased`: who decided, or the salt of what it was about, is gone, though the author has not taken the comment back
 * - `not-as-recorded`: comments are hidden, shown or merged otherwise than the last record says; `count` says how many
 */
export interface ChainProblem {
  code:
    | 'changed'
    | 'not-linked'
    | 'head-lost'
    | 'head-unknown'
    | 'note-changed'
    | 'text-changed'
    | 'erased'
    | 'not-as-recorded';
  /** The record, where it is about one. */
  seq: number | null;
  count?: number;
}

/** What became of checking a chain. */
export interface CheckedChain {
  records: number;
  /** The last record's hash; undefined where there is none. */
  head: string | undefined;
  problems: ChainProblem[];
}

/** Records a query. */
const PAGE = 500;

/** More days than a consultation lasts. */
const ALL_HEADS = 100_000;

/**
 * Checks a consultation's whole chain, its daily heads, a head that somebody holds, and what its commitments are to as far
 * as that is not erased. Undefined where there is no such consultation.
 */
export async function verifyChain(db: Db, slug: string, held?: string): Promise<CheckedChain | undefined> {
  const consultation = await loadConsultation(db, slug);
  if (!consultation) return undefined;
  const heads = new Map(
    (await listHeads(db, consultation.id, ALL_HEADS)).map(({ seq, hash }) => [seq, hash]),
  );
  const chain = new ChainCheck(slug, sha256);
  const checked: CheckedChain = { records: 0, head: undefined, problems: [] };
  const { problems } = checked;
  let broken = false;
  let found = held === undefined;
  let last = 0;
  for (;;) {
    const page = await recordsAfter(db, consultation.id, PAGE, last);
    if (page.length === 0) break;
    const opened = await openedAfter(db, consultation.id, PAGE, last);
    for (const record of page) {
      const { seq, hash } = record;
      // What follows the first break follows from it.
      const wrong: ChainProblem | undefined = broken ? undefined : await chain.add(record);
      if (wrong) problems.push(wrong);
      broken ||= wrong !== undefined;
      problems.push(...(await checkCommitments(record, opened.get(seq))));
      if (heads.has(seq) && heads.get(seq) === hash) heads.delete(seq);
      found ||= hash === held;
      checked.records += 1;
      checked.head = hash;
    }
    last = page.at(-1)!.seq;
  }
  for (const seq of [...heads.keys()].reverse()) problems.push({ code: 'head-lost', seq });
  if (!found) problems.push({ code: 'head-unknown', seq: null });
  const count = await countUnrecorded(db, consultation.id);
  if (count > 0) problems.push({ code: 'not-as-recorded', seq: null, count });
  return checked;
}

async function checkCommitments(
  record: ModerationRecord,
  opened: Opened | undefined,
): Promise<ChainProblem[]> {
  if (!opened) return [];
  const { seq } = record;
  const problems: ChainProblem[] = [];
  const { salt, who, text_salt: textSalt, text, texts } = opened;
  if (opened.kept && ((who && !salt) || (text && !textSalt))) problems.push({ code: 'erased', seq });
  if (salt && who && !(await isTo(who, whoText(opened.token, opened.note), salt)))
    problems.push({ code: 'note-changed', seq });
  if (textSalt && text && texts) {
    const matches = await Promise.all(texts.map((one) => isTo(text, one, textSalt)));
    if (!matches.includes(true)) problems.push({ code: 'text-changed', seq });
  }
  return problems;
}
