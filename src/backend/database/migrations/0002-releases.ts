import { type Kysely, sql } from 'kysely';

/** Releases of the widgets that were withdrawn, and widgets that were switched off. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table release_decision (
    version text not null,
    kind text not null check (kind in ('', 'survey', 'comments', 'ideas', 'feedback')),
    reason text not null,
    decided_at timestamptz not null,
    primary key (version, kind)
  )`.execute(db);
}
