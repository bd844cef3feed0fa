import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Prepared } from '../../src/backend/database/prepared.js';

describe('statements that are prepared', () => {
  const times = (prepared: Prepared, text: string, values: unknown[] = [1]) =>
    [1, 2, 3, 4].map(() => prepared.nameOf(text, values));

  it('have a name of their own from the third time on', () => {
    const prepared = new Prepared();
    const [first, second, third, fourth] = times(prepared, 'select $1');
    assert.deepEqual([first, second], [undefined, undefined]);
    assert.ok(third);
    assert.equal(fourth, third);
    assert.notEqual(times(prepared, 'select $1 + 1').at(-1), third);
  });

  it('are asked with values: what has none may be several statements', () => {
    assert.deepEqual(times(new Prepared(), 'begin', []), [undefined, undefined, undefined, undefined]);
  });

  it('are no lists of rows', () => {
    assert.equal(times(new Prepared(), 'insert', new Array(101).fill(1)).at(-1), undefined);
  });

  it('are a hundred at most', () => {
    const prepared = new Prepared();
    const names = Array.from({ length: 300 }, (_, index) => times(prepared, `select $1 + ${index}`).at(-1));
    assert.equal(new Set(names.filter((name) => name !== undefined)).size, 100);
    assert.equal(names[0], prepared.nameOf('select $1 + 0', [1]));
  });

  it('are sent as they are once their results have changed, and give no other their name', () => {
    const prepared = new Prepared();
    const name = times(prepared, 'select $1').at(-1);
    prepared.forget('select $1');
    assert.deepEqual(times(prepared, 'select $1'), [undefined, undefined, undefined, undefined]);
    assert.notEqual(times(prepared, 'select $1 + 1').at(-1), name);
  });
});
