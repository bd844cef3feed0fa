import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SurveyDefinition } from '../../src/contract/survey.js';
import '../../src/domain/all-kinds.js';
import { checkAnswer } from '../../src/domain/answers.js';
import { kindOf } from '../../src/domain/kinds.js';
import type { Asked } from '../../src/domain/survey.js';

function question(type: string, more: object = {}): Asked {
  const label = { fr: 'Question' };
  const page = { id: 'p', title: label, questions: [{ id: 'q', type, label, ...more }] };
  return SurveyDefinition.parse({ kind: 'survey', pages: [page] }).pages[0]!.questions[0] as Asked;
}

/** What is made of a text that somebody typed: the answer, or the rule that it breaks. */
function read(of: Asked, text: string): unknown {
  const answer = kindOf(of.type).read(of, { text });
  const [broken] = checkAnswer(of, answer, { answers: {}, today: '2026-05-01' });
  return broken?.code ?? answer;
}

describe('what people type', () => {
  for (const [type, more, written, answer] of [
    [
      'date',
      {},
      ['2026-05-01', '2026-5-1', '2026-mai-1', '2026-Mai-01', '2026-May-1', ' 2026 - mai - 1 '],
      '2026-05-01',
    ],
    ['date', {}, ['2026-août-9', '2026-aout-9', '2026-AOÛT-9', '2026-aug.-9', '2026-August-9'], '2026-08-09'],
    ['date', {}, ['2026-févr.-3', '2026-fev-3', '2026-feb-3'], '2026-02-03'],
    ['date', {}, ['2026-juil.-3', '2026-jul-3', '2026-juillet-3'], '2026-07-03'],
    ['date', {}, ['2026-jun-3', '2026-juin-3'], '2026-06-03'],
    [
      'date',
      {},
      ['2026-jui-3', '2026-ma-3', '2026-13-3', '2026--', '-mai-', '2026-mai-32', 'mai'],
      'not-a-date',
    ],
    ['date', {}, ['', '  '], undefined],
    [
      'time',
      {},
      ['14:30', '14 h 30', '14h30', '14\u00a0h\u00a030', '2:30 pm', '2:30 p.m.', '2 h 30 PM', '14 h 30 min'],
      '14:30',
    ],
    ['time', {}, ['9 h', '9', '09:00', '9 heures', '9 am'], '09:00'],
    ['time', {}, ['0 h', '12 am'], '00:00'],
    ['time', {}, ['25 h', '14:75', 'midi', '13 pm'], 'not-a-time'],
    ['time', { min: '08:00' }, ['7 h 59'], 'too-early'],
    ['telephone', {}, ['418 555-0123 poste 12'], '418 555-0123 poste 12'],
    ['telephone', {}, [' +33 1 42 68 53 00 '], '+33 1 42 68 53 00'],
    ['telephone', {}, ['(418) 555-0123 Poste 4'], '(418) 555-0123 Poste 4'],
    ['telephone', {}, ['555-0123', 'aucun', '118 555-0123'], 'not-a-telephone'],
    ['postal-code', {}, ['G1R 4Y8', 'g1r4y8', 'G1R-4Y8', ' g1r\u00a04y8'], 'G1R 4Y8'],
    ['postal-code', {}, ['G1R', 'D1R 4Y8', '12345'], 'not-a-postal-code'],
    ['postal-code', { part: 'area' }, ['g1r', ' G1R '], 'G1R'],
    ['postal-code', { part: 'area' }, ['G1R 4Y8'], 'not-a-postal-area'],
    ['web-address', {}, ['exemple.ca/plan', 'https://exemple.ca/plan'], 'https://exemple.ca/plan'],
    [
      'web-address',
      {},
      ['exemple', 'ftp://exemple.ca', 'javascript:alert(1)', 'https://a:b@exemple.ca'],
      'not-an-address',
    ],
    ['number', { decimals: 1 }, ['3,5', '3.5', ' 3,5 '], 3.5],
    ['number', {}, ['12 345', '12\u00a0345'], 12345],
    ['number', {}, ['douze'], 'wrong-type'],
  ] as const)
    it(`${type} ${JSON.stringify(more)}: ${written.join(' | ')} is ${answer}`, () => {
      for (const text of written) assert.equal(read(question(type, more), text), answer, text);
    });

  it('what was answered is entered again as it was', () => {
    for (const [type, answer] of [
      ['date', '2026-05-01'],
      ['time', '14:30'],
      ['consent', true],
      ['recommendation', 0],
    ] as const) {
      const kind = kindOf(type);
      assert.equal(kind.read(question(type), kind.enter(question(type), answer)), answer);
    }
  });
});
