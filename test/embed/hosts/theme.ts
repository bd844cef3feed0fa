import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { BROWSERS, type BrowserName } from '../browsers.js';
import type { Check } from '../check.js';
import type { Stage } from '../harness.js';
import { WIDGETS, type WidgetName } from '../paths.js';
import type { Person } from '../person.js';
import { onPage } from '../around/host.js';
import { until } from '../visit.js';
import { OPENED, settle } from './picture.js';

/** What a widget shows in its first view or once its forms are open, and the token that says it. */
const TOKENS: Record<string, { own: string; design: string; on: readonly WidgetName[] }> = {
  background: { own: '--cq-background', design: '--qc-color-background', on: WIDGETS },
  text: { own: '--cq-text', design: '--qc-color-text-primary', on: WIDGETS },
  secondary: { own: '--cq-text-secondary', design: '--qc-color-grey-dark', on: WIDGETS },
  primary: { own: '--cq-primary', design: '--qc-color-blue-piv', on: WIDGETS },
  border: {
    own: '--cq-field-border',
    design: '--qc-color-formfield-border',
    on: ['cq-survey', 'cq-idea-vote'],
  },
  line: { own: '--cq-separator', design: '--qc-color-grey-light', on: ['cq-comment-thread', 'cq-idea-vote'] },
  error: { own: '--cq-error', design: '--qc-color-red-regular', on: ['cq-survey'] },
};

const colourOf = (index: number, shade: number) => `rgb(${shade}, ${index}, 77)`;

/** A page's rule with a colour of its own for each token of a family. */
function rule(selector: string, family: 'own' | 'design', shade: number): string {
  const tokens = Object.values(TOKENS).map((token, index) => `${token[family]}: ${colourOf(index, shade)}`);
  return `${selector} { ${tokens.join('; ')} }`;
}

/** What a page is meant to change: tokens and parts, and nothing hinders reading. */
export const THEME_CHECKS: readonly Check[] = [
  {
    name: 'the design system’s tokens come through, and the platform’s own before them',
    browsers: BROWSERS,
    async run(stage, browser) {
      for (const widget of WIDGETS) {
        const design = rule(':root', 'design', 10);
        await seen(stage, browser, widget, design, 10);
        await seen(stage, browser, widget, `${design} ${rule(widget, 'own', 20)}`, 20);
      }
    },
  },
  {
    name: 'a page styles every part, and each is in the manifest',
    browsers: BROWSERS,
    async run(stage, browser) {
      const documented = await partsInManifest();
      for (const widget of WIDGETS) {
        const rules = documented[widget]!.map(
          (part) => `${widget}::part(${part}) { outline-color: rgb(1, 2, 3) }`,
        );
        const found = await themed(stage, browser, widget, rules.join(' '), partsOf);
        assert.ok(found.length > 1, `<${widget}> has parts to show`);
        for (const [part, colour] of found)
          assert.equal(colour, 'rgb(1, 2, 3)', `<${widget}>::part(${part})`);
      }
    },
  },
  {
    name: 'fonts and corners are the page’s to choose, by token alone',
    browsers: BROWSERS,
    async run(stage, browser) {
      for (const widget of WIDGETS) {
        const tokens = `${widget} { --cq-font: cursive; --cq-font-heading: fantasy; --cq-radius: 7px }`;
        const page = `body { font-family: monospace } button, input, textarea { border-radius: 99px }`;
        const styles = await themed(stage, browser, widget, `${page} ${tokens}`, fontsOf);
        assert.deepEqual(styles, { text: 'cursive', heading: 'fantasy', corner: '7px' }, `<${widget}>`);
      }
    },
  },
  {
    name: 'what a widget says can be selected and copied where the page lets nothing be',
    browsers: BROWSERS,
    async run(stage, browser) {
      for (const widget of WIDGETS) {
        const css = '* { user-select: none }';
        const selected = await themed(stage, browser, widget, css, selectHeading, 'first');
        assert.notEqual(selected.trim(), '', `<${widget}>`);
      }
    },
  },
];

/** Opens a page with a style sheet and one widget, and looks: at its first view, or with its forms open. */
function themed<Found>(
  stage: Stage,
  browser: BrowserName,
  widget: WidgetName,
  css: string,
  look: (person: Person) => Promise<Found>,
  state: 'first' | 'opened' = 'opened',
): Promise<Found> {
  const markup = ({ snippet, widget: body }: { snippet: string; widget: string }) => ({
    head: `<style>${css}</style>${snippet}`,
    body,
  });
  return onPage(stage, browser, { widget, markup }, async ({ person }) => {
    await settle(person);
    if (state === 'opened') await OPENED[widget](person);
    return look(person);
  });
}

/** Each token's colour is on something that the widget shows. */
async function seen(
  stage: Stage,
  browser: BrowserName,
  widget: WidgetName,
  css: string,
  shade: number,
): Promise<void> {
  const colours = await themed(stage, browser, widget, css, coloursOf);
  for (const [index, [name, { on }]] of Object.entries(TOKENS).entries()) {
    if (!on.includes(widget)) continue;
    assert.ok(colours.includes(colourOf(index, shade)), `<${widget}> shows the page’s ${name}`);
  }
}

const coloursOf = ({ frame, element }: Person): Promise<string[]> =>
  frame.evaluate((name) => {
    const all = [...document.querySelector(name)!.shadowRoot!.querySelectorAll('*')];
    return all.flatMap((one) => {
      const { color, backgroundColor, borderTopColor, borderInlineStartColor } = getComputedStyle(one);
      return [color, backgroundColor, borderTopColor, borderInlineStartColor];
    });
  }, element);

const partsOf = ({ frame, element }: Person): Promise<[string, string][]> =>
  frame.evaluate((name) => {
    const all = [...document.querySelector(name)!.shadowRoot!.querySelectorAll('[part]')];
    return all.map((one): [string, string] => [
      one.getAttribute('part')!,
      getComputedStyle(one).outlineColor,
    ]);
  }, element);

const fontsOf = ({ frame, element }: Person) =>
  frame.evaluate((name) => {
    const root = document.querySelector(name)!.shadowRoot!;
    return {
      text: getComputedStyle(root.querySelector('label')!).fontFamily,
      heading: getComputedStyle(root.querySelector('h2')!).fontFamily,
      corner: getComputedStyle(root.querySelector('.button')!).borderTopLeftRadius,
    };
  }, element);

/** Selects the first heading’s words with the mouse: three clicks. */
async function selectHeading(person: Person): Promise<string> {
  const heading = await person.find('h2', /./u);
  await heading.click({ count: 3 });
  return until(`selected text in <${person.element}>`, () =>
    person.frame.evaluate((name) => {
      const root = document.querySelector(name)!.shadowRoot as ShadowRoot & { getSelection?(): Selection };
      return [root.getSelection?.(), getSelection()].map((one) => one?.toString() ?? '').join('');
    }, person.element),
  );
}

/** The parts that each element’s documentation names. */
async function partsInManifest(): Promise<Record<string, string[]>> {
  interface Declaration {
    tagName?: string;
    cssParts?: { name: string }[];
  }
  const file = new URL('../../../custom-elements.json', import.meta.url);
  const { modules } = JSON.parse(await readFile(file, 'utf8')) as {
    modules: { declarations?: Declaration[] }[];
  };
  const elements = modules.flatMap(({ declarations = [] }) => declarations).filter(({ tagName }) => tagName);
  return Object.fromEntries(
    elements.map((one) => [one.tagName!, (one.cssParts ?? []).map(({ name }) => name)]),
  );
}
