import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Condition, SurveyDefinition } from '../../src/contract/survey.js';
import '../../src/domain/all-kinds.js';
import { checkSurvey } from '../../src/domain/survey-definition.js';
import { questionsIn } from '../../src/domain/kinds.js';

const text = (fr: string) => ({ fr });
const options = ['a', 'b', 'c'].map((id) => ({ id, label: text(id) }));
const ask = (id: string, type: string, more: object = {}) => ({ id, type, label: text(id), ...more });
const page = (id: string, questions: object[], more: object = {}) => ({
  id,
  title: text(id),
  questions,
  ...more,
});
const survey = (pages: object[], more: object = {}) =>
  SurveyDefinition.parse({ kind: 'survey', pages, ...more });

const ends = { minLabel: text('min'), maxLabel: text('max') };
const BEFORE = [
  ask('mode', 'single-choice', { options, other: false }),
  ask('modes', 'multiple-choice', {
    options: [...options, { id: 'none', label: text('none'), exclusive: true }],
    max: 2,
  }),
  ask('age', 'number', { min: 14, max: 120 }),
  ask('share', 'number', { min: 0, max: 1, decimals: 2 }),
  ask('day', 'date', { min: '2026-01-01', max: '2026-12-31' }),
  ask('sure', 'yes-no'),
  ask('mark', 'scale', ends),
  ask('name', 'short-text', { maxLength: 5 }),
  ask('table', 'matrix', { rows: options, columns: options }),
  ask('marks', 'matrix-scale', { rows: options, ...ends }),
  ask('parts', 'points', { options, total: 10 }),
  ask('order', 'ranking', { options, best: 2 }),
  ask('yes', 'consent'),
  ask('all', 'group', { item: text('x'), max: 3, questions: [ask('inner', 'short-text')] }),
  { id: 'double', type: 'calculated', label: text('double'), value: { multiply: [{ answer: 'age' }, 2] } },
];

/** The pointers called dead where a question is shown under a condition. */
const deadUnder = (showIf: unknown) =>
  checkSurvey(survey([page('p', [...BEFORE, ask('last', 'short-text', { showIf })])])).map(
    ({ pointer, code }) => `${code} ${pointer}`,
  );
const is = (question: string, value: string | number | boolean): Condition => ({ question, is: value });

describe('a condition that nobody meets makes its question dead', () => {
  for (const [name, showIf] of [
    ['two answers to one question', { all: [is('mode', 'a'), is('mode', 'b')] }],
    ['an answer and none', { all: [is('mode', 'a'), { question: 'mode', answered: false }] }],
    [
      'none of the options, though answered',
      {
        all: [
          { question: 'mode', answered: true },
          { not: is('mode', 'a') },
          { not: is('mode', 'b') },
          { not: is('mode', 'c') },
        ],
      },
    ],
    ['a condition and its contrary', { all: [is('mode', 'a'), { not: is('mode', 'a') }] }],
    ['each way of a choice', { all: [{ any: [is('mode', 'a'), is('mode', 'b')] }, is('mode', 'c')] }],
    [
      'more choices than may be made',
      { all: ['a', 'b', 'c'].map((one) => ({ question: 'modes', contains: one })) },
    ],
    [
      'an exclusive choice beside another',
      { all: ['a', 'none'].map((one) => ({ question: 'modes', contains: one })) },
    ],
    [
      'more ranked than are asked for',
      { all: ['a', 'b', 'c'].map((one) => ({ question: 'order', contains: one })) },
    ],
    ['a number below its minimum', { question: 'age', below: 14 }],
    ['a number over its maximum', { question: 'age', above: 120 }],
    ['a number that is outside', is('age', 13)],
    ['a number with a fraction where whole ones are asked', is('age', 20.5)],
    [
      'two bounds that cross',
      {
        all: [
          { question: 'age', atLeast: 65 },
          { question: 'age', below: 18 },
        ],
      },
    ],
    [
      'no whole number between',
      {
        all: [
          { question: 'age', above: 20 },
          { question: 'age', below: 21 },
        ],
      },
    ],
    [
      'the only number between left out',
      { all: [{ question: 'age', above: 20 }, { question: 'age', below: 22 }, { not: is('age', 21) }] },
    ],
    ['a day too early', { question: 'day', below: '2026-01-01' }],
    ['a day that is not in the calendar', is('day', '2026-02-30')],
    [
      'no day between',
      {
        all: [
          { question: 'day', above: '2026-05-01' },
          { question: 'day', below: '2026-05-02' },
        ],
      },
    ],
    ['a step that the scale has not', is('mark', 9)],
    ['yes and no at once', { all: [is('sure', true), is('sure', false)] }],
    [
      'neither yes nor no',
      { all: [{ question: 'sure', answered: true }, { not: is('sure', true) }, { not: is('sure', false) }] },
    ],
    ['a consent that was refused: it is given or it is not there', is('yes', false)],
    ['a text that is too long', is('name', 'abcdef')],
    ['two cells of a row', { all: ['a', 'b'].map((one) => ({ question: 'table', row: 'a', is: one })) }],
    [
      'a row of what was not answered',
      {
        all: [
          { question: 'table', row: 'a', is: 'b' },
          { question: 'table', answered: false },
        ],
      },
    ],
    ['a step that a row has not', { question: 'marks', row: 'a', atLeast: 6 }],
    ['more points than there are', { question: 'parts', row: 'a', above: 10 }],
    ['a comparison outside the bounds', { compare: '>', left: { answer: 'age' }, right: 120 }],
    ['the same from the other side', { compare: '<', left: 120, right: { answer: 'age' } }],
    ['more choices than there can be', { compare: '>', left: { count: 'modes' }, right: 2 }],
    ['more members than there can be', { compare: '>=', left: { count: 'all' }, right: 4 }],
    ['a total that cannot be', { compare: '>', left: { total: 'marks' }, right: 15 }],
    ['a length that cannot be', { compare: '>', left: { length: 'name' }, right: 5 }],
    ['a sum that cannot be', { compare: '<', left: { add: [{ answer: 'age' }, 10] }, right: 24 }],
    ['a calculated value out of reach', { question: 'double', atMost: 27 }],
    ['constants that are not so', { compare: '=', left: 1, right: 2 }],
    ['a day before the first', { compare: '<', left: { answer: 'day' }, right: '2026-01-01' }],
    ['a text against numbers', { compare: '=', left: { answer: 'mode' }, right: 3 }],
    ['a choice that is not offered', { compare: '=', left: { answer: 'mode' }, right: 'x' }],
    [
      'a comparison and a condition that exclude each other',
      {
        all: [
          { compare: '>', left: { answer: 'age' }, right: 18 },
          { question: 'age', atMost: 18 },
        ],
      },
    ],
  ] as const)
    it(name, () => assert.deepEqual(deadUnder(showIf), ['dead /pages/0/questions/15/showIf']));
});

describe('a condition that somebody may meet lets its question live', () => {
  for (const [name, showIf] of [
    ['one of two', { any: [is('mode', 'a'), is('mode', 'b')] }],
    ['not this one', { not: is('mode', 'a') }],
    ['two choices of several', { all: ['a', 'b'].map((one) => ({ question: 'modes', contains: one })) }],
    ['an exclusive choice alone', { question: 'modes', contains: 'none' }],
    ['a bound', { question: 'age', atLeast: 120 }],
    ['the other bound', { question: 'age', atMost: 14 }],
    ['a fraction where fractions are asked', is('share', 0.5)],
    [
      'a fraction between whole numbers',
      {
        all: [
          { question: 'share', above: 0 },
          { question: 'share', below: 1 },
        ],
      },
    ],
    ['a text at its limit', is('name', 'abcde')],
    ['no answer', { question: 'mode', answered: false }],
    ['another answer', { compare: '!=', left: { answer: 'mode' }, right: 'a' }],
    ['a comparison of two answers', { compare: '>', left: { answer: 'age' }, right: { answer: 'mark' } }],
    ['a comparison that may fail', { not: { compare: '>', left: { answer: 'age' }, right: 2 } }],
    ['today', { compare: '>', left: { today: true }, right: '2020-01-01' }],
    ['an age', { compare: '>=', left: { yearsFrom: { answer: 'day' }, to: { today: true } }, right: 0 }],
    ['what a text holds', { compare: '=', left: { join: [{ answer: 'name' }, '!'] }, right: 'abc!' }],
    ['one of two values', { compare: '=', left: { if: is('mode', 'a'), then: 1, else: 2 }, right: 2 }],
    ['the greatest of what there is', { compare: '=', left: { greatest: [{ answer: 'age' }, 3] }, right: 3 }],
    ['a quotient', { compare: '>', left: { divide: [1, { answer: 'share' }] }, right: 50 }],
    ['a rounded number', { compare: '=', left: { round: { answer: 'share' } }, right: 1 }],
    ['decimals that are not exact', { compare: '=', left: { add: [0.1, 0.2] }, right: 0.3 }],
    ['nothing counted', { compare: '=', left: { count: 'modes' }, right: 0 }],
    ['a calculated value within reach', { question: 'double', atLeast: 240 }],
  ] as const)
    it(name, () => assert.deepEqual(deadUnder(showIf), []));
});

describe('what hangs on others', () => {
  const first = ask('mode', 'single-choice', { options });
  const deadIn = (...args: Parameters<typeof survey>) =>
    checkSurvey(survey(...args)).map(({ pointer }) => pointer);

  it('a question that hangs on a dead one is dead with it, unless it asks for no answer', () => {
    const dead = ask('dead', 'short-text', { showIf: { all: [is('mode', 'a'), is('mode', 'b')] } });
    const after = (answered: boolean) =>
      ask('after', 'short-text', { showIf: { question: 'dead', answered } });
    assert.deepEqual(deadIn([page('p', [first, dead, after(true)])]), [
      '/pages/0/questions/1/showIf',
      '/pages/0/questions/2/showIf',
    ]);
    assert.deepEqual(deadIn([page('p', [first, dead, after(false)])]), ['/pages/0/questions/1/showIf']);
  });

  it('a chain of questions whose conditions exclude each other ends in a dead one', () => {
    const one = ask('one', 'yes-no', { showIf: is('mode', 'a') });
    const two = ask('two', 'yes-no', { showIf: is('one', true) });
    const three = ask('three', 'yes-no', { showIf: { all: [is('two', true), is('mode', 'b')] } });
    assert.deepEqual(deadIn([page('p', [first, one, two, three])]), ['/pages/0/questions/3/showIf']);
  });

  it('a question that is always closed is dead, and one that hangs on its answer', () => {
    const closed = ask('closed', 'yes-no', { enableIf: { all: [is('mode', 'a'), is('mode', 'b')] } });
    const after = ask('after', 'short-text', { showIf: is('closed', true) });
    assert.deepEqual(deadIn([page('p', [first, closed, after])]), [
      '/pages/0/questions/1/enableIf',
      '/pages/0/questions/2/showIf',
    ]);
  });

  it('an option that is never offered is dead, and what hangs on it', () => {
    const second = ask('second', 'single-choice', {
      options: [
        ...options,
        { id: 'd', label: text('d'), showIf: { all: [is('mode', 'a'), is('mode', 'b')] } },
      ],
    });
    const after = ask('after', 'short-text', { showIf: is('second', 'd') });
    assert.deepEqual(deadIn([page('p', [first, second, after])]), [
      '/pages/0/questions/1/options/3/showIf',
      '/pages/0/questions/2/showIf',
    ]);
  });

  it('what hangs on an option hangs on its condition', () => {
    const second = ask('second', 'multiple-choice', {
      options: [...options, { id: 'd', label: text('d'), showIf: is('mode', 'a') }],
    });
    const after = (mode: string) =>
      ask('after', 'short-text', {
        showIf: { all: [{ question: 'second', contains: 'd' }, is('mode', mode)] },
      });
    assert.deepEqual(deadIn([page('p', [first, second, after('b')])]), ['/pages/0/questions/2/showIf']);
    assert.deepEqual(deadIn([page('p', [first, second, after('a')])]), []);
  });

  it('an option that is carried on may be any of the other question’s', () => {
    const carrying = ask('carrying', 'single-choice', {
      options: ['x', 'y'].map((id) => ({ id, label: text(id) })),
      optionsFrom: { question: 'mode' },
    });
    const after = ask('after', 'short-text', { showIf: is('carrying', 'b') });
    const none = ask('none', 'short-text', {
      showIf: { all: [is('carrying', 'b'), { question: 'mode', answered: false }] },
    });
    assert.deepEqual(deadIn([page('p', [first, carrying, after, none])]), ['/pages/0/questions/3/showIf']);
  });

  it('a question of a group may hang on the member, and is dead where nobody could answer so', () => {
    const group = ask('group', 'group', {
      item: text('x'),
      questions: [
        ask('age', 'number', { min: 0, max: 20 }),
        ask('school', 'short-text', { showIf: { question: 'age', atMost: 18 } }),
        ask('pension', 'short-text', { showIf: { question: 'age', atLeast: 65 } }),
      ],
    });
    assert.deepEqual(deadIn([page('p', [group])]), ['/pages/0/questions/0/questions/2/showIf']);
  });
});

describe('a long survey', () => {
  /** Each question hangs on one of two things that were said before it, and those on others: no search is short. */
  const branches = (length: number, last: Condition) => {
    const either = (one: number, other: number): Condition => ({
      any: [
        { question: `q${one}`, atLeast: 3 },
        { question: `q${Math.max(0, other)}`, atMost: 1 },
      ],
    });
    const questions = Array.from({ length }, (_, index) =>
      ask(`q${index}`, 'number', {
        min: 0,
        max: 9,
        ...(index > 0 && {
          showIf: { all: [either(index - 1, index - 4), either(Math.floor(index / 2), index - 2)] },
        }),
      }),
    );
    const pages = Array.from({ length: length / 10 }, (_, index) =>
      page(`p${index}`, questions.slice(index * 10, index * 10 + 10)),
    );
    return survey([...pages, page('end', [ask('last', 'yes-no', { showIf: last })])]);
  };
  const nobody: Condition = { all: [is('q0', 1), is('q0', 2), { question: 'q299', answered: true }] };

  it('has what is dead in it found, however much comes before', () => {
    assert.deepEqual(
      checkSurvey(branches(300, nobody)).map(({ pointer }) => pointer),
      ['/pages/30/questions/0/showIf'],
    );
    assert.deepEqual(checkSurvey(branches(300, { question: 'q299', answered: true })), []);
  });

  it('takes as many steps as it is long, not their square', () => {
    const asked = (length: number) => {
      let count = 0;
      const definition = branches(length, is('q0', 1));
      for (const question of questionsIn(definition)) {
        const { showIf } = question;
        if (!showIf) continue;
        question.showIf = new Proxy(showIf, { has: (of, name) => (name === 'all' && count++, name in of) });
      }
      checkSurvey(definition);
      return count;
    };
    const [some, twice] = [asked(150), asked(300)];
    assert.ok(twice < 2.5 * some, `${some} looks at conditions for 150 questions, ${twice} for 300`);
  });
});

describe('ways through the pages', () => {
  const mode = ask('mode', 'single-choice', { options, required: true });
  const note = (id: string) => page(id, [ask(`q-${id}`, 'short-text')]);
  const endings = [{ id: 'out', title: text('Fin'), message: text('Fin') }];
  const deadIn = (...args: Parameters<typeof survey>) =>
    checkSurvey(survey(...args)).map(({ pointer }) => pointer);

  it('a page that is always jumped over is dead', () => {
    assert.deepEqual(
      deadIn([page('one', [mode], { next: [{ page: 'three' }] }), note('two'), note('three')]),
      ['/pages/1'],
    );
  });

  it('a page that all answers together jump over is dead, once an answer is required', () => {
    const next = ['a', 'b', 'c'].map((one) => ({ if: is('mode', one), page: 'three' }));
    assert.deepEqual(deadIn([page('one', [mode], { next }), note('two'), note('three')]), ['/pages/1']);
    const free = { ...mode, required: false };
    assert.deepEqual(deadIn([page('one', [free], { next }), note('two'), note('three')]), []);
  });

  it('pages after an end without condition are dead, unless a way leads past it', () => {
    const end = { next: [{ end: 'out' }] };
    assert.deepEqual(deadIn([page('one', [mode], end), note('two'), note('three')], { endings }), [
      '/pages/1',
      '/pages/2',
    ]);
    const around = page('zero', [ask('sure', 'yes-no')], { next: [{ if: is('sure', true), page: 'two' }] });
    assert.deepEqual(deadIn([around, page('one', [mode], end), note('two')], { endings }), []);
  });

  it('a page with a condition can be passed by, and lets what is after it live', () => {
    const one = page('one', [mode]);
    const two = page('two', [ask('x', 'short-text')], { showIf: is('mode', 'a'), next: [{ end: 'out' }] });
    assert.deepEqual(deadIn([one, two, note('three')], { endings }), []);
  });

  it('a page after an end hangs on what leads past it', () => {
    const one = page('one', [mode]);
    const two = page('two', [ask('x', 'short-text')], { showIf: is('mode', 'a'), next: [{ end: 'out' }] });
    const three = page('three', [ask('y', 'short-text')], { showIf: is('mode', 'a') });
    assert.deepEqual(deadIn([one, two, three], { endings }), ['/pages/2/showIf']);
  });

  it('a way on that the ones before it leave nothing to is dead', () => {
    const next = [
      { if: { not: is('mode', 'a') }, page: 'three' },
      { if: is('mode', 'b'), page: 'two' },
    ];
    assert.deepEqual(deadIn([page('one', [mode], { next }), note('two'), note('three')]), [
      '/pages/0/next/1',
    ]);
  });

  it('an end that nothing leads to is dead, and so is a quota that nobody counts for', () => {
    assert.deepEqual(deadIn([page('one', [mode])], { endings }), ['/endings/0']);
    const quota = (condition: Condition) => [{ id: 'q', if: condition, limit: 5, end: 'out' }];
    assert.deepEqual(deadIn([page('one', [mode])], { endings, quotas: quota(is('mode', 'a')) }), []);
    assert.deepEqual(
      deadIn([page('one', [mode])], { endings, quotas: quota({ all: [is('mode', 'a'), is('mode', 'b')] }) }),
      ['/quotas/0/if', '/endings/0'],
    );
  });
});
