import { type Kysely, sql } from 'kysely';

/**
 * Files that citizens send as answers: what is known of them. Their bytes are elsewhere. The row is there before the
 * bytes are, and goes after them, so that none lie where nothing points to them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // What a person wrote or sent (name, digest) can be emptied; the row then guards its identifier for a day.
  await sql`create table file (
    consultation_id int not null references consultation,
    id uuid not null,
    activity_id text not null,
    question text not null,
    participant bytea not null,
    name text,
    kind text not null,
    size int not null,
    digest bytea,
    sent_at timestamptz not null,
    kept_size int,
    scan text not null check (scan in ('waiting', 'clean', 'refused', 'not-scanned')),
    scan_after timestamptz,
    response_id uuid,
    erased_at timestamptz,
    primary key (consultation_id, id),
    foreign key (consultation_id, activity_id) references activity
  )`.execute(db);
  await sql`create index file_participant on file (consultation_id, participant)`.execute(db);
  await sql`create index file_response on file (consultation_id, response_id) where response_id is not null`.execute(
    db,
  );
  // What there is to do: files of nobody's answers, erased ones, those that wait for an examination.
  await sql`create index file_loose on file (sent_at) where response_id is null or erased_at is not null or scan = 'waiting'`.execute(
    db,
  );
}
