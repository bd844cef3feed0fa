import { createRoute, z } from '@hono/zod-openapi';
import { ActivityKind, View } from '../../contract/consultation.js';
import { SectionName } from '../../contract/ideas.js';
import { RING_STARTS } from '../../contract/limits.js';
import { ItemId, Slug } from '../../contract/text.js';
import { phaseOf } from '../../domain/hours.js';
import { noActivity } from '../consultations/absent.js';
import type { ActiveActivity, ActiveConsultation } from '../consultations/cache.js';
import { summaryOf } from '../consultations/routes.js';
import type { BackendContext } from '../context.js';
import { Refused } from '../http/problems.js';
import { noticeFor } from '../releases/store.js';
import { consultationParams, featureRoutes, json } from '../http/routes.js';

export const viewQuery = z.object({
  kind: ActivityKind,
  activity: Slug.optional(),
  /** The idea that comments are about. */
  subject: ItemId.optional(),
  /** The section that ideas are of. */
  section: SectionName.optional(),
  /** Where in the ring of ideas the reader starts. */
  start: z.coerce
    .number()
    .int()
    .min(0)
    .max(RING_STARTS - 1)
    .optional(),
});
export type ViewQuery = z.infer<typeof viewQuery>;

/** Gives what a view has beside the definition: the first page of `comments` or `ideas`, or the quotas that are full, by one query. */
export type FirstPage = (
  consultation: ActiveConsultation,
  activity: ActiveActivity,
  query: ViewQuery,
) => Promise<Pick<View, 'comments' | 'ideas' | 'fullQuotas'>>;

const read = createRoute({
  method: 'get',
  path: '/view',
  summary: 'All that a widget needs for its first view',
  description:
    'The consultation’s first activity of the kind, or the one named; with the first page of what is in it.',
  request: { params: consultationParams, query: viewQuery },
  responses: json(View, 'The view.'),
});

/** The first view of each kind; `pages` tells which kinds have a first page. */
export function viewRoutes(
  { answers, consultations, now, release }: BackendContext,
  pages: Partial<Record<ActivityKind, FirstPage>>,
) {
  return featureRoutes().openapi(read, async (c) => {
    const query = c.req.valid('query');
    const consultation = await consultations.get(c.req.valid('param').slug);
    const activity = [...consultation.activities.values()].find(
      ({ definition }) =>
        definition.kind === query.kind && (query.activity === undefined || definition.id === query.activity),
    );
    if (!activity) throw new Refused(noActivity(consultation, query.kind, query.activity));
    const page = await pages[query.kind]?.(consultation, activity, query);
    return answers.give(c, {
      consultation: summaryOf(consultation, now()),
      activity: activity.definition,
      phase: phaseOf(activity, now()),
      opensAt: activity.opensAt.toISOString(),
      closesAt: activity.closesAt.toISOString(),
      ...page,
      ...(release && { release: noticeFor(query.kind, release, await consultations.releases()) }),
    });
  });
}
