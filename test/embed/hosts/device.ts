import type { Browser, Page } from 'puppeteer-core';
import { type BrowserName, launch } from '../browsers.js';
import type { Device } from '../pages.js';

/** Chromium is told page by page; Firefox has no such command, and is started with the preferences of such a device. */
const PREFERENCES: Record<string, Record<string, unknown>> = {
  'prefers-color-scheme: dark': { 'layout.css.prefers-color-scheme.content-override': 0 },
  'forced-colors: active': { 'browser.display.document_color_use': 2 },
};

/** Browsers of citizens whose devices are set in their own way. */
export function device(browsers: Record<string, Browser>) {
  const own = new Map<string, Promise<Browser>>();

  /** A Firefox with preferences of its own, once a run. */
  function firefox(settings: Device): Promise<Browser> {
    const preferences: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(settings)) {
      Object.assign(preferences, PREFERENCES[`${name}: ${value}`]);
    }
    const key = JSON.stringify(preferences);
    const started = own.get(key) ?? launch('Firefox', preferences);
    own.set(key, started);
    return started;
  }

  return {
    /** The browser, and what is to be done on each of its pages before they load. */
    async browserFor(settings: Device | undefined, name: BrowserName) {
      if (!settings) return { browser: browsers[name]!, before: undefined };
      if (name === 'Firefox') return { browser: await firefox(settings), before: undefined };
      return { browser: browsers[name]!, before: (page: Page) => emulate(page, settings) };
    },
    /** Closes the browsers that were started for it. */
    async close() {
      for (const browser of own.values()) await (await browser).close();
    },
  };
}

async function emulate(page: Page, settings: Device): Promise<void> {
  const session = await page.createCDPSession();
  const features = Object.entries(settings).map(([name, value]) => ({ name, value }));
  await session.send('Emulation.setEmulatedMedia', { features });
}
