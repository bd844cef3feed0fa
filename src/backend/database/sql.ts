import { type Expression, sql } from 'kysely';

/** Over how many rows one item's counts are spread, so that none is hot. */
const SLOTS = 16;

let last = Math.floor(Math.random() * SLOTS);

/**
 * A slot to count in: each in turn, so that what one node writes at the same time hardly ever waits for the same row. By
 * chance, ten writes of sixteen slots nearly always would.
 */
export function anySlot(): number {
  last = (last + 1) % SLOTS;
  return last;
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
  return sql<string>`coalesce(${author}, ${pseudonym(sql.ref(`${table}.participant`))})`;
}

/** What others see of a participant. */
export function pseudonym(participant: Expression<unknown>) {
  return sql<string>`substr(encode(sha256(${participant}), 'hex'), 1, 6)`;
}

/** Whether the public body has neither answered a comment nor taken it into account. */
export const unanswered = sql`(answered_at is null and considered_at is null)`;

/**
 * Whether the author of a comment may still change it, as far as its state goes: what moderators accept before it is
 * public stays as they have read it, unless they trust its author; what the public body answered, as it answered it.
 */
export function isChangeable(
  consultationId: number,
  participant: Uint8Array,
  mode: 'after' | 'before' | 'trusted',
) {
  if (mode === 'after') return sql<boolean>`(${unanswered} and state in ('published', 'pending'))`;
  if (mode === 'before') return sql<boolean>`(${unanswered} and state = 'pending')`;
  return sql<boolean>`(${unanswered} and (state = 'pending' or (state = 'published' and exists (
    select from trusted_participant where consultation_id = ${consultationId} and participant = ${participant}))))`;
}

/** When a comment was accepted, as the index of a whole consultation's comments has it. */
export const moment = sql`(comment.accepted_at at time zone 'UTC')`;

/** An instant as `moment` gives it. */
export function momentOf(instant: Date | string) {
  return sql`(${instant}::timestamptz at time zone 'UTC')`;
}

/** Beside a comment or an idea: its counts over all slots, as `counts`. */
export function talliedOf(table: string) {
  return sql`left join lateral (
    select sum(votes_for) as up, sum(votes_against) as down, sum(votes_mixed) as pass, sum(replies) as replies
    from tally where tally.consultation_id = ${sql.ref(`${table}.consultation_id`)}
      and tally.item_id = ${sql.ref(`${table}.id`)}
  ) as counts on true`;
}

/** Where an activity's own count of first-level comments stands among the counts of items. */
export function activityCounter(activity: string | Expression<unknown>) {
  return sql`md5(${activity})::uuid`;
}

/** Whether two pseudonyms are the same. */
export function sameBytes(one: Uint8Array | null, other: Uint8Array): boolean {
  return one !== null && one.length === other.length && one.every((byte, index) => byte === other[index]);
}
