import type { Answer, FileAnswer, Member, PlaceAnswer } from '../contract/survey.js';
import { EQUAL } from '../contract/limits.js';
import type { LocalizedText } from '../contract/text.js';
import {
  type Build,
  cellOf,
  type Column,
  column,
  type ColumnType,
  FLAG,
  idOf,
  isOther,
  isSeveral,
  listIn,
  ofParts,
  oneChoice,
  scalar,
  type Sizes,
  type Value,
  valuesOf,
} from './codebook-cells.js';
import { choicesOf, type Listed, type Merged } from './codebook-merge.js';
import { stepsOf, whole } from './codebook-whole.js';
import { CODEBOOK_WORDS as WORDS, labelled } from './codebook-words.js';

/** The columns of one question. */
export function columnsOf(merged: Merged, by: 'option' | 'question', sizes: Sizes): Column[] {
  const { question } = merged.versions.at(-1)!;
  const build = { merged, name: merged.name, path: merged.id, label: question.label };
  return by === 'question' ? whole(build) : parts(build, sizes);
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
        ofParts(
          build,
          column(`${name}.${row.id}`, labelled(label, row.label), 'scale', stepsOf(merged), (answer) =>
            scalar(cellOf(answer, row.id)),
          ),
          row.id,
        ),
      );
    case 'ranking':
      return rankings(build);
    case 'points':
      return merged.options.map((option) =>
        ofParts(
          build,
          column(`${name}.${option.id}`, labelled(label, option.label), 'number', [], (answer) =>
            scalar(cellOf(answer, option.id)),
          ),
          option.id,
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

const chosenIn = (answer: Answer): unknown[] => listIn(answer).map(idOf);

function otherText({ merged, name, label }: Build): Column[] {
  if (!merged.other) return [];
  const specified = column(`${name}.other`, labelled(label, WORDS.otherText), 'text', [], (answer) =>
    isOther(answer) ? answer.other : null,
  );
  return [{ ...specified, isThere: isOther }];
}

/** A column an option: 1 where it was chosen, 0 where others were; empty where nothing was answered. */
function flags(build: Build, from: Merged, chosen: (answer: Answer) => unknown[]): Column[] {
  const { merged, name, label } = build;
  const columns = choicesOf(from).map((option) =>
    ofParts(
      build,
      column(`${name}.${option.id}`, labelled(label, option.label), 'flag', FLAG, (answer) =>
        chosen(answer).includes(option.id) ? 1 : 0,
      ),
      option.id,
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
  return [...columns, { ...specified, isThere: (answer) => listIn(answer).some(isOther) }];
}

function matrixRow(build: Build, row: Listed): Column[] {
  return cellsOfRow(build, row).map((cell) => ofParts(build, cell, row.id));
}

function cellsOfRow({ merged, name, label }: Build, row: Listed): Column[] {
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
function rankings(build: Build): Column[] {
  const { merged, name, label } = build;
  const { options, versions } = merged;
  const places = Math.max(
    ...versions.map(({ question }) =>
      question.type === 'ranking' ? Math.min(question.best ?? options.length, options.length) : 0,
    ),
  );
  const ranks = options.map((option) => {
    const words = labelled(labelled(label, WORDS.rank), option.label);
    const rank = column(`${name}.${option.id}`, words, 'number', [], (answer) => {
      const index = listIn(answer).indexOf(option.id);
      return index < 0 ? null : index + 1;
    });
    return ofParts(build, rank, option.id);
  });
  const ranked = options.map(({ id }) => `${build.path}.${id}`);
  const positions = Array.from({ length: places }, (_, index) => ({
    ...column(
      `${name}.${index + 1}`,
      labelled(labelled(label, WORDS.position), index + 1),
      'choice',
      valuesOf(options),
      (answer) => scalar(listIn(answer)[index]),
    ),
    among: { parts: ranked, place: index + 1 },
  }));
  return [...ranks, ...positions];
}

/** A pair is named in the order of the options as its version has them: either way it is the same pair. */
function pairs(build: Build): Column[] {
  const { options } = build.merged;
  return options.flatMap((one, index) => options.slice(index + 1).map((other) => pair(build, one, other)));
}

function pair(build: Build, one: Listed, other: Listed): Column {
  const { merged, name, label } = build;
  const [id, reversed] = [`${one.id}:${other.id}`, `${other.id}:${one.id}`];
  const words = labelled(labelled(label, one.label), other.label);
  const values = [
    ...valuesOf(merged.options).filter((value) => value.id === one.id || value.id === other.id),
    { id: EQUAL, code: 0, label: WORDS.equal },
  ];
  const compared = column(`${name}.${id}`, words, 'choice', values, (answer) =>
    scalar(cellOf(answer, id) ?? cellOf(answer, reversed)),
  );
  return ofParts(build, compared, one.id, other.id, id, reversed);
}

/** How many there are, and each one's answers, up to the most that there are. */
function members({ merged, name, label }: Build, sizes: Sizes): Column[] {
  const most = sizes[merged.id] ?? 0;
  const count = column(`${name}.count`, labelled(label, WORDS.count), 'number', [], (answer) =>
    noMoreThan(most, listIn(answer).length),
  );
  const each = Array.from({ length: most }, (_, index) =>
    merged.members.flatMap((member) => {
      const { question } = member.versions.at(-1)!;
      const build = {
        merged: member,
        name: `${name}.${index + 1}.${member.name}`,
        path: `${merged.id}.${index + 1}.${member.id}`,
        label: labelled(labelled(label, index + 1), question.label),
      };
      return parts(build, {}).map((part) => ofMember(part, build, index));
    }),
  );
  return [count, ...each.flat()];
}

/** What was counted before may have changed since: a part without a column would be lost. */
function noMoreThan(most: number, count: number): number {
  if (count > most) throw new Error('a response was changed while it was exported: run it again');
  return count;
}

function ofMember(part: Column, { merged: { id }, path }: Build, index: number): Column {
  const memberOf = (answer: Answer) => listIn(answer)[index] as Member | undefined;
  return {
    ...part,
    parts: [path, ...(part.parts ?? [])],
    isThere(answer) {
      const member = memberOf(answer);
      if (!member) return false;
      return !Object.hasOwn(member, id) || (part.isThere?.(member[id]!) ?? true);
    },
    read(answer, language) {
      const member = memberOf(answer);
      return member && Object.hasOwn(member, id) ? part.read(member[id]!, language) : null;
    },
  };
}

function files({ merged, name, label }: Build, sizes: Sizes): Column[] {
  return Array.from({ length: sizes[merged.id] ?? 0 }, (_, index) => {
    const of = (part: string, word: LocalizedText, type: 'text' | 'number', key: keyof FileAnswer) => ({
      ...column(
        `${name}.${index + 1}.${part}`,
        labelled(labelled(label, index + 1), word),
        type,
        [],
        (answer) => scalar((listIn(answer)[index] as FileAnswer | undefined)?.[key]),
      ),
      isThere: (answer: Answer) => index < listIn(answer).length,
    });
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
  const degrees = (part: 'latitude' | 'longitude') => ({ ...of(part, WORDS[part], 'number'), signed: true });
  return [
    ...(options.length > 0 ? [of('option', WORDS.place, 'choice', valuesOf(options))] : []),
    ...(any(({ address }) => address) ? [of('address', WORDS.address, 'text')] : []),
    ...(any(({ map }) => map !== undefined) ? [degrees('latitude'), degrees('longitude')] : []),
  ];
}
