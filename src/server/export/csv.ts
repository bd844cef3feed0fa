import { stringify } from 'csv-stringify/sync';
import type { GivenResponse } from '../../backend/transfer/responses.js';
import type { Table } from './table.js';

/** Excel takes a file for UTF-8 where it begins with this mark, and else for the machine's own code page. */
export const BOM = '\uFEFF';

/** How a formula may begin: what the library looks for, the signs of full width among it. */
const FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

/**
 * Rows as CSV (RFC 4180), UTF-8. A text that begins like a formula would run in a spreadsheet: an apostrophe comes before
 * it, as in what is published. Numbers are numbers, below zero too.
 */
export function csvOf(rows: readonly (readonly unknown[])[]): string {
  return stringify(rows as unknown[][], {
    record_delimiter: '\r\n',
    // A line's end inside a text is kept, whichever of the three it is.
    quoted_match: /[\r\n]/,
    // Asked of those alone that begin so: the library copies its options for each cell that has some of its own.
    cast: { string: (value) => (FORMULA.test(value) ? { value, escape_formulas: true } : value) },
  });
}

/** The responses as CSV, a page at a time. */
export async function* csvPieces(
  pages: AsyncIterable<GivenResponse[]>,
  table: Table,
  bom: boolean,
): AsyncGenerator<string> {
  yield (bom ? BOM : '') + csvOf([table.header()]);
  for await (const page of pages) yield csvOf(page.map((response) => table.row(response)));
}
