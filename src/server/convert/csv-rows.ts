import { CsvError, parse } from 'csv-parse/sync';
import { type Delimiter, type Head, headOf, overflows } from '../tables.js';
import { Unreadable } from './report.js';

/** One line of a table, by the headings of the first. */
export interface Line {
  number: number;
  cells: Record<string, string>;
}

/** A table without the line `sep=;` that spreadsheets begin it with for one another; the lines after keep their numbers. */
export function withoutHint(text: string): string {
  return text.replace(/^\ufeff?sep=[,;\t][^\S\n]*\n/i, '\n');
}

/** A table whose columns are parted by commas, semicolons or tabs: see `headOf`. Without `isKnown`, any column will do. */
export function readCsv(
  file: string,
  isKnown: (heading: string) => boolean = () => true,
): { headings: string[]; lines: Line[] } {
  const text = withoutHint(file);
  const head: Head = headOf(text, isKnown) ?? headOf(text, () => true) ?? { delimiter: ',', titles: [] };
  try {
    const records = parse(text, {
      delimiter: head.delimiter,
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    const lines = records.slice(1).map(({ record, info }) => {
      // A question cut at its comma would be taken for the whole of it.
      if (overflows(record, head))
        throw new Unreadable(
          `it has more cells than the first line has columns: what holds a ${NAMES[head.delimiter]} stands in quotation marks`,
          `line ${info.lines}`,
        );
      return {
        number: info.lines,
        // Of columns that are called the same the first counts: it comes last here.
        cells: Object.fromEntries(
          record
            .map((cell, column): [string, string] => [
              head.titles[column] || `column ${column + 1}`,
              cell.trim(),
            ])
            .reverse(),
        ),
      };
    });
    return { headings: head.titles, lines };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as unknown as { lines?: number };
    throw new Unreadable(`no table: ${error.message}`, lines === undefined ? undefined : `line ${lines}`);
  }
}

const NAMES: Record<Delimiter, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab' };
