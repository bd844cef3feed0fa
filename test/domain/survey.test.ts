import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SurveyDefinition, type Answer, type Answers, type Condition } from '../../src/contract/survey.js';
import { checkAnswer } from '../../src/domain/answers.js';
import { isDate } from '../../src/domain/dates.js';
import { holds } from '../../src/domain/conditions.js';
import '../../src/domain/all-kinds.js';
import { follow, type Asked } from '../../src/domain/survey.js';
import { checkAnswers } from '../../src/domain/survey-check.js';
import { checkSurvey } from '../../src/domain/survey-definition.js';

const text = (fr: string) => ({ fr });
const options = ['a', 'b', 'c'].map((id) => ({ id, label: text(id) }));

/** A survey of one page a list of questions, with what the contract fills in. */
function survey(...pages: object[][]): SurveyDefinition {
  return SurveyDefinition.parse({
    kind: 'survey',
    pages: pages.map((questions, index) => ({ id: `p${index}`, title: text('Page'), questions })),
  });
}
const ask = (id: string, type: string, more: object = {}) => ({ id, type, label: text(id), ...more });
const scale = { minLabel: text('min'), maxLabel: text('max') };
const question = (type: string, more: object = {}): Asked =>
  survey([ask('q', type, more)]).pages[0]!.questions[0] as Asked;
const nothing = { answers: {}, today: '2026-05-01' };
const now = { begun: nothing.today, seed: 1 };
const rule = (of: Asked, answer: Answer | undefined) => checkAnswer(of, answer, nothing)[0]?.code;

describe('one answer', () => {
  const choices = question('single-choice', { options });
  const withOther = question('multiple-choice', { options, other: true, min: 2, max: 2 });
  for (const [name, of, answer, code] of [
    ['no answer where one is required', question('short-text', { required: true }), undefined, 'required'],
    [
      'white space where an answer is required',
      question('short-text', { required: true }),
      ' \n',
      'required',
    ],
    [
      'characters that show nothing where an answer is required',
      question('long-text', { required: true }),
      '\u200b\u0001',
      'required',
    ],
    ['no answer where none is required', question('short-text'), undefined, undefined],
    ['a text at its limit', question('short-text', { maxLength: 3 }), 'abc', undefined],
    ['a text over its limit', question('long-text', { maxLength: 3 }), 'abcd', 'too-long'],
    ['a text under its least length', question('short-text', { minLength: 3 }), 'ab ', 'too-short'],
    ['a NUL character', question('short-text'), 'a\u0000', 'not-storable'],
    ['half a character', question('long-text'), '\udeb2', 'not-storable'],
    ['a whole bicycle', question('long-text'), '🚲', undefined],
    ['a number as text', question('number'), '12', 'wrong-type'],
    ['a number under its bound', question('number', { min: 0 }), -1, 'out-of-range'],
    ['a number over its bound', question('number', { max: 9 }), 10, 'out-of-range'],
    ['a number with more decimals than asked', question('number', { decimals: 1 }), 1.25, 'too-precise'],
    ['a number with as many', question('number', { decimals: 1 }), 1.2, undefined],
    ['an address', question('email'), 'marie.tremblay+vélo@exemple.ca'.replace('é', 'e'), undefined],
    ['an address without a domain', question('email'), 'marie@exemple', 'not-an-email'],
    ['a day', question('date'), '2028-02-29', undefined],
    ['a day that is not in the calendar', question('date'), '2026-02-29', 'not-a-date'],
    ['a day before the first', question('date', { min: '2026-01-01' }), '2025-12-31', 'too-early'],
    ['a day after the last', question('date', { max: '2026-01-01' }), '2026-01-02', 'too-late'],
    ['a yes', question('yes-no'), true, undefined],
    ['a yes in words', question('yes-no'), 'oui', 'wrong-type'],
    ['a step of the scale', question('scale', scale), 5, undefined],
    ['a step beyond the scale', question('scale', scale), 6, 'out-of-range'],
    ['half a step', question('scale', scale), 2.5, 'out-of-range'],
    ['an option', choices, 'a', undefined],
    ['an option that is not there', choices, 'z', 'not-an-option'],
    ['«other» that is not offered', choices, { other: 'x' }, 'not-an-option'],
    ['«other» that is offered', withOther, ['a', { other: 'x' }], undefined],
    ['«other» without words', withOther, ['a', { other: ' ' }], 'specify'],
    ['the same option twice', withOther, ['a', 'a'], 'not-an-option'],
    ['too few', withOther, ['a'], 'too-few'],
    ['too many', withOther, ['a', 'b', 'c'], 'too-many'],
  ] as [string, Asked, Answer | undefined, string | undefined][]) {
    it(`${name}: ${code ?? 'accepted'}`, () => assert.equal(rule(of, answer), code));
  }

  it('knows the days of the calendar', () => {
    assert.deepEqual(['2024-02-29', '2023-02-29', '2026-13-01', '26-01-01', ''].map(isDate), [
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('a condition', () => {
  const answers: Answers = {
    age: 17,
    ville: 'a',
    modes: ['a', { other: 'patins' }],
    oui: true,
    jour: '2026-05-01',
    autre: { other: 'x' },
  };
  for (const [condition, expected] of [
    [{ question: 'age', is: 17 }, true],
    [{ question: 'age', atLeast: 17 }, true],
    [{ question: 'age', atMost: 16 }, false],
    [{ question: 'jour', atLeast: '2026-01-01' }, true],
    [{ question: 'jour', atLeast: 5 }, false],
    [{ question: 'modes', contains: 'a' }, true],
    [{ question: 'modes', contains: 'other' }, true],
    [{ question: 'modes', contains: 'b' }, false],
    [{ question: 'autre', is: 'other' }, true],
    [{ question: 'oui', is: false }, false],
    [{ question: 'rien', answered: false }, true],
    [{ question: 'rien', is: 'a' }, false],
    [{ not: { question: 'rien', is: 'a' } }, true],
    [
      {
        all: [
          { question: 'oui', is: true },
          { question: 'age', is: 18 },
        ],
      },
      false,
    ],
    [
      {
        any: [
          { question: 'oui', is: true },
          { question: 'age', is: 18 },
        ],
      },
      true,
    ],
  ] as [Condition, boolean][]) {
    it(`${JSON.stringify(condition)} is ${expected}`, () =>
      assert.equal(holds(condition, { ...nothing, answers }), expected));
  }
});

describe('what is shown', () => {
  const chained = survey(
    [ask('un', 'yes-no'), ask('deux', 'yes-no', { showIf: { question: 'un', is: true } })],
    [ask('trois', 'short-text', { required: true, showIf: { question: 'deux', is: true } })],
  );

  it('hides what depends on a hidden question, and a page of which nothing is shown', () => {
    assert.deepEqual(
      follow(chained, { un: false, deux: true }, now).pages.map(({ page }) => page.id),
      ['p0'],
    );
    assert.deepEqual(
      follow(chained, { un: true, deux: true }, now).pages.map(({ page }) => page.id),
      ['p0', 'p1'],
    );
  });

  it('requires nothing that is hidden, and keeps nothing of it', () => {
    const checked = checkAnswers(chained, { un: false, deux: true, trois: 'x' }, now);
    assert.deepEqual(checked, { ok: true, value: { answers: { un: false }, ending: undefined } });
    const missing = checkAnswers(chained, { un: true, deux: true }, now);
    assert.deepEqual(missing.ok || missing.problem.map(({ pointer, code }) => [pointer, code]), [
      ['/answers/trois', 'required'],
    ]);
  });
});

describe('a definition', () => {
  const codes = (definition: SurveyDefinition) =>
    checkSurvey(definition).map(({ pointer, code }) => `${pointer} ${code}`);
  const first = '/pages/0/questions/0';

  for (const [name, definition, expected] of [
    [
      'is well where conditions look back',
      survey([ask('a', 'yes-no')], [ask('b', 'yes-no', { showIf: { question: 'a', is: true } })]),
      [],
    ],
    [
      'names a question twice',
      survey([ask('a', 'yes-no')], [ask('a', 'yes-no')]),
      ['/pages/1/questions/0/id duplicate'],
    ],
    [
      'depends on itself',
      survey([ask('a', 'yes-no', { showIf: { question: 'a', is: true } })]),
      [`${first}/showIf/question cycle`],
    ],
    [
      'depends in a circle',
      survey([
        ask('a', 'yes-no', { showIf: { question: 'b', is: true } }),
        ask('b', 'yes-no', { showIf: { question: 'a', is: true } }),
      ]),
      [`${first}/showIf/question cycle`],
    ],
    [
      'names no question',
      survey([ask('a', 'yes-no', { showIf: { any: [{ not: { question: 'z', answered: true } }] } })]),
      [`${first}/showIf/any/0/not/question unknown-question`],
    ],
    [
      'asks a number whether it contains',
      survey([ask('a', 'number'), ask('b', 'yes-no', { showIf: { question: 'a', contains: 'x' } })]),
      ['/pages/0/questions/1/showIf does-not-fit'],
    ],
    [
      'waits for an option that is not offered',
      survey([
        ask('a', 'single-choice', { options }),
        ask('b', 'yes-no', { showIf: { question: 'a', is: 'other' } }),
      ]),
      ['/pages/0/questions/1/showIf/is unknown-option'],
    ],
    [
      'says yes or no in words',
      survey([ask('a', 'yes-no'), ask('b', 'yes-no', { showIf: { question: 'a', is: 'oui' } })]),
      ['/pages/0/questions/1/showIf does-not-fit'],
    ],
    [
      'names a question that is not there, beside one that comes later: the first thing alone',
      survey([
        ask('a', 'yes-no', {
          label: text('{{nulle}}, {{b}}'),
          showIf: {
            any: [
              { question: 'b', is: true },
              { question: 'nulle', is: true },
            ],
          },
        }),
        ask('b', 'calculated', { value: { add: [{ answer: 'b' }, { answer: 'rien' }] } }),
      ]),
      [
        `${first}/showIf/any/1/question unknown-question`,
        `${first}/label/fr unknown-question`,
        '/pages/0/questions/1/value/add/1/answer unknown-question',
      ],
    ],
    [
      'names a question inside a group from outside it',
      survey([
        ask('a', 'group', { item: text('Membre'), questions: [ask('m', 'yes-no')] }),
        ask('b', 'yes-no', { showIf: { question: 'm', is: true } }),
      ]),
      ['/pages/0/questions/1/showIf/question inside-group'],
    ],
    [
      'carries on options inside a group, whatever it names',
      survey([
        ask('a', 'group', {
          item: text('Membre'),
          questions: [
            ask('m', 'single-choice', { options, optionsFrom: { question: 'nulle', which: 'chosen' } }),
          ],
        }),
      ]),
      [`${first}/questions/0/optionsFrom does-not-fit`],
    ],
    [
      'offers an option twice',
      survey([ask('a', 'single-choice', { options: [...options, options[0]] })]),
      [`${first}/options/3/id duplicate`],
    ],
    [
      'asks for more choices than there are',
      survey([ask('a', 'multiple-choice', { options, min: 4 })]),
      [`${first}/min out-of-range`],
    ],
    [
      'has a least above the most',
      survey([ask('a', 'number', { min: 2, max: 1 })]),
      [`${first}/min above-maximum`],
    ],
    [
      'has a least length above the most',
      survey([ask('a', 'short-text', { minLength: 9, maxLength: 3 })]),
      [`${first}/minLength above-maximum`],
    ],
  ] as [string, SurveyDefinition, string[]][]) {
    it(name, () => assert.deepEqual(codes(definition), expected));
  }

  it('tells which name was probably meant: a question, option, row, page, section or ending', () => {
    const rows = [{ id: 'ligne', label: text('Ligne') }, ...options];
    const definition = SurveyDefinition.parse({
      ...survey(
        [
          ask('velo', 'single-choice', { options: [...options, { id: 'parfois', label: text('Parfois') }] }),
          ask('grille', 'matrix-scale', { rows, min: 1, max: 5, ...scale }),
          ask('deux', 'yes-no', { label: text('{{vello}}'), showIf: { question: 'vleo', answered: true } }),
          ask('trois', 'yes-no', { showIf: { question: 'velo', is: 'parfoi' } }),
          ask('quatre', 'yes-no', { showIf: { question: 'grille', row: 'linge', atLeast: 2 } }),
          ask('cinq', 'calculated', { value: { answer: 'grille', row: 'lignes' } }),
          // It comes later: it could not be named here.
          ask('six', 'yes-no', { showIf: { question: 'later', is: true } }),
          ask('latter', 'yes-no'),
          ask('groupe', 'group', {
            item: text('Membre'),
            questions: [
              ask('membre', 'yes-no'),
              ask('autre', 'yes-no', { showIf: { question: 'membres', is: true } }),
            ],
          }),
        ],
        [ask('sept', 'yes-no')],
      ),
      sections: [{ id: 'chapitre', title: text('Chapitre') }],
      endings: [{ id: 'merci', title: text('Merci'), message: text('Merci') }],
      quotas: [{ id: 'quota', if: { question: 'velo', is: 'a' }, limit: 5, end: 'mersi' }],
    });
    Object.assign(definition.pages[0]!, { section: 'chapitres', next: [{ page: 'p11' }] });
    const near = checkSurvey(definition).map(({ pointer, near }) => [
      pointer.split('/').slice(-3).join('/'),
      near,
    ]);
    assert.deepEqual(near, [
      ['pages/0/section', 'chapitre'],
      ['2/showIf/question', 'velo'],
      ['2/label/fr', 'velo'],
      ['3/showIf/is', 'parfois'],
      ['4/showIf/row', 'ligne'],
      ['5/value/row', 'ligne'],
      ['6/showIf/question', undefined],
      ['1/showIf/question', 'membre'],
      ['next/0/page', 'p1'],
      ['quotas/0/end', 'merci'],
    ]);
  });
});
