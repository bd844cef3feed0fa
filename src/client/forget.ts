import type { Drafts } from './drafts.js';
import { type Place, remove } from './storage.js';

/** Forgets all that was begun on this device, in the consultation that `drafts` are of. */
export function forgetDrafts({ memory, prefix }: Drafts): void {
  memory.clear();
  for (const place of [() => sessionStorage, () => localStorage]) {
    for (const name of names(place, prefix)) remove(place, name);
  }
}

/** The names that begin with `prefix`; none where storage is refused. */
function names(place: Place, prefix: string): string[] {
  try {
    return Object.keys(place()).filter((name) => name.startsWith(prefix));
  } catch {
    return [];
  }
}
