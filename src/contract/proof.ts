import { z } from '@hono/zod-openapi';

/**
 * What a program is asked to find before its next write is taken: the number from 0 to `maxnumber` whose SHA-256, written
 * after `salt`, is `challenge`. It sends all of it back with that `number`, as JSON in base64, in the `cq-proof` header.
 */
export const ProofChallenge = z
  .object({
    algorithm: z.literal('SHA-256'),
    challenge: z.string(),
    maxnumber: z.number().int(),
    salt: z.string(),
    signature: z.string(),
  })
  .openapi('ProofChallenge');
export type ProofChallenge = z.infer<typeof ProofChallenge>;
