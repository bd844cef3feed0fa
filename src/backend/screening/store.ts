import { type Kysely, sql } from 'kysely';
import type { ActivityDefinition } from '../../contract/consultation.js';
import { MARKED } from '../../domain/moderation.js';
import type { Db } from '../context.js';
import { appendDecisions, holdOf, lockChain } from '../database/moderation-chain.js';
import { settling } from '../database/moderation-sql.js';
import type { Database } from '../database/schema.js';
import type { Screened, Verdict } from './screen.js';

/** A comment whose turn it is to be looked at. */
export interface DueComment {
  consultation: { id: number; slug: string };
  comment: Screened;
  version: number;
  /** How often it was asked for a verdict, this time among them. */
  tries: number;
  definition: ActivityDefinition;
}

/** A comment that waits, by its version: another is another thing to look at. */
type Which = Pick<DueComment, 'consultation' | 'version'> & { comment: Pick<Screened, 'id'> };

/** In minutes, the pause after the first try; each is twice as long as the one before, up to an hour. */
const PAUSE = sql`least(interval '1 minute' * 2 ^ least(waiting.tries, 6), interval '1 hour')`;

/** Of a query on `comment`: whether a verdict still counts. Not once it is out of sight or a moderator has decided on it. */
const undecided = sql`comment.state in ('published', 'pending') and not exists (select from moderation as made
  where made.consultation_id = comment.consultation_id and made.contribution_id = comment.id
    and made.action in ${settling})`;

/**
 * Takes comments that wait to be looked at, the longest first. Nobody else takes them meanwhile: only when the pause of
 * this try is over, as after it failed. Those that no verdict counts for any more are let go of.
 */
export async function takeDue(db: Db, limit: number, at: Date): Promise<DueComment[]> {
  const { rows } = await sql<{
    consultation_id: number;
    slug: string;
    activity_id: string;
    id: string;
    version: number;
    tries: number;
    body: string;
    definition: ActivityDefinition;
  }>`
    with next as (
      select consultation_id, id from comment_to_screen where due <= ${at} order by due limit ${limit}
      for update skip locked
    ), found as (
      select next.consultation_id, next.id, ${undecided} and active as counts, comment.activity_id, comment.version,
        body, activity.definition
      from next left join comment on comment.consultation_id = next.consultation_id and comment.id = next.id
      left join activity on activity.consultation_id = next.consultation_id and activity.id = comment.activity_id
    ), gone as (
      delete from comment_to_screen as waiting using found
      where waiting.consultation_id = found.consultation_id and waiting.id = found.id and counts is not true
    ), taken as (
      update comment_to_screen as waiting set tries = tries + 1, due = ${at}::timestamptz + ${PAUSE}
      from found
      where waiting.consultation_id = found.consultation_id and waiting.id = found.id and counts
      returning waiting.consultation_id, waiting.id, waiting.tries
    )
    select found.*, taken.tries, slug from taken join found using (consultation_id, id)
    join consultation on consultation.id = consultation_id`.execute(db);
  return rows.map(
    ({ consultation_id, slug, activity_id: activity, id, body, version, tries, definition }) => ({
      consultation: { id: consultation_id, slug },
      comment: { consultation: slug, activity, id, body },
      version,
      tries,
      definition,
    }),
  );
}

/** Has a comment wait no longer, as far as it says the same as when it was taken. */
export async function letGo(db: Kysely<Database>, { consultation, comment, version }: Which): Promise<void> {
  await sql`delete from comment_to_screen
    where consultation_id = ${consultation.id} and id = ${comment.id} and version = ${version}`.execute(db);
}

/**
 * Marks a stored comment with what was said of it, and holds it back where that is asked, with a record: unless a
 * moderator has decided on it meanwhile, or its author has changed or withdrawn it. What somebody has answered already is
 * marked and stays, since its answers would lose their place. Then it waits no longer.
 */
export async function markLater(
  db: Db,
  { consultation, comment: { id, body }, version }: DueComment,
  { flags, hold }: Verdict,
  at: Date,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // First, as decisions do: what they say is seen here, or waits until this is said.
    await lockChain(tx, consultation.id);
    const { rows } = await sql<{ state: string; answered: boolean }>`
      update comment set flags = array(select distinct unnest(flags || ${flags}::text[]) as flag order by flag),
        priority = greatest(priority, ${MARKED}::int)
      where consultation_id = ${consultation.id} and id = ${id} and version = ${version} and ${undecided}
      returning state, exists (select from comment as answer where answer.consultation_id = comment.consultation_id
        and answer.parent_id = comment.id) as answered`.execute(tx);
    const [row] = rows;
    if (hold && row?.state === 'published' && !row.answered) {
      await sql`update comment set state = 'pending', listed = false
        where consultation_id = ${consultation.id} and id = ${id}`.execute(tx);
      await appendDecisions(tx, consultation, [holdOf(id, body)], at);
    }
    await letGo(tx, { consultation, comment: { id }, version });
  });
}
