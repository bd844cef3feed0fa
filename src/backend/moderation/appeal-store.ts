import { sql } from 'kysely';
import { APPEALED } from '../../domain/moderation.js';
import type { Db } from '../context.js';
import { lastTakenOut } from '../database/moderation-sql.js';

export interface NewAppeal {
  consultationId: number;
  activity: string;
  comment: string;
  participant: Uint8Array;
  text: string;
  /** The decision that it is about, by its identifier; undefined for the last. */
  decision: string | undefined;
}

/** An appeal that is there, if one is: when it was made, and whether it says what was sent. */
export interface HeldAppeal {
  same: boolean;
  acceptedAt: Date | null;
}

/**
 * Stores that an author asks to have a decision looked at again, once a decision and one at a time, and raises the
 * comment in the queue: only of their own, while it is hidden or merged by that very decision.
 */
export async function storeAppeal(db: Db, appeal: NewAppeal, at: Date): Promise<Date | undefined> {
  const { consultationId, activity, comment, participant, text, decision = null } = appeal;
  const { rows } = await sql<{ made_at: Date }>`
    with stored as (
      insert into appeal (consultation_id, comment_id, decision, details, made_at)
      select consultation_id, id, ${lastTakenOut}, ${text}, ${at} from comment
      where consultation_id = ${consultationId} and id = ${comment} and activity_id = ${activity}
        and participant = ${participant} and (state = 'hidden' or (state = 'published' and merged_into is not null))
        and (${decision}::uuid is null or exists (select from moderation as named
          where named.consultation_id = comment.consultation_id and named.id = ${decision}::uuid
            and named.seq = ${lastTakenOut}))
      on conflict do nothing
      returning made_at
    ), raised as (
      update comment set priority = priority + ${APPEALED}
      where consultation_id = ${consultationId} and id = ${comment} and exists (select from stored)
    )
    select made_at from stored`.execute(db);
  return rows[0]?.made_at;
}

/**
 * What is there instead of the appeal that was sent, on the author's own comment: an appeal against the decision that it
 * names, or the newest, else one that waits. Undefined where the comment is not the sender's, and nothing of it is theirs to know.
 */
export async function findAppeal(db: Db, sent: NewAppeal): Promise<HeldAppeal | undefined> {
  const { consultationId, activity, comment, participant, text, decision = null } = sent;
  const named = sql`(${decision}::uuid is null or appeal.decision = (select seq from moderation as named
    where named.consultation_id = appeal.consultation_id and named.id = ${decision}::uuid))`;
  const { rows } = await sql<{ same: boolean | null; made_at: Date | null }>`
    select made_at, details = ${text} and ${named} as same from comment
    left join appeal on appeal.consultation_id = comment.consultation_id and appeal.comment_id = comment.id
      and (${named} or appeal.outcome is null)
    where comment.consultation_id = ${consultationId} and comment.id = ${comment} and activity_id = ${activity}
      and participant = ${participant}
    order by ${named} desc nulls last, appeal.decision desc nulls last limit 1`.execute(db);
  const [row] = rows;
  return row && { same: row.same ?? false, acceptedAt: row.made_at };
}
