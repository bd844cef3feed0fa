import { Readable } from 'node:stream';
import { once } from 'node:events';
import { Busboy } from '@fastify/busboy';
import { MAX_FILE } from '../../contract/files.js';
import type { Bytes } from '../../backend/digests.js';

/** The most that the fields of a form may hold, in bytes: what the backend takes as JSON, percent-encoded. */
export const MAX_FIELDS = 3_000_000;

/** The most files that one question takes: a form brings no more at once. */
const MAX_FILES = 10;

/** The most that a form with files may hold, in bytes. */
const MAX_BODY = MAX_FIELDS + MAX_FILES * MAX_FILE;

/** How many bytes of files that are on their way may be in memory, of all forms together. */
const ROOM = 8 * MAX_FILE;

/** A file that came with a form. */
export interface PostedFile {
  /** Its field's. */
  field: string;
  name: string;
  /** What it holds; or why that was passed over: it is larger than any file may be, or there is no room in memory now. */
  bytes: Bytes | 'too-large' | 'no-room';
}

/** Takes a file that came with a form, while the rest waits; the fields are those that stand before it. */
export type TakePosted = (file: PostedFile, fields: URLSearchParams) => Promise<void>;

/** Why a form was not read. */
export class UnreadableForm extends Error {
  constructor(readonly why: 'too-large' | 'not-a-form') {
    super(why);
  }
}

let held = 0;

/** Whether a form was sent with what its files hold. */
export const isMultipart = (request: Request) =>
  /^multipart\/form-data\b/i.test(request.headers.get('content-type') ?? '');

/**
 * Reads a form with files as it arrives: each file is handed over before the next is read, so that one form never holds
 * more than one large file in memory. Throws an `UnreadableForm`.
 */
export async function readMultipart(request: Request, take: TakePosted): Promise<URLSearchParams> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY) throw new UnreadableForm('too-large');
  const fields = new URLSearchParams();
  const parser = parserOf(request);
  let size = 0;
  let [left, failure] = [MAX_FIELDS, undefined as Error | undefined];
  let taking = Promise.resolve();
  const fail = (error: Error) => void (failure ??= error);
  parser.on('error', () => fail(new UnreadableForm('not-a-form')));
  parser.on('fieldsLimit', () => fail(new UnreadableForm('too-large')));
  parser.on('partsLimit', () => fail(new UnreadableForm('too-large')));
  parser.on('field', (name, value, nameCut, valueCut) => {
    left -= Buffer.byteLength(name) + Buffer.byteLength(value);
    if (nameCut || valueCut || left < 0) fail(new UnreadableForm('too-large'));
    else fields.append(name, value);
  });
  parser.on('file', (field, stream, name = '') => {
    taking = taking
      .then(() => collected(stream))
      .then(async ({ bytes, release }) => {
        await take({ field, name: plainName(name), bytes }, fields).finally(release);
      })
      .catch(fail);
  });
  for await (const chunk of Readable.fromWeb(request.body as never)) {
    size += (chunk as Uint8Array).length;
    if (size > MAX_BODY) fail(new UnreadableForm('too-large'));
    if (failure) break;
    // Called back once what the chunk brought of a file was taken.
    await new Promise<void>((done) => parser.write(chunk, () => done()));
  }
  if (!failure) {
    const finished = once(parser, 'finish').catch(fail);
    parser.end();
    await finished;
    await taking;
  }
  if (failure) throw failure;
  return fields;
}

/** A browser writes these three so in a file's name (HTML, «multipart/form-data encoding algorithm»). */
const plainName = (name: string) => name.replace(/%(22|0D|0A)/g, (escaped) => decodeURIComponent(escaped));

function parserOf(request: Request) {
  try {
    return new Busboy({
      headers: { 'content-type': request.headers.get('content-type') ?? '' },
      limits: {
        fieldNameSize: 1000,
        fieldSize: MAX_FIELDS,
        fields: 20_000,
        parts: 20_100,
        fileSize: MAX_FILE,
      },
    });
  } catch {
    throw new UnreadableForm('not-a-form');
  }
}

/** A file's bytes, as far as there is room for them; what is passed over is read all the same, since fields may follow. */
async function collected(
  stream: AsyncIterable<Uint8Array> & { truncated: boolean },
): Promise<{ bytes: PostedFile['bytes']; release: () => void }> {
  const pieces: Uint8Array[] = [];
  let own = 0;
  let noRoom = false;
  const release = () => {
    held -= own;
    own = 0;
    pieces.length = 0;
  };
  try {
    for await (const piece of stream) {
      noRoom ||= held + piece.length > ROOM;
      if (noRoom) {
        release();
        continue;
      }
      held += piece.length;
      own += piece.length;
      pieces.push(piece);
    }
  } catch {
    release();
    throw new UnreadableForm('not-a-form');
  }
  if (noRoom) return { bytes: 'no-room', release };
  if (stream.truncated) return { bytes: 'too-large', release };
  return { bytes: new Uint8Array(Buffer.concat(pieces)), release };
}
