import { stringify } from 'csv-stringify/sync';
import type { Table } from './table.js';
import type { TracedResponse } from './traced.js';

/** Excel takes a file for UTF-8 where it begins with this mark, and else for the machine's own code page. */
export const BOM = '\uFEFF';

/** How a formula may begin: what the library looks for, the signs of full width among it. */
const FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

/** The same after what a spreadsheet may take for the end of a cell: Excel in French parts cells by semicolons. */
const FORMULA_INSIDE = /([;\t\r\n][ "']*)(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g;

/**
 * How a text is written as a cell: an apostrophe comes before what a spreadsheet would run as a formula, at its beginning
 * or after what may end a cell.
 */
export function harmless(text: string) {
  const value = text.replace(FORMULA_INSIDE, "$1'");
  return FORMULA.test(value) ? { value, escape_formulas: true } : value;
}

/** Rows as CSV (RFC 4180), UTF-8, with harmless texts, as in what is published. Numbers are numbers, below zero too. */
export function csvOf(rows: readonly (readonly unknown[])[]): string {
  return stringify(rows as unknown[][], {
    record_delimiter: '\r\n',
    // A line's end inside a text is kept, whichever of the three it is.
    quoted_match: /[\r\n]/,
    // Asked of those alone that begin so: the library copies its options for each cell that has some of its own.
    cast: { string: harmless },
  });
}

/** The responses as CSV, a page at a time. */
export async function* csvPieces(
  pages: AsyncIterable<TracedResponse[]>,
  table: Table,
  bom: boolean,
): AsyncGenerator<string> {
  yield (bom ? BOM : '') + csvOf([table.header()]);
  for await (const page of pages) yield csvOf(page.map((response) => table.cells(response)));
}
