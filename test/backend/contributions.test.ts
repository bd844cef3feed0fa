import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { applyDefinition } from '../../src/backend/consultations/store.js';
import { decide } from '../../src/backend/moderation/store.js';
import type { CommentPage } from '../../src/contract/comments.js';
import { ConsultationDefinition } from '../../src/contract/consultation.js';
import type { OwnContributionPage, OwnInActivity } from '../../src/contract/contributions.js';
import type { Idea, IdeaPage } from '../../src/contract/ideas.js';
import { type Definition, definitionFor } from '../../stories/support/definitions.js';
import { participant, pathsOf, PLATFORM, setStage, type Stage } from './harness.js';

const ANSWERS = { velo: true, motifs: ['travail', { other: 'Garderie' }], satisfaction: 4 };

describe('contributions', () => {
  let stage: Stage;
  before(async () => void (stage = await setStage()));
  after(() => stage.close());

  const answer = (path: string, answers: unknown, key = participant()) =>
    stage.put(path, { answers, definition: 1 }, { key });

  describe('survey responses', () => {
    it('are stored once, however often they are sent, also after closing', async () => {
      const slug = await stage.consultation();
      const [path, key] = [pathsOf(slug).response(), participant()];
      const first = await answer(path, ANSWERS, key);
      assert.equal(first.status, 200);
      const opening = stage.clock.now;
      stage.clock.now = new Date('2091-01-01T00:00:00Z');
      const late = await answer(path, ANSWERS, key);
      const other = await answer(pathsOf(slug).response(), ANSWERS, key);
      stage.clock.now = opening;
      assert.deepEqual(late.body, first.body);
      assert.equal(other.body.code, 'closed');
      assert.equal(await stage.count('response', slug), 1);
    });

    it('do not keep the answers that others hide', async () => {
      const slug = await stage.consultation();
      await answer(pathsOf(slug).response(), { ...ANSWERS, frein: 'meteo' });
      const { rows } = await sql<{ answers: unknown }>`
        select answers from response where consultation_id = (select id from consultation where slug = ${slug})`.execute(
        stage.database.db,
      );
      assert.deepEqual(rows, [{ answers: ANSWERS }]);
    });

    for (const [what, answers, pointer, code] of [
      ['an unknown question', { ...ANSWERS, couleur: 'bleu' }, '/answers/couleur', 'unknown-question'],
      [
        'a name of JavaScript’s own',
        JSON.parse('{"velo":true,"satisfaction":4,"__proto__":"bleu"}'),
        '/answers/__proto__',
        'unknown-question',
      ],
      ['another of them', { ...ANSWERS, constructor: 'bleu' }, '/answers/constructor', 'unknown-question'],
      ['a missing answer that is required', { velo: true }, '/answers/satisfaction', 'required'],
      ['a text that is too long', { ...ANSWERS, priorite: 'x'.repeat(501) }, '/answers/priorite', 'too-long'],
      ['a wrong type', { ...ANSWERS, trajet: 'loin' }, '/answers/trajet', 'wrong-type'],
      ['a number out of range', { ...ANSWERS, trajet: 201 }, '/answers/trajet', 'out-of-range'],
      ['an option that is not offered', { ...ANSWERS, motifs: ['ski'] }, '/answers/motifs', 'not-an-option'],
      ['«other» without words', { ...ANSWERS, motifs: [{ other: ' ' }] }, '/answers/motifs', 'specify'],
      [
        '«other» with words that show nothing',
        { ...ANSWERS, motifs: [{ other: '\u200b' }] },
        '/answers/motifs',
        'specify',
      ],
      ['an address that is none', { ...ANSWERS, courriel: 'marie@' }, '/answers/courriel', 'not-an-email'],
      ['a day that is none', { ...ANSWERS, depuis: '2026-02-30' }, '/answers/depuis', 'not-a-date'],
      ['a NUL character', { ...ANSWERS, priorite: 'a\u0000b' }, '/answers/priorite', 'not-storable'],
      ['a lone surrogate', { ...ANSWERS, priorite: 'a\ud83d' }, '/answers/priorite', 'not-storable'],
    ] as const) {
      it(`are refused for ${what}, and nothing is written`, async () => {
        const slug = await stage.consultation();
        const refused = await answer(pathsOf(slug).response(), answers);
        assert.equal(refused.status, 422);
        assert.equal(refused.body.code, 'invalid-answers');
        assert.deepEqual(
          refused.body.errors?.map((error) => [error.pointer, error.code]),
          [[pointer, code]],
        );
        assert.equal(await stage.count('response', slug), 0);
      });
    }

    it('are refused for a version of the definition that never was, and say which one they are for', async () => {
      const slug = await stage.consultation();
      const { db } = stage.database;
      const give = (definition: number) =>
        stage.put(pathsOf(slug).response(), { answers: ANSWERS, definition });
      const never = await give(99);
      assert.equal(never.status, 422);
      assert.deepEqual(
        never.body.errors?.map(({ pointer, code }) => [pointer, code]),
        [['/definition', 'unknown-definition']],
      );
      assert.equal(await stage.count('response', slug), 0);
      // Another node applied version 2, and this one was not told yet.
      const changed = definitionFor(slug);
      changed.title = { fr: 'Un autre titre', en: 'Another title' };
      const applied = await applyDefinition(db, ConsultationDefinition.parse(changed), stage.clock.now);
      assert.equal(applied.ok && applied.value.version, 2);
      for (const [definition, status] of [
        [2, 200],
        [1, 200],
        [3, 422],
      ] as const) {
        assert.equal((await give(definition)).status, status, String(definition));
      }
      const { rows } = await sql<{ seen: number }>`
        select definition_version as seen from response join consultation on consultation.id = consultation_id
        where slug = ${slug} order by seen`.execute(db);
      assert.deepEqual(rows, [{ seen: 1 }, { seen: 2 }]);
    });

    it('refuse an identifier that is taken, by other answers or another participant', async () => {
      const slug = await stage.consultation();
      const [path, key] = [pathsOf(slug).response(), participant()];
      await answer(path, ANSWERS, key);
      for (const refused of [
        await answer(path, { ...ANSWERS, satisfaction: 1 }, key),
        await answer(path, ANSWERS),
      ]) {
        assert.deepEqual([refused.status, refused.body.code], [409, 'conflict']);
      }
      assert.equal(await stage.count('response', slug), 1);
    });
  });

  describe('ideas', () => {
    const counting = (counts: 'always' | 'after-vote' | 'after-closing') => (definition: Definition) => ({
      ...definition,
      activities: definition.activities.map((activity) =>
        activity.kind === 'ideas' ? { ...activity, counts } : activity,
      ),
    });
    const propose = async (slug: string, title = 'Un vestiaire', key = participant()) => {
      const path = pathsOf(slug).idea();
      const { status } = await stage.put(
        path,
        { title, body: 'Pour se changer.', section: 'hiver' },
        { key },
      );
      assert.equal(status, 200);
      return path;
    };
    const ring = async (slug: string, start: number, query = '') => {
      const titles: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const path = pathsOf(slug).ideas(`?limit=7&start=${start}${query}${cursor && `&cursor=${cursor}`}`);
        const page = (await stage.get(path)).body as unknown as IdeaPage;
        titles.push(...page.items.map(({ title }) => title!));
        cursor = page.next;
      }
      return titles;
    };

    it('stand in a dense ring, however many arrive at once, that every start goes round once, in one order', async () => {
      const slug = await stage.consultation();
      await Promise.all(Array.from({ length: 60 }, (_, n) => propose(slug, `Idée ${n}`)));
      const { rows } = await sql<{ rank: number }>`
        select rank from idea where consultation_id = (select id from consultation where slug = ${slug}) order by rank`.execute(
        stage.database.db,
      );
      assert.deepEqual(
        rows.map(({ rank }) => rank),
        Array.from({ length: 60 }, (_, n) => n),
      );
      const first = await ring(slug, 0);
      for (const start of [0, 3, 15]) {
        const order = await ring(slug, start);
        assert.equal(new Set(order).size, 60);
        const turned = first.indexOf(order[0]!);
        assert.deepEqual(order, [...first.slice(turned), ...first.slice(0, turned)]);
      }
      assert.notEqual((await ring(slug, 0))[0], (await ring(slug, 8))[0]);
      assert.deepEqual(await ring(slug, 5, '&section=securite'), []);
      assert.equal((await ring(slug, 5, '&section=hiver')).length, 60);
    });

    it('give their counts to everybody where the definition says always', async () => {
      const slug = await stage.consultation(counting('always'));
      const path = await propose(slug);
      await stage.put(`${path}/ballot`, { choice: 'for', turn: 1 });
      await stage.put(`${path}/ballot`, { choice: 'mixed', turn: 1 });
      assert.deepEqual(((await stage.get(path)).body as unknown as Idea).votes, {
        for: 1,
        against: 0,
        mixed: 1,
      });
    });

    it('give their counts only to those who voted where the definition says so', async () => {
      const slug = await stage.consultation(counting('after-vote'));
      const path = await propose(slug);
      const key = participant();
      const mine = async (who: string) =>
        (await stage.get(pathsOf(slug).mine('idees'), { authorization: `Bearer ${who}` }))
          .body as unknown as OwnInActivity;
      await stage.put(`${path}/ballot`, { choice: 'against', turn: 1 }, { key });
      for (const public_ of [path, pathsOf(slug).ideas(), pathsOf(slug).view('ideas')]) {
        assert.doesNotMatch((await stage.get(public_)).text, /"votes":\{/);
      }
      assert.deepEqual((await mine(key)).ballots[0]?.votes, { for: 0, against: 1, mixed: 0 });
      assert.deepEqual((await mine(participant())).ballots, []);
      await stage.put(`${path}/ballot`, { choice: null, turn: 2 }, { key });
      assert.equal((await mine(key)).ballots[0]?.votes, null);
    });

    it('withhold their counts until closing where the definition says so', async () => {
      const slug = await stage.consultation(counting('after-closing'));
      const path = await propose(slug);
      const key = participant();
      await stage.put(`${path}/ballot`, { choice: 'for', turn: 1 }, { key });
      assert.equal(((await stage.get(path)).body as unknown as Idea).votes, null);
      const own = await stage.get(pathsOf(slug).mine('idees'), { authorization: `Bearer ${key}` });
      assert.equal((own.body as unknown as OwnInActivity).ballots[0]?.votes, null);
      const opening = stage.clock.now;
      stage.clock.now = new Date('2091-01-01T00:00:00Z');
      const closed = await stage.get(path);
      stage.clock.now = opening;
      assert.deepEqual((closed.body as unknown as Idea).votes, { for: 1, against: 0, mixed: 0 });
    });

    it('are refused where there is nothing to see in them, and nothing is written', async () => {
      const slug = await stage.consultation();
      const refused = await stage.put(pathsOf(slug).idea(), { title: '\u200b\u200b', body: '\u0001\u0002' });
      assert.deepEqual(
        refused.body.errors?.map(({ pointer, code }) => [pointer, code]),
        [
          ['/title', 'empty'],
          ['/body', 'empty'],
        ],
      );
      assert.equal(await stage.count('idea', slug), 0);
    });

    it('are refused in a section that is not there, or too long, and nothing is written', async () => {
      const slug = await stage.consultation();
      const refused = await stage.put(pathsOf(slug).idea(), {
        title: 'T',
        body: 'x'.repeat(4001),
        section: 'mer',
      });
      assert.deepEqual(
        refused.body.errors?.map(({ pointer, code }) => [pointer, code]),
        [
          ['/body', 'too-long'],
          ['/section', 'unknown-section'],
        ],
      );
      assert.equal(await stage.count('idea', slug), 0);
    });
  });

  describe('feedback', () => {
    const page = 'https://ministere.exemple.test/permis';

    it('keeps the first click, and joins details to it once', async () => {
      const slug = await stage.consultation();
      const [path, key] = [pathsOf(slug).feedback(), participant()];
      const click = () => stage.put(path, { verdict: 'no', page }, { key });
      const join = (details: string, who = key) => stage.put(`${path}/versions/2`, { details }, { key: who });
      assert.deepEqual((await click()).body, (await click()).body);
      assert.equal((await join('Pas à moi', participant())).body.code, 'conflict');
      assert.equal((await join('Il manque le prix.')).body.version, 2);
      assert.equal((await join('Il manque le prix.')).status, 200);
      assert.equal((await join('Autre chose')).body.code, 'conflict');
      assert.equal((await join('x'.repeat(1001))).status, 409);
      assert.equal(await stage.count('feedback', slug), 1);
      assert.equal(await stage.count('feedback_version', slug), 1);
    });

    it('is about a page of a registered site or of the platform, kept by its origin and path', async () => {
      const slug = await stage.consultation();
      const give = (address: string) => stage.put(pathsOf(slug).feedback(), { verdict: 'no', page: address });
      for (const [address, code] of [
        ['javascript:alert(1)', 'not-a-page'],
        [page.replace('//', '//marie:secret@'), 'page-credentials'],
        [`${page}?q=moi`, 'page-query'],
        ['https://ailleurs.test/permis', 'page-elsewhere'],
        [`${page}/${'x'.repeat(500)}`, 'too-long'],
      ] as const) {
        const refused = await give(address);
        assert.equal(refused.body.code, 'invalid-answers', address);
        assert.deepEqual(
          refused.body.errors?.map(({ pointer, code: why }) => [pointer, why]),
          [['/page', code]],
          address,
        );
        assert.doesNotMatch(refused.body.errors[0]!.message, /n’est pas valide/);
      }
      assert.equal(await stage.count('feedback', slug), 0);
      const [path, key] = [pathsOf(slug).feedback(), participant()];
      const capitals = { verdict: 'no', page: page.replace('ministere', 'MINISTERE') };
      const first = await stage.put(path, capitals, { key });
      assert.equal(first.status, 200);
      assert.deepEqual((await stage.put(path, capitals, { key })).body, first.body);
      assert.equal((await give(`${PLATFORM}/c/${slug}`)).status, 200);
      const { rows } = await sql<{ page: string }>`
        select page from feedback where consultation_id = (select id from consultation where slug = ${slug})
        order by page`.execute(stage.database.db);
      assert.deepEqual(rows, [{ page }, { page: `${PLATFORM}/c/${slug}` }]);
    });
  });

  describe('one’s own', () => {
    const give = async (slug: string, key: string) => {
      const at = pathsOf(slug);
      const ids = Array.from({ length: 4 }, () => crypto.randomUUID() as string) as [
        string,
        string,
        string,
        string,
      ];
      const later = () => (stage.clock.now = new Date(stage.clock.now.getTime() + 1000));
      await answer(at.response(ids[0]), ANSWERS, key);
      later();
      await stage.put(at.comment(ids[1]), { body: 'Oui' }, { key });
      later();
      await stage.put(at.idea(ids[2]), { title: 'T', body: 'B' }, { key });
      later();
      await stage.put(
        at.feedback(ids[3]),
        { verdict: 'yes', page: 'https://ministere.exemple.test/a' },
        { key },
      );
      return ids;
    };
    const list = async (slug: string, key: string, query = '') =>
      (await stage.get(`${pathsOf(slug).mine()}${query}`, { authorization: `Bearer ${key}` }))
        .body as unknown as OwnContributionPage;

    it('lists what this participant gave, newest first, page by page, and nobody else’s', async () => {
      const slug = await stage.consultation();
      const key = participant();
      const ids = await give(slug, key);
      await give(slug, participant());
      const first = await list(slug, key, '?limit=3');
      const rest = await list(slug, key, `?limit=3&cursor=${first.next}`);
      const all = [...first.items, ...rest.items];
      assert.deepEqual(
        all.map(({ id }) => id),
        [...ids].reverse(),
      );
      assert.deepEqual(
        all.map(({ kind }) => kind),
        ['feedback', 'idea', 'comment', 'response'],
      );
      assert.deepEqual(all[3]?.content, {
        answers: ANSWERS,
        definition: 1,
        version: 1,
        changedAt: null,
      });
      assert.equal(rest.next, null);
    });

    it('can be withdrawn, also after closing: the text is erased, the answers of others stay', async () => {
      const slug = await stage.consultation();
      const at = pathsOf(slug);
      const key = participant();
      const ids = await give(slug, key);
      await stage.put(at.comment(), { body: 'Je réponds', parent: ids[1] });
      const withdraw = (id: string, who = key) => stage.put(at.withdrawal(id), {}, { key: who });
      const opening = stage.clock.now;
      stage.clock.now = new Date('2091-01-01T00:00:00Z');
      for (const id of ids) assert.equal((await withdraw(id)).status, 200);
      assert.equal((await withdraw(ids[0])).status, 200);
      stage.clock.now = opening;
      assert.equal((await withdraw(ids[1], participant())).status, 404);
      assert.equal((await withdraw(crypto.randomUUID())).status, 404);
      assert.deepEqual(
        (await list(slug, key)).items.map(({ state, content }) => [state, content]),
        Array(4).fill(['withdrawn', null]),
      );
      const { rows } = await sql<{ left: number }>`
        with c as (select id from consultation where slug = ${slug})
        select ((select count(*) from response, c where consultation_id = c.id and answers is not null)
          + (select count(*) from comment, c where consultation_id = c.id and body = 'Oui')
          + (select count(*) from idea, c where consultation_id = c.id and (title is not null or body is not null))
          + (select count(*) from feedback, c where consultation_id = c.id and verdict is not null))::int as left`.execute(
        stage.database.db,
      );
      assert.deepEqual(rows, [{ left: 0 }]);
      const thread = (await stage.get(at.comments())).body as unknown as CommentPage;
      assert.deepEqual(
        [thread.items[0]?.state, thread.items[0]?.body, thread.items[0]?.replies],
        ['withdrawn', null, 1],
      );
    });

    it('stays refused under the identifier of what was withdrawn', async () => {
      const slug = await stage.consultation();
      const at = pathsOf(slug);
      const key = participant();
      const ids = await give(slug, key);
      for (const id of ids) await stage.put(at.withdrawal(id), {}, { key });
      const again = [
        await answer(at.response(ids[0]), ANSWERS, key),
        await stage.put(at.comment(ids[1]), { body: 'Oui' }, { key }),
        await stage.put(at.idea(ids[2]), { title: 'T', body: 'B' }, { key }),
        await stage.put(
          at.feedback(ids[3]),
          { verdict: 'yes', page: 'https://ministere.exemple.test/a' },
          { key },
        ),
      ];
      assert.deepEqual(
        again.map(({ body }) => body.code),
        Array(4).fill('conflict'),
      );
    });
  });

  describe('moderation', () => {
    const hide = async (consultation: string, id: string, action: 'hide' | 'unhide' = 'hide') => {
      const decision = { consultation, id, action, reason: 'Hors sujet' };
      const decided = await decide(stage.database.db, decision, stage.clock.now);
      await stage.backend.contributionsChanged(consultation);
      return decided;
    };

    it('takes a text out of sight for everybody, keeps the reason, and brings it back', async () => {
      const slug = await stage.consultation();
      const at = pathsOf(slug);
      const id = crypto.randomUUID();
      await stage.put(at.comment(id), { body: 'Achetez mes skis' });
      assert.equal((await hide(slug, id)).ok, true);
      for (const path of [at.comments(), at.comment(id), at.view('comments')]) {
        const { text } = await stage.get(path);
        assert.match(text, /"state":"hidden"/);
        assert.doesNotMatch(text, /skis/);
      }
      const vote = await stage.put(`${at.comment(id)}/ballot`, { choice: 'up', turn: 1 });
      assert.equal(vote.body.code, 'conflict');
      assert.deepEqual(await hide(slug, id), { ok: false, problem: 'already-so' });
      assert.equal((await hide(slug, id, 'unhide')).ok, true);
      assert.match((await stage.get(at.comments())).text, /skis/);
      assert.equal(await stage.count('moderation', slug), 2);
    });

    it('keeps a record that nobody can change', async () => {
      const slug = await stage.consultation();
      const id = crypto.randomUUID();
      await stage.put(pathsOf(slug).comment(id), { body: 'Texte' });
      await hide(slug, id);
      const { db } = stage.database;
      await assert.rejects(sql`update moderation set reason = 'autre'`.execute(db), /never changed/);
      await assert.rejects(sql`delete from moderation`.execute(db), /never changed/);
      await assert.rejects(sql`truncate moderation`.execute(db), /never changed/);
    });
  });
});
