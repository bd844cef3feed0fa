import { html, type TemplateResult } from 'lit';
import { part } from '../../client/parts.js';
import type { Language, LocalizedText } from '../../contract/text.js';

let current: Language = 'fr';
let english = false;
let loading: Promise<void> | undefined;

/** Runs `work` with `msg()` speaking `language`: two widgets of one page may speak two. */
export function speaking<Result>(language: Language, work: () => Result): Result {
  const before = current;
  current = language;
  try {
    return work();
  } finally {
    current = before;
  }
}

/** The language that `msg()` speaks at this moment, for dates and numbers. */
export function spoken(): Language {
  return current;
}

/**
 * Makes `language` ready to be spoken, and says which one will be: where its file cannot be had, French is spoken
 * rather than nothing.
 */
export async function ready(language: Language): Promise<Language> {
  if (language === 'fr') return 'fr';
  loading ??= part('en', () => import('../../locales/en.js')).then(
    ({ addEnglish }) => {
      addEnglish(spoken);
      english = true;
    },
    () => void (loading = undefined),
  );
  await loading;
  return english ? language : 'fr';
}

/** The language of the nearest `lang` around `element`, across shadow roots; French where there is none or no translation. */
export function languageAround(element: Element): Language {
  let node: Element | null = element;
  while (node) {
    const declared: Element | null = node.closest('[lang]');
    if (declared) return /^en\b/i.test(declared.getAttribute('lang') ?? '') ? 'en' : 'fr';
    const root: Node = node.getRootNode();
    node = root instanceof ShadowRoot ? root.host : null;
  }
  return 'fr';
}

/** The widget's own `localized`, which marks a text that is in another language. */
export type Localize = (text: LocalizedText) => unknown;

/** A text of the definition in `language`, with the language that it really is in, for its `lang` attribute. */
export function inLanguage(text: LocalizedText, language: Language): { text: string; lang: Language } {
  return language === 'en' && text.en !== undefined
    ? { text: text.en, lang: 'en' }
    : { text: text.fr, lang: 'fr' };
}

/** A text of the definition for a page in `language`, marked with its own where that is another. */
export function localizedIn(text: LocalizedText, language: Language): string | TemplateResult {
  const shown = inLanguage(text, language);
  return shown.lang === language ? shown.text : html`<span lang=${shown.lang}>${shown.text}</span>`;
}

const followers = new Set<() => void>();
let observer: MutationObserver | undefined;

/** Calls back when a `lang` attribute of the page changes, until the returned function is called. */
export function followLanguage(callback: () => void): () => void {
  followers.add(callback);
  observer ??= new MutationObserver(() => followers.forEach((follow) => follow()));
  if (followers.size === 1) {
    observer.observe(document.documentElement, {
      attributes: true,
      attributeFilter: ['lang'],
      subtree: true,
    });
  }
  return () => {
    followers.delete(callback);
    if (followers.size === 0) observer?.disconnect();
  };
}
