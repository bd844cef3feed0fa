import { type Kysely, type QueryExecutorProvider, sql } from 'kysely';

/**
 * Which quotas have been full, whatever was withdrawn since: who was told so, and ended there, is believed; nobody else
 * is, who would pass over the rest of the survey.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table quota_count add filled boolean not null default false`.execute(db);
  await markFilled(db);
  await sql.raw(movePlaces).execute(db);
}

/** Marks the quotas that are full by the definitions that are there: also after a backup was put back. */
export async function markFilled(db: QueryExecutorProvider): Promise<void> {
  await sql`update quota_count set filled = true
    from activity, jsonb_array_elements(activity.definition -> 'quotas') as quota
    where activity.consultation_id = quota_count.consultation_id and activity.id = quota_count.activity_id
      and quota ->> 'id' = quota_count.id and quota_count.taken >= (quota ->> 'limit')::int`.execute(db);
}

// As before, and the last place marks its quota.
const movePlaces = `create or replace function move_places(consultation int, activity text, leaving text[], entering text[], limits int[])
    returns boolean language plpgsql as $$
    declare quota text; places int;
    begin
      for quota in select distinct name from unnest(leaving || entering) as name order by name loop
        if quota = any(leaving) and quota = any(entering) then continue; end if;
        if quota = any(leaving) then
          update quota_count set taken = taken - 1
            where consultation_id = consultation and activity_id = activity and id = quota and taken > 0;
          continue;
        end if;
        places := limits[array_position(entering, quota)];
        insert into quota_count (consultation_id, activity_id, id, taken, filled)
          values (consultation, activity, quota, 1, places <= 1)
          on conflict (consultation_id, activity_id, id) do update
            set taken = quota_count.taken + 1, filled = quota_count.filled or quota_count.taken + 1 >= places
          where quota_count.taken < places;
        if not found then
          raise exception 'quota full' using errcode = 'CQ001', detail = quota;
        end if;
      end loop;
      return true;
    end $$`;
