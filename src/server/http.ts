import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { createServer, type Server } from 'node:http';
import type { BlockList } from 'node:net';
import { once } from 'node:events';
import { StartError } from './config.js';
import { asAsked, senderOf } from './forwarded.js';
import { reasonOf } from './reasons.js';
import { answerUnreadable } from './unreadable.js';

/** How long requests under way may take once the server was told to stop, in milliseconds. */
const GRACE = 10_000;

/** Answers a request that came from `address`. */
export type Handler = (request: Request, address: string | undefined) => Response | Promise<Response>;

/** One address that is served. */
export interface Listening {
  origin: string;
  /** Takes no more, lets the requests under way finish, and resolves when the last has. */
  close(): Promise<void>;
}

/** Listens. Throws a `StartError` where the port is taken. */
export async function listen(
  handler: Handler,
  { host, port, trusted }: { host: string; port: number; trusted: BlockList },
): Promise<Listening> {
  let closing = false;
  const answer = getRequestListener(
    (request, bindings) => {
      const { incoming } = bindings as HttpBindings;
      return handler(asAsked(request, incoming, trusted), senderOf(incoming, trusted));
    },
    { overrideGlobalObjects: true },
  );
  const server = createServer((incoming, outgoing) => {
    // While closing, a connection that is kept alive would bring one request after the other.
    if (closing) outgoing.shouldKeepAlive = false;
    void answer(incoming, outgoing);
  });
  server.on('clientError', answerUnreadable);
  server.listen(port, host);
  await started(server, host, port);
  return {
    origin: `http://${nameOf(host)}:${port}`,
    async close() {
      closing = true;
      const closed = once(server, 'close');
      server.close();
      // A connection whose last answer ended after this moment is idle only then.
      const idle = setInterval(() => server.closeIdleConnections(), 50);
      const longest = setTimeout(() => server.closeAllConnections(), GRACE);
      await closed;
      clearInterval(idle);
      clearTimeout(longest);
    },
  };
}

/** What a browser on this machine calls the host. */
function nameOf(host: string): string {
  if (['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

function started(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? ' is in use by another process' : `: ${reasonOf(error)}`;
      reject(new StartError(`PORT ${port} on ${host}${why}.`));
    });
  });
}
