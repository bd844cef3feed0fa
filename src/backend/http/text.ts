import type { MiddlewareHandler } from 'hono';
import { refuse } from './problems.js';
import type { Env } from './routes.js';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a body's text, and refuses one that is not UTF-8: a reader that is not asked to be strict puts «�» where a
 * letter was, and a person's words would be stored altered. The bytes are read once, and the routes get this text.
 */
export const readText: MiddlewareHandler<Env> = async (c, next) => {
  let text: string;
  try {
    text = utf8.decode(await c.req.raw.arrayBuffer());
  } catch {
    return refuse(c, { code: 'malformed-request' });
  }
  // Hono keeps promises there, whatever its type says, and makes the JSON of this one.
  Object.assign(c.req.bodyCache, { text: Promise.resolve(text) });
  return next();
};
