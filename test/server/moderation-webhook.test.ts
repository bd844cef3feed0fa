import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { readConfig } from '../../src/server/config.js';
import { screenByWebhook } from '../../src/server/screening.js';

const SECRET = 'un-secret-de-seize-lettres';

describe('the screening webhook', () => {
  let server: Server;
  let address: string;
  let answer: { status: number; headers?: Record<string, string>; body: string };
  const heard: { signature: string; body: string; type: string }[] = [];
  before(async () => {
    server = createServer((request, response) => {
      void text(request).then((body) => {
        const { 'cq-signature': signature, 'content-type': type } = request.headers;
        heard.push({ signature: String(signature), body, type: String(type) });
        response.writeHead(answer.status, answer.headers).end(answer.body);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/screen`;
  });
  after(() => server.close());

  const comment = { consultation: 'plan-velo', activity: 'discussion', id: 'x', body: 'Bonjour – é' };
  const screen = () => screenByWebhook(address, SECRET)(comment);

  it('sends the text as JSON, signed so that the other side knows who asks, and when', async () => {
    answer = { status: 200, body: '{"flags":["toxic"],"hold":true,"score":0.9}' };
    assert.deepEqual(await screen(), { flags: ['toxic'], hold: true });
    const { signature, body, type } = heard.at(-1)!;
    assert.deepEqual(JSON.parse(body), comment);
    assert.equal(type, 'application/json');
    const [, at, hex] = /^t=(\d+),sha256=([0-9a-f]{64})$/.exec(signature)!;
    assert.equal(createHmac('sha256', SECRET).update(`${at}.${body}`).digest('hex'), hex);
    assert.ok(Math.abs(Number(at) - Date.now() / 1000) < 60);
  });

  it('takes a verdict that says nothing for one', async () => {
    answer = { status: 200, body: '{}' };
    assert.deepEqual(await screen(), { flags: [], hold: false });
  });

  it('names the status that it got, for the log', async () => {
    answer = { status: 503, body: '{}' };
    await assert.rejects(screen(), { code: 'HTTP_503' });
  });

  for (const [what, wrong] of [
    ['another status', { status: 500, body: '{}' }],
    ['no JSON', { status: 200, body: '<html>' }],
    ['a flag that is no name', { status: 200, body: '{"flags":["<script>"]}' }],
    ['more than a verdict', { status: 200, body: JSON.stringify({ flags: [], more: 'x'.repeat(20_000) }) }],
    ['another address', { status: 302, headers: { location: 'http://127.0.0.1:1/' }, body: '' }],
  ] as const)
    it(`rejects ${what}`, async () => {
      answer = wrong;
      await assert.rejects(screen());
    });

  it('is configured with a secret, over a way that nobody reads', () => {
    assert.throws(() => readConfig({ SCREENING_WEBHOOK: address }), /^StartError|SCREENING_SECRET/);
    assert.throws(
      () => readConfig({ SCREENING_WEBHOOK: 'http://ailleurs.test/', SCREENING_SECRET: SECRET }),
      /SCREENING_WEBHOOK: it is an https address/,
    );
    assert.throws(
      () => readConfig({ SCREENING_WEBHOOK: address, SCREENING_SECRET: 'court' }),
      (error: Error) => /16 characters/.test(error.message) && !error.message.includes('court'),
    );
    assert.equal(
      readConfig({ SCREENING_WEBHOOK: address, SCREENING_SECRET: SECRET }).SCREENING_WEBHOOK,
      address,
    );
  });
});
