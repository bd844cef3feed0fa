import ExcelJS from 'exceljs';
import { Unreadable } from './report.js';

/** One sheet: its rows by the headings of the first, each with its number in the file. */
export interface Sheet {
  headings: string[];
  rows: { number: number; cells: Record<string, string> }[];
}

/** The sheets of a workbook (xlsx), by their names in lower case. */
export async function readWorkbook(bytes: Uint8Array): Promise<Map<string, Sheet>> {
  const workbook = new ExcelJS.Workbook();
  try {
    await workbook.xlsx.load(bytes as unknown as ExcelJS.Buffer);
  } catch (error) {
    throw new Unreadable(`no workbook (xlsx): ${(error as Error).message}`);
  }
  return new Map(
    workbook.worksheets.map((worksheet) => {
      const headings: string[] = [];
      const rows: Sheet['rows'] = [];
      worksheet.eachRow((row, number) => {
        const cells: Record<string, string> = {};
        row.eachCell((cell, column) => {
          const text = textOf(cell.value);
          if (number === 1) headings[column - 1] = text.trim();
          else if (headings[column - 1] && text !== '') cells[headings[column - 1]!] = text;
        });
        if (number > 1 && Object.keys(cells).length > 0) rows.push({ number, cells });
      });
      return [worksheet.name.trim().toLowerCase(), { headings: headings.filter(Boolean), rows }] as const;
    }),
  );
}

/** A workbook (xlsx) of these sheets, each with a first row of headings. */
export async function writeWorkbook(
  sheets: Record<string, { headings: string[]; rows: Record<string, string>[] }>,
): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  for (const [name, { headings, rows }] of Object.entries(sheets)) {
    const worksheet = workbook.addWorksheet(name);
    worksheet.addRow(headings);
    for (const row of rows) worksheet.addRow(headings.map((heading) => row[heading] ?? ''));
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function textOf(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value !== 'object') return String(value);
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('text' in value) return textOf(value.text);
  if ('result' in value) return textOf(value.result);
  return '';
}
