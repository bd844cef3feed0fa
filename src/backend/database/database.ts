import { Kysely, type Dialect } from 'kysely';
import { migrate, schemaState, type SchemaState } from './migrations.js';
import type { Database as Tables } from './schema.js';

/** An open database, whichever it is, as the backend needs it. */
export interface Database {
  readonly kind: 'pglite' | 'postgres';
  readonly db: Kysely<Tables>;
  /** Calls back on each notice of `channel`, from this process or another, until the returned function is called. */
  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>;
  /** Sends a notice, outside any transaction. */
  notify(channel: string, payload: string): Promise<void>;
  /** Brings the tables up to date, and gives the names of the migrations that ran. */
  migrate(): Promise<string[]>;
  /**
   * Counts what is in the tables, for the plans of queries, and clears away what was replaced. PostgreSQL does it of
   * itself; the embedded one has nobody who would. Takes some hundred milliseconds, in which it answers nobody.
   */
  maintain(): Promise<void>;
  /** How the tables stand beside what this release knows. */
  schemaState(): Promise<SchemaState>;
  close(): Promise<void>;
}

/** What only the kind of database knows. */
interface Wiring {
  kind: Database['kind'];
  dialect: Dialect;
  listen: Database['listen'];
  notify: Database['notify'];
  maintain?: (db: Kysely<Tables>) => Promise<void>;
  close(): Promise<void>;
}

export function databaseFrom(wiring: Wiring): Database {
  const { kind, dialect, listen, notify } = wiring;
  const db = new Kysely<Tables>({ dialect });
  return {
    kind,
    db,
    listen,
    notify,
    migrate: () => migrate(db),
    maintain: async () => wiring.maintain?.(db),
    schemaState: () => schemaState(db),
    async close() {
      await db.destroy();
      await wiring.close();
    },
  };
}
