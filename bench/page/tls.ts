import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createSecureServer, type Http2SecureServer } from 'node:http2';
import { request as plainRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/** A certificate for this run alone, made by openssl. */
export function certificate(): { key: Buffer; cert: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), 'cq-bench-'));
  try {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,DNS:*.localhost'];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '1',
        '-keyout',
        key,
        '-out',
        cert,
        ...subject,
      ],
      { stdio: 'ignore' },
    );
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Page = { type: string; body: string };

/** A ministry's site: pages by path, over HTTP/2 and TLS, compressed as a real one is. */
export async function site(tls: ReturnType<typeof certificate>, pages: () => Record<string, Page>) {
  const server = createSecureServer({ ...tls, allowHTTP1: true }, (request, response) => {
    const page = pages()[request.url.split('?')[0]!];
    response.writeHead(page ? 200 : 404, {
      'content-type': page?.type ?? 'text/plain',
      'content-encoding': 'br',
      'timing-allow-origin': '*',
    });
    response.end(brotliCompressSync(page?.body ?? ''));
  });
  return listening(server);
}

/** The reverse proxy that stands before the platform in production: TLS and HTTP/2 outside, plain HTTP inside. */
export async function reverseProxy(tls: ReturnType<typeof certificate>, port: number) {
  const server = createSecureServer({ ...tls, allowHTTP1: true }, (request, response) => {
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => !name.startsWith(':')),
    );
    const inner = plainRequest(
      { port, host: '127.0.0.1', method: request.method, path: request.url, headers },
      (answer) => {
        const { connection: _c, 'keep-alive': _k, 'transfer-encoding': _t, ...kept } = answer.headers;
        response.writeHead(answer.statusCode ?? 502, { ...kept, 'timing-allow-origin': '*' });
        answer.pipe(response);
      },
    );
    inner.on('error', () => response.destroy());
    request.pipe(inner);
  });
  return listening(server);
}

async function listening(server: Http2SecureServer): Promise<{ port: number; server: Http2SecureServer }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, server };
}
