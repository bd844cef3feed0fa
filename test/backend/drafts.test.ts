import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { readAll } from '../../src/backend/database/dump.js';
import { MAX_DRAFT } from '../../src/contract/limits.js';
import { participant, pathsOf, setStage, type Stage } from './harness.js';

const DAY = 86_400_000;
const bytes = (size: number) => Buffer.alloc(size, 7).toString('base64url');
const anId = () => Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');

let stage: Stage;
before(async () => void (stage = await setStage()));
after(() => stage.close());

const survey = (change: object = { resume: true }, hours: object = {}) =>
  stage.consultation((definition) => {
    const [sondage] = definition.activities;
    return { ...definition, ...hours, activities: [{ ...sondage, ...change }] } as never;
  });

/** A draft that waits, and what its owner can do with it. */
async function parked(slug: string, content = bytes(40)) {
  const [path, key] = [pathsOf(slug).draft(anId()), participant()];
  const answer = await stage.put(path, { content }, { key });
  assert.equal(answer.status, 200);
  return { path, key, content, answer };
}

describe('a draft for another device', () => {
  it('is fetched as it was left, by its identifier alone, and kept nowhere on the way', async () => {
    const { path, content } = await parked(await survey());
    const found = await stage.get(path);
    assert.equal(found.headers.get('cache-control'), 'no-store');
    assert.deepEqual(found.body, {
      content,
      savedAt: '2026-06-01T12:00:00.000Z',
      expiresAt: '2026-07-01T12:00:00.000Z',
    });
    assert.equal((await stage.get(path.replace(/.$/, 'A').replace(/drafts\/./, 'drafts/B'))).status, 404);
  });

  it('is replaced and erased by its owner alone', async () => {
    const { path, key, content } = await parked(await survey());
    const stranger = { key: participant() };
    assert.equal((await stage.put(path, { content: bytes(9) }, stranger)).body.code, 'conflict');
    assert.equal((await stage.erase(path, stranger)).body.code, 'conflict');
    assert.equal((await stage.erase(path)).body.code, 'participant-required');
    assert.equal((await stage.get(path)).body.content, content);
    assert.equal((await stage.put(path, { content: bytes(9) }, { key })).status, 200);
    assert.equal((await stage.get(path)).body.content, bytes(9));
    for (let sent = 0; sent < 2; sent += 1)
      assert.deepEqual((await stage.erase(path, { key })).body, { erased: true });
    assert.equal((await stage.get(path)).status, 404);
  });

  it('is replaced only where what waits is the version that If-Match names', async () => {
    const { path, key, answer } = await parked(await survey());
    const first = answer.headers.get('etag')!;
    assert.equal(first, (await stage.get(path)).headers.get('etag'));
    const left = (condition: string, content = bytes(9)) =>
      stage.put(path, { content }, { key, headers: { 'if-match': condition } });
    const second = await left(first);
    assert.equal(second.status, 200);
    assert.notEqual(second.headers.get('etag'), first, 'another version, though it came at the same moment');
    const refused = await left(first, bytes(3));
    assert.deepEqual([refused.status, refused.body.code], [412, 'precondition-failed']);
    assert.equal((await left('"nothing of ours"')).status, 412);
    assert.equal((await left(`W/${second.headers.get('etag')}`)).status, 412, 'compared strongly');
    assert.equal((await stage.get(path)).body.content, bytes(9));
    assert.equal((await left(`${first}, ${second.headers.get('etag')}`, bytes(5))).status, 200);
    assert.equal((await left('*', bytes(6))).status, 200);
    assert.equal((await stage.put(path, { content: bytes(7) }, { key })).status, 200, 'an older widget');
    await stage.erase(path, { key });
    assert.equal((await left(first)).status, 412);
    assert.equal((await left('*')).status, 412);
    assert.equal((await stage.get(path)).status, 404);
  });

  it('is erased only where what waits is the version that If-Match names', async () => {
    const { path, key, answer } = await parked(await survey());
    const first = answer.headers.get('etag')!;
    const erased = (condition: string, as = key) =>
      stage.erase(path, { key: as, headers: { 'if-match': condition } });
    const second = await stage.put(path, { content: bytes(9) }, { key, headers: { 'if-match': first } });
    const refused = await erased(first);
    assert.deepEqual([refused.status, refused.body.code], [412, 'precondition-failed']);
    assert.equal((await erased('"nothing of ours"')).status, 412);
    assert.equal((await erased('*', participant())).body.code, 'conflict', 'a stranger’s');
    assert.equal((await stage.get(path)).body.content, bytes(9), 'what another device has left stays');
    const tag = second.headers.get('etag')!;
    for (let sent = 0; sent < 2; sent += 1)
      assert.deepEqual((await erased(tag)).body, { erased: true }, 'twice is harmless');
    assert.equal((await stage.get(path)).status, 404);
  });

  it('waits 30 days from when it was saved last, and is erased then', async () => {
    const slug = await survey();
    const opening = stage.clock.now;
    const { path, key } = await parked(slug);
    stage.clock.now = new Date(opening.getTime() + 20 * DAY);
    await stage.backend.tidy();
    assert.equal((await stage.put(path, { content: bytes(9) }, { key })).status, 200);
    stage.clock.now = new Date(opening.getTime() + 50 * DAY - 1);
    await stage.backend.tidy();
    assert.equal((await stage.get(path)).status, 200);
    stage.clock.now = new Date(opening.getTime() + 50 * DAY);
    assert.equal((await stage.get(path)).status, 404, 'not given out, though it is not erased yet');
    assert.equal(await stage.count('draft', slug), 1);
    await stage.backend.tidy();
    assert.equal(await stage.count('draft', slug), 0);
    stage.clock.now = opening;
  });

  it('waits no longer than the survey is open, and is not taken once it is closed', async () => {
    const slug = await survey({ resume: true, closesAt: '2026-06-04T16:00:00-04:00' });
    const opening = stage.clock.now;
    const { answer } = await parked(slug);
    assert.equal(answer.body.expiresAt, '2026-06-04T20:00:00.000Z');
    stage.clock.now = new Date('2026-06-05T00:00:00Z');
    const late = await stage.put(pathsOf(slug).draft(anId()), { content: bytes(9) });
    assert.equal(late.body.code, 'closed');
    stage.clock.now = opening;
  });

  it('is offered by surveys that say so, on registered sites, in a size that is told', async () => {
    const without = pathsOf(await survey({})).draft(anId());
    assert.equal((await stage.put(without, { content: bytes(9) })).status, 404);
    assert.equal((await stage.get(without)).status, 404);
    const path = pathsOf(await survey()).draft(anId());
    const elsewhere = { origin: 'https://ailleurs.exemple.test', key: participant() };
    assert.equal((await stage.put(path, { content: bytes(9) }, elsewhere)).body.code, 'origin-not-allowed');
    assert.equal((await stage.erase(path, elsewhere)).body.code, 'origin-not-allowed');
    assert.equal((await stage.put(path, { content: bytes(MAX_DRAFT) }, elsewhere)).status, 403);
    assert.equal((await stage.put(path, { content: bytes(MAX_DRAFT) })).status, 200);
    const over = await stage.put(pathsOf(await survey()).draft(anId()), { content: bytes(MAX_DRAFT + 2) });
    assert.equal(over.body.errors?.[0]?.code, 'too-long');
    assert.equal((await stage.put(path, { content: 'not base64url!' })).status, 400);
    assert.equal(
      (await stage.put(pathsOf(await survey()).draft('short'), { content: bytes(9) })).status,
      400,
    );
  });

  it('may be erased from a page of another origin: the preflight says so', async () => {
    const path = pathsOf(await survey()).draft(anId());
    const response = await stage.backend.fetch(
      new Request(new URL(path, 'https://plateforme.exemple.test'), {
        method: 'OPTIONS',
        headers: {
          origin: 'https://ministere.exemple.test',
          'access-control-request-method': 'DELETE',
          'access-control-request-headers': 'authorization,if-match',
        },
      }),
    );
    assert.match(response.headers.get('access-control-allow-methods') ?? '', /DELETE/);
    assert.match(response.headers.get('access-control-allow-headers') ?? '', /if-match/i);
  });

  it('leaves nothing on the server that tells whose it is or opens it', async () => {
    const slug = await survey();
    const { key } = await parked(slug);
    const { rows } = await sql<Record<string, unknown>>`
      select to_jsonb(draft) - 'consultation_id' - 'activity_id' - 'content' as row, owner from draft
      where consultation_id = (select id from consultation where slug = ${slug})`.execute(stage.database.db);
    assert.deepEqual(Object.keys(rows[0]!.row as object).sort(), ['expires_at', 'id', 'owner', 'saved_at']);
    assert.ok(!Buffer.from(rows[0]!.owner as Uint8Array).equals(Buffer.from(key, 'base64url')));
  });

  it('goes into no backup, and along to another database', async () => {
    await parked(await survey());
    const tables = async (what: 'backup' | 'move') => {
      const found = new Set<string>();
      for await (const rows of readAll(stage.database.db, what))
        rows.forEach(({ table }) => found.add(table));
      return found;
    };
    assert.equal((await tables('backup')).has('draft'), false);
    assert.equal((await tables('move')).has('draft'), true);
  });
});

describe('guessing the codes of drafts', () => {
  it('is slow for one address, even where each guess is another', async () => {
    const limited = await setStage({ limits: { participant: 5, address: 1000 } });
    const slug = await limited.consultation(
      (definition) =>
        ({ ...definition, activities: [{ ...definition.activities[0], resume: true }] }) as never,
    );
    const guess = (address: string) =>
      limited.backend.fetch(
        new Request(new URL(pathsOf(slug).draft(anId()), 'https://plateforme.exemple.test')),
        {
          address,
        },
      );
    const statuses: number[] = [];
    for (let guesses = 0; guesses < 7; guesses += 1) statuses.push((await guess('203.0.113.9')).status);
    assert.deepEqual(statuses, [404, 404, 404, 404, 404, 429, 429]);
    assert.equal((await guess('203.0.113.10')).status, 404);
    await limited.close();
  });
});
