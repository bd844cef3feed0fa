import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Browser, Frame, Page } from 'playwright-core';
import type { ActivityKind } from '../../contract/consultation.js';
import type { ReleaseNotice } from '../../contract/releases.js';
import { viewPath } from '../../domain/paths.js';
import { StartError } from '../config.js';
import { ELEMENTS } from '../embedding/choice.js';
import {
  type Asked,
  type Observation,
  type PlatformFacts,
  type SeenDocument,
  type SeenElement,
  viewKey,
  type Violation,
} from './observation.js';

/** How long the widgets of a page may take to show something, in milliseconds. */
const PATIENCE = 15_000;

/** How long a page may take until it holds an element at all, in milliseconds. */
const PATIENCE_FOR_ELEMENTS = 8_000;

const KINDS: Record<string, ActivityKind | undefined> = Object.fromEntries(
  (Object.keys(ELEMENTS) as ActivityKind[]).map((kind) => [ELEMENTS[kind], kind]),
);

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

/** Waits until every element shows something of its own, or has had its time. */
async function settled(frame: Frame): Promise<void> {
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

/** What the visit keeps in each document. */
interface Notes {
  violations: Violation[];
  /** Every element of the platform's, in open shadow roots too. */
  elements(): Element[];
  /** Addresses of the platform's own pages that the document frames. */
  frames(): string[];
  /** Whether it shows the page's own content since the platform switched it off. */
  isOff(element: Element): boolean;
  hidden(element: Element): SeenElement['hidden'];
}

/**
 * Runs in each document before its own scripts. All functions are methods of one object: a compiler that keeps names
 * would call its own means around others, which the page does not have.
 */
function takeNotes(): void {
  const notes = {
    violations: [] as Violation[],
    everything(root: Document | ShadowRoot): Element[] {
      return [...root.querySelectorAll('*')].flatMap((one) => [
        one,
        ...(one.shadowRoot && !one.localName.startsWith('cq-') ? notes.everything(one.shadowRoot) : []),
      ]);
    },
    elements(): Element[] {
      return notes.everything(document).filter(({ localName }) => localName.startsWith('cq-'));
    },
    frames(): string[] {
      return notes
        .everything(document)
        .map((one) => (one instanceof HTMLIFrameElement ? one.src : ''))
        .filter(
          (src) => URL.canParse(src) && /^\/frame\/[a-z0-9-]+\/[a-z0-9-]+$/.test(new URL(src).pathname),
        );
    },
    isOff({ shadowRoot }: Element): boolean {
      return Boolean(shadowRoot?.querySelector('[role=status]') && !shadowRoot.querySelector('.widget'));
    },
    around(element: Element): Element | undefined {
      return (
        element.assignedSlot ?? element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host
      );
    },
    /** Whether its style and those around it let it be seen. One that has no box of its own stands for its content. */
    isRendered(element: Element): boolean {
      const { display, visibility } = getComputedStyle(element);
      if (display !== 'contents')
        return element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
      const parent = notes.around(element);
      return visibility === 'visible' && (!parent || notes.isRendered(parent));
    },
    clips(element: Element): boolean {
      const { display, overflow } = getComputedStyle(element);
      return display !== 'contents' && overflow !== 'visible';
    },
    /** Whether it takes up room on the page; what it lets overflow counts. */
    hasBox(element: Element): boolean {
      const content = element.shadowRoot?.querySelector('.widget');
      return [element, ...(content && !notes.clips(element) ? [content] : [])].some((one) => {
        const { width, height, right, bottom, left } = one.getBoundingClientRect();
        const within = right + scrollX > 0 && bottom + scrollY > 0;
        // What is meant for screen readers alone is one pixel wide.
        return width > 1 && height > 1 && within && left + scrollX < document.documentElement.scrollWidth;
      });
    },
    /** Whether something around it is closed, hidden, transparent or has no room of its own for it. */
    isShut(element: Element): boolean {
      const parent = notes.around(element);
      if (!parent) return false;
      const { width, height, right, bottom } = parent.getBoundingClientRect();
      const away = right + scrollX <= 0 || bottom + scrollY <= 0;
      const none = notes.clips(parent) && (width <= 1 || height <= 1);
      return (
        (parent instanceof HTMLDetailsElement && !parent.open && element.localName !== 'summary') ||
        !notes.isRendered(parent) ||
        (away && width > 1 && height > 1) ||
        none ||
        notes.isShut(parent)
      );
    },
    hidden(element: Element): SeenElement['hidden'] {
      if (notes.isShut(element)) return 'around';
      return notes.isRendered(element) && notes.hasBox(element) ? '' : 'itself';
    },
  };
  Object.defineProperty(window, Symbol.for('cq-doctor'), { value: notes });
  document.addEventListener('securitypolicyviolation', (event) => {
    const { effectiveDirective: directive, blockedURI: blocked, sourceFile: asker, originalPolicy } = event;
    const names = [directive, directive.replace(/-(elem|attr)$/, ''), 'child-src', 'default-src'];
    const parts = originalPolicy.split(';').map((one) => one.trim());
    const own = names.filter((name) => name !== 'child-src' || directive === 'frame-src');
    const policy = own.map((name) => parts.find((one) => one.split(' ')[0] === name)).find(Boolean) ?? '';
    const { violations } = notes;
    const known = violations.some((one) => one.directive === directive && one.blocked === blocked);
    if (!known) violations.push({ directive, blocked, asker, policy });
  });
}

/** Runs in each document. */
function look(): SeenDocument {
  const notes = (window as never as Record<symbol, Notes>)[Symbol.for('cq-doctor')]!;
  return {
    origin: self.origin,
    violations: notes.violations,
    frames: notes.frames(),
    loaders: [...document.querySelectorAll<HTMLScriptElement>('script[src*="/embed/"]')]
      .filter(({ src }) => /\/embed\/(\d+\.js|\d+\.\d+\.\d+\/loader\.js)(\?|$)/.test(src))
      .map((script) => ({
        src: script.src,
        integrity: script.integrity,
        crossorigin: script.crossOrigin !== null,
        version: script.dataset.cq ?? '',
      })),
    elements: notes.elements().map((element) => {
      const root = element.shadowRoot;
      const parts = [...(root?.querySelectorAll('[part]') ?? [])].map(
        (one) => one.getAttribute('part') ?? '',
      );
      // Frameworks set properties of elements that they know, and no attributes.
      const [consultation, activity, api] = (['consultation', 'activity', 'api'] as const).map((name) =>
        String(element.getAttribute(name) ?? (element as never as Record<string, unknown>)[name] ?? ''),
      );
      return {
        name: element.localName,
        consultation: consultation!,
        activity: activity!,
        api: api!,
        upgraded: Boolean(root?.querySelector('.widget > *:not(.muted)')),
        off: notes.isOff(element),
        inShadow: element.getRootNode() !== document,
        hidden: notes.hidden(element),
        parts: [...new Set(parts)],
        says: root?.querySelector('[part=error]')?.textContent?.replace(/\s+/g, ' ').trim() ?? '',
      };
    }),
  };
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

/** Asks the platform, beside the page, how its releases stand, who may write, and what elements are told. */
export async function askPlatform(
  platform: string,
  elements: readonly Asked[],
): Promise<PlatformFacts | undefined> {
  const ask = async <Body>(path: string): Promise<Body | undefined> => {
    const answer = await fetch(new URL(path, platform));
    return answer.ok ? ((await answer.json()) as Body) : undefined;
  };
  try {
    const facts: PlatformFacts = {
      versions: (await ask<PlatformFacts['versions']>('/embed/versions.json')) ?? [],
      origins: {},
      views: {},
    };
    for (const element of elements) {
      const { name, consultation: slug, activity } = element;
      if (!/^[a-z0-9-]+$/.test(slug)) continue;
      if (!(slug in facts.origins)) {
        const known = await ask<{ consultation: { body: { origins: string[] } } }>(
          `/v1/consultations/${slug}`,
        );
        facts.origins[slug] = known && [...known.consultation.body.origins, new URL(platform).origin];
      }
      const kind = KINDS[name];
      if (!kind || !facts.origins[slug] || viewKey(element) in facts.views) continue;
      const view = await fetch(new URL(viewPath(slug, kind, { activity }), platform));
      const { release } = view.ok ? ((await view.json()) as { release?: ReleaseNotice }) : {};
      // Any other refusal, of too many questions for one, says nothing of the activity.
      facts.views[viewKey(element)] = { known: view.status !== 404, off: release?.off ?? {} };
    }
    return facts;
  } catch {
    return undefined;
  }
}
