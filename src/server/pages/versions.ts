import { html, raw } from 'hono/html';
import type { Language } from '../../contract/text.js';
import { BUILDER_CSS } from './embed-style.js';
import { type Content, page } from './platform.js';

/** `docs/versions.md` and its English, as HTML: put here by the build. */
declare const __CQ_VERSION_POLICY__: Record<Language, string>;

const WORDS = {
  fr: { title: 'Versions des widgets', table: 'Tableau', builder: 'Ajouter un widget à votre site' },
  en: { title: 'Versions of the widgets', table: 'Table', builder: 'Add a widget to your site' },
};

/** What a public body may expect of a version, and for how long. */
export function versionsPage(language: Language): Content {
  const words = WORDS[language];
  const prefix = language === 'en' ? '/en' : '';
  const other = `${language === 'fr' ? '/en' : ''}/embed/versions`;
  // Wider than a phone: a table scrolls in a frame of its own, by the keyboard too.
  let tables = 0;
  const policy = __CQ_VERSION_POLICY__[language]
    .replaceAll('<table>', () => {
      tables += 1;
      return `<div class="scroll" role="region" tabindex="0" aria-label="${words.table} ${tables}"><table>`;
    })
    .replaceAll('</table>', '</table></div>');
  return page(
    { title: words.title, language, other, scripts: `<style>${BUILDER_CSS}</style>` },
    html`${raw(policy)}
      <p><a href="${prefix}/embed">${words.builder}</a></p>`,
  );
}
