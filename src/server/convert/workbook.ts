import { type CellValue, readXlsx, writeXlsx } from 'hucre/xlsx';
import { Unreadable } from './report.js';

/** One sheet: its rows by the headings of the first, each with its number in the file. */
export interface Sheet {
  headings: string[];
  rows: { number: number; cells: Record<string, string> }[];
}

/** What a workbook may hold unpacked, in bytes. A form of a thousand questions holds less than one million. */
const MOST_UNPACKED = 32 * 1024 * 1024;

/** The sheets of a workbook (xlsx), by their names in lower case. */
export async function readWorkbook(bytes: Uint8Array): Promise<Map<string, Sheet>> {
  if (isCompound(bytes))
    throw new Unreadable('a workbook with a password, or of before 2007 (xls): save it as xlsx, without one');
  if (unpackedSize(bytes) > MOST_UNPACKED)
    throw new Unreadable('no form: unpacked, the workbook would hold more than 32 MiB');
  const { sheets } = await readXlsx(bytes).catch((error: unknown) => {
    throw new Unreadable(`no workbook (xlsx): ${(error as Error).message}`);
  });
  return new Map(sheets.map(({ name, rows }) => [name.trim().toLowerCase(), sheetOf(rows)] as const));
}

/** Whether a file is of the kind that holds encrypted workbooks, and those of before 2007. */
export function isCompound(bytes: Uint8Array): boolean {
  return [0xd0, 0xcf, 0x11, 0xe0].every((byte, at) => bytes[at] === byte);
}

/** Begins what an archive’s directory says of a part. */
const ENTRY = Uint8Array.of(0x50, 0x4b, 1, 2);
/** How much larger a part can be unpacked than packed. */
const MOST_PACKED = 1032;

/** What the archive’s directory says that its parts hold: no part is unpacked beyond that, unless it says nothing. */
function unpackedSize(bytes: Uint8Array): number {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let total = 0;
  for (let at = file.indexOf(ENTRY); at >= 0 && at + 28 <= file.length; at = file.indexOf(ENTRY, at + 4)) {
    const [packed, unpacked] = [file.readUInt32LE(at + 20), file.readUInt32LE(at + 24)];
    total += unpacked === 0 ? packed * MOST_PACKED : unpacked;
  }
  return total;
}

function sheetOf([first = [], ...rest]: CellValue[][]): Sheet {
  const headings = first.map((cell) => textOf(cell).trim());
  const rows = rest.flatMap((row, index) => {
    const named = row.map((cell, column) => [headings[column] ?? '', textOf(cell)] as const);
    const cells = Object.fromEntries(named.filter(([heading, text]) => heading !== '' && text !== ''));
    return Object.keys(cells).length > 0 ? [{ number: index + 2, cells }] : [];
  });
  return { headings: headings.filter(Boolean), rows };
}

/** A workbook (xlsx) of these sheets, each with a first row of headings. */
export function writeWorkbook(
  sheets: Record<string, { headings: string[]; rows: Record<string, string>[] }>,
): Promise<Uint8Array> {
  return writeXlsx({
    sheets: Object.entries(sheets).map(([name, { headings, rows }]) => ({
      name,
      rows: [headings, ...rows.map((row) => headings.map((heading) => row[heading] ?? ''))],
    })),
  });
}

function textOf(value: CellValue): string {
  if (value === null) return '';
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
}
