import { z } from '@hono/zod-openapi';
import { Name, wholeText } from './text.js';

/** A number, or a day as `2026-05-01`. */
const Bound = z.union([z.number(), z.iso.date()]);

/** The two sides of a comparison: numbers with numbers, days with days, texts with texts. */
export const COMPARISONS = ['=', '!=', '<', '<=', '>', '>='] as const;
export type Comparison = (typeof COMPARISONS)[number];

/**
 * When something is shown, required, enabled, offered or skipped. A question that is hidden counts as not answered, so
 * conditions may be chained. A condition names questions that stand before it alone.
 *
 * | condition | holds when |
 * |---|---|
 * | `{ "question": "mode", "is": "velo" }` | that is the answer: an option, a number, true or false, a text |
 * | `{ "question": "modes", "contains": "velo" }` | it is among several that were chosen, or ranked |
 * | `{ "question": "age", "atLeast": 14 }`, `"atMost"`, `"above"`, `"below"` | so it compares; also days |
 * | `{ "question": "mode", "answered": true }` | something was answered |
 * | `{ "question": "avis", "row": "bus", "is": "bon" }` | the same of one row of a matrix, one share, one of several texts |
 * | `{ "compare": ">", "left": …, "right": … }` | two values compare so; see `Expression` |
 * | `{ "all": […] }`, `{ "any": […] }`, `{ "not": … }` | all, one, none of them holds |
 *
 * What is not answered meets no condition but `answered: false` and `not`.
 */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { compare: Comparison; left: Expression; right: Expression }
  | AboutAnswer;

/** A condition on one answer. */
export type AboutAnswer = { question: string; row?: string | undefined } & (
  | { is: string | number | boolean }
  | { contains: string }
  | { atLeast: number | string }
  | { atMost: number | string }
  | { above: number | string }
  | { below: number | string }
  | { answered: boolean }
);

/**
 * A value that is worked out from the answers. Where a part has none (nothing was answered, a division by zero, a text
 * where a number is needed), the whole has none, and compares with nothing.
 *
 * | expression | gives |
 * |---|---|
 * | `12`, `"2026-05-01"`, `"velo"` | itself |
 * | `{ "answer": "age" }`, `{ "answer": "avis", "row": "bus" }` | an answer, or a calculated value |
 * | `{ "count": "modes" }` | how many were chosen, ranked, added or filled in; 0 where nothing was |
 * | `{ "total": "partage" }` | the sum of the numbers in a matrix of scales or of shares; 0 where nothing was |
 * | `{ "length": "avis" }` | how many UTF-16 code units a text has; 0 where nothing was |
 * | `{ "add": […] }`, `{ "multiply": […] }` | sum, product |
 * | `{ "subtract": [a, b] }`, `{ "divide": [a, b] }` | difference, quotient |
 * | `{ "least": […] }`, `{ "greatest": […] }` | the least, the greatest of those that have a value |
 * | `{ "round": x, "decimals": 1 }` | rounded, halves away from zero |
 * | `{ "today": true }` | the day on which the response was begun, in Québec |
 * | `{ "daysFrom": a, "to": b }`, `{ "yearsFrom": a, "to": b }` | whole days, whole years (an age) between two days |
 * | `{ "plusDays": a, "days": n }` | a day, `n` days later |
 * | `{ "if": condition, "then": a, "else": b }` | one of the two; without `else`, maybe none |
 * | `{ "join": […] }` | texts and numbers one after the other; what has no value is left out |
 */
export type Expression =
  | number
  | string
  | { answer: string; row?: string | undefined }
  | { count: string }
  | { total: string }
  | { length: string }
  | { add: Expression[] }
  | { multiply: Expression[] }
  | { subtract: [Expression, Expression] }
  | { divide: [Expression, Expression] }
  | { least: Expression[] }
  | { greatest: Expression[] }
  | { round: Expression; decimals?: number | undefined }
  | { today: true }
  | { daysFrom: Expression; to: Expression }
  | { yearsFrom: Expression; to: Expression }
  | { plusDays: Expression; days: Expression }
  | { if: Condition; then: Expression; else?: Expression | undefined }
  | { join: Expression[] };

export const Expression: z.ZodType<Expression> = z
  .lazy(() => {
    const several = z.array(Expression).min(1).max(50);
    const two = z.tuple([Expression, Expression]);
    return z.union([
      z.number(),
      wholeText().max(2000),
      z.object({ answer: Name, row: Name.optional() }).strict(),
      z.object({ count: Name }).strict(),
      z.object({ total: Name }).strict(),
      z.object({ length: Name }).strict(),
      z.object({ add: several }).strict(),
      z.object({ multiply: several }).strict(),
      z.object({ subtract: two }).strict(),
      z.object({ divide: two }).strict(),
      z.object({ least: several }).strict(),
      z.object({ greatest: several }).strict(),
      z.object({ round: Expression, decimals: z.number().int().min(0).max(6).optional() }).strict(),
      z.object({ today: z.literal(true) }).strict(),
      z.object({ daysFrom: Expression, to: Expression }).strict(),
      z.object({ yearsFrom: Expression, to: Expression }).strict(),
      z.object({ plusDays: Expression, days: Expression }).strict(),
      z.object({ if: Condition, then: Expression, else: Expression.optional() }).strict(),
      z.object({ join: several }).strict(),
    ]);
  })
  .openapi('Expression', { type: 'object' });

export const Condition: z.ZodType<Condition> = z
  .lazy(() => {
    const about = { question: Name, row: Name.optional() };
    return z.union([
      z.object({ all: z.array(Condition).min(1).max(50) }).strict(),
      z.object({ any: z.array(Condition).min(1).max(50) }).strict(),
      z.object({ not: Condition }).strict(),
      z.object({ compare: z.enum(COMPARISONS), left: Expression, right: Expression }).strict(),
      z.object({ ...about, is: z.union([wholeText(), z.number(), z.boolean()]) }).strict(),
      z.object({ ...about, contains: wholeText() }).strict(),
      z.object({ ...about, atLeast: Bound }).strict(),
      z.object({ ...about, atMost: Bound }).strict(),
      z.object({ ...about, above: Bound }).strict(),
      z.object({ ...about, below: Bound }).strict(),
      z.object({ ...about, answered: z.boolean() }).strict(),
    ]);
  })
  .openapi('Condition', { type: 'object' });
