import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Question } from '../../../src/contract/survey.js';
import { questionsIn } from '../../../src/domain/kinds.js';
import { checkSurvey } from '../../../src/domain/survey-definition.js';
import type { Converted } from '../../../src/server/convert/draft.js';
import { fromLimeSurvey } from '../../../src/server/convert/from-limesurvey.js';

type Row = Record<string, string>;

/** A survey as LimeSurvey exports it: tables of rows, each value in a CDATA section. */
function exported(tables: Record<string, Row[]>, more = ''): string {
  const rows = (list: Row[]) =>
    list
      .map((row) => {
        const fields = Object.entries(row).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`);
        return `<row>${fields.join('')}</row>`;
      })
      .join('\n');
  const all = Object.entries(tables).map(([name, list]) => `<${name}><rows>${rows(list)}</rows></${name}>`);
  return `<?xml version="1.0"?><document><LimeSurveyDocType>Survey</LimeSurveyDocType>${all.join('\n')}${more}</document>`;
}

const TITLES = { surveyls_language: 'fr', surveyls_title: 'Les parcs', surveyls_welcometext: 'Bienvenue.' };
const question = (qid: string, type: string, title: string, more: Row = {}): Row => ({
  qid, parent_qid: '0', sid: '77', gid: '1', type, title, question: `Question ${title} ?`, help: '', language: 'fr',
  other: 'N', mandatory: 'N', question_order: qid, scale_id: '0', relevance: '1', ...more,
}); // prettier-ignore
const part = (qid: string, of: string, title: string): Row => ({
  ...question(qid, 'T', title),
  parent_qid: of,
});

function converted(tables: Record<string, Row[]>, more = ''): Converted {
  const made = fromLimeSurvey(
    exported(
      {
        surveys: [{ sid: '77', language: 'fr' }],
        surveys_languagesettings: [TITLES],
        groups: [{ gid: '1', group_name: 'Vos parcs', group_order: '1', language: 'fr', grelevance: '' }],
        ...tables,
      },
      more,
    ),
  );
  assert.deepEqual(checkSurvey(made.survey), []);
  return made;
}

const found = ({ survey }: Converted, id: string) => {
  const all = questionsIn(survey);
  return all.find((one) => one.id === id) as Question;
};
const fateOf = ({ report }: Converted, place: string) => report.find((item) => item.place === place);

describe('the settings of a survey of LimeSurvey', () => {
  const questions = [question('1', 'T', 'avis')];

  it('are told one by one where somebody has set them, and in one line where nobody has', () => {
    const made = converted({
      questions,
      surveys: [
        {
          sid: '77', language: 'fr', format: 'S', admin: 'inherit', anonymized: 'I', usecaptcha: 'E', tokenlength: '-1',
          htmlemail: 'Y', showwelcome: 'N', usetokens: 'Y', expires: '2026-05-01 00:00:00',
          alloweditaftercompletion: 'Y', novelty: 'on',
        },
      ], // prettier-ignore
    });
    assert.equal(made.survey.onePerPage, true);
    assert.equal(made.survey.changes, true);
    assert.equal(made.survey.pages[0]!.description, undefined);
    const dropped = ['showwelcome', 'usetokens', 'expires', 'novelty'];
    for (const name of dropped) assert.equal(fateOf(made, `surveys/${name}`)?.fate, 'dropped', name);
    assert.match(fateOf(made, 'surveys/expires')!.notes[0]!, /«closesAt» of the consultation: 2026-05-01/);
    assert.match(
      fateOf(made, 'surveys/usual')!.notes[0]!,
      /^5 settings .*: admin, anonymized, usecaptcha, tokenlength, htmlemail$/,
    );
  });

  it('tell no password', () => {
    const secret = { sid: '77', language: 'fr', bounceaccountpass: 'hunter2' };
    const made = converted({ questions, surveys: [secret] });
    assert.equal(fateOf(made, 'surveys/bounceaccountpass')?.fate, 'dropped');
    assert.doesNotMatch(JSON.stringify(made.report), /hunter2/);
  });

  it('have their words told by language, and letters in one line', () => {
    const words = { ...TITLES, surveyls_url: 'https://exemple.test', surveyls_policy_notice: 'Vos droits' };
    const letters = { surveyls_email_invite: 'Bonjour', email_admin_responses: 'Reçu' };
    const made = converted({ questions, surveys_languagesettings: [{ ...words, ...letters }] });
    assert.match(fateOf(made, 'surveys/surveyls_policy_notice/fr')!.notes[0]!, /privacy notice.*Vos droits/);
    assert.match(fateOf(made, 'surveys/surveyls_url/fr')!.notes[0]!, /exemple\.test/);
    assert.match(fateOf(made, 'surveys/letters')!.notes[0]!, /surveyls_email_invite, email_admin_responses/);
  });
});

describe('groups of LimeSurvey', () => {
  it('keep their own words beside those of welcome', () => {
    const groups = [
      { gid: '1', group_name: 'Vos parcs', description: 'Cinq questions.', group_order: '1', language: 'fr' },
    ];
    const made = converted({ groups, questions: [question('1', 'T', 'avis')] });
    assert.equal(made.survey.pages[0]!.description?.fr, 'Bienvenue.\n\nCinq questions.');
  });

  it('that are not in the file leave their questions on a page after the others', () => {
    const questions = [question('2', 'S', 'orphelin', { gid: '99' }), question('1', 'T', 'avis')];
    const made = converted({ questions });
    assert.deepEqual(
      made.survey.pages.map((page) => page.questions.map(({ id }) => id)),
      [['avis'], ['orphelin']],
    );
    const item = made.report.find(({ name }) => name === 'orphelin');
    assert.equal(item?.fate, 'approximated');
    assert.match(item.notes.join(), /its group 99 is not in the file/);
  });
});

describe('what hangs on questions of LimeSurvey', () => {
  it('has each attribute told, and those that are as usual counted', () => {
    const attributes: Row[] = [
      { qid: '1', attribute: 'time_limit_action', value: '1' },
      { qid: '1', attribute: 'hide_tip', value: '0' },
      { qid: '1', attribute: 'hide_tip', value: '0', language: 'en' },
      { qid: '1', attribute: 'time_limit', value: '60' },
      { qid: '1', attribute: 'statistics_showgraph', value: '0' },
      { qid: '1', attribute: 'novelty', value: 'on' },
    ];
    const made = converted({ questions: [question('1', 'T', 'avis')], question_attributes: attributes });
    const told = made.report.flatMap(({ place }) => /^question avis.*\/(\w+)$/.exec(place)?.[1] ?? []);
    assert.deepEqual(told.sort(), ['novelty', 'statistics_showgraph', 'time_limit']);
    assert.match(fateOf(made, 'question_attributes/usual')!.notes[0]!, /^2 attributes/);
  });

  it('has rows shown by what was chosen of the same codes', () => {
    const made = converted({
      questions: [question('1', 'M', 'parcs'), question('2', 'A', 'notes')],
      subquestions: [part('11', '1', 'N'), part('12', '1', 'S'), part('21', '2', 'N'), part('22', '2', 'S')],
      question_attributes: [{ qid: '2', attribute: 'array_filter', value: 'parcs' }],
    });
    const { rows } = found(made, 'notes') as Extract<Question, { type: 'matrix-scale' }>;
    assert.deepEqual(
      rows.map(({ showIf }) => showIf),
      ['n', 's'].map((contains) => ({ question: 'parcs', contains })),
    );
  });

  it('has the conditions of before expressions: all of a scenario, or another one', () => {
    const older = { relevance: '' };
    const condition = (name: string, value: string, scenario: string): Row => ({
      cid: name + value, qid: '3', cqid: '1', cfieldname: name, method: '==', value, scenario,
    }); // prettier-ignore
    const made = converted({
      questions: [
        question('1', 'Y', 'chien', older),
        question('2', 'G', 'sexe', older),
        question('3', 'T', 'pourquoi', older),
      ],
      conditions: [
        condition('77X1X1', 'Y', '1'),
        condition('77X1X2', 'F', '1'),
        condition('77X1X2', 'M', '2'),
      ],
    });
    assert.deepEqual(found(made, 'pourquoi').showIf, {
      any: [
        {
          all: [
            { question: 'chien', is: true },
            { question: 'sexe', is: 'f' },
          ],
        },
        { question: 'sexe', is: 'm' },
      ],
    });
    assert.equal(fateOf(made, 'conditions of question 3')?.becomes, 'pourquoi: showIf');
  });

  it('has questions named by their numbers, as version 7 does', () => {
    const made = converted({
      questions: [
        question('1', 'M', 'parcs'),
        question('2', 'T', 'pourquoi', { relevance: 'Q1_S11.NAOK == "Y"' }),
      ],
      subquestions: [part('11', '1', 'N'), part('12', '1', 'S')],
    });
    assert.deepEqual(found(made, 'pourquoi').showIf, { question: 'parcs', contains: 'n' });
  });

  it('has expressions in texts told, and answers in them kept', () => {
    const made = converted({
      questions: [
        question('1', 'S', 'nom'),
        question('2', 'T', 'suite', { question: 'Merci {nom.shown}, {if(nom.NAOK == "", 1, 2)} fois.' }),
      ],
    });
    assert.equal((found(made, 'suite') as { label: { fr: string } }).label.fr, 'Merci {{nom}}, … fois.');
    assert.ok(made.report.some(({ notes }) => notes.some((note) => note.includes('«{if(nom.NAOK'))));
  });

  it('loses no default, score, address’s parameter, script or table in silence', () => {
    const made = converted(
      {
        questions: [question('1', 'L', 'avis', { script: 'alert(1)' }), question('2', ':', 'grille')],
        subquestions: [part('21', '2', 'a')],
        answers: [1, 2].map((code) => ({
          qid: '1', code: String(code), answer: `Choix ${code}`, language: 'fr', assessment_value: '3', scale_id: '0',
        })), // prettier-ignore
        defaultvalues: [{ dvid: '5', qid: '1', sqid: '0' }],
        defaultvalue_l10ns: [{ dvid: '5', language: 'fr', defaultvalue: '2' }],
        assessments: [{ name: 'Peu', minimum: '0', maximum: '5', message: 'Merci' }],
        survey_url_parameters: [{ parameter: 'ville', targetqid: '1' }],
        mystery: [{ a: '1' }],
      },
      '<themes><theme/></themes>',
    );
    const told = made.report.map(({ place, notes }) => `${place}: ${notes.join('; ')}`).join('\n');
    for (const wanted of [
      /^defaultvalues .*in advance here: 2$/m,
      /^assessments .*0 to 5, Merci$/m,
      /^survey_url_parameters .*: avis$/m,
      /^question avis .*\/script: .*alert/m,
      /^question avis .*\/answers\/assessment_value/m,
      /^question grille .*with it: 1 sub-questions, 0 answers$/m,
      /^mystery: nothing here corresponds$/m,
      /^themes: how it looks/m,
    ])
      assert.match(told, wanted);
  });
});

describe('what LimeSurvey asks in parts', () => {
  const labelsOf = (made: Converted, pattern: RegExp) =>
    questionsIn(made.survey)
      .filter(({ id }) => pattern.test(id))
      .map((one) => (one as { label: { fr: string } }).label.fr);
  const column = (qid: string, of: string, title: string): Row => ({
    ...part(qid, of, title),
    scale_id: '1',
  });
  const grid = (type: string, attributes: Record<string, string> = {}, more: Row[] = []) =>
    converted({
      questions: [
        question('1', type, 'g'),
        question('2', 'T', 'suite', { relevance: 'g_b_y.NAOK > 1' }),
        ...more,
      ],
      subquestions: [
        part('11', '1', 'a'),
        part('12', '1', 'b'),
        column('13', '1', 'x'),
        column('14', '1', 'y'),
      ],
      question_attributes: Object.entries(attributes).map(([attribute, value]) => ({
        qid: '1',
        attribute,
        value,
      })),
    });

  it('keeps the question’s words in each number that it becomes, and conditions on each', () => {
    const made = converted({
      questions: [question('1', 'K', 'k'), question('2', 'T', 'suite', { relevance: 'k_b.NAOK > 3' })],
      subquestions: [part('11', '1', 'a'), part('12', '1', 'b')],
    });
    assert.deepEqual(labelsOf(made, /^k-/), ['Question k ? — Question a ?', 'Question k ? — Question b ?']);
    assert.deepEqual(found(made, 'suite').showIf, { question: 'k-b', above: 3 });
  });

  it('has a scale for each column of an array of numbers, or a number for each cell', () => {
    const scales = grid(':');
    const { rows, min, max } = found(scales, 'g-y') as Extract<Question, { type: 'matrix-scale' }>;
    assert.deepEqual([rows.map(({ id }) => id), min, max], [['a', 'b'], 1, 10]);
    assert.deepEqual(labelsOf(scales, /^g-/), ['Question g ? — Question x ?', 'Question g ? — Question y ?']);
    assert.deepEqual(found(scales, 'suite').showIf, { question: 'g-y', row: 'b', above: 1 });
    const numbers = grid(':', { multiflexible_max: '200', multiflexible_min: '5' });
    const cell = found(numbers, 'g-b-y') as Extract<Question, { type: 'number' }>;
    assert.deepEqual([cell.min, cell.max], [5, 200]);
    assert.equal(labelsOf(numbers, /^g-b-y/)[0], 'Question g ? — Question b ? — Question y ?');
    assert.deepEqual(found(numbers, 'suite').showIf, { question: 'g-b-y', above: 1 });
  });

  it('has boxes to check in an array as a matrix, and several texts for each row of one', () => {
    const boxes = grid(':', { multiflexible_checkbox: '1' }, [
      question('3', 'T', 'coche', { relevance: 'g_a_x.NAOK == 1' }),
    ]);
    assert.equal((found(boxes, 'g') as Extract<Question, { type: 'matrix' }>).multiple, true);
    assert.deepEqual(found(boxes, 'coche').showIf, { question: 'g', row: 'a', contains: 'x' });
    const texts = grid(';', { maximum_chars: '30' }, [
      question('3', 'T', 'dit', { relevance: '!is_empty(g_a_x.NAOK)' }),
    ]);
    const { fields } = found(texts, 'g-a') as Extract<Question, { type: 'texts' }>;
    assert.deepEqual(
      fields.map(({ id, maxLength }) => [id, maxLength]),
      [
        ['x', 30],
        ['y', 30],
      ],
    );
    const asked = { not: { question: 'g-a', row: 'x', answered: false } };
    assert.deepEqual(found(texts, 'dit').showIf, asked);
  });

  it('tells of dates without a day', () => {
    const made = converted({
      questions: [question('1', 'D', 'mois'), question('2', 'D', 'jour')],
      question_attributes: [
        { qid: '1', attribute: 'date_format', value: 'mm/yyyy' },
        { qid: '2', attribute: 'date_format', value: 'dd/mm/yyyy' },
      ],
    });
    const mois = made.report.find(({ name }) => name === 'mois');
    assert.deepEqual(mois?.notes, ['what has no day (mm/yyyy) became days']);
    assert.ok(made.report.some(({ place }) => /^question jour .*\/date_format$/.test(place)));
  });
});

describe('quotas and older conditions of LimeSurvey', () => {
  const questions = [question('1', 'G', 'sexe'), question('2', 'Y', 'chien'), question('3', 'T', 'pourquoi')];
  const member = (qid: string, code: string): Row => ({ quota_id: '1', qid, code });
  const quota = [{ id: '1', name: 'plein', qlimit: '5', action: '1', active: '1' }];

  it('hold for one answer or another of a question, and for all questions', () => {
    const made = converted({
      questions,
      quota,
      quota_members: [member('1', 'F'), member('1', 'M'), member('2', 'Y')],
    });
    assert.deepEqual(made.survey.quotas?.[0]?.if, {
      all: [{ any: ['f', 'm'].map((is) => ({ question: 'sexe', is })) }, { question: 'chien', is: true }],
    });
  });

  it('are told once: as dropped, where they can never hold', () => {
    const older = {
      cid: '1',
      qid: '3',
      cqid: '1',
      cfieldname: '77X1X1',
      method: '==',
      value: 'F',
      scenario: '1',
    };
    const inner = {
      gid: '2',
      group_name: 'Suite',
      group_order: '2',
      language: 'fr',
      grelevance: 'sexe.NAOK == "M"',
    };
    const made = converted({
      questions: [
        questions[0]!,
        { ...questions[1]!, gid: '2', relevance: 'sexe.NAOK == "F"' },
        { ...questions[2]!, gid: '2' },
      ],
      groups: [
        { gid: '1', group_name: 'Vos parcs', group_order: '1', language: 'fr', grelevance: '' },
        inner,
      ],
      conditions: [older],
    });
    assert.equal(found(made, 'pourquoi').showIf, undefined);
    assert.deepEqual(
      made.report
        .filter(({ place }) => /condition/.test(place))
        .map(({ fate, becomes, notes }) => [fate, becomes, notes]),
      [['dropped', undefined, ['it can never hold, as what it hangs on is shown']]],
    );
    const impossible = converted({
      questions: [{ ...questions[0]! }, { ...questions[1]!, relevance: 'sexe.NAOK == "M"' }],
      quota,
      quota_members: [member('1', 'F'), member('2', 'Y')],
    });
    assert.deepEqual(
      impossible.report.filter(({ place }) => /quota/.test(place)).map(({ fate, place }) => [fate, place]),
      [['dropped', 'quota 1']],
    );
  });

  it('have conditions whose question is always relevant read all the same', () => {
    const made = converted({
      questions,
      conditions: [
        { cid: '1', qid: '3', cqid: '1', cfieldname: '77X1X1', method: '==', value: 'F', scenario: '1' },
      ],
    });
    assert.deepEqual(found(made, 'pourquoi').showIf, { question: 'sexe', is: 'f' });
  });
});
