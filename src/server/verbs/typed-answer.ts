import { OTHER } from '../../contract/limits.js';
import type { Answer, Question } from '../../contract/survey.js';
import type { Language } from '../../contract/text.js';
import { NO, UNSURE, YES } from '../../domain/common-kinds.js';
import type { Entered } from '../../domain/entered.js';
import { cellNames } from '../../domain/condition-check.js';
import { type Asked, isAsked, kindOf } from '../../domain/kinds.js';

/**
 * What one line says in answer to a question, as whoever keys in paper types it: options by their place on the sheet
 * (1, 2, …) or their id, several of them and rows with spaces between, words after `other:` or `autre :`. What a line
 * cannot say (members, files) is JSON. Numbers are as `numbers` writes them. What cannot be read stays as it is, and the rules
 * refuse it: undefined is a line that says «none».
 */
export function typedAnswer(question: Question, typed: string, numbers: Language = 'fr'): Answer | undefined {
  const line = typed.trim();
  if (!isAsked(question)) return line || undefined;
  if (!ONE_VALUE.has(question.type) && /^[{[]/.test(line)) {
    try {
      return JSON.parse(line) as Answer;
    } catch {
      return line;
    }
  }
  if (question.type === 'yes-no' && yesOrNo(line) === undefined) return line;
  const entered = { ...enteredIn(question, line), language: numbers };
  // Of several marks, the kind would read the first one.
  const isOne = question.type === 'single-choice' || (question.type === 'image-choice' && !question.multiple);
  if (isOne && entered.chosen!.length > 1) return entered.chosen!;
  const answer = kindOf(question.type).read(question, entered);
  if (answer === undefined) return saysNone(question, line) ? undefined : line;
  return Number.isNaN(answer) ? line : answer;
}

/** Kinds whose answer is one value: what a person wrote there may begin as JSON does. */
const ONE_VALUE: ReadonlySet<Question['type']> = new Set([
  'short-text',
  'long-text',
  'email',
  'telephone',
  'postal-code',
  'web-address',
  'date',
  'time',
  'number',
  'yes-no',
  'consent',
  'scale',
  'recommendation',
]);

/** A box that is not ticked, rows that were all left empty, a text that shows nothing. */
function saysNone(question: Asked, line: string): boolean {
  if (question.type === 'consent') return yesOrNo(line) === NO;
  return cellNames(question).length > 0 ? !/[^\s,|-]/.test(line) : !/[\p{L}\p{N}\p{P}\p{S}]/u.test(line);
}

const OTHER_WORDS = /(?:^|[\s,])(?:other|autre)\s*:\s*(.*)$/iu;

function enteredIn(question: Question, line: string): Entered {
  const ids = 'options' in question ? (question.options ?? []).map(({ id }) => id) : [];
  const option = (word: string) => ids[Number(word) - 1] ?? word;
  const words = line.split(/[\s,]+/).filter(Boolean);
  switch (question.type) {
    case 'yes-no':
      return { chosen: [yesOrNo(line) ?? line] };
    case 'consent':
      return { chosen: yesOrNo(line) === YES ? [YES] : [] };
    case 'single-choice':
    case 'multiple-choice':
    case 'image-choice': {
      const other = OTHER_WORDS.exec(line);
      const chosen = (other ? line.slice(0, other.index) : line)
        .split(/[\s,]+/)
        .filter(Boolean)
        .map(option);
      return other ? { chosen: [...chosen, OTHER], other: other[1]!.trim() } : { chosen };
    }
    case 'ranking':
      return { chosen: words.map(option) };
    case 'scale':
    case 'recommendation':
      return { chosen: [line] };
    case 'matrix': {
      const columns = question.columns.map(({ id }) => id);
      const column = (word: string) => columns[Number(word) - 1] ?? word;
      return {
        cells: byName(cellNames(question), words, (word) =>
          question.multiple ? word.split('+').map(column) : column(word),
        ),
      };
    }
    case 'matrix-scale':
    case 'points':
      return { cells: byName(cellNames(question), words, (word) => word) };
    case 'texts':
      return {
        cells: byName(
          cellNames(question),
          line.split('|').map((one) => one.trim()),
          (word) => word,
        ),
      };
    case 'place': {
      const place = question.options && ids.includes(option(line)) ? option(line) : undefined;
      return place ? { chosen: [place] } : { text: line };
    }
    default:
      return { text: line };
  }
}

/** One word a row, in the order of the sheet; `-` where the row was left empty. */
function byName(
  names: readonly string[],
  words: readonly string[],
  read: (word: string) => string | string[],
): Record<string, string | string[]> {
  return Object.fromEntries(
    words.flatMap((word, index): [string, string | string[]][] =>
      word === '-' || word === '' ? [] : [[names[index] ?? `row-${index + 1}`, read(word)]],
    ),
  );
}

/** Undefined for a slip of the finger, which is no «je ne sais pas». */
function yesOrNo(line: string): string | undefined {
  if (/^(y|yes|o|oui|x|1|true)$/i.test(line)) return YES;
  if (/^(n|no|non|0|2|false)$/i.test(line)) return NO;
  return /^(\?|3|u|unsure|nsp|je ne sais pas|i don[’']t know)$/i.test(line) ? UNSURE : undefined;
}
