import type { IncomingMessage } from 'node:http';
import { isIP, type BlockList } from 'node:net';

/** Who sent the request: the socket's other end, or what the last trusted proxy says (`X-Forwarded-For`). */
export function senderOf({ socket, headers }: IncomingMessage, trusted: BlockList): string | undefined {
  let sender = socket.remoteAddress;
  for (const named of listIn(headers['x-forwarded-for']).map(withoutPort).reverse()) {
    if (!isIP(named) || !isTrusted(sender, trusted)) break;
    sender = named;
  }
  return sender;
}

/**
 * The request with the address that its sender asked for: what a trusted proxy says of it (`X-Forwarded-Proto`,
 * `X-Forwarded-Host`) in the place of what the proxy asks here. From anybody else these headers say nothing.
 */
export function asAsked(request: Request, { socket, headers }: IncomingMessage, trusted: BlockList): Request {
  const [scheme] = listIn(headers['x-forwarded-proto']);
  const [host] = listIn(headers['x-forwarded-host']);
  if ((!scheme && !host) || !isTrusted(socket.remoteAddress, trusted)) return request;
  const here = new URL(request.url);
  const protocol = scheme && /^https?$/.test(scheme) ? `${scheme}:` : here.protocol;
  const asked = `${protocol}//${host && HOST.test(host) ? host : here.host}${here.pathname}${here.search}`;
  if (!URL.canParse(asked)) return request;
  // Another Request would have a stream for its body, and a write would cost twice as much.
  return Object.defineProperty(request, 'url', { value: new URL(asked).href });
}

/** A name or an address, with a port or without. */
const HOST = /^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/** `203.0.113.7:5555` and `[2001:db8::1]:443` as some proxies write them. */
function withoutPort(address: string): string {
  return address.replace(/^\[([^\]]*)\](?::\d+)?$/, '$1').replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1');
}

function listIn(header: string | string[] | undefined): string[] {
  return String(header ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function isTrusted(address: string | undefined, trusted: BlockList): boolean {
  const plain = (address ?? '').replace(/^::ffff:(?=\d+\.)/, '');
  return isIP(plain) !== 0 && trusted.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
}
