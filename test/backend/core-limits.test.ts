import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { webDigests } from '../../src/backend/digests.js';
import { networkOf, RateLimiter } from '../../src/backend/limits/limiter.js';
import { participant, pathsOf, setStage, type Stage } from './harness.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('limits', () => {
  let stage: Stage;
  before(async () => (stage = await setStage({ limits: { participant: 3, address: 5 } })));
  after(() => stage.close());

  const nextMinute = () => {
    stage.clock.now = new Date(Math.ceil((stage.clock.now.getTime() + 1) / MINUTE) * MINUTE);
  };
  const write = (slug: string, key: string, address?: string, own: string = crypto.randomUUID()) =>
    stage.put(pathsOf(slug).comment(own), { body: own }, { key, address });
  const bytes = (text: string) => new TextEncoder().encode(text);
  const stored = async (table: string) => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(
      stage.database.db,
    );
    return rows[0]!.n;
  };

  it('refuse what is too much from one participant, say when to come back, and store nothing', async () => {
    nextMinute();
    stage.clock.now = new Date(stage.clock.now.getTime() + 15_000);
    const slug = await stage.consultation();
    const key = participant();
    for (let n = 0; n < 3; n++) assert.equal((await write(slug, key)).status, 200);
    const refused = await write(slug, key);
    assert.equal(refused.status, 429);
    assert.equal(refused.body.code, 'rate-limited');
    assert.equal(refused.headers.get('retry-after'), '45');
    assert.equal(refused.body.retryAfter, 45);
    assert.equal((await write(slug, participant())).status, 200);
    assert.equal(await stage.count('comment', slug), 4);
    stage.clock.now = new Date(stage.clock.now.getTime() + 45_000);
    assert.equal((await write(slug, key)).status, 200);
  });

  it('give the receipt again of what was accepted, however many tries there were', async () => {
    nextMinute();
    const slug = await stage.consultation();
    const [key, own] = [participant(), crypto.randomUUID()];
    const receipts = [];
    for (let n = 0; n < 6; n++) receipts.push((await write(slug, key, undefined, own)).body);
    for (const receipt of receipts) assert.deepEqual(receipt, receipts[0]);
    assert.equal(await stage.count('comment', slug), 1);
  });

  it('count an address over all its participants, an IPv6 line as one', async () => {
    nextMinute();
    const slug = await stage.consultation();
    for (let n = 0; n < 5; n++) {
      assert.equal((await write(slug, participant(), `2001:db8:1:2::${n + 1}`)).status, 200);
    }
    assert.equal((await write(slug, participant(), '2001:db8:1:2:ffff::9')).status, 429);
    assert.equal((await write(slug, participant(), '2001:db8:1:3::1')).status, 200);
  });

  it('know the network of each way to write an address', () => {
    assert.equal(networkOf('203.0.113.9'), '203.0.113.9');
    assert.equal(networkOf('::ffff:203.0.113.9'), '203.0.113.9');
    assert.equal(networkOf('2001:0DB8:0001:0002:0:0:0:1'), '2001:db8:1:2');
    assert.equal(networkOf('2001:db8:1:2::1'), '2001:db8:1:2');
    assert.equal(networkOf('fe80::1%eth0'), 'fe80:0:0:0');
    assert.equal(networkOf('::1'), '0:0:0:0');
  });

  it('hold for all nodes together once these have told each other', async () => {
    nextMinute();
    const clock = () => stage.clock.now;
    const limits = { participant: 4, address: 100 };
    const [one, other] = [
      new RateLimiter(stage.database.db, clock, limits, webDigests),
      new RateLimiter(stage.database.db, clock, limits, webDigests),
    ];
    const who = bytes('a participant');
    for (const node of [one, one, other, other]) assert.equal(await node.take(who, undefined), undefined);
    await one.flush();
    await other.flush();
    assert.equal(typeof (await other.take(who, undefined)), 'number');
    assert.equal(await other.take(bytes('another'), undefined), undefined);
    await one.close();
    await other.close();
  });

  it('keep what could not be told, and tell it later', async () => {
    nextMinute();
    let answers = true;
    const db = new Proxy(stage.database.db, {
      get(target, name) {
        if (name === 'getExecutor' && !answers) throw new Error('gone');
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    const limiter = new RateLimiter(db, () => stage.clock.now, { participant: 10, address: 10 }, webDigests);
    const before = await stored('rate');
    await limiter.take(bytes('someone'), undefined);
    answers = false;
    await assert.rejects(limiter.flush());
    assert.equal(await stored('rate'), before);
    answers = true;
    await limiter.flush();
    assert.equal(await stored('rate'), before + 1);
    await limiter.close();
  });

  it('hold no address and no key, and are gone with their own key within 48 hours', async () => {
    nextMinute();
    const slug = await stage.consultation();
    await write(slug, participant(), '203.0.113.77');
    await stage.backend.settled();
    const { rows } = await sql<{ row: string }>`select row_to_json(rate)::text as row from rate`.execute(
      stage.database.db,
    );
    assert.ok(rows.length >= 2);
    assert.ok(
      rows.every(({ row }) => /"bucket":"\\\\x[0-9a-f]{64}"/.test(row)),
      rows[0]?.row,
    );
    const midnight = Math.ceil(stage.clock.now.getTime() / DAY) * DAY;
    stage.clock.now = new Date(midnight + DAY - 1);
    await stage.backend.settled();
    assert.equal(await stored('day_key'), 1);
    stage.clock.now = new Date(midnight + DAY);
    await stage.backend.settled();
    assert.equal(await stored('rate'), 0);
    assert.equal(await stored('day_key'), 0);
  });
});
