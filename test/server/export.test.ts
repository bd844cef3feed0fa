import { sql } from 'kysely';
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { parseCsv } from 'hucre/csv';
import { readXlsx } from 'hucre/xlsx';
import { surveysOf } from '../../src/backend/transfer/responses.js';
import { type Answers, type Member, SurveyDefinition } from '../../src/contract/survey.js';
import { csvOf } from '../../src/server/export/csv.js';
import { type Export, type Shape, writeResponses } from '../../src/server/export/responses.js';
import { spssNames } from '../../src/server/export/spss-names.js';
import { exportResponses } from '../../src/server/verbs/responses.js';
import { pathsOf, setStage, type Stage } from '../backend/harness.js';
import { everyAnswer, everyKind, surveyOf } from '../domain/every-kind.js';

const run = promisify(execFile);
const ask = (id: string, type: string, more: object = {}) => ({ id, type, label: { fr: id }, ...more });
const options = (...ids: string[]) => ids.map((id) => ({ id, label: { fr: id.toUpperCase() } }));

let stage: Stage;
let folder: string;
before(async () => {
  stage = await setStage();
  folder = await mkdtemp(join(tmpdir(), 'cq-export-'));
});
after(async () => {
  await stage.close();
  await rm(folder, { recursive: true, force: true });
});

/** A consultation with this survey and these responses, sent as citizens do. */
async function answered(definition: SurveyDefinition, ...responses: Answers[]): Promise<string> {
  const slug = await stage.consultation((whole) => ({
    ...whole,
    activities: whole.activities.map((one) => (one.kind === 'survey' ? { ...one, ...definition } : one)),
  }));
  for (const { pieces, ...answers } of responses) {
    const id = crypto.randomUUID();
    const sent = await stage.put(pathsOf(slug).response(id), { answers, definition: 1 });
    assert.equal(sent.status, 200, sent.text);
    // As if their files had been sent before: what becomes of files has its own tests.
    if (pieces)
      await sql`update response set answers = answers || ${JSON.stringify({ pieces })}::jsonb where id = ${id}`.execute(
        stage.database.db,
      );
    stage.clock.now = new Date(stage.clock.now.getTime() + 1000);
  }
  return slug;
}

/** Makes `was` in an answer what an earlier release took, and today's wire refuses. */
async function takenBefore(question: string, was: string, is: string): Promise<void> {
  await sql`update response set answers = answers || ${JSON.stringify({ [question]: is })}::jsonb
    where answers ->> ${question} = ${was}`.execute(stage.database.db);
}

const PLAIN: Shape = {
  format: 'csv',
  columns: 'option',
  labels: false,
  language: 'fr',
  bom: false,
  missingCodes: false,
};
let made = 0;

/** Exports into a folder of its own, which it gives. */
async function exported(
  slug: string,
  shape: Partial<Shape> = {},
  more: Partial<Export> = {},
): Promise<string> {
  const own = join(folder, String((made += 1)));
  const { db } = stage.database;
  const [survey] = (await surveysOf(db, slug))!;
  await writeResponses({
    db,
    consultation: slug,
    survey: survey!,
    span: { since: undefined, until: stage.clock.now },
    folder: own,
    shape: { ...PLAIN, ...shape },
    onProgress: () => {},
    ...more,
  });
  return own;
}

const read = (own: string, name: string) => readFile(join(own, name), 'utf8');
/** Rows of CSV, read by another library than the one that writes it. */
const rowsOf = (csv: string) => parseCsv(csv) as string[][];
/** The rows below the header, by its names. */
function records(csv: string): Record<string, string>[] {
  const [header, ...rows] = rowsOf(csv);
  return rows.map((row) => Object.fromEntries(header!.map((name, index) => [name, row[index] ?? ''])));
}

describe('responses as CSV', () => {
  it('hold what was answered whole; a text that begins like a formula is made harmless, numbers are not', async () => {
    const slug = await answered(everyKind, everyAnswer);
    const csv = await read(await exported(slug), 'responses-sondage.csv');
    const [row] = records(csv);
    assert.equal(row!.nom, everyAnswer.nom);
    assert.equal(row!.avis, `'${everyAnswer.avis as string}`);
    assert.equal(row!['mode.other'], "'@trottinette");
    assert.equal(row!['modes.other.text'], "'+patins");
    assert.equal(row!['adresse.rue'], "'-12, rue du Fort");
    assert.equal(row!.revenu, '-1234.5');
    assert.equal(row!['lieu.longitude'], '-71.2145');
    assert.equal(row!.telephone, "'+14185550123");
    assert.equal(row!.version, '1');
    assert.match(row!.accepted_at!, /^2026-06-01T12:.*Z$/);
  });

  it('know every sign that a formula may begin with', () => {
    const signs = [...'=+-@\t\r＝＋－＠'];
    assert.deepEqual(
      rowsOf(csvOf(signs.map((sign) => [`${sign}1`, -1, 'a=1']))),
      signs.map((sign) => [`'${sign}1`, '-1', 'a=1']),
    );
  });

  it('hold no formula where a spreadsheet parts cells by semicolons, as Excel does in French', () => {
    const texts = ['x;=1+1', 'y; =HYPERLINK("a")', 'z;"=2', 'a\n=3+3', 'b\t@SUM(A1)', 'c;ok', 'd ; e=1'];
    const csv = csvOf([texts]);
    const cells = csv.split(/[;\t\r\n]/).map((cell) => cell.replace(/^[ "]+/, ''));
    assert.deepEqual(
      cells.filter((cell) => /^[=+\-@]/.test(cell)),
      [],
    );
    assert.deepEqual(rowsOf(csv)[0]!.slice(-2), ['c;ok', 'd ; e=1']);
  });

  it('keep each way to end a line, and end their own as the standard says', async () => {
    const texts = ['a\r\nb', 'a\nb', 'a\rb', 'a,"b"', ' a '];
    const slug = await answered(surveyOf([ask('avis', 'long-text')]), ...texts.map((avis) => ({ avis })));
    const csv = await read(await exported(slug), 'responses-sondage.csv');
    assert.deepEqual(
      records(csv).map(({ avis }) => avis),
      texts,
    );
    assert.ok(csv.includes('"a\rb"\r\n'), 'a lone CR stands in quotation marks');
    assert.ok(/^response,accepted_at,version,hidden,entered_from,.*,avis\r\n/.test(csv), csv.slice(0, 120));
  });

  it('have no two columns of one name, whatever a question is called', async () => {
    const slug = await answered(surveyOf([ask('version', 'short-text')]), { version: 'longue' });
    const [header, row] = rowsOf(await read(await exported(slug), 'responses-sondage.csv'));
    assert.equal(new Set(header).size, header!.length);
    assert.deepEqual(
      [header![2], row![2], header!.at(-1), row!.at(-1)],
      ['cq_version', '1', 'version', 'longue'],
    );
  });

  it('begin with the mark of UTF-8 where that is asked for', async () => {
    const slug = await answered(everyKind, {});
    assert.ok(
      (await read(await exported(slug, { bom: true }), 'responses-sondage.csv')).startsWith(
        '\uFEFFresponse,',
      ),
    );
  });

  it('say it in words, in the header too, where that is asked for', async () => {
    const slug = await answered(everyKind, everyAnswer);
    const own = await exported(slug, { labels: true, language: 'en', columns: 'question' });
    const [row] = records(await read(own, 'responses-sondage.csv'));
    assert.equal(row!['Question accord (en)'], 'I don’t know');
    assert.equal(row!['Question plan (en)'], 'PLAN-B (en)');
  });

  it('come with a codebook: wordings by version, values, and how many answered', async () => {
    const before = surveyOf([
      ask('mode', 'single-choice', { options: options('velo', 'bus') }),
      ask('parti', 'yes-no'),
    ]);
    const slug = await answered(before, { mode: 'velo', parti: true }, { mode: 'bus' }, { mode: 'velo' });
    const { db } = stage.database;
    const [survey] = (await surveysOf(db, slug))!;
    const after = surveyOf([
      ask('mode', 'single-choice', { label: { fr: 'Autrement' }, options: options('velo', 'bus') }),
    ]);
    const both = { ...survey!, versions: [...survey!.versions, { version: 2, definition: after }] };
    const own = await exported(slug, {}, { survey: both });
    const rows = records(await read(own, 'codebook-sondage.csv'));
    const about = (kind: string, question: string) =>
      rows.filter((row) => row.kind === kind && row.question === question);
    const [parti] = about('question', 'parti');
    assert.deepEqual(
      [parti!.versions, parti!.count, parti!.unanswered, parti!.not_asked],
      ['1', '1', '2', '0'],
    );
    assert.deepEqual(
      about('wording', 'mode').map(({ versions, value, label_fr: label }) => [versions, value, label]),
      [
        ['1', '', 'mode'],
        ['1 2', 'velo', 'VELO'],
        ['1 2', 'bus', 'BUS'],
        ['2', '', 'Autrement'],
      ],
    );
    assert.deepEqual(
      about('value', 'mode').map(({ value, code, count }) => [value, code, count]),
      [
        ['velo', '1', '2'],
        ['bus', '2', '1'],
      ],
    );
    const page = (await read(own, 'codebook-sondage.html')).replace(/\s+/g, ' ');
    assert.match(page, /<html lang="fr">/);
    assert.match(
      page,
      /1 avec réponse, 2 sans réponse, 0 à qui elle n’a pas été montrée, 0 dont la version ne/,
    );
  });

  it('put nothing of what people wrote into the codebook, and no markup of a wording into its page', async () => {
    const slug = await answered(surveyOf([ask('avis', 'long-text', { label: { fr: '<b>Avis</b>' } })]), {
      avis: 'secret',
    });
    const own = await exported(slug);
    const page = await read(own, 'codebook-sondage.html');
    assert.ok(page.includes('&lt;b&gt;Avis&lt;/b&gt;'));
    assert.ok(!page.includes('secret') && !(await read(own, 'codebook-sondage.csv')).includes('secret'));
  });
});

describe('responses as NDJSON', () => {
  it('are what was given, nothing changed', async () => {
    const slug = await answered(everyKind, everyAnswer, {});
    const lines = (await read(await exported(slug, { format: 'ndjson' }), 'responses-sondage.ndjson'))
      .trim()
      .split('\n');
    const [one, other] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(one!.answers, everyAnswer);
    assert.deepEqual(other!.answers, {});
    assert.deepEqual([one!.version, one!.hidden], [1, false]);
  });
});

describe('responses as a workbook', () => {
  it('hold texts as text, whatever they begin with, and numbers as numbers', async () => {
    const odd = 'a\r\nb _x000D_ \u0001 \uFFFF é🚲';
    const slug = await answered(everyKind, { ...everyAnswer, site: 'https://exemple.test' }, { avis: 'odd' });
    await takenBefore('avis', 'odd', odd);
    const bytes = await readFile(join(await exported(slug, { format: 'xlsx' }), 'responses-sondage.xlsx'));
    const [sheet] = (await readXlsx(bytes)).sheets;
    const [header, first, second] = sheet!.rows;
    const at = (row: readonly unknown[] | undefined, name: string) => row![header!.indexOf(name)];
    assert.equal(at(first, 'avis'), everyAnswer.avis);
    assert.equal(at(first, 'revenu'), -1234.5);
    assert.equal(at(first, 'modes.velo'), 0);
    assert.equal(at(second, 'avis'), odd);
    assert.equal(at(second, 'revenu') ?? null, null);
    const kinds = [...(sheet!.cells ?? new Map()).values()].map(({ type }: { type?: string }) => type);
    assert.ok(!kinds.includes('formula'));
  });

  it('go on in a second sheet after the last row of the first, and in a second file after the last column', async () => {
    const slug = await answered(
      surveyOf([ask('a', 'number'), ask('b', 'number')]),
      ...[1, 2, 3].map((a) => ({ a, b: -a })),
    );
    const own = await exported(slug, { format: 'xlsx' }, { limits: { rows: 3, columns: 10 } });
    const first = await readXlsx(await readFile(join(own, 'responses-sondage.xlsx')));
    const second = await readXlsx(await readFile(join(own, 'responses-sondage.2.xlsx')));
    const last = (sheets: typeof first.sheets) => sheets.map(({ rows }) => rows.map((row) => row.at(-1)));
    assert.deepEqual(last(first.sheets), [
      ['a', 1, 2],
      ['a', 3],
    ]);
    assert.deepEqual(last(second.sheets), [
      ['b', -1, -2],
      ['b', -3],
    ]);
    assert.equal(second.sheets[0]!.rows[1]![0], first.sheets[0]!.rows[1]![0], 'both begin with the response');
  });
});

describe('responses for SPSS', () => {
  // As PostgreSQL’s suites, where the program is; where all is required, it must be (apt-get install pspp).
  const reads =
    process.env['CQ_REQUIRE_ALL'] || spawnSync('pspp', ['--version']).status === 0 ? it : undefined;
  reads?.('are read by PSPP with every value, label, missing value and level', async () => {
    const slug = await answered(
      everyKind,
      { ...everyAnswer, nom: 'deux lignes' },
      { accord: false, mode: 'velo', modes: ['velo'] },
    );
    await takenBefore('nom', 'deux lignes', 'ligne un\r\nligne "deux", l’autre');
    const own = await exported(slug, { format: 'spss' });
    const syntax = await read(own, 'responses-sondage.sps');
    const longest = Math.max(...syntax.split('\r\n').map((line) => Buffer.byteLength(line)));
    assert.ok(longest < 256, `a line of the syntax has ${longest} bytes`);
    await writeFile(
      join(own, 'read.sps'),
      `${syntax.replace('\uFEFF', '')}
SAVE TRANSLATE /OUTFILE='read.csv' /TYPE=CSV /FIELDNAMES /REPLACE /CELLS=VALUES.
COUNT gaps = mode (MISSING).
DISPLAY DICTIONARY.
FREQUENCIES mode accord.
MRSETS /DISPLAY NAME=ALL.
`,
    );
    // A message of PSPP is an error here, a warning too.
    const { stdout } = await run('pspp', ['-O', 'format=csv', '--error-file', 'said.txt', 'read.sps'], {
      cwd: own,
    });
    assert.equal(await read(own, 'said.txt').catch(() => ''), '');
    const [first, second] = records(await read(own, 'read.csv'));
    const { nom, avis, revenu, mode, naissance, heure, accord } = first!;
    assert.deepEqual(
      { nom, avis, revenu, mode, naissance, heure, accord },
      {
        nom: 'ligne un↵ligne "deux", l’autre',
        avis: (everyAnswer.avis as string).replaceAll(/\r?\n/g, '↵'),
        revenu: '-1234.5',
        mode: '9996',
        naissance: '02/29/1988',
        heure: '14:30:00',
        accord: '2',
      },
    );
    assert.equal(first!.entered_from, '1');
    assert.equal(first!['lieu.longitude'], '-71.2145');
    assert.equal(first!['paires.a_b'], '2');
    assert.equal(first!['code_postal'], 'G1R 4S9');
    assert.deepEqual(
      [second!.mode, second!.accord, second!.satisfaction, second!.revenu],
      ['1', '0', '-9', ' '],
    );
    assert.match(stdout, /Question mode/);
    assert.match(stdout, /VELO,1/i);
    assert.match(stdout, /\$modes,.*Dichotomies,1,.*modes\.velo\s+modes\.bus\s+modes\.pied\s+modes\.other/s);
    assert.match(stdout, /\$usages\.ete,/);
    assert.match(stdout, /satisfaction,.*,Ordinal,.*-9/i);
  });

  it('have names that SPSS takes: no reserved word, no bad end, no two the same', () => {
    const name = 'a'.repeat(70);
    assert.deepEqual(
      spssNames(
        ['to', 'un-deux', 'un_deux', 'UN.deux', 'a:b', 'fin-', name, `${name}b`].map((one) => ({
          name: one,
        })),
      ),
      ['to_1', 'un_deux', 'un_deux_2', 'UN.deux', 'a_b', 'fin', 'a'.repeat(64), `${'a'.repeat(62)}_2`],
    );
  });
});

describe('why there is no value', () => {
  const yes = { question: 'velo', is: true };
  const end = (id: string) => ({ id, title: { fr: `Fin ${id}` }, message: { fr: 'Merci' } });
  const page = (id: string, more: object, ...questions: object[]) => ({
    id,
    title: { fr: id },
    ...more,
    questions,
  });
  const cyclists = (id: string, type: string, more: object = {}) => ask(id, type, { showIf: yes, ...more });
  const row = (id: string, more: object = {}) => ({ id, label: { fr: id }, ...more });
  const definition = SurveyDefinition.parse({
    kind: 'survey',
    endings: [end('trop-jeune'), end('complet')],
    quotas: [{ id: 'autos', if: { question: 'auto', is: true }, limit: 1, end: 'complet' }],
    pages: [
      page(
        'un',
        { next: [{ if: { question: 'age', below: 16 }, end: 'trop-jeune' }] },
        ask('age', 'number'),
        ask('velo', 'yes-no'),
        ask('auto', 'yes-no'),
      ),
      page(
        'deux',
        {},
        cyclists('mode', 'single-choice', { options: options('ville', 'montagne'), other: true }),
        cyclists('km', 'number', { min: 0 }),
        cyclists('altitude', 'number'),
        cyclists('avis', 'short-text'),
        cyclists('depuis', 'date'),
        cyclists('heure', 'time'),
        ask('notes', 'matrix-scale', {
          rows: [row('bus'), row('piste', { showIf: yes }), row('train')],
          minLabel: { fr: 'peu' },
          maxLabel: { fr: 'fort' },
        }),
        ask('usages', 'multiple-choice', {
          options: [row('ete'), row('hiver'), row('neige', { showIf: yes })],
          other: true,
        }),
        ask('ordre', 'ranking', { options: [row('ete'), row('hiver'), row('neige', { showIf: yes })] }),
        ask('menage', 'group', {
          item: { fr: 'Personne' },
          questions: [
            ask('ans', 'number', { min: 0 }),
            ask('permis', 'yes-no', { showIf: { question: 'ans', atLeast: 16 } }),
          ],
        }),
      ),
    ],
  });
  const said = { mode: 'ville', km: 12, altitude: -5, avis: '-7', depuis: '2020-01-31', heure: '08:15' };
  const household: Member[] = [{ ans: 40, permis: true }, { ans: 7 }];
  let slug: string;
  before(async () => {
    slug = await answered(
      definition,
      { age: 40, velo: true, auto: true, ...said, usages: ['ete'], menage: household },
      { age: 40, velo: true },
      {
        age: 40,
        velo: false,
        notes: { bus: 3 },
        usages: ['ete'],
        ordre: ['hiver', 'ete'],
        menage: [{ ans: 18 }],
      },
      { age: 12, velo: true },
    );
    const full = { answers: { age: 40, auto: true }, definition: 1, full: ['autos'] };
    assert.equal((await stage.put(pathsOf(slug).response(), full)).status, 200);
  });

  const pick = (record: Record<string, string>, ...names: string[]) => names.map((name) => record[name]);
  const SAID = ['mode', 'km', 'altitude', 'avis', 'depuis', 'heure'] as const;

  it('is not told in CSV unless it is asked for: cells stay empty, and the end stands in a column', async () => {
    const all = records(await read(await exported(slug), 'responses-sondage.csv'));
    assert.deepEqual(
      all.map(({ ending }) => ending),
      ['usual_end', 'usual_end', 'usual_end', 'trop-jeune', 'quota:autos'],
    );
    for (const one of all.slice(1)) assert.deepEqual(pick(one, ...SAID), ['', '', '', '', '', '']);
    assert.equal(all[2]!['usages.neige'], '0');
  });

  it('is told by codes that no answer is, in CSV and in a workbook', async () => {
    const all = records(await read(await exported(slug, { missingCodes: true }), 'responses-sondage.csv'));
    const [whole, passed, walks, young] = all;
    // What begins like a formula has its apostrophe: a text is none of the codes.
    assert.deepEqual(pick(whole!, ...SAID), ['ville', '12', '-5', "'-7", '2020-01-31', '08:15']);
    assert.deepEqual(pick(passed!, ...SAID), ['-9', '-9', '-999999999', '-9', '-9', '-9']);
    for (const one of [walks!, young!])
      assert.deepEqual(pick(one, ...SAID), ['-7', '-7', '-999999997', '-7', '-7', '-7']);
    assert.deepEqual(pick(walks!, 'notes.bus', 'notes.piste', 'notes.train'), ['3', '-7', '-9']);
    assert.deepEqual(pick(walks!, 'usages.ete', 'usages.hiver', 'usages.neige'), ['1', '0', '-7']);
    // Of two that could be ranked, none is third.
    const places = ['ordre.1', 'ordre.2', 'ordre.3', 'ordre.neige'];
    assert.deepEqual(pick(walks!, ...places), ['hiver', 'ete', '-7', '-7']);
    assert.deepEqual(pick(passed!, ...places), ['-9', '-9', '-9', '-9']);
    // Who chose another option was not asked what «other» is.
    const specified = ['mode.other', 'usages.other', 'usages.other.text'];
    assert.deepEqual(pick(whole!, ...specified), ['-7', '0', '-7']);
    assert.deepEqual(pick(passed!, ...specified), ['-9', '-9', '-9']);
    const members = ['menage.1.ans', 'menage.1.permis', 'menage.2.ans', 'menage.2.permis'];
    assert.deepEqual(pick(whole!, ...members), ['40', 'yes', '7', '-7']);
    assert.deepEqual(pick(walks!, ...members), ['18', '-9', '-7', '-7']);
    const own = await exported(slug, { missingCodes: true, format: 'xlsx' });
    const [sheet] = (await readXlsx(await readFile(join(own, 'responses-sondage.xlsx')))).sheets;
    const [header, first, , third] = sheet!.rows;
    assert.equal(first![header!.indexOf('avis')], '-7');
    assert.equal(third![header!.indexOf('avis')], -7);
  });

  it('is told in words where words are asked for', async () => {
    const shape = { missingCodes: true, labels: true } as const;
    const [, passed, walks, young] = records(
      await read(await exported(slug, shape), 'responses-sondage.csv'),
    );
    assert.equal(passed!.avis, 'Sans réponse');
    assert.equal(walks!.avis, 'Non montrée, ou montrée sans pouvoir répondre');
    assert.equal(young!['Fin atteinte'], 'Fin trop-jeune');
  });

  it('is counted in the codebook, with the codes and the ends', async () => {
    const own = await exported(slug, { missingCodes: true });
    const rows = records(await read(own, 'codebook-sondage.csv'));
    const [mode] = rows.filter(({ kind, question }) => kind === 'question' && question === 'mode');
    assert.deepEqual(pick(mode!, 'count', 'unanswered', 'not_asked', 'not_shown', 'unknown'), [
      ...['1', '1', '0', '3', '0'],
    ]);
    const of = (kind: string, column: string, ...names: string[]) =>
      rows.filter((one) => one.kind === kind && one.column === column).map((one) => pick(one, ...names));
    assert.deepEqual(of('value', 'ending', 'value', 'code', 'count'), [
      ['usual_end', '0', '3'],
      ['trop-jeune', '1', '1'],
      ['complet', '2', '0'],
      ['quota:autos', '1001', '1'],
      ['unknown_end', '9998', '0'],
    ]);
    assert.deepEqual(of('missing', 'km', 'code'), [['-9'], ['-8'], ['-7']]);
    assert.deepEqual(of('missing', 'altitude', 'code'), [['-999999999'], ['-999999998'], ['-999999997']]);
    const without = records(await read(await exported(slug), 'codebook-sondage.csv'));
    assert.deepEqual(
      without.filter(({ kind }) => kind === 'missing'),
      [],
    );
  });

  it('is listed in NDJSON, beside what was given', async () => {
    const lines = (await read(await exported(slug, { format: 'ndjson' }), 'responses-sondage.ndjson')).trim();
    const [whole, passed, walks, , quota] = lines
      .split('\n')
      .map((line) => JSON.parse(line) as { ending: string; notShown: string[] });
    assert.deepEqual(whole!.notShown, ['menage.2.permis']);
    assert.deepEqual(passed!.notShown, []);
    assert.deepEqual(walks!.notShown, [...SAID, 'notes.piste', 'usages.neige', 'ordre.neige']);
    assert.deepEqual(
      [quota!.ending, quota!.notShown],
      ['quota:autos', [...SAID, 'notes', 'usages', 'ordre', 'menage']],
    );
  });

  it('is not known of what a release before took, where the way hangs on the day', async () => {
    const today = { compare: '>=', left: { today: true }, right: '2026-01-01' };
    const dated = await answered(surveyOf([ask('velo', 'yes-no'), ask('ete', 'yes-no', { showIf: today })]), {
      velo: true,
    });
    const told = async () => {
      const [one] = records(
        await read(await exported(dated, { missingCodes: true }), 'responses-sondage.csv'),
      );
      return pick(one!, 'ending', 'velo', 'ete');
    };
    assert.deepEqual(await told(), ['usual_end', 'yes', '-9']);
    await sql`update response set begun_on = null`.execute(stage.database.db);
    assert.deepEqual(await told(), ['unknown_end', 'yes', '']);
  });

  const reads =
    process.env['CQ_REQUIRE_ALL'] || spawnSync('pspp', ['--version']).status === 0 ? it : undefined;
  reads?.('is declared as missing for SPSS, of every kind of variable, also in what it saves', async () => {
    const own = await exported(slug, { format: 'spss' });
    const syntax = (await read(own, 'responses-sondage.sps')).replace('\uFEFF', '');
    // PSPP counts no missing texts: the tables show them.
    const variables = ['mode', 'km', 'altitude', 'depuis', 'heure', 'notes.piste', 'usages.neige'];
    await writeFile(
      join(own, 'read.sps'),
      `${syntax}
SAVE OUTFILE='read.sav'.
GET FILE='read.sav'.
${variables.map((name, index) => `COUNT gap${index} = ${name} (MISSING).`).join('\n')}
SAVE TRANSLATE /OUTFILE='read.csv' /TYPE=CSV /FIELDNAMES /REPLACE /CELLS=VALUES.
FREQUENCIES mode avis km altitude depuis heure ending.
`,
    );
    const { stdout } = await run('pspp', ['-O', 'format=csv', '--error-file', 'said.txt', 'read.sps'], {
      cwd: own,
    });
    assert.equal(await read(own, 'said.txt').catch(() => ''), '');
    const all = records(await read(own, 'read.csv'));
    const gaps = (one: Record<string, string>) => variables.map((_, index) => one[`gap${index}`]).join('');
    assert.deepEqual(all.map(gaps), ['0000010', ...Array<string>(4).fill('1111111')]);
    assert.deepEqual(pick(all[0]!, 'avis', 'altitude'), ['-7', '-5']);
    assert.deepEqual(pick(all[1]!, ...SAID), ['-9', ' ', ' ', '', ' ', ' ']);
    assert.deepEqual(pick(all[2]!, 'mode', 'km', 'altitude', 'avis'), ['-7', '-7', '-999999997', '[-7]']);
    assert.deepEqual(
      all.map(({ ending }) => ending),
      ['0', '0', '0', '1', '1001'],
    );
    // In each table, what is missing has its words; the number that was passed over is the system's own.
    const missing = (first: string) =>
      `Missing,${first},1,20.0%,,\n,"Non montrée, ou montrée sans pouvoir répondre",3,`;
    const found = (first: string) => stdout.split(missing(first)).length - 1;
    assert.deepEqual([found('Sans réponse'), found('.')], [2, 4], stdout);
    assert.match(stdout, /Valid,-7,1,20.0%,100.0%/, 'what somebody wrote is no code');
    assert.match(stdout, /Quota complet : autos,1/);
  });
});

describe('the files of an export', () => {
  it('can be read by their owner alone, also where others could read what was there before', async () => {
    const slug = await answered(everyKind, everyAnswer);
    const own = join(folder, 'shared');
    await mkdir(own);
    await writeFile(join(own, 'responses-sondage.csv'), 'old', { mode: 0o644 });
    await exported(slug, {}, { folder: own });
    for (const name of await readdir(own))
      assert.equal((await stat(join(own, name))).mode & 0o777, 0o600, name);
    assert.deepEqual(await readdir(own), [
      'codebook-sondage.csv',
      'codebook-sondage.html',
      'responses-sondage.csv',
    ]);
  });

  it('are whole or not there: what was there stays where the export is cut short', async () => {
    const slug = await answered(everyKind, everyAnswer);
    const own = await exported(slug);
    const whole = await read(own, 'responses-sondage.csv');
    const gone = () => {
      throw new Error('Nobody waits for this any more.');
    };
    await assert.rejects(exported(slug, {}, { folder: own, onProgress: gone }), /Nobody waits/);
    assert.equal(await read(own, 'responses-sondage.csv'), whole);
    assert.ok((await readdir(own)).every((name) => !name.endsWith('.part')));
  });
});

describe('cq export --responses', () => {
  const ask = async (options: object) => {
    const said: string[] = [];
    const bench = { database: stage.database, now: stage.clock.now };
    const voice = { line: (text: string) => void said.push(text), progress: () => {} };
    const code = await exportResponses(
      bench,
      { ...PLAIN, folder: join(folder, 'verb'), consultation: '', ...options },
      voice,
    );
    return { code, said: said.join('\n') };
  };

  it('says what it wrote, and that it is personal', async () => {
    const slug = await answered(everyKind, everyAnswer, {});
    const { code, said } = await ask({ consultation: slug });
    assert.equal(code, 0);
    assert.match(said, /responses-sondage\.csv: 2 responses; 0 withdrawn, left out/);
    assert.match(said, /personal information: only you can read them/);
  });

  it('says what there is where it is asked for something else', async () => {
    const slug = await answered(everyKind);
    assert.deepEqual(await ask({ consultation: 'rien' }), { code: 1, said: 'rien: no such consultation' });
    assert.deepEqual(await ask({ consultation: slug, activity: 'idees' }), {
      code: 1,
      said: `--activity idees: ${slug} has no such survey (its surveys: sondage)`,
    });
  });

  it('says why where it cannot write', async () => {
    const slug = await answered(everyKind, everyAnswer);
    const file = join(folder, 'no-folder');
    await writeFile(file, '');
    const { code, said } = await ask({ consultation: slug, folder: file });
    assert.equal(code, 1);
    assert.match(said, /no-folder: .*the export is not whole/);
  });
});
