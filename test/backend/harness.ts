import { sql } from 'kysely';
import { createBackend, type Backend, type BackendOptions } from '../../src/backend/backend.js';
import { addBody, applyDefinition } from '../../src/backend/consultations/store.js';
import type { Database } from '../../src/backend/database/database.js';
import { openDatabase } from '../../src/backend/database/open.js';
import { ConsultationDefinition } from '../../src/contract/consultation.js';
import type { Problem } from '../../src/contract/problem.js';
import { BODY, definitionFor, type Definition } from '../../stories/support/definitions.js';

export const PLATFORM = 'https://plateforme.exemple.test';
export const MINISTRY = 'https://ministere.exemple.test';

/** The real backend on a database of its own, with a clock that the test turns. */
export interface Stage {
  database: Database;
  backend: Backend;
  clock: { now: Date };
  /** Applies a consultation of the test's own, and gives its slug. */
  consultation(change?: (definition: Definition) => Definition): Promise<string>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  /** Sends a body as a citizen's browser does, from the ministry's page. */
  put(path: string, body: unknown, options?: PutOptions): Promise<Answer>;
  /** Asks to erase what is at a path, as a citizen's browser does, from the ministry's page. */
  erase(path: string, options?: PutOptions): Promise<Answer>;
  /** How many rows a table holds for a consultation. */
  count(table: string, slug: string): Promise<number>;
  close(): Promise<void>;
}

export interface PutOptions {
  key?: string | undefined;
  origin?: string;
  headers?: Record<string, string>;
  address?: string;
}

/** An answer with its body read. */
export interface Answer<Body = Record<string, unknown>> {
  status: number;
  headers: Headers;
  text: string;
  body: Body & Problem;
}

/** A participant's key: 32 random bytes. */
export function participant(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url');
}

/** A silent log that keeps what it was told. */
export function quietLog(lines: unknown[] = []) {
  const keep = (fields: unknown, message: string) => void lines.push({ fields, message });
  return { info: keep, warn: keep, error: keep, lines };
}

export const which = process.env.TEST_DATABASE === 'postgres' ? 'postgres' : 'pglite';

export async function setStage(options: Partial<BackendOptions> = {}): Promise<Stage> {
  const database = options.database ?? (await emptyDatabase());
  await database.migrate();
  const clock = { now: new Date('2026-06-01T12:00:00Z') };
  const backend = createBackend({
    database,
    clock: () => clock.now,
    log: quietLog(),
    platformOrigin: PLATFORM,
    limits: false,
    ...options,
  });
  await addBody(database.db, { ...BODY, origins: [MINISTRY] }, clock.now);
  let made = 0;

  const ask = async (path: string, init: RequestInit, address?: string): Promise<Answer> => {
    const response = await backend.fetch(new Request(new URL(path, PLATFORM), init), { address });
    const text = await response.text();
    const body = /json/.test(response.headers.get('content-type') ?? '')
      ? (JSON.parse(text) as Answer['body'])
      : ({} as Answer['body']);
    return { status: response.status, headers: response.headers, text, body };
  };

  return {
    database,
    backend,
    clock,
    async consultation(change = (definition) => definition) {
      made += 1;
      const definition = ConsultationDefinition.parse(change(definitionFor(`essai-${made}`)));
      const applied = await applyDefinition(database.db, definition, clock.now);
      if (!applied.ok) throw new Error(applied.problem.code);
      await backend.definitionsChanged();
      return definition.slug;
    },
    get: (path, headers = {}) => ask(path, { headers }),
    put: (path, body, { key = participant(), origin = MINISTRY, headers = {}, address } = {}) =>
      ask(
        path,
        {
          method: 'PUT',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, origin, ...headers },
          body: typeof body === 'string' ? body : JSON.stringify(body),
        },
        address,
      ),
    erase: (path, { key, origin = MINISTRY, headers, address } = {}) =>
      ask(
        path,
        {
          method: 'DELETE',
          headers: { origin, ...(key ? { authorization: `Bearer ${key}` } : {}), ...headers },
        },
        address,
      ),
    async count(table, slug) {
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from ${sql.table(table)}
        where consultation_id = (select id from consultation where slug = ${slug})`.execute(database.db);
      return rows[0]!.n;
    },
    async close() {
      await backend.close();
      await database.close();
    },
  };
}

/** An empty database of the kind that the run asks for. */
export async function emptyDatabase(): Promise<Database> {
  if (which === 'pglite') return openDatabase({ kind: 'pglite' });
  const server = process.env.TEST_DATABASE_URL!;
  const name = `test_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  const admin = await openDatabase({ kind: 'postgres', url: server, connections: 1 });
  await sql`create database ${sql.id(name)}`.execute(admin.db);
  await admin.close();
  const url = new URL(server);
  url.pathname = `/${name}`;
  const database = await openDatabase({ kind: 'postgres', url: url.href });
  return {
    ...database,
    async close() {
      await database.close();
      const last = await openDatabase({ kind: 'postgres', url: server, connections: 1 });
      await sql`drop database if exists ${sql.id(name)} with (force)`.execute(last.db);
      await last.close();
    },
  };
}

/** Paths of one consultation. */
export function pathsOf(slug: string) {
  const root = `/v1/consultations/${slug}`;
  const id = () => crypto.randomUUID() as string;
  return {
    root,
    view: (kind: string, query = '') => `${root}/view?kind=${kind}${query}`,
    draft: (own: string) => `${root}/activities/sondage/drafts/${own}`,
    progress: (own = id()) => `${root}/activities/sondage/progress/${own}`,
    response: (own = id()) => `${root}/activities/sondage/responses/${own}`,
    comments: (query = '') => `${root}/activities/discussion/comments${query}`,
    comment: (own = id()) => `${root}/activities/discussion/comments/${own}`,
    ideas: (query = '') => `${root}/activities/idees/ideas${query}`,
    idea: (own = id()) => `${root}/activities/idees/ideas/${own}`,
    feedback: (own = id()) => `${root}/activities/page/feedback/${own}`,
    mine: (activity?: string) => (activity ? `${root}/activities/${activity}/mine` : `${root}/mine`),
    withdrawal: (own: string) => `${root}/mine/${own}/withdrawal`,
  };
}
