import { z } from '@hono/zod-openapi';
import { Alignment } from './comments.js';
import { Instant, wholeText } from './text.js';

const NO_IDENTIFIER = { error: 'no-identifier' };

/** What something is called where it comes from. */
const SourceId = z
  .union([wholeText().min(1, NO_IDENTIFIER).max(200, NO_IDENTIFIER), z.number()], NO_IDENTIFIER)
  .transform(String);

/** Votes that are carried over: so many that those cast here can be added. */
const Votes = z.number().int().min(0).max(2_000_000_000);

/** An idea from elsewhere: one line of the file that `cq import` reads. Bodies are kept whole, whatever their length. */
export const ImportedIdea = z
  .object({
    id: SourceId,
    section: wholeText().max(120).optional(),
    title: wholeText().min(1),
    body: wholeText(),
    createdAt: Instant,
    author: wholeText().min(1).max(80),
    votes: z
      .object({
        for: Votes.default(0),
        against: Votes.default(0),
        mixed: Votes.default(0),
      })
      .optional(),
  })
  .strict();
export type ImportedIdea = z.infer<typeof ImportedIdea>;

/** A comment from elsewhere. `votes` is a number of supports, or both sides. */
export const ImportedComment = z
  .object({
    id: SourceId,
    /** The source id of the idea that it is about, imported before. */
    ideaId: SourceId.optional(),
    /** The source id of the comment that it answers, imported before. */
    parentId: SourceId.optional(),
    alignment: Alignment.optional(),
    body: wholeText().min(1),
    createdAt: Instant,
    author: wholeText().min(1).max(80),
    votes: z
      .union([
        Votes.transform((up) => ({ up, down: 0 })),
        z.object({ up: Votes.default(0), down: Votes.default(0) }),
      ])
      .optional(),
  })
  .strict();
export type ImportedComment = z.infer<typeof ImportedComment>;
