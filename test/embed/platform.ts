import { execFile, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { answering, freePort } from '../ports.js';
import { definitionFor } from '../../stories/support/definitions.js';
import { COMMENT, IDEA } from './script/given.js';

const run = promisify(execFile);
const home = fileURLToPath(new URL('../..', import.meta.url));
const main = join(home, 'dist/server/main.js');

/** The real platform, in its own process and on its own embedded database. */
export interface Platform {
  origin: string;
  /** Which release it serves. */
  version: string;
  /** Each file's `integrity`, by its name: `core.js`. */
  integrity: Record<string, string>;
  /** Lets a site write. */
  register(...origins: string[]): Promise<void>;
  /** A consultation of its own, where another citizen has given a comment and an idea. */
  consultation(): Promise<Consultation>;
  close(): Promise<void>;
}

/** One consultation, and what another citizen gave to it. */
export interface Consultation {
  slug: string;
  comment: { id: string; body: string };
  idea: { id: string; title: string };
  /** Another citizen comments and proposes once more. */
  another(): Promise<void>;
  /** What the platform says at a path under the consultation's: to everybody, or to a participant. */
  read<Value>(path: string, key?: string): Promise<Value>;
}

export async function startPlatform(): Promise<Platform> {
  const folder = await mkdtemp(join(tmpdir(), 'cq-embed-'));
  const origin = `http://localhost:${await freePort()}`;
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    PORT: new URL(origin).port,
    HOST: '127.0.0.1',
    DATA_DIR: join(folder, 'data'),
    LOG_LEVEL: 'error',
    RATE_LIMITS: 'off',
  };
  delete env.DATABASE_URL;
  const server = spawn(process.execPath, [main, 'serve'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  await answering(`${origin}/readyz`, server);
  const cq = (...words: string[]) => run(process.execPath, [main, ...words], { env });
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string };
  const release = join(home, 'dist/embed', version);
  let made = 0;

  return {
    origin,
    version,
    integrity: JSON.parse(await readFile(join(release, 'integrity.json'), 'utf8')) as Record<string, string>,
    async register(...origins) {
      const named = origins.flatMap((one) => ['--origin', one]);
      await cq('body', 'add', 'exemple', '--name-fr', 'Ministère de l’Exemple', ...named);
    },
    async consultation() {
      const slug = `page-${++made}`;
      const file = join(folder, `${slug}.json`);
      await writeFile(file, JSON.stringify(definitionFor(slug)));
      await cq('apply', file);
      return seeded(`${origin}/v1/consultations/${slug}`, slug);
    },
    async close() {
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Another citizen comments and proposes, before anybody comes. */
async function seeded(address: string, slug: string): Promise<Consultation> {
  const key = randomBytes(32).toString('base64url');
  const comment = { id: randomUUID(), body: COMMENT.fr };
  const idea = { id: randomUUID(), title: IDEA.title.fr };
  const put = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
    const answer = await fetch(`${address}${path}`, { method: 'PUT', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  };
  await put(`/activities/discussion/comments/${comment.id}`, { body: comment.body });
  await put(`/activities/idees/ideas/${idea.id}`, { title: idea.title, body: IDEA.body.fr });
  return {
    slug,
    comment,
    idea,
    async another() {
      await put(`/activities/discussion/comments/${randomUUID()}`, { body: 'Et les ponts.' });
      await put(`/activities/idees/ideas/${randomUUID()}`, { title: 'Des pompes', body: 'Aux carrefours.' });
    },
    async read<Value>(path: string, own?: string) {
      const answer = await fetch(`${address}${path}`, {
        headers: own ? { authorization: `Bearer ${own}` } : {},
      });
      return (await answer.json()) as Value;
    },
  };
}
