/** The first ballot on an item counts from here, in seconds: later devices and visits count on, not from 1 again. */
const TURNS_BEGIN = Date.UTC(2026, 0, 1) / 1000;

/** The turn of a participant's next ballot on an item, after the last one that is known. */
export function turnAfter(known: number | undefined, now: Date): number {
  return Math.max((known ?? 0) + 1, Math.floor(now.getTime() / 1000) - TURNS_BEGIN);
}
