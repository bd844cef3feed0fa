import { z } from '@hono/zod-openapi';
import { Alignment, CommentVotes, Consideration, OfficialAnswer, ReportReason } from './comments.js';
import { ContributionId, Cursor, Instant, LocalizedText, Name, plainText, Slug } from './text.js';

/**
 * What a token of a public body may do: `observer` reads the queue, `moderator` decides, `official` answers in the body's
 * name and says what was taken into account. A token may have several.
 */
export const ModerationRole = z.enum(['observer', 'moderator', 'official']).openapi('ModerationRole');
export type ModerationRole = z.infer<typeof ModerationRole>;

/** A token of the moderators' API, sent as `Authorization: Bearer cqm_…`: 32 random bytes in base64url. */
export const ModerationToken = z.string().regex(/^cqm_[A-Za-z0-9_-]{43}$/);

/**
 * What a decision does:
 *
 * - `accept`: publishes what waits; of what is public already, says that it stays, whatever was reported until then
 * - `hide`: takes out of sight, for a reason of the policy
 * - `restore`: brings back what was hidden or merged
 * - `merge`: takes a repetition out of the list, in favour of the comment that it repeats (`into`)
 * - `consider`: says that the body took it into account, and what changed (`text`)
 * - `trust`, `distrust`: what its author writes is published at once in the mode `trusted`, or not any more
 * - `answer`: the body answered (recorded by `PUT …/answers/{id}`)
 * - `retract`: takes back what the body answered, and that it took the comment into account: their words are erased
 * - `uphold`, `overturn`: an appeal was looked at, and the decision stays; or the comment comes back
 * - `hold`: screening keeps it back until a moderator has read it; never a moderator’s
 */
export const ModerationAction = z
  .enum([
    'accept',
    'hide',
    'restore',
    'merge',
    'consider',
    'trust',
    'distrust',
    'answer',
    'retract',
    'uphold',
    'overturn',
    'hold',
  ])
  .openapi('ModerationAction');
export type ModerationAction = z.infer<typeof ModerationAction>;

/** `PUT …/moderation/decisions/{id}`: the same again gives the same. */
export const DecisionInput = z
  .object({
    action: ModerationAction.exclude(['answer', 'hold']),
    comment: z.uuid().toLowerCase(),
    /** Of `hide`: the reason, by its id in the policy. */
    reason: Name.optional(),
    /** Why, in the moderator's words: for the moderators and the author. May be erased later. */
    note: plainText(2000).optional(),
    /** Of `merge`: the comment that stays. */
    into: z.uuid().toLowerCase().optional(),
    /** Of `consider`: what changed because of it. */
    text: LocalizedText.optional(),
  })
  .strict()
  .openapi('DecisionInput');
export type DecisionInput = z.infer<typeof DecisionInput>;

/** `PUT …/moderation/answers/{id}`: an answer in the public body's name. */
export const AnswerInput = z
  .object({ comment: z.uuid().toLowerCase(), body: LocalizedText })
  .strict()
  .openapi('AnswerInput');
export type AnswerInput = z.infer<typeof AnswerInput>;

/** Which comments a raid's decision is about: exactly one of these. Addresses are known for 48 hours. */
export const RaidSelection = z
  .union([
    /** All that came from the address that this comment came from. */
    z.object({ addressOf: z.uuid().toLowerCase() }).strict(),
    /** All whose text is nearly this comment's. */
    z.object({ similarTo: z.uuid().toLowerCase() }).strict(),
    /** All accepted from an instant on to before another, at most a day later. */
    z.object({ from: Instant, to: Instant }).strict(),
  ])
  .openapi('RaidSelection');
export type RaidSelection = z.infer<typeof RaidSelection>;

/** `PUT …/moderation/bulk/{id}`: hides up to 1,000 comments at once; `restore` with the same id brings all of them back. */
export const BulkInput = z
  .discriminatedUnion('action', [
    z
      .object({
        action: z.literal('hide'),
        activity: Slug,
        selection: RaidSelection,
        reason: Name,
        note: plainText(2000).optional(),
      })
      .strict(),
    z
      .object({ action: z.literal('restore'), bulk: ContributionId, note: plainText(2000).optional() })
      .strict(),
  ])
  .openapi('BulkInput');
export type BulkInput = z.infer<typeof BulkInput>;

/** The most comments that one raid's decision is about. */
export const MAX_BULK = 1000;

/** `GET …/moderation/bulk`: what a raid's decision would be about; `activity`, and exactly one selection. */
export const RaidQuery = z.object({
  activity: Slug,
  addressOf: z.uuid().toLowerCase().optional(),
  similarTo: z.uuid().toLowerCase().optional(),
  from: Instant.optional(),
  to: Instant.optional(),
});
export type RaidQuery = z.infer<typeof RaidQuery>;

/** What came of a decision. */
export const DecisionReceipt = z
  .object({
    id: z.uuid(),
    action: ModerationAction,
    /** The comments that it is about; of a raid's, all those that changed. */
    comments: z.array(z.uuid()),
    decidedAt: Instant,
    /** Of a raid's: it took as many as one request may. There may be more: send again, with another id. */
    more: z.literal(true).optional(),
  })
  .openapi('DecisionReceipt');
export type DecisionReceipt = z.infer<typeof DecisionReceipt>;

/** One decision as moderators and the author read it. */
export const Decision = z
  .object({
    id: z.uuid(),
    action: ModerationAction,
    reason: z.string().nullable(),
    /** Null where there was none or it was erased. */
    note: z.string().nullable(),
    at: Instant,
    /** Whether screening decided by itself, as the definition lets it. */
    automatic: z.boolean(),
    bulk: z.uuid().nullable(),
  })
  .openapi('Decision');
export type Decision = z.infer<typeof Decision>;

/** What an author asked to be looked at again, and what came of it. */
export const Appeal = z
  .object({
    text: z.string().nullable(),
    madeAt: Instant,
    outcome: z.enum(['upheld', 'overturned']).nullable(),
    decidedAt: Instant.nullable(),
    /** The decision that it is about, by its identifier. */
    decision: z.uuid().nullable().optional(),
  })
  .openapi('Appeal');
export type Appeal = z.infer<typeof Appeal>;

/** A comment as moderators see it: whatever its state, with what was said of it. Never says who reported. */
export const ModeratedComment = z
  .object({
    id: z.uuid(),
    activity: z.string(),
    parent: z.uuid().nullable(),
    state: z.enum(['published', 'withdrawn', 'hidden', 'pending']),
    body: z.string().nullable(),
    alignment: Alignment.nullable(),
    author: z.string(),
    acceptedAt: Instant,
    editedAt: Instant.nullable(),
    votes: CommentVotes,
    replies: z.number().int(),
    /** Whether its author is trusted. */
    trusted: z.boolean(),
    /** What screening marked it with. */
    flags: z.array(z.string()),
    /** How urgent it is: reports by the weight of their reason, marks, an appeal; 0 once decided. */
    priority: z.number().int(),
    /** How many reports each reason has, since the last decision. */
    reports: z.array(z.object({ reason: ReportReason, count: z.number().int() })),
    /** What people wrote who reported, since the last decision. */
    reportTexts: z.array(z.string()),
    /** The one that waits, or that was about the last decision to take the comment out of sight. */
    appeal: Appeal.nullable(),
    /** All that its author ever asked to be looked at again, oldest first. */
    appeals: z.array(Appeal).optional(),
    mergedInto: z.uuid().nullable(),
    officialAnswers: z.array(OfficialAnswer),
    considered: Consideration.nullable(),
    decisions: z.array(Decision),
    /** What it said before its author changed it, oldest first. */
    earlier: z.array(z.object({ version: z.number().int(), body: z.string().nullable(), at: Instant })),
  })
  .openapi('ModeratedComment');
export type ModeratedComment = z.infer<typeof ModeratedComment>;

/** What a raid's decision would hide. */
export const RaidPreview = z
  .object({
    /** How many are public or wait, all together. */
    count: z.number().int(),
    /** The first of them, oldest first: 20 at most. */
    items: z.array(ModeratedComment),
  })
  .openapi('RaidPreview');
export type RaidPreview = z.infer<typeof RaidPreview>;

/** Which part of the queue: all that asks for a decision, or one kind of it; `all` lists every comment, newest first. */
export const QueueFilter = z.enum(['open', 'pending', 'reported', 'marked', 'appealed', 'all']);
export type QueueFilter = z.infer<typeof QueueFilter>;

/** `GET …/moderation/queue`: the most urgent first. */
export const ModerationQueue = z
  .object({ items: z.array(ModeratedComment), next: Cursor.nullable(), open: z.number().int() })
  .openapi('ModerationQueue');
export type ModerationQueue = z.infer<typeof ModerationQueue>;

/**
 * One link of the chain of decisions, as everybody may read it. It names nobody and holds no text: a commitment is
 * SHA-256 of a random salt of 32 bytes and the text, and proves nothing once the salt is destroyed.
 */
export const ModerationRecord = z
  .object({
    seq: z.number().int(),
    /** The decision's id; many records of a raid share `bulk`. */
    id: z.uuid(),
    at: Instant,
    action: z.string(),
    kind: z.enum(['response', 'comment', 'idea', 'feedback']),
    contribution: z.uuid(),
    /** By its id in the policy; null where what was decided needs none, or where its words are not public. */
    reason: z.string().nullable(),
    /** In whose power: a token's role, `operator` (the command line) or `screening`. */
    role: z.string(),
    bulk: z.uuid().nullable(),
    /** Seconds from when it was given, or first reported, until it was decided. */
    waited: z.number().int().nullable(),
    /** To the text as it was. Hexadecimal. */
    text: z.string().nullable(),
    /** Of `answer` and `consider`: to what the public body said, in each language. Hexadecimal. */
    words: z.string().nullable(),
    /** To who decided, and their own words. Hexadecimal. */
    who: z.string().nullable(),
    /** The hash of the record before; 64 zeros for the first. Hexadecimal. */
    previous: z.string(),
    /** SHA-256 of all of the above as `domain/moderation-chain.ts` writes it. Hexadecimal. */
    hash: z.string(),
  })
  .openapi('ModerationRecord');
export type ModerationRecord = z.infer<typeof ModerationRecord>;

/** The last record of a day in Québec: whoever holds it can tell later that nothing before it was changed. */
export const ChainHead = z
  .object({ day: z.iso.date(), seq: z.number().int(), hash: z.string() })
  .openapi('ChainHead');
export type ChainHead = z.infer<typeof ChainHead>;

/** `GET …/moderation/log`: what moderators did, for everybody: how many, why, how fast. */
export const ModerationLog = z
  .object({
    /** Comments received since the beginning, whatever became of them. */
    received: z.number().int(),
    published: z.number().int(),
    pending: z.number().int(),
    hidden: z.number().int(),
    /** Decisions by what they did, and for what reason. */
    decisions: z.array(
      z.object({ action: z.string(), reason: z.string().nullable(), count: z.number().int() }),
    ),
    /** Of what waited for a moderator: seconds until half, and until nine in ten, were decided. */
    waited: z.object({ median: z.number().int(), ninth: z.number().int() }).nullable(),
    appeals: z.object({ made: z.number().int(), overturned: z.number().int(), open: z.number().int() }),
    /** The last of each day, newest first, at most 400. */
    heads: z.array(ChainHead),
    /** The newest records, and where older ones are. */
    records: z.array(ModerationRecord),
    next: Cursor.nullable(),
  })
  .openapi('ModerationLog');
export type ModerationLog = z.infer<typeof ModerationLog>;
