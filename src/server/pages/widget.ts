import { html, raw } from 'hono/html';
import type { Language } from '../../contract/text.js';
import { pictureOrigins } from '../../domain/picture-origins.js';
import { type Choice, type Host } from '../embedding/choice.js';
import { lookCss } from '../embedding/look.js';
import {
  elementOf,
  escaped,
  frameAddress,
  participationPage,
  participationWords,
} from '../embedding/snippets.js';

declare const __CQ_VERSION__: string;

type Content = ReturnType<typeof html>;

/** A page and its one style sheet, whose hash its policy names. */
export interface StyledPage {
  page: Content;
  css: string;
  /** The origins of what the widget shows in pictures. */
  pictures?: readonly string[];
}

/** The smallest that holds a widget. The style sheet stands as it is, since its hash counts. */
function bare(
  page: { language: Language; title: string; css: string; head: string },
  body: Content,
): Content {
  return html`<!doctype html>
    <html lang="${page.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${page.title}</title>
        ${raw(`<style>${page.css}</style>`)} ${raw(page.head)}
      </head>
      <body>
        ${body}
      </body>
    </html>`;
}

const LOADER = '<script async crossorigin src="/embed/1.js"></script>';

/** The looks of sites that widgets are tried on. */
const HOST_CSS: Record<Host, string> = {
  plain: `body{margin:0 auto;max-width:48em;padding:16px;font:16px/1.5 system-ui,sans-serif;color:#222;background:#fff}`,
  resets: `html{font-size:62.5%}*{margin:0;padding:0;border:0;line-height:1.2;list-style:none;text-align:left}button,input,select,textarea{all:unset}a{color:#7a1f3d!important;text-decoration:none!important}h1,h2{color:#7a1f3d!important;font-weight:400;text-transform:uppercase}body{margin:0 auto;max-width:76rem;padding:1.6rem;font:1.5rem/1.4 Georgia,serif;color:#2b2b2b;background:#ece7dd}p{margin-bottom:1.4rem}`,
  dark: `:root{color-scheme:dark}body{margin:0 auto;max-width:48em;padding:16px;font:16px/1.5 system-ui,sans-serif;color:#d7d8dd;background:#121519}`,
  narrow: `body{margin:0;padding:16px 0;font:16px/1.5 system-ui,sans-serif;color:#222;background:#e8eaee}main{width:280px;margin:0 auto;background:#fff}`,
};

const WORDS = {
  fr: {
    title: 'Une page du site',
    before: 'Un paragraphe de la page, avant le widget.',
    after: 'Un paragraphe de la page, après le widget.',
  },
  en: {
    title: 'A page of the site',
    before: 'A paragraph of the page, before the widget.',
    after: 'A paragraph of the page, after the widget.',
  },
};

/** A ministry's page of a chosen kind, with the widget as chosen: what is sent from it counts. */
export function previewPage(choice: Choice, platform: string): StyledPage {
  const { pageLang, element, look, scheme, way } = choice;
  const words = WORDS[pageLang];
  const widget = `${element}{display:block;${lookCss(look, scheme).join('')}}iframe{display:block;border:0}`;
  const css = HOST_CSS[choice.host] + widget;
  const body = html`<main>
    <h1>${words.title}</h1>
    <p>${words.before}</p>
    ${
      way === 'frame'
        ? html`<iframe
            src="${frameAddress(choice, '')}"
            title="${element}"
            width="100%"
            height="600"
          ></iframe>`
        : raw(elementOf(choice, platform))
    }
    <p>${words.after}</p>
  </main>`;
  return {
    page: bare({ language: pageLang, title: words.title, css, head: LOADER }, body),
    css,
    pictures: pictureOrigins(choice.activity),
  };
}

/**
 * One widget and nothing else, for sites that allow no script of others. `ancestors` are told its height. Opened by
 * itself (`alone`) it is light or dark as the device is. In a frame it cannot know what the page around is, and most are
 * light: it is, unless the snippet chose.
 */
export function framePage(
  choice: Choice,
  ancestors: readonly string[],
  platform: string,
  alone: boolean,
): StyledPage {
  const { activity, element, look, scheme, lang } = choice;
  const title = (lang === 'en' ? activity.title.en : undefined) ?? activity.title.fr;
  const css = `:root{color-scheme:${scheme ?? (alone ? 'light dark' : 'light')};${lookCss(look, undefined).join('')}}body{margin:0;padding:4px;background:var(--cq-background,light-dark(#fff,#121519));font:16px/1.5 system-ui,sans-serif}${element}{display:block}a{color:light-dark(#095797,#72b2eb)}`;
  // A link opens beside the site: inside the frame it would lead away from it.
  const head = `<base target="_blank" /><meta name="cq-ancestors" content="${escaped(ancestors.join(' '))}" />${LOADER}<script type="module" src="/embed/${__CQ_VERSION__}/frame.js"></script>`;
  const body = html`<main>
    ${raw(elementOf({ ...choice, pageLang: lang }, platform))}
    <noscript>
      <p><a href="${participationPage(choice, platform)}">${participationWords(choice)}</a></p>
    </noscript>
  </main>`;
  return { page: bare({ language: lang, title, css, head }, body), css, pictures: pictureOrigins(activity) };
}

const MISSING = {
  fr: 'Cette activité est introuvable : vérifiez l’adresse de l’extrait.',
  en: 'There is no such activity: check the address in the snippet.',
};

/** In a frame whose address names no consultation or no activity. */
export function missingPage(language: Language): StyledPage {
  const css = `body{font:16px/1.5 system-ui,sans-serif}`;
  const words = MISSING[language];
  return { page: bare({ language, title: words, css, head: '' }, html`<p>${words}</p>`), css };
}
