import { UnreadableLine } from '../backend/transfer/import.js';
import { jsonMistake } from './json.js';

const NEW_LINE = 10;

/** Why a file in another encoding is refused: what it holds would be altered. */
export const NOT_UTF8 = 'not UTF-8: save the file in that encoding';

/**
 * The lines of a file of JSON lines: what each holds, undefined for an empty one, and an `UnreadableLine` for what is no
 * UTF-8 or no JSON. The mark of byte order that some programs write at a file's start is passed over.
 */
export async function* jsonLines(input: AsyncIterable<Buffer>): AsyncGenerator<unknown> {
  let first = true;
  for await (const bytes of linesIn(input)) {
    yield valueOf(bytes, first);
    first = false;
  }
}

async function* linesIn(input: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  for await (const chunk of input) {
    let from = 0;
    for (let end = chunk.indexOf(NEW_LINE); end >= 0; end = chunk.indexOf(NEW_LINE, from)) {
      yield Buffer.concat([...begun, chunk.subarray(from, end)]);
      begun = [];
      from = end + 1;
    }
    begun.push(chunk.subarray(from));
  }
  yield Buffer.concat(begun);
}

const atStart = new TextDecoder('utf-8', { fatal: true });
const later = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function valueOf(bytes: Buffer, first: boolean): unknown {
  let text: string;
  try {
    text = (first ? atStart : later).decode(bytes);
  } catch {
    return new UnreadableLine(NOT_UTF8);
  }
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    const mistake = jsonMistake(text);
    const where = mistake?.place?.replace('line 1, ', '');
    return new UnreadableLine(
      `not JSON: ${[where, mistake?.words ?? (error as Error).message].filter(Boolean).join(': ')}`,
    );
  }
}
