import type { ModeratorsProblem, ProblemCode } from '../contract/problem.js';
import type { ClientProblem } from './client.js';

/** What becomes of an entry that the backend did not take: tried again after so many milliseconds, or refused for good. */
export type Fate = { state: 'waiting'; after: number } | { state: 'refused' };

/** A problem that passes by itself; every other is the backend's last word. */
const PASSING: Record<Exclude<ProblemCode, ModeratorsProblem> | 'offline', boolean> &
  Partial<Record<ModeratorsProblem, boolean>> = {
  offline: true,
  unavailable: true,
  'rate-limited': true,
  // What made the proof could not be had, or it came too late: another is asked for.
  'proof-required': true,
  closed: false,
  'not-open-yet': false,
  'origin-not-allowed': false,
  'invalid-answers': false,
  'malformed-request': false,
  'participant-required': false,
  conflict: false,
  'not-found': false,
  'too-large': false,
  'already-responded': false,
  'not-changeable': false,
  'quota-full': false,
  'file-refused': false,
  'precondition-failed': false,
  'no-longer-shown': false,
  'already-appealed': false,
  'not-appealable': false,
};

const FIRST = 1000;
const LONGEST = 5 * 60_000;

/** `attempts` were made before; `random` from 0 to 1 spreads those who lost the network at the same moment. */
export function fateOf(problem: ClientProblem, attempts: number, random: number): Fate {
  if (!PASSING[problem.code]) return { state: 'refused' };
  const backoff = Math.min(LONGEST, FIRST * 2 ** attempts) * (0.5 + random / 2);
  const asked = 'retryAfter' in problem && problem.retryAfter ? problem.retryAfter * 1000 : 0;
  return { state: 'waiting', after: Math.max(backoff, asked) };
}
