import type { Expression, QuestionType } from '../../contract/survey.js';
import type { Dialect } from './grammar.js';

/** What a name in an expression stands for. */
export interface Meaning {
  /** Our question. */
  id: string;
  type: QuestionType;
  /** One row, share or text of it. */
  row?: string;
  /** A matrix or a choice of pictures that takes several. */
  multiple?: boolean;
  /** One option of several, where each has a name of its own: it holds «Y» or nothing. */
  option?: string;
  /** What options, rows’ columns or yes and no are called there, and here. */
  values?: ReadonlyMap<string, string | number | boolean>;
  /** The rows, where all are summed. */
  rows?: readonly string[];
  required?: boolean;
  /** Of a calculated value. */
  gives?: ValueType;
}

export type ValueType = 'number' | 'text' | 'day' | 'boolean' | 'unknown';

/** An expression that our conditions cannot say. */
export class Untranslatable extends Error {}

/** Where an expression stands, and what is told on the way. */
export interface Setting {
  dialect: Dialect;
  find(name: string): Meaning | undefined;
  /** What a part means that is not quite what it meant there. */
  approximate(how: string): void;
}

/** Questions whose answer is a text. */
export const TEXTS: QuestionType[] = [
  'short-text',
  'long-text',
  'email',
  'telephone',
  'web-address',
  'postal-code',
  'hidden',
];

export function about({ id, row }: Meaning): { question: string; row?: string } {
  return row === undefined ? { question: id } : { question: id, row };
}
export function answer({ id, row }: Meaning): Expression {
  return row === undefined ? { answer: id } : { answer: id, row };
}
export function holdsSeveral({ type, multiple, option }: Meaning): boolean {
  if (option !== undefined) return false;
  return type === 'multiple-choice' || type === 'ranking' || multiple === true;
}

/** Whether a choice’s options are numbers there, so that one reckons with them. */
export function isScored({ type, values }: Meaning): boolean {
  if (type !== 'single-choice' && type !== 'matrix') return false;
  return (
    values !== undefined &&
    values.size > 0 &&
    [...values.keys()].every((value) => /^-?\d+(\.\d+)?$/.test(value))
  );
}
export function scored(meaning: Meaning): Expression {
  return [...meaning.values!].reduceRight<Expression | undefined>(
    (rest, [value, is]) => ({
      if: { ...about(meaning), is },
      then: Number(value),
      ...(rest !== undefined && { else: rest }),
    }),
    undefined,
  )!;
}
