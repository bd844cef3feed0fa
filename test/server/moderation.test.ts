import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { openPglite } from '../../src/backend/database/pglite.js';
import type { ModeratedComment } from '../../src/contract/moderation.js';
import { filesIn } from '../../src/server/open.js';
import { definitionFor } from '../../stories/support/definitions.js';
import { Workplace } from './harness.js';

describe('cq moderate, cq token and cq verify', () => {
  let place: Workplace;
  let server: Awaited<ReturnType<Workplace['serve']>>;
  before(async () => {
    place = await Workplace.open();
    server = await place.serve();
    await place.fill();
  });
  after(() => place.close());

  const root = () => `${place.origin}/v1/consultations/plan-velo`;
  const send = (path: string, body: object, key = randomBytes(32).toString('base64url')) =>
    fetch(`${root()}${path}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify(body),
    });
  const comment = async (body = `Commentaire ${randomUUID()}`) => {
    const id = randomUUID();
    assert.equal((await send(`/activities/discussion/comments/${id}`, { body })).status, 200);
    return id;
  };
  const cq = async (...words: string[]) => {
    const { code, out, err } = await place.cq(words);
    return { code, out, err };
  };
  const moderate = (action: string, ...words: string[]) => cq('moderate', action, 'plan-velo', ...words);
  const seen = async (id: string) => {
    const { out } = await moderate('queue', '--filter', 'all', '--limit', '1000', '--json');
    return out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as ModeratedComment)
      .find((one) => one.id === id)!;
  };

  it('makes a token that opens the queue, tells of it without it, and ends it', async () => {
    const words = [
      '--body',
      'exemple',
      '--name',
      'Équipe des consultations',
      '--role',
      'moderator',
      '--role',
      'official',
    ];
    const made = await cq('token', 'add', ...words, '--expires', '2090-01-01');
    assert.equal(made.code, 0, made.out + made.err);
    const [token, told] = made.out.split('\n');
    assert.match(token!, /^cqm_[\w-]{43}$/);
    const id = told!.slice(0, 36);
    const ask = () => fetch(`${root()}/moderation/queue`, { headers: { authorization: `Bearer ${token}` } });
    assert.equal((await ask()).status, 200);
    const list = await cq('token', 'list');
    assert.match(
      list.out,
      new RegExp(
        `${id}  exemple  «Équipe des consultations»  moderator official  .* expires at 2090-01-02T05:00:00`,
      ),
    );
    assert.ok(!list.out.includes(token!.slice(4)));
    assert.equal((await cq('token', 'revoke', id)).code, 0);
    assert.equal((await ask()).status, 401);
    assert.equal((await cq('token', 'revoke', id)).code, 1);
    assert.match((await cq('token', 'list')).out, /revoked on/);
  });

  it('refuses a token for nobody, for no role, and until no day', async () => {
    const add = (...words: string[]) => cq('token', 'add', ...words);
    const role = ['--role', 'observer'];
    assert.equal((await add('--body', 'nope', '--name', 'X', ...role)).code, 1);
    assert.equal((await add('--body', 'exemple', '--name', ' ', ...role)).code, 2);
    assert.equal((await add('--body', 'exemple', '--name', 'X')).code, 2);
    assert.equal((await add('--body', 'exemple', '--name', 'X', '--role', 'king')).code, 2);
    assert.equal((await add('--body', 'exemple', '--name', 'X', ...role, '--expires', 'demain')).code, 2);
    const past = await add('--body', 'exemple', '--name', 'X', ...role, '--expires', '2020-01-01');
    assert.equal(past.code, 2);
    assert.match(past.out, /^--expires 2020-01-01: has passed, since it is \d{4}-\d\d-\d\d in Québec/);
    assert.doesNotMatch(past.out, /cqm_/);
  });

  it('decides as the API does, and says which reasons there are', async () => {
    const id = await comment();
    const unknown = await moderate('hide', id, '--reason', 'humeur');
    assert.equal(unknown.code, 1);
    assert.match(
      unknown.out,
      /not in the published policy[^]*--reason spam: Advertising or spam[^]*--reason off-topic/,
    );
    assert.equal((await moderate('hide', id)).code, 2);
    assert.equal((await moderate('hide', id, '--reason', 'spam', '--note', 'Skis')).code, 0);
    const hidden = await seen(id);
    assert.deepEqual(
      [hidden.state, hidden.decisions[0]?.reason, hidden.decisions[0]?.note],
      ['hidden', 'spam', 'Skis'],
    );
    const again = await moderate('hide', id, '--reason', 'spam');
    assert.deepEqual([again.code, again.out], [1, 'It is so already.\n']);
    assert.equal((await moderate('restore', id)).code, 0);
    const into = await comment();
    assert.equal((await moderate('merge', id, '--into', into)).code, 0);
    assert.equal((await seen(id)).mergedInto, into);
    assert.equal((await moderate('restore', id)).code, 0);
    assert.equal((await moderate('answer', id, '--fr', 'Merci.', '--en', 'Thank you.')).code, 0);
    assert.equal((await moderate('consider', id, '--fr', 'Article 4.')).code, 0);
    const { officialAnswers, considered } = await seen(id);
    assert.deepEqual([officialAnswers[0]?.body.en, considered?.text.fr], ['Thank you.', 'Article 4.']);
    assert.equal((await moderate('trust', id)).code, 0);
    assert.equal((await moderate('distrust', id)).code, 0);
    assert.match((await moderate('uphold', id)).out, /No appeal is waiting/);
    assert.equal((await moderate('accept', 'nonsense')).code, 2);
    assert.match((await moderate('accept', randomUUID())).out, /no such comment/);
    assert.equal((await cq('moderate', 'accept', 'nope', id)).code, 1);
  });

  it('tells the queue with why, and lets nobody steer the terminal', async () => {
    const tricky = `Un texte\u001b[2J rouge, \u202eteg\u202c\u009b1m\u2028 et o${'\u0301'.repeat(40)}`;
    const id = await comment(tricky);
    await send(`/activities/discussion/comments/${id}/report`, {
      reason: 'spam',
      text: 'Vend\nquelque chose',
    });
    const { out } = await moderate('queue');
    assert.match(out, new RegExp(`^${id}  discussion  published  priority \\d+ .*1 × spam`, 'm'));
    assert.match(out, /Un texte·\[2J rouge, ·teg··1m· et o\u0301{3}$/m);
    const { out: lines } = await moderate('queue', '--json');
    assert.doesNotMatch(lines, /[\u001b\u009b\u202e\u2028]/);
    assert.equal((await seen(id)).body, tricky);
    assert.match(out, /reported: Vend·quelque chose/);
    assert.match(out, /\d+ to decide/);
    assert.equal((await moderate('accept', id)).code, 0);
    assert.ok(!(await moderate('queue')).out.includes(id));
  });

  it('says how many a raid is before it hides them, and brings them back', async () => {
    const text =
      'Tous les cyclistes devraient payer une immatriculation comme les automobilistes de la province';
    const ids = [await comment(text), await comment(`${text}!!`), await comment(`« ${text.toUpperCase()} »`)];
    const words = ['--activity', 'discussion', '--similar-to', ids[0]!, '--reason', 'spam'];
    const preview = await moderate('raid', ...words);
    assert.deepEqual(
      [preview.code, /3 would be hidden/.test(preview.out)],
      [0, true],
      preview.out + preview.err,
    );
    assert.equal((await seen(ids[0]!)).state, 'published');
    const done = await moderate('raid', ...words, '--yes');
    assert.match(done.out, /hide, 3 comments/);
    assert.equal((await seen(ids[2]!)).state, 'hidden');
    const undo = ['--undo', done.out.slice(0, 36)];
    assert.match(
      (await moderate('raid', ...undo)).out,
      /^3 would be brought back: --yes brings them back\n$/,
    );
    assert.equal((await seen(ids[2]!)).state, 'hidden');
    const undone = await moderate('raid', ...undo, '--yes');
    assert.match(undone.out, /restore, 3 comments/);
    assert.equal((await seen(ids[2]!)).state, 'published');
    assert.equal((await moderate('raid', '--activity', 'discussion', '--reason', 'spam')).code, 2);
    assert.equal((await moderate('raid', ...words, '--address-of', ids[0]!)).code, 2);
    assert.match(
      (await moderate('raid', '--activity', 'discussion', '--address-of', ids[0]!, '--reason', 'spam')).out,
      /\d+ would be hidden/,
    );
  });

  it('says what is wrong with how a raid is named, by the options that there are', async () => {
    const id = await comment();
    const [thread, spam] = [
      ['--activity', 'discussion'],
      ['--reason', 'spam'],
    ];
    const like = ['--similar-to', id];
    for (const [words, told] of [
      [[...thread, ...spam], /^Say which comments in exactly one way: --address-of, --similar-to, or --from/],
      [[...thread, ...spam, ...like, '--address-of', id], /^Say which comments in exactly one way/],
      [[...thread, ...spam, '--from', '2026-05-01T12:00:00-04:00'], /^--from and --to go together/],
      [
        [...thread, ...spam, '--from', '2026-05-02T12:00:00-04:00', '--to', '2026-05-01T12:00:00-04:00'],
        /^--from, --to: the end comes after the beginning/,
      ],
      [[...thread, ...spam, '--similar-to', 'x'], /^--similar-to: has to be the identifier of a comment/],
      [[...spam, ...like], /^--activity: needed here/],
      [
        ['--activity', 'forum', ...spam, ...like],
        /^--activity forum: no such thread\n  --activity discussion: /,
      ],
      [[...thread, ...like], /^--reason: needed here\n  --reason /],
      [
        [...thread, ...like, '--reason', 'humeur'],
        /^--reason humeur: not in the published policy of this thread\n  --reason /,
      ],
      [
        ['--undo', id, ...thread, ...like],
        /^--undo: says all by itself: leave out --similar-to, --activity\n/,
      ],
      [['--undo', 'x'], /^--undo: takes the identifier/],
    ] as const) {
      const { code, out, err } = await moderate('raid', ...words);
      assert.deepEqual([code, told.test(out)], [2, true], `${words.join(' ')}\n${out}${err}`);
      assert.doesNotMatch(out, /--selection|--bulk/);
    }
    const none = await moderate('raid', '--undo', randomUUID());
    assert.equal(none.code, 1, none.out);
  });

  it('offers the reasons of the thread that a comment is in, and of no other', async () => {
    const plan = definitionFor('deux-fils');
    const [discussion] = plan.activities.filter(({ kind }) => kind === 'comments');
    const policy = [{ id: 'charte', label: { fr: 'Contraire à la charte', en: 'Against the charter' } }];
    const activities = [...plan.activities, { ...discussion, id: 'forum', moderation: { policy } }];
    const file = await place.file('deux-fils.json', { ...plan, activities });
    const applied = await cq('apply', file);
    assert.equal(applied.code, 0, applied.out + applied.err);
    const id = randomUUID();
    const path = `${place.origin}/v1/consultations/deux-fils/activities/forum/comments/${id}`;
    const written = await fetch(path, {
      method: 'PUT',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${randomBytes(32).toString('base64url')}`,
      },
      body: JSON.stringify({ body: 'Un commentaire' }),
    });
    assert.equal(written.status, 200);
    for (const words of [
      ['hide', 'deux-fils', id],
      ['raid', 'deux-fils', '--activity', 'forum', '--similar-to', id],
    ]) {
      const { out } = await cq('moderate', ...words, '--reason', 'spam');
      assert.match(out, /not in the published policy[^]*--reason charte: Against the charter\n$/);
      assert.doesNotMatch(out, /^ +--reason spam:/m);
    }
  });

  it('writes the records and the heads with the open data', async () => {
    const folder = join(place.folder, 'open');
    assert.equal((await cq('export', 'plan-velo', '--to', folder)).code, 0);
    const [csv, heads] = await Promise.all(
      ['moderation.csv', 'moderation-heads.csv'].map((name) => readFile(join(folder, name), 'utf8')),
    );
    assert.match(
      csv!,
      /^seq,id,at,action,kind,contribution,reason,role,bulk,waited,text,words,who,previous,hash\n/,
    );
    assert.doesNotMatch(csv!, /Skis/);
    assert.match(heads!, /^day,seq,hash\n\d{4}-\d\d-\d\d,\d+,[0-9a-f]{64}\n/);
  });

  it('has a log that anybody can verify with the program of the documentation', async () => {
    const programs = await Promise.all(
      ['docs/moderation.md', 'docs/moderation.en.md'].map(async (file) => {
        const document = await readFile(new URL(`../../${file}`, import.meta.url), 'utf8');
        return /```js\n([\s\S]*?)```/.exec(document)![1]!;
      }),
    );
    assert.equal(programs[0], programs[1]);
    assert.ok(programs[0]!.trim().split('\n').length <= 26);
    const file = await place.file('verify.mjs', programs[0]!);
    const run = async (kept: string) => {
      const words = [file, `${root()}/moderation/log`, ...(kept ? [kept] : [])];
      return promisify(execFile)(process.execPath, words).then(
        ({ stdout }) => stdout,
        ({ stderr }: { stderr: string }) => stderr,
      );
    };
    const said = await run('');
    const [, count, head] = /^(\d+) records, head ([0-9a-f]{64})\n$/.exec(said) ?? assert.fail(said);
    assert.ok(Number(count) > 10);
    assert.equal(await run(head!), said);
    assert.match(await run('0'.repeat(64)), /no record has the hash that you kept/);
    const lying = createServer((request, response) => {
      void fetch(`${place.origin}${request.url}`)
        .then((answer) => answer.text())
        .then((text) => response.end(text.replace('"role":"operator"', '"role":"moderator"')));
    });
    lying.listen(0, '127.0.0.1');
    await once(lying, 'listening');
    const { port } = lying.address() as AddressInfo;
    const address = `http://127.0.0.1:${port}/v1/consultations/plan-velo/moderation/log`;
    await assert.rejects(
      promisify(execFile)(process.execPath, [file, address]),
      ({ stderr }: { stderr: string }) => /record \d+ is not as it was made/.test(stderr),
    );
    lying.close();
  });

  it('shows the log as a page in both languages, without scripts, and leads to it', async () => {
    const page = async (path: string) => (await fetch(`${place.origin}${path}`)).text();
    const [gone, key] = [randomUUID(), randomBytes(32).toString('base64url')];
    await send(`/activities/discussion/comments/${gone}`, { body: 'Retiré ensuite' }, key);
    assert.equal((await send(`/mine/${gone}/withdrawal`, {}, key)).status, 200);
    for (const [prefix, title, reason, hidden] of [
      ['', 'Journal de modération', 'Publicité ou pourriel', 'Masqué'],
      ['/en', 'Moderation log', 'Advertising or spam', 'Hidden'],
    ] as const) {
      const text = await page(`${prefix}/c/plan-velo/moderation`);
      assert.match(text, new RegExp(`<h1>${title}</h1>`));
      assert.doesNotMatch(text, /<script/);
      assert.doesNotMatch(text, /Skis/);
      assert.match(
        text,
        new RegExp(`<th scope="row">${hidden}</th>\\s*<td>${reason}</td>\\s*<td class="count">\\d+</td>`),
      );
      const [first] = text.match(/<table>[\s\S]*?<\/table>/)!;
      const [received, ...states] = [...first.matchAll(/class="count">(\d+)/g)].map(([, count]) =>
        Number(count),
      );
      assert.equal(
        states.reduce((sum, count) => sum + count, 0),
        received,
      );
      assert.ok(states.at(-1)! > 0, 'what was withdrawn');
      for (const [, table] of text.matchAll(/<table>([\s\S]*?)<\/table>/g)) {
        assert.match(table!, /<caption>\s*\S/);
        assert.match(table!, /<th scope="col">/);
      }
      assert.match(text, /<code>[0-9a-f]{64}<\/code>/);
      for (const path of [`${prefix}/c/plan-velo`, `${prefix}/c/plan-velo/discussion`])
        assert.ok((await page(path)).includes(`href="${prefix}/c/plan-velo/moderation"`), path);
    }
    assert.equal((await fetch(`${place.origin}/c/nope/moderation`)).status, 404);
  });

  it('checks the chain, and fails over a row that was changed by hand', async () => {
    const whole = await cq('verify', 'moderation', 'plan-velo');
    assert.equal(whole.code, 0, whole.out);
    assert.match(whole.out, /plan-velo: \d+ records, each as it was made\nhead [0-9a-f]{64}\n/);
    const head = /head (\w+)/.exec(whole.out)![1]!;
    assert.equal((await cq('verify', 'moderation', 'plan-velo', '--head', head)).code, 0);
    assert.equal((await cq('verify', 'moderation', 'plan-velo', '--head', 'f'.repeat(64))).code, 1);
    assert.equal((await cq('verify', 'moderation', 'plan-velo', '--head', 'x')).code, 2);
    assert.equal((await cq('verify', 'moderation', 'nope')).code, 1);
    server.child.kill('SIGTERM');
    await server.ended;
    const database = await openPglite({ dataDir: filesIn(place.data) });
    await sql`alter table moderation disable trigger moderation_append_only`.execute(database.db);
    await sql`update moderation set reason = 'other' where seq = (select min(seq) from moderation where reason is not null)`.execute(
      database.db,
    );
    await sql`alter table moderation enable trigger moderation_append_only`.execute(database.db);
    await database.close();
    const changed = await cq('verify', 'moderation', 'plan-velo');
    assert.equal(changed.code, 1);
    assert.match(
      changed.out,
      /record \d+ says something else than when it was made[^]*NOT AS THEY WERE MADE/,
    );
  });
});
