import type { Person } from '../person.js';
import { until } from '../visit.js';
import { complete } from '../around/host.js';
import type { WidgetName } from '../paths.js';

/** A place on the page, in CSS pixels. */
export interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What a browser made of all that a widget shows: where it stands, how it looks, and each element’s computed style. */
export interface Look {
  place: Place;
  png: Uint8Array;
  /** By the element, and its number in the widget: `div.widget (0)`. */
  styles: Record<string, Record<string, string>>;
}

/** Opens what a widget’s first view does not show: fields of all kinds, errors, further texts. What is
 * written is a number, which no spelling checker underlines. Only feedback is sent at once, and awaited. */
export const OPENED: Record<WidgetName, (person: Person) => Promise<void>> = {
  async 'cq-survey'(person) {
    await person.choose(/^(Oui|Yes)$/);
    await person.choose(/^(Travail ou études|Work or school)$/);
    await person.press(/^(Continuer|Continue)$/);
    await person.sees(/^(Votre avis|Your opinion)$/, 'h3');
    await person.press(/^(Continuer|Continue)$/);
    await person.sees(/^(Des erreurs sont présentes|There are errors)/, 'h3');
  },
  async 'cq-comment-thread'(person) {
    await person.press(/^(Écrire un commentaire|Write a comment)$/);
    await person.write(/^(Votre commentaire|Your comment)/, '2026');
  },
  async 'cq-idea-vote'(person) {
    await person.press(/^(Proposer une idée|Propose an idea)$/);
    await person.write(/^(Titre de votre idée|Title of your idea)/, '2026');
  },
  async 'cq-feedback-prompt'(person) {
    await person.press(/^(Signaler un problème|Report a problem)$/);
    await person.write(/^(Vos précisions|Your details)/, '2026');
    await person.sees(/^(Votre réponse est enregistrée|Your answer is saved)\.$/, 'p');
  },
};

/** Waits until a widget and its page’s fonts are all there, and keeps the caret from blinking in pictures. */
export async function settle(person: Person): Promise<void> {
  await complete(person);
  await person.frame.evaluate(async (name) => {
    const still = new CSSStyleSheet();
    still.replaceSync(`${name}::part(widget) { caret-color: transparent }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
    await document.fonts.ready;
  }, person.element);
}

/** Looks at a widget as it is now. */
export async function look(person: Person): Promise<Look> {
  // Forced colours bring the caret back, which blinks.
  await person.frame.evaluate((name) => {
    const focused = document.querySelector(name)!.shadowRoot!.activeElement;
    if (matchMedia('(forced-colors: active)').matches && focused?.matches('input, textarea'))
      (focused as HTMLElement).blur();
  }, person.element);
  const place = await steady(person);
  const png = await person.page.screenshot({
    clip: { ...place, width: Math.max(1, place.width), height: Math.max(1, place.height) },
    captureBeyondViewport: false,
  });
  return { place, png, styles: await stylesOf(person) };
}

/** Where all that the widget shows stands, once it has been painted and stays there. */
async function steady(person: Person): Promise<Place> {
  let before = '';
  return until('place that the widget keeps', async () => {
    const place = await person.frame.evaluate(async (name) => {
      await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
      const { x, y, width, height } = document
        .querySelector(name)!
        .shadowRoot!.querySelector('.widget')!
        .getBoundingClientRect();
      return { x, y, width, height };
    }, person.element);
    const same = JSON.stringify(place) === before;
    before = JSON.stringify(place);
    return same && place;
  });
}

/** Every computed property of every element in the widget, but custom ones: those are how a page themes it. */
async function stylesOf({ frame, element }: Person): Promise<Look['styles']> {
  // As text: Firefox takes seconds to hand over as many values one by one.
  const text = await frame.evaluate((name) => {
    const styles: Record<string, Record<string, string>> = {};
    const widget = document.querySelector(name)!.shadowRoot!.querySelector('.widget')!;
    for (const [index, one] of [widget, ...widget.querySelectorAll('*')].entries()) {
      const computed = getComputedStyle(one);
      const own: Record<string, string> = {};
      for (let at = 0; at < computed.length; at++) {
        const property = computed.item(at);
        if (!property.startsWith('--')) own[property] = computed.getPropertyValue(property);
      }
      styles[`${[one.localName, ...one.classList].join('.')} (${index})`] = own;
    }
    return JSON.stringify(styles);
  }, element);
  return JSON.parse(text) as Look['styles'];
}
