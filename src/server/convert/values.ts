import type { Condition, Expression } from '../../contract/survey.js';
import { Answers } from './answers.js';
import { constantOf, isDay } from './constants.js';
import { FUNCTIONS, type Known, LEAST } from './functions.js';
import type { Ast } from './grammar.js';
import { answer, holdsSeveral, isScored, scored, TEXTS, Untranslatable } from './meaning.js';

/** What expressions work out. */
export abstract class Values extends Answers {
  abstract condition(ast: Ast): Condition | boolean;

  value(ast: Ast): Expression {
    switch (ast.kind) {
      case 'number':
        return ast.value;
      case 'text':
        return ast.value;
      case 'boolean':
        return ast.value ? 1 : 0;
      case 'list':
        throw new Untranslatable('a list is no value here');
      case 'ref':
        return this.answerOf(ast.name);
      case 'unary':
        if (ast.op === '-') return { multiply: [this.value(ast.of), -1] };
        return this.truthValue(ast);
      case 'binary':
        return this.worked(ast);
      case 'call':
        return this.calledValue(ast);
    }
  }

  private answerOf(name: string): Expression {
    // `{modes.length}`: how many were chosen, or how long a text is.
    const whole = this.lengthOf(name);
    if (whole !== undefined) {
      const { id, type } = this.meaning(whole);
      return TEXTS.includes(type) || type === 'calculated' ? { length: id } : { count: id };
    }
    const meaning = this.meaning(name);
    if (meaning.option !== undefined)
      return { if: { question: meaning.id, contains: meaning.option }, then: 'Y', else: '' };
    if (holdsSeveral(meaning))
      throw new Untranslatable(`«${meaning.id}» has several answers: it is no one value`);
    if (['file', 'group', 'place', 'information', 'pairwise'].includes(meaning.type))
      throw new Untranslatable(`«${meaning.id}» has no one value`);
    if (isScored(meaning)) return scored(meaning);
    return answer(meaning);
  }

  private truthValue(ast: Ast): Expression {
    const condition = this.condition(ast);
    if (typeof condition === 'boolean') return condition ? 1 : 0;
    this.setting.approximate('whether something holds became 1 or 0');
    return { if: condition, then: 1, else: 0 };
  }

  private worked(ast: Extract<Ast, { kind: 'binary' }>): Expression {
    switch (ast.op) {
      case '+':
        return this.added(ast);
      case '*':
        return { multiply: this.chain(ast, '*').map((part) => this.operand(part)) };
      case '-':
        return this.subtracted(ast.left, ast.right);
      case '/':
        return { divide: [this.operand(ast.left), this.operand(ast.right)] };
      case '^':
        return this.power(ast.left, ast.right);
      case '%':
        throw new Untranslatable('a remainder cannot be worked out');
      default:
        return this.truthValue(ast);
    }
  }

  private subtracted(left: Ast, right: Ast): Expression {
    const [one, other] = [this.typeOf(left), this.typeOf(right)];
    if (one === 'day' && other === 'day') return { daysFrom: this.value(right), to: this.value(left) };
    if (one === 'day' && other === 'number')
      return { plusDays: this.value(left), days: { multiply: [this.value(right), -1] } };
    return { subtract: [this.operand(left), this.operand(right)] };
  }

  /** Days divided by a year’s length and cut: what XLSForm has for an age. */
  private wholeYears(ast: Ast): Expression {
    const isAge =
      ast.kind === 'binary' &&
      ast.op === '/' &&
      [365, 365.25, 365.2425].includes(Number(constantOf(ast.right))) &&
      ast.left.kind === 'binary' &&
      ast.left.op === '-' &&
      [ast.left.left, ast.left.right].every((part) => this.typeOf(part) === 'day');
    if (!isAge) throw new Untranslatable('int() has no counterpart but for an age in years');
    this.setting.approximate('days divided by the length of a year became whole years');
    const { left, right } = ast.left as Extract<Ast, { kind: 'binary' }>;
    return { yearsFrom: this.value(right), to: this.value(left) };
  }

  private added(ast: Extract<Ast, { kind: 'binary' }>): Expression {
    if (this.isJoin(ast)) {
      const parts = this.joinedParts(ast).filter((part) => constantOf(part) !== '');
      return { join: parts.map((part) => this.value(part)) };
    }
    const parts = this.chain(ast, '+');
    if (parts.length === 2 && this.typeOf(parts[0]!) === 'day')
      return { plusDays: this.value(parts[0]!), days: this.value(parts[1]!) };
    return { add: parts.map((part) => this.operand(part)) };
  }

  /** What is put one after the other; a sum among it stays one. */
  private joinedParts(ast: Ast): Ast[] {
    return ast.kind === 'binary' && this.isJoin(ast)
      ? [...this.joinedParts(ast.left), ...this.joinedParts(ast.right)]
      : [ast];
  }

  /** The operands of the same operator in a row. */
  private chain(ast: Ast, op: '+' | '*'): Ast[] {
    if (ast.kind !== 'binary' || ast.op !== op) return [ast];
    return [...this.chain(ast.left, op), ...this.chain(ast.right, op)];
  }

  private operand(ast: Ast): Expression {
    if (ast.kind === 'ref' && this.typeOf(ast) === 'text')
      throw new Untranslatable(`«${ast.name}» is a text: it is not reckoned with`);
    if (this.loose && ast.kind === 'ref' && this.setting.find(ast.name)?.required === false)
      this.setting.approximate(
        `{${ast.name}} without an answer counts as 0 in SurveyJS; here the whole then has no value`,
      );
    if (ast.kind === 'text' && ast.value.trim() !== '' && !Number.isNaN(Number(ast.value)))
      return Number(ast.value);
    return this.value(ast);
  }

  private power(base: Ast, exponent: Ast): Expression {
    const times = constantOf(exponent);
    if (typeof times !== 'number' || !Number.isInteger(times) || times < 1 || times > 10)
      throw new Untranslatable('a power is a whole number from 1 to 10 here');
    const one = this.operand(base);
    return times === 1 ? one : { multiply: Array.from({ length: times }, () => one) };
  }

  protected functionOf({ name, args }: Extract<Ast, { kind: 'call' }>): Known {
    const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (!known) throw new Untranslatable(`the function ${name}() has no counterpart`);
    if (args.length < (LEAST[known] ?? 0)) throw new Untranslatable(`${name}() wants ${LEAST[known]} values`);
    return known;
  }

  private calledValue(ast: Extract<Ast, { kind: 'call' }>): Expression {
    const { args } = ast;
    const one = () => this.value(args[0]!);
    switch (this.functionOf(ast)) {
      case 'today': {
        const days = args[0] ? constantOf(args[0]) : undefined;
        return typeof days === 'number' ? { plusDays: { today: true }, days } : { today: true };
      }
      case 'age':
        return { yearsFrom: one(), to: { today: true } };
      case 'datediff':
        return this.dateDifference(args);
      case 'plusdays': {
        const unit = args[2] ? constantOf(args[2]) : 'days';
        if (unit !== 'days') throw new Untranslatable(`only days are added to a day, not ${String(unit)}`);
        return { plusDays: one(), days: this.value(args[1]!) };
      }
      case 'if': {
        const condition = this.condition(args[0]!);
        if (typeof condition === 'boolean') return this.value(args[condition ? 1 : 2]!);
        const isNone = !args[2] || constantOf(args[2]) === '';
        return { if: condition, then: this.value(args[1]!), ...(!isNone && { else: this.value(args[2]!) }) };
      }
      case 'coalesce':
        return args.reduceRight<Expression | undefined>((rest, arg) => {
          if (arg.kind !== 'ref') return this.value(arg);
          const condition = this.answered(this.meaning(arg.name), true);
          return { if: condition, then: this.value(arg), ...(rest !== undefined && { else: rest }) };
        }, undefined)!;
      case 'sum':
        return this.sum(args);
      case 'average':
        return { divide: [this.sum(args), { add: this.counted01(args) }] };
      case 'min':
        return { least: args.map((arg) => this.value(arg)) };
      case 'max':
        return { greatest: args.map((arg) => this.value(arg)) };
      case 'round': {
        const decimals = args[1] ? constantOf(args[1]) : undefined;
        return { round: this.operand(args[0]!), ...(typeof decimals === 'number' && { decimals }) };
      }
      case 'power':
        return this.power(args[0]!, args[1]!);
      case 'join':
        return { join: args.map((arg) => this.value(arg)) };
      case 'length': {
        const of = args[0]!;
        if (of.kind !== 'ref') throw new Untranslatable('the length of something worked out cannot be asked');
        return { length: this.meaning(of.name).id };
      }
      case 'count': {
        const of = args[0]!;
        if (of.kind !== 'ref') throw new Untranslatable('how many were chosen is asked of a question');
        return { count: this.meaning(of.name).id };
      }
      case 'countall':
        return this.countAll(args);
      case 'years':
        return this.wholeYears(args[0]!);
      case 'day':
        // LimeSurvey’s date() gives today in a format.
        if (args[0]!.kind === 'text' && !isDay(args[0]!.value)) return { today: true };
        return one();
      case 'same':
        return one();
      default:
        return this.truthValue(ast);
    }
  }

  /** How many of these have an answer; of one question’s own options, how many were chosen. */
  private countAll(args: Ast[]): Expression {
    const meanings = args.map((arg) => (arg.kind === 'ref' ? this.meaning(arg.name) : undefined));
    const first = meanings[0];
    if (first?.option !== undefined && meanings.every((one) => one?.id === first.id)) {
      if (args.length === (first.values?.size ?? args.length)) return { count: first.id };
    }
    return { add: this.counted01(args) };
  }

  /** For each, 1 where it has an answer and 0 where it has none. */
  private counted01(args: Ast[]): Expression[] {
    return args.map((arg) =>
      arg.kind === 'ref' ? { if: this.answered(this.meaning(arg.name), true), then: 1, else: 0 } : 1,
    );
  }

  /** The value of each, or 0. */
  private orZero(args: Ast[]): Expression[] {
    return args.map((arg) => {
      const value = this.operandQuietly(arg);
      if (arg.kind !== 'ref') return value;
      return { if: this.answered(this.meaning(arg.name), true), then: value, else: 0 };
    });
  }

  private operandQuietly(ast: Ast): Expression {
    if (ast.kind === 'ref' && this.typeOf(ast) === 'text')
      throw new Untranslatable(`«${ast.name}» is a text: it is not reckoned with`);
    return this.value(ast);
  }

  /** A sum passes over what has no answer. */
  private sum(written: Ast[]): Expression {
    const args = written.length === 1 && written[0]!.kind === 'list' ? written[0]!.items : written;
    const meanings = args.map((arg) => (arg.kind === 'ref' ? this.meaning(arg.name) : undefined));
    const first = meanings[0];
    const isTotal =
      first !== undefined &&
      (first.type === 'points' || first.type === 'matrix-scale') &&
      first.rows?.length === args.length &&
      meanings.every((one) => one?.id === first.id && one.row !== undefined);
    if (isTotal) return { total: first.id };
    return { add: this.orZero(args) };
  }

  private dateDifference(args: Ast[]): Expression {
    const unit = args[2] ? constantOf(args[2]) : 'days';
    const [from, to] = [this.value(args[0]!), this.value(args[1]!)];
    if (unit === 'days') return { daysFrom: from, to };
    if (unit === 'years') return { yearsFrom: from, to };
    throw new Untranslatable(`the time between two days is told in days or years, not ${String(unit)}`);
  }
}
