import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import '../../src/domain/all-kinds.js';
import { answersIn } from '../../src/domain/entered.js';
import { checkAnswers } from '../../src/domain/survey-check.js';
import { everyKind } from './every-kind.js';

const NOW = { begun: '2026-05-01', seed: 0 };
const refused = (answers: object) => {
  const checked = checkAnswers(everyKind, answers as never, NOW);
  return checked.ok ? [] : checked.problem.map(({ pointer, code }) => `${pointer} ${code}`);
};

describe('answers that mean nothing', () => {
  for (const [name, answers, ...errors] of [
    ['a place beyond the poles', { lieu: { latitude: 999, longitude: 0 } }, '/answers/lieu wrong-type'],
    ['a place all around', { lieu: { latitude: 0, longitude: 181 } }, '/answers/lieu wrong-type'],
    ['a place with more', { lieu: { address: 'Ici', etage: 2 } }, '/answers/lieu wrong-type'],
    ['a ranking that was begun', { priorites: ['a'] }, '/answers/priorites rank-more'],
    ['a day of the year 0', { naissance: '0000-01-01' }, '/answers/naissance not-a-date'],
    ['an empty row', { usages: { ete: [] } }, '/answers/usages/ete wrong-type'],
    ['an empty field', { adresse: { rue: ' ', ville: 'V' } }, '/answers/adresse/rue wrong-type'],
    ['two lines in one', { nom: 'un\ndeux' }, '/answers/nom not-storable'],
    ['a sign for terminals', { avis: 'a\u001b[2Jb' }, '/answers/avis not-storable'],
    ['a value that is too long', { source: 'x'.repeat(101) }, '/answers/source too-long'],
    ['a value that is no text', { source: 3 }, '/answers/source wrong-type'],
    ['a member with more', { menage: [{ age: 3, rang: 'x' }] }, '/answers/menage/0/rang unknown-question'],
  ] as [string, object, ...string[]][])
    it(`are refused, with their place: ${name}`, () => assert.deepEqual(refused(answers), errors));

  it('are never made of what was typed or pasted', () => {
    const answers = answersIn(everyKind, {
      nom: { text: 'un\r\ndeux\u0007' },
      avis: { text: 'un\n\tdeux\u001b' },
      mode: { chosen: ['other'], other: 'à\tpied' },
      adresse: { cells: { rue: 'a\nb', ville: ' ' } },
      source: { text: 'a\u0000b' },
      lieu: { text: 'ici\nlà' },
      usages: { cells: { ete: [] } },
    });
    assert.deepEqual(answers, {
      nom: 'un deux',
      avis: 'un\n\tdeux',
      mode: { other: 'à pied' },
      adresse: { rue: 'a b' },
      source: 'ab',
      lieu: { address: 'ici là' },
    });
    assert.deepEqual(refused(answers), []);
  });
});
