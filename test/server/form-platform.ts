import { fileURLToPath } from 'node:url';
import { EmbedFiles } from '../../src/server/static.js';
import { PLATFORM, quietLog, type Stage } from '../backend/harness.js';
import { Citizen } from './form-citizen.js';

// The build puts the version in.
Object.assign(globalThis, { __CQ_VERSION__: '1.0.0' });
const { platformHandler } = await import('../../src/server/platform.js');

const files = new EmbedFiles(fileURLToPath(new URL('../../dist/embed', import.meta.url)));

export type Handle = ReturnType<typeof platformHandler>;

/** The real platform before a stage's backend; without an origin of its own, it takes each request's. */
export function platformOf(stage: Stage, platformOrigin: string | undefined): Handle {
  return platformHandler({
    backend: stage.backend,
    db: stage.database.db,
    files,
    log: quietLog(),
    now: () => stage.clock.now,
    platformOrigin,
  });
}

/** A browser without scripts before it. */
export function citizenBefore(handle: Handle): Citizen {
  return new Citizen(
    async (path, init) => handle(new Request(new URL(path, PLATFORM), init), '192.0.2.1'),
    PLATFORM,
  );
}
