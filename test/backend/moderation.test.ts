import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { recountComments } from '../../src/backend/database/migrations/0010-comment-threads.js';
import { countsQuery } from '../../src/backend/moderation/log-store.js';
import { queuePage } from '../../src/backend/moderation/queue-store.js';
import { verifyChain } from '../../src/backend/moderation/verify.js';
import { decide as operatorDecides } from '../../src/backend/moderation/store.js';
import { revokeToken } from '../../src/backend/moderation/token-store.js';
import { findTarget, storeComments } from '../../src/backend/transfer/store.js';
import type { Comment, CommentPage } from '../../src/contract/comments.js';
import type { OwnContribution } from '../../src/contract/contributions.js';
import type { ModeratedComment, ModerationLog, ModerationQueue } from '../../src/contract/moderation.js';
import type { ModerationDefinition } from '../../src/contract/moderation-policy.js';
import { participant, pathsOf, setStage, type Stage } from './harness.js';
import { moderationPaths, tokenFor } from './moderators.js';

const uuid = () => crypto.randomUUID() as string;

describe('moderation', () => {
  let stage: Stage;
  let token: string;
  before(async () => {
    stage = await setStage();
    token = await tokenFor(stage, ['moderator', 'official']);
  });
  after(() => stage.close());

  const consultation = (moderation: Partial<ModerationDefinition> = {}) =>
    stage.consultation((definition) => ({
      ...definition,
      activities: definition.activities.map((activity) =>
        activity.kind === 'comments'
          ? { ...activity, moderation: { screening: 'off', ...moderation } }
          : activity,
      ),
    }));
  const later = (minutes = 1) => {
    stage.clock.now = new Date(stage.clock.now.getTime() + minutes * 60_000);
  };
  /** A comment that was just given; gives its identifier and its author's key. */
  const comment = async (slug: string, body: object = {}, key = participant()) => {
    const id = uuid();
    later();
    const { status } = await stage.put(
      pathsOf(slug).comment(id),
      { body: `Commentaire ${id}`, ...body },
      { key },
    );
    assert.equal(status, 200);
    return { id, key };
  };
  const decide = (slug: string, body: object, id = uuid(), key = token) => {
    later();
    return stage.put(moderationPaths(slug).decision(id), body, { key });
  };
  const queue = async (slug: string, query = '') =>
    (await stage.get(moderationPaths(slug).queue(query), { authorization: `Bearer ${token}` }))
      .body as unknown as ModerationQueue;
  const moderated = async (slug: string, id: string) =>
    (await stage.get(moderationPaths(slug).comment(id), { authorization: `Bearer ${token}` }))
      .body as unknown as ModeratedComment;
  const list = async (slug: string, query = '') =>
    (await stage.get(pathsOf(slug).comments(query))).body as unknown as CommentPage;
  const shown = async (slug: string, id: string) => {
    const { status, body } = await stage.get(pathsOf(slug).comment(id));
    return status === 200 ? (body as unknown as Comment) : undefined;
  };
  const own = async (slug: string, key: string) =>
    (await stage.get(pathsOf(slug).mine(), { authorization: `Bearer ${key}` })).body
      .items as OwnContribution[];
  const why = ({ body }: Awaited<ReturnType<typeof decide>>) => [body.code, body.errors?.[0]?.code];

  describe('tokens', () => {
    it('open the queue of their own public body alone, until they expire or are revoked, and tell no more', async () => {
      const slug = await consultation();
      const other = await tokenFor(stage, ['moderator'], { body: 'autre' });
      const short = await tokenFor(stage, ['moderator'], { lastDay: '2026-06-02' });
      const { token: revoked, id } = await tokenFor.withId(stage, ['moderator']);
      await revokeToken(stage.database.db, id, stage.clock.now);
      const ask = (key: string) =>
        stage.get(moderationPaths(slug).queue(), key ? { authorization: `Bearer ${key}` } : {});
      assert.equal((await ask(short)).status, 200);
      const now = stage.clock.now;
      const refused = [];
      for (const key of ['', 'cqm_x', participant(), `cqm_${participant()}`, other, revoked])
        refused.push(await ask(key));
      stage.clock.now = new Date('2026-06-03T03:59:59Z');
      assert.equal((await ask(short)).status, 200, 'the last day ends at midnight in Québec');
      stage.clock.now = new Date('2026-06-03T04:00:01Z');
      refused.push(await ask(short));
      stage.clock.now = now;
      for (const { status, text } of refused) {
        assert.equal(status, 401);
        assert.equal(text, refused[0]!.text);
      }
    });

    it('are kept as hashes', async () => {
      const { rows } = await sql<{ row: string }>`select api_token::text as row from api_token`.execute(
        stage.database.db,
      );
      assert.ok(rows.length > 0);
      assert.ok(rows.every(({ row }) => !row.includes(token) && !row.includes(token.slice(4))));
    });

    it('let their roles do what they are for, and nothing else', async () => {
      const slug = await consultation();
      const { id } = await comment(slug);
      const [observer, moderator, official] = await Promise.all(
        (['observer', 'moderator', 'official'] as const).map((role) => tokenFor(stage, [role])),
      );
      const at = moderationPaths(slug);
      const text = { fr: 'Nous en tenons compte.' };
      for (const [key, request, status] of [
        [
          observer,
          () => stage.put(at.decision(), { action: 'hide', comment: id, reason: 'spam' }, { key: observer! }),
          403,
        ],
        [
          official,
          () => stage.put(at.decision(), { action: 'hide', comment: id, reason: 'spam' }, { key: official! }),
          403,
        ],
        [moderator, () => stage.put(at.answer(), { comment: id, body: text }, { key: moderator! }), 403],
        [
          moderator,
          () => stage.put(at.decision(), { action: 'consider', comment: id, text }, { key: moderator! }),
          403,
        ],
        [
          official,
          () => stage.put(at.decision(), { action: 'consider', comment: id, text }, { key: official! }),
          200,
        ],
        [official, () => stage.put(at.answer(), { comment: id, body: text }, { key: official! }), 200],
        [
          moderator,
          () =>
            stage.put(at.decision(), { action: 'hide', comment: id, reason: 'spam' }, { key: moderator! }),
          200,
        ],
      ] as const) {
        const answer = await request();
        assert.equal(answer.status, status, answer.text);
        if (status === 403) assert.equal(answer.body.code, 'role-required');
        assert.equal((await stage.get(at.queue(), { authorization: `Bearer ${key!}` })).status, 200);
      }
    });

    it('give answers that nobody may keep, and are counted', async () => {
      const slug = await consultation();
      const { headers } = await stage.get(moderationPaths(slug).queue(), {
        authorization: `Bearer ${token}`,
      });
      assert.equal(headers.get('cache-control'), 'private, no-store');
      const strict = await setStage({ limits: { participant: 2, address: 100 } });
      try {
        const own = await strict.consultation();
        const key = await tokenFor(strict, ['observer']);
        const ask = () => strict.get(moderationPaths(own).queue(), { authorization: `Bearer ${key}` });
        assert.equal((await ask()).status, 200);
        await ask();
        const third = await ask();
        assert.equal(third.body.code, 'rate-limited');
        assert.ok(Number(third.headers.get('retry-after')) > 0);
      } finally {
        await strict.close();
      }
    });
  });

  describe('the queue', () => {
    it('has the most urgent first, of those the oldest, page by page, by what asks for a decision', async () => {
      const slug = await consultation({ mode: 'before' });
      const ids = [];
      for (let n = 0; n < 5; n++) ids.push((await comment(slug)).id);
      for (const id of ids.slice(0, 3)) await decide(slug, { action: 'accept', comment: id });
      const report = (id: string, reason: string, text?: string) =>
        stage.put(`${pathsOf(slug).comment(id)}/report`, { reason, text });
      later();
      await report(ids[0]!, 'off-topic', 'Rien à voir');
      await report(ids[1]!, 'personal-information');
      await report(ids[1]!, 'spam');
      const open = await queue(slug);
      assert.equal(open.open, 4);
      assert.deepEqual(
        open.items.map(({ id }) => id),
        [ids[1], ids[0], ids[3], ids[4]],
      );
      const [first, second] = open.items;
      assert.deepEqual(first?.reports, [
        { reason: 'personal-information', count: 1 },
        { reason: 'spam', count: 1 },
      ]);
      assert.deepEqual(second?.reportTexts, ['Rien à voir']);
      const paged: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: ModerationQueue = await queue(slug, `?limit=1${cursor && `&cursor=${cursor}`}`);
        paged.push(...page.items.map(({ id }) => id));
        cursor = page.next;
      }
      assert.deepEqual(paged, [ids[1], ids[0], ids[3], ids[4]]);
      for (const [filter, expected] of [
        ['pending', [ids[3], ids[4]]],
        ['reported', [ids[1], ids[0]]],
        ['marked', []],
        ['appealed', []],
        ['all', [...ids].reverse()],
      ] as const)
        assert.deepEqual(
          (await queue(slug, `?filter=${filter}`)).items.map(({ id }) => id),
          expected,
          filter,
        );
      assert.equal((await queue(slug, '?activity=sondage')).items.length, 0);
    });

    it('names nobody who reported', async () => {
      const slug = await consultation();
      const { id } = await comment(slug);
      const key = participant();
      await stage.put(`${pathsOf(slug).comment(id)}/report`, { reason: 'spam' }, { key });
      const { rows } = await sql<{ hex: string }>`select encode(participant, 'hex') as hex from report
        where comment_id = ${id}`.execute(stage.database.db);
      const { text } = await stage.get(moderationPaths(slug).comment(id), {
        authorization: `Bearer ${token}`,
      });
      assert.match(text, /"reason":"spam"/);
      assert.ok(!text.includes(rows[0]!.hex.slice(0, 6)) && !text.includes(key));
    });

    it('reads its first page and a later one along an index, the same of 100 as of 10,000', async () => {
      const { db } = stage.database;
      for (const stored of [10_000, 100]) {
        const slug = await stage.consultation();
        await sql`
          insert into comment (consultation_id, id, activity_id, accepted_at, depth, body, author, priority)
          select consultation.id, gen_random_uuid(), 'discussion', '2026-01-01'::timestamptz + n * interval '1 minute', 0,
            'Commentaire ' || n, 'p' || n, n % 7
          from consultation, generate_series(1, ${stored}::int) as n where slug = ${slug}`.execute(db);
        await sql`vacuum analyze comment`.execute(db);
        const { rows: ids } = await sql<{
          id: number;
        }>`select id from consultation where slug = ${slug}`.execute(db);
        for (const filter of ['open', 'all'] as const) {
          for (const from of [
            undefined,
            { priority: 3, at: Date.parse('2026-01-01T01:00:00Z'), id: uuid() },
          ]) {
            const where = { consultationId: ids[0]!.id, filter, activity: undefined, limit: 20, after: from };
            const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: Step }] }>`
              explain (analyze, format json) ${queuePage(where)}`.execute(db);
            const steps = stepsOf(rows[0]!['QUERY PLAN'][0].Plan);
            const scans = steps.filter((step) => step['Relation Name'] === 'comment');
            const what = `${stored} ${filter}: ${JSON.stringify(scans.map((step) => [step['Node Type'], step['Actual Rows']]))}`;
            assert.ok(!steps.some((step) => step['Node Type'] === 'Sort'), what);
            assert.ok(
              scans.every((step) => /Index/.test(step['Node Type']) && step['Actual Rows'] <= 21),
              what,
            );
          }
        }
      }
    });
  });

  describe('a decision', () => {
    it('publishes what waits, and counts it then', async () => {
      const slug = await consultation({ mode: 'before' });
      const { id } = await comment(slug, { alignment: 'for' });
      assert.equal(await shown(slug, id), undefined);
      const { status, body } = await decide(slug, { action: 'accept', comment: id });
      assert.equal(status, 200);
      assert.deepEqual([body.action, body.comments], ['accept', [id]]);
      const page = await list(slug);
      assert.deepEqual([page.total, page.positions?.for, page.items[0]?.id], [1, 1, id]);
      assert.equal((await queue(slug)).open, 0);
      const reply = await comment(slug, { parent: id });
      await decide(slug, { action: 'accept', comment: reply.id });
      assert.equal((await shown(slug, id))?.replies, 1);
    });

    it('hides for a reason of the policy, keeps the place of what was public, and lists nothing that never was', async () => {
      const slug = await consultation({ mode: 'before' });
      const [public_, waiting] = [await comment(slug), await comment(slug)];
      await decide(slug, { action: 'accept', comment: public_.id });
      for (const { id } of [public_, waiting])
        assert.equal((await decide(slug, { action: 'hide', comment: id, reason: 'spam' })).status, 200);
      const page = await list(slug);
      assert.deepEqual(
        page.items.map(({ id, state, body, hiddenFor }) => [id, state, body, hiddenFor]),
        [[public_.id, 'hidden', null, 'spam']],
      );
      assert.equal(page.total, 0);
      assert.equal(await shown(slug, waiting.id), undefined);
      for (const { id } of [public_, waiting])
        assert.equal((await decide(slug, { action: 'restore', comment: id })).status, 200);
      assert.equal((await list(slug)).total, 2);
    });

    it('takes only reasons of the policy, the public body’s own where it has one', async () => {
      const policy = [{ id: 'charte', label: { fr: 'Contraire à la charte' } }];
      const slug = await consultation({ policy });
      const { id } = await comment(slug);
      assert.deepEqual(why(await decide(slug, { action: 'hide', comment: id, reason: 'spam' })), [
        'decision-refused',
        'unknown-reason',
      ]);
      assert.deepEqual(why(await decide(slug, { action: 'hide', comment: id })), [
        'invalid-answers',
        'required',
      ]);
      assert.deepEqual(why(await decide(slug, { action: 'accept', comment: id, reason: 'charte' })), [
        'invalid-answers',
        'not-offered',
      ]);
      assert.equal((await decide(slug, { action: 'hide', comment: id, reason: 'charte' })).status, 200);
    });

    it('gives the same when it comes again, and a conflict where its identifier says something else', async () => {
      const slug = await consultation();
      const [{ id }, other] = [await comment(slug), await comment(slug)];
      const decision = uuid();
      const input = { action: 'hide', comment: id, reason: 'spam', note: 'Vend des skis' };
      const first = await decide(slug, input, decision);
      assert.deepEqual((await decide(slug, input, decision)).text, first.text);
      for (const changed of [
        { ...input, note: 'Autre note' },
        { ...input, reason: 'offensive' },
        { ...input, comment: other.id },
        { action: 'restore', comment: id },
      ])
        assert.deepEqual(why(await decide(slug, changed, decision)), ['conflict', undefined]);
      assert.equal(await stage.count('moderation', slug), 1);
    });

    it('is refused in words where it does not fit how things are', async () => {
      const slug = await consultation();
      const [one, hidden, gone] = [await comment(slug), await comment(slug), await comment(slug)];
      await decide(slug, { action: 'hide', comment: hidden.id, reason: 'spam' });
      await stage.put(pathsOf(slug).withdrawal(gone.id), {}, { key: gone.key });
      const before = await stage.count('moderation', slug);
      const text = { fr: 'Oui' };
      for (const [input, code] of [
        [{ action: 'accept', comment: gone.id }, 'withdrawn'],
        [{ action: 'hide', comment: gone.id, reason: 'spam' }, 'withdrawn'],
        [{ action: 'accept', comment: one.id }, 'already-so'],
        [{ action: 'accept', comment: hidden.id }, 'is-hidden'],
        [{ action: 'hide', comment: hidden.id, reason: 'spam' }, 'already-so'],
        [{ action: 'restore', comment: one.id }, 'not-hidden'],
        [{ action: 'uphold', comment: hidden.id }, 'no-appeal'],
        [{ action: 'overturn', comment: hidden.id }, 'no-appeal'],
        [{ action: 'consider', comment: hidden.id, text }, 'not-public'],
        [{ action: 'merge', comment: hidden.id, into: one.id }, 'not-public'],
        [{ action: 'merge', comment: one.id, into: hidden.id }, 'not-public'],
        [{ action: 'merge', comment: one.id, into: one.id }, 'same-comment'],
        [{ action: 'merge', comment: one.id, into: uuid() }, 'unknown-comment'],
        [{ action: 'distrust', comment: one.id }, 'already-so'],
        [{ action: 'accept', comment: uuid() }, 'unknown-comment'],
      ] as const) {
        const refused = await decide(slug, input);
        assert.equal(refused.status, 409, JSON.stringify(input));
        assert.deepEqual(why(refused), ['decision-refused', code], JSON.stringify(input));
        assert.match(refused.body.errors![0]!.message, /^[A-ZÉ].*\.$/);
        assert.notEqual(refused.body.errors![0]!.message, 'Cette valeur n’est pas valide.', code);
      }
      assert.equal(await stage.count('moderation', slug), before);
    });

    it('settles the reports of before, and leaves later ones open', async () => {
      const slug = await consultation();
      const { id } = await comment(slug);
      const report = async (reason: string) => {
        later();
        await stage.put(`${pathsOf(slug).comment(id)}/report`, { reason });
      };
      await report('spam');
      assert.equal((await decide(slug, { action: 'accept', comment: id })).status, 200);
      let seen = await moderated(slug, id);
      assert.deepEqual([seen.priority, seen.reports], [0, []]);
      await report('off-topic');
      seen = await moderated(slug, id);
      assert.deepEqual([seen.priority, seen.reports], [1, [{ reason: 'off-topic', count: 1 }]]);
      assert.deepEqual(
        seen.decisions.map(({ action }) => action),
        ['accept'],
      );
    });

    it('merges a repetition into another with its answers, and takes both back', async () => {
      const slug = await consultation();
      const [kept, repeated] = [
        await comment(slug, { alignment: 'for' }),
        await comment(slug, { alignment: 'for' }),
      ];
      const answers = [
        await comment(slug, { parent: repeated.id }),
        await comment(slug, { parent: kept.id }),
      ];
      const deep = await comment(slug, { parent: answers[0]!.id });
      assert.deepEqual(why(await decide(slug, { action: 'merge', comment: repeated.id, into: deep.id })), [
        'decision-refused',
        'elsewhere',
      ]);
      const merged = await decide(slug, { action: 'merge', comment: repeated.id, into: kept.id });
      assert.equal(merged.status, 200, merged.text);
      const page = await list(slug);
      assert.deepEqual([page.total, page.positions?.for, page.items.map(({ id }) => id)], [1, 1, [kept.id]]);
      assert.equal(page.items[0]?.replies, 2);
      assert.equal((await list(slug, `?parent=${kept.id}`)).items.length, 2);
      const context = await stage.get(`${pathsOf(slug).comment(repeated.id)}/context`);
      assert.equal((context.body.comment as Comment).id, kept.id, 'its address leads to the one that stays');
      const late = await stage.put(pathsOf(slug).comment(), { body: 'Réponse tardive', parent: repeated.id });
      assert.equal(late.body.code, 'no-longer-shown', 'an answer to it would be seen by nobody');
      assert.deepEqual(
        why(await decide(slug, { action: 'merge', comment: kept.id, into: (await comment(slug)).id })),
        ['decision-refused', 'has-repetitions'],
      );
      assert.equal((await decide(slug, { action: 'restore', comment: repeated.id })).status, 200);
      assert.equal((await list(slug)).total, 3);
      const of = async (id: string) => (await list(slug, `?parent=${id}`)).items.map((item) => item.id);
      assert.deepEqual([await of(repeated.id), await of(kept.id)], [[answers[0]!.id], [answers[1]!.id]]);
      assert.equal((await shown(slug, kept.id))?.replies, 1);
      await stage.backend.settled();
      const { rows } = await sql<{ id: string; replies: number }>`
        select id, replies from comment where id in (${kept.id}, ${repeated.id})`.execute(stage.database.db);
      assert.deepEqual(
        rows.map(({ replies }) => replies),
        [1, 1],
        'the sorting keys have caught up',
      );
    });

    it('publishes at once what those write whom a moderator trusts, where the definition asks for trust', async () => {
      const slug = await consultation({ mode: 'trusted' });
      const { id, key } = await comment(slug);
      assert.equal((await decide(slug, { action: 'trust', comment: id })).status, 200);
      assert.equal((await moderated(slug, id)).trusted, true);
      const second = await comment(slug, {}, key);
      assert.equal((await shown(slug, second.id))?.state, 'published');
      assert.equal((await decide(slug, { action: 'distrust', comment: second.id })).status, 200);
      assert.equal(await shown(slug, (await comment(slug, {}, key)).id), undefined);
    });

    it('is told to those who look, and is there at their next question', async () => {
      const slug = await consultation();
      const { id } = await comment(slug);
      await list(slug);
      const { body } = await stage.get(pathsOf(slug).comments());
      assert.equal((body.items as Comment[])[0]?.state, 'published');
      const events = await stage.backend.fetch(
        new Request(`https://plateforme.exemple.test/v1/consultations/${slug}/events`),
      );
      const reader = events.body!.getReader();
      await reader.read();
      await decide(slug, { action: 'hide', comment: id, reason: 'spam' });
      assert.equal((await list(slug)).items[0]?.state, 'hidden');
      const { value } = await reader.read();
      assert.match(new TextDecoder().decode(value), /discussion/);
      await reader.cancel();
    });
  });

  describe('an official answer', () => {
    it('stands with the comment, goes into the list of official answers and to its author', async () => {
      const slug = await consultation();
      const [{ id, key }] = [await comment(slug), await comment(slug)];
      const answer = uuid();
      const body = { fr: 'Le réseau sera déneigé dès 6 h.', en: 'The network will be cleared from 6 a.m.' };
      const put = () => {
        later();
        return stage.put(moderationPaths(slug).answer(answer), { comment: id, body }, { key: token });
      };
      const first = await put();
      assert.equal(first.status, 200, first.text);
      assert.equal((await put()).text, first.text);
      const given = { id: answer, body, acceptedAt: first.body.decidedAt };
      const official = await list(slug, '?official=true');
      assert.deepEqual(
        official.items.map((item) => [item.id, item.officialAnswers]),
        [[id, [given]]],
      );
      assert.deepEqual((await own(slug, key))[0]?.officialAnswers, [given]);
      assert.deepEqual((await moderated(slug, id)).officialAnswers, [given]);
      const other = await stage.put(
        moderationPaths(slug).answer(answer),
        { comment: id, body: { fr: 'Autre' } },
        { key: token },
      );
      assert.equal(other.body.code, 'conflict');
    });

    it('may say that a comment was taken into account, and what changed', async () => {
      const slug = await consultation();
      const { id, key } = await comment(slug);
      const text = { fr: 'L’article 4 dit maintenant «\u00a0en tout temps\u00a0».' };
      await decide(slug, { action: 'consider', comment: id, text });
      const considered = { text, at: stage.clock.now.toISOString() };
      assert.deepEqual((await shown(slug, id))?.considered, considered);
      assert.deepEqual((await own(slug, key))[0]?.considered, considered);
    });
  });

  describe('the author', () => {
    it('sees the decision with its reason and note, and may appeal once, also after closing', async () => {
      const slug = await consultation();
      const { id, key } = await comment(slug);
      assert.equal((await own(slug, key))[0]?.decision, undefined);
      const decision = uuid();
      await decide(
        slug,
        { action: 'hide', comment: id, reason: 'off-topic', note: 'Parlez du vélo.' },
        decision,
      );
      const [seen] = await own(slug, key);
      assert.deepEqual(seen?.decision, {
        id: decision,
        action: 'hide',
        reason: 'off-topic',
        note: 'Parlez du vélo.',
        at: stage.clock.now.toISOString(),
        automatic: false,
        bulk: null,
      });
      assert.deepEqual([seen?.appealable, seen?.appeal], [true, undefined]);
      const appeal = (text: string, by = key, comment = id) =>
        stage.put(`${pathsOf(slug).comment(comment)}/appeal`, { text }, { key: by });
      assert.equal((await appeal('Pas le mien', participant())).body.code, 'conflict');
      const now = stage.clock.now;
      stage.clock.now = new Date('2091-01-01T00:00:00Z');
      const first = await appeal('C’est bien du vélo.');
      assert.equal(first.status, 200, first.text);
      assert.equal(first.body.kind, 'appeal');
      assert.equal((await appeal('C’est bien du vélo.')).text, first.text);
      assert.equal((await appeal('Autre chose')).body.code, 'already-appealed');
      const [waiting] = (await queue(slug, '?filter=appealed')).items;
      assert.deepEqual([waiting?.id, waiting?.appeal?.text], [id, 'C’est bien du vélo.']);
      assert.deepEqual(
        [(await own(slug, key))[0]?.appealable, (await own(slug, key))[0]?.appeal?.outcome],
        [false, null],
      );
      await decide(slug, { action: 'uphold', comment: id, note: 'Non.' });
      stage.clock.now = now;
      const [upheld] = await own(slug, key);
      assert.deepEqual(
        [upheld?.appeal?.outcome, upheld?.state, upheld?.appealable],
        ['upheld', 'hidden', false],
      );
      assert.deepEqual([upheld?.decision?.action, upheld?.decision?.reason], ['uphold', 'off-topic']);
      assert.equal((await queue(slug)).open, 0);
    });

    it('may appeal again against another decision, not against the same, one at a time', async () => {
      const slug = await consultation();
      const { id, key } = await comment(slug);
      const [one, two] = [uuid(), uuid()];
      const appeal = (text: string, decision?: string) => {
        later();
        return stage.put(`${pathsOf(slug).comment(id)}/appeal`, { text, decision }, { key });
      };
      await decide(slug, { action: 'hide', comment: id, reason: 'spam' }, one);
      const first = await appeal('Non', one);
      assert.equal(first.status, 200, first.text);
      await decide(slug, { action: 'overturn', comment: id });
      assert.equal((await appeal('Encore', one)).body.code, 'already-appealed', 'it is public');
      await decide(slug, { action: 'hide', comment: id, reason: 'off-topic' }, two);
      const [hidden] = await own(slug, key);
      assert.deepEqual([hidden?.appealable, hidden?.appeal], [true, undefined]);
      assert.equal((await appeal('Non', one)).text, first.text, 'the first one, late: it is there already');
      assert.equal((await own(slug, key))[0]?.appealable, true);
      assert.equal((await appeal('Autre', one)).body.code, 'already-appealed');
      const second = await appeal('Non');
      assert.equal(second.status, 200, second.text);
      assert.notEqual(second.text, first.text);
      assert.equal((await appeal('Non', two)).text, second.text);
      const [seen] = await own(slug, key);
      assert.deepEqual([seen?.appealable, seen?.appeal?.outcome, seen?.appeal?.decision], [false, null, two]);
      const [asked] = (await queue(slug, '?filter=appealed')).items;
      assert.deepEqual(
        asked?.appeals?.map(({ outcome, decision }) => [outcome, decision]),
        [
          ['overturned', one],
          [null, two],
        ],
      );
      await decide(slug, { action: 'uphold', comment: id });
      assert.equal((await appeal('Une troisième fois')).body.code, 'already-appealed');
      assert.equal((await own(slug, key))[0]?.appealable, false);
    });

    it('hears why an appeal is not taken, where the comment is theirs', async () => {
      const slug = await consultation();
      const { id, key } = await comment(slug);
      const [one, two] = [uuid(), uuid()];
      const appeal = async (decision: string | undefined, by = key) => {
        later();
        const put = { text: 'Non', decision };
        return (await stage.put(`${pathsOf(slug).comment(id)}/appeal`, put, { key: by })).body.code;
      };
      await decide(slug, { action: 'hide', comment: id, reason: 'spam' }, one);
      await decide(slug, { action: 'restore', comment: id });
      assert.equal(await appeal(one), 'not-appealable', 'it is public again');
      await decide(slug, { action: 'hide', comment: id, reason: 'off-topic' }, two);
      assert.equal(await appeal(one), 'not-appealable', 'another decision holds by now');
      assert.equal(await appeal(two, participant()), 'conflict');
      assert.equal(await appeal(two), undefined);
    });

    it('has one appeal that waits also where the comment is hidden once it was merged', async () => {
      const slug = await consultation();
      const [{ id, key }, other] = [await comment(slug), await comment(slug)];
      await decide(slug, { action: 'merge', comment: id, into: other.id });
      const appeal = (text: string) => stage.put(`${pathsOf(slug).comment(id)}/appeal`, { text }, { key });
      assert.equal((await appeal('Ce n’est pas la même chose')).status, 200);
      await decide(slug, { action: 'hide', comment: id, reason: 'spam' });
      assert.equal((await own(slug, key))[0]?.appealable, false);
      assert.equal((await appeal('Ni de la publicité')).body.code, 'already-appealed');
      await decide(slug, { action: 'uphold', comment: id });
      assert.equal((await own(slug, key))[0]?.appealable, true);
      assert.equal((await appeal('Ni de la publicité')).status, 200);
    });

    it('gets the comment back where an appeal is granted', async () => {
      const slug = await consultation();
      const { id, key } = await comment(slug);
      await decide(slug, { action: 'hide', comment: id, reason: 'spam' });
      await stage.put(`${pathsOf(slug).comment(id)}/appeal`, { text: 'Non' }, { key });
      assert.equal((await decide(slug, { action: 'overturn', comment: id })).status, 200);
      assert.equal((await shown(slug, id))?.state, 'published');
      assert.equal((await own(slug, key))[0]?.appeal?.outcome, 'overturned');
    });

    it('gets it back where the operator shows it again, and the appeal is settled with it', async () => {
      const slug = await consultation();
      const { id, key } = await comment(slug);
      const operator = (action: 'hide' | 'unhide') => {
        later();
        const decision = { consultation: slug, id, action, reason: 'Mots' };
        return operatorDecides(stage.database.db, decision, stage.clock.now);
      };
      assert.equal((await operator('hide')).ok, true);
      assert.equal((await own(slug, key))[0]?.decision?.note, 'Mots');
      await stage.put(`${pathsOf(slug).comment(id)}/appeal`, { text: 'Non' }, { key });
      assert.equal((await operator('unhide')).ok, true);
      const [seen] = await own(slug, key);
      assert.deepEqual([seen?.state, seen?.appeal?.outcome], ['published', 'overturned']);
      assert.equal((await queue(slug)).open, 0);
    });

    it('cannot appeal against what is public, nor where the definition takes no appeals', async () => {
      for (const [slug, hidden, code] of [
        [await consultation(), false, 'not-appealable'],
        [await consultation({ appeals: false }), true, 'conflict'],
      ] as const) {
        const { id, key } = await comment(slug);
        if (hidden) await decide(slug, { action: 'hide', comment: id, reason: 'spam' });
        const refused = await stage.put(`${pathsOf(slug).comment(id)}/appeal`, { text: 'Non' }, { key });
        assert.equal(refused.body.code, code);
        assert.notEqual((await own(slug, key))[0]?.appealable, true);
      }
    });
  });

  describe('the counts of the log', () => {
    const told = async (slug: string) => {
      const { received, published, pending, hidden } = (await stage.get(moderationPaths(slug).log()))
        .body as unknown as ModerationLog;
      return [received, published, pending, hidden];
    };

    it('tell all that was received, whatever became of it, and so does a recount', async () => {
      const slug = await consultation({ mode: 'before' });
      const [first, second, third] = [await comment(slug), await comment(slug), await comment(slug)];
      assert.deepEqual(await told(slug), [3, 0, 3, 0]);
      await decide(slug, { action: 'accept', comment: first.id });
      await decide(slug, { action: 'hide', comment: second.id, reason: 'spam' });
      await stage.put(pathsOf(slug).withdrawal(third.id), {}, { key: third.key });
      const reply = { body: 'Une réponse qui attend', parent: first.id };
      assert.equal((await stage.put(pathsOf(slug).comment(uuid()), reply)).status, 200);
      assert.deepEqual(await told(slug), [4, 1, 1, 1]);
      const target = await findTarget(stage.database.db, slug, 'discussion');
      assert.ok(target.ok);
      const rows = ['a', 'b'].map((id) => ({ id, author: id, createdAt: '2026-01-01T00:00:00Z', body: id }));
      const stored = await storeComments(stage.database.db, target.value, rows);
      assert.deepEqual(stored, { ok: true, value: 2 });
      await stage.backend.contributionsChanged(slug);
      assert.deepEqual(await told(slug), [6, 3, 1, 1]);
      await recountComments(stage.database.db);
      await stage.backend.contributionsChanged(slug);
      assert.deepEqual(await told(slug), [6, 3, 1, 1]);
    });

    it('read what is not public and what was counted, whatever the number of comments', async () => {
      const { db } = stage.database;
      const slug = await consultation();
      await sql`insert into comment (consultation_id, id, activity_id, accepted_at, depth, body, author, state)
        select consultation.id, gen_random_uuid(), 'discussion', '2026-01-01'::timestamptz + n * interval '1 minute', 0,
          'Commentaire ' || n, 'p' || n, case when n <= 7 then 'hidden' else 'published' end
        from consultation, generate_series(1, 5000) as n where slug = ${slug}`.execute(db);
      await recountComments(db);
      for (const table of ['comment', 'tally']) await sql`vacuum analyze ${sql.table(table)}`.execute(db);
      const { rows: ids } = await sql<{
        id: number;
      }>`select id from consultation where slug = ${slug}`.execute(db);
      const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: Step }] }>`
        explain (analyze, format json) ${countsQuery(ids[0]!.id)}`.execute(db);
      const steps = stepsOf(rows[0]!['QUERY PLAN'][0].Plan);
      const read = (table: string) =>
        steps
          .filter((step) => step['Relation Name'] === table)
          .reduce((sum, step) => sum + step['Actual Rows'], 0);
      assert.equal(read('comment'), 7);
      assert.ok(read('tally') <= 16, String(read('tally')));
      assert.deepEqual(await told(slug), [5000, 4993, 0, 7]);
    });
  });

  describe('a raid', () => {
    const bulk = (slug: string, body: object, id = uuid()) => {
      later();
      return stage.put(moderationPaths(slug).bulk(id), body, { key: token });
    };
    const preview = async (slug: string, query: string) =>
      (
        await stage.get(moderationPaths(slug).bulk(`?activity=discussion&${query}`), {
          authorization: `Bearer ${token}`,
        })
      ).body as unknown as { count: number; items: ModeratedComment[]; code?: string };
    const from = async (slug: string, address: string, body = `Texte ${uuid()}`) => {
      const id = uuid();
      later();
      await stage.put(pathsOf(slug).comment(id), { body }, { address });
      return id;
    };
    const states = async (slug: string, ids: string[]) =>
      Promise.all(ids.map(async (id) => (await moderated(slug, id)).state));

    it('is hidden by the address that it came from, and brought back exactly', async () => {
      const slug = await consultation();
      const raid = [];
      for (let n = 0; n < 4; n++) raid.push(await from(slug, '203.0.113.9'));
      const other = await from(slug, '198.51.100.2');
      await decide(slug, { action: 'hide', comment: raid[0]!, reason: 'offensive' });
      assert.equal((await preview(slug, `addressOf=${raid[1]}`)).count, 3);
      const id = uuid();
      const input = {
        action: 'hide',
        activity: 'discussion',
        selection: { addressOf: raid[1] },
        reason: 'spam',
      };
      const first = await bulk(slug, input, id);
      assert.deepEqual(first.body.comments, raid.slice(1));
      assert.equal(first.body.more, undefined);
      assert.equal((await bulk(slug, input, id)).text, first.text, 'the same again');
      assert.equal((await bulk(slug, { ...input, reason: 'offensive' }, id)).body.code, 'conflict');
      assert.deepEqual(await states(slug, [...raid, other]), [
        'hidden',
        'hidden',
        'hidden',
        'hidden',
        'published',
      ]);
      assert.equal((await list(slug)).total, 1);
      // Decided otherwise since: this one stays as that decision left it.
      await decide(slug, { action: 'restore', comment: raid[2]! });
      await decide(slug, { action: 'hide', comment: raid[2]!, reason: 'unlawful' });
      const restored = await bulk(slug, { action: 'restore', bulk: id });
      assert.deepEqual(restored.body.comments, [raid[1], raid[3]]);
      assert.deepEqual(await states(slug, raid), ['hidden', 'published', 'hidden', 'published']);
      assert.equal(
        (await bulk(slug, { action: 'restore', bulk: id })).body.errors?.[0]?.code,
        'unknown-bulk',
      );
    });

    it('is hidden by nearly the same text, short or long', async () => {
      const slug = await consultation();
      const text =
        'Tous les cyclistes devraient payer une immatriculation comme les automobilistes de la province';
      const raid = [await from(slug, '203.0.113.1', text), await from(slug, '203.0.113.2', `${text} !!!`)];
      const short = [
        await from(slug, '203.0.113.1', 'Votez NON'),
        await from(slug, '203.0.113.5', 'votez non'),
      ];
      await from(
        slug,
        '203.0.113.3',
        'Les pistes du boulevard devraient être plus larges et mieux éclairées le soir',
      );
      for (const ids of [raid, short]) {
        const { count, items } = await preview(slug, `similarTo=${ids[0]}`);
        assert.deepEqual([count, items.map(({ id }) => id)], [2, ids]);
        const selection = { similarTo: ids[0] };
        const done = await bulk(slug, { action: 'hide', activity: 'discussion', selection, reason: 'spam' });
        assert.deepEqual(done.body.comments, ids);
      }
    });

    it('is hidden by a short text of which each says a few words otherwise, and nothing else is', async () => {
      const slug = await consultation();
      const raid: string[] = [];
      for (const body of [
        'Achetez vos skis pas chers sur skis-rabais.example !',
        'Vos skis pas chers : achetez-les sur skis-rabais.example !!',
        'ACHETEZ vite vos skis pas chers, allez sur skis-rabais . example',
      ])
        raid.push(await from(slug, '203.0.113.1', body));
      for (const body of [
        'Les skis devraient être permis sur la piste l’hiver.',
        'Je vends mes skis pour acheter un vélo à pneus d’hiver, enfin !',
        'Oui',
      ])
        await from(slug, '203.0.113.2', body);
      assert.equal((await preview(slug, `similarTo=${raid[0]}`)).count, 3);
      const hidden = await bulk(slug, {
        action: 'hide',
        activity: 'discussion',
        selection: { similarTo: raid[0] },
        reason: 'spam',
      });
      assert.deepEqual(hidden.body.comments, raid);
    });

    it('is hidden by the minute; what waited waits again when it is brought back', async () => {
      const slug = await consultation({ mode: 'before' });
      const ids = [];
      for (let n = 0; n < 3; n++) ids.push(await from(slug, '203.0.113.9'));
      const at = stage.clock.now.getTime();
      const selection = { from: new Date(at - 60_000).toISOString(), to: new Date(at + 1).toISOString() };
      const id = uuid();
      const hidden = await bulk(
        slug,
        { action: 'hide', activity: 'discussion', selection, reason: 'spam' },
        id,
      );
      assert.deepEqual(hidden.body.comments, ids.slice(1));
      assert.deepEqual((await queue(slug)).items.length, 1);
      await bulk(slug, { action: 'restore', bulk: id });
      assert.deepEqual(await states(slug, ids), ['pending', 'pending', 'pending']);
      assert.equal((await queue(slug, '?filter=pending')).items.length, 3);
      assert.equal((await list(slug)).items.length, 0);
      const long = { from: '2026-06-01T00:00:00Z', to: '2026-06-03T00:00:00Z' };
      const refused = await bulk(slug, {
        action: 'hide',
        activity: 'discussion',
        selection: long,
        reason: 'spam',
      });
      assert.equal(refused.body.code, 'invalid-answers');
    });

    it('takes a thousand at a time, and says when there may be more', async () => {
      const slug = await consultation();
      await sql`insert into comment (consultation_id, id, activity_id, accepted_at, depth, body, author)
        select id, gen_random_uuid(), 'discussion', '2026-05-05T12:00:00Z'::timestamptz + n * interval '1 second', 0,
          'Raid ' || n, 'p' from consultation, generate_series(1, 1001) as n where slug = ${slug}`.execute(
        stage.database.db,
      );
      const selection = { from: '2026-05-05T12:00:00Z', to: '2026-05-05T13:00:00Z' };
      const input = { action: 'hide', activity: 'discussion', selection, reason: 'spam' };
      const first = await bulk(slug, input);
      assert.deepEqual([(first.body.comments as string[]).length, first.body.more], [1000, true]);
      const second = await bulk(slug, input);
      assert.deepEqual([(second.body.comments as string[]).length, second.body.more], [1, undefined]);
      assert.equal((await bulk(slug, input)).body.errors?.[0]?.code, 'nothing-selected');
      const restored = await bulk(slug, { action: 'restore', bulk: first.body.id });
      assert.equal((restored.body.comments as string[]).length, 1000);
      const checked = await verifyChain(stage.database.db, slug);
      assert.deepEqual([checked?.records, checked?.problems], [2001, []], 'a long chain is one all the same');
    });

    it('is not found by the address of what has none', async () => {
      const slug = await consultation();
      const { id } = await comment(slug);
      assert.equal((await preview(slug, `addressOf=${id}`)).code, 'decision-refused');
      assert.equal((await preview(slug, `addressOf=${id}&similarTo=${id}`)).code, 'malformed-request');
    });
  });
});

interface Step {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  Plans?: Step[];
}

function stepsOf(step: Step): Step[] {
  return [step, ...(step.Plans ?? []).flatMap(stepsOf)];
}
