import { EQUAL, OTHER } from '../contract/limits.js';
import type { Answer, Choice, Expression } from '../contract/survey.js';
import type { Language, LocalizedText } from '../contract/text.js';
import {
  type Build,
  type Cell,
  type Column,
  column,
  inLanguage,
  isOther,
  isSeveral,
  listIn,
  oneChoice,
  scalar,
  type Value,
} from './codebook-cells.js';
import type { Listed, Merged } from './codebook-merge.js';
import { CODEBOOK_WORDS as WORDS } from './codebook-words.js';
import { NO, UNSURE, YES } from './common-kinds.js';

/** One column for all that a question holds. */
export function whole(build: Build): Column[] {
  const { merged, name, label } = build;
  const { question } = merged.versions.at(-1)!;
  const text = (read: Column['read']) => [column(name, label, 'text', [], read)];
  switch (question.type) {
    case 'number':
      return [{ ...column(name, label, 'number', [], scalar), signed: mayBeNegative(merged) }];
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
      return [{ ...column(name, label, calculatedType(merged), [], scalar), signed: true }];
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

function mayBeNegative({ versions }: Merged): boolean {
  return versions.some(({ question }) => question.type === 'number' && !(Number(question.min) >= 0));
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
export function stepsOf({ versions }: Merged): Value[] {
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
  const written = choices.filter((choice) => typeof choice === 'string').map(word);
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
  return found ? inLanguage(found.label, language) : id;
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
