/** What is screened: what a citizen wrote, never who. */
export interface Screened {
  /** The consultation's slug. */
  consultation: string;
  activity: string;
  /** The comment's identifier. */
  id: string;
  body: string;
}

/** What screening says of a text. */
export interface Verdict {
  /** What it is marked with, for moderators: `insult`. */
  flags: string[];
  /** Whether it had better be read before it is public. Counts only where the definition lets screening hold. */
  hold: boolean;
}

/** Looks at what was written, for moderators to look at first what most needs it. */
export type Screen = (comment: Screened) => Promise<Verdict>;
