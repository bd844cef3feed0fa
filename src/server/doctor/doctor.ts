import type { Browser } from 'playwright-core';
import type { Voice } from '../admin.js';
import { diagnose, type Finding } from './diagnosis.js';
import { askPlatform, observe, openBrowser } from './visit.js';

/** `cq doctor --page URL`: visits a page as a citizen would and tells what stands in the way. 1 where anything does. */
export async function examine(address: string, voice: Voice): Promise<number> {
  const browser = await openBrowser();
  try {
    const findings = await findingsOn(browser, address);
    for (const { code, trouble, words } of findings) voice.line(`${trouble ? '✗' : '✓'} ${code}: ${words}`);
    return findings.some(({ trouble }) => trouble) ? 1 : 0;
  } finally {
    await browser.close();
  }
}

/** What a visit to a page, and the platform that it names, tell. */
export async function findingsOn(browser: Browser, address: string): Promise<Finding[]> {
  const seen = await observe(browser, address);
  const [home] = seen.documents
    .flatMap(({ loaders, elements }) => [...loaders.map(({ src }) => src), ...elements.map(({ api }) => api)])
    .filter((url) => URL.canParse(url));
  const named = seen.documents.flatMap(({ elements }) => elements.map(({ consultation }) => consultation));
  const asked = [...new Set(named.filter(Boolean))];
  return diagnose(seen, home ? await askPlatform(new URL(home).origin, asked) : undefined);
}
