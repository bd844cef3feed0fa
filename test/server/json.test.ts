import assert from 'node:assert/strict';
import { it } from 'node:test';
import { namesTwice } from '../../src/server/json.js';

for (const [text, places] of [
  ['{"a": 1, "b": {"a": 1}, "c": [{"a": 1}, {"a": 1}]}', []],
  ['{"a": 1, "b": 2, "a": 3}', ['/a']],
  ['{"list": [1, "a:", {"x": {"y": 1, "y" : 2}}]}', ['/list/2/x/y']],
  [String.raw`{"a\"{": "},{", "b": "\\", "a\u0022{": 1}`, ['/a"{']],
  ['{"a/b": 1, "a/b": 2, "__proto__": 1, "__proto__": 2}', ['/a~1b', '/__proto__']],
  ['{"a": [[], {}, [1, 2]], "b": "x", "b": []}', ['/b']],
  ['"a"', []],
] as const) {
  it(`finds ${places.length === 0 ? 'no name' : places.join(' and ')} twice in ${text}`, () => {
    assert.doesNotThrow(() => JSON.parse(text));
    assert.deepEqual(namesTwice(text), places);
  });
}
