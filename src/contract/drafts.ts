import { z } from '@hono/zod-openapi';
import { MAX_DRAFT } from './limits.js';
import { Instant } from './text.js';

/** Derived in the browser from the draft's secret: 16 bytes in base64url. Whoever knows it may fetch what nobody reads without the secret. */
export const DraftId = z.string().regex(/^[\w-]{22}$/);

/** `PUT …/drafts/{id}`: what waits for another device, sealed in the browser. */
export const DraftInput = z
  .object({
    content: z
      .string()
      .regex(/^[\w-]+$/)
      .max(Math.ceil((MAX_DRAFT * 4) / 3), { error: 'too-long' })
      .openapi({
        description: `At most ${MAX_DRAFT} bytes in base64url: 12 bytes of nonce, then what AES-GCM with a key of 256 bits made of the draft. The key is derived from the draft’s secret in the browser, and never sent.`,
      }),
  })
  .strict()
  .openapi('DraftInput');
export type DraftInput = z.infer<typeof DraftInput>;

/** What became of a draft that was parked. */
export const DraftParked = z
  .object({
    /** Later each time the draft is saved, so that it names the version; in quotation marks it is the `ETag`. */
    savedAt: Instant,
    /** When it is erased: 30 days after it was saved, or when the survey closes, whichever is first. */
    expiresAt: Instant,
  })
  .openapi('DraftParked');
export type DraftParked = z.infer<typeof DraftParked>;

/** `GET …/drafts/{id}` */
export const ParkedDraft = DraftParked.extend({ content: z.string() }).openapi('ParkedDraft');
export type ParkedDraft = z.infer<typeof ParkedDraft>;

/** `DELETE …/drafts/{id}` and `DELETE …/progress/{id}`: it is not there any more, whether it was or not. */
export const Erased = z.object({ erased: z.literal(true) }).openapi('Erased');
export type Erased = z.infer<typeof Erased>;
