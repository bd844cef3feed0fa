import { z } from '@hono/zod-openapi';

/**
 * When the counts of votes are given out, and withheld by the backend until then: always, to who has voted, or once it
 * is closed. Then everybody has them.
 */
export const CountsPolicy = z.enum(['always', 'after-vote', 'after-closing']).openapi('CountsPolicy');
export type CountsPolicy = z.infer<typeof CountsPolicy>;
