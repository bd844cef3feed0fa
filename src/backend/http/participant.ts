import type { Context } from 'hono';
import { ParticipantKey } from '../../contract/contributions.js';
import type { BackendContext } from '../context.js';
import { Refused } from './problems.js';

/** Sets these hashes apart from every other use of SHA-256. */
const DOMAIN = 'consultation-quebec/participant/1';

/**
 * The participant's pseudonym: SHA-256 of domain, consultation and key. Two consultations' cannot be linked, and the
 * key cannot be found from it. Throws `participant-required` where the key is missing or malformed.
 */
export function participantOf(
  context: BackendContext,
  c: Context,
  slug: string,
): Promise<Uint8Array<ArrayBuffer>> {
  return hashedKey(context, c, `${DOMAIN}\n${slug}`);
}

/**
 * SHA-256 of what a key is for and the key that the request carries. Throws `participant-required` where it is missing
 * or malformed.
 */
export async function hashedKey(
  { digests }: BackendContext,
  c: Context,
  use: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const [scheme, key = ''] = (c.req.header('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !ParticipantKey.safeParse(key).success) {
    throw new Refused({ code: 'participant-required' });
  }
  return digests.sha256(new TextEncoder().encode(`${use}\n${key}`));
}
