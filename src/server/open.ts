import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Server, Socket } from 'node:net';
import type { Database } from '../backend/database/database.js';
import { countContributions } from '../backend/database/dump.js';
import { openPglite } from '../backend/database/pglite.js';
import { openPostgres } from '../backend/database/postgres.js';
import { type Config, StartError } from './config.js';
import { own } from './owner.js';

/** An open database, and what must be let go of with it. */
export interface Opened {
  database: Database;
  close(): Promise<void>;
}

/** The embedded database's own files, inside the data folder. */
export const filesIn = (folder: string) => join(folder, 'database');

/** Opens the data folder as its owner, with its tables up to date. Throws a `StartError` where another process has it. */
export async function openFolder(folder: string, met: (socket: Socket) => void): Promise<Opened> {
  const server = await own(folder, met);
  try {
    const database = await openPglite({ dataDir: filesIn(folder) });
    if ((await database.schemaState()) === 'ahead') {
      await database.close();
      throw new StartError(`DATA_DIR «${folder}» was written by a later release: start that one.`);
    }
    await database.migrate();
    return {
      database,
      async close() {
        await database.close();
        await closed(server);
      },
    };
  } catch (error) {
    await closed(server);
    throw error;
  }
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

/** Opens PostgreSQL. Throws a `StartError` where it does not answer. */
export async function openServer(config: Config): Promise<Opened> {
  const database = await openPostgres({ url: config.DATABASE_URL! });
  try {
    await database.schemaState();
  } catch (error) {
    await database.close();
    throw new StartError(`DATABASE_URL: the database does not answer (${wordsOf(error)}).`);
  }
  return { database, close: () => database.close() };
}

function wordsOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  return code ?? message ?? 'no reason given';
}

/** Refuses a PostgreSQL whose tables this release does not know, and an empty one beside a folder with contributions. */
export async function checkServer({ database }: Opened, config: Config): Promise<void> {
  const state = await database.schemaState();
  if (state === 'ahead')
    throw new StartError('DATABASE_URL: a later release has migrated this database: start that one.');
  if (state !== 'current')
    throw new StartError('DATABASE_URL: the tables are not up to date: run cq migrate.');
  if ((await countContributions(database.db)) > 0 || !existsSync(filesIn(config.DATA_DIR))) return;
  const folder = await openFolder(config.DATA_DIR, (socket) => socket.destroy());
  const held = await countContributions(folder.database.db);
  await folder.close();
  if (held === 0) return;
  throw new StartError(
    `DATABASE_URL is empty, while «${config.DATA_DIR}» holds contributions: move them with cq copy --to, or set another DATA_DIR.`,
  );
}
