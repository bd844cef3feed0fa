import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { sql } from 'kysely';
import type { BackendOptions } from '../../src/backend/backend.js';
import { applyDefinition } from '../../src/backend/consultations/store.js';
import { appendDecisions, holdOf, lockChain } from '../../src/backend/database/moderation-chain.js';
import type { Screen, Verdict } from '../../src/backend/screening/screen.js';
import { ConsultationDefinition } from '../../src/contract/consultation.js';
import type { ModerationDefinition } from '../../src/contract/moderation-policy.js';
import { definitionFor, type Definition } from '../../stories/support/definitions.js';
import { participant, pathsOf, quietLog, setStage, type Stage, which } from './harness.js';
import { moderationPaths, tokenFor } from './moderators.js';

const MINUTE = 60_000;
const TOXIC: Verdict = { flags: ['toxic'], hold: true };

describe('screening by who looks later', () => {
  let stage: Stage;
  let token: string;
  /** Who looks: each test has its own. */
  let look: Screen;
  const lines: unknown[] = [];
  before(async () => {
    stage = await setStage({ screenLater: (comment) => look(comment), log: quietLog(lines) });
    token = await tokenFor(stage, ['moderator']);
  });
  beforeEach(async () => {
    await sql`delete from comment_to_screen`.execute(stage.database.db);
    lines.length = 0;
    await stage.backend.sweep();
  });
  after(() => stage.close());

  /** Nobody answers, and what is thrown repeats what was sent. */
  const down = () => {
    const asked: string[] = [];
    look = ({ body }) => {
      asked.push(body);
      return Promise.reject(new TypeError(body, { cause: { code: 'ECONNREFUSED' } }));
    };
    return asked;
  };
  /** Says the same of all, and keeps what it is asked. */
  const up = (verdict = TOXIC) => {
    const asked: string[] = [];
    look = ({ body }) => {
      asked.push(body);
      return Promise.resolve(verdict);
    };
    return asked;
  };
  /** Says something once it is told to. */
  const slow = () => {
    let answer!: (verdict: Verdict) => void;
    const answered = new Promise<Verdict>((resolve) => (answer = resolve));
    let begin!: () => void;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const screen: Screen = () => {
      begin();
      return answered;
    };
    return { screen, begun, answer };
  };
  const wait = (milliseconds: number) => {
    stage.clock.now = new Date(stage.clock.now.getTime() + milliseconds);
  };
  const moderatedAs = (moderation: Partial<ModerationDefinition>) => (definition: Definition) => ({
    ...definition,
    activities: definition.activities.map((activity) =>
      activity.kind === 'comments' ? { ...activity, moderation } : activity,
    ),
  });
  const HOLD = moderatedAs({ screening: 'hold' });
  const write = async (slug: string, body: string, on = stage) => {
    const [id, key] = [crypto.randomUUID(), participant()];
    const answer = await on.put(pathsOf(slug).comment(id), { body }, { key });
    assert.equal(answer.status, 200, answer.text);
    return { id, key };
  };
  const stored = (id: string) =>
    stage.database.db
      .selectFrom('comment')
      .where('id', '=', id)
      .select(['flags', 'state', 'priority'])
      .executeTakeFirstOrThrow();
  const decide = async (slug: string, comment: string, ...decisions: object[]) => {
    for (const decision of decisions) {
      const said = { comment, ...decision };
      const answer = await stage.put(moderationPaths(slug).decision(), said, { key: token });
      assert.equal(answer.status, 200, answer.text);
    }
  };
  /** Another node on the same database: started now, and to be closed. */
  const node = (screenLater: Screen | undefined, options: Partial<BackendOptions> = {}) =>
    setStage({ database: stage.database, clock: () => stage.clock.now, screenLater, ...options });

  it('keeps nobody waiting who writes', async () => {
    const slug = await stage.consultation(HOLD);
    const { screen, answer } = slow();
    look = screen;
    const { id } = await write(slug, 'Pendant qu’on regarde');
    assert.equal((await stored(id)).state, 'published');
    answer(TOXIC);
    await stage.backend.settled();
    assert.equal((await stored(id)).state, 'pending');
    assert.equal(await stage.count('comment_to_screen', slug), 0);
  });

  it('looks at the next start at what was stored just before a server was killed', async () => {
    const slug = await stage.consultation();
    const { screen, begun, answer } = slow();
    // This one never hears the answer in its life.
    const killed = await node(screen);
    const { id } = await write(slug, 'Juste avant la fin', killed);
    await begun;
    wait(MINUTE);
    const asked: string[] = [];
    const next = await node(({ body }) => {
      asked.push(body);
      return Promise.resolve(TOXIC);
    });
    await next.backend.settled();
    assert.deepEqual(asked, ['Juste avant la fin']);
    assert.deepEqual((await stored(id)).flags, ['toxic']);
    answer({ flags: [], hold: false });
    for (const { backend } of [killed, next]) await backend.close();
  });

  it('asks again where it failed, after a pause that grows to an hour', async () => {
    const slug = await stage.consultation();
    const asked = down();
    const { id } = await write(slug, 'On reviendra');
    await stage.backend.settled();
    for (const minutes of [1, 2, 4, 8, 16, 32, 60, 60]) {
      const before = asked.length;
      wait(minutes * MINUTE - 1);
      await stage.backend.sweep();
      assert.equal(asked.length, before, `not before ${minutes} minutes`);
      wait(1);
      await stage.backend.sweep();
      assert.equal(asked.length, before + 1, `after ${minutes} minutes`);
    }
    up();
    wait(60 * MINUTE);
    await stage.backend.sweep();
    assert.deepEqual((await stored(id)).flags, ['toxic']);
    assert.equal(await stage.count('comment_to_screen', slug), 0);
  });

  it('asks about few while nobody answers, and about all once somebody does', async () => {
    const slug = await stage.consultation();
    const bodies = Array.from({ length: 12 }, (_, index) => `Texte numéro ${index}`);
    const vain = down();
    for (const body of bodies) {
      await write(slug, body);
      await stage.backend.settled();
    }
    assert.equal(vain.length, 1);
    wait(MINUTE);
    await stage.backend.sweep();
    assert.ok(vain.length < bodies.length, `${vain.length} were asked about`);
    const asked = up();
    wait(60 * MINUTE);
    await stage.backend.sweep();
    assert.deepEqual(asked.sort(), bodies.sort());
  });

  it('goes past a text that nobody says anything about, and lets go of it after a week', async () => {
    const slug = await stage.consultation();
    let tries = 0;
    look = ({ body }) => {
      if (body !== 'Illisible') return Promise.resolve(TOXIC);
      tries += 1;
      return Promise.reject(new Error('unreadable'));
    };
    await write(slug, 'Illisible');
    const after = await write(slug, 'Lisible');
    await stage.backend.sweep();
    assert.deepEqual((await stored(after.id)).flags, ['toxic']);
    for (let hours = 0; (await stage.count('comment_to_screen', slug)) > 0; hours++) {
      assert.ok(hours < 8 * 24, 'it ends');
      wait(60 * MINUTE);
      await stage.backend.sweep();
    }
    assert.ok(tries > 6 * 24, `${tries} tries`);
    assert.match(JSON.stringify(lines.at(-1)), /too often/);
  });

  it('tells the operator what failed, without the words of who wrote', async () => {
    const slug = await stage.consultation();
    down();
    await write(slug, 'Des mots à taire');
    await stage.backend.settled();
    const line = (lines as { fields: object; message: string }[]).find(({ message }) =>
      /^screen/.test(message),
    );
    assert.deepEqual(line?.fields, { kind: 'TypeError', code: 'ECONNREFUSED', consultation: slug, tries: 1 });
    assert.ok(!JSON.stringify(lines).includes('taire'));
  });

  for (const [why, stop] of [
    ['its author withdrew it', (slug, { id, key }) => stage.put(pathsOf(slug).withdrawal(id), {}, { key })],
    ['a moderator hid it', (slug, { id }) => decide(slug, id, { action: 'hide', reason: 'spam' })],
    [
      'a moderator let it stand',
      (slug, { id }) => decide(slug, id, { action: 'hide', reason: 'spam' }, { action: 'restore' }),
    ],
    ['the definition switched screening off', (slug) => redefine(slug, moderatedAs({ screening: 'off' }))],
    [
      'the definition has no thread any more',
      (slug) =>
        redefine(slug, ({ activities, ...definition }) => ({
          ...definition,
          activities: activities.filter(({ kind }) => kind !== 'comments'),
        })),
    ],
    ['it is gone', (_, { id }) => sql`delete from comment where id = ${id}`.execute(stage.database.db)],
  ] as [string, (slug: string, written: { id: string; key: string }) => Promise<unknown>][])
    it(`asks no more once ${why}`, async () => {
      const slug = await stage.consultation();
      down();
      const written = await write(slug, 'Plus la peine');
      await stage.backend.settled();
      await stop(slug, written);
      const asked = up();
      wait(MINUTE);
      await stage.backend.sweep();
      assert.deepEqual(asked, []);
      assert.equal(await stage.count('comment_to_screen', slug), 0);
    });
  const redefine = async (slug: string, change: (definition: Definition) => Definition) => {
    const definition = ConsultationDefinition.parse(change(definitionFor(slug)));
    const applied = await applyDefinition(stage.database.db, definition, stage.clock.now, 'Essai');
    assert.equal(applied.ok, true);
    await stage.backend.definitionsChanged();
  };

  it('asks about what a comment says now, and takes no word for it that was about what it said', async () => {
    const slug = await stage.consultation();
    const { screen, begun, answer } = slow();
    look = screen;
    const { id, key } = await write(slug, 'D’abord');
    await begun;
    const asked = up({ flags: ['second'], hold: false });
    const change = await stage.put(`${pathsOf(slug).comment(id)}/versions/2`, { body: 'Ensuite' }, { key });
    assert.equal(change.status, 200);
    answer(TOXIC);
    await stage.backend.settled();
    assert.deepEqual(asked, ['Ensuite']);
    assert.deepEqual((await stored(id)).flags, ['second']);
    assert.equal(await stage.count('comment_to_screen', slug), 0);
  });

  it('asks once about each comment, however many nodes look', async () => {
    const slug = await stage.consultation();
    const bodies = Array.from({ length: 30 }, (_, index) => `Texte numéro ${index}`);
    down();
    for (const body of bodies) await write(slug, body);
    await stage.backend.settled();
    const asked = up();
    wait(2 * MINUTE);
    const nodes = [stage];
    const screen: Screen = (comment) => look(comment);
    const paused = stage.clock.now;
    // Before its time, so that all begin at once.
    stage.clock.now = new Date(0);
    for (let started = 0; started < 3; started++) nodes.push(await node(screen));
    for (const { backend } of nodes) await backend.settled();
    stage.clock.now = paused;
    await Promise.all(nodes.map(({ backend }) => backend.sweep()));
    for (const { backend } of nodes.slice(1)) await backend.close();
    assert.deepEqual(asked.sort(), bodies.sort());
    assert.equal(await stage.count('comment_to_screen', slug), 0);
  });

  it('costs a post no statement more, and where nobody looks later, nothing waits', async () => {
    let statements = 0;
    const counting = stage.database.db.withPlugin({
      transformQuery: ({ node: query }) => query,
      transformResult: ({ result }) => {
        statements += 1;
        return Promise.resolve(result);
      },
    });
    const slug = await stage.consultation();
    const { screen, begun, answer } = slow();
    for (const screenLater of [undefined, screen]) {
      const other = await node(screenLater, { database: { ...stage.database, db: counting } });
      await write(slug, 'Pour connaître la consultation', other);
      // From then on, who looks is waited for, and takes up nothing else.
      if (screenLater) await begun;
      statements = 0;
      await write(slug, 'Une fois de plus', other);
      assert.equal(statements, 1);
      assert.equal(await stage.count('comment_to_screen', slug), screenLater ? 2 : 0);
      if (screenLater) answer({ flags: [], hold: false });
      await other.backend.close();
    }
  });

  describe('beside a moderator’s decision', () => {
    for (const [decision, decisions, state] of [
      ['hide', [{ action: 'hide', reason: 'spam' }], 'hidden'],
      ['restore', [{ action: 'hide', reason: 'spam' }, { action: 'restore' }], 'published'],
      ['accept', [{ action: 'accept' }], 'published'],
    ] as const)
      it(`says nothing that comes after it: ${decision}`, async () => {
        const slug = await stage.consultation(HOLD);
        const { screen, begun, answer } = slow();
        look = screen;
        const { id } = await write(slug, 'Décidé entre-temps');
        await begun;
        if (decision === 'accept') {
          const report = await stage.put(`${pathsOf(slug).comment(id)}/report`, { reason: 'spam' });
          assert.equal(report.status, 200);
        }
        await decide(slug, id, ...decisions);
        answer(TOXIC);
        await stage.backend.settled();
        assert.deepEqual(await stored(id), { flags: [], state, priority: 0 });
        assert.equal(await stage.count('moderation', slug), decisions.length);
        assert.equal(await stage.count('comment_to_screen', slug), 0);
      });

    // The embedded database has one process, and its transactions come one after the other.
    if (which === 'postgres')
      it('waits for one that another node is making, and says nothing then', async () => {
        const slug = await stage.consultation();
        const { screen, begun, answer } = slow();
        look = screen;
        const { id } = await write(slug, 'Au même instant');
        await begun;
        const { db } = stage.database;
        const { id: consultation } = await db
          .selectFrom('consultation')
          .where('slug', '=', slug)
          .select('id')
          .executeTakeFirstOrThrow();
        // On a connection of its own, beside the transaction.
        const isHeldUp = async () => {
          const { rows } = await sql<{ held: boolean }>`select exists (select from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock') as held`.execute(db);
          return rows[0]!.held;
        };
        await db.transaction().execute(async (tx) => {
          await lockChain(tx, consultation);
          await sql`update comment set priority = 0 where id = ${id}`.execute(tx);
          const accepted = { ...holdOf(id, 'Au même instant'), action: 'accept', role: 'moderator' };
          await appendDecisions(tx, { id: consultation, slug }, [accepted], stage.clock.now);
          answer(TOXIC);
          while (!(await isHeldUp()));
        });
        await stage.backend.settled();
        assert.deepEqual(await stored(id), { flags: [], state: 'published', priority: 0 });
      });
  });
});
