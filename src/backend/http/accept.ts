import type { Receipt } from '../../contract/contributions.js';
import type { Outcome } from '../../contract/outcome.js';
import { phaseOf } from '../../domain/hours.js';
import type { ActiveActivity } from '../consultations/cache.js';
import type { BackendContext } from '../context.js';
import { Refused, type Refusal } from './problems.js';
import type { Env } from './routes.js';

/** What a store holds under an identifier: whether it is the same participant's and says the same. */
export interface Held {
  same: boolean;
  /** Null where what has the identifier is of another kind. */
  acceptedAt: Date | null;
  /** Whether it waits for a moderator. */
  pending?: boolean;
}

/** What was stored just now. */
export interface Taken {
  acceptedAt: Date;
  /** Whether it waits for a moderator. */
  pending: boolean;
}

export interface Write {
  participant: Uint8Array;
  /** What stands beside the request that brings it. */
  from: Env['Bindings'];
  activity: ActiveActivity;
  /** What the definition says against it, if anything. */
  rules?: () => Refusal | undefined;
  /**
   * One statement, with the hours checked again inside it; when it stored nothing, why, where that is more than the hours
   * or an identifier that is taken.
   */
  store: (at: Date) => Promise<Date | Taken | Refusal | undefined>;
  /** What is under the identifier. Asked only when nothing could be stored. */
  find: () => Promise<Held | undefined>;
  receipt: Omit<Receipt, 'acceptedAt' | 'activity'>;
}

/**
 * Takes a contribution once, however often it is sent. What was accepted before gives its receipt again, whatever the
 * hours and the limits say by now; an identifier that holds anything else is an uninformative conflict. A first
 * sending costs one statement: the identifier is looked up only when something speaks against storing.
 */
export async function accept(context: BackendContext, write: Write): Promise<Outcome<Receipt, Refusal>> {
  const at = context.now();
  const refusal = hours(write.activity, at) ?? write.rules?.() ?? (await limits(context, write));
  const stored = refusal ?? (await write.store(at));
  if (stored instanceof Date) return { ok: true, value: receiptOf(write, stored) };
  if (stored && 'acceptedAt' in stored)
    return { ok: true, value: receiptOf(write, stored.acceptedAt, stored.pending) };
  const held = await write.find();
  if (held?.same && held.acceptedAt)
    return { ok: true, value: receiptOf(write, held.acceptedAt, held.pending) };
  if (held) return { ok: false, problem: { code: 'conflict' } };
  return { ok: false, problem: stored ?? hours(write.activity, context.now()) ?? { code: 'conflict' } };
}

function hours(activity: ActiveActivity, at: Date): Refusal | undefined {
  const phase = phaseOf(activity, at);
  if (phase === 'open') return undefined;
  return { code: phase === 'before' ? 'not-open-yet' : 'closed' };
}

async function limits(context: BackendContext, { participant, from }: Write): Promise<Refusal | undefined> {
  const { limiter } = context;
  const { address, proof, withoutScripts } = from;
  const asked = withoutScripts
    ? await limiter.take(participant, address)
    : await limiter.takeProven(participant, address, proof);
  if (typeof asked === 'object') return { code: 'proof-required', challenge: asked };
  return asked === undefined ? undefined : tooMany(context, asked);
}

/** That too much was sent, and from when more is taken. */
export function tooMany({ now }: BackendContext, retryAfter: number): Refusal {
  return { code: 'rate-limited', retryAfter, until: new Date(now().getTime() + retryAfter * 1000) };
}

/** Counts a request that is no contribution. Throws `rate-limited` where there were too many of `who` or the address. */
export async function refuseTooMany(
  context: BackendContext,
  who: Uint8Array,
  address: string | undefined,
): Promise<void> {
  const retryAfter = await context.limiter.take(who, address);
  if (retryAfter !== undefined) throw new Refused(tooMany(context, retryAfter));
}

function receiptOf({ receipt, activity }: Write, acceptedAt: Date, pending = false): Receipt {
  return {
    ...receipt,
    activity: activity.definition.id,
    acceptedAt: acceptedAt.toISOString(),
    ...(pending && { pending }),
  };
}
