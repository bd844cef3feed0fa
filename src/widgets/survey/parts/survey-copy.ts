/** Copies of a response, to print and to keep: what only those need who have sent it. */
import { msg, str } from '@lit/localize';
import { html, nothing, render, type TemplateResult } from 'lit';
import type { ActivityOf, View } from '../../../contract/consultation.js';
import type { Receipt } from '../../../contract/contributions.js';
import type { Answers } from '../../../contract/survey.js';
import type { Language, LocalizedText } from '../../../contract/text.js';
import { asJson } from '../../../domain/json.js';
import { answerTemplate } from '../../base/answers.js';
import { dateAndTime } from '../../base/dates.js';
import { inLanguage, type Localize, localizedIn, speaking } from '../../base/language.js';
import { givenIn } from './given.js';

/** All that a copy of a response tells. */
export interface Copy {
  view: View;
  language: Language;
  receipt: Receipt;
  /** The receipt's number as it is read out. */
  number: string;
  answers: Answers;
  recoveryLink: string | undefined;
}

/** A copy to print or to keep, as one reads it. */
function copyTemplate({ view, language, receipt, number, answers, recoveryLink }: Copy): TemplateResult {
  return speaking(language, () => {
    const { consultation, activity } = view;
    const localize: Localize = (text) => localizedIn(text, language);
    const given = givenIn(activity as ActivityOf<'survey'>, answers, localize);
    return html`<main>
      <h1>${localize(activity.title)}</h1>
      <p>${localize(consultation.title)}<br />${localize(consultation.body.name)}</p>
      <p>
        ${msg(str`Date de réception : ${dateAndTime(receipt.acceptedAt)}`)}<br />
        ${msg('Numéro court, à dire au téléphone :')} <strong>${number}</strong><br />
        ${msg('Numéro de confirmation :')} ${receipt.id}
        ${receipt.version > 1 ? html`<br />${msg(str`Version ${receipt.version} de vos réponses`)}` : nothing}
      </p>
      <h2>${msg('Mes réponses')}</h2>
      <dl>
        ${given.questions.map(
          (question) =>
            html`<dt>${given.localize(question.label)}</dt>
              <dd>${answerTemplate(question, answers[question.id], given.localize)}</dd>`,
        )}
      </dl>
      <h2>${msg('Pour retirer vos réponses')}</h2>
      ${
        recoveryLink
          ? html`<p>
              ${msg('Ouvrez ce lien, que vous gardez pour vous : qui l’ouvre peut modifier ou retirer ce que vous avez donné.')}<br />
              <a href=${recoveryLink}>${recoveryLink}</a>
            </p>`
          : nothing
      }
      <p>
        ${msg('Vous pouvez aussi écrire, en donnant le numéro court, à')}
        ${localize(consultation.contact.name)},
        <a href="mailto:${consultation.contact.email}">${consultation.contact.email}</a>
      </p>
    </main>`;
  });
}

/** The same for programs: what was asked, in words, beside each answer as it is stored. */
function copyData({ view, language, receipt, number, answers }: Copy): object {
  const { consultation, activity } = view;
  const plain = (text: LocalizedText) => inLanguage(text, language).text;
  const given = givenIn(activity as ActivityOf<'survey'>, answers, plain);
  return {
    consultation: { slug: consultation.slug, title: plain(consultation.title) },
    activity: { id: activity.id, title: plain(activity.title), definition: consultation.version },
    receipt: { ...receipt, number },
    answers: given.questions.map(({ id, type, label }) => ({
      question: id,
      type,
      label: given.localize(label),
      answer: answers[id],
    })),
    contact: consultation.contact.email,
  };
}

const SHEET = `body { font: 1rem/1.5 system-ui, sans-serif; color: #223654; background: #fff; max-width: 44em; margin: 2em auto; padding: 0 1em }
dt { font-weight: 600; margin-top: 1em } dd { margin: 0; white-space: pre-line } ul { list-style: none; padding: 0; margin: 0 } a { color: #095797 }`;

/**
 * A page that stands alone: nothing in it runs, nothing is fetched, and what people wrote is text. Made by the
 * browser’s own serializer, which escapes.
 */
function pageFile(copy: Copy): string {
  const page = document.implementation.createHTMLDocument(titleOf(copy));
  page.documentElement.lang = copy.language;
  render(copyTemplate(copy), page.body);
  withoutMarks(page.body);
  // Text here, not an element: the policy of the page around is not asked about the style of another.
  const head = `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><style>${SHEET}</style>`;
  return `<!doctype html>\n${page.documentElement.outerHTML.replace('<head>', head)}\n`;
}

/** What Lit leaves to find its places again. */
function withoutMarks(root: Node): void {
  const marks = root.ownerDocument!.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  const found: Node[] = [];
  while (marks.nextNode()) found.push(marks.currentNode);
  for (const mark of found) mark.parentNode!.removeChild(mark);
}

/**
 * Prints a page of its own, in a window of its own: the page around stays as it is, and out of the print. False where
 * the browser opens none.
 */
export function print(copy: Copy): boolean {
  const opened = window.open('', '_blank') as (Window & typeof globalThis) | null;
  if (!opened) return false;
  const page = opened.document;
  page.title = titleOf(copy);
  page.documentElement.lang = copy.language;
  // A sheet that is made, since the window inherits a policy that may refuse any other.
  const sheet = new opened.CSSStyleSheet();
  sheet.replaceSync(SHEET);
  page.adoptedStyleSheets = [sheet];
  render(copyTemplate(copy), page.body);
  opened.focus();
  opened.print();
  return true;
}

/** Hands the browser a copy as a page, to keep. */
export function keepPage(copy: Copy): void {
  download(pageFile(copy), 'text/html', nameOf(copy, 'html'));
}

/** Hands the browser a copy as data, to keep. */
export function keepData(copy: Copy): void {
  download(asJson(copyData(copy), 2), 'application/json', nameOf(copy, 'json'));
}

const nameOf = ({ number }: Copy, ending: string) => `${number.replaceAll(' ', '-')}.${ending}`;

const titleOf = ({ view, language }: Copy) => inLanguage(view.activity.title, language).text;

/** Hands a file to the browser to keep. A link to what is in memory: no policy of a page refuses it. */
function download(content: string, type: string, name: string): void {
  const href = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  Object.assign(document.createElement('a'), { href, download: name }).click();
  // The browser has taken hold of it by then.
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
