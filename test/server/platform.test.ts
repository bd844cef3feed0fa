import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { BlockList } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createBackend } from '../../src/backend/backend.js';
import { addBody, applyDefinition } from '../../src/backend/consultations/store.js';
import { openPglite } from '../../src/backend/database/pglite.js';
import { ConsultationDefinition } from '../../src/contract/consultation.js';
import { listen } from '../../src/server/http.js';
import { EmbedFiles } from '../../src/server/static.js';
import { BODY, definitionFor } from '../../stories/support/definitions.js';
import { freePort } from '../ports.js';

// The build puts the version in.
Object.assign(globalThis, { __CQ_VERSION__: '1.0.0' });
const { platformHandler } = await import('../../src/server/platform.js');

type Line = [fields: Record<string, unknown>, message: string];

describe('the platform’s pages', () => {
  const errors: Line[] = [];
  let handler: ReturnType<typeof platformHandler>;
  let database: Awaited<ReturnType<typeof openPglite>>;
  let backend: ReturnType<typeof createBackend>;
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cq-embed-'));
    database = await openPglite();
    await database.migrate();
    const now = () => new Date();
    await addBody(database.db, { ...BODY, origins: [] }, now());
    await applyDefinition(database.db, ConsultationDefinition.parse(definitionFor('plan-velo')), now());
    const log = { info: () => {}, warn: () => {}, error: (...line: Line) => void errors.push(line) };
    backend = createBackend({ database, clock: now, log });
    handler = platformHandler({
      backend,
      db: database.db,
      files: new EmbedFiles(folder),
      log,
      now,
      platformOrigin: undefined,
    });
  });
  beforeEach(() => void (errors.length = 0));
  after(async () => {
    await backend.close();
    await database.close();
    await rm(folder, { recursive: true });
  });

  const BROWSER = { accept: 'text/html,*/*;q=0.8', 'accept-language': 'en-CA,en;q=0.9' };
  const ask = async (path: string, init: RequestInit = { headers: BROWSER }) => {
    const answer = await handler(new Request(`http://localhost:3000${path}`, init), '127.0.0.1');
    return { status: answer.status, headers: answer.headers, body: await answer.text() };
  };

  it('show a consultation in both languages', async () => {
    assert.match((await ask('/c/plan-velo')).body, /<html lang="fr">[\s\S]*<cq-survey/);
    assert.match((await ask('/en/c/plan-velo')).body, /<html lang="en">[\s\S]*<cq-survey/);
    assert.equal((await ask('/c/plan-velo', { method: 'HEAD' })).status, 200);
  });

  for (const [path, title] of [
    ['/c/nope', 'Page introuvable'],
    ['/c/nope/mine', 'Page introuvable'],
    ['/en/c/nope', 'Page not found'],
    ['/c/%00', 'Page introuvable'],
    ['/c/%ED%A0%80', 'Page introuvable'],
    ['/c/plan-velo/nothing', 'Page introuvable'],
    ['/nowhere', 'Page not found'],
  ] as const) {
    it(`say that there is nothing at ${path}, and log no failure`, async () => {
      const { status, headers, body } = await ask(path);
      assert.equal(status, 404);
      assert.match(headers.get('content-type')!, /^text\/html/);
      assert.match(headers.get('content-security-policy')!, /default-src 'none'/);
      assert.match(body, new RegExp(`<h1>${title}</h1>`));
      assert.deepEqual(errors, []);
    });
  }

  it('leave to programs what programs ask for', async () => {
    for (const [path, accept] of [
      ['/nowhere', 'application/json'],
      ['/v1/consultations/nope', BROWSER.accept],
    ] as const) {
      const { status, headers } = await ask(path, { headers: { accept } });
      assert.equal(status, 404);
      assert.equal(headers.get('content-type'), 'application/problem+json');
    }
  });

  it('answer those who ask whether a page is there, and those who ask for a release that is not', async () => {
    for (const activity of ['sondage', 'discussion', 'idees', 'page']) {
      const [head, get] = await Promise.all(
        ['HEAD', 'GET'].map((method) => ask(`/c/plan-velo/${activity}`, { method })),
      );
      assert.equal(head!.status, get!.status, activity);
      assert.ok(head!.status < 400, activity);
    }
    const { status, headers } = await ask('/embed/9.0.0/loader.js');
    assert.deepEqual([status, headers.get('access-control-allow-origin')], [404, '*']);
  });

  it('have no answer taken for what it is not', async () => {
    for (const path of [
      '/',
      '/c/nope',
      '/docs/api',
      '/openapi.json',
      '/v1/consultations/plan-velo',
      '/embed/versions.json',
    ])
      assert.equal((await ask(path)).headers.get('x-content-type-options'), 'nosniff', path);
  });

  it('may write behind a trusted proxy, which alone says how they were asked for', async () => {
    const trusted = new BlockList();
    trusted.addAddress('127.0.0.1');
    for (const [proxies, status] of [
      [trusted, 200],
      [new BlockList(), 403],
    ] as const) {
      const port = await freePort();
      const listening = await listen(handler, { host: '127.0.0.1', port, trusted: proxies });
      const comment = `/v1/consultations/plan-velo/activities/discussion/comments/${crypto.randomUUID()}`;
      const answer = await fetch(`http://127.0.0.1:${port}${comment}`, {
        method: 'PUT',
        headers: {
          origin: 'https://consultation.example',
          'x-forwarded-proto': 'https',
          'x-forwarded-host': 'consultation.example',
          authorization: `Bearer ${'A'.repeat(43)}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ body: 'Derrière un mandataire.' }),
      });
      await listening.close();
      assert.equal(answer.status, status, await answer.text());
    }
  });

  describe('while the database does not answer', () => {
    before(() => database.close());

    it('tell programs so in their own way', async () => {
      const { status, headers } = await ask('/embed/versions.json');
      assert.deepEqual(
        [status, headers.get('content-type'), headers.get('access-control-allow-origin')],
        [503, 'application/problem+json', '*'],
      );
    });

    for (const [path, title] of [
      ['/', 'Le service ne répond pas pour le moment'],
      ['/en', 'The service is not answering at the moment'],
      ['/c/plan-velo', 'Le service ne répond pas pour le moment'],
    ] as const) {
      it(`say so at ${path}, and log one line that says nothing of what was asked`, async () => {
        const { status, headers, body } = await ask(path);
        assert.equal(status, 503);
        assert.equal(headers.get('retry-after'), '5');
        assert.match(body, new RegExp(`<h1>${title}</h1>`));
        const [[fields, message] = [{}, ''], ...more] = errors;
        assert.equal(more.length, 0);
        assert.equal(message, 'page failed');
        assert.deepEqual(Object.keys(fields), ['requestId', 'route', 'kind', 'code']);
        assert.equal(fields.requestId, headers.get('x-request-id'));
      });
    }
  });
});
