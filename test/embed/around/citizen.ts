import assert from 'node:assert/strict';
import { BROWSERS, type BrowserName } from '../browsers.js';
import type { Check } from '../check.js';
import type { Stage } from '../harness.js';
import type { Parts } from '../pages.js';
import { PATHS, WIDGETS, type WidgetName } from '../paths.js';
import type { Person } from '../person.js';
import { complete, onPage, seesAnother } from './host.js';

/** What belongs to the page, and stays as it was. */
export const FOCUS_CHECKS: readonly Check[] = WIDGETS.flatMap((widget): Check[] => [
  {
    name: `<${widget}> adds nothing to window, and leaves history, address and title alone`,
    browsers: BROWSERS,
    run: (stage, browser) => leavesAlone(stage, browser, widget),
  },
  {
    name: `<${widget}> does not take the focus by itself`,
    browsers: BROWSERS,
    run: (stage, browser) => staysFocused(stage, browser, widget),
  },
]);

async function leavesAlone(stage: Stage, browser: BrowserName, widget: WidgetName): Promise<void> {
  const without = await onPage(
    stage,
    browser,
    { widget, fragment: '#section', markup: ({ widget: element }) => ({ body: element }) },
    ({ person }) => surroundings(person),
  );
  const after = await onPage(stage, browser, { widget, fragment: '#section' }, async (host) => {
    await PATHS[widget]({ ...host, platform: stage.platform.origin });
    return surroundings(host.person);
  });
  assert.deepEqual(
    after.names.filter((name) => !without.names.includes(name)),
    [],
    'on window',
  );
  assert.deepEqual({ ...after, names: [] }, { ...without, names: [] });
}

function surroundings({ frame }: Person) {
  return frame.evaluate(() => ({
    names: Object.getOwnPropertyNames(window),
    history: history.length,
    hash: location.hash,
    title: document.title,
  }));
}

/** Somebody writes in the page's own field while the widget loads, and others take part. */
async function staysFocused(stage: Stage, browser: BrowserName, widget: WidgetName): Promise<void> {
  const markup = ({ snippet, widget: element }: Parts) => ({
    head: snippet,
    body: `<input id="search" autofocus>${element}`,
  });
  await onPage(stage, browser, { widget, markup }, async ({ person, consultation }) => {
    await person.frame.evaluate(() => document.getElementById('search')!.focus());
    await complete(person);
    await consultation.another();
    await seesAnother(person);
    assert.equal(await person.frame.evaluate(() => document.activeElement?.id), 'search');
  });
}
