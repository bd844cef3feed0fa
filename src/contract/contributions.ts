import { z } from '@hono/zod-openapi';
import { CommentVotes, Consideration, OfficialAnswer } from './comments.js';
import { ActivityKind } from './consultation.js';
import { IdeaVotes } from './ideas.js';
import { Appeal, Decision } from './moderation.js';
import { Cursor, Instant } from './text.js';

export const ContributionKind = z
  .enum(['response', 'comment', 'idea', 'feedback'])
  .openapi('ContributionKind');
export type ContributionKind = z.infer<typeof ContributionKind>;

/** The backend has stored it. The same request again gives the same receipt. */
export const Receipt = z
  .object({
    id: z.uuid(),
    kind: z.enum(['response', 'comment', 'idea', 'feedback', 'ballot', 'report', 'withdrawal', 'appeal']),
    activity: z.string(),
    acceptedAt: Instant,
    /** 1 for what was just given; a change is the next. */
    version: z.number().int(),
    /** Whether it waits for a moderator before it is public. */
    pending: z.literal(true).optional(),
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
    /** `pending`: waits for a moderator. */
    state: z.enum(['published', 'withdrawn', 'hidden', 'pending']),
    /** What they gave, as they gave it; null once withdrawn. */
    content: z.record(z.string(), z.unknown()).nullable(),
    /** Of a comment that moderators decided on: the last decision. */
    decision: Decision.optional(),
    /** Whether its author may ask that the last decision be looked at again: once each. */
    appealable: z.boolean().optional(),
    appeal: Appeal.optional(),
    officialAnswers: z.array(OfficialAnswer).optional(),
    considered: Consideration.optional(),
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

/** One of the citizen's own comments that others do not see. */
export const OwnComment = z
  .object({
    id: z.uuid(),
    parent: z.uuid().nullable(),
    state: z.enum(['pending', 'hidden']),
    body: z.string(),
    alignment: z.enum(['for', 'neutral', 'against']).nullable(),
    acceptedAt: Instant,
    version: z.number().int(),
    /** Of a hidden one: the reason, by its id in the policy. */
    hiddenFor: z.string().nullable().optional(),
  })
  .openapi('OwnComment');
export type OwnComment = z.infer<typeof OwnComment>;

/** `GET …/activities/{activity}/mine`: what the public list must not say, for one participant. */
export const OwnInActivity = z
  .object({
    ballots: z.array(OwnBallot),
    /** The comments, ideas, responses or feedback that are this participant's own. */
    own: z.array(z.uuid()),
    /** The comments that this participant has reported. */
    reported: z.array(z.uuid()),
    /** Their own comments that are not public: they wait for a moderator, or one has hidden them. */
    unpublished: z.array(OwnComment).optional(),
    /** The pseudonym that others see beside their comments. */
    author: z.string().optional(),
    /** Their own comments that they may still change, with the version that is stored now. */
    changeable: z
      .array(z.object({ id: z.uuid(), version: z.number().int(), secondsLeft: z.number().int() }))
      .optional(),
    /** What others answered to their comments: the newest, newest first. */
    answers: z.array(z.object({ id: z.uuid(), parent: z.uuid(), acceptedAt: Instant })).optional(),
  })
  .openapi('OwnInActivity');
export type OwnInActivity = z.infer<typeof OwnInActivity>;

/** The participant's own key: 32 random bytes in base64url, sent as `Authorization: Bearer …`. */
export const ParticipantKey = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
