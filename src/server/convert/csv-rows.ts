import { CsvError, parse } from 'csv-parse/sync';
import { Unreadable } from './report.js';

/** One line of a table, by the headings of the first. */
export interface Line {
  number: number;
  cells: Record<string, string>;
}

/** A table whose columns are parted by commas, semicolons or tabs: whichever the first line has most of. */
export function readCsv(text: string): { headings: string[]; lines: Line[] } {
  const plain = text.replace(/^\uFEFF/, '');
  const first = plain.split('\n', 1)[0]!;
  const [delimiter] = [',', ';', '\t'].sort(
    (one, other) => first.split(other).length - first.split(one).length,
  );
  try {
    const records = parse(plain, {
      delimiter: delimiter!,
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    const headings = records[0]?.record.map((heading) => heading.trim()) ?? [];
    const lines = records.slice(1).map(({ record, info }) => ({
      number: info.lines,
      cells: Object.fromEntries(
        record.map((cell, column) => [headings[column] || `column ${column + 1}`, cell.trim()]),
      ),
    }));
    return { headings, lines };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as unknown as { lines?: number };
    throw new Unreadable(`no table: ${error.message}`, lines === undefined ? undefined : `line ${lines}`);
  }
}
