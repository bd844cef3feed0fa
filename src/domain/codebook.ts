import type { Answer, Answers, SurveyDefinition } from '../contract/survey.js';
import type { LocalizedText } from '../contract/text.js';
import type { Column, Sizes } from './codebook-cells.js';
import { columnsOf } from './codebook-columns.js';
import { mergedOf, type Shaped } from './codebook-merge.js';

export {
  type Cell,
  type Column,
  type ColumnType,
  inLanguage,
  type Sizes,
  type Value,
} from './codebook-cells.js';

/** A definition of a survey as it once was. */
export interface SurveyVersion {
  version: number;
  definition: SurveyDefinition;
}

/** One column an option, a row or a member's question; or one a question. */
export type ColumnsBy = 'option' | 'question';

/** A question of all versions, as an export holds it. */
export interface CodedQuestion {
  id: string;
  /** Begins the names of its columns: its id, and `id~2` for what it was until version 2, before it became of another kind. */
  name: string;
  type: Shaped['type'];
  /** Its wording as of the last version that has it. */
  label: LocalizedText;
  /** The versions that ask it so, with their wording. */
  versions: { version: number; question: Shaped }[];
  columns: Column[];
}

/** Every question that any version of a survey asks, in the order of the last version; those that are gone come after. */
export type Codebook = CodedQuestion[];

/**
 * The columns that hold every response to a survey, whatever version of its definition it was given to. Options and rows
 * of all versions are there; a question whose kind changed has columns for each. `sizes` says how many members or files
 * the response with the most of them has.
 */
export function codebookOf(versions: readonly SurveyVersion[], by: ColumnsBy, sizes: Sizes): Codebook {
  return mergedOf(versions).map((merged) => {
    const { id, name, versions: own } = merged;
    const { question } = own.at(-1)!;
    return {
      id,
      name,
      type: question.type,
      label: question.label,
      versions: own,
      columns: columnsOf(merged, by, sizes),
    };
  });
}

/** What a response answers to one question, if its version asks that; undefined where it is not answered. */
export function answerTo(
  { id, versions }: CodedQuestion,
  { version, answers }: { version: number; answers: Answers },
): { asked: boolean; answer: Answer | undefined } {
  const asked = versions.some((one) => one.version === version);
  return { asked, answer: asked && Object.hasOwn(answers, id) ? answers[id] : undefined };
}
