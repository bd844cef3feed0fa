import type { Condition, Expression } from '../../contract/survey.js';
import { compareConstants, constantOf } from './constants.js';
import type { Ast, Operator } from './grammar.js';
import { all, any, not } from './joins.js';
import { holdsSeveral, type Meaning, type Setting, Untranslatable, type ValueType } from './meaning.js';
import { Values } from './values.js';

/** A condition, or one that always or never holds. */
export function toCondition(ast: Ast, setting: Setting): Condition | boolean {
  return new Translator(setting).condition(ast);
}

export function toExpression(ast: Ast, setting: Setting): Expression {
  return new Translator(setting).value(ast);
}

/** What an expression gives, as far as it can be told from how it is written. */
export function typeOf(ast: Ast, setting: Setting): ValueType {
  return new Translator(setting).typeOf(ast);
}

const FLIPPED: Partial<Record<Operator, Operator>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** Conditions; what they compare is the layers’ below. */
class Translator extends Values {
  condition(ast: Ast): Condition | boolean {
    switch (ast.kind) {
      case 'boolean':
        return ast.value;
      case 'number':
        return ast.value !== 0;
      case 'text':
        return ast.value !== '';
      case 'list':
        return ast.items.length > 0;
      case 'ref':
        return this.truth(this.meaning(ast.name));
      case 'unary':
        return this.unary(ast);
      case 'binary':
        return this.binary(ast);
      case 'call':
        return this.called(ast);
    }
  }

  private unary(ast: Extract<Ast, { kind: 'unary' }>): Condition | boolean {
    if (ast.op === 'not') return not(this.condition(ast.of));
    if (ast.op === '-') return this.condition(ast.of);
    if (ast.of.kind !== 'ref') {
      const constant = constantOf(ast.of);
      if (constant !== undefined) return (constant === '') === (ast.op === 'empty');
      throw new Untranslatable(`whether something worked out is empty cannot be asked`);
    }
    return this.answered(this.meaning(ast.of.name), ast.op === 'notempty');
  }

  private binary(ast: Extract<Ast, { kind: 'binary' }>): Condition | boolean {
    const { op, left, right } = ast;
    switch (op) {
      case 'and':
        return all([this.condition(left), this.condition(right)]);
      case 'or':
        return any([this.condition(left), this.condition(right)]);
      case 'contains':
      case 'notcontains':
      case 'anyof':
      case 'allof':
      case 'noneof':
        return this.listed(op, left, right);
      case '=':
      case '!=':
      case '<':
      case '<=':
      case '>':
      case '>=':
        return this.compared(op, left, right);
      default: {
        // A number where a condition is expected: not 0.
        return { not: { compare: '=', left: this.value(ast), right: 0 } };
      }
    }
  }

  private listed(
    op: 'contains' | 'notcontains' | 'anyof' | 'allof' | 'noneof',
    left: Ast,
    right: Ast,
  ): Condition | boolean {
    // An option among those of a list: `['a', 'b'] contains {q}`.
    if (left.kind === 'list' && right.kind === 'ref' && (op === 'contains' || op === 'notcontains'))
      return this.listed(op === 'contains' ? 'anyof' : 'noneof', right, left);
    if (left.kind !== 'ref') throw new Untranslatable(`«${op}» is about a question here`);
    const meaning = this.meaning(left.name);
    const items = right.kind === 'list' ? right.items : [right];
    const each = items.map((item) => {
      const constant = constantOf(item);
      if (constant === undefined) throw new Untranslatable(`«${op}» takes options that are written out`);
      return this.has(meaning, constant);
    });
    if (op === 'anyof') return any(each);
    if (op === 'noneof') return not(any(each));
    return op === 'notcontains' ? not(all(each)) : all(each);
  }

  private compared(op: Operator, left: Ast, right: Ast): Condition | boolean {
    const [first, last] = [constantOf(left), constantOf(right)];
    if (first !== undefined && last !== undefined) return compareConstants(op, first, last);
    if (first !== undefined && left.kind !== 'list' && right.kind === 'ref')
      return this.compared(FLIPPED[op] ?? op, right, left);
    const counted = this.counted(op, left, right);
    if (counted !== undefined) return counted;
    if (left.kind === 'ref' && !this.lengthOf(left.name)) {
      const meaning = this.meaning(left.name);
      if (right.kind === 'list') return this.isList(op, meaning, right.items);
      if (last !== undefined) return this.aboutAnswer(op, meaning, last);
    }
    return this.compareValues(op, left, right);
  }

  /** A condition compared with true or false: `selected(…) = true()`. */
  private counted(op: Operator, left: Ast, right: Ast): Condition | boolean | undefined {
    const asked = constantOf(right);
    if (typeof asked !== 'boolean' || (op !== '=' && op !== '!=') || left.kind === 'ref') return undefined;
    const condition = this.condition(left);
    return asked === (op === '=') ? condition : not(condition);
  }

  private isList(op: Operator, meaning: Meaning, items: Ast[]): Condition | boolean {
    if (op !== '=' && op !== '!=') throw new Untranslatable('lists are compared by = and <> only');
    const each = items.map((item) => this.has(meaning, constantOf(item) ?? ''));
    const same = holdsSeveral(meaning)
      ? all([...each, this.hasCount(meaning, items.length)])
      : items.length === 1
        ? each[0]!
        : false;
    return op === '=' ? same : not(same);
  }

  private compareValues(op: Operator, left: Ast, right: Ast): Condition {
    const [one, other] = [this.typeOf(left), this.typeOf(right)];
    const [first, last] = [this.comparable(left, other), this.comparable(right, one)];
    const clash = one !== other && one !== 'unknown' && other !== 'unknown';
    if (clash && this.typeOf(left) !== literalType(last) && this.typeOf(right) !== literalType(first)) {
      const days = [one, other].every((type) => type === 'day' || type === 'text');
      if (!days) throw new Untranslatable(`a ${one} is compared with a ${other}`);
    }
    if (op === '!=') return { not: { compare: '=', left: first, right: last } };
    return { compare: op as '=' | '<' | '<=' | '>' | '>=', left: first, right: last };
  }

  /** A value to be compared with one of the type `wanted`: '3' is 3 beside a number. */
  private comparable(ast: Ast, wanted: ValueType): Expression {
    if (
      ast.kind === 'text' &&
      wanted === 'number' &&
      ast.value.trim() !== '' &&
      !Number.isNaN(Number(ast.value))
    ) {
      this.setting.approximate(`'${ast.value}' was taken for the number`);
      return Number(ast.value);
    }
    if (ast.kind === 'boolean') return ast.value ? 1 : 0;
    return this.value(ast);
  }

  private called(ast: Extract<Ast, { kind: 'call' }>): Condition | boolean {
    const { args } = ast;
    switch (this.functionOf(ast)) {
      case 'not':
        return not(this.condition(args[0]!));
      case 'true':
        return true;
      case 'false':
        return false;
      case 'truth':
      case 'same':
        return this.condition(args[0]!);
      case 'selected': {
        const constant = constantOf(args[1]!);
        if (args[0]!.kind !== 'ref' || constant === undefined)
          throw new Untranslatable(
            'what was chosen is asked of a question, and an option that is written out',
          );
        return this.has(this.meaning(args[0]!.name), constant);
      }
      case 'empty':
      case 'notempty': {
        const op = this.functionOf(ast) as 'empty' | 'notempty';
        return all(args.map((of) => this.condition({ kind: 'unary', op, of })));
      }
      case 'if': {
        const [condition, one, other] = [args[0]!, args[1]!, args[2]!].map((arg) => this.condition(arg));
        return any([all([condition!, one!]), all([not(condition!), other!])]);
      }
      case 'countall':
        return any(args.map((arg) => this.condition(arg)));
      default:
        return { not: { compare: '=', left: this.value(ast), right: 0 } };
    }
  }
}

function literalType(expression: Expression): ValueType {
  return typeof expression === 'number' ? 'number' : typeof expression === 'string' ? 'text' : 'unknown';
}
