import { z } from 'zod';
import { Refused } from './problems.js';

/** The first and the last instant that both this code and the database can hold, in milliseconds. */
const FIRST = Date.parse('0001-01-01T00:00:00Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/** A date in a position, in milliseconds. */
export const PositionDate = z.int().min(FIRST).max(LAST);

/** A mark of where the next page begins, which readers give back as it came. */
export function encodeCursor(position: unknown): string {
  return btoa(JSON.stringify(position)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The position in a cursor. Throws `malformed-request` for one that this server did not make for such a list. */
export function decodeCursor<Schema extends z.ZodType>(
  schema: Schema,
  cursor: string | undefined,
): z.infer<Schema> | undefined {
  if (cursor === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(atob(cursor.replaceAll('-', '+').replaceAll('_', '/'))));
  } catch {
    throw new Refused({ code: 'malformed-request', errors: [{ pointer: '/cursor', code: 'invalid' }] });
  }
}
