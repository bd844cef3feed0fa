import { sql } from 'kysely';
import type { Answers } from '../../contract/survey.js';
import type { Db } from '../context.js';
import { isOpen } from '../database/sql.js';

/** After so many days nobody can go on: a draft on a device lasts 7, one that is parked 30. */
const DAYS = 31;

/** Where one response stands. */
export interface Standing {
  consultationId: number;
  activity: string;
  id: string;
  page: string;
  definition: number;
  finished: boolean;
  answers: Answers | undefined;
}

/** Notes where a response stands, in place of where it stood; one that was sent stays so. */
export async function noteProgress(db: Db, standing: Standing, day: string, at: Date): Promise<void> {
  const { consultationId, activity, id, page, definition, finished, answers } = standing;
  await sql`
    insert into progress (consultation_id, activity_id, id, page, finished, seen_on, definition_version, answers)
    select ${consultationId}, ${activity}, ${id}, ${page}, ${finished}, ${day}::date, ${definition},
      ${answers ? JSON.stringify(answers) : null}::jsonb
    where ${isOpen(consultationId, activity, at)}
    on conflict (consultation_id, activity_id, id) do update
      set page = excluded.page, finished = excluded.finished, seen_on = excluded.seen_on,
        definition_version = excluded.definition_version, answers = excluded.answers
      where not progress.finished`.execute(db);
}

/** Forgets that a response was begun, and what was kept of it. */
export async function eraseProgress(
  db: Db,
  { consultationId, activity, id }: Pick<Standing, 'consultationId' | 'activity' | 'id'>,
): Promise<void> {
  await db
    .deleteFrom('progress')
    .where('consultation_id', '=', consultationId)
    .where('activity_id', '=', activity)
    .where('id', '=', id)
    .execute();
}

/** Turns what nobody can go on with into plain counts by page. Answers that are kept stay. */
export async function foldProgress(db: Db, day: string, at: Date): Promise<void> {
  await sql`
    with gone as (
      delete from progress using activity
      where progress.answers is null and activity.consultation_id = progress.consultation_id
        and activity.id = progress.activity_id
        and (seen_on < ${day}::date - ${DAYS}::int or activity.closes_at <= ${at})
      returning progress.consultation_id, progress.activity_id, page, finished
    )
    insert into progress_count (consultation_id, activity_id, page, finished, responses)
    select consultation_id, activity_id, page, finished, count(*)::int from gone group by 1, 2, 3, 4
    on conflict (consultation_id, activity_id, page, finished)
      do update set responses = progress_count.responses + excluded.responses`.execute(db);
}

/** How many began, how many sent, and on which page the others stopped. */
export interface ProgressCounts {
  started: number;
  finished: number;
  /** By the page’s id; `*check` where they checked their answers. */
  stopped: Record<string, number>;
}

/** The counts of one survey. */
export async function progressOf(db: Db, consultationId: number, activity: string): Promise<ProgressCounts> {
  const { rows } = await sql<{ page: string; finished: boolean; n: number }>`
    select page, finished, sum(n)::int as n from (
      select page, finished, 1 as n from progress
      where consultation_id = ${consultationId} and activity_id = ${activity}
      union all
      select page, finished, responses from progress_count
      where consultation_id = ${consultationId} and activity_id = ${activity}
    ) as counted group by page, finished order by page`.execute(db);
  const sum = (of: typeof rows) => of.reduce((total, { n }) => total + n, 0);
  const stopped = rows.filter(({ finished }) => !finished);
  return {
    started: sum(rows),
    finished: sum(rows) - sum(stopped),
    stopped: Object.fromEntries(stopped.map(({ page, n }) => [page, n])),
  };
}

/** How many responses a survey has: those of the web and those from paper, without what was withdrawn. */
export async function countResponses(db: Db, consultationId: number, activity: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from response
    where consultation_id = ${consultationId} and activity_id = ${activity} and state <> 'withdrawn'`.execute(
    db,
  );
  return rows[0]!.n;
}

/** A response that was not sent, where the definition says that it is kept. */
export interface Unfinished {
  id: string;
  page: string;
  definition: number;
  /** The day on which it moved last. */
  day: string;
  answers: Answers;
}

/** The responses of a survey that were not sent, and are kept: apart from those that were. */
export async function unfinishedIn(db: Db, consultationId: number, activity: string): Promise<Unfinished[]> {
  const { rows } = await sql<Unfinished>`
    select id, page, definition_version as definition, seen_on::text as day, answers from progress
    where consultation_id = ${consultationId} and activity_id = ${activity} and answers is not null
    order by seen_on, id`.execute(db);
  return rows;
}
