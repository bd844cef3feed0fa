import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ClientProblem } from '../../src/client/client.js';
import { fateOf } from '../../src/client/fate.js';
import type { ProblemCode } from '../../src/contract/problem.js';

const problem = (code: ProblemCode | 'offline', more: object = {}): ClientProblem => ({
  type: 'about:blank',
  code,
  title: '',
  status: 0,
  ...more,
});

const PASSES: (ProblemCode | 'offline')[] = ['offline', 'unavailable', 'rate-limited', 'proof-required'];
const LAST_WORD: ProblemCode[] = [
  'closed',
  'not-open-yet',
  'origin-not-allowed',
  'invalid-answers',
  'malformed-request',
  'participant-required',
  'conflict',
  'not-found',
  'too-large',
];

describe('what becomes of something that the backend did not take', () => {
  for (const code of PASSES) {
    it(`${code}: it waits and is tried again`, () =>
      assert.equal(fateOf(problem(code), 0, 0).state, 'waiting'));
  }
  for (const code of LAST_WORD) {
    it(`${code}: it is refused for good`, () => assert.equal(fateOf(problem(code), 0, 0).state, 'refused'));
  }

  it('waits longer after each try, never more than five minutes, and not as long as everybody else', () => {
    const after = (attempts: number, random: number) => {
      const fate = fateOf(problem('offline'), attempts, random);
      return fate.state === 'waiting' ? fate.after : 0;
    };
    assert.deepEqual(
      [0, 1, 2, 3].map((attempts) => after(attempts, 1)),
      [1000, 2000, 4000, 8000],
    );
    assert.equal(after(30, 1), 300_000);
    assert.equal(after(3, 0), 4000);
  });

  it('waits as long as the backend asks', () => {
    assert.deepEqual(fateOf(problem('rate-limited', { retryAfter: 40 }), 0, 0), {
      state: 'waiting',
      after: 40_000,
    });
  });
});
