/** The oldest browser that something of the platform works in. */
interface Feature {
  name: string;
  /** Where the widgets use it: a pattern that their sources have. */
  used: RegExp;
  chrome: number;
  firefox: number;
  safari: number;
}

/**
 * What the widgets need and have no other way for, newest first. Storage, Web Locks, BroadcastChannel, live updates and
 * container queries have one, and are not here. The numbers are those of the `web-features` data set, release 3.40.
 */
export const FEATURES: readonly Feature[] = [
  { name: 'light-dark()', used: /light-dark\(/, chrome: 123, firefox: 120, safari: 17.5 },
  { name: 'Array.prototype.findLast()', used: /\.findLast\(/, chrome: 97, firefox: 104, safari: 15.4 },
  { name: 'adoptedStyleSheets', used: /adoptStyles\(/, chrome: 73, firefox: 101, safari: 16.4 },
];

/** The oldest of each that has all of them. */
export function oldest(): { chrome: number; firefox: number; safari: number } {
  const most = (browser: 'chrome' | 'firefox' | 'safari') =>
    Math.max(...FEATURES.map((feature) => feature[browser]));
  return { chrome: most('chrome'), firefox: most('firefox'), safari: most('safari') };
}
