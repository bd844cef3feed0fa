import { OTHER } from '../contract/limits.js';
import type { AboutAnswer, Condition, Expression, Question } from '../contract/survey.js';
import type { Of } from './kinds.js';
import { nearest } from './nearest.js';

export interface SurveyError {
  /** JSON Pointer into the survey's definition. */
  pointer: string;
  code: string;
  /** Of a name that nothing has: the one that was probably meant. */
  near?: string | undefined;
}

/** The questions that a condition may name at one place of a survey, and all that there are. */
export interface Names {
  /** The question of this name, where what is checked comes after it in whatever order. */
  before(name: string): Question | undefined;
  /**
   * Why `before` has none: it comes later, or may come later in an order at random, or stands inside a group; undefined
   * where there is none.
   */
  later(name: string): 'cycle' | 'depends-on-random' | 'inside-group' | undefined;
  /** All names that `before` knows. */
  all(): readonly string[];
}

/**
 * What is wrong with a condition. It may name only questions that stand before it: there is then no cycle, and one pass
 * decides what is shown. One that names its own question or a later one is where a cycle would close.
 */
export function checkCondition(
  condition: Condition | undefined,
  pointer: string,
  names: Names,
): SurveyError[] {
  if (condition === undefined) return [];
  if ('all' in condition) return inEach(condition.all, `${pointer}/all`, names);
  if ('any' in condition) return inEach(condition.any, `${pointer}/any`, names);
  if ('not' in condition) return checkCondition(condition.not, `${pointer}/not`, names);
  if ('compare' in condition)
    return [
      ...checkExpression(condition.left, `${pointer}/left`, names),
      ...checkExpression(condition.right, `${pointer}/right`, names),
    ];
  const question = names.before(condition.question);
  if (!question) return missing(condition.question, `${pointer}/question`, names);
  if (condition.row !== undefined && !cellNames(question).includes(condition.row))
    return [unknown('row', condition.row, `${pointer}/row`, cellNames(question))];
  if (fits(condition, question)) return [];
  const [place, value] =
    'is' in condition
      ? ['is', condition.is]
      : 'contains' in condition
        ? ['contains', condition.contains]
        : [];
  const options = optionNames(question);
  return typeof value === 'string' && options.length > 0 && !options.includes(value)
    ? [unknown('option', value, `${pointer}/${place}`, options)]
    : [{ pointer, code: 'does-not-fit' }];
}

/** The error of a name that is none of `names`. */
export function unknown(
  what: 'question' | 'row' | 'option' | 'page' | 'section' | 'ending',
  name: string,
  pointer: string,
  names: readonly string[],
): SurveyError {
  const near = nearest(name, names);
  return { pointer, code: `unknown-${what}`, ...(near !== undefined && { near }) };
}

/**
 * Of what is wrong with one condition or text, what is to be mended first: where it names what is not there, nothing can be
 * said of what stands before what. One error a place.
 */
export function firstOf(errors: readonly SurveyError[]): SurveyError[] {
  const absent = errors.filter(({ code }) => code.startsWith('unknown-'));
  const first = absent.length > 0 ? absent : errors;
  return first.filter(({ pointer }, index) => first.findIndex((one) => one.pointer === pointer) === index);
}

function inEach(conditions: Condition[], pointer: string, names: Names): SurveyError[] {
  return conditions.flatMap((condition, index) => checkCondition(condition, `${pointer}/${index}`, names));
}

/** The error of a name that may not be used here. */
export function missing(name: string, pointer: string, names: Names): SurveyError[] {
  const code = names.later(name);
  return [code ? { pointer, code } : unknown('question', name, pointer, names.all())];
}

/** What is wrong with an expression: names, and parts that could never have a value there. */
export function checkExpression(expression: Expression, pointer: string, names: Names): SurveyError[] {
  if (typeof expression !== 'object') return [];
  const isNamed = (name: string, place: string, may: (question: Question) => boolean): SurveyError[] => {
    const question = names.before(name);
    if (!question) return missing(name, `${pointer}/${place}`, names);
    return may(question) ? [] : [{ pointer, code: 'does-not-fit' }];
  };
  if ('answer' in expression) {
    const { answer, row } = expression;
    const rows = row === undefined ? [] : cellNames(names.before(answer));
    if (row !== undefined && rows.length > 0 && !rows.includes(row))
      return [unknown('row', row, `${pointer}/row`, rows)];
    return isNamed(answer, 'answer', (question) =>
      row === undefined ? hasOneValue(question) : rows.length > 0,
    );
  }
  if ('count' in expression) return isNamed(expression.count, 'count', ({ type }) => type !== 'information');
  if ('total' in expression)
    return isNamed(expression.total, 'total', ({ type }) => type === 'points' || type === 'matrix-scale');
  if ('length' in expression) return isNamed(expression.length, 'length', isText);
  if ('if' in expression)
    return [
      ...checkCondition(expression.if, `${pointer}/if`, names),
      ...checkExpression(expression.then, `${pointer}/then`, names),
      ...(expression.else === undefined ? [] : checkExpression(expression.else, `${pointer}/else`, names)),
    ];
  return partsOf(expression).flatMap(([place, part]) => checkExpression(part, `${pointer}/${place}`, names));
}

/** The expressions inside an expression, each with its place. */
function partsOf(expression: object): [string, Expression][] {
  return Object.entries(expression).flatMap(([name, part]: [string, unknown]): [string, Expression][] => {
    if (name === 'today' || name === 'decimals') return [];
    return Array.isArray(part)
      ? (part as Expression[]).map((one, index) => [`${name}/${index}`, one])
      : [[name, part as Expression]];
  });
}

/** The questions that a condition names. */
export function namedIn(condition: Condition | Expression | undefined): string[] {
  if (typeof condition !== 'object') return [];
  return Object.entries(condition).flatMap(([name, part]: [string, unknown]): string[] => {
    if (['question', 'answer', 'count', 'total', 'length'].includes(name) && typeof part === 'string')
      return [part];
    if (Array.isArray(part)) return (part as (Condition | Expression)[]).flatMap(namedIn);
    return typeof part === 'object' && part !== null ? namedIn(part as Condition | Expression) : [];
  });
}

/** The names of what an answer has by rows: rows, shares, texts. */
export function cellNames(question: Question | undefined): string[] {
  switch (question?.type) {
    case 'matrix':
    case 'matrix-scale':
      return question.rows.map(({ id }) => id);
    case 'points':
      return question.options.map(({ id }) => id);
    case 'texts':
      return question.fields.map(({ id }) => id);
    default:
      return [];
  }
}

const isText = ({ type }: Question) =>
  ['short-text', 'long-text', 'hidden', 'email', 'web-address', 'single-choice', 'calculated'].includes(type);

/** Whether an answer is one value that an expression can work with. */
function hasOneValue(question: Question): boolean {
  if (question.type === 'image-choice') return !question.multiple;
  return [
    'short-text',
    'long-text',
    'number',
    'email',
    'telephone',
    'postal-code',
    'web-address',
    'date',
    'time',
    'single-choice',
    'yes-no',
    'scale',
    'recommendation',
    'hidden',
    'calculated',
    'consent',
  ].includes(question.type);
}

/** Whether a text can take up the answer: it is a word or a few, and not a table. */
export function isPipable(question: Question): boolean {
  return hasOneValue(question) || ['multiple-choice', 'image-choice', 'place'].includes(question.type);
}

/** Whether the question could ever have an answer that the condition speaks of. */
function fits(condition: AboutAnswer, question: Question): boolean {
  if (question.type === 'information') return false;
  if ('answered' in condition) return true;
  if ('contains' in condition) return holdsSeveral(question, condition.contains, condition.row);
  if ('is' in condition) return couldBe(question, condition.is, condition.row);
  const bound =
    'atLeast' in condition
      ? condition.atLeast
      : 'atMost' in condition
        ? condition.atMost
        : 'above' in condition
          ? condition.above
          : condition.below;
  if (question.type === 'calculated') return true;
  if (question.type === 'date') return typeof bound === 'string';
  return isNumeric(question, condition.row) && typeof bound === 'number';
}

function isNumeric({ type }: Question, row: string | undefined): boolean {
  return row === undefined
    ? type === 'number' || type === 'scale' || type === 'recommendation'
    : type === 'points' || type === 'matrix-scale';
}

function holdsSeveral(question: Question, option: string, row: string | undefined): boolean {
  switch (question.type) {
    case 'multiple-choice':
    case 'ranking':
      return offers(question, option);
    case 'image-choice':
      return question.multiple && offers(question, option);
    case 'matrix':
      return question.multiple && row !== undefined && question.columns.some(({ id }) => id === option);
    default:
      return false;
  }
}

function couldBe(question: Question, value: string | number | boolean, row: string | undefined): boolean {
  switch (question.type) {
    case 'single-choice':
      return typeof value === 'string' && offers(question, value);
    case 'image-choice':
      return typeof value === 'string' && !question.multiple && offers(question, value);
    case 'matrix':
      return row !== undefined && !question.multiple && question.columns.some(({ id }) => id === value);
    case 'texts':
      return row !== undefined && typeof value === 'string';
    case 'yes-no':
      return typeof value === 'boolean' || (question.unsure === true && value === 'unsure');
    case 'consent':
      return typeof value === 'boolean';
    case 'calculated':
      return true;
    case 'short-text':
    case 'date':
    case 'time':
    case 'postal-code':
    case 'hidden':
      return typeof value === 'string';
    default:
      return isNumeric(question, row) && typeof value === 'number';
  }
}

/** What can be chosen in a question, by its name. */
function optionNames(question: Question): string[] {
  const other = 'other' in question && question.other ? [OTHER] : [];
  const list = question.type === 'matrix' ? question.columns : 'options' in question ? question.options : [];
  return [...(list ?? []).map(({ id }) => id), ...other];
}

type WithOptions = Of<'single-choice' | 'multiple-choice' | 'image-choice' | 'ranking'>;

/** What is carried on from another question is not known here: any name may be among it. */
function offers(question: WithOptions, option: string): boolean {
  if ('optionsFrom' in question && question.optionsFrom) return true;
  const isOther = 'other' in question && question.other && option === OTHER;
  return isOther || question.options.some(({ id }) => id === option);
}
