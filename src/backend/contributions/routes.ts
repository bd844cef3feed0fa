import { createRoute, z } from '@hono/zod-openapi';
import { OwnContributionPage, OwnInActivity, Receipt } from '../../contract/contributions.js';
import { ItemId } from '../../contract/text.js';
import { phaseOf } from '../../domain/hours.js';
import { countsAreTheirs } from '../../domain/ideas.js';
import { editableFor, modeOf, takesAppeals, votesAreTheirs, votesArePublic } from '../../domain/threads.js';
import type { BackendContext } from '../context.js';
import { decodeCursor, encodeCursor, PositionDate } from '../http/cursor.js';
import { participantOf } from '../http/participant.js';
import { Refused } from '../http/problems.js';
import {
  activityParams,
  body,
  consultationParams,
  featureRoutes,
  json,
  pageQuery,
  participantSecurity,
} from '../http/routes.js';
import { listOwn, readOwn, withdraw } from './store.js';

const PRIVATE = 'private, no-store';

const list = createRoute({
  method: 'get',
  path: '/mine',
  summary: 'All that this participant gave',
  security: participantSecurity,
  request: { params: consultationParams, query: pageQuery },
  responses: json(OwnContributionPage, 'One page, newest first.'),
});

const inActivity = createRoute({
  method: 'get',
  path: '/activities/{activity}/mine',
  summary: 'This participant’s votes, reports and contributions in one activity',
  security: participantSecurity,
  request: { params: activityParams },
  responses: json(OwnInActivity, 'What the public lists do not say.'),
});

const putWithdrawal = createRoute({
  method: 'put',
  path: '/mine/{id}/withdrawal',
  summary: 'Take a contribution back, for good',
  description: 'Also after closing. The text is erased; the place stays, with the answers of others.',
  security: participantSecurity,
  request: { params: consultationParams.extend({ id: ItemId }), ...body(z.object({}).strict()) },
  responses: json(Receipt, 'Withdrawn.'),
});

/** The citizen’s own contributions: list, and withdraw. */
export function contributionRoutes(context: BackendContext) {
  const { consultations, db, files, live, now } = context;
  return featureRoutes()
    .openapi(list, async (c) => {
      const { slug } = c.req.valid('param');
      const { cursor, limit } = c.req.valid('query');
      const consultation = await consultations.get(slug);
      const participant = await participantOf(context, c, slug);
      const after = decodeCursor(Position, cursor);
      const { items, next } = await listOwn(
        db,
        { consultationId: consultation.id, participant },
        limit,
        after,
        new Set(
          [...consultation.activities.values()].flatMap(({ definition }) =>
            definition.kind === 'comments' && takesAppeals(definition) ? [definition.id] : [],
          ),
        ),
      );
      c.header('cache-control', PRIVATE);
      return c.json({ items, next: next && encodeCursor(next) }, 200);
    })
    .openapi(inActivity, async (c) => {
      const { slug, activity: activityId } = c.req.valid('param');
      const consultation = await consultations.get(slug);
      const activity = consultation.activities.get(activityId);
      if (!activity) throw new Refused({ code: 'not-found' });
      const participant = await participantOf(context, c, slug);
      const { definition } = activity;
      const phase = phaseOf(activity, now());
      const counts =
        (definition.kind === 'ideas' && countsAreTheirs(definition.counts, phase)) ||
        // Where they are public, the list has them.
        (definition.kind === 'comments' &&
          votesAreTheirs(definition, phase) &&
          !votesArePublic(definition, phase));
      c.header('cache-control', PRIVATE);
      return c.json(
        await readOwn(
          db,
          { consultationId: consultation.id, participant },
          definition,
          counts,
          definition.kind === 'comments'
            ? {
                since: new Date(
                  phase === 'open' ? now().getTime() - editableFor(definition) : now().getTime(),
                ),
                mode: modeOf(definition),
              }
            : undefined,
        ),
        200,
      );
    })
    .openapi(putWithdrawal, async (c) => {
      const { slug, id } = c.req.valid('param');
      const consultation = await consultations.get(slug);
      const participant = await participantOf(context, c, slug);
      const withdrawn = await withdraw(db, { consultationId: consultation.id, participant }, id, now());
      if (!withdrawn) throw new Refused({ code: 'not-found' });
      live.changed(slug, withdrawn.activity);
      // The files that it named are erased already: their bytes follow.
      if (consultation.activities.get(withdrawn.activity)?.definition.kind === 'survey') void files.sweep();
      const receipt = { id, kind: 'withdrawal' as const, activity: withdrawn.activity, version: 1 };
      return c.json({ ...receipt, acceptedAt: withdrawn.at.toISOString() }, 200);
    });
}

const Position = z.object({ at: PositionDate, id: z.uuid() }).strict();
