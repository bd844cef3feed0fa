import { eventually } from './base-stage.js';

export function inside(element: Element): ShadowRoot {
  return element.shadowRoot!;
}

/** All that the widget shows, in one line, without what it only says to assistive technology. */
export function textOf(element: Element): string {
  return inside(element).querySelector('.widget')!.textContent.replace(/\s+/g, ' ');
}

/** Waits until the widget shows or announces `words`. */
export function says(element: Element, words: string): Promise<true> {
  return eventually(
    () => inside(element).textContent.replace(/\s+/g, ' ').includes(words) || null,
    `the words «${words}»`,
  );
}

/** Waits for the button whose words begin with `name`. */
export function control(scope: ParentNode, name: string): Promise<HTMLElement> {
  return eventually(
    () =>
      [...scope.querySelectorAll<HTMLElement>('button, summary')].find((found) =>
        found.textContent?.replace(/\s+/g, ' ').trim().startsWith(name),
      ),
    `the control «${name}»`,
  );
}

/** Waits for the comment or idea that holds `body`, the innermost where one is in another. */
export function article(element: Element, body: string): Promise<HTMLElement> {
  return eventually(
    () =>
      [...inside(element).querySelectorAll('article')].findLast((one) =>
        one.querySelector('.prose')?.textContent?.includes(body),
      ),
    `the comment «${body}»`,
  );
}

/** Types into the first field for several lines. */
export function write(scope: ParentNode, text: string): void {
  const area = scope.querySelector('textarea')!;
  area.value = text;
  area.dispatchEvent(new Event('input', { bubbles: true }));
}

export function focused(element: Element): Element | null {
  return inside(element).activeElement;
}
