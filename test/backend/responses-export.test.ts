import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Migrator, sql } from 'kysely';
import { type Span, responsesQuery, RESPONSES_A_PAGE } from '../../src/backend/transfer/response-store.js';
import {
  countResponses,
  type GivenResponse,
  listQuestions,
  pagesOfResponses,
  type Survey,
  surveysOf,
} from '../../src/backend/transfer/responses.js';
import type { Answers } from '../../src/contract/survey.js';
import { everyKind } from '../domain/every-kind.js';
import { emptyDatabase, participant, pathsOf, type Stage, setStage } from './harness.js';

describe('the responses to a survey', () => {
  let stage: Stage;
  before(async () => (stage = await setStage()));
  after(() => stage.close());

  /** A consultation whose survey asks every kind of question. */
  async function opened(): Promise<{ slug: string; survey: () => Promise<Survey> }> {
    const slug = await stage.consultation((definition) => ({
      ...definition,
      activities: definition.activities.map((activity) =>
        activity.kind === 'survey' ? { ...activity, ...everyKind } : activity,
      ),
    }));
    return { slug, survey: async () => (await surveysOf(stage.database.db, slug))![0]! };
  }

  /** Stores as many as one likes, a second apart, as the route would. */
  async function store(survey: Survey, count: number, answers: Answers): Promise<void> {
    await sql`
      insert into response (consultation_id, id, activity_id, participant, accepted_at, definition_version, answers)
      select ${survey.consultationId}, gen_random_uuid(), ${survey.activity}, '\\x00'::bytea,
        timestamptz '2026-05-01T00:00:00Z' + (n / 2) * interval '1 second', 1, ${JSON.stringify(answers)}::jsonb
      from generate_series(1, ${count}::int) as n`.execute(stage.database.db);
  }

  const everything = (): Span => ({ since: undefined, until: stage.clock.now });
  async function all(survey: Survey, span = everything()): Promise<GivenResponse[]> {
    const found: GivenResponse[] = [];
    for await (const page of pagesOfResponses(stage.database.db, survey, span)) found.push(...page);
    return found;
  }

  it('come whole, with the version that their author saw', async () => {
    const { slug, survey } = await opened();
    const answers = { nom: 'Zoé', avis: ' « oui »,\r\n"non" ', menage: [{ age: 40 }, {}, { age: 7 }] };
    const paths = pathsOf(slug);
    const id = crypto.randomUUID();
    const sent = await stage.put(paths.response(id), { answers, definition: 1 });
    assert.equal(sent.status, 200, sent.text);
    const [one, ...others] = await all(await survey());
    assert.equal(others.length, 0);
    assert.deepEqual(
      { ...one, acceptedAt: undefined },
      {
        id,
        acceptedAt: undefined,
        version: 1,
        hidden: false,
        paper: null,
        begun: '2026-06-01',
        quotas: [],
        answers: { ...answers, menage: [{ age: 40 }, {}, { age: 7 }] },
      },
    );
    assert.equal(one!.acceptedAt, '2026-06-01T12:00:00.000000Z');
  });

  it('come once each and in their order, over several pages, also those of one instant', async () => {
    const { survey } = await opened();
    const own = await survey();
    const count = 2 * RESPONSES_A_PAGE + 1;
    await store(own, count, { nom: 'Zoé' });
    const found = await all(own);
    assert.equal(new Set(found.map(({ id }) => id)).size, count);
    const order = found.map(({ acceptedAt, id }) => `${acceptedAt} ${id}`);
    assert.deepEqual(order, order.toSorted());
  });

  it('are counted before, with the most members and files of one', async () => {
    const { survey } = await opened();
    const own = await survey();
    await store(own, 2, { menage: [{ age: 1 }, { age: 2 }] });
    await store(own, 1, { nom: 'seul' });
    assert.deepEqual(listQuestions(own), ['menage', 'pieces']);
    assert.deepEqual(await countResponses(stage.database.db, own, everything(), listQuestions(own)), {
      kept: 3,
      withdrawn: 0,
      sizes: { menage: 2, pieces: 0 },
    });
  });

  it('leave out those that were withdrawn, and say how many', async () => {
    const { slug, survey } = await opened();
    const key = participant();
    const paths = pathsOf(slug);
    const [gone, stays] = [crypto.randomUUID(), crypto.randomUUID()];
    await stage.put(paths.response(gone), { answers: { nom: 'partie' }, definition: 1 }, { key });
    await stage.put(paths.response(stays), { answers: { nom: 'reste' }, definition: 1 });
    const withdrawn = await stage.put(paths.withdrawal(gone), {}, { key });
    assert.equal(withdrawn.status, 200, withdrawn.text);
    const own = await survey();
    assert.deepEqual(
      (await all(own)).map(({ id }) => id),
      [stays],
    );
    const { kept, withdrawn: left } = await countResponses(stage.database.db, own, everything(), []);
    assert.deepEqual({ kept, left }, { kept: 1, left: 1 });
  });

  it('may be asked for from one instant on, and never those after the export began', async () => {
    const { survey } = await opened();
    const own = await survey();
    await store(own, 19, {});
    const at = (second: number) => new Date(`2026-05-01T00:00:0${second}Z`);
    const found = await all(own, { since: at(3), until: at(5) });
    assert.deepEqual(
      found.map(({ acceptedAt }) => acceptedAt.slice(17, 19)),
      ['03', '03', '04', '04', '05', '05'],
    );
  });

  it('cost one walk of an index a page', async () => {
    const { survey } = await opened();
    const own = await survey();
    await store(own, 3000, { nom: 'Zoé' });
    await sql`analyze response`.execute(stage.database.db);
    const last = (await all(own))[1500]!;
    const query = responsesQuery(own, everything(), last);
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${query}`.execute(stage.database.db);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    assert.match(plan, /Index Scan using response_by_date/);
    assert.match(plan, /Index Cond: .*ROW\(accepted_at, id\) > ROW/, plan);
    assert.doesNotMatch(plan, /Sort/);
  });

  it('of a consultation that does not exist are undefined', async () => {
    assert.equal(await surveysOf(stage.database.db, 'nulle-part'), undefined);
  });
});

describe('responses that a release before took', () => {
  it('are brought along; on which day they were begun is not known', async () => {
    const before = ['0001-start', '0002-releases', '0003-identifiers', '0004-keeping', '0005-paper'].concat([
      '0006-response-order',
      '0007-files',
      '0008-filled-quotas',
    ]);
    const database = await emptyDatabase();
    const load = async (name: string) =>
      [name, await import(`../../src/backend/database/migrations/${name}.js`)] as const;
    const migrations = Object.fromEntries(await Promise.all(before.map(load)));
    const { error } = await new Migrator({
      db: database.db,
      provider: { getMigrations: async () => migrations },
    }).migrateToLatest();
    assert.equal(error, undefined);
    await sql`insert into public_body values ('exemple', '{"fr":"Exemple"}', '{}', now())`.execute(
      database.db,
    );
    await sql`insert into consultation (slug, body, version, definition, opens_at, closes_at, updated_at)
      values ('ancienne', 'exemple', 1, '{}', '2026-05-01', '2026-07-01', now())`.execute(database.db);
    await sql`insert into activity (consultation_id, id, kind, position, definition, opens_at, closes_at, active)
      values (1, 'sondage', 'survey', 0, '{}', '2026-05-01', '2026-07-01', true)`.execute(database.db);
    await sql`insert into response (consultation_id, id, activity_id, accepted_at, definition_version, answers)
      values (1, gen_random_uuid(), 'sondage', '2026-05-09', 1, '{"nom":"Zoé"}')`.execute(database.db);
    assert.deepEqual(await database.migrate(), ['0009-begun', '0010-comment-threads']);
    const survey = { consultationId: 1, activity: 'sondage', versions: [] };
    const span = { since: undefined, until: new Date('2026-06-01') };
    const { value: page } = await pagesOfResponses(database.db, survey, span).next();
    const [one] = page!;
    assert.deepEqual([one!.begun, one!.quotas, one!.answers], [null, [], { nom: 'Zoé' }]);
    await database.close();
  });
});
