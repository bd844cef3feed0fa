import puppeteer, { type Browser } from 'puppeteer-core';
import { findBrowser, findFirefox } from '../../scripts/browser.mjs';

export const BROWSERS = ['Chromium', 'Firefox'] as const;
export type BrowserName = (typeof BROWSERS)[number];

/** What walks through the matrix: WebKit has no driver of the others' kind, and takes a short path. */
export const WALKERS = [...BROWSERS, 'WebKit (short path)'] as const;
export type Walker = (typeof WALKERS)[number];

/**
 * A browser as a careful citizen sets it: Firefox keeps nothing for frames of other sites, where Chromium, even told to,
 * keeps it apart by site instead.
 */
export async function launch(name: BrowserName, preferences: Record<string, unknown> = {}): Promise<Browser> {
  if (name === 'Firefox') {
    return puppeteer.launch({
      browser: 'firefox',
      executablePath: findFirefox(),
      extraPrefsFirefox: {
        'network.cookie.cookieBehavior': 1,
        'intl.accept_languages': 'fr-CA, fr',
        ...preferences,
      },
    });
  }
  return puppeteer.launch({
    executablePath: await findBrowser(),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--lang=fr-CA',
      // The media query is there behind a flag only.
      '--enable-blink-features=PrefersReducedData',
    ],
  });
}
