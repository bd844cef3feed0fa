import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { HTTPException } from 'hono/http-exception';
import { routePath } from 'hono/route';
import { MAX_FILE } from '../../contract/files.js';
import type { BackendContext } from '../context.js';
import { checkOrigin } from './origin.js';
import { Refused, refuse } from './problems.js';
import type { Env } from './routes.js';
import { readText } from './text.js';

/** The most that a request's body may hold, in bytes. */
const MAX_BODY = 1_000_000;

/** Whether a request brings a file: its bytes are no text, and there may be more of them. */
const bringsFile = (c: Context) => /^\/v1\/consultations\/[^/]+\/activities\/[^/]+\/files\//.test(c.req.path);

const EXPOSED = ['ETag', 'Retry-After', 'X-Request-Id'];

const tooLarge = (c: Context) => refuse(c, { code: 'too-large' });
const limitStream = bodyLimit({ maxSize: MAX_BODY, onError: tooLarge });
const limitFile = bodyLimit({ maxSize: MAX_FILE, onError: tooLarge });

/**
 * Refuses a body of more than `MAX_BODY`, or a file of more than `MAX_FILE`. Where its length is told, and HTTP holds the sender to it, nothing of it is
 * touched: a stream made only to be counted would cost a quarter of a write.
 */
const limitBody: MiddlewareHandler<Env> = async (c, next) => {
  const [most, limit] = bringsFile(c) ? [MAX_FILE, limitFile] : [MAX_BODY, limitStream];
  const length = c.req.header('content-length');
  if (length === undefined || c.req.header('transfer-encoding') !== undefined) return limit(c, next);
  return Number(length) > most ? tooLarge(c) : next();
};

/**
 * Lets every page read the answer, refusals too. Hono's `cors` would say the same after making an empty answer, and then
 * one more of both: their streams cost a sixth of a write.
 */
const openToAll: MiddlewareHandler<Env> = (c, next) => {
  c.header('access-control-allow-origin', '*');
  c.header('access-control-expose-headers', EXPOSED.join());
  return next();
};

/** What every request goes through: identity of the request, cross-origin rules, size, freshness, and one way to refuse. */
export function application(context: BackendContext): OpenAPIHono<Env> {
  const app = new OpenAPIHono<Env>();
  app.use(async (c, next) => {
    const began = performance.now();
    c.set('requestId', crypto.randomUUID());
    c.header('x-request-id', c.get('requestId'));
    await next();
    context.log.info(
      {
        requestId: c.get('requestId'),
        method: c.req.method,
        route: routePath(c, -1),
        status: c.res.status,
        ms: Math.round(performance.now() - began),
      },
      'request',
    );
  });
  app.options(
    '/v1/*',
    cors({
      origin: '*',
      allowMethods: ['GET', 'PUT', 'DELETE'],
      // Whatever is asked for: tracing tools of host pages add headers of their own, and there are no cookies to guard.
      exposeHeaders: EXPOSED,
      maxAge: 7200,
    }),
  );
  app.use('/v1/*', openToAll);
  app.on('PUT', '/v1/*', limitBody);
  app.on(['PUT', 'DELETE'], '/v1/consultations/:slug/*', checkOrigin(context));
  app.on('PUT', '/v1/*', (c, next) => (bringsFile(c) ? next() : readText(c, next)));
  app.get('/v1/consultations/:slug/*', context.answers.share);
  app.notFound((c) => refuse(c, { code: 'not-found' }));
  app.onError((error, c) => answerError(context, error, c));
  return app;
}

function answerError(context: BackendContext, error: Error, c: Context<Env>) {
  if (error instanceof Refused) return refuse(c, error.refusal);
  if (error instanceof HTTPException && error.status < 500) {
    return refuse(c, { code: error.status === 413 ? 'too-large' : 'malformed-request' });
  }
  // The error's own words may hold what a person wrote (a database repeats values): only its kind is logged.
  const { code } = error as { code?: unknown };
  context.log.error(
    {
      requestId: c.get('requestId'),
      route: routePath(c, -1),
      kind: error.name,
      code: typeof code === 'string' ? code : '',
    },
    'failed',
  );
  return refuse(c, { code: 'unavailable', retryAfter: 5 });
}
