import type { Database } from './database.js';
import { openPglite, type PgliteOptions } from './pglite.js';
import { openPostgres, type PostgresOptions } from './postgres.js';

export type DatabaseOptions = ({ kind: 'pglite' } & PgliteOptions) | ({ kind: 'postgres' } & PostgresOptions);

/** Opens the database that the options name. Rejects when it does not answer. */
export function openDatabase(options: DatabaseOptions): Promise<Database> {
  return options.kind === 'pglite' ? openPglite(options) : openPostgres(options);
}
