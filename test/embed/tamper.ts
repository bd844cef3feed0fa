import assert from 'node:assert/strict';
import { BROWSERS, type BrowserName } from './browsers.js';
import type { Check } from './check.js';
import type { Stage } from './harness.js';
import type { HostPage, Parts } from './pages.js';
import type { WidgetName } from './paths.js';
import { Person } from './person.js';
import { openProxy } from './site.js';
import { until, visit } from './visit.js';

/** Somebody on the way, or on the platform itself, adds one statement to a file. */
const ADDED = `\n;document.documentElement.setAttribute('data-tampered', '');`;

interface Tampering {
  file: string;
  widget: WidgetName;
  lang?: 'en';
  /** The page's snippet: of one release, with its integrity, or one that announces the widget's files beside. */
  snippet?: 'pinned' | 'announced';
  /** What stands there all the same. */
  remains(person: Person): Promise<void>;
}

/** The page's own content, and no widget. */
async function fallback({ frame, element }: Person): Promise<void> {
  const shown = await frame.evaluate((name) => {
    const widget = document.querySelector(name)!;
    return [widget.shadowRoot === null, widget.querySelector('a')!.checkVisibility()];
  }, element);
  assert.deepEqual(shown, [true, true], 'the fallback content stays');
}

const TAMPERINGS: Tampering[] = [
  { file: 'loader', widget: 'cq-survey', snippet: 'pinned', remains: fallback },
  ...['core', 'forms', 'survey'].map((file): Tampering => ({
    file,
    widget: 'cq-survey',
    snippet: 'announced',
    remains: fallback,
  })),
  { file: 'core', widget: 'cq-survey', remains: fallback },
  { file: 'forms', widget: 'cq-survey', remains: fallback },
  { file: 'list', widget: 'cq-idea-vote', remains: fallback },
  { file: 'survey', widget: 'cq-survey', remains: fallback },
  { file: 'comment-thread', widget: 'cq-comment-thread', remains: fallback },
  { file: 'idea-vote', widget: 'cq-idea-vote', remains: fallback },
  { file: 'feedback-prompt', widget: 'cq-feedback-prompt', remains: fallback },
  {
    file: 'participation',
    widget: 'cq-comment-thread',
    async remains(person) {
      await person.press(/^Écrire un commentaire$/);
      await person.sees(/La connexion au service est interrompue/, '.notice');
    },
  },
  {
    // The survey vouches for it, the loader does not know it.
    file: 'survey-end',
    widget: 'cq-survey',
    async remains(person) {
      await person.press(/^Continuer$/);
      await person.sees(/La connexion au service est interrompue/, '.notice');
    },
  },
  {
    file: 'en',
    widget: 'cq-comment-thread',
    lang: 'en',
    remains: (person) => person.sees(/^Écrire un commentaire$/, '[lang=fr] button'),
  },
];

/** For each file of the release in turn: altered, it never runs, and the console names it. */
export const TAMPER_CHECKS: readonly Check[] = [
  ...TAMPERINGS.map((tampering): Check => ({
    name: `an altered ${tampering.file}.js never runs${tampering.snippet === 'announced' ? ', announced by the page' : ''}`,
    browsers: BROWSERS,
    run: (stage, browser) => refuse(stage, browser, tampering),
  })),
  {
    name: 'an altered loader runs where the snippet has no integrity, so that these tests can fail',
    browsers: BROWSERS,
    async run(stage, browser) {
      await meet(stage, browser, { file: 'loader', widget: 'cq-survey' }, async (person) => {
        await until('mark of the altered file', () => isMarked(person));
      });
    },
  },
];

async function refuse(stage: Stage, browser: BrowserName, tampering: Tampering): Promise<void> {
  const { file } = tampering;
  await meet(stage, browser, tampering, async (person, faults) => {
    await until(`word about ${file}.js in the console`, async () =>
      faults.some((fault) => fault.includes(`${file}.js`)),
    );
    await tampering.remains(person);
    assert.equal(await isMarked(person), false, 'the added statement ran');
  });
}

function isMarked({ frame }: Person): Promise<boolean> {
  return frame.evaluate(() => document.documentElement.hasAttribute('data-tampered'));
}

/** Opens a page whose platform is reached through somebody who alters a file. */
async function meet(
  stage: Stage,
  browser: BrowserName,
  { file, widget, lang, snippet }: Omit<Tampering, 'remains'>,
  look: (person: Person, faults: readonly string[]) => Promise<void>,
): Promise<void> {
  const { page, origin, close: endProxy } = await alteredPage(stage, { file, lang, snippet });
  const address = stage.address(page, widget, await stage.platform.consultation());
  const {
    page: opened,
    faults,
    close,
  } = await visit(stage.browsers[browser]!, address, { origins: [...stage.origins, origin] });
  try {
    await look(await Person.meet(opened, widget), faults);
  } finally {
    await close();
    endProxy();
  }
}

/** Serves a page whose platform is reached through somebody who alters a file; `head` is what else the page has there. */
export async function alteredPage(
  stage: Stage,
  {
    file,
    lang,
    snippet,
    head = '',
  }: { file: string; lang?: 'en' | undefined; snippet?: Tampering['snippet'] | undefined; head?: string },
): Promise<{ page: HostPage; origin: string; close: () => void }> {
  const altered = new RegExp(`/embed/([\\d.]+/${file}|${file === 'loader' ? '1' : '-'})\\.js$`);
  const proxy = await openProxy(stage.platform.origin, (path, text) =>
    altered.test(path) ? text + ADDED : text,
  );
  const page: HostPage = {
    name: `altered ${file}`,
    expects: 'writes',
    markup(parts: Parts) {
      const pasted =
        snippet === 'announced'
          ? parts.announced
          : { head: snippet ? parts.pinned : parts.snippet, widget: parts.widget };
      return {
        head: head + proxy.through(pasted.head),
        body: `<div lang="${lang ?? 'fr'}">${proxy.through(pasted.widget)}</div>`,
      };
    },
  };
  stage.serve(page);
  return { page, origin: proxy.origin, close: proxy.close };
}
