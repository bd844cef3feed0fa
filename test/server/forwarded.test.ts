import assert from 'node:assert/strict';
import { request } from 'node:http';
import { BlockList } from 'node:net';
import { json } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { listen, type Listening } from '../../src/server/http.js';
import { freePort } from '../ports.js';

interface Seen {
  url: string;
  sender: string;
  body: string;
}

for (const trusts of [true, false]) {
  describe(`a server that ${trusts ? 'trusts' : 'does not trust'} the proxy before it`, () => {
    let listening: Listening;
    let port: number;
    before(async () => {
      const trusted = new BlockList();
      trusted.addAddress(trusts ? '127.0.0.1' : '192.0.2.1');
      if (trusts) trusted.addSubnet('10.0.0.0', 8);
      port = await freePort();
      listening = await listen(
        async (asked, sender) => Response.json({ url: asked.url, sender, body: await asked.text() }),
        { host: '127.0.0.1', port, trusted },
      );
    });
    after(() => listening.close());

    const ask = (headers: Record<string, string>) =>
      new Promise<Seen>((resolve, reject) => {
        const sent = request(
          { host: '127.0.0.1', port, path: '/v1/x?y=1', method: 'PUT', agent: false, headers },
          (answer) => void json(answer).then((seen) => resolve(seen as Seen), reject),
        );
        sent.on('error', reject).end('ce que quelqu’un écrit');
      });

    for (const [headers, url] of [
      [{ host: 'cq.example', 'x-forwarded-proto': 'https' }, 'https://cq.example/v1/x?y=1'],
      [
        { host: '127.0.0.1:3000', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'cq.example' },
        'https://cq.example/v1/x?y=1',
      ],
      [{ host: 'a.example', 'x-forwarded-host': 'cq.example:8443, b' }, 'http://cq.example:8443/v1/x?y=1'],
      [
        { host: 'a.example', 'x-forwarded-proto': 'gopher', 'x-forwarded-host': 'x/y' },
        'http://a.example/v1/x?y=1',
      ],
    ] as const) {
      it(`takes ${JSON.stringify(headers)} for ${trusts ? url : 'nothing'}`, async () => {
        const seen = await ask(headers);
        assert.equal(seen.url, trusts ? url : `http://${headers.host}/v1/x?y=1`);
        assert.equal(seen.body, 'ce que quelqu’un écrit');
      });
    }

    for (const [forwarded, sender] of [
      ['203.0.113.7', '203.0.113.7'],
      ['203.0.113.7:5555', '203.0.113.7'],
      ['[2001:db8::1]:443', '2001:db8::1'],
      ['[2001:db8::1]', '2001:db8::1'],
      ['198.51.100.1, 203.0.113.7, 10.1.2.3:80', '203.0.113.7'],
      ['unknown', '127.0.0.1'],
    ] as const) {
      it(`takes the sender of «${forwarded}» for ${trusts ? sender : 'the proxy itself'}`, async () => {
        assert.equal((await ask({ 'x-forwarded-for': forwarded })).sender, trusts ? sender : '127.0.0.1');
      });
    }
  });
}
