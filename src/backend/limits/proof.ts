import { createChallenge, extractParams, verifySolution } from 'altcha-lib/v1';
import type { ProofChallenge } from '../../contract/proof.js';
import { hex } from '../../domain/hex.js';
import type { Db } from '../context.js';
import type { Bytes, Digests } from '../digests.js';
import { addHits } from './store.js';

/** Some twenty-five thousand digests on average: a fraction of a second for one person, and the cost of a flood for a program. */
const MAX_NUMBER = 50_000;
const GOOD_FOR = 10 * 60_000;
const LONGEST = 2_000;

/**
 * A challenge for one participant, signed with a key that comes of the day's: every node knows it, and none keeps what it
 * asked.
 */
export async function challengeOf(
  key: Bytes,
  digests: Digests,
  participant: Uint8Array,
  now: Date,
): Promise<ProofChallenge> {
  const asked = await createChallenge({
    algorithm: 'SHA-256',
    hmacKey: await secretOf(key, digests),
    maxnumber: MAX_NUMBER,
    expires: new Date(now.getTime() + GOOD_FOR),
    params: { whose: await nameOf(participant, key, digests) },
  });
  return { ...asked, algorithm: 'SHA-256', maxnumber: MAX_NUMBER };
}

/**
 * Whether `header` (the challenge with its `number`, as JSON in base64) solves a challenge for `participant` that has not
 * expired. It says so once: the database counts, so that no other node takes it again.
 */
export async function proves(
  db: Db,
  key: Bytes,
  digests: Digests,
  header: string,
  participant: Uint8Array,
  now: Date,
): Promise<boolean> {
  const proof = read(header);
  if (!proof) return false;
  const { expires, whose } = extractParams(proof);
  const end = Number(expires) * 1000;
  if (whose !== (await nameOf(participant, key, digests)) || !(end > now.getTime())) return false;
  // The library would ask the machine's clock: the hour is ours, checked above, and the signature covers it.
  if (!(await verifySolution(proof, await secretOf(key, digests), false))) return false;
  const bucket = await digests.hmac(key, TEXT.encode(`proof ${proof.challenge}`));
  const [uses] = await addHits(db, [{ bucket, window: end, unsaid: 1 }]);
  return uses === 1;
}

function read(header: string) {
  if (header.length > LONGEST) return undefined;
  try {
    const { algorithm, challenge, number, salt, signature } = JSON.parse(atob(header)) as Record<
      string,
      unknown
    >;
    if (algorithm !== 'SHA-256' || !Number.isSafeInteger(number)) return undefined;
    if (typeof challenge !== 'string' || typeof salt !== 'string' || typeof signature !== 'string')
      return undefined;
    return { algorithm: 'SHA-256' as const, challenge, number: number as number, salt, signature };
  } catch {
    return undefined;
  }
}

/** A participant in a challenge, which says nothing of their pseudonym. */
async function nameOf(participant: Uint8Array, key: Bytes, digests: Digests): Promise<string> {
  const bytes = await digests.hmac(key, Uint8Array.of(...TEXT.encode('whose proof '), ...participant));
  return hex(bytes.slice(0, 8));
}

async function secretOf(key: Bytes, digests: Digests): Promise<string> {
  return hex(await digests.hmac(key, TEXT.encode('proof of work')));
}

const TEXT = new TextEncoder();
