/**
 * `npm run test:embed`: pages × browsers × widgets, and what is true of the embed beside. Each widget is walked on each
 * page, and each page in each browser; `-- --all` walks each widget on each page in each browser. `-- --write` (with
 * `--all`) writes `docs/embed-matrix.md`. Other words choose pages and checks by their names.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { AROUND_CHECKS } from './around.js';
import { BROWSERS, type BrowserName } from './browsers.js';
import type { Check } from './check.js';
import { setStage, type Stage, walk } from './harness.js';
import { PAGES } from './pages.js';
import { WIDGETS } from './paths.js';
import { POLICY_CHECKS } from './policies.js';
import { type Cell, cellName, documentFor, type Results, structureOf, tableOf } from './report.js';
import { TAMPER_CHECKS } from './tamper.js';

const words = process.argv.slice(2);
const all = words.includes('--all');
const write = words.includes('--write');
const only = words.filter((word) => !word.startsWith('--'));
const chosen = (name: string) => only.length === 0 || only.some((word) => name.includes(word));
const file = fileURLToPath(new URL('../../docs/embed-matrix.md', import.meta.url));

if (write && (!all || only.length > 0)) throw new Error('--write needs --all, and nothing left out.');
const began = Date.now();

/** One browser's share: each widget on each page at least once, each page in each browser, over both. */
const cells: Cell[] = PAGES.flatMap((page, row) =>
  WIDGETS.flatMap((widget, column) =>
    BROWSERS.filter((_, index) => all || (row + column) % BROWSERS.length === index).map((browser) => ({
      page,
      browser,
      widget,
    })),
  ),
).filter((cell) => chosen(cellName(cell)));
const checks = [...POLICY_CHECKS, ...TAMPER_CHECKS, ...AROUND_CHECKS].filter(({ name }) => chosen(name));

const results: Results = new Map();
const stage = await setStage(BROWSERS);
try {
  await Promise.all(BROWSERS.map((browser) => share(browser)));
  console.log(`\n${tableOf(results)}\n`);
  if (write) await writeFile(file, await documentFor(stage, results));
  if (only.length === 0) results.set('docs/embed-matrix.md is up to date', await outdated(stage));
} finally {
  await stage.close();
}

const failures = [...results].filter(([, fault]) => fault !== undefined);
for (const [name, fault] of failures) console.log(`✗ ${name}\n  ${fault!.replaceAll('\n', '\n  ')}\n`);
const total = PAGES.length * BROWSERS.length * WIDGETS.length;
console.log(`${cells.length} of ${total} paths, ${checks.length} checks, ${seconds()} s`);
console.log(`${results.size - failures.length} passed, ${failures.length} failed`);
process.exit(failures.length > 0 ? 1 : 0);

/** Walks what falls to one browser, one after the other. */
async function share(browser: BrowserName): Promise<void> {
  for (const check of checks.filter(({ browsers }) => browsers.includes(browser))) {
    await note(`${check.name}, ${browser}`, () => attempt(check, browser));
  }
  for (const cell of cells.filter((one) => one.browser === browser)) {
    await note(cellName(cell), () => walk(stage, cell.page, browser, cell.widget));
  }
}

async function note(name: string, work: () => Promise<string | undefined>): Promise<void> {
  const fault = await work();
  results.set(name, fault);
  console.log(`${fault === undefined ? '✓' : '✗'} ${name}`);
}

async function attempt(check: Check, browser: BrowserName): Promise<string | undefined> {
  try {
    const measure = await check.run(stage, browser);
    if (measure) console.log(`  ${check.name}: ${measure}`);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Whether the document tells of other pages, browsers, widgets or policies than there are. */
async function outdated(on: Stage): Promise<string | undefined> {
  const there = await readFile(file, 'utf8').catch(() => '');
  const same = structureOf(there) === structureOf(await documentFor(on, results));
  return same ? undefined : 'Write it again: npm run test:embed -- --all --write';
}

function seconds(): number {
  return Math.round((Date.now() - began) / 1000);
}
