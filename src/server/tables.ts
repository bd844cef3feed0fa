import { CsvError, parse } from 'csv-parse/sync';

/** What may part the columns of a table. */
export type Delimiter = ',' | ';' | '\t';

/** The first line of a table. */
export interface Head {
  delimiter: Delimiter;
  titles: string[];
}

/**
 * How a table is to be read: of commas, semicolons and tabs, what parts its first line into most of the columns that
 * `isKnown` knows, then into most columns. Undefined where none gives a single one. What stands in quotation marks is whole.
 */
export function headOf(table: string, isKnown: (title: string) => boolean): Head | undefined {
  const heads = ([',', ';', '\t'] as const).flatMap((delimiter): (Head & { known: number })[] => {
    const titles = firstLine(table, delimiter);
    const known = new Set(titles.filter(isKnown)).size;
    return known > 0 ? [{ delimiter, titles, known }] : [];
  });
  return heads.sort((one, other) => other.known - one.known || other.titles.length - one.titles.length)[0];
}

/** Without spaces around; nothing where quotation marks stand as they cannot with this delimiter. */
function firstLine(table: string, delimiter: Delimiter): string[] {
  try {
    const [first = []] = parse(table, { delimiter, bom: true, skip_empty_lines: true, to: 1 });
    return first.map((title) => title.trim());
  } catch (error) {
    if (error instanceof CsvError) return [];
    throw error;
  }
}

/** Whether a line has more in it than columns: what holds the delimiter stood there without quotation marks. */
export function overflows(cells: readonly string[], { titles }: Head): boolean {
  return cells.slice(titles.length).some((cell) => cell.trim() !== '');
}
