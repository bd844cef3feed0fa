import { decideRelease, undoRelease } from '../../backend/releases/store.js';
import type { ActivityKind } from '../../contract/consultation.js';
import type { Bench, Voice } from '../admin.js';

export interface ReleaseOptions {
  /** Take the decision back. */
  undo: boolean;
  version?: string;
  kind?: ActivityKind;
  reason: string;
}

/** `cq release withdraw`, `cq widget off`, and back: what pages are told at their next view, without a restart. */
export async function decideOnRelease(
  { database, backend, now }: Bench,
  options: ReleaseOptions,
  voice: Voice,
) {
  const { undo, version, kind, reason } = options;
  const subject = [kind && `widget ${kind}`, version && `release ${version}`].filter(Boolean).join(', ');
  if (undo) {
    if (!(await undoRelease(database.db, { version, kind }))) {
      voice.line(`${subject}: nothing was decided`);
      return 1;
    }
  } else await decideRelease(database.db, { version, kind }, reason, now);
  await backend?.definitionsChanged();
  const done = kind ? (undo ? 'on again' : 'switched off') : undo ? 'to be used again' : 'withdrawn';
  voice.line(`${subject}: ${done}`);
  return 0;
}
