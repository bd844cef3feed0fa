import { fileURLToPath } from 'node:url';
import { isEmpty } from '../backend/consultations/store.js';
import type { Voice } from './admin.js';
import { type Config, StartError } from './config.js';
import { listen, type Listening } from './http.js';
import { type Running, serve } from './serve.js';
import { culturePage } from './sites/culture.js';
import { DIGITAL_CSS, digitalPage, digitalPolicy } from './sites/digital.js';
import { runVerb } from './verbs.js';

const CONSULTATION = 'republique-numerique';

const inDemo = (name: string) => fileURLToPath(new URL(`../../demo/${name}`, import.meta.url));

/** The demonstration: the platform, and two ministries' sites on two other origins, with a real consultation. */
export async function demonstrate(config: Config, voice: Voice): Promise<Running> {
  if (config.PORT + SITES.length > 65_535)
    throw new StartError(
      `PORT «${config.PORT}»: the demonstration’s sites have the next ${SITES.length} ports: ${65_535 - SITES.length} at most.`,
    );
  const running = await serve(config, 'warn');
  const sites: Listening[] = [];
  try {
    const { origin } = running.platform;
    // One after the other: what listens already is closed where the next cannot.
    for (const site of SITES) sites.push(await site(config, origin));
    if (config.DATABASE_URL) voice.line('DATABASE_URL: the demonstration fills the embedded database alone.');
    else if (await isEmpty(running.bench().database.db))
      await seed(
        running,
        sites.map((site) => site.origin),
        voice,
      );
    voice.line(`
  Plateforme                        ${origin}
  Ministère des Lettres (français)  ${sites[0]!.origin}
  Agence du numérique (fr, en)      ${sites[1]!.origin}/fr/
  Un long sondage (fr, en)          ${sites[1]!.origin}/fr/satisfaction

  Ctrl-C pour arrêter · Ctrl-C to stop
`);
  } catch (error) {
    await Promise.all([...sites.map((site) => site.close()), running.close()]);
    throw error;
  }
  return {
    ...running,
    close: async () => void (await Promise.all([...sites.map((site) => site.close()), running.close()])),
  };
}

/** By the same verbs as anybody's consultation. */
async function seed(running: Running, origins: string[], voice: Voice): Promise<void> {
  voice.line('Filling the empty database with the demonstration…');
  const body = {
    slug: 'demonstration',
    nameFr: 'Ministère des Lettres',
    nameEn: 'Ministry of Letters',
    origins,
  };
  const steps: [verb: string, options: unknown][] = [
    ['body add', body],
    ['apply', { file: inDemo('consultation.json') }],
    ['apply', { file: inDemo('satisfaction.json') }],
    [
      'import',
      { file: inDemo('republique-numerique/ideas.ndjson'), consultation: CONSULTATION, activity: 'idees' },
    ],
    [
      'import',
      {
        file: inDemo('republique-numerique/comments.ndjson'),
        consultation: CONSULTATION,
        activity: 'discussion',
      },
    ],
  ];
  for (const [verb, options] of steps) {
    const exit = await runVerb(running.bench(), { verb, options }, voice);
    if (exit !== 0) throw new Error(`The demonstration could not be filled: ${verb}`);
  }
}

/** On the ports after the platform’s. */
const SITES = [culture, digital];

function page(body: string, headers: Record<string, string> = {}): Response {
  return new Response(body, { headers: { 'content-type': 'text/html; charset=utf-8', ...headers } });
}

function culture({ HOST, PORT, TRUSTED_PROXIES }: Config, platform: string): Promise<Listening> {
  return listen((request) => page(culturePage(platform, CONSULTATION, request.url)), {
    host: HOST,
    port: PORT + 1,
    trusted: TRUSTED_PROXIES,
  });
}

function digital({ HOST, PORT, TRUSTED_PROXIES }: Config, platform: string): Promise<Listening> {
  return listen(
    (request) => {
      const { pathname } = new URL(request.url);
      if (pathname === '/site.css')
        return new Response(DIGITAL_CSS, { headers: { 'content-type': 'text/css' } });
      const language = pathname.startsWith('/en') ? 'en' : 'fr';
      return page(digitalPage(platform, CONSULTATION, language, request.url), {
        'content-security-policy': digitalPolicy(platform),
      });
    },
    { host: HOST, port: PORT + 2, trusted: TRUSTED_PROXIES },
  );
}
