import { type Context, Hono } from 'hono';
import { routePath } from 'hono/route';
import type { Backend } from '../backend/backend.js';
import { listConsultations, loadConsultation } from '../backend/consultations/store.js';
import type { Db, Log } from '../backend/context.js';
import { listHeads, moderationCounts } from '../backend/moderation/log-store.js';
import { languageOf, refuse } from '../backend/http/problems.js';
import { type Decided, listDecided } from '../backend/releases/store.js';
import type { ReleaseStatus } from '../contract/releases.js';
import { type Language, Slug } from '../contract/text.js';
import { pictureOrigins } from '../domain/picture-origins.js';
import { compressed } from './compression.js';
import { embeddingRoutes } from './embedding/routes.js';
import { formPages, isFormAddress } from './forms/routes.js';
import type { Handler } from './http.js';
import { moderationPage } from './pages/moderation.js';
import {
  consultationPage,
  homePage,
  moderationAddress,
  ownPage,
  printAddress,
  problemPage,
} from './pages/platform.js';
import { printPage } from './pages/print.js';
import type { EmbedFiles } from './static.js';

/**
 * What the platform's own pages may load: themselves, and the pictures of what they show. Their style sheet is part of
 * the page.
 */
const policy = (pictures: readonly string[] = []) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    "style-src 'unsafe-inline'",
    ["img-src 'self' data:", ...pictures].join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types lit-html cq-loader 'allow-duplicates'",
  ].join('; ');

/** After how long to try again while the database does not answer, in seconds. */
const RETRY = 5;

/** How each release stands: for developers, and for what checks their pages. */
function versions(known: readonly string[], decided: readonly Decided[]): Response {
  const statuses = known.map((version): ReleaseStatus => {
    const withdrawn = decided.find((one) => one.version === version && one.kind === '');
    if (withdrawn) return { version, status: 'withdrawn', reason: withdrawn.reason };
    return { version, status: version === known.at(-1) ? 'current' : 'superseded' };
  });
  return Response.json(statuses, {
    headers: { 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=60' },
  });
}

/** What the platform is made of. */
export interface Platform {
  backend: Backend;
  db: Db;
  files: EmbedFiles;
  log: Log;
  now: () => Date;
  /** The platform's address from outside, where it is told. */
  platformOrigin: string | undefined;
}

/** The platform: the backend, the files that pages include, and its own pages. */
export function platformHandler(platform: Platform): Handler {
  const { backend, files } = platform;
  const pages = platformPages(platform);
  const embedding = embeddingRoutes(platform);
  const forms = formPages(platform);
  return async (request, address) => {
    const { pathname } = new URL(request.url);
    const file = files.answer(pathname, request);
    if (file) return file;
    const read = request.method === 'GET' || request.method === 'HEAD';
    if (read && /^(\/en)?\/embed(\/preview|\/versions)?$|^\/frame\//.test(pathname)) {
      const page = await embedding.fetch(request);
      if (page.status !== 404 || page.headers.has('content-security-policy')) return page;
    }
    if (/^(GET|HEAD|POST)$/.test(request.method) && isFormAddress(pathname)) {
      const page = await forms(request, address);
      if (page.status !== 404) return page;
    }
    if (read && /^\/(en)?$|^(\/en)?\/(c|embed)\b/.test(pathname)) return pages.fetch(request);
    const answer = await backend.fetch(request, { address });
    const looked = read && /\btext\/html\b/.test(request.headers.get('accept') ?? '');
    if (answer.status === 404 && looked && !pathname.startsWith('/v1/')) return pages.fetch(request);
    answer.headers.set('x-content-type-options', 'nosniff');
    return compressed(request, answer);
  };
}

type Env = { Variables: { requestId: string; pictures?: readonly string[] } };

function platformPages({ db, files, log, now }: Platform): Hono<Env> {
  const pages = new Hono<Env>();
  pages.use(async (c, next) => {
    c.set('requestId', crypto.randomUUID());
    await next();
    c.header('x-request-id', c.get('requestId'));
    c.header('x-content-type-options', 'nosniff');
    if (!c.res.headers.get('content-type')?.startsWith('text/html')) return;
    c.header('content-security-policy', policy(c.get('pictures')));
    c.header('referrer-policy', 'no-referrer');
    c.header('cache-control', 'no-cache');
  });
  pages.get('/embed/versions.json', async () => versions(files.versions, await listDecided(db)));
  const known = async (c: Context<Env>) => {
    const slug = Slug.safeParse(c.req.param('slug'));
    const consultation = slug.success ? await loadConsultation(db, slug.data) : undefined;
    c.set('pictures', consultation?.definition.activities.flatMap(pictureOrigins));
    return consultation;
  };
  const show = (prefix: string, language: Language) => {
    pages.get(prefix || '/', async (c) => c.html(homePage(await listConsultations(db), language, now())));
    pages.get(`${prefix}/c/:slug`, async (c) => {
      const consultation = await known(c);
      return consultation ? c.html(consultationPage(consultation.definition, language, now())) : c.notFound();
    });
    pages.get(printAddress(':slug', ':activity', language), async (c) => {
      const consultation = await known(c);
      const survey = consultation?.activities.get(c.req.param('activity') ?? '')?.definition;
      return consultation && survey?.kind === 'survey'
        ? c.html(printPage(consultation.definition, survey, language))
        : c.notFound();
    });
    pages.get(moderationAddress(':slug', language), async (c) => {
      const consultation = await known(c);
      if (!consultation) return c.notFound();
      const { definition, id } = consultation;
      const [counts, heads] = await Promise.all([moderationCounts(db, id), listHeads(db, id)]);
      return c.html(moderationPage(definition, { ...counts, heads }, language));
    });
    pages.get(`${prefix}/c/:slug/mine`, async (c) => {
      const consultation = await known(c);
      return consultation ? c.html(ownPage(consultation.definition, language)) : c.notFound();
    });
  };
  show('', 'fr');
  show('/en', 'en');
  pages.notFound((c) => {
    // A page that asks for a release that is not here is to read 404, and nothing of cross-origin rules.
    if (c.req.path.startsWith('/embed/')) c.header('access-control-allow-origin', '*');
    return c.html(problemPage('missing', languageFor(c)), 404);
  });
  pages.onError((error, c) => {
    // The error's own words may hold what was asked of the database: only its kind is logged.
    const { code = '' } = error as { code?: string };
    log.error(
      { requestId: c.get('requestId'), route: routePath(c, -1), kind: error.name, code },
      'page failed',
    );
    if (c.req.path.startsWith('/embed/')) {
      c.header('access-control-allow-origin', '*');
      return refuse(c, { code: 'unavailable', retryAfter: RETRY });
    }
    c.header('retry-after', String(RETRY));
    return c.html(problemPage('unavailable', languageFor(c)), 503);
  });
  return pages;
}

/** The language of a page's address; elsewhere, that of the browser. */
function languageFor({ req }: Context): Language {
  if (/^\/en(\/|$)/.test(req.path)) return 'en';
  return req.path.startsWith('/c/') || req.path === '/' ? 'fr' : languageOf(req.header('accept-language'));
}
