import { OTHER } from '../contract/limits.js';
import type { Question, SurveyDefinition } from '../contract/survey.js';
import type { LocalizedText } from '../contract/text.js';
import { CODEBOOK_WORDS } from './codebook-words.js';
import { questionsIn } from './kinds.js';

/** A question that leaves something in the answers. */
export type Shaped = Exclude<Question, { type: 'information' }>;

/** Something that may be chosen, ranked or filled in. */
export interface Listed {
  id: string;
  label: LocalizedText;
}

/** A question as all versions have it that ask it in one shape. */
export interface Merged {
  id: string;
  name: string;
  versions: { version: number; question: Shaped }[];
  /** What its own list and those that it carries on held in any version: in the order in which they first came. */
  options: Listed[];
  rows: Listed[];
  columns: Listed[];
  fields: Listed[];
  /** Whether any version offers «other, specify». */
  other: boolean;
  /** The questions of a group's members. */
  members: Merged[];
}

interface Version {
  version: number;
  definition: SurveyDefinition;
}

/** Two questions of one id and one shape hold answers of the same form. */
function shapeOf(question: Shaped): string {
  return 'multiple' in question && question.multiple ? `${question.type}, several` : question.type;
}

/** The questions of all versions, by id and shape: those of the last version in its order, then those that are gone. */
export function mergedOf(versions: readonly Version[]): Merged[] {
  const inOrder = versions.toSorted((one, other) => one.version - other.version);
  const all = inOrder.flatMap(({ version, definition }) =>
    asking(definition).map((question, place) => ({ version, question, definition, place })),
  );
  return merge(all);
}

interface Occurrence {
  version: number;
  question: Shaped;
  definition: SurveyDefinition;
  /** Where it stands among its own. */
  place: number;
}

function merge(all: Occurrence[]): Merged[] {
  const groups = new Map<string, Occurrence[]>();
  for (const one of all) {
    const key = `${one.question.id} ${shapeOf(one.question)}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const last = (group: Occurrence[]) => group.at(-1)!;
  const merged = [...groups.values()].toSorted(
    (one, other) => last(other).version - last(one).version || last(one).place - last(other).place,
  );
  const lastShape = new Map<string, number>();
  for (const group of merged) {
    const { version, question } = last(group);
    lastShape.set(question.id, Math.max(lastShape.get(question.id) ?? 0, version));
  }
  return merged.map((group) => {
    const { version, question } = last(group);
    const name = version === lastShape.get(question.id) ? question.id : `${question.id}~${version}`;
    return mergedGroup(group, name);
  });
}

function mergedGroup(group: Occurrence[], name: string): Merged {
  const lists = (pick: (one: Occurrence) => readonly Listed[]) => union(group.map(pick));
  const members = group.flatMap(({ question, version, definition }) =>
    question.type === 'group'
      ? question.questions.map((member, place) => ({
          version,
          definition,
          question: member,
          place,
        }))
      : [],
  );
  const { id } = group[0]!.question;
  return {
    id,
    name,
    versions: group.map(({ version, question }) => ({ version, question })),
    options: lists(({ question, definition }) => everOffered(question, definition)),
    rows: lists(({ question }) => ('rows' in question ? question.rows : [])),
    columns: lists(({ question }) => ('columns' in question ? question.columns : [])),
    fields: lists(({ question }) => ('fields' in question ? question.fields : [])),
    other: group.some(({ question }) => 'other' in question && question.other),
    members: members.length > 0 ? merge(members) : [],
  };
}

/** Each by its last wording, in the order in which they first came: a code that was given once is never another's. */
function union(lists: (readonly Listed[])[]): Listed[] {
  const found = new Map<string, Listed>();
  for (const { id, label } of lists.flat()) found.set(id, { id, label });
  return [...found.values()];
}

/** The options that a question could offer in one version: those that it carries on, and its own. */
export function everOffered(question: Shaped, definition: SurveyDefinition): Listed[] {
  const own = 'options' in question ? (question.options ?? []) : [];
  if (!('optionsFrom' in question) || !question.optionsFrom) return [...own];
  const source = question.optionsFrom.question;
  const from = asking(definition).find(({ id }) => id === source);
  return from && from !== question ? [...everOffered(from, definition), ...own] : [...own];
}

function asking(definition: SurveyDefinition): Shaped[] {
  return questionsIn(definition).filter((question): question is Shaped => question.type !== 'information');
}

/** The options of a choice, with «other» where it is offered. */
export function choicesOf({ options, other }: Merged): Listed[] {
  return other ? [...options, { id: OTHER, label: CODEBOOK_WORDS.other }] : options;
}
