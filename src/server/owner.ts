import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
} from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { StartError } from './config.js';
import { reasonOf } from './reasons.js';

/** What a Unix socket's address may hold, in bytes, on every system. */
const LONGEST_PATH = 100;

/** Older than this, in milliseconds, what guards a take-over was left by a process that died in it. */
const TAKEOVER = 10_000;

/** Where the owner of a data folder listens. */
export function socketOf(folder: string): string {
  const path = join(folder, 'cq.sock');
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 24);
  if (process.platform === 'win32') return `\\\\.\\pipe\\cq-${name}`;
  return Buffer.byteLength(path) <= LONGEST_PATH ? path : join(tmpdir(), `cq-${name}.sock`);
}

/** Connects to the process that owns the folder; undefined where none runs. */
export async function ownerOf(folder: string): Promise<Socket | undefined> {
  return reach(socketOf(folder));
}

/** A folder that is owned: nobody else is, until `release`. Whoever is connected must be let go of before. */
export interface Owned {
  release(): Promise<void>;
}

/**
 * Makes this process the folder's owner. The socket is the lock: one process can listen at it, and a connection that
 * is refused means that its owner died. Throws a `StartError` where another process owns it.
 */
export async function own(folder: string, met: (socket: Socket) => void): Promise<Owned> {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'EEXIST' || code === 'ENOTDIR' ? 'is no folder' : reasonOf(error);
    throw new StartError(`DATA_DIR «${folder}»: ${why}.`);
  }
  const path = socketOf(folder);
  const held = new StartError(`DATA_DIR «${folder}» is held by another process.`);
  try {
    return await listen(path, met);
  } catch (error) {
    if (!isTaken(error)) throw new StartError(`DATA_DIR «${folder}»: ${reasonOf(error)}.`);
  }
  if (await isAlive(path)) throw held;
  // Only one process at a time may clear a dead owner's socket away: another could clear the first one's new socket.
  const guard = join(folder, 'cq.takeover');
  await enter(guard);
  try {
    if (await isAlive(path)) throw held;
    rmSync(path, { force: true });
    return await listen(path, met).catch(() => {
      throw held;
    });
  } finally {
    rmSync(guard, { force: true });
  }
}

/**
 * Listens, and only then takes the name: whoever finds a socket under it that nobody listens at knows that its owner
 * died, however slow this machine is between two steps. Fails where the name is taken.
 */
async function listen(path: string, met: (socket: Socket) => void): Promise<Owned> {
  const isPipe = process.platform === 'win32';
  // As short as the name itself: an address has no room for more.
  const fresh = isPipe ? path : join(dirname(path), `~${process.pid.toString(36)}`);
  if (!isPipe) rmSync(fresh, { force: true });
  const server = createServer(met);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(fresh, resolve);
  });
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  if (isPipe) return { release: close };
  try {
    chmodSync(fresh, 0o600);
    linkSync(fresh, path);
  } catch (error) {
    await close();
    throw error;
  }
  unlinkSync(fresh);
  return {
    release() {
      rmSync(path, { force: true });
      return close();
    },
  };
}

const isTaken = (error: unknown) =>
  ['EADDRINUSE', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '');

/** Whether someone listens: an owner that is too busy to answer is one all the same. */
function isAlive(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', ({ code }: NodeJS.ErrnoException) =>
      resolve(code !== 'ECONNREFUSED' && code !== 'ENOENT'),
    );
  });
}

function reach(path: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(undefined));
  });
}

/** Makes the guard's file, waiting for another's take-over to end; what a dead process left is cleared away. */
async function enter(guard: string): Promise<void> {
  for (;;) {
    try {
      closeSync(openSync(guard, 'wx'));
      return;
    } catch {
      clearIfLeft(guard);
      await pause(50);
    }
  }
}

function clearIfLeft(guard: string): void {
  const made = statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  if (Date.now() - made < TAKEOVER) return;
  const left = `${guard}.${process.pid}`;
  try {
    // Whoever renames it first may go on; for the others it is gone.
    renameSync(guard, left);
    rmSync(left, { force: true });
  } catch {
    // Another process was first.
  }
}
