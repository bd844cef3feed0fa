import { type Kysely, type QueryExecutorProvider, sql } from 'kysely';

/**
 * What surveys keep beside responses: earlier versions, places in quotas, drafts parked for another device, and how far
 * those came who did not send theirs.
 *
 * A response's own row holds what counts, its last version, so that whoever reads responses reads one table; the
 * versions before it move to `response_version`.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** Counts the places that responses have taken, from the responses themselves: after a backup was put back. */
export async function countPlaces(db: QueryExecutorProvider): Promise<void> {
  await sql`insert into quota_count (consultation_id, activity_id, id, taken)
    select consultation_id, activity_id, quota, count(*)::int from response, unnest(quotas) as quota
    where state <> 'withdrawn' group by 1, 2, 3`.execute(db);
}

const statements = [
  `alter table response
    add version int not null default 1,
    add changed_at timestamptz,
    add sole boolean not null default false,
    add quotas text[] not null default '{}'`,
  // One response a participant, where the survey says so; who takes theirs back may respond again.
  `create unique index response_sole on response (consultation_id, activity_id, participant)
    where sole and state <> 'withdrawn'`,
  `create table response_version (
    consultation_id int not null,
    id uuid not null,
    version int not null,
    definition_version int not null,
    answers jsonb,
    accepted_at timestamptz not null,
    primary key (consultation_id, id, version),
    foreign key (consultation_id, id) references response
  )`,
  `create table quota_count (
    consultation_id int not null,
    activity_id text not null,
    id text not null,
    taken int not null,
    primary key (consultation_id, activity_id, id)
  )`,
  // A place is taken by a row that is locked until the response is stored with it. Where there is none, the error undoes
  // the whole statement: the response, its identifier, and places in other quotas. In the order of their names, so that
  // two that meet several quotas do not wait for each other.
  `create function move_places(consultation int, activity text, leaving text[], entering text[], limits int[])
    returns boolean language plpgsql as $$
    declare quota text;
    begin
      for quota in select distinct name from unnest(leaving || entering) as name order by name loop
        if quota = any(leaving) and quota = any(entering) then continue; end if;
        if quota = any(leaving) then
          update quota_count set taken = taken - 1
            where consultation_id = consultation and activity_id = activity and id = quota and taken > 0;
          continue;
        end if;
        insert into quota_count (consultation_id, activity_id, id, taken) values (consultation, activity, quota, 1)
          on conflict (consultation_id, activity_id, id) do update set taken = quota_count.taken + 1
          where quota_count.taken < limits[array_position(entering, quota)];
        if not found then
          raise exception 'quota full' using errcode = 'CQ001', detail = quota;
        end if;
      end loop;
      return true;
    end $$`,
  `create function leave_places() returns trigger language plpgsql as $$
    begin
      perform move_places(old.consultation_id, old.activity_id, old.quotas, '{}', '{}');
      return null;
    end $$`,
  `create trigger leave_places after update of state on response for each row
    when (old.state <> 'withdrawn' and new.state = 'withdrawn' and old.quotas <> '{}')
    execute function leave_places()`,
  `create table draft (
    consultation_id int not null references consultation,
    activity_id text not null,
    id bytea not null,
    owner bytea not null,
    content bytea not null,
    saved_at timestamptz not null,
    expires_at timestamptz not null,
    primary key (consultation_id, activity_id, id),
    foreign key (consultation_id, activity_id) references activity
  )`,
  `create index draft_by_expiry on draft (expires_at)`,
  // Days, not moments: a moment would join who stopped to a response that was stored in the same second.
  `create table progress (
    consultation_id int not null references consultation,
    activity_id text not null,
    id uuid not null,
    page text not null,
    finished boolean not null,
    seen_on date not null,
    definition_version int not null,
    answers jsonb,
    primary key (consultation_id, activity_id, id),
    foreign key (consultation_id, activity_id) references activity
  )`,
  `create index progress_by_day on progress (seen_on) where answers is null`,
  `create table progress_count (
    consultation_id int not null references consultation,
    activity_id text not null,
    page text not null,
    finished boolean not null,
    responses int not null,
    primary key (consultation_id, activity_id, page, finished)
  )`,
];
