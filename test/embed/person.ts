import type { ElementHandle, Frame, Page } from 'puppeteer-core';
import { frameOf, until } from './visit.js';

interface Sought {
  element: string;
  selector: string;
  words: string;
  within: string | undefined;
}

/** Runs in the page, which may have changed whatever it likes: nothing here but what no page can do without. */
function seek({ element, selector, words, within }: Sought): Element | null {
  const root = document.querySelector(element)?.shadowRoot;
  for (const one of root?.querySelectorAll<HTMLInputElement>(selector) ?? []) {
    const name = one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent ?? one.textContent ?? '';
    if (!new RegExp(words, 'u').test(name.replace(/\s+/g, ' ').trim())) continue;
    if (within && !new RegExp(within, 'u').test(one.closest('article')?.textContent ?? '')) continue;
    if (one.checkVisibility()) return one;
  }
  return null;
}

/** Somebody who uses one widget by its visible words, with the keyboard. */
export class Person {
  /** Meets the widget on a page, in whichever frame it stands. */
  static async meet(page: Page, element: string): Promise<Person> {
    return new Person(page, await frameOf(page, element), element);
  }

  private constructor(
    readonly page: Page,
    readonly frame: Frame,
    readonly element: string,
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
    const found = await this.look({ selector, words, within: undefined });
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

  /** The `id` of what has the focus inside the widget. */
  focus(): Promise<string | undefined> {
    return this.frame.evaluate(
      (name) => document.querySelector(name)?.shadowRoot?.activeElement?.id,
      this.element,
    );
  }

  /** Waits for what a selector and its words find. */
  find(selector: string, words: RegExp, within?: RegExp): Promise<ElementHandle> {
    return until(`«${words.source}» in <${this.element}>`, () => this.look({ selector, words, within }));
  }

  private async look(sought: {
    selector: string;
    words: RegExp;
    within: RegExp | undefined;
  }): Promise<ElementHandle | null> {
    const handle = await this.frame.evaluateHandle(seek, {
      element: this.element,
      selector: sought.selector,
      words: sought.words.source,
      within: sought.within?.source,
    });
    return handle.asElement() as ElementHandle | null;
  }
}
