import type { Comparison, Condition, Expression, Question } from '../../contract/survey.js';
import { questionsIn } from '../../domain/kinds.js';

/** What another product’s conditions cannot say. */
export class Unsayable extends Error {}

/** How a product writes conditions. */
export interface Style {
  /** A question, a row of it, or the value of that part. */
  ref(question: string, row?: string): string;
  text(text: string): string;
  /** That an answer is a value. */
  is(question: string, row: string | undefined, value: string | number | boolean): string;
  contains(question: string, row: string | undefined, option: string): string;
  answered(question: string, row: string | undefined, answered: boolean): string;
  not(written: string): string;
  count(question: string): string;
  total(question: string): string;
  length(question: string): string;
  divide: string;
  functions: {
    least: string;
    greatest: string;
    if: string;
    round: string;
    today: string;
  };
  daysFrom(from: string, to: string): string;
  yearsFrom(from: string, to: string, untilToday: boolean): string;
  plusDays(day: string, days: string): string;
  join(parts: string[]): string;
}

const BOUNDS = { atLeast: '>=', atMost: '<=', above: '>', below: '<' } as const;

/** A condition in another product’s words. Throws `Unsayable`. */
export function writeCondition(condition: Condition, style: Style): string {
  return condition_(plainly(condition), style);
}

/** An expression in another product’s words. Throws `Unsayable`. */
export function writeExpression(expression: Expression, style: Style): string {
  return value(plainExpression(expression), style);
}

function condition_(condition: Condition, style: Style): string {
  const inner = (one: Condition) => `(${condition_(one, style)})`;
  if ('all' in condition) return condition.all.map(inner).join(' and ');
  if ('any' in condition) return condition.any.map(inner).join(' or ');
  if ('not' in condition) return style.not(condition_(condition.not, style));
  if ('compare' in condition)
    return `${value(condition.left, style)} ${condition.compare} ${value(condition.right, style)}`;
  const { question, row } = condition;
  if ('is' in condition) return style.is(question, row, condition.is);
  if ('contains' in condition) return style.contains(question, row, condition.contains);
  if ('answered' in condition) return style.answered(question, row, condition.answered);
  for (const [name, sign] of Object.entries(BOUNDS)) {
    const bound = (condition as unknown as Record<string, number | string>)[name];
    if (bound !== undefined) return `${style.ref(question, row)} ${sign} ${literal(bound, style)}`;
  }
  throw new Unsayable('a condition of a kind that is not known');
}

const literal = (one: string | number, style: Style) =>
  typeof one === 'number' ? String(one) : style.text(one);

function value(expression: Expression, style: Style): string {
  if (typeof expression !== 'object') return literal(expression, style);
  const of = (inner: Expression) => value(inner, style);
  const called = (name: string, args: Expression[]) => `${name}(${args.map(of).join(', ')})`;
  const chain = (parts: Expression[], sign: string) => `(${parts.map(of).join(` ${sign} `)})`;
  if ('answer' in expression) return style.ref(expression.answer, expression.row);
  if ('count' in expression) return style.count(expression.count);
  if ('total' in expression) return style.total(expression.total);
  if ('length' in expression) return style.length(expression.length);
  if ('add' in expression) return chain(expression.add, '+');
  if ('multiply' in expression) return chain(expression.multiply, '*');
  if ('subtract' in expression) return chain(expression.subtract, '-');
  if ('divide' in expression) return chain(expression.divide, style.divide);
  if ('least' in expression) return called(style.functions.least, expression.least);
  if ('greatest' in expression) return called(style.functions.greatest, expression.greatest);
  if ('round' in expression)
    return called(style.functions.round, [
      expression.round,
      ...(expression.decimals === undefined ? [] : [expression.decimals]),
    ]);
  if ('today' in expression) return style.functions.today;
  if ('daysFrom' in expression) return style.daysFrom(of(expression.daysFrom), of(expression.to));
  if ('yearsFrom' in expression) {
    const untilToday = typeof expression.to === 'object' && 'today' in expression.to;
    return style.yearsFrom(of(expression.yearsFrom), of(expression.to), untilToday);
  }
  if ('plusDays' in expression) return style.plusDays(of(expression.plusDays), of(expression.days));
  if ('if' in expression) {
    const other = expression.else === undefined ? style.text('') : of(expression.else);
    return `${style.functions.if}(${condition_(expression.if, style)}, ${of(expression.then)}, ${other})`;
  }
  return style.join(expression.join.map(of));
}

const FLIPPED: Record<Comparison, Comparison> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};
const ABOUT: Partial<Record<Comparison, string>> = {
  '<': 'below',
  '<=': 'atMost',
  '>': 'above',
  '>=': 'atLeast',
};

/**
 * The same condition in the plainest form: lists within lists of the same kind are one, an answer stands left of what it
 * is compared with, and «not the same» is «less or more», which no missing answer meets.
 */
export function plainly(condition: Condition): Condition {
  if ('all' in condition) return flat('all', condition.all.map(plainly));
  if ('any' in condition) return flat('any', condition.any.map(plainly));
  if ('not' in condition) return { not: plainly(condition.not) };
  if (!('compare' in condition)) return condition;
  let { compare, left, right } = condition;
  [left, right] = [plainExpression(left), plainExpression(right)];
  if (isConstant(left) && isNamed(right)) [compare, left, right] = [FLIPPED[compare], right, left];
  if (compare === '!=')
    return flat('any', [plainly({ compare: '<', left, right }), plainly({ compare: '>', left, right })]);
  const bound = isConstant(right) && (typeof right === 'number' || /^\d{4}-\d{2}-\d{2}$/.test(right));
  if (bound && typeof left === 'object' && 'answer' in left) {
    const about = { question: left.answer, ...(left.row !== undefined && { row: left.row }) };
    return { ...about, [ABOUT[compare] ?? 'is']: right } as Condition;
  }
  return { compare, left, right };
}

function flat(how: 'all' | 'any', parts: Condition[]): Condition {
  const one = parts.flatMap((part) =>
    how in part ? (part as unknown as Record<string, Condition[]>)[how]! : [part],
  );
  return one.length === 1 ? one[0]! : ({ [how]: one } as unknown as Condition);
}

const isConstant = (one: Expression): one is number | string => typeof one !== 'object';
const isNamed = (one: Expression) =>
  typeof one === 'object' && ('answer' in one || 'count' in one || 'length' in one);

function plainExpression(expression: Expression): Expression {
  if (typeof expression !== 'object') return expression;
  if ('if' in expression)
    return {
      if: plainly(expression.if),
      then: plainExpression(expression.then),
      ...(expression.else !== undefined && { else: plainExpression(expression.else) }),
    };
  const made = Object.fromEntries(
    Object.entries(expression).map(([name, part]: [string, unknown]) => {
      if (Array.isArray(part)) return [name, (part as Expression[]).map(plainExpression)];
      return [name, typeof part === 'object' ? plainExpression(part as Expression) : part];
    }),
  ) as Record<string, Expression[]>;
  for (const [how, nothing] of [
    ['add', 0],
    ['multiply', 1],
  ] as const) {
    const parts = made[how]?.flatMap((part) =>
      typeof part === 'object' && how in part
        ? (part as unknown as Record<string, Expression[]>)[how]!
        : [part],
    );
    if (parts) made[how] = parts.length === 1 ? [parts[0]!, nothing] : parts;
  }
  if (made['join'])
    made['join'] = made['join'].flatMap((part) =>
      typeof part === 'object' && 'join' in part ? part.join : [part],
    );
  return made as unknown as Expression;
}

/** The questions of a survey by their names, members of groups too. */
export function questionsOf(pages: readonly { questions: readonly Question[] }[]): Map<string, Question> {
  const all: Question[] = questionsIn({ pages });
  const members = all.flatMap((one): Question[] => (one.type === 'group' ? one.questions : []));
  return new Map([...all, ...members].map((question) => [question.id, question]));
}
