import { Hono } from 'hono';
import type { Backend } from '../backend/backend.js';
import { listConsultations, loadConsultation } from '../backend/consultations/store.js';
import type { Db } from '../backend/context.js';
import { type Decided, listDecided } from '../backend/releases/store.js';
import type { ReleaseStatus } from '../contract/releases.js';
import type { Language } from '../contract/text.js';
import { compressed } from './compression.js';
import { embeddingRoutes } from './embedding/routes.js';
import { formPages, isFormAddress } from './forms/routes.js';
import type { Handler } from './http.js';
import { consultationPage, homePage, ownPage } from './pages/platform.js';
import type { EmbedFiles } from './static.js';

/** What the platform's own pages may load: themselves. Their style sheet is part of the page. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "style-src 'unsafe-inline'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types lit-html cq-loader 'allow-duplicates'",
].join('; ');

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

/** The platform: the backend, the files that pages include, and its own pages. */
export function platformHandler(
  backend: Backend,
  db: Db,
  files: EmbedFiles,
  now: () => Date,
  platformOrigin?: string,
): Handler {
  const embedding = embeddingRoutes({ db, files, platformOrigin });
  const forms = formPages({ backend, now, platformOrigin });
  const pages = new Hono();
  pages.use(async (c, next) => {
    await next();
    c.header('content-security-policy', POLICY);
    c.header('referrer-policy', 'no-referrer');
    c.header('x-content-type-options', 'nosniff');
    c.header('cache-control', 'no-cache');
  });
  const show = (prefix: string, language: Language) => {
    pages.get(prefix || '/', async (c) => c.html(homePage(await listConsultations(db), language, now())));
    pages.get(`${prefix}/c/:slug`, async (c, next) => {
      const consultation = await loadConsultation(db, c.req.param('slug'));
      return consultation ? c.html(consultationPage(consultation.definition, language, now())) : next();
    });
    pages.get(`${prefix}/c/:slug/mine`, async (c, next) => {
      const consultation = await loadConsultation(db, c.req.param('slug'));
      return consultation ? c.html(ownPage(consultation.definition, language)) : next();
    });
  };
  show('', 'fr');
  show('/en', 'en');

  return async (request, address) => {
    const { pathname } = new URL(request.url);
    if (pathname === '/embed/versions.json') return versions(files.versions, await listDecided(db));
    const file = files.answer(pathname, request);
    if (file) return file;
    if (request.method === 'GET' && /^(\/en)?\/embed\b|^\/frame\//.test(pathname)) {
      const page = await embedding.fetch(request);
      if (page.status !== 404 || page.headers.has('content-security-policy')) return page;
    }
    if (
      request.method === 'GET' &&
      (pathname === '/' || pathname === '/en' || /^(\/en)?\/c\//.test(pathname))
    ) {
      const page = await pages.fetch(request);
      if (page.status !== 404) return page;
    }
    if (/^(GET|POST)$/.test(request.method) && isFormAddress(pathname)) {
      const page = await forms(request, address);
      if (page.status !== 404) return page;
    }
    return compressed(request, await backend.fetch(request, { address }));
  };
}
