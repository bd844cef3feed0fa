import { z } from '@hono/zod-openapi';
import { MAX_DEPTH } from './limits.js';
import { ContributionId, Cursor, Instant, LocalizedText, plainText } from './text.js';

export const Alignment = z.enum(['for', 'neutral', 'against']).openapi('Alignment');
export type Alignment = z.infer<typeof Alignment>;

export const CommentSort = z.enum(['recent', 'oldest', 'discussed', 'rated']).openapi('CommentSort');
export type CommentSort = z.infer<typeof CommentSort>;

export const CommentsDefinition = z
  .object({
    kind: z.literal('comments'),
    /** The question put to citizens. */
    prompt: LocalizedText.optional(),
    maxLength: z.number().int().min(100).max(20_000).default(2000),
    /** Whether a comment says that it is for, neutral or against. */
    alignment: z.boolean().default(true),
    /** Up and down votes on comments. */
    votes: z.boolean().default(true),
    replies: z.boolean().default(true),
    /** The activity of ideas that these comments may be about. */
    about: z.string().max(80).optional(),
  })
  .openapi('CommentsDefinition');
export type CommentsDefinition = z.infer<typeof CommentsDefinition>;

/** `PUT …/comments/{id}` */
export const CommentInput = z
  .object({
    body: plainText(20_000),
    alignment: Alignment.optional(),
    /** The comment that this one answers. */
    parent: ContributionId.optional(),
    /** The idea that this comment is about. */
    subject: ContributionId.optional(),
  })
  .strict()
  .openapi('CommentInput');
export type CommentInput = z.infer<typeof CommentInput>;

/** Why a text is no longer there: its author took it back, or a moderator hid it. */
export const PublicState = z.enum(['published', 'withdrawn', 'hidden']).openapi('PublicState');
export type PublicState = z.infer<typeof PublicState>;

export const CommentVotes = z.object({ up: z.number().int(), down: z.number().int() });
export type CommentVotes = z.infer<typeof CommentVotes>;

export const Comment = z
  .object({
    id: z.uuid(),
    parent: z.uuid().nullable(),
    /** The idea that it is about, with that idea's title. */
    subject: z.object({ id: z.uuid(), title: z.string() }).nullable(),
    depth: z.number().int().min(0).max(MAX_DEPTH),
    state: PublicState,
    /** Null once withdrawn or hidden. */
    body: z.string().nullable(),
    alignment: Alignment.nullable(),
    /** A pseudonym that is the same within one consultation. */
    author: z.string(),
    acceptedAt: Instant,
    replies: z.number().int(),
    /** Votes cast here and those carried over from elsewhere, together. */
    votes: CommentVotes,
    /** Of `votes`, those that were carried over with an import. */
    carried: CommentVotes.optional(),
  })
  .openapi('Comment');
export type Comment = z.infer<typeof Comment>;

export const CommentPage = z
  .object({
    items: z.array(Comment),
    /** Where the next page begins; null on the last one. */
    next: Cursor.nullable(),
    /** How many root comments (or replies, with `parent`) are public in the whole list. */
    total: z.number().int(),
  })
  .openapi('CommentPage');
export type CommentPage = z.infer<typeof CommentPage>;

export const CommentChoice = z.enum(['up', 'down']);

/** `PUT …/comments/{id}/ballot`: null takes the vote back. */
export const CommentBallotInput = z
  .object({
    choice: CommentChoice.nullable(),
    /** The participant's own counter for this comment: a ballot with a lower turn than the stored one is refused. */
    turn: z.number().int().min(1).max(2_000_000_000),
  })
  .strict()
  .openapi('CommentBallotInput');
export type CommentBallotInput = z.infer<typeof CommentBallotInput>;

export const ReportReason = z
  .enum(['spam', 'offensive', 'off-topic', 'personal-information', 'other'])
  .openapi('ReportReason');
export type ReportReason = z.infer<typeof ReportReason>;

/** `PUT …/comments/{id}/report`: one a participant. */
export const ReportInput = z
  .object({ reason: ReportReason, text: plainText(1000).optional() })
  .strict()
  .openapi('ReportInput');
export type ReportInput = z.infer<typeof ReportInput>;
