import { fixture } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { createBackend, type Backend } from '../../src/backend/backend.js';
import type { Limits } from '../../src/backend/limits/limiter.js';
import { addBody, applyDefinition } from '../../src/backend/consultations/store.js';
import { memoryFiles } from '../../src/backend/files/storage.js';
import { openPglite } from '../../src/backend/database/pglite.js';
import { useTransport } from '../../src/client/connect.js';
import { ConsultationDefinition } from '../../src/contract/consultation.js';
import type { ReleaseNotice } from '../../src/contract/releases.js';
import type { Problem } from '../../src/contract/problem.js';
import type { ConsultationElement } from '../../src/widgets/base/element.js';

/** A write that the backend has accepted. */
export interface Write {
  method: string;
  path: string;
  body: unknown;
}

/** A consultation of its own on the real backend, whose network can be cut. */
export interface Stage {
  api: string;
  slug: string;
  writes: Write[];
  /** No network: every request fails, as fetch does; or those that write. `silent`: writes are never answered. */
  cut: boolean | 'for-writes' | 'silent';
  /** Asked at each write: whether the network loses this one. */
  loses?: () => boolean;
  /** Answers to writes, which the backend has accepted, are on their way until this is over. */
  late?: Promise<void>;
  /** How often comments were asked for. */
  listed: number;
  /** What first views tell of the widgets' releases. */
  release?: ReleaseNotice;
  /** The next writes are refused so. */
  refusal?: Pick<Problem, 'code' | 'status' | 'title' | 'errors'>;
  /** Somebody else writes, from another browser: what they give, and the path after the consultation's. */
  other(path: string, body: unknown, who?: string): Promise<void>;
  /** The database, for what no participant does: what moderators and the public body did is put there. */
  db: Db;
  /** Tells the widgets that what is in the database changed. */
  changed(): Promise<void>;
  /** The backend's clock moves on by so many milliseconds. */
  later(ms: number): void;
  /** The public body applies its definition again, with other activities. */
  redefine(activities: unknown[]): Promise<void>;
}

/** What a test changes in the consultation. */
export interface StageOptions {
  question?: { fr: string; en?: string };
  phase?: 'before' | 'open' | 'closed';
  origins?: string[];
  /** Instead of the one feedback prompt. */
  activities?: unknown[];
  /** How many writes the backend takes in a minute; as many as there are, unless told. */
  limits?: Limits;
}

/** What citizens sent. */
export const FILES = memoryFiles();

/** What the backend's clock says. */
export const NOW = new Date('2026-11-23T14:03:00-05:00');

type Db = Parameters<typeof addBody>[0];

let shared: Promise<{ backend: Backend; db: Db; open: (limits: Limits | false) => Backend }> | undefined;

/** One real backend, on one embedded database in memory, for the whole file: it takes seconds to open. */
function platform(): NonNullable<typeof shared> {
  return (shared ??= (async () => {
    const database = await openPglite();
    await database.migrate();
    const log = { info: () => {}, warn: console.warn, error: console.error };
    const clock = () => new Date(NOW.getTime() + ticks++);
    const open = (limits: Limits | false) => createBackend({ database, files: FILES, clock, log, limits });
    return { backend: open(false), db: database.db, open };
  })());
}

before(async function () {
  this.timeout(60_000);
  await platform();
});

let stages = 0;
/** The clock moves on by a millisecond each time it is read, so that there is a before and an after. */
let ticks = 0;

/** Sets a stage with an address and a consultation of its own, so that tests share neither requests nor storage. */
export async function stage(options: StageOptions = {}): Promise<Stage> {
  const { backend: usual, db, open } = await platform();
  const backend = options.limits ? open(options.limits) : usual;
  const slug = `consultation-${++stages}`;
  const body = {
    slug: `ministere-${stages}`,
    name: { fr: 'Ministère de l’Exemple', en: 'Ministry of Examples' },
  };
  await addBody(db, { ...body, origins: options.origins ?? [location.origin] }, NOW);
  const apply = async (change: StageOptions) => {
    const written = ConsultationDefinition.parse(definition(slug, body.slug, change));
    // A body may change what alters answers, and says why.
    const applied = await applyDefinition(db, written, NOW, 'Essai');
    if (!applied.ok) throw new Error(JSON.stringify(applied.problem));
    await backend.definitionsChanged();
  };
  await apply(options);
  const api = `https://platform-${stages}.test/`;
  const set: Stage = {
    api,
    slug,
    db,
    writes: [],
    listed: 0,
    cut: false,
    async other(path, input, who = 'B') {
      const answer = await backend.fetch(
        new Request(`${api}v1/consultations/${slug}${path}`, {
          method: 'PUT',
          headers: {
            'content-type': 'application/json',
            authorization: `Bearer ${who.length === 1 ? who.repeat(43) : who}`,
          },
          body: JSON.stringify(input),
        }),
      );
      if (!answer.ok) throw new Error(await answer.text());
      await backend.settled();
    },
    changed: () => backend.contributionsChanged(slug),
    later: (ms) => (ticks += ms),
    redefine: (activities) => apply({ ...options, activities }),
  };
  useTransport(set.api, async (input, init) => {
    const request = new Request(input, init);
    if (set.cut === 'silent' && request.method !== 'GET') return new Promise(() => {});
    if (set.cut === true || (set.cut === 'for-writes' && request.method !== 'GET'))
      throw new TypeError('Failed to fetch');
    if (request.method !== 'GET' && set.loses?.()) throw new TypeError('Failed to fetch');
    if (/\/comments\b/.test(request.url)) set.listed += 1;
    if (request.method === 'GET') return withRelease(await backend.fetch(request), set.release);
    if (set.refusal) return refuse(set.refusal);
    const copy = request.clone();
    const answer = await backend.fetch(request);
    if (answer.ok) set.writes.push(await writeOf(copy));
    await set.late;
    return answer;
  });
  return set;
}

async function withRelease(answer: Response, release: ReleaseNotice | undefined): Promise<Response> {
  if (!release) return answer;
  return Response.json({ ...((await answer.json()) as object), release }, { status: answer.status });
}

/** Puts an element in the page and waits for its first view. */
export async function shown<E extends ConsultationElement>(template: TemplateResult): Promise<E> {
  const host = await fixture<HTMLElement>(template);
  const element = (host.shadowRoot ? host : host.querySelector('[consultation]')) as E;
  await element.updateComplete;
  return element;
}

/** Asks `probe` before each frame until it gives something. */
export async function eventually<Value>(
  probe: () => Value | null | undefined | false,
  what = String(probe),
): Promise<Value> {
  for (const limit = performance.now() + 8000; performance.now() < limit;) {
    const value = probe();
    if (value) return value;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  throw new Error(`Never came: ${what}`);
}

async function writeOf(request: Request): Promise<Write> {
  const text = await request.text();
  const isJson = /json/.test(request.headers.get('content-type') ?? '');
  const path = new URL(request.url).pathname.replace(/^\/v1\/consultations\/[^/]+/, '');
  return { method: request.method, path, body: isJson && text && (JSON.parse(text) as unknown) };
}

function refuse({ code, status, title, errors }: NonNullable<Stage['refusal']>): Response {
  const body: Problem = { type: `https://platform.test/problems/${code}`, code, status, title, errors };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  });
}

const HOURS = {
  before: { opensAt: '2027-01-15T09:00:00-05:00', closesAt: '2027-12-01T23:59:00-05:00' },
  open: { opensAt: '2026-01-15T09:00:00-05:00', closesAt: '2027-12-01T23:59:00-05:00' },
  closed: { opensAt: '2026-01-15T09:00:00-05:00', closesAt: '2026-11-01T23:59:00-05:00' },
};

function definition(
  slug: string,
  body: string,
  { question, phase = 'open', activities }: StageOptions,
): unknown {
  return {
    slug,
    body,
    ...HOURS[phase],
    title: { fr: 'Plan vélo', en: 'Cycling plan' },
    languages: ['fr', 'en'],
    purpose: { fr: 'Améliorer les pages', en: 'Improving the pages' },
    contact: { name: { fr: 'Équipe', en: 'Team' }, email: 'equipe@exemple.test' },
    privacy: {
      collector: { fr: 'Le ministère de l’Exemple', en: 'The Ministry of Examples' },
      purposes: { fr: 'Améliorer les pages' },
      retention: { fr: 'Deux ans', en: 'Two years' },
      rights: { fr: 'Accès, rectification, retrait', en: 'Access, correction, withdrawal' },
      officer: { name: { fr: 'La responsable', en: 'The officer' }, email: 'vie-privee@exemple.test' },
    },
    activities: activities ?? [
      {
        kind: 'feedback',
        id: 'page',
        title: { fr: 'Rétroaction', en: 'Feedback' },
        maxLength: 200,
        ...(question && { question }),
      },
    ],
  };
}
