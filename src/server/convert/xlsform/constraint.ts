import { dayNumber, dayOf } from '../../../domain/days.js';
import type { LooseQuestion } from '../draft.js';
import { type Ast, GrammarError, parseExpression, XPATH } from '../grammar.js';
import { Untranslatable } from '../meaning.js';
import type { Open } from '../report.js';

/** What a constraint says of the answer itself: bounds and numbers of choices. The rest has no counterpart. */
export function constraint(question: LooseQuestion, written: string | undefined, item: Open): void {
  if (!written) return;
  try {
    for (const part of conjuncts(parseExpression(written, XPATH)))
      if (!bound(question, part)) throw new Untranslatable('no bound of the answer');
  } catch (error) {
    if (!(error instanceof Untranslatable) && !(error instanceof GrammarError)) throw error;
    item.dropPart('constraint', `only bounds of the answer itself are kept: ${written}`);
  }
}

function bound(question: LooseQuestion, ast: Ast): boolean {
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
    const step = question['decimals'] ? 1e-6 : 1;
    question[isUpper ? 'max' : 'min'] = isStrict ? limit + (isUpper ? -step : step) : limit;
    return true;
  }
  if (about.kind !== 'call' || typeof limit !== 'number') return false;
  const whole = isStrict ? limit + (isUpper ? -1 : 1) : limit;
  if (about.name === 'string-length' && /text$/.test(question.type)) {
    question[isUpper ? 'maxLength' : 'minLength'] = Math.min(
      whole,
      question.type === 'short-text' ? 500 : 20_000,
    );
    return true;
  }
  if (about.name === 'count-selected' && question.type === 'multiple-choice') {
    question[isUpper ? 'max' : 'min'] = whole;
    return true;
  }
  return false;
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
