import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import type { Comment, CommentPage, CommentsDefinition } from '../../src/contract/comments.js';
import type { OwnContributionPage, OwnInActivity } from '../../src/contract/contributions.js';
import { participant, pathsOf, setStage, type Stage } from './harness.js';
import { moderationPaths, tokenFor } from './moderators.js';

const MINUTE = 60_000;

describe('writing comments', () => {
  let stage: Stage;
  before(async () => (stage = await setStage()));
  after(() => stage.close());

  type At = ReturnType<typeof pathsOf>;

  /** A consultation whose thread is as `change` says. */
  const thread = async (change: Partial<CommentsDefinition> = {}): Promise<[At, string]> => {
    const slug = await stage.consultation((definition) => ({
      ...definition,
      activities: definition.activities.map((activity) =>
        activity.kind === 'comments' ? { ...activity, ...change } : activity,
      ),
    }));
    return [pathsOf(slug), slug];
  };
  const wait = (milliseconds: number) => {
    stage.clock.now = new Date(stage.clock.now.getTime() + milliseconds);
  };
  const list = async (at: At, query = '') =>
    (await stage.get(at.comments(query))).body as unknown as CommentPage;
  const mine = async (at: At, key: string) =>
    (await stage.get(at.mine('discussion'), { authorization: `Bearer ${key}` }))
      .body as unknown as OwnInActivity;
  const ballot = (at: At, id: string, choice: string | null, turn: number, key?: string) =>
    stage.put(`${at.comment(id)}/ballot`, { choice, turn }, { key });
  /** What a moderator’s decision does to the comment’s row. */
  const decide = (id: string, state: string, reason: string | null = null) =>
    sql`update comment set state = ${state}, listed = true, hidden_for = ${reason} where id = ${id}`.execute(
      stage.database.db,
    );
  /** A comment of a new participant; `change` sends a version of it. */
  const written = async (at: At, body: object = {}) => {
    const [id, key] = [crypto.randomUUID(), participant()];
    const first = await stage.put(at.comment(id), { body: 'Une piste au nord.', ...body }, { key });
    assert.equal(first.status, 200);
    const change = (version: number, next: object, who = key) =>
      stage.put(`${at.comment(id)}/versions/${version}`, next, { key: who });
    return { id, key, first, change };
  };

  describe('changes', () => {
    it('shows what its author changed a comment into, says so, and keeps what it said', async () => {
      const [at] = await thread();
      const { id, change } = await written(at, { alignment: 'for' });
      wait(MINUTE);
      const { status, body: receipt } = await change(2, { body: 'Une piste au sud.', alignment: 'against' });
      assert.equal(status, 200);
      assert.deepEqual([receipt.kind, receipt.version], ['comment', 2]);
      wait(MINUTE);
      assert.equal((await change(3, { body: 'Aucune piste.' })).status, 200);
      const { items, positions } = await list(at);
      const [comment] = items;
      assert.deepEqual([comment?.body, comment?.alignment], ['Aucune piste.', null]);
      assert.equal(comment?.editedAt, new Date(stage.clock.now).toISOString());
      assert.deepEqual(positions, { for: 0, neutral: 0, against: 0 });
      const { rows } = await sql<{ body: string; version: number; alignment: string | null }>`
        select version, body, alignment from comment_version where id = ${id} order by version`.execute(
        stage.database.db,
      );
      assert.deepEqual(rows, [
        { version: 1, body: 'Une piste au nord.', alignment: 'for' },
        { version: 2, body: 'Une piste au sud.', alignment: 'against' },
      ]);
    });

    it('moves the counts of positions with a change, and with a withdrawal', async () => {
      const [at] = await thread();
      const { id, key, change } = await written(at, { alignment: 'for' });
      assert.deepEqual((await list(at)).positions, { for: 1, neutral: 0, against: 0 });
      await change(2, { body: 'Plutôt contre.', alignment: 'against' });
      assert.deepEqual((await list(at)).positions, { for: 0, neutral: 0, against: 1 });
      await stage.put(at.withdrawal(id), {}, { key });
      const page = await list(at);
      assert.deepEqual([page.total, page.positions], [0, { for: 0, neutral: 0, against: 0 }]);
    });

    it('is found by its new words, and no longer by its old ones', async () => {
      const [at] = await thread();
      const { change } = await written(at, { body: 'Des bancs publics.' });
      await change(2, { body: 'Des fontaines à boire.' });
      await stage.backend.settled();
      assert.equal((await list(at, '?q=fontaines')).items.length, 1);
      assert.equal((await list(at, '?q=bancs')).items.length, 0);
    });

    it('stores the same change once, however often it is sent, and also after its time', async () => {
      const [at, slug] = await thread();
      const { change } = await written(at);
      const first = await change(2, { body: 'Deux.' });
      wait(6 * MINUTE);
      assert.deepEqual((await change(2, { body: 'Deux.' })).body, first.body);
      assert.equal((await change(2, { body: 'Autre chose.' })).body.code, 'conflict');
      assert.equal(await stage.count('comment_version', slug), 1);
    });

    it('takes a first sending again as it was, after it was changed', async () => {
      const [at] = await thread();
      const { id, key, first, change } = await written(at);
      await change(2, { body: 'Deux.' });
      const again = await stage.put(at.comment(id), { body: 'Une piste au nord.' }, { key });
      assert.deepEqual(again.body, first.body);
      assert.equal((await list(at)).items[0]?.body, 'Deux.');
    });

    it('says that the time is over, keeps the text, and takes no version out of its turn', async () => {
      const [at] = await thread({ editableFor: 2 });
      const { change } = await written(at);
      assert.equal((await change(3, { body: 'Trois.' })).body.code, 'conflict');
      wait(2 * MINUTE);
      const { status, body } = await change(2, { body: 'Trop tard.' });
      assert.equal(status, 422);
      assert.deepEqual(
        body.errors?.map(({ pointer, code }) => [pointer, code]),
        [['/body', 'no-longer-changeable']],
      );
      assert.equal((await list(at)).items[0]?.body, 'Une piste au nord.');
    });

    it('takes no change of what the public body answered or took into account', async () => {
      const [at] = await thread();
      for (const beside of [
        sql`answered_at = accepted_at`,
        sql`considered = '{"fr":"Oui"}', considered_at = accepted_at`,
      ]) {
        const { id, key, change } = await written(at);
        assert.equal((await mine(at, key)).changeable?.length, 1);
        await sql`update comment set ${beside} where id = ${id}`.execute(stage.database.db);
        assert.deepEqual((await mine(at, key)).changeable, []);
        const { body } = await change(2, { body: 'Tout le contraire.' });
        assert.equal(body.errors?.[0]?.code, 'no-longer-changeable');
      }
    });

    it('brings what a moderator has let stand to the moderators again', async () => {
      const [at, slug] = await thread();
      const { id, change } = await written(at);
      const token = await tokenFor(stage, ['moderator']);
      for (const decision of [
        { action: 'hide', comment: id, reason: 'spam' },
        { action: 'restore', comment: id },
      ])
        await stage.put(moderationPaths(slug).decision(), decision, { key: token });
      const queue = async () =>
        (await stage.get(moderationPaths(slug).queue(), { authorization: `Bearer ${token}` })).body.items;
      assert.deepEqual(await queue(), []);
      assert.equal((await change(2, { body: 'Autre chose.' })).status, 200);
      assert.equal(((await queue()) as { id: string }[])[0]?.id, id);
    });

    it('lets nobody else change a comment, and says no more of it', async () => {
      const [at] = await thread();
      const { change } = await written(at);
      assert.equal((await change(2, { body: 'Détourné.' }, participant())).body.code, 'conflict');
      assert.equal((await list(at)).items[0]?.body, 'Une piste au nord.');
    });

    it('takes no change where the definition has none, nor of what is withdrawn, hidden or closed', async () => {
      const [never] = await thread({ editableFor: 0 });
      const fixed = await written(never);
      assert.equal((await fixed.change(2, { body: 'Deux.' })).body.errors?.[0]?.code, 'no-longer-changeable');
      const [at] = await thread();
      const gone = await written(at);
      await stage.put(at.withdrawal(gone.id), {}, { key: gone.key });
      assert.equal((await gone.change(2, { body: 'Deux.' })).body.code, 'conflict');
      const hidden = await written(at);
      await decide(hidden.id, 'hidden', 'spam');
      assert.equal(
        (await hidden.change(2, { body: 'Deux.' })).body.errors?.[0]?.code,
        'no-longer-changeable',
      );
      const open = await written(at, { body: 'Avant la fin.' });
      const now = stage.clock.now;
      stage.clock.now = new Date('2091-01-01T00:00:00Z');
      assert.equal((await open.change(2, { body: 'Deux.' })).body.code, 'closed');
      stage.clock.now = now;
    });

    it('tells its author what may be changed, into which version, and for how long', async () => {
      const [at] = await thread();
      const { id, key, change } = await written(at);
      assert.deepEqual((await mine(at, key)).changeable, [{ id, version: 1, secondsLeft: 300 }]);
      wait(MINUTE);
      await change(2, { body: 'Deux.' });
      assert.deepEqual((await mine(at, key)).changeable, [{ id, version: 2, secondsLeft: 240 }]);
      wait(4 * MINUTE);
      assert.deepEqual((await mine(at, key)).changeable, []);
    });

    it('erases what a comment said before with the comment', async () => {
      const [at] = await thread();
      const { id, key, change } = await written(at);
      await change(2, { body: 'Deux.' });
      await stage.put(at.withdrawal(id), {}, { key });
      const { rows } = await sql<{ body: string | null }>`
        select body from comment_version where id = ${id}`.execute(stage.database.db);
      assert.deepEqual(rows, [{ body: null }]);
    });
  });

  describe('repetitions', () => {
    const TEXT = 'Il faudrait déneiger la piste du canal avant sept heures du matin, chaque jour de semaine.';

    it('refuses nearly the same text of the same participant within minutes, and says which it repeats', async () => {
      const [at] = await thread();
      const { id, key } = await written(at, { body: TEXT });
      wait(9 * MINUTE);
      const again = await stage.put(
        at.comment(),
        { body: `${TEXT.replace('canal', 'cannal').toUpperCase()} !` },
        { key, headers: { 'accept-language': 'en' } },
      );
      assert.equal(again.status, 422);
      const [error] = again.body.errors!;
      assert.deepEqual([error?.pointer, error?.code, error?.earlier], ['/body', 'repeated', id]);
      assert.match(error!.message, /nearly the same thing/);
      assert.equal((await list(at)).total, 1);
    });

    it('takes it later, from others, and once the first is withdrawn', async () => {
      const [at] = await thread();
      const { id, key } = await written(at, { body: TEXT });
      assert.equal((await stage.put(at.comment(), { body: TEXT })).status, 200);
      wait(10 * MINUTE);
      assert.equal((await stage.put(at.comment(), { body: TEXT }, { key })).status, 200);
      const other = await written(at, { body: TEXT });
      await stage.put(at.withdrawal(other.id), {}, { key: other.key });
      assert.equal((await stage.put(at.comment(), { body: TEXT }, { key: other.key })).status, 200);
      assert.equal((await stage.get(at.comment(id))).status, 200);
    });

    it('refuses the same short text in the same place, and takes it elsewhere, later and once it says more', async () => {
      const [at] = await thread();
      const key = participant();
      const say = async (body: string, parent?: string) => {
        const id = crypto.randomUUID();
        const { status, body: answer } = await stage.put(at.comment(id), { body, parent }, { key });
        const [error] = answer.errors ?? [];
        return { id, status, code: error?.code, earlier: error?.earlier };
      };
      const first = await say('Oui.');
      assert.equal(first.status, 200);
      for (const again of ['Oui.', ' OUI !'])
        assert.deepEqual([(await say(again)).code, (await say(again)).earlier], ['repeated', first.id]);
      assert.equal((await say('Oui, mais…')).status, 200);
      assert.equal((await say('Non.')).status, 200);
      for (const sign of ['👍', '👎']) assert.equal((await say(sign)).status, 200);
      assert.equal((await say('👍')).code, 'repeated');
      const [one, other] = [await written(at), await written(at)];
      for (const { id } of [one, other]) assert.equal((await say('Oui.', id)).status, 200);
      assert.equal((await say('Oui.', one.id)).code, 'repeated');
      wait(10 * MINUTE);
      assert.equal((await say('Oui.')).status, 200);
    });

    it('refuses a change into it as it does a new comment, and keeps what was said', async () => {
      const [at, slug] = await thread();
      const { id, key } = await written(at, { body: TEXT });
      wait(MINUTE);
      const second = crypto.randomUUID();
      const say = (body: string) => stage.put(at.comment(second), { body }, { key });
      const change = (version: number, body: string) =>
        stage.put(`${at.comment(second)}/versions/${version}`, { body }, { key });
      assert.equal((await say('Tout à fait autre chose.')).status, 200);
      const refused = await change(2, `${TEXT} Merci !`);
      assert.equal(refused.status, 422);
      const [error] = refused.body.errors!;
      assert.deepEqual([error?.pointer, error?.code, error?.earlier], ['/body', 'repeated', id]);
      const anew = await stage.put(at.comment(), { body: `${TEXT} Merci !` }, { key });
      assert.deepEqual(anew.body.errors, refused.body.errors, 'the same explanation');
      assert.equal((await list(at)).items[0]?.body, 'Tout à fait autre chose.');
      assert.equal(await stage.count('comment_version', slug), 0);
      assert.equal((await change(2, 'Encore autre chose.')).status, 200, 'the same version goes on');
    });

    it('takes a change into what the comment said before, and into what others or its author said long ago', async () => {
      const [at] = await thread();
      await written(at, { body: TEXT });
      const old = await written(at, { body: `${TEXT} De rien.` });
      wait(10 * MINUTE);
      const id = crypto.randomUUID();
      await stage.put(at.comment(id), { body: 'Un texte.' }, { key: old.key });
      for (const [index, body] of [TEXT, `${TEXT} !`, 'Un autre.', TEXT].entries()) {
        const { status, text } = await stage.put(
          `${at.comment(id)}/versions/${index + 2}`,
          { body },
          { key: old.key },
        );
        assert.equal(status, 200, text);
      }
    });

    it('refuses a change into the same short text in the same place alone', async () => {
      const [at] = await thread();
      const [one, key] = [await written(at), participant()];
      const say = async (body: string, parent?: string) => {
        const id = crypto.randomUUID();
        assert.equal((await stage.put(at.comment(id), { body, parent }, { key })).status, 200);
        return async (version: number, next: string) =>
          (await stage.put(`${at.comment(id)}/versions/${version}`, { body: next }, { key })).body.errors?.[0]
            ?.code;
      };
      await say('Oui.');
      const [beside, below] = [await say('Non.'), await say('Non.', one.id)];
      assert.equal(await beside(2, 'OUI !'), 'repeated');
      assert.equal(await below(2, 'Oui.'), undefined);
      assert.equal(await beside(2, 'Peut-être.'), undefined);
    });

    it('gives each of two nodes that a change and a repetition reach at once an answer, and stores neither twice', async () => {
      const second = await setStage({ database: stage.database, clock: () => stage.clock.now });
      const nodes = [stage, second];
      for (let round = 0; round < 20; round++) {
        const [at, slug] = await thread();
        await second.backend.definitionsChanged();
        const key = participant();
        const [id, other] = [crypto.randomUUID(), crypto.randomUUID()];
        await stage.put(at.comment(id), { body: 'Un texte.' }, { key });
        const answers = await Promise.all(
          nodes.flatMap((node) => [
            node.put(`${at.comment(id)}/versions/2`, { body: TEXT }, { key }),
            node.put(at.comment(other), { body: TEXT }, { key }),
          ]),
        );
        for (const { status, text, body } of answers)
          if (status !== 200) assert.equal(body.errors?.[0]?.code, 'repeated', text);
        assert.ok(answers.some(({ status }) => status === 200));
        // Neither may have seen the other: what comes after them does.
        assert.ok((await stage.count('comment', slug)) <= 2);
        assert.ok((await stage.count('comment_version', slug)) <= 1);
        for (const node of nodes) {
          const after = await node.put(at.comment(), { body: TEXT }, { key });
          assert.equal(after.body.errors?.[0]?.code, 'repeated', after.text);
        }
      }
      await second.backend.close();
    });

    it('takes what says something else', async () => {
      const [at] = await thread();
      const { key } = await written(at, { body: TEXT });
      const other =
        'Les abribus de la rue Saint-Jean n’ont pas de banc, et les personnes âgées restent debout.';
      assert.equal((await stage.put(at.comment(), { body: other }, { key })).status, 200);
    });
  });

  describe('the field that people are not shown', () => {
    it('refuses a comment and a change that fill it in, and takes the same once it is empty', async () => {
      const [at] = await thread();
      const [id, key] = [crypto.randomUUID(), participant()];
      const trapped = { body: 'Une piste au nord.', trap: 'https://pub.example' };
      const refused = await stage.put(at.comment(id), trapped, { key, headers: { 'accept-language': 'en' } });
      assert.equal(refused.status, 422);
      const [error] = refused.body.errors!;
      assert.deepEqual([error?.pointer, error?.code], ['/trap', 'filled-in']);
      assert.match(error!.message, /as programs do/);
      assert.equal((await list(at)).total, 0);
      assert.equal((await stage.put(at.comment(id), { ...trapped, trap: '' }, { key })).status, 200);
      const change = (body: object) => stage.put(`${at.comment(id)}/versions/2`, body, { key });
      assert.equal((await change({ body: 'Au sud.', trap: 'x' })).body.errors?.[0]?.code, 'filled-in');
      assert.equal((await list(at)).items[0]?.body, 'Une piste au nord.');
      assert.equal((await change({ body: 'Au sud.' })).status, 200);
    });
  });

  describe('before publication', () => {
    it('shows what waits to its author alone, and says so in the receipt, also when it is sent again', async () => {
      const [at] = await thread({ moderation: { mode: 'before', appeals: true, screening: 'off' } });
      const { id, key, first } = await written(at, { alignment: 'for' });
      assert.equal(first.body.pending, true);
      const again = await stage.put(
        at.comment(id),
        { body: 'Une piste au nord.', alignment: 'for' },
        { key },
      );
      assert.deepEqual(again.body, first.body);
      const page = await list(at);
      assert.deepEqual([page.items, page.total, page.positions], [[], 0, { for: 0, neutral: 0, against: 0 }]);
      for (const path of [at.comment(id), `${at.comment(id)}/context`])
        assert.equal((await stage.get(path)).status, 404);
      assert.equal((await list(at, '?q=piste')).items.length, 0);
      const { unpublished, own } = await mine(at, key);
      assert.deepEqual(own, [id]);
      assert.deepEqual(
        unpublished?.map(({ id: which, state, body, alignment, version }) => [
          which,
          state,
          body,
          alignment,
          version,
        ]),
        [[id, 'pending', 'Une piste au nord.', 'for', 1]],
      );
      assert.deepEqual((await mine(at, participant())).unpublished, []);
      assert.equal((await ballot(at, id, 'up', 1)).body.code, 'conflict');
      const answer = await stage.put(at.comment(), { body: 'Non.', parent: id });
      assert.equal(answer.body.code, 'no-longer-shown', 'as of what never was there');
    });

    it('takes a change while it waits, and none once a moderator has accepted it as it is', async () => {
      const [at] = await thread({ moderation: { mode: 'before', appeals: true, screening: 'off' } });
      const { id, key, change } = await written(at);
      const changed = await change(2, { body: 'Corrigé.' });
      assert.deepEqual([changed.status, changed.body.pending], [200, true]);
      assert.deepEqual((await change(2, { body: 'Corrigé.' })).body, changed.body);
      assert.equal((await mine(at, key)).unpublished?.[0]?.body, 'Corrigé.');
      await decide(id, 'published');
      assert.deepEqual((await mine(at, key)).changeable, []);
      assert.equal((await change(3, { body: 'Autre chose.' })).body.errors?.[0]?.code, 'needs-reading');
      assert.equal((await list(at)).items[0]?.body, 'Corrigé.');
    });

    it('publishes at once what those write whom moderators trust, and lets them change it', async () => {
      const [at, slug] = await thread({ moderation: { mode: 'trusted', appeals: true, screening: 'off' } });
      const { id, key, first } = await written(at);
      assert.equal(first.body.pending, true);
      await sql`insert into trusted_participant (consultation_id, participant, since)
        select consultation_id, participant, ${stage.clock.now} from comment where id = ${id}`.execute(
        stage.database.db,
      );
      const second = await stage.put(at.comment(), { body: 'Et une autre.' }, { key });
      assert.equal('pending' in second.body, false);
      assert.equal((await list(at)).items[0]?.body, 'Et une autre.');
      const changed = await stage.put(
        `${at.comment(second.body.id as string)}/versions/2`,
        { body: 'Et encore une.' },
        { key },
      );
      assert.equal(changed.status, 200);
      assert.equal(await stage.count('comment', slug), 2);
    });

    it('gives the author of a hidden comment its text and the reason, and nobody else the text', async () => {
      const [at] = await thread();
      const { id, key } = await written(at);
      await decide(id, 'hidden', 'off-topic');
      const [own] = (await mine(at, key)).unpublished!;
      assert.deepEqual(
        [own?.state, own?.hiddenFor, own?.body],
        ['hidden', 'off-topic', 'Une piste au nord.'],
      );
      const [shown] = (await list(at)).items;
      assert.deepEqual([shown?.state, shown?.body, shown?.hiddenFor], ['hidden', null, 'off-topic']);
    });
  });

  describe('answers to one’s own', () => {
    it('tells what others answered, newest first, and nothing of one’s own or of what is not public', async () => {
      const [at] = await thread();
      const { id, key } = await written(at);
      const answers: string[] = [];
      for (const body of ['Un.', 'Deux.']) {
        wait(1000);
        answers.push((await written(at, { body, parent: id })).id);
      }
      await stage.put(at.comment(), { body: 'Merci.', parent: id }, { key });
      const hidden = await written(at, { body: 'Trois.', parent: id });
      await decide(hidden.id, 'hidden', 'spam');
      await written(at, { body: 'Ailleurs.' });
      const told = (await mine(at, key)).answers!;
      assert.deepEqual(
        told.map((answer) => [answer.id, answer.parent]),
        answers.reverse().map((answer) => [answer, id]),
      );
      assert.equal(told[0]!.acceptedAt, (await stage.get(at.comment(told[0]!.id))).body.acceptedAt);
    });

    it('tells the pseudonym that others see', async () => {
      const [at] = await thread();
      const { key } = await written(at);
      assert.equal((await mine(at, key)).author, (await list(at)).items[0]?.author);
    });
  });

  describe('votes', () => {
    it('counts agreement, disagreement and passing, and takes nothing else where the definition asks so', async () => {
      const [at] = await thread({ voting: 'agreement' });
      const { id } = await written(at);
      const key = participant();
      for (const [choice, expected] of [
        ['agree', { up: 1, down: 0, pass: 0 }],
        ['pass', { up: 0, down: 0, pass: 1 }],
        ['disagree', { up: 0, down: 1, pass: 0 }],
        [null, { up: 0, down: 0, pass: 0 }],
      ] as const) {
        wait(1);
        assert.equal(
          (await ballot(at, id, choice, stage.clock.now.getTime() % 2_000_000_000, key)).status,
          200,
        );
        assert.deepEqual((await list(at)).items[0]?.votes, expected);
      }
      assert.equal((await ballot(at, id, 'up', 1)).body.code, 'conflict');
      const [useful] = await thread();
      const other = await written(useful);
      assert.equal((await ballot(useful, other.id, 'agree', 1)).body.code, 'conflict');
      assert.deepEqual((await list(useful)).items[0]?.votes, { up: 0, down: 0 });
    });

    for (const counts of ['after-vote', 'after-closing'] as const) {
      it(`gives no counts out where they are for ${counts}, wherever one looks`, async () => {
        const [at] = await thread({ counts, voting: 'agreement' });
        const { id } = await written(at);
        const key = participant();
        await ballot(at, id, 'agree', 1);
        await ballot(at, id, 'pass', 1, key);
        const view = (await stage.get(at.view('comments'))).body as unknown as { comments: CommentPage };
        const context = (await stage.get(`${at.comment(id)}/context`)).body as unknown as {
          comment: Comment;
        };
        const one = (await stage.get(at.comment(id))).body as unknown as Comment;
        for (const comment of [(await list(at)).items[0], view.comments.items[0], context.comment, one]) {
          assert.equal(comment?.votes, null);
          assert.equal('carried' in comment, false);
        }
        assert.equal((await stage.get(at.comments('?sort=rated'))).body.code, 'malformed-request');
        const theirs = (await mine(at, key)).ballots[0]?.votes;
        assert.deepEqual(theirs, counts === 'after-vote' ? { up: 1, down: 0, pass: 1 } : null);
        // Whoever takes the vote back gives the right to see back as well.
        await ballot(at, id, null, 2, key);
        assert.equal((await mine(at, key)).ballots[0]?.votes, null);
        const now = stage.clock.now;
        stage.clock.now = new Date('2091-01-01T00:00:00Z');
        const closed = await list(at);
        stage.clock.now = now;
        assert.deepEqual(closed.items[0]?.votes, { up: 1, down: 0, pass: 0 });
      });
    }
  });

  it('lists what waits or was hidden among one’s own, with its text', async () => {
    const [at] = await thread({ moderation: { mode: 'before', appeals: true, screening: 'off' } });
    const { key, id } = await written(at);
    const { body } = await stage.get(at.mine(), { authorization: `Bearer ${key}` });
    const [own] = (body as unknown as OwnContributionPage).items;
    assert.deepEqual([own?.id, own?.state, own?.content?.body], [id, 'pending', 'Une piste au nord.']);
  });
});
