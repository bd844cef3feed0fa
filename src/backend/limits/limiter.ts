import type { ProofChallenge } from '../../contract/proof.js';
import type { Db } from '../context.js';
import type { Bytes, Digests } from '../digests.js';
import { every } from '../every.js';
import { challengeOf, proves } from './proof.js';
import { addHits, forgetBefore, keyOfDay } from './store.js';

/** How many writes are taken in a minute. */
export interface Limits {
  participant: number;
  address: number;
  /** From which share of either on a proof of work is asked for: 0.5 is from half of it. Never, where it is not given. */
  proofFrom?: number;
}

/**
 * How many kilobytes of files are taken in an hour: the sum of bytes would not fit where it is kept. An address may be a
 * whole school's.
 */
const FILE_KILOBYTES: Limits = { participant: 400_000, address: 4_000_000 };

export const DEFAULT_LIMITS = { participant: 60, address: 600, proofFrom: 0.5 };

const WINDOW = 60_000;
const HOUR = 60 * WINDOW;
const FLUSH = 2_000;
const HOURS_48 = 48 * 3_600_000;

interface Count {
  bucket: Uint8Array<ArrayBuffer>;
  window: number;
  /** How long the window is, in milliseconds. */
  span: number;
  /** What this node knows of all nodes. */
  hits: number;
  /** What the database does not know yet. */
  unsaid: number;
}

/** A count with what it may reach. */
interface Counted {
  count: Count;
  limit: number;
}

/**
 * Adds to each count where so much more is within its limit. Gives the seconds until all windows are new where one was
 * not, else undefined.
 */
function addTo(counts: readonly Counted[], now: Date, hits = 1): number | undefined {
  const waits = counts.flatMap(({ count, limit }) => {
    if (count.hits + hits > limit) return [Math.ceil((count.window + count.span - now.getTime()) / 1000)];
    count.hits += hits;
    count.unsaid += hits;
    return [];
  });
  return waits.length > 0 ? Math.max(...waits) : undefined;
}

/**
 * Counts writes by keyed hashes: of the participant, and of the address (IPv6 by its /64). Each node counts in memory,
 * and every two seconds the nodes put their counts together in the database, so that a write costs no query more.
 */
export class RateLimiter {
  private readonly counts = new Map<string, Count>();
  private readonly keys = new Map<string, Promise<Bytes>>();
  private readonly timer: ReturnType<typeof setInterval> | undefined;
  private cleaned = '';

  constructor(
    private readonly db: Db,
    private readonly now: () => Date,
    private readonly limits: Limits | false,
    private readonly digests: Digests,
  ) {
    if (!limits) return;
    this.timer = every(FLUSH, () => void this.flush().catch(() => {}));
  }

  /** Counts one write. Gives the seconds to wait where there were too many, else undefined. */
  async take(participant: Uint8Array, address: string | undefined): Promise<number | undefined> {
    if (!this.limits) return undefined;
    const now = this.now();
    return addTo(await this.countsOf(participant, address, now, this.limits), now);
  }

  /**
   * Counts one write, as `take` does; where a limit is near and `proof` (what the `cq-proof` header holds) proves nothing,
   * it counts none and gives what is to be solved first.
   */
  async takeProven(
    participant: Uint8Array,
    address: string | undefined,
    proof: string | undefined,
  ): Promise<number | ProofChallenge | undefined> {
    const { limits } = this;
    if (!limits || limits.proofFrom === undefined) return this.take(participant, address);
    const now = this.now();
    const counts = await this.countsOf(participant, address, now, limits);
    const isNear = ({ count, limit }: Counted) => count.hits >= limit * limits.proofFrom!;
    const isOver = ({ count, limit }: Counted) => count.hits >= limit;
    if (counts.some(isNear) && !counts.some(isOver)) {
      const key = await this.keyOf(now);
      const proven =
        proof !== undefined && (await proves(this.db, key, this.digests, proof, participant, now));
      if (!proven) return challengeOf(key, this.digests, participant, now);
    }
    return addTo(counts, now);
  }

  /** The address (IPv6 by its /64) as the day's key hashes it; nothing where it is not known. */
  async addressHash(address: string | undefined): Promise<Bytes | undefined> {
    if (address === undefined) return undefined;
    const network = new TextEncoder().encode(`origin ${networkOf(address)}`);
    return this.digests.hmac(await this.keyOf(this.now()), network);
  }

  /** Counts the bytes of a file. Gives the seconds to wait where there were too many, else undefined. */
  async takeBytes(
    participant: Uint8Array,
    address: string | undefined,
    bytes: number,
  ): Promise<number | undefined> {
    if (!this.limits) return undefined;
    const now = this.now();
    const counts = await this.countsOf(participant, address, now, FILE_KILOBYTES, 'bytes ', HOUR);
    return addTo(counts, now, Math.ceil(bytes / 1000));
  }

  /** Puts this node's counts and the others' together, and destroys what is older than 48 hours. */
  async flush(): Promise<void> {
    // In one order on every node: two that lock the same rows in different orders would stop each other.
    const unsaid = [...this.counts]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, count]) => count)
      .filter((count) => count.unsaid > 0);
    const sent = unsaid.map((count) => ({ ...count }));
    for (const count of unsaid) count.unsaid = 0;
    if (sent.length > 0) {
      const totals = await addHits(this.db, sent).catch((error: unknown) => {
        unsaid.forEach((count, index) => (count.unsaid += sent[index]!.unsaid));
        throw error;
      });
      unsaid.forEach((count, index) => (count.hits = totals[index]! + count.unsaid));
    }
    const now = this.now();
    for (const [name, count] of this.counts) {
      if (count.window + count.span < now.getTime()) this.counts.delete(name);
    }
    const day = now.toISOString().slice(0, 10);
    if (this.cleaned === day) return;
    for (const known of this.keys.keys()) if (known !== day) this.keys.delete(known);
    await forgetBefore(this.db, new Date(now.getTime() - HOURS_48));
    this.cleaned = day;
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    if (this.limits) await this.flush().catch(() => {});
  }

  /** What is counted, by participant, and by address where it is known; `of` keeps apart what is not a write. */
  private async countsOf(
    participant: Uint8Array,
    address: string | undefined,
    now: Date,
    limits: Limits,
    of = '',
    span = WINDOW,
  ): Promise<Counted[]> {
    const key = await this.keyOf(now);
    const text = new TextEncoder();
    const whose = Uint8Array.of(...text.encode(of), ...participant);
    const counts = [this.count(key, whose, now, limits.participant, span)];
    if (address !== undefined) {
      const network = text.encode(`${of}address ${networkOf(address)}`);
      counts.push(this.count(key, network, now, limits.address, span));
    }
    return Promise.all(counts);
  }

  private async count(key: Bytes, who: Uint8Array, now: Date, limit: number, span: number): Promise<Counted> {
    const bucket = await this.digests.hmac(key, Uint8Array.from(who));
    const window = now.getTime() - (now.getTime() % span);
    const name = `${window} ${bucket.join()}`;
    const count = this.counts.get(name) ?? { bucket, window, span, hits: 0, unsaid: 0 };
    this.counts.set(name, count);
    return { count, limit };
  }

  private keyOf(now: Date): Promise<Bytes> {
    const day = now.toISOString().slice(0, 10);
    const known = this.keys.get(day);
    if (known) return known;
    const fresh = Uint8Array.from(crypto.getRandomValues(new Uint8Array(32)));
    const key = keyOfDay(this.db, day, fresh).then((bytes) => Uint8Array.from(bytes));
    this.keys.set(day, key);
    key.catch(() => this.keys.delete(day));
    return key;
  }
}

/** The address as limits count it: IPv4 whole, IPv6 by its /64, since one line has as many addresses as it likes. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1]!;
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = address.toLowerCase().split('%')[0]!.split('::');
  const groups = head.split(':').filter(Boolean);
  const after = tail.split(':').filter(Boolean);
  while (groups.length + after.length < 8) groups.push('0');
  return [...groups, ...after]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
