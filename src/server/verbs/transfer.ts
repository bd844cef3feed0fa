import { createWriteStream } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from 'node:events';
import type { WriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { exportRows, type ExportedRow } from '../../backend/transfer/export.js';
import { type ImportOutcome, importRows } from '../../backend/transfer/import.js';
import { loadConsultation } from '../../backend/consultations/store.js';
import type { Bench, Voice } from '../admin.js';
import { jsonLines } from '../lines.js';
import { harmless } from '../export/csv.js';
import { reasonOf } from '../reasons.js';
import { inWords } from './words.js';

export interface ImportOptions {
  file: string;
  consultation: string;
  activity: string;
}

/** `cq import FILE.ndjson`: brings in ideas or comments from elsewhere. May be repeated. */
export async function importFile({ database, backend, now }: Bench, options: ImportOptions, voice: Voice) {
  const { file, consultation, activity } = options;
  let input: FileHandle | undefined;
  let outcome: ImportOutcome;
  try {
    input = await open(file);
    const { size } = await input.stat();
    const bytes = input.createReadStream({ autoClose: false });
    outcome = await importRows(database.db, { consultation, activity, now }, jsonLines(bytes), () =>
      voice.progress(bytes.bytesRead, size),
    );
  } catch (error) {
    voice.line(`${file}: ${reasonOf(error)}`);
    return 1;
  } finally {
    await input?.close();
    // Also where it was cut short: readers are told of what is stored by then.
    await backend?.contributionsChanged(consultation);
  }
  const told = `${outcome.read} read, ${outcome.stored} stored, ${outcome.known} there already`;
  if (outcome.ok) {
    await database.maintain();
    voice.line(`${file}: ${told}`);
    return 0;
  }
  const { line, pointer = '', code } = outcome.problem;
  if (line === undefined) voice.line(misplaced(code, options));
  else
    voice.line(
      `${file}:${line}${pointer && ` ${pointer}`}: ${inWords(code)} (${told}; run it again once it is mended)`,
    );
  return 1;
}

/** Why nothing can go where it was to go. */
function misplaced(code: string, { consultation, activity }: ImportOptions): string {
  if (code === 'unknown-consultation') return `--consultation ${consultation}: no such consultation`;
  if (code === 'unknown-activity') return `--activity ${activity}: ${consultation} has no such activity`;
  return `--activity ${activity}: it holds neither ideas nor comments`;
}

export interface ExportOptions {
  consultation: string;
  folder: string;
}

/** `cq export CONSULTATION`: everything public, as NDJSON and CSV, a file a table. */
export async function exportConsultation({ database, now }: Bench, options: ExportOptions, voice: Voice) {
  const { consultation, folder } = options;
  if (!(await loadConsultation(database.db, consultation))) {
    voice.line(`${consultation}: no such consultation`);
    return 1;
  }
  const files = new Map<string, Files>();
  let done = 0;
  try {
    await mkdir(folder, { recursive: true });
    for await (const { table, row } of exportRows(database.db, consultation, now)) {
      if (!files.has(table)) files.set(table, new Files(folder, table, row));
      await files.get(table)!.write(row);
      if (++done % 500 === 0) voice.progress(done, 0);
    }
    for (const [table, file] of files)
      voice.line(`${join(folder, table)}.{ndjson,csv}: ${await file.end()} rows`);
    return 0;
  } catch (error) {
    for (const file of files.values()) file.destroy();
    voice.line(`${folder}: ${reasonOf(error)}: the export is not whole`);
    return 1;
  }
}

type Row = ExportedRow['row'];

/** One table's two files. */
class Files {
  private rows = 0;
  private readonly json: WriteStream;
  private readonly csvFile: WriteStream;
  private readonly csv: ReturnType<typeof stringify>;
  /** Rejects as soon as one of them cannot be written. */
  private readonly written: Promise<unknown>;

  constructor(folder: string, table: string, first: Row) {
    this.json = createWriteStream(join(folder, `${table}.ndjson`));
    this.csvFile = createWriteStream(join(folder, `${table}.csv`));
    // A cell that begins like a formula would run in a spreadsheet.
    this.csv = stringify({ header: true, columns: Object.keys(first), cast: { string: harmless } });
    this.csv.pipe(this.csvFile);
    this.written = Promise.all([finished(this.json), finished(this.csvFile)]);
    // Whoever writes hears of it: at the next wait, or at the end.
    this.written.catch(() => {});
  }

  async write(row: Row): Promise<void> {
    this.rows += 1;
    if (!this.json.write(`${JSON.stringify(row)}\n`)) await this.drained(this.json);
    if (!this.csv.write(row)) await this.drained(this.csv);
  }

  async end(): Promise<number> {
    this.json.end();
    this.csv.end();
    await this.written;
    return this.rows;
  }

  destroy(): void {
    this.json.destroy();
    this.csvFile.destroy();
  }

  /** A stream whose file cannot be written is never drained. */
  private async drained(stream: Writable): Promise<void> {
    await Promise.race([once(stream, 'drain'), this.written]);
  }
}
