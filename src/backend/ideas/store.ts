import { sql } from 'kysely';
import type { Idea, IdeaInput, IdeaPage, IdeaSummary, IdeaVotes } from '../../contract/ideas.js';
import { RING_STARTS } from '../../contract/limits.js';
import { excerptOf } from '../../domain/ideas.js';
import type { Db } from '../context.js';
import { isOpen, publicAuthor, sameBytes } from '../database/sql.js';
import type { Held } from '../http/accept.js';

export interface NewIdea extends IdeaInput {
  consultationId: number;
  activity: string;
  id: string;
  participant: Uint8Array;
}

/**
 * Stores an idea at a random place of the ring: the ranks stay dense, each order stays as likely as any other
 * (inside-out shuffle: Knuth, The Art of Computer Programming, volume 2, 3.4.2, algorithm P), since the idea that was
 * at that place moves to the end. Two statements: what is at a place is seen only by one that begins once its turn has
 * come; a single one would look at the ring as it was before it waited for those ahead of it.
 */
export async function storeIdea(db: Db, idea: NewIdea, at: Date): Promise<Date | undefined> {
  return db.transaction().execute(async (tx) => {
    const place = await takePlace(tx, idea, at);
    return place && insertIdea(tx, idea, at, place);
  });
}

interface Place {
  last: number;
  chosen: number;
}

/** Makes the ring longer by one, if the idea is new and the hours allow it, and keeps others from it until the end. */
async function takePlace(
  tx: Db,
  { consultationId, activity, id }: NewIdea,
  at: Date,
): Promise<Place | undefined> {
  const { rows } = await sql<Place>`
    update activity set ideas = ideas + 1
    where consultation_id = ${consultationId} and id = ${activity} and ${isOpen(consultationId, activity, at)}
      and not exists (select from contribution where consultation_id = ${consultationId} and id = ${id})
    returning ideas - 1 as last, floor(${Math.random()}::float8 * ideas)::int as chosen`.execute(tx);
  return rows[0];
}

async function insertIdea(
  tx: Db,
  idea: NewIdea,
  at: Date,
  { last, chosen }: Place,
): Promise<Date | undefined> {
  const { consultationId, activity, id, participant, title, body, section = null } = idea;
  const { rows } = await sql<{ accepted_at: Date }>`
    with stored as (
      insert into idea (consultation_id, id, activity_id, participant, accepted_at, section, title, body, rank)
      values (${consultationId}, ${id}, ${activity}, ${participant}, ${at}, ${section}, ${title}, ${body}, ${chosen})
      on conflict do nothing
      returning accepted_at
    ), moved as (
      update idea set rank = ${last}
      where consultation_id = ${consultationId} and activity_id = ${activity} and rank = ${chosen}
        and exists (select from stored)
    ), given_back as (
      update activity set ideas = ideas - 1
      where consultation_id = ${consultationId} and id = ${activity} and not exists (select from stored)
    )
    select accepted_at from stored`.execute(tx);
  return rows[0]?.accepted_at;
}

/** What is under an idea's identifier, beside what was sent. */
export async function findIdea(db: Db, sent: NewIdea): Promise<Held | undefined> {
  const row = await db
    .selectFrom('contribution')
    .leftJoin('idea', (join) =>
      join
        .onRef('idea.consultation_id', '=', 'contribution.consultation_id')
        .onRef('idea.id', '=', 'contribution.id'),
    )
    .where('contribution.consultation_id', '=', sent.consultationId)
    .where('contribution.id', '=', sent.id)
    .select(['activity_id', 'participant', 'accepted_at', 'title', 'body', 'section'])
    .executeTakeFirst();
  if (!row) return undefined;
  const same =
    row.activity_id === sent.activity &&
    row.title === sent.title &&
    row.body === sent.body &&
    row.section === (sent.section ?? null) &&
    sameBytes(row.participant, sent.participant);
  return { same, acceptedAt: row.accepted_at };
}

/** Where a reader is in the ring: past this rank, before (lap 0) or after (lap 1) having come round to the beginning. */
export interface RingPosition {
  /** The rank where the reading began. */
  from: number;
  lap: 0 | 1;
  rank: number;
  id: string;
}

export interface IdeaQuery {
  consultationId: number;
  activity: string;
  /** Which of the 16 places to start from. */
  start: number;
  limit: number;
  section?: string | undefined;
  after: RingPosition | undefined;
  /** Whether votes are given out. */
  counts: boolean;
}

interface IdeaRow {
  id: string;
  section: string | null;
  state: IdeaSummary['state'];
  title: string | null;
  body: string | null;
  author: string;
  accepted_at: Date;
  votes: IdeaVotes;
  carried: IdeaVotes;
  rank: number;
  lap: 0 | 1;
  origin: number;
  total: number;
}

/** One page of the ring of ideas: one query along an index. */
export async function listIdeas(
  db: Db,
  query: IdeaQuery,
): Promise<Omit<IdeaPage, 'next'> & { next: RingPosition | null }> {
  const { consultationId, activity, start, limit, section, after, counts } = query;
  const from = after
    ? sql`${after.from}::int`
    : sql`(select ideas * ${start} / ${RING_STARTS} from activity
        where consultation_id = ${consultationId} and id = ${activity})`;
  const ofList = sql`consultation_id = ${consultationId} and activity_id = ${activity}
    ${section === undefined ? sql`` : sql`and section = ${section}`}`;
  const beyond = (lap: 0 | 1) => {
    if (after?.lap === lap) return sql`and (rank, id) > (${after.rank}, ${after.id}::uuid)`;
    return after && after.lap > lap ? sql`and false` : sql``;
  };
  const { rows } = await sql<IdeaRow>`
    with ring as (select ${from} as origin)
    select ${columns}, idea.rank, idea.lap, ring.origin,
      ${
        section === undefined
          ? sql`(select ideas from activity where consultation_id = ${consultationId} and id = ${activity})`
          : sql`(select count(*)::int from idea where ${ofList})`
      } as total
    from ring, lateral (
      (select *, 0 as lap from idea where ${ofList} and rank >= ring.origin ${beyond(0)} order by rank, id limit ${limit + 1})
      union all
      (select *, 1 as lap from idea where ${ofList} and rank < ring.origin ${beyond(1)} order by rank, id limit ${limit + 1})
      order by lap, rank, id limit ${limit + 1}
    ) as idea ${countsOf}
    order by idea.lap, idea.rank, idea.id`.execute(db);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => summaryOf(row, counts)),
    next:
      rows.length > limit && last ? { from: last.origin, lap: last.lap, rank: last.rank, id: last.id } : null,
    total: rows[0]?.total ?? 0,
  };
}

/** One idea in full. */
export async function readIdea(
  db: Db,
  { consultationId, activity, id }: { consultationId: number; activity: string; id: string },
  counts: boolean,
): Promise<Idea | undefined> {
  const { rows } = await sql<IdeaRow>`
    select ${columns} from idea ${countsOf}
    where idea.consultation_id = ${consultationId} and idea.id = ${id} and idea.activity_id = ${activity}`.execute(
    db,
  );
  const row = rows[0];
  return row && { ...summaryOf(row, counts), body: row.body };
}

const columns = sql`idea.id, idea.section, idea.state, case when idea.state = 'published' then idea.title end as title,
  case when idea.state = 'published' then idea.body end as body, ${publicAuthor('idea')} as author, idea.accepted_at,
  json_build_object('for', carried_for, 'against', carried_against, 'mixed', carried_mixed) as carried,
  json_build_object(
    'for', carried_for + coalesce(votes_for, 0), 'against', carried_against + coalesce(votes_against, 0),
    'mixed', carried_mixed + coalesce(votes_mixed, 0)) as votes`;

const countsOf = sql`left join lateral (
    select sum(votes_for) as votes_for, sum(votes_against) as votes_against, sum(votes_mixed) as votes_mixed
    from tally where tally.consultation_id = idea.consultation_id and tally.item_id = idea.id
  ) as counts on true`;

function summaryOf(row: IdeaRow, counts: boolean): IdeaSummary {
  const { excerpt = null, more = false } = row.body === null ? {} : excerptOf(row.body);
  const carriedOver = Object.values(row.carried).some((count) => count > 0);
  return {
    id: row.id,
    section: row.section,
    state: row.state,
    title: row.title,
    excerpt,
    more,
    author: row.author,
    acceptedAt: row.accepted_at.toISOString(),
    votes: counts ? row.votes : null,
    carried: counts && carriedOver ? row.carried : null,
  };
}
