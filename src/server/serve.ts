import { fileURLToPath } from 'node:url';
import { type Backend, createBackend } from '../backend/backend.js';
import { DEFAULT_LIMITS } from '../backend/limits/limiter.js';
import { catchUp } from '../backend/ranking/store.js';
import type { Bench } from './admin.js';
import { answerVerbs } from './admin.js';
import type { Config } from './config.js';
import { nodeDigests } from './digests.js';
import { checkStorage, scanFrom, storageFrom } from './files/means.js';
import { listen, type Listening } from './http.js';
import { openLog } from './log.js';
import { checkServer, openFolder, type Opened, openServer } from './open.js';
import { platformHandler } from './platform.js';
import { EmbedFiles } from './static.js';
import { screenByWebhook } from './screening.js';
import { runVerb } from './verbs.js';

/** A server that runs, until it is closed. */
export interface Running {
  bench(): Bench;
  platform: Listening;
  close(): Promise<void>;
}

/** Opens the database and serves the platform. Throws a `StartError` where it cannot, and leaves nothing open. */
export async function serve(config: Config, level = config.LOG_LEVEL): Promise<Running> {
  const clock = () => new Date();
  const log = openLog(level);
  let ready: Bench | undefined;
  const bench = (): Bench => {
    if (!ready) throw new Error('The server is starting: try again in a moment.');
    return { ...ready, now: clock() };
  };
  const opened = config.DATABASE_URL
    ? await openServer(config)
    : await openFolder(
        config.DATA_DIR,
        answerVerbs(async (request, voice) => runVerb(bench(), request, voice)),
      );
  let backend: Backend | undefined;
  try {
    if (config.DATABASE_URL) await checkServer(opened, config);
    const { database } = opened;
    await catchUp(database.db);
    await database.maintain();
    const storage = storageFrom(config);
    await checkStorage(storage);
    const files = new EmbedFiles(fileURLToPath(new URL('../embed', import.meta.url)));
    backend = createBackend({
      digests: nodeDigests,
      database,
      clock,
      log,
      platformOrigin: config.PUBLIC_URL,
      release: files.versions.at(-1),
      files: storage,
      scan: scanFrom(config),
      screenLater: config.SCREENING_WEBHOOK
        ? screenByWebhook(config.SCREENING_WEBHOOK, config.SCREENING_SECRET!)
        : undefined,
      limits:
        config.RATE_LIMITS === 'off'
          ? false
          : { ...DEFAULT_LIMITS, proofFrom: config.PROOF_OF_WORK_FROM / 100 },
    });
    ready = { database, backend, files: storage, now: clock() };
    const handler = platformHandler({
      backend,
      db: database.db,
      files,
      log,
      now: clock,
      platformOrigin: config.PUBLIC_URL,
    });
    const platform = await listen(handler, {
      host: config.HOST,
      port: config.PORT,
      trusted: config.TRUSTED_PROXIES,
    });
    log.info({ origin: platform.origin }, 'listening');
    return { bench, platform, close: () => closeAll(platform, backend!, opened) };
  } catch (error) {
    await backend?.close();
    await opened.close();
    throw error;
  }
}

/** Streams end first, since they would keep the listener open; then requests finish; then the database. */
async function closeAll(platform: Listening, backend: Backend, opened: Opened): Promise<void> {
  const listening = platform.close();
  await backend.close();
  await listening;
  await opened.close();
}
