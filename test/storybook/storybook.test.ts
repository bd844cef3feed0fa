import assert from 'node:assert/strict';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type Axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findBrowser } from '../../scripts/browser.mjs';

/** The static build, which `npm run build-storybook` makes, on a plain file server. */
const folder = fileURLToPath(new URL('../../dist/storybook/', import.meta.url));
const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

interface Entry {
  id: string;
  type: 'story' | 'docs';
  name: string;
  title: string;
}
const { entries } = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as {
  entries: Record<string, Entry>;
};

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

describe('the static Storybook', { concurrency: 2 }, () => {
  let browser: Browser;
  let origin = '';
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url!, 'http://x').pathname));
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    if (!existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });

  before(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://localhost:${(server.address() as AddressInfo).port}`;
    browser = await chromium.launch({
      executablePath: await findBrowser(),
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
  });
  after(async () => {
    await browser.close();
    server.close();
  });

  for (const { id, type, title, name } of Object.values(entries)) {
    for (const locale of type === 'story' ? ['fr', 'en'] : ['fr']) {
      it(`shows «${title} / ${name}» in ${locale}, asks nobody else for anything and passes axe`, async () => {
        const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
        // All stories of a component on one page take their time on a slow machine.
        page.setDefaultTimeout(120_000);
        const trouble = listen(page, origin);
        if (type === 'story') await page.addInitScript({ content: NOTE_STEPS });
        const mode = type === 'docs' ? 'docs' : 'story';
        await page.goto(
          `${origin}/iframe.html?id=${id}&viewMode=${mode}&globals=a11y.manual:!true;locale:${locale}`,
        );
        await rendered(page, type);
        assert.deepEqual(trouble(), []);
        if (type === 'story') {
          assert.equal(await stepsOf(page), 'success');
          const expected = SHOWN.filter(([story]) => story.test(id)).map(([, part]) => part);
          // By its own steps, which may take a moment.
          for (const part of expected) await page.locator(`[part=${part}]`).first().waitFor();
          if (!expected.includes('error')) assert.equal(await page.locator('[part=error]').count(), 0);
          assert.deepEqual(await violations(page), []);
        }
        await page.close();
      });
    }
  }
});

/** Waits until Storybook says that the story is shown and its own steps are done. */
async function rendered(page: Page, type: Entry['type']): Promise<void> {
  const shown = type === 'docs' ? '#storybook-docs :is(h1, h2)' : '#storybook-root > *';
  await page.waitForSelector(`${shown}, .sb-show-errordisplay`, { state: 'attached' });
  await page.waitForFunction(() => !document.body.classList.contains('sb-show-preparing-story'));
  await page.waitForFunction(() => {
    const elements = [...document.querySelectorAll('*')].filter((element) =>
      element.localName.startsWith('cq-'),
    );
    return elements.every((element) => element.shadowRoot?.querySelector('.widget, slot'));
  });
}

/** Notes, in the page, how a story's own steps ended: Storybook says so on its channel, to whoever listens from the start. */
const NOTE_STEPS = `
  let channel;
  Object.defineProperty(window, '__STORYBOOK_ADDONS_CHANNEL__', {
    configurable: true,
    get: () => channel,
    set(given) {
      channel = given;
      given.on('playFunctionThrewException', ({ message }) => (window.cqSteps = message || 'threw'));
      given.on('storyFinished', ({ status }) => (window.cqSteps ??= status));
    },
  });
`;

/** How a story's own steps ended: `success`, or what went wrong. */
async function stepsOf(page: Page): Promise<string> {
  const steps = await page.waitForFunction(() => (window as { cqSteps?: string }).cqSteps);
  return (await steps.jsonValue()) ?? '';
}

/** What went wrong on the page so far: errors, and requests to anybody else. */
function listen(page: Page, origin: string): () => string[] {
  const trouble: string[] = [];
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('request', (request) => {
    const local = /^(data|blob):/.test(request.url()) || new URL(request.url()).origin === origin;
    if (!local) trouble.push(`asked ${request.url()}`);
  });
  return () => [...trouble];
}

/** What a story of a state must show, by the end of its id. What cannot be reached belongs to the first two alone. */
const SHOWN: [story: RegExp, part: string][] = [
  [/--(unreachable|every-state)$/, 'error'],
  [/--mistake$/, 'error'],
  [/--(before|closed)$/, 'phase'],
  [/--not-allowed$/, 'not-allowed'],
  [/--errors$/, 'error-summary'],
  [/(sondage|rétroaction)--submitted$/, 'receipt'],
  [/(sondage|commentaires|rétroaction)--saved-offline$/, 'pending'],
];

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof Axe };
    // A story is no page: it has no landmarks of its own, and the contact sheet shows one element many times.
    const { violations } = await axe.run('#storybook-root', {
      rules: { region: { enabled: false }, 'landmark-unique': { enabled: false } },
    });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
  });
}
