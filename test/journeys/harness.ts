import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { answering, freePort } from '../ports.js';
import { openDatabase } from '../../src/backend/database/open.js';
import { definitionFor, type Definition } from '../../stories/support/definitions.js';

const run = promisify(execFile);
const main = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url));

/** The real server in its own process, two ministry sites on two other origins, and a real browser. */
export interface Stage {
  platform: string;
  /** A site that the public body registered, with a strict content security policy. */
  ministry: string;
  /** Another one, with an older host style sheet. */
  agency: string;
  /** A site that nobody registered. */
  stranger: string;
  browser: Browser;
  /** A citizen's browser: its own storage. */
  citizen(options?: { locale?: string; width?: number }): Promise<BrowserContext>;
  /** Applies a consultation of its own for a journey and gives its slug. */
  consultation(change?: (definition: Definition) => Definition): Promise<string>;
  /** Applies the same consultation again, changed. */
  change(slug: string, change: (definition: Definition) => Definition): Promise<void>;
  /** Runs a `cq` verb against the running server. */
  cq(...words: string[]): Promise<string>;
  /** Ends the server as a power cut would. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** What a query finds in the database: directly in PostgreSQL, in the folder of a stopped server otherwise. */
  rows<Row>(query: string): Promise<Row[]>;
  close(): Promise<void>;
}

const BODY = 'exemple';

/** `settings` are the server's, beside the usual ones. */
export async function setStage(settings: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'cq-journey-'));
  const port = await freePort();
  const databaseUrl = process.env.TEST_DATABASE === 'postgres' ? await emptyDatabase() : undefined;
  const env = {
    ...process.env,
    PORT: String(port),
    HOST: '127.0.0.1',
    DATA_DIR: join(folder, 'data'),
    LOG_LEVEL: 'warn',
    ...settings,
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
  };
  if (!databaseUrl) delete (env as Record<string, string | undefined>).DATABASE_URL;
  const platform = `http://localhost:${port}`;
  const [ministry, agency, stranger] = await Promise.all([
    site(platform, STRICT),
    site(platform, {}),
    site(platform, {}),
  ]);
  const browser = await chromium.launch({
    executablePath: process.env.CQ_BROWSER,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  let server: ChildProcess | undefined;
  let made = 0;
  const definitions = new Map<string, Definition>();

  const cq = async (...words: string[]) => (await run(process.execPath, [main, ...words], { env })).stdout;
  const apply = async (definition: Definition) => {
    definitions.set(definition.slug, definition);
    const file = join(folder, `${definition.slug}.json`);
    await writeFile(file, JSON.stringify(definition));
    await cq('apply', file);
  };

  const stage: Stage = {
    platform,
    ministry: ministry.origin,
    agency: agency.origin,
    stranger: stranger.origin,
    browser,
    citizen: ({ locale = 'fr-CA', width = 1280 } = {}) =>
      browser.newContext({ locale, viewport: { width, height: 900 }, timezoneId: 'America/Toronto' }),
    async consultation(change = (definition) => definition) {
      made += 1;
      const definition = change(definitionFor(`parcours-${made}`));
      await apply(definition);
      return definition.slug;
    },
    change: async (slug, change) => apply(change(definitions.get(slug)!)),
    cq,
    async kill() {
      if (!server) return;
      const ended = once(server, 'exit');
      server.kill('SIGKILL');
      await ended;
      server = undefined;
    },
    async start() {
      server = spawn(process.execPath, [main, 'serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
      createInterface({ input: server.stdout! }).resume();
      await answering(`${platform}/readyz`, server);
    },
    async rows<Row>(query: string) {
      if (databaseUrl) return inDatabase<Row>({ kind: 'postgres', url: databaseUrl }, query);
      await stop();
      const found = await inDatabase<Row>({ kind: 'pglite', dataDir: join(env.DATA_DIR, 'database') }, query);
      await stage.start();
      return found;
    },
    async close() {
      await browser.close();
      await stop();
      for (const one of [ministry, agency, stranger]) one.server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };

  async function stop() {
    if (!server) return;
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    await ended;
    server = undefined;
  }

  if (databaseUrl) await cq('migrate');
  await stage.start();
  await cq(
    'body',
    'add',
    BODY,
    '--name-fr',
    'Ministère de l’Exemple',
    '--name-en',
    'Ministry of Examples',
    '--origin',
    ministry.origin,
    '--origin',
    agency.origin,
  );
  return stage;
}

/** Opens a page of a site with widgets of one consultation. */
export async function visit(
  citizen: BrowserContext,
  origin: string,
  consultation: string,
  elements: string[],
  lang: 'fr' | 'en' = 'fr',
): Promise<Page> {
  const page = await citizen.newPage();
  await page.goto(`${origin}/${lang}/${consultation}/${elements.join('+')}`);
  return page;
}

const STRICT = (platform: string) => ({
  'content-security-policy': `default-src 'none'; script-src ${platform}; connect-src ${platform}; style-src 'none'; require-trusted-types-for 'script'; trusted-types lit-html cq-loader 'allow-duplicates'`,
});

/** A ministry's site: `/{lang}/{consultation}/{element}+{element}` is a page with those widgets. */
async function site(
  platform: string,
  headers: Record<string, string> | ((platform: string) => Record<string, string>),
): Promise<{ origin: string; server: Server }> {
  const server = createServer((request, response) => {
    const [, lang, consultation, elements = ''] = (request.url ?? '').split('?')[0]!.split('/');
    const widgets = elements.split('+').filter((name) => /^cq-[a-z-]+$/.test(name));
    response.writeHead(widgets.length ? 200 : 404, {
      'content-type': 'text/html; charset=utf-8',
      ...(typeof headers === 'function' ? headers(platform) : headers),
    });
    response.end(`<!doctype html><html lang="${lang}"><head><title>Ministère</title>
      <link rel="preconnect" href="${platform}" crossorigin>
      <script async crossorigin src="${platform}/embed/1.js"></script></head>
      <body><h1>Ministère</h1>
      ${widgets.map((name) => `<${name} consultation="${consultation}"><a href="${platform}/c/${consultation}">Participer</a></${name}>`).join('\n')}
      </body></html>`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { origin: `http://localhost:${(server.address() as AddressInfo).port}`, server };
}

async function inDatabase<Row>(where: Parameters<typeof openDatabase>[0], query: string): Promise<Row[]> {
  const database = await openDatabase(where);
  try {
    const { rows } = await sql.raw<Row>(query).execute(database.db);
    return rows;
  } finally {
    await database.close();
  }
}

/** A fresh database on the test's PostgreSQL server. */
async function emptyDatabase(): Promise<string> {
  const server = process.env.TEST_DATABASE_URL!;
  const name = `journey_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
  await inDatabase({ kind: 'postgres', url: server }, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
