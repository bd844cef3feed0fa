import { type Draft, type Localized, type Loose, type LooseQuestion, Options } from '../draft.js';
import { type Ast, GrammarError, parseExpression, XPATH } from '../grammar.js';
import { toCondition } from '../logic.js';
import { type Meaning, Untranslatable } from '../meaning.js';
import type { Open } from '../report.js';
import { Source } from '../source.js';
import type { Sheet } from '../workbook.js';

/** What a list needs to know of the form around it. */
interface Form {
  draft: Draft;
  words(source: Source, field: string, item: Open): Localized | undefined;
  finder(): (name: string) => Meaning | undefined;
}

/** The lists of the sheet «choices», and the questions that take them up. */
export class Lists {
  private readonly lists = new Map<string, Sheet['rows']>();
  private readonly used = new Set<string>();
  private filters = '';

  constructor(
    choices: Sheet | undefined,
    private readonly form: Form,
  ) {
    for (const row of choices?.rows ?? []) {
      const list = row.cells['list_name'] ?? row.cells['list name'] ?? '';
      this.lists.set(list, [...(this.lists.get(list) ?? []), row]);
    }
  }

  choice(word: string, rest: string[], name: string, source: Source, item: Open) {
    const several = word === 'select_multiple';
    const list = rest[0] ?? '';
    const other = rest.some((one) => one === 'or_other' || one === 'or') && word !== 'rank';
    const rows = this.lists.get(list);
    this.used.add(list);
    if (!rows) return void item.drop(`the sheet «choices» has no list «${list}»`);
    const options = new Options(other, item);
    const filter = source.text('choice_filter');
    this.filters += ` ${filter ?? ''}`;
    const parameters = source.text('parameters') ?? '';
    for (const row of rows) this.option(options, row, filter, item);
    const random = /randomi[sz]e\s*=\s*true/.test(parameters);
    const left = parameters.replace(/randomi[sz]e\s*=\s*\w+|seed\s*=\s*\S+/g, '').trim();
    if (left) item.dropPart('parameters', `nothing here corresponds: ${left}`);
    if (options.list.length < 2) return void item.drop(`the list «${list}» has fewer than two options`);
    const type = word === 'rank' ? 'ranking' : several ? 'multiple-choice' : 'single-choice';
    const question: LooseQuestion = {
      id: this.form.draft.name(name, item),
      type,
      options: options.list,
      ...(type !== 'ranking' && { other }),
      ...(random && { order: 'random' }),
    };
    return { question, values: options.values };
  }

  private option(options: Options, row: Sheet['rows'][number], filter: string | undefined, item: Open): void {
    const source = new Source(row.cells, item);
    source.take('list_name', 'list name');
    const value = source.text('name', 'value') ?? '';
    const option: Loose = options.add(value, this.form.words(source, 'label', item) ?? { fr: value });
    if (!filter) return;
    // The columns of the list are known: what is left hangs on answers alone.
    const find = this.form.finder();
    this.form.draft.later(() => {
      const part = 'choice_filter';
      try {
        const ast = filled(parseExpression(filter, XPATH), row.cells, new Set(this.choiceColumns()));
        const approximate = (how: string) => item.approximate(`${part}: ${how}`);
        const found = toCondition(ast, { dialect: XPATH, find, approximate });
        this.form.draft.join(option, 'showIf', found, item, `${part}/${option.id}`);
      } catch (error) {
        if (!(error instanceof Untranslatable) && !(error instanceof GrammarError)) throw error;
        item.dropPart(part, `${error.message}: ${filter}`);
      }
    });
  }

  private choiceColumns(): string[] {
    return [...this.lists.values()].flat().flatMap(({ cells }) => Object.keys(cells));
  }

  /** Tells of the lists that no question takes up. */
  close(): void {
    for (const [list, rows] of this.lists)
      if (!this.used.has(list))
        this.form.draft.report
          .open(`sheet choices, row ${rows[0]!.number}`, list)
          .drop('no question takes up this list');
    for (const column of new Set(this.choiceColumns()))
      if (!READ.test(column) && !this.filters.split(/[^\w-]+/).includes(column))
        this.form.draft.report
          .open(`sheet choices, column ${column}`)
          .drop('choices have words alone here, and no filter names it');
  }
}

/** Columns that are always read. */
const READ = /^(list[_ ]name|name|value|label(::?.*)?)$/;

/** An expression with what one choice’s columns hold in the place of their names. */
function filled(ast: Ast, cells: Record<string, string>, columns: Set<string>): Ast {
  switch (ast.kind) {
    case 'ref':
      return ast.name.startsWith('./') && columns.has(ast.name.slice(2))
        ? { kind: 'text', value: cells[ast.name.slice(2)] ?? '' }
        : ast;
    case 'call': {
      const args = ast.args.map((arg) => filled(arg, cells, columns));
      return { ...ast, args };
    }
    case 'binary':
      return { ...ast, left: filled(ast.left, cells, columns), right: filled(ast.right, cells, columns) };
    case 'unary':
      return { ...ast, of: filled(ast.of, cells, columns) };
    default:
      return ast;
  }
}
