import { sql } from 'kysely';
import type { FeedbackInput } from '../../contract/feedback.js';
import type { Db } from '../context.js';
import { isOpen, sameBytes } from '../database/sql.js';
import type { Held } from '../http/accept.js';

export interface NewFeedback extends FeedbackInput {
  consultationId: number;
  activity: string;
  id: string;
  participant: Uint8Array;
}

/** Stores the first click unless its identifier is taken or feedback is not taken now. */
export async function storeFeedback(db: Db, feedback: NewFeedback, at: Date): Promise<Date | undefined> {
  const { consultationId, activity, id, participant, verdict, page } = feedback;
  const { rows } = await sql<{ accepted_at: Date }>`
    insert into feedback (consultation_id, id, activity_id, participant, accepted_at, page, verdict)
    select ${consultationId}, ${id}, ${activity}, ${participant}, ${at}, ${page}, ${verdict}
    where ${isOpen(consultationId, activity, at)}
    on conflict do nothing
    returning accepted_at`.execute(db);
  return rows[0]?.accepted_at;
}

/** What is under an identifier, beside what was sent. */
export async function findFeedback(db: Db, sent: NewFeedback): Promise<Held | undefined> {
  const row = await db
    .selectFrom('contribution')
    .leftJoin('feedback', (join) =>
      join
        .onRef('feedback.consultation_id', '=', 'contribution.consultation_id')
        .onRef('feedback.id', '=', 'contribution.id'),
    )
    .where('contribution.consultation_id', '=', sent.consultationId)
    .where('contribution.id', '=', sent.id)
    .select(['activity_id', 'participant', 'accepted_at', 'page', 'verdict'])
    .executeTakeFirst();
  if (!row) return undefined;
  const same =
    row.activity_id === sent.activity &&
    row.page === sent.page &&
    row.verdict === sent.verdict &&
    sameBytes(row.participant, sent.participant);
  return { same, acceptedAt: row.accepted_at };
}

export interface NewDetails {
  consultationId: number;
  activity: string;
  id: string;
  version: number;
  participant: Uint8Array;
  details: string;
}

/** Joins details to the participant's own first click. */
export async function storeDetails(db: Db, sent: NewDetails, at: Date): Promise<Date | undefined> {
  const { consultationId, activity, id, version, participant, details } = sent;
  const { rows } = await sql<{ accepted_at: Date }>`
    insert into feedback_version (consultation_id, id, version, details, accepted_at)
    select consultation_id, id, ${version}, ${details}, ${at} from feedback
    where consultation_id = ${consultationId} and id = ${id} and activity_id = ${activity}
      and participant = ${participant} and state = 'published' and ${isOpen(consultationId, activity, at)}
    on conflict do nothing
    returning accepted_at`.execute(db);
  return rows[0]?.accepted_at;
}

/** The details that are stored, beside those that were sent. */
export async function findDetails(db: Db, sent: NewDetails): Promise<Held | undefined> {
  const row = await db
    .selectFrom('feedback_version as version')
    .innerJoin('feedback', (join) =>
      join
        .onRef('feedback.consultation_id', '=', 'version.consultation_id')
        .onRef('feedback.id', '=', 'version.id'),
    )
    .where('version.consultation_id', '=', sent.consultationId)
    .where('version.id', '=', sent.id)
    .where('version.version', '=', sent.version)
    .select(['version.details', 'version.accepted_at', 'feedback.participant', 'feedback.activity_id'])
    .executeTakeFirst();
  if (!row) return undefined;
  const same =
    row.details === sent.details &&
    row.activity_id === sent.activity &&
    sameBytes(row.participant, sent.participant);
  return { same, acceptedAt: row.accepted_at };
}
