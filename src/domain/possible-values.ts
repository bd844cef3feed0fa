import type { Comparison, Condition, Expression, Question } from '../contract/survey.js';
import { stands } from './arithmetic.js';
import { dayNumber } from './days.js';
import type { Possible } from './possible.js';

type Between = readonly [least: number, most: number];

/** All that an expression could come to: always at least what is truly possible. What is absent cannot be. */
export interface Values {
  /** Whether it may have no value. */
  none: boolean;
  numbers?: Between | undefined;
  /** Of a list, or any. */
  texts?: readonly string[] | 'any' | undefined;
  /** Where all texts are days: between which, as days since 1970. */
  days?: Between | undefined;
  truths?: readonly boolean[] | undefined;
}

/** What is known of the answers. */
export interface Knowledge {
  of(question: string, row?: string): Possible;
  question(name: string): Question;
}

const LINE: Between = [-Infinity, Infinity];
const NONE: Values = { none: true };

/** All that an expression could come to. */
export function valuesOf(expression: Expression, known: Knowledge): Values {
  if (typeof expression === 'number') return { none: false, numbers: [expression, expression] };
  if (typeof expression === 'string') {
    const day = dayNumber(expression);
    return { none: false, texts: [expression], days: day === undefined ? undefined : [day, day] };
  }
  const of = (inner: Expression) => valuesOf(inner, known);
  if ('answer' in expression) return inAnswer(known.of(expression.answer, expression.row));
  if ('count' in expression) return countOf(known.question(expression.count), known.of(expression.count));
  if ('total' in expression) return totalOf(known.question(expression.total));
  if ('length' in expression) return lengthOf(known.question(expression.length), known.of(expression.length));
  if ('today' in expression) return { none: true, texts: 'any', days: LINE };
  if ('plusDays' in expression) return { none: true, texts: 'any', days: LINE };
  if ('join' in expression) return { none: true, texts: 'any' };
  if ('daysFrom' in expression) return between(of(expression.daysFrom), of(expression.to));
  if ('yearsFrom' in expression) return { none: true, numbers: LINE };
  if ('if' in expression)
    return either(of(expression.then), expression.else === undefined ? NONE : of(expression.else));
  if ('round' in expression) {
    const { none, numbers, texts, truths } = of(expression.round);
    const step = 10 ** -(expression.decimals ?? 0);
    return {
      none: none || Boolean(texts ?? truths),
      numbers: numbers && [numbers[0] - step, numbers[1] + step],
    };
  }
  if ('least' in expression) return extreme(expression.least.map(of));
  if ('greatest' in expression) return extreme(expression.greatest.map(of));
  if ('add' in expression) return worked(expression.add.map(of), (a, b) => [a[0] + b[0], a[1] + b[1]]);
  if ('multiply' in expression) return worked(expression.multiply.map(of), product);
  if ('subtract' in expression)
    return worked(expression.subtract.map(of), (a, b) => [a[0] - b[1], a[1] - b[0]]);
  return worked(expression.divide.map(of), (a, b) =>
    b[0] <= 0 && b[1] >= 0 ? LINE : product(a, [1 / b[1], 1 / b[0]]),
  );
}

/** Several choices, rows and the like have no one value. */
function inAnswer({ unanswered, numbers, days, texts, truths, several, whole }: Possible): Values {
  return {
    none: unanswered || Boolean(several ?? whole),
    numbers: numbers && [numbers.least, numbers.most],
    texts: days ? 'any' : texts && (texts.only ?? 'any'),
    days: days && !texts ? [days.least, days.most] : undefined,
    truths,
  };
}

/** The other way round, as an answer's possibilities; a little wider, since decimals are rounded. */
export function asPossible({ numbers, texts, truths }: Values): Possible {
  const slack = (number: number) => (Number.isFinite(number) ? 1e-8 * Math.max(1, Math.abs(number)) : 0);
  return {
    unanswered: true,
    numbers: numbers && {
      least: numbers[0] - slack(numbers[0]),
      most: numbers[1] + slack(numbers[1]),
      whole: false,
    },
    texts: texts && { only: texts === 'any' ? undefined : texts },
    truths,
  };
}

function countOf(question: Question, { unanswered, several, ...other }: Possible): Values {
  const isAnswerable = Boolean(
    several ?? other.numbers ?? other.days ?? other.texts ?? other.truths ?? other.whole,
  );
  const most = isAnswerable ? mostParts(question, several) : 0;
  return { none: false, numbers: [unanswered ? 0 : Math.max(1, several?.must.length ?? 0), most] };
}

function mostParts(question: Question, several: Possible['several']): number {
  if (several) return Math.min(several.most, several.options?.length ?? Infinity);
  switch (question.type) {
    case 'matrix':
    case 'matrix-scale':
      return question.rows.length;
    case 'texts':
      return question.fields.length;
    case 'group':
      return question.max;
    case 'file':
      return question.maxFiles;
    case 'points':
    case 'pairwise':
    case 'place':
    case 'ranking':
    case 'multiple-choice':
      return Infinity;
    case 'image-choice':
      return question.multiple ? Infinity : 1;
    default:
      return 1;
  }
}

function totalOf(question: Question): Values {
  const most =
    question.type === 'points'
      ? question.total
      : question.type === 'matrix-scale'
        ? question.rows.length * question.max
        : Infinity;
  return { none: false, numbers: [0, most] };
}

function lengthOf(question: Question, { unanswered }: Possible): Values {
  const isText =
    question.type === 'short-text' || question.type === 'long-text' || question.type === 'hidden';
  return {
    none: false,
    numbers: [isText && !unanswered ? 1 : 0, isText ? question.maxLength : Infinity],
  };
}

function between(from: Values, to: Values): Values {
  const isDays = from.days && to.days;
  return { none: true, numbers: isDays ? [to.days![0] - from.days![1], to.days![1] - from.days![0]] : LINE };
}

function either(one: Values, other: Values): Values {
  const texts =
    one.texts && other.texts
      ? one.texts === 'any' || other.texts === 'any'
        ? 'any'
        : [...one.texts, ...other.texts]
      : (one.texts ?? other.texts);
  const daysIn = (of: Values) => of.texts === undefined || of.days !== undefined;
  const days = daysIn(one) && daysIn(other) ? around([one.days, other.days]) : undefined;
  return {
    none: one.none || other.none,
    numbers: around([one.numbers, other.numbers]),
    texts,
    days,
    truths: one.truths || other.truths ? [...(one.truths ?? []), ...(other.truths ?? [])] : undefined,
  };
}

function around(all: readonly (Between | undefined)[]): Between | undefined {
  const there = all.filter((one) => one !== undefined);
  if (there.length === 0) return undefined;
  return [Math.min(...there.map(([least]) => least)), Math.max(...there.map(([, most]) => most))];
}

const extreme = (all: Values[]): Values => ({
  none: all.every(({ none, texts, truths }) => none || texts || truths),
  numbers: around(all.map(({ numbers }) => numbers)),
});

function worked(all: Values[], work: (one: Between, other: Between) => Between): Values {
  if (all.some(({ numbers }) => !numbers)) return NONE;
  const range = all.map(({ numbers }) => numbers!).reduce(work);
  const numbers: Between = range.some(Number.isNaN) ? LINE : range;
  const isFinite = numbers.every(Number.isFinite);
  return { none: !isFinite || all.some(({ none, texts, truths }) => none || texts || truths), numbers };
}

function product(one: Between, other: Between): Between {
  const corners = one.flatMap((a) => other.map((b) => a * b));
  return corners.some(Number.isNaN) ? LINE : [Math.min(...corners), Math.max(...corners)];
}

const OPPOSITE = { '=': '!=', '!=': '=', '<': '>=', '<=': '>', '>': '<=', '>=': '<' } as const;

/** Whether a comparison could hold, or fail to; true where that cannot be told. */
export function couldCompare(
  { compare, left, right }: Extract<Condition, { compare: unknown }>,
  holds: boolean,
  known: Knowledge,
): boolean {
  const [one, other] = [valuesOf(left, known), valuesOf(right, known)];
  if (holds)
    return (
      Boolean(one.numbers && other.numbers && couldBe(compare, one.numbers, other.numbers)) ||
      couldBeTexts(compare, one, other) ||
      Boolean(one.truths && other.truths)
    );
  const isSure = (values: Values) => !values.none && !values.truths;
  if (!isSure(one) || !isSure(other)) return true;
  if (one.texts || other.texts)
    return one.numbers || other.numbers ? true : couldBeTexts(OPPOSITE[compare], one, other);
  return !one.numbers || !other.numbers || couldBe(OPPOSITE[compare], one.numbers, other.numbers);
}

function couldBe(comparison: Comparison, [least, most]: Between, [low, high]: Between): boolean {
  const ends = [least, most, low, high].map(Math.abs).filter(Number.isFinite);
  const slack = 1e-8 * Math.max(1, ...ends);
  switch (comparison) {
    case '=':
      return least <= high + slack && low <= most + slack;
    case '!=':
      return !(least === most && low === high && least === low);
    case '<':
      return least < high;
    case '<=':
      return least <= high + slack;
    case '>':
      return most > low;
    case '>=':
      return most + slack >= low;
  }
}

function couldBeTexts(comparison: Comparison, one: Values, other: Values): boolean {
  if (!one.texts || !other.texts) return false;
  if (one.texts !== 'any' && other.texts !== 'any') {
    const right = other.texts;
    return one.texts.some((a) => right.some((b) => stands(comparison, a, b)));
  }
  return one.days && other.days ? couldBe(comparison, one.days, other.days) : true;
}
