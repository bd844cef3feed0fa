import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { exportRows } from '../../src/backend/transfer/export.js';
import { type Answers, SurveyDefinition } from '../../src/contract/survey.js';
import { askPaper, type Sitting } from '../../src/server/verbs/ask-paper.js';
import { type Begun, BegunFile } from '../../src/server/verbs/begun.js';
import { enter, type EnterOptions } from '../../src/server/verbs/enter.js';
import { operatorLanguage } from '../../src/server/verbs/operator-language.js';
import { exportResponses, type ResponsesOptions } from '../../src/server/verbs/responses.js';
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
    const code = await enter(
      bench,
      { consultation: slug, activity: 'sondage', language: 'fr' as const, ...options },
      voice,
    );
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
    const sheets = await file('a.ndjson', ndjson({ number: '0001', answers: ANSWERS }));
    const first = await key(slug, { file: sheets, by: 'Équipe des consultations' });
    assert.deepEqual(first, {
      code: 0,
      said: `${slug}/sondage : lot 1, 1 enregistré du papier, 0 déjà là`,
    });
    assert.match((await key(slug, { file: sheets })).said, /lot 2, 0 enregistré du papier, 1 déjà là/);
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

  /** A survey that asks for words and for a number. */
  const withNumber = () =>
    stage.consultation((definition) => ({
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
              questions: [
                { id: 'avis', type: 'short-text', label: { fr: 'Votre avis' } },
                { id: 'distance', type: 'number', label: { fr: 'Combien de kilomètres ?' }, decimals: 3 },
              ],
            },
          ],
        },
      ],
    }));

  it('are read from a table whose cells hold what does not part its columns', async () => {
    for (const [name, table] of [
      ['semicolons.csv', 'number;avis;distance\n1;oui, mais;12,5\n'],
      ['tabs.csv', 'number\tavis\tdistance\n1\toui, mais\t12,5\n'],
      ['commas.csv', 'number,avis,distance\n1,"oui, mais","12,5"\n'],
      ['more.csv', 'number;avis;distance;;\n1;oui, mais;12,5;;\n'],
    ] as const) {
      const slug = await withNumber();
      const { code, said } = await key(slug, { file: await file(name, table) });
      assert.equal(code, 0, said);
      const [sheet] = await stored(slug);
      assert.deepEqual((sheet as { answers: unknown }).answers, { avis: 'oui, mais', distance: 12.5 }, name);
    }
  });

  it('have their numbers read in French, or in English where that is said, and in neither where there are two ways', async () => {
    const numberOf = async (typed: string, numbers?: 'fr' | 'en', language: 'fr' | 'en' = 'fr') => {
      const slug = await withNumber();
      const sheets = await file('number.csv', `avis;distance\n;${typed}`);
      const { code, said } = await key(slug, { file: sheets, numbers, language });
      const [sheet] = (await stored(slug)) as { answers: { distance: number } }[];
      return code === 0 ? sheet!.answers.distance : said;
    };
    for (const [typed, french, english] of [
      ['12,5', 12.5, /such as 1234, 1,234 or 12\.5/],
      ['12.5', 12.5, 12.5],
      ['1,234', 1.234, 1234],
      ['1.234', /« 1\.234 » peut se lire de deux façons/, 1.234],
      ['1,234.5', /« 1,234\.5 » demande --language en/, 1234.5],
      ['1 234,5', 1234.5, /“1,23” could be read in two ways/],
      ['1\u00a0234,5', 1234.5, /“1,23” could be read in two ways/],
      ['1\u202f234,5', 1234.5, /“1,23” could be read in two ways/],
      ['-1\u202f234', -1234, -1234],
      ['douze', /Inscrivez un nombre tel que 1234, 1 234 ou 12,5/, /Enter a number such as/],
    ] as const) {
      for (const [found, wanted] of [
        [await numberOf(typed), french],
        [await numberOf(typed, 'en', 'en'), english],
      ] as const) {
        if (typeof wanted === 'number') assert.equal(found, wanted, typed);
        else assert.match(String(found), wanted);
      }
    }
    // Who is told in English, and did not say that numbers are, is told how they are read.
    assert.match(String(await numberOf('1,234.5', undefined, 'en')), /read as in French.*--language en/);
  });

  it('are refused as a whole where one breaks a rule, with its line and its question', async () => {
    const slug = await stage.consultation();
    const sheets = ndjson({ answers: ANSWERS }, { answers: { ...ANSWERS, satisfaction: 9 } }, { answer: {} });
    const { code, said } = await key(slug, { file: await file('b.ndjson', sheets) });
    assert.equal(code, 1);
    assert.match(said, /b\.ndjson:2 \/answers\/satisfaction \(question \d\): Inscrivez un nombre de 1 à 5\./);
    assert.match(said, /b\.ndjson:3 \/answers: Cette ligne n’est pas un questionnaire/);
    assert.match(said, /b\.ndjson: Rien n’a été enregistré/);
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
    assert.match(said, /fin\.ndjson:1 .*« fin », qui ne conserve rien/);
    assert.equal((await stored(slug)).length, 0);
  });

  it('are taken after closing for what came while the survey was open, and not before it opens', async () => {
    const slug = await stage.consultation();
    const rows = [{ answers: ANSWERS }];
    const later = new Date('2091-01-15T12:00:00Z');
    assert.match((await key(slug, { rows }, later)).said, /fermé : dites quel jour/);
    assert.match(
      (await key(slug, { rows, received: '2091-01-02' }, later)).said,
      /était ouvert du .* au 2090-12-01/,
    );
    assert.equal((await key(slug, { rows, received: '2090-11-30' }, later)).code, 0);
    assert.match((await key(slug, { rows }, new Date('2020-01-01'))).said, /pas encore ouvert/);
  });

  it('are counted among the contributions and apart, and not as participants', async () => {
    const slug = await stage.consultation();
    await stage.put(pathsOf(slug).response(), { answers: ANSWERS, definition: 1 });
    await key(slug, { rows: [{ answers: ANSWERS }, { answers: ANSWERS }] });
    for await (const { table, row } of exportRows(stage.database.db, slug, stage.clock.now))
      if (table === 'participation' && row.kind === 'survey')
        assert.deepEqual([row.contributions, row.participants, row.from_paper], [3, 1, 2]);
  });

  it('tell each mistake of a file in the language that is asked for', async () => {
    const slug = await stage.consultation();
    const answers = { ...ANSWERS, motifs: ['inconnu'] };
    const latin = join(folder, 'latin.csv');
    await writeFile(latin, Buffer.from('velo;avis\noui;été', 'latin1'));
    const files: [string, RegExp, RegExp][] = [
      [
        await file('codes.ndjson', ndjson({ answers: { ...answers, inconnue: 1 } })),
        /:1 \/answers\/inconnue: Aucune question ne porte ce nom\./,
        /:1 \/answers\/inconnue: No question has this name\./,
      ],
      [
        await file('option.ndjson', ndjson({ answers })),
        /\/answers\/motifs \(question 2\): Aucun choix ne porte ce nom/,
        /\/answers\/motifs \(question 2\): No choice has this name/,
      ],
      [await file('no.ndjson', 'bonjour'), /:1 Ce n’est pas du JSON/, /:1 This is not JSON/],
      [latin, /Ce n’est pas de l’UTF-8/, /This is not UTF-8/],
      [join(folder, 'none.csv'), /Ce fichier n’existe pas/, /There is no such file/],
      [await file('twice.csv', 'velo,velo\noui,non'), /s’appellent « velo »/, /are called “velo”/],
      [
        await file('row.csv', 'velo,motifs\noui'),
        /row\.csv:2 Cette ligne n’a pas toutes les colonnes/,
        /row\.csv:2 This line has not all the columns/,
      ],
      [
        await file('more.csv', 'number,velo,satisfaction\n1,non,4\n2,non,3,5\n\n3,non,2,5'),
        /more\.csv:3 .*contient une virgule s’écrit entre guillemets : "12,5"[^]*more\.csv:5 Cette ligne a plus/,
        /more\.csv:3 .*holds a comma stands in quotation marks: "12,5"[^]*more\.csv:5 This line has more/,
      ],
      [
        await file('semicolon.csv', 'number;velo\n1;oui; mais'),
        /:2 .*contient un point-virgule s’écrit entre guillemets/,
        /:2 .*holds a semicolon stands in quotation marks/,
      ],
      [
        await file('open.csv', 'velo;motifs\noui;"1'),
        /: 2 Un guillemet n’est pas fermé/,
        /: 2 A quotation mark/,
      ],
      [
        await file('untitled.csv', 'Numéro|Vélo\n1|oui'),
        /untitled\.csv: La première ligne ne nomme aucune question/,
        /untitled\.csv: The first line names no question/,
      ],
      [
        await file('near.csv', 'velo;satisfactoin\noui;4'),
        /:2 \/answers\/satisfactoin: Aucune question ne porte ce nom\. Est-ce « satisfaction » \?/,
        /:2 \/answers\/satisfactoin: No question has this name\. Is it “satisfaction”\?/,
      ],
      [
        await file('numbers.csv', 'number;velo;motifs;satisfaction\n7;non;;4\n\n7;non;;3'),
        /:4 Le numéro 7 est déjà celui de la ligne 2/,
        /:4 Line 2 has the number 7 already/,
      ],
    ];
    for (const [path, french, english] of files) {
      assert.match((await key(slug, { file: path })).said, french);
      assert.match((await key(slug, { file: path, language: 'en' })).said, english);
    }
    assert.equal((await stored(slug)).length, 0);
  });

  /** A survey whose parts are hidden in every way, and whose answers are of many kinds. */
  const branching = () => {
    const list = (...ids: string[]) => ids.map((id) => ({ id, label: { fr: `Le ${id}` } }));
    const ask = (type: string, id: string, more: object = {}) => ({ type, id, label: { fr: id }, ...more });
    const page = (id: string, questions: object[], more: object = {}) => ({
      id,
      title: { fr: id },
      questions,
      ...more,
    });
    const velo = { question: 'mode', is: 'velo' };
    const survey = {
      pages: [
        page(
          'un',
          [
            ask('short-text', 'nom'),
            ask('number', 'nombre'),
            ask('single-choice', 'mode', { options: list('velo', 'bus', 'auto'), other: true }),
            ask('multiple-choice', 'modes', { options: list('a', 'b', 'c'), other: true }),
            ask('single-choice', 'mieux', {
              options: [],
              optionsFrom: { question: 'modes', which: 'chosen' },
              other: true,
            }),
            ask('consent', 'accord'),
          ],
          {
            next: [
              { if: { question: 'nombre', above: 1000 }, end: 'tot' },
              { if: { question: 'nombre', above: 100 }, page: 'trois' },
            ],
          },
        ),
        page('deux', [
          ask('short-text', 'sivelo', { showIf: velo }),
          ask('short-text', 'casque', { enableIf: velo }),
          ask('group', 'menage', {
            item: { fr: 'Membre' },
            questions: [
              ask('number', 'age'),
              ask('yes-no', 'permis', { showIf: { question: 'age', atLeast: 16 } }),
            ],
          }),
          ask('pairwise', 'paires', { options: list('a', 'b', 'c') }),
          ask('ranking', 'rang', { options: list('a', 'b', 'c') }),
          ask('scale', 'note', { min: 1, max: 5, minLabel: { fr: 'Bas' }, maxLabel: { fr: 'Haut' } }),
        ]),
        page('trois', [
          ask('short-text', 'fin'),
          { type: 'calculated', id: 'total', label: { fr: 't' }, value: 3 },
        ]),
        page('quatre', [ask('short-text', 'bus')], { showIf: { question: 'mode', is: 'bus' } }),
      ],
      endings: [{ id: 'tot', title: { fr: 'Trop tôt' }, message: { fr: 'Merci' } }],
    };
    return stage.consultation((whole) => {
      const activities = whole.activities.map((one) => (one.kind === 'survey' ? { ...one, ...survey } : one));
      return { ...whole, activities } as never;
    });
  };

  it('are refused where other answers hide them, each with its line, its question and why, unless that is asked for', async () => {
    const slug = await branching();
    const hidden: [object, RegExp][] = [
      [
        { mode: 'bus', sivelo: 'mots' },
        /:1 \/answers\/sivelo \(question 7\): .*ne se pose pas.*si vous avez répondu «.Le velo.» à la question.3\./,
      ],
      [{ mode: 'bus', casque: 'mots' }, /:1 \/answers\/casque \(question 8\): .*«.Le velo.» à la question.3/],
      [
        { mode: 'velo', bus: 'mots' },
        /\/answers\/bus \(question 14\): .*partie ne se remplit pas.*«.Le bus.»/,
      ],
      [{ nombre: 2000, rang: ['a', 'b', 'c'] }, /\/answers\/rang \(question 11\): .*à la fin « Trop tôt »/],
      [{ nombre: 200, rang: ['a', 'b', 'c'] }, /\/answers\/rang \(question 11\): .*passer par-dessus/],
      [
        {
          menage: [
            { age: 40, permis: true },
            { age: 5, permis: true },
          ],
        },
        /\/answers\/menage\/1\/permis \(question 9\.2\): .*16 ou plus/,
      ],
      [{ modes: ['a'], mieux: 'b' }, /\/answers\/mieux \(question 5\): .*ceci n’est pas offert : b\./],
      [{ total: 5 }, /\/answers\/total: Cette valeur se calcule/],
    ];
    for (const [answers, why] of hidden) {
      const sheets = await file('hidden.ndjson', ndjson({ answers: { nom: 'N', ...answers } }));
      const refused = await key(slug, { file: sheets });
      assert.equal(refused.code, 1, JSON.stringify(answers));
      assert.match(refused.said, why);
      assert.equal(refused.said.match(/hidden\.ndjson:1/g)?.length, 1, refused.said);
      assert.match(refused.said, /mal saisie.*--leave-hidden[^]*Rien n’a été enregistré/);
    }
    assert.equal((await stored(slug)).length, 0);
    const sheets = await file('left.csv', 'number;nom;mode;sivelo\n1;N;bus;mots écrits\n2;N;velo;dits\n');
    assert.match((await key(slug, { file: sheets })).said, /left\.csv:2 \/answers\/sivelo/);
    const left = await key(slug, { file: sheets, leaveHidden: true });
    assert.equal(left.code, 0, left.said);
    assert.match(
      left.said,
      /left\.csv:2 \/answers\/sivelo \(question 7\): laissé de côté\.[^]*2 enregistrés/,
    );
    const answers = (await stored(slug)).map(
      (one) => (one as { answers: { sivelo?: string } }).answers.sivelo,
    );
    assert.deepEqual(answers.sort(), ['dits', undefined]);
  });

  it('are refused where a cell is not what its question takes, in words of that question', async () => {
    const slug = await branching();
    const oneOnly = /plusieurs marques ou d’autres mots/;
    const noOption = /Aucun choix ne porte ce nom ou ce numéro/;
    const members = /liste des membres en JSON : \[\{ "age": … \}\]/;
    for (const [column, typed, why] of [
      ['menage', 'oui', members],
      ['menage', '3', members],
      ['menage', '{"age":5}', members],
      ['menage', '[5]', members],
      [
        'menage',
        '[{"xx":5}]',
        /\/answers\/menage\/0\/xx .*Membre 1 – xx – Cette partie n’a aucune question de ce nom/,
      ],
      ['menage', '[{"age":"vieux"}]', /Membre 1 – age – Inscrivez un nombre/],
      ['paires', 'a b', /En JSON/],
      ['mode', '2 3', oneOnly],
      ['mode', '1,3', oneOnly],
      ['mode', '1 abc', oneOnly],
      ['mode', 'velo Québec', oneOnly],
      ['mode', '2 other: trottinette', oneOnly],
      ['modes', '5', noOption],
      ['modes', '-', noOption],
      ['modes', '1 1', /Le même choix est inscrit deux fois/],
      ['accord', 'peut-être', /Inscrivez x si la case est cochée/],
      ['note', '4 5', /Inscrivez un nombre de 1 à 5/],
      ['rang', '1 9 2', noOption],
      ['rang', '1 1 2', /Choisissez chaque option une seule fois/],
      ['Mode', '1', /Aucune question ne porte ce nom\. Est-ce « mode » \?/],
      ['nom', 'x'.repeat(20_001), /caractères/],
      ['number', 'x'.repeat(101), /« number » est un texte de 1 à 100 caractères/],
    ] as const) {
      const cell = typed.replaceAll('"', '""');
      const table = await file('cell.csv', `fin;${column}\nN;"${cell}"\n`);
      const { code, said } = await key(slug, { file: table });
      assert.equal(code, 1, `${column} ${typed}: ${said}`);
      assert.match(said, why, `${column} ${typed}`);
      assert.doesNotMatch(said, /n’est pas un questionnaire/);
    }
    assert.equal((await stored(slug)).length, 0);
    // What people wrote may begin as JSON does; and rows of a spreadsheet that hold nothing are none.
    const table = await file('brackets.csv', 'nom;mode\n[12];autre: trottinette\n;\n{};\n');
    const { code, said } = await key(slug, { file: table });
    assert.equal(code, 0, said);
    assert.deepEqual(
      (await stored(slug)).map((one) => one.answers),
      [
        { nom: '[12]', mode: { other: 'trottinette' }, total: 3 },
        { nom: '{}', total: 3 },
      ],
    );
  });

  it('are not taken for what has their number already, where the answers are others', async () => {
    const slug = await stage.consultation();
    await key(slug, { rows: [{ number: '12', answers: ANSWERS }] });
    const other = { number: '12', answers: { ...ANSWERS, satisfaction: 1 } };
    const { code, said } = await key(slug, { rows: [other, { number: '13', answers: ANSWERS }] });
    assert.equal(code, 1);
    assert.match(said, /Le numéro 12 est celui d’un questionnaire enregistré/);
    assert.equal((await stored(slug)).length, 1);
  });

  it('carry their mark, batch, hand and day into every export', async () => {
    const slug = await stage.consultation();
    const later = new Date('2091-01-15T12:00:00Z');
    await key(slug, { rows: [{ answers: ANSWERS }], by: 'Équipe', received: '2090-11-30' }, later);
    const to = join(folder, 'export');
    const out = async (format: string, labels = false) => {
      const shape = {
        format,
        columns: 'option',
        labels,
        language: 'fr',
        bom: false,
        missingCodes: false,
      } as const;
      await exportResponses(
        { database: stage.database, now: later },
        { ...(shape as ResponsesOptions), consultation: slug, folder: to },
        { line: () => {}, progress: () => {} },
      );
      return readFile(join(to, `responses-sondage.${format === 'spss' ? 'dat' : format}`), 'utf8');
    };
    assert.match(await out('csv'), /,1,0,paper,1,Équipe,2090-11-30,usual_end,/);
    assert.match(await out('csv', true), /,1,Non,Papier,1,Équipe,2090-11-30,/);
    assert.match(await out('spss'), /,1,0,2,1,"Équipe","?2090-11-30"?,/);
    const { paper } = JSON.parse(await out('ndjson')) as { paper: unknown };
    assert.deepEqual(paper, { batch: 1, by: 'Équipe', received: '2090-11-30' });
  });

  it('have a way that hangs on the day on which they came, and on no quota', async () => {
    const later = new Date('2091-01-15T12:00:00Z');
    const early = { compare: '<', left: { today: true }, right: '2090-12-01' };
    const ask = (id: string, more: object = {}) => ({ id, type: 'yes-no', label: { fr: id }, ...more });
    const page = (id: string, ...questions: object[]) => ({ id, title: { fr: id }, questions });
    const survey = {
      pages: [
        page('un', ask('velo'), ask('tot', { showIf: early }), ask('tard', { showIf: { not: early } })),
        page('deux', ask('fin')),
      ],
      endings: [{ id: 'complet', title: { fr: 'Complet' }, message: { fr: 'Merci' } }],
      quotas: [{ id: 'cyclistes', if: { question: 'velo', is: true }, limit: 1, end: 'complet' }],
    };
    const slug = await stage.consultation((whole) => {
      const activities = whole.activities.map((one) => (one.kind === 'survey' ? { ...one, ...survey } : one));
      return { ...whole, activities } as never;
    });
    const { code, said } = await key(
      slug,
      { rows: [{ answers: { velo: true } }], received: '2090-11-30' },
      later,
    );
    assert.equal(code, 0, said);
    const to = join(folder, slug);
    const shape = { format: 'ndjson', columns: 'option', labels: false, language: 'fr', bom: false } as const;
    await exportResponses(
      { database: stage.database, now: later },
      { ...shape, missingCodes: false, consultation: slug, folder: to },
      { line: () => {}, progress: () => {} },
    );
    const line = await readFile(join(to, 'responses-sondage.ndjson'), 'utf8');
    const { ending, notShown } = JSON.parse(line) as Record<string, unknown>;
    assert.deepEqual({ ending, notShown }, { ending: 'usual_end', notShown: ['tard'] });
  });
});

describe('keying in question by question', () => {
  const both = (fr: string, en: string) => ({ fr, en });
  const options = ['velo', 'bus', 'pied'].map((id) => ({ id, label: both(`Le ${id}`, `By ${id}`) }));
  const definition = SurveyDefinition.parse({
    kind: 'survey',
    order: 'random',
    pages: [
      {
        id: 'p',
        title: { fr: 'Page' },
        order: 'random',
        questions: [
          { id: 'velo', type: 'yes-no', label: both('À vélo ?', 'By bicycle?'), required: true },
          {
            id: 'hiver',
            type: 'yes-no',
            label: both('L’hiver ?', 'In winter?'),
            showIf: { question: 'velo', is: true },
          },
          {
            id: 'jours',
            type: 'number',
            label: both('Combien de jours ?', 'How many days?'),
            min: 0,
            max: 7,
          },
          {
            id: 'modes',
            type: 'multiple-choice',
            label: both('Comment ?', 'How?'),
            options,
            order: 'random',
          },
          {
            id: 'mieux',
            type: 'single-choice',
            label: both('Le mieux ?', 'The best?'),
            options: [
              { id: 'aucun', label: both('Aucun', 'None') },
              { id: 'tous', label: both('Tous', 'All') },
            ],
            optionsFrom: { question: 'modes', which: 'chosen' },
          },
        ],
      },
    ],
  });
  const survey = { ...definition, id: 'sondage', title: both('Sondage', 'Survey') };

  /** A sitting that types these lines, and what came of it. */
  async function sit(
    lines: string[],
    more: Partial<Sitting> = {},
    asked: Parameters<typeof askPaper>[0] = survey,
  ) {
    const [stdin, stdout] = [new PassThrough(), new PassThrough()];
    stdin.end(lines.join('\n'));
    const kept: Answers[] = [];
    const numbers: string[] = [];
    await askPaper(
      asked,
      { stdin, stdout },
      {
        language: 'fr',
        numbers: 'fr',
        begun: undefined,
        keep: async () => {},
        async store({ number, answers }) {
          kept.push(structuredClone(answers));
          numbers.push(number);
          return true;
        },
        ...more,
      },
    );
    return { kept, numbers, said: String(stdout.read()) };
  }

  it('goes back, corrects, and confirms before it stores; what has no number gets one of its own', async () => {
    // Yes, then back: no, and what hung on it is not asked; a number that is refused, and one that is not.
    const { kept, numbers, said } = await sit([
      '',
      '',
      'oui',
      '<',
      'non',
      '12',
      '5',
      '3 1',
      '1',
      'o',
      '0042',
      'non',
      '',
      '',
      '',
      'o',
      'q',
    ]);
    assert.deepEqual(kept, [
      { velo: false, jours: 5, modes: ['pied', 'velo'], mieux: 'velo' },
      { velo: false },
    ]);
    assert.match(numbers[0]!, /^[\da-f-]{36}$/);
    assert.equal(numbers[1], '0042');
    assert.match(said, /Choisissez une réponse\./);
    assert.match(said, /Inscrivez un nombre de 0 à 7\./);
    assert.match(said, /\n2\. L’hiver \?[\s\S]*\n3\. Combien de jours \?/);
    assert.match(said, /4\. Comment \?\n {3}1 Le velo\n {3}2 Le bus\n {3}3 Le pied\n/);
    assert.match(said, /5\. Le mieux \?\n {3}1 Le velo\n {3}2 Le bus\n {3}3 Le pied\n {3}4 Aucun\n/);
  });

  it('speaks English where that is asked for, mistakes included', async () => {
    const { kept, said } = await sit(['7', '', 'k', 'y', 'n', '12', '2', '9', '', '', 'y', 'q'], {
      language: 'en',
    });
    assert.deepEqual(kept, [{ velo: true, hiver: false, jours: 2 }]);
    assert.match(said, /1\. By bicycle\?\n {3}1 Yes\n {3}2 No\n> {4}No choice has this name or number\./);
    assert.match(said, /^Survey\nEnter: left empty\./);
    assert.match(said, /1\. By bicycle\?[\s\S]*Choose an answer\.[\s\S]*Enter a number from 0 to 7\./);
    assert.match(said, /No choice has this name or number\./);
    assert.doesNotMatch(said, /[éà«]|Répondez|Sondage/);
  });

  it('loses nothing where it is cut short: the next sitting goes on at the same question', async () => {
    const place = await mkdtemp(join(tmpdir(), 'cq-begun-'));
    const file = new BegunFile(place, 'plan-velo', 'sondage');
    const keep = (begun: Begun | undefined) => file.keep(begun);
    // The terminal goes away after the third answer.
    const cut = await sit(['0042', 'oui', 'non', '3'], { keep });
    assert.deepEqual(cut.kept, []);
    assert.match(cut.said, /Le questionnaire commencé est conservé/);
    const [name, ...others] = await readdir(place);
    assert.deepEqual(others, []);
    assert.equal((await stat(join(place, name!))).mode & 0o777, 0o600);
    const { kept, numbers, said } = await sit(['o', '1', '', 'o', 'q'], { keep, begun: await file.read() });
    assert.match(said, /\(3 réponses\)[\s\S]*\n4\. Comment/);
    assert.doesNotMatch(said, /\n3\. /);
    assert.deepEqual(kept, [{ velo: true, hiver: false, jours: 3, modes: ['velo'] }]);
    assert.deepEqual(numbers, ['0042']);
    assert.equal(await file.read(), undefined);
    await rm(place, { recursive: true });
  });

  it('takes no line that is not the list of a group, and no answer that a member’s own answers hide', async () => {
    const asking = SurveyDefinition.parse({
      kind: 'survey',
      pages: [
        {
          id: 'p',
          title: { fr: 'Page' },
          questions: [
            {
              id: 'menage',
              type: 'group',
              label: { fr: 'Ménage' },
              item: { fr: 'Personne' },
              questions: [
                { id: 'age', type: 'number', label: { fr: 'Âge' } },
                {
                  id: 'permis',
                  type: 'yes-no',
                  label: { fr: 'Permis' },
                  showIf: { question: 'age', atLeast: 16 },
                },
              ],
            },
          ],
        },
      ],
    });
    const lines = ['', '3', '[{"age":5,"permis":true}]', '[{"age":5}]', 'o', 'q'];
    const { kept, said } = await sit(lines, {}, { ...asking, id: 'sondage', title: { fr: 'Sondage' } });
    assert.match(said, /Inscrivez la liste des membres en JSON/);
    assert.match(said, /\/answers\/menage\/0\/permis: .*répondez à cette question si/);
    assert.deepEqual(kept, [{ menage: [{ age: 5 }] }]);
  });

  it('keeps a questionnaire that could not be stored, and offers to try again', async () => {
    const held: (Begun | undefined)[] = [];
    const tried: string[] = [];
    const { said } = await sit(['12', 'non', '', '', '', 'o', '#', '13', 'o', 'q'], {
      keep: async (begun) => void held.push(structuredClone(begun)),
      store: async ({ number }) => tried.push(number) > 1,
    });
    assert.match(said, /n’est pas enregistré\. Rien n’est perdu/);
    assert.deepEqual(tried, ['12', '13']);
    assert.deepEqual(held.at(-1), undefined);
    assert.deepEqual(held.at(-2)?.answers, { velo: false });
  });

  it('is in the language that the machine says, French where it says another or none', () => {
    for (const [environment, language] of [
      [{}, 'fr'],
      [{ LANG: 'C.UTF-8' }, 'fr'],
      [{ LANG: 'en_CA.UTF-8' }, 'en'],
      [{ LANG: 'en_CA.UTF-8', LC_ALL: 'fr_CA.UTF-8' }, 'fr'],
      [{ LANG: 'fr_CA.UTF-8', LC_MESSAGES: 'en_US', LC_ALL: '' }, 'en'],
    ] as const)
      assert.equal(operatorLanguage(environment), language);
  });
});
