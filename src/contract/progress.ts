import { z } from '@hono/zod-openapi';
import { CHECK } from './limits.js';
import { Answers } from './survey-answers.js';
import { Name } from './text.js';

/**
 * `PUT …/progress/{id}`: how far a response came. The identifier is made for this alone, and the request carries no
 * participant key: it joins neither to a person nor to the response that may follow.
 */
export const ProgressInput = z
  .object({
    /** The page that is shown now, by its id. */
    page: z.union([Name, z.literal(CHECK)]),
    /** The version of the definition that the citizen sees. */
    definition: z.number().int().min(1).max(2_147_483_647),
    /** The response was sent: it is not one that stopped. */
    finished: z.boolean().optional(),
    /** What was answered so far, where the definition says that it is kept; else refused. */
    answers: Answers.optional(),
  })
  .strict()
  .openapi('ProgressInput');
export type ProgressInput = z.infer<typeof ProgressInput>;

export const ProgressNoted = z.object({ noted: z.literal(true) }).openapi('ProgressNoted');
export type ProgressNoted = z.infer<typeof ProgressNoted>;
