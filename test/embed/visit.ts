import type { Browser, Frame, Page } from 'puppeteer-core';

/** How long something may take to appear, in milliseconds. */
const PATIENCE = 15_000;

/** A citizen's visit to one page, and all that went wrong on it. */
export interface Visit {
  page: Page;
  /** What a page must never bring about: violations of its policy, errors, warnings, requests to other hosts. */
  faults: string[];
  /** Addresses of what was written, in order. */
  writes: string[];
  /** The participant's key, once something was written. */
  key: () => string;
  close: () => Promise<void>;
}

export interface VisitOptions {
  /** Origins that the page may ask something of. */
  origins: readonly string[];
  /** Words that the console is meant to show. */
  expected?: readonly RegExp[];
  /** Runs before the page's own scripts. */
  before?: (page: Page) => Promise<void>;
}

/** Tells of violations by the console, which both browsers hand on, and leaves nothing on the page. */
const REPORT_VIOLATIONS = `(() => {
  const say = console.debug.bind(console);
  document.addEventListener('securitypolicyviolation', (event) => {
    say('VIOLATION ' + event.effectiveDirective + ' ' + event.blockedURI);
  });
})()`;

/** Opens a page in a citizen's own browser: nothing is shared with other visits. */
export async function visit(
  browser: Browser,
  address: string,
  { origins, expected = [], before }: VisitOptions,
): Promise<Visit> {
  const citizen = await browser.createBrowserContext();
  const page = await citizen.newPage();
  const faults: string[] = [];
  const writes: string[] = [];
  let key: string | undefined;
  const find = (fault: string) => {
    // The page's own icon, which Firefox asks for whether the page names one or not.
    if (!/favicon\.ico/.test(fault) && !expected.some((words) => words.test(fault))) faults.push(fault);
  };
  page.on('console', (message) => {
    const text = message.text();
    if (text.startsWith('VIOLATION') || /^(error|warn|warning|assert)$/.test(message.type())) {
      find(`${text} ${message.location().url ?? ''}`.trim());
    }
  });
  page.on('pageerror', (error) => find(String(error)));
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (/^https?:$/.test(protocol) && !origins.includes(origin))
      find(`Asked of a stranger: ${request.url()}`);
    if (request.method() !== 'PUT') return;
    writes.push(request.url());
    key = /^Bearer (.+)$/.exec(request.headers().authorization ?? '')?.[1] ?? key;
  });
  await page.evaluateOnNewDocument(REPORT_VIOLATIONS);
  await before?.(page);
  await page.goto(address, { waitUntil: 'domcontentloaded' });
  return {
    page,
    faults,
    writes,
    key: () => {
      if (!key) throw new Error('Nothing was written with a key.');
      return key;
    },
    close: () => citizen.close(),
  };
}

/** Waits until `look` finds something. */
export async function until<Found>(
  what: string,
  look: () => Promise<Found | null | undefined | false>,
): Promise<Found> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`There was no ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The frame that holds an element: the page itself, or one in it. */
export function frameOf(page: Page, element: string): Promise<Frame> {
  return until(`<${element}>`, async () => {
    for (const frame of page.frames()) {
      // A frame may be on its way to another document.
      const there = await frame
        .evaluate((name) => Boolean(document.querySelector(name)), element)
        .catch(() => false);
      if (there) return frame;
    }
    return undefined;
  });
}
