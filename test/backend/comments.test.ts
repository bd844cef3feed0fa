import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { catchUp } from '../../src/backend/ranking/store.js';
import type { Comment, CommentContext, CommentPage } from '../../src/contract/comments.js';
import { type CommentQuery, pageQuery } from '../../src/backend/comments/store.js';
import { type Answer, participant, pathsOf, setStage, type Stage } from './harness.js';

describe('comments', () => {
  let stage: Stage;
  before(async () => (stage = await setStage()));
  after(() => stage.close());

  const list = async (path: string) => (await stage.get(path)).body as unknown as CommentPage;
  const write = (at: ReturnType<typeof pathsOf>, body: object, key?: string, id?: string) =>
    stage.put(at.comment(id), { body: 'Bonne idée.', ...body }, { key });

  it('gives a comment back to everybody as it was written', async () => {
    const at = pathsOf(await stage.consultation());
    const body = '  « Oui » – à condition que…\n\n– l’hiver aussi 🚲 ';
    const { status, body: receipt } = await write(at, { body, alignment: 'for' });
    assert.equal(status, 200);
    const page = await list(at.comments());
    assert.equal(page.total, 1);
    assert.equal(page.next, null);
    const [comment] = page.items;
    assert.equal(comment?.body, body);
    assert.equal(comment.alignment, 'for');
    assert.equal(comment.id, receipt.id);
    assert.equal(comment.acceptedAt, receipt.acceptedAt);
    assert.match(comment.author, /^[0-9a-f]{6}$/);
  });

  it('stores the same comment once, however often it is sent, also after closing', async () => {
    const slug = await stage.consultation();
    const at = pathsOf(slug);
    const [key, id] = [participant(), crypto.randomUUID()];
    const first = await write(at, {}, key, id);
    assert.deepEqual((await write(at, {}, key, id)).body, first.body);
    const opening = stage.clock.now;
    stage.clock.now = new Date('2091-01-01T00:00:00Z');
    const late = await write(at, {}, key, id);
    const tooLate = await write(at, {}, key);
    stage.clock.now = opening;
    assert.deepEqual(late.body, first.body);
    assert.equal(tooLate.body.code, 'closed');
    assert.equal(await stage.count('comment', slug), 1);
  });

  it('refuses an identifier that is taken, by other content or by another participant, and says no more', async () => {
    const slug = await stage.consultation();
    const at = pathsOf(slug);
    const [key, id] = [participant(), crypto.randomUUID()];
    await write(at, {}, key, id);
    for (const refused of [
      await write(at, { body: 'Autre chose' }, key, id),
      await write(at, {}, participant(), id),
    ]) {
      assert.equal(refused.status, 409);
      assert.equal(refused.body.code, 'conflict');
      assert.equal(refused.text.includes('Bonne idée'), false);
    }
    assert.equal((await list(at.comments())).items[0]?.body, 'Bonne idée.');
  });

  it('takes answers three deep and no deeper', async () => {
    const slug = await stage.consultation();
    const at = pathsOf(slug);
    const ids = Array.from({ length: 5 }, () => crypto.randomUUID());
    const answers: Answer[] = [];
    for (const [index, id] of ids.entries()) {
      answers.push(await write(at, index > 0 ? { parent: ids[index - 1] } : {}, undefined, id));
    }
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200, 200, 409],
    );
    assert.equal(await stage.count('comment', slug), 4);
    const roots = await list(at.comments());
    assert.deepEqual([roots.total, roots.items.length, roots.items[0]?.replies], [1, 1, 1]);
    const replies = await list(at.comments(`?parent=${ids[0]}`));
    assert.deepEqual([replies.total, replies.items[0]?.id, replies.items[0]?.depth], [1, ids[1], 1]);
  });

  it('says that what an answer is to is not shown any more, once the answer that was stored is told again', async () => {
    const slug = await stage.consultation();
    const at = pathsOf(slug);
    const [parent, early, key] = [crypto.randomUUID(), crypto.randomUUID(), participant()];
    await write(at, {}, undefined, parent);
    const answer = (id: string, language = 'fr') =>
      stage.put(
        at.comment(id),
        { body: 'À toi.', parent },
        { key, headers: { 'accept-language': language } },
      );
    const first = await answer(early);
    await sql`update comment set state = 'hidden' where id = ${parent}`.execute(stage.database.db);
    assert.equal((await answer(early)).text, first.text);
    for (const [language, words] of [
      ['fr', /^Ce commentaire n’est plus affiché\u00a0: votre réponse n’a pas été publiée/],
      ['en', /^This comment is no longer shown: your reply was not published/],
    ] as const) {
      const late = await answer(crypto.randomUUID(), language);
      assert.deepEqual([late.status, late.body.code], [409, 'no-longer-shown']);
      assert.match(String(late.body.title), words);
    }
  });

  it('pages along each sort without losing or repeating a comment', async () => {
    const slug = await stage.consultation();
    const at = pathsOf(slug);
    for (let n = 0; n < 12; n++) {
      stage.clock.now = new Date(stage.clock.now.getTime() + (n % 3) * 1000);
      await write(at, { body: `Commentaire ${n}` });
    }
    for (const sort of ['recent', 'oldest', 'discussed', 'rated']) {
      const seen: Comment[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: CommentPage = await list(
          at.comments(`?sort=${sort}&limit=5${cursor && `&cursor=${cursor}`}`),
        );
        seen.push(...page.items);
        cursor = page.next;
      }
      assert.equal(new Set(seen.map(({ id }) => id)).size, 12, sort);
      assert.equal(seen.length, 12, sort);
    }
    const recent = (await list(at.comments())).items.map(({ acceptedAt }) => acceptedAt);
    assert.deepEqual(recent, [...recent].sort().reverse());
  });

  it('says on the first page of a search how many it finds, at any depth', async () => {
    const at = pathsOf(await stage.consultation());
    const root = crypto.randomUUID();
    await write(at, { body: 'Des pistes cyclables' }, undefined, root);
    for (const n of [1, 2]) await write(at, { body: `Oui aux vélos, numéro ${n}`, parent: root });
    await write(at, { body: 'Autre chose' });
    await stage.backend.settled();
    const first = await list(at.comments('?q=velo&limit=1'));
    assert.deepEqual([first.items.length, first.found], [1, { count: 2, more: false }]);
    const next = await list(at.comments(`?q=velo&limit=1&cursor=${first.next}`));
    assert.deepEqual([next.items.length, next.found], [1, undefined]);
    assert.deepEqual((await list(at.comments('?q=tramway'))).found, { count: 0, more: false });
    assert.deepEqual((await list(at.comments('?official=true'))).found, { count: 0, more: false });
    assert.equal((await list(at.comments())).found, undefined);
  });

  it('counts one vote a participant, however it changes, and the counts equal a recount', async () => {
    const slug = await stage.consultation();
    const at = pathsOf(slug);
    const id = crypto.randomUUID();
    await write(at, {}, undefined, id);
    const ballot = (key: string, choice: string | null, turn: number) =>
      stage.put(`${at.comment(id)}/ballot`, { choice, turn }, { key });
    const voters = Array.from({ length: 12 }, participant);
    await Promise.all(
      voters.flatMap((key, index) => [
        ballot(key, 'up', 1),
        ballot(key, index % 3 ? 'down' : 'up', 2),
        ballot(key, 'up', 1),
        ...(index === 0 ? [ballot(key, null, 3)] : []),
      ]),
    );
    const comment = (await list(at.comments())).items[0]!;
    const { rows } = await sql<{ up: number; down: number }>`
      select count(*) filter (where choice = 'up')::int as up, count(*) filter (where choice = 'down')::int as down
      from ballot where item_id = ${id}`.execute(stage.database.db);
    assert.deepEqual(comment.votes, rows[0]);
    assert.deepEqual(comment.votes, { up: 3, down: 8 });
  });

  it('lets a late retry of an older vote undo nothing', async () => {
    const at = pathsOf(await stage.consultation());
    const [key, id] = [participant(), crypto.randomUUID()];
    await write(at, {}, undefined, id);
    const ballot = (choice: string | null, turn: number) =>
      stage.put(`${at.comment(id)}/ballot`, { choice, turn }, { key });
    assert.equal((await ballot('up', 1)).status, 200);
    assert.equal((await ballot('down', 2)).status, 200);
    assert.equal((await ballot('up', 1)).body.code, 'conflict');
    assert.equal((await ballot('down', 2)).status, 200);
    assert.equal((await ballot('up', 2)).body.code, 'conflict');
    assert.deepEqual((await list(at.comments())).items[0]?.votes, { up: 0, down: 1 });
  });

  it('sorts by votes once the sorting keys have caught up', async () => {
    const at = pathsOf(await stage.consultation());
    const [loved, plain] = [crypto.randomUUID(), crypto.randomUUID()];
    await write(at, {}, undefined, loved);
    stage.clock.now = new Date(stage.clock.now.getTime() + 1000);
    await write(at, {}, undefined, plain);
    await stage.put(`${at.comment(loved)}/ballot`, { choice: 'up', turn: 1 });
    await stage.backend.settled();
    assert.equal((await list(at.comments('?sort=rated'))).items[0]?.id, loved);
    assert.equal((await list(at.comments('?sort=recent'))).items[0]?.id, plain);
  });

  it('takes no report of one’s own comment, and says that it can be withdrawn', async () => {
    const slug = await stage.consultation();
    const [at, id, key] = [pathsOf(slug), crypto.randomUUID() as string, participant()];
    await stage.put(at.comment(id), { body: 'Le mien' }, { key });
    const report = (by?: string) =>
      stage.put(
        `${at.comment(id)}/report`,
        { reason: 'spam' },
        { key: by, headers: { 'accept-language': 'fr' } },
      );
    const own = await report(key);
    assert.equal(own.status, 422);
    assert.deepEqual(own.body.errors, [
      {
        pointer: '/reason',
        code: 'own-comment',
        message: 'Ce commentaire est le vôtre\u00a0: pour l’enlever, vous pouvez le retirer.',
      },
    ]);
    assert.equal(await stage.count('report', slug), 0);
    assert.equal((await report()).status, 200);
  });

  /** Somebody's comment, and how another participant reports it. */
  async function reportable() {
    const slug = await stage.consultation();
    const [at, id, key] = [pathsOf(slug), crypto.randomUUID(), participant()];
    await write(at, {}, undefined, id);
    return { at, slug, report: (body: object) => stage.put(`${at.comment(id)}/report`, body, { key }) };
  }

  it('keeps one report a participant, and hides nothing by it', async () => {
    const { at, report, slug } = await reportable();
    assert.equal((await report({ reason: 'spam' })).status, 200);
    assert.equal((await report({ reason: 'spam' })).status, 200);
    assert.equal((await report({ reason: 'offensive' })).body.code, 'conflict');
    assert.equal(await stage.count('report', slug), 1);
    assert.equal((await list(at.comments())).items[0]?.state, 'published');
  });

  it('takes a report for another reason with words only', async () => {
    const { report, slug } = await reportable();
    const silent = await report({ reason: 'other' });
    assert.equal(silent.status, 422);
    assert.deepEqual(
      silent.body.errors?.map(({ pointer, code }) => [pointer, code]),
      [['/text', 'required']],
    );
    assert.equal(await stage.count('report', slug), 0);
    assert.equal((await report({ reason: 'other', text: 'Ce n’est pas son nom.' })).status, 200);
    assert.equal(await stage.count('report', slug), 1);
  });

  it('refuses what the definition does not offer, field by field, and writes nothing', async () => {
    const slug = await stage.consultation((definition) => ({
      ...definition,
      activities: definition.activities.map((activity) =>
        activity.kind === 'comments'
          ? { ...activity, alignment: false, votes: false, replies: false, about: undefined, maxLength: 100 }
          : activity,
      ),
    }));
    const at = pathsOf(slug);
    const parent = crypto.randomUUID();
    await write(at, {}, undefined, parent);
    const refused = await write(at, { body: 'x'.repeat(101), alignment: 'for', parent, subject: parent });
    assert.equal(refused.status, 422);
    assert.deepEqual(
      refused.body.errors?.map(({ pointer, code }) => [pointer, code]),
      [
        ['/body', 'too-long'],
        ['/alignment', 'not-offered'],
        ['/parent', 'not-offered'],
        ['/subject', 'not-offered'],
      ],
    );
    const vote = await stage.put(`${at.comment(parent)}/ballot`, { choice: 'up', turn: 1 });
    assert.equal(vote.body.code, 'conflict');
    assert.equal(await stage.count('comment', slug), 1);
    assert.equal(await stage.count('ballot', slug), 0);
  });

  it('rates by the lower bound of Wilson’s interval', async () => {
    const z = 1.96;
    for (const [up, down] of [
      [0, 0],
      [1, 0],
      [0, 3],
      [5, 5],
      [600, 400],
      [1_000_000, 1],
    ] as const) {
      const n = up + down;
      const p = up / (n || 1);
      const bound =
        (p + z ** 2 / (2 * n) - z * Math.sqrt((p * (1 - p) + z ** 2 / (4 * n)) / n)) / (1 + z ** 2 / n);
      const { rows } = await sql<{ score: number }>`select wilson(${up}, ${down}) as score`.execute(
        stage.database.db,
      );
      assert.equal(rows[0]!.score, up === 0 ? 0 : Math.round(bound * 1e6), `${up} ${down}`);
    }
  });

  it('gives every position in turn, each one’s best rated first, and nobody twice', async () => {
    const slug = await stage.consultation();
    const at = pathsOf(slug);
    const sides = ['for', 'for', 'for', 'for', 'for', 'for', 'neutral', 'against', 'against', undefined];
    for (const alignment of sides) await write(at, { alignment });
    const seen: (string | null)[] = [];
    const ids = new Set<string>();
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await list(at.comments(`?sort=balanced&limit=3${cursor && `&cursor=${cursor}`}`));
      seen.push(...page.items.map(({ alignment }) => alignment));
      for (const { id } of page.items) ids.add(id);
      cursor = page.next;
    }
    assert.deepEqual(seen, ['for', 'neutral', 'against', null, 'for', 'against', 'for', 'for', 'for', 'for']);
    assert.equal(ids.size, sides.length);
  });

  it('counts by position what can be read, whatever became of the rest', async () => {
    const slug = await stage.consultation();
    const at = pathsOf(slug);
    const key = participant();
    const [mine, answered] = [crypto.randomUUID(), crypto.randomUUID()];
    await write(at, { alignment: 'for' }, key, mine);
    await write(at, { alignment: 'for' }, undefined, answered);
    await write(at, { alignment: 'against' });
    await write(at, {});
    await write(at, { alignment: 'for', parent: answered });
    assert.deepEqual((await list(at.comments())).positions, { for: 2, neutral: 0, against: 1 });
    await stage.put(at.withdrawal(mine), {}, { key });
    const page = await list(at.comments());
    assert.deepEqual([page.total, page.positions], [3, { for: 1, neutral: 0, against: 1 }]);
    assert.equal(page.items.length, 4, 'what was withdrawn keeps its place');
    const { items } = await list(at.comments('?alignment=for'));
    assert.deepEqual(
      items.map(({ id }) => id),
      [answered],
      'and stands for no side',
    );
  });

  it('finds words at any depth, in French and English, accents ignored', async () => {
    const at = pathsOf(await stage.consultation());
    const elsewhere = pathsOf(await stage.consultation());
    const [root, answer] = [crypto.randomUUID(), crypto.randomUUID()];
    await write(
      at,
      { body: 'Des pistes cyclables protégées près des écoles, l’été comme l’hiver.' },
      undefined,
      root,
    );
    await write(at, { body: 'Et le cœur de la ville ?', parent: root }, undefined, answer);
    await write(at, { body: 'More bicycle lanes in the cities, please.' });
    await write(elsewhere, { body: 'Des pistes protégées ailleurs.' });
    await stage.backend.settled();
    const found = async (q: string) =>
      (await list(at.comments(`?q=${encodeURIComponent(q)}`))).items.map(({ body }) => body!.slice(0, 10));
    assert.deepEqual(await found('piste protegee'), ['Des pistes']);
    assert.deepEqual(await found('ETE ecole'), ['Des pistes']);
    assert.deepEqual(await found('coeur'), ['Et le cœur']);
    assert.deepEqual(await found('city lane'), ['More bicyc']);
    assert.deepEqual(await found('"comme l’hiver"'), ['Des pistes']);
    assert.deepEqual(await found('piste -ecole'), []);
    assert.deepEqual(await found('!!! & | ( : *'), []);
    const context = (await stage.get(`${at.comment(answer)}/context`)).body as unknown as CommentContext;
    assert.deepEqual([context.ancestors.map(({ id }) => id), context.comment.id], [[root], answer]);
  });

  it('finds the words that a text has now, and none of one that was withdrawn', async () => {
    const slug = await stage.consultation();
    const at = pathsOf(slug);
    const [key, id] = [participant(), crypto.randomUUID()];
    const found = async (q: string) => (await list(at.comments(`?q=${q}`))).items.length;
    await write(at, { body: 'Des trottoirs.' }, key, id);
    await stage.put(`${at.comment(id)}/versions/2`, { body: 'Des tramways.' }, { key });
    await stage.backend.settled();
    assert.deepEqual([await found('trottoir'), await found('tramway')], [0, 1]);
    await stage.put(at.withdrawal(id), {}, { key });
    await stage.backend.settled();
    assert.equal(await found('tramway'), 0);
    assert.equal(await stage.count('comment_search', slug), 0);
  });

  /** How a page is read: every step of the plan that touches comments, with the rows that it gave. */
  const planOf = async (slug: string, query: Partial<CommentQuery>) => {
    const { db } = stage.database;
    const { rows: ids } = await sql<{
      id: number;
    }>`select id from consultation where slug = ${slug}`.execute(db);
    const where = { consultationId: ids[0]!.id, activity: 'discussion', limit: 20, after: undefined };
    const page = pageQuery({ ...where, sort: 'recent', ...query }, { public: true, pass: false });
    const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: Step }] }>`
      explain (analyze, format json) ${page}`.execute(db);
    return stepsOf(rows[0]!['QUERY PLAN'][0].Plan).filter((step) =>
      /comment/.test(step['Relation Name'] ?? step['Index Name'] ?? ''),
    );
  };

  it('reads the first page of each sort and side along an index, the same of 100 as of 10,000', async () => {
    const seen: string[] = [];
    for (const stored of [10_000, 100]) {
      const slug = await stage.consultation();
      await sql`
        insert into comment (consultation_id, id, activity_id, accepted_at, depth, body, author, alignment, score, replies)
        select consultation.id, gen_random_uuid(), 'discussion', '2026-01-01'::timestamptz + n * interval '1 minute', 0,
          'Commentaire ' || n, 'p' || n, (array['for', 'neutral', 'against'])[n % 3 + 1], n * 7 % 1000, n % 11
        from consultation, generate_series(1, ${stored}::int) as n where slug = ${slug}`.execute(
        stage.database.db,
      );
      await sql`vacuum analyze comment`.execute(stage.database.db);
      for (const sort of ['recent', 'oldest', 'discussed', 'rated', 'balanced'] as const) {
        for (const alignment of [undefined, 'neutral'] as const) {
          const steps = await planOf(slug, { sort, alignment });
          const read = steps.reduce((sum, step) => sum + step['Actual Rows'] * step['Actual Loops'], 0);
          const what = `${stored} ${sort} ${alignment ?? 'all'}`;
          assert.ok(
            steps.every((step) => /^Index (Only )?Scan$/.test(step['Node Type'])),
            `${what}: ${steps.map((step) => step['Node Type']).join()}`,
          );
          assert.ok(read <= 4 * 21, `${what}: ${read} rows`);
          seen.push(what);
        }
      }
    }
    assert.equal(seen.length, 20);
  });

  it('reads no comment of another activity, planned once for all threads as prepared statements are', async () => {
    const { db } = stage.database;
    const slug = await stage.consultation();
    const fill = (activity: string, stored: number, since: string) =>
      sql`
      insert into comment (consultation_id, id, activity_id, accepted_at, depth, body, author, alignment, score)
      select consultation.id, gen_random_uuid(), ${activity}, ${since}::timestamptz + n * interval '1 minute', 0,
        'Commentaire ' || n, 'p' || n, (array['for', 'neutral', 'against'])[n % 3 + 1], n
      from consultation, generate_series(1, ${stored}::int) as n where slug = ${slug}`.execute(db);
    await fill('discussion', 10_000, '2026-02-01');
    await sql`vacuum analyze comment`.execute(db);
    // A quiet thread, of which the database's statistics know nothing.
    await fill('idees', 100, '2026-01-01');
    const { rows: ids } = await sql<{
      id: number;
    }>`select id from consultation where slug = ${slug}`.execute(db);
    for (const sort of ['recent', 'oldest', 'discussed', 'rated', 'balanced'] as const) {
      const where = { consultationId: ids[0]!.id, activity: 'idees', limit: 20, after: undefined, sort };
      const page = pageQuery(where, { public: true, pass: false }).compile(db);
      await db.transaction().execute(async (tx) => {
        await sql`set local plan_cache_mode = force_generic_plan`.execute(tx);
        await sql.raw(`prepare page as ${page.sql}`).execute(tx);
        const values = sql.join(page.parameters.map((value) => sql.lit(value)));
        const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: Step }] }>`
          explain (analyze, format json) execute page (${values})`.execute(tx);
        await sql`deallocate page`.execute(tx);
        const filtered = stepsOf(rows[0]!['QUERY PLAN'][0].Plan).reduce(
          (sum, step) => sum + (step['Rows Removed by Filter'] ?? 0),
          0,
        );
        assert.ok(filtered < 100, `${sort}: ${filtered} rows read for nothing`);
      });
    }
  });

  it('finds words by their own index', async () => {
    const slug = await stage.consultation();
    await sql`
      insert into comment (consultation_id, id, activity_id, accepted_at, depth, body, author)
      select consultation.id, gen_random_uuid(), 'discussion', '2026-01-01'::timestamptz + n * interval '1 minute', 0,
        case n when 777 then 'Des écoles' else 'Commentaire ' || n end, 'p' || n
      from consultation, generate_series(1, 5000) as n where slug = ${slug}`.execute(stage.database.db);
    await catchUp(stage.database.db);
    // The embedded database has nobody else who would.
    if (stage.database.kind === 'pglite') await stage.backend.tidy();
    else await sql`vacuum (analyze) comment, comment_search`.execute(stage.database.db);
    const steps = await planOf(slug, { q: 'ecole' });
    assert.ok(steps.some((step) => step['Index Name'] === 'comment_search_words'));
    const read = steps.reduce((sum, step) => sum + (step['Actual Rows'] ?? 0) * step['Actual Loops'], 0);
    assert.ok(read < 10, `${read} rows`);
  });
});

/** One step of a plan, as EXPLAIN gives it. */
interface Step {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Step[];
}

function stepsOf(step: Step): Step[] {
  return [step, ...(step.Plans ?? []).flatMap(stepsOf)];
}
