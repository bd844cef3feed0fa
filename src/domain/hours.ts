import type { Phase } from '../contract/consultation.js';

/** The hours of a consultation or an activity. The opening instant is inside, the closing one outside. */
export interface Hours {
  opensAt: string | Date;
  closesAt: string | Date;
}

/** Where `now` stands beside the hours. */
export function phaseOf({ opensAt, closesAt }: Hours, now: Date): Phase {
  if (now.getTime() < new Date(opensAt).getTime()) return 'before';
  return now.getTime() < new Date(closesAt).getTime() ? 'open' : 'closed';
}
