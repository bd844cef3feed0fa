import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  SurveyDefinition,
  type Answers,
  type Condition,
  type Expression,
} from '../../../src/contract/survey.js';
import '../../../src/domain/all-kinds.js';
import '../../../src/domain/arithmetic.js';
import { holds } from '../../../src/domain/conditions.js';
import { checkSurvey } from '../../../src/domain/survey-definition.js';
import { fromSurveyJs } from '../../../src/server/convert/from-surveyjs.js';
import { toSurveyJs } from '../../../src/server/convert/to-surveyjs.js';
import { plainly } from '../../../src/server/convert/write-logic.js';

const words = (fr: string) => ({ fr });
const options = ['a', 'b', 'other-one'].map((id) => ({ id, label: words(`Option ${id}`) }));
const rows = ['r1', 'r2'].map((id) => ({ id, label: words(`Ligne ${id}`) }));

/** A survey with what conditions may speak of, and one question that hangs on them. */
function surveyWith(showIf: Condition): SurveyDefinition {
  const ends = { minLabel: words('Peu'), maxLabel: words('Beaucoup') };
  return SurveyDefinition.parse({
    kind: 'survey',
    pages: [
      {
        id: 'premiere',
        title: words('Première'),
        questions: [
          { type: 'single-choice', id: 'one', label: words('Un'), options, other: true },
          { type: 'multiple-choice', id: 'many', label: words('Plusieurs'), options },
          { type: 'ranking', id: 'order', label: words('Ordre'), options },
          { type: 'number', id: 'n', label: words('Nombre'), decimals: 2 },
          { type: 'number', id: 'm', label: words('Autre nombre') },
          { type: 'scale', id: 'note', label: words('Note'), ...ends },
          { type: 'date', id: 'day', label: words('Jour') },
          { type: 'yes-no', id: 'yes', label: words('Oui ?') },
          { type: 'consent', id: 'ok', label: words('D’accord') },
          { type: 'short-text', id: 'town', label: words('Ville') },
          { type: 'long-text', id: 'why', label: words('Pourquoi') },
          { type: 'matrix', id: 'avis', label: words('Avis'), rows, columns: options },
          { type: 'matrix', id: 'quand', label: words('Quand'), rows, columns: options, multiple: true },
          { type: 'matrix-scale', id: 'notes', label: words('Notes'), rows, ...ends },
          { type: 'texts', id: 'mots', label: words('Mots'), fields: rows },
          { type: 'calculated', id: 'somme', label: words('Somme'), value: { add: [{ answer: 'n' }, 1] } },
          { type: 'short-text', id: 'last', label: words('Dernière'), showIf },
        ],
      },
    ],
  });
}

const day = fc
  .integer({ min: 0, max: 20_000 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
const integer = fc.integer({ min: -5, max: 12 });
const option = fc.constantFrom('a', 'b', 'other-one');
const row = fc.constantFrom('r1', 'r2');
const town = fc.stringMatching(/^[a-z'\\"{}éÉ ]{1,8}$/);
const bound = fc.constantFrom('atLeast', 'atMost', 'above', 'below');

/** Two values that are written out always compare alike: no condition is made of them. */
const comparing = (compare: string, left: Expression, right: Expression, question: string) => {
  const isConstant = typeof left !== 'object' && typeof right !== 'object';
  return { compare, left: isConstant ? { answer: question } : left, right } as Condition;
};

const about: fc.Arbitrary<Condition> = fc.oneof(
  option.map((is) => ({ question: 'one', is })),
  fc.constant({ question: 'one', is: 'other' }),
  fc.tuple(fc.constantFrom('many', 'order'), option).map(([question, contains]) => ({ question, contains })),
  fc.tuple(fc.constantFrom('n', 'm', 'note', 'somme'), integer).map(([question, is]) => ({ question, is })),
  fc
    .tuple(fc.constantFrom('n', 'm', 'note'), bound, integer)
    .map(([question, how, limit]) => ({ question, [how]: limit }) as Condition),
  fc.tuple(bound, day).map(([how, limit]) => ({ question: 'day', [how]: limit }) as Condition),
  day.map((is) => ({ question: 'day', is })),
  fc.tuple(fc.constantFrom('yes', 'ok'), fc.boolean()).map(([question, is]) => ({ question, is })),
  town.map((is) => ({ question: 'town', is })),
  fc.tuple(row, option).map(([row, is]) => ({ question: 'avis', row, is })),
  fc.tuple(row, option).map(([row, contains]) => ({ question: 'quand', row, contains })),
  fc
    .tuple(row, bound, integer)
    .map(([row, how, limit]) => ({ question: 'notes', row, [how]: limit }) as Condition),
  fc.tuple(row, town).map(([row, is]) => ({ question: 'mots', row, is })),
  fc
    .tuple(fc.constantFrom('one', 'many', 'n', 'day', 'yes', 'town', 'avis', 'notes', 'mots'), fc.boolean())
    .map(([question, answered]) => ({ question, answered })),
  fc
    .tuple(fc.constantFrom('avis', 'mots'), row, fc.boolean())
    .map(([question, row, answered]) => ({ question, row, answered })),
);

const { condition } = fc.letrec<{
  number: Expression;
  day: Expression;
  text: Expression;
  condition: Condition;
}>((tie) => {
  const several = fc.array(tie('number'), { minLength: 1, maxLength: 3 });
  const two = fc.tuple(tie('number'), tie('number'));
  return {
    number: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'e' },
      integer,
      fc.constantFrom<Expression>({ answer: 'n' }, { answer: 'm' }, { answer: 'note' }, { answer: 'somme' }),
      row.map((row) => ({ answer: 'notes', row })),
      fc.constantFrom<Expression>({ count: 'many' }, { total: 'notes' }, { length: 'why' }),
      several.map((add) => ({ add })),
      several.map((multiply) => ({ multiply })),
      two.map((subtract) => ({ subtract })),
      two.map((divide) => ({ divide })),
      several.map((least) => ({ least })),
      several.map((greatest) => ({ greatest })),
      fc.tuple(tie('number'), fc.constantFrom(undefined, 0, 2)).map(([round, decimals]) => ({
        round,
        ...(decimals !== undefined && { decimals }),
      })),
      fc.tuple(tie('day'), tie('day')).map(([daysFrom, to]) => ({ daysFrom, to })),
      fc.tuple(tie('day'), tie('day')).map(([yearsFrom, to]) => ({ yearsFrom, to })),
      fc
        .tuple(tie('condition'), tie('number'), tie('number'))
        .map(([one, then, other]) => ({ if: one, then, else: other })),
    ),
    day: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'e' },
      day,
      fc.constantFrom<Expression>({ answer: 'day' }, { today: true }),
      fc.tuple(tie('day'), tie('number')).map(([plusDays, days]) => ({ plusDays, days })),
    ),
    text: fc.oneof(
      fc.constant<Expression>({ answer: 'town' }),
      fc.array(fc.oneof(town, tie('number')), { minLength: 1, maxLength: 3 }).map((join) => ({ join })),
    ),
    condition: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'e' },
      about,
      fc
        .tuple(fc.constantFrom('=', '!=', '<', '<=', '>', '>='), tie('number'), tie('number'))
        .map(([compare, left, right]) => comparing(compare, left, right, 'n')),
      fc
        .tuple(fc.constantFrom('=', '<', '>='), tie('day'), tie('day'))
        .map(([compare, left, right]) => comparing(compare, left, right, 'day')),
      tie('text').map((left): Condition => ({ compare: '=', left, right: { answer: 'why' } })),
      fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
      fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
      tie('condition').map((not) => ({ not })),
    ),
  };
});

const answers: fc.Arbitrary<Answers> = fc.record(
  {
    one: fc.oneof(option, fc.constant({ other: 'x' })),
    many: fc.uniqueArray(option, { minLength: 1 }),
    order: fc.constant(['a', 'b', 'other-one']),
    n: integer,
    m: integer,
    note: fc.integer({ min: 1, max: 5 }),
    day,
    yes: fc.boolean(),
    ok: fc.constant(true),
    town,
    why: town,
    avis: fc.dictionary(row, option, { minKeys: 1 }),
    notes: fc.dictionary(row, fc.integer({ min: 1, max: 5 }), { minKeys: 1 }),
    mots: fc.dictionary(row, town, { minKeys: 1 }),
    somme: integer,
  },
  { requiredKeys: [] },
);

function readBack(showIf: Condition): { condition: Condition | undefined; report: unknown } {
  const { json, report } = toSurveyJs(surveyWith(showIf));
  const back = fromSurveyJs(JSON.stringify(json));
  const last = back.survey.pages[0]!.questions.find(({ id }) => id === 'last');
  return {
    condition: last?.showIf,
    report: [...report, ...back.report].filter(({ place }) => /visibleIf|last/.test(place)),
  };
}

describe('conditions on their way to SurveyJS and back', () => {
  it('are the same, in their plainest form', () => {
    fc.assert(
      fc.property(condition, (given) => {
        const refused = checkSurvey(surveyWith(given));
        // What no answers could meet is refused, on the way back too.
        fc.pre(!refused.some(({ code }) => code === 'dead'));
        assert.deepEqual(refused, []);
        const { condition: back, report } = readBack(given);
        assert.deepEqual(back, plainly(given), JSON.stringify(report));
      }),
      { numRuns: 300, seed: 2026 },
    );
  });

  it('hold for the same answers in that form', () => {
    fc.assert(
      fc.property(condition, answers, (given, known) => {
        const at = { answers: known, today: '2026-05-01' };
        assert.equal(holds(plainly(given), at), holds(given, at));
      }),
      { numRuns: 300, seed: 2026 },
    );
  });
});
