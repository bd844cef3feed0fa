import assert from 'node:assert/strict';
import { once } from 'node:events';
import { BlockList, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { listen, type Listening } from '../../src/server/http.js';
import { freePort } from '../ports.js';

describe('what cannot be read as a request', () => {
  let listening: Listening;
  let port: number;
  before(async () => {
    port = await freePort();
    listening = await listen(() => new Response('ok'), { host: '127.0.0.1', port, trusted: new BlockList() });
  });
  after(() => listening.close());

  for (const [what, sent, status, code] of [
    [
      'headers of 20 kB',
      `PUT / HTTP/1.1\r\nHost: a\r\nAuthorization: ${'k'.repeat(20_000)}\r\n`,
      431,
      'too-large',
    ],
    ['no HTTP', 'bonjour\r\n\r\n', 400, 'malformed-request'],
  ] as const) {
    it(`is answered so that a page on another site can read why: ${what}`, async () => {
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      socket.write(sent);
      const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
      assert.match(head, new RegExp(`^HTTP/1\\.1 ${status} `));
      assert.match(head, /^access-control-allow-origin: \*$/im);
      const problem = JSON.parse(body) as { code: string; status: number };
      assert.deepEqual([problem.code, problem.status], [code, status]);
    });
  }
});
