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

/** What is left, and in place of what: of one of these versions, of any that waits, or of nothing in particular. */
export interface LeftDraft {
  owner: Uint8Array;
  content: Uint8Array;
  replaced?: Versions | undefined;
}
export type Versions = Date[] | 'any';

/**
 * Keeps a draft, or puts it in place of the same owner’s, saved later than it was. Undefined where the survey is closed,
 * the place another’s, or what waits there none of the versions that it may replace.
 */
export async function parkDraft(
  db: Db,
  { consultationId, activity, id }: DraftKey,
  { owner, content, replaced }: LeftDraft,
  at: Date,
): Promise<Parked | undefined> {
  const { rows } = await sql<Parked>`
    insert into draft (consultation_id, activity_id, id, owner, content, saved_at, expires_at)
    select ${consultationId}, ${activity}, ${id}, ${owner}, ${content}, ${at},
      least(closes_at, ${at}::timestamptz + make_interval(days => ${DAYS}))
    from activity
    where consultation_id = ${consultationId} and id = ${activity} and ${isOpen(consultationId, activity, at)}
      and ${
        replaced
          ? sql`exists (
              select from draft where consultation_id = ${consultationId} and activity_id = ${activity} and id = ${id}
            )`
          : sql`true`
      }
    on conflict (consultation_id, activity_id, id) do update
      set content = excluded.content, expires_at = excluded.expires_at,
        saved_at = greatest(excluded.saved_at, draft.saved_at + interval '1 millisecond')
      where draft.owner = excluded.owner and ${isOneOf(replaced)}
    returning saved_at as "savedAt", expires_at as "expiresAt"`.execute(db);
  return rows[0];
}

function isOneOf(versions: Versions | undefined) {
  if (!Array.isArray(versions)) return sql<boolean>`true`;
  return versions.length > 0 ? sql<boolean>`draft.saved_at in (${sql.join(versions)})` : sql<boolean>`false`;
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

/**
 * Erases a draft: of one of `versions` alone, where they are given. `left` where what waits is none of them; where
 * nothing waits any more, it is as erased as it can be.
 */
export async function eraseDraft(
  db: Db,
  { consultationId, activity, id }: DraftKey,
  { owner, versions }: { owner: Uint8Array; versions?: Versions | undefined },
): Promise<'erased' | 'left' | 'anothers'> {
  const here = sql`consultation_id = ${consultationId} and activity_id = ${activity} and id = ${id}`;
  // Both parts see what was there before: what is then told apart is what is left.
  const { rows } = await sql<{ own: boolean }>`
    with gone as (delete from draft where ${here} and owner = ${owner} and ${isOneOf(versions)} returning id)
    select owner = ${owner} as own from draft where ${here} and not exists (select from gone)`.execute(db);
  const [left] = rows;
  if (left?.own === false) return 'anothers';
  // Without `versions`, another request erased it at this very moment.
  return left && versions ? 'left' : 'erased';
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
