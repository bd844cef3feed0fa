import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'node:test';
import { ActivityDefinition, ConsultationDefinition } from '../../../src/contract/consultation.js';
import { SurveyDefinition, type Question } from '../../../src/contract/survey.js';
import { checkDefinition } from '../../../src/domain/consultation.js';
import { checkSurvey } from '../../../src/domain/survey-definition.js';
import { questionsIn as everyQuestion } from '../../../src/domain/kinds.js';
import { convert, guessFormat } from '../../../src/server/convert/convert.js';
import type { Format } from '../../../src/server/convert/formats.js';
import type { Converted } from '../../../src/server/convert/draft.js';
import { fromCsv, KINDS } from '../../../src/server/convert/from-csv.js';
import { fromDecidim } from '../../../src/server/convert/from-decidim.js';
import { fromSurveyJs } from '../../../src/server/convert/from-surveyjs.js';
import { fromXlsForm } from '../../../src/server/convert/from-xlsform.js';
import { fromHtml } from '../../../src/server/convert/html.js';
import { toSurveyJs } from '../../../src/server/convert/to-surveyjs.js';
import { toXlsForm } from '../../../src/server/convert/to-xlsform.js';

const home = fileURLToPath(new URL('../../../', import.meta.url));
const sample = (name: string) => readFile(join(home, 'test/fixtures/convert', name));

const SAMPLES: [Format, string][] = [
  ['surveyjs', 'surveyjs.json'],
  ['xlsform', 'xlsform.xlsx'],
  ['limesurvey', 'limesurvey.lss'],
  ['decidim', 'decidim.json'],
  ['csv', 'questions.csv'],
];

const questionsIn = ({ survey }: Converted) => everyQuestion(survey);
const question = (converted: Converted, id: string): Question => {
  const found = questionsIn(converted).find((one) => one.id === id);
  assert.ok(
    found,
    `${id} is not among ${questionsIn(converted)
      .map((one) => one.id)
      .join(', ')}`,
  );
  return found;
};

for (const [format, name] of SAMPLES) {
  describe(`a survey from ${format}`, () => {
    let converted: Converted;
    before(async () => {
      converted = await convert(await sample(name), format);
    });

    it('is recognised by what its file holds', async () => {
      assert.equal(guessFormat(await sample(name)), format);
    });

    it('passes what is asked of every definition', () => {
      assert.deepEqual(checkSurvey(SurveyDefinition.parse(converted.survey)), []);
      assert.ok(questionsIn(converted).length >= 20, `${questionsIn(converted).length} questions`);
    });

    it('is reported thing by thing: each question that was made, and why of each that was not', () => {
      const { report } = converted;
      const becomes = report.map((item) => item.becomes ?? '').join('\n');
      for (const { id, type } of questionsIn(converted)) assert.match(becomes, new RegExp(`${id}: ${type}`));
      for (const { fate, notes, place } of report)
        if (fate !== 'converted') assert.notEqual(notes.length, 0, `${place} says no reason`);
      assert.ok(report.some(({ fate }) => fate === 'dropped'));
      assert.ok(report.some(({ fate }) => fate === 'approximated'));
    });

    it('has its French and its English', () => {
      const shown = questionsIn(converted).filter(
        (one) => one.type !== 'hidden' && one.type !== 'calculated',
      );
      for (const one of shown) {
        const text =
          one.type === 'information' ? one.text : (one as { label: { fr: string; en?: string } }).label;
        assert.ok(text.en, `${one.id}: ${JSON.stringify(text)}`);
        assert.notEqual(text.en, text.fr, one.id);
      }
    });

    it('goes on to SurveyJS and XLSForm, and is a survey again when it comes back', async () => {
      const { json } = toSurveyJs(converted.survey, converted.title);
      const back = fromSurveyJs(JSON.stringify(json));
      assert.deepEqual(checkSurvey(back.survey), []);
      assert.equal(back.title.fr, converted.title.fr);
      const { workbook } = await toXlsForm(converted.survey, converted.title);
      const again = await fromXlsForm(workbook);
      assert.deepEqual(checkSurvey(again.survey), []);
      assert.ok(questionsIn(again).length >= 15);
    });
  });
}

describe('SurveyJS', () => {
  const convertOne = (elements: unknown[], more: object = {}) =>
    fromSurveyJs(JSON.stringify({ locale: 'fr', pages: [{ name: 'p', elements }], ...more }));
  const notes = ({ report }: Converted) => report.flatMap((item) => item.notes).join('\n');
  const choices = ['Velo', 'bus', { value: 3, text: 'Trois' }];

  it('has its loose equality translated, and reported where it matters', () => {
    const converted = convertOne([
      { type: 'radiogroup', name: 'mode', choices },
      { type: 'text', name: 'nom' },
      { type: 'text', name: 'a', visibleIf: "{mode} = 'VELO'" },
      { type: 'text', name: 'b', visibleIf: '{mode} = 3' },
      { type: 'text', name: 'c', visibleIf: "{nom} = 'Oui'" },
    ]);
    const conditions = ['a', 'b', 'c'].map((id) => question(converted, id).showIf);
    assert.deepEqual(conditions, [
      { question: 'mode', is: 'velo' },
      { question: 'mode', is: 'o-3' },
      { question: 'nom', is: 'Oui' },
    ]);
    assert.match(notes(converted), /«VELO» was taken for the option «Velo»/);
    assert.match(notes(converted), /passes over case and outer spaces/);
    assert.doesNotMatch(notes(converted), /«3» was taken/);
  });

  it('carries on what was chosen: each option hangs on the earlier choice where none is of its own', () => {
    const converted = convertOne([
      { type: 'checkbox', name: 'modes', choices },
      {
        type: 'radiogroup',
        name: 'best',
        choicesFromQuestion: 'modes',
        choicesFromQuestionMode: 'unselected',
      },
    ]);
    const best = question(converted, 'best') as Extract<Question, { type: 'single-choice' }>;
    assert.deepEqual(
      best.options.map(({ id, showIf }) => [id, showIf]),
      ['velo', 'bus', 'o-3'].map((id) => [id, { not: { question: 'modes', contains: id } }]),
    );
  });

  it('has a condition on a later question dropped, and the question shown', () => {
    const converted = convertOne([
      { type: 'text', name: 'a', visibleIf: '{b} notempty' },
      { type: 'text', name: 'b' },
    ]);
    assert.equal(question(converted, 'a').showIf, undefined);
    assert.match(notes(converted), /names a question that stands later/);
  });

  it('has an expression that is none reported with its place', () => {
    const converted = convertOne([{ type: 'text', name: 'a', visibleIf: "{b} = 'x" }]);
    assert.match(notes(converted), /cannot be read \(at character 7, a quote is not closed\)/);
  });

  it('has a text that is not French stand for the French one, and says so', () => {
    const converted = convertOne([{ type: 'text', name: 'a', title: { en: 'Your name', de: 'Ihr Name' } }]);
    assert.deepEqual((question(converted, 'a') as { label: unknown }).label, {
      fr: 'Your name',
      en: 'Your name',
    });
    assert.match(notes(converted), /no French text: the English one stands in its place/);
    assert.match(notes(converted), /surveys are in French and English here/);
  });

  it('loses no field in silence', () => {
    const converted = convertOne([{ type: 'text', name: 'a', mystery: 7 }]);
    assert.ok(
      converted.report.some(
        ({ place, fate }) => place === 'pages/0/elements/0/mystery' && fate === 'dropped',
      ),
    );
    const bounds = { type: 'text', inputType: 'number', minValueExpression: '{b}', allowFun: false };
    const { report } = convertOne([{ ...bounds, name: 'a' }]);
    for (const field of ['minValueExpression', 'allowFun'])
      assert.ok(
        report.some(({ place }) => place === `pages/0/elements/0/${field}`),
        field,
      );
  });

  it('ends early by what older versions wrote in three fields', () => {
    const older = { type: 'complete', name: 'mode', operator: 'equal', value: 'bus' };
    const converted = convertOne([{ type: 'radiogroup', name: 'mode', choices }], { triggers: [older] });
    assert.deepEqual(converted.survey.pages[0]!.next, [
      { if: { question: 'mode', is: 'bus' }, end: 'fin-anticipee' },
    ]);
  });

  it('is in English by default where texts are in several languages', () => {
    const title = { default: 'Your name', de: 'Ihr Name' };
    const converted = fromSurveyJs(JSON.stringify({ elements: [{ type: 'text', name: 'a', title }] }));
    assert.match(notes(converted), /no French text: the English one stands in its place/);
    assert.doesNotMatch(notes(converted), /French was taken for granted/);
  });

  it('reckons in the order of its operators', () => {
    const number = { type: 'text', inputType: 'number', isRequired: true };
    const converted = convertOne([
      { ...number, name: 'x' },
      { ...number, name: 'y' },
      { type: 'text', name: 'a', visibleIf: '{x} + {y} * 2 > 10 or {x} = 1 and !({y} = 2)' },
    ]);
    assert.deepEqual(question(converted, 'a').showIf, {
      any: [
        { compare: '>', left: { add: [{ answer: 'x' }, { multiply: [{ answer: 'y' }, 2] }] }, right: 10 },
        { all: [{ question: 'x', is: 1 }, { not: { question: 'y', is: 2 } }] },
      ],
    });
  });
});

describe('other products', () => {
  it('have options of XLSForm that a filter of columns offers', async () => {
    const mrc = question(await convert(await sample('xlsform.xlsx'), 'xlsform'), 'mrc');
    assert.deepEqual(
      (mrc as Extract<Question, { type: 'single-choice' }>).options.map(({ id, showIf }) => [id, showIf]),
      [
        ['portneuf', { question: 'region', is: 'o-03' }],
        ['charlevoix', { question: 'region', is: 'o-03' }],
        ['beauce', { question: 'region', is: 'o-12' }],
      ],
    );
  });

  it('have an age of XLSForm in whole years, and bounds from constraints', async () => {
    const converted = await convert(await sample('xlsform.xlsx'), 'xlsform');
    const age = question(converted, 'age-ferme') as Extract<Question, { type: 'calculated' }>;
    assert.deepEqual(age.value, { yearsFrom: { answer: 'fondation' }, to: { today: true } });
    const area = question(converted, 'superficie') as Extract<Question, { type: 'number' }>;
    assert.deepEqual([area.min, area.max], [1, 5000]);
  });

  it('have LimeSurvey’s parts of questions, its older names and its quotas', async () => {
    const converted = await convert(await sample('limesurvey.lss'), 'limesurvey');
    assert.deepEqual(question(converted, 'bruit').showIf, { question: 'besoins', contains: 'sq002' });
    assert.deepEqual(question(converted, 'lesquels').showIf, { question: 'animaux', is: true });
    assert.deepEqual(question(converted, 'isolation').showIf, { question: 'avis', row: 'r1', is: 'o-1' });
    assert.deepEqual(converted.survey.quotas, [
      { id: 'locataires', if: { question: 'statut', is: 'a2' }, limit: 500, end: 'locataires' },
    ]);
  });

  it('have Decidim’s conditions: mandatory ones all, others one of them', async () => {
    const converted = await convert(await sample('decidim.json'), 'decidim');
    const [member, why] = questionsIn(converted).filter(({ id }) =>
      /^etes-vous-membre|^pourquoi-ne/.test(id),
    );
    assert.deepEqual(why!.showIf, {
      any: [
        { question: member!.id, is: 'non' },
        { question: member!.id, is: 'je-l-ai-ete' },
      ],
    });
  });

  it('have Decidim’s CSV read as its JSON', async () => {
    const rows = [
      'id,question_type,mandatory,body/fr,body/en,response_options/0/id,response_options/0/body/fr,response_options/1/id,response_options/1/body/fr',
      '1,single_option,true,Membre ?,Member?,7,Oui,8,Non',
      '2,long_response,false,Pourquoi ?,Why?,,,,',
    ];
    const converted = fromDecidim(rows.join('\n'));
    assert.deepEqual(
      questionsIn(converted).map(({ type }) => type),
      ['single-choice', 'long-text'],
    );
  });

  it('have HTML made safe Markdown or plain words, and told what is lost', () => {
    const html =
      '<h2>Titre</h2><p>Un <b>mot</b> <a href="https://exemple.test">ici</a>&nbsp;!<img src="x.png"></p>';
    assert.deepEqual(fromHtml(html, true), {
      text: '## Titre\n\nUn **mot** [ici](https://exemple.test)\u00a0!',
      lost: ['the picture x.png'],
    });
    assert.match(fromHtml(html, false).text, /Un mot ici \(https:\/\/exemple\.test\)/);
    assert.equal(fromHtml('<a href="javascript:alert(1)">clic</a>', true).text, 'clic');
  });
});

describe('the documentation of conversions', () => {
  for (const file of ['convert.md', 'convert.en.md']) {
    const table = async (heading: RegExp): Promise<[string[], string[]][]> => {
      const text = await readFile(join(home, 'docs', file), 'utf8');
      const section = text.split('\n## ').find((part) => heading.test(part.split('\n')[0]!))!;
      return section
        .split('\n')
        .filter((line) => line.startsWith('| `'))
        .map(
          (line) =>
            line
              .split('|')
              .slice(1, 3)
              .map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map((one) => one[1]!)) as [string[], string[]],
        );
    };
    const one = [{ value: 1 }, { value: 2 }];
    const FIELDS: Record<string, object | undefined> = {
      imagepicker: { choices: [1, 2].map((value) => ({ value, imageLink: 'https://exemple.test/i.png' })) },
      matrix: { columns: one, rows: one },
      matrixdropdown: { columns: [{ name: 'c', choices: one }], rows: one },
      matrixdynamic: { columns: [{ name: 'c', cellType: 'text' }] },
      paneldynamic: { templateElements: [{ type: 'text', name: 'm' }] },
      multipletext: { items: [{ name: 'i' }, { name: 'j' }] },
      html: { html: 'Bonjour' },
      expression: { expression: '1 + 1' },
      panel: { title: 'Titre', elements: [{ type: 'text', name: 'm' }] },
    };

    it(`says in ${file} what each element of SurveyJS becomes`, async () => {
      for (const [[type], becomes] of await table(/^SurveyJS/)) {
        const element = { type, name: 'q', title: 'Titre', choices: one, ...FIELDS[type!] };
        const pages = [{ name: 'p', elements: [element, { type: 'text', name: 'z' }] }];
        const { survey } = fromSurveyJs(JSON.stringify({ pages }));
        const made = survey.pages[0]!.questions.find(({ id }) => id !== 'z')?.type;
        assert.equal(made === undefined || becomes.includes(made), true, `${type}: ${made}`);
        assert.equal(made === undefined, becomes.length === 0, `${type}: ${made}`);
      }
    });

    it(`says in ${file} what each type of Decidim becomes`, async () => {
      for (const [types, becomes] of await table(/^Decidim/)) {
        for (const question_type of types.filter((type) => type !== 'separator')) {
          const parts = [1, 2].map((id) => ({ id, body: { fr: `Option ${id}` } }));
          const asked = { question_type, body: { fr: 'Titre' }, response_options: parts, matrix_rows: parts };
          const { survey } = fromDecidim(JSON.stringify({ questions: [asked] }));
          assert.deepEqual([survey.pages[0]!.questions[0]!.type], becomes, question_type);
        }
      }
    });

    it(`says in ${file} what each type of a list becomes, and all that there are`, async () => {
      const rows = await table(/CSV/);
      for (const [types, becomes] of rows)
        for (const type of types) {
          const { survey } = fromCsv(`question,type,choix,lignes\nTitre,${type},a|b,c|d\n`);
          assert.deepEqual([survey.pages[0]!.questions[0]!.type], becomes, type);
        }
      assert.deepEqual(rows.map(([, becomes]) => becomes[0]).sort(), Object.keys(KINDS).sort());
    });
  }
});

describe('cq convert', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cq-convert-'));
  });
  after(() => rm(folder, { recursive: true }));
  const cq = (...words: string[]) =>
    spawnSync(process.execPath, [join(home, 'dist/server/main.js'), 'convert', ...words], {
      cwd: home,
      encoding: 'utf8',
      env: { ...process.env, DATA_DIR: join(folder, 'none') },
    });
  const file = (name: string) => join('test/fixtures/convert', name);

  it('writes an activity that passes, and the report as a table and as JSON', async () => {
    const report = join(folder, 'report.json');
    const { status, stdout, stderr } = cq(file('surveyjs.json'), '--report', report);
    assert.equal(status, 0, stderr);
    const activity = ActivityDefinition.parse(JSON.parse(stdout));
    assert.equal(activity.kind, 'survey');
    assert.match(stderr, /dropped +pages\/2\/elements\/5 +signature/);
    assert.match(stderr, /\d+ converted, \d+ approximated, \d+ dropped\n$/);
    const items = JSON.parse(await readFile(report, 'utf8')) as { place: string }[];
    assert.ok(items.some(({ place }) => place === 'pages/2/elements/5'));
  });

  it('writes a whole consultation that passes, and its survey to other formats', async () => {
    const out = join(folder, 'plan.json');
    assert.equal(cq(file('limesurvey.lss'), '--consultation', 'plan-velo', '--out', out).status, 0);
    const definition = ConsultationDefinition.parse(JSON.parse(await readFile(out, 'utf8')));
    assert.deepEqual(checkDefinition(definition), []);
    const workbook = join(folder, 'plan.xlsx');
    assert.equal(cq(out, '--to', 'xlsform', '--out', workbook).status, 0);
    assert.equal(guessFormat(await readFile(workbook)), 'xlsform');
  });

  it('says file, line and column where nothing can be read, and ends with 1', async () => {
    for (const [name, content, words] of [
      ['bad.json', '{\n  "pages": [,]\n}', /bad\.json:line 2, column 13: not JSON/],
      ['bad.lss', '<document>\n <a></b>\n</document>', /bad\.lss:line 2, column \d+: not XML/],
      ['bad.csv', 'question,type\n"sans fin', /bad\.csv:line 2: no table/],
      [
        'comma.csv',
        'question,type\nVotre âge,nombre\nOui, mais pourquoi ?,texte long',
        /comma\.csv:line 3: it has more cells than the first line has columns: what holds a comma stands in quotation marks/,
      ],
      ['what.txt', 'bonjour', /what\.txt: it does not tell what it is: say --from/],
      [
        'excel.txt',
        Buffer.from('\ufeffquestion\ttype\nCombien ?\tnombre\n', 'utf16le'),
        /excel\.txt:line 1: UTF-16, not UTF-8: save the file in that encoding/,
      ],
      [
        'deep.json',
        `{"elements":${'[{"type":"panel","elements":'.repeat(20_000)}[]${'}]'.repeat(20_000)}}`,
        /deep\.json: it is nested too deeply to be read/,
      ],
    ] as const) {
      const path = join(folder, name);
      await writeFile(path, content);
      const { status, stderr } = cq(path);
      assert.equal(status, 1, name);
      assert.match(stderr, words);
    }
  });
});
