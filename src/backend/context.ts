import type { Kysely } from 'kysely';
import type { Consultations } from './consultations/cache.js';
import type { Database } from './database/schema.js';
import type { Digests } from './digests.js';
import type { Files } from './files/files.js';
import type { PublicAnswers } from './http/answers.js';
import type { RateLimiter } from './limits/limiter.js';
import type { Live } from './live/live.js';
import type { Screening } from './screening/screening.js';
import type { Ranking } from './ranking/ranking.js';

export type Db = Kysely<Database>;

/** What the backend says of its work: never a contribution's text, a participant key or an address. */
export interface Log {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}

/** What every feature's routes are handed. */
export interface BackendContext {
  db: Db;
  /** The time, from the server's clock or a test's. */
  now: () => Date;
  /** Definitions and origins, which hardly change: kept in memory and dropped on change. */
  consultations: Consultations;
  /** What was just given to a reader, for those who ask the same. */
  answers: PublicAnswers;
  /** Says «activity X changed» after a commit. */
  live: Live;
  limiter: RateLimiter;
  /** The files that citizens send. */
  files: Files;
  /** Brings sorting keys up to date after votes and replies. */
  ranking: Ranking;
  /** Looks at what is written, for moderators to look at first what most needs it. */
  screening: Screening;
  log: Log;
  digests: Digests;
  /** The newest release of the widgets; nothing where none is served. */
  release?: string | undefined;
  /** The platform's own address, from which writing is always allowed; that of the request where it is not given. */
  platformOrigin?: string | undefined;
}

/** Facts about a request that only the process that received it knows. */
export interface RequestFacts {
  /** The sender's address. Hashed at once with the day's key, never stored or logged. */
  address?: string | undefined;
  /** Whether it comes from a page without scripts, which cannot be asked for a proof of work. */
  withoutScripts?: boolean;
}
