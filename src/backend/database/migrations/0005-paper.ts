import { type Kysely, sql } from 'kysely';

/**
 * Answers that came on paper: where they came from, in which batch, who keyed them in, and when they
 * had been received. And why a definition was
 * applied although it alters the meaning of answers that were there.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table response
    add entered_from text check (entered_from in ('paper')),
    add batch int,
    add entered_by text,
    add received_on date`.execute(db);
  await sql`alter table consultation_version add despite text`.execute(db);
}
