import type { Condition, Expression, QuestionType } from '../../contract/survey.js';
import type { Ast, Dialect, Operator } from './grammar.js';

/** What a name in an expression stands for. */
export interface Meaning {
  /** Our question. */
  id: string;
  type: QuestionType;
  /** One row, share or text of it. */
  row?: string;
  /** A matrix or a choice of pictures that takes several. */
  multiple?: boolean;
  /** One option of several, where each has a name of its own: it holds «Y» or nothing. */
  option?: string;
  /** What options, rows’ columns or yes and no are called there, and here. */
  values?: ReadonlyMap<string, string | number | boolean>;
  /** The rows, where all are summed. */
  rows?: readonly string[];
  required?: boolean;
  /** Of a calculated value. */
  gives?: ValueType;
}

export type ValueType = 'number' | 'text' | 'day' | 'boolean' | 'unknown';

/** An expression that our conditions cannot say. */
export class Untranslatable extends Error {}

/** Where an expression stands, and what is told on the way. */
export interface Setting {
  dialect: Dialect;
  find(name: string): Meaning | undefined;
  /** What a part means that is not quite what it meant there. */
  approximate(how: string): void;
}

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

export function not(condition: Condition | boolean): Condition | boolean {
  return typeof condition === 'boolean' ? !condition : { not: condition };
}

/** All of these, flat; what always holds is left out. */
export function all(parts: (Condition | boolean)[]): Condition | boolean {
  return joined(parts, 'all');
}

export function any(parts: (Condition | boolean)[]): Condition | boolean {
  return joined(parts, 'any');
}

function joined(parts: (Condition | boolean)[], how: 'all' | 'any'): Condition | boolean {
  const deciding = how === 'any';
  if (parts.includes(deciding)) return deciding;
  const conditions = parts
    .filter((part): part is Condition => typeof part !== 'boolean')
    .flatMap((part): Condition[] => (how in part ? (part as Record<string, Condition[]>)[how]! : [part]));
  if (conditions.length === 0) return !deciding;
  if (conditions.length === 1) return conditions[0]!;
  return how === 'all' ? { all: conditions } : { any: conditions };
}

type Constant = string | number | boolean;

const FLIPPED: Partial<Record<Operator, Operator>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
const BOUND = { '<': 'below', '<=': 'atMost', '>': 'above', '>=': 'atLeast' } as const;
const TEXTS: QuestionType[] = [
  'short-text',
  'long-text',
  'email',
  'telephone',
  'web-address',
  'postal-code',
  'hidden',
];
const isDay = (text: unknown): text is string => typeof text === 'string' && /^\d{4}-\d{2}-\d{2}/.test(text);

class Translator {
  private readonly loose: boolean;
  constructor(private readonly setting: Setting) {
    this.loose = setting.dialect.loose;
  }

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

  private meaning(name: string): Meaning {
    const found = this.setting.find(name);
    if (!found) throw new Untranslatable(`«${name}» is no question that was converted`);
    return found;
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

  private answered(meaning: Meaning, answered: boolean): Condition {
    if (meaning.option !== undefined) {
      const chosen = { question: meaning.id, contains: meaning.option };
      return answered ? chosen : { not: chosen };
    }
    return { ...about(meaning), answered };
  }

  /** A question where a condition is expected: what the products take for true. */
  private truth(meaning: Meaning): Condition | boolean {
    if (meaning.option !== undefined) return this.answered(meaning, true);
    if (meaning.type === 'yes-no' || meaning.type === 'consent') return { ...about(meaning), is: true };
    if (this.kindOf(meaning) === 'number' && !meaning.values)
      return { all: [{ ...about(meaning), answered: true }, { not: { ...about(meaning), is: 0 } }] };
    return this.answered(meaning, true);
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

  /** Whether a value is the answer, or among several. */
  private has(meaning: Meaning, constant: Constant): Condition | boolean {
    if (!holdsSeveral(meaning)) {
      if (TEXTS.includes(meaning.type)) throw new Untranslatable(`what a text contains cannot be asked`);
      return this.is(meaning, constant);
    }
    const option = this.option(meaning, constant);
    return option === undefined ? false : { ...about(meaning), contains: String(option) };
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

  private hasCount(meaning: Meaning, count: number): Condition {
    if (meaning.row !== undefined)
      throw new Untranslatable('how many were chosen in one row cannot be asked');
    return { compare: '=', left: { count: meaning.id }, right: count };
  }

  private aboutAnswer(op: Operator, meaning: Meaning, constant: Constant): Condition | boolean {
    if (constant === '') {
      if (op === '=') return this.answered(meaning, false);
      if (op === '!=') return this.answered(meaning, true);
      throw new Untranslatable('nothing is less or more than an empty text');
    }
    if (op === '=') return this.is(meaning, constant);
    if (op === '!=') return not(this.is(meaning, constant));
    return this.bounded(op as keyof typeof BOUND, meaning, constant);
  }

  private is(meaning: Meaning, constant: Constant): Condition | boolean {
    if (meaning.option !== undefined) {
      const chosen = { question: meaning.id, contains: meaning.option };
      if (isYes(constant)) return chosen;
      return isNo(constant) ? { not: chosen } : false;
    }
    const own = about(meaning);
    const type = this.kindOf(meaning);
    if (meaning.type === 'yes-no' || meaning.type === 'consent') {
      const value = this.option(meaning, constant, true);
      if (value !== undefined) return { ...own, is: value };
      if (isYes(constant)) return { ...own, is: true };
      if (isNo(constant)) return { ...own, is: false };
      return this.never(meaning, constant);
    }
    if (holdsSeveral(meaning)) {
      const chosen = this.has(meaning, constant);
      this.setting.approximate(
        `«${meaning.id} = ${String(constant)}» of several choices: it alone was chosen`,
      );
      return chosen === false ? false : all([chosen, this.hasCount(meaning, 1)]);
    }
    if (meaning.values) {
      const value = this.option(meaning, constant);
      return value === undefined ? false : { ...own, is: value };
    }
    if (type === 'number') return { ...own, is: this.numeric(meaning, constant) };
    if (type === 'day') return { ...own, is: this.day(constant) };
    if (typeof constant === 'boolean' && meaning.gives !== undefined) return { ...own, is: constant ? 1 : 0 };
    return this.isText(meaning, constant);
  }

  private isText(meaning: Meaning, constant: Constant): Condition {
    if (meaning.gives === 'unknown' && typeof constant !== 'boolean')
      return { ...about(meaning), is: constant };
    const text = String(constant);
    if (this.loose && meaning.gives === undefined)
      this.setting.approximate(
        `«${text}»: SurveyJS passes over case and outer spaces of a text, here it must be the same`,
      );
    const asked = ['short-text', 'postal-code', 'hidden', 'calculated', 'date', 'time', 'texts'];
    if (asked.includes(meaning.type)) return { ...about(meaning), is: text };
    return { compare: '=', left: answer(meaning), right: text };
  }

  private never(meaning: Meaning, constant: Constant): false {
    this.setting.approximate(`«${meaning.id}» has no answer «${String(constant)}»: that part never holds`);
    return false;
  }

  /** What a value of theirs is called here. SurveyJS and LimeSurvey pass over the difference of 1 and '1'. */
  private option(meaning: Meaning, constant: Constant, quiet = false): Constant | undefined {
    const written = String(constant);
    const exact = meaning.values?.get(written);
    if (exact !== undefined) return exact;
    if (this.loose) {
      const near = [...(meaning.values ?? [])].find(
        ([value]) => value.trim().toLowerCase() === written.trim().toLowerCase(),
      );
      if (near) {
        this.setting.approximate(`«${written}» was taken for the option «${near[0]}», as SurveyJS does`);
        return near[1];
      }
    }
    if (!quiet) this.never(meaning, constant);
    return undefined;
  }

  private bounded(op: keyof typeof BOUND, meaning: Meaning, constant: Constant): Condition | boolean {
    const own = about(meaning);
    const type = meaning.values ? 'text' : this.kindOf(meaning);
    if (type === 'number') return { ...own, [BOUND[op]]: this.numeric(meaning, constant) } as Condition;
    if (type === 'day') return { ...own, [BOUND[op]]: this.day(constant) } as Condition;
    if (meaning.values && !holdsSeveral(meaning)) {
      const wanted = Number(constant);
      const met = [...meaning.values].filter(
        ([value]) => value.trim() !== '' && compareConstants(op, Number(value), wanted),
      );
      if (Number.isNaN(wanted) || [...meaning.values.keys()].some((value) => Number.isNaN(Number(value))))
        throw new Untranslatable(`the options of «${meaning.id}» are no numbers`);
      return any(met.map(([, value]) => ({ ...own, is: value })));
    }
    if (meaning.type === 'time' || meaning.gives === 'unknown') {
      if (meaning.gives === 'unknown' && (typeof constant === 'number' || isDay(constant)))
        return { ...own, [BOUND[op]]: constant } as Condition;
      return { compare: op, left: answer(meaning), right: String(constant) };
    }
    throw new Untranslatable(`«${meaning.id}» is no number and no day: it cannot be more or less`);
  }

  private numeric(meaning: Meaning, constant: Constant): number {
    if (typeof constant === 'number') return constant;
    const number = typeof constant === 'boolean' ? Number(constant) : Number(constant.trim());
    if (Number.isNaN(number))
      throw new Untranslatable(`«${meaning.id}» is a number, «${String(constant)}» is none`);
    if (this.loose)
      this.setting.approximate(`'${String(constant)}' was taken for the number, as SurveyJS does`);
    return number;
  }

  private day(constant: Constant): string {
    if (!isDay(constant)) throw new Untranslatable(`«${String(constant)}» is no day such as 2026-05-01`);
    return constant.slice(0, 10);
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

  /** Types are asked for again and again, on every level. */
  private readonly types = new WeakMap<Ast, ValueType>();

  typeOf(ast: Ast): ValueType {
    const known = this.types.get(ast);
    if (known) return known;
    const type = this.findType(ast);
    this.types.set(ast, type);
    return type;
  }

  private findType(ast: Ast): ValueType {
    switch (ast.kind) {
      case 'number':
        return 'number';
      case 'text':
        return isDay(ast.value) && ast.value.length === 10 ? 'day' : 'text';
      case 'boolean':
        return 'boolean';
      case 'list':
        return 'unknown';
      case 'ref': {
        if (this.lengthOf(ast.name) !== undefined) return 'number';
        const meaning = this.setting.find(ast.name);
        return meaning ? this.kindOf(meaning) : 'unknown';
      }
      case 'unary':
        return ast.op === '-' ? 'number' : 'boolean';
      case 'binary':
        if (ast.op === '+' && this.isJoin(ast)) return 'text';
        if ((ast.op === '+' || ast.op === '-') && this.typeOf(ast.left) === 'day')
          return this.typeOf(ast.right) === 'day' ? 'number' : 'day';
        return ['+', '-', '*', '/', '%', '^'].includes(ast.op) ? 'number' : 'boolean';
      case 'call':
        return this.givenBy(ast);
    }
  }

  private givenBy({ name, args }: Extract<Ast, { kind: 'call' }>): ValueType {
    const known = FUNCTIONS[name];
    if (known === 'if') {
      const types = args.slice(1).map((arg) => this.typeOf(arg));
      return types.every((type) => type === types[0]) ? (types[0] ?? 'unknown') : 'unknown';
    }
    if (known === 'coalesce' || known === 'same') return args[0] ? this.typeOf(args[0]) : 'unknown';
    if (known === 'today' || known === 'plusdays' || known === 'day') return 'day';
    if (known === 'join') return 'text';
    if (['selected', 'not', 'truth', 'empty', 'notempty', 'true', 'false'].includes(known ?? ''))
      return 'boolean';
    return known ? 'number' : 'unknown';
  }

  private kindOf(meaning: Meaning): ValueType {
    if (meaning.gives) return meaning.gives;
    switch (meaning.type) {
      case 'number':
      case 'scale':
      case 'recommendation':
      case 'points':
      case 'matrix-scale':
        return 'number';
      case 'date':
        return 'day';
      case 'yes-no':
      case 'consent':
        return 'boolean';
      default:
        return isScored(meaning) ? 'number' : 'text';
    }
  }

  private isJoin(ast: Ast): boolean {
    if (ast.kind !== 'binary' || ast.op !== '+') return false;
    return [ast.left, ast.right].some((part) => this.typeOf(part) === 'text');
  }

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

  /** Whose length `modes.length` is. */
  private lengthOf(name: string): string | undefined {
    return !this.setting.find(name) ? /^(.+)\.length$/.exec(name)?.[1] : undefined;
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

  private functionOf({ name, args }: Extract<Ast, { kind: 'call' }>): Known {
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

/** A value that is written out. */
function constantOf(ast: Ast): Constant | undefined {
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

function literalType(expression: Expression): ValueType {
  return typeof expression === 'number' ? 'number' : typeof expression === 'string' ? 'text' : 'unknown';
}

function compareConstants(op: Operator, first: Constant, last: Constant): boolean {
  const numbers = [first, last].map((one) => (typeof one === 'boolean' ? NaN : Number(one)));
  const bothNumbers = numbers.every((one) => !Number.isNaN(one)) && first !== '' && last !== '';
  const [a, b] = bothNumbers ? (numbers as [number, number]) : [String(first), String(last)];
  switch (op) {
    case '=':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    default:
      return false;
  }
}

const isYes = (constant: Constant) => constant === true || /^(true|y|yes|oui|1|ok)$/i.test(String(constant));
const isNo = (constant: Constant) => constant === false || /^(false|n|no|non|0|)$/i.test(String(constant));

function about({ id, row }: Meaning): { question: string; row?: string } {
  return row === undefined ? { question: id } : { question: id, row };
}

function answer({ id, row }: Meaning): Expression {
  return row === undefined ? { answer: id } : { answer: id, row };
}

function holdsSeveral({ type, multiple, option }: Meaning): boolean {
  if (option !== undefined) return false;
  return type === 'multiple-choice' || type === 'ranking' || multiple === true;
}

/** Whether a choice’s options are numbers there, so that one reckons with them. */
function isScored({ type, values }: Meaning): boolean {
  if (type !== 'single-choice' && type !== 'matrix') return false;
  return (
    values !== undefined &&
    values.size > 0 &&
    [...values.keys()].every((value) => /^-?\d+(\.\d+)?$/.test(value))
  );
}

function scored(meaning: Meaning): Expression {
  return [...meaning.values!].reduceRight<Expression | undefined>(
    (rest, [value, is]) => ({
      if: { ...about(meaning), is },
      then: Number(value),
      ...(rest !== undefined && { else: rest }),
    }),
    undefined,
  )!;
}

type Known =
  | 'today'
  | 'age'
  | 'datediff'
  | 'plusdays'
  | 'if'
  | 'coalesce'
  | 'sum'
  | 'average'
  | 'min'
  | 'max'
  | 'round'
  | 'power'
  | 'join'
  | 'length'
  | 'count'
  | 'countall'
  | 'selected'
  | 'not'
  | 'truth'
  | 'empty'
  | 'notempty'
  | 'true'
  | 'false'
  | 'day'
  | 'years'
  | 'same';

/** What functions of the three products are, by their names in lower case. */
export const FUNCTIONS: Record<string, Known> = {
  today: 'today',
  now: 'today',
  currentdate: 'today',
  age: 'age',
  datediff: 'datediff',
  dateadd: 'plusdays',
  iif: 'if',
  if: 'if',
  coalesce: 'coalesce',
  sum: 'sum',
  avg: 'average',
  min: 'min',
  max: 'max',
  round: 'round',
  pow: 'power',
  power: 'power',
  concat: 'join',
  join: 'join',
  'string-length': 'length',
  strlen: 'length',
  'count-selected': 'count',
  count: 'countall',
  selected: 'selected',
  not: 'not',
  boolean: 'truth',
  is_empty: 'empty',
  notempty: 'notempty',
  true: 'true',
  false: 'false',
  date: 'day',
  'format-date': 'day',
  int: 'years',
  number: 'same',
  string: 'same',
  intval: 'same',
  floatval: 'same',
};

const LEAST: Partial<Record<Known, number>> = {
  age: 1,
  datediff: 2,
  plusdays: 2,
  if: 3,
  coalesce: 1,
  sum: 1,
  average: 1,
  min: 1,
  max: 1,
  round: 1,
  power: 2,
  join: 1,
  length: 1,
  count: 1,
  countall: 1,
  selected: 2,
  not: 1,
  truth: 1,
  empty: 1,
  notempty: 1,
  day: 1,
  years: 1,
  same: 1,
};
