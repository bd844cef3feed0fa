import { PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { type Database, databaseFrom } from './database.js';
import { Prepared } from './prepared.js';

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database` */
  url: string;
  /** How many connections this node may hold; 10 unless told. */
  connections?: number | undefined;
}

// Counts and sequence numbers fit a double; the embedded database gives numbers too.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** A PostgreSQL server, by a pool of connections, and one of its own for notices. */
export async function openPostgres({ url, connections = 10 }: PostgresOptions): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5000,
  });
  // A connection that dies while idle is replaced at the next query; without a listener the process would end.
  pool.on('error', () => {});
  // The same while it is lent and waits between two queries of a transaction: the next query tells.
  pool.on('connect', (client) => client.on('error', () => {}));
  const notices = new Notices(url);
  return databaseFrom({
    kind: 'postgres',
    dialect: new PostgresDialect({ pool: preparing(pool) }),
    listen: (channel, heard) => notices.listen(channel, heard),
    notify: async (channel, payload) =>
      void (await pool.query('select pg_notify($1, $2)', [channel, payload])),
    close: () => notices.close(),
  });
}

/** The same pool, whose connections prepare what is asked again and again. */
function preparing(pool: pg.Pool): PostgresPool {
  const prepared = new Prepared();
  return {
    async connect() {
      const client = await pool.connect();
      const query = async (text: string, values: readonly unknown[]) => {
        const name = prepared.nameOf(text, values);
        try {
          return await client.query({ name, text, values: [...values] });
        } catch (error) {
          if ((error as { code?: unknown }).code === RESULT_CHANGED) prepared.forget(text);
          throw error;
        }
      };
      // Kysely's other way to ask is by cursor, which is not used here.
      return { query: query as unknown as PostgresPoolClient['query'], release: () => client.release() };
    },
    end: () => pool.end(),
  };
}

/** A prepared statement's columns are of other types than when it was prepared (`feature_not_supported`). */
const RESULT_CHANGED = '0A000';

/** One dedicated connection that hears notices, and comes back when it is lost. */
class Notices {
  private readonly listeners = new Map<string, Set<(payload: string) => void>>();
  private client: pg.Client | undefined;
  private connecting: Promise<pg.Client> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  constructor(private readonly url: string) {}

  /** Never rejects: while the server does not answer, it is tried again every second. */
  async listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>> {
    const known = this.listeners.get(channel);
    const listeners = known ?? new Set();
    this.listeners.set(channel, listeners.add(heard));
    try {
      const client = await this.connected();
      if (!known) await client.query(`listen ${client.escapeIdentifier(channel)}`);
    } catch {
      this.lost();
    }
    return async () => void listeners.delete(heard);
  }

  private connected(): Promise<pg.Client> {
    this.connecting ??= this.connect().catch((error: unknown) => {
      this.connecting = undefined;
      throw error;
    });
    return this.connecting;
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.url,
      connectionTimeoutMillis: 5000,
      keepAlive: true,
    });
    client.on('notification', ({ channel, payload }) => {
      for (const heard of this.listeners.get(channel) ?? []) heard(payload ?? '');
    });
    client.on('error', () => this.lost());
    client.on('end', () => this.lost());
    await client.connect();
    for (const channel of this.listeners.keys()) {
      await client.query(`listen ${client.escapeIdentifier(channel)}`);
    }
    return (this.client = client);
  }

  private lost(): void {
    this.client = undefined;
    this.connecting = undefined;
    if (this.closed || this.retry) return;
    this.retry = setTimeout(() => {
      this.retry = undefined;
      this.connected().then(
        // What was said meanwhile is lost: an empty notice makes listeners look for themselves.
        () => this.listeners.forEach((listeners) => listeners.forEach((heard) => heard(''))),
        () => this.lost(),
      );
    }, 1000);
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    const client = await this.connecting?.catch(() => undefined);
    await client?.end();
  }
}
