import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Migrator, sql } from 'kysely';
import type { Database } from '../../src/backend/database/database.js';
import { type DumpedRow, KEPT_TABLES, readAll, replaceAll } from '../../src/backend/database/dump.js';
import * as start from '../../src/backend/database/migrations/0001-start.js';
import * as releases from '../../src/backend/database/migrations/0002-releases.js';
import { decide } from '../../src/backend/moderation/store.js';
import { emptyDatabase, MINISTRY, participant, pathsOf, setStage, type Stage } from './harness.js';

type Kind = 'response' | 'comment' | 'idea' | 'feedback';
const KINDS: Kind[] = ['response', 'comment', 'idea', 'feedback'];
const BODIES: Record<Kind, unknown> = {
  response: { answers: { velo: true, satisfaction: 4 }, definition: 1 },
  comment: { body: 'Oui' },
  idea: { title: 'T', body: 'B' },
  feedback: { verdict: 'yes', page: `${MINISTRY}/permis` },
};

describe('an identifier', () => {
  let stage: Stage;
  before(async () => void (stage = await setStage()));
  after(() => stage.close());

  const give = (slug: string, kind: Kind, id: string, key = participant()) =>
    stage.put(pathsOf(slug)[kind](id), BODIES[kind], { key });
  const stored = async (slug: string) => {
    const counts = await Promise.all(KINDS.map((kind) => stage.count(kind, slug)));
    return Object.fromEntries(KINDS.map((kind, index) => [kind, counts[index]]));
  };
  const only = (kind: Kind) => ({ response: 0, comment: 0, idea: 0, feedback: 0, [kind]: 1 });

  for (const kind of KINDS) {
    it(`of a ${kind} is refused to every other kind, by the same participant or another, also after closing`, async () => {
      const slug = await stage.consultation();
      const [id, key] = [crypto.randomUUID(), participant()];
      assert.equal((await give(slug, kind, id, key)).status, 200);
      const others = KINDS.filter((other) => other !== kind);
      const opening = stage.clock.now;
      for (const other of others) {
        for (const who of [key, participant()]) {
          const refused = await give(slug, other, id, who);
          assert.deepEqual([refused.status, refused.body.code], [409, 'conflict'], other);
        }
        stage.clock.now = new Date('2091-01-01T00:00:00Z');
        assert.equal((await give(slug, other, id, key)).body.code, 'conflict', other);
        stage.clock.now = opening;
      }
      assert.equal((await give(slug, kind, id, key)).status, 200);
      assert.deepEqual(await stored(slug), only(kind));
    });
  }

  it('is the same in capitals: in receipts, in retries and where others refer to it', async () => {
    const slug = await stage.consultation();
    const at = pathsOf(slug);
    for (const kind of KINDS) {
      const [id, key] = [crypto.randomUUID(), participant()];
      const first = await give(slug, kind, id.toUpperCase(), key);
      assert.equal(first.body.id, id);
      assert.deepEqual((await give(slug, kind, id, key)).body, first.body);
      const withdrawal = await stage.put(at.withdrawal(id.toUpperCase()), {}, { key });
      assert.equal(withdrawal.body.id, id);
    }
    const [parent, answer, key] = [crypto.randomUUID(), crypto.randomUUID(), participant()];
    await give(slug, 'comment', parent);
    const capitals = { body: 'Je réponds', parent: parent.toUpperCase() };
    const ballot = { choice: 'up', turn: 1 };
    for (let sent = 0; sent < 2; sent += 1) {
      assert.equal((await stage.put(at.comment(answer), capitals, { key })).status, 200);
      const vote = await stage.put(`${at.comment(parent.toUpperCase())}/ballot`, ballot, { key });
      assert.equal(vote.body.id, parent);
    }
  });

  it('goes to one of four kinds that are sent at the same moment', async () => {
    const slug = await stage.consultation();
    for (let round = 1; round <= 8; round += 1) {
      const id = crypto.randomUUID();
      const answers = await Promise.all(KINDS.map((kind) => give(slug, kind, id)));
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409, 409]);
      const counts = Object.values(await stored(slug));
      assert.equal(
        counts.reduce((sum, count) => sum! + count!),
        round,
      );
    }
  });

  it('leaves the ring of ideas dense where an idea was refused for it', async () => {
    const slug = await stage.consultation();
    for (let n = 0; n < 5; n += 1) {
      const id = crypto.randomUUID();
      await give(slug, 'comment', id);
      await give(slug, 'idea', id);
      await give(slug, 'idea', crypto.randomUUID());
    }
    const { rows } = await sql<{ ranks: number[]; ideas: number }>`
      select array_agg(rank order by rank) as ranks,
        (select ideas from activity where consultation_id = c.id and activity.id = 'idees') as ideas
      from idea join consultation as c on c.id = idea.consultation_id where c.slug = ${slug} group by c.id`.execute(
      stage.database.db,
    );
    assert.deepEqual(rows, [{ ranks: [0, 1, 2, 3, 4], ideas: 5 }]);
  });

  it('names what a moderator hides, whatever others sent under it', async () => {
    const slug = await stage.consultation();
    const id = crypto.randomUUID();
    await give(slug, 'idea', id);
    await give(slug, 'comment', id);
    const decision = { consultation: slug, id, action: 'hide', reason: 'Publicité' } as const;
    const decided = await decide(stage.database.db, decision, stage.clock.now);
    assert.deepEqual(decided, { ok: true, value: { kind: 'idea', activity: 'idees' } });
  });

  for (const kind of KINDS) {
    it(`of a ${kind} that is withdrawn gives the same receipt however often, with the time of the first`, async () => {
      const slug = await stage.consultation();
      const [id, key] = [crypto.randomUUID(), participant()];
      await give(slug, kind, id, key);
      const withdraw = () => stage.put(pathsOf(slug).withdrawal(id), {}, { key });
      const first = await withdraw();
      const opening = stage.clock.now;
      stage.clock.now = new Date(opening.getTime() + 60_000);
      const again = await withdraw();
      stage.clock.now = opening;
      assert.equal(first.body.acceptedAt, opening.toISOString());
      assert.deepEqual(again.body, first.body);
    });
  }
});

describe('identifiers of before they were one for all kinds', () => {
  let database: Database;
  let dumped: DumpedRow[];
  before(async () => {
    database = await emptyDatabase();
    const migrations = { '0001-start': start, '0002-releases': releases };
    const migrator = new Migrator({ db: database.db, provider: { getMigrations: async () => migrations } });
    assert.equal((await migrator.migrateToLatest()).error, undefined);
    await fill(database);
    dumped = [];
    // The tables of then.
    const young = [
      'response_version',
      'file',
      'progress',
      'progress_count',
      'draft',
      'comment_version',
      'comment_to_screen',
      'official_answer',
      'api_token',
      'trusted_participant',
      'appeal',
      'moderation_private',
      'moderation_head',
    ];
    const tables = KEPT_TABLES.filter((table) => !young.includes(table));
    for await (const rows of readAll(database.db, 'backup', tables)) dumped.push(...rows);
  });
  after(() => database.close());

  it('are brought along: the first keeps it, the others get their own, with all that refers to them', async () => {
    assert.equal((await database.migrate())[0], '0003-identifiers');
    await checkSeparate(database);
  });

  it('are brought along from a backup too', async () => {
    await replaceAll(database.db, each(dumped));
    await checkSeparate(database);
    const taken = sql`insert into response (consultation_id, id, activity_id, accepted_at, definition_version)
      values (1, ${A}, 'sondage', '2026-05-09', 1) on conflict do nothing returning id`;
    assert.deepEqual((await taken.execute(database.db)).rows, [], 'the database claims identifiers again');
  });

  it('and their records still cannot be changed', async () => {
    await assert.rejects(sql`delete from moderation`.execute(database.db), /never changed/);
  });
});

const uuid = (end: number) => `00000000-0000-4000-8000-${String(end).padStart(12, '0')}`;
/** A: of a comment, then of an idea, a response and feedback. B: of an idea, then of a comment. */
const [A, B, ANSWER, ABOUT, ALONE] = [1, 2, 3, 4, 5].map(uuid) as [string, string, string, string, string];

/** What the release before could hold. */
async function fill({ db }: Database): Promise<void> {
  const run = (statement: string) => sql.raw(statement).execute(db);
  const who = (n: number) => `sha256('${n}')`;
  const contribution = (id: string, activity: string, day: number) =>
    `1, '${id}', '${activity}', ${who(day)}, '2026-05-0${day}'`;
  const columns = 'consultation_id, id, activity_id, participant, accepted_at';
  await run(`insert into public_body values ('exemple', '{"fr":"Exemple"}', '{}', now())`);
  await run(`insert into consultation (slug, body, version, definition, opens_at, closes_at, updated_at)
    values ('ancienne', 'exemple', 1, '{}', '2026-01-01', '2027-01-01', now())`);
  await run(`insert into activity (consultation_id, id, kind, position, definition, opens_at, closes_at, active, ideas)
    select 1, id, kind, 0, '{}', '2026-01-01', '2027-01-01', true, 2
    from (values ('sondage', 'survey'), ('discussion', 'comments'), ('idees', 'ideas'), ('page', 'feedback')) as a (id, kind)`);
  await run(`insert into comment (${columns}, depth, body, parent_id, subject_id) values
    (${contribution(A, 'discussion', 1)}, 0, 'premier', null, null),
    (${contribution(B, 'discussion', 3)}, 0, 'second', null, null),
    (${contribution(ANSWER, 'discussion', 4)}, 1, 'réponse au second', '${B}', null),
    (${contribution(ABOUT, 'discussion', 5)}, 0, 'au sujet de l’idée', null, '${B}')`);
  await run(`insert into idea (${columns}, title, body, rank) values
    (${contribution(A, 'idees', 2)}, 'même identifiant', 'x', 0), (${contribution(B, 'idees', 2)}, 'la première', 'x', 1)`);
  await run(`insert into response (${columns}, definition_version, answers) values
    (${contribution(A, 'sondage', 3)}, 1, '{}'), (${contribution(ALONE, 'sondage', 3)}, 1, '{}')`);
  await run(`insert into feedback (${columns}, page, verdict) values
    (${contribution(A, 'page', 4)}, 'https://ministere.exemple.test/', 'no')`);
  await run(`insert into feedback_version values (1, '${A}', 2, 'Il manque le prix.', '2026-05-04')`);
  await run(`insert into ballot (consultation_id, item_id, participant, activity_id, choice, turn, accepted_at) values
    (1, '${B}', ${who(1)}, 'idees', 'for', 1, now()), (1, '${B}', ${who(2)}, 'idees', 'for', 1, now()),
    (1, '${B}', ${who(3)}, 'discussion', 'up', 1, now())`);
  await run(`insert into tally (consultation_id, item_id, slot, votes_for, replies) values
    (1, '${B}', 3, 2, 1), (1, '${B}', 7, 1, 1)`);
  await run(`insert into report (consultation_id, comment_id, participant, activity_id, reason, accepted_at)
    values (1, '${B}', ${who(6)}, 'discussion', 'spam', now())`);
  await run(`insert into moderation (consultation_id, contribution_kind, contribution_id, action, reason, decided_at) values
    (1, 'comment', '${B}', 'hide', 'Publicité', now()), (1, 'idea', '${B}', 'hide', 'Par erreur', now())`);
}

async function checkSeparate({ db }: Database): Promise<void> {
  const { rows: contributions } = await sql<{ id: string; kind: string; claimed: string; said: string }>`
    select stored.id, stored.kind, contribution.kind as claimed, said from (
      select id, 'comment' as kind, body as said from comment union all select id, 'idea', title from idea
      union all select id, 'response', '' from response union all select id, 'feedback', verdict from feedback
    ) as stored left join contribution on contribution.id = stored.id`.execute(db);
  assert.equal(new Set(contributions.map(({ id }) => id)).size, 9);
  for (const { kind, claimed, said } of contributions) assert.equal(claimed, kind, said);
  const idOf = (said: string) => contributions.find((one) => one.said === said)!.id;
  assert.equal(idOf('premier'), A);
  assert.equal(idOf('la première'), B);
  assert.ok(contributions.some(({ id }) => id === ALONE));
  const comment = idOf('second');

  const { rows: details } = await sql<{ id: string }>`select id from feedback_version`.execute(db);
  assert.deepEqual(details, [{ id: idOf('no') }]);
  const { rows: places } = await sql`select id, parent_id, subject_id from comment
    where coalesce(parent_id, subject_id) is not null order by id`.execute(db);
  assert.deepEqual(places, [
    { id: ANSWER, parent_id: comment, subject_id: null },
    { id: ABOUT, parent_id: null, subject_id: B },
  ]);
  const { rows: reports } = await sql`select comment_id from report`.execute(db);
  assert.deepEqual(reports, [{ comment_id: comment }]);
  const { rows: decisions } = await sql`
    select contribution_kind as kind, contribution_id as id from moderation order by seq`.execute(db);
  assert.deepEqual(decisions, [
    { kind: 'comment', id: comment },
    { kind: 'idea', id: B },
  ]);
  const { rows: counts } = await sql<{ item: string; votes: number; recount: number; replies: number }>`
    select item_id as item, sum(votes_for)::int as votes, sum(replies)::int as replies,
      (select count(*)::int from ballot where ballot.item_id = tally.item_id) as recount
    from tally where item_id in (${B}, ${comment}) group by item_id order by votes desc`.execute(db);
  assert.deepEqual(counts, [
    { item: B, votes: 2, recount: 2, replies: 1 },
    { item: comment, votes: 1, recount: 1, replies: 1 },
  ]);
}

async function* each(rows: DumpedRow[]): AsyncGenerator<DumpedRow[]> {
  yield rows;
}
