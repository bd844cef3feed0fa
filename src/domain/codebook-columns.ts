import { EQUAL, OTHER } from '../contract/limits.js';
import type {
  Answer,
  Choice,
  Expression,
  FileAnswer,
  Member,
  OtherAnswer,
  PlaceAnswer,
} from '../contract/survey.js';
import type { Language, LocalizedText } from '../contract/text.js';
import { choicesOf, type Listed, type Merged } from './codebook-merge.js';
import { CODEBOOK_WORDS as WORDS, labelled } from './codebook-words.js';
import { NO, UNSURE, YES } from './common-kinds.js';

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

/** The columns of one question. */
export function columnsOf(merged: Merged, by: 'option' | 'question', sizes: Sizes): Column[] {
  const { question } = merged.versions.at(-1)!;
  const build = { merged, name: merged.name, label: question.label };
  return by === 'question' ? whole(build) : parts(build, sizes);
}

/** A question, the name that its columns begin with, and the label that theirs do. */
interface Build {
  merged: Merged;
  name: string;
  label: LocalizedText;
}

function parts(build: Build, sizes: Sizes): Column[] {
  const { merged, name, label } = build;
  const { question } = merged.versions.at(-1)!;
  switch (question.type) {
    case 'single-choice':
    case 'multiple-choice':
    case 'image-choice':
      return isSeveral(merged) ? flags(build, merged, chosenIn) : [oneChoice(build), ...otherText(build)];
    case 'matrix':
      return merged.rows.flatMap((row) => matrixRow(build, row));
    case 'matrix-scale':
      return merged.rows.map((row) =>
        column(`${name}.${row.id}`, labelled(label, row.label), 'scale', stepsOf(merged), (answer) =>
          scalar(cellOf(answer, row.id)),
        ),
      );
    case 'ranking':
      return rankings(build);
    case 'points':
      return merged.options.map((option) =>
        column(`${name}.${option.id}`, labelled(label, option.label), 'number', [], (answer) =>
          scalar(cellOf(answer, option.id)),
        ),
      );
    case 'pairwise':
      return pairs(build);
    case 'texts':
      return merged.fields.map((field) =>
        column(`${name}.${field.id}`, labelled(label, field.label), 'text', [], (answer) =>
          scalar(cellOf(answer, field.id)),
        ),
      );
    case 'group':
      return members(build, sizes);
    case 'file':
      return files(build, sizes);
    case 'place':
      return placeParts(build);
    default:
      return whole(build);
  }
}

/** One column for all that a question holds. */
function whole(build: Build): Column[] {
  const { merged, name, label } = build;
  const { question } = merged.versions.at(-1)!;
  const text = (read: Column['read']) => [column(name, label, 'text', [], read)];
  switch (question.type) {
    case 'number':
      return [column(name, label, 'number', [], scalar)];
    case 'date':
    case 'time':
      return [column(name, label, question.type, [], scalar)];
    case 'yes-no':
      return [yesNo(build)];
    case 'consent':
      return [
        column(name, label, 'flag', [{ id: 1, code: 1, label: WORDS.given }], (answer) =>
          answer === true ? 1 : null,
        ),
      ];
    case 'scale':
    case 'recommendation':
      return [column(name, label, 'scale', stepsOf(merged), scalar)];
    case 'calculated':
      return [column(name, label, calculatedType(merged), [], scalar)];
    case 'single-choice':
    case 'image-choice':
    case 'multiple-choice':
      if (!isSeveral(merged) && !merged.other) return [oneChoice(build)];
      return text((answer, language) =>
        joined((Array.isArray(answer) ? answer : [answer]) as Choice[], merged, language),
      );
    case 'ranking':
      return text((answer, language) => joined(listIn(answer) as Choice[], merged, language));
    case 'matrix':
    case 'matrix-scale':
    case 'points':
    case 'pairwise':
      return text((answer, language) => cellsInWords(answer, merged, language));
    case 'texts':
    case 'group':
    case 'file':
    case 'place':
      return text((answer) => JSON.stringify(answer));
    default:
      return text(scalar);
  }
}

/** A column whose values are told in words where a language is given. */
function column(
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

const valuesOf = (listed: readonly Listed[]): Value[] =>
  listed.map(({ id, label }, index) => ({ id, code: id === OTHER ? OTHER_CODE : index + 1, label }));

const FLAG: readonly Value[] = [
  { id: 1, code: 1, label: WORDS.chosen },
  { id: 0, code: 0, label: WORDS.notChosen },
];

/** Texts and numbers as they are; what a question of this kind does not hold, as JSON: nothing is lost. */
function scalar(value: unknown): Cell {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value);
}

function isSeveral({ versions }: Merged): boolean {
  const { question } = versions.at(-1)!;
  return question.type === 'multiple-choice' || ('multiple' in question && question.multiple);
}

const isOther = (choice: unknown): choice is OtherAnswer =>
  typeof choice === 'object' && choice !== null && 'other' in choice;
const idOf = (choice: unknown) => (isOther(choice) ? OTHER : choice);
const listIn = (answer: unknown): unknown[] => (Array.isArray(answer) ? answer : []);
const chosenIn = (answer: Answer): unknown[] => listIn(answer).map(idOf);

function cellOf(answer: Answer, id: string): unknown {
  if (typeof answer !== 'object' || Array.isArray(answer) || !Object.hasOwn(answer, id)) return undefined;
  return (answer as Record<string, unknown>)[id];
}

function oneChoice({ merged, name, label }: Build): Column {
  return column(name, label, 'choice', valuesOf(choicesOf(merged)), (answer) => scalar(idOf(answer)));
}

function otherText({ merged, name, label }: Build): Column[] {
  if (!merged.other) return [];
  return [
    column(`${name}.other`, labelled(label, WORDS.otherText), 'text', [], (answer) =>
      isOther(answer) ? answer.other : null,
    ),
  ];
}

/** A column an option: 1 where it was chosen, 0 where others were; empty where nothing was answered. */
function flags(
  { merged, name, label }: Build,
  from: Merged,
  chosen: (answer: Answer) => unknown[],
): Column[] {
  const columns = choicesOf(from).map((option) =>
    column(`${name}.${option.id}`, labelled(label, option.label), 'flag', FLAG, (answer) =>
      chosen(answer).includes(option.id) ? 1 : 0,
    ),
  );
  if (!merged.other) return columns;
  const specified = column(
    `${name}.other.text`,
    labelled(label, WORDS.otherText),
    'text',
    [],
    (answer) => listIn(answer).find(isOther)?.other ?? null,
  );
  return [...columns, specified];
}

function matrixRow({ merged, name, label }: Build, row: Listed): Column[] {
  const ofRow = { name: `${name}.${row.id}`, label: labelled(label, row.label) };
  if (!isSeveral(merged)) {
    return [
      column(ofRow.name, ofRow.label, 'choice', valuesOf(merged.columns), (answer) =>
        scalar(cellOf(answer, row.id)),
      ),
    ];
  }
  return merged.columns.map((one) =>
    column(`${ofRow.name}.${one.id}`, labelled(ofRow.label, one.label), 'flag', FLAG, (answer) => {
      const chosen = cellOf(answer, row.id);
      return chosen === undefined ? null : listIn(chosen).includes(one.id) ? 1 : 0;
    }),
  );
}

/** The rank of each option, the first one 1; then which option is at each position. */
function rankings({ merged, name, label }: Build): Column[] {
  const { options, versions } = merged;
  const places = Math.max(
    ...versions.map(({ question }) =>
      question.type === 'ranking' ? Math.min(question.best ?? options.length, options.length) : 0,
    ),
  );
  const ranks = options.map((option) =>
    column(
      `${name}.${option.id}`,
      labelled(labelled(label, WORDS.rank), option.label),
      'number',
      [],
      (answer) => {
        const index = listIn(answer).indexOf(option.id);
        return index < 0 ? null : index + 1;
      },
    ),
  );
  const positions = Array.from({ length: places }, (_, index) =>
    column(
      `${name}.${index + 1}`,
      labelled(labelled(label, WORDS.position), index + 1),
      'choice',
      valuesOf(options),
      (answer) => scalar(listIn(answer)[index]),
    ),
  );
  return [...ranks, ...positions];
}

/** A pair is named in the order of the options as its version has them: either way it is the same pair. */
function pairs({ merged: { options }, name, label }: Build): Column[] {
  return options.flatMap((one, index) =>
    options
      .slice(index + 1)
      .map((other) =>
        column(
          `${name}.${one.id}:${other.id}`,
          labelled(labelled(label, one.label), other.label),
          'choice',
          [
            ...valuesOf(options).filter(({ id }) => id === one.id || id === other.id),
            { id: EQUAL, code: 0, label: WORDS.equal },
          ],
          (answer) =>
            scalar(cellOf(answer, `${one.id}:${other.id}`) ?? cellOf(answer, `${other.id}:${one.id}`)),
        ),
      ),
  );
}

/** How many there are, and each one's answers, up to the most that there are. */
function members({ merged, name, label }: Build, sizes: Sizes): Column[] {
  const count = column(
    `${name}.count`,
    labelled(label, WORDS.count),
    'number',
    [],
    (answer) => listIn(answer).length,
  );
  const each = Array.from({ length: sizes[merged.id] ?? 0 }, (_, index) =>
    merged.members.flatMap((member) => {
      const { question } = member.versions.at(-1)!;
      const build = {
        merged: member,
        name: `${name}.${index + 1}.${member.name}`,
        label: labelled(labelled(label, index + 1), question.label),
      };
      return parts(build, {}).map((part) => ofMember(part, member, index));
    }),
  );
  return [count, ...each.flat()];
}

function ofMember(part: Column, { id }: Merged, index: number): Column {
  return {
    ...part,
    read(answer, language) {
      const member = listIn(answer)[index] as Member | undefined;
      return member && Object.hasOwn(member, id) ? part.read(member[id]!, language) : null;
    },
  };
}

function files({ merged, name, label }: Build, sizes: Sizes): Column[] {
  return Array.from({ length: sizes[merged.id] ?? 0 }, (_, index) => {
    const of = (part: string, word: LocalizedText, type: 'text' | 'number', key: keyof FileAnswer) =>
      column(`${name}.${index + 1}.${part}`, labelled(labelled(label, index + 1), word), type, [], (answer) =>
        scalar((listIn(answer)[index] as FileAnswer | undefined)?.[key]),
      );
    return [
      of('name', WORDS.fileName, 'text', 'name'),
      of('id', WORDS.fileId, 'text', 'file'),
      of('size', WORDS.fileSize, 'number', 'size'),
    ];
  }).flat();
}

function placeParts({ merged, name, label }: Build): Column[] {
  const { options, versions } = merged;
  const any = (test: (place: { address: boolean; map?: unknown }) => boolean) =>
    versions.some(({ question }) => question.type === 'place' && test(question));
  const of = (
    part: keyof PlaceAnswer,
    word: LocalizedText,
    type: ColumnType,
    values: readonly Value[] = [],
  ) =>
    column(`${name}.${part}`, labelled(label, word), type, values, (answer) => scalar(cellOf(answer, part)));
  return [
    ...(options.length > 0 ? [of('option', WORDS.place, 'choice', valuesOf(options))] : []),
    ...(any(({ address }) => address) ? [of('address', WORDS.address, 'text')] : []),
    ...(any(({ map }) => map !== undefined)
      ? [of('latitude', WORDS.latitude, 'number'), of('longitude', WORDS.longitude, 'number')]
      : []),
  ];
}

function yesNo({ merged, name, label }: Build): Column {
  const unsure = merged.versions.some(({ question }) => question.type === 'yes-no' && question.unsure);
  const values = [
    { id: YES, code: 1, label: WORDS.yes },
    { id: NO, code: 0, label: WORDS.no },
    ...(unsure ? [{ id: UNSURE, code: 2, label: WORDS.unsure }] : []),
  ];
  return column(name, label, 'choice', values, (answer) =>
    typeof answer === 'boolean' ? (answer ? YES : NO) : scalar(answer),
  );
}

/** The steps of a scale that have a word, as its last version has them. */
function stepsOf({ versions }: Merged): Value[] {
  const { question } = versions.at(-1)!;
  const step = (id: number, label: LocalizedText | undefined) => (label ? [{ id, code: id, label }] : []);
  switch (question.type) {
    case 'scale':
      if (question.labels)
        return question.labels.flatMap((label, index) => step(question.min + index, label));
      return [...step(question.min, question.minLabel), ...step(question.max, question.maxLabel)];
    case 'matrix-scale':
      return [...step(question.min, question.minLabel), ...step(question.max, question.maxLabel)];
    case 'recommendation':
      return [...step(0, question.minLabel), ...step(10, question.maxLabel)];
    default:
      return [];
  }
}

/** `velo;bus;other: Trottinette`: what was specified comes last, since it may hold anything. */
function joined(choices: readonly Choice[], merged: Merged, language: Language | undefined): Cell {
  const word = (id: string) => wordOf(merged.options, id, language);
  const written = choices.filter((choice) => !isOther(choice)).map((id) => word(String(id)));
  const other = choices.find(isOther);
  if (other) written.push(`${language ? inLanguage(WORDS.other, language) : OTHER}: ${other.other}`);
  return written.length > 0 ? written.join(';') : null;
}

/** `bus=bon;velo=mauvais,cher` */
function cellsInWords(answer: Answer, merged: Merged, language: Language | undefined): Cell {
  if (typeof answer !== 'object' || Array.isArray(answer)) return scalar(answer);
  const known = [...merged.rows, ...merged.columns, ...merged.options, { id: EQUAL, label: WORDS.equal }];
  const word = (id: unknown) => wordOf(known, String(id), language);
  return Object.entries(answer)
    .map(([name, value]) => `${name.split(':').map(word).join(':')}=${[value].flat().map(word).join(',')}`)
    .join(';');
}

function wordOf(listed: readonly Listed[], id: string, language: Language | undefined): string {
  const found = language && listed.find((one) => one.id === id);
  return found ? inLanguage(found.label, language!) : id;
}

/** Whether a value that is worked out is always a number. An answer that it takes up counts as a text: it may be a choice. */
function isNumeric(expression: Expression): boolean {
  if (typeof expression === 'number') return true;
  if (typeof expression === 'string') return false;
  if ('if' in expression) {
    const { then, else: otherwise } = expression;
    return isNumeric(then) && (otherwise === undefined || isNumeric(otherwise));
  }
  return !['answer', 'today', 'plusDays', 'join'].some((key) => key in expression);
}

/** Every version of a calculated value must give numbers for its column to be one of numbers. */
function calculatedType({ versions }: Merged): 'number' | 'text' {
  return versions.every(({ question }) => question.type === 'calculated' && isNumeric(question.value))
    ? 'number'
    : 'text';
}
