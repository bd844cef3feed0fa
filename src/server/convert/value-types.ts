import type { Ast } from './grammar.js';
import { isDay } from './constants.js';
import { FUNCTIONS } from './functions.js';
import { isScored, type Meaning, type Setting, Untranslatable, type ValueType } from './meaning.js';

/** What expressions give, as far as it can be told from how they are written. */
export class ValueTypes {
  protected readonly loose: boolean;
  constructor(protected readonly setting: Setting) {
    this.loose = setting.dialect.loose;
  }

  protected meaning(name: string): Meaning {
    const found = this.setting.find(name);
    if (!found) throw new Untranslatable(`«${name}» is no question that was converted`);
    return found;
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

  protected kindOf(meaning: Meaning): ValueType {
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

  protected isJoin(ast: Ast): boolean {
    if (ast.kind !== 'binary' || ast.op !== '+') return false;
    return [ast.left, ast.right].some((part) => this.typeOf(part) === 'text');
  }

  /** Whose length `modes.length` is. */
  protected lengthOf(name: string): string | undefined {
    return !this.setting.find(name) ? /^(.+)\.length$/.exec(name)?.[1] : undefined;
  }
}
