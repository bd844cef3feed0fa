import { sql } from 'kysely';
import type { Answers } from '../../contract/survey.js';
import type { Db } from '../context.js';
import { isOpen, sameBytes } from '../database/sql.js';
import type { Held } from '../http/accept.js';

export interface NewResponse {
  consultationId: number;
  activity: string;
  id: string;
  participant: Uint8Array;
  definition: number;
  answers: Answers;
}

/** Stores a response unless its identifier is taken or the survey is not open. */
export async function storeResponse(db: Db, response: NewResponse, at: Date): Promise<Date | undefined> {
  const { consultationId, activity, id, participant, definition, answers } = response;
  const { rows } = await sql<{ accepted_at: Date }>`
    insert into response (consultation_id, id, activity_id, participant, accepted_at, definition_version, answers)
    select ${consultationId}, ${id}, ${activity}, ${participant}, ${at}, ${definition}, ${JSON.stringify(answers)}::jsonb
    where ${isOpen(consultationId, activity, at)}
    on conflict do nothing
    returning accepted_at`.execute(db);
  return rows[0]?.accepted_at;
}

/** What is under a response's identifier, beside what was sent. */
export async function findResponse(db: Db, sent: NewResponse): Promise<Held | undefined> {
  const row = await db
    .selectFrom('contribution')
    .leftJoin('response', (join) =>
      join
        .onRef('response.consultation_id', '=', 'contribution.consultation_id')
        .onRef('response.id', '=', 'contribution.id'),
    )
    .where('contribution.consultation_id', '=', sent.consultationId)
    .where('contribution.id', '=', sent.id)
    .select(['activity_id', 'participant', 'accepted_at', 'answers'])
    .executeTakeFirst();
  if (!row) return undefined;
  const same =
    row.activity_id === sent.activity &&
    row.answers !== null &&
    canonical(row.answers) === canonical(sent.answers) &&
    sameBytes(row.participant, sent.participant);
  return { same, acceptedAt: row.accepted_at };
}

/** Answers as text in which the order of questions does not count. Compared here: what was sent may be unfit for the database. */
function canonical(answers: Record<string, unknown>): string {
  return JSON.stringify(Object.entries(answers).sort(([one], [other]) => (one < other ? -1 : 1)));
}
