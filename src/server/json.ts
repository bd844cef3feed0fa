import { parseTree, printParseErrorCode, type ParseError } from 'jsonc-parser';

/** Why a text is no JSON. */
export interface JsonMistake {
  /** `line 3, column 5`, from 1; undefined of a text with nothing in it. */
  place?: string;
  /** What is wrong there, with an extract of the line. */
  words: string;
}

/**
 * The first mistake in a text that is no JSON; undefined where there is none to tell. What a browser's or Node's own reader
 * says of it differs with each version, and often names no line.
 */
export function jsonMistake(text: string): JsonMistake | undefined {
  if (text.trim() === '') return { words: 'it is empty' };
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true });
  const [error] = errors;
  if (!error) return undefined;
  const code = printParseErrorCode(error.error);
  const before = text.slice(0, error.offset).trimEnd();
  const isTrailing = before.endsWith(',') && /[}\]]/.test(text[error.offset] ?? '');
  // What is missing at the end is missing after the last thing there, and not on an empty line.
  const isAtEnd = text.slice(error.offset).trim() === '';
  const offset = isTrailing ? before.length - 1 : isAtEnd ? before.length : error.offset;
  const lines = text.slice(0, offset).split('\n');
  const column = lines.at(-1)!.length;
  const line = text.split('\n')[lines.length - 1]!;
  const words = isTrailing
    ? 'a comma stands before the end of a list or an object'
    : (MISTAKES[code] ?? code);
  return {
    place: `line ${lines.length}, column ${column + 1}`,
    words: `${words}: «${extract(line, column)}»`,
  };
}

const MISTAKES: Record<string, string> = {
  InvalidSymbol: 'is no text in straight double quotation marks, no number, and not true, false or null',
  InvalidNumberFormat: 'a number is not written so',
  PropertyNameExpected: 'a name in straight double quotation marks is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing before this',
  CommaExpected: 'a comma is missing before this',
  CloseBraceExpected: 'a closing } is missing',
  CloseBracketExpected: 'a closing ] is missing',
  EndOfFileExpected: 'something follows the end',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfComment: 'JSON has no comments',
  UnexpectedEndOfString: 'a text is not closed: its last quotation mark is missing on this line',
  UnexpectedEndOfNumber: 'a number is not complete',
  InvalidUnicode: 'four hexadecimal digits follow \\u',
  InvalidEscapeCharacter: 'no such character follows a backslash',
  InvalidCharacter: 'a text holds a tab or another control character: write \\t',
};

/** The part of a line around a column that is short enough to read. */
function extract(line: string, column: number): string {
  const [from, to] = [Math.max(0, column - 30), column + 40];
  return `${from > 0 ? '…' : ''}${line.slice(from, to).trim()}${to < line.length ? '…' : ''}`;
}

/**
 * The places (JSON Pointers) of names that stand twice in their object, where a reader of JSON takes the last and says
 * nothing. The text is valid JSON.
 */
export function namesTwice(text: string): string[] {
  const twice: string[] = [];
  const path: Level[] = [];
  // Nothing but these marks and names outside texts says where one is.
  for (const [mark] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"(?:\s*:)?|[[\]{},]/g)) {
    const level = path.at(-1);
    if (mark === '{') path.push({ names: new Set(), at: '' });
    else if (mark === '[') path.push({ at: 0 });
    else if (mark === '}' || mark === ']') path.pop();
    else if (mark === ',' && typeof level?.at === 'number') level.at += 1;
    else if (mark.endsWith(':') && level?.names) {
      level.at = JSON.parse(mark.slice(0, mark.lastIndexOf('"') + 1)) as string;
      if (level.names.has(level.at)) twice.push(pointerTo(path));
      level.names.add(level.at);
    }
  }
  return twice;
}

/** Where the reading is in an object or a list that is not at its end. */
interface Level {
  /** Those of an object that were met. */
  names?: Set<string>;
  at: string | number;
}

function pointerTo(path: Level[]): string {
  return path.map(({ at }) => `/${String(at).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
