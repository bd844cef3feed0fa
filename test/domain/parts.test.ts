import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SurveyDefinition } from '../../src/contract/survey.js';
import { hasMarkdown, partsOf } from '../../src/domain/parts.js';

const text = (fr: string) => ({ fr });
const options = ['a', 'b'].map((id) => ({ id, label: text(id) }));
const ends = { minLabel: text('min'), maxLabel: text('max') };
const many = Array.from({ length: 16 }, (_, index) => ({ id: `o${index}`, label: text('option') }));
const ask = (type: string, more: object = {}) => ({ id: 'q', type, label: text('Question'), ...more });
const words = (fr: string) => ({ id: 'i', type: 'information', text: text(fr) });
const partsFor = (question: object, page: object = {}) =>
  partsOf(
    SurveyDefinition.parse({
      kind: 'survey',
      pages: [
        { id: 'p', title: text('Page'), questions: [ask('short-text', { id: 'avant' }), question], ...page },
      ],
    }),
  );

describe('the parts that a survey needs', () => {
  for (const [what, question, parts] of [
    ['a text', ask('long-text'), []],
    ['few options', ask('single-choice', { options }), []],
    ['check boxes', ask('multiple-choice', { options }), []],
    ['a scale of numbers', ask('scale', { ...ends, display: 'numbers' }), []],
    ['a date', ask('date'), ['survey-date']],
    ['plain words', words('Répondez pour vous.\n\nMerci !'), []],
    ['a telephone number', ask('telephone'), ['survey-fields']],
    ['eleven steps', ask('scale', { ...ends, min: 0, max: 10 }), ['survey-fields']],
    ['stars', ask('scale', { ...ends, display: 'stars' }), ['survey-fields']],
    ['a least number of choices', ask('multiple-choice', { options, min: 2 }), ['survey-fields']],
    [
      'a choice that excludes others',
      ask('multiple-choice', { options: [...options, { id: 'rien', label: text('rien'), exclusive: true }] }),
      ['survey-fields'],
    ],
    [
      'a question that closes',
      ask('number', { enableIf: { question: 'avant', answered: true } }),
      ['survey-fields'],
    ],
    [
      'a question of another part that closes',
      ask('date', { enableIf: { question: 'avant', answered: true } }),
      ['survey-date', 'survey-fields'],
    ],
    ['words with a link', words('Voyez [le plan](https://exemple.ca).'), ['survey-fields']],
    ['many options', ask('single-choice', { options: many }), ['survey-choices']],
    ['many options that stay buttons', ask('single-choice', { options: many, display: 'radios' }), []],
    [
      'pictures',
      ask('image-choice', {
        options: options.map((one) => ({
          ...one,
          image: { src: 'https://e.ca/a.png', alt: text('a'), width: 1, height: 1 },
        })),
      }),
      ['survey-choices'],
    ],
    ['an answer in a label', ask('number', { label: text('À {{avant}} ?') }), ['survey-logic']],
    [
      'what a member of a group is asked',
      ask('group', { item: text('Personne'), questions: [{ ...ask('postal-code'), id: 'code' }] }),
      ['survey-group', 'survey-fields'],
    ],
  ] as const)
    it(`${what}: ${parts.join(', ') || 'none'}`, () => assert.deepEqual(partsFor(question), parts));

  it('a page’s description counts too', () =>
    assert.deepEqual(partsFor(ask('number'), { description: text('- un\n- deux') }), ['survey-fields']));

  it('tells marks of Markdown from plain text', () => {
    for (const plain of ['Répondez pour vous.\n\nMerci !', 'Le 3 mai – ou le 4', '(voir)', 'A-B', '2.'])
      assert.equal(hasMarkdown(text(plain)), false, plain);
    for (const marked of ['# A', 'a\n- b', '1. a', '**a**', '_a_', '[a](https://b.ca)', '\\*'])
      assert.equal(hasMarkdown({ fr: 'a', en: marked }), true, marked);
  });
});
