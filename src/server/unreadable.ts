import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { problemOf } from '../backend/http/problems.js';

/**
 * Answers what Node could not read as a request: headers that are too long, above all. A page can read why, which it
 * could not without the CORS header, and would take the service for being out of reach.
 */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  // An answer under way, which Node keeps here, would get these bytes into its middle.
  const { _httpMessage: underWay } = socket as { _httpMessage?: ServerResponse };
  if (!socket.writable || underWay?.headersSent) return void socket.destroy();
  const status = STATUSES[error.code ?? ''] ?? 400;
  const problem = problemOf({ code: status === 431 ? 'too-large' : 'malformed-request' }, 'fr');
  const body = JSON.stringify({ ...problem, status });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Access-Control-Allow-Origin: *',
    'Content-Type: application/problem+json',
    'Content-Language: fr',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

const STATUSES: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };
