/** What an expression of any of the products says, once it is read. */
export type Ast =
  | { kind: 'number'; value: number }
  | { kind: 'text'; value: string }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'list'; items: Ast[] }
  /** A question, or what else has a name: `avis.bus`. */
  | { kind: 'ref'; name: string }
  | { kind: 'call'; name: string; args: Ast[] }
  | { kind: 'unary'; op: '-' | 'not' | 'empty' | 'notempty'; of: Ast }
  | { kind: 'binary'; op: Operator; left: Ast; right: Ast };

export type Operator =
  | 'or'
  | 'and'
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'contains'
  | 'notcontains'
  | 'anyof'
  | 'allof'
  | 'noneof'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '^';

/** How tightly operators bind: the higher, the tighter. */
const BINDING: Record<Operator, number> = {
  or: 1,
  and: 2,
  '=': 3,
  '!=': 3,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  contains: 3,
  notcontains: 3,
  anyof: 3,
  allof: 3,
  noneof: 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
  '^': 6,
};
const UNARY = 7;

/** How one product writes expressions. */
export interface Dialect {
  /** What names a question: the first group is its name. Sticky. */
  ref: RegExp;
  /** A name: of a function where «(» follows. Sticky. */
  name: RegExp;
  /** Operators, by how they are written, in lower case. */
  operators: Record<string, Operator>;
  /** Operators after what they are about. */
  postfix: Record<string, 'empty' | 'notempty'>;
  /** Ways of saying «not» before something, beside a function. */
  negations: string[];
  /** Constants, by how they are written. */
  constants: Record<string, Ast>;
  /** What a name is that no «(» follows: a column of XLSForm’s choices is written `./region` here. */
  bare: 'ref' | 'column' | 'text';
  /** Whether `\'` stands for a quote inside quotes. */
  escapes: boolean;
  /** Whether values are compared without regard to case, outer spaces, and whether they are numbers or texts. */
  loose: boolean;
}

const COMPARISONS = { '=': '=', '!=': '!=', '<': '<', '<=': '<=', '>': '>', '>=': '>=' } as const;
const SUMS = { '+': '+', '-': '-', '*': '*' } as const;
const TRUTH: Record<string, Ast> = {
  true: { kind: 'boolean', value: true },
  false: { kind: 'boolean', value: false },
};

/** `{q} = 'a' and {r.row} notempty`. */
export const SURVEYJS: Dialect = {
  ref: /\{\s*([^{}]+?)\s*\}/uy,
  name: /[\p{L}_][\p{L}\p{N}_.]*/uy,
  operators: {
    ...COMPARISONS,
    ...SUMS,
    '==': '=',
    '<>': '!=',
    equal: '=',
    equals: '=',
    notequal: '!=',
    notequals: '!=',
    less: '<',
    lessorequal: '<=',
    greater: '>',
    greaterorequal: '>=',
    contains: 'contains',
    contain: 'contains',
    '*=': 'contains',
    notcontains: 'notcontains',
    notcontain: 'notcontains',
    anyof: 'anyof',
    allof: 'allof',
    noneof: 'noneof',
    and: 'and',
    '&&': 'and',
    or: 'or',
    '||': 'or',
    '/': '/',
    '%': '%',
    '^': '^',
    power: '^',
  },
  postfix: { empty: 'empty', notempty: 'notempty' },
  negations: ['!', 'negate'],
  constants: TRUTH,
  bare: 'text',
  escapes: true,
  loose: true,
};

/** The conditions of a list of questions: SurveyJS’s way of writing, and values as they stand. */
export const CSV_CONDITIONS: Dialect = { ...SURVEYJS, loose: false };

/** XPath as XLSForm has it: `selected(${modes}, 'velo') and . > 3`. */
export const XPATH: Dialect = {
  ref: /\$\{\s*([^{}]+?)\s*\}|(\.)(?![.\d\w/])/uy,
  name: /[\p{L}_][\p{L}\p{N}_.-]*(?::[\p{L}_][\p{L}\p{N}_-]*)?/uy,
  operators: { ...COMPARISONS, ...SUMS, and: 'and', or: 'or', div: '/', mod: '%' },
  postfix: {},
  negations: [],
  constants: {},
  bare: 'column',
  escapes: false,
  loose: false,
};

/** ExpressionScript of LimeSurvey: `Q1.NAOK == "A1" and !is_empty(Q2_SQ001.NAOK)`. */
export const EXPRESSION_SCRIPT: Dialect = {
  // Older ones name questions by numbers: 123X4X567SQ001.
  ref: /\{\s*([^{}]+?)\s*\}|(\d+X\d+X\d+[\p{L}\p{N}_]*(?:\.[A-Za-z_]+)*)/uy,
  name: /[\p{L}_][\p{L}\p{N}_]*(?:\.[A-Za-z_]+)*/uy,
  operators: {
    ...COMPARISONS,
    ...SUMS,
    '==': '=',
    eq: '=',
    ne: '!=',
    lt: '<',
    le: '<=',
    gt: '>',
    ge: '>=',
    and: 'and',
    '&&': 'and',
    or: 'or',
    '||': 'or',
    '/': '/',
  },
  postfix: {},
  negations: ['!', 'not'],
  constants: TRUTH,
  bare: 'ref',
  escapes: true,
  loose: false,
};

/** The text is no expression of its dialect. */
export class GrammarError extends Error {}

/** Reads an expression. Throws a `GrammarError` that says at which character it stopped. */
export function parseExpression(text: string, dialect: Dialect): Ast {
  return new Parser(text, dialect).whole();
}

type Token =
  | { kind: 'number'; value: number; at: number }
  | { kind: 'text'; value: string; at: number }
  | { kind: 'ref'; value: string; at: number }
  | { kind: 'name'; value: string; at: number }
  | { kind: 'mark'; value: string; at: number }
  | { kind: 'end'; value: ''; at: number };

const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const MARKS = ['<=', '>=', '==', '!=', '<>', '&&', '||', '*=', ...'=<>!+-*/%^()[],'];

class Parser {
  private readonly tokens: Token[];
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly dialect: Dialect,
  ) {
    this.tokens = this.tokenize();
  }

  whole(): Ast {
    const ast = this.binary(0);
    if (this.next.kind !== 'end') this.fail(`«${this.next.value}» was not expected`);
    return ast;
  }

  private get next(): Token {
    return this.tokens[this.at]!;
  }

  private tokenize(): Token[] {
    const tokens: Token[] = [];
    let at = 0;
    const matched = (pattern: RegExp) => {
      pattern.lastIndex = at;
      return pattern.exec(this.text);
    };
    while (at < this.text.length) {
      const start = at;
      if (/\s/.test(this.text[at]!)) {
        at += 1;
        continue;
      }
      const ref = matched(this.dialect.ref);
      if (ref) {
        at += ref[0].length;
        tokens.push({ kind: 'ref', value: (ref[1] ?? ref[2])!, at: start });
        continue;
      }
      const quote = this.text[at]!;
      if (quote === '"' || quote === "'") {
        const [value, end] = this.quoted(at, quote);
        at = end;
        tokens.push({ kind: 'text', value, at: start });
        continue;
      }
      const number = matched(NUMBER);
      if (number) {
        at += number[0].length;
        tokens.push({ kind: 'number', value: Number(number[0]), at: start });
        continue;
      }
      const name = matched(this.dialect.name);
      if (name) {
        at += name[0].length;
        tokens.push({ kind: 'name', value: name[0], at: start });
        continue;
      }
      const mark = MARKS.find((one) => this.text.startsWith(one, at));
      if (!mark) this.fail(`«${this.text[at]}» cannot be read`, at);
      at += mark.length;
      tokens.push({ kind: 'mark', value: mark, at: start });
    }
    return [...tokens, { kind: 'end', value: '', at: this.text.length }];
  }

  private quoted(from: number, quote: string): [string, number] {
    let value = '';
    for (let at = from + 1; at < this.text.length; at += 1) {
      const one = this.text[at]!;
      if (one === quote) return [value, at + 1];
      if (one === '\\' && this.dialect.escapes && at + 1 < this.text.length) {
        at += 1;
        value += this.text[at]!;
      } else value += one;
    }
    return this.fail('a quote is not closed', from);
  }

  private binary(least: number): Ast {
    let left = this.unary();
    for (;;) {
      const word =
        this.next.kind === 'name' || this.next.kind === 'mark' ? this.next.value.toLowerCase() : '';
      const postfix = Object.hasOwn(this.dialect.postfix, word) ? this.dialect.postfix[word] : undefined;
      if (postfix) {
        if (least > BINDING['=']) return left;
        this.at += 1;
        left = { kind: 'unary', op: postfix, of: left };
        continue;
      }
      const op = Object.hasOwn(this.dialect.operators, word) ? this.dialect.operators[word] : undefined;
      if (!op || BINDING[op] < least) return left;
      this.at += 1;
      left = { kind: 'binary', op, left, right: this.binary(BINDING[op] + 1) };
    }
  }

  private unary(): Ast {
    const { kind, value } = this.next;
    if (kind === 'mark' && value === '-') {
      this.at += 1;
      const of = this.binary(UNARY);
      return of.kind === 'number' ? { kind: 'number', value: -of.value } : { kind: 'unary', op: '-', of };
    }
    const isWord = kind === 'name' && this.tokens[this.at + 1]?.value !== '(';
    if ((kind === 'mark' || isWord) && this.dialect.negations.includes(value.toLowerCase())) {
      this.at += 1;
      return { kind: 'unary', op: 'not', of: this.binary(UNARY) };
    }
    return this.primary();
  }

  private primary(): Ast {
    const token = this.next;
    this.at += 1;
    switch (token.kind) {
      case 'number':
        return { kind: 'number', value: token.value };
      case 'text':
        return { kind: 'text', value: token.value };
      case 'ref':
        return { kind: 'ref', name: token.value };
      case 'name':
        return this.named(token.value);
      case 'mark':
        if (token.value === '(') {
          const inner = this.binary(0);
          this.expect(')');
          return inner;
        }
        if (token.value === '[') return { kind: 'list', items: this.items(']') };
        break;
      case 'end':
        break;
    }
    this.at -= 1;
    return this.fail(token.kind === 'end' ? 'it ends too early' : `«${token.value}» was not expected`);
  }

  private named(name: string): Ast {
    if (this.next.value === '(' && this.next.kind === 'mark') {
      this.at += 1;
      return { kind: 'call', name: name.toLowerCase(), args: this.items(')') };
    }
    const constant = name.toLowerCase();
    if (Object.hasOwn(this.dialect.constants, constant)) return this.dialect.constants[constant]!;
    if (this.dialect.bare === 'ref') return { kind: 'ref', name };
    if (this.dialect.bare === 'column') return { kind: 'ref', name: `./${name}` };
    return { kind: 'text', value: name };
  }

  private items(end: string): Ast[] {
    const items: Ast[] = [];
    if (this.next.value === end && this.next.kind === 'mark') {
      this.at += 1;
      return items;
    }
    for (;;) {
      items.push(this.binary(0));
      if (this.next.kind === 'mark' && this.next.value === ',') {
        this.at += 1;
        continue;
      }
      this.expect(end);
      return items;
    }
  }

  private expect(mark: string): void {
    if (this.next.kind !== 'mark' || this.next.value !== mark) this.fail(`«${mark}» was expected`);
    this.at += 1;
  }

  private fail(reason: string, at = this.next.at): never {
    throw new GrammarError(`at character ${at + 1}, ${reason}`);
  }
}
