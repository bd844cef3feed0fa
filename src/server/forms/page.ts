import { html } from 'hono/html';
import type { Receipt } from '../../contract/contributions.js';
import type { Problem, ProblemCode } from '../../contract/problem.js';
import type { Language } from '../../contract/text.js';
import { displayText } from '../../domain/display-text.js';
import { findPersonalData } from '../../domain/personal-data.js';
import { text } from '../pages/platform.js';
import {
  attributes,
  button,
  type Content,
  errorSummary,
  hidden,
  type Mistake,
  notice,
  TRAP,
  writtenText,
} from './controls.js';
import { newId, type Visit } from './visit.js';
import { dateAndTime, longDate, wordsOf } from './words.js';

/** A page to answer with. */
export interface FormPage {
  content: Content;
  /** Instead of the activity's title. */
  title?: string;
  /** What tabs and screen readers say beside the title: which step this is. */
  step?: string;
  /** 200 unless something was refused. */
  problem?: { status: number; retryAfter?: number | undefined } | undefined;
}

/** Where a form of the page is sent: the page itself, in the state that its query says. */
export function actionOf({ address, query }: Visit): string {
  return queryIn(address, Object.fromEntries(query));
}

/** A form that is sent to the page, with the participant's key; with what its `files` hold where it asks for some. */
export function form(
  visit: Visit,
  travelling: Record<string, string | undefined>,
  content: Content,
  files = false,
): Content {
  return html`<form
    class="stack"
    method="post"
    action="${actionOf(visit)}"
    ${attributes({ enctype: files && 'multipart/form-data' })}
    novalidate
  >
    ${hidden({ key: visit.key, ...travelling })} ${content}
  </form>`;
}

/** Whether what was posted fills in the field that people do not see: a program wrote it, or a browser too eager. */
export function isTrapped({ doing, entered }: Visit): boolean {
  return !['', 'show'].includes(doing) && entered(TRAP) !== '';
}

/** Nothing is stored yet: shows what was written, and asks a person to send it as it is with one button. */
export function personPage(visit: Visit, fields: URLSearchParams): FormPage {
  const words = wordsOf(visit.language);
  const written = ['title', 'body', 'details'].map(visit.entered).filter(Boolean);
  const carried = [...fields].filter(([name]) => !['key', 'do', TRAP].includes(name));
  return {
    title: words.personTitle,
    problem: { status: 403 },
    content: html`${notice('warning', html`<p>${words.personWhy}</p>`)}
    ${written.map((one) => html`<div class="prose item">${writtenText(one)}</div>`)}
    ${form(
      visit,
      {},
      html`${carried.map(([name, value]) => hidden({ [name]: value }))} ${button(words.person, visit.doing)}`,
    )}`,
  };
}

/**
 * A way to another state of the page: a link, or, once somebody takes part, a button that takes their key along. An
 * address never holds a key.
 */
export function way(visit: Visit, query: Record<string, string | undefined>, label: Content): Content {
  const address = queryIn(visit.address, { ...query, form: newId() });
  if (!visit.carried) return html`<a class="way" href="${address}">${label}</a>`;
  return html`<form class="way" method="post" action="${address}">
    ${hidden({ key: visit.key })}${button(label, 'show', 'link')}
  </form>`;
}

function queryIn(address: string, query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return given.length > 0 ? `${address}?${new URLSearchParams(given).toString()}` : address;
}

/** Whether the page offers to take part: once something was entered it does so to the end, and the backend says no. */
export function takesPart({ phase, doing }: Visit): boolean {
  return phase === 'open' || !['', 'show'].includes(doing);
}

/** Why a form is drawn again with what was entered: it was refused, or is to be read once more before it is sent. */
export interface Again {
  refusal?: Refusal;
  warning?: Content;
}

/** The identifier that a form sends: the one that was sent before, and another one where that is taken. */
export function idFor({ form, entered }: Visit, { refusal, warning }: Again): string {
  if (refusal?.problem.code === 'conflict') return newId();
  return ((refusal ?? warning) && entered('id')) || form;
}

/** Before: when it opens. Closed: when, and the results or their date. Open: nothing. */
export function phaseNotice({ phase, opensAt, closesAt, consultation, language }: Visit): Content {
  if (phase === 'open') return '';
  const words = wordsOf(language);
  const { results } = consultation;
  const after = results?.url
    ? html` <a href="${results.url}">${words.results}</a>`
    : results?.expectedAt
      ? ` ${words.resultsOn(longDate(results.expectedAt, language))}`
      : '';
  return notice(
    '',
    phase === 'before'
      ? html`<p>${words.opens(dateAndTime(opensAt, language))}</p>`
      : html`<p>${words.closed(dateAndTime(closesAt, language))}${after}</p>`,
  );
}

/** Where the consultation's contributions come from, when they were carried over from elsewhere. */
export function attribution({ consultation, language }: Visit): Content {
  return consultation.attribution
    ? html`<p class="muted">${text(consultation.attribution, language)}</p>`
    : '';
}

/** What the law wants said where personal information is collected. Belongs beside each form, before its button. */
export function privacyNotice({ consultation, language }: Visit): Content {
  const words = wordsOf(language);
  const { privacy, under14 } = consultation;
  const terms: [string, Content][] = [
    [words.collector, text(privacy.collector, language)],
    [words.purposes, text(privacy.purposes, language)],
    [words.retention, text(privacy.retention, language)],
    [words.rights, text(privacy.rights, language)],
    [
      words.officer,
      html`${text(privacy.officer.name, language)},
        <a href="mailto:${privacy.officer.email}">${privacy.officer.email}</a>`,
    ],
    [words.device, words.deviceText],
  ];
  return html`<details class="privacy">
      <summary>${words.privacy}</summary>
      <dl>
        ${terms.map(
          ([term, content]) =>
            html`<dt>${term}</dt>
              <dd>${content}</dd>`,
        )}
      </dl>
      ${privacy.policy ? html`<p><a href="${privacy.policy}" rel="noopener">${words.policy}</a></p>` : ''}
    </details>
    ${under14 ? '' : html`<p class="muted">${words.over14}</p>`}`;
}

/** An appeal that is refused for good, whatever it says. */
export const NEVER_AGAIN: ReadonlySet<ProblemCode> = new Set(['already-appealed', 'not-appealable']);

/** What was refused, with what the backend says of each field; `idOf` gives the field that a JSON Pointer means. */
export interface Refusal {
  problem: Problem;
  mistakes: Mistake[];
}

/** The words for a refused field, where the page has better ones than the backend's. */
export type FieldWords = (pointer: string, code: string) => string | undefined;

/** A problem as a page shows it. The fields are named as their pointers are, `/body` → `body`. */
export function refusalOf(problem: Problem, wordsFor: FieldWords = () => undefined): Refusal {
  const mistakes = (problem.errors ?? []).map(({ pointer, code, message }) => ({
    id: pointer.slice(1) || undefined,
    message: wordsFor(pointer, code) ?? message,
  }));
  return { problem, mistakes };
}

/** What a refusal says of one field. */
export function mistakeAt(refusal: Refusal | undefined, id: string): string | undefined {
  return refusal?.mistakes.find((mistake) => mistake.id === id)?.message;
}

/** Whose own words say that the text is kept. */
const SAY_KEPT = new Set<ProblemCode>(['no-longer-shown', ...NEVER_AGAIN]);

/** What was refused, before all else: the fields to correct, or why it cannot be stored. */
export function refusalNotice(refusal: Refusal | undefined, language: Language): Content {
  if (!refusal) return '';
  const { problem, mistakes } = refusal;
  if (mistakes.length > 0 && problem.code === 'invalid-answers') return errorSummary(mistakes, language);
  const words = wordsOf(language);
  const kept = SAY_KEPT.has(problem.code) ? '' : words.kept;
  return notice(
    'error',
    html`<p><strong>${problem.code === 'conflict' ? words.conflict : problem.title}</strong> ${kept}</p>`,
  );
}

/** The passages of `texts` that look like personal information, with a way to send them anyway; empty where there are none. */
export function personalDataWarning(texts: string[], language: Language): Content {
  const found = texts.flatMap((one) =>
    findPersonalData(one).map(({ kind, start, end }) => ({ kind, passage: one.slice(start, end) })),
  );
  if (found.length === 0) return '';
  const words = wordsOf(language);
  return notice(
    'warning',
    html`<h2>${words.personal}</h2>
      <ul>
        ${found.map(({ kind, passage }) => html`<li><strong>${displayText(passage)}</strong> (${words[kind]})</li>`)}
      </ul>
      <p>${words.personalHint}</p>`,
  );
}

interface ReceiptOptions {
  receipt: Pick<Receipt, 'id' | 'acceptedAt'>;
  title: string;
  /** What happens next. */
  content?: Content;
  /** What was sent, to be read again. */
  sent: Content;
  /** A way on. */
  next?: Content;
}

/** Proof that the backend has it: number, date and what was sent; and how to find it again. */
export function receiptPage(visit: Visit, options: ReceiptOptions): FormPage {
  const { language, consultation } = visit;
  const { receipt } = options;
  const words = wordsOf(language);
  const content = html`${notice(
      'success',
      html`<p>
          ${words.received(dateAndTime(receipt.acceptedAt, language))}<br />
          ${words.number} <span class="receipt-number">${receipt.id}</span>
        </p>
        ${options.content ?? ''}`,
    )}
    <h2>${words.sent}</h2>
    ${options.sent}
    <details>
      <summary>${words.recover}</summary>
      <p>
        ${words.recoverText}
        <a href="${home(visit)}/mine#cq-key=${visit.key}" rel="noreferrer">${words.recoveryLink}</a>
      </p>
    </details>
    ${form(visit, { id: receipt.id }, button(words.withdraw, 'withdraw', 'link'))} ${options.next ?? ''}
    <p><a href="${home(visit)}">${words.back} – ${text(consultation.title, language)}</a></p>`;
  return { title: options.title, content };
}

/** Asks again before a contribution is taken back, since that cannot be undone; then takes it back. */
export async function withdrawalPage(visit: Visit): Promise<FormPage> {
  const words = wordsOf(visit.language);
  if (visit.doing === 'withdraw') {
    const sure = html`<div class="row">
      ${button(words.withdrawNow, 'withdraw-now')} ${button(words.keep, 'show', 'button secondary')}
    </div>`;
    return {
      title: words.withdraw,
      content: html`${notice('warning', html`<p>${words.withdrawSure}</p>`)}
      ${form(visit, { id: visit.entered('id') }, sure)}`,
    };
  }
  const answer = await visit.write(`/mine/${encodeURIComponent(visit.entered('id'))}/withdrawal`, {});
  const back = html`<p>${way(visit, {}, text(visit.activity.title, visit.language))}</p>`;
  if (!answer.ok) {
    const { problem } = answer;
    return { problem, content: html`${notice('error', html`<p>${problem.title}</p>`)}${back}` };
  }
  return {
    title: words.withdrawnTitle,
    content: html`${notice('success', html`<p>${words.withdrawn}</p>`)}${back}`,
  };
}

/** The consultation's own page. */
export function home({ language, consultation }: Visit): string {
  return `${language === 'en' ? '/en' : ''}/c/${consultation.slug}`;
}
