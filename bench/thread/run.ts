/**
 * What the first page of a thread costs the browser, at 100 comments and at 10,000 grown from the République numérique
 * consultation: the main thread's time from the element's entering the page to twenty painted comments, and what a
 * further page then costs, and an update that changes nothing of all that is shown then; processor slowed four times,
 * the script there already, no network but this machine's. Beside it the floor: the same twenty texts as plain elements
 * with as many buttons, put into the page as one piece of HTML, the focus moved to the first of a further page as ours is.
 *
 *   npm run bench:thread            nine runs of each, in turn; medians
 */
import { readFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { definitionFor } from '../../stories/support/definitions.js';
import { busy, median, openBrowser, SLOWER } from '../page/measure.js';
import { platformForBench } from '../platform.js';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '9' } } });
const SIZES = [100, 10_000];
/** What a reader waits for at most, in milliseconds. */
const AIM = 50;

interface Row {
  id: number;
  body: string;
  alignment?: string;
}

/** As many comments as asked for, from real ones: each again, with a word of its own, until there are enough. */
function grown(count: number): Row[] {
  const file = fileURLToPath(new URL('../../demo/republique-numerique/comments.ndjson', import.meta.url));
  const real = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row & { ideaId?: number });
  return Array.from({ length: count }, (_, index) => {
    const { ideaId: _idea, ...row } = real[index % real.length]!;
    return { ...row, id: index + 1, body: `${row.body} (${index + 1})` };
  });
}

/** What one visit cost, in milliseconds. */
type Cost = Record<'all' | 'script' | 'layout' | 'longest' | 'more' | 'longestMore' | 'again', number>;

const escaped = (text: string) => text.replace(/[&<>]/g, (one) => `&#${one.charCodeAt(0)};`);
/** What shows twenty comments at the least: names, dates, texts and what is done with them. */
const plain = (page: number) =>
  `<section><h2>Discussion</h2><ol>${grown(20 * page)
    .slice(-20)
    .map(
      ({
        id,
        body,
        alignment = '',
      }) => `<li><article tabindex="-1"><h3>Participant ${id}</h3><p><time>il y a 2 jours</time> ${alignment}</p>
      ${body
        .split('\n')
        .map((line) => `<p>${escaped(line)}</p>`)
        .join('')}
      <p><button>Pour 12</button> <button>Contre 3</button> <button>Répondre</button> <button>Signaler</button></p></article></li>`,
    )
    .join('')}</ol></section>`;

/** With words of its own in Québec's fonts, as the ministries' pages have: the browser has opened them before a widget comes. */
const HOST = `<!doctype html><html lang="fr"><title>Mesure</title>
<style>body { font: 1rem/1.5 'Open Sans', system-ui, sans-serif } h1, h2, h3 { font-family: Roboto, system-ui, sans-serif }</style>
<main><h1>Mesure</h1><p>Une page a <strong>ses propres mots</strong>, <b style="font-weight: 600">en demi-gras</b>, et <em>ses polices</em>.</p></main>`;

const platform = await platformForBench();
const host = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end(HOST));
await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
const hostOrigin = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
await platform.cq('body', 'add', 'exemple', '--name-fr', 'Ministère de l’Exemple', '--origin', hostOrigin);
const folder = await mkdtemp(join(tmpdir(), 'cq-bench-thread-'));
for (const size of SIZES) {
  const [definition, rows] = [join(folder, `${size}.json`), join(folder, `${size}.ndjson`)];
  await writeFile(definition, JSON.stringify(definitionFor(`fil-${size}`)));
  await writeFile(
    rows,
    grown(size)
      .map((row) => JSON.stringify(row))
      .join('\n'),
  );
  await platform.cq('apply', definition);
  await platform.cq('import', rows, '--consultation', `fil-${size}`, '--activity', 'discussion');
}

const browser = await openBrowser();
const costs = new Map([0, ...SIZES].map((size) => [size, [] as Cost[]]));
try {
  for (let run = 0; run < Number(values.runs); run++)
    for (const [size, list] of costs) list.push(await visit(size));
} finally {
  await browser.close();
  host.close();
  await platform.close();
}
console.log(
  `${values.runs} runs of each, in turn; medians, in milliseconds; processor ÷ ${SLOWER}; aim ≤ ${AIM}`,
);
console.log(
  'comments   scripts   styles, layout   all   longest task   next page, of five: all   longest task   drawn again',
);
for (const [size, visits] of costs) {
  const of = (name: keyof Cost) => median(visits.map((cost) => cost[name]));
  const cells = [
    of('script'),
    of('layout'),
    of('all'),
    of('longest'),
    of('more'),
    of('longestMore'),
    of('again'),
  ];
  console.log(
    (size ? String(size) : 'plain').padStart(8),
    ...cells.map((cell) => cell.toFixed(1).padStart(11)),
  );
}
process.exit(0);

/** One page that has the script, into which the element is put; with no comments to read, the plain ones. */
async function visit(size: number): Promise<Cost> {
  const context = await browser.newContext({ viewport: { width: 412, height: 915 } });
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    // The thread's own time: what else runs on the machine is not counted.
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.addInitScript('globalThis.__name = (named) => named');
    await page.goto(hostOrigin);
    // A thread that is nowhere has the browser fetch and run the files, as where it stands in the page before the script.
    await put(page, 'nulle-part');
    await page.addScriptTag({ url: `${platform.origin}/embed/1.js` });
    await page.waitForFunction(() => customElements.get('cq-comment-thread'));
    await page.waitForTimeout(500);
    await page.evaluate(() => document.querySelector('cq-comment-thread')!.remove());
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await page.evaluate(() => {
      const seen = { longest: 0 };
      Object.assign(window, { seen });
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
      }).observe({ type: 'longtask' });
    });
    const before = await busy(devtools);
    if (size) await put(page, `fil-${size}`);
    else await add(page, plain(1));
    await shown(page, 20);
    const after = await busy(devtools);
    const longest = await longestSince(page);
    await page.waitForTimeout(500);
    const then = await busy(devtools);
    const last = size ? Math.min(6, size / 20) : 6;
    for (let pages = 2; pages <= last; pages++) {
      if (size)
        await page.evaluate(() => {
          const root = document.querySelector('cq-comment-thread')!.shadowRoot!;
          const more = [...root.querySelectorAll('button')].find((one) =>
            one.textContent.includes('Afficher plus de comm'),
          );
          more?.click();
        });
      else await add(page, plain(pages), true);
      await shown(page, pages * 20);
    }
    const more = ((await busy(devtools)).all - then.all) / (last - 1);
    const longestMore = await longestSince(page);
    await page.waitForTimeout(500);
    const still = await busy(devtools);
    if (size) await page.evaluate(drawAgain);
    return {
      all: after.all - before.all,
      script: after.script - before.script,
      layout: after.layout - before.layout,
      longest,
      more,
      longestMore,
      again: (await busy(devtools)).all - still.all,
    };
  } finally {
    await context.close();
  }
}

/** Adds plain comments; `moves` the focus to the first of them, as a further page does. */
async function add(page: Page, markup: string, moves = false): Promise<void> {
  await page.evaluate(
    ([html, focuses]) => {
      const main = document.querySelector('main')!;
      main.insertAdjacentHTML('beforeend', html);
      if (focuses) main.lastElementChild!.querySelector('article')!.focus();
    },
    [markup, moves] as const,
  );
}

/** Runs in the page: something of the thread is another, as when somebody votes, but nothing of what is shown. */
async function drawAgain(): Promise<void> {
  const element = document.querySelector('cq-comment-thread') as HTMLElement & {
    requestUpdate: () => void;
    updateComplete: Promise<boolean>;
  };
  element.requestUpdate();
  await element.updateComplete;
}

/** The longest task since this was asked last, in milliseconds; 0 where none was over 50. */
async function longestSince(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { seen } = window as unknown as { seen: { longest: number } };
    const { longest } = seen;
    seen.longest = 0;
    return longest;
  });
}

async function put(page: Page, consultation: string): Promise<void> {
  await page.evaluate(
    ([slug, api]) => {
      const element = document.createElement('cq-comment-thread');
      element.setAttribute('consultation', slug!);
      element.setAttribute('api', api!);
      document.querySelector('main')!.append(element);
    },
    [consultation, `${platform.origin}/`],
  );
}

/** Waits until so many comments are there and painted: the page tells, since asking it again and again is work too. */
async function shown(page: Page, count: number): Promise<void> {
  await page.evaluate(
    (wanted) =>
      new Promise<void>((resolve) => {
        const root = document.querySelector('cq-comment-thread')?.shadowRoot ?? document;
        const look = () => {
          if (root.querySelectorAll('article').length < wanted) return;
          watch.disconnect();
          requestAnimationFrame(() => setTimeout(resolve));
        };
        const watch = new MutationObserver(look);
        watch.observe(root, { childList: true, subtree: true });
        look();
      }),
    count,
  );
}
