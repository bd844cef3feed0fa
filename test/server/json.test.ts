import assert from 'node:assert/strict';
import { it } from 'node:test';
import { jsonMistake, namesTwice } from '../../src/server/json.js';

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

for (const [what, text, place, words] of [
  [
    'a missing comma',
    '{\n  "a": 1\n  "b": 2\n}',
    'line 3, column 3',
    'a comma is missing before this: «"b": 2»',
  ],
  [
    'a trailing comma',
    '{\r\n  "a": [1, 2],\r\n}\r\n',
    'line 2, column 14',
    'a comma stands before the end of a list or an object: «"a": [1, 2],»',
  ],
  [
    'an unclosed text',
    '{\n  "a": "été,\n  "b": 2\n}',
    'line 2, column 8',
    'a text is not closed: its last quotation mark is missing on this line: «"a": "été,»',
  ],
  ['a text cut short', '{\n  "a": [1\n\n', 'line 2, column 10', 'a closing ] is missing: «"a": [1»'],
  [
    'a value that is missing',
    '{ "a": , "b": 1 }',
    'line 1, column 8',
    'a value is missing: «{ "a": , "b": 1 }»',
  ],
  ['a comment', '{ // ici\n}', 'line 1, column 3', 'JSON has no comments: «{ // ici»'],
  ['two values', '{}\n{}', 'line 2, column 1', 'something follows the end: «{}»'],
  [
    'curved quotation marks',
    '{ “a”: 1 }',
    'line 1, column 3',
    'is no text in straight double quotation marks, no number, and not true, false or null: «{ “a”: 1 }»',
  ],
  [
    'a long line',
    `[${'"abcdefgh", '.repeat(20)}x, ${'1, '.repeat(40)}2]`,
    'line 1, column 242',
    `is no text in straight double quotation marks, no number, and not true, false or null: «…fgh", "abcdefgh", "abcdefgh", x, ${'1, '.repeat(12)}1…»`,
  ],
  ['nothing', ' \n', undefined, 'it is empty'],
] as const) {
  it(`says where and what is wrong with ${what} in JSON`, () => {
    assert.throws(() => JSON.parse(text));
    const mistake = jsonMistake(text);
    assert.deepEqual([mistake?.place, mistake?.words], [place, words]);
  });
}

it('finds a mistake in whatever Node refuses', () => {
  const text = JSON.stringify({ slug: 'plan-velo', list: [1.5e3, -2, true, null, { a: 'é\n"' }] }, null, 1);
  const marks = ['', ',', '"', '}', ']', '{', ':', '1', 'x', '\\', '\t', '/'];
  const broken = [...text].flatMap((_, at) =>
    marks.map((mark) => text.slice(0, at) + mark + text.slice(at + 1)),
  );
  const isRefused = (one: string) => {
    try {
      JSON.parse(one);
      return false;
    } catch {
      return true;
    }
  };
  const refused = broken.filter(isRefused);
  assert.ok(refused.length > 500);
  assert.deepEqual(
    refused.filter((one) => !/^line \d+, column \d+$/.test(jsonMistake(one)?.place ?? '')),
    [],
  );
});
