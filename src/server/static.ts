import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

interface File {
  type: string;
  etag: string;
  cache: string;
  plain: Uint8Array<ArrayBuffer>;
  br: Uint8Array<ArrayBuffer>;
  gzip: Uint8Array<ArrayBuffer>;
}

/** What pages include, read and compressed once at the start: a version's files never change, the loader may. */
export class EmbedFiles {
  private readonly files = new Map<string, File>();

  constructor(folder: string) {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (!statSync(path).isDirectory())
        this.add(`/embed/${name}`, path, 'public, max-age=300, stale-while-revalidate=86400');
      else
        for (const own of readdirSync(path))
          this.add(`/embed/${name}/${own}`, join(path, own), 'public, max-age=31536000, immutable');
    }
  }

  /** The releases that are here, the newest last. */
  get versions(): string[] {
    const found = [...this.files.keys()].flatMap(
      (path) => /^\/embed\/(\d+\.\d+\.\d+)\/loader\.js$/.exec(path)?.[1] ?? [],
    );
    const order = new Intl.Collator('en', { numeric: true });
    return found.sort(order.compare);
  }

  /** The integrity of each of a release's files, as its snippet carries it: `{ "core.js": "sha384-…" }`. */
  integrityOf(version: string): Record<string, string> {
    return this.json<Record<string, string>>(`/embed/${version}/integrity.json`)!;
  }

  /** What each file of a release needs beside the core, by its name: `{ "survey": ["forms"] }`. */
  needsOf(version: string): Record<string, string[]> {
    return this.json<Record<string, string[]>>(`/embed/${version}/needs.json`) ?? {};
  }

  private json<Value>(path: string): Value | undefined {
    const file = this.files.get(path);
    return file && (JSON.parse(new TextDecoder().decode(file.plain)) as Value);
  }

  /** The answer for a path, or undefined where there is no such file. */
  answer(path: string, request: Request): Response | undefined {
    const file = this.files.get(path);
    if (!file) return undefined;
    const headers: Record<string, string> = {
      'content-type': file.type,
      'cache-control': file.cache,
      etag: file.etag,
      vary: 'accept-encoding',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'timing-allow-origin': '*',
      'x-content-type-options': 'nosniff',
    };
    if (request.headers.get('if-none-match') === file.etag)
      return new Response(null, { status: 304, headers });
    const accepted = request.headers.get('accept-encoding') ?? '';
    const coding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : undefined;
    return new Response(coding ? file[coding] : file.plain, {
      headers: coding ? { ...headers, 'content-encoding': coding } : headers,
    });
  }

  private add(name: string, path: string, cache: string): void {
    const plain = Uint8Array.from(readFileSync(path));
    this.files.set(name, {
      type: TYPES[extname(path)] ?? 'application/octet-stream',
      etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
      cache,
      plain,
      br: Uint8Array.from(
        brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } }),
      ),
      gzip: Uint8Array.from(gzipSync(plain, { level: 9 })),
    });
  }
}
