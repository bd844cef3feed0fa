import { type QueryExecutorProvider, sql } from 'kysely';
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
  await sql`${update}
    from (${counts} where consultation_id = ${consultationId} and item_id = any(${comments}::uuid[])
      group by consultation_id, item_id) as counts
    where comment.consultation_id = ${consultationId} and comment.id = counts.item_id ${changed}`.execute(db);
}

/** Brings up to date what a stopped node left behind, of all comments: for the start of a server. */
export async function catchUp(db: Db): Promise<void> {
  await refreshAll(db);
  await indexAll(db);
}

/** Brings the sorting keys of all comments up to date. */
async function refreshAll(db: Db): Promise<void> {
  await sql`${update}
    from (${counts} group by consultation_id, item_id) as counts
    where comment.consultation_id = counts.consultation_id and comment.id = counts.item_id ${changed}`.execute(
    db,
  );
}

const words = sql`insert into comment_search (consultation_id, id, words)
  select consultation_id, id, comment_words(consultation_id, activity_id, body) from comment`;

/** What is withdrawn at this moment is waited for, and then left out. */
const asItIs = sql`for no key update of comment`;

/** Writes the words by which some comments are found. */
export async function indexWords(
  db: QueryExecutorProvider,
  consultationId: number,
  comments: string[],
): Promise<void> {
  await sql`${words} where consultation_id = ${consultationId} and id = any(${comments}::uuid[]) and body is not null
    ${asItIs}
    on conflict (consultation_id, id) do update set words = excluded.words`.execute(db);
}

/** Writes the words of all comments that have none. */
export async function indexAll(db: QueryExecutorProvider): Promise<void> {
  await sql`${words} where body is not null and not exists (
      select from comment_search where comment_search.consultation_id = comment.consultation_id
        and comment_search.id = comment.id)
    ${asItIs}
    on conflict do nothing`.execute(db);
}
