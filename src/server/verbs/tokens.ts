import { randomBytes, randomUUID } from 'node:crypto';
import { hashOfToken } from '../../backend/moderation/moderator.js';
import { listTokens, revokeToken, storeToken } from '../../backend/moderation/token-store.js';
import { ModerationRole } from '../../contract/moderation.js';
import { isDate } from '../../domain/dates.js';
import { quebecDay } from '../../domain/quebec-day.js';
import type { Bench, Voice } from '../admin.js';
import { nodeDigests } from '../digests.js';

export interface TokenOptions {
  body: string;
  name: string;
  roles: string[];
  /** The last day in Québec on which it is good. */
  expires?: string | undefined;
}

/** `cq token add`: makes a token of the moderators' API. It is told once: only its hash is kept. */
export async function addToken(
  { database, now }: Bench,
  { body, name, roles, expires }: TokenOptions,
  voice: Voice,
) {
  const today = quebecDay(now);
  const wrong =
    (name.trim() === '' && '--name: who has it, in some words') ||
    (expires !== undefined &&
      !isDate(expires) &&
      `--expires ${expires}: has to be a day, such as 2027-01-01`) ||
    (expires !== undefined &&
      expires < today &&
      `--expires ${expires}: has passed, since it is ${today} in Québec: the token would open nothing`);
  if (wrong) {
    voice.line(wrong);
    return 2;
  }
  const token = `cqm_${randomBytes(32).toString('base64url')}`;
  const id = randomUUID();
  const hash = await hashOfToken(token, (bytes) => nodeDigests.sha256(bytes));
  const known = ModerationRole.array().parse([...new Set(roles)]);
  if (!(await storeToken(database.db, { id, body, name, roles: known, hash, lastDay: expires }, now))) {
    voice.line(`--body ${body}: no such public body: register it with cq body add`);
    return 1;
  }
  voice.line(token);
  voice.line(
    `${id}: ${body}, «${name}», ${known.join(' ')}. The token above is not shown again: keep it like a password.`,
  );
  return 0;
}

/** `cq token list`: the tokens that there are, without what opens them. */
export async function tellTokens({ database, now }: Bench, _options: unknown, voice: Voice) {
  const tokens = await listTokens(database.db);
  if (tokens.length === 0) voice.line('No token.');
  for (const { id, body, name, roles, createdAt, expiresAt, revokedAt } of tokens) {
    const ended = revokedAt
      ? `revoked on ${dayOf(revokedAt)}`
      : expiresAt
        ? `${expiresAt <= now ? 'expired' : 'expires'} at ${expiresAt.toISOString()}`
        : 'does not expire';
    voice.line(`${id}  ${body}  «${name}»  ${roles.join(' ')}  since ${dayOf(createdAt)}, ${ended}`);
  }
  return 0;
}

/** `cq token revoke`: ends a token for good. */
export async function endToken({ database, now }: Bench, { id }: { id: string }, voice: Voice) {
  const known = /^[0-9a-f-]{36}$/i.test(id) && (await revokeToken(database.db, id, now));
  voice.line(known ? `${id}: revoked` : `${id}: no such token, or it is revoked already`);
  return known ? 0 : 1;
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
