import { sql, type Transaction } from 'kysely';
import type { ActivityKind } from '../../contract/consultation.js';
import type { Outcome } from '../../contract/outcome.js';
import type { ImportedComment, ImportedIdea } from '../../contract/transfer.js';
import type { Db } from '../context.js';
import { activityCounter } from '../database/sql.js';
import type { Database } from '../database/schema.js';
import { indexWords } from '../ranking/store.js';

/** The activity that rows go into. */
export interface Target {
  consultationId: number;
  activity: string;
  kind: ActivityKind;
  /** The ideas that comments may be about. */
  about: string | undefined;
  /** The sections that ideas may be of. */
  sections: string[];
}

/** How many rows were new; or what the row of a source id does wrong. */
export type Stored = Outcome<number, { source: string; pointer: string; code: string }>;

export async function findTarget(
  db: Db,
  consultation: string,
  activity: string,
): Promise<Outcome<Target, 'unknown-consultation' | 'unknown-activity'>> {
  const row = await db
    .selectFrom('consultation')
    .leftJoin('activity', (join) =>
      join.onRef('activity.consultation_id', '=', 'consultation.id').on('activity.id', '=', activity),
    )
    .where('consultation.slug', '=', consultation)
    .select(['consultation.id', 'activity.kind', 'activity.definition'])
    .executeTakeFirst();
  if (!row) return { ok: false, problem: 'unknown-consultation' };
  const { id: consultationId, kind, definition } = row;
  if (!kind || !definition) return { ok: false, problem: 'unknown-activity' };
  const about = definition.kind === 'comments' ? definition.about : undefined;
  const sections = definition.kind === 'ideas' ? definition.sections.map(({ id }) => id) : [];
  return { ok: true, value: { consultationId, activity, kind, about, sections } };
}

/** Stores ideas that are not there yet, each at a random place of the ring, in one transaction. */
export async function storeIdeas(db: Db, target: Target, ideas: ImportedIdea[]): Promise<Stored> {
  const { consultationId, activity } = target;
  return db.transaction().execute(async (tx) => {
    const { ideas: before } = await tx
      .selectFrom('activity')
      .where('consultation_id', '=', consultationId)
      .where('id', '=', activity)
      .select('ideas')
      .forUpdate()
      .executeTakeFirstOrThrow();
    const known = await knownSources(tx, 'idea', target, ideas);
    const fresh = uniqueBySource(ideas).filter((idea) => !known.has(idea.id));
    if (fresh.length === 0) return { ok: true, value: 0 };
    await tx
      .insertInto('idea')
      .values(
        fresh.map((idea, index) => ({
          ...imported(target, idea),
          section: idea.section ?? null,
          title: idea.title,
          body: idea.body,
          rank: before + index,
          carried_for: idea.votes?.for ?? 0,
          carried_against: idea.votes?.against ?? 0,
          carried_mixed: idea.votes?.mixed ?? 0,
        })),
      )
      .execute();
    await sql`update activity set ideas = ideas + ${fresh.length}
      where consultation_id = ${consultationId} and id = ${activity}`.execute(tx);
    await shuffle(tx, target);
    return { ok: true, value: fresh.length };
  });
}

/** Gives every idea of the activity a new place in the ring: dense, and each order as likely as any other. */
async function shuffle(tx: Transaction<Database>, { consultationId, activity }: Target): Promise<void> {
  await sql`
    update idea set rank = shuffled.rank
    from (
      select id, (row_number() over (order by random()) - 1)::int as rank from idea
      where consultation_id = ${consultationId} and activity_id = ${activity}
    ) as shuffled
    where idea.consultation_id = ${consultationId} and idea.id = shuffled.id`.execute(tx);
}

/** Stores comments that are not there yet, with the ideas and comments that they name, in one transaction. */
export async function storeComments(db: Db, target: Target, comments: ImportedComment[]): Promise<Stored> {
  return db.transaction().execute(async (tx) => {
    const known = await knownSources(tx, 'comment', target, comments);
    const fresh = uniqueBySource(comments).filter((comment) => !known.has(comment.id));
    if (fresh.length === 0) return { ok: true, value: 0 };
    const ideas = await idsOf(tx, 'idea', { ...target, activity: target.about ?? '' }, fresh, 'ideaId');
    const parents = await idsOf(tx, 'comment', target, fresh, 'parentId');
    const rows = [];
    for (const comment of fresh) {
      const subject = comment.ideaId === undefined ? undefined : ideas.get(comment.ideaId);
      const parent = comment.parentId === undefined ? undefined : parents.get(comment.parentId);
      if (comment.ideaId !== undefined && !subject) return unknown(comment.id, '/ideaId', comment.ideaId);
      if (comment.parentId !== undefined && !parent)
        return unknown(comment.id, '/parentId', comment.parentId);
      const row = imported(target, comment);
      const depth = Math.min(3, (parent?.depth ?? -1) + 1);
      // An answer may stand next to what it answers.
      parents.set(comment.id, { id: row.id, depth });
      rows.push({
        ...row,
        parent_id: parent?.id ?? null,
        subject_id: subject?.id ?? null,
        depth,
        alignment: comment.alignment ?? null,
        body: comment.body,
        carried_up: comment.votes?.up ?? 0,
        carried_down: comment.votes?.down ?? 0,
        score: sql<number>`wilson(${comment.votes?.up ?? 0}, ${comment.votes?.down ?? 0})`,
      });
    }
    await tx.insertInto('comment').values(rows).execute();
    const ids = rows.map((row) => row.id);
    await countReplies(tx, target, ids);
    await indexWords(tx, target.consultationId, ids);
    return { ok: true, value: fresh.length };
  });
}

function unknown(source: string, pointer: string, named: string): Stored {
  return { ok: false, problem: { source, pointer, code: `unknown: ${named}` } };
}

/** Counts the new comments in their activity, and where they answer: their parent, or the activity and the idea that they are about. */
async function countReplies(tx: Transaction<Database>, target: Target, ids: string[]): Promise<void> {
  await sql`
    insert into tally (consultation_id, item_id, slot, replies, aligned_for, aligned_neutral, aligned_against)
    select ${target.consultationId}::int, item, 0, count(*)::int, count(*) filter (where alignment = 'for')::int,
      count(*) filter (where alignment = 'neutral')::int, count(*) filter (where alignment = 'against')::int
    from comment, unnest(case when parent_id is null then array[${activityCounter(target.activity)}, subject_id]
      else array[parent_id] end) as item
    where consultation_id = ${target.consultationId} and id = any(${ids}::uuid[]) and item is not null group by item
    on conflict (consultation_id, item_id, slot) do update set replies = tally.replies + excluded.replies,
      aligned_for = tally.aligned_for + excluded.aligned_for,
      aligned_neutral = tally.aligned_neutral + excluded.aligned_neutral,
      aligned_against = tally.aligned_against + excluded.aligned_against`.execute(tx);
  await sql`insert into tally (consultation_id, item_id, slot, received)
    values (${target.consultationId}, ${activityCounter(target.activity)}, 0, ${ids.length})
    on conflict (consultation_id, item_id, slot)
      do update set received = tally.received + excluded.received`.execute(tx);
}

function imported(
  { consultationId, activity }: Target,
  row: { id: string; createdAt: string; author: string },
) {
  return {
    consultation_id: consultationId,
    id: crypto.randomUUID() as string,
    activity_id: activity,
    accepted_at: new Date(row.createdAt),
    source: row.id,
    author: row.author,
  };
}

function uniqueBySource<Row extends { id: string }>(rows: Row[]): Row[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

async function knownSources(
  tx: Transaction<Database>,
  table: 'idea' | 'comment',
  { consultationId, activity }: Target,
  rows: { id: string }[],
): Promise<Set<string | null>> {
  const found = await tx
    .selectFrom(table)
    .where('consultation_id', '=', consultationId)
    .where('activity_id', '=', activity)
    .where(
      'source',
      'in',
      rows.map((row) => row.id),
    )
    .select('source')
    .execute();
  return new Set(found.map((row) => row.source));
}

/** The identifiers here of what rows name by its source id. */
async function idsOf<Name extends string>(
  tx: Transaction<Database>,
  table: 'idea' | 'comment',
  { consultationId, activity }: Target,
  rows: { [Key in Name]?: string | undefined }[],
  name: Name,
): Promise<Map<string, { id: string; depth: number }>> {
  const named = [...new Set(rows.map((row) => row[name]).filter((source) => source !== undefined))];
  if (named.length === 0) return new Map();
  const depth = table === 'comment' ? sql`depth` : sql`0`;
  const { rows: found } = await sql<{ source: string; id: string; depth: number }>`
    select source, id, ${depth} as depth from ${sql.table(table)}
    where consultation_id = ${consultationId} and activity_id = ${activity} and source = any(${named}::text[])`.execute(
    tx,
  );
  return new Map(found.map((row) => [row.source, row]));
}
