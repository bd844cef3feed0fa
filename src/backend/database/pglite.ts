import { PGlite } from '@electric-sql/pglite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  sql,
} from 'kysely';
import { type Database, databaseFrom } from './database.js';

export interface PgliteOptions {
  /** The folder; in memory where there is none. */
  dataDir?: string | undefined;
  /** A dump to start from, as `dumpDataDir` gave it. */
  from?: Blob | undefined;
}

/** The embedded database: PostgreSQL in this process, in a browser too. One process at a time may open a folder. */
export async function openPglite(options: PgliteOptions = {}): Promise<Database & { pglite: PGlite }> {
  const pglite = await PGlite.create({
    ...(options.dataDir === undefined ? {} : { dataDir: options.dataDir }),
    ...(options.from === undefined ? {} : { loadDataDir: options.from }),
  });
  const database = databaseFrom({
    kind: 'pglite',
    dialect: new PgliteDialect(pglite),
    listen: (channel, heard) => pglite.listen(channel, heard),
    notify: async (channel, payload) =>
      void (await pglite.query('select pg_notify($1, $2)', [channel, payload])),
    maintain: async (db) => void (await sql`vacuum (analyze)`.execute(db)),
    close: async () => void (pglite.closed || (await pglite.close())),
  });
  return Object.assign(database, { pglite });
}

/** Kysely 0.28 has no dialect of its own for PGlite: the PostgreSQL one, on its single connection. */
class PgliteDialect implements Dialect {
  constructor(private readonly pglite: PGlite) {}

  createDriver(): Driver {
    return new PgliteDriver(this.pglite);
  }
  createQueryCompiler() {
    return new PostgresQueryCompiler();
  }
  createAdapter() {
    return new PostgresAdapter();
  }
  createIntrospector(db: ConstructorParameters<typeof PostgresIntrospector>[0]) {
    return new PostgresIntrospector(db);
  }
}

/** Lends the one connection to one user at a time, so that no query slips into another's transaction. */
class PgliteDriver implements Driver {
  private readonly connection: DatabaseConnection;
  private readonly waiting: (() => void)[] = [];
  private lent = false;

  constructor(pglite: PGlite) {
    this.connection = {
      async executeQuery<Row>({ sql: text, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
        const { rows, affectedRows } = await pglite.query<Row>(text, [...parameters]);
        return { rows, numAffectedRows: BigInt(affectedRows ?? 0) };
      },

      async *streamQuery(): AsyncGenerator<never> {
        throw new Error('The embedded database does not stream; read by keyset.');
      },
    };
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    if (this.lent) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.lent = true;
    return this.connection;
  }

  async releaseConnection(): Promise<void> {
    const next = this.waiting.shift();
    if (next) next();
    else this.lent = false;
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin'));
  }
  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async destroy(): Promise<void> {}
}
