/**
 * `npm run test:embed`: pages × browsers × widgets, and what is true of the embed beside. Each widget is walked on each
 * page, and each page in each browser, WebKit by a short path; `-- --all` walks each widget on each page in each browser. `-- --write` (with
 * `--all`) writes `docs/embed-matrix.md`. Other words choose pages and checks by their names.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openBrowser } from '../../src/server/doctor/visit.js';
import { AROUND_CHECKS } from './around.js';
import { BROWSERS, type BrowserName, type Walker, WALKERS } from './browsers.js';
import { setStage, type Stage, walk } from './harness.js';
import { lookChecks } from './hosts/compare.js';
import { THEME_CHECKS } from './hosts/theme.js';
import { type HostPage, PAGES } from './pages.js';
import { WIDGETS } from './paths.js';
import { POLICY_CHECKS } from './policies.js';
import { type Cell, cellName, documentFor, type Results, structureOf, tableOf } from './report.js';
import { walkShort } from './short-paths.js';
import { TAMPER_CHECKS } from './tamper.js';
import { verifications } from './verifier.js';
import { launchWebKit } from './webkit.js';
import { WEBKIT_CHECKS } from './webkit-checks.js';

const words = process.argv.slice(2);
const all = words.includes('--all');
const write = words.includes('--write');
const only = words.filter((word) => !word.startsWith('--'));
const chosen = (name: string) => only.length === 0 || only.some((word) => name.includes(word));
const file = fileURLToPath(new URL('../../docs/embed-matrix.md', import.meta.url));

if (write && (!all || only.length > 0)) throw new Error('--write needs --all, and nothing left out.');
const began = Date.now();

/** The whole path of each widget on each page at least once, in one browser or the other; a short one on each page. */
const falls = (walker: Walker, row: number, column: number) =>
  isBrowser(walker)
    ? (row + column) % BROWSERS.length === BROWSERS.indexOf(walker)
    : (row + column) % WIDGETS.length === 0;
/** WebKit's driver knows nothing of dark devices nor of forced colours. */
const isDrivable = (walker: Walker, page: HostPage) =>
  isBrowser(walker) || !(page.webkitUndrivable || page.device);
const cells: Cell[] = PAGES.flatMap((page, row) =>
  WIDGETS.flatMap((widget, column) =>
    WALKERS.filter((walker) => isDrivable(walker, page) && (all || falls(walker, row, column))).map(
      (browser) => ({
        page,
        browser,
        widget,
      }),
    ),
  ),
).filter((cell) => chosen(cellName(cell)));
const checks = [
  ...POLICY_CHECKS,
  ...TAMPER_CHECKS,
  ...AROUND_CHECKS,
  ...lookChecks(all),
  ...THEME_CHECKS,
].filter(({ name }) => chosen(name));

const results: Results = new Map();
const stage = await setStage(BROWSERS);
try {
  await Promise.all([...BROWSERS.map((browser) => share(browser)), shareOfWebKit(), shareOfDoctor()]);
  console.log(`\n${tableOf(results)}\n`);
  if (write) await writeFile(file, await documentFor(stage, results));
  if (only.length === 0) results.set('docs/embed-matrix.md is up to date', await outdated(stage));
} finally {
  await stage.close();
}

const failures = [...results].filter(([, fault]) => fault !== undefined);
for (const [name, fault] of failures) console.log(`✗ ${name}\n  ${fault!.replaceAll('\n', '\n  ')}\n`);
const total = PAGES.length * WALKERS.length * WIDGETS.length;
console.log(`${cells.length} of ${total} paths, ${checks.length} checks, ${seconds()} s`);
console.log(`${results.size - failures.length} passed, ${failures.length} failed`);
process.exit(failures.length > 0 ? 1 : 0);

/** Walks what falls to one browser, one after the other. */
async function share(browser: BrowserName): Promise<void> {
  for (const check of checks.filter(({ browsers }) => browsers.includes(browser))) {
    await note(`${check.name}, ${browser}`, () => attempt(() => check.run(stage, browser), check.name));
  }
  for (const cell of cells.filter((one) => one.browser === browser)) {
    await note(cellName(cell), () => walk(stage, cell.page, browser, cell.widget));
  }
}

/** Walks what falls to WebKit, whose driver knows one visit at a time. */
async function shareOfWebKit(): Promise<void> {
  const own = cells.filter(({ browser }) => !isBrowser(browser));
  const ownChecks = WEBKIT_CHECKS.filter(({ name }) => chosen(name));
  if (own.length + ownChecks.length === 0) return;
  const webkit = await launchWebKit();
  try {
    for (const check of ownChecks) {
      await note(`${check.name}, WebKit`, () => attempt(() => check.run(stage, webkit), check.name));
    }
    for (const cell of own)
      await note(cellName(cell), () => walkShort(stage, webkit, cell.page, cell.widget));
  } finally {
    await webkit.close();
  }
}

/** What the verifier says of each page, in a browser that it opens itself. */
async function shareOfDoctor(): Promise<void> {
  const own = verifications(all).filter(({ name }) => chosen(name));
  if (own.length === 0) return;
  const browser = await openBrowser();
  try {
    for (const one of own) await note(one.name, () => attempt(() => one.run(stage, browser), one.name));
  } finally {
    await browser.close();
  }
}

function isBrowser(walker: Walker): walker is BrowserName {
  return (BROWSERS as readonly string[]).includes(walker);
}

async function note(name: string, work: () => Promise<string | undefined>): Promise<void> {
  const fault = await work();
  results.set(name, fault);
  console.log(`${fault === undefined ? '✓' : '✗'} ${name}`);
}

async function attempt(run: () => Promise<string | void>, name: string): Promise<string | undefined> {
  try {
    const measure = await run();
    if (measure) console.log(`  ${name}: ${measure}`);
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
