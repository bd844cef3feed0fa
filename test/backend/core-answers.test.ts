import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type KyselyPlugin, sql } from 'kysely';
import type { Database } from '../../src/backend/database/database.js';
import { type Bytes, webDigests } from '../../src/backend/digests.js';
import { emptyDatabase, participant, pathsOf, setStage, type Stage } from './harness.js';

/** A database that counts how often comments are read to be shown. */
function counting(database: Database) {
  let reads = 0;
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      if (JSON.stringify(node).includes('subject_title')) reads += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return { ...database, db: database.db.withPlugin(plugin), reads: () => reads };
}

/** Digests that can keep an answer waiting for its tag, once it is read. */
function holding() {
  let gate: Promise<void> | undefined;
  let waiting = 0;
  return {
    ...webDigests,
    async sha256(bytes: Bytes) {
      if (bytes[0] === '{'.charCodeAt(0)) {
        waiting += 1;
        await gate;
        waiting -= 1;
      }
      return webDigests.sha256(bytes);
    },
    waiting: () => waiting,
    /** Holds every answer back until the returned function is called. */
    hold() {
      let release = () => {};
      gate = new Promise((resolve) => (release = resolve));
      return () => {
        gate = undefined;
        release();
      };
    },
  };
}

describe('answers that are the same for everybody', () => {
  let stage: Stage;
  let database: ReturnType<typeof counting>;
  const digests = holding();
  before(async () => {
    database = counting(await emptyDatabase());
    stage = await setStage({ database, digests });
  });
  after(() => stage.close());

  it('are read once for all who ask at the same time', async () => {
    const at = pathsOf(await stage.consultation());
    await stage.put(at.comment(), { body: 'Bonjour' });
    for (const path of [at.view('comments'), at.comments('?sort=oldest')]) {
      const before = database.reads();
      const answers = await Promise.all(Array.from({ length: 20 }, () => stage.get(path)));
      assert.equal(database.reads() - before, 1, path);
      assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
      assert.equal(new Set(answers.map(({ text }) => text)).size, 1);
      assert.equal(new Set(answers.map(({ headers }) => headers.get('x-request-id'))).size, 20);
      assert.match(answers[0]!.text, /Bonjour/);
    }
  });

  it('never hold back what was written before the question, even while an older question is under way', async () => {
    const at = pathsOf(await stage.consultation());
    const release = digests.hold();
    const early = stage.get(at.comments());
    while (digests.waiting() === 0) await new Promise(setImmediate);
    const joined = stage.get(at.comments());
    assert.equal((await stage.put(at.comment(), { body: 'Entre-temps' })).status, 200);
    const late = stage.get(at.comments());
    release();
    assert.doesNotMatch((await early).text, /Entre-temps/);
    assert.match((await late).text, /Entre-temps/);
    // Asked before, and maybe read after, as fast as each got through: either answer is true, and no other.
    assert.ok([(await early).text, (await late).text].includes((await joined).text));
    assert.match((await stage.get(at.comments())).text, /Entre-temps/);
  });

  it('follow each kind of change at once', async () => {
    const slug = await stage.consultation();
    const at = pathsOf(slug);
    const [key, comment, idea] = [participant(), crypto.randomUUID(), crypto.randomUUID()];
    const changes: [string, () => Promise<unknown>][] = [
      [at.comments(), () => stage.put(at.comment(comment), { body: 'Un' }, { key })],
      [at.comments(), () => stage.put(`${at.comment(comment)}/ballot`, { choice: 'up', turn: 1 })],
      [at.view('ideas'), () => stage.put(at.idea(idea), { title: 'Une', body: 'Idée', section: 'hiver' })],
      [
        at.idea(idea),
        () => stage.put(`${at.idea(idea)}/ballot`, { choice: 'for', turn: 1 }, { key: participant() }),
      ],
      [at.comment(comment), () => stage.put(at.withdrawal(comment), {}, { key })],
      [
        at.view('survey'),
        async () => {
          await sql`update consultation set definition = jsonb_set(definition, '{title,fr}', '"Autre"')
            where slug = ${slug}`.execute(stage.database.db);
          await stage.backend.definitionsChanged();
        },
      ],
    ];
    for (const [path, change] of changes) {
      const before = await stage.get(path);
      await change();
      assert.notEqual((await stage.get(path)).text, before.text, path);
    }
  });

  it('are read again after a second, whatever was said', async () => {
    const slug = await stage.consultation();
    const at = pathsOf(slug);
    const id = crypto.randomUUID();
    await stage.put(at.comment(id), { body: 'Avant' });
    await stage.get(at.comments());
    await sql`update comment set body = 'Après' where id = ${id}`.execute(stage.database.db);
    stage.clock.now = new Date(stage.clock.now.getTime() + 999);
    assert.match((await stage.get(at.comments())).text, /Avant/);
    stage.clock.now = new Date(stage.clock.now.getTime() + 1);
    assert.match((await stage.get(at.comments())).text, /Après/);
  });

  it('are asked for again by the next reader where the first was refused', async () => {
    const slug = await stage.consultation();
    const path = pathsOf(slug).comment(crypto.randomUUID());
    const [one, two] = await Promise.all([stage.get(path), stage.get(path)]);
    assert.deepEqual([one.status, two.status], [404, 404]);
  });

  it('know a tag in a list, weakened by a proxy, or any', async () => {
    const at = pathsOf(await stage.consultation());
    const tag = (await stage.get(at.comments())).headers.get('etag')!;
    for (const condition of [`W/${tag}`, `"autre", ${tag}`, '*']) {
      assert.equal((await stage.get(at.comments(), { 'if-none-match': condition })).status, 304, condition);
    }
    for (const condition of ['"autre"', tag.slice(1, -1), 'W/*']) {
      assert.equal((await stage.get(at.comments(), { 'if-none-match': condition })).status, 200, condition);
    }
  });
});
