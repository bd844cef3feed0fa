import type { ElementHandle, Frame, Page } from 'puppeteer-core';
import type { Language } from '../../src/contract/text.js';
import type { Role, Thing } from './script/steps.js';
import { exactly, spaced } from './script/words.js';
import { frameOf, until } from './visit.js';

/** What is looked for in a widget: a selector, and words as regular expressions have them. */
export interface Sought {
  element: string;
  selector: string;
  words: string;
  within: string | undefined;
  /** What it stands in, which has the words `within`. */
  around?: string;
}

/** What has each role, in the widgets. */
const WITH_ROLE: Record<Role, string> = {
  article: 'article',
  button: 'button',
  checkbox: 'input[type=checkbox]',
  group: '[role=group], fieldset:not([role])',
  heading: 'h2, h3, h4, h5, h6',
  link: 'a',
  paragraph: 'p',
  progressbar: 'progress',
  radio: 'input[type=radio]',
  radiogroup: '[role=radiogroup]',
  region: 'section',
  textbox: 'textarea, input:not([type=radio], [type=checkbox])',
};

/** Runs in the page, which may have changed whatever it likes: nothing here but what no page can do without. */
export function seek({ element, selector, words, within, around = 'article' }: Sought): Element | null {
  const root = document.querySelector(element)?.shadowRoot;
  for (const one of root?.querySelectorAll<HTMLInputElement>(selector) ?? []) {
    const labels = one.getAttribute('aria-labelledby');
    const name =
      one.getAttribute('aria-label') ??
      (labels && root?.getElementById(labels)?.textContent) ??
      one.labels?.[0]?.textContent ??
      (one.localName === 'fieldset' ? one.querySelector('legend') : one)?.textContent ??
      '';
    if (!new RegExp(words, 'u').test(name.replace(/\s+/g, ' ').trim())) continue;
    const outside = (one.closest(around)?.textContent ?? '').replace(/\s+/g, ' ');
    if (within && !new RegExp(within, 'u').test(outside)) continue;
    if (one.checkVisibility()) return one;
  }
  return null;
}

/** Somebody who uses one widget by its visible words, with the keyboard. */
export class Person {
  /** Meets the widget on a page, in whichever frame it stands. */
  static async meet(page: Page, element: string): Promise<Person> {
    return new Person(page, await frameOf(page, element), element, await page.browser().version());
  }

  private constructor(
    readonly page: Page,
    readonly frame: Frame,
    readonly element: string,
    /** Its name and version. */
    readonly browser: string,
  ) {}

  /** Presses a button, a link or a summary; `within` says which comment or idea it belongs to. */
  async press(words: RegExp, within?: RegExp): Promise<void> {
    const found = await this.find('button, a, summary', words, within);
    await found.press('Enter');
  }

  /** Chooses a radio button or ticks a box, and makes sure that it is. */
  async choose(words: RegExp): Promise<void> {
    const found = await this.find('input[type=radio], input[type=checkbox]', words);
    await found.press(' ');
    await until(`choice of ${words.source}`, () =>
      found.evaluate((one) => (one as HTMLInputElement).checked),
    );
  }

  /** Writes in a field, over what is there. */
  async write(words: RegExp, text: string): Promise<void> {
    const found = await this.find('input, textarea', words);
    await found.evaluate((one) => (one as HTMLInputElement).select());
    await found.type(text);
  }

  /** Waits until the widget shows something with these words. */
  async sees(words: RegExp, selector = '*', within?: RegExp): Promise<void> {
    await this.find(selector, words, within);
  }

  /** What is there now, without waiting. */
  async has(selector: string, words = /^/u): Promise<boolean> {
    const found = await this.look({ selector, words: words.source, within: undefined });
    return found !== null;
  }

  /** What the widget says by itself or to assistive technology. */
  async hears(words: RegExp): Promise<void> {
    await until(`announcement of ${words.source}`, () =>
      this.frame.evaluate(
        (name, source) => {
          const said = document.querySelector(name)?.shadowRoot?.querySelector('[role=status]')?.textContent;
          return new RegExp(source, 'u').test((said ?? '').replace(/\s+/g, ' ').trim());
        },
        this.element,
        words.source,
      ),
    );
  }

  /** Whether this has the focus. */
  isOn(thing: ElementHandle): Promise<boolean> {
    return thing.evaluate((one) => (one.getRootNode() as ShadowRoot).activeElement === one);
  }

  /** What is there now with such a role and such words, in one language. */
  lookFor({ role, name, within }: Thing, language: Language): Promise<ElementHandle | null> {
    return this.look({
      selector: WITH_ROLE[role],
      words: exactly(name[language]).source,
      within: within && spaced(within.words[language]).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'),
      ...(within && { around: WITH_ROLE[within.role] }),
    });
  }

  /** Waits for what a selector and its words find. */
  find(selector: string, words: RegExp, within?: RegExp): Promise<ElementHandle> {
    return until(`«${words.source}» in <${this.element}>`, () =>
      this.look({ selector, words: words.source, within: within?.source }),
    );
  }

  private async look(sought: Omit<Sought, 'element'>): Promise<ElementHandle | null> {
    const handle = await this.frame.evaluateHandle(seek, { ...sought, element: this.element });
    return handle.asElement() as ElementHandle | null;
  }
}
