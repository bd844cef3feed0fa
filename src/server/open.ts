import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Socket } from 'node:net';
import type { Database } from '../backend/database/database.js';
import { countContributions } from '../backend/database/dump.js';
import { openPglite } from '../backend/database/pglite.js';
import { openPostgres } from '../backend/database/postgres.js';
import { type Config, StartError } from './config.js';
import { own, ownerOf } from './owner.js';
import { reasonOf } from './reasons.js';

/** An open database, and what must be let go of with it. */
export interface Opened {
  database: Database;
  close(): Promise<void>;
}

/** The embedded database's own files, inside the data folder. */
export const filesIn = (folder: string) => join(folder, 'database');

/** Opens the data folder as its owner, with its tables up to date. Throws a `StartError` where another process has it. */
export async function openFolder(folder: string, met: (socket: Socket) => void): Promise<Opened> {
  const sockets = new Set<Socket>();
  const owned = await own(folder, (socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)));
    met(socket);
  });
  const letGo = () => {
    const released = owned.release();
    // Whoever is connected and says nothing, or hears nothing, keeps nobody from ending.
    for (const socket of sockets) socket.destroySoon();
    return released;
  };
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
        await letGo();
      },
    };
  } catch (error) {
    await letGo();
    throw error;
  }
}

/** Opens PostgreSQL. Throws a `StartError` where it does not answer. */
export async function openServer(config: Config): Promise<Opened> {
  const database = await openPostgres({ url: config.DATABASE_URL! });
  try {
    await database.schemaState();
  } catch (error) {
    await database.close();
    throw new StartError(`DATABASE_URL: the database does not answer: ${reasonOf(error)}.`);
  }
  return { database, close: () => database.close() };
}

/** Throws a `StartError` where a later release has migrated the database: this one must not touch it. */
export async function refuseLater({ database }: Opened): Promise<void> {
  if ((await database.schemaState()) === 'ahead')
    throw new StartError('DATABASE_URL: a later release has migrated this database: use that one.');
}

/** Throws a `StartError` where the tables are not those that this release knows. */
export async function refuseUnknown(opened: Opened): Promise<void> {
  await refuseLater(opened);
  if ((await opened.database.schemaState()) !== 'current')
    throw new StartError('DATABASE_URL: the tables are not up to date: run cq migrate.');
}

/** Refuses a PostgreSQL whose tables this release does not know, and an empty one beside a folder with contributions. */
export async function checkServer(opened: Opened, { DATA_DIR }: Config): Promise<void> {
  await refuseUnknown(opened);
  if ((await countContributions(opened.database.db)) > 0 || !existsSync(filesIn(DATA_DIR))) return;
  const owner = await ownerOf(DATA_DIR);
  owner?.destroy();
  if (owner)
    throw new StartError(
      `DATABASE_URL is empty, and another process serves from «${DATA_DIR}», which may hold contributions: stop it and move them with cq copy --to, or set another DATA_DIR.`,
    );
  const folder = await openFolder(DATA_DIR, (socket) => socket.destroy());
  const held = await countContributions(folder.database.db);
  await folder.close();
  if (held === 0) return;
  throw new StartError(
    `DATABASE_URL is empty, while «${DATA_DIR}» holds contributions: move them with cq copy --to, or set another DATA_DIR.`,
  );
}
