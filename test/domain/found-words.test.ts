import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foundWords } from '../../src/domain/found-words.js';

const found = (text: string, search: string) =>
  foundWords(text, search).map(([from, to]) => text.slice(from, to));

test('words are found without their accents, their case and their endings', () => {
  assert.deepEqual(found('Un VÉLO, deux vélos, un vélodrome.', 'velo'), ['VÉLO', 'vélos']);
  assert.deepEqual(found('Déneiger, le déneigement, des denrées', 'déneigement'), [
    'Déneiger',
    'déneigement',
  ]);
  assert.deepEqual(found('Le cœur et la sœur', 'coeur'), ['cœur']);
  assert.deepEqual(found('De\u0301neiger', 'deneiger'), ['De\u0301neiger']);
});

test('what a search excludes or ignores is not marked', () => {
  assert.deepEqual(found('Les pistes et les trottoirs', 'les pistes -trottoirs'), ['pistes']);
  assert.deepEqual(found('Les trottoirs de la ville', '"trottoirs" OR pistes -"la ville"'), ['trottoirs']);
  assert.deepEqual(found('N’importe quoi', '-quoi'), []);
});
