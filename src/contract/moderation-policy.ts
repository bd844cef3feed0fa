import { z } from '@hono/zod-openapi';
import { LocalizedText, Name } from './text.js';

/** One reason for which a moderator may hide a contribution, as the body publishes it. */
export const PolicyReason = z
  .object({ id: Name, label: LocalizedText, description: LocalizedText.optional() })
  .strict()
  .openapi('PolicyReason');
export type PolicyReason = z.infer<typeof PolicyReason>;

/** How comments are moderated. */
export const ModerationDefinition = z
  .object({
    /**
     * `after`: what is written is public at once. `before`: once a moderator has accepted it. `trusted`: at once from
     * those whom a moderator trusts, else once it is accepted.
     */
    mode: z.enum(['after', 'before', 'trusted']).default('after'),
    /** The reasons for which something may be hidden; the platform's own, unless told. */
    policy: z.array(PolicyReason).min(1).max(20).optional(),
    /** Whether an author may ask, once a decision, that it be looked at again. */
    appeals: z.boolean().default(true),
    /**
     * What screening may do by itself: nothing, mark a comment for moderators, or also hold it back until one of them
     * has read it.
     */
    screening: z.enum(['off', 'mark', 'hold']).default('mark'),
  })
  .strict()
  .openapi('ModerationDefinition');
export type ModerationDefinition = z.infer<typeof ModerationDefinition>;
