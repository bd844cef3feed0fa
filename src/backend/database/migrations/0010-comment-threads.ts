import { type Kysely, type QueryExecutorProvider, sql } from 'kysely';
import { chainDecisions } from '../moderation-chain.js';

/**
 * Comments as a thread of many thousands needs them: counts by position, sorting by Wilson's bound, a search, changes
 * with their history, moderation before publication, official answers; and decisions of moderators as a chain of hashes
 * that names nobody.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
  await sql`insert into comment_search (consultation_id, id, words)
    select consultation_id, id, comment_words(consultation_id, activity_id, body) from comment where body is not null`.execute(
    db,
  );
  await recountComments(db);
  await sql`alter table moderation disable trigger moderation_append_only`.execute(db);
  await chainDecisions(db);
  await sql`alter table moderation enable trigger moderation_append_only`.execute(db);
}

/**
 * Counts the comments from themselves: those that each activity received, answers that are listed under each, those that can be read at the root of each
 * activity and about each idea, by position. Also after a backup of before was put back.
 */
export async function recountComments(db: QueryExecutorProvider): Promise<void> {
  await sql`update tally set replies = 0, received = 0, aligned_for = 0, aligned_neutral = 0, aligned_against = 0
    where (replies, received, aligned_for, aligned_neutral, aligned_against) is distinct from (0, 0, 0, 0, 0)`.execute(
    db,
  );
  await sql`
    insert into tally (consultation_id, item_id, slot, received, replies, aligned_for, aligned_neutral, aligned_against)
    select consultation_id, item, 0, sum(received)::int, count(*) filter (where received = 0)::int,
      count(*) filter (where alignment = 'for')::int,
      count(*) filter (where alignment = 'neutral')::int, count(*) filter (where alignment = 'against')::int
    from (
      select consultation_id, md5(activity_id)::uuid as item, null as alignment, 1 as received from comment
      union all
      select consultation_id, parent_id, null, 0 from comment where parent_id is not null and listed
      union all
      select consultation_id, md5(activity_id)::uuid, alignment, 0 from comment
        where parent_id is null and state = 'published' and listed
      union all
      select consultation_id, subject_id, alignment, 0 from comment
        where parent_id is null and state = 'published' and listed and subject_id is not null
    ) as counted group by 1, 2
    on conflict (consultation_id, item_id, slot) do update set received = excluded.received, replies = excluded.replies,
      aligned_for = excluded.aligned_for, aligned_neutral = excluded.aligned_neutral,
      aligned_against = excluded.aligned_against`.execute(db);
  await sql`update comment set score = wilson(itself.carried_up + coalesce(up, 0), itself.carried_down + coalesce(down, 0)),
      replies = coalesce(counts.replies, 0)
    from comment as itself left join lateral (
      select sum(votes_for) as up, sum(votes_against) as down, sum(replies)::int as replies from tally
      where tally.consultation_id = itself.consultation_id and tally.item_id = itself.id
    ) as counts on true
    where comment.consultation_id = itself.consultation_id and comment.id = itself.id`.execute(db);
}

const statements = [
  // Wilson's lower bound of the share of those in favour, 95 %, in millionths (E. B. Wilson, JASA 22, 1927, p. 209).
  `create function wilson(up bigint, down bigint) returns int language sql immutable parallel safe as $$
    select case when up <= 0 then 0 else round(1000000 * (
      (up::float8 / (up + down) + 1.9208 / (up + down)
        - 1.96 * sqrt((up::float8 * down / (up + down) + 0.9604) / (up + down)::float8 / (up + down)))
      / (1 + 3.8416 / (up + down))))::int end $$`,

  `alter table comment drop constraint comment_state_check,
    add constraint comment_state_check check (state in ('published', 'withdrawn', 'hidden', 'pending')),
    add listed boolean not null default true,
    add version int not null default 1,
    add edited_at timestamptz,
    add merged_into uuid,
    add parent_before uuid,
    add hidden_for text,
    add likeness bit(64),
    add answered_at timestamptz,
    add considered jsonb,
    add considered_at timestamptz,
    add flags text[] not null default '{}',
    add priority int not null default 0`,
  `drop index comment_by_date, comment_by_score, comment_by_replies, comment_by_subject, comment_by_parent`,
  ...(
    [
      ['date', 'accepted_at'],
      ['score', 'score'],
      ['replies', 'replies'],
    ] as const
  ).flatMap(([name, column]) => [
    `create index comment_by_${name} on comment (consultation_id, activity_id, ${column}, id)
      where parent_id is null and listed`,
    `create index comment_of_side_by_${name} on comment (consultation_id, activity_id, alignment, ${column}, id)
      where parent_id is null and listed`,
  ]),
  // Most comments answer none and are about no idea: they are in neither.
  `create index comment_by_subject on comment (consultation_id, subject_id, accepted_at, id)
    where parent_id is null and listed and subject_id is not null`,
  `create index comment_by_parent on comment (consultation_id, parent_id, accepted_at, id)
    where listed and parent_id is not null`,
  `create index comment_answered on comment (consultation_id, activity_id, answered_at, id)
    where answered_at is not null`,
  // The most urgent first, and of those the oldest: one order, along which a page may begin anywhere.
  `create index comment_to_decide on comment (consultation_id, (-priority), accepted_at, id) where priority > 0`,
  // By an expression, for moderators and exports alone: a public page of a quiet thread, planned without knowing which
  // thread it is of, could take an index by date alone and read past all that was written elsewhere.
  `create index comment_by_moment on comment (consultation_id, (accepted_at at time zone 'UTC'), id)`,
  `create index comment_not_public on comment (consultation_id, state) where state <> 'published'`,

  `create table comment_version (
    consultation_id int not null,
    id uuid not null,
    version int not null,
    body text,
    alignment text,
    accepted_at timestamptz not null,
    primary key (consultation_id, id, version),
    foreign key (consultation_id, id) references comment
  )`,

  `alter table tally add received int not null default 0, add aligned_for int not null default 0, add aligned_neutral int not null default 0,
    add aligned_against int not null default 0`,
  // Whatever changes a comment's state moves the counts: its author, a moderator, a raid's end.
  `create function move_comment_counts() returns trigger language plpgsql as $$
    declare item uuid; was int := (old.state = 'published' and old.listed)::int;
      now int := (new.state = 'published' and new.listed)::int;
    begin
      if new.parent_id is not null then
        insert into tally (consultation_id, item_id, slot, replies)
          select new.consultation_id, parent, 0, sum(moved) from (values
            (old.parent_id, - old.listed::int), (new.parent_id, new.listed::int)) as moves (parent, moved)
          group by parent
          on conflict (consultation_id, item_id, slot) do update set replies = tally.replies + excluded.replies;
        return null;
      end if;
      foreach item in array array_remove(array[md5(new.activity_id)::uuid, new.subject_id], null) loop
        insert into tally (consultation_id, item_id, slot, replies, aligned_for, aligned_neutral, aligned_against)
          values (new.consultation_id, item, 0, now - was,
            now * (new.alignment is not distinct from 'for')::int - was * (old.alignment is not distinct from 'for')::int,
            now * (new.alignment is not distinct from 'neutral')::int
              - was * (old.alignment is not distinct from 'neutral')::int,
            now * (new.alignment is not distinct from 'against')::int
              - was * (old.alignment is not distinct from 'against')::int)
          on conflict (consultation_id, item_id, slot) do update set replies = tally.replies + excluded.replies,
            aligned_for = tally.aligned_for + excluded.aligned_for,
            aligned_neutral = tally.aligned_neutral + excluded.aligned_neutral,
            aligned_against = tally.aligned_against + excluded.aligned_against;
      end loop;
      return null;
    end $$`,
  `create trigger move_comment_counts after update of state, listed, alignment, parent_id on comment for each row
    when ((old.state, old.listed, old.alignment, old.parent_id)
      is distinct from (new.state, new.listed, new.alignment, new.parent_id))
    execute function move_comment_counts()`,

  // Words without accents, by the rules of both languages, and where they were written: one index for all consultations.
  `create function without_accents(text) returns text language sql immutable parallel safe as $$
    select replace(replace(regexp_replace(normalize(lower($1), NFKD), '[\\u0300-\\u036f]', '', 'g'), 'œ', 'oe'), 'æ', 'ae') $$`,
  // In two steps: as one expression, the text would be folded twice. Half of the time.
  `create function comment_words(consultation int, activity text, body text) returns tsvector
    language plpgsql immutable parallel safe as $$
    declare folded text := without_accents(body);
    begin
      return to_tsvector('french', folded) || to_tsvector('english', folded)
        || array_to_tsvector(array['@' || consultation || '/' || activity]);
    end $$`,
  // A table of its own: the sorting keys of comments move all the time, and would write each word anew.
  `create table comment_search (
    consultation_id int not null,
    id uuid not null,
    words tsvector not null,
    primary key (consultation_id, id)
  )`,
  `create index comment_search_words on comment_search using gin (words)`,
  // Words that a text no longer has are gone with it; those that it has now are written a little later.
  `create function forget_words() returns trigger language plpgsql as $$
    begin
      delete from comment_search where consultation_id = new.consultation_id and id = new.id;
      return null;
    end $$`,
  `create trigger forget_words after update of body on comment for each row
    when (old.body is distinct from new.body) execute function forget_words()`,

  // Which keyed hash of an address a comment came from: gone after 48 hours with the key, never in a backup.
  `create table comment_origin (
    consultation_id int not null,
    id uuid not null,
    address bytea not null,
    at timestamptz not null,
    primary key (consultation_id, id)
  )`,
  `create index comment_origin_by_address on comment_origin (consultation_id, address)`,

  // Which version of a comment another service has yet to look at, and when to ask it: gone once it has said something.
  // A table of its own: the comment's own row and its indexes stay as they are.
  `create table comment_to_screen (
    consultation_id int not null,
    id uuid not null,
    version int not null,
    tries int not null default 0,
    due timestamptz not null,
    primary key (consultation_id, id)
  )`,
  `create index comment_to_screen_due on comment_to_screen (due)`,

  `create table official_answer (
    consultation_id int not null,
    id uuid not null,
    activity_id text not null,
    comment_id uuid not null,
    body jsonb not null,
    accepted_at timestamptz not null,
    primary key (consultation_id, id),
    foreign key (consultation_id, comment_id) references comment
  )`,
  `create index official_answer_to on official_answer (consultation_id, comment_id, accepted_at, id)`,

  `create table api_token (
    id uuid primary key,
    body text not null references public_body,
    name text not null,
    roles text[] not null,
    hash bytea not null unique,
    created_at timestamptz not null,
    expires_at timestamptz,
    revoked_at timestamptz
  )`,
  `create table trusted_participant (
    consultation_id int not null references consultation,
    participant bytea not null,
    since timestamptz not null,
    primary key (consultation_id, participant)
  )`,
  `create table appeal (
    consultation_id int not null,
    comment_id uuid not null,
    decision bigint not null,
    details text,
    made_at timestamptz not null,
    outcome text check (outcome in ('upheld', 'overturned')),
    decided_at timestamptz,
    primary key (consultation_id, comment_id, decision),
    foreign key (consultation_id, comment_id) references comment
  )`,
  // One at a time: what was decided on meanwhile is looked at with it.
  `create unique index appeal_open on appeal (consultation_id, comment_id) where outcome is null`,

  `alter table moderation drop constraint moderation_action_check,
    alter column reason drop not null,
    add id uuid not null default gen_random_uuid(),
    add role text not null default 'operator',
    add bulk uuid,
    add waited int,
    add text_commitment bytea,
    add words_commitment bytea,
    add who_commitment bytea,
    add previous bytea,
    add hash bytea,
    add unique (consultation_id, id)`,
  `create index moderation_of on moderation (consultation_id, contribution_id, seq)`,
  `create index moderation_of_raid on moderation (consultation_id, bulk) where bulk is not null`,
  // What is hashed into a record by its commitments, and can be erased: the chain still holds then.
  `create table moderation_private (
    consultation_id int not null,
    seq bigint not null,
    token uuid,
    note text,
    salt bytea,
    text_salt bytea,
    words_salt bytea,
    request bytea,
    primary key (consultation_id, seq)
  )`,
  `create table moderation_head (
    consultation_id int not null references consultation,
    day date not null,
    seq bigint not null,
    hash bytea not null,
    primary key (consultation_id, day)
  )`,
];
