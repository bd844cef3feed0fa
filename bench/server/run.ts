/**
 * Requests a second beside a hand-written floor, on the same PostgreSQL, in the same run: each write and the first-view
 * read, at 1, 16 and 64 connections, with 1,000 and 100,000 comments stored; then rows and counts are checked.
 *
 *   npm run bench                     4 seconds of each
 *   npm run bench -- --seconds 10
 *
 * The server waits for no disk (fsync off), so that the ratio shows our own work and not the disk's.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import pg from 'pg';
import { startPostgres } from '../../scripts/postgres.mjs';
import { freePort } from '../../test/ports.js';
import { CONSULTATION, platformForBench } from '../platform.js';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '4' } } });
const seconds = Number(values.seconds);
const CONNECTIONS = [1, 16, 64];
const STORED = [1000, 100_000];

interface Operation {
  name: string;
  table: string;
  request: (idea: string) => { method: 'GET' | 'PUT'; path: string; body?: unknown };
}

const root = `/v1/consultations/${CONSULTATION}`;
const uuid = () => crypto.randomUUID();

const OPERATIONS: Operation[] = [
  { name: 'first view', table: '', request: () => ({ method: 'GET', path: `${root}/view?kind=comments` }) },
  {
    name: 'comment',
    table: 'comment',
    request: () => ({
      method: 'PUT',
      path: `${root}/activities/discussion/comments/${uuid()}`,
      body: { body: 'Oui, et d’abord près des écoles.', alignment: 'for' },
    }),
  },
  {
    name: 'idea ballot',
    table: 'ballot',
    request: (idea) => ({
      method: 'PUT',
      path: `${root}/activities/idees/ideas/${idea}/ballot`,
      body: { choice: 'for', turn: 1 },
    }),
  },
  {
    name: 'response',
    table: 'response',
    request: () => ({
      method: 'PUT',
      path: `${root}/activities/sondage/responses/${uuid()}`,
      body: { answers: { velo: true, motifs: ['travail'], satisfaction: 4 }, definition: 1 },
    }),
  },
  {
    name: 'feedback',
    table: 'feedback',
    request: () => ({
      method: 'PUT',
      path: `${root}/activities/page/feedback/${uuid()}`,
      body: { verdict: 'yes', page: 'https://ministere.exemple.test/permis' },
    }),
  },
];

console.log(`${seconds} s of each; ours ÷ floor; p99 in ms`);
console.log('stored   operation      conn.   floor/s    ours/s   ratio   p99 floor   p99 ours');
for (const stored of STORED) await measure(stored);
process.exit(0);

async function measure(stored: number): Promise<void> {
  const postgres = await startPostgres({ connections: 100 });
  const platform = await platformForBench({ DATABASE_URL: postgres.url, RATE_LIMITS: 'off' });
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await fill(client, stored);
  const { rows } = await client.query<{ id: string }>('select id from idea');
  const ideas = rows.map(({ id }) => id);
  const floorPort = await freePort();
  const floor = fork(fileURLToPath(new URL('./floor.ts', import.meta.url)), {
    env: { ...process.env, DATABASE_URL: postgres.url, PORT: String(floorPort) },
  });
  await once(floor, 'message');
  const accepted = new Map<string, number>();
  for (const operation of OPERATIONS) {
    for (const connections of CONNECTIONS) {
      const theirs = await load(floorPort, operation, connections, ideas);
      const ours = await load(platform.port, operation, connections, ideas);
      accepted.set(operation.table, (accepted.get(operation.table) ?? 0) + ours['2xx'] + theirs['2xx']);
      if (ours.non2xx + theirs.non2xx > 0)
        console.log(`  refused: ours ${ours.non2xx}, floor ${theirs.non2xx}`);
      report(stored, operation.name, connections, theirs, ours);
    }
  }
  await check(client, stored, accepted);
  await client.end();
  const ended = once(floor, 'exit');
  floor.kill('SIGTERM');
  await ended;
  await platform.close();
  await postgres.stop();
}

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

async function load(port: number, operation: Operation, connections: number, ideas: string[]) {
  return autocannon({
    url: `http://127.0.0.1:${port}`,
    connections,
    duration: seconds,
    requests: [
      {
        setupRequest: (request) => {
          const { method, path, body } = operation.request(ideas[Math.floor(Math.random() * ideas.length)]!);
          if (body === undefined) return { ...request, method, path };
          const key = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url');
          const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
          return { ...request, method, path, headers, body: JSON.stringify(body) };
        },
      },
    ],
  });
}

function report(
  stored: number,
  name: string,
  connections: number,
  floor: autocannon.Result,
  ours: autocannon.Result,
): void {
  const cells = [
    String(stored).padStart(6),
    ` ${name.padEnd(12)}`,
    String(connections).padStart(6),
    floor.requests.average.toFixed(0).padStart(9),
    ours.requests.average.toFixed(0).padStart(9),
    (ours.requests.average / floor.requests.average).toFixed(2).padStart(7),
    String(floor.latency.p99).padStart(11),
    String(ours.latency.p99).padStart(10),
  ];
  console.log(cells.join(' '));
}

/** Nothing that was accepted is missing, and every count equals a recount. */
async function check(client: pg.Client, stored: number, accepted: Map<string, number>): Promise<void> {
  for (const [table, count] of accepted) {
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
        (select count(*)::int from ballot where ballot.item_id = tally.item_id and choice = 'for') as recount
      from tally group by item_id) as both_counts
    where counted <> recount`);
  console.log(`  counts that differ from a recount: ${rows[0]!.wrong}`);
}
