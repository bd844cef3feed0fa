import type { Context } from 'hono';
import { type ModerationRole, ModerationToken } from '../../contract/moderation.js';
import type { ActiveConsultation } from '../consultations/cache.js';
import type { BackendContext } from '../context.js';
import type { Bytes } from '../digests.js';
import { refuseTooMany } from '../http/accept.js';
import { Refused } from '../http/problems.js';
import type { Env } from '../http/routes.js';
import type { By } from './decision-store.js';
import { findToken } from './token-store.js';

/** Who asks, by their token. */
export interface Moderator extends By {
  token: string;
  roles: readonly ModerationRole[];
}

/** SHA-256 of a token: all that is kept of it. */
export async function hashOfToken(
  token: string,
  sha256: (bytes: Bytes) => Bytes | Promise<Bytes>,
): Promise<Bytes> {
  return sha256(new TextEncoder().encode(token));
}

/**
 * The holder of the token that a request carries, counted among the requests of that minute. Throws `token-required` for
 * any that is not good for the consultation's public body: it says no more, so that nobody learns which there are.
 */
export async function moderatorOf(
  context: BackendContext,
  c: Context<Env>,
  { body }: ActiveConsultation,
): Promise<Moderator> {
  // Nothing of it is for another reader, refusals among it.
  c.header('cache-control', 'private, no-store');
  const [scheme, token = ''] = (c.req.header('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !ModerationToken.safeParse(token).success)
    throw new Refused({ code: 'token-required' });
  const hash = await hashOfToken(token, (bytes) => context.digests.sha256(bytes));
  const found = await findToken(context.db, hash, body.slug, context.now());
  // Whoever holds a token is counted by it alone: a raid from the same network must not shut out who ends it.
  await refuseTooMany(context, hash, found ? undefined : c.env.address);
  if (!found) throw new Refused({ code: 'token-required' });
  return { token: found.id, roles: found.roles, operator: false };
}

/** Throws `role-required` where the token is not for that. */
export function mustBe({ roles }: Moderator, role: ModerationRole): void {
  if (!roles.includes(role)) throw new Refused({ code: 'role-required' });
}
