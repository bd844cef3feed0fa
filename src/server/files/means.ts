import { join } from 'node:path';
import type { FileStorage, ScanFile } from '../../backend/files/storage.js';
import { type Config, StartError } from '../config.js';
import { reasonOf } from '../reasons.js';
import { folderFiles } from './folder.js';
import { s3Files } from './s3.js';
import { scanByClamd, scanByCommand } from './scan.js';

/** Where the environment has files kept. Throws a `StartError` where they cannot be. */
export function storageFrom(config: Config): FileStorage {
  const { FILE_STORAGE, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = config;
  if (!FILE_STORAGE?.startsWith('s3://')) return folderFiles(FILE_STORAGE ?? join(config.DATA_DIR, 'files'));
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY)
    throw new StartError('FILE_STORAGE: s3:// needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.');
  const { hostname, pathname, searchParams } = new URL(FILE_STORAGE);
  const region = searchParams.get('region') ?? 'us-east-1';
  const prefix = pathname.replace(/^\/+|\/+$/g, '');
  return s3Files({
    endpoint: (searchParams.get('endpoint') ?? `https://s3.${region}.amazonaws.com`).replace(/\/+$/, ''),
    region,
    bucket: hostname,
    prefix: prefix && `${prefix}/`,
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    sessionToken: AWS_SESSION_TOKEN,
  });
}

/** Throws a `StartError` where the storage does not answer: better before the first citizen than by them. */
export async function checkStorage(storage: FileStorage): Promise<void> {
  try {
    await storage.get('start/none');
  } catch (error) {
    const { cause } = error as Error;
    throw new StartError(`FILE_STORAGE: it does not answer: ${reasonOf(cause ?? error)}.`);
  }
}

/** What the environment has files examined by; nothing where it names nothing. */
export function scanFrom({ FILE_SCAN }: Config): ScanFile | undefined {
  if (!FILE_SCAN) return undefined;
  if (FILE_SCAN.startsWith('clamd://')) {
    const { hostname, port } = new URL(FILE_SCAN);
    return scanByClamd({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 3310) });
  }
  if (FILE_SCAN.startsWith('clamd:')) return scanByClamd({ path: FILE_SCAN.slice('clamd:'.length) });
  return scanByCommand(FILE_SCAN.trim().split(/\s+/));
}
