import { dayNumber, dayOf } from '../../../domain/days.js';
import type { LooseQuestion } from '../draft.js';
import { type Ast, GrammarError, parseExpression, XPATH } from '../grammar.js';
import type { Open } from '../report.js';
import { asText } from '../source.js';

/** What a constraint says of the answer itself: bounds and numbers of choices. The rest has no counterpart. */
export function constraint(question: LooseQuestion, written: string | undefined, item: Open): void {
  if (!written) return;
  const parts = partsOf(written);
  const kept = parts.map((part) => bound(question, part, item));
  if (parts.length > 0 && kept.every(Boolean)) return;
  const rest = `only bounds of the answer itself are kept: ${written}`;
  if (!kept.some(Boolean)) return item.dropPart('constraint', rest);
  const bounds = BOUNDS.flatMap((name) =>
    question[name] === undefined ? [] : [`${name} ${asText(question[name])}`],
  );
  item.approximate(`of the constraint, ${bounds.join(' and ')} stayed: ${rest}`);
}

const BOUNDS = ['min', 'max', 'minLength', 'maxLength'];

/** What `and` ties; nothing where it cannot be read. */
function partsOf(written: string): Ast[] {
  try {
    return conjuncts(parseExpression(written, XPATH));
  } catch (error) {
    if (!(error instanceof GrammarError)) throw error;
    return [];
  }
}

function bound(question: LooseQuestion, ast: Ast, item: Open): boolean {
  if (ast.kind !== 'binary') return false;
  const flipped = isConstant(ast.left);
  const [about, constant] = flipped ? [ast.right, ast.left] : [ast.left, ast.right];
  const limit = constantIn(constant);
  const isUpper = (ast.op === '<' || ast.op === '<=') !== flipped;
  const isStrict = ast.op === '<' || ast.op === '>';
  if (limit === undefined || !['<', '<=', '>', '>='].includes(ast.op)) return false;
  if (about.kind === 'ref' && about.name === '.') {
    if (question.type === 'date' && typeof limit === 'string') {
      question[isUpper ? 'max' : 'min'] = isStrict ? shifted(limit, isUpper ? -1 : 1) : limit;
      return true;
    }
    if (question.type !== 'number' || typeof limit !== 'number') return false;
    question[isUpper ? 'max' : 'min'] = isStrict ? beside(limit, isUpper, question) : limit;
    return true;
  }
  if (about.kind !== 'call' || typeof limit !== 'number') return false;
  const whole = isStrict ? limit + (isUpper ? -1 : 1) : limit;
  if (about.name === 'string-length' && /text$/.test(question.type)) {
    const most = question.type === 'short-text' ? 500 : 20_000;
    if (whole > most) item.approximate(`at most ${most} characters`);
    question[isUpper ? 'maxLength' : 'minLength'] = Math.min(whole, most);
    return true;
  }
  if (about.name === 'count-selected' && question.type === 'multiple-choice') {
    question[isUpper ? 'max' : 'min'] = whole;
    return true;
  }
  return false;
}

/** The last number below, or the first above. */
function beside(limit: number, isUpper: boolean, { decimals }: LooseQuestion): number {
  if (decimals) return limit + (isUpper ? -1e-6 : 1e-6);
  return isUpper ? Math.ceil(limit) - 1 : Math.floor(limit) + 1;
}

/** The parts of an expression that `and` ties. */
function conjuncts(ast: Ast): Ast[] {
  return ast.kind === 'binary' && ast.op === 'and'
    ? [...conjuncts(ast.left), ...conjuncts(ast.right)]
    : [ast];
}

const isConstant = (ast: Ast) => constantIn(ast) !== undefined;

function constantIn(ast: Ast): number | string | undefined {
  if (ast.kind === 'number' || ast.kind === 'text') return ast.value;
  if (ast.kind === 'call' && ast.name === 'date' && ast.args[0]?.kind === 'text') return ast.args[0].value;
  return undefined;
}

/** A day later or earlier; what is no day stays as it is. */
function shifted(day: string, by: number): string {
  const number = dayNumber(day);
  return (number === undefined ? undefined : dayOf(number + by)) ?? day;
}
