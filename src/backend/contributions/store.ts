import { sql } from 'kysely';
import type { ActivityKind } from '../../contract/consultation.js';
import type { ContributionKind, OwnContribution, OwnInActivity } from '../../contract/contributions.js';
import { answersTo, appealOf, inJson, lastDecisionOn } from '../database/moderation-sql.js';
import type { Db } from '../context.js';
import { isChangeable, pseudonym } from '../database/sql.js';

interface Whose {
  consultationId: number;
  participant: Uint8Array;
}

/** The last item of a page: milliseconds and identifier. */
export interface OwnPosition {
  at: number;
  id: string;
}

/** What each kind gave, as it was given, from its own table. */
const CONTENT: Record<ContributionKind, { activity: ActivityKind; content: ReturnType<typeof sql> }> = {
  response: {
    activity: 'survey',
    content: sql`jsonb_build_object('answers', answers, 'definition', definition_version, 'version', version,
      'changedAt', changed_at)`,
  },
  comment: {
    activity: 'comments',
    content: sql`jsonb_build_object('body', body, 'alignment', alignment, 'parent', parent_id)`,
  },
  idea: {
    activity: 'ideas',
    content: sql`jsonb_build_object('title', title, 'body', body, 'section', section)`,
  },
  feedback: {
    activity: 'feedback',
    content: sql`jsonb_build_object('verdict', verdict, 'page', page, 'details', (
      select details from feedback_version as version
      where version.consultation_id = feedback.consultation_id and version.id = feedback.id
      order by version.version desc limit 1))`,
  },
};
const KINDS = Object.keys(CONTENT) as ContributionKind[];

/** What moderators and the public body said of a comment, for its author. */
interface Said extends Pick<OwnContribution, 'decision' | 'appeal' | 'officialAnswers' | 'considered'> {
  merged: boolean;
}

const SAID = sql`jsonb_strip_nulls(jsonb_build_object('decision', ${lastDecisionOn}, 'appeal', ${appealOf},
  'officialAnswers', case when answered_at is not null then ${answersTo} end, 'merged', merged_into is not null,
  'considered', case when considered_at is not null then json_build_object('text', considered,
    'at', ${inJson('considered_at')}) end))`;

/**
 * All that a participant gave to a consultation, newest first: four short index scans. `appeals` are the activities in
 * which an author may ask that a decision be looked at again.
 */
export async function listOwn(
  db: Db,
  { consultationId, participant }: Whose,
  limit: number,
  after: OwnPosition | undefined,
  appeals: ReadonlySet<string>,
): Promise<{ items: OwnContribution[]; next: OwnPosition | null }> {
  const parts = KINDS.map(
    (kind) => sql`(
      select id, ${kind}::text as kind, activity_id, accepted_at, state,
        case when state <> 'withdrawn' then ${CONTENT[kind].content} end as content,
        ${kind === 'comment' ? SAID : sql`null::jsonb`} as said
      from ${sql.table(kind)}
      where consultation_id = ${consultationId} and participant = ${participant}
        ${after ? sql`and (accepted_at, id) < (${new Date(after.at)}, ${after.id}::uuid)` : sql``}
      order by accepted_at desc, id desc limit ${limit + 1})`,
  );
  const { rows } = await sql<{
    id: string;
    kind: ContributionKind;
    activity_id: string;
    accepted_at: Date;
    state: OwnContribution['state'];
    content: Record<string, unknown> | null;
    said: Said | null;
  }>`${sql.join(parts, sql` union all `)} order by accepted_at desc, id desc limit ${limit + 1}`.execute(db);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => ({
      id: row.id,
      kind: row.kind,
      activity: row.activity_id,
      activityKind: CONTENT[row.kind].activity,
      acceptedAt: row.accepted_at.toISOString(),
      state: row.state,
      content: row.content,
      ...(row.said && saidOf(row.said, row, appeals)),
    })),
    next: rows.length > limit && last ? { at: last.accepted_at.getTime(), id: last.id } : null,
  };
}

/** JSON leaves out what is null of a decision and of an appeal: they say so. */
function saidOf(
  { merged, decision, appeal, ...said }: Said,
  { state, activity_id }: { state: OwnContribution['state']; activity_id: string },
  appeals: ReadonlySet<string>,
): Partial<OwnContribution> {
  const outOfSight = state === 'hidden' || (merged && state === 'published');
  return {
    ...said,
    ...(decision && { decision: { ...NO_DECISION, ...decision } }),
    ...(appeal && { appeal: { ...NO_APPEAL, ...appeal } }),
    ...(outOfSight && { appealable: !appeal && appeals.has(activity_id) }),
  };
}

const NO_DECISION = { reason: null, note: null, bulk: null };
const NO_APPEAL = { text: null, outcome: null, decidedAt: null };

/** What of a participant's own comments may still be changed. */
export interface Changeable {
  /** Since when they were given. */
  since: Date;
  /** How comments become public. */
  mode: 'after' | 'before' | 'trusted';
}

/**
 * The participant's own votes, reports and contributions in one activity; with counts where `counts` says so, and of
 * comments with what may be changed.
 */
export async function readOwn(
  db: Db,
  { consultationId, participant }: Whose,
  activity: { id: string; kind: ActivityKind },
  counts: boolean,
  changeable?: Changeable,
): Promise<OwnInActivity> {
  const kind = KINDS.find((name) => CONTENT[name].activity === activity.kind)!;
  const here = sql`consultation_id = ${consultationId} and participant = ${participant} and activity_id = ${activity.id}`;
  const { rows } = await sql<OwnInActivity>`
    select
      (select coalesce(array_agg(id), '{}') from ${sql.table(kind)} where ${here} and state <> 'withdrawn') as own,
      ${
        changeable
          ? sql`${unpublished(here)} as unpublished, ${pseudonym(sql.val(participant))} as author,
              ${othersAnswers(here, participant)} as answers,
              ${changing(sql`${here} and ${isChangeable(consultationId, participant, changeable.mode)}`, changeable.since)} as changeable,`
          : sql``
      }
      (select coalesce(array_agg(comment_id), '{}') from report where ${here}) as reported,
      (select coalesce(json_agg(json_build_object(
          'item', item_id, 'choice', choice, 'turn', turn,
          'votes', case when ${counts} and choice is not null then ${votesOf(activity.kind)} end)), '[]')
        from ballot where ${here}) as ballots`.execute(db);
  return rows[0]!;
}

/** A participant's own comments that others do not see. */
function unpublished(here: ReturnType<typeof sql>) {
  return sql`(select coalesce(json_agg(json_build_object('id', id, 'parent', parent_id, 'state', state, 'body', body,
      'alignment', alignment, 'version', version, 'hiddenFor', hidden_for, 'acceptedAt', ${inJson('accepted_at')})
      order by accepted_at), '[]')
    from comment where ${here} and state in ('pending', 'hidden'))`;
}

/** Which of a participant's own comments may still be changed. */
function changing(which: ReturnType<typeof sql>, since: Date) {
  return sql`(select coalesce(json_agg(json_build_object('id', id, 'version', version,
      'secondsLeft', floor(extract(epoch from accepted_at - ${since}::timestamptz))::int)), '[]')
    from comment where ${which} and accepted_at > ${since})`;
}

/** More than anybody goes through at once. */
const MOST_ANSWERS = 20;

/** The newest that others answered to a participant's comments. */
function othersAnswers(here: ReturnType<typeof sql>, participant: Uint8Array) {
  return sql`(select coalesce(json_agg(json_build_object('id', id, 'parent', parent_id, 'acceptedAt', ${inJson('accepted_at')})
      order by accepted_at desc, id desc), '[]')
    from (
      select answer.id, answer.parent_id, answer.accepted_at
      from (select consultation_id, id from comment where ${here} and state <> 'withdrawn') as mine
      join comment as answer on answer.consultation_id = mine.consultation_id and answer.parent_id = mine.id
      where answer.listed and answer.state = 'published' and answer.participant is distinct from ${participant}
      order by answer.accepted_at desc, answer.id desc limit ${MOST_ANSWERS}
    ) as answers)`;
}

function votesOf(kind: ActivityKind) {
  const tally = sql`from tally where tally.consultation_id = ballot.consultation_id and tally.item_id = ballot.item_id`;
  if (kind === 'comments')
    return sql`(
      select json_build_object(
        'up', carried_up + coalesce((select sum(votes_for) ${tally}), 0),
        'down', carried_down + coalesce((select sum(votes_against) ${tally}), 0),
        'pass', coalesce((select sum(votes_mixed) ${tally}), 0))
      from comment where comment.consultation_id = ballot.consultation_id and comment.id = ballot.item_id)`;
  if (kind !== 'ideas') return sql`null::json`;
  return sql`(
    select json_build_object(
      'for', carried_for + coalesce((select sum(votes_for) ${tally}), 0),
      'against', carried_against + coalesce((select sum(votes_against) ${tally}), 0),
      'mixed', carried_mixed + coalesce((select sum(votes_mixed) ${tally}), 0))
    from idea where idea.consultation_id = ballot.consultation_id and idea.id = ballot.item_id)`;
}

/** What is emptied when its author takes a contribution back. */
const EMPTIED: Record<ContributionKind, ReturnType<typeof sql>> = {
  response: sql`answers = null, quotas = '{}'`,
  comment: sql`body = null, alignment = null, likeness = null, flags = '{}', priority = 0`,
  idea: sql`title = null, body = null`,
  feedback: sql`verdict = null, page = ''`,
};

export interface Withdrawn {
  activity: string;
  /** When it was withdrawn first, however often it is asked. */
  at: Date;
}

/**
 * Empties a participant's own contribution for good and leaves its place, with the answers of others, in one
 * statement. The same again gives the same; undefined where the participant has no such contribution.
 */
export async function withdraw(
  db: Db,
  { consultationId, participant }: Whose,
  id: string,
  at: Date,
): Promise<Withdrawn | undefined> {
  const emptied = KINDS.map(
    (kind) => sql`${sql.ref(`own_${kind}`)} as (
      update ${sql.table(kind)}
      set state = 'withdrawn', withdrawn_at = coalesce(withdrawn_at, ${at}), ${EMPTIED[kind]}
      where consultation_id = ${consultationId} and id = ${id} and participant = ${participant}
      returning activity_id as activity, withdrawn_at as at)`,
  );
  const found = KINDS.map((kind) => sql`select activity, at from ${sql.table(`own_${kind}`)}`);
  const { rows } = await sql<Withdrawn>`
    with ${sql.join(emptied)}, details as (
      update feedback_version set details = null
      where consultation_id = ${consultationId} and id = ${id} and exists (select from own_feedback)
    ), versions as (
      update response_version set answers = null
      where consultation_id = ${consultationId} and id = ${id} and exists (select from own_response)
    ), earlier as (
      update comment_version set body = null, alignment = null
      where consultation_id = ${consultationId} and id = ${id} and exists (select from own_comment)
    ), appealed as (
      update appeal set details = null
      where consultation_id = ${consultationId} and comment_id = ${id} and exists (select from own_comment)
    ), reported as (
      -- What others wrote of it may repeat it.
      update report set details = null
      where consultation_id = ${consultationId} and comment_id = ${id} and exists (select from own_comment)
    ), said as (
      update moderation_private as private set note = null, salt = null, text_salt = null
      from moderation
      where moderation.consultation_id = ${consultationId} and moderation.contribution_id = ${id}
        and private.consultation_id = moderation.consultation_id and private.seq = moderation.seq
        and exists (${sql.join(found, sql` union all `)})
    ), files as (
      update file set erased_at = coalesce(erased_at, ${at}), name = null, digest = null
      where consultation_id = ${consultationId} and response_id = ${id} and exists (select from own_response)
    ) ${sql.join(found, sql` union all `)}`.execute(db);
  return rows[0];
}
