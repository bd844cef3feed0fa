import { sql } from 'kysely';
import type { ContributionKind } from '../../contract/contributions.js';
import type { Outcome } from '../../contract/outcome.js';
import type { Db } from '../context.js';

export interface Decision {
  /** The consultation's slug. */
  consultation: string;
  /** The contribution's identifier. */
  id: string;
  action: 'hide' | 'unhide';
  /** Why, in the moderator's words. Kept for good. */
  reason: string;
}

export type DecisionRefusal = 'unknown-consultation' | 'unknown-contribution' | 'withdrawn' | 'already-so';

/** Takes a contribution out of sight, or brings it back, and records the decision in the same transaction. */
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
    const { rows } = await sql<{ state: string; activity_id: string }>`
      select state, activity_id from ${sql.table(kind)}
      where consultation_id = ${consultationId} and id = ${id} for update`.execute(tx);
    const row = rows[0]!;
    const state = action === 'hide' ? 'hidden' : 'published';
    if (row.state === 'withdrawn') return { ok: false, problem: 'withdrawn' };
    if (row.state === state) return { ok: false, problem: 'already-so' };
    await sql`update ${sql.table(kind)} set state = ${state}
      where consultation_id = ${consultationId} and id = ${id}`.execute(tx);
    await tx
      .insertInto('moderation')
      .values({
        consultation_id: consultationId,
        contribution_kind: kind,
        contribution_id: id,
        action,
        reason,
        decided_at: at,
      })
      .execute();
    return { ok: true, value: { kind, activity: row.activity_id } };
  });
}
