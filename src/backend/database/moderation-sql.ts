import { sql } from 'kysely';
import type { OfficialAnswer } from '../../contract/comments.js';
import type { Appeal, Decision } from '../../contract/moderation.js';
import { SETTLING } from '../../domain/moderation.js';

/** An instant as the wire has it. */
export function inJson(column: string) {
  return sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** The decisions about whether something is public, as a list in brackets. */
export const settling = sql`(${sql.join(SETTLING.map((action) => sql.lit(action)))})`;

/** Of a query on `comment`: when it was decided last whether it is public. */
export const lastSettled = sql`(select max(decided_at) from moderation as settled
  where settled.consultation_id = comment.consultation_id and settled.contribution_id = comment.id
    and settled.action in ${settling})`;

/** Of a query on `comment`: the number of the record that took it out of sight last; 0 where there is none. */
export const lastTakenOut = sql<number>`coalesce((select max(seq) from moderation as taken
  where taken.consultation_id = comment.consultation_id and taken.contribution_id = comment.id
    and taken.action in ('hide', 'merge')), 0)`;

const appealInJson = sql`json_build_object('text', appeal.details, 'madeAt', ${inJson('appeal.made_at')},
  'outcome', appeal.outcome, 'decidedAt', ${inJson('appeal.decided_at')}, 'decision', (
    select id from moderation as against
    where against.consultation_id = appeal.consultation_id and against.seq = appeal.decision))`;

const appealsOn = sql`from appeal
  where appeal.consultation_id = comment.consultation_id and appeal.comment_id = comment.id`;

/**
 * Of a query on `comment`: what its author asked to be looked at again that waits, or that was about the last decision to
 * take it out of sight; null where there is neither.
 */
export const appealOf = sql<Appeal | null>`(select ${appealInJson} ${appealsOn}
  and (appeal.outcome is null or appeal.decision = ${lastTakenOut})
  order by appeal.outcome is null desc limit 1)`;

/** Of a query on `comment`: all that its author ever asked to be looked at again, oldest first. */
export const allAppeals = sql<Appeal[]>`coalesce((
  select json_agg(${appealInJson} order by appeal.decision) ${appealsOn}), '[]')`;

const decisionInJson = sql`json_build_object('id', made.id, 'action', case made.action when 'unhide' then 'restore'
    else made.action end, 'reason', made.reason, 'note', said.note, 'at', ${inJson('made.decided_at')},
    'automatic', made.role = 'screening', 'bulk', made.bulk)`;

const decisionsOnComment = sql`from moderation as made left join moderation_private as said
    on said.consultation_id = made.consultation_id and said.seq = made.seq
  where made.consultation_id = comment.consultation_id and made.contribution_id = comment.id`;

/** Of a query on `comment`: the decisions on it, oldest first. */
export const decisionsOn = sql<Decision[]>`coalesce((
  select json_agg(${decisionInJson} order by made.seq) ${decisionsOnComment}), '[]')`;

/** Of a query on `comment`: the last decision about whether it is public; null where there was none. */
export const lastDecisionOn = sql<Decision | null>`(
  select ${decisionInJson} ${decisionsOnComment} and (made.action in ${settling} or made.action = 'hold')
  order by made.seq desc limit 1)`;

/** Of a query on `comment`: what the public body answered, oldest first. */
export const answersTo = sql<OfficialAnswer[]>`coalesce((
  select json_agg(json_build_object('id', answer.id, 'body', answer.body,
    'acceptedAt', ${inJson('answer.accepted_at')}) order by answer.accepted_at, answer.id)
  from official_answer as answer
  where answer.consultation_id = comment.consultation_id and answer.comment_id = comment.id), '[]')`;
