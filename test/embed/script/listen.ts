import type { CDPSession, ElementHandle } from 'puppeteer-core';
import type { Language } from '../../../src/contract/text.js';
import type { Person } from '../person.js';
import type { State, Step, Thing } from './steps.js';
import { exactly, spaced, type Words } from './words.js';

/** What a browser tells assistive technology of something. */
interface Told {
  role: string;
  name: string;
  description: string;
  properties: Record<string, unknown>;
}

/** Puppeteer's own way to find by role and name, which its types leave out. */
interface Finder {
  queryAXTree(name: string, role: string): AsyncIterable<ElementHandle>;
}

/** What keeps something from being heard as it should, in words; nothing where all of it is. */
export async function difference(
  person: Person,
  found: ElementHandle,
  thing: Thing,
  language: Language,
): Promise<string | undefined> {
  const wrong = await marked(found, thing);
  if (wrong) return wrong;
  if (/chrom/i.test(person.browser)) return compare(await toldByChromium(person, found), thing, language);
  return /firefox/i.test(person.browser) ? soughtInFirefox(found, thing, language) : undefined;
}

/** What Chromium's accessibility tree has. */
async function toldByChromium({ frame }: Person, found: ElementHandle): Promise<Told> {
  const objectId = found.remoteObject().objectId!;
  // The frame's own way to the browser, which Puppeteer's types leave out: a frame may be another process.
  const { client } = frame as unknown as { client: CDPSession };
  const { nodes } = await client.send('Accessibility.getPartialAXTree', { objectId, fetchRelatives: false });
  const { ignored, role, name, description, properties = [] } = nodes[0]!;
  return {
    role: ignored ? 'ignored' : String(role?.value),
    name: String(name?.value ?? ''),
    description: String(description?.value ?? ''),
    properties: Object.fromEntries(properties.map((one) => [one.name, one.value.value])),
  };
}

const SAID: Record<State, [property: string, value: string]> = {
  checked: ['checked', 'true'],
  'not-checked': ['checked', 'false'],
  pressed: ['pressed', 'true'],
  'not-pressed': ['pressed', 'false'],
  required: ['required', 'true'],
  invalid: ['invalid', 'true'],
};

function compare(told: Told, thing: Thing, language: Language): string | undefined {
  if (told.role !== thing.role) return `its role is ${told.role}`;
  if (!exactly(thing.name[language]).test(spaced(told.name)) && thing.role !== 'paragraph')
    return `its name is «${told.name}»`;
  if (thing.level && told.properties.level !== thing.level)
    return `its level is ${String(told.properties.level)}`;
  if (thing.description && !describedSo(thing.description, told.description, language))
    return `its description is «${told.description}»`;
  for (const state of thing.states ?? []) {
    const [property, value] = SAID[state];
    if (String(told.properties[property]) !== value)
      return `${property} is ${String(told.properties[property])}`;
  }
  return undefined;
}

function describedSo(wanted: readonly Words[], told: string, language: Language): boolean {
  return exactly(wanted.map((words) => words[language]).join(' ')).test(spaced(told));
}

/** Firefox does not show its tree, but finds by role and name what it has in there. */
async function soughtInFirefox(
  found: ElementHandle,
  { role, description }: Thing,
  language: Language,
): Promise<string | undefined> {
  // A paragraph has no name: the document has its words.
  if (role === 'paragraph') return undefined;
  const described = await found.evaluate((one) => {
    const ids = one.getAttribute('aria-describedby')?.split(' ') ?? [];
    return ids.map((id) => (one.getRootNode() as ShadowRoot).getElementById(id)?.textContent).join(' ');
  });
  if (description && !describedSo(description, described, language))
    return `its description is «${described}»`;
  const [name, place] = await Promise.all([
    found.evaluate((one) => {
      const label = one.getAttribute('aria-labelledby');
      const legend = one.localName === 'fieldset' ? one.querySelector('legend') : null;
      const labelled = label ? (one.getRootNode() as ShadowRoot).getElementById(label) : null;
      const text =
        one.getAttribute('aria-label') ??
        (labelled ?? legend ?? (one as HTMLInputElement).labels?.[0] ?? one).textContent;
      // Other spaces than these are part of a name.
      return (text ?? '').replace(/[ \n\t]+/g, ' ').trim();
    }),
    found.evaluateHandle((one) => one.parentNode),
  ]);
  // Words for assistive technology alone stand apart from those before them.
  for (const words of new Set([name, name.replaceAll(', ', ' , ')])) {
    for await (const one of (place as unknown as Finder).queryAXTree(words, role)) {
      if (await one.evaluate((here, other) => here === other, found)) return undefined;
    }
  }
  return `Firefox has no ${role} «${name}» there`;
}

/** What the document itself says of its states, in any browser. */
function marked(found: ElementHandle, { states = [], level }: Thing): Promise<string | undefined> {
  return found.evaluate(
    (one, wanted, heading) => {
      const input = one as HTMLInputElement;
      if (heading && one.localName !== `h${heading}`) return `it is <${one.localName}>`;
      const now: Record<string, boolean> = {
        checked: input.checked,
        'not-checked': !input.checked,
        pressed: one.getAttribute('aria-pressed') === 'true',
        'not-pressed': one.getAttribute('aria-pressed') === 'false',
        required: one.getAttribute('aria-required') === 'true',
        invalid: one.getAttribute('aria-invalid') === 'true',
      };
      const missing = wanted.filter((state) => !now[state]);
      return missing.length > 0 ? `it is not ${missing.join(', ')}` : undefined;
    },
    states as string[],
    level,
  );
}

/** Listens to all that the widget announces by itself from now on. What it gives tells it, in order. */
export async function announcements({ frame, element }: Person): Promise<() => Promise<string[]>> {
  const said = await frame.evaluateHandle((name) => {
    const list: string[] = [];
    const root = document.querySelector(name)!.shadowRoot!;
    let last = '';
    new MutationObserver(() => {
      // The same words with one more space are said again.
      const now = root.querySelector('[role=status]')?.textContent ?? '';
      if (now && now !== last) list.push(now.trim());
      last = now;
    }).observe(root, { subtree: true, childList: true, characterData: true });
    return list;
  }, element);
  return () => said.jsonValue();
}

/** All that a script has the widget announce, in order. */
export function announcedIn(steps: readonly Step[], language: Language): string[] {
  return steps.flatMap(({ heard }) =>
    heard.flatMap((one) => {
      if ('said' in one) return [spaced(one.said[language])];
      return 'meanwhile' in one ? [spaced(one.meanwhile[language])] : [];
    }),
  );
}
