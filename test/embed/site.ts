import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a site answers at one address. */
export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

/** A site of somebody's, on an origin of its own. */
export interface Site {
  origin: string;
  close: () => void;
}

/**
 * Serves a site on a port of its own. On `localhost` all are one site with several origins; `127.0.0.1` is another
 * site, to browsers, and both are secure.
 */
export async function openSite(
  answer: (path: string, request: IncomingMessage) => Answer | Promise<Answer>,
  host: 'localhost' | '127.0.0.1' = 'localhost',
): Promise<Site> {
  const server = createServer((request, response) => {
    const respond = async () => {
      const { status = 200, headers, body } = await answer(request.url ?? '/', request);
      response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers });
      response.end(body);
    };
    respond().catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://${host}:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A site that stands before the platform. */
export interface Proxy extends Site {
  /** The same text, with the platform's addresses leading here. */
  through(text: string): string;
}

/** The platform, through somebody who may change what it answers: `alter` gets the path and the text. */
export async function openProxy(
  platform: string,
  alter: (path: string, text: string) => string,
): Promise<Proxy> {
  const site = await openSite(async (path, request) => {
    const { method = 'GET' } = request;
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers)) {
      if (!['host', 'connection', 'accept-encoding'].includes(name)) headers.set(name, String(value));
    }
    const body = method === 'GET' ? undefined : await textOf(request);
    const answer = await fetch(`${platform}${path}`, { method, headers, ...(body ? { body } : {}) });
    const kept = [...answer.headers].filter(
      ([name]) => !/^(content-(length|encoding)|connection|transfer-encoding|keep-alive)$/.test(name),
    );
    return {
      status: answer.status,
      headers: Object.fromEntries(kept),
      ...(answer.status === 204 || answer.status === 304 ? {} : { body: alter(path, await answer.text()) }),
    };
  });
  return { ...site, through: (text) => text.replaceAll(platform, site.origin) };
}

/** What a request carries. */
export async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk as string;
  return text;
}
