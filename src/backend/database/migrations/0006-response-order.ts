import { type Kysely, sql } from 'kysely';

/** Responses to a survey in the order in which they were accepted: what an export reads page by page. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index response_by_date on response (consultation_id, activity_id, accepted_at, id)`.execute(
    db,
  );
}
