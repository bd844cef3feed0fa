import type { Browser, Page } from 'playwright-core';
import { StartError } from '../config.js';
import type { Observation, PlatformFacts } from './observation.js';

/** How long the widgets of a page may take to show something, in milliseconds. */
const PATIENCE = 15_000;

/** Opens the browser that the visit is made with. Throws a `StartError` where there is none. */
export async function openBrowser(): Promise<Browser> {
  const { chromium } = await import('playwright-core').catch(() => {
    throw new StartError('cq doctor drives a browser by playwright-core: npm install playwright-core');
  });
  const root = process.getuid?.() === 0;
  const args = root ? ['--no-sandbox'] : [];
  const places = [process.env.CQ_BROWSER, undefined, '/usr/bin/chromium', '/usr/bin/google-chrome'];
  for (const executablePath of places) {
    const browser = await chromium
      .launch({ args, ...(executablePath && { executablePath }) })
      .catch(() => undefined);
    if (browser) return browser;
  }
  throw new StartError('cq doctor found no browser: install Chrome or Chromium, or set CQ_BROWSER to one.');
}

/** Visits a page as a citizen would, and writes down what is seen. */
export async function observe(browser: Browser, address: string): Promise<Observation> {
  const page = await browser.newPage({ locale: 'fr-CA' });
  const failures: Observation['failures'] = [];
  const told: string[] = [];
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'failed';
    // What a page asks for and then no longer needs is no failure.
    if (isOurs(request.url()) && reason !== 'net::ERR_ABORTED') failures.push({ url: request.url(), reason });
  });
  page.on('response', (response) => {
    if (isOurs(response.url()) && response.status() >= 400)
      failures.push({ url: response.url(), reason: `answers ${response.status()}` });
  });
  page.on('console', (message) => {
    if (/Consultation Québec|<cq-/.test(message.text())) told.push(message.text());
  });
  await page.addInitScript(() => {
    const seen: { directive: string; blocked: string }[] = [];
    Object.defineProperty(window, Symbol.for('cq-doctor'), { value: seen });
    document.addEventListener('securitypolicyviolation', (event) => {
      const { effectiveDirective: directive, blockedURI: blocked } = event;
      seen.push({ directive, blocked });
    });
  });
  const answer = await page.goto(address, { waitUntil: 'load', timeout: PATIENCE }).catch(() => null);
  if (answer) await settled(page);
  const inPage = answer ? await page.evaluate(look) : { loaders: [], elements: [], violations: [] };
  const { origin } = new URL(page.url() === 'about:blank' ? address : page.url());
  await page.close();
  return { origin, status: answer?.status(), ...inPage, failures, console: [...new Set(told)] };
}

const isOurs = (url: string) => /\/(embed|v1)\//.test(new URL(url).pathname);

/** Waits until every element shows something of its own, or has had its time. */
async function settled(page: Page): Promise<void> {
  const shows = () =>
    [...document.querySelectorAll('*')]
      .filter(({ localName }) => localName.startsWith('cq-'))
      .every((element) => element.shadowRoot?.querySelector('.widget > *:not(.muted)'));
  await page.waitForFunction(shows, undefined, { timeout: PATIENCE }).catch(() => {});
}

/** Runs in the page. */
function look(): Pick<Observation, 'loaders' | 'elements' | 'violations'> {
  const violations =
    (window as never as Record<symbol, Observation['violations']>)[Symbol.for('cq-doctor')] ?? [];
  const seen = new Set<string>();
  return {
    violations: violations.filter(({ directive, blocked }) => {
      const known = seen.has(directive + blocked);
      seen.add(directive + blocked);
      return !known;
    }),
    loaders: [...document.querySelectorAll<HTMLScriptElement>('script[src*="/embed/"]')]
      .filter(({ src }) => /\/embed\/(\d+\.js|\d+\.\d+\.\d+\/loader\.js)(\?|$)/.test(src))
      .map((script) => ({
        src: script.src,
        integrity: script.integrity,
        crossorigin: script.crossOrigin !== null,
        version: script.dataset.cq ?? '',
      })),
    elements: [...document.querySelectorAll('*')]
      .filter(({ localName }) => localName.startsWith('cq-'))
      .map((element) => {
        const root = element.shadowRoot;
        const parts = [...(root?.querySelectorAll('[part]') ?? [])].map(
          (one) => one.getAttribute('part') ?? '',
        );
        return {
          name: element.localName,
          consultation: element.getAttribute('consultation') ?? '',
          activity: element.getAttribute('activity') ?? '',
          upgraded: Boolean(root?.querySelector('.widget > *:not(.muted)')),
          parts: [...new Set(parts)],
          says: root?.querySelector('[part=error]')?.textContent?.replace(/\s+/g, ' ').trim() ?? '',
        };
      }),
  };
}

/** Asks the platform, beside the page, how its releases stand and who may write. */
export async function askPlatform(
  platform: string,
  consultations: readonly string[],
): Promise<PlatformFacts | undefined> {
  const ask = async <Body>(path: string): Promise<Body | undefined> => {
    const answer = await fetch(new URL(path, platform));
    return answer.ok ? ((await answer.json()) as Body) : undefined;
  };
  try {
    const versions = (await ask<PlatformFacts['versions']>('/embed/versions.json')) ?? [];
    const origins: PlatformFacts['origins'] = {};
    for (const slug of consultations) {
      if (!/^[a-z0-9-]+$/.test(slug)) continue;
      const known = await ask<{ consultation: { body: { origins: string[] } } }>(`/v1/consultations/${slug}`);
      origins[slug] = known && [...known.consultation.body.origins, new URL(platform).origin];
    }
    return { versions, origins };
  } catch {
    return undefined;
  }
}
