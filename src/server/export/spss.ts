import { stringify } from 'csv-stringify/sync';
import type { GivenResponse } from '../../backend/transfer/responses.js';
import type { Language, LocalizedText } from '../../contract/text.js';
import { inLanguage } from '../../domain/codebook.js';
import { spssNames } from './spss-names.js';
import { NOT_ASKED, type Table, type TableCell, type TableColumn } from './table.js';

/** In the place of a code, declared as missing: nothing was answered; the response's version does not ask this. */
const UNANSWERED = -9;
const ABSENT = -8;

const MISSING_WORDS = {
  unanswered: { fr: 'Sans réponse', en: 'No answer' },
  absent: { fr: 'Question absente de cette version', en: 'Not asked in this version' },
} as const satisfies Record<string, LocalizedText>;

/** The most bytes that a variable of text may hold, a variable's label, and a value's. */
const TEXT_LIMIT = 32_767;
const LABEL_LIMIT = 255;
/** A set's name, before the number that sets two apart: 64 bytes with its dollar. */
const SET_NAME = 58;
const VALUE_LIMIT = 120;

/** SPSS reads records by lines, also inside quotation marks: a line's end in a text becomes this sign. */
const LINE_END = '↵';

/**
 * The responses for SPSS: a file of data in its own numbers, and the syntax that reads it. The syntax is made last: only
 * then is known how wide each text is.
 */
export class SpssFiles {
  /** Texts that were longer than a variable may be. */
  cut = 0;
  private readonly names: string[];
  private readonly codes: (Map<string | number, number> | undefined)[];
  /** Of each column: the bytes of its longest text, or the most digits after a decimal point. */
  private readonly widths: number[];

  constructor(private readonly table: Table) {
    const { columns } = table;
    this.names = spssNames(columns);
    this.codes = columns.map(({ type, values }) =>
      type === 'choice' ? new Map(values.map(({ id, code }) => [id, code])) : undefined,
    );
    this.widths = columns.map(() => 0);
  }

  async *data(pages: AsyncIterable<GivenResponse[]>): AsyncGenerator<string> {
    yield lines([this.names]);
    for await (const page of pages)
      yield lines(
        page.map((response) => this.table.row(response).map((cell, index) => this.cell(cell, index))),
      );
  }

  private cell(cell: TableCell, index: number): string | number | null {
    const column = this.table.columns[index]!;
    if (isCategory(column)) {
      if (cell === NOT_ASKED) return ABSENT;
      return cell === null ? UNANSWERED : (this.codes[index]?.get(cell) ?? cell);
    }
    if (cell === NOT_ASKED || cell === null) return null;
    if (column.name === 'accepted_at') return dateAndTime(String(cell));
    if (column.type === 'text') return this.text(String(cell), index);
    if (column.type === 'number') {
      const digits = /\.(\d+)$/.exec(String(cell))?.[1]?.length ?? 0;
      this.widths[index] = Math.max(this.widths[index]!, digits);
    }
    return cell;
  }

  private text(whole: string, index: number): string {
    let text = whole.replace(/\r\n|[\r\n\v\f\u0085\u2028\u2029]/g, LINE_END);
    if (Buffer.byteLength(text) > TEXT_LIMIT) {
      this.cut += 1;
      text = beginning(text, TEXT_LIMIT);
    }
    this.widths[index] = Math.max(this.widths[index]!, Buffer.byteLength(text));
    return text;
  }

  /** The syntax that reads the data, which stands beside it. */
  syntax(dataFile: string, language: Language): string {
    const { columns } = this.table;
    const named = columns.map((column, index) => ({ ...column, name: this.names[index]!, index }));
    const categories = named.filter(isCategory);
    const numbers = named.filter(({ type }) => type === 'number');
    return [
      '* Encoding: UTF-8.',
      `* ${language === 'fr' ? 'Placez-vous dans le dossier des deux fichiers\u00a0:' : 'Go to the folder of the two files:'} CD 'C:/…'.`,
      'SET DECIMAL=DOT.',
      'GET DATA',
      '  /TYPE=TXT',
      `  /FILE=${literal(dataFile)}`,
      "  /ENCODING='UTF8'",
      '  /ARRANGEMENT=DELIMITED',
      "  /DELIMITERS=','",
      `  /QUALIFIER='"'`,
      '  /FIRSTCASE=2',
      '  /VARIABLES=',
      ...named.map((column) => `    ${column.name} ${this.format(column)}`),
      '  .',
      ...named.map(
        ({ name, label }) =>
          `VARIABLE LABELS ${name} ${literal(beginning(inLanguage(label, language), LABEL_LIMIT))}.`,
      ),
      ...categories.flatMap((column) => valueLabels(column, language)),
      ...(categories.length > 0
        ? [
            'MISSING VALUES',
            ...categories.map(({ name }) => `  ${name}`),
            `  (${UNANSWERED}, ${ABSENT}).`,
            'FORMATS',
            ...categories.map(({ name }) => `  ${name}`),
            '  (F5.0).',
          ]
        : []),
      ...numbers.map(({ name, index }) => {
        const digits = Math.min(this.widths[index]!, 16);
        return `FORMATS ${name} (F${12 + digits}.${digits}).`;
      }),
      ...this.sets(language),
      ...named.map((column) => `VARIABLE LEVEL ${column.name} (${levelOf(column)}).`),
      'EXECUTE.',
      '',
    ].join('\r\n');
  }

  /** What may be chosen together, so that one table counts a whole question: `$modes`, `$usages.ete`. */
  private sets(language: Language): string[] {
    const nameOf = new Map(this.table.columns.map(({ name }, index) => [name, this.names[index]!]));
    const sets = this.table.codebook.flatMap(({ label, columns }) => {
      const groups = new Map<string, string[]>();
      for (const { name, type } of columns) {
        if (type !== 'flag') continue;
        const set = name.slice(0, Math.max(name.lastIndexOf('.'), 0));
        groups.set(set, [...(groups.get(set) ?? []), nameOf.get(name)!]);
      }
      // A set has two variables at least.
      return [...groups].flatMap(([name, variables]) =>
        variables.length > 1 ? { name, label, variables } : [],
      );
    });
    const names = spssNames(sets.map(({ name }) => ({ name: name.slice(0, SET_NAME) })));
    return sets.flatMap(({ label, variables }, index) => [
      'MRSETS',
      `  /MDGROUP NAME=$${names[index]!}`,
      `  LABEL=${literal(beginning(inLanguage(label, language), LABEL_LIMIT))}`,
      '  CATEGORYLABELS=VARLABELS VALUE=1',
      '  VARIABLES=',
      ...variables.map((name) => `    ${name}`),
      '  .',
    ]);
  }

  private format({ name, type, index }: TableColumn & { index: number }): string {
    if (name === 'accepted_at') return 'DATETIME20';
    if (type === 'text') return `A${Math.max(this.widths[index]!, 1)}`;
    return type === 'date' ? 'SDATE10' : type === 'time' ? 'TIME5' : 'F40.0';
  }
}

/** Columns whose values are codes: only there can no answer be −9. */
function isCategory({ type }: Pick<TableColumn, 'type'>): boolean {
  return type === 'choice' || type === 'flag' || type === 'scale';
}

function levelOf({ name, type }: TableColumn): 'NOMINAL' | 'ORDINAL' | 'SCALE' {
  if (type === 'scale') return 'ORDINAL';
  if (name === 'accepted_at') return 'SCALE';
  return type === 'text' || type === 'choice' || type === 'flag' ? 'NOMINAL' : 'SCALE';
}

function valueLabels({ name, values }: TableColumn, language: Language): string[] {
  const labels = [
    ...values.map(({ code, label }) => ({ code, label })),
    { code: UNANSWERED, label: MISSING_WORDS.unanswered },
    { code: ABSENT, label: MISSING_WORDS.absent },
  ];
  return [
    `VALUE LABELS ${name}`,
    ...labels.map(
      ({ code, label }) => `  ${code} ${literal(beginning(inLanguage(label, language), VALUE_LIMIT))}`,
    ),
    '  .',
  ];
}

/** Lines of data, which no spreadsheet opens: texts stand in quotation marks whole, also those that begin like a formula. */
function lines(rows: (string | number | null)[][]): string {
  return stringify(rows, { record_delimiter: '\r\n', quoted_string: true });
}

/** `2026-06-01T12:00:00.000000Z` as SPSS reads it. */
function dateAndTime(instant: string): string {
  const [, year, month, day, time] = /^(\d+)-(\d+)-(\d+)T([\d:]+)/.exec(instant)!;
  return `${day}-${MONTHS[Number(month) - 1]}-${year} ${time}`;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** As much of a text as so many bytes hold, whole characters only. */
function beginning(text: string, bytes: number): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(bytes));
  return text.slice(0, read);
}

/** A text in the syntax: in pieces, since its lines have an end. */
function literal(text: string): string {
  const pieces = text.replace(/\s+/g, ' ').match(/.{1,60}/gsu) ?? [''];
  return pieces.map((piece) => `'${piece.replaceAll("'", "''")}'`).join(' +\r\n    ');
}
