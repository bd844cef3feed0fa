import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { quebecDay } from '../../src/domain/quebec-day.js';
import { readConfig, StartError } from '../../src/server/config.js';
import { socketOf } from '../../src/server/owner.js';
import { freePorts } from '../ports.js';
import { answers, type Ended, Workplace } from './harness.js';

const start = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url));

describe('the server’s process', () => {
  let place: Workplace;
  beforeEach(async () => void (place = await Workplace.open()));
  afterEach(() => place.close());

  for (const [name, value] of [
    ['PORT', '70000'],
    ['PORT', 'http'],
    ['PORT', '0x50'],
    ['PORT', '0'],
    ['DATABASE_URL', 'mysql://db/cq'],
    ['DATABASE_URL', 'postgres://'],
    ['DATABASE_URL', 'postgres://[1/cq'],
    ['TRUSTED_PROXIES', '10.0.0.0/8,nobody'],
    ['PUBLIC_URL', 'consultation.example'],
    ['PUBLIC_URL', 'https://consultation.example/sous/'],
    ['PUBLIC_URL', 'https://consultation.example?x'],
    ['LOG_LEVEL', 'loud'],
  ] as const) {
    it(`stops with one line that names ${name} when it is «${value}»`, async () => {
      assert.throws(
        () => readConfig({ [name]: value }),
        (error: Error) => {
          assert.ok(error instanceof StartError);
          assert.match(error.message, new RegExp(`^${name}\\b.+$`));
          return true;
        },
      );
    });
  }

  it('reads what is right', () => {
    const config = readConfig({
      PORT: '8080',
      PUBLIC_URL: 'https://Consultation.example/',
      DATABASE_URL: 'postgres://cq:secret@/cq?host=/var/run/postgresql',
    });
    assert.deepEqual([config.PORT, config.PUBLIC_URL], [8080, 'https://consultation.example']);
  });

  it('stops with one line that names the variable', async () => {
    const { code, err } = await place.cq(['serve'], { PORT: '70000' });
    assert.equal(code, 1);
    assert.equal(err, 'PORT «70000»: a port is from 1 to 65535\n');
  });

  it('stops with one line, and lets go of all, where the demonstration’s ports are not there', async () => {
    const last = await place.cq(['demo'], { PORT: '65534' });
    assert.equal(last.code, 1);
    assert.match(last.err, /^PORT «65534»: .*: 65533 at most\.\n$/);
    const other = createServer().listen(place.port + 2, '127.0.0.1');
    await once(other, 'listening');
    const taken = await place.cq(['demo']);
    other.close();
    assert.equal(taken.code, 1);
    assert.match(taken.err, /^PORT \d+ on 127\.0\.0\.1 is in use by another process\.\n$/);
  });

  it('stops with one line when its data folder is a file', async () => {
    const { code, err } = await place.cq(['serve'], { DATA_DIR: await place.file('ordinary', 'mine') });
    assert.equal(code, 1);
    assert.match(err, /^DATA_DIR «.*ordinary»: is no folder\.\n$/);
  });

  it('logs one line that says where it listens', async () => {
    const { child, ended } = await place.serve('serve', { LOG_LEVEL: 'info' });
    child.kill('SIGTERM');
    const [line] = (await ended).out.split('\n').map((text) => JSON.parse(text || '{}') as object);
    assert.deepEqual({ ...line, time: 0 }, { level: 30, time: 0, origin: place.origin, msg: 'listening' });
  });

  it('stops with one line when its port is in use, and damages nothing', async () => {
    const other = createServer().listen(place.port, '127.0.0.1');
    await once(other, 'listening');
    const { code, err } = await place.cq(['serve']);
    other.close();
    assert.equal(code, 1);
    assert.match(err, /^PORT \d+ on 127\.0\.0\.1 is in use by another process\.\n$/);
    await place.serve();
    assert.equal(await answers(`${place.origin}/readyz`), true);
  });

  it('stops with one line when another process holds its folder', async () => {
    await place.serve();
    const { code, err } = await place.cq(['serve'], { PORT: String(place.port + 1) });
    assert.equal(code, 1);
    assert.match(err, /^DATA_DIR «.*» is held by another process\.\n$/);
    assert.equal(await answers(`${place.origin}/readyz`), true);
  });

  it('stops with one line when the database does not answer, and says no password', async () => {
    const { code, err } = await place.cq(['serve'], { DATABASE_URL: 'postgres://cq:secret@127.0.0.1:9/cq' });
    assert.equal(code, 1);
    assert.match(err, /^DATABASE_URL: the database does not answer: connection refused\.\n$/);
    assert.doesNotMatch(err, /secret/);
  });

  it('finishes a request under way at SIGTERM, closes its streams and ends with 0', async () => {
    await place.fill();
    const { child, ended } = await place.serve();
    const events = await fetch(`${place.origin}/v1/consultations/plan-velo/events`);
    const reader = events.body!.getReader();
    await reader.read();
    const underWay = fetch(`${place.origin}/v1/consultations/plan-velo/view?kind=comments`);
    child.kill('SIGTERM');
    const answer = await underWay.catch(() => undefined);
    if (answer) assert.equal(answer.status, 200);
    while (!(await reader.read().catch(() => ({ done: true }))).done);
    assert.equal((await ended).code, 0);
    assert.equal(await answers(`${place.origin}/readyz`), false);
  });

  it('ends with 0 at Ctrl-C, also while somebody is connected to its folder’s socket and says nothing', async () => {
    const { child, ended } = await place.serve();
    const silent = connect(socketOf(place.data));
    await once(silent, 'connect');
    child.kill('SIGINT');
    assert.equal((await ended).code, 0);
  });

  it('ends when the npm that started it is gone, even by a SIGKILL', { timeout: 60_000 }, async () => {
    const shell = place.shell(`"${process.execPath}" "${start}"; true`);
    while (!(await answers(`${place.origin}/readyz`)));
    const gone = once(shell, 'close');
    shell.kill('SIGKILL');
    await gone;
    assert.equal(await answers(`${place.origin}/readyz`), false);
  });

  it('keeps what was stored before a SIGKILL, and lets exactly one of 20 simultaneous starts open the folder', async () => {
    await place.fill();
    const { child, ended } = await place.serve();
    child.kill('SIGKILL');
    await ended;
    const ports = await freePorts(20);
    const starts = ports.map((port) => place.spawn(['serve'], { PORT: String(port) }));
    const refused: Ended[] = [];
    await new Promise<void>((resolve) => {
      for (const start of starts) {
        void start.ended.then((end) => {
          refused.push(end);
          if (refused.length === 19) resolve();
        });
      }
    });
    for (const { code, err } of refused) {
      assert.match(err, /held by another process/);
      assert.equal(code, 1);
    }
    const alive = starts.findIndex(({ child: one }) => one.exitCode === null);
    const port = ports[alive];
    while (!(await answers(`http://localhost:${port}/readyz`)))
      assert.equal(starts[alive]!.child.exitCode, null);
    const view = await fetch(`http://localhost:${port}/v1/consultations/plan-velo/view?kind=comments`);
    assert.equal(((await view.json()) as { comments: { total: number } }).comments.total, 48);
  });

  it('serves the files that pages include, for ever and to everybody', async () => {
    await place.serve();
    const loader = await fetch(`${place.origin}/embed/1.js`);
    assert.equal(loader.headers.get('access-control-allow-origin'), '*');
    assert.match(loader.headers.get('cache-control')!, /max-age=300/);
    const core = await fetch(`${place.origin}/embed/1.0.0/core.js`);
    assert.match(core.headers.get('cache-control')!, /max-age=31536000, immutable/);
    assert.equal(core.headers.get('content-type'), 'text/javascript; charset=utf-8');
  });

  it('compresses what it reads out, and knows its own tag again', async () => {
    await place.fill();
    await place.serve();
    const view = `${place.origin}/v1/consultations/plan-velo/view?kind=comments`;
    const ask = (headers: Record<string, string>) => fetch(view, { headers });
    const small = await ask({ 'accept-encoding': 'br' });
    assert.equal(small.headers.get('content-encoding'), 'br');
    assert.match(small.headers.get('vary')!, /accept-encoding/);
    const plain = await ask({ 'accept-encoding': 'identity' });
    assert.equal(plain.headers.get('content-encoding'), null);
    assert.deepEqual(await small.json(), await plain.json());
    for (const tag of [small, plain].map(({ headers }) => headers.get('etag')!)) {
      assert.equal((await ask({ 'if-none-match': tag, 'accept-encoding': 'br' })).status, 304);
    }
  });

  it('fills the demonstration once, on three origins, and keeps what people wrote', async () => {
    const demo = () => place.serve('demo');
    const first = await demo();
    const base = `${place.origin}/v1/consultations/republique-numerique`;
    const ask = (path: string, bearer: string) =>
      fetch(base + path, { headers: { authorization: `Bearer ${bearer}` } });
    const counts = async () => {
      const log = await fetch(`${base}/moderation/log?limit=100`);
      return (await log.json()) as {
        received: number;
        records: { seq: number; at: string }[];
        heads: { day: string }[];
      };
    };
    const tokenIn = (out: string) => /cqm_[\w-]{43}/.exec(out)![0];
    await first.said('Ctrl-C');
    const { received, records, heads } = await counts();
    assert.ok(received > 2555, String(received));
    const days = new Set(records.map(({ at }) => quebecDay(new Date(at))));
    assert.ok(days.size > 1, 'over several days');
    assert.deepEqual(
      heads.map(({ day }) => day),
      [...days],
    );
    const token = tokenIn(first.out());
    const queue = (await (await ask('/moderation/queue', token)).json()) as { open: number };
    assert.equal(queue.open, 5);
    const lea = /#cq-key=([\w-]{43})/.exec(first.out())![1]!;
    const mine = (await (await ask('/mine', lea)).json()) as { items: { appeal?: { outcome: string } }[] };
    assert.deepEqual(
      mine.items.flatMap(({ appeal }) => (appeal ? [appeal.outcome] : [])),
      [null, 'overturned', 'upheld'],
    );
    const id = crypto.randomUUID();
    const written = await fetch(`${base}/activities/discussion/comments/${id}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${'A'.repeat(43)}` },
      body: JSON.stringify({ body: 'Gardez-moi.' }),
    });
    assert.equal(written.status, 200);
    first.child.kill('SIGTERM');
    assert.equal((await first.ended).code, 0);
    const second = await demo();
    await second.said('Ctrl-C');
    const after = await counts();
    assert.equal(after.received, received + 1);
    assert.equal(after.records[0]!.seq, records[0]!.seq);
    // The console is where the token is told, and the one before is of no use any more.
    assert.equal((await ask('/moderation/queue', tokenIn(second.out()))).status, 200);
    assert.equal((await ask('/moderation/queue', token)).status, 401);
    second.child.kill('SIGTERM');
    const { code, out } = await second.ended;
    assert.equal(code, 0);
    for (const port of [0, 1, 2]) assert.match(out, new RegExp(`http://localhost:${place.port + port}`));
    assert.doesNotMatch(out, /Filling/);
    assert.match(
      (await place.cq(['verify', 'moderation', 'republique-numerique'])).out,
      /each as it was made/,
    );
  });
});
