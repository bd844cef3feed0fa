import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { progressOf, unfinishedIn } from '../../src/backend/progress/store.js';
import { pathsOf, setStage, type Stage } from './harness.js';

const DAY = 86_400_000;
const page = (id: string, questions: object[]) => ({ id, title: { fr: id }, questions });
const SURVEY = {
  kind: 'survey',
  id: 'sondage',
  title: { fr: 'Sondage' },
  pages: [
    page('un', [{ id: 'velo', type: 'yes-no', label: { fr: 'Un vélo ?' }, required: true }]),
    page('deux', [
      { id: 'age', type: 'number', label: { fr: 'Quel âge ?' }, max: 120, decimals: 0 },
      { id: 'avis', type: 'short-text', label: { fr: 'Un avis ?' }, required: true, maxLength: 100 },
    ]),
  ],
};

let stage: Stage;
before(async () => void (stage = await setStage()));
after(() => stage.close());

const survey = (unfinished?: 'counted' | 'kept', closesAt?: string, change: object = {}) =>
  stage.consultation(
    (definition) =>
      ({
        ...definition,
        activities: [
          { ...SURVEY, ...(unfinished && { unfinished }), ...(closesAt && { closesAt }), ...change },
        ],
      }) as never,
  );
const idOf = async (slug: string) => {
  const { rows } = await sql<{ id: number }>`select id from consultation where slug = ${slug}`.execute(
    stage.database.db,
  );
  return rows[0]!.id;
};
const counts = async (slug: string) => progressOf(stage.database.db, await idOf(slug), 'sondage');
const kept = async (slug: string) => unfinishedIn(stage.database.db, await idOf(slug), 'sondage');
/** Without a participant key. */
const note = (path: string, body: object) =>
  stage.put(path, { definition: 1, ...body }, { headers: { authorization: '' } });

describe('how far responses come', () => {
  it('is counted by the page on which each stopped, whatever the pages before', async () => {
    const slug = await survey('counted');
    const [first, second, sent] = [0, 1, 2].map(() => pathsOf(slug).progress()) as [string, string, string];
    assert.deepEqual((await note(first, { page: 'un' })).body, { noted: true });
    for (const where of ['un', 'deux', '*check', 'deux']) await note(second, { page: where });
    await note(sent, { page: '*check', finished: true });
    await note(sent, { page: 'un' });
    assert.deepEqual(await counts(slug), { started: 3, finished: 1, stopped: { un: 1, deux: 1 } });
  });

  it('holds no answer, no participant and no time of day', async () => {
    const slug = await survey('counted');
    const refused = await note(pathsOf(slug).progress(), { page: 'un', answers: { velo: true } });
    assert.deepEqual(refused.body.errors?.[0]?.pointer, '/answers');
    await note(pathsOf(slug).progress(), { page: 'un' });
    const { rows } = await sql<{ row: Record<string, unknown> }>`
      select to_jsonb(progress) as row from progress where consultation_id = ${await idOf(slug)}`.execute(
      stage.database.db,
    );
    const [{ id, consultation_id, ...row }] = rows.map((one) => one.row) as [Record<string, unknown>];
    assert.ok(id && consultation_id);
    assert.deepEqual(row, {
      activity_id: 'sondage',
      page: 'un',
      finished: false,
      seen_on: '2026-06-01',
      definition_version: 1,
      answers: null,
    });
  });

  it('is turned into plain counts after 31 days without a move, and at closing', async () => {
    const opening = stage.clock.now;
    const slug = await survey('counted', '2026-08-01T00:00:00Z');
    await note(pathsOf(slug).progress(), { page: 'un' });
    stage.clock.now = new Date(opening.getTime() + 31 * DAY);
    await note(pathsOf(slug).progress(), { page: 'deux' });
    await stage.backend.tidy();
    assert.equal(await stage.count('progress', slug), 2);
    stage.clock.now = new Date(opening.getTime() + 32 * DAY);
    await stage.backend.tidy();
    assert.equal(await stage.count('progress', slug), 1);
    const expected = { started: 2, finished: 0, stopped: { un: 1, deux: 1 } };
    assert.deepEqual(await counts(slug), expected);
    stage.clock.now = new Date('2026-08-01T00:00:00Z');
    await stage.backend.tidy();
    await stage.backend.tidy();
    assert.equal(await stage.count('progress', slug), 0);
    assert.deepEqual(await counts(slug), expected);
    stage.clock.now = opening;
  });

  it('is not taken where the survey does not say so, is closed, or has no such page', async () => {
    assert.equal((await note(pathsOf(await survey()).progress(), { page: 'un' })).status, 404);
    const closed = await survey('counted', '2026-05-01T00:00:00Z');
    assert.equal((await note(pathsOf(closed).progress(), { page: 'un' })).body.code, 'closed');
    const unknown = await note(pathsOf(await survey('counted')).progress(), { page: 'trois' });
    assert.equal(unknown.body.errors?.[0]?.code, 'unknown-page');
  });
});

describe('answers that were not sent', () => {
  it('are kept where the definition says so, apart from responses, without those that break a rule', async () => {
    const slug = await survey('kept');
    const path = pathsOf(slug).progress();
    await note(path, { page: 'deux', answers: { velo: true, age: 400, inconnue: 'x' } });
    const [one, ...others] = await kept(slug);
    assert.deepEqual(
      { ...one, id: '' },
      { id: '', page: 'deux', definition: 1, day: '2026-06-01', answers: { velo: true } },
    );
    assert.equal(others.length, 0);
    assert.equal(await stage.count('response', slug), 0);
    await note(path, { page: 'un', answers: { velo: false, age: 40 } });
    assert.deepEqual((await kept(slug))[0]?.answers, { velo: false, age: 40 });
    await stage.backend.tidy();
    assert.equal((await kept(slug)).length, 1);
  });

  it('are emptied once they lead to an end that keeps none', async () => {
    const [first, second] = SURVEY.pages;
    const slug = await survey('kept', undefined, {
      pages: [{ ...first, next: [{ if: { question: 'velo', is: false }, end: 'autre' }] }, second],
      endings: [{ id: 'autre', title: { fr: 'Fin' }, message: { fr: 'Fin' }, keep: false }],
    });
    const path = pathsOf(slug).progress();
    await note(path, { page: 'un', answers: { velo: true } });
    assert.equal((await kept(slug)).length, 1);
    await note(path, { page: 'un', answers: { velo: false } });
    assert.deepEqual(await kept(slug), []);
  });

  it('are emptied when the response is sent, and are erased with all that was noted when asked', async () => {
    const slug = await survey('kept');
    const [sent, erased] = [pathsOf(slug).progress(), pathsOf(slug).progress()];
    for (const path of [sent, erased]) await note(path, { page: 'deux', answers: { velo: true } });
    await note(sent, { page: '*check', finished: true, answers: { velo: true } });
    for (let asked = 0; asked < 2; asked += 1)
      assert.deepEqual((await stage.erase(erased)).body, { erased: true });
    assert.deepEqual(await kept(slug), []);
    assert.deepEqual(await counts(slug), { started: 1, finished: 1, stopped: {} });
  });
});
