import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { prove } from '../../src/client/proof.js';
import { PROOF_HEADER } from '../../src/contract/limits.js';
import { webDigests } from '../../src/backend/digests.js';
import { challengeOf, proves } from '../../src/backend/limits/proof.js';
import type { ProofChallenge } from '../../src/contract/proof.js';
import { participant, pathsOf, PLATFORM, setStage, type Stage } from './harness.js';

const NOW = new Date('2026-03-02T15:00:00Z');
const KEY = new Uint8Array(32).fill(7);
const WHOSE = new Uint8Array(32).fill(1);

describe('a proof of work', () => {
  let stage: Stage;
  before(async () => (stage = await setStage()));
  after(() => stage.close());

  const ask = () => challengeOf(KEY, webDigests, WHOSE, NOW);
  const solve = async (asked: ProofChallenge) => {
    const proof = await prove(asked);
    assert.ok(proof);
    return proof;
  };
  const good = (header: string, { whose = WHOSE, key = KEY, now = NOW } = {}) =>
    proves(stage.database.db, key, webDigests, header, whose, now);

  it('is good once', async () => {
    const header = await solve(await ask());
    assert.deepEqual([await good(header), await good(header)], [true, false]);
  });

  it('is good once where two nodes are asked at the same time', async () => {
    const header = await solve(await ask());
    assert.deepEqual((await Promise.all([good(header), good(header)])).sort(), [false, true]);
  });

  it('is good for its participant, its ten minutes and its key alone', async () => {
    const header = await solve(await ask());
    assert.equal(await good(header, { whose: new Uint8Array(32).fill(2) }), false);
    assert.equal(await good(header, { now: new Date(NOW.getTime() + 10 * 60_000) }), false);
    assert.equal(await good(header, { key: new Uint8Array(32).fill(8) }), false);
    assert.equal(await good(header, { now: new Date(NOW.getTime() + 9 * 60_000) }), true);
  });

  it('is refused where its expiry, its number or its algorithm was changed, or it cannot be read', async () => {
    const asked = await ask();
    const salt = asked.salt.replace(/expires=\d+/, 'expires=9999999999');
    assert.notEqual(salt, asked.salt);
    const proof = JSON.parse(atob(await solve(asked))) as object;
    for (const change of [{ salt }, { number: -1 }, { number: '1' }, { algorithm: 'SHA-1' }])
      assert.equal(await good(btoa(JSON.stringify({ ...proof, ...change }))), false);
    for (const header of ['', '{}', btoa('null'), btoa('{}'), 'é', 'a'.repeat(5000)])
      assert.equal(await good(header), false);
  });
});

describe('a write near a limit', () => {
  let stage: Stage;
  before(async () => (stage = await setStage({ limits: { participant: 4, address: 6, proofFrom: 0.5 } })));
  after(() => stage.close());

  const MINUTE = 60_000;
  const nextMinute = () => {
    stage.clock.now = new Date(Math.ceil((stage.clock.now.getTime() + 1) / MINUTE) * MINUTE + 15_000);
  };
  const write = (
    slug: string,
    key: string,
    { proof, address, own = crypto.randomUUID() }: { proof?: string; address?: string; own?: string } = {},
  ) =>
    stage.put(
      pathsOf(slug).comment(own),
      { body: own },
      { key, address, headers: proof === undefined ? {} : { [PROOF_HEADER]: proof } },
    );
  const solved = async ({ body }: Awaited<ReturnType<typeof write>>) => {
    const proof = await prove(body.challenge!);
    assert.ok(proof);
    return proof;
  };

  it('is asked for a proof, stored once with it, and refused with the time once the limit is reached', async () => {
    nextMinute();
    const slug = await stage.consultation();
    const [key, own] = [participant(), crypto.randomUUID()];
    for (let n = 0; n < 2; n++) assert.equal((await write(slug, key)).status, 200);
    const asked = await write(slug, key, { own });
    assert.equal(asked.status, 403);
    assert.equal(asked.body.code, 'proof-required');
    assert.equal(await stage.count('comment', slug), 2);
    const proof = await solved(asked);
    assert.equal((await write(slug, key, { own, proof })).status, 200);
    assert.equal(await stage.count('comment', slug), 3);
    // What was accepted gives its receipt again, and a proof is good for nothing else.
    assert.equal((await write(slug, key, { own })).status, 200);
    assert.equal((await write(slug, key, { proof })).body.code, 'proof-required');
    assert.equal((await write(slug, key, { proof: await solved(await write(slug, key)) })).status, 200);
    const over = await write(slug, key, { proof: 'any' });
    assert.deepEqual(
      [over.status, over.body.code, over.headers.get('retry-after')],
      [429, 'rate-limited', '45'],
    );
    assert.equal(await stage.count('comment', slug), 4);
  });

  it('is asked for one by address too, whoever writes from there', async () => {
    nextMinute();
    const slug = await stage.consultation();
    const address = '2001:db8:7::1';
    for (let n = 0; n < 3; n++) assert.equal((await write(slug, participant(), { address })).status, 200);
    const key = participant();
    const asked = await write(slug, key, { address });
    assert.equal(asked.body.code, 'proof-required');
    assert.equal((await write(slug, key, { address: '2001:db8:8::1' })).status, 200);
    assert.equal((await write(slug, participant(), { address, proof: await solved(asked) })).status, 403);
    assert.equal((await write(slug, key, { address, proof: await solved(asked) })).status, 200);
  });

  it('takes no forged proof', async () => {
    nextMinute();
    const slug = await stage.consultation();
    const key = participant();
    for (let n = 0; n < 2; n++) await write(slug, key);
    const { challenge } = (await write(slug, key)).body;
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${challenge!.salt}1`));
    const own = { ...challenge!, challenge: Buffer.from(digest).toString('hex'), number: 1 };
    assert.equal((await write(slug, key, { proof: btoa(JSON.stringify(own)) })).body.code, 'proof-required');
    assert.equal(await stage.count('comment', slug), 2);
  });

  it('is not asked for one from a page without scripts: it meets the limit alone', async () => {
    nextMinute();
    const slug = await stage.consultation();
    const key = participant();
    const plain = () =>
      stage.backend.fetch(
        new Request(new URL(pathsOf(slug).comment(), PLATFORM), {
          method: 'PUT',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
          body: JSON.stringify({ body: crypto.randomUUID() }),
        }),
        { withoutScripts: true },
      );
    for (let n = 0; n < 4; n++) assert.equal((await plain()).status, 200);
    const over = await plain();
    assert.equal(over.status, 429);
    const { title } = (await over.json()) as { title: string };
    assert.match(title, /Vous pourrez envoyer de nouveau à \d{1,2}\u00a0h(\u00a0\d\d)?\. /);
  });
});
