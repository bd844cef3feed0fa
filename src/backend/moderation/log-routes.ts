import { createRoute, z } from '@hono/zod-openapi';
import { ModerationLog } from '../../contract/moderation.js';
import type { BackendContext } from '../context.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { consultationParams, featureRoutes, json, pageQuery } from '../http/routes.js';
import { listHeads, moderationCounts, recordsBefore } from './log-store.js';

const log = createRoute({
  method: 'get',
  path: '/moderation/log',
  summary: 'What moderators did: how many, why, how fast, and the chain of records',
  description:
    'Names nobody and holds no text. How the chain is verified is in the platform’s documentation.',
  request: { params: consultationParams, query: pageQuery },
  responses: json(ModerationLog, 'The counts, and one page of records, newest first.'),
});

/** The public log of moderation. */
export function moderationLogRoutes({ answers, consultations, db }: BackendContext) {
  return featureRoutes().openapi(log, async (c) => {
    const { slug } = c.req.valid('param');
    const { cursor, limit } = c.req.valid('query');
    const { id } = await consultations.get(slug);
    const before = decodeCursor(Position, cursor)?.seq;
    const [counts, heads, found] = await Promise.all([
      moderationCounts(db, id),
      listHeads(db, id),
      recordsBefore(db, id, limit + 1, before),
    ]);
    const records = found.slice(0, limit);
    const next = found.length > limit ? encodeCursor({ seq: records.at(-1)!.seq }) : null;
    return answers.give(c, { ...counts, heads, records, next });
  });
}

const Position = z.object({ seq: z.int() }).strict();
