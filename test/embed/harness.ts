import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConsultationDefinition } from '../../src/contract/consultation.js';
import { type Choice, kindOf } from '../../src/server/embedding/choice.js';
import { type Place, snippetFor } from '../../src/server/embedding/snippets.js';
import { definitionFor } from '../../stories/support/definitions.js';
import { needsOf } from '../../scripts/seal.mjs';
import { launch, type BrowserName } from './browsers.js';
import { device } from './hosts/device.js';
import { installSheets, sheet } from './hosts/sheets.js';
import { documentOf, type HostPage, PAGES, type Parts } from './pages.js';
import { PATHS, readOnly, type WidgetName } from './paths.js';
import { Person } from './person.js';
import { type Consultation, type Platform, startPlatform } from './platform.js';
import { type Answer, openSite, type Site, textOf } from './site.js';
import { visit, type VisitOptions } from './visit.js';
import type { Browser, Page } from 'puppeteer-core';

/** The platform, the sites of the matrix, and the browsers, for a whole run. */
export interface Stage {
  platform: Platform;
  browsers: Record<string, Browser>;
  /** Gives a page of one's own an address, on the registered site. */
  serve(page: HostPage): void;
  /** The address of a page with one widget of a consultation. */
  address(page: HostPage, widget: WidgetName, consultation: Consultation): string;
  /** A browser as the page's citizen has set theirs, and how that is done on each page of it. */
  browserFor(
    page: HostPage,
    name: BrowserName,
  ): Promise<{ browser: Browser; before: VisitOptions['before'] }>;
  /** What a page holds, as the site makes it. */
  parts(page: HostPage, widget: WidgetName, slug: string): Parts;
  origins: readonly string[];
  /** Violations that browsers reported of the pages with a consultation, by the policies' own means. */
  violations(slug: string): readonly string[];
  close(): Promise<void>;
}

/** What comes with a receipt. */
const LATER = ['survey-copy'];

/** What the widgets of these pages ask for beside; another survey, with other questions, asks for others. */
const PARTS: Record<string, string[]> = {
  survey: ['survey-shared', 'survey-end', 'survey-date', ...LATER],
  'comment-thread': ['thread-reading', 'thread-participation'],
};

export async function setStage(names: readonly BrowserName[]): Promise<Stage> {
  installSheets();
  const platform = await startPlatform();
  const release = fileURLToPath(new URL(`../../dist/embed/${platform.version}`, import.meta.url));
  const needs = needsOf(release);
  const pages = new Map<string, HostPage>();
  PAGES.forEach((page, index) => pages.set(`${index}`, page));
  const keyOf = (page: HostPage) => [...pages].find(([, one]) => one === page)![0];

  const reported = new Map<string, string[]>();
  const answer = async (path: string, request: IncomingMessage): Promise<Answer> => {
    const { pathname, searchParams } = new URL(path, 'http://localhost');
    const [, key = '', widget = '', slug = '', frame] = pathname.split('/');
    if (key === 'sheets') return sheet(pathname.slice('/sheets'.length));
    if (key === 'assets') return sheet(`/govuk-frontend/dist/govuk${pathname}`);
    if (key === 'bundle') return bundled(release, widget);
    if (key === 'violations') return noted(reported, widget, request);
    const page = pages.get(key);
    if (!page || !(widget in PATHS)) return { status: 204 };
    const made = parts(page, widget as WidgetName, slug);
    if (!frame)
      return {
        headers: reporting(slug, page.headers?.(made)),
        body: documentOf(page, made, searchParams.get('lang') ?? 'fr'),
      };
    const within = page.frames![frame]!(made);
    return {
      headers: reporting(slug, within.headers),
      body: `<!doctype html><html lang="fr"><title>Cadre</title>${within.body}</html>`,
    };
  };
  const sites: Record<'registered' | 'stranger' | 'outside', Site> = {
    registered: await openSite(answer),
    stranger: await openSite(answer),
    outside: await openSite(answer, '127.0.0.1'),
  };
  await platform.register(sites.registered.origin);

  function parts(page: HostPage, name: WidgetName, slug: string): Parts {
    const { origin, version } = platform;
    const at = sites[page.site ?? 'registered'].origin;
    const integrity = Object.fromEntries(
      Object.entries(platform.integrity).map(([file, hash]) => [file.replace(/\.js$/, ''), hash]),
    );
    const own = name.slice(3);
    const loader = `src="${origin}/embed/${version}/loader.js" integrity="${integrity.loader}"`;
    return {
      platform: origin,
      version,
      integrity,
      later: LATER,
      files: [
        'loader',
        'core',
        ...(needs[own] ?? []),
        own,
        ...(needs.participation ?? []),
        'participation',
        ...(PARTS[own] ?? []).flatMap((part) => [...(needs[part] ?? []), part]),
      ].filter((file, index, all) => all.indexOf(file) === index),
      here: `${at}/${keyOf(page)}/${name}/${slug}`,
      name,
      slug,
      widget: `<${name} consultation="${slug}"><a href="${origin}/c/${slug}">Participer</a></${name}>`,
      snippet: `<script async crossorigin src="${origin}/embed/1.js"></script>`,
      pinned: `<script async crossorigin ${loader}></script>`,
      announced: announcedSnippet(name, slug, {
        platform: origin,
        release: { version, integrity: platform.integrity, needs },
      }),
    };
  }

  const browsers: Record<string, Browser> = {};
  const devices = device(browsers);
  for (const name of names) browsers[name] = await launch(name);
  return {
    platform,
    browsers,
    parts,
    serve: (page) => void pages.set(`own-${pages.size}`, page),
    address(page, widget, { slug }) {
      const at = page.framedElsewhere ? sites.outside : sites[page.site ?? 'registered'];
      return `${at.origin}/${keyOf(page)}/${widget}/${slug}`;
    },
    violations: (slug) => reported.get(slug) ?? [],
    browserFor: (page, name) => devices.browserFor(page.device, name),
    origins: [platform.origin, ...Object.values(sites).map(({ origin }) => origin)],
    async close() {
      await devices.close();
      for (const browser of Object.values(browsers)) await browser.close();
      for (const site of Object.values(sites)) site.close();
      await platform.close();
    },
  };
}

/** What the platform's builder gives for one release, where the page announces the widget's files. */
function announcedSnippet(name: WidgetName, slug: string, place: Place): Parts['announced'] {
  const consultation = ConsultationDefinition.parse(definitionFor(slug));
  const activity = consultation.activities.find(({ kind }) => kind === kindOf(name));
  const choice: Choice = {
    consultation,
    activity: activity!,
    element: name,
    attributes: {},
    lang: 'fr',
    pageLang: 'fr',
    way: 'pinned',
    host: 'plain',
    look: {},
  };
  const { faster, head, body } = snippetFor(choice, place);
  return { head: `${faster}${head}`, widget: body };
}

const CSP = 'content-security-policy';

/** The same policy, with an address to report to: WebKit's driver tells of violations by no other means. */
function reporting(slug: string, headers: Record<string, string> = {}): Record<string, string> {
  const policy = headers[CSP];
  return policy ? { ...headers, [CSP]: `${policy}; report-uri /violations/${slug}` } : headers;
}

async function noted(
  reported: Map<string, string[]>,
  slug: string,
  request: IncomingMessage,
): Promise<Answer> {
  const report = JSON.parse(await textOf(request)) as { 'csp-report': Record<string, string> };
  const { 'effective-directive': directive, 'blocked-uri': blocked = '' } = report['csp-report'];
  // The page's own icon, which browsers ask for whether the page names one or not.
  if (!blocked.endsWith('/favicon.ico'))
    reported.set(slug, [...(reported.get(slug) ?? []), `VIOLATION ${directive} ${blocked}`]);
  return { status: 204 };
}

/** The elements as a page's own bundle would have them: another copy, from another place. */
async function bundled(release: string, file: string): Promise<Answer> {
  return {
    headers: { 'content-type': 'text/javascript' },
    body: await readFile(join(release, file.replace(/[^\w.-]/g, ''))),
  };
}

/** Opens what is closed on a page before anything else. */
export async function openOn(tab: Page, { opens }: HostPage): Promise<void> {
  if (opens) await (await tab.waitForSelector(opens))!.click();
}

/** Walks one widget's path on one page in one browser. Gives what went wrong, in words; nothing where all is well. */
export async function walk(
  stage: Stage,
  page: HostPage,
  browser: BrowserName,
  widget: WidgetName,
): Promise<string | undefined> {
  const { platform, origins } = stage;
  const consultation = await platform.consultation();
  const { browser: own, before } = await stage.browserFor(page, browser);
  const visiting = await visit(own, stage.address(page, widget, consultation), {
    origins,
    ...(page.says && { expected: page.says }),
    before: async (one) => {
      await before?.(one);
      await page.before?.(one);
    },
  });
  let failure = '';
  try {
    const person = await Person.meet(visiting.page, widget);
    await openOn(visiting.page, page);
    const path = page.expects === 'writes' ? PATHS[widget] : readOnly;
    await path({ person, consultation, platform: platform.origin, visit: visiting });
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
  } finally {
    await visiting.close();
  }
  return [failure, ...visiting.faults].filter(Boolean).join('\n') || undefined;
}
