import { existsSync } from 'node:fs';
import type { Browser, Frame, Page } from 'playwright-core';
import { StartError } from '../config.js';
import type { Observation, PlatformFacts, SeenDocument, Violation } from './observation.js';

/** How long the widgets of a page may take to show something, in milliseconds. */
const PATIENCE = 15_000;

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
  await page.addInitScript(noteViolations);
  const answer = await page.goto(address, { waitUntil: 'load', timeout: PATIENCE }).catch(() => null);
  const documents = answer ? await documentsOf(page) : [];
  await page.close();
  const refused = failures.filter(({ url }) => !altered.has(url));
  return {
    status: answer?.status(),
    documents,
    failures: refused,
    altered: [...altered],
    console: [...told],
  };
}

const isOurs = (url: string) => /^\/(embed|v1|frame)\//.test(new URL(url).pathname);

/** The page, and the frames in it that have to do with the platform. */
async function documentsOf(page: Page): Promise<SeenDocument[]> {
  const seen = await Promise.all(
    page.frames().map(async (frame) => {
      await settled(frame);
      // A frame may have gone, or show nothing that can be asked.
      return frame.evaluate(look).catch(() => undefined);
    }),
  );
  const holding = seen
    .filter((one) => one !== undefined)
    .filter(({ loaders, elements }) => loaders.length + elements.length > 0);
  const [own] = seen;
  return holding.length > 0 || !own ? holding : [own];
}

/** Waits until every element shows something of its own, or has had its time. */
async function settled(frame: Frame): Promise<void> {
  const shows = () =>
    [...document.querySelectorAll('*')]
      .filter(({ localName }) => localName.startsWith('cq-'))
      .every((element) => element.shadowRoot?.querySelector('.widget > *:not(.muted)'));
  await frame.waitForFunction(shows, undefined, { timeout: PATIENCE }).catch(() => {});
}

/** Runs in each document before its own scripts. */
function noteViolations(): void {
  const seen: Violation[] = [];
  Object.defineProperty(window, Symbol.for('cq-doctor'), { value: seen });
  document.addEventListener('securitypolicyviolation', (event) => {
    const { effectiveDirective: directive, blockedURI: blocked, sourceFile: asker, originalPolicy } = event;
    const names = [directive, directive.replace(/-(elem|attr)$/, ''), 'default-src'];
    const parts = originalPolicy.split(';').map((one) => one.trim());
    const policy = names.map((name) => parts.find((one) => one.split(' ')[0] === name)).find(Boolean) ?? '';
    const known = seen.some((one) => one.directive === directive && one.blocked === blocked);
    if (!known) seen.push({ directive, blocked, asker, policy });
  });
}

/** Runs in each document. */
function look(): SeenDocument {
  return {
    origin: self.origin,
    violations: (window as never as Record<symbol, Violation[]>)[Symbol.for('cq-doctor')] ?? [],
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
          api: element.getAttribute('api') ?? '',
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
