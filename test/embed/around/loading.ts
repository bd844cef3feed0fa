import assert from 'node:assert/strict';
import type { CDPSession } from 'puppeteer-core';
import type { ActivityKind } from '../../../src/contract/consultation.js';
import { ELEMENTS } from '../../../src/domain/elements.js';
import { HEIGHTS } from '../../../src/server/embedding/snippets.js';
import { BROWSERS, type BrowserName } from '../browsers.js';
import type { Check } from '../check.js';
import type { Stage } from '../harness.js';
import { PATHS, WIDGETS, type WidgetName } from '../paths.js';
import type { Person } from '../person.js';
import { openProxy, openSite } from '../site.js';
import { until } from '../visit.js';
import { complete, onPage, ready } from './host.js';

/** What a host's style sheet says, so that nothing moves while a widget loads: what the builder gives. */
export const KEEPING_THE_PLACE = Object.fromEntries(
  Object.entries(ELEMENTS).map(([kind, element]) => [element, HEIGHTS[kind as ActivityKind]]),
) as Record<WidgetName, string>;

/** While a page with a widget loads. */
export const LOADING_CHECKS: readonly Check[] = [
  ...WIDGETS.map((widget): Check => ({
    name: `nothing moves while <${widget}> loads, where the host keeps its place`,
    browsers: BROWSERS,
    async run(stage, browser) {
      const css = `<style>${widget} { display: block; min-block-size: ${KEEPING_THE_PLACE[widget]}; }</style>`;
      const kept = await shiftOn(stage, browser, widget, css);
      assert.deepEqual([kept.pixels, kept.score], [0, 0]);
      const { pixels, score } = await shiftOn(stage, browser, widget, '');
      return `without the host's CSS, what follows moves by ${pixels} px (layout shift ${score.toFixed(3)})`;
    },
  })),
  {
    name: 'the host’s first paint does not wait for the loader',
    browsers: BROWSERS,
    run: paintsFirst,
  },
  {
    name: 'what a page announces is asked for once',
    browsers: BROWSERS,
    run: asksOnce,
  },
  ...(['Save-Data', 'prefers-reduced-data'] as const).map((asking): Check => ({
    name: `with ${asking} nothing is fetched before somebody takes part, and no stream is opened`,
    // Firefox knows neither.
    browsers: ['Chromium'],
    run: (stage, browser) => savesData(stage, browser, ASKING[asking]),
  })),
];

/** How far what follows a widget moves from the page's first layout until the widget is complete. */
async function shiftOn(stage: Stage, browser: BrowserName, widget: WidgetName, css: string) {
  return onPage(
    stage,
    browser,
    {
      widget,
      markup: (parts) => ({
        head: css + parts.snippet,
        body: `${parts.widget}<p id="next">Suite de la page.</p><script>{
          const next = document.getElementById('next');
          const top = () => next.getBoundingClientRect().top;
          const before = top();
          let score = 0;
          const observer = PerformanceObserver.supportedEntryTypes.includes('layout-shift') &&
            new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (score += value)));
          if (observer) observer.observe({ type: 'layout-shift', buffered: true });
          next.shift = () => ({ pixels: Math.round(top() - before), score });
        }</script>`,
      }),
    },
    async ({ person }) => {
      await complete(person);
      return person.frame.evaluate(() =>
        (
          document.getElementById('next') as unknown as { shift(): { pixels: number; score: number } }
        ).shift(),
      );
    },
  );
}

/** The loader is asked for, and not answered before the page has been painted. */
async function paintsFirst(stage: Stage, browser: BrowserName): Promise<void> {
  let release = () => {};
  const painted = new Promise<void>((resolve) => (release = resolve));
  const slow = await openSite(async () => {
    await painted;
    return { headers: { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' }, body: '' };
  });
  try {
    const snippet = (text: string) => text.replace(/src="[^"]+"/, `src="${slow.origin}/embed/1.js"`);
    await onPage(
      { ...stage, origins: [...stage.origins, slow.origin] },
      browser,
      {
        widget: 'cq-survey',
        markup: (parts) => ({ head: snippet(parts.snippet), body: parts.widget }),
      },
      async ({ person }) => {
        await until('first paint', () =>
          person.frame.evaluate(() => performance.getEntriesByName('first-contentful-paint').length > 0),
        );
      },
    );
  } finally {
    release();
    slow.close();
  }
}

/** Files and first view, by the page’s own lines, by the loader and by the widget: one request each reaches the platform. */
async function asksOnce(stage: Stage, browser: BrowserName): Promise<void> {
  for (const widget of WIDGETS) {
    const asked: string[] = [];
    const proxy = await openProxy(stage.platform.origin, (path, text) => {
      if (/\.js$|\/view\?/.test(path)) asked.push(path);
      return text;
    });
    try {
      await onPage(
        { ...stage, origins: [...stage.origins, proxy.origin] },
        browser,
        {
          widget,
          markup: ({ announced }) => ({
            head: proxy.through(announced.head),
            body: proxy.through(announced.widget),
          }),
        },
        ({ person }) => complete(person),
      );
    } finally {
      proxy.close();
    }
    assert.equal(asked.filter((path) => path.endsWith('/core.js')).length, 1, asked.join('\n'));
    assert.deepEqual([...new Set(asked)], asked, `<${widget}>`);
  }
}

/** How a citizen's browser asks for little traffic. */
const ASKING = {
  'Save-Data': (session: CDPSession) =>
    session.send('Emulation.setDataSaverOverride', { dataSaverEnabled: true }),
  'prefers-reduced-data': (session: CDPSession) =>
    session.send('Emulation.setEmulatedMedia', {
      features: [{ name: 'prefers-reduced-data', value: 'reduce' }],
    }),
};

async function savesData(
  stage: Stage,
  browser: BrowserName,
  ask: (session: CDPSession) => Promise<unknown>,
): Promise<void> {
  for (const widget of WIDGETS) {
    await onPage(
      stage,
      browser,
      {
        widget,
        async before(page) {
          await ask(await page.createCDPSession());
        },
      },
      async ({ person, consultation, visit }) => {
        await ready(person);
        await quiet(person);
        assert.deepEqual(await fetched(person, /participation\.js|\/events$/), [], `<${widget}> before`);
        if (await person.has('summary', /^Vos renseignements personnels/)) {
          await person.press(/^Vos renseignements personnels/);
          await person.sees(/^Qui les recueille$/, 'dt');
        }
        await PATHS[widget]({ person, consultation, platform: stage.platform.origin, visit });
        assert.deepEqual(await fetched(person, /\/events$/), [], `<${widget}>: no stream`);
      },
    );
  }
}

function fetched({ frame }: Person, name: RegExp): Promise<string[]> {
  return frame.evaluate(
    (source) =>
      performance
        .getEntriesByType('resource')
        .map((entry) => entry.name)
        .filter((one) => new RegExp(source).test(one)),
    name.source,
  );
}

/** Until the browser has nothing better to do: whatever would begin by itself has begun. */
function quiet({ frame }: Person): Promise<void> {
  return frame.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestIdleCallback(() => resolve()))),
  );
}
