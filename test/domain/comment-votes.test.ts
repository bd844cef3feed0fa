import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ActivityOf } from '../../src/contract/consultation.js';
import { choicesOf } from '../../src/domain/comment-votes.js';

const thread = (voting: ActivityOf<'comments'>['voting'], votes = true) =>
  ({ votes, voting }) as ActivityOf<'comments'>;

test('a vote chooses from what the definition says', () => {
  assert.deepEqual(choicesOf(thread('usefulness')), ['up', 'down']);
  assert.deepEqual(choicesOf(thread('agreement')), ['agree', 'disagree', 'pass']);
  assert.deepEqual(choicesOf(thread('usefulness', false)), []);
});

test('the choices are the same list each time, by which a comment that has not changed is not drawn again', () => {
  for (const definition of [thread('usefulness'), thread('agreement'), thread('usefulness', false)])
    assert.equal(choicesOf(definition), choicesOf({ ...definition }));
});
