import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { participant, pathsOf, setStage, type Stage } from './harness.js';

const SURVEY = {
  kind: 'survey',
  id: 'sondage',
  title: { fr: 'Sondage' },
  changes: true,
  pages: [
    {
      id: 'un',
      title: { fr: 'Un' },
      questions: [
        { id: 'velo', type: 'yes-no', label: { fr: 'Un vélo ?' }, required: true },
        { id: 'ville', type: 'yes-no', label: { fr: 'En ville ?' } },
      ],
    },
    {
      id: 'deux',
      title: { fr: 'Deux' },
      questions: [{ id: 'avis', type: 'short-text', label: { fr: 'Avis' }, required: true, maxLength: 100 }],
    },
  ],
  endings: [{ id: 'complet', title: { fr: 'Complet' }, message: { fr: 'Merci' } }],
};
const quota = (id: string, question: string, limit: number) => ({
  id,
  if: { question, is: true },
  limit,
  end: 'complet',
});

let stage: Stage;
before(async () => void (stage = await setStage()));
after(() => stage.close());

const survey = (quotas: object[]) =>
  stage.consultation((definition) => ({ ...definition, activities: [{ ...SURVEY, quotas }] }) as never);
const answers = (own: object) => ({ answers: { velo: true, avis: 'Oui', ...own }, definition: 1 });
const full = async (slug: string) => (await stage.get(pathsOf(slug).view('survey'))).body.fullQuotas;

describe('a quota', () => {
  it('lets through exactly as many of a hundred at the same moment as it has places', async () => {
    const slug = await survey([quota('cyclistes', 'velo', 10)]);
    const at = pathsOf(slug);
    const sent = await Promise.all(Array.from({ length: 100 }, () => stage.put(at.response(), answers({}))));
    assert.equal(sent.filter(({ status }) => status === 200).length, 10);
    for (const { status, body } of sent.filter((one) => one.status !== 200))
      assert.deepEqual([status, body.code, body.quota], [409, 'quota-full', 'cyclistes']);
    assert.equal(await stage.count('response', slug), 10);
    assert.equal(await stage.count('contribution', slug), 10, 'who was refused holds no identifier');
  });

  it('does not count who does not meet it', async () => {
    const slug = await survey([quota('cyclistes', 'velo', 1)]);
    const at = pathsOf(slug);
    for (let sent = 0; sent < 3; sent += 1)
      assert.equal((await stage.put(at.response(), answers({ velo: false }))).status, 200);
    assert.deepEqual(await full(slug), []);
    assert.equal((await stage.put(at.response(), answers({}))).status, 200);
    assert.deepEqual(await full(slug), ['cyclistes']);
  });

  it('gives who was stored the receipt again once it is full', async () => {
    const slug = await survey([quota('cyclistes', 'velo', 1)]);
    const [path, key] = [pathsOf(slug).response(), participant()];
    const first = await stage.put(path, answers({}), { key });
    assert.deepEqual((await stage.put(path, answers({}), { key })).body, first.body);
    assert.deepEqual(await full(slug), ['cyclistes']);
  });

  it('has a place again when a response is withdrawn, once', async () => {
    const slug = await survey([quota('cyclistes', 'velo', 1)]);
    const at = pathsOf(slug);
    const [id, key] = [crypto.randomUUID() as string, participant()];
    await stage.put(at.response(id), answers({}), { key });
    for (let sent = 0; sent < 2; sent += 1) await stage.put(at.withdrawal(id), {}, { key });
    assert.deepEqual(await full(slug), []);
    assert.equal((await stage.put(at.response(), answers({}))).status, 200);
    assert.equal((await stage.put(at.response(), answers({}))).body.code, 'quota-full');
  });

  it('takes no place where another quota of the same response is full', async () => {
    const slug = await survey([quota('citadins', 'ville', 1), quota('cyclistes', 'velo', 5)]);
    const at = pathsOf(slug);
    const both = answers({ ville: true });
    const sent = await Promise.all(Array.from({ length: 8 }, () => stage.put(at.response(), both)));
    assert.equal(sent.filter(({ status }) => status === 200).length, 1);
    const cyclists = await Promise.all(
      Array.from({ length: 6 }, () => stage.put(at.response(), answers({}))),
    );
    assert.equal(cyclists.filter(({ status }) => status === 200).length, 4);
  });

  it('moves with answers that are changed, and refuses a change into what is full', async () => {
    const slug = await survey([quota('cyclistes', 'velo', 1)]);
    const [mine, other] = [pathsOf(slug).response(), pathsOf(slug).response()];
    const [me, them] = [participant(), participant()];
    await stage.put(mine, answers({}), { key: me });
    await stage.put(other, answers({ velo: false }), { key: them });
    const into = await stage.put(`${other}/versions/2`, answers({}), { key: them });
    assert.deepEqual([into.body.code, into.body.quota], ['quota-full', 'cyclistes']);
    const stays = await stage.put(`${mine}/versions/2`, answers({ avis: 'Autre' }), { key: me });
    assert.equal(stays.status, 200, 'it has its place already');
    assert.equal((await stage.put(`${mine}/versions/3`, answers({ velo: false }), { key: me })).status, 200);
    assert.equal((await stage.put(`${other}/versions/2`, answers({}), { key: them })).status, 200);
    assert.deepEqual(await full(slug), ['cyclistes']);
  });

  it('does not count who was told that it is full, and ends their answers where the widget did', async () => {
    const slug = await survey([quota('cyclistes', 'velo', 1)]);
    const at = pathsOf(slug);
    const [id, key] = [crypto.randomUUID() as string, participant()];
    const told = { answers: { velo: true }, definition: 1 };
    const claim = await stage.put(at.response(), { ...told, full: ['cyclistes'] });
    assert.deepEqual(
      [claim.status, claim.body.errors?.[0]?.pointer, claim.body.errors?.[0]?.code],
      [422, '/full/0', 'not-full'],
    );
    await stage.put(at.response(id), answers({}), { key });
    assert.equal((await stage.put(at.response(), told)).body.code, 'invalid-answers');
    assert.equal((await stage.put(at.response(), { ...told, full: ['cyclistes'] })).status, 200);
    await stage.put(at.withdrawal(id), {}, { key });
    assert.deepEqual(await full(slug), []);
    const late = await stage.put(at.response(), { ...told, full: ['cyclistes'] });
    assert.equal(late.status, 200, 'it was full when they were told');
    const unknown = await stage.put(at.response(), { ...told, full: ['autre'] });
    assert.deepEqual(
      unknown.body.errors?.map(({ code }) => code).filter((code) => code === 'unknown-quota'),
      ['unknown-quota'],
    );
  });

  it('is left out of the views of surveys that have none', async () => {
    const slug = await stage.consultation();
    assert.equal(await full(slug), undefined);
  });
});
