import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findBrowser } from '../../scripts/browser.mjs';
import { openDatabase } from '../../src/backend/database/open.js';
import { definitionFor } from '../../stories/support/definitions.js';
import { Workplace } from '../server/harness.js';
import { clear, npm, pack, project } from './npm.js';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/** A real platform, a browser, and the sites of public bodies that build their own bundle from the packed widgets. */
export interface Stage {
  platform: string;
  /** Installs, type-checks, builds and serves a project of `consumers/`, and gives its page, open. */
  open(name: string): Promise<{ page: Page; folder: string; troubles: string[] }>;
  /** Ends the platform, and gives the ids that a table holds. */
  idsIn(table: string): Promise<string[]>;
  close(): Promise<void>;
}

export async function setStage(names: string[]): Promise<Stage> {
  const [place, tarball, executablePath] = await Promise.all([
    Workplace.open(),
    pack('widgets'),
    findBrowser(),
  ]);
  const sites = new Map<string, Server>();
  for (const name of names) sites.set(name, createServer().listen(0, '127.0.0.1'));
  await Promise.all([...sites.values()].map((site) => once(site, 'listening')));
  const browser: Browser = await chromium.launch({
    executablePath,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });

  const { child, ended } = await place.serve();
  const origins = [...sites.values()].flatMap((site) => ['--origin', originOf(site)]);
  await done(place, ['body', 'add', 'exemple', '--name-fr', 'Ministère de l’Exemple', ...origins]);
  await done(place, ['apply', await place.file('plan.json', definitionFor('plan-velo'))]);

  return {
    platform: place.origin,
    async open(name) {
      const folder = await project(name, [tarball]);
      await npm(folder, ['run', 'typecheck']);
      await npm(folder, ['run', 'build'], { VITE_API: place.origin });
      await addPage(folder, place.origin);
      sites.get(name)!.on('request', (request, response) => {
        const path = new URL(request.url!, place.origin).pathname;
        const file = path === '/' ? '/index.html' : path;
        readFile(join(folder, 'dist', file)).then(
          (body) =>
            response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain' }).end(body),
          () => response.writeHead(404).end(),
        );
      });
      const page = await browser.newPage({ locale: 'fr-CA' });
      const troubles: string[] = [];
      page.on('pageerror', ({ message }) => troubles.push(message));
      page.on('console', (message) => {
        const known = message.location().url.endsWith('/favicon.ico');
        if (['error', 'warning'].includes(message.type()) && !known) troubles.push(message.text());
      });
      await page.goto(`${originOf(sites.get(name)!)}/`);
      return { page, folder, troubles };
    },
    async idsIn(table) {
      child.kill('SIGTERM');
      await ended;
      const database = await openDatabase({ kind: 'pglite', dataDir: join(place.data, 'database') });
      const rows = await database.db
        .selectFrom(table as 'response')
        .select('id')
        .execute();
      await database.close();
      return rows.map(({ id }) => id);
    },
    async close() {
      await browser.close();
      for (const site of sites.values()) site.close();
      await place.close();
      await clear();
    },
  };
}

/** A bundler that makes no page of its own is given the project's. */
async function addPage(folder: string, platform: string): Promise<void> {
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  await writeFile(join(folder, 'dist', 'index.html'), page.replaceAll('%VITE_API%', platform), {
    flag: 'wx',
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

const originOf = (site: Server) => `http://localhost:${(site.address() as AddressInfo).port}`;

async function done(place: Workplace, words: string[]): Promise<void> {
  const { code, out, err } = await place.cq(words);
  if (code !== 0) throw new Error(`cq ${words.join(' ')}: ${out}${err}`);
}
