import { type Context, Hono } from 'hono';
import { createHash } from 'node:crypto';
import { listConsultations, loadConsultation } from '../../backend/consultations/store.js';
import type { Db } from '../../backend/context.js';
import { listDecided } from '../../backend/releases/store.js';
import type { ConsultationDefinition } from '../../contract/consultation.js';
import type { Language } from '../../contract/text.js';
import { builderPage } from '../pages/embed.js';
import { versionsPage } from '../pages/versions.js';
import { framePage, missingPage, previewPage, type StyledPage } from '../pages/widget.js';
import type { EmbedFiles } from '../static.js';
import type { Catalogue } from './catalogue.js';
import { readChoice } from './choice.js';
import { recommended } from './releases.js';
import type { Place } from './snippets.js';

/** What a page may set on the widgets, put here by the build. */
declare const __CQ_CATALOGUE__: Catalogue;

/** What our pages with a widget may load: the platform's scripts, the one style sheet that they carry, the pictures. */
function widgetPolicy({ css, pictures = [] }: StyledPage, ancestors: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    `style-src 'sha256-${createHash('sha256').update(css).digest('base64')}'`,
    ...(pictures.length > 0 ? [`img-src ${pictures.join(' ')}`] : []),
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${ancestors.join(' ')}`,
    "require-trusted-types-for 'script'",
    "trusted-types lit-html cq-loader 'allow-duplicates'",
  ].join('; ');
}

/** The builder's own: it asks itself, shows previews, and makes no trusted types of its own. */
const BUILDER_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** How browsers name a site. The header and the page hold no other: a wrong one in the database is left out. */
const ORIGIN = /^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?$|^https?:\/\/\[[0-9a-f:]+\](?::\d{1,5})?$/;

export interface EmbeddingContext {
  db: Db;
  files: EmbedFiles;
  /** The platform's own address, where a proxy stands before it. */
  platformOrigin: string | undefined;
}

/** The snippet builder, its previews, and the widgets' own pages for frames. */
export function embeddingRoutes({ db, files, platformOrigin }: EmbeddingContext): Hono {
  const app = new Hono();
  const platformOf = (c: Context) => platformOrigin ?? new URL(c.req.url).origin;
  const placeOf = async (c: Context): Promise<Place> => {
    const release = recommended(files.versions, await listDecided(db));
    const { version } = release;
    return {
      platform: platformOf(c),
      release: { ...release, integrity: files.integrityOf(version), needs: files.needsOf(version) },
    };
  };
  const styled = (c: Context, shown: StyledPage, ancestors: readonly string[], status: 200 | 404 = 200) => {
    c.header('content-security-policy', widgetPolicy(shown, ancestors));
    return c.html(shown.page, status);
  };
  const readFor = (c: Context, language: Language, consultation: ConsultationDefinition) => {
    const asked = new URL(c.req.url).searchParams;
    const { activity } = c.req.param() as { activity?: string };
    if (activity !== undefined) asked.set('activity', activity);
    return readChoice(consultation, asked, { language, catalogue: __CQ_CATALOGUE__ });
  };

  app.use(async (c, next) => {
    await next();
    c.header('referrer-policy', 'no-referrer');
    c.header('x-content-type-options', 'nosniff');
    c.header('cache-control', 'no-cache');
  });

  for (const [path, language] of [
    ['/embed', 'fr'],
    ['/en/embed', 'en'],
  ] as const) {
    app.get(`${path}/versions`, (c) => {
      c.header('content-security-policy', BUILDER_POLICY);
      return c.html(versionsPage(language));
    });
    app.get(path, async (c) => {
      const consultations = await listConsultations(db);
      const asked = c.req.query('consultation');
      const slug = consultations.find((one) => one.slug === asked)?.slug ?? consultations[0]?.slug;
      const found = slug === undefined ? undefined : await loadConsultation(db, slug);
      c.header('content-security-policy', BUILDER_POLICY);
      return c.html(
        builderPage({
          language,
          query: new URL(c.req.url).search,
          consultations,
          unknown: asked !== undefined && asked !== slug,
          sites: found?.body.origins ?? [],
          chosen: found && readFor(c, language, found.definition),
          catalogue: __CQ_CATALOGUE__,
          place: await placeOf(c),
        }),
      );
    });
  }

  app.get('/embed/preview', async (c) => {
    const found = await loadConsultation(db, c.req.query('consultation') ?? '');
    if (!found) return styled(c, missingPage('fr'), ["'self'"], 404);
    const { choice } = readFor(c, 'fr', found.definition);
    return styled(c, previewPage(choice, platformOf(c)), ["'self'"]);
  });

  app.get('/frame/:slug/:activity', async (c) => {
    const language = c.req.query('lang') === 'en' ? 'en' : 'fr';
    const { slug, activity } = c.req.param();
    const found = await loadConsultation(db, slug);
    // Nothing is on that page that anybody could be brought to press.
    if (!found?.activities.has(activity)) return styled(c, missingPage(language), ['*'], 404);
    const { choice } = readFor(c, language, found.definition);
    const platform = platformOf(c);
    const sites = found.body.origins.filter((origin) => ORIGIN.test(origin));
    const alone = c.req.header('sec-fetch-dest') === 'document';
    const shown = framePage(choice, [platform, ...sites], platform, alone);
    c.header('vary', 'Sec-Fetch-Dest', { append: true });
    return styled(c, shown, ["'self'", ...sites]);
  });
  return app;
}
