/**
 * The survey beside a plain HTML page and beside SurveyJS, in one run:
 *
 * - when the first question of ten is usable: cold cache, 1.6 Mbit/s, 150 ms, processor slowed four times,
 *   cross-origin over TLS with delayed sockets;
 * - what a key costs the main thread in a survey of 300 questions with 500 conditions, slowed four times: with what
 *   asking the page whether it is over costs, which is printed beside it.
 *
 *   npm run bench:survey            five runs of each, in turn
 *   npm run bench:survey -- --runs 9 --only keys
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { definitionFor } from '../../stories/support/definitions.js';
import { slowLine } from '../page/link.js';
import {
  busy,
  type Busy,
  LINE,
  measure,
  median,
  openBrowser,
  type Reading,
  SLOWER,
} from '../page/measure.js';
import { HOST_CSS, page, snippetIn, widgetPage } from '../page/pages.js';
import { certificate, reverseProxy, site } from '../page/tls.js';
import { platformForBench } from '../platform.js';
import { conditionsIn, forSurveyJs, large, ORDINARY, plainFields } from './surveys.js';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, only: { type: 'string' } },
});
const runs = Number(values.runs);
const KEYS = 40;
const SIZES = [10, 100] as const;
const FIELDS = { plain: 'main input', ours: 'cq-survey input', surveyjs: '#survey input' };

const home = fileURLToPath(new URL('.', import.meta.url));
if (!existsSync(join(home, 'node_modules', 'survey-core'))) {
  const words = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status } = spawnSync('npm', words, {
    cwd: home,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('SurveyJS could not be installed.');
}
const theirs = (path: string) => readFileSync(join(home, 'node_modules', path), 'utf8');

const tls = certificate();
const platform = await platformForBench();
const pages: Record<string, { type: string; body: string }> = {
  '/site.css': { type: 'text/css', body: HOST_CSS },
  '/survey-core.css': { type: 'text/css', body: theirs('survey-core/survey-core.fontless.min.css') },
  '/survey-core.js': { type: 'text/javascript', body: theirs('survey-core/survey.core.min.js') },
  '/survey-ui.js': { type: 'text/javascript', body: theirs('survey-js-ui/survey-js-ui.min.js') },
};
const front = await reverseProxy(tls, platform.port);
const host = await site(tls, () => pages);
const [platformLine, hostLine] = await Promise.all([slowLine(front.port, LINE), slowLine(host.port, LINE)]);
const platformOrigin = `https://plateforme.localhost:${platformLine.port}`;
const hostOrigin = `https://ministere.localhost:${hostLine.port}`;
// SurveyJS comes from another origin too, as what is shared between sites does.
const sharedOrigin = `https://partage.localhost:${hostLine.port}`;

await platform.cq('body', 'add', 'exemple', '--name-fr', 'Ministère de l’Exemple', '--origin', hostOrigin);
const SURVEYS = [ORDINARY, ...SIZES.map(large)];
const folder = await mkdtemp(join(tmpdir(), 'cq-bench-'));
await writeFile(
  join(folder, 'surveys.json'),
  JSON.stringify({ ...definitionFor('sondages'), activities: SURVEYS }),
);
await platform.cq('apply', join(folder, 'surveys.json'));
await rm(folder, { recursive: true });

for (const survey of SURVEYS) {
  const asked = new URLSearchParams({ consultation: 'sondages', activity: survey.id, way: 'pinned' });
  const builder = await (await fetch(`${platform.origin}/embed?${asked.toString()}`)).text();
  pages[`/${survey.id}-ours`] = { type: 'text/html', body: widgetPage(snippetIn(builder, platformOrigin)) };
  pages[`/${survey.id}-plain`] = { type: 'text/html', body: page('', `<form>${plainFields(survey)}</form>`) };
  pages[`/${survey.id}-surveyjs`] = { type: 'text/html', body: surveyJsPage(forSurveyJs(survey)) };
}

const browser = await openBrowser();
try {
  if (values.only !== 'keys') await compareFirstViews(browser);
  if (values.only !== 'first') for (const size of SIZES) await compareKeys(browser, size);
} finally {
  await browser.close();
  for (const one of [platformLine, hostLine, front, host]) one.server.close();
  await platform.close();
}
process.exit(0);

function surveyJsPage(survey: object): string {
  const from = (name: string) => `${sharedOrigin}/${name}`;
  return page(
    `<link rel="stylesheet" href="${from('survey-core.css')}"><script defer src="${from('survey-core.js')}"></script><script defer src="${from('survey-ui.js')}"></script>
<script>addEventListener('DOMContentLoaded', () => new Survey.Model(${JSON.stringify(survey)}).render(document.querySelector('#survey')))</script>`,
    '<div id="survey"></div>',
  );
}

async function compareFirstViews(opened: Browser): Promise<void> {
  const readings: Record<'plain' | 'ours' | 'surveyjs', Reading[]> = { plain: [], ours: [], surveyjs: [] };
  for (let run = 0; run < runs; run++) {
    for (const [name, list] of Object.entries(readings)) {
      const element = name === 'ours' ? 'cq-survey' : '';
      list.push(await measure(opened, `${hostOrigin}/ordinaire-${name}`, element, 'input, textarea'));
    }
  }
  console.log(
    `First question of ten usable: ${runs} runs of each, in turn; medians; ${LINE.rate / 1e6} Mbit/s, ${LINE.roundTrip} ms, processor ÷ ${SLOWER}`,
  );
  console.log(
    '              after connection, ms   ratio   total ratio      kB   script ms   longest task ms',
  );
  const of = (list: Reading[], name: keyof Reading) => median(list.map((one) => one[name]));
  for (const [name, list] of Object.entries(readings)) {
    const cells = [
      name.padEnd(12),
      of(list, 'afterConnection').toFixed(0).padStart(21),
      `${(of(list, 'afterConnection') / of(readings.plain, 'afterConnection')).toFixed(2)}×`.padStart(8),
      `${(of(list, 'total') / of(readings.plain, 'total')).toFixed(2)}×`.padStart(13),
      (of(list, 'bytes') / 1000).toFixed(1).padStart(8),
      of(list, 'script').toFixed(0).padStart(11),
      of(list, 'longestTask').toFixed(0).padStart(17),
    ];
    console.log(cells.join(' '));
  }
}

async function compareKeys(opened: Browser, perPage: number): Promise<void> {
  const survey = large(perPage);
  console.log(
    `\nMain thread for one key: 300 questions, ${conditionsIn(survey)} conditions, ${perPage} on a page; ${KEYS} keys; processor ÷ ${SLOWER}`,
  );
  console.log('                       all       scripts  styles, layout  asking about it');
  // What a key costs where nothing listens is the browser's own.
  for (const name of ['plain', 'ours', 'surveyjs'] as const) {
    const costs: KeyCost[] = [];
    for (let run = 0; run < Math.min(runs, 3); run++)
      costs.push(await costOfKey(opened, `${hostOrigin}/${survey.id}-${name}`, FIELDS[name]));
    const of = (what: keyof KeyCost) => median(costs.map((cost) => cost[what]));
    const cells = [of('all'), of('script'), of('layout'), of('asking')];
    console.log(name.padEnd(12), ...cells.map((cell) => cell.toFixed(2).padStart(14)));
  }
}

/** Milliseconds of the main thread's own time for one key, without what asking about it costs, which is beside it. */
type KeyCost = Record<'all' | 'script' | 'layout' | 'asking', number>;

/** `all` is with layout and paint. What asking costs is measured without a key. */
async function costOfKey(opened: Browser, address: string, selector: string): Promise<KeyCost> {
  const context = await opened.newContext({ ignoreHTTPSErrors: true, viewport: { width: 412, height: 915 } });
  try {
    const tab = await context.newPage();
    await tab.goto(address);
    const field = tab.locator(selector).first();
    await field.click();
    const devtools = await context.newCDPSession(tab);
    // The thread's own time: what else the machine does is not counted.
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await typeKeys(tab, 5);
    const start = await busy(devtools);
    for (let key = 0; key < KEYS; key++) await painted(tab);
    const before = await busy(devtools);
    await typeKeys(tab, KEYS);
    const after = await busy(devtools);
    const net = (what: keyof Busy) => (after[what] - 2 * before[what] + start[what]) / KEYS;
    return {
      all: net('all'),
      script: net('script'),
      layout: net('layout'),
      asking: (before.all - start.all) / KEYS,
    };
  } finally {
    await context.close();
  }
}

async function typeKeys(tab: Page, count: number): Promise<void> {
  for (let key = 0; key < count; key++) {
    await tab.keyboard.press('a');
    await painted(tab);
  }
}

/** What a key sets going is over once the frame after it is painted. */
async function painted(tab: Page): Promise<void> {
  await tab.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
}
