import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type DumpedRow, readAll, replaceAll } from '../../src/backend/database/dump.js';
import { emptyDatabase, participant, pathsOf, setStage, type Stage } from './harness.js';

const SURVEY = {
  kind: 'survey',
  id: 'sondage',
  title: { fr: 'Sondage' },
  pages: [
    {
      id: 'un',
      title: { fr: 'Un' },
      questions: [
        { id: 'velo', type: 'yes-no', label: { fr: 'Un vélo ?' }, required: true },
        { id: 'age', type: 'number', label: { fr: 'Quel âge ?' }, decimals: 0 },
      ],
    },
  ],
};

const answers = (own: object, definition = 1) => ({ answers: own, definition });
const [YES, NO] = [answers({ velo: true }), answers({ velo: false })];

let stage: Stage;
before(async () => void (stage = await setStage()));
after(() => stage.close());

const survey = (change: object) =>
  stage.consultation((definition) => ({ ...definition, activities: [{ ...SURVEY, ...change }] }) as never);

describe('a response that may be changed', () => {
  const changing = async () => {
    const slug = await survey({ changes: true });
    const [id, key] = [crypto.randomUUID() as string, participant()];
    const path = pathsOf(slug).response(id);
    const change = (version: number, body: unknown, who = key) =>
      stage.put(`${path}/versions/${version}`, body, { key: who });
    const first = await stage.put(path, YES, { key });
    assert.equal(first.status, 200);
    return { slug, id, key, path, change, first };
  };
  const own = async (slug: string, key: string) => {
    const { body } = await stage.get(pathsOf(slug).mine(), { authorization: `Bearer ${key}` });
    return (body.items as { content: Record<string, unknown> | null }[])[0]!.content;
  };
  const versions = async (id: string) => {
    const { rows } = await sql<{ version: number; answers: unknown }>`
      select version, answers from response_version where id = ${id} order by version`.execute(
      stage.database.db,
    );
    return rows;
  };

  it('counts by its last version, and every version before is kept', async () => {
    const { slug, id, key, change } = await changing();
    stage.clock.now = new Date('2026-06-01T12:05:00Z');
    const second = await change(2, NO);
    assert.deepEqual(second.body, {
      id,
      kind: 'response',
      activity: 'sondage',
      version: 2,
      acceptedAt: '2026-06-01T12:05:00.000Z',
    });
    assert.equal((await change(3, answers({ velo: false, age: 40 }))).status, 200);
    const content = await own(slug, key);
    assert.deepEqual([content?.answers, content?.version], [{ velo: false, age: 40 }, 3]);
    assert.deepEqual(await versions(id), [
      { version: 1, answers: { velo: true } },
      { version: 2, answers: { velo: false } },
    ]);
    stage.clock.now = new Date('2026-06-01T12:00:00Z');
  });

  it('gives the same receipt for each version however late it is sent again, also after closing', async () => {
    const { path, key, change, first } = await changing();
    const second = await change(2, NO);
    await change(3, YES);
    const opening = stage.clock.now;
    stage.clock.now = new Date('2091-01-01T00:00:00Z');
    assert.deepEqual((await stage.put(path, YES, { key })).body, first.body);
    assert.deepEqual((await change(2, NO)).body, second.body);
    assert.equal((await change(3, YES)).body.version, 3);
    assert.equal((await change(4, NO)).body.code, 'closed');
    stage.clock.now = opening;
  });

  it('is refused where the version is there with other content, is not the next, or is not theirs', async () => {
    const { path, key, change } = await changing();
    assert.equal((await change(3, NO)).body.code, 'conflict');
    assert.equal((await change(2, NO, participant())).body.code, 'conflict');
    assert.equal((await change(2, NO)).status, 200);
    assert.equal((await change(2, YES)).body.code, 'conflict');
    assert.equal((await stage.put(path, NO, { key })).body.code, 'conflict');
    assert.equal((await change(3, answers({ age: 3 }))).body.code, 'invalid-answers');
  });

  it('has one next version, whoever of two tabs is faster', async () => {
    const { id, change } = await changing();
    for (let version = 2; version < 8; version += 1) {
      const sent = await Promise.all([change(version, YES), change(version, NO)]);
      assert.deepEqual(sent.map(({ status }) => status).sort(), [200, 409]);
    }
    assert.deepEqual(
      (await versions(id)).map(({ version }) => version),
      [1, 2, 3, 4, 5, 6],
    );
  });

  it('is emptied with all its versions when it is withdrawn, and cannot be changed again', async () => {
    const { slug, id, key, change } = await changing();
    await change(2, NO);
    assert.equal((await stage.put(pathsOf(slug).withdrawal(id), {}, { key })).status, 200);
    assert.deepEqual(await versions(id), [{ version: 1, answers: null }]);
    assert.equal(await own(slug, key), null);
    for (const version of [2, 3]) assert.equal((await change(version, NO)).body.code, 'conflict');
  });

  it('is refused where the survey does not allow it, in words', async () => {
    const slug = await survey({});
    const [path, key] = [pathsOf(slug).response(), participant()];
    await stage.put(path, YES, { key });
    const refused = await stage.put(`${path}/versions/2`, NO, { key, headers: { 'accept-language': 'en' } });
    assert.deepEqual([refused.status, refused.body.code], [403, 'not-changeable']);
    assert.match(refused.body.title, /cannot be changed/);
  });
});

describe('a survey that takes one response a participant', () => {
  const path = (slug: string) => pathsOf(slug).response();

  it('refuses the second in words, and gives the first its receipt again', async () => {
    const slug = await survey({ responses: 'one' });
    const [first, key] = [path(slug), participant()];
    const stored = await stage.put(first, YES, { key });
    const second = path(slug);
    for (let sent = 0; sent < 2; sent += 1) {
      const refused = await stage.put(second, NO, { key });
      assert.deepEqual([refused.status, refused.body.code], [409, 'already-responded']);
      assert.match(refused.body.title, /déjà répondu/);
    }
    assert.deepEqual((await stage.put(first, YES, { key })).body, stored.body);
    assert.equal((await stage.put(path(slug), NO)).status, 200, 'another participant');
    assert.equal(await stage.count('response', slug), 2);
  });

  it('stores one of twenty that are sent at the same moment, and the others hold no identifier', async () => {
    const slug = await survey({ responses: 'one' });
    const key = participant();
    const sent = await Promise.all(Array.from({ length: 20 }, () => stage.put(path(slug), YES, { key })));
    const codes = sent.map(({ status, body }) => (status === 200 ? 'stored' : body.code)).sort();
    assert.deepEqual(codes, [...Array<string>(19).fill('already-responded'), 'stored']);
    assert.equal(await stage.count('contribution', slug), 1);
  });

  it('takes another once the first is withdrawn', async () => {
    const slug = await survey({ responses: 'one' });
    const [id, key] = [crypto.randomUUID() as string, participant()];
    await stage.put(pathsOf(slug).response(id), YES, { key });
    const again = path(slug);
    assert.equal((await stage.put(again, NO, { key })).body.code, 'already-responded');
    await stage.put(pathsOf(slug).withdrawal(id), {}, { key });
    assert.equal((await stage.put(again, NO, { key })).status, 200);
  });

  it('is told apart from one that takes many', async () => {
    const slug = await survey({ responses: 'many' });
    const key = participant();
    for (let sent = 0; sent < 3; sent += 1)
      assert.equal((await stage.put(path(slug), YES, { key })).status, 200);
  });
});

describe('the day on which a response was begun', () => {
  const begunOn = async (id: string) => {
    const { rows } = await sql<{ begun: string }>`
      select begun_on::text as begun from response where id = ${id}`.execute(stage.database.db);
    return rows[0]!.begun;
  };

  for (const responses of ['many', 'one'] as const) {
    it(`is kept, today where it was not said, and that of a change in its place (${responses})`, async () => {
      const slug = await survey({ changes: true, responses });
      const [id, other, key] = [crypto.randomUUID() as string, crypto.randomUUID() as string, participant()];
      const path = pathsOf(slug).response(id);
      stage.clock.now = new Date('2026-06-02T02:00:00Z');
      assert.equal((await stage.put(path, { ...YES, begun: '2026-05-28' }, { key })).status, 200);
      assert.equal((await stage.put(pathsOf(slug).response(other), YES)).status, 200);
      assert.deepEqual([await begunOn(id), await begunOn(other)], ['2026-05-28', '2026-06-01']);
      assert.equal((await stage.put(`${path}/versions/2`, NO, { key })).status, 200);
      assert.equal(await begunOn(id), '2026-06-01');
    });
  }
});

describe('an end that keeps nothing', () => {
  const ends = (keep: boolean) => ({
    changes: true,
    endings: [
      { id: 'autre', title: { fr: 'Autre' }, message: { fr: 'Ce sondage est pour les cyclistes.' }, keep },
    ],
    pages: [
      { ...SURVEY.pages[0], next: [{ if: { question: 'velo', is: false }, end: 'autre' }] },
      {
        id: 'deux',
        title: { fr: 'Deux' },
        questions: [{ id: 'lieu', type: 'yes-no', label: { fr: 'Ici ?' } }],
      },
    ],
  });

  it('is refused where a program sends what leads to it, in words, and stores nothing', async () => {
    const slug = await survey(ends(false));
    const sent = await stage.put(pathsOf(slug).response(), NO, { headers: { 'accept-language': 'en' } });
    assert.deepEqual([sent.status, sent.body.code], [422, 'invalid-answers']);
    assert.deepEqual(
      sent.body.errors?.map(({ pointer, code }) => [pointer, code]),
      [['/answers', 'not-kept']],
    );
    assert.match(sent.body.errors[0]!.message, /an end of the questionnaire that keeps none/);
    assert.equal(await stage.count('response', slug), 0);
    assert.equal(await stage.count('contribution', slug), 0);
    assert.equal((await stage.put(pathsOf(slug).response(), YES)).status, 200);
  });

  it('is refused of answers that are changed too, and those before stay', async () => {
    const slug = await survey(ends(false));
    const [id, key] = [crypto.randomUUID() as string, participant()];
    const path = pathsOf(slug).response(id);
    await stage.put(path, YES, { key });
    const changed = await stage.put(`${path}/versions/2`, NO, { key });
    assert.deepEqual([changed.status, changed.body.errors?.[0]?.code], [422, 'not-kept']);
    const { rows } = await sql`select answers from response where id = ${id}`.execute(stage.database.db);
    assert.deepEqual(rows, [{ answers: { velo: true } }]);
  });

  it('is told apart from one that keeps what was answered', async () => {
    const slug = await survey(ends(true));
    assert.equal((await stage.put(pathsOf(slug).response(), NO)).status, 200);
    assert.equal(await stage.count('response', slug), 1);
  });
});

describe('a backup', () => {
  it('holds versions, and counts the places that quotas have again where it is put back', async () => {
    const quotas = [
      { id: 'cyclistes', if: { question: 'velo', is: true }, limit: 2, end: 'complet' },
      { id: 'autres', if: { question: 'velo', is: false }, limit: 2, end: 'complet' },
    ];
    const endings = [{ id: 'complet', title: { fr: 'Complet' }, message: { fr: 'Merci' } }];
    const slug = await survey({ changes: true, quotas, endings });
    const [at, key] = [pathsOf(slug), participant()];
    const changed = at.response();
    await stage.put(changed, YES, { key });
    assert.equal((await stage.put(`${changed}/versions/2`, NO, { key })).status, 200);
    await stage.put(at.response(), NO);
    const rows: DumpedRow[] = [];
    for await (const batch of readAll(stage.database.db)) rows.push(...batch);
    const database = await emptyDatabase();
    const other = await setStage({ database });
    await replaceAll(
      database.db,
      (async function* () {
        yield rows;
      })(),
    );
    await other.backend.definitionsChanged();
    assert.equal(await other.count('response_version', slug), 1);
    const { rows: begun } = await sql`select distinct begun_on::text as day from response`.execute(
      database.db,
    );
    assert.deepEqual(begun, [{ day: '2026-06-01' }]);
    assert.deepEqual((await other.get(at.view('survey'))).body.fullQuotas, ['autres']);
    assert.equal((await other.put(at.response(), NO)).body.code, 'quota-full');
    await other.close();
  });
});
