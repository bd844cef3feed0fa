import { type Kysely, sql } from 'kysely';
import type { ActivityDefinition } from '../../contract/consultation.js';
import type { AnswerInput, DecisionInput, DecisionReceipt } from '../../contract/moderation.js';
import type { Outcome } from '../../contract/outcome.js';
import type { LocalizedText } from '../../contract/text.js';
import { type Action, misfit, roleFor, SETTLING, type Standing } from '../../domain/moderation.js';
import { hex } from '../../domain/hex.js';
import { commitmentTo } from '../../domain/moderation-chain.js';
import { policyOf } from '../../domain/threads.js';
import type { Db } from '../context.js';
import { appendDecisions, lockChain, sha256 } from '../database/moderation-chain.js';
import { lastSettled } from '../database/moderation-sql.js';
import type { Database } from '../database/schema.js';
import type { Refusal } from '../http/problems.js';

type Tx = Kysely<Database>;

/** Who decides: a token's holder, or the operator at the command line. */
export interface By {
  token: string | null;
  /** Records name the role that a decision takes; the operator's is always `operator`. */
  operator: boolean;
}

/** A consultation as a chain names it. */
export interface OfConsultation {
  id: number;
  slug: string;
}

/** What came of a decision, and who is to hear of it. */
export interface Decided {
  receipt: DecisionReceipt;
  /** The activities in which something public may have changed; none where it was decided before. */
  activities: string[];
  /** Comments whose number of answers moved. */
  moved: string[];
}

/** A comment about to be decided on. */
interface Subject extends Standing {
  id: string;
  activity_id: string;
  definition: ActivityDefinition;
  parent_id: string | null;
  depth: number;
  body: string | null;
  participant: Uint8Array | null;
  merged_into: string | null;
  hidden_for: string | null;
  waited: number | null;
}

/**
 * Decides on one comment and records it, in one transaction; the same again gives the same. Refuses what does not fit
 * the comment as it is now.
 */
export async function decideOn(
  db: Db,
  consultation: OfConsultation,
  by: By,
  id: string,
  input: DecisionInput,
  at: Date,
): Promise<Outcome<Decided, Refusal>> {
  return inChain(db, consultation, id, input, async (tx) => {
    const comment = await subjectOf(tx, consultation.id, input.comment, at);
    if (!comment) return refused('unknown-comment', '/comment');
    const why = misfit(input.action, comment);
    if (why !== undefined) return refused(why);
    if (input.action === 'hide' && !policy(comment).some((reason) => reason.id === input.reason))
      return refused('unknown-reason', '/reason');
    if (input.action === 'merge') {
      const against = await againstMerging(tx, consultation.id, comment, input.into!);
      if (against !== undefined) return refused(against, '/into');
    }
    const moved = await apply(tx, consultation.id, comment, input, at);
    return { ok: true, value: { comment, moved, words: input.text, note: input.note ?? null, by, at } };
  });
}

/** Stores an answer in the public body's name, and records it; the same again gives the same. */
export async function answerTo(
  db: Db,
  consultation: OfConsultation,
  by: By,
  id: string,
  input: AnswerInput,
  at: Date,
): Promise<Outcome<Decided, Refusal>> {
  return inChain(db, consultation, id, { action: 'answer', ...input }, async (tx) => {
    const comment = await subjectOf(tx, consultation.id, input.comment, at);
    if (!comment) return refused('unknown-comment', '/comment');
    const why = misfit('answer', comment);
    if (why !== undefined) return refused(why);
    await sql`insert into official_answer (consultation_id, id, activity_id, comment_id, body, accepted_at)
      values (${consultation.id}, ${id}, ${comment.activity_id}, ${comment.id}, ${JSON.stringify(input.body)}::jsonb,
        ${at})`.execute(tx);
    await sql`update comment set answered_at = ${at}
      where consultation_id = ${consultation.id} and id = ${comment.id}`.execute(tx);
    return { ok: true, value: { comment, moved: [], words: input.body, note: null, by, at } };
  });
}

/** A decision that was applied, and is to be recorded. */
interface Applied {
  comment: Subject;
  moved: string[];
  /** What the public body says in it. */
  words: LocalizedText | undefined;
  note: string | null;
  by: By;
  at: Date;
}

interface Asked {
  action: Action;
  comment: string;
  reason?: string | undefined;
}

/** Runs a decision with the consultation's chain locked: looks first whether it was made before, and records it after. */
async function inChain(
  db: Db,
  consultation: OfConsultation,
  id: string,
  asked: Asked,
  run: (tx: Tx) => Promise<Outcome<Applied, Refusal>>,
): Promise<Outcome<Decided, Refusal>> {
  return db.transaction().execute(async (tx) => {
    await lockChain(tx, consultation.id);
    const request = JSON.stringify(asked);
    const held = await madeBefore(tx, consultation.id, id, asked, request);
    if (held) return held;
    const applied = await run(tx);
    if (!applied.ok) return applied;
    const { comment, moved, words, note, by, at } = applied.value;
    const { action } = asked;
    const decision = {
      id,
      action,
      kind: 'comment' as const,
      contribution: comment.id,
      // An appeal that is turned down leaves the comment hidden for the reason that it was.
      reason: action === 'uphold' ? comment.hidden_for : (asked.reason ?? null),
      role: by.operator ? 'operator' : roleFor(action),
      bulk: null,
      waited: SETTLING.includes(action) ? comment.waited && Math.max(0, comment.waited) : null,
      text: comment.body,
      words,
      token: by.token,
      note,
      request,
    };
    await appendDecisions(tx, consultation, [decision], at);
    const receipt = { id, action, comments: [comment.id], decidedAt: at.toISOString() };
    return { ok: true, value: { receipt, activities: [comment.activity_id], moved } };
  });
}

/** A decision that does not fit: where in what was asked, and why. */
export function refused(code: string, pointer = '/action'): { ok: false; problem: Refusal } {
  return { ok: false, problem: { code: 'decision-refused', errors: [{ pointer, code }] } };
}

/** The receipt of what was decided under the identifier, a conflict where that was something else. */
async function madeBefore(
  tx: Tx,
  consultationId: number,
  id: string,
  asked: Asked,
  request: string,
): Promise<Outcome<Decided, Refusal> | undefined> {
  const { rows } = await sql<{
    action: DecisionReceipt['action'];
    contribution_id: string;
    decided_at: Date;
    salt: Uint8Array | null;
    request: Uint8Array | null;
  }>`
    select action, contribution_id, decided_at, salt, request from moderation
    left join moderation_private using (consultation_id, seq)
    where consultation_id = ${consultationId} and id = ${id}`.execute(tx);
  const [row] = rows;
  if (!row) return undefined;
  const { action, contribution_id: comment, decided_at: at, salt } = row;
  const alike = action === asked.action && comment === asked.comment;
  // What was said with it may be erased by now: then it cannot be told from another.
  const same = alike && (!salt || !row.request || (await isTo(row.request, request, salt)));
  if (!same) return { ok: false, problem: { code: 'conflict' } };
  const receipt = { id, action, comments: [comment], decidedAt: at.toISOString() };
  return { ok: true, value: { receipt, activities: [], moved: [] } };
}

/** Whether a commitment is to a text. */
export async function isTo(commitment: Uint8Array, text: string, salt: Uint8Array): Promise<boolean> {
  return (await commitmentTo(text, salt, sha256)) === hex(commitment);
}

async function subjectOf(tx: Tx, consultationId: number, id: string, at: Date): Promise<Subject | undefined> {
  const { rows } = await sql<Subject>`
    select comment.id, comment.activity_id, activity.definition, parent_id, depth, state, body, participant, priority,
      merged_into, hidden_for, merged_into is not null as merged, participant is not null as "hasParticipant",
      answered_at is not null or considered_at is not null as answered, appeal.comment_id is not null as appealed, ${waitedUntil(at)} as waited,
      exists (select from trusted_participant as trusted where trusted.consultation_id = comment.consultation_id
        and trusted.participant = comment.participant) as trusted
    from comment
    join activity on activity.consultation_id = comment.consultation_id and activity.id = comment.activity_id
    left join appeal on appeal.consultation_id = comment.consultation_id and appeal.comment_id = comment.id
      and outcome is null
    where comment.consultation_id = ${consultationId} and comment.id = ${id}
    for update of comment`.execute(tx);
  return rows[0];
}

/**
 * For how many seconds a comment has waited for a moderator: from when its author asked to look again, from when it was
 * given where it waited since or was marked, from its first report; null where it did not ask for a decision.
 */
export function waitedUntil(at: Date) {
  return sql`floor(extract(epoch from ${at}::timestamptz - (
    select case
      when appealed.made_at is not null then appealed.made_at
      when comment.state = 'pending' then comment.accepted_at
      when comment.priority > 0 then coalesce(
        (select min(report.accepted_at) from report
          where report.consultation_id = comment.consultation_id and report.comment_id = comment.id
            and report.accepted_at > coalesce(${lastSettled}, '-infinity')),
        comment.edited_at, comment.accepted_at)
    end
    from (select) as one
    left join appeal as appealed on appealed.consultation_id = comment.consultation_id
      and appealed.comment_id = comment.id and appealed.outcome is null)))::int`;
}

function policy({ definition }: Subject) {
  return definition.kind === 'comments' ? policyOf(definition) : [];
}

/** Why a comment cannot be merged into another. */
async function againstMerging(
  tx: Tx,
  consultationId: number,
  comment: Subject,
  into: string,
): Promise<string | undefined> {
  if (into === comment.id) return 'same-comment';
  const { rows } = await sql<{
    activity_id: string;
    depth: number;
    state: string;
    merged: boolean;
  }>`
    select activity_id, depth, state, merged_into is not null as merged from comment
    where consultation_id = ${consultationId} and id = ${into} for update`.execute(tx);
  const [other] = rows;
  if (!other) return 'unknown-comment';
  if (other.activity_id !== comment.activity_id || other.depth !== comment.depth) return 'elsewhere';
  if (other.merged) return 'is-merged';
  if (other.state !== 'published') return 'not-public';
  const { rows: repetitions } = await sql`select from comment
    where consultation_id = ${consultationId} and activity_id = ${comment.activity_id}
      and merged_into = ${comment.id} and state <> 'withdrawn' limit 1`.execute(tx);
  return repetitions.length > 0 ? 'has-repetitions' : undefined;
}

/** Does to a comment what was decided. Gives the comments whose number of answers moved. */
async function apply(
  tx: Tx,
  consultationId: number,
  comment: Subject,
  input: DecisionInput,
  at: Date,
): Promise<string[]> {
  const set = (what: ReturnType<typeof sql>) =>
    sql`update comment set ${what} where consultation_id = ${consultationId} and id = ${comment.id}`.execute(
      tx,
    );
  const settle = (outcome: 'upheld' | 'overturned') =>
    sql`update appeal set outcome = ${outcome}, decided_at = ${at}
      where consultation_id = ${consultationId} and comment_id = ${comment.id} and outcome is null`.execute(
      tx,
    );
  const parent = comment.parent_id ? [comment.parent_id] : [];
  switch (input.action) {
    case 'accept':
      await set(sql`state = 'published', listed = true, priority = 0`);
      return parent;
    case 'hide':
      // In its place, without its words; what never was public gets no place.
      await set(sql`state = 'hidden', hidden_for = ${input.reason}, priority = 0`);
      return [];
    case 'merge':
      await set(sql`merged_into = ${input.into}::uuid, listed = false, priority = 0`);
      await sql`update comment set parent_id = ${input.into}::uuid, parent_before = ${comment.id}
        where consultation_id = ${consultationId} and parent_id = ${comment.id}`.execute(tx);
      return [...parent, comment.id, input.into!];
    case 'restore':
    case 'overturn':
      await settle('overturned');
      await set(sql`state = 'published', listed = true, merged_into = null, hidden_for = null, priority = 0`);
      if (!comment.merged_into) return parent;
      await sql`update comment set parent_id = ${comment.id}, parent_before = null
        where consultation_id = ${consultationId} and parent_id = ${comment.merged_into}
          and parent_before = ${comment.id}`.execute(tx);
      return [...parent, comment.id, comment.merged_into];
    case 'uphold':
      await settle('upheld');
      await set(sql`priority = 0`);
      return [];
    case 'consider':
      await forgetWords(tx, consultationId, comment.id, ['consider']);
      await set(sql`considered = ${JSON.stringify(input.text)}::jsonb, considered_at = ${at}`);
      return [];
    case 'retract':
      await forgetWords(tx, consultationId, comment.id, ['answer', 'consider']);
      await sql`delete from official_answer
        where consultation_id = ${consultationId} and comment_id = ${comment.id}`.execute(tx);
      await set(sql`answered_at = null, considered = null, considered_at = null`);
      return [];
    case 'trust':
      await sql`insert into trusted_participant (consultation_id, participant, since)
        values (${consultationId}, ${comment.participant}, ${at}) on conflict do nothing`.execute(tx);
      return [];
    case 'distrust':
      await sql`delete from trusted_participant
        where consultation_id = ${consultationId} and participant = ${comment.participant}`.execute(tx);
      return [];
  }
}

/** Destroys what proves words of the public body that are about to go: the records of them still hold then. */
async function forgetWords(
  tx: Tx,
  consultationId: number,
  comment: string,
  actions: readonly Action[],
): Promise<void> {
  await sql`update moderation_private as private set words_salt = null, request = null
    from moderation where moderation.consultation_id = ${consultationId} and contribution_id = ${comment}
      and action = any(${actions}) and private.consultation_id = moderation.consultation_id
      and private.seq = moderation.seq`.execute(tx);
}
