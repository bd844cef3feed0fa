import assert from 'node:assert/strict';
import { it } from 'node:test';
import { nearest } from '../../src/domain/nearest.js';

const NAMES = ['velo', 'motifs', 'satisfaction', 'transport-en-commun', 'a'];

for (const [name, near] of [
  ['vello', 'velo'],
  ['velos', 'velo'],
  ['vleo', 'velo'],
  ['motif', 'motifs'],
  ['satisfation', 'satisfaction'],
  // Six letters of nineteen.
  ['transport-commun', 'transport-en-commun'],
  ['transport', undefined],
  ['meteo', undefined],
  ['quartier', undefined],
  // Another letter is another name.
  ['b', undefined],
  ['', undefined],
] as const) {
  it(`takes «${name}» for ${near ?? 'no other name'}`, () => assert.equal(nearest(name, NAMES), near));
}

it('takes the nearest of several, and nothing where there is no name', () => {
  assert.equal(nearest('mode', ['modes-1', 'modes', 'mot']), 'modes');
  assert.equal(nearest('mode', []), undefined);
});
