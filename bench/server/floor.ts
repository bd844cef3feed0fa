/**
 * The floor: the least that could answer the same, by hand. node:http and pg, the same SQL in unnamed statements, an
 * equal pool; the database claims identifiers by its own trigger for both. No contract, no rules, no limits, no
 * cross-origin answers, no live events.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const { rows } = await pool.query<{ id: number; definition: Record<string, unknown> }>(
  "select id, definition from consultation where slug = 'mesure'",
);
const { id: consultation, definition } = rows[0]!;

const COMMENT = `
  with place as (select 0 as depth), stored as (
    insert into comment (consultation_id, id, activity_id, participant, accepted_at, parent_id, subject_id, depth, alignment, body)
    select $1, $2, $3, $4, $5, null, null, depth, $6, $7 from place
    where exists (select from activity where consultation_id = $1 and id = $3 and active and opens_at <= $5 and closes_at > $5)
    on conflict do nothing returning accepted_at
  ), counted as (
    insert into tally (consultation_id, item_id, slot, replies)
    select $1, md5($3)::uuid, $8, 1 from stored
    on conflict (consultation_id, item_id, slot) do update set replies = tally.replies + 1
  ) select accepted_at from stored`;

const BALLOT = `
  with put as (
    insert into ballot (consultation_id, item_id, participant, activity_id, choice, turn, accepted_at)
    select consultation_id, id, $1, activity_id, $2, $3, $4 from idea
    where consultation_id = $5 and id = $6 and activity_id = $7 and state = 'published'
      and exists (select from activity where consultation_id = $5 and id = $7 and active and opens_at <= $4 and closes_at > $4)
    on conflict (consultation_id, item_id, participant) do update
      set choice = excluded.choice, previous = ballot.choice, turn = excluded.turn, accepted_at = excluded.accepted_at
      where ballot.turn < excluded.turn
    returning choice, previous, accepted_at
  ), moved as (
    insert into tally (consultation_id, item_id, slot, votes_for, votes_against, votes_mixed)
    select $5, $6, $8, coalesce((choice = 'for')::int, 0) - coalesce((previous = 'for')::int, 0),
      coalesce((choice = 'against')::int, 0) - coalesce((previous = 'against')::int, 0),
      coalesce((choice = 'mixed')::int, 0) - coalesce((previous = 'mixed')::int, 0)
    from put where choice is distinct from previous
    on conflict (consultation_id, item_id, slot) do update set votes_for = tally.votes_for + excluded.votes_for,
      votes_against = tally.votes_against + excluded.votes_against, votes_mixed = tally.votes_mixed + excluded.votes_mixed
  ) select accepted_at from put`;

const OPEN = `exists (select from activity where consultation_id = $1 and id = $3 and active and opens_at <= $5 and closes_at > $5)`;
const RESPONSE = `
  insert into response (consultation_id, id, activity_id, participant, accepted_at, definition_version, answers)
  select $1, $2, $3, $4, $5, $6, $7::jsonb where ${OPEN} on conflict do nothing returning accepted_at`;
const FEEDBACK = `
  insert into feedback (consultation_id, id, activity_id, participant, accepted_at, page, verdict)
  select $1, $2, $3, $4, $5, $6, $7 where ${OPEN} on conflict do nothing returning accepted_at`;

const LIST = `
  select comment.id, comment.parent_id, comment.subject_id, subject.title, comment.depth, comment.state, comment.body,
    comment.alignment, coalesce(comment.author, substr(encode(sha256(comment.participant), 'hex'), 1, 6)) as author,
    comment.accepted_at, comment.carried_up, comment.carried_down, coalesce(counts.up, 0)::int as up,
    coalesce(counts.down, 0)::int as down, coalesce(counts.replies, 0)::int as replies,
    (select coalesce(sum(replies), 0)::int from tally where consultation_id = $1 and item_id = md5($2)::uuid) as total
  from (select * from comment where consultation_id = $1 and activity_id = $2 and parent_id is null and listed
    order by accepted_at desc, id desc limit 21) as comment
  left join lateral (select sum(votes_for) as up, sum(votes_against) as down, sum(replies) as replies from tally
    where tally.consultation_id = comment.consultation_id and tally.item_id = comment.id) as counts on true
  left join idea as subject on subject.consultation_id = comment.consultation_id and subject.id = comment.subject_id
  order by comment.accepted_at desc, comment.id desc`;

const server = createServer((request, response) => {
  answer(request).then(
    (body) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(body));
    },
    () => {
      response.statusCode = 500;
      response.end();
    },
  );
});
server.listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.('ready'));

async function answer(request: IncomingMessage): Promise<unknown> {
  const [, , , , , activity = '', kind, id = ''] = request.url!.split('?')[0]!.split('/');
  if (request.method === 'GET') {
    const { rows: comments } = await pool.query(LIST, [consultation, 'discussion']);
    return { consultation: definition, comments };
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
  const participant = createHash('sha256').update(request.headers.authorization!).digest();
  const at = new Date();
  const slot = Math.floor(Math.random() * 16);
  const common = [consultation, id, activity, participant, at];
  const [statement, values] =
    kind === 'comments'
      ? [COMMENT, [...common, body.alignment ?? null, body.body, slot]]
      : kind === 'ideas'
        ? [BALLOT, [participant, body.choice, body.turn, at, consultation, id, activity, slot]]
        : kind === 'responses'
          ? [RESPONSE, [...common, body.definition, JSON.stringify(body.answers)]]
          : [FEEDBACK, [...common, body.page, body.verdict]];
  const { rows: stored } = await pool.query<{ accepted_at: Date }>(statement, values);
  return { id, activity, acceptedAt: stored[0]!.accepted_at.toISOString() };
}
