import { COMPARISONS } from '../../contract/survey-conditions.js';
import { stands } from '../../domain/arithmetic.js';
import type { Ast, Operator } from './grammar.js';

/** A value that is written out. */
export type Constant = string | number | boolean;

export const isDay = (text: unknown): text is string =>
  typeof text === 'string' && /^\d{4}-\d{2}-\d{2}/.test(text);

export const isYes = (constant: Constant) =>
  constant === true || /^(true|y|yes|oui|1|ok)$/i.test(String(constant));
export const isNo = (constant: Constant) =>
  constant === false || /^(false|n|no|non|0|)$/i.test(String(constant));

/** A value that is written out. */
export function constantOf(ast: Ast): Constant | undefined {
  if (ast.kind === 'number' || ast.kind === 'text' || ast.kind === 'boolean') return ast.value;
  if (ast.kind === 'call' && ast.args.length <= 1) {
    if (ast.name === 'true' || ast.name === 'false') return ast.name === 'true';
    // XPath writes days as date('2026-05-01').
    if (['date', 'string', 'number', 'int'].includes(ast.name) && ast.args[0]) {
      const inner = constantOf(ast.args[0]);
      if (ast.name === 'date' && !isDay(inner)) return undefined;
      return ast.name === 'number' || ast.name === 'int' ? Number(inner) : inner;
    }
  }
  return undefined;
}

export function compareConstants(op: Operator, first: Constant, last: Constant): boolean {
  const numbers = [first, last].map((one) => (typeof one === 'boolean' ? NaN : Number(one)));
  const bothNumbers = numbers.every((one) => !Number.isNaN(one)) && first !== '' && last !== '';
  const comparison = COMPARISONS.find((sign) => sign === op);
  if (!comparison) return false;
  return bothNumbers
    ? stands(comparison, numbers[0]!, numbers[1]!)
    : stands(comparison, String(first), String(last));
}
