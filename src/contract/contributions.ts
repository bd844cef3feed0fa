import { z } from '@hono/zod-openapi';
import { CommentVotes } from './comments.js';
import { ActivityKind } from './consultation.js';
import { IdeaVotes } from './ideas.js';
import { Cursor, Instant } from './text.js';

export const ContributionKind = z
  .enum(['response', 'comment', 'idea', 'feedback'])
  .openapi('ContributionKind');
export type ContributionKind = z.infer<typeof ContributionKind>;

/** The backend has stored it. The same request again gives the same receipt. */
export const Receipt = z
  .object({
    id: z.uuid(),
    kind: z.enum(['response', 'comment', 'idea', 'feedback', 'ballot', 'report', 'withdrawal']),
    activity: z.string(),
    acceptedAt: Instant,
    /** 1 for what was just given; a change is the next. */
    version: z.number().int(),
  })
  .openapi('Receipt');
export type Receipt = z.infer<typeof Receipt>;

/** One of the citizen's own contributions. */
export const OwnContribution = z
  .object({
    id: z.uuid(),
    kind: ContributionKind,
    activity: z.string(),
    activityKind: ActivityKind,
    acceptedAt: Instant,
    state: z.enum(['published', 'withdrawn', 'hidden']),
    /** What they gave, as they gave it; null once withdrawn. */
    content: z.record(z.string(), z.unknown()).nullable(),
  })
  .openapi('OwnContribution');
export type OwnContribution = z.infer<typeof OwnContribution>;

/** `GET …/mine`: newest first. */
export const OwnContributionPage = z
  .object({ items: z.array(OwnContribution), next: Cursor.nullable() })
  .openapi('OwnContributionPage');
export type OwnContributionPage = z.infer<typeof OwnContributionPage>;

/** One of the citizen's own votes, with the counts where voting gives a right to see them. */
export const OwnBallot = z
  .object({
    item: z.uuid(),
    choice: z.string().nullable(),
    turn: z.number().int(),
    votes: z.union([IdeaVotes, CommentVotes]).nullable(),
  })
  .openapi('OwnBallot');
export type OwnBallot = z.infer<typeof OwnBallot>;

/** `GET …/activities/{activity}/mine`: what the public list must not say, for one participant. */
export const OwnInActivity = z
  .object({
    ballots: z.array(OwnBallot),
    /** The comments, ideas, responses or feedback that are this participant's own. */
    own: z.array(z.uuid()),
    /** The comments that this participant has reported. */
    reported: z.array(z.uuid()),
  })
  .openapi('OwnInActivity');
export type OwnInActivity = z.infer<typeof OwnInActivity>;

/** The participant's own key: 32 random bytes in base64url, sent as `Authorization: Bearer …`. */
export const ParticipantKey = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
