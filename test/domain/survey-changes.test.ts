import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SurveyDefinition } from '../../src/contract/survey.js';
import { alteringChanges } from '../../src/domain/survey-changes.js';

const text = (fr: string) => ({ fr });
const options = () => [
  { id: 'velo', label: text('À vélo') },
  { id: 'bus', label: text('En autobus') },
  { id: 'pied', label: text('À pied') },
];
type Fields = Record<string, unknown>;
const questions = () => [
  {
    id: 'mode',
    type: 'single-choice',
    label: text('Comment vous déplacez-vous ?'),
    options: options(),
  } as Fields,
  { id: 'age', type: 'number', label: text('Quel est votre âge ?'), min: 14, max: 120 } as Fields,
  { id: 'avis', type: 'short-text', label: text('Que souhaitez-vous ?'), maxLength: 100 } as Fields,
  {
    id: 'note',
    type: 'scale',
    label: text('Quelle note donnez-vous au service ?'),
    minLabel: text('Mauvais'),
    maxLabel: text('Excellent'),
    showIf: {
      all: [
        { question: 'mode', is: 'velo' },
        { question: 'age', atLeast: 18 },
      ],
    },
  } as Fields,
  { id: 'rang', type: 'ranking', label: text('Classez les modes'), options: options() } as Fields,
  { id: 'accord', type: 'consent', label: text('J’accepte que mes réponses soient publiées.') } as Fields,
];
const survey = (change: (list: Fields[]) => void = () => {}) => {
  const list = questions();
  change(list);
  return SurveyDefinition.parse({
    kind: 'survey',
    pages: [{ id: 'p', title: text('Page'), questions: list }],
  });
};
const altered = (change: (list: Fields[]) => void) =>
  alteringChanges(survey(), survey(change)).map(({ pointer }) => pointer);

describe('changes of a survey that was answered', () => {
  const Q = '/pages/0/questions';
  for (const [name, change, pointer] of [
    ['a question is taken away', (list) => list.pop(), `${Q}/5`],
    [
      'a question becomes one of another kind',
      (list) => (list[2]!.type = 'email') && delete list[2]!.maxLength,
      `${Q}/2/type`,
    ],
    ['a question asks something else', (list) => (list[2]!.label = text('Nom de votre rue')), `${Q}/2/label`],
    ['an option is taken away', (list) => (list[0]!.options = options().slice(0, 2)), `${Q}/0/options`],
    [
      'an option means something else',
      (list) => ((list[0]!.options as Fields[])[2]!.label = text('En train')),
      `${Q}/0/options/2/label`,
    ],
    [
      'two options change places under their names',
      (list) => {
        (list[0]!.options as Fields[])[0]!.label = text('À pied');
        (list[0]!.options as Fields[])[2]!.label = text('À vélo');
      },
      `${Q}/0/options/0/label`,
    ],
    ['a bound is tighter', (list) => (list[1]!.max = 99), `${Q}/1/max`],
    ['a bound is new', (list) => (list[2]!.minLength = 5), `${Q}/2/minLength`],
    ['a text may be less long', (list) => (list[2]!.maxLength = 50), `${Q}/2/maxLength`],
    ['a scale has more steps', (list) => (list[3]!.max = 10), `${Q}/3/max`],
    [
      'an end of a scale says something else',
      (list) => (list[3]!.minLabel = text('Rapide')),
      `${Q}/3/minLabel`,
    ],
    ['an answer becomes required', (list) => (list[2]!.required = true), `${Q}/2/required`],
    [
      'a new question is required',
      (list) => list.push({ id: 'neuf', type: 'yes-no', label: text('Neuf ?'), required: true }),
      `${Q}/6/required`,
    ],
    [
      'a ranking weighs one option more',
      (list) => (list[4]!.options = [...options(), { id: 'auto', label: text('En auto') }]),
      `${Q}/4/options/3`,
    ],
    [
      'a question is shown to fewer',
      (list) => (list[2]!.showIf = { question: 'mode', is: 'velo' }),
      `${Q}/2/showIf`,
    ],
    [
      'a condition is another one',
      (list) => (list[3]!.showIf = { question: 'mode', is: 'bus' }),
      `${Q}/3/showIf`,
    ],
    [
      'another thing is consented to',
      (list) => (list[5]!.label = text('J’accepte que mes réponses soient vendues.')),
      `${Q}/5/label`,
    ],
  ] as [string, (list: Fields[]) => unknown, string][])
    it(`alter answers where ${name}`, () =>
      assert.ok(
        altered((list) => void change(list)).includes(pointer),
        JSON.stringify(altered((list) => void change(list))),
      ));

  for (const [name, change] of [
    ['nothing changes', () => {}],
    ['a spelling is mended', (list) => (list[0]!.label = text('Comment vous deplacez-vous?'))],
    [
      'English is added',
      (list) => (list[0]!.label = { ...text('Comment vous déplacez-vous ?'), en: 'How?' }),
    ],
    ['a hint is added', (list) => (list[1]!.hint = text('En années'))],
    ['the order changes', (list) => list.splice(2, 0, list.pop()!)],
    [
      'an option is added',
      (list) => (list[0]!.options = [...options(), { id: 'auto', label: text('En auto') }]),
    ],
    ['options change places with their names', (list) => (list[0]!.options = options().reverse())],
    ['«other» may be chosen', (list) => (list[0]!.other = true)],
    ['a limit is looser', (list) => (list[2]!.maxLength = 200) && (list[1]!.max = 130)],
    ['a limit is gone', (list) => delete list[1]!.min],
    ['a short text may be long', (list) => (list[2]!.type = 'long-text')],
    [
      'a question is added that may be left out',
      (list) => list.push({ id: 'neuf', type: 'yes-no', label: text('Neuf ?') }),
    ],
    ['a condition is gone', (list) => delete list[3]!.showIf],
    ['a condition asks for less', (list) => (list[3]!.showIf = { question: 'mode', is: 'velo' })],
    [
      'a condition has one way more',
      (list) => (list[3]!.showIf = { any: [list[3]!.showIf, { question: 'mode', is: 'bus' }] }),
    ],
  ] as [string, (list: Fields[]) => unknown][])
    it(`are harmless where ${name}`, () =>
      assert.deepEqual(
        altered((list) => void change(list)),
        [],
      ));

  it('alter answers where a way through the pages changes, and are harmless where it stays', () => {
    const page = (id: string, question: string, next?: object[]) => ({
      id,
      title: text(id),
      questions: [{ id: question, type: 'yes-no', label: text(`Question ${question}`) }],
      ...(next && { next }),
    });
    const of = (...pages: object[]) => SurveyDefinition.parse({ kind: 'survey', pages });
    const to = (target: string) => [{ if: { question: 'un', is: true }, page: target }];
    const before = of(page('a', 'un', to('c')), page('b', 'deux'), page('c', 'trois'));
    const after = of(page('a', 'un', to('b')), page('b', 'deux'), page('c', 'trois'));
    assert.deepEqual(alteringChanges(before, before), []);
    assert.deepEqual(alteringChanges(before, after), [{ pointer: '/pages/0/next', code: 'alters-answers' }]);
  });
});
