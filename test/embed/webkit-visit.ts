import { By, Key, type WebDriver, type WebElement } from 'selenium-webdriver';
import { seek, type Sought } from './person.js';
import type { WebKit } from './webkit.js';
import { until } from './visit.js';

/** What the page says and writes, once somebody listens. */
interface Heard {
  errors: string[];
  writes: string[];
  key: string | undefined;
}

/** Runs in the page. The driver has no console and no network of its own to ask. */
function listen(): void {
  const heard: Heard = { errors: [], writes: [], key: undefined };
  (window as never as { heard: Heard }).heard = heard;
  addEventListener('error', (event) => void heard.errors.push(event.message));
  addEventListener('unhandledrejection', (event) => void heard.errors.push(String(event.reason)));
  for (const level of ['error', 'warn', 'assert'] as const) {
    const say = console[level].bind(console);
    console[level] = (...words: unknown[]) => {
      heard.errors.push(words.join(' '));
      say(...(words as [boolean]));
    };
  }
  const ask = window.fetch.bind(window);
  window.fetch = (input, init) => {
    if (init?.method === 'PUT') {
      heard.writes.push(new Request(input).url);
      heard.key = /^Bearer (.+)$/.exec(new Headers(init.headers).get('authorization') ?? '')?.[1];
    }
    return ask(input, init);
  };
}

/** A citizen's visit in WebKit to a page with one widget, by its visible words and with the keyboard. */
export class WebKitVisit {
  static async to(webkit: WebKit, address: string, element: string, opens?: string): Promise<WebKitVisit> {
    const driver = await webkit.open();
    const visit = new WebKitVisit(driver, element);
    try {
      await driver.get(address);
      await visit.enterFrame();
      await driver.executeScript(listen);
      if (opens) await driver.findElement(By.css(opens)).click();
    } catch (error) {
      await driver.quit();
      throw error;
    }
    return visit;
  }

  private constructor(
    readonly driver: WebDriver,
    readonly element: string,
  ) {}

  /** Presses a button, a link or a summary; `within` says which comment or idea it belongs to. */
  async press(words: RegExp, within?: RegExp): Promise<void> {
    await (await this.find('button, a, summary', words, within)).sendKeys(Key.ENTER);
  }

  /** Chooses a radio button or ticks a box, and makes sure that it is. */
  async choose(words: RegExp): Promise<void> {
    const found = await this.find('input[type=radio], input[type=checkbox]', words);
    await found.sendKeys(Key.SPACE);
    await until(`choice of ${words.source}`, () => found.isSelected());
  }

  /** Writes in a field. */
  async write(words: RegExp, text: string): Promise<void> {
    await (await this.find('input, textarea', words)).sendKeys(text);
  }

  /** Waits until the widget shows something with these words. */
  async sees(words: RegExp, selector = '*'): Promise<void> {
    await this.find(selector, words);
  }

  /** What is there now, without waiting. */
  async has(selector: string, words: RegExp): Promise<boolean> {
    return (await this.look(selector, words)) !== null;
  }

  /** Waits for what a selector and its words find. */
  find(selector: string, words: RegExp, within?: RegExp): Promise<WebElement> {
    return until(`«${words.source}» in <${this.element}>`, () => this.look(selector, words, within));
  }

  /** What the widget says to assistive technology. */
  async hears(words: RegExp): Promise<void> {
    await until(`announcement of ${words.source}`, async () => {
      const said = await this.driver.executeScript<string | undefined>(
        (name: string) =>
          document.querySelector(name)?.shadowRoot?.querySelector('[role=status]')?.textContent,
        this.element,
      );
      return words.test((said ?? '').replace(/\s+/g, ' ').trim());
    });
  }

  /** What was said and written in the widget's document. */
  async heard(): Promise<Heard> {
    return this.driver.executeScript<Heard>(() => (window as never as { heard: Heard }).heard);
  }

  /** Every address that the widget's document asked for. */
  async asked(): Promise<string[]> {
    return this.driver.executeScript<string[]>(() =>
      performance.getEntriesByType('resource').map(({ name }) => name),
    );
  }

  close(): Promise<void> {
    return this.driver.quit();
  }

  private look(selector: string, words: RegExp, within?: RegExp): Promise<WebElement | null> {
    const sought: Sought = {
      element: this.element,
      selector,
      words: words.source,
      within: within?.source,
    };
    return this.driver.executeScript<WebElement | null>(seek, sought);
  }

  /** Goes to the document that holds the element: the page itself, or a frame in it. */
  private async enterFrame(): Promise<void> {
    await until(`<${this.element}>`, async () => {
      if (await this.isHere()) return true;
      for (const frame of await this.driver.findElements(By.css('iframe'))) {
        await this.driver.switchTo().frame(frame);
        if (await this.isHere()) {
          // The driver types only where the frame has the focus, which a click on the widget's words gives.
          await (await this.find('h2, h3, p', /./)).click();
          return true;
        }
        // Never before something else was asked: while a page loads, the driver may not come back from it.
        await this.driver.switchTo().defaultContent();
      }
      return false;
    });
  }

  private isHere(): Promise<boolean> {
    return this.driver.executeScript<boolean>(
      (name: string) => document.querySelector(name) !== null,
      this.element,
    );
  }
}
