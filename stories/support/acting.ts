import { configure, expect, userEvent, waitFor } from 'storybook/test';

// What comes in files of its own takes its time on a slow machine; Testing Library gives up after a second.
configure({ asyncUtilTimeout: 30_000 });

/** The shadow root of the story's widget. */
export function root(canvas: HTMLElement): ShadowRoot {
  const widget = [...canvas.querySelectorAll('*')].find((element) => element.localName.startsWith('cq-'));
  return widget!.shadowRoot!;
}

/** Waits for the button whose name matches, and presses it. */
export async function press(canvas: HTMLElement, name: RegExp): Promise<void> {
  const find = () =>
    [...root(canvas).querySelectorAll('button')].find((button) =>
      name.test(button.ariaLabel ?? button.textContent),
    );
  await waitFor(() => expect(find()).toBeTruthy());
  await userEvent.click(find()!);
}

/** Waits until something that matches `selector` is shown. */
export async function shown(canvas: HTMLElement, selector: string): Promise<Element> {
  await waitFor(() => expect(root(canvas).querySelector(selector)).toBeTruthy());
  return root(canvas).querySelector(selector)!;
}

/** Types into the first field that matches `selector`. */
export async function write(canvas: HTMLElement, selector: string, text: string): Promise<void> {
  await userEvent.type(await shown(canvas, selector), text);
}

/** Chooses in a list that drops down. */
export async function choose(canvas: HTMLElement, selector: string, value: string): Promise<void> {
  await userEvent.selectOptions(await shown(canvas, selector), value);
}

/** Waits for the link whose text matches `name`, and follows it. */
export async function follow(canvas: HTMLElement, name: RegExp): Promise<void> {
  const find = () =>
    [...root(canvas).querySelectorAll('a')].find((link) => name.test(link.textContent ?? ''));
  await waitFor(() => expect(find()).toBeTruthy());
  await userEvent.click(find()!);
}
