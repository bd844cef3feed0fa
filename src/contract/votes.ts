import { z } from '@hono/zod-openapi';

/** When the counts of votes are given out: withheld by the backend until then. */
export const CountsPolicy = z.enum(['always', 'after-vote', 'after-closing']).openapi('CountsPolicy');
export type CountsPolicy = z.infer<typeof CountsPolicy>;
