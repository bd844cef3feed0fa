import type { Voice } from '../admin.js';
import { diagnose } from './diagnosis.js';
import { askPlatform, observe, openBrowser } from './visit.js';

/** `cq doctor --page URL`: visits a page as a citizen would and tells what stands in the way. 1 where anything does. */
export async function examine(address: string, voice: Voice): Promise<number> {
  const browser = await openBrowser();
  try {
    const seen = await observe(browser, address);
    const [loader] = seen.loaders;
    const asked = [...new Set(seen.elements.map(({ consultation }) => consultation).filter(Boolean))];
    const platform = loader && (await askPlatform(new URL(loader.src).origin, asked));
    const findings = diagnose(seen, platform);
    for (const { code, trouble, words } of findings) voice.line(`${trouble ? '✗' : '✓'} ${code}: ${words}`);
    return findings.some(({ trouble }) => trouble) ? 1 : 0;
  } finally {
    await browser.close();
  }
}
