import { sql } from 'kysely';

/** Over how many rows one item's counts are spread, so that none is hot. */
const SLOTS = 16;

/** A slot to count in. */
export function anySlot(): number {
  return Math.floor(Math.random() * SLOTS);
}

/** A condition of a writing statement: the activity takes contributions at this instant. */
export function isOpen(consultationId: number, activity: string, at: Date) {
  return sql`exists (
    select from activity
    where consultation_id = ${consultationId} and id = ${activity}
      and active and opens_at <= ${at} and closes_at > ${at})`;
}

/** The pseudonym that everybody sees: the source's, or six digits that tell nothing of the key. */
export function publicAuthor(table: string) {
  const author = sql.ref(`${table}.author`);
  const participant = sql.ref(`${table}.participant`);
  return sql<string>`coalesce(${author}, substr(encode(sha256(${participant}), 'hex'), 1, 6))`;
}

/** Where an activity's own count of first-level comments stands among the counts of items. */
export function activityCounter(activity: string) {
  return sql`md5(${activity})::uuid`;
}

/** Whether two pseudonyms are the same. */
export function sameBytes(one: Uint8Array | null, other: Uint8Array): boolean {
  return one !== null && one.length === other.length && one.every((byte, index) => byte === other[index]);
}
