import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { applyDefinition } from '../../src/backend/consultations/store.js';
import { ConsultationDefinition } from '../../src/contract/consultation.js';
import { type Definition, definitionFor } from '../../stories/support/definitions.js';
import { participant, pathsOf, setStage, type Stage } from './harness.js';
import { questionsIn } from '../../src/domain/kinds.js';

const ANSWERS = { velo: true, motifs: ['travail'], satisfaction: 4 };

/** The definition with its survey's question `satisfaction` changed. */
function changed(slug: string, change: (question: Record<string, unknown>) => void): Definition {
  const definition = structuredClone(definitionFor(slug));
  const survey = definition.activities.find(({ kind }) => kind === 'survey') as { pages: unknown };
  const pages = survey.pages as { questions: Record<string, unknown>[] }[];
  change(questionsIn({ pages }).find(({ id }) => id === 'satisfaction')!);
  return definition;
}

describe('versions of a survey', () => {
  let stage: Stage;
  before(async () => void (stage = await setStage()));
  after(() => stage.close());

  const apply = (definition: Definition, despite?: string) =>
    applyDefinition(stage.database.db, ConsultationDefinition.parse(definition), stage.clock.now, despite);
  const give = (slug: string, key = participant(), path = pathsOf(slug).response()) =>
    stage.put(path, { answers: ANSWERS, definition: 1 }, { key });
  const scaleOfTen = (question: Record<string, unknown>) => (question.max = 10);

  it('may change in any way while nobody has answered', async () => {
    const slug = await stage.consultation();
    assert.ok((await apply(changed(slug, scaleOfTen))).ok);
  });

  it('are refused where they alter what answers mean, with each place, and nothing is applied', async () => {
    const slug = await stage.consultation();
    assert.equal((await give(slug)).status, 200);
    const refused = await apply(changed(slug, scaleOfTen));
    assert.ok(!refused.ok);
    assert.equal(refused.problem.code, 'alters-answers');
    assert.match(refused.problem.pointer, /^\/activities\/0\/pages\/\d+\/questions\/\d+\/max$/);
    const { rows } = await sql<{ version: number }>`
      select version from consultation where slug = ${slug}`.execute(stage.database.db);
    assert.deepEqual(rows, [{ version: 1 }]);
  });

  it('are applied where they are harmless', async () => {
    const slug = await stage.consultation();
    await give(slug);
    const applied = await apply(
      changed(slug, (question) => {
        const { fr } = question.label as { fr: string };
        question.label = { fr: fr.toUpperCase(), en: 'Something else' };
      }),
    );
    assert.equal(applied.ok && applied.value.version, 2);
  });

  it('are applied despite that for a reason, which is kept with the version', async () => {
    const slug = await stage.consultation();
    await give(slug);
    const applied = await apply(changed(slug, scaleOfTen), 'Erreur de saisie, corrigée le premier jour');
    assert.equal(applied.ok && applied.value.version, 2);
    const { rows } = await sql<{ version: number; despite: string | null }>`
      select version, despite from consultation_version
      where consultation_id = (select id from consultation where slug = ${slug}) order by version`.execute(
      stage.database.db,
    );
    assert.deepEqual(rows, [
      { version: 1, despite: null },
      { version: 2, despite: 'Erreur de saisie, corrigée le premier jour' },
    ]);
  });

  it('are refused where people would have been told something else, whatever they gave', async () => {
    const widened = (slug: string) => {
      const definition = definitionFor(slug);
      definition.privacy.purposes = { fr: 'Études et revente', en: 'Studies' };
      return definition;
    };
    const slug = await stage.consultation();
    assert.ok((await apply(widened(slug))).ok, 'nobody gave anything');
    const other = await stage.consultation();
    const idea = await stage.put(pathsOf(other).idea(), { title: 'Un banc', body: 'Au parc' });
    assert.equal(idea.status, 200);
    const refused = await apply(widened(other));
    assert.deepEqual(!refused.ok && [refused.problem.pointer, refused.problem.others], [
      '/privacy/purposes',
      [],
    ]);
    assert.ok((await apply(widened(other), 'Décret du 3 mai')).ok);
  });

  it('may change in any way again once all that was answered is withdrawn', async () => {
    const slug = await stage.consultation();
    const [key, id] = [participant(), crypto.randomUUID() as string];
    await give(slug, key, pathsOf(slug).response(id));
    await stage.put(pathsOf(slug).withdrawal(id), {}, { key });
    assert.ok((await apply(changed(slug, scaleOfTen))).ok);
  });
});
