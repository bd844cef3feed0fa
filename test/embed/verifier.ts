import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { findingsOn } from '../../src/server/doctor/doctor.js';
import type { Stage } from './harness.js';
import { type HostPage, PAGES } from './pages.js';
import { type WidgetName, WIDGETS } from './paths.js';

/** What `cq doctor` says of one page with one widget. */
export interface Verification {
  name: string;
  run(stage: Stage, browser: Browser): Promise<void>;
}

/** One widget on each page, or each. */
export function verifications(all: boolean): Verification[] {
  return PAGES.flatMap((page, row) =>
    WIDGETS.filter((_, column) => all || column === row % WIDGETS.length).map((widget) => ({
      name: `cq doctor, ${page.name}, <${widget}>`,
      run: (stage, browser) => verify(stage, browser, page, widget),
    })),
  );
}

async function verify(stage: Stage, browser: Browser, page: HostPage, widget: WidgetName): Promise<void> {
  const address = stage.address(page, widget, await stage.platform.consultation());
  const findings = await findingsOn(browser, address);
  const told = findings.map(({ code, words }) => `${code}: ${words}`).join('\n');
  const troubles = findings.filter(({ trouble }) => trouble).map(({ code }) => code);
  assert.deepEqual([...new Set(troubles)].sort(), [...(page.diagnosis ?? [])].sort(), told);
  if (troubles.length === 0) {
    assert.match(told, new RegExp(`^works: <${widget} `, 'm'));
    assert.match(told, new RegExp(`^version: Version ${stage.platform.version}, the current one`, 'm'));
  }
}
