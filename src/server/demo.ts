import { fileURLToPath } from 'node:url';
import { isEmpty } from '../backend/consultations/store.js';
import { listTokens } from '../backend/moderation/token-store.js';
import { ModerationRole } from '../contract/moderation.js';
import type { Voice } from './admin.js';
import { type Config, StartError } from './config.js';
import { listen, type Listening } from './http.js';
import { play } from './scenario.js';
import { type Running, serve } from './serve.js';
import { culturePage } from './sites/culture.js';
import { DIGITAL_CSS, digitalPage, digitalPolicy } from './sites/digital.js';
import { runVerb } from './verbs.js';

const BODY = 'demonstration';
const CONSULTATION = 'republique-numerique';
/** What people say of one another's statements by votes alone. */
const STATEMENTS = 'reforme-electorale';

/** The key of a participant who does not exist, whose contributions are there to be looked at. */
const LEA = 'demonstration-lea-a-ecrit-et-demande-revoir';

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
    let moderating = '';
    if (config.DATABASE_URL) voice.line('DATABASE_URL: the demonstration fills the embedded database alone.');
    else {
      const origins = sites.map((site) => site.origin);
      const empty = await isEmpty(running.bench().database.db);
      if (empty) await seed(running, origins, voice);
      const token = await freshToken(running);
      if (empty) await discuss(running, token, voice);
      moderating = moderatingWords(origin, token);
    }
    voice.line(`
  Plateforme                        ${origin}
  Ministère des Lettres (français)  ${sites[0]!.origin}
  Agence du numérique (fr, en)      ${sites[1]!.origin}/fr/
  Un long sondage (fr, en)          ${sites[1]!.origin}/fr/satisfaction
${moderating}
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
    slug: BODY,
    nameFr: 'Ministère des Lettres',
    nameEn: 'Ministry of Letters',
    origins,
  };
  const steps: [verb: string, options: unknown][] = [
    ['body add', body],
    ['apply', { file: inDemo('consultation.json') }],
    ['apply', { file: inDemo('satisfaction.json') }],
    ['apply', { file: inDemo('electoral-reform.json') }],
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
    [
      'import',
      {
        file: inDemo('canadian-electoral-reform/comments.ndjson'),
        consultation: STATEMENTS,
        activity: 'enonces',
      },
    ],
  ];
  for (const [verb, options] of steps) await run(running, verb, options, voice);
}

/** What people and moderators did with it over the last days. */
async function discuss(running: Running, token: string, voice: Voice): Promise<void> {
  const { database, backend, now } = running.bench();
  await play(inDemo('scenario.json'), {
    database,
    origin: running.platform.origin,
    consultation: CONSULTATION,
    token,
    keys: { lea: LEA },
    now,
  });
  await backend?.contributionsChanged(CONSULTATION);
  voice.line(`${CONSULTATION}: five days of discussion and moderation`);
}

async function run(running: Running, verb: string, options: unknown, voice: Voice): Promise<void> {
  const exit = await runVerb(running.bench(), { verb, options }, voice);
  if (exit !== 0) throw new Error(`The demonstration could not be filled: ${verb}`);
}

/** What the demonstration's tokens are called. */
const NAME = 'npm start';

/** A token of the moderators' interface for whoever reads the console; the one of the last start ends with it. */
async function freshToken(running: Running): Promise<string> {
  const silent: Voice = { line() {}, progress() {} };
  for (const { id, name, revokedAt } of await listTokens(running.bench().database.db))
    if (name === NAME && !revokedAt) await run(running, 'token revoke', { id }, silent);
  const told: string[] = [];
  const roles = ModerationRole.options;
  await run(
    running,
    'token add',
    { body: BODY, name: NAME, roles },
    { ...silent, line: (text) => told.push(text) },
  );
  return told[0]!;
}

function moderatingWords(origin: string, token: string): string {
  const page = `${origin}/c/${CONSULTATION}`;
  return `  D’accord, pas d’accord, passer    ${origin}/c/${STATEMENTS}
  Journal de modération (public)    ${page}/moderation
  Ce qu’une participante a donné    ${page}/mine#cq-key=${LEA}

  Modérer, dans un autre terminal · To moderate, in another terminal
    npm run cq -- moderate queue ${CONSULTATION}
    npm run cq -- moderate hide ${CONSULTATION} COMMENT --reason spam --note "…"
    npm run cq -- moderate answer ${CONSULTATION} COMMENT --fr "…" --en "…"
    curl -H 'Authorization: Bearer ${token}' ${origin}/v1/consultations/${CONSULTATION}/moderation/queue
`;
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
