import { z } from '@hono/zod-openapi';
import { ProofChallenge } from './proof.js';

/**
 * What went wrong, as a program reads it. Stable: codes are added, never renamed.
 *
 * - `malformed-request`: the request itself cannot be read (JSON, types, cursor, identifiers)
 * - `participant-required`: the participant key is missing or malformed
 * - `invalid-answers`: the request was read, and what it says breaks a rule of the definition; see `errors`
 * - `file-refused`: the file itself is not taken, whoever sends it; see `errors`
 * - `conflict`: the identifier is taken, or a later version is there already; deliberately says no more
 * - `already-responded`: the survey takes one response a participant, and has this one's
 * - `no-longer-shown`: what an answer is to is not public any more, and takes no answers
 * - `already-appealed`: the decision was asked to be looked at again before, which is taken once
 * - `not-appealable`: the decision does not hold any more, or another was made since
 * - `not-changeable`: the survey's answers are final once sent
 * - `proof-required`: a limit is near; the same again with a proof of work is taken, see `challenge`
 * - `precondition-failed`: what `If-Match` names was replaced or erased since
 * - `quota-full`: no more responses like this one are taken; `quota` says which quota
 * - `token-required`: the moderators’ API asks for a token of the public body that is neither expired nor revoked
 * - `role-required`: the token is good, and not for this
 * - `decision-refused`: the decision does not fit what it is about as it is now; `errors` says why
 */
export const ProblemCode = z
  .enum([
    'closed',
    'not-open-yet',
    'origin-not-allowed',
    'invalid-answers',
    'malformed-request',
    'participant-required',
    'rate-limited',
    'conflict',
    'not-found',
    'too-large',
    'proof-required',
    'unavailable',
    'already-responded',
    'not-changeable',
    'quota-full',
    'file-refused',
    'precondition-failed',
    'token-required',
    'role-required',
    'decision-refused',
    'no-longer-shown',
    'already-appealed',
    'not-appealable',
  ])
  .openapi('ProblemCode');
export type ProblemCode = z.infer<typeof ProblemCode>;

/** What only moderators are told: no widget ever reads it. */
export type ModeratorsProblem = 'token-required' | 'role-required' | 'decision-refused';

/** One field that was refused. */
export const FieldError = z
  .object({
    /** JSON Pointer (RFC 6901) into the request's body: `/answers/age`. */
    pointer: z.string(),
    /** What rule it broke: `required`, `too-long`… Stable. */
    code: z.string(),
    /** The same in words, in the request's language. */
    message: z.string(),
    /** Of `repeated`: what the same participant said before. */
    earlier: z.uuid().optional(),
  })
  .openapi('FieldError');
export type FieldError = z.infer<typeof FieldError>;

/** RFC 9457 problem details, as `application/problem+json`. */
export const Problem = z
  .object({
    type: z.string(),
    code: ProblemCode,
    title: z.string(),
    status: z.number().int(),
    detail: z.string().optional(),
    errors: z.array(FieldError).optional(),
    /** Seconds to wait before another try, as in `Retry-After`. */
    retryAfter: z.number().int().optional(),
    /** The quota that is full, by its id in the definition. */
    quota: z.string().optional(),
    /** Of `proof-required`: what to solve. */
    challenge: ProofChallenge.optional(),
  })
  .openapi('Problem');
export type Problem = z.infer<typeof Problem>;
