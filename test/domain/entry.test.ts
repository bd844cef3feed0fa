import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SurveyDefinition } from '../../src/contract/survey.js';
import type { Language } from '../../src/contract/text.js';
import '../../src/domain/all-kinds.js';
import { checkAnswer } from '../../src/domain/answers.js';
import { type Entered, writtenIn } from '../../src/domain/entered.js';
import { asJson } from '../../src/domain/json.js';
import { kindOf } from '../../src/domain/kinds.js';
import { sharesIn } from '../../src/domain/kinds/points.js';
import { isolated, piped } from '../../src/domain/piping.js';
import { prefilled } from '../../src/domain/prefill.js';
import { asWritten } from '../../src/domain/page-groups.js';
import { type Asked, follow } from '../../src/domain/survey.js';
import { withTexts } from '../../src/domain/texts-in.js';

const label = { fr: 'Question' };

function question(type: string, more: object = {}): Asked {
  const page = { id: 'p', title: label, questions: [{ id: 'q', type, label, ...more }] };
  return SurveyDefinition.parse({ kind: 'survey', pages: [page] }).pages[0]!.questions[0] as Asked;
}

const KNOWN = { answers: {}, today: '2026-05-01' };

/** What is made of what somebody entered: the answer, or the rule that it breaks. */
function read(of: Asked, entered: Entered): unknown {
  const answer = kindOf(of.type).read(of, entered);
  const [broken] = checkAnswer(of, answer, KNOWN);
  return broken?.code ?? answer;
}

describe('a number', () => {
  const cases: [Language, string[], unknown][] = [
    ['fr', ['1234,5', '1 234,5', '1\u00a0234,5', '1\u202f234,5', '1234.5', '1 234.5'], 1234.5],
    ['fr', ['1,234', '1,2340'], 1.234],
    ['fr', ['0.234', '0,234', '.234', ',234'], 0.234],
    ['fr', ['1234.567'], 1234.567],
    ['fr', ['\u22125', '-5', '\u2212 5'], -5],
    [
      'fr',
      ['1.234', '\u221212.345', '1,234.5', '1.234,5', '12 34', '1 2', '1,2,3', '5\u22123'],
      'wrong-type',
    ],
    ['en', ['1,234', '1234', '1 234', '1\u00a0234', '+1,234', '1,234.0'], 1234],
    ['en', ['1,234.5', '1234.5', '1 234.5'], 1234.5],
    ['en', ['1,234,567.125'], 1234567.125],
    ['en', ['1.234'], 1.234],
    ['en', ['\u22125'], -5],
    ['en', ['1,23', '12,34', '1234,567', '1,234 567', '1.234,5', ',5', '.', '-'], 'wrong-type'],
    ['fr', ['12345678901234567'], 'wrong-type'],
  ];
  for (const [language, written, value] of cases)
    it(`${written.join(' | ')} in ${language} is ${String(value)}`, () => {
      for (const text of written)
        assert.equal(read(question('number', { decimals: 3 }), { text, language }), value, text);
    });

  it('that has no decimals is read with its thousands in English', () => {
    for (const decimals of [0, 1])
      assert.equal(read(question('number', { decimals }), { text: '1,234', language: 'en' }), 1234);
  });

  it('keeps its meaning when the language changes, and what is none stays as it was typed', () => {
    const english = writtenIn({ text: '1,234.5', language: 'en' }, 'fr');
    assert.equal(english.text, '1234,5');
    assert.equal(writtenIn(english, 'en').text, '1234.5');
    assert.equal(writtenIn({ text: 'douze' }, 'en').text, 'douze');
    const answer = 1234.567;
    const of = question('number', { decimals: 3 });
    assert.equal(read(of, writtenIn(kindOf('number').enter(of, answer), 'en')), answer);
  });

  it('that is shared out is read as its language writes it', () => {
    const options = ['a', 'b'].map((id) => ({ id, label }));
    const of = question('points', { total: 2000, options });
    const entered = { cells: { a: '1,500', b: '500' }, language: 'en' as const };
    assert.deepEqual(read(of, entered), { a: 1500, b: 500 });
    assert.deepEqual(read(of, sharesIn(entered, 'fr')), { a: 1500, b: 500 });
  });

  it('that the page fills in may have a point, as programs write it', () => {
    const page = {
      id: 'p',
      title: label,
      questions: [{ id: 'q', type: 'number', decimals: 3, label, prefill: { parameter: 'n' } }],
    };
    const survey = SurveyDefinition.parse({ kind: 'survey', pages: [page] });
    const given = (n: string) => prefilled(survey, { parameter: () => n, attribute: () => null }).q;
    assert.equal(read(question('number', { decimals: 3 }), given('1.234')!), 1.234);
    assert.equal(read(question('number', { decimals: 3 }), given('12,5')!), 12.5);
  });
});

describe('a date', () => {
  for (const [written, day] of [
    [['1990-janvier-1er', '1990-janvier-1ER', '1990-January-1st', '1990-1-1'], '1990-01-01'],
    [['1990-May-2nd', '1990-mai-2', '1990-mai-2e'], '1990-05-02'],
    [
      ['--5 mai 1999', '5 mai 1999--', '-5 mai 1999-', '--le 5 mai 1999', '--May 5, 1999', '--May 5th 1999'],
      '1999-05-05',
    ],
    [['1999-05-05', '--1999-05-05', '1999-05-05--', '--1999/5/5', '5 May 1999'], '1999-05-05'],
    [['--1er février 2001', '--1st of February 2001'], '2001-02-01'],
    [['90-janvier-1', '5-mai-3'], 'short-year'],
    [['--05/06/1999', '--5 1999', '1990-janvier-premier', '--31 juin 1999'], 'not-a-date'],
  ] as [string[], string][])
    it(`${written.join(' | ')} is ${day}`, () => {
      for (const text of written) assert.equal(read(question('date'), { text }), day, text);
    });
});

describe('what a required question lacks', () => {
  it('is told for each row of a matrix that was left, from the first try on', () => {
    const rows = ['bus', 'velo'].map((id) => ({ id, label }));
    for (const more of [
      {
        type: 'matrix',
        columns: [
          { id: 'bon', label },
          { id: 'non', label },
        ],
        multiple: false,
      },
      { type: 'matrix-scale', min: 1, max: 5, minLabel: label, maxLabel: label },
    ]) {
      const of = question(more.type, { ...more, rows, required: true });
      assert.deepEqual(checkAnswer(of, undefined, KNOWN), [
        { code: 'required', at: ['bus'] },
        { code: 'required', at: ['velo'] },
      ]);
    }
  });

  it('is told in the members of a group that stand on the page', () => {
    const questions = [
      { id: 'nom', type: 'short-text', label, required: true },
      { id: 'age', type: 'number', label },
    ];
    const of = question('group', { item: label, questions, required: true });
    assert.deepEqual(checkAnswer(of, undefined, KNOWN), [{ code: 'required', at: [0, 'nom'] }]);
    const open = question('group', { item: label, questions: [questions[1]], required: true });
    assert.deepEqual(checkAnswer(open, undefined, KNOWN), [{ code: 'required' }]);
  });
});

describe('an answer inside a text', () => {
  it('keeps its direction to itself, and no mark that would turn what follows', () => {
    assert.equal(isolated('Québec – 12 « mai »'), 'Québec – 12 « mai »');
    assert.equal(isolated('שלום'), '\u2068שלום\u2069');
    assert.equal(
      piped('À {{ville}}, merci', () => 'a\u202eb'),
      'À \u2068ab\u2069, merci',
    );
    assert.equal(isolated('\u2069\u2067x'), '\u2068x\u2069');
  });
});

describe('pages of one question each', () => {
  it('are one page again where answers are read once more', () => {
    const page = (id: string, ...ids: string[]) => ({
      id,
      title: { fr: `Page ${id}` },
      questions: ids.map((one) => ({ id: one, type: 'short-text', label })),
    });
    const survey = SurveyDefinition.parse({
      kind: 'survey',
      onePerPage: true,
      pages: [page('a', 'un', 'deux'), page('b', 'trois')],
    });
    const { pages } = follow(survey, {}, { begun: '2026-05-01', seed: 1 });
    assert.equal(pages.length, 3);
    assert.deepEqual(
      asWritten(pages).map(({ page: { title }, questions }) => [title.fr, questions.map(({ id }) => id)]),
      [
        ['Page a', ['un', 'deux']],
        ['Page b', ['trois']],
      ],
    );
  });
});

describe('plain values, where the page around has taught arrays to be texts', () => {
  const given = { choix: ['bus', 'velo'], rien: undefined, nombre: 1.5, dedans: [{ a: [] }], vide: null };

  it('are the same JSON, on one line or on several', () => {
    const plain = [JSON.stringify(given), JSON.stringify(given, null, 2)];
    taught(() => {
      assert.deepEqual([asJson(given), asJson(given, 2)], plain);
      assert.notEqual(JSON.stringify(given), plain[0]);
    });
  });

  it('keep their lists where their texts are changed', () => {
    const upper = { choix: ['BUS', 'VELO'], rien: undefined, nombre: 1.5, dedans: [{ a: [] }], vide: null };
    taught(() =>
      assert.deepEqual(
        withTexts(given, (text) => text.toUpperCase()),
        upper,
      ),
    );
  });
});

/** While arrays are what an old library of a host page makes of them. */
function taught(act: () => void): void {
  const arrays = Array.prototype as { toJSON?: () => string };
  arrays.toJSON = () => 'a text';
  try {
    act();
  } finally {
    delete arrays.toJSON;
  }
}
