import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, openSync, closeSync, renameSync, rmSync, statSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/**
 * Makes this process the folder's owner until the server is closed. The socket is the lock: one process can listen at
 * it, and a connection that is refused means that its owner died. Throws a `StartError` where another process owns it.
 */
export async function own(folder: string, met: (socket: Socket) => void): Promise<Server> {
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
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE')
      throw new StartError(`DATA_DIR «${folder}»: ${reasonOf(error)}.`);
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

function listen(path: string, met: (socket: Socket) => void): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(met);
    server.once('error', reject);
    server.listen(path, () => {
      if (process.platform !== 'win32') chmodSync(path, 0o600);
      resolve(server);
    });
  });
}

/** Whether someone listens: asked again, since an owner that has just begun may not listen for an instant. */
async function isAlive(path: string): Promise<boolean> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const socket = await reach(path);
    socket?.destroy();
    if (socket) return true;
    await pause(30);
  }
  return false;
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
