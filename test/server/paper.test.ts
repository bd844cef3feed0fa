import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { exportRows } from '../../src/backend/transfer/export.js';
import { type Answers, SurveyDefinition } from '../../src/contract/survey.js';
import { askPaper } from '../../src/server/verbs/ask-paper.js';
import { enter, type EnterOptions } from '../../src/server/verbs/enter.js';
import { pathsOf, setStage, type Stage } from '../backend/harness.js';

const ANSWERS = { velo: true, motifs: ['travail'], satisfaction: 4 };

describe('answers from paper', () => {
  let stage: Stage;
  let folder: string;
  before(async () => {
    stage = await setStage();
    folder = await mkdtemp(join(tmpdir(), 'cq-paper-'));
  });
  after(async () => {
    await stage.close();
    await rm(folder, { recursive: true });
  });

  const key = async (slug: string, options: Partial<EnterOptions>, now = stage.clock.now) => {
    const lines: string[] = [];
    const voice = { line: (text: string) => void lines.push(text), progress: () => {} };
    const bench = { database: stage.database, backend: stage.backend, now };
    const code = await enter(bench, { consultation: slug, activity: 'sondage', ...options }, voice);
    return { code, said: lines.join('\n') };
  };
  const file = async (name: string, content: string) => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };
  const ndjson = (...rows: unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');
  const stored = async (slug: string) =>
    (
      await sql<{ answers: unknown }>`
        select answers, entered_from, batch, entered_by, participant, definition_version from response
        where consultation_id = (select id from consultation where slug = ${slug}) order by batch, answers::text`.execute(
        stage.database.db,
      )
    ).rows;

  it('are stored with their mark, batch and version, and no participant; entered again, they are there already', async () => {
    const slug = await stage.consultation();
    const sheets = await file(
      'a.ndjson',
      ndjson({ number: '0001', answers: { ...ANSWERS, frein: 'meteo' } }),
    );
    const first = await key(slug, { file: sheets, by: 'Équipe des consultations' });
    assert.deepEqual(first, {
      code: 0,
      said: `${slug}/sondage: batch 1, 1 stored from paper, 0 there already`,
    });
    assert.match((await key(slug, { file: sheets })).said, /0 stored from paper, 1 there already/);
    assert.deepEqual(await stored(slug), [
      {
        answers: ANSWERS,
        entered_from: 'paper',
        batch: 1,
        entered_by: 'Équipe des consultations',
        participant: null,
        definition_version: 1,
      },
    ]);
  });

  it('are typed into a table as they stand on the sheet', async () => {
    const slug = await stage.consultation();
    const table = 'number;velo;motifs;frein;satisfaction\n1;oui;1;;4\n2;non;;1;2\n';
    const { code, said } = await key(slug, { file: await file('a.csv', `\ufeff${table}`) });
    assert.equal(code, 0, said);
    assert.equal((await stored(slug)).length, 2);
  });

  it('are refused as a whole where one breaks a rule, with its line and its question', async () => {
    const slug = await stage.consultation();
    const sheets = ndjson({ answers: ANSWERS }, { answers: { ...ANSWERS, satisfaction: 9 } }, { answer: {} });
    const { code, said } = await key(slug, { file: await file('b.ndjson', sheets) });
    assert.equal(code, 1);
    assert.match(said, /b\.ndjson:2 \/answers\/satisfaction: out-of-range \(5\)/);
    assert.match(said, /b\.ndjson:3 /);
    assert.match(said, /nothing was stored/);
    assert.equal((await stored(slug)).length, 0);
  });

  it('are refused where they lead to an end that keeps none', async () => {
    const slug = await stage.consultation((definition) => ({
      ...definition,
      activities: [
        {
          kind: 'survey',
          id: 'sondage',
          title: { fr: 'Sondage' },
          pages: [
            {
              id: 'un',
              title: { fr: 'Un' },
              next: [{ end: 'fin' }],
              questions: [{ id: 'velo', type: 'yes-no', label: { fr: 'Un vélo ?' } }],
            },
          ],
          endings: [{ id: 'fin', title: { fr: 'Fin' }, message: { fr: 'Fin' }, keep: false }],
        },
      ],
    }));
    const sheets = await file('fin.ndjson', ndjson({ answers: { velo: true } }));
    const { code, said } = await key(slug, { file: sheets });
    assert.equal(code, 1);
    assert.match(said, /fin\.ndjson:1 \/answers: not-kept \(fin\)/);
    assert.equal((await stored(slug)).length, 0);
  });

  it('are taken after closing for what came while the survey was open, and not before it opens', async () => {
    const slug = await stage.consultation();
    const rows = [{ answers: ANSWERS }];
    const later = new Date('2091-01-15T12:00:00Z');
    assert.match((await key(slug, { rows }, later)).said, /closed: say on which day/);
    assert.match(
      (await key(slug, { rows, received: '2091-01-02' }, later)).said,
      /was open from .* to 2090-12-01/,
    );
    assert.equal((await key(slug, { rows, received: '2090-11-30' }, later)).code, 0);
    assert.match((await key(slug, { rows }, new Date('2020-01-01'))).said, /not open yet/);
  });

  it('are counted among the contributions and apart, and not as participants', async () => {
    const slug = await stage.consultation();
    await stage.put(pathsOf(slug).response(), { answers: ANSWERS, definition: 1 });
    await key(slug, { rows: [{ answers: ANSWERS }, { answers: ANSWERS }] });
    for await (const { table, row } of exportRows(stage.database.db, slug, stage.clock.now))
      if (table === 'participation' && row.kind === 'survey')
        assert.deepEqual([row.contributions, row.participants, row.from_paper], [3, 1, 2]);
  });

  it('are asked question by question: back, corrected, and confirmed before they are stored', async () => {
    const definition = SurveyDefinition.parse({
      kind: 'survey',
      pages: [
        {
          id: 'p',
          title: { fr: 'Page' },
          questions: [
            { id: 'velo', type: 'yes-no', label: { fr: 'À vélo ?' }, required: true },
            {
              id: 'hiver',
              type: 'yes-no',
              label: { fr: 'L’hiver ?' },
              showIf: { question: 'velo', is: true },
            },
            { id: 'jours', type: 'number', label: { fr: 'Combien de jours ?' }, min: 0, max: 7 },
          ],
        },
      ],
    });
    const survey = { ...definition, id: 'sondage', title: { fr: 'Sondage' } };
    const [stdin, stdout] = [new PassThrough(), new PassThrough()];
    // Yes, then back: no, and what hung on it is not asked; a number that is refused, and one that is not.
    stdin.end(['', 'oui', '<', 'non', '12', '5', 'o', 'q'].join('\n'));
    const kept: Answers[] = [];
    await askPaper(survey, { stdin, stdout }, async (answers) => void kept.push(answers));
    assert.deepEqual(kept, [{ velo: false, jours: 5 }]);
    const said = String(stdout.read());
    assert.match(said, /\/answers\/velo: required/);
    assert.match(said, /\/answers\/jours: out-of-range \(7\)/);
    assert.match(said, /\n2\. L’hiver \?[\s\S]*\n3\. Combien de jours \?/);
  });
});
