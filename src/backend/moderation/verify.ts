import type { ChainHead, ModerationRecord } from '../../contract/moderation.js';
import { ChainCheck, whoText, wordsText } from '../../domain/moderation-chain.js';
import { quebecDay } from '../../domain/quebec-day.js';
import { loadConsultation } from '../consultations/store.js';
import type { Db } from '../context.js';
import { sha256 } from '../database/moderation-chain.js';
import { isTo } from './decision-store.js';
import { listHeads, recordsAfter } from './log-store.js';
import {
  countGone,
  countUnrecorded,
  countUnrecordedAppeals,
  countUnrecordedWords,
  listBereft,
  listRemoved,
  type Opened,
  openedAfter,
} from './verify-store.js';

/**
 * What is wrong:
 *
 * - `changed`: a record says something else than what was hashed
 * - `not-linked`: a record does not follow the one before: one was removed, put in or moved
 * - `head-lost`: the record that ended a day is not there as it was
 * - `head-missing`: later records were made, and the last record of that day is not kept, or another one is
 * - `removed`: something of a record is kept, and the record is not there
 * - `head-unknown`: no record has the hash that somebody holds
 * - `note-changed`: a moderator's own words, or whose they are, were changed
 * - `text-changed`: what was decided on says something else than when it was
 * - `words-changed`: what the public body answered, or said has changed, is gone or is not what it said
 * - `erased`: who decided, or the salt of what it was about, is gone, though the author has not taken the comment back
 * - `not-as-recorded`: comments are hidden, shown or merged otherwise than the last record says; `count` says how many
 * - `bereft`: the comment that a record is about is not there any more
 * - `gone`: comments that no record is about are not there any more; `count` says how many
 * - `not-as-settled`: appeals are settled otherwise than the records say, or open again
 * - `not-as-answered`: comments are answered, or taken into account, otherwise than the records say
 */
export interface ChainProblem {
  code:
    | 'changed'
    | 'not-linked'
    | 'head-lost'
    | 'head-missing'
    | 'removed'
    | 'head-unknown'
    | 'note-changed'
    | 'text-changed'
    | 'words-changed'
    | 'erased'
    | 'bereft'
    | 'gone'
    | 'not-as-recorded'
    | 'not-as-settled'
    | 'not-as-answered';
  /** The record, where it is about one. */
  seq: number | null;
  count?: number;
  /** Of `head-missing`: the day in Québec. */
  day?: string;
}

/** What became of checking a chain. */
export interface CheckedChain {
  records: number;
  /** The last record's hash; undefined where there is none. */
  head: string | undefined;
  /**
   * How many records are younger than the last head that is kept here: whether others were cut off after them, or in
   * their place, cannot be told without a head that somebody else holds.
   */
  unheld: number;
  problems: ChainProblem[];
}

/** Records a query. */
const PAGE = 500;

/** More days than a consultation lasts. */
const ALL_HEADS = 100_000;

/** More removed records than anybody wants to read of. */
const MOST_REMOVED = 20;

/**
 * Checks a consultation's whole chain, its daily heads, a head that somebody holds, and what its commitments are to as far
 * as that is not erased. Undefined where there is no such consultation.
 */
export async function verifyChain(db: Db, slug: string, held?: string): Promise<CheckedChain | undefined> {
  const consultation = await loadConsultation(db, slug);
  if (!consultation) return undefined;
  const { id } = consultation;
  const heads = new HeadCheck(await listHeads(db, id, ALL_HEADS));
  const chain = new ChainCheck(slug, sha256);
  const checked: CheckedChain = { records: 0, head: undefined, unheld: 0, problems: [] };
  const { problems } = checked;
  let broken = false;
  let found = held === undefined;
  let last = 0;
  for (;;) {
    const page = await recordsAfter(db, id, PAGE, last);
    if (page.length === 0) break;
    const opened = await openedAfter(db, id, PAGE, last);
    for (const record of page) {
      // What follows the first break follows from it.
      const wrong: ChainProblem | undefined = broken ? undefined : await chain.add(record);
      if (wrong) problems.push(wrong);
      broken ||= wrong !== undefined;
      problems.push(...(await checkCommitments(record, opened.get(record.seq))));
      heads.add(record);
      found ||= record.hash === held;
      checked.records += 1;
      checked.head = record.hash;
    }
    last = page.at(-1)!.seq;
  }
  problems.push(...heads.problems());
  for (const seq of await listRemoved(db, id, MOST_REMOVED)) problems.push({ code: 'removed', seq });
  for (const seq of await listBereft(db, id, MOST_REMOVED)) problems.push({ code: 'bereft', seq });
  if (!found) problems.push({ code: 'head-unknown', seq: null });
  for (const [code, count] of [
    ['gone', await countGone(db, id)],
    ['not-as-recorded', await countUnrecorded(db, id)],
    ['not-as-settled', await countUnrecordedAppeals(db, id)],
    ['not-as-answered', await countUnrecordedWords(db, id)],
  ] as const)
    if (count > 0) problems.push({ code, seq: null, count });
  checked.unheld = heads.unheld;
  return checked;
}

/**
 * Compares the heads that are kept with a chain, record by record. The last record of a day is kept with the first of
 * another day, at the latest: so each day but the last has to have its head.
 */
class HeadCheck {
  /** How many records came after the last one that is a head. */
  unheld = 0;
  private readonly lost: Map<number, string>;
  private readonly kept: ReadonlyMap<string, number>;
  private readonly lastOf = new Map<string, number>();
  private lastDay: string | undefined;

  constructor(heads: readonly ChainHead[]) {
    this.lost = new Map(heads.map(({ seq, hash }) => [seq, hash]));
    this.kept = new Map(heads.map(({ day, seq }) => [day, seq]));
  }

  add({ seq, hash, at }: ModerationRecord): void {
    this.lastDay = quebecDay(new Date(at));
    this.lastOf.set(this.lastDay, seq);
    const isHead = this.lost.get(seq) === hash;
    if (isHead) this.lost.delete(seq);
    this.unheld = isHead ? 0 : this.unheld + 1;
  }

  problems(): ChainProblem[] {
    const lost = [...this.lost.keys()].sort((one, other) => one - other);
    const missing = [...this.lastOf].filter(
      // A head that is lost is told of already.
      ([day, seq]) =>
        day !== this.lastDay && this.kept.get(day) !== seq && !this.lost.has(this.kept.get(day) ?? 0),
    );
    return [
      ...lost.map((seq): ChainProblem => ({ code: 'head-lost', seq })),
      ...missing.map(([day, seq]): ChainProblem => ({ code: 'head-missing', seq, day })),
    ];
  }
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
  const { words, words_salt: wordsSalt, said, replaced } = opened;
  if (words && !replaced && !(wordsSalt && said && (await isTo(words, wordsText(said), wordsSalt))))
    problems.push({ code: 'words-changed', seq });
  return problems;
}
