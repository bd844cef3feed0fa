import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** Less than this, in bytes, fits in one packet either way. */
const WORTH_IT = 1000;

/** Of the eleven of Brotli: as fast as gzip's usual one, and smaller. */
const QUALITY = 4;

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
  const plain = new Uint8Array(await response.arrayBuffer());
  const headers = new Headers(response.headers);
  if (plain.length < WORTH_IT) return new Response(plain, { headers });
  const small =
    coding === 'br'
      ? await brotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } })
      : await gzipped(plain);
  headers.set('content-encoding', coding);
  headers.delete('content-length');
  // Other bytes that say the same: the tag says so by being weak.
  const tag = headers.get('etag');
  if (tag && !tag.startsWith('W/')) headers.set('etag', `W/${tag}`);
  return new Response(new Uint8Array(small), { headers });
}
