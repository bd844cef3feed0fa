import { type Kysely, sql, type Transaction } from 'kysely';
import { claimIdentifiers } from './migrations/0003-identifiers.js';
import { countPlaces } from './migrations/0004-keeping.js';
import { markFilled } from './migrations/0008-filled-quotas.js';
import { recountComments } from './migrations/0010-comment-threads.js';
import { chainDecisions } from './moderation-chain.js';
import { indexAll } from '../ranking/store.js';
import type { Database } from './schema.js';

/**
 * Every table that is kept, parents first. The keys of address hashes and the hashes are left out: they are not to
 * outlive two days; so is which of them a comment came from. So is what follows from the others: which identifiers are
 * taken, places in quotas, the words of comments.
 */
export const KEPT_TABLES = [
  'public_body',
  'consultation',
  'consultation_version',
  'activity',
  'response',
  'response_version',
  'file',
  'comment',
  'comment_version',
  'comment_to_screen',
  'idea',
  'feedback',
  'feedback_version',
  'ballot',
  'tally',
  'report',
  'official_answer',
  'api_token',
  'trusted_participant',
  'appeal',
  'moderation',
  'moderation_private',
  'moderation_head',
  'release_decision',
  'progress',
  'progress_count',
  'draft',
] as const;
export type KeptTable = (typeof KEPT_TABLES)[number];

/**
 * Drafts go along where everything moves to another database, and never into a backup: citizens were told when theirs
 * is erased, and that they can erase it themselves, which a file that lies elsewhere would not hear of.
 */
const MOVED_ONLY: readonly KeptTable[] = ['draft'];

/** A row as JSON holds it: bytes as `\x…`, instants with their offset. */
export interface DumpedRow {
  table: KeptTable;
  row: Record<string, unknown>;
}

/** Rows a query. */
const PAGE = 500;

const ORDER: Record<KeptTable, string[]> = {
  public_body: ['slug'],
  consultation: ['id'],
  consultation_version: ['consultation_id', 'version'],
  activity: ['consultation_id', 'id'],
  response: ['consultation_id', 'id'],
  response_version: ['consultation_id', 'id', 'version'],
  file: ['consultation_id', 'id'],
  comment: ['consultation_id', 'id'],
  comment_version: ['consultation_id', 'id', 'version'],
  comment_to_screen: ['consultation_id', 'id'],
  idea: ['consultation_id', 'id'],
  feedback: ['consultation_id', 'id'],
  feedback_version: ['consultation_id', 'id', 'version'],
  ballot: ['consultation_id', 'item_id', 'participant'],
  tally: ['consultation_id', 'item_id', 'slot'],
  report: ['consultation_id', 'comment_id', 'participant'],
  official_answer: ['consultation_id', 'id'],
  api_token: ['id'],
  trusted_participant: ['consultation_id', 'participant'],
  appeal: ['consultation_id', 'comment_id', 'decision'],
  moderation: ['consultation_id', 'seq'],
  moderation_private: ['consultation_id', 'seq'],
  moderation_head: ['consultation_id', 'day'],
  release_decision: ['version', 'kind'],
  progress: ['consultation_id', 'activity_id', 'id'],
  progress_count: ['consultation_id', 'activity_id', 'page', 'finished'],
  draft: ['consultation_id', 'activity_id', 'id'],
};

/** Reads every row at one moment, table by table along its primary key; what nobody asks for is not read. */
export async function* readAll(
  db: Kysely<Database>,
  what: 'backup' | 'move' = 'backup',
  tables: readonly KeptTable[] = KEPT_TABLES,
): AsyncGenerator<DumpedRow[]> {
  const tx = await db.startTransaction().setIsolationLevel('repeatable read').execute();
  try {
    await sql`set local timezone = 'UTC'`.execute(tx);
    for (const table of tables) {
      if (what === 'move' || !MOVED_ONLY.includes(table)) yield* readTable(tx, table);
    }
  } finally {
    // Nothing was written, and whoever reads may leave half-way.
    await tx.rollback().execute();
  }
}

async function* readTable(tx: Transaction<Database>, table: KeptTable): AsyncGenerator<DumpedRow[]> {
  const key = sql.join(ORDER[table].map((column) => sql.ref(column)));
  let last: Record<string, unknown> | undefined;
  for (;;) {
    const after = last
      ? sql`where (${key}) > (select ${key} from jsonb_populate_record(null::${sql.table(table)}, ${JSON.stringify(last)}::jsonb))`
      : sql``;
    const { rows } = await sql<{ row: Record<string, unknown> }>`
      select row_to_json(kept) as row from (
        select * from ${sql.table(table)} ${after} order by ${key} limit ${PAGE}
      ) as kept`.execute(tx);
    if (rows.length === 0) return;
    yield rows.map(({ row }) => ({ table, row }));
    last = rows.at(-1)!.row;
  }
}

/** Puts rows back, in one transaction, in place of what is there. */
export async function replaceAll(db: Kysely<Database>, rows: AsyncIterable<DumpedRow[]>): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // Moderation's own trigger refuses changes, and rightly: putting a whole backup back is the one exception.
    await sql`alter table moderation disable trigger moderation_append_only`.execute(tx);
    const emptied = [
      ...KEPT_TABLES,
      'contribution',
      'quota_count',
      'comment_search',
      'comment_origin',
      'rate',
      'day_key',
    ];
    await sql`truncate ${sql.join(emptied.map((table) => sql.table(table)))}`.execute(tx);
    // Claimed all at once at the end: a backup of an earlier release may hold one identifier twice.
    await triggers(tx, 'disable');
    for await (const batch of rows) await insert(tx, batch);
    await claimIdentifiers(tx);
    await countPlaces(tx);
    await markFilled(tx);
    await recountComments(tx);
    await indexAll(tx);
    // Claiming may have switched it on again.
    await sql`alter table moderation disable trigger moderation_append_only`.execute(tx);
    await chainDecisions(tx);
    await triggers(tx, 'enable');
    await sql`alter table moderation enable trigger moderation_append_only`.execute(tx);
    for (const [table, column] of [
      ['consultation', 'id'],
      ['moderation', 'seq'],
    ] as const) {
      await sql`select setval(pg_get_serial_sequence(${table}, ${column}),
        (select coalesce(max(${sql.ref(column)}), 0) + 1 from ${sql.table(table)}), false)`.execute(tx);
    }
  });
}

async function triggers(tx: Transaction<Database>, turn: 'enable' | 'disable'): Promise<void> {
  for (const table of ['response', 'comment', 'idea', 'feedback']) {
    await sql`alter table ${sql.table(table)} ${sql.raw(turn)} trigger claim_identifier`.execute(tx);
  }
  // Counts come with the backup, and are made anew from the comments at its end.
  await sql`alter table comment ${sql.raw(turn)} trigger move_comment_counts`.execute(tx);
}

async function insert(tx: Transaction<Database>, batch: DumpedRow[]): Promise<void> {
  for (const table of KEPT_TABLES) {
    const rows = batch.filter((dumped) => dumped.table === table).map((dumped) => dumped.row);
    if (rows.length === 0) continue;
    // Columns that a backup of an earlier release does not know keep what they begin with.
    const columns = sql.join(Object.keys(rows[0]!).map((column) => sql.ref(column)));
    await sql`insert into ${sql.table(table)} (${columns}) overriding system value
      select ${columns} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`.execute(
      tx,
    );
  }
}

/** A table's number of rows and a hash of all of them, whatever their order. */
export interface Fingerprint {
  table: KeptTable;
  rows: number;
  hash: string;
}

/** What two databases that hold the same have in common. */
export async function fingerprints(db: Kysely<Database>): Promise<Fingerprint[]> {
  return db.transaction().execute(async (tx) => {
    await sql`set local timezone = 'UTC'`.execute(tx);
    const found: Fingerprint[] = [];
    for (const table of KEPT_TABLES) {
      const { rows } = await sql<{ rows: number; hash: string }>`
        select count(*)::int as rows,
          coalesce(sum(('x' || substr(md5(row_to_json(kept)::text), 1, 15))::bit(60)::bigint), 0)::text as hash
        from ${sql.table(table)} as kept`.execute(tx);
      found.push({ table, ...rows[0]! });
    }
    return found;
  });
}

/** How many contributions there are, of every kind. */
export async function countContributions(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select ((select count(*) from response) + (select count(*) from comment) + (select count(*) from idea)
      + (select count(*) from feedback) + (select count(*) from ballot))::int as n`.execute(db);
  return rows[0]!.n;
}
