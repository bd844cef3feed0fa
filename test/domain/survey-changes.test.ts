import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  ActivityDefinition,
  ConsultationDefinition,
  PrivacyNotice,
} from '../../src/contract/consultation.js';
import { ImageOption, Question, SurveyDefinition, SurveyPage } from '../../src/contract/survey.js';
import {
  CONSULTATION_RULES,
  FIELD_RULES,
  IMAGE_RULES,
  OPTION_RULES,
  PAGE_RULES,
  PRIVACY_RULES,
  QUESTION_RULES,
  SURVEY_RULES,
} from '../../src/domain/change-rules.js';
import { isSpelling } from '../../src/domain/spelling.js';
import { alteringChanges } from '../../src/domain/survey-changes.js';
import { everyKind } from './every-kind.js';

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
    ['a hint is added', (list) => (list[1]!.hint = text('En années')), `${Q}/1/hint`],
    [
      'a hint turns a scale around',
      (list) => (list[3]!.hint = text('1 = très bon, 5 = très mauvais')),
      `${Q}/3/hint`,
    ],
    [
      'one word of a question says the opposite',
      (list) => (list[4]!.label = text('Déclassez les modes')),
      `${Q}/4/label`,
    ],
    ['a number gets a unit', (list) => (list[1]!.unit = text('M$')), `${Q}/1/unit`],
    [
      'an option of two swaps its near words with the other',
      (list) => {
        (list[0]!.options as Fields[])[1]!.label = text('À vélos');
        (list[0]!.options as Fields[])[0]!.label = text('En autobus');
      },
      `${Q}/0/options/1/label`,
    ],
    [
      'words to read come before a consent',
      (list) => list.splice(5, 0, { id: 'mot', type: 'information', text: text('Tout sera vendu.') }),
      `${Q}/5`,
    ],
    [
      'a consent that had no text gets one',
      (list) => (list[5]!.text = text('Et que l’on m’appelle.')),
      `${Q}/5/text`,
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

  it('alter answers by every text that people read before they answer, in every kind of question', () => {
    const words = new Set<string>();
    for (const [index, page] of everyKind.pages.entries())
      for (const [place, question] of page.questions.entries())
        for (const [field, rule] of Object.entries(QUESTION_RULES)) {
          const schema = Question.options.find(({ shape }) => shape.type.value === question.type)!;
          if (rule !== 'words' || !(field in schema.shape)) continue;
          const other = structuredClone(everyKind) as unknown as { pages: { questions: Fields[] }[] };
          other.pages[index]!.questions[place]![field] = text('Tout autre chose');
          other.pages.at(-1)!.questions.push({ id: 'fin', type: 'information', text: text('Fin') });
          const pointer = `/pages/${index}/questions/${place}/${field}`;
          const told = alteringChanges(everyKind, SurveyDefinition.parse(other));
          assert.deepEqual(told, [{ pointer, code: 'alters-answers' }], question.type);
          words.add(field);
        }
    assert.deepEqual(
      [...words].sort(),
      Object.keys(QUESTION_RULES)
        .filter((field) => QUESTION_RULES[field as keyof typeof QUESTION_RULES] === 'words')
        .sort(),
    );
  });

  it('have a rule for every field of the contract', () => {
    const fieldsOf = (schema: unknown): string[] => {
      const { shape, element, options, unwrap } = schema as {
        shape?: object;
        element?: unknown;
        options?: unknown[];
        unwrap?: () => unknown;
      };
      if (shape) return Object.keys(shape);
      if (element) return fieldsOf(element);
      if (options) return options.flatMap(fieldsOf);
      return unwrap ? fieldsOf((schema as { unwrap: () => unknown }).unwrap()) : [];
    };
    const lists = ['options', 'rows', 'columns', 'fields'];
    const inLists = (names: string[]) =>
      Question.options.flatMap(({ shape }) =>
        names.flatMap((name) => fieldsOf((shape as Record<string, unknown>)[name] ?? {})),
      );
    const survey = ActivityDefinition.options.find(({ shape }) => shape.kind.value === 'survey')!;
    for (const [name, rules, fields] of [
      ['question', QUESTION_RULES, fieldsOf(Question)],
      ['option', OPTION_RULES, inLists(lists.slice(0, 3))],
      ['field', FIELD_RULES, inLists(lists.slice(3))],
      ['image', IMAGE_RULES, fieldsOf(ImageOption.shape.image)],
      ['page', PAGE_RULES, fieldsOf(SurveyPage)],
      ['survey', SURVEY_RULES, fieldsOf(survey)],
      ['consultation', CONSULTATION_RULES, fieldsOf(ConsultationDefinition)],
      ['privacy', PRIVACY_RULES, fieldsOf(PrivacyNotice)],
    ] as const) {
      assert.ok(fields.length > 0, name);
      assert.deepEqual([...new Set(fields)].sort(), Object.keys(rules).sort(), name);
    }
  });

  it('alter answers where a survey takes back what it promised, and not where it gives more', () => {
    const of = (more: object) => SurveyDefinition.parse({ ...survey(), ...more });
    const told = (before: object, after: object) =>
      alteringChanges(of(before), of(after)).map(({ pointer }) => pointer);
    assert.deepEqual(told({ responses: 'many' }, { responses: 'one' }), ['/responses']);
    assert.deepEqual(told({ responses: 'one' }, { responses: 'many' }), []);
    assert.deepEqual(told({ changes: true }, {}), ['/changes']);
    assert.deepEqual(told({}, { changes: true }), []);
    assert.deepEqual(told({ unfinished: 'counted' }, { unfinished: 'kept' }), ['/unfinished']);
    assert.deepEqual(told({ unfinished: 'kept' }, { unfinished: 'counted' }), []);
  });

  it('know spelling from meaning', () => {
    for (const [one, other] of [
      ['Où allez-vous ?', 'ou allez vous?'],
      ['Votre quartier', 'Votre quartié'],
      ['Les déplacments', 'Les déplacements'],
      ['Parceque', 'Parce que'],
      ['Le théatre', 'Le thêâtre'],
      ['Un problmèe', 'Un problème'],
      ['De 18-25 ans', 'De 18 – 25 ans'],
      ['Plus de 1.5 km', 'Plus de 1,5 km.'],
    ] as const)
      assert.ok(isSpelling(one, other), `${one} → ${other}`);
    for (const [one, other] of [
      ['1 = très bon, 5 = très mauvais', '1 = très mauvais, 5 = très bon'],
      ['Êtes-vous pour le pont ?', 'Êtes-vous contre le pont ?'],
      ['Il est bon', 'Il est non'],
      ['Un choix moral', 'Un choix amoral'],
      ['Depuis 2014', 'Depuis 2015'],
      ['Plus de 18', 'Plus de -18'],
      ['Plus de 1,5 km', 'Plus de 15 km'],
      ['-5 °C à 0 °C', '5 °C à 0 °C'],
      ['Plus de 18', 'Plus de −18'],
      ['en $', 'en %'],
      ['Acceptable', 'Inacceptable'],
      ['', 'M$'],
      ['Conservé 1 an', 'Conservé 10 ans'],
      ['Je veux cela', 'Je ne veux pas cela'],
    ] as const)
      assert.ok(!isSpelling(one, other), `${one} → ${other}`);
  });

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
