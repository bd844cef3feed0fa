import { sql } from 'kysely';
import { APPEALED } from '../../domain/moderation.js';
import type { Db } from '../context.js';
import { sameBytes } from '../database/sql.js';
import type { Held } from '../http/accept.js';

export interface NewAppeal {
  consultationId: number;
  activity: string;
  comment: string;
  participant: Uint8Array;
  text: string;
}

/**
 * Stores that an author asks to have a decision looked at again, once a comment, and raises it in the queue: only of
 * their own, while it is hidden or merged.
 */
export async function storeAppeal(db: Db, appeal: NewAppeal, at: Date): Promise<Date | undefined> {
  const { consultationId, activity, comment, participant, text } = appeal;
  const { rows } = await sql<{ made_at: Date }>`
    with stored as (
      insert into appeal (consultation_id, comment_id, details, made_at)
      select consultation_id, id, ${text}, ${at} from comment
      where consultation_id = ${consultationId} and id = ${comment} and activity_id = ${activity}
        and participant = ${participant} and (state = 'hidden' or (state = 'published' and merged_into is not null))
      on conflict do nothing
      returning made_at
    ), raised as (
      update comment set priority = priority + ${APPEALED}
      where consultation_id = ${consultationId} and id = ${comment} and exists (select from stored)
    )
    select made_at from stored`.execute(db);
  return rows[0]?.made_at;
}

/** The appeal that is there, beside the one that was sent. */
export async function findAppeal(db: Db, sent: NewAppeal): Promise<Held | undefined> {
  const row = await db
    .selectFrom('appeal')
    .innerJoin('comment', (join) =>
      join
        .onRef('comment.consultation_id', '=', 'appeal.consultation_id')
        .onRef('comment.id', '=', 'appeal.comment_id'),
    )
    .where('appeal.consultation_id', '=', sent.consultationId)
    .where('appeal.comment_id', '=', sent.comment)
    .select(['appeal.details', 'appeal.made_at', 'comment.participant'])
    .executeTakeFirst();
  if (!row) return undefined;
  const same = row.details === sent.text && sameBytes(row.participant, sent.participant);
  return { same, acceptedAt: row.made_at };
}
