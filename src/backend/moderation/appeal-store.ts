import { sql } from 'kysely';
import { APPEALED } from '../../domain/moderation.js';
import type { Db } from '../context.js';
import { lastTakenOut } from '../database/moderation-sql.js';
import { sameBytes } from '../database/sql.js';
import type { Held } from '../http/accept.js';

export interface NewAppeal {
  consultationId: number;
  activity: string;
  comment: string;
  participant: Uint8Array;
  text: string;
  /** The decision that it is about, by its identifier; undefined for the last. */
  decision: string | undefined;
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

/** The appeal that is there, beside the one that was sent: against the decision that it names, or the newest. */
export async function findAppeal(db: Db, sent: NewAppeal): Promise<Held | undefined> {
  const { consultationId, comment, decision = null } = sent;
  const { rows } = await sql<{ details: string | null; made_at: Date; participant: Uint8Array | null }>`
    select details, made_at, participant from appeal
    join comment on comment.consultation_id = appeal.consultation_id and comment.id = appeal.comment_id
    where appeal.consultation_id = ${consultationId} and appeal.comment_id = ${comment}
      and (${decision}::uuid is null or decision = (select seq from moderation as named
        where named.consultation_id = appeal.consultation_id and named.id = ${decision}::uuid))
    order by decision desc limit 1`.execute(db);
  const [row] = rows;
  if (!row) return undefined;
  const same = row.details === sent.text && sameBytes(row.participant, sent.participant);
  return { same, acceptedAt: row.made_at };
}
