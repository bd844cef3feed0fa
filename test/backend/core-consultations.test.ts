import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { changesBetween } from '../../src/backend/consultations/changes.js';
import { addBody, applyDefinition, listBodies } from '../../src/backend/consultations/store.js';
import { ConsultationDefinition } from '../../src/contract/consultation.js';
import { BODY, definitionFor, type Definition } from '../../stories/support/definitions.js';
import { MINISTRY, participant, pathsOf, setStage, type Stage } from './harness.js';

describe('applying a consultation’s file', () => {
  let stage: Stage;
  before(async () => (stage = await setStage()));
  after(() => stage.close());

  const apply = async (
    slug: string,
    change: (definition: Definition) => unknown = () => {},
    despite?: string,
  ) => {
    const definition = structuredClone(definitionFor(slug));
    change(definition);
    const parsed = ConsultationDefinition.parse(definition);
    const applied = await applyDefinition(stage.database.db, parsed, stage.clock.now, despite);
    await stage.backend.definitionsChanged();
    return applied;
  };
  const versions = async (slug: string) => {
    const { rows } = await sql<{ version: number }>`
      select v.version from consultation_version v join consultation c on c.id = v.consultation_id
      where c.slug = ${slug} order by v.version`.execute(stage.database.db);
    return rows.map((row) => row.version);
  };

  it('creates it once, and the same file again changes nothing', async () => {
    const created = await apply('neuve');
    assert.ok(created.ok);
    assert.equal(created.value.created, true);
    assert.equal(created.value.version, 1);
    const again = await apply('neuve');
    assert.deepEqual(again, { ok: true, value: { version: 1, created: false, changes: [] } });
    assert.deepEqual(await versions('neuve'), [1]);
  });

  it('tells what changed, before and after, and keeps every version', async () => {
    await apply('suivie');
    const changed = await apply('suivie', (definition) => {
      definition.title = { ...definition.title, fr: 'Pédaler' };
      delete definition.contact.telephone;
      definition.activities[3] = {
        ...definition.activities[3]!,
        description: { fr: 'Dites-le', en: 'Say so' },
      };
    });
    assert.ok(changed.ok);
    assert.equal(changed.value.version, 2);
    assert.deepEqual(
      changed.value.changes.sort((one, other) => (one.pointer < other.pointer ? -1 : 1)),
      [
        { pointer: '/activities/page/description', after: { fr: 'Dites-le', en: 'Say so' } },
        { pointer: '/contact/telephone', before: '418 555-0123' },
        { pointer: '/title/fr', before: 'Se déplacer à vélo, été comme hiver', after: 'Pédaler' },
      ],
    );
    assert.deepEqual(await versions('suivie'), [1, 2]);
    const { body } = await stage.get('/v1/consultations/suivie');
    assert.equal((body.consultation as { version: number }).version, 2);
  });

  it('tells a developer which attribute of an element names nothing, and which element shows an activity', async () => {
    await apply('nommee');
    const detail = async (path: string, language: string) => {
      const { status, body } = await stage.get(path, { 'accept-language': language });
      assert.equal(status, 404);
      return (body as { detail?: string }).detail;
    };
    const { view } = pathsOf('nommee');
    const all =
      'activity="sondage" (<cq-survey>), activity="discussion" (<cq-comment-thread>), activity="idees" (<cq-idea-vote>), activity="page" (<cq-feedback-prompt>)';
    for (const [path, french, english] of [
      [
        view('survey', '&activity=idees'),
        'activity="idees"\u00a0: cette activité est du genre «\u00a0ideas\u00a0»\u202f; l’élément qui la montre est <cq-idea-vote>.',
        'activity="idees": this activity is of the kind “ideas”; the element that shows it is <cq-idea-vote>.',
      ],
      [
        view('survey', '&activity=sondages'),
        `activity="sondages"\u00a0: «\u00a0nommee\u00a0» n’a pas cette activité. Elle a\u00a0: ${all}.`,
        `activity="sondages": “nommee” has no such activity. It has: ${all}.`,
      ],
      [
        pathsOf('nulle-part').view('survey'),
        'consultation="nulle-part"\u00a0: cette plateforme n’a aucune consultation de ce nom.',
        'consultation="nulle-part": this platform has no consultation of that name.',
      ],
    ] as const) {
      assert.equal(await detail(path, 'fr-CA'), french);
      assert.equal(await detail(path, 'en-CA'), english);
    }
    await apply('sans-idees', (definition) => {
      definition.activities = definition.activities.filter(({ kind }) => kind === 'feedback');
    });
    assert.equal(
      await detail(pathsOf('sans-idees').view('ideas'), 'fr'),
      'consultation="sans-idees"\u00a0: elle n’a rien que <cq-idea-vote> montre. Elle a\u00a0: activity="page" (<cq-feedback-prompt>).',
    );
  });

  it('refuses that an activity where people took part is named no more, until told why', async () => {
    await apply('renommee');
    const at = pathsOf('renommee');
    const renamed = (definition: Definition) => (definition.activities[0]!.id = 'sondages');
    assert.equal(
      (
        await stage.put(at.response(), {
          answers: { velo: true, motifs: ['travail'], satisfaction: 4 },
          definition: 1,
        })
      ).status,
      200,
    );
    assert.deepEqual(await apply('renommee', renamed), {
      ok: false,
      problem: { pointer: '/activities/0', code: 'alters-answers', others: [] },
    });
    assert.deepEqual(await versions('renommee'), [1]);
    assert.ok((await apply('renommee', renamed, 'Un autre sondage le remplace.')).ok);
    // It was taken away once: a later file is not asked about it again.
    const later = (definition: Definition) => {
      renamed(definition);
      definition.title = { fr: 'Encore', en: 'Again' };
    };
    assert.ok((await apply('renommee', later)).ok);
  });

  it('closes an activity that the file no longer names, loses nothing of it, and opens it again when it comes back', async () => {
    await apply('elaguee');
    const at = pathsOf('elaguee');
    assert.equal((await stage.put(at.comment(), { body: 'À garder.' })).status, 200);
    const without = (definition: Definition) =>
      (definition.activities = definition.activities.filter(({ id }) => id !== 'discussion'));
    assert.ok((await apply('elaguee', without, 'Elle a assez duré.')).ok);
    assert.equal((await stage.get(at.view('comments'))).status, 404);
    assert.equal((await stage.put(at.comment(), { body: 'Trop tard.' })).body.code, 'not-found');
    assert.equal(await stage.count('comment', 'elaguee'), 1);
    assert.ok((await apply('elaguee')).ok);
    const { body } = await stage.get(at.comments());
    assert.deepEqual(
      (body.items as { body: string }[]).map((comment) => comment.body),
      ['À garder.'],
    );
  });

  it('refuses that an activity becomes another thing, also one that is no longer named, and writes nothing', async () => {
    await apply('stable');
    const become = (definition: Definition) => {
      const [, , ideas, feedback] = definition.activities;
      definition.activities = [{ ...ideas!, id: 'sondage' }, feedback!];
    };
    const refusal = { ok: false, problem: { pointer: '/activities/0/kind', code: 'kind-changed' } };
    assert.deepEqual(await apply('stable', become), refusal);
    await apply('stable', (definition) => (definition.activities = [definition.activities[3]!]));
    assert.deepEqual(await apply('stable', become), refusal);
    assert.deepEqual(await versions('stable'), [1, 2]);
  });

  it('refuses a public body that is not registered', async () => {
    const refused = await apply('orpheline', (definition) => (definition.body = 'inconnu'));
    assert.deepEqual(refused, { ok: false, problem: { pointer: '/body', code: 'unknown-body' } });
    assert.equal((await stage.get('/v1/consultations/orpheline')).status, 404);
  });

  it('brings new hours at once, to those who look and to those who write', async () => {
    await apply('avancee');
    const at = pathsOf('avancee');
    const key = participant();
    assert.equal((await stage.put(at.comment(), { body: 'À temps.' }, { key })).status, 200);
    await apply('avancee', (definition) => (definition.closesAt = '2026-05-31T00:00:00-04:00'));
    assert.equal((await stage.get(at.view('comments'))).body.phase, 'closed');
    const late = await stage.put(at.comment(), { body: 'En retard.' }, { key });
    assert.equal(late.status, 403);
    assert.equal(late.body.code, 'closed');
    await apply('avancee', (definition) => {
      definition.activities[1]!.opensAt = '2080-01-01T00:00:00-05:00';
    });
    assert.equal((await stage.put(at.comment(), { body: 'Trop tôt.' })).body.code, 'not-open-yet');
    assert.equal(await stage.count('comment', 'avancee'), 1);
  });

  it('checks the hours in the writing statement too, for a node that does not know the new ones yet', async () => {
    await apply('ignoree');
    const at = pathsOf('ignoree');
    await stage.get(at.view('comments'));
    await sql`update activity set closes_at = '2026-01-16' where consultation_id =
      (select id from consultation where slug = 'ignoree')`.execute(stage.database.db);
    // A node that heard of it meanwhile says that it is closed; one that did not, that it cannot store.
    const { body } = await stage.put(at.comment(), { body: 'Entre deux.' });
    assert.ok(['closed', 'conflict'].includes(body.code), body.code);
    assert.equal(await stage.count('comment', 'ignoree'), 0);
  });

  it('changes a public body’s name and sites without losing the others', async () => {
    await addBody(stage.database.db, { slug: 'autre', name: { fr: 'Autre' }, origins: [] }, stage.clock.now);
    await addBody(
      stage.database.db,
      { slug: 'autre', name: { fr: 'Renommé' }, origins: ['https://a.test'] },
      stage.clock.now,
    );
    assert.deepEqual(await listBodies(stage.database.db), [
      { slug: 'autre', name: { fr: 'Renommé' }, origins: ['https://a.test'] },
      { ...BODY, origins: [MINISTRY] },
    ]);
  });
});

describe('what differs between two definitions', () => {
  it('is matched by identifier, whatever the order', () => {
    const before = {
      list: [
        { id: 'a', n: 1 },
        { id: 'b', n: 2 },
      ],
    };
    const after = {
      list: [
        { id: 'b', n: 3 },
        { id: 'a', n: 1 },
      ],
    };
    assert.deepEqual(changesBetween(before, after), [
      { pointer: '/list', before: ['a', 'b'], after: ['b', 'a'] },
      { pointer: '/list/b/n', before: 2, after: 3 },
    ]);
  });

  it('tells another order from an item that is new or gone', () => {
    const of = (...ids: string[]) => ({ list: ids.map((id) => ({ id })) });
    const pointers = (before: object, after: object) =>
      changesBetween(before, after).map(({ pointer }) => pointer);
    assert.deepEqual(pointers(of('a', 'b', 'c'), of('c', 'a', 'b')), ['/list']);
    assert.deepEqual(pointers(of('a', 'b'), of('c', 'a', 'b')), ['/list/c']);
    assert.deepEqual(pointers(of('a', 'b', 'c'), of('a', 'c')), ['/list/b']);
    assert.deepEqual(pointers(of('a', 'b'), of('a', 'b')), []);
  });

  it('tells an added value, a removed one, and one that becomes another sort of thing', () => {
    assert.deepEqual(changesBetween({ a: 1, c: [1] }, { b: 2, c: { 0: 1 } }), [
      { pointer: '/a', before: 1 },
      { pointer: '/c', before: [1], after: { 0: 1 } },
      { pointer: '/b', after: 2 },
    ]);
  });
});
