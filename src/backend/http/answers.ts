import type { Context, MiddlewareHandler, TypedResponse } from 'hono';
import { encodeBase64Url } from 'hono/utils/encode';
import type { Digests } from '../digests.js';
import type { Env } from './routes.js';

/** Answers that are the same for everybody: anything between here and the reader may keep them for a moment. */
const CACHE_CONTROL = 'public, max-age=0, s-maxage=2, must-revalidate';

/** How long an answer may be given again, in milliseconds: within what a cache on the way may do. */
const GOOD_FOR = 1000;

/** How many answers are kept at most: a page each, of the places that people look at now. */
const MOST = 256;

/** An answer that is the same for everybody, with the tag that follows its content. */
export interface PublicAnswer {
  text: string;
  /** As `ETag` gives it (RFC 9110), strong. */
  tag: string;
}

interface Kept {
  slug: string;
  /** When it was asked for, in milliseconds by the server's clock. */
  at: number;
  /** Nothing where the request was refused. */
  answer: Promise<PublicAnswer | undefined>;
}

/**
 * The public answers of the last second. When everybody is told of one change, everybody asks for the same page: one
 * of them is answered from the database, the others get what that one got. A change drops what was kept and what is on
 * its way, so whoever asks after a write sees it.
 */
export class PublicAnswers {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly now: () => Date,
    private readonly digests: Digests,
  ) {}

  /** Drops what was given of a consultation, or of all. */
  drop(slug?: string): void {
    if (slug === undefined) this.kept.clear();
    for (const [place, kept] of this.kept) if (kept.slug === slug) this.kept.delete(place);
  }

  /** Answers `c` with `value`. Only for what is the same whoever asks. */
  async give<Value extends object>(
    c: Context<Env>,
    value: Value,
  ): Promise<TypedResponse<Value, 200, 'json'> & Response> {
    const text = JSON.stringify(value);
    const digest = await this.digests.sha256(new TextEncoder().encode(text));
    const answer = { text, tag: `"${encodeBase64Url(digest.buffer)}"` };
    c.set('answer', answer);
    return answerWith(c, answer) as TypedResponse<Value, 200, 'json'> & Response;
  }

  /** Gives a reader what another one was given a moment ago, or is about to be. */
  readonly share: MiddlewareHandler<Env> = async (c, next) => {
    if (c.req.method !== 'GET' || c.req.header('authorization') !== undefined) return next();
    const { pathname, search } = new URL(c.req.url);
    const place = pathname + search;
    const at = this.now().getTime();
    const kept = this.kept.get(place);
    if (kept && at >= kept.at && at < kept.at + GOOD_FOR) {
      const answer = await kept.answer;
      return answer ? answerWith(c, answer) : next();
    }
    const asked: Kept = {
      slug: c.req.param('slug') ?? '',
      at,
      answer: next().then(() => c.get('answer')),
    };
    this.keep(place, asked);
    try {
      await asked.answer;
    } finally {
      if (!c.get('answer') && this.kept.get(place) === asked) this.kept.delete(place);
    }
  };

  private keep(place: string, asked: Kept): void {
    this.kept.delete(place);
    this.kept.set(place, asked);
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST) this.kept.delete(oldest!);
  }
}

function answerWith(c: Context<Env>, { text, tag }: PublicAnswer): Response {
  c.header('etag', tag);
  c.header('cache-control', CACHE_CONTROL);
  if (isKnown(c.req.header('if-none-match'), tag)) return c.body(null, 304);
  c.header('content-type', 'application/json');
  return c.body(text, 200);
}

/** Whether the reader has it (RFC 9110, 13.1.2): compared weakly, since a proxy that compresses weakens tags. */
function isKnown(condition: string | undefined, tag: string): boolean {
  if (condition === undefined) return false;
  return (
    condition.trim() === '*' || condition.split(',').some((one) => one.trim().replace(/^W\//, '') === tag)
  );
}
