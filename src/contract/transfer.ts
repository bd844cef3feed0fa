import { z } from '@hono/zod-openapi';
import { Alignment } from './comments.js';
import { Instant } from './text.js';

/** An idea from elsewhere: one line of the file that `cq import` reads. Bodies are kept whole, whatever their length. */
export const ImportedIdea = z
  .object({
    id: z.union([z.string(), z.number()]).transform(String),
    section: z.string().max(120).optional(),
    title: z.string().min(1),
    body: z.string(),
    createdAt: Instant,
    author: z.string().min(1).max(80),
    votes: z
      .object({
        for: z.number().int().min(0).default(0),
        against: z.number().int().min(0).default(0),
        mixed: z.number().int().min(0).default(0),
      })
      .optional(),
  })
  .strict();
export type ImportedIdea = z.infer<typeof ImportedIdea>;

/** A comment from elsewhere. `votes` is a number of supports, or both sides. */
export const ImportedComment = z
  .object({
    id: z.union([z.string(), z.number()]).transform(String),
    /** The source id of the idea that it is about, imported before. */
    ideaId: z.union([z.string(), z.number()]).transform(String).optional(),
    /** The source id of the comment that it answers, imported before. */
    parentId: z.union([z.string(), z.number()]).transform(String).optional(),
    alignment: Alignment.optional(),
    body: z.string().min(1),
    createdAt: Instant,
    author: z.string().min(1).max(80),
    votes: z
      .union([
        z
          .number()
          .int()
          .min(0)
          .transform((up) => ({ up, down: 0 })),
        z.object({ up: z.number().int().min(0).default(0), down: z.number().int().min(0).default(0) }),
      ])
      .optional(),
  })
  .strict();
export type ImportedComment = z.infer<typeof ImportedComment>;
