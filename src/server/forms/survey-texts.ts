import { html } from 'hono/html';
import type { Language, LocalizedText } from '../../contract/text.js';
import { type Block, type Inline, markdown } from '../../domain/markdown.js';
import { pipedText } from '../../domain/piping.js';
import type { Course } from '../../domain/survey.js';
import type { Content } from './controls.js';
import { answerWords } from './survey-words.js';
import { textOf, wordsOf } from './words.js';

/** Puts the answers of a course into the texts that take them up. */
export type Pipe = (text: LocalizedText) => LocalizedText;

/** Texts as the answers so far have them, each with words of its own language. */
export function pipeOf(course: Course): Pipe {
  return (text) =>
    pipedText(text, course, (answer, question, language) =>
      answerWords(question, answer, language).join(', '),
    );
}

/** What a link in a text becomes. */
type Link = (address: string, words: Content, language: Language) => Content;

/** A text in safe Markdown. Answers that it takes up are put into its words, and never parsed. */
export function prose(
  text: LocalizedText,
  language: Language,
  pipe: Pipe,
  link: Link = followed,
): ReturnType<typeof html> {
  const words = (plain: string) => textOf(pipe({ fr: plain, en: plain }), language);
  const foreign = language === 'en' && text.en === undefined ? html` lang="fr"` : '';
  return html`<div class="rich" ${foreign}>
    ${markdown(textOf(text, language)).map((block) => drawn(block, words, (address, said) => link(address, said, language)))}
  </div>`;
}

type Words = (plain: string) => string;
type Inner = (address: string, words: Content) => Content;

function drawn(block: Block, words: Words, link: Inner): Content {
  const line = (parts: readonly Inline[]): Content =>
    html`${parts.map((part) => inline(part, words, line, link))}`;
  if ('paragraph' in block) return html`<p>${line(block.paragraph)}</p>`;
  if ('heading' in block) {
    const content = line(block.words);
    if (block.heading === 1) return html`<h3>${content}</h3>`;
    return block.heading === 2 ? html`<h4>${content}</h4>` : html`<h5>${content}</h5>`;
  }
  const items = html`${block.list.map((item) => html`<li>${line(item)}</li>`)}`;
  return block.numbered
    ? html`<ol start="${block.start}">
        ${items}
      </ol>`
    : html`<ul>
        ${items}
      </ul>`;
}

function inline(
  part: Inline,
  words: Words,
  line: (parts: readonly Inline[]) => Content,
  link: Inner,
): Content {
  if (typeof part === 'string') return html`${words(part)}`;
  if ('strong' in part) return html`<strong>${line(part.strong)}</strong>`;
  if ('emphasis' in part) return html`<em>${line(part.emphasis)}</em>`;
  if ('lineEnd' in part) return html`<br />`;
  return link(part.link, line(part.words));
}

function followed(address: string, words: Content, language: Language): Content {
  if (address.startsWith('mailto:')) return html`<a href="${address}">${words}</a>`;
  // Elsewhere: what was entered so far stays on this page.
  return html`<a href="${address}" target="_blank" rel="noopener noreferrer"
    >${words} ${wordsOf(language).newTab}</a
  >`;
}

/** Nobody follows a link on paper: its address is said. */
export function printed(address: string, words: Content): Content {
  const plain = address.replace(/^mailto:/, '');
  return html`${words} (${plain})`;
}
