import { z } from '@hono/zod-openapi';
import { LONGEST_APPEAL, LONGEST_REPORT, MAX_DEPTH } from './limits.js';
import { ModerationDefinition } from './moderation-policy.js';
import { ContributionId, Cursor, Instant, isStorable, LocalizedText, plainText } from './text.js';
import { CountsPolicy } from './votes.js';

export const Alignment = z.enum(['for', 'neutral', 'against']).openapi('Alignment');
export type Alignment = z.infer<typeof Alignment>;

/**
 * How a list is ordered. `rated` is by Wilson's lower bound; `balanced` gives for, neutral, against and without position
 * in turn, each side's best rated first (its newest, where counts are withheld).
 */
export const CommentSort = z
  .enum(['recent', 'oldest', 'discussed', 'rated', 'balanced'])
  .openapi('CommentSort');
export type CommentSort = z.infer<typeof CommentSort>;

export const CommentsDefinition = z
  .object({
    kind: z.literal('comments'),
    /** The question put to citizens. */
    prompt: LocalizedText.optional(),
    maxLength: z.number().int().min(100).max(20_000).default(2000),
    /** Whether a comment says that it is for, neutral or against. */
    alignment: z.boolean().default(true),
    /** Votes on comments. */
    votes: z.boolean().default(true),
    /** What a vote says: useful or not (`up`, `down`), or `agree`, `disagree`, `pass`. The former, unless told. */
    voting: z.enum(['usefulness', 'agreement']).optional(),
    /** When the counts of votes are given out: always, unless told. */
    counts: CountsPolicy.optional(),
    /** For how many minutes its author may change a comment: 5, unless told; 0 for not at all. */
    editableFor: z.number().int().min(0).max(60).optional(),
    /** Whether web addresses in comments become links: not, unless told. */
    links: z.boolean().optional(),
    /** How comments are moderated: after publication, by the platform's usual policy, unless told. */
    moderation: ModerationDefinition.optional(),
    replies: z.boolean().default(true),
    /** The activity of ideas that these comments may be about. */
    about: z.string().max(80).optional(),
  })
  .openapi('CommentsDefinition');
export type CommentsDefinition = z.infer<typeof CommentsDefinition>;

/**
 * What the form’s field was filled in with that people neither see nor reach: a program wrote it, or a browser that fills
 * in too much. Refused (`/trap`, `filled-in`), and taken once it is sent without, as a person then does.
 */
const Trap = z.string().max(2000).optional();

/** `PUT …/comments/{id}` */
export const CommentInput = z
  .object({
    body: plainText(20_000),
    alignment: Alignment.optional(),
    /** The comment that this one answers. */
    parent: ContributionId.optional(),
    /** The idea that this comment is about. */
    subject: ContributionId.optional(),
    trap: Trap,
  })
  .strict()
  .openapi('CommentInput');
export type CommentInput = z.infer<typeof CommentInput>;

/** `PUT …/comments/{id}/versions/{version}`: what its author changes a comment into, while they may. */
export const CommentChange = z
  .object({ body: plainText(20_000), alignment: Alignment.optional(), trap: Trap })
  .strict()
  .openapi('CommentChange');
export type CommentChange = z.infer<typeof CommentChange>;

/** Why a text is no longer there: its author took it back, or a moderator hid it. */
export const PublicState = z.enum(['published', 'withdrawn', 'hidden']).openapi('PublicState');
export type PublicState = z.infer<typeof PublicState>;

/** Votes of one comment: useful and not, or (where the definition asks so) agreed, disagreed and passed. */
export const CommentVotes = z.object({
  up: z.number().int(),
  down: z.number().int(),
  pass: z.number().int().optional(),
});
export type CommentVotes = z.infer<typeof CommentVotes>;

/** What the public body answers to a comment, in its own name. */
export const OfficialAnswer = z
  .object({ id: z.uuid(), body: LocalizedText, acceptedAt: Instant })
  .openapi('OfficialAnswer');
export type OfficialAnswer = z.infer<typeof OfficialAnswer>;

/** That the public body took a comment into account, and what changed because of it. */
export const Consideration = z.object({ text: LocalizedText, at: Instant }).openapi('Consideration');
export type Consideration = z.infer<typeof Consideration>;

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
    /** Votes cast here and those carried over from elsewhere, together; null while the definition withholds them. */
    votes: CommentVotes.nullable(),
    /** Of `votes`, those that were carried over with an import. */
    carried: CommentVotes.optional(),
    /** When its author changed it, if ever. */
    editedAt: Instant.optional(),
    /** Of a hidden comment: the reason, by its id in the policy. */
    hiddenFor: z.string().optional(),
    /** What the public body answered, oldest first. */
    officialAnswers: z.array(OfficialAnswer).optional(),
    /** That the public body took it into account. */
    considered: Consideration.optional(),
  })
  .openapi('Comment');
export type Comment = z.infer<typeof Comment>;

export const CommentPage = z
  .object({
    items: z.array(Comment),
    /** Where the next page begins; null on the last one. */
    next: Cursor.nullable(),
    /**
     * How many comments can be read in the whole list: at the root, or answers with `parent`. Where the list is narrowed
     * (a position, official answers, a search), how many there are without that.
     */
    total: z.number().int(),
    /** How many of `total` take each position; of a thread's root, on a first page. */
    positions: z
      .object({ for: z.number().int(), neutral: z.number().int(), against: z.number().int() })
      .optional(),
    /** How many comments a search finds, or were answered by the public body; on the first page of such a list. */
    found: z.object({ count: z.number().int(), more: z.boolean() }).optional(),
  })
  .openapi('CommentPage');
export type CommentPage = z.infer<typeof CommentPage>;

/** What narrows a list of comments: by position, to what the public body answered, to a search in their words. */
export const CommentFilter = z.object({
  alignment: Alignment.optional(),
  official: z.literal('true').optional(),
  /** Words to look for, accents ignored; "exact phrases", -excluded words and OR are understood. */
  q: z.string().trim().min(1).max(200).refine(isStorable, { error: 'not-storable' }).optional(),
});
export type CommentFilter = z.infer<typeof CommentFilter>;

/** `GET …/comments/{id}/context`: a comment with what it answers, from the root down. */
export const CommentContext = z
  .object({ ancestors: z.array(Comment), comment: Comment })
  .openapi('CommentContext');
export type CommentContext = z.infer<typeof CommentContext>;

export const CommentChoice = z.enum(['up', 'down', 'agree', 'disagree', 'pass']);
export type CommentChoice = z.infer<typeof CommentChoice>;

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

/** `PUT …/comments/{id}/report`: one a participant. For `other`, the text says why. */
export const ReportInput = z
  .object({ reason: ReportReason, text: plainText(LONGEST_REPORT).optional() })
  .strict()
  .openapi('ReportInput');
export type ReportInput = z.infer<typeof ReportInput>;

/** `PUT …/comments/{id}/appeal`: its author asks, once a decision, that it be looked at again. */
export const AppealInput = z
  .object({
    text: plainText(LONGEST_APPEAL),
    /** The decision, by its identifier; the last one that took the comment out of sight, unless told. */
    decision: z.uuid().toLowerCase().optional(),
  })
  .strict()
  .openapi('AppealInput');
export type AppealInput = z.infer<typeof AppealInput>;
