import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { decide } from '../../src/backend/moderation/store.js';
import { verifyChain } from '../../src/backend/moderation/verify.js';
import { readAll, replaceAll, type DumpedRow } from '../../src/backend/database/dump.js';
import { exportRows } from '../../src/backend/transfer/export.js';
import type { ModerationLog, ModerationRecord } from '../../src/contract/moderation.js';
import { ChainCheck, seal } from '../../src/domain/moderation-chain.js';
import { participant, pathsOf, setStage, type Stage, which } from './harness.js';
import { moderationPaths, tokenFor } from './moderators.js';

const uuid = () => crypto.randomUUID() as string;
const sha256 = async (bytes: Uint8Array<ArrayBuffer>) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

describe('the chain of moderation', () => {
  let stage: Stage;
  let token: string;
  before(async () => {
    stage = await setStage();
    token = await tokenFor(stage, ['moderator', 'official']);
  });
  after(() => stage.close());

  const later = (minutes = 1) => {
    stage.clock.now = new Date(stage.clock.now.getTime() + minutes * 60_000);
  };
  const comment = async (slug: string, body = `Commentaire ${uuid()}`) => {
    const [id, key] = [uuid(), participant()];
    later();
    await stage.put(pathsOf(slug).comment(id), { body }, { key });
    return { id, key };
  };
  const put = async (slug: string, body: object) => {
    later();
    const answer = await stage.put(moderationPaths(slug).decision(uuid()), body, { key: token });
    assert.equal(answer.status, 200, answer.text);
    return answer;
  };
  /** A consultation whose comments are moderated so. */
  const moderatedAs = (moderation: object) =>
    stage.consultation((definition) => ({
      ...definition,
      activities: definition.activities.map((activity) =>
        activity.kind === 'comments' ? { ...activity, moderation } : activity,
      ),
    }));
  const log = async (slug: string, query = '') =>
    (await stage.get(moderationPaths(slug).log(query))).body as unknown as ModerationLog;
  /** A comment that somebody reported. */
  const reported = async (slug: string) => {
    const written = await comment(slug);
    await stage.put(`${pathsOf(slug).comment(written.id)}/report`, { reason: 'spam' });
    return written;
  };
  /** A consultation with some decisions; the comments that they are about. */
  const decided = async () => {
    const slug = await stage.consultation();
    const comments = [await comment(slug), await comment(slug), await comment(slug)];
    for (const { id } of comments)
      await put(slug, { action: 'hide', comment: id, reason: 'off-topic', note: `Note sur ${id}` });
    await put(slug, { action: 'restore', comment: comments[0]!.id });
    await put(slug, { action: 'consider', comment: comments[0]!.id, text: { fr: 'Retenu.' } });
    return { slug, comments };
  };
  const verify = async (slug: string, head?: string) => {
    const checked = await verifyChain(stage.database.db, slug, head);
    assert.ok(checked);
    return checked;
  };
  const wrong = async (slug: string, head?: string) =>
    (await verify(slug, head)).problems.map(({ code, seq }) => [code, seq]);

  it('holds for whoever reads the log page by page, from the newest to the first', async () => {
    const { slug } = await decided();
    const records: ModerationRecord[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: ModerationLog = await log(slug, `?limit=2${cursor && `&cursor=${cursor}`}`);
      records.push(...page.records);
      cursor = page.next;
    }
    assert.equal(records.length, 5);
    const chain = new ChainCheck(slug, sha256);
    for (const record of records.reverse()) assert.equal(await chain.add(record), undefined);
    assert.deepEqual(
      records.map(({ action, reason, role }) => [action, reason, role]),
      [
        ['hide', 'off-topic', 'moderator'],
        ['hide', 'off-topic', 'moderator'],
        ['hide', 'off-topic', 'moderator'],
        ['restore', null, 'moderator'],
        ['consider', null, 'official'],
      ],
    );
    assert.deepEqual(await verify(slug), { records: 5, head: records.at(-1)!.hash, unheld: 5, problems: [] });
  });

  it('is told to everybody without names, words or notes: how many, why, how fast', async () => {
    const slug = await moderatedAs({ mode: 'before' });
    const [one, two, three] = [await comment(slug, 'Secret un'), await comment(slug), await comment(slug)];
    await put(slug, { action: 'hide', comment: one.id, reason: 'spam', note: 'Note secrète' });
    later(8);
    await put(slug, { action: 'accept', comment: two.id });
    await stage.put(`${pathsOf(slug).comment(one.id)}/appeal`, { text: 'Appel secret' }, { key: one.key });
    const { text, headers } = await stage.get(moderationPaths(slug).log());
    assert.doesNotMatch(text, /secret|secrète/i);
    assert.ok(!text.includes(token));
    assert.match(headers.get('cache-control')!, /public/);
    const told = await log(slug);
    assert.deepEqual([told.received, told.published, told.pending, told.hidden], [3, 1, 1, 1]);
    assert.deepEqual(told.decisions, [
      { action: 'accept', reason: null, count: 1 },
      { action: 'hide', reason: 'spam', count: 1 },
    ]);
    // The first waited for three minutes, the second for eleven.
    assert.deepEqual(told.waited, { median: 180, ninth: 660 });
    assert.deepEqual(told.appeals, { made: 1, overturned: 0, open: 1 });
    later(5);
    await put(slug, { action: 'overturn', comment: one.id });
    assert.deepEqual((await log(slug)).appeals, { made: 1, overturned: 1, open: 0 });
    assert.equal((await log(slug)).records[0]?.waited, 360, 'an appeal waits from when it was made');
    assert.ok(three);
  });

  it('counts the wait for what was reported from the first report since the last decision', async () => {
    const slug = await stage.consultation();
    const { id } = await comment(slug);
    later(60);
    await stage.put(`${pathsOf(slug).comment(id)}/report`, { reason: 'spam' });
    later(1);
    await stage.put(`${pathsOf(slug).comment(id)}/report`, { reason: 'spam' });
    await put(slug, { action: 'accept', comment: id });
    later(60);
    await stage.put(`${pathsOf(slug).comment(id)}/report`, { reason: 'spam' });
    await put(slug, { action: 'hide', comment: id, reason: 'spam' });
    assert.deepEqual(
      (await log(slug)).records.map(({ waited }) => waited),
      [60, 120],
    );
  });

  it('is one chain whatever number of moderators decide at once', async () => {
    const slug = await stage.consultation();
    const comments = [];
    for (let n = 0; n < 24; n++) comments.push(await comment(slug));
    const decisions = comments.map(({ id }, index) =>
      stage.put(
        moderationPaths(slug).decision(),
        index % 2
          ? { action: 'hide', comment: id, reason: 'spam' }
          : { action: 'consider', comment: id, text: { fr: 'Oui.' } },
        { key: token },
      ),
    );
    for (const { status } of await Promise.all(decisions)) assert.equal(status, 200);
    const { records, problems } = await verify(slug);
    assert.deepEqual([records, problems], [24, []]);
  });

  it('takes a decision once, also where it is sent twice at the same moment', async () => {
    const slug = await stage.consultation();
    const { id } = await comment(slug);
    const [path, body] = [moderationPaths(slug).decision(), { action: 'hide', comment: id, reason: 'spam' }];
    const both = await Promise.all([1, 2].map(() => stage.put(path, body, { key: token })));
    assert.deepEqual([both[0]!.status, both[0]!.text], [200, both[1]!.text]);
    assert.equal(await stage.count('moderation', slug), 1);
  });

  it('holds what the operator decided, of every kind of contribution', async () => {
    const slug = await stage.consultation();
    const at = pathsOf(slug);
    const { id } = await comment(slug);
    const [idea, feedback] = [uuid(), uuid()];
    await stage.put(at.idea(idea), { title: 'Une idée', body: 'Un texte', section: undefined });
    await stage.put(at.feedback(feedback), { verdict: 'yes', page: 'https://ministere.exemple.test/a' });
    const kinds = [];
    for (const one of [id, feedback, idea]) {
      const made = await decide(
        stage.database.db,
        { consultation: slug, id: one, action: 'hide', reason: 'Mots de l’opérateur' },
        stage.clock.now,
      );
      if (made.ok) kinds.push(made.value.kind);
    }
    assert.ok(kinds.includes('comment') && kinds.includes('feedback'));
    const { records, problems } = await verify(slug);
    assert.deepEqual([records, problems], [kinds.length, []]);
    assert.doesNotMatch(JSON.stringify(await log(slug)), /opérateur/);
  });

  it('still holds once an author has withdrawn, and nothing of what was said of it is left', async () => {
    const { slug, comments } = await decided();
    const { id, key } = comments[1]!;
    await put(slug, { action: 'restore', comment: id });
    const report = { reason: 'other', text: 'Il donne son adresse' };
    assert.equal((await stage.put(`${pathsOf(slug).comment(id)}/report`, report)).status, 200);
    await stage.put(pathsOf(slug).withdrawal(id), {}, { key });
    const reports = await sql`select details from report where comment_id = ${id}`.execute(stage.database.db);
    assert.deepEqual(reports.rows, [{ details: null }], 'what others wrote of it');
    const { rows } = await sql<{ note: string | null; salt: unknown; text_salt: unknown }>`
      select note, salt, text_salt from moderation_private join moderation using (consultation_id, seq)
      where contribution_id = ${id}`.execute(stage.database.db);
    const erased = { note: null, salt: null, text_salt: null };
    assert.deepEqual(rows, [erased, erased]);
    assert.deepEqual((await verify(slug)).problems, []);
  });

  describe('tells what was changed by hand:', () => {
    const byHand = async (statement: ReturnType<typeof sql>) => {
      const { db } = stage.database;
      await sql`alter table moderation disable trigger moderation_append_only`.execute(db);
      await statement.execute(db);
      await sql`alter table moderation enable trigger moderation_append_only`.execute(db);
    };
    const seqs = async (slug: string) => (await log(slug)).records.map(({ seq }) => seq).reverse();

    for (const [what, column] of [
      ['the reason', sql`reason = 'spam'`],
      ['the action', sql`action = 'accept'`],
      ['the time', sql`decided_at = decided_at - interval '1 day'`],
      ['who decided', sql`role = 'operator'`],
      ['how long it waited', sql`waited = 1`],
      ['what it is about', sql`contribution_id = gen_random_uuid()`],
      ['a commitment', sql`text_commitment = sha256('x')`],
    ] as const) {
      it(what, async () => {
        const { slug } = await decided();
        const seq = (await seqs(slug))[1]!;
        await byHand(sql`update moderation set ${column} where seq = ${seq}`);
        assert.deepEqual((await wrong(slug))[0], ['changed', seq]);
      });
    }

    it('a record that was removed', async () => {
      const { slug } = await decided();
      const [, second, third] = await seqs(slug);
      await byHand(sql`delete from moderation where seq = ${second}`);
      assert.deepEqual((await wrong(slug))[0], ['not-linked', third]);
    });

    it('the first record removed', async () => {
      const { slug } = await decided();
      const [first, second] = await seqs(slug);
      await byHand(sql`delete from moderation where seq = ${first}`);
      assert.deepEqual((await wrong(slug))[0], ['not-linked', second]);
    });

    it('a record that was put in, even with a hash of its own that is right', async () => {
      const { slug } = await decided();
      const [newest, , second] = (await log(slug)).records;
      const seq = newest!.seq + 1;
      const forged = { ...second!, seq, id: uuid(), previous: second!.hash };
      const { hash } = await seal(slug, forged, sha256);
      await byHand(sql`insert into moderation (consultation_id, seq, id, contribution_kind, contribution_id, action,
          reason, role, waited, text_commitment, who_commitment, decided_at, previous, hash) overriding system value
        select consultation_id, ${seq}::bigint, ${forged.id}, contribution_kind, contribution_id, action, reason, role,
          waited, text_commitment, who_commitment, decided_at, hash, decode(${hash}, 'hex')
        from moderation where seq = ${second!.seq}`);
      await sql`select setval(pg_get_serial_sequence('moderation', 'seq'), ${seq}::bigint)`.execute(
        stage.database.db,
      );
      assert.deepEqual((await wrong(slug))[0], ['not-linked', seq]);
    });

    it('two records that changed places', async () => {
      const { slug } = await decided();
      const [, second, third] = await seqs(slug);
      await byHand(sql`alter table moderation alter seq drop identity`);
      await byHand(sql`with places as (select consultation_id, seq from moderation where seq in (${second}, ${third}))
        update moderation set seq = -seq where seq in (${second}, ${third})`);
      await byHand(sql`update moderation set seq = case seq when - ${second}::bigint then ${third}::bigint
        else ${second}::bigint end where seq < 0`);
      await byHand(sql`alter table moderation alter seq add generated always as identity`);
      await sql`select setval(pg_get_serial_sequence('moderation', 'seq'), (select max(seq) from moderation))`.execute(
        stage.database.db,
      );
      assert.deepEqual((await wrong(slug))[0], ['changed', second]);
    });

    it('the end cut off, by a head that was kept, and by one that somebody else holds', async () => {
      const { slug } = await decided();
      const held = (await verify(slug)).head!;
      assert.deepEqual(await wrong(slug, held), []);
      await stage.backend.tidy();
      const last = (await seqs(slug)).at(-1);
      await byHand(sql`delete from moderation where seq = ${last}`);
      assert.deepEqual(await wrong(slug, held), [
        ['head-lost', last],
        ['removed', last],
        ['head-unknown', null],
        ['not-as-answered', null],
      ]);
    });

    it('the end cut off before its head was kept, by what is left of it; and where nothing is, by a head alone', async () => {
      const { slug, comments } = await decided();
      const { head } = await verify(slug);
      await put(slug, { action: 'accept', comment: (await reported(slug)).id });
      const held = (await verify(slug)).head!;
      const last = (await seqs(slug)).at(-1);
      await byHand(sql`delete from moderation where seq = ${last}`);
      assert.deepEqual(await wrong(slug), [['removed', last]]);
      await sql`delete from moderation_private where seq = ${last}`.execute(stage.database.db);
      assert.deepEqual(await verify(slug), { records: 5, head, unheld: 5, problems: [] });
      assert.deepEqual(await wrong(slug, held), [['head-unknown', null]]);
      assert.ok(comments);
    });

    it('a head that was removed, and all of them, also once the hour has kept the newest again', async () => {
      const { slug } = await decided();
      const first = (await log(slug)).records[0]!;
      later(24 * 60);
      await put(slug, { action: 'hide', comment: (await comment(slug)).id, reason: 'spam' });
      later(24 * 60);
      await put(slug, { action: 'hide', comment: (await comment(slug)).id, reason: 'spam' });
      await stage.backend.tidy();
      assert.deepEqual((await verify(slug)).problems, []);
      assert.equal((await verify(slug)).unheld, 0);
      const heads = (await log(slug)).heads;
      assert.equal(heads.length, 3, 'each day has its head, whether or not the hour came in between');
      assert.deepEqual([heads[2]!.seq, heads[2]!.hash], [first.seq, first.hash]);
      const here = sql`consultation_id = (select id from consultation where slug = ${slug})`;
      await sql`delete from moderation_head where ${here}`.execute(stage.database.db);
      const missing = [
        ['head-missing', heads[2]!.seq],
        ['head-missing', heads[1]!.seq],
      ];
      assert.deepEqual(await wrong(slug), missing);
      await stage.backend.tidy();
      assert.deepEqual(await wrong(slug), missing);
    });

    it('the whole chain made anew', async () => {
      const { slug } = await decided();
      await stage.backend.tidy();
      const { db } = stage.database;
      const other = await decided();
      // Another consultation's records, under this one's name: each is hashed with the name of its own.
      await byHand(
        sql`delete from moderation where consultation_id = (select id from consultation where slug = ${slug})`,
      );
      await byHand(sql`update moderation set consultation_id = (select id from consultation where slug = ${slug})
        where consultation_id = (select id from consultation where slug = ${other.slug})`);
      assert.equal((await verifyChain(db, slug))?.problems[0]?.code, 'changed');
      assert.ok((await wrong(slug)).some(([code]) => code === 'head-lost'));
    });

    describe('what the public body said:', () => {
      /** Two answers to a comment, and that it was taken into account, twice; the records' numbers. */
      const answered = async () => {
        const slug = await stage.consultation();
        const { id, key } = await comment(slug);
        const answer = async (fr: string, en: string) => {
          later();
          const path = moderationPaths(slug).answer(uuid());
          const answer = await stage.put(path, { comment: id, body: { en, fr } }, { key: token });
          assert.equal(answer.status, 200, answer.text);
        };
        await answer('Nous étudions cela.', 'We are looking at it.');
        await answer('C’est fait.', 'It is done.');
        await put(slug, { action: 'consider', comment: id, text: { fr: 'Article 3' } });
        await put(slug, { action: 'consider', comment: id, text: { fr: 'Article 4', en: 'Section 4' } });
        const [first, second, , fourth] = await seqs(slug);
        return { slug, id, key, first: first!, second: second!, fourth: fourth! };
      };

      it('holds as it was said, in whatever order the database keeps the languages', async () => {
        const { slug } = await answered();
        assert.deepEqual(await wrong(slug), []);
        for (const { words } of (await log(slug)).records) assert.match(words!, /^[0-9a-f]{64}$/);
      });

      for (const [what, byHand, expected] of [
        [
          'an answer in one language',
          sql`update official_answer set body = jsonb_set(body, '{en}', '"It was never said."')`,
          (of: Awaited<ReturnType<typeof answered>>) => [
            ['words-changed', of.first],
            ['words-changed', of.second],
          ],
        ],
        [
          'an answer that was moved to another day',
          sql`update official_answer set accepted_at = accepted_at - interval '1 day'`,
          (of: Awaited<ReturnType<typeof answered>>) => [
            ['words-changed', of.first],
            ['words-changed', of.second],
          ],
        ],
        [
          'answers that were removed',
          sql`delete from official_answer`,
          (of: Awaited<ReturnType<typeof answered>>) => [
            ['words-changed', of.first],
            ['words-changed', of.second],
            ['not-as-answered', null],
          ],
        ],
      ] as const)
        it(what, async () => {
          const of = await answered();
          await sql`${byHand} where comment_id = ${of.id}`.execute(stage.database.db);
          assert.deepEqual(await wrong(of.slug), expected(of));
        });

      for (const [what, set, expected] of [
        ['what was taken into account', sql`considered = '{"fr":"Article 5"}'`, 'words'],
        ['that it was taken into account, removed', sql`considered = null, considered_at = null`, 'words'],
        ['answers that are not shown', sql`answered_at = null`, 'answered'],
      ] as const)
        it(what, async () => {
          const { slug, id, fourth } = await answered();
          await sql`update comment set ${set} where id = ${id}`.execute(stage.database.db);
          assert.deepEqual(await wrong(slug), [
            expected === 'words' ? ['words-changed', fourth] : ['not-as-answered', null],
          ]);
        });

      it('an answer, or a comment taken into account, without a record', async () => {
        const { slug, id } = await answered();
        const other = await comment(slug);
        await sql`insert into official_answer (consultation_id, id, activity_id, comment_id, body, accepted_at)
          select consultation_id, gen_random_uuid(), activity_id, comment_id, body, accepted_at from official_answer
          where comment_id = ${id} limit 1`.execute(stage.database.db);
        await sql`update comment set considered = '{"fr":"Oui"}', considered_at = accepted_at
          where id = ${other.id}`.execute(stage.database.db);
        assert.deepEqual((await verify(slug)).problems, [{ code: 'not-as-answered', seq: null, count: 2 }]);
      });

      it('what proves it, erased although the body has not taken it back', async () => {
        const { slug, second } = await answered();
        await sql`update moderation_private set words_salt = null where seq = ${second}`.execute(
          stage.database.db,
        );
        assert.deepEqual(await wrong(slug), [['words-changed', second]]);
      });

      it('but not what the body takes back, of which nothing is left, nor what the author does', async () => {
        const { slug, id, key } = await answered();
        await stage.put(pathsOf(slug).withdrawal(id), {}, { key });
        assert.deepEqual(await wrong(slug), []);
        await put(slug, { action: 'retract', comment: id });
        assert.deepEqual(await wrong(slug), []);
        const { rows } = await sql<{ n: number }>`select count(words_salt)::int as n from moderation_private
          join moderation using (consultation_id, seq) where contribution_id = ${id}`.execute(
          stage.database.db,
        );
        assert.deepEqual(rows, [{ n: 0 }]);
        assert.equal(await stage.count('official_answer', slug), 0);
        const again = await stage.put(
          moderationPaths(slug).decision(),
          { action: 'retract', comment: id },
          { key: token },
        );
        assert.deepEqual([again.status, again.body.errors?.[0]?.code], [409, 'not-answered']);
      });
    });

    it('a note', async () => {
      const { slug } = await decided();
      const seq = (await seqs(slug))[2]!;
      await sql`update moderation_private set note = 'Autre' where seq = ${seq}`.execute(stage.database.db);
      assert.deepEqual(await wrong(slug), [['note-changed', seq]]);
    });

    it('a text that was decided on, but not the change that its author made in time', async () => {
      const slug = await stage.consultation();
      const [changed, forged] = [await comment(slug), await comment(slug)];
      for (const { id } of [changed, forged])
        await put(slug, { action: 'hide', comment: id, reason: 'spam' });
      await put(slug, { action: 'restore', comment: changed.id });
      const change = await stage.put(
        `${pathsOf(slug).comment(changed.id)}/versions/2`,
        { body: 'Un autre texte' },
        { key: changed.key },
      );
      assert.equal(change.status, 200, change.text);
      assert.deepEqual(await wrong(slug), []);
      await sql`update comment set body = 'Je n’ai jamais écrit cela' where id = ${forged.id}`.execute(
        stage.database.db,
      );
      assert.deepEqual(await wrong(slug), [['text-changed', (await seqs(slug))[1]]]);
    });

    it('a comment that was hidden, shown, merged or explained otherwise than a record says', async () => {
      const { db } = stage.database;
      for (const byHand of [
        sql`update comment set state = 'hidden'`,
        sql`update comment set merged_into = gen_random_uuid(), listed = false`,
      ]) {
        const slug = await stage.consultation();
        const { id } = await comment(slug);
        await sql`${byHand} where id = ${id}`.execute(db);
        assert.deepEqual(await wrong(slug), [['not-as-recorded', null]]);
      }
      for (const byHand of [
        sql`update comment set state = 'published'`,
        sql`update comment set hidden_for = 'offensive'`,
      ]) {
        const slug = await stage.consultation();
        const { id } = await comment(slug);
        await put(slug, { action: 'hide', comment: id, reason: 'spam' });
        assert.deepEqual(await wrong(slug), []);
        await sql`${byHand} where id = ${id}`.execute(db);
        assert.deepEqual(await wrong(slug), [['not-as-recorded', null]]);
      }
    });

    it('a comment that no record is about, deleted', async () => {
      const { db } = stage.database;
      const slug = await stage.consultation();
      const { id } = await comment(slug);
      await comment(slug);
      assert.deepEqual(await wrong(slug), []);
      await sql`delete from comment where id = ${id}`.execute(db);
      assert.deepEqual(await wrong(slug), [['gone', null]]);
    });

    it('a comment that screening holds back, shown by hand; not what a raid’s decision let wait again', async () => {
      const { db } = stage.database;
      const slug = await moderatedAs({ mode: 'after', screening: 'hold' });
      const held = await comment(slug, 'Vous êtes un imbécile.');
      const seen = await comment(slug, 'Quels imbéciles, vraiment.');
      await put(slug, { action: 'accept', comment: seen.id });
      await put(slug, { action: 'hide', comment: held.id, reason: 'offensive' });
      assert.deepEqual(await wrong(slug), []);
      const waiting = await comment(slug, 'Bande d’imbéciles !');
      assert.deepEqual(await wrong(slug), []);
      await sql`update comment set state = 'published', listed = true where id = ${waiting.id}`.execute(db);
      assert.deepEqual(await wrong(slug), [['not-as-recorded', null]]);
      const before = await moderatedAs({ mode: 'before' });
      const { id } = await comment(before);
      const [at, raid] = [stage.clock.now.getTime(), uuid()];
      const selection = { from: new Date(at - 1000).toISOString(), to: new Date(at + 1000).toISOString() };
      const path = moderationPaths(before).bulk(raid);
      const hiding = { action: 'hide', activity: 'discussion', selection, reason: 'spam' };
      assert.equal((await stage.put(path, hiding, { key: token })).status, 200);
      const back = { action: 'restore', bulk: raid };
      assert.equal((await stage.put(moderationPaths(before).bulk(uuid()), back, { key: token })).status, 200);
      assert.deepEqual(await wrong(before), []);
      await sql`update comment set state = 'hidden' where id = ${id}`.execute(db);
      assert.deepEqual(await wrong(before), [['not-as-recorded', null]]);
    });

    it('a comment that was decided on, deleted', async () => {
      const { slug, comments } = await decided();
      await sql`delete from comment where id = ${comments[2]!.id}`.execute(stage.database.db);
      assert.deepEqual(await wrong(slug), [['bereft', (await seqs(slug))[2]]]);
    });

    it('an appeal that was settled by hand, otherwise, or opened again', async () => {
      const { db } = stage.database;
      const appealed = async () => {
        const slug = await stage.consultation();
        const { id, key } = await comment(slug);
        await put(slug, { action: 'hide', comment: id, reason: 'spam' });
        const sent = await stage.put(`${pathsOf(slug).comment(id)}/appeal`, { text: 'Non' }, { key });
        assert.equal(sent.status, 200, sent.text);
        return { slug, id };
      };
      const open = await appealed();
      assert.deepEqual(await wrong(open.slug), []);
      await sql`update appeal set outcome = 'upheld', decided_at = ${stage.clock.now}
        where comment_id = ${open.id}`.execute(db);
      assert.deepEqual(await wrong(open.slug), [['not-as-settled', null]]);
      for (const byHand of [sql`outcome = 'overturned'`, sql`outcome = null, decided_at = null`]) {
        const { slug, id } = await appealed();
        await put(slug, { action: 'uphold', comment: id });
        assert.deepEqual(await wrong(slug), []);
        await sql`update appeal set ${byHand} where comment_id = ${id}`.execute(db);
        assert.deepEqual(await wrong(slug), [['not-as-settled', null]]);
      }
    });

    it('what proves a record, erased although its author has not taken the comment back', async () => {
      const { db } = stage.database;
      for (const byHand of [
        sql`update moderation_private set salt = null, note = 'Autre chose'`,
        sql`update moderation_private set text_salt = null`,
        sql`delete from moderation_private`,
      ]) {
        const slug = await stage.consultation();
        const { id } = await comment(slug);
        await put(slug, { action: 'hide', comment: id, reason: 'spam', note: 'Une vente' });
        const [seq] = await seqs(slug);
        await sql`${byHand} where seq = ${seq}`.execute(db);
        assert.deepEqual(await wrong(slug), [['erased', seq]]);
      }
    });
  });

  it('keeps the last record of each day in Québec', async () => {
    const slug = await stage.consultation();
    const decideAt = async (at: string) => {
      stage.clock.now = new Date(at);
      const { id } = await comment(slug);
      stage.clock.now = new Date(at);
      const answer = await stage.put(
        moderationPaths(slug).decision(),
        { action: 'hide', comment: id, reason: 'spam' },
        { key: token },
      );
      assert.equal(answer.status, 200, answer.text);
    };
    const started = stage.clock.now;
    // Midnight in Québec is at 4:00 UTC in summer.
    for (const at of ['2026-07-02T03:00:00Z', '2026-07-02T03:58:00Z', '2026-07-02T04:30:00Z'])
      await decideAt(at);
    await stage.backend.tidy();
    const first = await log(slug);
    const [third, second] = first.records;
    assert.deepEqual(first.heads, [
      { day: '2026-07-02', seq: third!.seq, hash: third!.hash },
      { day: '2026-07-01', seq: second!.seq, hash: second!.hash },
    ]);
    await decideAt('2026-07-02T12:00:00Z');
    await stage.backend.tidy();
    const told = await log(slug);
    assert.equal(told.heads.length, 2);
    assert.deepEqual(told.heads[0]!.hash, told.records[0]!.hash);
    assert.deepEqual(told.heads[1], first.heads[1]);
    stage.clock.now = started;
  });

  it('goes out with the open data, heads and all, so that others hold it', async () => {
    const { slug } = await decided();
    await stage.backend.tidy();
    const rows = [];
    for await (const row of exportRows(stage.database.db, slug, stage.clock.now)) rows.push(row);
    const records = rows.filter(({ table }) => table === 'moderation').map(({ row }) => row);
    const chain = new ChainCheck(slug, sha256);
    for (const record of records)
      assert.equal(await chain.add(record as unknown as ModerationRecord), undefined);
    assert.equal(records.length, 5);
    const heads = rows.filter(({ table }) => table === 'moderation-heads').map(({ row }) => row);
    assert.equal(heads.at(-1)?.hash, records.at(-1)?.hash);
  });

  it('goes out with what the public body answered and what changed, in both languages', async () => {
    const slug = await stage.consultation();
    const [{ id }, silent] = [await comment(slug), await comment(slug)];
    for (const [fr, en] of [
      ['Un', 'One'],
      ['Deux', 'Two'],
    ]) {
      later();
      await stage.put(moderationPaths(slug).answer(), { comment: id, body: { fr, en } }, { key: token });
    }
    await put(slug, { action: 'consider', comment: id, text: { fr: 'Article 4' } });
    const rows = new Map<unknown, Record<string, string | number | null>>();
    for await (const { table, row } of exportRows(stage.database.db, slug, stage.clock.now))
      if (table === 'comments') rows.set(row.id, row);
    const { answered_at, considered_at, ...row } = rows.get(id)!;
    assert.deepEqual(
      [row.answer_fr, row.answer_en, row.considered_fr, row.considered_en],
      ['Un\n\nDeux', 'One\n\nTwo', 'Article 4', null],
    );
    assert.ok(answered_at! < considered_at!);
    const none = rows.get(silent.id)!;
    assert.deepEqual(
      [none.answered_at, none.answer_fr, none.answer_en, none.considered_at, none.considered_fr],
      [null, null, null, null, null],
    );
  });

  it('holds in another database that a backup was put back into, and goes on there', async () => {
    const { slug, comments } = await decided();
    const kept: DumpedRow[][] = [];
    for await (const rows of readAll(stage.database.db)) kept.push(rows);
    const other = await setStage();
    try {
      await replaceAll(
        other.database.db,
        (async function* () {
          yield* kept;
        })(),
      );
      await other.backend.definitionsChanged();
      other.clock.now = new Date(stage.clock.now.getTime() + 60_000);
      const again = await other.put(
        moderationPaths(slug).decision(),
        { action: 'hide', comment: comments[0]!.id, reason: 'spam' },
        { key: token },
      );
      assert.equal(again.status, 200, again.text);
      const checked = await verifyChain(other.database.db, slug);
      assert.deepEqual([checked?.records, checked?.problems], [6, []]);
    } finally {
      await other.close();
    }
  });

  if (which === 'postgres')
    it('is one chain where two nodes decide', async () => {
      const second = await setStage({ database: stage.database });
      const slug = await stage.consultation();
      await second.backend.definitionsChanged();
      const comments = [];
      for (let n = 0; n < 20; n++) comments.push(await comment(slug));
      second.clock.now = stage.clock.now;
      const answers = await Promise.all(
        comments.map(({ id }, index) =>
          (index % 2 ? stage : second).put(
            moderationPaths(slug).decision(),
            { action: 'hide', comment: id, reason: 'spam' },
            { key: token },
          ),
        ),
      );
      for (const { status } of answers) assert.equal(status, 200);
      await second.backend.close();
      assert.deepEqual(await wrong(slug), []);
      assert.equal(await stage.count('moderation', slug), 20);
    });
});
