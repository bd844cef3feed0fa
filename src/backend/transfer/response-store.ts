import { sql } from 'kysely';
import type { Answers } from '../../contract/survey.js';
import type { SurveyVersion } from '../../domain/codebook.js';
import type { Db } from '../context.js';

/** A survey, with every version of its definition. */
export interface Survey {
  consultationId: number;
  activity: string;
  versions: SurveyVersion[];
}

/** One response as it was given, under the version of the definition that its author saw. */
export interface GivenResponse {
  id: string;
  /** In UTC, to the microsecond: `2026-06-01T12:00:00.000000Z`. */
  acceptedAt: string;
  version: number;
  /** Whether a moderator took it out of sight. */
  hidden: boolean;
  /** Where it came on paper: which sitting keyed it in, who, and the day on which it came where that was said. */
  paper: { batch: number; by: string | null; received: string | null } | null;
  /** The day in Québec on which it was begun; null for paper, and where that was not kept yet. */
  begun: string | null;
  /** The quotas in which it takes a place. */
  quotas: string[];
  answers: Answers;
}

/** What is known of a survey's responses before they are read. */
export interface ResponseCounts {
  kept: number;
  withdrawn: number;
  /** How many members or files the response with the most of them has, by question. */
  sizes: Record<string, number>;
}

/** How many responses one query reads. */
export const RESPONSES_A_PAGE = 1000;

/** Every survey of a consultation that ever took responses; undefined where there is no such consultation. */
export async function surveysOf(db: Db, slug: string): Promise<Survey[] | undefined> {
  const consultation = await db
    .selectFrom('consultation')
    .select('id')
    .where('slug', '=', slug)
    .executeTakeFirst();
  if (!consultation) return undefined;
  const rows = await db
    .selectFrom('consultation_version')
    .select(['version', 'definition'])
    .where('consultation_id', '=', consultation.id)
    .orderBy('version')
    .execute();
  const surveys = new Map<string, SurveyVersion[]>();
  for (const { version, definition } of rows) {
    for (const { id, ...activity } of definition.activities) {
      if (activity.kind !== 'survey') continue;
      surveys.set(id, [...(surveys.get(id) ?? []), { version, definition: activity }]);
    }
  }
  return [...surveys].map(([activity, versions]) => ({
    consultationId: consultation.id,
    activity,
    versions,
  }));
}

type Where = Pick<Survey, 'consultationId' | 'activity'>;

/** Responses that were accepted from one instant on, and before another. */
export interface Span {
  since: Date | undefined;
  until: Date;
}

/** What was withdrawn or erased has no answers any more. */
const kept = sql`(state <> 'withdrawn' and answers is not null)`;

const within = ({ consultationId, activity }: Where, { since, until }: Span) => sql`
  consultation_id = ${consultationId} and activity_id = ${activity} and accepted_at <= ${until}
  ${since ? sql`and accepted_at >= ${since}` : sql``}`;

/** Counts responses, and the parts of those with the most members or files: one pass, before any is read. */
export async function countResponses(
  db: Db,
  where: Where,
  span: Span,
  lists: readonly string[],
): Promise<ResponseCounts> {
  const sizes = lists.map(
    (question, index) =>
      sql`, coalesce(max(case when jsonb_typeof(answers -> ${question}) = 'array'
        then jsonb_array_length(answers -> ${question}) end) filter (where state <> 'withdrawn'), 0)::int
        as ${sql.id(`size_${index}`)}`,
  );
  const { rows } = await sql<Record<string, number>>`
    select count(*) filter (where ${kept})::int as kept, count(*) filter (where not ${kept})::int as withdrawn
      ${sql.join(sizes, sql``)}
    from response where ${within(where, span)}`.execute(db);
  const row = rows[0]!;
  return {
    kept: row.kept!,
    withdrawn: row.withdrawn!,
    sizes: Object.fromEntries(lists.map((question, index) => [question, row[`size_${index}`]!])),
  };
}

/** The responses after one of them, in the order in which they were accepted: one walk of an index. */
export async function responsesAfter(
  db: Db,
  where: Where,
  span: Span,
  last: Pick<GivenResponse, 'id' | 'acceptedAt'> | undefined,
): Promise<GivenResponse[]> {
  const { rows } = await responsesQuery(where, span, last).execute(db);
  return rows;
}

/** Written apart, so that a test can ask each database how it would go about it. */
export function responsesQuery(
  where: Where,
  span: Span,
  last: Pick<GivenResponse, 'id' | 'acceptedAt'> | undefined,
) {
  return sql<GivenResponse>`
    select id, to_char(accepted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "acceptedAt",
      definition_version as version, state = 'hidden' as hidden,
      case when entered_from = 'paper' then
        jsonb_build_object('batch', batch, 'by', entered_by, 'received', received_on) end as paper,
      begun_on::text as begun, quotas, answers
    from response where ${within(where, span)} and ${kept}
      ${last ? sql`and (accepted_at, id) > (${last.acceptedAt}::timestamptz, ${last.id}::uuid)` : sql``}
    order by accepted_at, id limit ${RESPONSES_A_PAGE}`;
}
