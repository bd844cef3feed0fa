import { getNodeValue, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { Unreadable } from './report.js';

/** What JSON text holds. Throws `Unreadable`, with the line and column of the first mistake. */
export function parseJson(text: string): unknown {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true });
  const [error] = errors;
  if (error || !tree) {
    const before = text.slice(0, error?.offset ?? 0).split('\n');
    throw new Unreadable(
      `not JSON: ${error ? printParseErrorCode(error.error) : 'it is empty'}`,
      `line ${before.length}, column ${before.at(-1)!.length + 1}`,
    );
  }
  return getNodeValue(tree);
}
