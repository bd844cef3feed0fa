import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { createBackend } from '../../src/backend/backend.js';
import { applyDefinition } from '../../src/backend/consultations/store.js';
import { openDatabase } from '../../src/backend/database/open.js';
import { ConsultationDefinition, type ConsultationDocument } from '../../src/contract/consultation.js';
import { definitionFor } from '../../stories/support/definitions.js';
import { MINISTRY, pathsOf, PLATFORM, quietLog, setStage, which, type Stage } from './harness.js';

/** Reads a stream of events until it holds what is looked for. */
function listener(response: Response) {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  return {
    async until(found: (heard: string) => boolean): Promise<string> {
      while (!found(heard)) {
        const { value, done } = await reader.read();
        if (done) throw new Error(`ended after ${JSON.stringify(heard)}`);
        heard += value;
      }
      return heard;
    },
    async end(): Promise<void> {
      while (!(await reader.read()).done);
    },
    cancel: () => reader.cancel(),
  };
}

describe('live events', () => {
  let stage: Stage;
  before(async () => (stage = await setStage()));
  after(() => stage.close());

  const open = async (slug: string, backend = stage.backend) => {
    const response = await backend.fetch(
      new Request(new URL(`/v1/consultations/${slug}/events`, PLATFORM), { headers: { origin: MINISTRY } }),
    );
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
    assert.equal(response.headers.get('access-control-allow-origin'), '*');
    assert.equal(response.headers.get('cache-control'), 'no-cache');
    const events = listener(response);
    await events.until((heard) => heard.includes('retry:'));
    return events;
  };
  const changes = (heard: string) =>
    [...heard.matchAll(/event: changed\ndata: (.*)\n\n/g)].map((match) => match[1]);

  it('say which activity changed, and nothing else', async () => {
    const slug = await stage.consultation();
    const events = await open(slug);
    await stage.put(pathsOf(slug).comment(), { body: 'Que personne ne voie passer.' });
    const heard = await events.until((text) => changes(text).length > 0);
    assert.deepEqual(changes(heard), ['{"activity":"discussion"}']);
    await events.cancel();
  });

  it('are said once more when caches on the way have let go of what was there before', async () => {
    const slug = await stage.consultation();
    const events = await open(slug);
    await stage.put(pathsOf(slug).comment(), { body: 'Un seul.' });
    const heard = await events.until((text) => changes(text).length > 1);
    assert.deepEqual(changes(heard), ['{"activity":"discussion"}', '{"activity":"discussion"}']);
    await events.cancel();
  });

  it('come a few times a second at most, the last one after the last write', async () => {
    const slug = await stage.consultation();
    const at = pathsOf(slug);
    const events = await open(slug);
    await Promise.all(Array.from({ length: 20 }, (_, n) => stage.put(at.comment(), { body: `Avis ${n}` })));
    const heard = await events.until((text) => changes(text).length > 1);
    assert.equal(changes(heard).length, 2);
    await events.cancel();
  });

  it('stay within their consultation', async () => {
    const [here, there] = [await stage.consultation(), await stage.consultation()];
    const events = await open(here);
    await stage.put(pathsOf(there).comment(), { body: 'Ailleurs.' });
    await stage.put(pathsOf(here).idea(), { title: 'Ici', body: 'Une idée.', section: 'hiver' });
    const heard = await events.until((text) => changes(text).length > 0);
    assert.deepEqual(changes(heard), ['{"activity":"idees"}']);
    await events.cancel();
  });

  it('are not given for a consultation that is not there', async () => {
    assert.equal((await stage.get('/v1/consultations/absente/events')).body.code, 'not-found');
  });

  it('end when the backend closes', async () => {
    const slug = await stage.consultation();
    const other = createBackend({
      database: stage.database,
      clock: () => stage.clock.now,
      log: quietLog(),
      limits: false,
    });
    const events = await open(slug, other);
    await other.close();
    await events.end();
  });

  // The embedded database has one process, and so one node.
  if (which === 'postgres') {
    it('reach another node, and so does a change of the definition', async () => {
      const slug = await stage.consultation();
      const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(
        stage.database.db,
      );
      const url = new URL(process.env.TEST_DATABASE_URL!);
      url.pathname = `/${rows[0]!.name}`;
      const database = await openDatabase({ kind: 'postgres', url: url.href });
      const other = createBackend({ database, clock: () => stage.clock.now, log: quietLog(), limits: false });
      const events = await open(slug, other);
      await stage.put(pathsOf(slug).comment(), { body: 'D’un nœud à l’autre.' });
      const heard = await events.until((text) => changes(text).length > 0);
      assert.deepEqual(changes(heard), ['{"activity":"discussion"}']);
      const read = async () => {
        const answer = await other.fetch(new Request(new URL(`/v1/consultations/${slug}`, PLATFORM)));
        return ((await answer.json()) as ConsultationDocument).consultation.title.fr;
      };
      assert.notEqual(await read(), 'Un autre titre');
      const definition = definitionFor(slug);
      const told = new Promise<string>((resolve) => void database.listen('cq_definition', resolve));
      definition.title = { fr: 'Un autre titre', en: 'Another title' };
      await applyDefinition(stage.database.db, ConsultationDefinition.parse(definition), stage.clock.now);
      await stage.backend.definitionsChanged();
      await told;
      assert.equal(await read(), 'Un autre titre');
      await events.cancel();
      await other.close();
      await database.close();
    });
  }
});
