import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Database } from '../backend/database/database.js';
import type { Backend } from '../backend/backend.js';

/** Where a verb says what it does. */
export interface Voice {
  line(text: string): void;
  /** How far it is: rows done, of how many (0 where nobody knows). */
  progress(done: number, total: number): void;
}

/** What a verb works on. A backend where a server runs in this process. */
export interface Bench {
  database: Database;
  backend?: Backend | undefined;
  now: Date;
}

/** A verb that works on the database: gives the exit code. Its options are plain JSON, its files absolute paths. */
export type Verb = (bench: Bench, options: never, voice: Voice) => Promise<number>;

export interface Request {
  verb: string;
  options: unknown;
}

type Message = { line: string } | { progress: [done: number, total: number] } | { exit: number };

/** Answers the verbs that come in by a data folder's socket: one JSON line asks, JSON lines answer. */
export function answerVerbs(
  run: (request: Request, voice: Voice) => Promise<number>,
): (socket: Socket) => void {
  return (socket) => {
    const say = (message: Message) => void (socket.writable && socket.write(`${JSON.stringify(message)}\n`));
    socket.on('error', () => socket.destroy());
    createInterface({ input: socket, crlfDelay: Infinity }).once('line', (text) => {
      const voice: Voice = {
        line: (line) => say({ line }),
        progress: (...progress) => say({ progress }),
      };
      void run(JSON.parse(text) as Request, voice)
        .catch((error: Error) => {
          voice.line(error.message);
          return 1;
        })
        .then((exit) => {
          say({ exit });
          socket.end();
        });
    });
  };
}

/** Has the process that owns the folder run a verb. Gives its exit code. */
export function askOwner(socket: Socket, request: Request, voice: Voice): Promise<number> {
  return new Promise((resolve) => {
    let exit: number | undefined;
    createInterface({ input: socket, crlfDelay: Infinity }).on('line', (text) => {
      const message = JSON.parse(text) as Message;
      if ('line' in message) voice.line(message.line);
      else if ('progress' in message) voice.progress(...message.progress);
      else exit = message.exit;
    });
    socket.on('close', () => {
      if (exit === undefined) voice.line('The server ended before it had answered.');
      resolve(exit ?? 1);
    });
    socket.on('error', () => {});
    socket.write(`${JSON.stringify(request)}\n`);
  });
}
