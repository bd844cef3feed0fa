import { sql } from 'kysely';
import type { ContributionKind } from '../../contract/contributions.js';
import type { Outcome } from '../../contract/outcome.js';
import type { Db } from '../context.js';
import { appendDecisions, lockChain } from '../database/moderation-chain.js';

export interface Decision {
  /** The consultation's slug. */
  consultation: string;
  /** The contribution's identifier. */
  id: string;
  action: 'hide' | 'unhide';
  /** Why, in the moderator's words. */
  reason: string;
}

export type DecisionRefusal = 'unknown-consultation' | 'unknown-contribution' | 'withdrawn' | 'already-so';

/**
 * Takes a contribution of any kind out of sight, or brings it back, and records the decision in the same transaction.
 * For the operator, who may do it whatever the kind and without a policy.
 */
export async function decide(
  db: Db,
  { consultation, id, action, reason }: Decision,
  at: Date,
): Promise<Outcome<{ kind: ContributionKind; activity: string }, DecisionRefusal>> {
  return db.transaction().execute(async (tx) => {
    const { rows: consultations } = await sql<{ id: number; kind: ContributionKind | null }>`
      select consultation.id, contribution.kind from consultation
      left join contribution on contribution.consultation_id = consultation.id and contribution.id = ${id}
      where consultation.slug = ${consultation}`.execute(tx);
    const [found] = consultations;
    if (!found) return { ok: false, problem: 'unknown-consultation' };
    const { id: consultationId, kind } = found;
    if (!kind) return { ok: false, problem: 'unknown-contribution' };
    await lockChain(tx, consultationId);
    const isComment = kind === 'comment';
    const { rows } = await sql<{ state: string; activity_id: string; body: string | null }>`
      select state, activity_id, ${isComment ? sql`body` : sql`null::text as body`} from ${sql.table(kind)}
      where consultation_id = ${consultationId} and id = ${id} for update`.execute(tx);
    const row = rows[0]!;
    const state = action === 'hide' ? 'hidden' : 'published';
    if (row.state === 'withdrawn') return { ok: false, problem: 'withdrawn' };
    if (row.state === state) return { ok: false, problem: 'already-so' };
    // A comment that comes back has its place in the list, also where it never had been public.
    const more = isComment
      ? sql`, hidden_for = null, priority = 0, listed = ${action === 'hide' ? sql`listed` : sql`merged_into is null`}`
      : sql``;
    await sql`update ${sql.table(kind)} set state = ${state} ${more}
      where consultation_id = ${consultationId} and id = ${id}`.execute(tx);
    // What its author asked for is granted with it.
    if (isComment && action === 'unhide')
      await sql`update appeal set outcome = 'overturned', decided_at = ${at}
        where consultation_id = ${consultationId} and comment_id = ${id} and outcome is null`.execute(tx);
    const decision = { id: crypto.randomUUID(), action, kind, contribution: id, reason: null, note: reason };
    const standing = { role: 'operator', token: null, bulk: null, waited: null, text: row.body };
    const request = JSON.stringify({ action, reason });
    await appendDecisions(
      tx,
      { id: consultationId, slug: consultation },
      [{ ...decision, ...standing, request }],
      at,
    );
    return { ok: true, value: { kind, activity: row.activity_id } };
  });
}
