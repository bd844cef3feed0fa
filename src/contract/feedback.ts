import { z } from '@hono/zod-openapi';
import { isStorable, LocalizedText, plainText } from './text.js';

export const FeedbackDefinition = z
  .object({
    kind: z.literal('feedback'),
    /** Replaces «L’information sur cette page vous a-t-elle été utile ?». */
    question: LocalizedText.optional(),
    maxLength: z.number().int().min(100).max(5000).default(1000),
  })
  .openapi('FeedbackDefinition');
export type FeedbackDefinition = z.infer<typeof FeedbackDefinition>;

export const Verdict = z.enum(['yes', 'no', 'problem']).openapi('Verdict');
export type Verdict = z.infer<typeof Verdict>;

/** `PUT …/feedback/{id}`: the first click. */
export const FeedbackInput = z
  .object({
    verdict: Verdict,
    /** The page that it is about: origin and path only, never the query or the fragment. */
    page: z.string().max(500, { error: 'too-long' }).refine(isStorable, { error: 'not-storable' }).openapi({
      format: 'uri',
      description:
        'The page that it is about: https (or http), on a site that the public body registered or on the platform, without user name, password, query or fragment. Its origin and path are kept.',
      example: 'https://www.exemple.gouv.qc.ca/permis',
    }),
  })
  .strict()
  .openapi('FeedbackInput');
export type FeedbackInput = z.infer<typeof FeedbackInput>;

/** `PUT …/feedback/{id}/versions/2`: the details that follow. */
export const FeedbackDetailsInput = z
  .object({ details: plainText(5000) })
  .strict()
  .openapi('FeedbackDetailsInput');
export type FeedbackDetailsInput = z.infer<typeof FeedbackDetailsInput>;
