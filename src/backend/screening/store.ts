import { sql } from 'kysely';
import { MARKED } from '../../domain/moderation.js';
import type { Db } from '../context.js';
import { appendDecisions, holdOf, lockChain } from '../database/moderation-chain.js';
import { settling } from '../database/moderation-sql.js';
import type { Screened, Verdict } from './screen.js';

/**
 * Marks a stored comment with what was said of it, and holds it back where that is asked, with a record: unless a
 * moderator has decided on it meanwhile, or its author has changed or withdrawn it. What somebody has answered already is
 * marked and stays, since its answers would lose their place.
 */
export async function markLater(
  db: Db,
  consultation: { id: number; slug: string },
  { id, body }: Screened,
  { flags, hold }: Verdict,
  at: Date,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    if (hold) await lockChain(tx, consultation.id);
    const { rows } = await sql<{ state: string; answered: boolean }>`
      update comment set flags = array(select distinct unnest(flags || ${flags}::text[]) as flag order by flag),
        priority = greatest(priority, ${MARKED}::int)
      where consultation_id = ${consultation.id} and id = ${id} and body = ${body} and state in ('published', 'pending')
        and not exists (select from moderation as made where made.consultation_id = comment.consultation_id
          and made.contribution_id = comment.id and made.action in ${settling})
      returning state, exists (select from comment as answer where answer.consultation_id = comment.consultation_id
        and answer.parent_id = comment.id) as answered`.execute(tx);
    const [row] = rows;
    if (!hold || row?.state !== 'published' || row.answered) return;
    await sql`update comment set state = 'pending', listed = false
      where consultation_id = ${consultation.id} and id = ${id}`.execute(tx);
    await appendDecisions(tx, consultation, [holdOf(id, body)], at);
  });
}
