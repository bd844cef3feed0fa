import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { emptyDatabase, which } from './harness.js';
import type { Database } from '../../src/backend/database/database.js';

describe('a database', () => {
  let database: Database;
  before(async () => (database = await emptyDatabase()));
  after(() => database.close());

  it('goes from empty to current once, and says how it stands', async () => {
    assert.equal(await database.schemaState(), 'empty');
    assert.deepEqual(await database.migrate(), [
      '0001-start',
      '0002-releases',
      '0003-identifiers',
      '0004-keeping',
      '0005-paper',
      '0006-response-order',
      '0007-files',
      '0008-filled-quotas',
      '0009-begun',
      '0010-comment-threads',
    ]);
    assert.equal(await database.schemaState(), 'current');
    assert.deepEqual(await database.migrate(), []);
  });

  it('that a later release wrote is known to be ahead, and is not migrated', async () => {
    await sql`insert into kysely_migration (name, timestamp) values ('9999-later', '2099-01-01')`.execute(
      database.db,
    );
    assert.equal(await database.schemaState(), 'ahead');
    await assert.rejects(database.migrate(), /9999-later/);
    await sql`delete from kysely_migration where name = '9999-later'`.execute(database.db);
    assert.equal(await database.schemaState(), 'current');
  });

  it('gives whole numbers, instants and bytes the same way, whichever it is', async () => {
    const { rows } = await sql<Record<string, unknown>>`
      select 9007199254740991::bigint as big, count(*) as counted, timestamptz '2026-06-01 08:00-04' as instant,
        decode('00ff', 'hex') as bytes, '{"a":[1]}'::jsonb as json, array['é', 'ï'] as texts from consultation`.execute(
      database.db,
    );
    const { big, counted, instant, bytes, json, texts } = rows[0]!;
    assert.equal(big, Number.MAX_SAFE_INTEGER);
    assert.equal(counted, 0);
    assert.ok(instant instanceof Date);
    assert.equal(instant.toISOString(), '2026-06-01T12:00:00.000Z');
    assert.ok(bytes instanceof Uint8Array);
    assert.deepEqual([...bytes], [0, 255]);
    assert.deepEqual(json, { a: [1] });
    assert.deepEqual(texts, ['é', 'ï']);
  });

  it('undoes a transaction that fails, and goes on', async () => {
    const body = { slug: 'perdu', name: '{"fr":"Perdu"}', origins: [], updated_at: new Date() };
    await assert.rejects(
      database.db.transaction().execute(async (tx) => {
        await tx.insertInto('public_body').values(body).execute();
        throw new Error('no');
      }),
      /^Error: no$/,
    );
    assert.deepEqual(await database.db.selectFrom('public_body').select('slug').execute(), []);
  });

  it('lets no query slip into a transaction that another one opened', async () => {
    let entered = () => {};
    const inside = new Promise<void>((resolve) => (entered = resolve));
    let leave = () => {};
    const told = new Promise<void>((resolve) => (leave = resolve));
    const undone = database.db.transaction().execute(async (tx) => {
      await sql`select 1`.execute(tx);
      entered();
      await told;
      throw new Error('undone');
    });
    await inside;
    const body = { slug: 'garde', name: '{"fr":"Gardé"}', origins: [], updated_at: new Date() };
    const written = database.db.insertInto('public_body').values(body).execute();
    leave();
    await assert.rejects(undone, /undone/);
    await written;
    assert.deepEqual(await database.db.selectFrom('public_body').select('slug').execute(), [
      { slug: 'garde' },
    ]);
  });

  it('has a server prepare what is asked again and again, and nothing else', async () => {
    const prepared = await database.db.transaction().execute(async (tx) => {
      for (let time = 0; time < 5; time++) await sql`select ${time}::int as asked_often`.execute(tx);
      await sql`select ${1}::int as asked_once`.execute(tx);
      const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(
        tx,
      );
      return rows.map(({ statement }) => statement);
    });
    assert.deepEqual(
      prepared.filter((statement) => statement.includes('as asked')),
      which === 'postgres' ? ['select $1::int as asked_often'] : [],
    );
  });

  it('goes on answering after a migration changed what a prepared statement gives', async () => {
    await sql`create table step (n int)`.execute(database.db);
    await sql`insert into step values (1)`.execute(database.db);
    const ask = async () =>
      (await sql<{ n: unknown }>`select n from step where n::text <> ${'0'}`.execute(database.db)).rows;
    for (let time = 0; time < 5; time++) assert.deepEqual(await ask(), [{ n: 1 }]);
    await sql`alter table step alter n type text`.execute(database.db);
    // Whoever asks first may be refused, and asks again.
    await ask().catch(() => {});
    assert.deepEqual(await ask(), [{ n: '1' }]);
    await sql`drop table step`.execute(database.db);
  });

  it('carries a notice to who listens, until they stop', async () => {
    const heard: string[] = [];
    let arrived = () => {};
    const wait = () => new Promise<void>((resolve) => (arrived = resolve));
    const stop = await database.listen('essai', (payload) => {
      heard.push(payload);
      arrived();
    });
    const first = wait();
    await database.notify('essai', 'un');
    await first;
    await stop();
    const ended = wait();
    const stopOther = await database.listen('essai', () => arrived());
    await database.notify('essai', 'deux');
    await ended;
    await stopOther();
    assert.deepEqual(heard, ['un']);
  });
});
