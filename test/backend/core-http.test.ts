import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { addBody } from '../../src/backend/consultations/store.js';
import { BODY } from '../../stories/support/definitions.js';
import { MINISTRY, participant, pathsOf, PLATFORM, quietLog, setStage, type Stage } from './harness.js';

describe('every request', () => {
  let stage: Stage;
  const log = quietLog();
  before(async () => (stage = await setStage({ log })));
  after(() => stage.close());

  const feedback = { verdict: 'no', page: 'https://ministere.exemple.test/velo' };
  const onStage = async () => {
    const slug = await stage.consultation();
    return { slug, at: pathsOf(slug) };
  };
  const send = (path: string, init: RequestInit) =>
    stage.backend.fetch(new Request(new URL(path, PLATFORM), init));

  describe('across origins', () => {
    it('passes the preflight of any origin, for two hours, without credentials', async () => {
      const { at } = await onStage();
      const answer = await send(at.feedback(), {
        method: 'OPTIONS',
        headers: {
          origin: 'https://inconnu.exemple.test',
          'access-control-request-method': 'PUT',
          // Tools of host pages that follow requests add a header of their own.
          'access-control-request-headers': 'authorization,content-type,if-none-match,traceparent',
        },
      });
      assert.equal(answer.status, 204);
      assert.equal(answer.headers.get('access-control-allow-origin'), '*');
      assert.equal(answer.headers.get('access-control-max-age'), '7200');
      assert.equal(answer.headers.get('access-control-allow-credentials'), null);
      assert.match(answer.headers.get('access-control-allow-methods') ?? '', /PUT/);
      for (const name of ['authorization', 'content-type', 'if-none-match', 'traceparent']) {
        assert.match(answer.headers.get('access-control-allow-headers') ?? '', new RegExp(name, 'i'));
      }
    });

    it('lets every answer be read, errors included', async () => {
      const { at } = await onStage();
      const answers = [
        await stage.get(at.view('feedback')),
        await stage.get(at.view('nothing')),
        await stage.get('/v1/consultations/absente'),
        await stage.get('/v1/nowhere'),
        await stage.put(at.feedback(), feedback),
        await stage.put(at.feedback(), feedback, { origin: 'https://inconnu.exemple.test' }),
        await stage.put(at.feedback(), '{"verdict"'),
        await stage.put(at.feedback(), 'x'.repeat(2_000_000)),
        await stage.put(at.feedback(), feedback, { key: 'short' }),
      ];
      assert.deepEqual(
        answers.map(({ status }) => status),
        [200, 400, 404, 404, 200, 403, 400, 413, 401],
      );
      for (const { headers, status } of answers) {
        assert.equal(headers.get('access-control-allow-origin'), '*', String(status));
        assert.match(
          headers.get('access-control-expose-headers') ?? '',
          /ETag.*Retry-After/i,
          String(status),
        );
        assert.match(headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/);
      }
    });

    it('takes writes from the public body’s sites, from the platform and from what is no browser, and from nowhere else', async () => {
      const { slug, at } = await onStage();
      for (const origin of [MINISTRY, PLATFORM]) {
        assert.equal((await stage.put(at.feedback(), feedback, { origin })).status, 200, origin);
      }
      const withoutOrigin = await send(at.feedback(), {
        method: 'PUT',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${participant()}` },
        body: JSON.stringify(feedback),
      });
      assert.equal(withoutOrigin.status, 200);
      for (const origin of [
        'null',
        'https://inconnu.exemple.test',
        `${MINISTRY}:8443`,
        'http://ministere.exemple.test',
      ]) {
        const refused = await stage.put(at.feedback(), feedback, { origin });
        assert.equal(refused.status, 403, origin);
        assert.equal(refused.body.code, 'origin-not-allowed');
      }
      assert.equal(await stage.count('feedback', slug), 3);
    });

    it('forgets a site as soon as the public body no longer registers it', async () => {
      const { at } = await onStage();
      const other = 'https://autre.exemple.test';
      await addBody(stage.database.db, { ...BODY, origins: [MINISTRY, other] }, stage.clock.now);
      await stage.backend.definitionsChanged();
      assert.equal((await stage.put(at.feedback(), feedback, { origin: other })).status, 200);
      await addBody(stage.database.db, { ...BODY, origins: [MINISTRY] }, stage.clock.now);
      await stage.backend.definitionsChanged();
      assert.equal((await stage.put(at.feedback(), feedback, { origin: other })).status, 403);
    });
  });

  describe('that cannot be taken', () => {
    it('is answered by a problem in the language that is preferred, French where none is', async () => {
      const title = async (language?: string) => {
        const answer = await stage.get('/v1/nowhere', language ? { 'accept-language': language } : {});
        assert.equal(answer.headers.get('content-type'), 'application/problem+json');
        assert.equal(answer.headers.get('cache-control'), 'no-store');
        assert.equal(answer.body.status, 404);
        return `${answer.headers.get('content-language')} ${answer.body.title}`;
      };
      assert.equal(await title(), 'fr Introuvable.');
      assert.equal(await title('en-CA,en;q=0.9,fr;q=0.8'), 'en Not found.');
      assert.equal(await title('en;q=0.5, fr-CA'), 'fr Introuvable.');
      assert.equal(await title('de, en;q=0'), 'fr Introuvable.');
      assert.equal(await title('de, en;q=0.3'), 'en Not found.');
    });

    it('names each field that is wrong, in words', async () => {
      const { slug, at } = await onStage();
      const { status, body } = await stage.put(
        at.comment(),
        { body: 'Un caractère \u0000 perdu' },
        { headers: { 'accept-language': 'en' } },
      );
      assert.equal(status, 422);
      assert.equal(body.code, 'invalid-answers');
      assert.deepEqual(body.errors, [
        {
          pointer: '/body',
          code: 'not-storable',
          message: 'The text holds a character that cannot be kept.',
        },
      ]);
      assert.equal(await stage.count('comment', slug), 0);
    });

    it('is malformed where it is not JSON, not of the right types, or not JSON by its name', async () => {
      const { slug, at } = await onStage();
      for (const body of ['{"verdict":', '', 'null', '[]', '{"verdict":1,"page":"/"}', '{"verdict":"no"}']) {
        const refused = await stage.put(at.feedback(), body);
        assert.equal(refused.status, 400, body);
        assert.equal(refused.body.code, 'malformed-request', body);
      }
      const plain = await stage.put(at.feedback(), feedback, { headers: { 'content-type': 'text/plain' } });
      assert.equal(plain.body.code, 'malformed-request');
      assert.equal((await stage.put(at.feedback('not-a-uuid'), feedback)).body.code, 'malformed-request');
      assert.equal(await stage.count('feedback', slug), 0);
    });

    it('is malformed where its bytes are not UTF-8, and stored as it came where they are', async () => {
      const { slug, at } = await onStage();
      const headers = {
        'content-type': 'application/json',
        authorization: `Bearer ${participant()}`,
        origin: MINISTRY,
      };
      const bytes = (body: string, encoding: BufferEncoding) => Uint8Array.from(Buffer.from(body, encoding));
      const give = (body: BodyInit, init: RequestInit = {}) =>
        send(at.comment(), { method: 'PUT', headers, body, ...init });
      const latin1 = bytes('{"body":"Un café"}', 'latin1');
      assert.equal((await give(latin1)).status, 400);
      const streamed = await give(new Blob([latin1]).stream(), { duplex: 'half' } as RequestInit);
      assert.equal(((await streamed.json()) as { code: string }).code, 'malformed-request');
      assert.equal((await give(bytes('{"body":"\ud83d"}', 'utf16le'))).status, 400);
      assert.equal(await stage.count('comment', slug), 0);
      const said = 'Un café, 🚲, et \ufffd comme il est venu';
      assert.equal((await give(bytes(`\ufeff{"body":"${said}"}`, 'utf8'))).status, 200);
      const { items } = (await stage.get(at.comments())).body as unknown as { items: { body: string }[] };
      assert.deepEqual(
        items.map(({ body }) => body),
        [said],
      );
    });

    it('is refused where a page’s address holds half of a character, or none that is one', async () => {
      const { slug, at } = await onStage();
      for (const last of ['\ud800', '\u0000']) {
        const refused = await stage.put(at.feedback(), { ...feedback, page: feedback.page + last });
        assert.deepEqual(
          [refused.status, refused.body.errors?.map(({ pointer, code }) => [pointer, code])],
          [422, [['/page', 'not-storable']]],
        );
      }
      assert.equal(await stage.count('feedback', slug), 0);
    });

    it('is refused over one megabyte, whether it says its size or not', async () => {
      const { slug, at } = await onStage();
      const long = JSON.stringify({ body: 'é'.repeat(1_000_000) });
      assert.equal((await stage.put(at.comment(), long)).body.code, 'too-large');
      let sent = 0;
      const endless = new ReadableStream<Uint8Array>({
        pull(controller) {
          sent += 100_000;
          controller.enqueue(new Uint8Array(100_000).fill(32));
        },
      });
      const answer = await send(at.comment(), {
        method: 'PUT',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${participant()}`,
          origin: MINISTRY,
        },
        body: endless,
        duplex: 'half',
      } as RequestInit);
      assert.equal(answer.status, 413);
      assert.ok(sent < 2_000_000, `${sent} bytes were read`);
      assert.equal(await stage.count('comment', slug), 0);
    });

    it('needs a participant’s key of 32 bytes', async () => {
      const { slug, at } = await onStage();
      const keys = ['', 'court', `${participant()}x`, `${participant().slice(1)}+`];
      for (const key of keys) {
        const refused = await stage.put(at.feedback(), feedback, { key });
        assert.equal(refused.status, 401, key);
        assert.equal(refused.body.code, 'participant-required');
      }
      const basic = { authorization: `Basic ${participant()}` };
      assert.equal((await stage.put(at.feedback(), feedback, { headers: basic })).status, 401);
      assert.equal(await stage.count('feedback', slug), 0);
    });

    describe('by the database', () => {
      const failures = () => log.lines.filter((line) => (line as { message: string }).message === 'failed');
      const mine = (path: string) => stage.get(path, { authorization: `Bearer ${participant()}` });
      const id = '00000000-0000-4000-8000-000000000001';
      const cursors: [list: 'comments' | 'ideas' | 'mine', position: string][] = [
        ...['recent', 'oldest'].flatMap((sort) =>
          ['1e308', '-1e15', '8640000000000001', '9007199254740993', '0.5', '253402300800000'].map(
            (key): ['comments', string] => ['comments', `{"sort":"${sort}","key":${key},"id":"${id}"}`],
          ),
        ),
        ...['rated', 'discussed'].flatMap((sort) =>
          ['2147483648', '-2147483649', '1.5', '1e308'].map((key): ['comments', string] => [
            'comments',
            `{"sort":"${sort}","key":${key},"id":"${id}"}`,
          ]),
        ),
        ['ideas', `{"from":0,"lap":0,"rank":2147483648,"id":"${id}"}`],
        ['ideas', `{"from":2147483648,"lap":0,"rank":0,"id":"${id}"}`],
        ['ideas', `{"from":-1,"lap":1,"rank":0,"id":"${id}"}`],
        ['mine', `{"at":1e308,"id":"${id}"}`],
        ['mine', `{"at":-1e15,"id":"${id}"}`],
        ['mine', `{"at":8640000000000001,"id":"${id}"}`],
      ];
      for (const [list, position] of cursors) {
        it(`is refused before it gets there: ${list} after ${position.replace(`,"id":"${id}"`, '')}`, async () => {
          const { at } = await onStage();
          const sort = /"sort":"(\w+)"/.exec(position)?.[1];
          const query = `?cursor=${btoa(position)}${sort ? `&sort=${sort}` : ''}`;
          const answer =
            list === 'mine' ? await mine(`${at.mine()}${query}`) : await stage.get(at[list](query));
          assert.deepEqual([answer.status, answer.body.code], [400, 'malformed-request']);
          assert.deepEqual(failures(), []);
        });
      }

      it('is refused before it gets there: a NUL character in a path or a query', async () => {
        const { slug, at } = await onStage();
        const [comment, withdrawal] = [at.comment(), at.withdrawal(id)];
        for (const path of [comment, withdrawal, at.feedback()]) {
          const nowhere = await stage.put(path.replace(slug, '%00'), { body: 'Oui' });
          assert.deepEqual([nowhere.status, nowhere.body.code], [404, 'not-found'], path);
          const noActivity = await stage.put(path.replace(/discussion|page/, '%00'), { body: 'Oui' });
          assert.equal(noActivity.body.code, 'malformed-request', path);
        }
        for (const path of [
          at.ideas('?section=%00'),
          at.view('ideas', '&section=%00'),
          at.view('ideas', '&activity=%00'),
          at.comments('?parent=%00'),
          at.view('comments').replace(slug, '%00'),
        ]) {
          assert.equal((await stage.get(path)).body.code, 'malformed-request', path);
        }
        assert.deepEqual(failures(), []);
        assert.equal(await stage.count('comment', slug), 0);
      });
    });

    it('is refused with a cursor that this server did not make', async () => {
      const { at } = await onStage();
      for (const cursor of ['x', 'bm9uc2Vuc2U', btoa('{"at":"hier","id":1}'), btoa('[]'), '%00']) {
        const refused = await stage.get(at.comments(`?cursor=${encodeURIComponent(cursor)}`));
        assert.equal(refused.status, 400, cursor);
        assert.equal(refused.body.code, 'malformed-request', cursor);
      }
    });
  });

  describe('that reads', () => {
    it('is told when nothing changed, by a strong tag that follows the content', async () => {
      const { at } = await onStage();
      const first = await stage.get(at.comments());
      const tag = first.headers.get('etag')!;
      assert.match(tag, /^"[^"]+"$/);
      assert.match(first.headers.get('cache-control') ?? '', /^public, max-age=\d+/);
      const same = await stage.get(at.comments(), { 'if-none-match': tag });
      assert.equal(same.status, 304);
      assert.equal(same.text, '');
      assert.equal(same.headers.get('etag'), tag);
      assert.equal(same.headers.get('access-control-allow-origin'), '*');
      assert.equal(same.headers.get('cache-control'), first.headers.get('cache-control'));
      await stage.put(at.comment(), { body: 'Du nouveau.' });
      assert.equal((await stage.get(at.comments(), { 'if-none-match': tag })).status, 200);
    });

    it('gets the same answer whoever asks, and leaves what is one’s own out of every cache', async () => {
      const { at } = await onStage();
      const key = participant();
      await stage.put(at.comment(), { body: 'Le mien.' }, { key });
      const [own, other] = [
        await stage.get(at.view('comments'), { authorization: `Bearer ${key}` }),
        await stage.get(at.view('comments')),
      ];
      assert.equal(own.text, other.text);
      const mine = await stage.get(at.mine(), { authorization: `Bearer ${key}` });
      assert.equal(mine.status, 200);
      assert.equal(mine.headers.get('cache-control'), 'private, no-store');
    });

    it('finds each kind’s first view, in one answer', async () => {
      const { slug, at } = await onStage();
      await stage.put(at.comment(), { body: 'Premier.' });
      for (const [kind, activity, page] of [
        ['survey', 'sondage', undefined],
        ['comments', 'discussion', 'comments'],
        ['ideas', 'idees', 'ideas'],
        ['feedback', 'page', undefined],
      ] as const) {
        const { body } = await stage.get(at.view(kind));
        assert.equal((body.activity as { id: string }).id, activity);
        assert.equal(body.phase, 'open');
        assert.deepEqual(
          ['comments', 'ideas'].filter((name) => name in body),
          page ? [page] : [],
        );
      }
      const comments = (await stage.get(at.view('comments'))).body.comments as { total: number };
      assert.equal(comments.total, 1);
      assert.equal((await stage.get(at.view('survey', '&activity=discussion'))).status, 404);
      const document = (await stage.get(`/v1/consultations/${slug}`)).body;
      assert.equal((document.activities as unknown[]).length, 4);
      assert.deepEqual((document.consultation as { body: unknown }).body, { ...BODY, origins: [MINISTRY] });
    });
  });

  it('leaves one line in the log, by its route, without text, key, address or identifier', async () => {
    const { at } = await onStage();
    const [key, own] = [participant(), crypto.randomUUID()];
    log.lines.length = 0;
    await stage.put(at.comment(own), { body: 'Secret de jardin.' }, { key, address: '203.0.113.9' });
    await stage.put(at.comment(own), '{"body":"Secret', { key, address: '203.0.113.9' });
    assert.equal(log.lines.length, 2);
    const [line] = log.lines as { fields: Record<string, unknown> }[];
    assert.equal(line?.fields.method, 'PUT');
    assert.equal(line?.fields.status, 200);
    assert.match(
      String(line?.fields.route),
      /^\/v1\/consultations\/:slug\/activities\/:activity\/comments\/:id/,
    );
    const written = JSON.stringify(log.lines);
    for (const secret of ['Secret', key, '203.0.113', own])
      assert.equal(written.includes(secret), false, secret);
  });

  it('keeps a pseudonym that no other consultation shares and that is not the key', async () => {
    const [one, other] = [await onStage(), await onStage()];
    const key = participant();
    for (const { at } of [one, other]) await stage.put(at.feedback(), feedback, { key });
    const { rows } = await sql<{ participant: Uint8Array }>`
      select participant from feedback join consultation on consultation.id = consultation_id
      where slug in (${one.slug}, ${other.slug})`.execute(stage.database.db);
    const kept = rows.map((row) => Buffer.from(row.participant));
    assert.equal(kept.length, 2);
    assert.ok(kept.every((pseudonym) => pseudonym.length === 32));
    assert.notEqual(kept[0]!.toString('hex'), kept[1]!.toString('hex'));
    assert.ok(kept.every((pseudonym) => pseudonym.toString('base64url') !== key));
  });

  it('is told whether the process lives, and whether its database answers', async () => {
    assert.equal((await stage.get('/healthz')).status, 200);
    assert.equal((await stage.get('/readyz')).status, 200);
  });
});

describe('a database that goes away', () => {
  it('is said to be unavailable, with a time to come back, and nothing ends the process', async () => {
    const log = quietLog();
    const stage = await setStage({ log });
    const at = pathsOf(await stage.consultation());
    await stage.get(at.view('feedback'));
    // The one connection of the embedded database, or a lock in PostgreSQL, holds the write until the database is gone.
    const body = { verdict: 'yes', page: 'https://ministere.exemple.test/' };
    let write: ReturnType<Stage['put']> | undefined;
    await stage.database.db
      .transaction()
      .execute(async (tx) => {
        await sql`lock table feedback in access exclusive mode`.execute(tx);
        write = stage.put(at.feedback(), body);
        await goneFrom(stage);
        await sql`select 1`.execute(tx);
      })
      .catch(() => {});
    const answer = await write!;
    assert.equal(answer.status, 503);
    assert.equal(answer.body.code, 'unavailable');
    assert.equal(answer.headers.get('retry-after'), '5');
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    assert.equal(JSON.stringify(log.lines).includes('ministere'), false);
    await stage.close();
  });
});

/** Takes the database away: closes the embedded one, ends every other connection of PostgreSQL. */
async function goneFrom(stage: Stage): Promise<void> {
  if ('pglite' in stage.database) return (stage.database.pglite as { close(): Promise<void> }).close();
  const others = sql<{ n: number }>`
    select count(*)::int as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and query like '%into feedback%'`;
  while ((await others.execute(stage.database.db)).rows[0]!.n === 0);
  // The one that waits goes first: the end of the other would let it through.
  const allOthers = sql`datname = current_database() and pid <> pg_backend_pid()`;
  await sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where ${allOthers} and wait_event_type = 'Lock'`.execute(stage.database.db);
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where ${allOthers}`.execute(
    stage.database.db,
  );
}
