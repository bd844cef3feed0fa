import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Screen } from '../backend/screening/screen.js';

/** How long an answer is waited for, in milliseconds. */
const PATIENCE = 5000;

/** More than a verdict takes, in bytes. */
const LONGEST = 10_000;

const Verdict = z.object({
  flags: z
    .array(z.string().regex(/^[a-z][a-z0-9-]{0,59}$/))
    .max(10)
    .default([]),
  hold: z.boolean().default(false),
});

/** What is wrong with an answer, in words that the log may hold. */
class Fault extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/**
 * Has comments looked at by another service: each is sent as JSON with `cq-signature: t=SECONDS,sha256=HEX`, the HMAC of
 * seconds, a point and the body by the secret that both know. Nothing tells whose the comment is.
 */
export function screenByWebhook(address: string, secret: string): Screen {
  return async (comment) => {
    const text = JSON.stringify(comment);
    const at = Math.floor(Date.now() / 1000);
    const signature = createHmac('sha256', secret).update(`${at}.${text}`).digest('hex');
    const answer = await fetch(address, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'cq-signature': `t=${at},sha256=${signature}`,
      },
      body: text,
      // Another address than the one that was configured is not asked.
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE),
    });
    const said = await answer.text();
    if (!answer.ok) throw new Fault(`HTTP_${answer.status}`);
    if (said.length > LONGEST) throw new Fault('ANSWER_TOO_LONG');
    return Verdict.parse(JSON.parse(said));
  };
}
