import { type Kysely, sql, type Transaction } from 'kysely';
import type { ConsultationDefinition, PublicBody } from '../../contract/consultation.js';
import type { Outcome } from '../../contract/outcome.js';
import { alteringChanges, alteringNotices } from '../../domain/survey-changes.js';
import type { Db } from '../context.js';
import type { Database } from '../database/schema.js';
import { changesBetween, type Change } from './changes.js';
import type { ActiveConsultation } from './cache.js';

/** Registers a public body, or changes its name and its sites. */
export async function addBody(db: Db, body: PublicBody, at: Date): Promise<void> {
  const row = { name: JSON.stringify(body.name), origins: body.origins, updated_at: at };
  await db
    .insertInto('public_body')
    .values({ slug: body.slug, ...row })
    .onConflict((conflict) => conflict.column('slug').doUpdateSet(row))
    .execute();
}

/** Registers a public body or changes it, as `change` says of what is there; undefined where that says nothing. */
export async function changeBody(
  db: Db,
  slug: string,
  at: Date,
  change: (before: PublicBody | undefined) => PublicBody | undefined,
): Promise<{ before: PublicBody | undefined; after: PublicBody } | undefined> {
  return db.transaction().execute(async (tx) => {
    const before = await tx
      .selectFrom('public_body')
      .select(['slug', 'name', 'origins'])
      .where('slug', '=', slug)
      .forUpdate()
      .executeTakeFirst();
    const after = change(before);
    if (after) await addBody(tx, after, at);
    return after && { before, after };
  });
}

export async function listBodies(db: Db): Promise<PublicBody[]> {
  const rows = await db.selectFrom('public_body').selectAll().orderBy('slug').execute();
  return rows.map(({ slug, name, origins }) => ({ slug, name, origins }));
}

/** What `cq apply` tells: nothing was written unless `ok`. */
export type Applied = { version: number; created: boolean; changes: Change[] };

export type ApplyRefusal = {
  pointer: string;
  code: 'unknown-body' | 'kind-changed' | 'alters-answers';
  /** The other places of which the same is to be said. */
  others?: string[];
};

/**
 * Creates a consultation or brings it up to date. What citizens gave stays whatever the definition says: an activity
 * that is no longer named takes nothing new, and one whose kind would change is refused. So is a survey whose answers
 * that are there would mean something else, a notice that would say something else of them, and a definition that no
 * longer names where people took part, unless `despite` says why: the reason is kept with the version.
 */
export async function applyDefinition(
  db: Db,
  definition: ConsultationDefinition,
  at: Date,
  despite?: string,
): Promise<Outcome<Applied, ApplyRefusal>> {
  return db.transaction().execute(async (tx) => {
    const body = await tx
      .selectFrom('public_body')
      .select('slug')
      .where('slug', '=', definition.body)
      .executeTakeFirst();
    if (!body) return { ok: false, problem: { pointer: '/body', code: 'unknown-body' } };
    const before = await tx
      .selectFrom('consultation')
      .select(['id', 'version', 'definition'])
      .where('slug', '=', definition.slug)
      .forUpdate()
      .executeTakeFirst();
    const kindChanged = before && (await changedKind(tx, before.id, definition));
    if (kindChanged !== undefined) {
      return { ok: false, problem: { pointer: `/activities/${kindChanged}/kind`, code: 'kind-changed' } };
    }
    const altered = before
      ? [
          ...(await alteredNotices(tx, before, definition)),
          ...(await alteredAnswers(tx, before.id, definition)),
          ...(await takenAway(tx, before, definition)),
        ]
      : [];
    const [first, ...others] = altered;
    if (first !== undefined && despite === undefined) {
      return { ok: false, problem: { pointer: first, code: 'alters-answers', others } };
    }
    const changes = changesBetween(before?.definition, definition);
    if (before && changes.length === 0) {
      return { ok: true, value: { version: before.version, created: false, changes } };
    }
    const version = (before?.version ?? 0) + 1;
    const reason = first === undefined ? null : (despite ?? null);
    const id = await storeConsultation(tx, definition, version, at, reason);
    await storeActivities(tx, id, definition);
    return { ok: true, value: { version, created: !before, changes } };
  });
}

async function changedKind(tx: Transaction<Database>, id: number, definition: ConsultationDefinition) {
  const rows = await tx
    .selectFrom('activity')
    .select(['id', 'kind'])
    .where('consultation_id', '=', id)
    .execute();
  const kinds = new Map(rows.map((row) => [row.id, row.kind]));
  const index = definition.activities.findIndex(
    (activity) => kinds.has(activity.id) && kinds.get(activity.id) !== activity.kind,
  );
  return index < 0 ? undefined : index;
}

/** Where people who gave something would have been told something else of what becomes of it. */
async function alteredNotices(
  tx: Transaction<Database>,
  before: { id: number; definition: ConsultationDefinition },
  definition: ConsultationDefinition,
): Promise<string[]> {
  const changes = alteringNotices(before.definition, definition).map(({ pointer }) => pointer);
  if (changes.length === 0) return [];
  const given = await tx
    .selectFrom('contribution')
    .select('id')
    .where('consultation_id', '=', before.id)
    .limit(1)
    .executeTakeFirst();
  return given ? changes : [];
}

/** Where a survey that holds responses would say something else of them: compared with what they were checked by last. */
async function alteredAnswers(
  tx: Transaction<Database>,
  id: number,
  definition: ConsultationDefinition,
): Promise<string[]> {
  const answered = await tx
    .selectFrom('activity')
    .select(['id', 'definition'])
    .where('consultation_id', '=', id)
    .where('kind', '=', 'survey')
    .where((of) =>
      of.exists(
        of
          .selectFrom('response')
          .select('response.id')
          .whereRef('response.consultation_id', '=', 'activity.consultation_id')
          .whereRef('response.activity_id', '=', 'activity.id')
          .where('response.state', '<>', 'withdrawn'),
      ),
    )
    .execute();
  return definition.activities.flatMap((after, index) => {
    const before = answered.find((one) => one.id === after.id)?.definition;
    if (before?.kind !== 'survey' || after.kind !== 'survey') return [];
    return alteringChanges(before, after).map(({ pointer }) => `/activities/${index}${pointer}`);
  });
}

/** Which activities, of those that were named, would be out of sight with what people gave there. */
async function takenAway(
  tx: Transaction<Database>,
  before: { id: number; definition: ConsultationDefinition },
  definition: ConsultationDefinition,
): Promise<string[]> {
  const gone = before.definition.activities.flatMap(({ id }, index) =>
    definition.activities.some((activity) => activity.id === id) ? [] : [{ id, index }],
  );
  if (gone.length === 0) return [];
  const ids = gone.map(({ id }) => id);
  const given = (['response', 'comment', 'idea', 'feedback'] as const).map(
    (table) => sql`select distinct activity_id as activity from ${sql.table(table)}
      where consultation_id = ${before.id} and activity_id = any(${ids}) and state <> 'withdrawn'`,
  );
  const { rows } = await sql<{ activity: string }>`${sql.join(given, sql` union `)}`.execute(tx);
  return gone
    .filter(({ id }) => rows.some(({ activity }) => activity === id))
    .map(({ index }) => `/activities/${index}`);
}

async function storeConsultation(
  tx: Transaction<Database>,
  definition: ConsultationDefinition,
  version: number,
  at: Date,
  despite: string | null,
): Promise<number> {
  const row = {
    body: definition.body,
    version,
    definition: JSON.stringify(definition),
    opens_at: new Date(definition.opensAt),
    closes_at: new Date(definition.closesAt),
    updated_at: at,
  };
  const { id } = await tx
    .insertInto('consultation')
    .values({ slug: definition.slug, ...row })
    .onConflict((conflict) => conflict.column('slug').doUpdateSet(row))
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('consultation_version')
    .values({ consultation_id: id, version, definition: row.definition, applied_at: at, despite })
    .execute();
  return id;
}

async function storeActivities(tx: Transaction<Database>, id: number, definition: ConsultationDefinition) {
  await tx.updateTable('activity').set({ active: false }).where('consultation_id', '=', id).execute();
  await tx
    .insertInto('activity')
    .values(
      definition.activities.map((activity, position) => ({
        consultation_id: id,
        id: activity.id,
        kind: activity.kind,
        position,
        definition: JSON.stringify(activity),
        opens_at: new Date(activity.opensAt ?? definition.opensAt),
        closes_at: new Date(activity.closesAt ?? definition.closesAt),
        active: true,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['consultation_id', 'id']).doUpdateSet((row) => ({
        position: row.ref('excluded.position'),
        definition: row.ref('excluded.definition'),
        opens_at: row.ref('excluded.opens_at'),
        closes_at: row.ref('excluded.closes_at'),
        active: true,
      })),
    )
    .execute();
}

/** A consultation with its public body and its active activities, in one query. */
export async function loadConsultation(db: Db, slug: string): Promise<ActiveConsultation | undefined> {
  const rows = await db
    .selectFrom('consultation')
    .innerJoin('public_body', 'public_body.slug', 'consultation.body')
    .innerJoin('activity', 'activity.consultation_id', 'consultation.id')
    .where('consultation.slug', '=', slug)
    .where('activity.active', '=', true)
    .orderBy('activity.position')
    .select([
      'consultation.id',
      'consultation.version',
      'consultation.definition',
      'public_body.slug as body',
      'public_body.name',
      'public_body.origins',
      'activity.id as activity',
      'activity.definition as activityDefinition',
      'activity.opens_at',
      'activity.closes_at',
    ])
    .execute();
  const [first] = rows;
  if (!first) return undefined;
  return {
    id: first.id,
    slug,
    version: first.version,
    definition: first.definition,
    body: { slug: first.body, name: first.name, origins: first.origins },
    activities: new Map(
      rows.map((row) => [
        row.activity,
        { definition: row.activityDefinition, opensAt: row.opens_at, closesAt: row.closes_at },
      ]),
    ),
  };
}

/** The consultations that there are, the one that closes last first. */
export async function listConsultations(db: Db): Promise<ConsultationDefinition[]> {
  const rows = await db
    .selectFrom('consultation')
    .select('definition')
    .orderBy('closes_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => row.definition);
}

/** Whether nothing was ever stored here. */
export async function isEmpty(db: Kysely<Database>): Promise<boolean> {
  const { rows } = await sql<{ empty: boolean }>`
    select not exists (select 1 from consultation) and not exists (select 1 from public_body) as empty`.execute(
    db,
  );
  return rows[0]!.empty;
}
