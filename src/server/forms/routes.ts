import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { html } from 'hono/html';
import type { ActivityKind } from '../../contract/consultation.js';
import type { Language } from '../../contract/text.js';
import { page } from '../pages/platform.js';
import { commentsPage } from './comments.js';
import type { Content } from './controls.js';
import { feedbackPage } from './feedback.js';
import { pictureOrigins } from '../../domain/picture-origins.js';
import { ideasPage } from './ideas.js';
import { takeFile } from './file-question.js';
import { type FormPage, isTrapped, personPage } from './page.js';
import { isMultipart, MAX_FIELDS, readMultipart, UnreadableForm } from './posted.js';
import { FORM_CSS } from './style.js';
import { surveyPage } from './survey.js';
import { type Asked, type FormContext, type Taken, type Visit, visitOf, type VisitTo } from './visit.js';
import { textOf, wordsOf } from './words.js';

/** No script at all, forms that are sent to the platform alone, and the pictures of the survey's own options. */
const policy = (pictures: readonly string[] = []) =>
  [
    "default-src 'none'",
    "script-src 'none'",
    "style-src 'unsafe-inline'",
    ["img-src 'self' data:", ...pictures].join(' '),
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

interface Env {
  Bindings: { address: string | undefined };
  Variables: { pictures?: readonly string[] };
}

const PAGES: { [Kind in ActivityKind]: (visit: VisitTo<Kind>) => FormPage | Promise<FormPage> } = {
  survey: surveyPage,
  comments: commentsPage,
  ideas: ideasPage,
  feedback: feedbackPage,
};

/**
 * Taking part without scripts, at `/c/{consultation}/{activity}`: each post is made into the request that a widget
 * makes, and answered by the same backend. No address and no cookie ever holds a participant's key, which is why a post
 * is answered by the page itself rather than by a redirection: the page is the only place where the key can be given.
 */
export function formPages(context: FormContext) {
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    await next();
    c.header('content-security-policy', policy(c.get('pictures')));
    c.header('referrer-policy', 'no-referrer');
    c.header('x-content-type-options', 'nosniff');
    c.header('cache-control', 'no-store');
    c.header('x-robots-tag', 'noindex');
  });
  const serve = (prefix: string, language: Language) => {
    const path = `${prefix}/c/:slug/:activity`;
    const words = wordsOf(language);
    const refused = (request: Request, title: string, why: string) =>
      layout(language, request, title, html`<p class="lead">${why}</p>`);

    app.post(path, async (c, next) =>
      isOwn(c.req.raw, context.platformOrigin)
        ? next()
        : c.html(refused(c.req.raw, words.foreignTitle, words.foreign), 403),
    );
    const tooLarge = (c: Context<Env>) =>
      c.html(refused(c.req.raw, words.tooLargeTitle, words.tooLarge), 413);
    const limit = bodyLimit({ maxSize: MAX_FIELDS, onError: tooLarge });
    app.post(path, (c, next) => (isMultipart(c.req.raw) ? next() : limit(c, next)));
    app.on(['GET', 'POST'], path, async (c, next) => {
      const { slug, activity } = c.req.param() as { slug: string; activity: string };
      const asked = { request: c.req.raw, address: c.env.address, language, slug, activity };
      const posted = await formOf(context, c, asked);
      if (posted === 'too-large') return tooLarge(c);
      if (posted === 'not-a-form')
        return c.html(refused(c.req.raw, words.foreignTitle, words.unreadable), 400);
      const visit = await visitOf(context, { ...asked, ...posted });
      if (!visit) return next();
      c.set('pictures', pictureOrigins(visit.activity));
      if (needsAddress(visit)) return c.redirect(formAddress(c.req.url, visit.form), 302);
      const { title, step, content, problem } = isTrapped(visit)
        ? personPage(visit, posted.fields)
        : await pageFor(visit);
      if (problem?.retryAfter !== undefined) c.header('retry-after', String(problem.retryAfter));
      const named = title ?? textOf(visit.activity.title, language);
      const heading = [problem && words.errorTitle, step, named].filter(Boolean).join(' – ');
      return c.html(layout(language, c.req.raw, named, content, heading), (problem?.status ?? 200) as 200);
    });
  };
  serve('', 'fr');
  serve('/en', 'en');
  return (request: Request, address: string | undefined) => app.fetch(request, { address });
}

/** Whether the address may be that of a form page. */
export function isFormAddress(pathname: string): boolean {
  return /^(\/en)?\/c\/[^/]+\/(?!mine$)[^/]+$/.test(pathname);
}

/** What a form posted. Its files are with the backend, or refused, before the page is drawn. */
async function formOf(
  context: FormContext,
  { req }: Context<Env>,
  asked: Omit<Asked, 'fields'>,
): Promise<Pick<Asked, 'fields' | 'taken'> | UnreadableForm['why']> {
  if (req.method !== 'POST') return { fields: new URLSearchParams() };
  if (!isMultipart(req.raw)) return { fields: new URLSearchParams(await req.text()) };
  const taken: Taken = { added: [], refused: [] };
  let visit: Visit | undefined;
  try {
    const fields = await readMultipart(req.raw, async (file, before) => {
      visit ??= await visitOf(context, { ...asked, fields: before });
      if (visit?.activity.kind !== 'survey') return;
      // Whose the files are, for whoever had no key yet.
      before.set('key', visit.key);
      await takeFile(visit as VisitTo<'survey'>, file, before, taken);
    });
    return { fields, taken };
  } catch (error) {
    if (error instanceof UnreadableForm) return error.why;
    throw error;
  }
}

/**
 * Whether the form's identifier has to be put into the address first. A browser that comes back to the page asks for it
 * again and keeps what was typed: without it, the same text would be sent as another one. A survey travels by posts from
 * its first page on, which are repeated as they were.
 */
function needsAddress({ activity, phase, doing, addressed }: Visit): boolean {
  return !addressed && doing === '' && phase === 'open' && activity.kind !== 'survey';
}

function formAddress(address: string, id: string): string {
  const { pathname, searchParams } = new URL(address);
  searchParams.set('form', id);
  return `${pathname}?${searchParams.toString()}`;
}

function pageFor(visit: Visit): FormPage | Promise<FormPage> {
  const draw = PAGES[visit.activity.kind] as (visit: Visit) => FormPage | Promise<FormPage>;
  return draw(visit);
}

function layout(language: Language, request: Request, title: string, content: Content, heading = title) {
  const { pathname, search } = new URL(request.url);
  const other = language === 'fr' ? `/en${pathname}` : pathname.slice('/en'.length);
  return page({ title, heading, language, other: other + search, style: FORM_CSS }, content);
}

/**
 * Whether a post comes from the platform's own pages: order rather than defence, since there is nothing that a browser
 * would add to it unasked. Browsers say so by `Sec-Fetch-Site`; those that do not, by `Origin`, which is `null` from
 * pages that send no referrer, as these are.
 */
function isOwn(request: Request, platformOrigin: string | undefined): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return false;
  const origin = request.headers.get('origin');
  return origin === null || origin === 'null' || origin === (platformOrigin ?? new URL(request.url).origin);
}
