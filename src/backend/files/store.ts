import { type RawBuilder, sql } from 'kysely';
import type { ScanState } from '../../contract/files.js';
import type { FileType } from '../../contract/survey.js';
import type { Db } from '../context.js';
import { isOpen, sameBytes } from '../database/sql.js';

/** A file by its identifier. */
export interface FilePlace {
  consultationId: number;
  id: string;
}

/** What is known of a file when it is sent. */
export interface NewFile extends FilePlace {
  activity: string;
  question: string;
  participant: Uint8Array;
  name: string;
  kind: FileType;
  /** In bytes. */
  size: number;
  /** SHA-256. */
  digest: Uint8Array;
}

/** What is under a file's identifier. */
export interface HeldFile {
  /** Whether it is the same participant's, for the same question, and has the same name and bytes. */
  same: boolean;
  scan: ScanState;
  /** Whether its bytes are in storage. */
  kept: boolean;
  erased: boolean;
}

/** What is under a file's identifier, beside what was sent. */
export async function findFile(db: Db, sent: NewFile): Promise<HeldFile | undefined> {
  const row = await db
    .selectFrom('file')
    .where('consultation_id', '=', sent.consultationId)
    .where('id', '=', sent.id)
    .selectAll()
    .executeTakeFirst();
  if (!row) return undefined;
  const same =
    row.activity_id === sent.activity &&
    row.question === sent.question &&
    sameBytes(row.participant, sent.participant) &&
    (row.scan === 'refused' || (row.name === sent.name && sameBytes(row.digest, sent.digest)));
  return { same, scan: row.scan, kept: row.kept_size !== null, erased: row.erased_at !== null };
}

/** Makes a file's row before its bytes are stored. False where the identifier is taken or the activity is not open. */
export async function startFile(db: Db, file: NewFile, at: Date): Promise<boolean> {
  const { consultationId, id, activity, question, participant, name, kind, size, digest } = file;
  const { rows } = await sql`
    insert into file (consultation_id, id, activity_id, question, participant, name, kind, size, digest, sent_at, scan)
    select ${consultationId}, ${id}, ${activity}, ${question}, ${participant}, ${name}, ${kind}, ${size}, ${digest}, ${at}, 'waiting'
    where ${isOpen(consultationId, activity, at)}
    on conflict do nothing
    returning id`.execute(db);
  return rows.length > 0;
}

/** Says that a file's bytes are in storage. False where it was erased meanwhile. */
export async function keepFile(
  db: Db,
  { consultationId, id }: FilePlace,
  kept: { size: number; scan: ScanState },
  at: Date,
): Promise<boolean> {
  const { rows } = await sql`
    update file set kept_size = ${kept.size}, scan = ${kept.scan}, scan_after = ${at}
    where consultation_id = ${consultationId} and id = ${id} and erased_at is null
    returning id`.execute(db);
  return rows.length > 0;
}

/** Has a file of no response wait anew from now on: its owner sent it again. */
export async function refreshFile(db: Db, { consultationId, id }: FilePlace, at: Date): Promise<void> {
  await sql`update file set sent_at = ${at}
    where consultation_id = ${consultationId} and id = ${id} and response_id is null`.execute(db);
}

/** What a scan found; what was refused keeps nothing of what it was but its name, for whoever sent it. */
export async function recordScan(
  db: Db,
  { consultationId, id }: FilePlace,
  verdict: 'clean' | 'refused',
  at: Date,
): Promise<void> {
  const refused = sql`, digest = null, erased_at = coalesce(erased_at, ${at})`;
  await sql`update file set scan = ${verdict} ${verdict === 'refused' ? refused : sql``}
    where consultation_id = ${consultationId} and id = ${id} and scan = 'waiting'`.execute(db);
}

/** Has a file that could not be examined wait until `after`. */
export async function postponeScan(db: Db, { consultationId, id }: FilePlace, after: Date): Promise<void> {
  await sql`update file set scan_after = ${after}
    where consultation_id = ${consultationId} and id = ${id}`.execute(db);
}

/** Erases a participant's file that belongs to no response; the same again is fine. False where there is none. */
export async function eraseFile(
  db: Db,
  { consultationId, id }: FilePlace,
  whose: { activity: string; participant: Uint8Array },
  at: Date,
): Promise<boolean> {
  const { rows } = await sql`
    update file set erased_at = coalesce(erased_at, ${at}), name = null, digest = null
    where consultation_id = ${consultationId} and id = ${id} and activity_id = ${whose.activity}
      and participant = ${whose.participant} and response_id is null
    returning id`.execute(db);
  return rows.length > 0;
}

/** A participant's own file, as far as it may be given to them. */
export async function readOwnFile(
  db: Db,
  { consultationId, id }: FilePlace,
  whose: { activity: string; participant: Uint8Array },
): Promise<{ name: string; scan: ScanState } | undefined> {
  const row = await db
    .selectFrom('file')
    .where('consultation_id', '=', consultationId)
    .where('id', '=', id)
    .where('activity_id', '=', whose.activity)
    .where('participant', '=', whose.participant)
    .where('erased_at', 'is', null)
    .where('kept_size', 'is not', null)
    .select(['name', 'scan'])
    .executeTakeFirst();
  return row && { name: row.name ?? '', scan: row.scan };
}

/** The files of a participant that a response may still name, by their identifiers. */
export async function listHeld(
  db: Db,
  consultationId: number,
  whose: { activity: string; participant: Uint8Array },
): Promise<string[]> {
  const rows = await db
    .selectFrom('file')
    .where('consultation_id', '=', consultationId)
    .where('activity_id', '=', whose.activity)
    .where('participant', '=', whose.participant)
    .where('erased_at', 'is', null)
    .where('kept_size', 'is not', null)
    .where('scan', '<>', 'refused')
    .orderBy('sent_at', 'desc')
    .limit(1000)
    .select('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Whose files a response may name. */
export interface Claim {
  consultationId: number;
  activity: string;
  participant: Uint8Array;
  /** The response's identifier. */
  id: string;
  files: readonly NamedFile[];
}

/** A file as an answer names it. */
export interface NamedFile {
  question: string;
  file: string;
  name: string;
  size: number;
}

/** The files among those that a response names that are there as it says, and may be its own. */
function claimable({ consultationId, activity, participant, id, files }: Claim): RawBuilder<unknown> {
  return sql`file as held
    join jsonb_to_recordset(${JSON.stringify(files)}::jsonb) as named (question text, file uuid, name text, size int)
      on held.id = named.file and held.question = named.question and held.name = named.name and held.size = named.size
    where held.consultation_id = ${consultationId} and held.activity_id = ${activity}
      and held.participant = ${participant} and held.erased_at is null and held.kept_size is not null
      and held.scan <> 'refused' and (held.response_id is null or held.response_id = ${id})`;
}

/** Which of the files that a response names it may not: they are not there, not as it says, or not its participant's. */
export async function missingFiles(db: Db, claim: Claim): Promise<NamedFile[]> {
  if (claim.files.length === 0) return [];
  const { rows } = await sql<{ id: string }>`select held.id from ${claimable(claim)}`.execute(db);
  const there = new Set(rows.map(({ id }) => id));
  return claim.files.filter(({ file }) => !there.has(file));
}

/**
 * The parts of the statement that stores a response, so that it has its files or is not stored: `locked` comes first,
 * `allThere` is a condition of the row, `taken` follows once `stored` holds it.
 */
export function claiming(claim: Claim) {
  return {
    locked: sql`locked as (select held.id from ${claimable(claim)} for update of held)`,
    allThere: sql`(select count(*) from locked) = ${claim.files.length}`,
    taken: sql`taken as (
      update file set response_id = ${claim.id}
      where consultation_id = ${claim.consultationId} and id in (select id from locked) and exists (select from stored))`,
  };
}

/** A file whose bytes there is something to do with. */
export interface Due extends FilePlace {
  slug: string;
}

/** Erases the files that no response named in time, and gives them. */
export async function eraseForgotten(db: Db, before: Date, at: Date): Promise<Due[]> {
  const { rows } = await sql<Due>`
    update file set erased_at = ${at}, name = null, digest = null
    from consultation
    where consultation.id = file.consultation_id
      and file.response_id is null and file.erased_at is null and file.sent_at < ${before}
    returning file.consultation_id as "consultationId", file.id, consultation.slug`.execute(db);
  return rows;
}

/** Erased files whose bytes may be there still: at once, and once more when their row has guarded them for a day. */
export async function listErased(db: Db, before: Date, limit: number): Promise<(Due & { over: boolean })[]> {
  const { rows } = await sql<Due & { over: boolean }>`
    select file.consultation_id as "consultationId", file.id, consultation.slug, file.erased_at < ${before} as over
    from file join consultation on consultation.id = file.consultation_id
    where file.erased_at is not null
      and (file.kept_size is not null or (file.erased_at < ${before} and (file.response_id is null or file.scan <> 'refused')))
    order by file.sent_at limit ${limit}`.execute(db);
  return rows;
}

/** Says that an erased file's bytes are gone; its row too where it is `over`. */
export async function bytesGone(db: Db, { consultationId, id }: FilePlace, over: boolean): Promise<void> {
  const here = sql`consultation_id = ${consultationId} and id = ${id} and erased_at is not null`;
  // That a file of somebody's answer was refused is kept with the answer.
  if (over)
    await sql`delete from file where ${here} and (response_id is null or scan <> 'refused')`.execute(db);
  await sql`update file set kept_size = null where ${here}`.execute(db);
}

/** Files that wait for an examination. */
export async function listWaiting(db: Db, at: Date, limit: number): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select file.consultation_id as "consultationId", file.id, consultation.slug
    from file join consultation on consultation.id = file.consultation_id
    where file.scan = 'waiting' and file.erased_at is null and file.kept_size is not null and file.scan_after <= ${at}
    order by file.scan_after, file.id limit ${limit}`.execute(db);
  return rows;
}

/** A file of a response, for whoever analyses them. */
export interface GivenFile {
  response: string;
  activity: string;
  question: string;
  id: string;
  name: string;
  kind: FileType;
  size: number;
  scan: ScanState;
}

/** The files of a consultation's responses that were not withdrawn, a page after `after`. */
export async function listGiven(
  db: Db,
  consultationId: number,
  after: string | undefined,
): Promise<GivenFile[]> {
  const { rows } = await sql<GivenFile>`
    select file.response_id as response, file.activity_id as activity, file.question, file.id,
      coalesce(file.name, '') as name, file.kind, file.size, file.scan
    from file
    join response on response.consultation_id = file.consultation_id and response.id = file.response_id
    where file.consultation_id = ${consultationId} and response.state <> 'withdrawn'
      and (file.erased_at is null or file.scan = 'refused')
      ${after === undefined ? sql`` : sql`and file.id > ${after}::uuid`}
    order by file.id limit 200`.execute(db);
  return rows;
}
