import { OTHER } from '../contract/limits.js';
import type { Answer, OtherAnswer } from '../contract/survey.js';
import type { Language, LocalizedText } from '../contract/text.js';
import { choicesOf, type Listed, type Merged } from './codebook-merge.js';
import { CODEBOOK_WORDS as WORDS } from './codebook-words.js';

/** What a cell holds; null where nothing was answered. */
export type Cell = string | number | null;

/** What kind of value a column holds: a `choice` is an option's id, a `flag` 1 or 0, a `scale` a step. */
export type ColumnType = 'text' | 'number' | 'date' | 'time' | 'choice' | 'flag' | 'scale';

/** A value that has a word. */
export interface Value {
  id: string | number;
  /** Its number for statistics: it stays the same while options are added. */
  code: number;
  label: LocalizedText;
}

/** One column of an export. */
export interface Column {
  /** `modes.velo`, `menage.1.age`. */
  name: string;
  label: LocalizedText;
  type: ColumnType;
  values: readonly Value[];
  /** Whether its numbers may be below zero. */
  signed?: boolean;
  /** The parts of its question that it hangs on, as `Retraced` names them: where one was not shown, nor was this. */
  parts?: readonly string[];
  /** Of a place in a ranking, from 1 on: the parts that are ranked. Where fewer were shown, there is no such place. */
  among?: { parts: readonly string[]; place: number };
  /** Whether there is such a part of an answer at all: a group's member, a file, what «other» is; always where it is missing. */
  isThere?: (answer: Answer) => boolean;
  /** What it holds of an answer; in words where a language is given. */
  read(answer: Answer, language?: Language): Cell;
}

/** How many members or files the response with the most of them has, by question. */
export type Sizes = Readonly<Record<string, number>>;

/** Larger than any list of options is long. */
const OTHER_CODE = 9996;

/** A text as one language has it; French where it has not. */
export function inLanguage(text: LocalizedText, language: Language): string {
  return text[language] ?? text.fr;
}

/** A question, the name that its columns begin with, and the label that theirs do. */
export interface Build {
  merged: Merged;
  name: string;
  /** What the names of its parts begin with. */
  path: string;
  label: LocalizedText;
}

/** A column whose values are told in words where a language is given. */
export function column(
  name: string,
  label: LocalizedText,
  type: ColumnType,
  values: readonly Value[],
  read: (answer: Answer, language?: Language) => Cell,
): Column {
  if (values.length === 0) return { name, label, type, values, read };
  const words = new Map(values.map((value) => [value.id, value.label]));
  return {
    name,
    label,
    type,
    values,
    read(answer, language) {
      const cell = read(answer);
      const word = language && cell !== null ? words.get(cell) : undefined;
      return word ? inLanguage(word, language!) : cell;
    },
  };
}

/** A column that hangs on options, rows or pairs of its question. */
export function ofParts({ path }: Build, part: Column, ...ids: string[]): Column {
  return { ...part, parts: ids.map((id) => `${path}.${id}`) };
}

/** Options with their codes. */
export const valuesOf = (listed: readonly Listed[]): Value[] =>
  listed.map(({ id, label }, index) => ({ id, code: id === OTHER ? OTHER_CODE : index + 1, label }));

/** Whether an option was chosen. */
export const FLAG: readonly Value[] = [
  { id: 1, code: 1, label: WORDS.chosen },
  { id: 0, code: 0, label: WORDS.notChosen },
];

/** Texts and numbers as they are; what a question of this kind does not hold, as JSON: nothing is lost. */
export function scalar(value: unknown): Cell {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value);
}

/** Whether several may be chosen, of its options or in each of its rows. */
export function isSeveral({ versions }: Merged): boolean {
  const { question } = versions.at(-1)!;
  return question.type === 'multiple-choice' || ('multiple' in question && question.multiple);
}

/** Whether it is what was specified beside the options. */
export const isOther = (choice: unknown): choice is OtherAnswer =>
  typeof choice === 'object' && choice !== null && 'other' in choice;
/** An option's id, or `other`. */
export const idOf = (choice: unknown) => (isOther(choice) ? OTHER : choice);

/** What an answer lists: nothing where it is no list. */
export const listIn = (answer: unknown): unknown[] => (Array.isArray(answer) ? answer : []);

/** What an answer holds under a name: a row's, a share's, a field's. */
export function cellOf(answer: Answer, id: string): unknown {
  if (typeof answer !== 'object' || Array.isArray(answer) || !Object.hasOwn(answer, id)) return undefined;
  return (answer as Record<string, unknown>)[id];
}

/** A column of one option. */
export function oneChoice({ merged, name, label }: Build): Column {
  return column(name, label, 'choice', valuesOf(choicesOf(merged)), (answer) => scalar(idOf(answer)));
}
