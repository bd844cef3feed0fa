import { sql } from 'kysely';
import type {
  Comment,
  CommentChange,
  CommentContext,
  CommentFilter,
  CommentInput,
  CommentPage,
  CommentSort,
  OfficialAnswer,
  ReportInput,
} from '../../contract/comments.js';
import { MAX_DEPTH, PAGE_SIZE } from '../../contract/limits.js';
import type { LocalizedText } from '../../contract/text.js';
import { NEARLY_THE_SAME } from '../../domain/likeness.js';
import { MARKED } from '../../domain/moderation.js';
import type { Db } from '../context.js';
import { appendDecisions, holdOf, lockChain } from '../database/moderation-chain.js';
import { answersTo } from '../database/moderation-sql.js';
import {
  activityCounter,
  anySlot,
  isOpen,
  publicAuthor,
  sameBytes,
  talliedOf,
  unanswered,
} from '../database/sql.js';
import type { Held, Taken } from '../http/accept.js';
import type { Refusal } from '../http/problems.js';

/** A comment as its author sent it. */
export interface SentComment extends CommentInput {
  consultationId: number;
  activity: string;
  id: string;
  participant: Uint8Array;
}

/** A comment that is about to be stored. */
export interface NewComment extends SentComment {
  /** The activity of ideas that `subject` is of. */
  about: string | undefined;
  /** What nearly the same texts share, as 64 bits. */
  likeness: string;
  /** Whether it is so short that one may well say the same elsewhere: in answer to another, or about another idea. */
  short: boolean;
  /** Whether it waits for a moderator: not, always, or unless one trusts its author. */
  waits: 'no' | 'yes' | 'unless-trusted';
  /** What screening marked it with. */
  flags: readonly string[];
  /** Whether another service is to look at it, once it is stored. */
  screenedLater: boolean;
  /** The keyed hash of the address that it came from. */
  address: Uint8Array | undefined;
}

/** For how long nearly the same text of the same participant is not taken again, in milliseconds. */
const REPEATED_WITHIN = 10 * 60_000;

/**
 * Stores a comment, and counts it in its activity and where it answers, in one statement: unless its identifier is taken, the thread is
 * not open, what it answers or is about is not there to be answered, or it says again what its author has just said.
 */
export async function storeComment(
  db: Db,
  comment: NewComment,
  at: Date,
): Promise<Taken | Refusal | undefined> {
  const {
    consultationId,
    activity,
    id,
    participant,
    body,
    alignment = null,
    parent,
    subject = null,
    flags,
  } = comment;
  const depth = parent
    ? sql`select depth + 1 as depth from comment
        where consultation_id = ${consultationId} and id = ${parent} and activity_id = ${activity}
          and state = 'published' and listed`
    : sql`select 0 as depth`;
  const subjectThere = subject
    ? sql`exists (select from idea where consultation_id = ${consultationId} and id = ${subject}
        and activity_id = ${comment.about ?? ''} and state = 'published')`
    : sql`true`;
  const waits = waiting(comment);
  const marks = sql`${flags.length > 0 ? MARKED : 0} + ${waits}::int`;
  const origin = comment.address
    ? sql`, origin as (insert into comment_origin (consultation_id, id, address, at)
        select ${consultationId}, ${id}, ${comment.address}, ${at} from stored)`
    : sql``;
  const later = comment.screenedLater
    ? sql`, later as (insert into comment_to_screen (consultation_id, id, version, due)
        select ${consultationId}, ${id}, 1, ${at} from stored)`
    : sql``;
  const { rows } = await sql<{
    accepted_at: Date | null;
    listed: boolean | null;
    repeated: string | null;
    placed: boolean;
  }>`
    with place as (${depth}), twin as (${twinOf(comment, at, { parent: sql`${parent ?? null}::uuid`, subject: sql`${subject}::uuid` })}),
    stored as (
      insert into comment (consultation_id, id, activity_id, participant, accepted_at, parent_id, subject_id, depth,
        alignment, body, likeness, state, listed, flags, priority)
      select ${consultationId}, ${id}, ${activity}, ${participant}, ${at}, ${parent ?? null}::uuid, ${subject}::uuid,
        depth, ${alignment}::text, ${body}, ${comment.likeness}::text::bit(64),
        case when ${waits} then 'pending' else 'published' end, not ${waits}, ${flags}::text[], ${marks}
      from place
      where depth <= ${MAX_DEPTH} and ${subjectThere} and ${isOpen(consultationId, activity, at)} and not exists (select from twin)
      on conflict do nothing
      returning accepted_at, listed, alignment
    ), counted as (
      insert into tally (consultation_id, item_id, slot, received, replies, aligned_for, aligned_neutral, aligned_against)
      select ${consultationId}, item, ${anySlot()}, received, shown::int, ${parent ? sql`0, 0, 0` : aligned}
      from stored, lateral (values (${activityCounter(activity)}, 1, listed and ${!parent})
        ${parent ? sql`, (${parent}::uuid, 0, listed)` : sql``}
        ${!parent && subject ? sql`, (${subject}::uuid, 0, listed)` : sql``}) as items (item, received, shown)
      where shown or received > 0
      on conflict (consultation_id, item_id, slot) do update set received = tally.received + excluded.received,
        replies = tally.replies + excluded.replies,
        aligned_for = tally.aligned_for + excluded.aligned_for,
        aligned_neutral = tally.aligned_neutral + excluded.aligned_neutral,
        aligned_against = tally.aligned_against + excluded.aligned_against
    ) ${origin} ${later}
    select stored.accepted_at, stored.listed, (select id from twin) as repeated,
      exists (select from place) as placed
    from (select) as one left join stored on true`.execute(db);
  const { accepted_at: acceptedAt, listed, repeated, placed } = rows[0]!;
  if (!placed) return { code: 'no-longer-shown' };
  if (repeated) return repeats(repeated);
  return acceptedAt ? { acceptedAt, pending: !listed } : undefined;
}

/** That a text says again what its author has just said in another comment. */
function repeats(earlier: string): Refusal {
  return { code: 'invalid-answers', errors: [{ pointer: '/body', code: 'repeated', earlier }] };
}

/** Stores a comment that screening holds back, and records that it does, in one transaction. */
export async function storeHeld(
  db: Db,
  slug: string,
  comment: NewComment,
  at: Date,
): Promise<Taken | Refusal | undefined> {
  return db.transaction().execute(async (tx) => {
    const { consultationId, id, body } = comment;
    // First, as decisions do: they lock the same counts after it.
    await lockChain(tx, consultationId);
    const stored = await storeComment(tx, comment, at);
    if (stored && 'acceptedAt' in stored) {
      await appendDecisions(tx, { id: consultationId, slug }, [holdOf(id, body)], at);
    }
    return stored;
  });
}

const aligned = sql`(shown and alignment is not distinct from 'for')::int,
  (shown and alignment is not distinct from 'neutral')::int, (shown and alignment is not distinct from 'against')::int`;

/** Whether the comment waits for a moderator. */
function waiting({
  waits,
  consultationId,
  participant,
}: Pick<NewComment, 'waits' | 'consultationId' | 'participant'>) {
  if (waits !== 'unless-trusted') return sql.lit(waits === 'yes');
  return sql`(not exists (select from trusted_participant
    where consultation_id = ${consultationId} and participant = ${participant}))`;
}

/** What the same participant said a moment ago in another comment, where it is nearly the same; a short text, in its place. */
function twinOf(
  comment: Pick<NewComment, 'consultationId' | 'activity' | 'id' | 'participant' | 'likeness' | 'short'>,
  at: Date,
  place: Record<'parent' | 'subject', ReturnType<typeof sql>>,
) {
  const { consultationId, activity, id, participant, likeness, short } = comment;
  const here = short
    ? sql`and parent_id is not distinct from ${place.parent} and subject_id is not distinct from ${place.subject}`
    : sql``;
  return sql`select id from comment
    where consultation_id = ${consultationId} and participant = ${participant} and activity_id = ${activity}
      and accepted_at > ${new Date(at.getTime() - REPEATED_WITHIN)} and id <> ${id} and state <> 'withdrawn' ${here}
      and bit_count(likeness # ${likeness}::text::bit(64)) <= ${NEARLY_THE_SAME} order by accepted_at desc limit 1`;
}

/** What is under a comment's identifier, beside what was sent. */
export async function findComment(db: Db, sent: SentComment): Promise<Held | undefined> {
  const row = await db
    .selectFrom('contribution')
    .leftJoin('comment', (join) =>
      join
        .onRef('comment.consultation_id', '=', 'contribution.consultation_id')
        .onRef('comment.id', '=', 'contribution.id'),
    )
    .where('contribution.consultation_id', '=', sent.consultationId)
    .where('contribution.id', '=', sent.id)
    .select([
      'activity_id',
      'participant',
      'accepted_at',
      'state',
      'body',
      'alignment',
      'parent_id',
      'subject_id',
      'version',
    ])
    .executeTakeFirst();
  if (!row) return undefined;
  const first = row.version === 1 ? row : await firstVersion(db, sent);
  const same =
    row.activity_id === sent.activity &&
    first?.body === sent.body &&
    first.alignment === (sent.alignment ?? null) &&
    row.parent_id === (sent.parent ?? null) &&
    row.subject_id === (sent.subject ?? null) &&
    sameBytes(row.participant, sent.participant);
  return { same, acceptedAt: row.accepted_at, pending: row.state === 'pending' };
}

/** What a comment said before its author changed it. */
function firstVersion(db: Db, { consultationId, id }: SentComment) {
  return db
    .selectFrom('comment_version')
    .where('consultation_id', '=', consultationId)
    .where('id', '=', id)
    .where('version', '=', 1)
    .select(['body', 'alignment'])
    .executeTakeFirst();
}

/** What a comment is changed into, as its author sent it. */
export interface SentChange extends CommentChange {
  consultationId: number;
  activity: string;
  id: string;
  version: number;
  participant: Uint8Array;
}

/** A change that is about to be stored. */
export interface ChangedComment extends SentChange {
  likeness: string;
  short: boolean;
  /** Since when what was given may still be changed. */
  since: Date;
  /** Whether what is changed has to be read by a moderator before it is public. */
  waits: NewComment['waits'];
  flags: readonly string[];
  /** Whether another service is to look at it, once it is stored. */
  screenedLater: boolean;
}

/**
 * Stores what its author changes a comment into, and keeps what it said: unless it is not theirs, not in its place in
 * the order of versions, too long ago, public already where the new words would have to be read first, or says then what
 * another comment of theirs has just said.
 */
export async function changeComment(
  db: Db,
  change: ChangedComment,
  at: Date,
): Promise<Taken | Refusal | undefined> {
  const { consultationId, activity, id, version, participant, body, alignment = null, since, flags } = change;
  const later = change.screenedLater
    ? sql`, later as (insert into comment_to_screen as waiting (consultation_id, id, version, due)
        select ${consultationId}, ${id}, ${version}, ${at} from changed
        on conflict (consultation_id, id) do update set version = excluded.version, tries = 0, due = excluded.due)`
    : sql``;
  const place = { parent: sql`(select parent_id from mine)`, subject: sql`(select subject_id from mine)` };
  const { rows } = await sql<{
    edited_at: Date | null;
    state: string;
    late: boolean;
    unread: boolean;
    repeated: string | null;
  }>`
    with mine as (
      select *, state not in ('published', 'pending') or accepted_at <= ${since} or not ${unanswered} as late,
        state = 'published' and ${waiting(change)} as unread
      from comment where consultation_id = ${consultationId} and id = ${id} and activity_id = ${activity}
        and participant = ${participant} and version = ${version - 1} and state <> 'withdrawn'
        and ${isOpen(consultationId, activity, at)}
      for update
    ), twin as (${twinOf(change, at, place)}), before as (
      select * from mine where not late and not unread and not exists (select from twin)
    ), kept as (
      insert into comment_version (consultation_id, id, version, body, alignment, accepted_at)
      select consultation_id, id, version, body, alignment, coalesce(edited_at, accepted_at) from before
    ), changed as (
      update comment set body = ${body}, alignment = ${alignment}::text, version = ${version}, edited_at = ${at},
        likeness = ${change.likeness}::text::bit(64), flags = ${flags}::text[],
        -- What a moderator let stand says something else now.
        priority = greatest(before.priority, case when ${flags.length > 0} or exists (select from moderation
          where moderation.consultation_id = before.consultation_id and contribution_id = before.id)
          then ${MARKED}::int else 0 end)
      from before where comment.consultation_id = before.consultation_id and comment.id = before.id
      returning comment.edited_at
    ) ${later}
    select changed.edited_at, mine.state, mine.late, mine.unread, (select id from twin) as repeated from mine left join changed on true`.execute(
    db,
  );
  const [row] = rows;
  if (!row) return undefined;
  if (row.edited_at) return { acceptedAt: row.edited_at, pending: row.state === 'pending' };
  if (row.repeated && !row.late && !row.unread) return repeats(row.repeated);
  const code = row.late ? 'no-longer-changeable' : 'needs-reading';
  return { code: 'invalid-answers', errors: [{ pointer: '/body', code }] };
}

/** The comment's version that the participant gave, beside the one that was sent. */
export async function findChange(db: Db, sent: SentChange): Promise<Held | undefined> {
  const { rows } = await sql<{
    body: string;
    alignment: string | null;
    at: Date;
    mine: boolean;
    pending: boolean;
  }>`
    select body, alignment, at, participant = ${sent.participant} as mine, state = 'pending' as pending from (
      select body, alignment, edited_at as at, version, participant, state from comment
      where consultation_id = ${sent.consultationId} and id = ${sent.id} and activity_id = ${sent.activity}
      union all
      select old.body, old.alignment, old.accepted_at, old.version, comment.participant, comment.state
      from comment_version as old join comment using (consultation_id, id)
      where consultation_id = ${sent.consultationId} and id = ${sent.id} and activity_id = ${sent.activity}
    ) as versions where version = ${sent.version}`.execute(db);
  const [row] = rows;
  if (!row) return undefined;
  const same = row.mine && row.body === sent.body && row.alignment === (sent.alignment ?? null);
  return { same, acceptedAt: row.at, pending: row.pending };
}

export interface CommentQuery extends CommentFilter {
  consultationId: number;
  activity: string;
  sort: CommentSort;
  limit: number;
  after: CommentPosition | undefined;
  parent?: string | undefined;
  subject?: string | undefined;
}

/** The sides that a balanced list takes in turn. */
const SIDES = ['for', 'neutral', 'against', null] as const;

/** The last item of a page: its sorting key (milliseconds for dates) and its identifier. */
export type CommentPosition =
  | { sort: Exclude<CommentSort, 'balanced'>; key: number; id: string }
  /** Of a balanced list: the last item of each side, and whose turn was the last. */
  | { sort: 'balanced'; last: ([key: number, id: string] | null)[]; turn: number };

interface CommentRow {
  id: string;
  parent_id: string | null;
  subject_id: string | null;
  subject_title: string | null;
  depth: number;
  state: Comment['state'];
  body: string | null;
  alignment: Comment['alignment'];
  author: string;
  accepted_at: Date;
  carried_up: number;
  carried_down: number;
  up: number;
  down: number;
  pass: number;
  replies: number;
  score: number;
  sorted_replies: number;
  edited_at: Date | null;
  hidden_for: string | null;
  answers: OfficialAnswer[] | null;
  answered_at: Date | null;
  considered: LocalizedText | null;
  considered_at: Date | null;
  side: number;
}

/** What the whole list holds, whatever narrows it. */
interface Totals {
  total: number;
  aligned_for: number;
  aligned_neutral: number;
  aligned_against: number;
  /** How many there are in a list that is narrowed, counted up to `MOST_FOUND` and one. */
  found: number | null;
}

/** Beyond this, how many comments a search finds is not counted. */
const MOST_FOUND = 1000;

/** How the votes of a list are given out. */
export interface Counts {
  /** Whether everybody may see them now. */
  public: boolean;
  /** Whether one may pass. */
  pass: boolean;
}

/** One page of a thread, or of the answers to one comment: one query along an index, whatever the length. */
export async function listComments(
  db: Db,
  query: CommentQuery,
  counts: Counts,
): Promise<Omit<CommentPage, 'next'> & { next: CommentPosition | null }> {
  const { limit, after, parent } = query;
  const { rows } = await pageQuery(query, counts).execute(db);
  const { total, aligned_for, aligned_neutral, aligned_against, found } = rows[0]!;
  const there = rows.filter(({ id }) => id !== null);
  const shown = there.slice(0, limit);
  return {
    items: shown.map((row) => commentOf(row, counts)),
    next: there.length > limit ? positionOf(shown, query, counts) : null,
    total,
    ...(parent || after
      ? {}
      : { positions: { for: aligned_for, neutral: aligned_neutral, against: aligned_against } }),
    ...(found !== null && { found: { count: Math.min(found, MOST_FOUND), more: found > MOST_FOUND } }),
  };
}

/** The one query of a page. */
export function pageQuery(query: CommentQuery, counts: Counts) {
  return sql<CommentRow & Totals>`
    with totals as materialized (${totalsOf(query)}),
    shown as (${query.sort === 'balanced' ? balanced(query, counts) : inOrder(query)})
    select ${columns}, side, totals.*
    from totals left join (shown as comment ${countsOf}) on true
    order by turn, side`;
}

/** How many there are, from the counts of the activity, the idea or the comment that is answered. */
function totalsOf(query: CommentQuery) {
  const { consultationId, activity, parent, subject, official, q, after } = query;
  const item = parent ? sql`${parent}::uuid` : subject ? sql`${subject}::uuid` : activityCounter(activity);
  return sql`select coalesce(sum(replies), 0)::int as total, coalesce(sum(aligned_for), 0)::int as aligned_for,
      coalesce(sum(aligned_neutral), 0)::int as aligned_neutral,
      coalesce(sum(aligned_against), 0)::int as aligned_against,
      ${(official || q !== undefined) && !after ? sql`(${foundIn(query)})` : sql`null`}::int as found
    from tally where consultation_id = ${consultationId} and item_id = ${item}`;
}

/** How many comments a narrowed list has, counted no further than is told. */
function foundIn(query: CommentQuery) {
  return sql`select count(*) from (select from comment where ${within(query)} limit ${MOST_FOUND + 1}) as narrowed`;
}

function inOrder(query: CommentQuery) {
  const { limit, after } = query;
  const sort = query.sort as Exclude<CommentSort, 'balanced'>;
  const key = KEYS[sort];
  const direction = sort === 'oldest' ? sql`asc` : sql`desc`;
  return sql`select *, row_number() over (order by ${key} ${direction}, id ${direction}) as turn, 0 as side from (
      select * from comment where ${within(query)} ${after ? beyond(after) : sql``}
      order by ${key} ${direction}, id ${direction} limit ${rowsOf(limit)}
    ) as ordered`;
}

/**
 * One more than a page has, to know whether another follows. Of the usual page it is part of the statement: a prepared one
 * is planned for a tenth of all comments where it does not say how many.
 */
function rowsOf(limit: number) {
  return limit === PAGE_SIZE ? sql.lit(limit + 1) : sql`${limit + 1}`;
}

/** Each side's next ones, in turn: as many short scans of an index as there are sides. */
function balanced(query: CommentQuery, counts: Counts) {
  const { limit, after } = query;
  const key = counts.public ? sql`score` : sql`accepted_at`;
  const { last, turn } = after?.sort === 'balanced' ? after : { last: SIDES.map(() => null), turn: -1 };
  const sides = SIDES.flatMap((side, index) => {
    if (query.alignment && query.alignment !== side) return [];
    const from = last[index];
    const start = from
      ? sql`and (${key}, id) < (${counts.public ? from[0] : new Date(from[0])}, ${from[1]})`
      : sql``;
    // The side whose turn is next begins.
    const place = (index - turn - 1 + SIDES.length) % SIDES.length;
    const ordered = sql`select *, row_number() over (order by ${key} desc, id desc) as turn, ${sql.lit(place)} as side from (
        select * from comment where ${within(query)} and state = 'published'
          and alignment ${side === null ? sql`is null` : sql`= ${sql.lit(side)}`} ${start}
        order by ${key} desc, id desc limit ${rowsOf(limit)}
      ) as ${sql.id(`side_${index}`)}`;
    return [ordered];
  });
  return sql`select * from (${sql.join(sides, sql` union all `)}) as sides order by turn, side limit ${rowsOf(limit)}`;
}

/** Which comments a list is of. A search finds answers as well. */
function within({ consultationId, activity, parent, subject, alignment, official, q }: CommentQuery) {
  const place = parent
    ? sql`and parent_id = ${parent}`
    : q === undefined && !official
      ? sql`and parent_id is null ${subject ? sql`and subject_id = ${subject}` : sql``}`
      : sql``;
  return sql`consultation_id = ${consultationId} and activity_id = ${activity} and listed ${place}
    ${alignment ? sql`and state = 'published' and alignment = ${alignment}` : sql``}
    ${official ? sql`and answered_at is not null` : sql``}
    ${q === undefined ? sql`` : sql`and state = 'published' and id in (${found(consultationId, activity, q)})`}`;
}

/** The comments of an activity in which words are found, by the rules of French or of English; none for no words. */
function found(consultationId: number, activity: string, q: string) {
  const where = `'@${consultationId}/${activity}'`;
  return sql`select id from comment_search, (select websearch_to_tsquery('french', without_accents(${q}))
        || websearch_to_tsquery('english', without_accents(${q})) as query) as asked
    where consultation_id = ${consultationId} and numnode(query) > 0 and words @@ (${where}::tsquery && query)`;
}

/** One comment as everybody sees it. */
export async function readComment(db: Db, which: WhichComment, counts: Counts): Promise<Comment | undefined> {
  const { consultationId, activity, id } = which;
  const { rows } = await sql<CommentRow>`
    select ${columns} from comment ${countsOf}
    where comment.consultation_id = ${consultationId} and comment.id = ${id} and comment.activity_id = ${activity}
      and comment.listed`.execute(db);
  return rows[0] && commentOf(rows[0], counts);
}

export interface WhichComment {
  consultationId: number;
  activity: string;
  id: string;
}

/** A comment with what it answers, from the root down; of one that was merged, the comment that it repeats. */
export async function readContext(
  db: Db,
  { consultationId, activity, id }: WhichComment,
  counts: Counts,
): Promise<CommentContext | undefined> {
  const { rows } = await sql<CommentRow>`
    with recursive start as (
      select coalesce(merged_into, id) as id from comment where consultation_id = ${consultationId} and id = ${id}
    ), chain as (
      select comment.*, 0 as above from comment join start using (id)
      where consultation_id = ${consultationId} and activity_id = ${activity} and listed
      union all
      select parent.*, above + 1 from comment as parent join chain
        on parent.consultation_id = ${consultationId} and parent.id = chain.parent_id
    )
    select ${columns} from chain as comment ${countsOf} order by above desc`.execute(db);
  const ancestors = rows.map((row) => commentOf(row, counts));
  const comment = ancestors.pop();
  return comment && { ancestors, comment };
}

const columns = sql`comment.id, comment.parent_id, comment.subject_id, subject.title as subject_title, comment.depth,
  comment.state, case when comment.state = 'published' then comment.body end as body, comment.alignment,
  ${publicAuthor('comment')} as author, comment.accepted_at,
  comment.carried_up, comment.carried_down, coalesce(counts.up, 0)::int as up, coalesce(counts.down, 0)::int as down,
  coalesce(counts.pass, 0)::int as pass, coalesce(counts.replies, 0)::int as replies, comment.score,
  comment.replies as sorted_replies, comment.edited_at,
  case when comment.state = 'hidden' then comment.hidden_for end as hidden_for, comment.answered_at,
  case when comment.answered_at is not null then ${answersTo} end as answers,
  comment.considered, comment.considered_at`;

const countsOf = sql`
  ${talliedOf('comment')}
  left join idea as subject on subject.consultation_id = comment.consultation_id and subject.id = comment.subject_id
    and subject.state = 'published'`;

const KEYS: Record<Exclude<CommentSort, 'balanced'>, ReturnType<typeof sql>> = {
  recent: sql`accepted_at`,
  oldest: sql`accepted_at`,
  discussed: sql`replies`,
  rated: sql`score`,
};

function beyond(after: CommentPosition) {
  if (after.sort === 'balanced') return sql``;
  const { sort, key, id } = after;
  const from = sort === 'recent' || sort === 'oldest' ? new Date(key) : key;
  return sql`and (${KEYS[sort]}, id) ${sort === 'oldest' ? sql`>` : sql`<`} (${from}, ${id})`;
}

function positionOf(shown: CommentRow[], { sort, after }: CommentQuery, counts: Counts): CommentPosition {
  const row = shown.at(-1)!;
  if (sort !== 'balanced') return { sort, key: keyOf(row, sort), id: row.id };
  const before = after?.sort === 'balanced' ? after.last : [];
  const last = SIDES.map((side, index) => {
    const own = shown.findLast(({ alignment }) => alignment === side);
    return own
      ? ([keyOf(own, counts.public ? 'rated' : 'recent'), own.id] as [number, string])
      : (before[index] ?? null);
  });
  return { sort, last, turn: SIDES.indexOf(row.alignment) };
}

function keyOf(row: CommentRow, sort: Exclude<CommentSort, 'balanced'>): number {
  if (sort === 'discussed') return row.sorted_replies;
  return sort === 'rated' ? row.score : row.accepted_at.getTime();
}

function commentOf(row: CommentRow, counts: Counts): Comment {
  const carried = { up: row.carried_up, down: row.carried_down };
  const votes = { up: row.up + carried.up, down: row.down + carried.down };
  return {
    id: row.id,
    parent: row.parent_id,
    subject: row.subject_id && row.subject_title ? { id: row.subject_id, title: row.subject_title } : null,
    depth: row.depth,
    state: row.state,
    body: row.body,
    alignment: row.alignment,
    author: row.author,
    acceptedAt: row.accepted_at.toISOString(),
    replies: row.replies,
    votes: counts.public ? { ...votes, ...(counts.pass && { pass: row.pass }) } : null,
    ...(counts.public && (carried.up || carried.down) ? { carried } : {}),
    ...(row.edited_at && row.state === 'published' && { editedAt: row.edited_at.toISOString() }),
    ...(row.hidden_for !== null && { hiddenFor: row.hidden_for }),
    ...(row.answers && { officialAnswers: row.answers }),
    ...(row.considered &&
      row.considered_at && { considered: { text: row.considered, at: row.considered_at.toISOString() } }),
  };
}

export interface NewReport extends ReportInput {
  consultationId: number;
  activity: string;
  comment: string;
  participant: Uint8Array;
}

/** What each reason weighs in the moderators' queue. */
const WEIGHTS: Record<ReportInput['reason'], number> = {
  'personal-information': 4,
  offensive: 3,
  spam: 2,
  'off-topic': 1,
  other: 1,
};

/**
 * Stores a report of a public comment, once a participant, and raises the comment in the moderators' queue. Who wrote it
 * is told that it is theirs: they can withdraw it.
 */
export async function storeReport(db: Db, report: NewReport, at: Date): Promise<Date | Refusal | undefined> {
  const { consultationId, activity, comment, participant, reason, text = null } = report;
  const { rows } = await sql<{ accepted_at: Date | null; own: boolean }>`
    with subject as (
      select * from comment
      where consultation_id = ${consultationId} and id = ${comment} and activity_id = ${activity}
        and state = 'published' and listed and ${isOpen(consultationId, activity, at)}
    ), stored as (
      insert into report (consultation_id, comment_id, participant, activity_id, reason, details, accepted_at)
      select consultation_id, id, ${participant}, activity_id, ${reason}, ${text}::text, ${at} from subject
      where participant is distinct from ${participant}
      on conflict do nothing
      returning accepted_at
    ), raised as (
      update comment set priority = priority + ${WEIGHTS[reason]}
      where consultation_id = ${consultationId} and id = ${comment} and exists (select from stored)
    )
    select stored.accepted_at, subject.participant is not distinct from ${participant} as own
    from subject left join stored on true`.execute(db);
  const [row] = rows;
  if (row?.own) return { code: 'invalid-answers', errors: [{ pointer: '/reason', code: 'own-comment' }] };
  return row?.accepted_at ?? undefined;
}

/** The participant's report of a comment, beside the one that was sent. */
export async function findReport(db: Db, sent: NewReport): Promise<Held | undefined> {
  const row = await db
    .selectFrom('report')
    .where('consultation_id', '=', sent.consultationId)
    .where('comment_id', '=', sent.comment)
    .where('participant', '=', sent.participant)
    .select(['reason', 'details', 'accepted_at'])
    .executeTakeFirst();
  return (
    row && {
      same: row.reason === sent.reason && row.details === (sent.text ?? null),
      acceptedAt: row.accepted_at,
    }
  );
}
