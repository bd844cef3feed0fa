import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { Database } from '../../backend/database/database.js';
import {
  countContributions,
  type DumpedRow,
  fingerprints,
  KEPT_TABLES,
  readAll,
  replaceAll,
} from '../../backend/database/dump.js';
import { openPostgres } from '../../backend/database/postgres.js';
import type { Bench, Voice } from '../admin.js';
import { reasonOf } from '../reasons.js';

/** `cq migrate`: brings the tables up to date. */
export async function migrate({ database }: Bench, _options: unknown, voice: Voice) {
  const ran = await database.migrate();
  voice.line(ran.length > 0 ? `Migrated: ${ran.join(', ')}` : 'Up to date.');
  return 0;
}

const FORMAT = 'consultation-quebec/backup/1';

/**
 * `cq backup FILE`: every row of one moment, without the keys of address hashes, as compressed NDJSON. The file is there
 * once it is whole, and not at all otherwise.
 */
export async function backup({ database, now }: Bench, { file }: { file: string }, voice: Voice) {
  const there = await stat(file).catch(() => undefined);
  if (there && !there.isFile()) {
    voice.line(`${file}: is there, and is no ordinary file: nothing was written`);
    return 1;
  }
  const unfinished = `${file}.part`;
  let rows = 0;
  const lines = backupLines(
    told(readAll(database.db), (count) => voice.progress((rows += count), 0)),
    now,
  );
  try {
    await pipeline(lines, createGzip(), createWriteStream(unfinished, { mode: 0o600, flush: true }));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {});
    voice.line(`${file}: ${reasonOf(error)}: no backup was made`);
    return 1;
  }
  voice.line(`${file}: ${rows} rows`);
  return 0;
}

/** A backup's text: what it is, a line a row, and at its end what tells that it is whole. */
async function* backupLines(batches: AsyncIterable<DumpedRow[]>, now: Date): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const lineOf = (value: unknown) => `${JSON.stringify(value)}\n`;
  const hashed = (text: string) => {
    hash.update(text);
    return text;
  };
  let rows = 0;
  yield hashed(lineOf({ format: FORMAT, at: now.toISOString() }));
  for await (const batch of batches) {
    rows += batch.length;
    yield hashed(batch.map(lineOf).join(''));
  }
  yield lineOf({ end: true, rows, sha256: hash.digest('hex') });
}

/** The same batches; says how many rows each has once it was taken. */
async function* told(
  batches: AsyncIterable<DumpedRow[]>,
  each: (count: number) => void,
): AsyncGenerator<DumpedRow[]> {
  for await (const batch of batches) {
    yield batch;
    each(batch.length);
  }
}

export interface RestoreOptions {
  file: string;
  /** Replaces contributions that are there. */
  force: boolean;
}

/** `cq restore FILE`: puts a backup back, whole or not at all. */
export async function restore({ database, backend }: Bench, { file, force }: RestoreOptions, voice: Voice) {
  if (!force && (await countContributions(database.db)) > 0) {
    voice.line('There are contributions here: --force replaces them by the backup.');
    return 1;
  }
  let rows = 0;
  try {
    await replaceAll(
      database.db,
      told(batches(readBackup(file)), (count) => voice.progress((rows += count), 0)),
    );
  } catch (error) {
    const damaged = /^Z_/.test((error as NodeJS.ErrnoException).code ?? '');
    voice.line(`${file}: ${damaged ? NOT_WHOLE : reasonOf(error)}: nothing was restored`);
    return 1;
  }
  await backend?.definitionsChanged();
  voice.line(`${file}: ${rows} rows restored`);
  return 0;
}

const NOT_WHOLE = 'not a whole backup';

type Line = DumpedRow | { format: string } | { end: true; rows: number; sha256: string };

/** The rows of a backup. Throws where the file is not one, or not whole: the transaction that reads it then ends. */
async function* readBackup(file: string): AsyncGenerator<DumpedRow> {
  const damaged = new Error(NOT_WHOLE);
  const hash = createHash('sha256');
  let rows = 0;
  let first = true;
  const unzipped = createReadStream(file)
    .on('error', (error) => unzipped.destroy(error))
    .pipe(createGunzip());
  for await (const text of createInterface({ input: unzipped, crlfDelay: Infinity })) {
    const line = parsed(text, damaged);
    if (first !== ('format' in line && line.format === FORMAT)) throw damaged;
    first = false;
    if ('end' in line) {
      if (line.rows !== rows || line.sha256 !== hash.digest('hex')) throw damaged;
      return;
    }
    hash.update(`${text}\n`);
    if (!('row' in line)) continue;
    if (!KEPT_TABLES.includes(line.table)) throw new Error(`a later release wrote it («${line.table}»)`);
    rows += 1;
    yield line;
  }
  throw damaged;
}

function parsed(text: string, damaged: Error): Line {
  try {
    return JSON.parse(text) as Line;
  } catch {
    throw damaged;
  }
}

async function* batches(rows: AsyncIterable<DumpedRow>): AsyncGenerator<DumpedRow[]> {
  let batch: DumpedRow[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < 500) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

/** `cq copy --to postgres://…`: moves everything to a PostgreSQL that is empty, and compares what arrived. */
export async function copy({ database }: Bench, { to }: { to: string }, voice: Voice) {
  const target = await openPostgres({ url: to, connections: 2 });
  try {
    const refusal = await refusalOf(target);
    if (refusal !== undefined) {
      voice.line(`--to: ${refusal}: nothing was copied`);
      return 1;
    }
    await target.migrate();
    if ((await fingerprints(target.db)).some(({ rows }) => rows > 0)) {
      voice.line('The other database is not empty: nothing was copied.');
      return 1;
    }
    let done = 0;
    await replaceAll(
      target.db,
      told(readAll(database.db, 'move'), (count) => voice.progress((done += count), 0)),
    );
    const [before, after] = [await fingerprints(database.db), await fingerprints(target.db)];
    const differs = before.filter(
      (one, index) => one.rows !== after[index]!.rows || one.hash !== after[index]!.hash,
    );
    for (const { table, rows: count } of before) voice.line(`${table}: ${count} rows`);
    for (const { table } of differs) voice.line(`${table}: NOT THE SAME ON BOTH SIDES`);
    if (differs.length > 0) return 1;
    voice.line('The same on both sides, row by row. Set DATABASE_URL and start again.');
    return 0;
  } finally {
    await target.close();
  }
}

/** Why nothing can be copied to a database, in words. */
async function refusalOf(target: Database): Promise<string | undefined> {
  try {
    const state = await target.schemaState();
    return state === 'ahead' ? 'a later release has migrated this database' : undefined;
  } catch (error) {
    return `the database does not answer: ${reasonOf(error)}`;
  }
}
