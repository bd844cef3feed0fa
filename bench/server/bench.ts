import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import pg from 'pg';
import { startPostgres } from '../../scripts/postgres.mjs';
import { freePort } from '../../test/ports.js';
import { CONSULTATION, platformForBench } from '../platform.js';

/** How many comments are stored before anything is measured. */
export const STORED = [1000, 100_000];

const CONNECTIONS = [1, 16, 64];

export const CONSULTATION_ROOT = `/v1/consultations/${CONSULTATION}`;

export const uuid = () => crypto.randomUUID();

/** One kind of request, made again and again. */
export interface Operation {
  name: string;
  /** Where what is accepted is stored; empty for reads. */
  table: string;
  request: (items: string[]) => { method: 'GET' | 'PUT'; path: string; body?: unknown };
}

/** Our server and the floor on one PostgreSQL, with as many comments stored as asked for. */
export class Bench {
  static async start(stored: number, seconds: number): Promise<Bench> {
    const postgres = await startPostgres({ connections: 100 });
    const platform = await platformForBench({ DATABASE_URL: postgres.url, RATE_LIMITS: 'off' });
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    await fill(client, stored);
    const idsOf = async (table: string) => {
      const { rows } = await client.query<{ id: string }>(`select id from ${table} limit 1000`);
      return rows.map(({ id }) => id);
    };
    const items = { ideas: await idsOf('idea'), comments: await idsOf('comment') };
    const port = await freePort();
    const floor = fork(fileURLToPath(new URL('./floor.ts', import.meta.url)), {
      env: { ...process.env, DATABASE_URL: postgres.url, PORT: String(port) },
    });
    await once(floor, 'message');
    return new Bench(stored, seconds, postgres, platform, client, { process: floor, port }, items);
  }

  private readonly accepted = new Map<string, number>();

  private constructor(
    private readonly stored: number,
    private readonly seconds: number,
    private readonly postgres: Awaited<ReturnType<typeof startPostgres>>,
    private readonly platform: Awaited<ReturnType<typeof platformForBench>>,
    private readonly client: pg.Client,
    private readonly floor: { process: ChildProcess; port: number },
    private readonly items: { ideas: string[]; comments: string[] },
  ) {}

  /** Measures one operation at each number of connections, and prints a line of each. */
  async compare(operation: Operation): Promise<void> {
    for (const connections of CONNECTIONS) {
      const theirs = await this.load(this.floor.port, operation, connections);
      const ours = await this.load(this.platform.port, operation, connections);
      if (ours.non2xx + theirs.non2xx > 0)
        console.log(`  refused: ours ${ours.non2xx}, floor ${theirs.non2xx}`);
      this.report(operation.name, connections, theirs, ours);
    }
  }

  /** Our requests a second, without the floor. */
  async ours(operation: Operation, connections: number): Promise<number> {
    const result = await this.load(this.platform.port, operation, connections);
    if (result.non2xx > 0) console.log(`  refused: ${result.non2xx} of ${operation.name}`);
    return result.requests.average;
  }

  /** Nothing that was accepted is missing, and every count equals a recount. */
  async check(): Promise<void> {
    const { client, stored } = this;
    for (const [table, count] of this.accepted) {
      if (!table) continue;
      const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${table}`);
      const before = table === 'comment' ? stored + 48 : 0;
      // A request that the end of the time cut off may have been stored without its answer being counted.
      const extra = rows[0]!.n - before - count;
      console.log(
        `  ${table}: ${rows[0]!.n} rows, ${count} answered yes, ${extra} cut off after storing${extra < 0 ? '  LOST' : ''}`,
      );
    }
    const { rows } = await client.query<{ wrong: number }>(`
      select count(*)::int as wrong from (
        select item_id, sum(votes_for)::int as counted,
          (select count(*)::int from ballot where ballot.item_id = tally.item_id and choice in ('for', 'up')) as recount
        from tally group by item_id) as both_counts
      where counted <> recount`);
    console.log(`  counts that differ from a recount: ${rows[0]!.wrong}`);
  }

  async stop(): Promise<void> {
    await this.client.end();
    const ended = once(this.floor.process, 'exit');
    this.floor.process.kill('SIGTERM');
    await ended;
    await this.platform.close();
    await this.postgres.stop();
  }

  private async load(port: number, operation: Operation, connections: number): Promise<autocannon.Result> {
    const items = operation.name.startsWith('idea') ? this.items.ideas : this.items.comments;
    const result = await autocannon({
      url: `http://127.0.0.1:${port}`,
      connections,
      duration: this.seconds,
      requests: [
        {
          setupRequest: (request) => {
            const { method, path, body } = operation.request(items);
            if (body === undefined) return { ...request, method, path };
            const key = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url');
            const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
            return { ...request, method, path, headers, body: JSON.stringify(body) };
          },
        },
      ],
    });
    this.accepted.set(operation.table, (this.accepted.get(operation.table) ?? 0) + result['2xx']);
    return result;
  }

  private report(name: string, connections: number, floor: autocannon.Result, ours: autocannon.Result): void {
    const latency = ({ latency: { p50, p99 } }: autocannon.Result) => `${p50}/${p99}`.padStart(11);
    const cells = [
      String(this.stored).padStart(6),
      ` ${name.padEnd(12)}`,
      String(connections).padStart(6),
      floor.requests.average.toFixed(0).padStart(9),
      ours.requests.average.toFixed(0).padStart(9),
      (ours.requests.average / floor.requests.average).toFixed(2).padStart(7),
      latency(floor),
      latency(ours),
    ];
    console.log(cells.join(' '));
  }
}

/** What the columns of the lines are. */
export const HEADER =
  'stored   operation      conn.   floor/s    ours/s   ratio   floor p50/p99   ours p50/p99';

async function fill(client: pg.Client, stored: number): Promise<void> {
  await client.query(
    `insert into comment (consultation_id, id, activity_id, accepted_at, depth, alignment, body, author)
     select consultation.id, gen_random_uuid(), 'discussion', '2026-02-01'::timestamptz + n * interval '1 second', 0,
       'for', repeat('Un commentaire comme on en écrit. ', 8), 'p' || n
     from consultation, generate_series(1, $1) as n`,
    [stored],
  );
  await client.query(
    `insert into tally (consultation_id, item_id, slot, replies)
     select id, md5('discussion')::uuid, 0, $1 from consultation
     on conflict (consultation_id, item_id, slot) do update set replies = tally.replies + excluded.replies`,
    [stored],
  );
  await client.query('analyze');
}
