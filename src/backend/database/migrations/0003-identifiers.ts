import { type Kysely, type QueryExecutorProvider, sql } from 'kysely';

/**
 * One identifier, one contribution, whatever its kind. Each row that is inserted claims its identifier first, by a
 * trigger: within the statement that stores it, whoever inserts it (a citizen, an import, a copy, a node of the release
 * before). A row whose identifier is taken is passed over, as `on conflict do nothing` would. Of two statements at the
 * same moment, the second waits for the first to end. Measured: 14 µs of a write's 144 in the database, and 26 where each
 * statement claimed by a part of its own, which is planned anew each time.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Without a reference to `consultation`: the contribution has one, and each costs a write.
  await sql`create table contribution (
    consultation_id int not null,
    id uuid not null,
    kind text not null check (kind in ('response', 'comment', 'idea', 'feedback')),
    primary key (consultation_id, id)
  )`.execute(db);
  await claimIdentifiers(db);
  await sql`create function claim_identifier() returns trigger language plpgsql as $$
    begin
      insert into contribution (consultation_id, id, kind) values (new.consultation_id, new.id, tg_argv[0])
        on conflict do nothing;
      if found then return new; end if;
      return null;
    end $$`.execute(db);
  for (const kind of KINDS) {
    await sql`create trigger claim_identifier before insert on ${sql.table(kind)}
      for each row execute function claim_identifier(${sql.lit(kind)})`.execute(db);
    await sql`alter table ${sql.table(kind)} add withdrawn_at timestamptz`.execute(db);
  }
}

type Kind = 'response' | 'comment' | 'idea' | 'feedback';
const KINDS: Kind[] = ['response', 'comment', 'idea', 'feedback'];

/**
 * Claims the identifiers of all that is stored. Until this migration, contributions of two kinds could have the same:
 * the one that was accepted first keeps it, the others get a new one, with all that refers to them. Also for what a
 * backup of before holds.
 */
export async function claimIdentifiers(db: QueryExecutorProvider): Promise<void> {
  const everything = sql.join(
    KINDS.map(
      (kind) =>
        sql`select consultation_id, id, ${sql.lit(kind)} as kind, accepted_at from ${sql.table(kind)}`,
    ),
    sql` union all `,
  );
  const { rows } = await sql<Shared>`
    select consultation_id, id, kind, gen_random_uuid() as fresh from (
      select *, row_number() over (partition by consultation_id, id order by accepted_at, kind) as place
      from (${everything}) as stored
    ) as placed where place > 1`.execute(db);
  if (rows.length > 0) await sql`alter table moderation disable trigger moderation_append_only`.execute(db);
  for (const shared of rows) await separate(db, shared);
  if (rows.length > 0) await sql`alter table moderation enable trigger moderation_append_only`.execute(db);
  await sql`insert into contribution (consultation_id, id, kind)
    select consultation_id, id, kind from (${everything}) as stored`.execute(db);
}

/** A contribution whose identifier another one has, and the one that it gets instead. */
interface Shared {
  consultation_id: number;
  id: string;
  kind: Kind;
  fresh: string;
}

async function separate(db: QueryExecutorProvider, shared: Shared): Promise<void> {
  const { kind } = shared;
  // One statement: details refer to their feedback, and both change at once.
  if (kind === 'feedback') {
    await sql`with renamed as (${renamed(shared, 'feedback', 'id')}) ${renamed(shared, 'feedback_version', 'id')}`.execute(
      db,
    );
  } else {
    await renamed(shared, kind, 'id').execute(db);
  }
  await sql`${renamed(shared, 'moderation', 'contribution_id')} and contribution_kind = ${kind}`.execute(db);
  if (kind === 'comment') {
    await renamed(shared, 'comment', 'parent_id').execute(db);
    await renamed(shared, 'report', 'comment_id').execute(db);
    await separateVotes(db, shared, 'comments');
  }
  if (kind === 'idea') {
    await renamed(shared, 'comment', 'subject_id').execute(db);
    await separateVotes(db, shared, 'ideas');
  }
}

function renamed({ consultation_id, id, fresh }: Shared, table: string, column: string) {
  return sql`update ${sql.table(table)} set ${sql.ref(column)} = ${fresh}
    where consultation_id = ${consultation_id} and ${sql.ref(column)} = ${id}`;
}

/** Ballots tell by their activity which of the two they are for; counts, which were kept together, are made again. */
async function separateVotes(db: QueryExecutorProvider, shared: Shared, activities: 'comments' | 'ideas') {
  const { consultation_id, id, fresh } = shared;
  await sql`${renamed(shared, 'ballot', 'item_id')} and activity_id in (
    select id from activity where consultation_id = ${consultation_id} and kind = ${activities})`.execute(db);
  await sql`delete from tally where consultation_id = ${consultation_id} and item_id = ${id}`.execute(db);
  const votes = (choices: string[]) => sql`(select count(*)::int from ballot
    where consultation_id = ${consultation_id} and item_id = item and choice = any(${choices}))`;
  await sql`
    insert into tally (consultation_id, item_id, slot, votes_for, votes_against, votes_mixed, replies)
    select ${consultation_id}::int, item, 0, ${votes(['for', 'up'])}, ${votes(['against', 'down'])}, ${votes(['mixed'])},
      (select count(*)::int from comment where consultation_id = ${consultation_id}
        and (parent_id = item or (subject_id = item and parent_id is null)))
    from unnest(array[${id}, ${fresh}]::uuid[]) as item`.execute(db);
}
