import { stringify } from 'csv-stringify/sync';
import type { Language } from '../../contract/text.js';
import { type Cell, inLanguage } from '../../domain/codebook.js';
import { codeOf, type Gap, GAP_WORDS, GAPS } from './gaps.js';
import { spssNames } from './spss-names.js';
import { Missing, type Table, type TableColumn } from './table.js';
import type { TracedResponse } from './traced.js';

/** A value that is declared as missing: as it stands in the data, and in the syntax. */
interface MissingValue {
  cell: Cell;
  value: string;
}

const missing = (cell: Cell, value = String(cell)): MissingValue => ({ cell, value });

/** No text that anybody writes, and as short as SPSS wants them; what was passed over is empty. */
const MISSING_TEXTS = {
  unanswered: missing(null, "' '"),
  absent: missing('[-8]', "'[-8]'"),
  'not-shown': missing('[-7]', "'[-7]'"),
};
/** The first days that SPSS knows, and hours that no day has; both are seconds. What was passed over is empty. */
const MISSING_DATES = {
  absent: missing('1582-10-18', '345600'),
  'not-shown': missing('1582-10-17', '259200'),
};
const MISSING_TIMES = { absent: missing('98:00', '352800'), 'not-shown': missing('97:00', '349200') };

/** The values of a column that say why there is none. Numbers that were passed over are empty. */
function missingIn(column: TableColumn): Partial<Record<Gap, MissingValue>> {
  if (column.type === 'text') return MISSING_TEXTS;
  if (column.type === 'date') return MISSING_DATES;
  if (column.type === 'time') return MISSING_TIMES;
  const codes = {
    absent: missing(codeOf(column, 'absent')),
    'not-shown': missing(codeOf(column, 'not-shown')),
  };
  return isCategory(column) ? { unanswered: missing(codeOf(column, 'unanswered')), ...codes } : codes;
}

/** What stands in the data where there is no value; null where it is empty. */
export function inSpssGap(column: TableColumn, gap: Gap): Cell {
  return missingIn(column)[gap]?.cell ?? null;
}

/** The most bytes that a variable of text may hold, a variable's label, and a value's. */
const TEXT_LIMIT = 32_767;
const LABEL_LIMIT = 255;
/** A set's name, before the number that sets two apart: 64 bytes with its dollar. */
const SET_NAME = 58;
const VALUE_LIMIT = 120;
/** As many bytes as what is declared as missing has. */
const SHORTEST_TEXT = 4;

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
  /** Of each column: what is declared as missing; nothing of the responses' own. */
  private readonly missing: Partial<Record<Gap, MissingValue>>[];

  constructor(private readonly table: Table) {
    const { columns } = table;
    this.names = spssNames(columns);
    this.codes = columns.map(({ type, values }) =>
      type === 'choice' ? new Map(values.map(({ id, code }) => [id, code])) : undefined,
    );
    this.widths = columns.map(() => 0);
    this.missing = columns.map((column, index) => (index < table.own.length ? {} : missingIn(column)));
  }

  async *data(pages: AsyncIterable<TracedResponse[]>): AsyncGenerator<string> {
    yield lines([this.names]);
    for await (const page of pages)
      yield lines(
        page.map((response) => this.table.row(response).map((cell, index) => this.cell(cell, index))),
      );
  }

  private cell(given: Cell | Missing, index: number): Cell {
    const column = this.table.columns[index]!;
    const cell = given instanceof Missing ? this.inPlace(given, index) : given;
    if (cell === null) return null;
    if (isCategory(column)) return this.codes[index]?.get(cell) ?? cell;
    if (column.name === 'accepted_at') return dateAndTime(String(cell));
    if (column.type === 'text') return this.text(String(cell), index);
    if (column.type === 'number') {
      const digits = /\.(\d+)$/.exec(String(cell))?.[1]?.length ?? 0;
      this.widths[index] = Math.max(this.widths[index]!, digits);
    }
    return cell;
  }

  private inPlace({ gap }: Missing, index: number): Cell {
    return (gap && this.missing[index]![gap]?.cell) ?? null;
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
      ...named.flatMap((column) => this.valueLabels(column, language)),
      ...named.flatMap(({ name, index }) => {
        const values = Object.values(this.missing[index]!).map(({ value }) => value);
        return values.length > 0 ? [`MISSING VALUES ${name} (${values.join(', ')}).`] : [];
      }),
      // Of the responses' own columns, some always are.
      'FORMATS',
      ...named.filter(isCategory).map(({ name }) => `  ${name}`),
      '  (F5.0).',
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

  private valueLabels({ name, values, index }: TableColumn & { index: number }, language: Language) {
    const labels = [
      ...values.map(({ code, label }) => ({ value: code, label })),
      ...GAPS.flatMap((gap) => {
        const declared = this.missing[index]![gap];
        return declared ? [{ value: declared.value, label: GAP_WORDS[gap] }] : [];
      }),
    ];
    if (labels.length === 0) return [];
    return [
      `VALUE LABELS ${name}`,
      ...labels.map(
        ({ value, label }) => `  ${value} ${literal(beginning(inLanguage(label, language), VALUE_LIMIT))}`,
      ),
      '  .',
    ];
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
    if (type === 'text') return `A${Math.max(this.widths[index]!, SHORTEST_TEXT)}`;
    return type === 'date' ? 'SDATE10' : type === 'time' ? 'TIME5' : 'F40.0';
  }
}

/** Columns whose values are codes. */
function isCategory({ type }: Pick<TableColumn, 'type'>): boolean {
  return type === 'choice' || type === 'flag' || type === 'scale';
}

function levelOf({ name, type }: TableColumn): 'NOMINAL' | 'ORDINAL' | 'SCALE' {
  if (type === 'scale') return 'ORDINAL';
  if (name === 'accepted_at') return 'SCALE';
  return type === 'text' || type === 'choice' || type === 'flag' ? 'NOMINAL' : 'SCALE';
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
