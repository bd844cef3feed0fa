import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { decideRelease, undoRelease } from '../../src/backend/releases/store.js';
import type { View } from '../../src/contract/consultation.js';
import { pathsOf, setStage, type Stage } from './harness.js';

describe('what first views tell of releases', () => {
  let stage: Stage;
  before(async () => (stage = await setStage({ release: '1.2.0' })));
  after(() => stage.close());

  const notice = async (slug: string, kind: 'survey' | 'ideas' = 'survey') =>
    ((await stage.get(pathsOf(slug).view(kind))).body as unknown as View).release;
  const decide = async (work: Promise<unknown>) => {
    await work;
    await stage.backend.definitionsChanged();
  };

  it('is the newest one, and nothing more while nothing was decided', async () => {
    assert.deepEqual(await notice(await stage.consultation()), { current: '1.2.0', withdrawn: {}, off: {} });
  });

  it('follows a withdrawal at once, with its reason, and its end', async () => {
    const slug = await stage.consultation();
    await notice(slug);
    await decide(decideRelease(stage.database.db, { version: '1.1.0' }, 'Faille', stage.clock.now));
    assert.deepEqual((await notice(slug))?.withdrawn, { '1.1.0': 'Faille' });
    await decide(undoRelease(stage.database.db, { version: '1.1.0' }));
    assert.deepEqual((await notice(slug))?.withdrawn, {});
    assert.equal(await undoRelease(stage.database.db, { version: '1.1.0' }), false);
  });

  it('switches off the kind that was decided, for one release or for all, and no other kind', async () => {
    const slug = await stage.consultation();
    const { db } = stage.database;
    await decide(decideRelease(db, { kind: 'survey' }, 'Panne', stage.clock.now));
    await decide(decideRelease(db, { kind: 'survey', version: '1.0.0' }, 'Trop vieille', stage.clock.now));
    assert.deepEqual((await notice(slug))?.off, { all: 'Panne', '1.0.0': 'Trop vieille' });
    assert.deepEqual((await notice(slug, 'ideas'))?.off, {});
    await decide(undoRelease(db, { kind: 'survey' }));
    assert.deepEqual((await notice(slug))?.off, { '1.0.0': 'Trop vieille' });
  });
});
