import type { MiddlewareHandler } from 'hono';
import type { BackendContext } from '../context.js';
import { refuse } from './problems.js';
import type { Env } from './routes.js';

/**
 * Lets a consultation be written to from its public body's sites and from the platform itself. This is order, not
 * authentication: a program can forge an origin, and one that sends none is not a browser.
 */
export function checkOrigin({ consultations, platformOrigin }: BackendContext): MiddlewareHandler<Env> {
  return async (c, next) => {
    const origin = c.req.header('origin');
    if (origin === undefined) return next();
    if (origin === (platformOrigin ?? new URL(c.req.url).origin)) return next();
    const consultation = await consultations.find(c.req.param('slug') ?? '');
    if (!consultation) return refuse(c, { code: 'not-found' });
    if (consultation.body.origins.includes(origin)) return next();
    return refuse(c, { code: 'origin-not-allowed' });
  };
}
