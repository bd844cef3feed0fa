import type { Answer, Answers, Question } from '../contract/survey.js';
import type { Entered } from './entered.js';

/** A question that citizens answer themselves. */
export type Asked = Exclude<Question, { type: 'information' | 'hidden' | 'calculated' }>;
export type AskedType = Asked['type'];
export type Of<Type extends Question['type']> = Extract<Question, { type: Type }>;

/** A rule that an answer breaks; the limit where words need it. */
export interface RuleBroken {
  code: string;
  limit?: number | string;
  /** Where inside the question, when it has several fields: a row; a member's number and its question. */
  at?: readonly (string | number)[];
}

/** What a question's answer may hang on: the answers before it, and the day on which the response was begun. */
export interface Known {
  answers: Answers;
  today: string;
}

/** How one kind of question is read and checked. */
export interface Kind<Type extends AskedType = AskedType> {
  /** The answer in what was entered; undefined where nothing was. What cannot be read stays text, for `check` to refuse. */
  read(question: Of<Type>, entered: Entered): Answer | undefined;
  /** `read` the other way round: what was entered, made of an answer. */
  enter(question: Of<Type>, answer: Answer): Entered;
  /** The rules that an answer breaks, which is not empty. Required parts of it are this one's to ask for. */
  check(question: Of<Type>, answer: Answer, known: Known): RuleBroken[];
  /** What a required question that was left empty lacks, where that is told field by field. */
  missing?(question: Of<Type>, known: Known): RuleBroken[];
  /** What of an answer is kept, where parts of it may be hidden. */
  keep?(question: Of<Type>, answer: Answer, known: Known): Answer | undefined;
}

const kinds = new Map<AskedType, Kind>();

/** Teaches the engine a kind of question: the common ones come with it, each of the others with its part. */
export function addKind<Type extends AskedType>(type: Type, kind: Kind<Type>): void {
  kinds.set(type, kind as unknown as Kind);
}

/** Throws where the part that brings this kind is not there: whoever shows a survey sees to that first. */
export function kindOf(type: AskedType): Kind {
  const kind = kinds.get(type);
  if (!kind) throw new Error(`No part brings questions of the kind ${type}.`);
  return kind;
}

export const WRONG_TYPE: RuleBroken = { code: 'wrong-type' };

/** Whether citizens answer it themselves. */
export function isAsked(question: Question): question is Asked {
  const { type } = question;
  return type !== 'information' && type !== 'hidden' && type !== 'calculated';
}

/** Whether a question has a list to choose from, or to fill in, and nothing in it: it cannot be answered. */
export function offersNothing(question: Question): boolean {
  const { options, rows, other } = question as { options?: unknown[]; rows?: unknown[]; other?: boolean };
  return question.type !== 'place' && !other && (options ?? rows)?.length === 0;
}

/** The questions of all pages, in the order in which they are written. */
export function questionsIn<Item>({ pages }: { pages: readonly { questions: readonly Item[] }[] }): Item[] {
  return pages.flatMap(({ questions }) => questions);
}
