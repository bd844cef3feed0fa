import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import {
  countContributions,
  type DumpedRow,
  fingerprints,
  readAll,
  replaceAll,
} from '../../backend/database/dump.js';
import { openPostgres } from '../../backend/database/postgres.js';
import type { Bench, Voice } from '../admin.js';

/** `cq migrate`: brings the tables up to date. */
export async function migrate({ database }: Bench, _options: unknown, voice: Voice) {
  const ran = await database.migrate();
  voice.line(ran.length > 0 ? `Migrated: ${ran.join(', ')}` : 'Up to date.');
  return 0;
}

const FORMAT = 'consultation-quebec/backup/1';

/** `cq backup FILE`: every row of one moment, without the keys of address hashes, as compressed NDJSON. */
export async function backup({ database, now }: Bench, { file }: { file: string }, voice: Voice) {
  const unfinished = `${file}.part`;
  const gzip = createGzip();
  const written = pipeline(gzip, createWriteStream(unfinished, { mode: 0o600 }));
  const hash = createHash('sha256');
  const write = async (value: unknown) => {
    const line = `${JSON.stringify(value)}\n`;
    hash.update(line);
    if (!gzip.write(line)) await once(gzip, 'drain');
  };
  let rows = 0;
  try {
    await write({ format: FORMAT, at: now.toISOString() });
    await readAll(database.db, async (batch) => {
      for (const row of batch) await write(row);
      rows += batch.length;
      voice.progress(rows, 0);
    });
    gzip.end(`${JSON.stringify({ end: true, rows, sha256: hash.digest('hex') })}\n`);
    await written;
    await rename(unfinished, file);
  } catch (error) {
    gzip.destroy();
    await rm(unfinished, { force: true });
    throw error;
  }
  voice.line(`${file}: ${rows} rows`);
  return 0;
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
  await replaceAll(
    database.db,
    batches(readBackup(file), (count) => voice.progress((rows += count), 0)),
  );
  await backend?.definitionsChanged();
  voice.line(`${file}: ${rows} rows restored`);
  return 0;
}

type Line = DumpedRow | { format: string } | { end: true; rows: number; sha256: string };

/** The rows of a backup. Throws where the file is not one, or not whole: the transaction that reads it then ends. */
async function* readBackup(file: string): AsyncGenerator<DumpedRow> {
  const damaged = new Error(`${file}: not a whole backup`);
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

async function* batches(
  rows: AsyncIterable<DumpedRow>,
  each: (count: number) => void,
): AsyncGenerator<DumpedRow[]> {
  let batch: DumpedRow[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < 500) continue;
    yield batch;
    each(batch.length);
    batch = [];
  }
  yield batch;
  each(batch.length);
}

/** `cq copy --to postgres://…`: moves everything to a PostgreSQL that is empty, and compares what arrived. */
export async function copy({ database }: Bench, { to }: { to: string }, voice: Voice) {
  const target = await openPostgres({ url: to, connections: 2 });
  try {
    await target.migrate();
    if ((await fingerprints(target.db)).some(({ rows }) => rows > 0)) {
      voice.line('The other database is not empty: nothing was copied.');
      return 1;
    }
    let done = 0;
    const rows = new PassThrough({ objectMode: true, highWaterMark: 2 });
    const reading = readAll(database.db, async (batch) => {
      if (!rows.write(batch)) await once(rows, 'drain');
      voice.progress((done += batch.length), 0);
    }).then(
      () => void rows.end(),
      (error: Error) => void rows.destroy(error),
    );
    await Promise.all([reading, replaceAll(target.db, rows as AsyncIterable<DumpedRow[]>)]);
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
