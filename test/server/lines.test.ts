import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UnreadableLine } from '../../src/backend/transfer/import.js';
import { jsonLines } from '../../src/server/lines.js';

/** A file that comes in pieces of `size` bytes. */
async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function read(bytes: Buffer | string, size = 7): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const line of jsonLines(inPieces(Buffer.from(bytes as string), size)))
    found.push(line instanceof UnreadableLine ? line.why : line);
  return found;
}

describe('a file of JSON lines', () => {
  it('is read line by line, wherever its pieces end, with empty lines in their place', async () => {
    const text = '{"a":"é€😀"}\r\n\n["b"]\n';
    for (const size of [1, 2, 7, 1000])
      assert.deepEqual(await read(text, size), [{ a: 'é€😀' }, undefined, ['b'], undefined]);
  });

  it('may begin with a mark of byte order, and nowhere else', async () => {
    const [first, second] = await read('\ufeff{"a":1}\n\ufeff{"b":2}');
    assert.deepEqual(first, { a: 1 });
    assert.match(String(second), /^not JSON: /);
  });

  it('tells what is no JSON, or was cut, from a value that no row can be', async () => {
    const [value, word, cut] = await read('null\nbonjour\n{"id":"x","bo');
    assert.equal(value, null);
    assert.match(String(word), /^not JSON: /);
    assert.match(String(cut), /^not JSON: /);
  });

  it('tells another encoding, and alters nothing', async () => {
    const latin = Buffer.concat([Buffer.from('{"a":"é"}\n'), Buffer.from('{"a":"é"}', 'latin1')]);
    const [first, second] = await read(latin);
    assert.deepEqual(first, { a: 'é' });
    assert.match(String(second), /^not UTF-8: /);
  });
});
