import { html } from 'hono/html';
import type { Receipt } from '../../contract/contributions.js';
import type { Answers, Ending, Question } from '../../contract/survey.js';
import { Instant, type Language } from '../../contract/text.js';
import { isDate } from '../../domain/dates.js';
import { answersIn } from '../../domain/entered.js';
import { questionsIn } from '../../domain/kinds.js';
import { questionNumber } from '../../domain/logic.js';
import { asWritten } from '../../domain/page-groups.js';
import { quebecDay } from '../../domain/quebec-day.js';
import {
  type AnswerError,
  type Asked,
  isAsked,
  type Circumstances,
  type Course,
  follow,
  type ShownPage,
} from '../../domain/survey.js';
import { checkAnswers, checkPage } from '../../domain/survey-check.js';
import { printLink, text } from '../pages/platform.js';
import { button, type Content, errorSummary, notice, trap, writtenText } from './controls.js';
import {
  attribution,
  form,
  type FormPage,
  phaseNotice,
  privacyNotice,
  receiptPage,
  type Refusal,
  refusalNotice,
  refusalOf,
  takesPart,
  withdrawalPage,
} from './page.js';
import { fileNews, findGone, removeFiles } from './file-question.js';
import { askedBy } from './rare-questions.js';
import { inOne, rareFieldName } from './rare-words.js';
import { controlId, enteredIn, questionField, travelling } from './survey-questions.js';
import { pipeOf, prose } from './survey-texts.js';
import { answerWords, errorWords, SURVEY_WORDS } from './survey-words.js';
import { newId, type NotTaken, type VisitTo } from './visit.js';
import { dateAndTime, number, textOf } from './words.js';

/** A visit with the quotas that are full: the way ends where its answers meet one. */
type Survey = VisitTo<'survey'> & { full: readonly string[] };

/** What «Modifier» asks for: `modify.` and the question's name. */
const MODIFY = 'modify.';

/** Asks the questions page by page. What was answered so far travels with the form, and nothing is stored before the end. */
export async function surveyPage(asked: VisitTo<'survey'>): Promise<FormPage> {
  const visit = { ...asked, full: asked.activity.quotas ? await asked.fullQuotas() : [] };
  const { doing, taken } = visit;
  const removed = await removeFiles(visit);
  const pages = pagesOf(visit);
  // Nobody leaves a page believing that a file was taken which was not.
  const page = pages[indexIn(visit, pages)];
  if (page && taken.refused.length > 0) {
    const others = doing === 'next' ? errorsOn(visit, page) : [];
    const errors = others.filter(({ question }) => !taken.refused.some((one) => one.question === question));
    return draw(visit, page, { errors: [...errors, ...told(taken.refused)] });
  }
  const news = fileNews({ added: taken.added, removed }, visit.language);
  if (doing === 'stay' && news) return draw(visit, page, { before: notice('success', html`<p>${news}</p>`) });
  return stepOf(visit);
}

/** Files that were not taken, or are no longer kept, as what is wrong with their questions. */
function told(files: readonly NotTaken[]): Told[] {
  return files.map(({ question, message }) => ({ question, code: 'file-refused', message }));
}

function stepOf(visit: Survey): FormPage | Promise<FormPage> {
  const { doing } = visit;
  if (doing.startsWith(MODIFY)) return modify(visit, doing.slice(MODIFY.length));
  switch (doing) {
    case 'next':
      return next(visit);
    case 'previous':
      return previous(visit);
    case 'send':
      return send(visit);
    case 'stay':
      return draw(visit, pagesOf(visit)[indexIn(visit, pagesOf(visit))]);
    case 'check':
      return toCheck(visit);
    case 'withdraw':
    case 'withdraw-now':
      return withdrawalPage(visit);
    default:
      return first(visit);
  }
}

const answersOf = (visit: Survey): Answers => answersIn(visit.activity, enteredIn(visit));
const pagesOf = (visit: Survey): ShownPage[] => courseOf(visit).pages;
const courseOf = (visit: Survey): Course => follow(visit.activity, answersOf(visit), circumstancesOf(visit));

/** What the way through the survey hangs on beside the answers: it travels with them. */
function circumstancesOf(visit: Survey): Circumstances {
  const today = quebecDay(visit.now);
  const begun = visit.entered('begun');
  return {
    begun: isDate(begun) && begun <= today ? begun : today,
    seed: Number(seedOf(visit)) >>> 0,
    full: visit.full,
  };
}

/** 32 random bits, the same on the first page as on those that it leads to. */
function seedOf(visit: Survey): string {
  return visit.entered('seed') || String(parseInt(visit.form.slice(0, 8), 16));
}

function indexIn(visit: Survey, pages: ShownPage[]): number {
  return Math.max(
    0,
    pages.findIndex(({ page }) => page.id === visit.entered('page')),
  );
}

function first(visit: Survey): FormPage {
  const { activity, language, consultation } = visit;
  const { description } = activity;
  const lead = description ? html`<p class="lead">${text(description, language)}</p>` : '';
  const print = printLink(consultation.slug, activity.id, language);
  if (takesPart(visit))
    return draw(visit, pagesOf(visit)[0], { before: html`${lead}${attribution(visit)}${print}` });
  return {
    content: html`${phaseNotice(visit)}${lead}
      <p>${text(consultation.purpose, language)}</p>
      ${attribution(visit)}`,
  };
}

/** Checks the page, and only then. Questions that its answers reveal on the same page are shown before it is left. */
function next(visit: Survey): FormPage | Promise<FormPage> {
  const pages = pagesOf(visit);
  const index = indexIn(visit, pages);
  const page = pages[index];
  if (!page) return toCheck(visit);
  const asked = askedOn(visit);
  const revealed = page.questions.filter(
    (question) => !question.disabled && asks(visit, question).some((id) => !asked.has(id)),
  );
  const errors = errorsOn(visit, page);
  if (errors.length > 0 || revealed.length > 0) return draw(visit, page, { errors, revealed });
  const course = courseOf(visit);
  const following = visit.entered('returning')
    ? pages.find((one) => checkPage(one, course).length > 0)
    : pages[index + 1];
  return following ? draw(visit, following) : toCheck(visit);
}

/** What was asked on the page that was sent. */
const askedOn = (visit: Survey) => new Set(visit.entered('asked').split(' '));

/** What is wrong with what was asked on the page that was sent. */
function errorsOn(visit: Survey, page: ShownPage): AnswerError[] {
  const asked = askedOn(visit);
  return checkPage(page, courseOf(visit)).filter(
    ({ question, at = [] }) =>
      asked.has(question) && (at.length < 2 || asked.has([question, ...at].join('.'))),
  );
}

/** What a question asks, by name: a group asks more as its members' answers call for it. */
function asks(visit: Survey, question: Question): string[] {
  if (!isAsked(question)) return [question.id];
  return askedBy(question, enteredIn(visit)[question.id] ?? {}, courseOf(visit));
}

function previous(visit: Survey): FormPage {
  const pages = pagesOf(visit);
  const before = visit.entered('page') ? pages[indexIn(visit, pages) - 1] : pages.at(-1);
  return draw(visit, before ?? pages[0]);
}

/** Back to one question; «Continuer» then returns to the check, by way of what the change made necessary. */
function modify(visit: Survey, question: string): FormPage | Promise<FormPage> {
  const page = pagesOf(visit).find(({ questions }) => questions.some(({ id }) => id === question));
  return page ? draw(visit, page, { returning: true }) : toCheck(visit);
}

/** What is wrong with a question, where its rules' words do not say it. */
type Told = Omit<AnswerError, 'pointer'> & { message?: string };

interface DrawOptions {
  errors?: Told[];
  /** The questions that the page's own answers made appear. */
  revealed?: Question[];
  returning?: boolean;
  before?: Content;
}

function draw(visit: Survey, page: ShownPage | undefined, options: DrawOptions = {}): FormPage {
  if (!page) return check(visit);
  const { language } = visit;
  const { errors = [], revealed = [], before = '' } = options;
  const words = SURVEY_WORDS[language];
  const pages = pagesOf(visit);
  const index = pages.findIndex((one) => one.page.id === page.page.id);
  const entered = enteredIn(visit);
  const returning = options.returning || visit.entered('returning') ? 'yes' : undefined;
  // One that is closed may open by what is answered beside it: it is shown then, before the page is left.
  const open = page.questions.filter(({ disabled }) => !disabled);
  const asked = open.flatMap((question) => asks(visit, question)).join(' ');
  const course = courseOf(visit);
  const pipe = pipeOf(course);
  const { seed } = circumstancesOf(visit);
  const { description } = page.page;
  const asksForFiles = open.some(({ type }) => type === 'file');
  const numbered = visit.activity.onePerPage ? numberOf(pages, index, language) : '';
  const fields = html`${travelling(visit, page.questions)}
    <h2>${text(pipe(page.page.title), language)}${numbered}</h2>
    ${description ? prose(description, language, pipe) : ''}
    ${page.questions.map((question) => {
      const own = isAsked(question) ? errors.filter((one) => one.question === question.id) : [];
      const inWords = own.map((one) => ({
        ...one,
        message: one.message ?? errorWords(question as Asked, one, language),
      }));
      return questionField(question, {
        entered: entered[question.id] ?? {},
        error: inWords[0]?.message,
        errors: inWords,
        language,
        pipe,
        known: course,
        seed,
      });
    })}
    ${index === 0 ? privacyNotice(visit) : ''}
    <div class="row">
      ${button(words.next, 'next')} ${index > 0 ? button(words.previous, 'previous', 'button secondary') : ''}
      ${otherLanguage(visit, 'stay')}
    </div>`;
  return {
    step: textOf(pipe(page.page.title), language) + numbered,
    problem: errors.length > 0 ? { status: 422 } : undefined,
    content: html`${phaseNotice(visit)} ${before} ${errorSummary(mistakes(visit, page, errors), language)}
    ${revealed.length > 0 && errors.length === 0 ? notice('warning', html`<p>${words.revealed}</p>`) : ''}
    ${progress(visit, index, pages.length)} ${timeNotice(visit)}
    ${form(visit, { ...flow(visit), page: page.page.id, asked, returning }, fields, asksForFiles)}`,
  };
}

/** Which question a page asks, where each has a page of its own: what follows the page's title. */
function numberOf(pages: ShownPage[], index: number, language: Language): string {
  const numbered = questionNumber(pages, index);
  return numbered ? ` – ${SURVEY_WORDS[language].numbered(numbered.at, numbered.count)}` : '';
}

/**
 * What travels from the first page to the end: the response's identifier, the definition that the citizen saw, in which
 * language the numbers on the page are written, and when the time ends.
 */
function flow(
  visit: Survey,
): Record<'id' | 'definition' | 'begun' | 'seed' | 'written', string> & { until: string | undefined } {
  const { begun } = circumstancesOf(visit);
  return {
    begun,
    until: untilOf(visit),
    written: visit.language,
    seed: seedOf(visit),
    id: visit.entered('id') || newId(),
    definition: visit.entered('definition') || String(visit.consultation.version),
  };
}

/** A way on in the other language that takes the answers along, which a link could not. */
function otherLanguage({ address, language, consultation }: Survey, doing: string): Content {
  if (!consultation.languages.includes('en')) return '';
  const [other, path] = language === 'fr' ? ['en', `/en${address}`] : ['fr', address.slice('/en'.length)];
  return html`<button class="link" name="do" value="${doing}" formaction="${path}" lang="${other}">
    ${SURVEY_WORDS[language].otherLanguage}
  </button>`;
}

function mistakes(visit: Survey, page: ShownPage, errors: Told[]) {
  const { language } = visit;
  const pipe = pipeOf(courseOf(visit));
  return page.questions.filter(isAsked).flatMap((question) => {
    const own = errors.filter((one) => one.question === question.id);
    const all = inOne(question, own, language);
    return (
      own
        // A question of one field is told the first thing that is wrong with it.
        .filter(
          ({ at, message }, index) => index === 0 || message !== undefined || (at !== undefined && !all),
        )
        .map((error) => {
          const { at = [], code } = error;
          const field = !all && at.length > 0 ? rareFieldName(question, at, language) : undefined;
          const id = [controlId(question.id), ...at].join('.');
          // Two questions may break the same rule: each link says which question it leads to.
          const parts = [
            textOf(pipe(question.label), language),
            field,
            error.message ?? all ?? errorWords(question, error, language),
          ];
          return { id: code === 'specify' ? `${id}.other` : id, message: parts.filter(Boolean).join(' – ') };
        })
    );
  });
}

/** How long the survey is meant to take, where it says so, and that nothing on this page ends with that time. */
function timeNotice(visit: Survey): Content {
  const { activity, closesAt, language, now, phase } = visit;
  const { timeLimit } = activity;
  if (!timeLimit || phase !== 'open') return '';
  const words = SURVEY_WORDS[language];
  const until = untilOf(visit);
  const closing = dateAndTime(closesAt, language);
  const time = until && dateAndTime(until, language);
  const how = !time
    ? words.timeAhead(number(timeLimit.minutes, language))
    : new Date(until) > now
      ? words.timeUntil(time)
      : words.timeOver(time);
  return notice('', html`<p>${how} ${words.timeKept(closing)}</p>`);
}

/** When the time ends that the survey is meant to take: it runs from the first answer that arrives here. */
function untilOf(visit: Survey): string | undefined {
  const { activity, now } = visit;
  if (!activity.timeLimit) return undefined;
  const known = Instant.safeParse(visit.entered('until'));
  if (known.success) return known.data;
  if (Object.keys(answersOf(visit)).length === 0) return undefined;
  return new Date(now.getTime() + activity.timeLimit.minutes * 60_000).toISOString();
}

function progress({ language }: Survey, index: number, count: number): Content {
  // The check counts as the last step: «Étape 4 de 4» is true when nothing is left but to send.
  const [step, steps] = [index + 1, count + 1];
  return html`<p class="muted" id="progress">${SURVEY_WORDS[language].step(step, steps)}</p>
    <progress max="${steps}" value="${step}" aria-labelledby="progress"></progress>`;
}

/** The check; or the page of a file that is no longer kept, so that it can be chosen again. */
async function toCheck(visit: Survey): Promise<FormPage> {
  return (await whereGone(visit)) ?? check(visit);
}

async function whereGone(visit: Survey): Promise<FormPage | undefined> {
  const gone = await findGone(visit);
  const page = pagesOf(visit).find(({ questions }) =>
    gone.some(({ question }) => questions.some(({ id }) => id === question)),
  );
  const here = gone.filter(({ question }) => page?.questions.some(({ id }) => id === question));
  return page && draw(visit, page, { errors: told(here), returning: true });
}

function check(visit: Survey, refusal?: Refusal): FormPage {
  const { language } = visit;
  const words = SURVEY_WORDS[language];
  const course = courseOf(visit);
  const { pages, ending } = course;
  if (ending?.keep === false) return ended(visit, ending);
  const pipe = pipeOf(course);
  const conflict = refusal?.problem.code === 'conflict';
  const fields = html`${travelling(visit, [])} ${ending ? farewell(visit, ending) : ''}
    ${asWritten(pages).map(
      ({ page, questions }) =>
        html`<h2>${text(pipe(page.title), language)}</h2>
          ${answerList(visit, questions.filter(isAsked), true)}`,
    )}
    ${privacyNotice(visit)}
    <div class="row">
      ${button(words.send, 'send')} ${button(words.previous, 'previous', 'button secondary')}
      ${otherLanguage(visit, 'check')}
    </div>`;
  return {
    title: words.check,
    problem: refusal?.problem,
    content: html`${phaseNotice(visit)} ${refusalNotice(refusal, language)}
    ${progress(visit, pages.length, pages.length)} ${timeNotice(visit)}
    ${form(visit, { ...flow(visit), ...(conflict && { id: newId() }) }, html`${fields} ${trap(language)}`)}`,
  };
}

/** An end after which nothing is sent, and from which one may go back and answer otherwise. */
function ended(visit: Survey, ending: Ending): FormPage {
  const { language } = visit;
  const words = SURVEY_WORDS[language];
  const fields = html`${travelling(visit, [])} ${farewell(visit, ending)}
    <p>${words.unsent}</p>
    <div class="row">
      ${button(words.previous, 'previous', 'button secondary')} ${otherLanguage(visit, 'check')}
    </div>`;
  return {
    step: textOf(ending.title, language),
    content: html`${phaseNotice(visit)} ${form(visit, flow(visit), fields)}`,
  };
}

/** What the survey says at an end before its last page. */
function farewell(visit: Survey, { title, message }: Ending): Content {
  const { language } = visit;
  return html`<h2>${text(title, language)}</h2>
    ${prose(message, language, pipeOf(courseOf(visit)))}`;
}

function answerList(visit: Survey, questions: Asked[], modifiable: boolean): Content {
  const { language } = visit;
  const answers = answersOf(visit);
  const pipe = pipeOf(courseOf(visit));
  return html`<dl class="answers">
    ${questions.map((question) => {
      const label = text(pipe(question.label), language);
      const given = answerWords(question, answers[question.id], language);
      const change = html`${SURVEY_WORDS[language].modify}<span class="visually-hidden"> – ${label}</span>`;
      return html`<div>
        <dt>${label}</dt>
        ${given.map((one) => html`<dd class="prose">${typeof one === 'string' ? writtenText(one) : one}</dd>`)}
        ${modifiable ? html`<dd>${button(change, MODIFY + question.id, 'link')}</dd>` : ''}
      </div>`;
    })}
  </dl>`;
}

async function send(visit: Survey): Promise<FormPage> {
  const elsewhere = await whereGone(visit);
  if (elsewhere) return elsewhere;
  const circumstances = circumstancesOf(visit);
  const checked = checkAnswers(visit.activity, answersOf(visit), circumstances);
  if (checked.ok && checked.value.ending?.keep === false) return check(visit);
  if (!checked.ok) {
    const course = courseOf(visit);
    const wrong = course.pages.find((page) => checkPage(page, course).length > 0);
    return draw(visit, wrong, { errors: wrong ? checkPage(wrong, course) : [], returning: true });
  }
  const { id, definition } = flow(visit);
  const path = `/activities/${visit.activity.id}/responses/${encodeURIComponent(id)}`;
  const { answers, ending } = checked.value;
  const answer = await visit.write(path, {
    answers,
    definition: Number(definition),
    begun: circumstances.begun,
    full: ending && circumstances.full,
  });
  if (answer.ok) return received(visit, answer.value, answers);
  const { quota } = answer.problem;
  // It filled at this very moment: the way ends as for those who come after.
  if (quota !== undefined) return check({ ...visit, full: [...visit.full, quota] });
  return check(visit, refusalOf(answer.problem));
}

function received(visit: Survey, receipt: Receipt, kept: Answers): FormPage {
  const { activity, language } = visit;
  const asked = questionsIn(activity).filter(isAsked);
  return receiptPage(visit, {
    receipt,
    title: SURVEY_WORDS[language].received,
    content: activity.thanks ? html`<p>${text(activity.thanks, language)}</p>` : '',
    sent: answerList(
      visit,
      asked.filter(({ id }) => id in kept),
      false,
    ),
  });
}
