import { sql } from 'kysely';
import type { Db } from '../context.js';
import { anySlot, isOpen } from '../database/sql.js';
import type { Held } from '../http/accept.js';

export interface Ballot {
  consultationId: number;
  activity: string;
  /** The comment or the idea. */
  item: string;
  participant: Uint8Array;
  /** Null takes the vote back. */
  choice: string | null;
  turn: number;
}

/** The choices that each column of the counts stands for. */
const FOR = ['for', 'up', 'agree'];
const AGAINST = ['against', 'down', 'disagree'];
const MIXED = ['mixed', 'pass'];

/**
 * Stores a ballot unless a later one of the same participant is there, the item is not public or voting is not open,
 * and moves the counts with it: one statement. The row keeps the choice that it replaced, so the counts move by exactly
 * what changed, whoever else writes at the same moment.
 */
export async function castBallot(
  db: Db,
  table: 'comment' | 'idea',
  ballot: Ballot,
  at: Date,
): Promise<Date | undefined> {
  const { consultationId, activity, item, participant, choice, turn } = ballot;
  const { rows } = await sql<{ accepted_at: Date }>`
    with put as (
      insert into ballot (consultation_id, item_id, participant, activity_id, choice, turn, accepted_at)
      select consultation_id, id, ${participant}, activity_id, ${choice}::text, ${turn}, ${at}
      from ${sql.table(table)}
      where consultation_id = ${consultationId} and id = ${item} and activity_id = ${activity}
        and state = 'published' ${table === 'comment' ? sql`and listed` : sql``} and ${isOpen(consultationId, activity, at)}
      on conflict (consultation_id, item_id, participant) do update
        set choice = excluded.choice, previous = ballot.choice, turn = excluded.turn, accepted_at = excluded.accepted_at
        where ballot.turn < excluded.turn
      returning choice, previous, accepted_at
    ), moved as (
      insert into tally (consultation_id, item_id, slot, votes_for, votes_against, votes_mixed)
      select ${consultationId}, ${item}, ${anySlot()}, ${delta(FOR)}, ${delta(AGAINST)}, ${delta(MIXED)}
      from put where choice is distinct from previous
      on conflict (consultation_id, item_id, slot) do update set
        votes_for = tally.votes_for + excluded.votes_for,
        votes_against = tally.votes_against + excluded.votes_against,
        votes_mixed = tally.votes_mixed + excluded.votes_mixed
    )
    select accepted_at from put`.execute(db);
  return rows[0]?.accepted_at;
}

function delta(choices: string[]) {
  const list = sql.join(choices.map((choice) => sql.lit(choice)));
  return sql`coalesce((choice in (${list}))::int, 0) - coalesce((previous in (${list}))::int, 0)`;
}

/** The participant's ballot on the item, beside the one that was sent. */
export async function findBallot(db: Db, sent: Ballot): Promise<Held | undefined> {
  const row = await db
    .selectFrom('ballot')
    .where('consultation_id', '=', sent.consultationId)
    .where('item_id', '=', sent.item)
    .where('participant', '=', sent.participant)
    .select(['choice', 'turn', 'accepted_at'])
    .executeTakeFirst();
  // An earlier ballot does not stand in the way of this one: whatever refused it was something else.
  if (!row || row.turn < sent.turn) return undefined;
  return { same: row.turn === sent.turn && row.choice === sent.choice, acceptedAt: row.accepted_at };
}
