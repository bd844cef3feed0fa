import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SurveyDefinition, type Question } from '../../../src/contract/survey.js';
import { questionsIn } from '../../../src/domain/kinds.js';
import { checkSurvey } from '../../../src/domain/survey-definition.js';
import type { Converted } from '../../../src/server/convert/draft.js';
import { fromCsv, isQuestionList } from '../../../src/server/convert/from-csv.js';
import { fromDecidim } from '../../../src/server/convert/from-decidim.js';
import { fromSurveyJs } from '../../../src/server/convert/from-surveyjs.js';
import { fromXlsForm } from '../../../src/server/convert/from-xlsform.js';
import type { Item } from '../../../src/server/convert/report.js';
import { toXlsForm } from '../../../src/server/convert/to-xlsform.js';
import { readWorkbook, writeWorkbook } from '../../../src/server/convert/workbook.js';

type Of<Type extends Question['type']> = Extract<Question, { type: Type }>;

function found<Type extends Question['type']>({ survey }: Converted, id: string, type: Type): Of<Type> {
  assert.deepEqual(checkSurvey(survey), []);
  const question = questionsIn(survey).find((one) => one.id === id);
  assert.equal(question?.type, type, id);
  return question as Of<Type>;
}
const told = (report: readonly Item[]) =>
  report.map(({ fate, place, notes }) => `${fate} ${place}: ${notes.join('; ')}`).join('\n');

const surveyJs = (...elements: object[]) =>
  fromSurveyJs(JSON.stringify({ locale: 'fr', pages: [{ name: 'p', elements }] }));

/** A form of these rows. */
async function form(survey: Record<string, string>[], choices: Record<string, string>[] = []) {
  const sheet = (rows: Record<string, string>[]) => ({
    headings: [...new Set(rows.flatMap((row) => Object.keys(row)))],
    rows,
  });
  return fromXlsForm(await writeWorkbook({ survey: sheet(survey), choices: sheet(choices) }));
}

describe('nothing of SurveyJS is lost in silence:', () => {
  it('a text that is checked to be a number is a number with its bounds', () => {
    const validators = [{ type: 'numeric', minValue: 1, maxValue: 5 }];
    const made = surveyJs({ type: 'text', name: 'a', validators });
    const { min, max } = found(made, 'a', 'number');
    assert.deepEqual([min, max], [1, 5]);
    assert.match(told(made.report), /approximated pages\/0\/elements\/0: .*became a number/);
  });

  it('what checks have beside limits that stay is told, and limits that do not fit', () => {
    const text = { type: 'text', minLength: 3, maxLength: 9, allowDigits: false };
    const made = surveyJs(
      { type: 'text', name: 'a', validators: [text] },
      { type: 'text', name: 'b', inputType: 'email', validators: [text] },
      { type: 'text', name: 'c', inputType: 'date', maxValueExpression: 'today()' },
    );
    const { minLength, maxLength } = found(made, 'a', 'short-text');
    assert.deepEqual([minLength, maxLength], [3, 9]);
    for (const place of ['0/validators/0/allowDigits', '1/validators/0/maxLength', '2/maxValueExpression'])
      assert.match(told(made.report), new RegExp(`dropped pages/0/elements/${place}: .`));
  });

  it('texts and groups without limits take all that may be taken, and it is told once', () => {
    const made = surveyJs(
      { type: 'text', name: 'a' },
      { type: 'comment', name: 'b' },
      { type: 'text', name: 'c', maxLength: 20 },
      { type: 'matrixdynamic', name: 'd', columns: [{ name: 'x', cellType: 'comment' }] },
    );
    assert.equal(found(made, 'a', 'short-text').maxLength, 500);
    assert.equal(found(made, 'b', 'long-text').maxLength, 20_000);
    assert.equal(found(made, 'c', 'short-text').maxLength, 20);
    assert.equal(found(made, 'd', 'group').max, 50);
    const limits = made.report.filter(({ name }) => name === 'limits');
    assert.deepEqual(
      limits.map(({ fate, notes }) => [fate, notes]),
      [
        [
          'approximated',
          [
            'what has no limit there takes here at most 20000 characters in a long text, ' +
              '50 members in a group, 500 characters in a short text',
          ],
        ],
      ],
    );
  });

  it('cells of several lines, and pictures of other kinds, are told', () => {
    const made = surveyJs(
      {
        type: 'matrixdropdown',
        name: 'md',
        columns: [{ name: 'c', cellType: 'comment' }],
        rows: ['l1', 'l2'],
      },
      { type: 'file', name: 'f', acceptedTypes: 'image/*' },
    );
    assert.match(told(made.report), /approximated pages\/0\/elements\/0: .*several lines/);
    assert.match(told(made.report), /approximated pages\/0\/elements\/1: pictures of all kinds there/);
    assert.deepEqual(found(made, 'f', 'file').accept, ['jpeg', 'png', 'webp']);
  });

  it('codes of options that are renamed are told, and conditions mean the right ones', () => {
    const made = surveyJs(
      { type: 'radiogroup', name: 'n', choices: [-5, 5] },
      { type: 'radiogroup', name: 's', choices: ['Résident', 'resident'] },
      { type: 'text', name: 'a', visibleIf: "{n} = 5 and {s} = 'resident'" },
      { type: 'text', name: 'b', visibleIf: "{n} = -5 and {s} = 'Résident'" },
    );
    assert.match(told(made.report), /codes renamed: -5 → o-5, 5 → o-5-2$/m);
    assert.match(told(made.report), /codes renamed: Résident → resident, resident → resident-2$/m);
    const shown = (n: string, s: string) => ({
      all: [
        { question: 'n', is: n },
        { question: 's', is: s },
      ],
    });
    assert.deepEqual(found(made, 'a', 'short-text').showIf, shown('o-5-2', 'resident-2'));
    assert.deepEqual(found(made, 'b', 'short-text').showIf, shown('o-5', 'resident'));
  });

  it('calculated values are known to conditions and texts, in whatever order they stand', () => {
    const made = fromSurveyJs(
      JSON.stringify({
        locale: 'fr',
        calculatedValues: [
          { name: 'double', expression: '{plus} * 2' },
          { name: 'plus', expression: '{a} + 1' },
        ],
        pages: [
          {
            name: 'p',
            elements: [
              { type: 'text', name: 'a', inputType: 'number' },
              { type: 'text', name: 'd', title: 'Avec {plus} ?', visibleIf: '{double} > 3' },
            ],
          },
        ],
      }),
    );
    const { label, showIf } = found(made, 'd', 'short-text');
    assert.equal(label.fr, 'Avec {{plus}} ?');
    assert.deepEqual(showIf, { question: 'double', above: 3 });
    assert.deepEqual(
      questionsIn(made.survey).map(({ id }) => id),
      ['a', 'plus', 'double', 'd'],
    );
  });

  it('fields that hold what is not read there, and a second field for the same', () => {
    const made = fromSurveyJs(
      JSON.stringify({
        locale: 'fr',
        pages: [{ name: 'p', elements: [{ type: 'text', name: 'a', visibleIf: { if: 'x' } }] }],
        elements: [{ type: 'text', name: 'perdue' }],
        triggers: { type: 'complete' },
      }),
    );
    for (const place of ['pages/0/elements/0/visibleIf', 'survey/elements', 'survey/triggers'])
      assert.match(told(made.report), new RegExp(`dropped ${place}: .`));
    const limits = [{ type: 'text', name: 'd', inputType: 'date', min: 'hier' }];
    assert.match(
      told(surveyJs(...limits).report),
      /dropped pages\/0\/elements\/0\/min: «hier» is not written as a day is: 2026-05-01/,
    );
  });

  it('each member of a group is counted once, with what became of it', () => {
    const inner = [
      { type: 'text', name: 'nom' },
      { type: 'html', name: 'mots', html: 'Bonjour' },
    ];
    const { report } = surveyJs({ type: 'paneldynamic', name: 'g', templateElements: inner });
    const words = report.filter(({ place, name }) => name === 'mots' || /\/mots$/.test(place));
    assert.deepEqual(
      words.map(({ fate, place }) => [fate, place]),
      [['dropped', 'pages/0/elements/0/templateElements/1']],
    );
  });
});

describe('nothing of an XLSForm is lost in silence:', () => {
  it('a count of members that hangs on an answer, and the steps of a scale', async () => {
    const made = await form([
      { type: 'integer', name: 'n', label: 'Combien ?' },
      { type: 'begin_repeat', name: 'g', label: 'Membres', repeat_count: '${n}' },
      { type: 'text', name: 'nom', label: 'Nom' },
      { type: 'end_repeat' },
      { type: 'range', name: 'r', label: 'De 0 à 20', parameters: 'start=0 end=20 step=2 tick=4' },
    ]);
    assert.match(told(made.report), /dropped sheet survey, row 3\/repeat_count: .*\$\{n\}/);
    assert.match(told(made.report), /approximated sheet survey, row 6: .*not only each step of 2/);
    assert.match(told(made.report), /dropped sheet survey, row 6\/parameters: .*tick=4/);
  });

  it('of a constraint, which half stayed is told', async () => {
    const made = await form([
      { type: 'date', name: 'd1', label: 'Début' },
      { type: 'date', name: 'd2', label: 'Fin', constraint: ". > ${d1} and . > '2020-01-01'" },
      { type: 'integer', name: 'n', label: 'Combien ?', constraint: '. > 0.5' },
      { type: 'text', name: 't', label: 'Code', constraint: "regex(., 'x')" },
    ]);
    assert.equal(found(made, 'd2', 'date').min, '2020-01-02');
    assert.match(
      told(made.report),
      /approximated sheet survey, row 3: of the constraint, min 2020-01-02 stayed/,
    );
    assert.doesNotMatch(told(made.report), /row 3\/constraint/);
    assert.equal(found(made, 'n', 'number').min, 1);
    assert.match(told(made.report), /dropped sheet survey, row 5\/constraint/);
  });

  it('codes that differ in their sign alone, and columns of choices that nothing reads', async () => {
    const sat = (name: string): Record<string, string> => ({
      list_name: 'sat',
      name,
      label: `Choix ${name}`,
      'media::image': 'a.png',
    });
    const made = await form(
      [
        { type: 'select_one sat', name: 's', label: 'Avis' },
        { type: 'text', name: 't', label: 'Pourquoi ?', relevant: "${s} = '99'" },
      ],
      [sat('-99'), sat('99')],
    );
    assert.match(told(made.report), /codes renamed: -99 → o-99, 99 → o-99-2/);
    assert.deepEqual(found(made, 't', 'short-text').showIf, { question: 's', is: 'o-99-2' });
    assert.match(told(made.report), /dropped sheet choices, column media::image/);
  });

  it('a value that cannot be worked out is not said to be hidden', async () => {
    const made = await form([
      { type: 'text', name: 'a', label: 'A' },
      { type: 'calculate', name: 'c', calculation: 'pulldata(1)' },
    ]);
    assert.match(told(made.report), /dropped sheet survey, row 3: its value cannot be worked out/);
  });
});

describe('nothing of what an XLSForm says around its questions is lost in silence:', () => {
  it('what it is called and its version, rows without a type, and ends of nothing', async () => {
    const sheet = (...rows: Record<string, string>[]) => ({
      headings: [...new Set(rows.flatMap((row) => Object.keys(row)))],
      rows,
    });
    const made = await fromXlsForm(
      await writeWorkbook({
        survey: sheet(
          { type: 'text', name: 'a', label: 'A' },
          { name: 'b', label: 'Sans type' },
          { type: 'end_group', name: '', label: '' },
        ),
        settings: sheet(
          { form_title: 'Titre', form_id: 'formulaire', version: '2026' },
          { form_title: 'Autre', form_id: '', version: '' },
        ),
      }),
    );
    for (const line of [
      /^dropped sheet settings\/form_id: .*formulaire/m,
      /^dropped sheet settings\/version: .*2026/m,
      /^dropped sheet settings, row 3: .*Autre/m,
      /^dropped sheet survey, row 3: it has no type: b, Sans type/m,
      /^dropped sheet survey, row 4: it closes nothing/m,
    ])
      assert.match(told(made.report), line);
  });
});

describe('nothing of Decidim is lost in silence:', () => {
  const asked = (more: object) =>
    fromDecidim(JSON.stringify({ questions: [{ id: 1, body: { fr: 'Vous ?' }, mandatory: true, ...more }] }));

  it('two options of which one is specified stay, and the words are asked for once it is chosen', () => {
    const made = asked({
      question_type: 'single_option',
      response_options: [
        { id: 1, body: { fr: 'Non', en: 'No' } },
        { id: 2, body: { fr: 'Oui', en: 'Yes' }, free_text: true },
      ],
    });
    const choice = found(made, 'vous', 'single-choice');
    assert.equal(choice.required, true);
    assert.deepEqual(
      choice.options.map(({ id }) => id),
      ['non', 'oui'],
    );
    const words = found(made, 'vous-oui', 'short-text');
    assert.deepEqual(words.showIf, { question: 'vous', is: 'oui' });
    assert.deepEqual(words.label, { fr: 'Oui — précisez', en: 'Yes — please specify' });
    assert.equal(
      made.report.find(({ place }) => place === 'questions/0')?.becomes,
      'vous: single-choice, vous-oui: short-text',
    );
  });

  it('rows come by their positions', () => {
    const made = asked({
      question_type: 'matrix_single',
      response_options: ['Oui', 'Non'].map((fr, id) => ({ id, body: { fr } })),
      matrix_rows: [
        { id: 1, position: 1, body: { fr: 'Bus' } },
        { id: 2, position: 0, body: { fr: 'Vélo' } },
      ],
    });
    assert.deepEqual(
      found(made, 'vous', 'matrix').rows.map(({ id }) => id),
      ['velo', 'bus'],
    );
  });
});

describe('nothing of a list of questions is lost in silence:', () => {
  it('numbers as they are written in French, words that are neither yes nor no, and limits beyond ours', () => {
    const made = fromCsv(
      [
        'question;name;type;required;min;max',
        'Âge;age;nombre;x;0;120,5',
        'Revenu;revenu;nombre;maybe;;1 200',
        'Taille;taille;nombre;;grand;',
        'Avis;avis;texte long;non;5;99999',
      ].join('\n'),
    );
    const age = found(made, 'age', 'number');
    assert.deepEqual([age.required, age.min, age.max, age.decimals], [true, 0, 120.5, 1]);
    assert.equal(found(made, 'revenu', 'number').max, 1200);
    const avis = found(made, 'avis', 'long-text');
    assert.deepEqual([avis.minLength, avis.maxLength], [5, 20_000]);
    for (const line of [
      /^approximated line 2: .*«120,5» was read as 120.5/m,
      /^dropped line 3\/required: neither yes nor no: maybe/m,
      /^dropped line 4\/min: no number: grand/m,
      /^approximated line 5: .*at most 20000 characters/m,
    ])
      assert.match(told(made.report), line);
    assert.doesNotMatch(told(made.report), /line 5\/required/);
  });

  it('scales of steps that none has here become numbers between the same ends, and days are told by their words', () => {
    const made = fromCsv(
      [
        'question;type;nom;options;min;max;hint',
        'Note sur douze;échelle;n;;1;12;',
        'Accord;échelle;m;Bas|Haut;-3;3;Soyez franc',
        'Note sur dix;échelle;d;;1;10;',
        'Quand;date;q;;01/05/2026;;',
      ].join('\n'),
    );
    const { min, max, hint } = found(made, 'n', 'number');
    assert.deepEqual([min, max, hint?.fr], [1, 12, 'De 1 à 12']);
    assert.equal(found(made, 'm', 'number').hint?.fr, 'Soyez franc — De -3 (Bas) à 3 (Haut)');
    assert.equal(found(made, 'd', 'scale').maxLabel.fr, '10');
    assert.match(
      told(made.report),
      /^approximated line 2: .*a scale from 1 to 12 became a number: scales here/m,
    );
    assert.match(told(made.report), /^dropped line 5\/min: «01\/05\/2026» is not written as a day is/m);
    assert.doesNotMatch(told(made.report), /Too big|Invalid|expected/);
    assert.equal(made.report.find(({ name }) => name === 'n')?.becomes, 'n: number');
  });

  it('a column that is called as one before it', () => {
    const { survey, report } = fromCsv('question;Question;type\nCombien ?;Autre ?;nombre\n');
    assert.equal(found({ survey } as Converted, 'combien', 'number').label.fr, 'Combien ?');
    assert.match(told(report), /Question.*another column before it is called so/);
  });

  it('conditions that are nested too deeply: the question stays, and the line is told', () => {
    const deep = `${'('.repeat(20_000)}{un} = 1${')'.repeat(20_000)}`;
    const { survey, report } = fromCsv(
      `nom;question;type;condition\nun;Un ?;nombre;\ndeux;Deux ?;nombre;${deep}\n`,
    );
    assert.equal(questionsIn(survey).length, 2);
    assert.match(told(report), /condition: it is nested too deeply to be read/);
  });

  it('the line that Excel begins a table with: it says what parts the cells', () => {
    const { survey, report } = fromCsv('sep=;\nquestion;type\nCombien, environ ?;nombre\n');
    assert.equal(questionsIn(survey).length, 1);
    assert.match(told(report), /line 3/);
  });

  it('commas in what semicolons part, and semicolons in a heading', () => {
    const table = '"question";"nom";"pour vous, pour nous, ou pour tous"\nOui, mais pourquoi ?;motif;\n';
    assert.equal(isQuestionList(table), true);
    assert.equal(found(fromCsv(table), 'motif', 'short-text').label.fr, 'Oui, mais pourquoi ?');
  });
});

describe('nothing is lost in silence on the way to XLSForm:', () => {
  const words = (fr: string) => ({ fr, en: `${fr} (en)` });
  const option = (id: string, showIf?: object) => ({ id, label: words(id), ...(showIf && { showIf }) });
  const north = { question: 'region', is: 'nord' };
  const south = { not: north };
  const survey = (...questions: object[]) =>
    SurveyDefinition.parse({ kind: 'survey', pages: [{ id: 'p', title: words('Page'), questions }] });

  it('options stay under their conditions, and come back under the same', async () => {
    const region = {
      type: 'single-choice',
      id: 'region',
      label: words('Région'),
      options: ['nord', 'sud'].map((id) => option(id)),
    };
    const options = [option('a', north), option('b', south), option('c'), option('d', north)];
    const made = await toXlsForm(
      survey(region, { type: 'multiple-choice', id: 'ville', label: words('Ville'), options }),
    );
    const rows = (await readWorkbook(made.workbook)).get('survey')!.rows;
    assert.equal(
      rows.find(({ cells }) => cells['name'] === 'ville')?.cells['choice_filter'],
      "offered = 'always' or (offered = 'c1' and (${region} = 'nord')) or (offered = 'c2' and (not(${region} = 'nord')))",
    );
    const back = await fromXlsForm(made.workbook);
    assert.deepEqual(
      found(back, 'ville', 'multiple-choice').options.map(({ id, showIf }) => [id, showIf]),
      [
        ['a', north],
        ['b', south],
        ['c', undefined],
        ['d', north],
      ],
    );
    assert.doesNotMatch(told(made.report), /showIf|choice_filter/);
  });

  it('a question whose options are all carried on is told, and the others are there', async () => {
    const from = {
      type: 'multiple-choice',
      id: 'avis',
      label: words('Avis'),
      options: [option('a'), option('b')],
    };
    const carried = { type: 'ranking', id: 'rang', label: words('Rang') };
    const made = await toXlsForm(
      survey(from, { ...carried, optionsFrom: { question: 'avis', which: 'chosen' } }),
    );
    const rows = (await readWorkbook(made.workbook)).get('survey')!.rows;
    assert.deepEqual(
      rows.map(({ cells }) => cells['name']).filter((name) => name === 'avis' || name === 'rang'),
      ['avis'],
    );
    assert.match(told(made.report), /dropped [^\n]*all its options are those of another question/);
  });

  it('kinds and sizes of files, what a page fills in, and filters beside «other» are told', async () => {
    const made = await toXlsForm(
      survey(
        { type: 'file', id: 'f', label: words('Fichier'), accept: ['pdf'], maxSize: 2 },
        { type: 'short-text', id: 't', label: words('Ville'), prefill: { parameter: 'ville' } },
        { type: 'yes-no', id: 'region', label: words('Oui ?') },
        {
          type: 'single-choice',
          id: 'c',
          label: words('Choix'),
          other: true,
          options: [option('a', { question: 'region', is: true }), option('b')],
        },
      ),
    );
    for (const line of [
      /^dropped \/pages\/0\/questions\/0\/accept: .*pdf/m,
      /^dropped \/pages\/0\/questions\/0\/maxSize: .*2 megabytes/m,
      /^dropped \/pages\/0\/questions\/1\/prefill: .*address/m,
      /^dropped \/pages\/0\/questions\/3\/options\/a\/showIf: /m,
    ])
      assert.match(told(made.report), line);
  });
});
