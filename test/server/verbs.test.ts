import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { lstat, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { sql } from 'kysely';
import { findPostgres, startPostgres } from '../../scripts/postgres.mjs';
import { openPostgres } from '../../src/backend/database/postgres.js';
import { own } from '../../src/server/owner.js';
import { definitionFor } from '../../stories/support/definitions.js';
import contributions from '../../stories/support/contributions.json' with { type: 'json' };
import { answers, Workplace } from './harness.js';

const HELP = [
  'serve',
  'demo',
  'body add',
  'apply',
  'convert',
  'import',
  'export',
  'enter',
  'progress',
  'hide',
  'unhide',
  'token add',
  'token list',
  'token revoke',
  'moderate queue',
  'moderate accept',
  'moderate hide',
  'moderate restore',
  'moderate merge',
  'moderate answer',
  'moderate consider',
  'moderate trust',
  'moderate distrust',
  'moderate uphold',
  'moderate overturn',
  'moderate raid',
  'verify moderation',
  'release withdraw',
  'release restore',
  'widget off',
  'widget on',
  'doctor',
  'migrate',
  'copy',
  'backup',
  'restore',
  'schema',
];

const IN_DISCUSSION = ['--consultation', 'plan-velo', '--activity', 'discussion'];

for (const running of [true, false]) {
  describe(`cq, while ${running ? 'the server runs' : 'no server runs'}`, () => {
    let place: Workplace;
    before(async () => {
      place = await Workplace.open();
      if (running) await place.serve();
      await place.fill();
    });
    after(() => place.close());

    it('adds sites to a public body, removes one only when told, and keeps its name', async () => {
      const add = async (...words: string[]) => {
        const { code, out } = await place.cq(['body', 'add', 'exemple', ...words]);
        return { code, out };
      };
      const first = 'https://ministere.exemple.test';
      const added = await add('--origin', 'https://autre.test/');
      assert.deepEqual(added, {
        code: 0,
        out: `exemple: added https://autre.test\nexemple: its sites: ${first}, https://autre.test\n`,
      });
      const renamed = await add('--name-en', 'Ministry', '--remove-origin', 'https://autre.test');
      assert.match(renamed.out, /renamed: «Ministère de l’Exemple» → «Ministère de l’Exemple» \/ «Ministry»/);
      assert.match(renamed.out, new RegExp(`removed https://autre.test\nexemple: its sites: ${first}\n$`));
      if (!running) return;
      assert.match((await add()).out, /nothing changed/);
      const unknown = await add('--remove-origin', 'https://autre.test', '--origin', 'https://b.test');
      assert.deepEqual(unknown, {
        code: 1,
        out: 'exemple: --remove-origin https://autre.test: no site of it\n',
      });
      assert.doesNotMatch((await add()).out, /b\.test/);
      const nameless = await place.cq(['body', 'add', 'nouveau', '--origin', 'https://n.test']);
      assert.deepEqual(
        [nameless.code, nameless.out],
        [1, 'nouveau: no such public body: a new one needs --name-fr\n'],
      );
      for (const words of [
        ['--name-fr', ''],
        ['--origin', 'https://*.ca'],
        ['--origin', 'https://u:p@site.test'],
        ['--origin', 'http://site.test'],
        ['--origin', 'https://site.test/page'],
        ['--origin', 'https://x.test', '--remove-origin', 'https://x.test/'],
      ])
        assert.equal((await add(...words)).code, 2, words.join(' '));
    });

    it('tells what an update changed, and changes nothing at the second time', async () => {
      const definition = definitionFor('plan-velo');
      const changed = { ...definition, title: { fr: 'Rouler l’hiver', en: 'Winter cycling' } };
      const file = await place.file('changed.json', changed);
      const { code, out } = await place.cq(['apply', file]);
      assert.equal(code, 0);
      assert.match(out, /^\/title\/fr: "Se déplacer.*" → "Rouler l’hiver"$/m);
      assert.match(out, /plan-velo: version 2/);
      assert.match((await place.cq(['apply', file])).out, /nothing changed, version 2/);
    });

    it('reads the numbers of paper in French whatever the machine speaks, and in English where it is told to', async () => {
      const slug = `papier-${running}`;
      const [survey] = definitionFor(slug).activities;
      const questions = [{ id: 'distance', type: 'number', label: { fr: 'Combien ?', en: 'How many?' } }];
      const pages = [{ id: 'un', title: { fr: 'Un', en: 'One' }, questions }];
      const asking = { ...survey!, quotas: undefined, endings: undefined, sections: undefined, pages };
      const applied = await place.cq([
        'apply',
        await place.file('papier.json', { ...definitionFor(slug), activities: [asking] }),
      ]);
      assert.equal(applied.code, 0, applied.out);
      const file = join(place.folder, 'distances.csv');
      await writeFile(file, 'distance\n"1,234"\n');
      const enter = (...words: string[]) =>
        place.cq(['enter', slug, '--activity', 'sondage', '--file', file, ...words], {
          LC_ALL: 'en_CA.UTF-8',
        });
      assert.match((await enter()).out, /:2 \/answers\/distance \(question 1\): Enter a whole number\./);
      assert.match((await enter('--language', 'en')).out, /1 stored from paper/);
    });

    it('refuses a definition with file, place and reason, and stores nothing of it', async () => {
      const definition = definitionFor('autre');
      const [survey, ...rest] = definition.activities;
      assert.ok(survey?.kind === 'survey');
      const cyclic = structuredClone(survey);
      Object.assign(cyclic.pages[0]!.questions[1]!, { showIf: { question: 'satisfaction', is: 3 } });
      const file = await place.file('wrong.json', { ...definition, activities: [cyclic, ...rest] });
      const { code, out } = await place.cq(['apply', file]);
      assert.equal(code, 1);
      assert.match(
        out,
        /wrong\.json#\/activities\/0\/pages\/0\/questions\/1\/showIf\/question: depends on itself/,
      );
      assert.match((await place.cq(['export', 'autre', '--to', place.folder])).out, /no such consultation/);
    });

    it('tells which name was probably meant where a condition names what is not there', async () => {
      const definition = definitionFor('autre');
      const survey = structuredClone(definition.activities[0]!);
      assert.ok(survey.kind === 'survey');
      const first = survey.pages[0]!.questions[0]!.id;
      Object.assign(survey.pages[0]!.questions[1]!, { showIf: { question: `${first}s`, answered: true } });
      const file = await place.file('near.json', { ...definition, activities: [survey] });
      assert.match(
        (await place.cq(['apply', file])).out,
        new RegExp(
          `near\\.json#.*/questions/1/showIf/question: names no question \\(is it «${first}»\\?\\)\n`,
        ),
      );
    });

    it('refuses what is no JSON, and a word that the schema does not know', async () => {
      const broken = await place.cq(['apply', await place.file('broken.json', '{ "slug": ')]);
      assert.equal(broken.code, 1);
      assert.match(broken.out, /broken\.json#: not JSON: /);
      const misspelt = { ...definitionFor('autre'), closeAt: 'x' };
      const { code, out } = await place.cq(['apply', await place.file('misspelt.json', misspelt)]);
      assert.equal(code, 1);
      assert.match(out, /closeAt/);
    });

    if (running) {
      const written = JSON.stringify(definitionFor('autre'));
      for (const [what, text, why] of [
        ['another encoding', Buffer.from(written, 'latin1'), /d\.json#: not UTF-8: /],
        ['a name twice', written.replace('{', '{"slug":"a",'), /d\.json#\/slug: the same name stands twice/],
        ['no slug', written.replace('"autre"', '"Autre"'), /d\.json#\/slug: is no name: lower-case/],
        [
          'a text cut short',
          written.slice(0, 3),
          /d\.json#: not JSON: line 1, column 2: a text is not closed/,
        ],
        [
          'a missing comma',
          '{\n "a": 1\n "b": 2 }',
          /not JSON: line 3, column 2: a comma is missing before this: «"b": 2 }»/,
        ],
        [
          'a trailing comma',
          '\ufeff{\n "a": 1,\n}',
          /not JSON: line 2, column 8: a comma stands before the end/,
        ],
        ['an empty file', '', /d\.json#: not JSON: it is empty/],
        ['UTF-16', Buffer.from(`\ufeff${written}`, 'utf16le'), /d\.json#: not UTF-8: /],
        ['UTF-16 without its mark', Buffer.from('{"slug":"a"}', 'utf16le'), /d\.json#: not UTF-8: /],
        [
          'no instant',
          written.replace(/"opensAt":"[^"]*"/, '"opensAt":"mai"'),
          /#\/opensAt: has to be an instant/,
        ],
        ['a NUL', written.replace('{', '{"$schema":"\\u0000",'), /#\/\$schema: holds what no database keeps/],
      ] as const) {
        it(`refuses ${what} in a definition, in words`, async () => {
          const file = join(place.folder, 'd.json');
          await writeFile(file, text);
          const { code, out } = await place.cq(['apply', file]);
          assert.equal(code, 1);
          assert.match(out, why);
        });
      }

      it('takes a definition that begins with a mark of byte order', async () => {
        const { code, out } = await place.cq(['apply', await place.file('bom.json', `\ufeff${written}`)]);
        assert.equal(code, 0, out);
      });
    }

    it('imports the same file again without storing anything twice', async () => {
      const file = await place.file('again.ndjson', contributions.comments);
      const { code, out } = await place.cq(['import', file, ...IN_DISCUSSION]);
      assert.equal(code, 0);
      assert.match(out, /48 read, 0 stored, 48 there already/);
    });

    if (running) {
      it('goes on serving when whoever asked goes away in the middle of an import, which may be run again', async () => {
        const [first] = contributions.comments;
        const rows = Array.from({ length: 3000 }, (_, n) => ({ ...first, id: `many-${n}` }));
        const file = await place.file('many.ndjson', rows);
        const options = { file, consultation: 'plan-velo', activity: 'discussion' };
        const socket = await place.ask(JSON.stringify({ verb: 'import', options }));
        await once(socket, 'data');
        socket.destroy();
        const { code, out, err } = await place.cq(['import', file, ...IN_DISCUSSION]);
        assert.equal(code, 0, err);
        const [, stored, known] = /3000 read, (\d+) stored, (\d+) there already/.exec(out)!.map(Number);
        assert.ok(known! >= 500, out);
        assert.ok(stored! > 0, `it went on for nobody: ${out}`);
        assert.equal(await answers(`${place.origin}/readyz`), true);
      });

      for (const line of ['cq, s’il te plaît', '{"verb":', 'null', '{"verb":"toString"}']) {
        it(`says so, and goes on serving, when it is asked «${line}»`, async () => {
          assert.match(
            await text(await place.ask(line)),
            /^\{"line":"No (request|such verb).*"\}\n\{"exit":1\}\n$/,
          );
          assert.equal(await answers(`${place.origin}/readyz`), true);
        });
      }
    }

    it('tells the line and the place that an import stops at', async () => {
      const [first] = contributions.comments;
      const file = await place.file('bad.ndjson', [
        { ...first, id: 'n1' },
        { ...first, id: 'n2', createdAt: 'hier' },
      ]);
      const { code, out } = await place.cq(['import', file, ...IN_DISCUSSION]);
      assert.equal(code, 1);
      assert.match(out, /bad\.ndjson:2 \/createdAt: .*2 read, 1 stored/);
    });

    if (running) {
      it('says at which line of an import stands what is no JSON, and keeps what stands before it', async () => {
        const [first] = contributions.comments;
        const file = await place.file(
          'w.nd',
          `\ufeff${JSON.stringify({ ...first, id: 'w1' })}\r\n\nbonjour\n`,
        );
        const { code, out } = await place.cq(['import', file, ...IN_DISCUSSION]);
        assert.equal(code, 1);
        assert.match(out, /w\.nd:3: not JSON: .* \(2 read, 1 stored/);
      });

      it('says what is wrong where an import can go nowhere', async () => {
        const file = await place.file('ok.nd', contributions.comments);
        for (const [from, consultation, activity, why] of [
          [file, 'nope', 'idees', /^--consultation nope: no such consultation$/],
          [file, 'plan-velo', 'nope', /^--activity nope: plan-velo has no such activity$/],
          [file, 'plan-velo', 'sondage', /^--activity sondage: it holds neither ideas nor comments$/],
          [join(place.folder, 'none.nd'), 'plan-velo', 'idees', /none\.nd: no such file or directory$/],
          [place.folder, 'plan-velo', 'idees', /: illegal operation on a directory$/],
        ] as const) {
          const where = ['--consultation', consultation, '--activity', activity];
          const { code, out } = await place.cq(['import', from, ...where]);
          assert.equal(code, 1);
          assert.match(out.trimEnd(), why);
        }
        assert.equal(await answers(`${place.origin}/readyz`), true);
      });
    }

    it('exports everything public, as NDJSON and as CSV without formulas', async () => {
      const folder = join(place.folder, `out-${running}`);
      const formula = { ...contributions.comments[0], id: 'f1', body: '=HYPERLINK("http://x")' };
      await place.cq(['import', await place.file('f.ndjson', [formula]), ...IN_DISCUSSION]);
      const { code } = await place.cq(['export', 'plan-velo', '--to', folder]);
      assert.equal(code, 0);
      const ideas = (await readFile(join(folder, 'ideas.ndjson'), 'utf8'))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { body: string });
      assert.deepEqual(
        ideas.map(({ body }) => body).sort(),
        contributions.ideas.map(({ body }) => body).sort(),
      );
      const csv = await readFile(join(folder, 'comments.csv'), 'utf8');
      assert.match(csv, /'=HYPERLINK/);
    });

    it('hides a contribution with its reason, shows it again, and refuses what is not there', async () => {
      const folder = join(place.folder, `hide-${running}`);
      const first = async () => {
        await place.cq(['export', 'plan-velo', '--to', folder]);
        const [line] = (await readFile(join(folder, 'comments.ndjson'), 'utf8')).split('\n');
        return JSON.parse(line!) as { id: string; state: string; body: string | null };
      };
      const { id, body } = await first();
      const where = ['--consultation', 'plan-velo', '--reason', 'Hors sujet'];
      assert.equal((await place.cq(['hide', id, ...where])).code, 0);
      assert.deepEqual([(await first()).state, (await first()).body], ['hidden', null]);
      assert.equal((await place.cq(['hide', id, ...where])).code, 1);
      assert.equal((await place.cq(['unhide', id, ...where])).code, 0);
      assert.equal((await first()).body, body);
      assert.equal((await place.cq(['hide', crypto.randomUUID(), ...where])).code, 1);
      assert.equal((await place.cq(['hide', id, '--consultation', 'plan-velo', '--reason', ' '])).code, 2);
    });

    it('says in one line why a backup cannot be written, leaves nothing, and serves on', async () => {
      const ordinary = await place.file('ordinary', 'mine');
      const pipe = join(place.folder, `pipe-${running}`);
      spawnSync('mkfifo', [pipe]);
      const full = join(place.folder, 'full.gz');
      await symlink('/dev/full', `${full}.part`);
      for (const [file, why] of [
        [full, /: no space left on device: no backup was made$/],
        [pipe, /: is there, and is no ordinary file: nothing was written$/],
        [join(place.folder, 'nowhere', 'b.gz'), /: no such file or directory: no backup was made$/],
        [join(ordinary, 'b.gz'), /: not a directory: no backup was made$/],
      ].slice(0, running ? 4 : 2) as [string, RegExp][]) {
        const { code, out, err } = await place.cq(['backup', file]);
        assert.equal(code, 1, file);
        assert.match(out.trimEnd(), why);
        assert.equal(err, '');
      }
      assert.deepEqual(
        (await readdir(place.folder)).filter((name) => /full|\.part$/.test(name)),
        [],
      );
      assert.equal((await lstat(pipe)).isFIFO(), true);
      if (running) assert.equal(await answers(`${place.origin}/readyz`), true);
    });

    it('says in one line why an export cannot be written, and serves on', async () => {
      const folder = join(place.folder, `full-${running}`);
      await mkdir(folder);
      await symlink('/dev/full', join(folder, 'comments.ndjson'));
      const { code, out, err } = await place.cq(['export', 'plan-velo', '--to', folder]);
      assert.equal(code, 1);
      assert.match(out, /^.*full-(true|false): no space left on device: the export is not whole\n$/);
      assert.equal(err, '');
      if (running) assert.equal(await answers(`${place.origin}/readyz`), true);
    });

    it('backs up and restores, whole or not at all', async () => {
      const file = join(place.folder, `backup-${running}.gz`);
      assert.equal((await place.cq(['backup', file])).code, 0);
      assert.match((await place.cq(['restore', file])).out, /There are contributions here/);
      const damaged = join(place.folder, 'damaged.gz');
      const bytes = await readFile(file);
      await writeFile(damaged, bytes.subarray(0, bytes.length - 200));
      const refused = await place.cq(['restore', damaged, '--force']);
      assert.deepEqual(
        [refused.code, refused.out],
        [1, `${damaged}: not a whole backup: nothing was restored\n`],
      );
      if (running) {
        const garbage = await place.cq(['restore', await place.file('garbage', 'mine'), '--force']);
        assert.match(garbage.out, /garbage: not a whole backup: nothing was restored\n$/);
        const none = await place.cq(['restore', join(place.folder, 'none'), '--force']);
        assert.match(none.out, /none: no such file or directory: nothing was restored\n$/);
      }
      const again = await place.cq(['restore', file, '--force']);
      assert.equal(again.code, 0, again.out);
      const folder = join(place.folder, `restored-${running}`);
      assert.match((await place.cq(['export', 'plan-velo', '--to', folder])).out, /ideas.*12 rows/);
    });
  });
}

describe('cq', () => {
  let place: Workplace;
  beforeEach(async () => void (place = await Workplace.open()));
  afterEach(() => place.close());

  it('helps on every verb', async () => {
    for (const verb of HELP) {
      const { code, out } = await place.cq([...verb.split(' '), '--help']);
      assert.equal(code, 0, verb);
      assert.match(out, new RegExp(`Usage: cq ${verb}`), verb);
    }
  });

  it('ends with 2 when it is called wrongly', async () => {
    for (const words of [['aply'], ['apply'], ['import', 'x.ndjson']]) {
      assert.equal((await place.cq(words)).code, 2, words.join(' '));
    }
  });

  it('goes on in silence where whoever reads has read enough', async () => {
    const file = fileURLToPath(new URL('../fixtures/convert/surveyjs.json', import.meta.url));
    const { child, ended } = place.spawn(['convert', file]);
    child.stdout!.destroy();
    const { code, err } = await ended;
    assert.equal(code, 0);
    assert.doesNotMatch(err, /EPIPE/);
  });

  it('prints the schema from which an editor completes a definition', async () => {
    const { out } = await place.cq(['schema']);
    const schema = JSON.parse(out) as { properties: Record<string, unknown>; required: string[] };
    assert.ok(schema.required.includes('privacy'));
    assert.ok('activities' in schema.properties);
  });

  it(
    'moves everything to PostgreSQL, compares, and starts there',
    { skip: !findPostgres() && 'PostgreSQL’s programs are not here' },
    async () => {
      const postgres = await startPostgres();
      try {
        await place.fill();
        const DATABASE_URL = postgres.url;
        const refusal = async (words: string[], url = DATABASE_URL) => {
          const { code, out, err } = await place.cq(words, { DATABASE_URL: url });
          assert.deepEqual([code, out], [1, ''], words.join(' '));
          return err;
        };
        const body = ['body', 'add', 'b', '--name-fr', 'B'];
        assert.match(await refusal(body, `${DATABASE_URL}-nope`), /: database ".*-nope" does not exist\.\n$/);
        for (const words of [body, ['serve'], ['demo']])
          assert.match(
            await refusal(words),
            /^DATABASE_URL: the tables are not up to date: run cq migrate\.\n$/,
          );
        await place.cq(['migrate'], { DATABASE_URL });
        for (const verb of ['serve', 'demo'])
          assert.match(await refusal([verb]), /^DATABASE_URL is empty, while .* holds contributions/);
        const owner = await own(place.data, (socket) => socket.destroy());
        assert.match(
          await refusal(['serve']),
          /^DATABASE_URL is empty, and another process serves from «.*»/,
        );
        await owner.release();
        const nowhere = await place.cq(['copy', '--to', 'postgres://127.0.0.1:1/cq']);
        assert.deepEqual(
          [nowhere.code, nowhere.out],
          [1, '--to: the database does not answer: connection refused: nothing was copied\n'],
        );
        const { code, out } = await place.cq(['copy', '--to', postgres.url]);
        assert.equal(code, 0, out);
        assert.match(out, /comment: 48 rows/);
        assert.match(out, /The same on both sides/);
        assert.equal((await place.cq(['copy', '--to', postgres.url])).code, 1);
        const { child, ended } = await place.serve('demo', { DATABASE_URL });
        const view = await fetch(`${place.origin}/v1/consultations/plan-velo/view?kind=ideas`);
        assert.equal(((await view.json()) as { ideas: { total: number } }).ideas.total, 12);
        child.kill('SIGTERM');
        assert.match((await ended).out, /the demonstration fills the embedded database alone/);
        const database = await openPostgres({ url: DATABASE_URL });
        await sql`insert into kysely_migration values ('9999-later', '')`.execute(database.db);
        await database.close();
        for (const words of [body, ['migrate'], ['serve'], ['apply', join(place.folder, 'plan.json')]])
          assert.match(await refusal(words), /^DATABASE_URL: a later release has migrated this database/);
        const ahead = await place.cq(['copy', '--to', DATABASE_URL]);
        assert.match(ahead.out, /^--to: a later release has migrated this database: nothing was copied\n$/);
      } finally {
        await place.close();
        await postgres.stop();
      }
    },
  );

  it('reaches its server in a folder whose path is longer than a socket’s address', async () => {
    const long = join(place.folder, 'x'.repeat(60), 'y'.repeat(60));
    await mkdir(long, { recursive: true });
    await place.serve('serve', { DATA_DIR: long });
    const { code } = await place.cq(['body', 'add', 'b', '--name-fr', 'B'], { DATA_DIR: long });
    assert.equal(code, 0);
  });
});
