/**
 * When each widget's first question or comment is usable, beside a plain HTML page that shows the same:
 * cold cache, 1.6 Mbit/s, 150 ms, processor slowed four times, cross-origin over TLS with delayed sockets.
 *
 *   npm run bench:page            five runs of each, in turn
 *   npm run bench:page -- --runs 9 --only comments
 */
import { parseArgs } from 'node:util';
import { chromium, type Browser } from 'playwright-core';
import type { View } from '../../src/contract/consultation.js';
import { findBrowser } from '../../scripts/browser.mjs';
import { platformForBench } from '../platform.js';
import { slowLine } from './link.js';
import {
  HOST_CSS,
  plainPage,
  snippetIn,
  WAYS,
  WIDGETS,
  widgetPage,
  type Way,
  type WidgetKind,
} from './pages.js';
import { certificate, reverseProxy, site } from './tls.js';

const LINE = { roundTrip: 150, rate: 1_600_000 };
const SLOWER = 4;
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, only: { type: 'string', multiple: true } },
});
const runs = Number(values.runs);
const kinds = (Object.keys(WIDGETS) as WidgetKind[]).filter((kind) => values.only?.includes(kind) ?? true);

interface Reading {
  /** From the start of navigation to the first usable control, in milliseconds. */
  total: number;
  /** The same less what setting up connections took on the way. */
  afterConnection: number;
  bytes: number;
  script: number;
  longestTask: number;
}

const tls = certificate();
const platform = await platformForBench();
const pages: Record<string, { type: string; body: string }> = {
  '/site.css': { type: 'text/css', body: HOST_CSS },
};
const front = await reverseProxy(tls, platform.port);
const host = await site(tls, () => pages);
const [platformLine, hostLine] = await Promise.all([slowLine(front.port, LINE), slowLine(host.port, LINE)]);
const platformOrigin = `https://plateforme.localhost:${platformLine.port}`;
const hostOrigin = `https://ministere.localhost:${hostLine.port}`;

await platform.cq('body', 'add', 'exemple', '--name-fr', 'Ministère de l’Exemple', '--origin', hostOrigin);

for (const kind of kinds) {
  const answer = await fetch(
    `${platform.origin}/v1/consultations/${platform.consultation}/view?kind=${kind}&start=0`,
  );
  const view = (await answer.json()) as View;
  pages[`/${kind}-plain`] = { type: 'text/html', body: plainPage(kind, view) };
  for (const way of WAYS) {
    const asked = new URLSearchParams({
      consultation: platform.consultation,
      activity: view.activity.id,
      way,
    });
    const builder = await (await fetch(`${platform.origin}/embed?${asked.toString()}`)).text();
    const snippet = snippetIn(builder, platformOrigin);
    pages[`/${kind}-${way}`] = { type: 'text/html', body: widgetPage(snippet) };
  }
}

const browser = await chromium.launch({
  executablePath: await findBrowser(),
  args: [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--ignore-certificate-errors',
    '--disable-background-networking',
  ],
});
try {
  console.log(
    `${runs} runs of each, in turn; medians; ${LINE.rate / 1e6} Mbit/s, ${LINE.roundTrip} ms, processor ÷ ${SLOWER}`,
  );
  console.log(
    'widget    snippet  plain   widget  ratio   total ratio   kB     script ms   longest task ms, plain',
  );
  for (const kind of kinds) {
    const { element, usable } = WIDGETS[kind];
    const plain: Reading[] = [];
    const widget: Record<Way, Reading[]> = { moving: [], pinned: [] };
    for (let run = 0; run < runs; run++) {
      plain.push(await measure(browser, `${hostOrigin}/${kind}-plain`, '', usable));
      for (const way of WAYS)
        widget[way].push(await measure(browser, `${hostOrigin}/${kind}-${way}`, element, usable));
    }
    for (const way of WAYS) report(kind, way, plain, widget[way]);
  }
} finally {
  await browser.close();
  for (const one of [platformLine, hostLine, front, host]) one.server.close();
  await platform.close();
}
process.exit(0);

async function measure(browser: Browser, address: string, element: string, usable: string): Promise<Reading> {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: { width: 412, height: 915 },
  });
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await devtools.send('Network.enable');
    await devtools.send('Performance.enable');
    let bytes = 0;
    devtools.on('Network.loadingFinished', (event) => (bytes += event.encodedDataLength));
    // The TypeScript runner names functions by a helper that the page does not have.
    await page.addInitScript('globalThis.__name = (named) => named');
    await page.addInitScript(watchForUsable, { element, usable });
    await page.goto(address, { waitUntil: 'commit' });
    const seen = await page.waitForFunction(() => (window as unknown as { seen?: Seen }).seen);
    const { at, longestTask } = (await seen.jsonValue()) as Seen;
    const { metrics } = await devtools.send('Performance.getMetrics');
    const script = (metrics.find((metric) => metric.name === 'ScriptDuration')?.value ?? 0) * 1000;
    const connecting = await page.evaluate(connectionTime);
    return { total: at, afterConnection: at - connecting, bytes, script, longestTask };
  } finally {
    await context.close();
  }
}

interface Seen {
  at: number;
  longestTask: number;
}

/** Runs in the page: notes when the first usable control is there and painted. */
function watchForUsable({ element, usable }: { element: string; usable: string }): void {
  let longestTask = 0;
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) longestTask = Math.max(longestTask, task.duration);
  }).observe({ type: 'longtask', buffered: true });
  const styled = () => [...document.styleSheets].some((sheet) => sheet.href);
  const look = () => {
    const root = element ? document.querySelector(element)?.shadowRoot : document.querySelector('main');
    if (root?.querySelector(usable) && styled()) {
      requestAnimationFrame(() =>
        setTimeout(() => Object.assign(window, { seen: { at: performance.now(), longestTask } })),
      );
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Runs in the page: what setting up connections took before the first use of each origin. */
function connectionTime(): number {
  const entries = [
    ...performance.getEntriesByType('navigation'),
    ...performance.getEntriesByType('resource'),
  ] as PerformanceResourceTiming[];
  let total = 0;
  const counted = new Set<string>();
  for (const entry of entries) {
    const { origin } = new URL(entry.name);
    const took = entry.connectEnd - entry.connectStart;
    if (took > 0 && !counted.has(origin)) {
      counted.add(origin);
      total += took;
    }
  }
  return total;
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function report(kind: string, way: Way, plain: Reading[], widget: Reading[]): void {
  const of = (readings: Reading[], name: keyof Reading) => median(readings.map((reading) => reading[name]));
  const ratio = of(widget, 'afterConnection') / of(plain, 'afterConnection');
  const total = of(widget, 'total') / of(plain, 'total');
  const cells = [
    kind.padEnd(9),
    way.padEnd(7),
    of(plain, 'afterConnection').toFixed(0).padStart(5),
    of(widget, 'afterConnection').toFixed(0).padStart(8),
    `${ratio.toFixed(2)}×`.padStart(7),
    `${total.toFixed(2)}×`.padStart(11),
    (of(widget, 'bytes') / 1000).toFixed(1).padStart(9),
    of(widget, 'script').toFixed(0).padStart(9),
    of(widget, 'longestTask').toFixed(0).padStart(14),
    of(plain, 'longestTask').toFixed(0).padStart(8),
  ];
  console.log(cells.join(' '));
}
