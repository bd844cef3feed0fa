import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** Of the eleven of Brotli: as fast as gzip's usual one, and smaller. */
const QUALITY = 4;

/** How many compressed answers are kept at most. */
const MOST = 64;

type Coding = 'br' | 'gzip';
type Bytes = Uint8Array<ArrayBuffer>;

/** What was compressed last, by coding and tag: an answer that many ask for is compressed once. */
const kept = new Map<string, Promise<Bytes>>();

/**
 * The same answer, compressed where it is JSON and the browser takes it. A stream of events is left as it is: it must
 * arrive as it is written.
 */
export async function compressed(request: Request, response: Response): Promise<Response> {
  if (request.method !== 'GET' || !/\bjson\b/.test(response.headers.get('content-type') ?? ''))
    return response;
  response.headers.append('vary', 'accept-encoding');
  const accepted = request.headers.get('accept-encoding') ?? '';
  const coding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : undefined;
  if (!coding || response.status !== 200) return response;
  const tag = response.headers.get('etag');
  const known = tag && `${coding} ${tag}`;
  const small = (known && kept.get(known)) || compress(await response.arrayBuffer(), coding);
  if (known) keep(known, small);
  const headers = new Headers(response.headers);
  headers.set('content-encoding', coding);
  headers.delete('content-length');
  // Other bytes that say the same: the tag says so by being weak.
  if (tag && !tag.startsWith('W/')) headers.set('etag', `W/${tag}`);
  return new Response(await small, { headers });
}

function keep(name: string, small: Promise<Bytes>): void {
  kept.delete(name);
  kept.set(name, small);
  const [oldest] = kept.keys();
  if (kept.size > MOST) kept.delete(oldest!);
}

async function compress(plain: ArrayBuffer, coding: Coding): Promise<Bytes> {
  const small =
    coding === 'br'
      ? await brotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } })
      : await gzipped(plain);
  return new Uint8Array(small);
}
