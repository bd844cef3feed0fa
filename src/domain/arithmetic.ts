import type { Answer, Comparison, Condition, Expression } from '../contract/survey.js';
import { answerTo, chosen, holds, type Value } from './conditions.js';
import { dayNumber, dayOf } from './days.js';
import type { Known } from './kinds.js';

/** What an expression comes to; undefined where a part of it has no value. */
export function value(expression: Expression, known: Known): Value {
  if (typeof expression !== 'object') return expression;
  const of = (inner: Expression) => value(inner, known);
  const answer = (name: string) => answerTo(name, undefined, known.answers);
  if ('answer' in expression) {
    const found = answerTo(expression.answer, expression.row, known.answers);
    return found === undefined ? undefined : chosen(found);
  }
  if ('count' in expression) return countOf(answer(expression.count));
  if ('total' in expression) return totalOf(answer(expression.total));
  if ('length' in expression) return lengthOf(answer(expression.length));
  if ('today' in expression) return known.today || undefined;
  if ('daysFrom' in expression) return daysBetween(of(expression.daysFrom), of(expression.to));
  if ('yearsFrom' in expression) return yearsBetween(of(expression.yearsFrom), of(expression.to));
  if ('plusDays' in expression) return laterBy(of(expression.plusDays), of(expression.days));
  if ('if' in expression) {
    const taken = holds(expression.if, known) ? expression.then : expression.else;
    return taken === undefined ? undefined : of(taken);
  }
  if ('join' in expression) return joined(expression.join.map(of));
  return ofNumbers(expression, of);
}

type OfNumbers = Extract<
  Expression,
  | { add: unknown }
  | { multiply: unknown }
  | { subtract: unknown }
  | { divide: unknown }
  | { least: unknown }
  | { greatest: unknown }
  | { round: unknown }
>;

/** One that is worked out from numbers: none where one of them is no number, or the outcome is none. */
function ofNumbers(expression: OfNumbers, of: (inner: Expression) => Value): number | undefined {
  if ('round' in expression) return rounded(of(expression.round), expression.decimals ?? 0);
  if ('least' in expression) return extreme(expression.least.map(of), Math.min);
  if ('greatest' in expression) return extreme(expression.greatest.map(of), Math.max);
  const [[name, operands]] = Object.entries(expression) as [[keyof typeof WORK, Expression[]]];
  const numbers = operands.map(of);
  return numbers.every((one) => typeof one === 'number') ? finite(numbers.reduce(WORK[name])) : undefined;
}

const WORK = {
  add: (a: number, b: number) => a + b,
  multiply: (a: number, b: number) => a * b,
  subtract: (a: number, b: number) => a - b,
  divide: (a: number, b: number) => a / b,
};

const finite = (number: number) => (Number.isFinite(number) ? number : undefined);

function extreme(values: Value[], pick: (...numbers: number[]) => number): number | undefined {
  const numbers = values.filter((one) => typeof one === 'number');
  return numbers.length > 0 ? pick(...numbers) : undefined;
}

function rounded(number: Value, decimals: number): number | undefined {
  if (typeof number !== 'number') return undefined;
  // 1.005 is a little less than it reads: one step up before the cut.
  const scaled = Math.round(Math.abs(number) * (1 + Number.EPSILON) * 10 ** decimals) / 10 ** decimals;
  return finite(Math.sign(number) * scaled);
}

function countOf(answer: Answer | undefined): number {
  if (answer === undefined) return 0;
  if (Array.isArray(answer)) return answer.length;
  return typeof answer === 'object' && !('other' in answer) ? Object.keys(answer).length : 1;
}

function totalOf(answer: Answer | undefined): number {
  if (typeof answer !== 'object' || Array.isArray(answer)) return 0;
  return Object.values(answer).reduce<number>((sum, one) => sum + (typeof one === 'number' ? one : 0), 0);
}

function lengthOf(answer: Answer | undefined): number {
  if (typeof answer === 'object' && 'other' in answer) return String(answer.other).length;
  return typeof answer === 'string' ? answer.length : 0;
}

function joined(values: Value[]): string | undefined {
  return (
    values
      .filter((one) => one !== undefined)
      .join('')
      .slice(0, 2000) || undefined
  );
}

const numberOf = (day: Value) => (typeof day === 'string' ? dayNumber(day) : undefined);

function daysBetween(from: Value, to: Value): number | undefined {
  const [first, last] = [numberOf(from), numberOf(to)];
  return first === undefined || last === undefined ? undefined : last - first;
}

/** Whole years, as an age counts them: a 29 February comes round on 1 March where there is none. */
function yearsBetween(from: Value, to: Value): number | undefined {
  if (daysBetween(from, to) === undefined) return undefined;
  const [first, last] = [from, to] as [string, string];
  if (first > last) return -yearsBetween(to, from)!;
  return Number(last.slice(0, 4)) - Number(first.slice(0, 4)) - (last.slice(5) < first.slice(5) ? 1 : 0);
}

function laterBy(day: Value, days: Value): string | undefined {
  const first = numberOf(day);
  if (first === undefined || typeof days !== 'number') return undefined;
  return dayOf(first + Math.trunc(days));
}

/** Whether two expressions compare so: numbers with numbers, texts with texts. */
export function compares(condition: Extract<Condition, { compare: unknown }>, known: Known): boolean {
  const [left, right] = [value(condition.left, known), value(condition.right, known)];
  if (typeof left === 'number' && typeof right === 'number')
    return meets(condition.compare, near(left, right) ? 0 : left - right);
  if (typeof left === 'string' && typeof right === 'string') return stands(condition.compare, left, right);
  if (typeof left !== 'boolean' || typeof right !== 'boolean') return false;
  return condition.compare === (left === right ? '=' : '!=');
}

/** 0.1 + 0.2 is 0.3 to whoever wrote the survey. */
const near = (one: number, other: number) =>
  Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one), Math.abs(other));

/** Whether two texts, or two numbers, stand so to each other. */
export function stands<Kind extends string | number>(
  comparison: Comparison,
  one: Kind,
  other: Kind,
): boolean {
  return meets(comparison, one < other ? -1 : one > other ? 1 : 0);
}

/** The signs of a comparison name the outcomes that meet it; `!=` alone names the one that does not. */
function meets(comparison: Comparison, difference: number): boolean {
  if (comparison === '!=') return difference !== 0;
  return comparison.includes(difference < 0 ? '<' : difference > 0 ? '>' : '=');
}
