/**
 * Seconds, rows a second and peak memory of `cq export --responses`, in each format, from a PostgreSQL on loopback: at
 * 10,000 responses and at each tenfold up to `--responses`. The memory must not grow with their number.
 *
 *   npm run bench:export                              10,000 and 100,000
 *   npm run bench:export -- --responses 1000000       and a million: some minutes
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import pg from 'pg';
import { startPostgres } from '../../scripts/postgres.mjs';
import { definitionFor, type Definition } from '../../stories/support/definitions.js';

const { values } = parseArgs({ options: { responses: { type: 'string', default: '100000' } } });
const most = Number(values.responses);
const COUNTS = [10_000, 100_000, 1_000_000, 10_000_000].filter((count) => count < most).concat(most);
const FORMATS = ['csv', 'ndjson', 'xlsx', 'spss'];

const main = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url));
const run = promisify(execFile);
/** Has the process say at its end how much memory it had at most, in kB. */
const PEAK = `data:text/javascript,process.on('exit',()=>console.log('peak',process.resourceUsage().maxRSS))`;

const text = (fr: string) => ({ fr, en: fr });
const ask = (id: string, type: string, more: object = {}) => ({
  id,
  type,
  label: text(`Question ${id}`),
  ...more,
});
const options = (...ids: string[]) => ids.map((id) => ({ id, label: text(id) }));
const ends = { minLabel: text('Pas du tout'), maxLabel: text('Tout à fait') };
const ROWS = ['proprete', 'securite', 'horaire', 'prix', 'confort'];

/** A survey as public bodies write them: 19 questions, 66 columns. */
const questions = [
  ask('region', 'single-choice', {
    options: options(...Array.from({ length: 17 }, (_, n) => `region-${n + 1}`)),
  }),
  ask('code-postal', 'postal-code', { part: 'area' }),
  ask('naissance', 'date'),
  ask('mode', 'single-choice', { options: options('velo', 'bus', 'pied', 'auto'), other: true }),
  ask('modes', 'multiple-choice', { options: options('velo', 'bus', 'pied', 'auto', 'metro'), other: true }),
  ask('accord', 'yes-no', { unsure: true }),
  ask('satisfaction', 'scale', ends),
  ask('recommande', 'recommendation'),
  ask('notes', 'matrix-scale', { rows: options(...ROWS), ...ends }),
  ask('qualite', 'matrix', { rows: options(...ROWS), columns: options('bien', 'passable', 'mal') }),
  ask('priorites', 'ranking', { options: options(...ROWS), best: 3 }),
  ask('budget', 'points', { options: options(...ROWS) }),
  ask('distance', 'number', { decimals: 1 }),
  ask('menage', 'group', {
    item: text('Personne'),
    questions: [ask('age', 'number'), ask('permis', 'yes-no')],
    max: 6,
  }),
  ask('adresse', 'texts', { fields: options('rue', 'ville') }),
  ask('avis', 'long-text'),
  // One condition is enough for each response's way to be found again.
  ask('suite', 'long-text', { showIf: { question: 'accord', answered: true } }),
  ask('heure', 'time'),
  { id: 'source', type: 'hidden', label: text('Source'), prefill: { parameter: 'source' } },
];

const folder = await mkdtemp(join(tmpdir(), 'cq-bench-export-'));
const postgres = await startPostgres({ connections: 20 });
const env = {
  ...process.env,
  DATABASE_URL: postgres.url,
  DATA_DIR: join(folder, 'data'),
  LOG_LEVEL: 'error',
};
const cq = (...words: string[]) => run(process.execPath, ['--import', PEAK, main, ...words], { env });
const client = new pg.Client(postgres.url);
try {
  await cq('migrate');
  await cq(
    'body',
    'add',
    'exemple',
    '--name-fr',
    'Ministère de l’Exemple',
    '--origin',
    'https://exemple.test',
  );
  await client.connect();
  console.log('responses   format     seconds     rows/s   peak RSS MB   file MB');
  for (const count of COUNTS) await measure(count);
} finally {
  await client.end();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}

async function measure(count: number): Promise<void> {
  const slug = `mesure-${count}`;
  const whole: Definition = definitionFor(slug);
  const pages = [{ id: 'page', title: text('Page'), questions }];
  const activities = whole.activities.map((one) => (one.kind === 'survey' ? { ...one, pages } : one));
  const file = join(folder, 'definition.json');
  await writeFile(file, JSON.stringify({ ...whole, activities }));
  await cq('apply', file);
  await fill(slug, count);
  for (const format of FORMATS) {
    const to = join(folder, `${slug}-${format}`);
    const begun = performance.now();
    const { stdout } = await cq('export', slug, '--responses', '--format', format, '--to', to);
    const seconds = (performance.now() - begun) / 1000;
    const peak = Number(/peak (\d+)/.exec(stdout)![1]) / 1000;
    const told = Number(/: (\d+) responses/.exec(stdout)![1]);
    if (told !== count) throw new Error(`${told} responses exported of ${count}`);
    const sizes = (await readdir(to)).map(async (name) => (await stat(join(to, name))).size);
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    const columns = [
      count.toLocaleString('en').padStart(9),
      format.padEnd(6),
      seconds.toFixed(1).padStart(11),
      Math.round(count / seconds)
        .toLocaleString('en')
        .padStart(10),
      peak.toFixed(0).padStart(13),
      (bytes / 1e6).toFixed(0).padStart(9),
    ];
    console.log(columns.join('   '));
    await rm(to, { recursive: true });
  }
}

/** Responses of one size and many values, a tenth of a second apart. */
async function fill(slug: string, count: number): Promise<void> {
  const pick = (...of: string[]) => `(array[${of.map((one) => `'${one}'`).join(',')}])[1 + n % ${of.length}]`;
  const each = (value: string) => `jsonb_build_object(${ROWS.map((row) => `'${row}', ${value}`).join(', ')})`;
  await client.query(
    `insert into response (consultation_id, id, activity_id, participant, accepted_at, definition_version, answers)
     select (select id from consultation where slug = $1), gen_random_uuid(), 'sondage', sha256(n::text::bytea),
       timestamptz '2026-05-01T00:00:00Z' + n * interval '0.1 second', 1, jsonb_build_object(
         'region', 'region-' || (1 + n % 17), 'code-postal', 'G1R', 'naissance', date '1940-01-01' + n % 24000,
         'mode', case when n % 9 = 0 then '{"other":"=trottinette"}'::jsonb else to_jsonb(${pick('velo', 'bus', 'pied', 'auto')}) end,
         'modes', jsonb_build_array(${pick('velo', 'bus')}, ${pick('pied', 'auto', 'metro')}), 'accord', n % 2 = 0,
         'satisfaction', 1 + n % 5, 'recommande', n % 11, 'notes', ${each('1 + n % 5')},
         'qualite', ${each(pick('bien', 'passable', 'mal'))}, 'priorites', '["prix","confort","horaire"]'::jsonb,
         'budget', ${each('20')}, 'distance', (n % 500) / 10.0,
         'menage', jsonb_build_array(jsonb_build_object('age', n % 90, 'permis', n % 3 = 0), jsonb_build_object('age', n % 80)))
       || jsonb_build_object('adresse', jsonb_build_object('rue', n || ', rue du Fort', 'ville', 'Québec'),
         'avis', repeat('Déneiger d’abord les pistes près des écoles, « et vite ». ', 1 + n % 8),
         'suite', 'Ligne ' || n || E'\r\nune autre, "citée"', 'heure', '14:30', 'source', 'infolettre')
     from generate_series(1, $2::int) as n`,
    [slug, count],
  );
  await client.query('analyze response');
}
