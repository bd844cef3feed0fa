import type { Context, MiddlewareHandler } from 'hono';
import type { ActiveConsultation } from '../consultations/cache.js';
import type { BackendContext } from '../context.js';
import { refuse } from './problems.js';
import type { Env } from './routes.js';

/**
 * Lets a consultation be written to from its public body's sites and from the platform itself. This is order, not
 * authentication: a program can forge an origin, and one that sends none is not a browser.
 */
export function checkOrigin(context: BackendContext): MiddlewareHandler<Env> {
  return async (c, next) => {
    const origin = c.req.header('origin');
    if (origin === undefined || origin === platformOf(context, c)) return next();
    const consultation = await context.consultations.find(c.req.param('slug') ?? '');
    if (!consultation) return refuse(c, { code: 'not-found' });
    if (isRegistered(context, c, consultation, origin)) return next();
    return refuse(c, { code: 'origin-not-allowed' });
  };
}

/** Whether a site is one of the consultation's public body, or the platform itself. */
export function isRegistered(
  context: BackendContext,
  c: Context,
  { body }: ActiveConsultation,
  origin: string,
): boolean {
  return origin === platformOf(context, c) || body.origins.includes(origin);
}

function platformOf({ platformOrigin }: BackendContext, c: Context): string {
  return platformOrigin ?? new URL(c.req.url).origin;
}
