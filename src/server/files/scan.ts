import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type NetConnectOpts } from 'node:net';
import type { ScanFile } from '../../backend/files/storage.js';

/** How long one examination may take, in milliseconds. */
const PATIENCE = 120_000;

/** How many bytes clamd is sent at a time. */
const PIECE = 65_536;

/** Has files examined by a program that reads them from its standard input: it ends with 0 (clean) or 1 (refused). */
export function scanByCommand([program, ...words]: readonly string[]): ScanFile {
  return async (bytes) => {
    const child = spawn(program!, words, { stdio: ['pipe', 'ignore', 'ignore'], timeout: PATIENCE });
    // A program that has seen enough reads no further: its verdict counts all the same.
    child.stdin.on('error', () => {});
    child.stdin.end(bytes);
    const [code] = (await once(child, 'close')) as [number | null];
    if (code === 0) return 'clean';
    if (code === 1) return 'refused';
    throw new Error(`the program ended with ${code ?? 'a signal'}`);
  };
}

/** Has files examined by ClamAV's daemon, as its INSTREAM command has it (clamd(8)). */
export function scanByClamd(where: NetConnectOpts): ScanFile {
  return async (bytes) => {
    const socket = connect({ ...where, timeout: PATIENCE });
    socket.on('timeout', () => socket.destroy(new Error('clamd did not answer in time')));
    const size = (length: number) => {
      const head = Buffer.alloc(4);
      head.writeUInt32BE(length);
      return head;
    };
    socket.write('zINSTREAM\0');
    for (let at = 0; at < bytes.length; at += PIECE) {
      const piece = bytes.subarray(at, at + PIECE);
      socket.write(size(piece.length));
      socket.write(piece);
    }
    socket.write(size(0));
    let answer = '';
    for await (const text of socket.setEncoding('utf8')) answer += text as string;
    if (/^stream: OK\0?$/.test(answer.trim())) return 'clean';
    if (/ FOUND\0?$/.test(answer.trim())) return 'refused';
    throw new Error(`clamd answered «${answer.replace(/\0/g, '').trim().slice(0, 200)}»`);
  };
}
