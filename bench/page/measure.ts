import { type Browser, type CDPSession, chromium } from 'playwright-core';
import { findBrowser } from '../../scripts/browser.mjs';

/** Milliseconds and bits a second, each way. */
export const LINE = { roundTrip: 150, rate: 1_600_000 };
/** How many times slower the processor is made. */
export const SLOWER = 4;

/** One visit. */
export interface Reading {
  /** From the start of navigation to the first usable control, in milliseconds. */
  total: number;
  /** The same less what setting up connections took on the way. */
  afterConnection: number;
  bytes: number;
  script: number;
  longestTask: number;
}

/** A browser that asks nobody for anything but the page. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await findBrowser(),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--ignore-certificate-errors',
      '--disable-background-networking',
    ],
  });
}

/** Visits a page with a cold cache until its first control is usable: in the shadow root of `element`, or in `main`. */
export async function measure(
  browser: Browser,
  address: string,
  element: string,
  usable: string,
): Promise<Reading> {
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

export function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** The main thread's time, in milliseconds: in all, in scripts, and in styles and layout. */
export type Busy = Record<'all' | 'script' | 'layout', number>;

/** For how long the main thread has been at work. The session has `Performance` enabled. */
export async function busy(devtools: CDPSession): Promise<Busy> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  const of = (wanted: string) => metrics.find(({ name }) => name === wanted)!.value * 1000;
  return {
    all: of('TaskDuration'),
    script: of('ScriptDuration'),
    layout: of('LayoutDuration') + of('RecalcStyleDuration'),
  };
}
