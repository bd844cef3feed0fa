import type { ActivityKind } from '../../contract/consultation.js';
import type { ReleaseNotice } from '../../contract/releases.js';
import type { Db } from '../context.js';

/** In the place of a version, or of a kind of widget: any. */
const ANY = '';

/** A release that should no longer be used, or a kind of widget that is switched off. */
export interface Decided {
  version: string;
  /** Nothing for a release that was withdrawn. */
  kind: ActivityKind | typeof ANY;
  reason: string;
}

/** What a decision is about. */
export interface Subject {
  /** A release: `1.4.0`; every one unless told. */
  version?: string | undefined;
  /** The kind of widget to switch off; nothing to withdraw the release. */
  kind?: ActivityKind | undefined;
}

/** Withdraws a release, or switches a kind of widget off, with the reason that developers will read. */
export async function decideRelease(db: Db, subject: Subject, reason: string, at: Date): Promise<void> {
  const row = { reason, decided_at: at };
  await db
    .insertInto('release_decision')
    .values({ version: subject.version ?? ANY, kind: subject.kind ?? ANY, ...row })
    .onConflict((conflict) => conflict.columns(['version', 'kind']).doUpdateSet(row))
    .execute();
}

/** Takes a decision back; false where there was none. */
export async function undoRelease(db: Db, subject: Subject): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('release_decision')
    .where('version', '=', subject.version ?? ANY)
    .where('kind', '=', subject.kind ?? ANY)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

export async function listDecided(db: Db): Promise<Decided[]> {
  const rows = await db
    .selectFrom('release_decision')
    .select(['version', 'kind', 'reason'])
    .orderBy('version')
    .orderBy('kind')
    .execute();
  return rows;
}

/** What a widget of one kind is told. */
export function noticeFor(kind: ActivityKind, current: string, decided: readonly Decided[]): ReleaseNotice {
  const reasons = (of: Decided['kind']) =>
    Object.fromEntries(
      decided.filter((one) => one.kind === of).map(({ version, reason }) => [version || 'all', reason]),
    );
  return { current, withdrawn: reasons(ANY), off: reasons(kind) };
}
