import { type Kysely, sql } from 'kysely';

/** The first release's tables. Keys begin with `consultation_id`, so that partitions by consultation stay possible. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const contribution = `
  consultation_id int not null references consultation,
  id uuid not null,
  activity_id text not null,
  participant bytea,
  accepted_at timestamptz not null,
  state text not null default 'published' check (state in ('published', 'withdrawn', 'hidden')),
  primary key (consultation_id, id),
  foreign key (consultation_id, activity_id) references activity`;

const statements = [
  `create table public_body (
    slug text primary key,
    name jsonb not null,
    origins text[] not null,
    updated_at timestamptz not null
  )`,
  `create table consultation (
    id int generated always as identity primary key,
    slug text not null unique,
    body text not null references public_body,
    version int not null,
    definition jsonb not null,
    opens_at timestamptz not null,
    closes_at timestamptz not null,
    updated_at timestamptz not null
  )`,
  `create table consultation_version (
    consultation_id int not null references consultation,
    version int not null,
    definition jsonb not null,
    applied_at timestamptz not null,
    primary key (consultation_id, version)
  )`,
  `create table activity (
    consultation_id int not null references consultation,
    id text not null,
    kind text not null check (kind in ('survey', 'comments', 'ideas', 'feedback')),
    position int not null,
    definition jsonb not null,
    opens_at timestamptz not null,
    closes_at timestamptz not null,
    active boolean not null,
    ideas int not null default 0,
    primary key (consultation_id, id)
  )`,
  `create table response (${contribution},
    definition_version int not null,
    answers jsonb
  )`,
  `create index response_mine on response (consultation_id, participant, accepted_at desc, id desc)`,
  `create table comment (${contribution},
    source text,
    author text,
    parent_id uuid,
    subject_id uuid,
    depth int not null check (depth between 0 and 3),
    alignment text check (alignment in ('for', 'neutral', 'against')),
    body text,
    carried_up int not null default 0,
    carried_down int not null default 0,
    score int not null default 0,
    replies int not null default 0,
    unique (consultation_id, activity_id, source)
  )`,
  `create index comment_by_date on comment (consultation_id, activity_id, accepted_at, id) where parent_id is null`,
  `create index comment_by_score on comment (consultation_id, activity_id, score, id) where parent_id is null`,
  `create index comment_by_replies on comment (consultation_id, activity_id, replies, id) where parent_id is null`,
  `create index comment_by_subject on comment (consultation_id, subject_id, accepted_at, id) where parent_id is null`,
  `create index comment_by_parent on comment (consultation_id, parent_id, accepted_at, id)`,
  `create index comment_mine on comment (consultation_id, participant, accepted_at desc, id desc)`,
  `create table idea (${contribution},
    source text,
    author text,
    section text,
    title text,
    body text,
    rank int not null,
    carried_for int not null default 0,
    carried_against int not null default 0,
    carried_mixed int not null default 0,
    unique (consultation_id, activity_id, source)
  )`,
  `create index idea_ring on idea (consultation_id, activity_id, rank, id)`,
  `create index idea_ring_of_section on idea (consultation_id, activity_id, section, rank, id)`,
  `create index idea_mine on idea (consultation_id, participant, accepted_at desc, id desc)`,
  `create table feedback (${contribution},
    page text not null,
    verdict text check (verdict in ('yes', 'no', 'problem'))
  )`,
  `create index feedback_mine on feedback (consultation_id, participant, accepted_at desc, id desc)`,
  `create table feedback_version (
    consultation_id int not null,
    id uuid not null,
    version int not null,
    details text,
    accepted_at timestamptz not null,
    primary key (consultation_id, id, version),
    foreign key (consultation_id, id) references feedback
  )`,
  `create table ballot (
    consultation_id int not null references consultation,
    item_id uuid not null,
    participant bytea not null,
    activity_id text not null,
    choice text,
    previous text,
    turn int not null,
    accepted_at timestamptz not null,
    primary key (consultation_id, item_id, participant)
  )`,
  `create index ballot_mine on ballot (consultation_id, participant, activity_id)`,
  `create table tally (
    consultation_id int not null,
    item_id uuid not null,
    slot smallint not null,
    votes_for int not null default 0,
    votes_against int not null default 0,
    votes_mixed int not null default 0,
    replies int not null default 0,
    primary key (consultation_id, item_id, slot)
  ) with (fillfactor = 50)`,
  `create table report (
    consultation_id int not null references consultation,
    comment_id uuid not null,
    participant bytea not null,
    activity_id text not null,
    reason text not null,
    details text,
    accepted_at timestamptz not null,
    primary key (consultation_id, comment_id, participant)
  )`,
  `create index report_mine on report (consultation_id, participant, activity_id)`,
  `create table moderation (
    consultation_id int not null references consultation,
    seq bigint generated always as identity,
    contribution_kind text not null,
    contribution_id uuid not null,
    action text not null check (action in ('hide', 'unhide')),
    reason text not null,
    decided_at timestamptz not null,
    primary key (consultation_id, seq)
  )`,
  `create function refuse_change() returns trigger language plpgsql as $$
    begin raise exception 'moderation records are never changed'; end $$`,
  `create trigger moderation_append_only before update or delete or truncate on moderation
    for each statement execute function refuse_change()`,
  `create table day_key (day date primary key, key bytea not null)`,
  `create table rate (
    bucket bytea not null,
    window_start timestamptz not null,
    hits int not null,
    primary key (bucket, window_start)
  )`,
];
