import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { beginningOf, FOLD } from '../../src/domain/folding.js';

describe('what is shown of a long text', () => {
  it('is all of a short one', () => {
    assert.equal(beginningOf('Court.'), 'Court.');
  });

  it('ends with a word, or else with a whole character', () => {
    assert.match(beginningOf('un mot '.repeat(200)), /^(un mot )+un( mot)?$/);
    assert.equal(beginningOf('a'.repeat(FOLD + 1)), 'a'.repeat(FOLD));
    assert.equal(beginningOf(`a${'👍'.repeat(400)}`), `a${'👍'.repeat(349)}`);
  });
});
