import { Readable } from 'node:stream';
import { writeXlsxStream, XLSX_MAX_ROWS_PER_SHEET } from 'hucre/xlsx';
import type { Cell } from '../../domain/codebook.js';
import type { Pieces } from './private-file.js';
import type { Table } from './table.js';
import type { TracedResponse } from './traced.js';

/** The columns that one file holds: all that a sheet may have, or a part of them after the response's identifier. */
export interface Slice {
  from: number;
  to: number;
}

/** What a workbook holds, which is a parameter so that a test need not make a million rows. */
export interface SheetLimits {
  rows: number;
  columns: number;
}

export const SHEET_LIMITS: SheetLimits = { rows: XLSX_MAX_ROWS_PER_SHEET, columns: 16_384 };

/** The most characters that a cell may hold. */
const CELL_LIMIT = 32_767;

/** How many cells may at most be written without ZIP64: few readers lack it, and below this no part reaches 4 GiB. */
const PLAIN_ZIP = 2_000_000;

/** The columns by files: each file but the first begins with the response's identifier again. */
export function slicesOf(columns: number, { columns: most }: SheetLimits): Slice[] {
  const slices: Slice[] = [{ from: 0, to: Math.min(columns, most) }];
  for (let from = most; from < columns; from += most - 1)
    slices.push({ from, to: Math.min(columns, from + most - 1) });
  return slices;
}

/** What had to be cut, which is told. */
export interface Cut {
  cells: number;
}

/**
 * The responses as a workbook, written as they are read. Texts are of the type text, so that none is a formula. Rows
 * beyond the limit of a sheet go on in the next one.
 */
export function xlsxPieces(
  pages: AsyncIterable<TracedResponse[]>,
  table: Table,
  { from, to }: Slice,
  options: { responses: number; limits: SheetLimits; cut: Cut },
): Pieces {
  const part = <Item>(items: readonly Item[]) =>
    from === 0 ? items.slice(0, to) : [items[0]!, ...items.slice(from, to)];
  async function* rows() {
    for await (const page of pages) {
      for (const response of page) yield part(table.cells(response)).map((cell) => fit(cell, options.cut));
    }
  }
  const stream = writeXlsxStream(rows(), {
    name: 'Réponses',
    columns: part(table.header()).map((header) => ({ header: fit(header, options.cut) as string })),
    freezePane: { rows: 1 },
    maxRowsPerSheet: options.limits.rows,
    zip64: options.responses * (to - from) > PLAIN_ZIP,
  });
  return Readable.fromWeb(stream as Parameters<typeof Readable.fromWeb>[0]);
}

/** A cell as a sheet can hold it. */
function fit(cell: Cell, cut: Cut): Cell {
  if (typeof cell !== 'string') return cell;
  let text = cell;
  if (text.length > CELL_LIMIT) {
    cut.cells += 1;
    text = text.slice(0, CELL_LIMIT).toWellFormed();
  }
  // The format writes what XML cannot as _x000D_: what reads like that already is marked, and what the library leaves is.
  return text.replace(/_x(?=[\dA-F]{4}_)/gi, '_x005F_x').replace(/[\uFFFE\uFFFF]/g, unheard);
}

const unheard = (character: string) => `_x${character.charCodeAt(0).toString(16).toUpperCase()}_`;
