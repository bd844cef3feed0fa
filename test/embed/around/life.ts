import assert from 'node:assert/strict';
import { BROWSERS, type BrowserName } from '../browsers.js';
import type { Check } from '../check.js';
import type { Stage } from '../harness.js';
import { refusing } from '../host-scripts.js';
import { PATHS, WIDGETS, type WidgetName } from '../paths.js';
import type { Person } from '../person.js';
import { until } from '../visit.js';
import { complete, onPage, ready, seesAnother } from './host.js';

/** What a page does with a widget: prints it, leaves and comes back, takes it out and puts it back. */
export const LIFE_CHECKS: readonly Check[] = [
  ...WIDGETS.flatMap((widget): Check[] => [
    {
      name: `<${widget}> is readable on paper, without its buttons`,
      browsers: ['Chromium'],
      run: (stage, browser) => printed(stage, browser, widget),
    },
    {
      name: `a page with <${widget}> comes back from the back-forward cache, and the widget works`,
      browsers: ['Chromium'],
      run: (stage, browser) => comesBack(stage, browser, widget),
    },
    {
      name: `<${widget}> keeps what was typed when it is taken out and put back`,
      browsers: BROWSERS,
      run: (stage, browser) => keepsWhatWasTyped(stage, browser, widget),
    },
    {
      name: `200 times <${widget}> put in and taken out leave no element behind`,
      browsers: ['Chromium'],
      run: (stage, browser) => leaksNothing(stage, browser, widget),
    },
  ]),
  {
    name: 'where storage is refused and the service does not answer, the widget says that this visit alone keeps it',
    browsers: BROWSERS,
    run: saysWhatItCannotKeep,
  },
];

async function printed(stage: Stage, browser: BrowserName, widget: WidgetName): Promise<void> {
  await onPage(stage, browser, { widget }, async ({ person, consultation }) => {
    await complete(person);
    await person.page.emulateMediaType('print');
    const text: Record<WidgetName, RegExp> = {
      'cq-survey': /Avez-vous utilisé un vélo/,
      'cq-comment-thread': new RegExp(consultation.comment.body, 'u'),
      'cq-idea-vote': new RegExp(consultation.idea.title, 'u'),
      'cq-feedback-prompt': /vous a-t-elle été utile/,
    };
    await person.sees(text[widget]);
    assert.equal(await person.has('button'), false, 'a button on paper');
  });
}

async function comesBack(stage: Stage, browser: BrowserName, widget: WidgetName): Promise<void> {
  const markup = (parts: { snippet: string; widget: string }) => ({
    head: parts.snippet,
    body: `${parts.widget}<script>addEventListener('pageshow', ({ persisted }) => {
      if (persisted) document.body.dataset.persisted = JSON.stringify(performance.now());
    });</script>`,
  });
  await onPage(stage, browser, { widget, markup }, async (host) => {
    const { person, visit } = host;
    await complete(person);
    await visit.page.goto(`${stage.platform.origin}/healthz`);
    await visit.page.goBack();
    const state = await until('page again', () =>
      visit.page.evaluate((name) => {
        if (!document.querySelector(name)?.shadowRoot) return null;
        const [entry] = performance.getEntriesByType('navigation');
        const { notRestoredReasons } = entry as unknown as { notRestoredReasons?: unknown };
        return { persisted: document.body.dataset.persisted, why: JSON.stringify(notRestoredReasons) };
      }, widget),
    );
    assert.ok(state.persisted, `not from the cache: ${state.why}`);
    await PATHS[widget]({ ...host, platform: stage.platform.origin });
    await host.consultation.another();
    await seesAnother(person);
  });
}

const TYPED: Record<WidgetName, (person: Person) => Promise<RegExp>> = {
  async 'cq-survey'(person) {
    await person.choose(/^Non$/);
    await person.choose(/^Autre \(préciser\)$/);
    await person.write(/^Précisez/, 'Le vélo était chez le mécanicien.');
    return /^Précisez/;
  },
  async 'cq-comment-thread'(person) {
    await person.press(/^Écrire un commentaire$/);
    await person.write(/^Votre commentaire/, 'Le vélo était chez le mécanicien.');
    return /^Votre commentaire/;
  },
  async 'cq-idea-vote'(person) {
    await person.press(/^Proposer une idée$/);
    await person.write(/^Votre idée/, 'Le vélo était chez le mécanicien.');
    return /^Votre idée/;
  },
  async 'cq-feedback-prompt'(person) {
    await person.press(/^Non$/);
    await person.write(/^Vos précisions/, 'Le vélo était chez le mécanicien.');
    return /^Vos précisions/;
  },
};

async function keepsWhatWasTyped(stage: Stage, browser: BrowserName, widget: WidgetName): Promise<void> {
  await onPage(stage, browser, { widget }, async ({ person }) => {
    const field = await TYPED[widget](person);
    await person.frame.evaluate(async (name) => {
      const element = document.querySelector(name)!;
      const parent = element.parentElement!;
      element.remove();
      await new Promise((resolve) => setTimeout(resolve));
      const again = new Promise((resolve) =>
        new MutationObserver(resolve).observe(element.shadowRoot!, {
          childList: true,
          subtree: true,
          attributes: true,
        }),
      );
      parent.append(element);
      await Promise.race([
        again,
        new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
      ]);
    }, widget);
    const found = await person.find('input, textarea', field);
    assert.equal(
      await found.evaluate((one) => (one as HTMLInputElement).value),
      'Le vélo était chez le mécanicien.',
    );
  });
}

async function leaksNothing(stage: Stage, browser: BrowserName, widget: WidgetName): Promise<string> {
  return onPage(stage, browser, { widget }, async ({ person }) => {
    await complete(person);
    const session = await person.page.createCDPSession();
    const collected = async () => {
      await session.send('HeapProfiler.collectGarbage');
      const { metrics } = await session.send('Performance.getMetrics');
      return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
    };
    await session.send('Performance.enable');
    const before = await collected();
    const seen = await person.frame.evaluateHandle(async (name) => {
      const { outerHTML } = document.querySelector(name)!;
      const place = document.body.appendChild(document.createElement('div'));
      const gone: WeakRef<Element>[] = [];
      for (let time = 0; time < 200; time++) {
        place.innerHTML = outerHTML;
        await new Promise((resolve) => place.addEventListener('cq-ready', resolve, { once: true }));
        gone.push(new WeakRef(place.firstElementChild!));
        place.replaceChildren();
      }
      return gone;
    }, widget);
    const survivors = await until('end of all elements', async () => {
      const after = await collected();
      const alive = await seen.evaluate((gone) => gone.filter((one) => one.deref()).length);
      return alive === 0 && after;
    });
    return `nodes ${before.Nodes} → ${survivors.Nodes}, listeners ${before.JSEventListeners} → ${survivors.JSEventListeners}, heap ${megabytes(before)} → ${megabytes(survivors)} MB`;
  });
}

function megabytes({ JSHeapUsedSize = 0 }: Record<string, number>): string {
  return (JSHeapUsedSize / 1e6).toFixed(1);
}

async function saysWhatItCannotKeep(stage: Stage, browser: BrowserName): Promise<void> {
  const cut = `<script>{
    const real = fetch;
    window.fetch = (input, init) => init?.method === 'PUT' ? Promise.reject(new TypeError('cut')) : real(input, init);
  }</script>`;
  await onPage(
    stage,
    browser,
    {
      widget: 'cq-comment-thread',
      markup: ({ snippet, widget }) => ({
        head:
          refusing('localStorage', 'sessionStorage', 'indexedDB', 'locks', 'BroadcastChannel') +
          cut +
          snippet,
        body: widget,
      }),
    },
    async ({ person }) => {
      await ready(person);
      await person.press(/^Écrire un commentaire$/);
      await person.write(/^Votre commentaire/, 'Écrit sans rien garder.');
      await person.press(/^Publier$/);
      await person.sees(
        /Gardez cette page ouverte : cet appareil ne permet pas de le conserver/,
        '[part=pending] p',
      );
      await person.sees(/^Écrit sans rien garder\.$/, '[part=pending] .prose');
    },
  );
}
