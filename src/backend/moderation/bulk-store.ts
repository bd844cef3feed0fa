import { type Kysely, sql } from 'kysely';
import {
  type BulkInput,
  type DecisionReceipt,
  MAX_BULK,
  type RaidSelection,
} from '../../contract/moderation.js';
import type { Outcome } from '../../contract/outcome.js';
import { NEARLY_THE_SAME, resembling } from '../../domain/likeness.js';
import { policyOf } from '../../domain/threads.js';
import type { Db } from '../context.js';
import { appendDecisions, lockChain, type NewDecision } from '../database/moderation-chain.js';
import { settling } from '../database/moderation-sql.js';
import { moment, momentOf } from '../database/sql.js';
import type { Database } from '../database/schema.js';
import type { Refusal } from '../http/problems.js';
import { type By, type Decided, isTo, type OfConsultation, refused, waitedUntil } from './decision-store.js';

type Tx = Kysely<Database>;

/** What a raid's decision does to one comment. */
interface Changed {
  id: string;
  activity_id: string;
  body: string | null;
  waited: number | null;
}

/** Hides what a raid wrote, a record a comment, in one transaction; the same again gives the same. */
export async function hideAll(
  db: Db,
  consultation: OfConsultation,
  by: By,
  id: string,
  input: Extract<BulkInput, { action: 'hide' }>,
  at: Date,
): Promise<Outcome<Decided, Refusal>> {
  return inChain(db, consultation, by, id, input, at, async (tx) => {
    const { activity, selection, reason } = input;
    const definition = await definitionOf(tx, consultation.id, activity);
    if (definition?.kind !== 'comments') return { ok: false, problem: { code: 'not-found' } };
    if (!policyOf(definition).some((one) => one.id === reason)) return refused('unknown-reason', '/reason');
    const against = await againstSelecting(tx, consultation.id, activity, selection);
    if (against !== undefined) return refused(against, '/selection');
    const which = await selected(tx, consultation.id, activity, selection);
    const { rows } = await sql<Changed>`
      with chosen as (
        select id, body, ${waitedUntil(at)} as waited, accepted_at from comment
        where ${which}
        order by accepted_at, id limit ${MAX_BULK} for update
      ), hidden as (
        update comment set state = 'hidden', hidden_for = ${reason}, priority = 0 from chosen
        where comment.consultation_id = ${consultation.id} and comment.id = chosen.id
      )
      select id, ${activity}::text as activity_id, body, waited from chosen order by accepted_at, id`.execute(
      tx,
    );
    return rows.length > 0 ? { ok: true, value: rows } : refused('nothing-selected', '/selection');
  });
}

/**
 * Brings back what one raid's decision hid, and nothing else: what was hidden before, or was decided otherwise since,
 * stays as it is. What was waiting then waits again.
 */
export async function restoreAll(
  db: Db,
  consultation: OfConsultation,
  by: By,
  id: string,
  input: Extract<BulkInput, { action: 'restore' }>,
  at: Date,
): Promise<Outcome<Decided, Refusal>> {
  return inChain(db, consultation, by, id, input, at, async (tx) => {
    const { rows } = await sql<Changed>`
      with chosen as (
        select comment.id, body, accepted_at ${stillHiddenBy(consultation.id, input.bulk)}
        order by accepted_at, comment.id for update of comment
      ), shown as (
        update comment set state = case when listed then 'published' else 'pending' end, hidden_for = null,
          priority = (not listed)::int
        from chosen where comment.consultation_id = ${consultation.id} and comment.id = chosen.id
        returning comment.id, comment.activity_id
      ), settled as (
        update appeal set outcome = 'overturned', decided_at = ${at} from chosen
        where appeal.consultation_id = ${consultation.id} and appeal.comment_id = chosen.id and outcome is null
      )
      select id, activity_id, body, null::int as waited from chosen join shown using (id)
      order by accepted_at, id`.execute(tx);
    return rows.length > 0 ? { ok: true, value: rows } : refused('unknown-bulk', '/bulk');
  });
}

/** Which comments one raid's decision hid and nobody decided on otherwise since, of a query that names them so. */
function stillHiddenBy(consultationId: number, bulk: string) {
  return sql`from moderation
    join comment on comment.consultation_id = moderation.consultation_id and comment.id = contribution_id
    where moderation.consultation_id = ${consultationId} and bulk = ${bulk} and action = 'hide'
      and comment.state = 'hidden' and comment.merged_into is null
      and not exists (select from moderation as later
        where later.consultation_id = moderation.consultation_id
          and later.contribution_id = moderation.contribution_id and later.seq > moderation.seq
          and later.action in ${settling})`;
}

/** How many comments a raid's decision hid that taking it back would bring back. */
export async function countRestored(db: Db, consultationId: number, bulk: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n ${stillHiddenBy(consultationId, bulk)}`.execute(db);
  return rows[0]!.n;
}

/** How many comments a raid's decision would be about, and the first of them. */
export async function previewRaid(
  db: Db,
  consultationId: number,
  activity: string,
  selection: RaidSelection,
  shown: number,
): Promise<Outcome<{ count: number; first: string[] }, Refusal>> {
  const against = await againstSelecting(db, consultationId, activity, selection);
  if (against !== undefined) return refused(against, '/selection');
  const which = await selected(db, consultationId, activity, selection);
  const { rows } = await sql<{ count: number; first: string[] }>`
    select count(*)::int as count, coalesce((array_agg(id order by accepted_at, id))[1:${shown}::int], '{}') as first
    from comment where ${which}`.execute(db);
  return { ok: true, value: rows[0]! };
}

async function inChain(
  db: Db,
  consultation: OfConsultation,
  by: By,
  id: string,
  input: BulkInput,
  at: Date,
  run: (tx: Tx) => Promise<Outcome<Changed[], Refusal>>,
): Promise<Outcome<Decided, Refusal>> {
  return db.transaction().execute(async (tx) => {
    await lockChain(tx, consultation.id);
    const request = JSON.stringify(input);
    const held = await madeBefore(tx, consultation.id, id, input.action, request);
    if (held) return held;
    const changed = await run(tx);
    if (!changed.ok) return changed;
    const decisions = changed.value.map((comment): NewDecision => ({
      id: crypto.randomUUID(),
      action: input.action,
      kind: 'comment',
      contribution: comment.id,
      reason: input.action === 'hide' ? input.reason : null,
      role: by.operator ? 'operator' : 'moderator',
      bulk: id,
      waited: comment.waited && Math.max(0, comment.waited),
      text: comment.body,
      token: by.token,
      note: input.note ?? null,
      request,
    }));
    await appendDecisions(tx, consultation, decisions, at);
    const activities = [...new Set(changed.value.map((comment) => comment.activity_id))];
    const receipt = receiptOf(
      id,
      input.action,
      changed.value.map((comment) => comment.id),
      at,
    );
    return { ok: true, value: { receipt, activities, moved: [] } };
  });
}

function receiptOf(id: string, action: 'hide' | 'restore', comments: string[], at: Date): DecisionReceipt {
  const more = action === 'hide' && comments.length >= MAX_BULK;
  return { id, action, comments, decidedAt: at.toISOString(), ...(more && { more }) };
}

async function madeBefore(
  tx: Tx,
  consultationId: number,
  id: string,
  asked: BulkInput['action'],
  request: string,
): Promise<Outcome<Decided, Refusal> | undefined> {
  const { rows } = await sql<{
    action: string;
    contribution_id: string;
    decided_at: Date;
    salt: Uint8Array | null;
    request: Uint8Array | null;
  }>`
    select action, contribution_id, decided_at, salt, request from moderation
    left join moderation_private using (consultation_id, seq)
    where consultation_id = ${consultationId} and (bulk = ${id} or id = ${id}) order by seq`.execute(tx);
  const [first] = rows;
  if (!first) return undefined;
  const readable = rows.find((row) => row.salt && row.request);
  const same =
    first.action === asked && (!readable || (await isTo(readable.request!, request, readable.salt!)));
  if (!same) return { ok: false, problem: { code: 'conflict' } };
  const comments = rows.map((row) => row.contribution_id);
  const receipt = receiptOf(id, asked, comments, first.decided_at);
  return { ok: true, value: { receipt, activities: [], moved: [] } };
}

async function definitionOf(tx: Tx, consultationId: number, activity: string) {
  const row = await tx
    .selectFrom('activity')
    .select('definition')
    .where('consultation_id', '=', consultationId)
    .where('id', '=', activity)
    .executeTakeFirst();
  return row?.definition;
}

/** Why nothing can be selected by what is given. */
async function againstSelecting(
  db: Db,
  consultationId: number,
  activity: string,
  selection: RaidSelection,
): Promise<string | undefined> {
  if ('from' in selection) return undefined;
  const like = 'addressOf' in selection ? selection.addressOf : selection.similarTo;
  const { rows } = await sql<{ known: boolean; readable: boolean }>`
    select body is not null as readable, exists (select from comment_origin as origin
      where origin.consultation_id = comment.consultation_id and origin.id = comment.id) as known
    from comment where consultation_id = ${consultationId} and id = ${like} and activity_id = ${activity}`.execute(
    db,
  );
  const [row] = rows;
  if (!row) return 'unknown-comment';
  if ('addressOf' in selection) return row.known ? undefined : 'unknown-origin';
  return row.readable ? undefined : 'withdrawn';
}

/** The comments that are public or wait, and fit a selection. */
async function selected(db: Db, consultationId: number, activity: string, selection: RaidSelection) {
  return sql`${eligible(consultationId, activity)} and ${await fitting(db, consultationId, activity, selection)}`;
}

function eligible(consultationId: number, activity: string) {
  return sql`comment.consultation_id = ${consultationId} and comment.activity_id = ${activity}
    and comment.state in ('published', 'pending') and comment.merged_into is null`;
}

async function fitting(db: Db, consultationId: number, activity: string, selection: RaidSelection) {
  if ('from' in selection)
    return sql`${moment} >= ${momentOf(selection.from)} and ${moment} < ${momentOf(selection.to)}`;
  if ('addressOf' in selection)
    return sql`comment.id in (
      select origin.id from comment_origin as origin
      join comment_origin as given on given.consultation_id = origin.consultation_id
        and given.address = origin.address
      where given.consultation_id = ${consultationId} and given.id = ${selection.addressOf})`;
  const { rows } = await sql<{ body: string }>`select body from comment
    where consultation_id = ${consultationId} and id = ${selection.similarTo} and body is not null`.execute(
    db,
  );
  const alike = rows[0] && resembling(rows[0].body);
  if (alike)
    return sql`comment.id = any(${await listAlike(db, eligible(consultationId, activity), rows[0]!.body.length, alike)}::uuid[])`;
  return sql`bit_count(comment.likeness # (select likeness from comment as given
    where given.consultation_id = ${consultationId} and given.id = ${selection.similarTo})) <= ${NEARLY_THE_SAME}`;
}

/** Texts a query: few enough that comparing them keeps nobody waiting. */
const TEXTS = 1000;

/** The comments whose text is alike: read and compared here, as many as have about the length of the given one. */
async function listAlike(
  db: Db,
  where: ReturnType<typeof sql>,
  length: number,
  alike: (text: string) => boolean,
): Promise<string[]> {
  const found: string[] = [];
  let last: string | undefined;
  for (;;) {
    // Spaces and signs between the letters make a text longer, not another one.
    const { rows } = await sql<{ id: string; body: string }>`select id, body from comment
      where ${where} and char_length(body) between ${Math.floor(length / 6)}::int and ${length * 6}::int
        ${last === undefined ? sql`` : sql`and id > ${last}::uuid`} order by id limit ${TEXTS}`.execute(db);
    found.push(...rows.filter(({ body }) => alike(body)).map(({ id }) => id));
    if (rows.length < TEXTS) return found;
    last = rows.at(-1)!.id;
  }
}
