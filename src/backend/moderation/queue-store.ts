import { sql } from 'kysely';
import type { ModeratedComment, QueueFilter } from '../../contract/moderation.js';
import type { LocalizedText } from '../../contract/text.js';
import type { Db } from '../context.js';
import {
  allAppeals,
  answersTo,
  appealOf,
  decisionsOn,
  inJson,
  lastSettled,
} from '../database/moderation-sql.js';
import { moment, momentOf, publicAuthor, talliedOf } from '../database/sql.js';

export interface QueueQuery {
  consultationId: number;
  filter: QueueFilter;
  activity: string | undefined;
  limit: number;
  after: QueuePosition | undefined;
}

/** The last of a page: how urgent it is (0 in the list of all), when it was accepted in milliseconds, and which it is. */
export interface QueuePosition {
  priority: number;
  at: number;
  id: string;
}

/** One page of the queue, the most urgent first and of those the oldest; of all comments, the newest first. */
export async function listQueue(
  db: Db,
  query: QueueQuery,
): Promise<{ items: ModeratedComment[]; next: QueuePosition | null; open: number }> {
  const { rows } = await queuePage(query).execute(db);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  const { rows: counted } = await sql<{ open: number }>`select count(*)::int as open from comment
    where consultation_id = ${query.consultationId} and priority > 0`.execute(db);
  return {
    items: await readModerated(
      db,
      query.consultationId,
      shown.map(({ id }) => id),
    ),
    next:
      rows.length > query.limit && last
        ? {
            priority: query.filter === 'all' ? 0 : last.priority,
            at: last.accepted_at.getTime(),
            id: last.id,
          }
        : null,
    open: counted[0]!.open,
  };
}

/** The one query of a page: along an index, whatever the number of comments. */
export function queuePage({ consultationId, filter, activity, limit, after }: QueueQuery) {
  const here = sql`consultation_id = ${consultationId} ${activity === undefined ? sql`` : sql`and activity_id = ${activity}`}`;
  if (filter === 'all') {
    const start = after
      ? sql`and (${moment}, id) < (${momentOf(new Date(after.at))}, ${after.id}::uuid)`
      : sql``;
    return sql<QueueRow>`select id, priority, accepted_at from comment where ${here} ${start}
      order by ${moment} desc, id desc limit ${limit + 1}`;
  }
  const start = after
    ? sql`and (-priority, accepted_at, id) > (${-after.priority}::int, ${new Date(after.at)}, ${after.id}::uuid)`
    : sql``;
  return sql<QueueRow>`select id, priority, accepted_at from comment
    where ${here} and priority > 0 and ${NARROWED[filter]} ${start}
    order by -priority, accepted_at, id limit ${limit + 1}`;
}

interface QueueRow {
  id: string;
  priority: number;
  accepted_at: Date;
}

const unsettledReports = sql`report.consultation_id = comment.consultation_id and report.comment_id = comment.id
  and report.accepted_at > coalesce(${lastSettled}, '-infinity')`;

const NARROWED: Record<Exclude<QueueFilter, 'all'>, ReturnType<typeof sql>> = {
  open: sql`true`,
  pending: sql`state = 'pending'`,
  reported: sql`exists (select from report where ${unsettledReports})`,
  marked: sql`flags <> '{}'`,
  appealed: sql`exists (select from appeal where appeal.consultation_id = comment.consultation_id
    and appeal.comment_id = comment.id and appeal.outcome is null)`,
};

type ModeratedRow = Omit<ModeratedComment, 'acceptedAt' | 'editedAt' | 'votes' | 'considered'> & {
  acceptedAt: Date;
  editedAt: Date | null;
  up: number;
  down: number;
  pass: number;
  consideredText: LocalizedText | null;
  consideredAt: Date | null;
};

/** Comments as moderators see them, in the order of their identifiers here. */
export async function readModerated(
  db: Db,
  consultationId: number,
  ids: readonly string[],
): Promise<ModeratedComment[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<ModeratedRow>`
    select comment.id, comment.activity_id as activity, comment.parent_id as parent, comment.state, comment.body,
      comment.alignment, ${publicAuthor('comment')} as author, comment.accepted_at as "acceptedAt",
      comment.edited_at as "editedAt", comment.flags, comment.priority, comment.merged_into as "mergedInto",
      comment.carried_up + coalesce(counts.up, 0)::int as up, comment.carried_down + coalesce(counts.down, 0)::int as down,
      coalesce(counts.pass, 0)::int as pass, coalesce(counts.replies, 0)::int as replies,
      exists (select from trusted_participant as trusted where trusted.consultation_id = comment.consultation_id
        and trusted.participant = comment.participant) as trusted,
      coalesce((select json_agg(json_build_object('reason', reason, 'count', n) order by n desc, reason) from (
        select reason, count(*)::int as n from report where ${unsettledReports} group by reason) as counted),
        '[]') as reports,
      coalesce((select json_agg(details order by accepted_at) from report
        where ${unsettledReports} and details is not null), '[]') as "reportTexts",
      ${appealOf} as appeal, ${allAppeals} as appeals, ${decisionsOn} as decisions,
      ${answersTo} as "officialAnswers",
      comment.considered as "consideredText", comment.considered_at as "consideredAt",
      coalesce((select json_agg(json_build_object('version', earlier.version, 'body', earlier.body,
          'at', ${inJson('earlier.accepted_at')}) order by earlier.version)
        from comment_version as earlier
        where earlier.consultation_id = comment.consultation_id and earlier.id = comment.id), '[]') as earlier
    from unnest(${ids}::uuid[]) with ordinality as wanted (id, place)
    join comment on comment.consultation_id = ${consultationId} and comment.id = wanted.id
    ${talliedOf('comment')}
    order by place`.execute(db);
  return rows.map(({ up, down, pass, consideredText, consideredAt, acceptedAt, editedAt, ...row }) => ({
    ...row,
    acceptedAt: acceptedAt.toISOString(),
    editedAt: editedAt?.toISOString() ?? null,
    votes: { up, down, pass },
    considered:
      consideredText && consideredAt ? { text: consideredText, at: consideredAt.toISOString() } : null,
  }));
}
