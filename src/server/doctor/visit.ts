import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Browser, Frame, Page } from 'playwright-core';
import { StartError } from '../config.js';
import { look, type Notes, takeNotes } from './notes.js';
import type { Observation, SeenDocument } from './observation.js';

/** How long the widgets of a page may take to show something, in milliseconds. */
const PATIENCE = 15_000;

/** How long a page may take until it holds an element at all, in milliseconds. */
const PATIENCE_FOR_ELEMENTS = 8_000;

/** How long a page that has loaded may take until a loader runs or an element is known, in milliseconds. */
const PATIENCE_TO_BEGIN = 5_000;

/** As root, Chrome runs only without its sandbox. */
export const IS_ROOT = process.getuid?.() === 0;

/** Opens the browser that the visit is made with. Throws a `StartError` where there is none. */
export async function openBrowser(): Promise<Browser> {
  const { chromium } = await import('playwright-core').catch(() => {
    throw new StartError('cq doctor drives a browser by playwright-core: npm install playwright-core');
  });
  const args = IS_ROOT ? ['--no-sandbox'] : [];
  const own = ((): string => {
    try {
      return chromium.executablePath();
    } catch {
      // Playwright knows none for this machine.
      return '';
    }
  })();
  const places = [process.env.CQ_BROWSER ?? '', own, '/usr/bin/chromium', '/usr/bin/google-chrome'];
  // A launch that fails leaves folders of Playwright's behind: none is tried where there is nothing to launch.
  for (const executablePath of places.filter((place) => existsSync(place))) {
    const browser = await chromium.launch({ args, executablePath }).catch(() => undefined);
    if (browser) return browser;
  }
  throw new StartError('cq doctor found no browser: install Chrome or Chromium, or set CQ_BROWSER to one.');
}

/** Visits a page as a citizen would, and writes down what is seen. */
export async function observe(browser: Browser, address: string): Promise<Observation> {
  const page = await browser.newPage({ locale: 'fr-CA' });
  const failures: Observation['failures'] = [];
  const altered = new Set<string>();
  const told = new Set<string>();
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'failed';
    // What a page asks for and then no longer needs is no failure, and what a policy stops is told as its own.
    if (isOurs(request.url()) && !/ERR_ABORTED|^csp$/.test(reason))
      failures.push({ url: request.url(), reason });
  });
  page.on('response', (response) => {
    if (isOurs(response.url()) && response.status() >= 400)
      failures.push({ url: response.url(), reason: `answers ${response.status()}` });
  });
  page.on('console', (message) => {
    const text = message.text();
    const file = /digest in the 'integrity' attribute for resource '([^']+)'/.exec(text)?.[1];
    if (file && isOurs(file)) altered.add(file);
    else if (/Consultation Québec|<cq-/.test(text)) told.add(text);
  });
  await page.addInitScript(takeNotes);
  const answer = await page.goto(address, { waitUntil: 'load', timeout: PATIENCE }).catch(() => null);
  const documents = answer ? await documentsOf(page) : [];
  const html = /^text\/html\b/.test(answer?.headers()['content-type'] ?? '');
  const source = html ? await answer!.text().catch(() => '') : '';
  await page.close();
  const refused = failures.filter(({ url }) => !altered.has(url));
  return {
    status: answer?.status(),
    documents,
    unclosed: unclosedIn(source),
    failures: refused,
    altered: [...altered],
    console: [...told],
  };
}

const isOurs = (url: string) => /^\/(embed|v1|frame)\//.test(new URL(url).pathname);

/** The page, and the frames in it that have to do with the platform. */
async function documentsOf(page: Page): Promise<SeenDocument[]> {
  await appeared(page);
  const seen = await Promise.all(
    page.frames().map(async (frame) => {
      await settled(frame);
      // A frame may have gone, or show nothing that can be asked.
      return frame.evaluate(look).catch(() => undefined);
    }),
  );
  const holding = seen
    .filter((one) => one !== undefined)
    .filter(({ loaders, elements, frames }) => loaders.length + elements.length + frames.length > 0);
  const [own] = seen;
  return holding.length > 0 || !own ? holding : [own];
}

/** Waits until the page, or a frame in it, holds an element or frames the platform, or has had its time. */
async function appeared(page: Page): Promise<void> {
  const late = Date.now() + PATIENCE_FOR_ELEMENTS;
  const holds = () => {
    const notes = (window as never as Record<symbol, Notes>)[Symbol.for('cq-doctor')]!;
    return notes.elements().length + notes.frames().length > 0;
  };
  while (Date.now() < late) {
    const found = page.frames().map((frame) => frame.evaluate(holds).catch(() => false));
    if ((await Promise.all(found)).includes(true)) return;
    await setTimeout(100);
  }
}

/** Waits until every element shows something of its own, or has had its time: little where nothing has begun to. */
async function settled(frame: Frame): Promise<void> {
  const begun = () =>
    [...document.scripts].some((script) => 'cq' in script) ||
    (window as never as Record<symbol, Notes>)
      [Symbol.for('cq-doctor')]!.elements()
      .some(({ localName }) => customElements.get(localName) !== undefined);
  const begins = frame.waitForFunction(begun, undefined, { timeout: PATIENCE_TO_BEGIN });
  if (!(await begins.catch(() => undefined))) return;
  const shows = () => {
    const notes = (window as never as Record<symbol, Notes>)[Symbol.for('cq-doctor')]!;
    return notes
      .elements()
      .every(
        (element) => element.shadowRoot?.querySelector('.widget > *:not(.muted)') || notes.isOff(element),
      );
  };
  await frame.waitForFunction(shows, undefined, { timeout: PATIENCE }).catch(() => {});
}

/**
 * Elements that HTML opens more often than it closes: browsers close none by `/>`, and what follows is then inside, where
 * nobody sees it. Comments, scripts and what else is no markup are left out.
 */
export function unclosedIn(html: string): string[] {
  const markup = html.replace(/<!--[\s\S]*?(-->|$)|<(script|style|textarea|title)\b[\s\S]*?<\/\2\s*>/gi, '');
  const tags = [...markup.matchAll(/<(\/?)(cq-[a-z-]+)(?=[\s/>])/gi)];
  const counts = new Map<string, number>();
  for (const [, slash, name] of tags) {
    const element = name!.toLowerCase();
    counts.set(element, (counts.get(element) ?? 0) + (slash ? -1 : 1));
  }
  return [...counts].filter(([, open]) => open > 0).map(([name]) => name);
}
