import type { Socket } from 'node:net';
import { createInterface, type Interface } from 'node:readline';
import type { Database } from '../backend/database/database.js';
import type { Backend } from '../backend/backend.js';
import type { FileStorage } from '../backend/files/storage.js';
import { reasonOf } from './reasons.js';

/** Where a verb says what it does. */
export interface Voice {
  line(text: string): void;
  /**
   * How far it is: rows done, of how many (0 where nobody knows). Throws once whoever asked has gone: the verb ends
   * there, and its transaction under way is undone.
   */
  progress(done: number, total: number): void;
}

/** What a verb works on. A backend where a server runs in this process. */
export interface Bench {
  database: Database;
  backend?: Backend | undefined;
  /** Where the bytes of files are. */
  files?: FileStorage | undefined;
  now: Date;
}

/** A verb that works on the database: gives the exit code. Its options are plain JSON, its files absolute paths. */
export type Verb = (bench: Bench, options: never, voice: Voice) => Promise<number>;

export interface Request {
  verb: string;
  options: unknown;
}

type Message = { line: string } | { progress: [done: number, total: number] } | { exit: number };

/**
 * Answers the verbs that come in by a data folder's socket: one JSON line asks, JSON lines answer. Whoever asks may go
 * away at any moment, or say what nobody understands: the server goes on.
 */
export function answerVerbs(
  run: (request: Request, voice: Voice) => Promise<number>,
): (socket: Socket) => void {
  return (socket) => {
    let gone = false;
    socket.on('error', () => socket.destroy()).on('close', () => (gone = true));
    const say = (message: Message) => void (socket.writable && socket.write(`${JSON.stringify(message)}\n`));
    const voice: Voice = {
      line: (line) => say({ line }),
      progress(...progress) {
        if (gone) throw new Error('Nobody waits for this any more.');
        say({ progress });
      },
    };
    const answer = async (text: string) => {
      const exit = await run(requestFrom(text), voice);
      say({ exit });
    };
    linesFrom(socket).once('line', (text) => {
      void answer(text)
        .catch((error: unknown) => {
          voice.line(reasonOf(error));
          say({ exit: 1 });
        })
        .then(() => socket.end());
    });
  };
}

/** A socket's lines. An interface says its input's errors again, and the process would end where nobody listens. */
function linesFrom(socket: Socket): Interface {
  return createInterface({ input: socket, crlfDelay: Infinity }).on('error', () => socket.destroy());
}

/** Throws where the line is no request. */
function requestFrom(text: string): Request {
  const request = parsed<Partial<Request>>(text);
  if (typeof request?.verb !== 'string')
    throw new Error('No request: it is one line of JSON, {"verb": …, "options": …}.');
  return { verb: request.verb, options: request.options };
}

/** What a line of JSON holds; undefined where it is none. */
function parsed<Value>(text: string): Value | undefined {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}

/** Has the process that owns the folder run a verb. Gives its exit code. */
export function askOwner(socket: Socket, request: Request, voice: Voice): Promise<number> {
  return new Promise((resolve) => {
    let exit: number | undefined;
    linesFrom(socket).on('line', (text) => {
      const message = parsed<Message>(text);
      // A server that is killed may leave half a line.
      if (!message) return;
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
