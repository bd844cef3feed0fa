import type { Browser } from 'playwright-core';
import type { Voice } from '../admin.js';
import { diagnose, type Finding } from './diagnosis.js';
import { askPlatform } from './facts.js';
import { IS_ROOT, observe, openBrowser } from './visit.js';

/** `cq doctor --page URL`: visits a page as a citizen would and tells what stands in the way. 1 where anything does. */
export async function examine(address: string, voice: Voice): Promise<number> {
  const browser = await openBrowser();
  try {
    const findings = await findingsOn(browser, address);
    if (IS_ROOT)
      voice.line(
        '· no-sandbox: The browser runs without its sandbox, since this is root: visit pages that you trust.',
      );
    for (const line of linesOf(findings)) voice.line(line);
    return findings.some(({ trouble }) => trouble) ? 1 : 0;
  } finally {
    await browser.close();
  }
}

/** Findings as lines, each once: what many elements share is said with how many there are. */
export function linesOf(findings: readonly Finding[]): string[] {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    const line = `${markOf(finding)} ${finding.code}: ${finding.words}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts].map(([line, count]) => (count > 1 ? `${line} (${count} times)` : line));
}

/** A tick is for what was found in order alone: what is only told may be an error of the page's. */
function markOf({ code, trouble }: Finding): string {
  if (trouble) return '✗';
  return code === 'works' || code === 'version' ? '✓' : '·';
}

/** What a visit to a page, and the platform that it names, tell. */
export async function findingsOn(browser: Browser, address: string): Promise<Finding[]> {
  const seen = await observe(browser, address);
  const [home] = seen.documents
    .flatMap(({ loaders, elements, frames }) => [
      ...loaders.map(({ src }) => src),
      ...elements.map(({ api }) => api),
      ...frames,
    ])
    .filter((url) => URL.canParse(url));
  const asked = seen.documents.flatMap(({ elements }) => elements);
  return diagnose(seen, home ? await askPlatform(new URL(home).origin, asked) : undefined);
}
