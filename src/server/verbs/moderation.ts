import { z } from 'zod';
import { decide, type Decision } from '../../backend/moderation/store.js';
import type { Bench, Voice } from '../admin.js';

const WHY = {
  'unknown-consultation': 'no such consultation',
  'unknown-contribution': 'no such contribution in this consultation',
  withdrawn: 'its author has withdrawn it',
  'already-so': 'it is so already',
};

/** `cq hide` and `cq unhide`: takes a contribution out of sight, with a reason that is kept, or back. */
export async function moderate({ database, backend, now }: Bench, decision: Decision, voice: Voice) {
  if (!z.uuid().safeParse(decision.id).success) {
    voice.line(`${decision.id}: no identifier of a contribution`);
    return 2;
  }
  const decided = await decide(database.db, decision, now);
  if (!decided.ok) {
    voice.line(`${decision.id}: ${WHY[decided.problem]}`);
    return 1;
  }
  await backend?.contributionsChanged(decision.consultation);
  voice.line(
    `${decision.id}: ${decided.value.kind} ${decision.action === 'hide' ? 'hidden' : 'shown again'}`,
  );
  return 0;
}
