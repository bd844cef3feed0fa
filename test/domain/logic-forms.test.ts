import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { z } from '@hono/zod-openapi';
import {
  type Answers,
  COMPARISONS,
  Condition,
  Expression,
  SurveyDefinition,
} from '../../src/contract/survey.js';
import '../../src/domain/all-kinds.js';
import { value } from '../../src/domain/arithmetic.js';
import { holds } from '../../src/domain/conditions.js';
import { follow } from '../../src/domain/survey.js';
import { checkAnswers } from '../../src/domain/survey-check.js';
import { checkSurvey } from '../../src/domain/survey-definition.js';

const TODAY = '2026-05-01';
const text = (fr: string) => ({ fr });
const options = ['a', 'b', 'c'].map((id) => ({ id, label: text(id) }));

/** The forms that the contract has, each by the fields that only it has; `question` and `row` are in many. */
function formsOf(schema: z.ZodType): string[] {
  const { getter } = schema.def as unknown as { getter: () => z.ZodType };
  const { options: forms } = getter().def as unknown as { options: { shape?: object; type: string }[] };
  return forms.map(({ shape, type }) =>
    shape ? Object.keys(shape).find((name) => name !== 'question' && name !== 'row')! : type,
  );
}

/** What each form comes to: with an answer, without one, where it is hidden, and where it is of another kind. */
type Row<Form, Came> = [form: Form, answered: Came, without: Came, wrongKind: Came];

/** One answer of each kind, and what stands there in its place where it is of another kind. */
const ANSWERS: Answers = {
  mode: 'a',
  modes: ['a', { other: 'patins' }],
  age: 17,
  day: '2000-02-29',
  avis: { bus: 4, velo: 3 },
  nom: 'Léa',
};
const OF_ANOTHER_KIND: Answers = { mode: 3, modes: 'x', age: 'dix', day: 7, avis: ['bus'], nom: true };

const CONDITIONS: Row<Condition, boolean>[] = [
  [{ question: 'mode', is: 'a' }, true, false, false],
  [{ question: 'modes', contains: 'a' }, true, false, false],
  [{ question: 'modes', contains: 'other' }, true, false, false],
  [{ question: 'age', atLeast: 17 }, true, false, false],
  [{ question: 'age', atMost: 17 }, true, false, false],
  [{ question: 'age', above: 17 }, false, false, false],
  [{ question: 'age', above: 16 }, true, false, false],
  [{ question: 'age', below: 18 }, true, false, false],
  [{ question: 'day', below: '2000-03-01' }, true, false, false],
  [{ question: 'mode', answered: true }, true, false, true],
  [{ question: 'mode', answered: false }, false, true, false],
  [{ question: 'avis', row: 'bus', is: 4 }, true, false, false],
  [{ question: 'avis', row: 'train', answered: false }, true, true, true],
  [{ not: { question: 'mode', is: 'a' } }, false, true, true],
  [
    {
      all: [
        { question: 'mode', is: 'a' },
        { question: 'age', is: 17 },
      ],
    },
    true,
    false,
    false,
  ],
  [
    {
      any: [
        { question: 'mode', is: 'b' },
        { question: 'age', is: 17 },
      ],
    },
    true,
    false,
    false,
  ],
  [{ compare: '=', left: { answer: 'age' }, right: 17 }, true, false, false],
  [{ compare: '!=', left: { answer: 'age' }, right: 18 }, true, false, false],
  [{ compare: '<', left: { answer: 'age' }, right: 18 }, true, false, false],
  [{ compare: '<=', left: { answer: 'age' }, right: 17 }, true, false, false],
  [{ compare: '>', left: { answer: 'age' }, right: 17 }, false, false, false],
  [{ compare: '>=', left: { answer: 'age' }, right: 17 }, true, false, false],
];

const EXPRESSIONS: Row<Expression, string | number | boolean | undefined>[] = [
  [12, 12, 12, 12],
  ['velo', 'velo', 'velo', 'velo'],
  [{ answer: 'age' }, 17, undefined, 'dix'],
  [{ answer: 'avis', row: 'bus' }, 4, undefined, undefined],
  [{ count: 'modes' }, 2, 0, 1],
  [{ count: 'avis' }, 2, 0, 1],
  [{ total: 'avis' }, 7, 0, 0],
  [{ length: 'nom' }, 3, 0, 0],
  [{ add: [{ answer: 'age' }, 3] }, 20, undefined, undefined],
  [{ multiply: [{ answer: 'age' }, 2] }, 34, undefined, undefined],
  [{ subtract: [{ answer: 'age' }, 20] }, -3, undefined, undefined],
  [{ divide: [{ answer: 'age' }, 2] }, 8.5, undefined, undefined],
  [{ divide: [1, { subtract: [{ answer: 'age' }, 17] }] }, undefined, undefined, undefined],
  [{ least: [{ answer: 'age' }, 20] }, 17, 20, 20],
  [{ greatest: [{ answer: 'age' }, 3] }, 17, 3, 3],
  [{ round: { divide: [{ answer: 'age' }, 2] } }, 9, undefined, undefined],
  [{ round: { divide: [{ answer: 'age' }, -2] } }, -9, undefined, undefined],
  [{ round: 1.005, decimals: 2 }, 1.01, 1.01, 1.01],
  [{ today: true }, TODAY, TODAY, TODAY],
  [{ daysFrom: { answer: 'day' }, to: '2000-03-01' }, 1, undefined, undefined],
  [{ yearsFrom: { answer: 'day' }, to: { today: true } }, 26, undefined, undefined],
  [{ yearsFrom: { answer: 'day' }, to: '2001-02-28' }, 0, undefined, undefined],
  [{ plusDays: { answer: 'day' }, days: 366 }, '2001-03-01', undefined, undefined],
  [{ if: { question: 'mode', is: 'a' }, then: 1, else: 2 }, 1, 2, 2],
  [{ if: { question: 'mode', is: 'a' }, then: 1 }, 1, undefined, undefined],
  [{ join: [{ answer: 'nom' }, '-', { answer: 'age' }] }, 'Léa-17', '-', 'true-dix'],
];

/** The questions of the answers, all hidden unless the first says yes, and one that asks for a condition or a value. */
function hiding(last: object): SurveyDefinition {
  const showIf = { question: 'sure', is: true };
  const ask = (id: string, type: string, more: object = {}) => ({
    id,
    type,
    label: text(id),
    showIf,
    ...more,
  });
  const rows = ['bus', 'velo', 'train'].map((id) => ({ id, label: text(id) }));
  const questions = [
    { id: 'sure', type: 'yes-no', label: text('sure') },
    ask('mode', 'single-choice', { options }),
    ask('modes', 'multiple-choice', { options, other: true }),
    ask('age', 'number'),
    ask('day', 'date'),
    ask('avis', 'matrix-scale', { rows, minLabel: text('min'), maxLabel: text('max') }),
    ask('nom', 'short-text'),
    { id: 'last', label: text('last'), ...last },
  ];
  return SurveyDefinition.parse({ kind: 'survey', pages: [{ id: 'p', title: text('p'), questions }] });
}
const course = (survey: SurveyDefinition, sure: boolean) =>
  follow(survey, { sure, ...ANSWERS }, { begun: TODAY, seed: 1 });

for (const [name, rows, schema, worked, last, cameTo] of [
  [
    'a condition',
    CONDITIONS,
    Condition,
    (form: unknown, answers: Answers) => holds(form as Condition, { answers, today: TODAY }),
    (showIf: unknown) => ({ type: 'yes-no', showIf }),
    (survey: SurveyDefinition, sure: boolean) =>
      course(survey, sure).pages[0]!.questions.some(({ id }) => id === 'last'),
  ],
  [
    'an expression',
    EXPRESSIONS,
    Expression,
    (form: unknown, answers: Answers) => value(form as Expression, { answers, today: TODAY }),
    (own: unknown) => ({ type: 'calculated', value: own }),
    (survey: SurveyDefinition, sure: boolean) => course(survey, sure).answers['last'],
  ],
] as const)
  describe(name, () => {
    const met = new Set<string>();
    for (const [form, answered, without, wrongKind] of rows as Row<unknown, unknown>[])
      it(`${JSON.stringify(form)}: ${String(answered)}, without an answer ${String(without)}`, () => {
        met.add(
          typeof form === 'object'
            ? Object.keys(form!).find((key) => !/^(question|row)$/.test(key))!
            : typeof form,
        );
        assert.deepEqual(schema.parse(form), form);
        assert.equal(worked(form, ANSWERS), answered);
        assert.equal(worked(form, {}), without);
        assert.equal(worked(form, OF_ANOTHER_KIND), wrongKind, 'of another kind');
        const survey = hiding(last(form));
        assert.equal(cameTo(survey, true), answered, 'shown');
        assert.equal(cameTo(survey, false), without, 'hidden, though something was entered');
      });

    it('is tried in each form that the contract has', () => {
      assert.deepEqual([...met].sort(), formsOf(schema).sort());
    });
  });

describe('a comparison', () => {
  it('is tried with each sign, between numbers, texts, and of two kinds', () => {
    const tried = CONDITIONS.flatMap(([form]) => ('compare' in form ? [form.compare] : []));
    assert.deepEqual(tried, [...COMPARISONS]);
    const outcome = (left: Expression, right: Expression) =>
      COMPARISONS.filter((compare) => holds({ compare, left, right }, { answers: {}, today: TODAY }));
    assert.deepEqual(outcome({ add: [0.1, 0.2] }, 0.3), ['=', '<=', '>=']);
    assert.deepEqual(outcome('2026-05-01', '2026-05-02'), ['!=', '<', '<=']);
    assert.deepEqual(outcome(3, '3'), []);
  });
});

describe('options that are all another question’s', () => {
  const asked = (type: string, more: object = {}) =>
    SurveyDefinition.parse({
      kind: 'survey',
      pages: [
        {
          id: 'p',
          title: text('p'),
          questions: [
            { id: 'modes', type: 'multiple-choice', label: text('modes'), options },
            { id: 'q', type, label: text('q'), required: true, optionsFrom: { question: 'modes' }, ...more },
          ],
        },
      ],
    });
  const shown = (survey: SurveyDefinition, modes: string[]) =>
    follow(survey, { modes }, { begun: TODAY, seed: 1 }).pages[0]!.questions.find(({ id }) => id === 'q') as
      { options: { id: string }[] } | undefined;

  for (const type of ['single-choice', 'multiple-choice', 'ranking', 'points'])
    it(`are enough for a question of the kind ${type}, which is hidden where none is carried on`, () => {
      const survey = asked(type);
      assert.deepEqual(checkSurvey(survey), []);
      assert.deepEqual(
        shown(survey, ['a', 'c'])?.options.map(({ id }) => id),
        ['a', 'c'],
      );
      assert.deepEqual(
        shown(survey, ['b'])?.options.map(({ id }) => id),
        ['b'],
      );
      assert.equal(shown(survey, []), undefined);
      const alone = [{ id: 'x', label: text('x') }];
      assert.deepEqual(shown(asked(type, { options: alone }), [])?.options, alone);
      assert.throws(() => asked(type, { optionsFrom: undefined, options: alone }), /options/);
    });

  it('ask for no more choices than are carried on', () => {
    const survey = asked('multiple-choice', { min: 2 });
    const given = (modes: string[]) =>
      checkAnswers(survey, { modes, q: ['a'] }, { begun: TODAY, seed: 1 }).ok;
    assert.deepEqual([given(['a']), given(['a', 'b'])], [true, false]);
  });
});
