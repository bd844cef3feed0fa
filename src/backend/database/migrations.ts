import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import * as start from './migrations/0001-start.js';
import * as releases from './migrations/0002-releases.js';
import * as identifiers from './migrations/0003-identifiers.js';
import * as keeping from './migrations/0004-keeping.js';
import * as paper from './migrations/0005-paper.js';
import * as responseOrder from './migrations/0006-response-order.js';
import * as files from './migrations/0007-files.js';
import * as filledQuotas from './migrations/0008-filled-quotas.js';
import * as begun from './migrations/0009-begun.js';
import * as commentThreads from './migrations/0010-comment-threads.js';

/** In their order; a migration that was released is never changed, and none goes back. */
const MIGRATIONS: Record<string, Migration> = {
  '0001-start': start,
  '0002-releases': releases,
  '0003-identifiers': identifiers,
  '0004-keeping': keeping,
  '0005-paper': paper,
  '0006-response-order': responseOrder,
  '0007-files': files,
  '0008-filled-quotas': filledQuotas,
  '0009-begun': begun,
  '0010-comment-threads': commentThreads,
};

/** `behind` wants `cq migrate`; `ahead` was written by a later release, which this one must not touch. */
export type SchemaState = 'current' | 'empty' | 'behind' | 'ahead';

/** Runs what has not run yet, and gives the names. Several nodes may start at once: the migrator locks. */
export async function migrate<Tables>(db: Kysely<Tables>): Promise<string[]> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => MIGRATIONS },
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error) throw error as Error;
  return results.filter((result) => result.status === 'Success').map((result) => result.migrationName);
}

export async function schemaState<Tables>(db: Kysely<Tables>): Promise<SchemaState> {
  const { rows: tables } = await sql<{ there: boolean }>`
    select to_regclass('kysely_migration') is not null as there`.execute(db);
  if (!tables[0]?.there) return 'empty';
  const { rows } = await sql<{
    name: string;
  }>`select name from kysely_migration`.execute(db);
  const ran = new Set(rows.map((row) => row.name));
  if ([...ran].some((name) => !(name in MIGRATIONS))) return 'ahead';
  if (ran.size === 0) return 'empty';
  return Object.keys(MIGRATIONS).every((name) => ran.has(name)) ? 'current' : 'behind';
}
