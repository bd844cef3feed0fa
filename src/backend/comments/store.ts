import { sql } from 'kysely';
import type {
  Comment,
  CommentPage,
  CommentSort,
  CommentInput,
  ReportInput,
} from '../../contract/comments.js';
import { MAX_DEPTH } from '../../contract/limits.js';
import type { Db } from '../context.js';
import { activityCounter, anySlot, isOpen, publicAuthor, sameBytes } from '../database/sql.js';
import type { Held } from '../http/accept.js';

export interface NewComment extends CommentInput {
  consultationId: number;
  activity: string;
  id: string;
  participant: Uint8Array;
  /** The activity of ideas that `subject` is of. */
  about: string | undefined;
}

/**
 * Stores a comment, and counts it where it answers, in one statement: unless its identifier is taken, the thread is
 * not open, or what it answers or is about is not there to be answered.
 */
export async function storeComment(db: Db, comment: NewComment, at: Date): Promise<Date | undefined> {
  const {
    consultationId,
    activity,
    id,
    participant,
    body,
    alignment = null,
    parent,
    subject = null,
  } = comment;
  const depth = parent
    ? sql`select depth + 1 as depth from comment
        where consultation_id = ${consultationId} and id = ${parent} and activity_id = ${activity}
          and state = 'published' and depth < ${MAX_DEPTH}`
    : sql`select 0 as depth`;
  const subjectThere = subject
    ? sql`exists (select from idea where consultation_id = ${consultationId} and id = ${subject}
        and activity_id = ${comment.about ?? ''} and state = 'published')`
    : sql`true`;
  const { rows } = await sql<{ accepted_at: Date }>`
    with place as (${depth}), stored as (
      insert into comment (consultation_id, id, activity_id, participant, accepted_at, parent_id, subject_id, depth,
        alignment, body)
      select ${consultationId}, ${id}, ${activity}, ${participant}, ${at}, ${parent ?? null}::uuid, ${subject}::uuid,
        depth, ${alignment}::text, ${body}
      from place
      where ${subjectThere} and ${isOpen(consultationId, activity, at)}
      on conflict do nothing
      returning accepted_at
    ), counted as (
      insert into tally (consultation_id, item_id, slot, replies)
      select ${consultationId}, item, ${anySlot()}, 1
      from stored, unnest(array[${parent ? sql`${parent}::uuid` : activityCounter(activity)}
        ${!parent && subject ? sql`, ${subject}::uuid` : sql``}]) as item
      on conflict (consultation_id, item_id, slot) do update set replies = tally.replies + 1
    )
    select accepted_at from stored`.execute(db);
  return rows[0]?.accepted_at;
}

/** What is under a comment's identifier, beside what was sent. */
export async function findComment(db: Db, sent: NewComment): Promise<Held | undefined> {
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
    ])
    .executeTakeFirst();
  if (!row) return undefined;
  const same =
    row.activity_id === sent.activity &&
    row.body === sent.body &&
    row.alignment === (sent.alignment ?? null) &&
    row.parent_id === (sent.parent ?? null) &&
    row.subject_id === (sent.subject ?? null) &&
    sameBytes(row.participant, sent.participant);
  return { same, acceptedAt: row.accepted_at };
}

export interface CommentQuery {
  consultationId: number;
  activity: string;
  sort: CommentSort;
  limit: number;
  after: CommentPosition | undefined;
  parent?: string | undefined;
  subject?: string | undefined;
}

/** The last item of a page: its sorting key (milliseconds for dates) and its identifier. */
export interface CommentPosition {
  sort: CommentSort;
  key: number;
  id: string;
}

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
  replies: number;
  score: number;
  sorted_replies: number;
  total: number;
}

/** One page of a thread, or of the answers to one comment: one query along an index, whatever the length. */
export async function listComments(
  db: Db,
  query: CommentQuery,
): Promise<Omit<CommentPage, 'next'> & { next: CommentPosition | null }> {
  const { consultationId, activity, sort, limit, after, parent, subject } = query;
  const { rows } = await sql<CommentRow>`
    select ${columns}, (select coalesce(sum(replies), 0)::int from tally
        where consultation_id = ${consultationId}
          and item_id = ${parent ? sql`${parent}::uuid` : subject ? sql`${subject}::uuid` : activityCounter(activity)}
      ) as total
    from (
      select * from comment
      where consultation_id = ${consultationId} and activity_id = ${activity}
        and ${parent ? sql`parent_id = ${parent}` : sql`parent_id is null`}
        ${subject && !parent ? sql`and subject_id = ${subject}` : sql``}
        ${after ? beyond(after) : sql``}
      order by ${ORDERS[sort]}
      limit ${limit + 1}
    ) as comment ${countsOf}
    order by ${ORDERS[sort]}`.execute(db);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(commentOf),
    next: rows.length > limit && last ? { sort, key: keyOf(last, sort), id: last.id } : null,
    total: rows[0]?.total ?? 0,
  };
}

/** One comment as everybody sees it. */
export async function readComment(
  db: Db,
  { consultationId, activity, id }: { consultationId: number; activity: string; id: string },
): Promise<Comment | undefined> {
  const { rows } = await sql<CommentRow>`
    select ${columns} from comment ${countsOf}
    where comment.consultation_id = ${consultationId} and comment.id = ${id} and comment.activity_id = ${activity}`.execute(
    db,
  );
  return rows[0] && commentOf(rows[0]);
}

const columns = sql`comment.id, comment.parent_id, comment.subject_id, subject.title as subject_title, comment.depth,
  comment.state, case when comment.state = 'published' then comment.body end as body, comment.alignment,
  ${publicAuthor('comment')} as author, comment.accepted_at,
  comment.carried_up, comment.carried_down, coalesce(counts.up, 0)::int as up, coalesce(counts.down, 0)::int as down,
  coalesce(counts.replies, 0)::int as replies, comment.score, comment.replies as sorted_replies`;

const countsOf = sql`
  left join lateral (
    select sum(votes_for) as up, sum(votes_against) as down, sum(replies) as replies from tally
    where tally.consultation_id = comment.consultation_id and tally.item_id = comment.id
  ) as counts on true
  left join idea as subject on subject.consultation_id = comment.consultation_id and subject.id = comment.subject_id
    and subject.state = 'published'`;

const ORDERS: Record<CommentSort, ReturnType<typeof sql>> = {
  recent: sql`comment.accepted_at desc, comment.id desc`,
  oldest: sql`comment.accepted_at, comment.id`,
  discussed: sql`comment.replies desc, comment.id desc`,
  rated: sql`comment.score desc, comment.id desc`,
};

function beyond({ sort, key, id }: CommentPosition) {
  switch (sort) {
    case 'recent':
      return sql`and (accepted_at, id) < (${new Date(key)}, ${id})`;
    case 'oldest':
      return sql`and (accepted_at, id) > (${new Date(key)}, ${id})`;
    case 'discussed':
      return sql`and (replies, id) < (${key}, ${id})`;
    case 'rated':
      return sql`and (score, id) < (${key}, ${id})`;
  }
}

function keyOf(row: CommentRow, sort: CommentSort): number {
  if (sort === 'discussed') return row.sorted_replies;
  return sort === 'rated' ? row.score : row.accepted_at.getTime();
}

function commentOf(row: CommentRow): Comment {
  const carried = { up: row.carried_up, down: row.carried_down };
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
    votes: { up: row.up + carried.up, down: row.down + carried.down },
    ...(carried.up || carried.down ? { carried } : {}),
  };
}

export interface NewReport extends ReportInput {
  consultationId: number;
  activity: string;
  comment: string;
  participant: Uint8Array;
}

/** Stores a report of a public comment, once a participant. */
export async function storeReport(db: Db, report: NewReport, at: Date): Promise<Date | undefined> {
  const { consultationId, activity, comment, participant, reason, text = null } = report;
  const { rows } = await sql<{ accepted_at: Date }>`
    insert into report (consultation_id, comment_id, participant, activity_id, reason, details, accepted_at)
    select consultation_id, id, ${participant}, activity_id, ${reason}, ${text}::text, ${at} from comment
    where consultation_id = ${consultationId} and id = ${comment} and activity_id = ${activity}
      and state = 'published' and ${isOpen(consultationId, activity, at)}
    on conflict do nothing
    returning accepted_at`.execute(db);
  return rows[0]?.accepted_at;
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
