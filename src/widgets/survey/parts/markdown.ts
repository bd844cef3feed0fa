import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { LocalizedText } from '../../../contract/text.js';
import { type Block, type Inline, markdown } from '../../../domain/markdown.js';
import { inLanguage, type Localize, spoken } from '../../base/language.js';

const parsed = new Map<string, Block[]>();

/** A text of the definition in safe Markdown. Answers that it takes up are put into its words, and never parsed. */
export function markdownTemplate(text: LocalizedText, localize: Localize): TemplateResult {
  const { text: source, lang } = inLanguage(text, spoken());
  if (!parsed.has(source)) parsed.set(source, markdown(source));
  const words = (plain: string) => localize(lang === 'en' ? { fr: plain, en: plain } : { fr: plain });
  const line = (parts: readonly Inline[]): unknown => parts.map((part) => inline(part, words, line));
  return html`<div class="rich">${parsed.get(source)!.map((block) => drawn(block, line))}</div>`;
}

function drawn(block: Block, line: (parts: readonly Inline[]) => unknown): TemplateResult {
  if ('paragraph' in block) return html`<p>${line(block.paragraph)}</p>`;
  if ('heading' in block) {
    // The survey's title and the page's are above.
    const words = line(block.words);
    if (block.heading === 1) return html`<h4>${words}</h4>`;
    return block.heading === 2 ? html`<h5>${words}</h5>` : html`<h6>${words}</h6>`;
  }
  const items = block.list.map((item) => html`<li>${line(item)}</li>`);
  return block.numbered
    ? html`<ol start=${block.start}>
        ${items}
      </ol>`
    : html`<ul>
        ${items}
      </ul>`;
}

function inline(
  part: Inline,
  words: (plain: string) => unknown,
  line: (parts: readonly Inline[]) => unknown,
): unknown {
  if (typeof part === 'string') return words(part);
  if ('strong' in part) return html`<strong>${line(part.strong)}</strong>`;
  if ('emphasis' in part) return html`<em>${line(part.emphasis)}</em>`;
  if ('lineEnd' in part) return html`<br />`;
  if (part.link.startsWith('mailto:')) return html`<a href=${part.link}>${line(part.words)}</a>`;
  // Elsewhere: what was entered so far stays on this page.
  // The space is part of the words: one that stands alone is not in the link's name.
  return html`<a href=${part.link} target="_blank" rel="noopener noreferrer"
    >${line(part.words)}<span>${` ${msg('(nouvel onglet)')}`}</span></a
  >`;
}
