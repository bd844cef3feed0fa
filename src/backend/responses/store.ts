import { sql } from 'kysely';
import type { Answers } from '../../contract/survey.js';
import type { Db } from '../context.js';
import { isOpen, sameBytes } from '../database/sql.js';
import { claiming, type NamedFile } from '../files/store.js';
import type { Held } from '../http/accept.js';
import type { Refusal } from '../http/problems.js';

/** A quota that a response takes a place in. */
export interface Place {
  id: string;
  limit: number;
}

export interface NewResponse {
  consultationId: number;
  activity: string;
  id: string;
  participant: Uint8Array;
  definition: number;
  /** The day in Québec on which it was begun. */
  begun: string;
  answers: Answers;
  /** The files that the answers name: the response takes them, or is not stored. */
  files: readonly NamedFile[];
  /** Whether the participant may have no other. */
  sole: boolean;
  places: readonly Place[];
}

/**
 * Stores a response unless its identifier is taken, the survey is not open, a file is not there, a quota is full, or it would be the second
 * where there may be but one.
 */
export async function storeResponse(
  db: Db,
  response: NewResponse,
  at: Date,
): Promise<Date | Refusal | undefined> {
  if (response.sole || response.places.length > 0) return storeLimited(db, response, at);
  const { consultationId, activity, id, participant, definition, begun, answers } = response;
  const files = filesOf(response);
  const insert = sql<{ accepted_at: Date }>`
    insert into response
      (consultation_id, id, activity_id, participant, accepted_at, definition_version, begun_on, answers)
    select ${consultationId}, ${id}, ${activity}, ${participant}, ${at}, ${definition}, ${begun}::date,
      ${JSON.stringify(answers)}::jsonb
    where ${isOpen(consultationId, activity, at)} ${files.allThere}
    on conflict do nothing
    returning accepted_at`;
  const whole = sql<{ accepted_at: Date }>`
    with ${files.locked} stored as (${insert}) ${files.taken} select accepted_at from stored`;
  const { rows } = await (response.files.length > 0 ? whole : insert).execute(db);
  return rows[0]?.accepted_at;
}

/** What the statement that stores a response has more where it names files: nothing for most. */
function filesOf(response: NewResponse) {
  if (response.files.length === 0) return { locked: sql``, allThere: sql``, taken: sql`` };
  const { locked, allThere, taken } = claiming(response);
  return { locked: sql`${locked},`, allThere: sql`and ${allThere}`, taken: sql`, ${taken}` };
}

/** What a statement that may be refused gives: when it stored, or why it did not. */
interface Tried {
  stored_at: Date | null;
  responded: boolean;
  full_quota: string | null;
}

/**
 * The same where something is counted. What is known to be refused is not tried; of two at the same moment, the unique
 * index and the locked places let one through, and the other's error undoes all that its statement did.
 */
async function storeLimited(db: Db, response: NewResponse, at: Date): Promise<Date | Refusal | undefined> {
  const { consultationId, activity, id, participant, definition, begun, answers, sole, places } = response;
  const responded = sole
    ? sql`exists (select from response where consultation_id = ${consultationId} and activity_id = ${activity}
        and participant = ${participant} and sole and state <> 'withdrawn')`
    : sql`false`;
  const files = filesOf(response);
  const statement = sql<Tried>`
    with ${files.locked} standing as (
      select ${responded} as responded, ${fullAmong(response, places)} as full_quota
    ), stored as (
      insert into response
        (consultation_id, id, activity_id, participant, accepted_at, definition_version, begun_on, answers, sole, quotas)
      select ${consultationId}, ${id}, ${activity}, ${participant}, ${at}, ${definition}, ${begun}::date,
        ${JSON.stringify(answers)}::jsonb, ${sole}, ${places.map((place) => place.id)}::text[]
      from standing
      where not responded and full_quota is null and ${isOpen(consultationId, activity, at)} ${files.allThere}
      on conflict (consultation_id, id) do nothing
      returning accepted_at, ${moved(response, sql`'{}'`)}
    ) ${files.taken}
    select stored.accepted_at as stored_at, responded, full_quota from standing left join stored on true`;
  return outcomeOf(statement.execute(db));
}

/**
 * Puts other answers in place of the participant's own, which are kept as the version before. `version` is the next one,
 * or nothing is stored.
 */
export async function changeResponse(
  db: Db,
  response: NewResponse & { version: number },
  at: Date,
): Promise<Date | Refusal | undefined> {
  const { consultationId, activity, id, participant, definition, begun, answers, places, version } = response;
  const files = filesOf(response);
  const statement = sql<Tried>`
    with ${files.locked} before as (
      select * from response
      where consultation_id = ${consultationId} and id = ${id} and activity_id = ${activity}
        and participant = ${participant} and state = 'published' and version = ${version - 1}
        and ${isOpen(consultationId, activity, at)} ${files.allThere}
      for update
    ), standing as (
      select ${fullAmong(response, places, sql`and not id = any(before.quotas)`)} as full_quota
      from before
    ), kept as (
      insert into response_version (consultation_id, id, version, definition_version, answers, accepted_at)
      select consultation_id, id, version, definition_version, answers, coalesce(changed_at, accepted_at)
      from before, standing where full_quota is null
    ), stored as (
      update response set version = ${version}, definition_version = ${definition}, changed_at = ${at},
        begun_on = ${begun}::date, answers = ${JSON.stringify(answers)}::jsonb, quotas = ${places.map((place) => place.id)}::text[]
      from before, standing
      where response.consultation_id = before.consultation_id and response.id = before.id and full_quota is null
      returning response.changed_at, ${moved(response, sql`before.quotas`)}
    ) ${files.taken}
    select stored.changed_at as stored_at, false as responded, full_quota from standing left join stored on true`;
  return outcomeOf(statement.execute(db));
}

/** The first of these quotas that has no place left; null where all have. */
function fullAmong({ consultationId, activity }: NewResponse, places: readonly Place[], but = sql``) {
  if (places.length === 0) return sql`null::text`;
  return sql`(
    select id from quota_count
    join unnest(${places.map(({ id }) => id)}::text[], ${places.map(({ limit }) => limit)}::int[])
      as place (quota, places) on quota = id
    where consultation_id = ${consultationId} and activity_id = ${activity} and taken >= places ${but}
    order by id limit 1)`;
}

/** Takes the response's places, and leaves those that it had; an error where one is full. */
function moved({ consultationId, activity, places }: NewResponse, leaving: ReturnType<typeof sql>) {
  const [ids, limits] = [places.map(({ id }) => id), places.map(({ limit }) => limit)];
  return sql`move_places(${consultationId}, ${activity}, ${leaving}, ${ids}::text[], ${limits}::int[])`;
}

async function outcomeOf(tried: Promise<{ rows: Tried[] }>): Promise<Date | Refusal | undefined> {
  try {
    const [row] = (await tried).rows;
    if (row?.stored_at) return row.stored_at;
    if (row?.responded) return { code: 'already-responded' };
    return row?.full_quota ? { code: 'quota-full', quota: row.full_quota } : undefined;
  } catch (error) {
    const { code, constraint, detail } = error as { code?: string; constraint?: string; detail?: string };
    if (code === '23505' && constraint === 'response_sole') return { code: 'already-responded' };
    if (code === 'CQ001' && detail) return { code: 'quota-full', quota: detail };
    throw error;
  }
}

/** What is under a response's identifier, beside what was sent: its first version, however often it was changed since. */
export async function findResponse(db: Db, sent: NewResponse): Promise<Held | undefined> {
  const row = await db
    .selectFrom('contribution')
    .leftJoin('response', (join) =>
      join
        .onRef('response.consultation_id', '=', 'contribution.consultation_id')
        .onRef('response.id', '=', 'contribution.id'),
    )
    .leftJoin('response_version as first', (join) =>
      join
        .onRef('first.consultation_id', '=', 'contribution.consultation_id')
        .onRef('first.id', '=', 'contribution.id')
        .on('first.version', '=', 1),
    )
    .where('contribution.consultation_id', '=', sent.consultationId)
    .where('contribution.id', '=', sent.id)
    .select([
      'response.activity_id',
      'response.participant',
      'response.accepted_at',
      'response.version',
      'response.answers',
      'first.answers as first_answers',
    ])
    .executeTakeFirst();
  if (!row) return undefined;
  const answers = row.version === 1 ? row.answers : row.first_answers;
  const same =
    row.activity_id === sent.activity &&
    answers !== null &&
    canonical(answers) === canonical(sent.answers) &&
    sameBytes(row.participant, sent.participant);
  return { same, acceptedAt: row.accepted_at };
}

/** What is under one version of a response, beside what was sent; undefined where that version is not there. */
export async function findVersion(
  db: Db,
  sent: NewResponse & { version: number },
): Promise<Held | undefined> {
  const { rows } = await sql<{
    activity_id: string;
    participant: Uint8Array | null;
    answers: Answers | null;
    stored_at: Date;
  }>`
    select response.activity_id, response.participant,
      case when earlier.version is null then response.answers else earlier.answers end as answers,
      coalesce(earlier.accepted_at, response.changed_at) as stored_at
    from response left join response_version as earlier
      on earlier.consultation_id = response.consultation_id and earlier.id = response.id
      and earlier.version = ${sent.version}
    where response.consultation_id = ${sent.consultationId} and response.id = ${sent.id}
      and (response.version = ${sent.version} or earlier.version is not null)`.execute(db);
  const [row] = rows;
  if (!row) return undefined;
  const same =
    row.activity_id === sent.activity &&
    row.answers !== null &&
    canonical(row.answers) === canonical(sent.answers) &&
    sameBytes(row.participant, sent.participant);
  return { same, acceptedAt: row.stored_at };
}

/** The survey's quotas that have no place left; and those that had none at one time, whatever was withdrawn since. */
export async function fullQuotas(
  db: Db,
  consultationId: number,
  activity: string,
  quotas: readonly Place[],
): Promise<{ full: string[]; everFull: string[] }> {
  if (quotas.length === 0) return { full: [], everFull: [] };
  const { rows } = await sql<{ id: string; taken: number; filled: boolean }>`
    select id, taken, filled from quota_count
    where consultation_id = ${consultationId} and activity_id = ${activity} order by id`.execute(db);
  const limits = new Map(quotas.map(({ id, limit }) => [id, limit]));
  const isFull = ({ id, taken }: (typeof rows)[0]) => taken >= (limits.get(id) ?? Infinity);
  const named = (those: typeof rows) => those.map(({ id }) => id);
  return {
    full: named(rows.filter(isFull)),
    everFull: named(rows.filter((row) => row.filled || isFull(row))),
  };
}

/** Answers as text in which the order of questions does not count. Compared here: what was sent may be unfit for the database. */
function canonical(answers: Record<string, unknown>): string {
  return JSON.stringify(Object.entries(answers).sort(([one], [other]) => (one < other ? -1 : 1)));
}
