import { createBackend } from '../../src/backend/backend.js';
import { addBody } from '../../src/backend/consultations/store.js';
import { applyDefinition } from '../../src/backend/consultations/store.js';
import { memoryFiles } from '../../src/backend/files/storage.js';
import { openPglite } from '../../src/backend/database/pglite.js';
import { importRows } from '../../src/backend/transfer/import.js';
import { ConsultationDefinition } from '../../src/contract/consultation.js';
import contributions from './contributions.json' with { type: 'json' };
import { BODY, definitionFor, type StoryPhase } from './definitions.js';

export interface StoryBackend {
  /** For what no participant does: what moderators and the public body did is put there. */
  db: Parameters<typeof addBody>[0];
  fetch(request: Request): Promise<Response>;
  /** Makes a consultation once and gives its slug; asked again, it is the same. */
  consultation(slug: string, options?: { phase?: StoryPhase; withContributions?: boolean }): Promise<string>;
  close(): Promise<void>;
}

/** The real backend on an embedded database in memory: in the browser for stories, in Node for what is captured. */
export async function storyBackend(origin: string): Promise<StoryBackend> {
  const database = await openPglite();
  await database.migrate();
  const log = { info: () => {}, warn: console.warn, error: console.error };
  const backend = createBackend({ database, clock: () => new Date(), log, files: memoryFiles() });
  await addBody(database.db, { ...BODY, origins: [origin] }, new Date());
  const made = new Map<string, Promise<string>>();

  async function make(slug: string, phase: StoryPhase, withContributions: boolean): Promise<string> {
    await applyDefinition(database.db, ConsultationDefinition.parse(definitionFor(slug, phase)), new Date());
    if (withContributions) {
      for (const [activity, rows] of [
        ['idees', contributions.ideas],
        ['discussion', contributions.comments],
      ] as const)
        await importRows(database.db, { consultation: slug, activity, now: new Date() }, each(rows));
    }
    return slug;
  }

  return {
    db: database.db,
    fetch: (request) => backend.fetch(request),
    consultation(slug, { phase = 'open', withContributions = true } = {}) {
      if (!made.has(slug)) made.set(slug, make(slug, phase, withContributions));
      return made.get(slug)!;
    },
    async close() {
      await backend.close();
      await database.close();
    },
  };
}

async function* each(rows: readonly unknown[]): AsyncGenerator<unknown> {
  yield* rows;
}
