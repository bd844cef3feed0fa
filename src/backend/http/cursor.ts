import { type z } from 'zod';
import { Refused } from './problems.js';

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
