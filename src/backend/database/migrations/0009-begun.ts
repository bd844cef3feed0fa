import { type Kysely, sql } from 'kysely';

/**
 * The day on which a response was begun, which conditions may speak of: with it, the answers say again what was shown
 * and which end was met. Null for what came before this was kept.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table response add begun_on date`.execute(db);
}
