import { mkdirSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileStorage } from '../../backend/files/storage.js';
import { StartError } from '../config.js';
import { reasonOf } from '../reasons.js';

/** Older than this, in milliseconds, an unfinished file was left by a process that died. */
const LEFT = 3_600_000;

/** Files in a folder, readable by the server's own user alone. Throws a `StartError` where it cannot be made. */
export function folderFiles(folder: string): FileStorage {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StartError(`FILE_STORAGE «${folder}»: ${reasonOf(error)}.`);
  }
  void clearLeft(folder).catch(() => {});
  const pathOf = (key: string) => {
    if (!/^[a-z0-9-]+\/[a-z0-9-]+$/.test(key)) throw new Error('not a key');
    return join(folder, key);
  };
  return {
    async put(key, bytes) {
      const path = pathOf(key);
      const unfinished = `${path}.${crypto.randomUUID()}.part`;
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      try {
        const file = await open(unfinished, 'wx', 0o600);
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(unfinished, path);
        await syncFolder(dirname(path));
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
    },
    async get(key) {
      const found = await readFile(pathOf(key)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
      return found && new Uint8Array(found);
    },
    delete: (key) => rm(pathOf(key), { force: true }),
  };
}

/** The new name is safe once its folder is on the disk. Windows opens no folders. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const opened = await open(folder, 'r');
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
}

async function clearLeft(folder: string): Promise<void> {
  for (const name of await readdir(folder, { recursive: true })) {
    if (!name.endsWith('.part')) continue;
    const path = join(folder, name);
    if (Date.now() - (await stat(path)).mtimeMs > LEFT) await rm(path, { force: true });
  }
}
