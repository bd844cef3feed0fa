import { PROOF_HEADER } from '../contract/limits.js';
import { Consultations } from './consultations/cache.js';
import { consultationRoutes } from './consultations/routes.js';
import { commentRoutes, firstComments } from './comments/routes.js';
import { contributionRoutes } from './contributions/routes.js';
import type { BackendContext, Log, RequestFacts } from './context.js';
import type { Database } from './database/database.js';
import { type Digests, webDigests } from './digests.js';
import { Files } from './files/files.js';
import { fileRoutes } from './files/routes.js';
import type { FileStorage, ScanFile } from './files/storage.js';
import { documentationRoutes } from './documentation/routes.js';
import { draftRoutes } from './drafts/routes.js';
import { feedbackRoutes } from './feedback/routes.js';
import { Housekeeping } from './housekeeping.js';
import { PublicAnswers } from './http/answers.js';
import { application } from './http/application.js';
import { firstIdeas, ideaRoutes } from './ideas/routes.js';
import { DEFAULT_LIMITS, type Limits, RateLimiter } from './limits/limiter.js';
import { Live } from './live/live.js';
import { liveRoutes } from './live/routes.js';
import { appealRoutes } from './moderation/appeal-routes.js';
import { moderationLogRoutes } from './moderation/log-routes.js';
import { moderationRoutes } from './moderation/routes.js';
import { progressRoutes } from './progress/routes.js';
import { Ranking } from './ranking/ranking.js';
import { responseRoutes, surveyStanding } from './responses/routes.js';
import type { Screen } from './screening/screen.js';
import { Screening } from './screening/screening.js';
import { screenByWords } from './screening/by-words.js';
import { statusRoutes } from './status/routes.js';
import { viewRoutes } from './view/routes.js';

export interface BackendOptions {
  database: Database;
  clock: () => Date;
  log: Log;
  /** How hashes are computed; by WebCrypto unless told. */
  digests?: Digests | undefined;
  /** The newest release of the widgets, which first views tell of: `1.4.0`. */
  release?: string | undefined;
  /** The platform's own address, from which writing is always allowed. */
  platformOrigin?: string | undefined;
  /** Where the files that citizens send are kept; without it, none are taken. */
  files?: FileStorage | undefined;
  /** Examines such files; without it, they are marked as not scanned. */
  scan?: ScanFile | undefined;
  /** Looks at each comment as it is written; by lists of words unless told. */
  screen?: Screen | undefined;
  /** Looks at each comment once it is stored; nobody unless told. What takes a minute is asked once more. */
  screenLater?: Screen | undefined;
  /** Writes a minute; false switches the limits off, for measuring. */
  limits?: Limits | false | undefined;
}

export interface Backend {
  /** Answers a request; `facts` is what only the process that received it knows. Never rejects. */
  fetch(request: Request, facts?: RequestFacts): Promise<Response>;
  /** To be called after a definition or a public body was applied in this process. */
  definitionsChanged(): Promise<void>;
  /**
   * To be called after contributions were written without a request: an import, a moderator's decision. `moved` are the
   * comments whose number of answers is another than before.
   */
  contributionsChanged(slug: string, moved?: readonly string[]): Promise<void>;
  /**
   * Erases files that no response holds, examines those that wait, and has comments screened that wait for it: every
   * minute of itself, or now.
   */
  sweep(): Promise<void>;
  /** Resolves once what follows writes a little later (sorting keys, counts of limits) is stored. */
  settled(): Promise<void>;
  /** Erases what has had its time; done each hour in any case. */
  tidy(): Promise<void>;
  /** Ends streams and timers; the database stays open. */
  close(): Promise<void>;
}

/** The whole backend as one web-standard function: the same in a Node process, in the tests and in a browser. */
export function createBackend(options: BackendOptions): Backend {
  const { database, clock: now, log, platformOrigin, release } = options;
  const { digests = webDigests, limits = DEFAULT_LIMITS, screen = screenByWords, screenLater } = options;
  const { db } = database;
  const answers = new PublicAnswers(now, digests);
  const live = new Live(database, (slug) => answers.drop(slug));
  const context: BackendContext = {
    db,
    now,
    log,
    digests,
    platformOrigin,
    release,
    answers,
    consultations: new Consultations(database, () => answers.drop()),
    live,
    screening: new Screening({ db, now, log, live, screen, screenLater }),
    limiter: new RateLimiter(db, now, limits, digests),
    ranking: new Ranking(db, log),
    files: new Files({
      db,
      now,
      log,
      digest: (bytes) => digests.sha256(bytes),
      storage: options.files,
      scan: options.scan,
    }),
  };
  const housekeeping = new Housekeeping(database, now, log);
  const closing = new AbortController();
  const app = application(context);
  const features = [
    consultationRoutes(context),
    viewRoutes(context, {
      comments: firstComments(context),
      ideas: firstIdeas(context),
      survey: surveyStanding(context),
    }),
    responseRoutes(context),
    draftRoutes(context),
    progressRoutes(context),
    fileRoutes(context),
    commentRoutes(context),
    ideaRoutes(context),
    feedbackRoutes(context),
    contributionRoutes(context),
    moderationRoutes(context),
    moderationLogRoutes(context),
    appealRoutes(context),
    liveRoutes(context, closing.signal),
  ];
  for (const feature of features) app.route('/v1/consultations/:slug', feature);
  app.route('/', statusRoutes(context));
  app.route('/', documentationRoutes(app));

  return {
    fetch: async (request, facts = {}) =>
      app.fetch(request, { ...facts, proof: request.headers.get(PROOF_HEADER) ?? undefined }),
    definitionsChanged: () => context.consultations.changed(),
    async contributionsChanged(slug, moved = []) {
      const consultation = await context.consultations.find(slug);
      for (const activity of consultation?.activities.keys() ?? []) context.live.changed(slug, activity);
      if (consultation) for (const comment of moved) context.ranking.moved(consultation.id, comment);
    },
    async sweep() {
      await context.files.sweep();
      await context.screening.sweep();
    },
    async settled() {
      await context.files.settled();
      await context.screening.settled();
      await context.ranking.flush();
      await context.limiter.flush();
    },
    tidy: () => housekeeping.tidy(),
    async close() {
      closing.abort();
      housekeeping.close();
      context.live.close();
      await context.screening.close();
      await context.files.close();
      await context.ranking.close();
      await context.limiter.close();
    },
  };
}
