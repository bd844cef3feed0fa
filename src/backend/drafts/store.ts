import { sql } from 'kysely';
import type { Db } from '../context.js';
import { isOpen } from '../database/sql.js';

/** How long a draft waits, where the survey does not close before. */
const DAYS = 30;

/** Which draft. */
export interface DraftKey {
  consultationId: number;
  activity: string;
  id: Uint8Array;
}

/** When a draft was saved, and when it is erased. */
export interface Parked {
  savedAt: Date;
  expiresAt: Date;
}

/** Keeps a draft, or puts it in place of the same owner’s; undefined where the survey is closed or the place another’s. */
export async function parkDraft(
  db: Db,
  { consultationId, activity, id }: DraftKey,
  { owner, content }: { owner: Uint8Array; content: Uint8Array },
  at: Date,
): Promise<Parked | undefined> {
  const { rows } = await sql<Parked>`
    insert into draft (consultation_id, activity_id, id, owner, content, saved_at, expires_at)
    select ${consultationId}, ${activity}, ${id}, ${owner}, ${content}, ${at},
      least(closes_at, ${at}::timestamptz + make_interval(days => ${DAYS}))
    from activity
    where consultation_id = ${consultationId} and id = ${activity} and ${isOpen(consultationId, activity, at)}
    on conflict (consultation_id, activity_id, id) do update
      set content = excluded.content, saved_at = excluded.saved_at, expires_at = excluded.expires_at
      where draft.owner = excluded.owner
    returning saved_at as "savedAt", expires_at as "expiresAt"`.execute(db);
  return rows[0];
}

/** A draft that waits; undefined where there is none, or its time is over. */
export async function findDraft(
  db: Db,
  { consultationId, activity, id }: DraftKey,
  at: Date,
): Promise<(Parked & { content: Uint8Array }) | undefined> {
  const { rows } = await sql<Parked & { content: Uint8Array }>`
    select content, saved_at as "savedAt", expires_at as "expiresAt" from draft
    where consultation_id = ${consultationId} and activity_id = ${activity} and id = ${id} and expires_at > ${at}`.execute(
    db,
  );
  return rows[0];
}

/** Erases a draft. False where it is another’s. */
export async function eraseDraft(
  db: Db,
  { consultationId, activity, id }: DraftKey,
  owner: Uint8Array,
): Promise<boolean> {
  const { rows } = await sql<{ others: boolean }>`
    with gone as (
      delete from draft
      where consultation_id = ${consultationId} and activity_id = ${activity} and id = ${id} and owner = ${owner}
    )
    select exists (
      select from draft
      where consultation_id = ${consultationId} and activity_id = ${activity} and id = ${id} and owner <> ${owner}
    ) as others`.execute(db);
  return !rows[0]!.others;
}

/** How many drafts of a survey wait for another device. */
export async function countDrafts(
  db: Db,
  consultationId: number,
  activity: string,
  at: Date,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from draft
    where consultation_id = ${consultationId} and activity_id = ${activity} and expires_at > ${at}`.execute(
    db,
  );
  return rows[0]!.n;
}

/** Erases the drafts whose time is over. */
export async function eraseExpired(db: Db, at: Date): Promise<void> {
  await db.deleteFrom('draft').where('expires_at', '<=', at).execute();
}
