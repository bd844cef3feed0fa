import { sql } from 'kysely';
import type { Answers } from '../../contract/survey.js';
import type { Outcome } from '../../contract/outcome.js';
import type { Db } from '../context.js';

/** One questionnaire that came on paper. */
export interface PaperResponse {
  /** The same for the same sheet, so that a file that is entered again stores nothing twice. */
  id: string;
  answers: Answers;
}

/** Where and by whom a batch is keyed in. */
export interface PaperBatch {
  consultationId: number;
  activity: string;
  definition: number;
  by: string | undefined;
  /** The day on which it came, where the survey is closed by now. */
  received: string | undefined;
}

/**
 * Stores questionnaires from paper as one batch, all or none, without a participant. Gives the batch's number and how
 * many of them were not there already; nothing is stored where some are there with other answers, whose identifiers it
 * gives.
 */
export async function storePaper(
  db: Db,
  { consultationId, activity, definition, by, received }: PaperBatch,
  responses: readonly PaperResponse[],
  at: Date,
): Promise<Outcome<{ batch: number; stored: number }, string[]>> {
  return db.transaction().execute(async (tx) => {
    // Two sittings at once wait for each other: each has a number of its own.
    await sql`select from activity where consultation_id = ${consultationId} and id = ${activity} for update`.execute(
      tx,
    );
    const sheets = JSON.stringify(responses);
    const { rows: others } = await sql<{ id: string }>`
      select response.id from response
      join jsonb_to_recordset(${sheets}::jsonb) as sheet (id uuid, answers jsonb) on sheet.id = response.id
      where consultation_id = ${consultationId} and response.answers <> sheet.answers`.execute(tx);
    if (others.length > 0) return { ok: false, problem: others.map(({ id }) => id) };
    const { rows } = await sql<{ batch: number }>`
      select coalesce(max(batch), 0) + 1 as batch from response
      where consultation_id = ${consultationId} and activity_id = ${activity}`.execute(tx);
    const batch = rows[0]!.batch;
    let stored = 0;
    for (const { id, answers } of responses) {
      const { rows: taken } = await sql`
        insert into response (consultation_id, id, activity_id, accepted_at, definition_version, answers,
          entered_from, batch, entered_by, received_on)
        values (${consultationId}, ${id}, ${activity}, ${at}, ${definition}, ${JSON.stringify(answers)}::jsonb,
          'paper', ${batch}, ${by ?? null}, ${received ?? null}::date)
        on conflict do nothing returning id`.execute(tx);
      stored += taken.length;
    }
    return { ok: true, value: { batch, stored } };
  });
}
