import { sql } from 'kysely';
import type { Db } from '../context.js';

const counts = sql`
  select consultation_id, item_id, sum(votes_for) as up, sum(votes_against) as down, sum(replies)::int as replies
  from tally`;

const score = sql`wilson(counts.up + comment.carried_up, counts.down + comment.carried_down)`;

const changed = sql`and (comment.score, comment.replies) is distinct from (${score}, counts.replies)`;

const update = sql`
  update comment
  set score = ${score}, replies = counts.replies`;

/** Brings the sorting keys of some comments up to date. */
export async function refreshRanks(db: Db, consultationId: number, comments: string[]): Promise<void> {
  const ids = sql`(${sql.join(comments.map((id) => sql`${id}::uuid`))})`;
  await sql`${update}
    from (${counts} where consultation_id = ${consultationId} and item_id in ${ids}
      group by consultation_id, item_id) as counts
    where comment.consultation_id = ${consultationId} and comment.id = counts.item_id ${changed}`.execute(db);
}

/** Brings those of all comments up to date. */
export async function refreshAll(db: Db): Promise<void> {
  await sql`${update}
    from (${counts} group by consultation_id, item_id) as counts
    where comment.consultation_id = counts.consultation_id and comment.id = counts.item_id ${changed}`.execute(
    db,
  );
}
