import { sql } from 'kysely';
import type { ActivityKind } from '../../contract/consultation.js';
import type { Language } from '../../contract/text.js';
import type { Db } from '../context.js';
import { moment, momentOf, publicAuthor, talliedOf } from '../database/sql.js';

type Row = Record<string, string | number | null>;

interface Where {
  consultationId: number;
  activity: string;
}

const PAGE = 500;

/** Dates as text in one form, which sorts as they do and goes back into a condition whole. */
const instant = (column: string) =>
  sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const acceptedAt = (table: string) => instant(`${table}.accepted_at`);

/** What the public body answered to a comment in a language, oldest first, an empty line between. */
const answerIn = (language: Language) => sql`case when comment.answered_at is not null then (
    select string_agg(answer.body ->> ${sql.lit(language)}, e'\n\n' order by answer.accepted_at, answer.id)
    from official_answer as answer
    where answer.consultation_id = comment.consultation_id and answer.comment_id = comment.id) end`;

/** Where each choice of an idea is counted. */
const SIDES = { for: 'up', against: 'down', mixed: 'pass' } as const;

/** Ideas in the order of their dates; counts are null where the definition withholds them. */
export async function ideasAfter(
  db: Db,
  { consultationId, activity }: Where,
  last: Row | undefined,
  counts: boolean,
): Promise<Row[]> {
  const count = (column: 'for' | 'against' | 'mixed') =>
    counts ? sql`coalesce(${sql.ref(`counts.${SIDES[column]}`)}, 0)::int` : sql`null::int`;
  const carried = (column: 'for' | 'against' | 'mixed') =>
    counts ? sql`${sql.ref(`idea.carried_${column}`)}` : sql`null::int`;
  const { rows } = await sql<Row>`
    select idea.id, idea.activity_id as activity, idea.section, idea.state,
      case when idea.state = 'published' then idea.title end as title,
      case when idea.state = 'published' then idea.body end as body,
      ${publicAuthor('idea')} as author, ${acceptedAt('idea')} as accepted_at,
      ${count('for')} as votes_for, ${count('against')} as votes_against, ${count('mixed')} as votes_mixed,
      ${carried('for')} as carried_for, ${carried('against')} as carried_against, ${carried('mixed')} as carried_mixed
    from idea ${talliedOf('idea')}
    where idea.consultation_id = ${consultationId} and idea.activity_id = ${activity} ${last ? sql`and (idea.accepted_at, idea.id) > (${last.accepted_at}::timestamptz, ${last.id}::uuid)` : sql``}
    order by idea.accepted_at, idea.id limit ${PAGE}`.execute(db);
  return rows;
}

/** Comments in the order of their dates, answers among them, with what the public body said to each. */
export async function commentsAfter(
  db: Db,
  { consultationId, activity }: Where,
  last: Row | undefined,
  counts: boolean,
): Promise<Row[]> {
  const count = (value: ReturnType<typeof sql>) => (counts ? value : sql`null::int`);
  const { rows } = await sql<Row>`
    select comment.id, comment.activity_id as activity, comment.parent_id as parent, comment.subject_id as subject,
      comment.depth, comment.state, case when comment.state = 'published' then comment.body end as body,
      comment.alignment, ${publicAuthor('comment')} as author, ${acceptedAt('comment')} as accepted_at,
      ${count(sql`coalesce(counts.up, 0)::int`)} as votes_up,
      ${count(sql`coalesce(counts.down, 0)::int`)} as votes_down,
      ${count(sql`coalesce(counts.pass, 0)::int`)} as votes_pass,
      ${count(sql`comment.carried_up`)} as carried_up, ${count(sql`comment.carried_down`)} as carried_down,
      coalesce(counts.replies, 0)::int as replies,
      case when comment.state = 'hidden' then comment.hidden_for end as hidden_for,
      ${instant('comment.answered_at')} as answered_at, ${answerIn('fr')} as answer_fr, ${answerIn('en')} as answer_en,
      ${instant('comment.considered_at')} as considered_at, comment.considered ->> 'fr' as considered_fr,
      comment.considered ->> 'en' as considered_en
    from comment ${talliedOf('comment')}
    where comment.consultation_id = ${consultationId} and comment.activity_id = ${activity} and comment.listed
      ${last ? sql`and (${moment}, comment.id) > (${momentOf(last.accepted_at as string)}, ${last.id}::uuid)` : sql``}
    order by ${moment}, comment.id limit ${PAGE}`.execute(db);
  return rows;
}

const TABLE_OF = { survey: 'response', comments: 'comment', ideas: 'idea', feedback: 'feedback' } as const;

/** How much was given in an activity, and by how many browsers: never what a response says. */
export async function participationIn(
  db: Db,
  { consultationId, activity }: Where,
  kind: ActivityKind,
): Promise<Row> {
  // Paper has no participant: it is counted among the contributions, and apart.
  const paper = kind === 'survey' ? sql`count(*) filter (where entered_from = 'paper')::int` : sql`0`;
  const { rows } = await sql<Row>`
    select ${activity}::text as activity, ${kind}::text as kind, count(*)::int as contributions,
      count(distinct participant)::int as participants, ${paper} as from_paper
    from ${sql.table(TABLE_OF[kind])}
    where consultation_id = ${consultationId} and activity_id = ${activity} and state <> 'withdrawn'`.execute(
    db,
  );
  return rows[0]!;
}
