import type { Decided } from '../../backend/releases/store.js';

/** The release that snippets are for: the newest of `versions` that nobody withdrew; the newest where all were. */
export function recommended(versions: readonly string[], decided: readonly Decided[]): string {
  const withdrawn = new Set(decided.filter(({ kind }) => kind === '').map(({ version }) => version));
  return versions.findLast((version) => !withdrawn.has(version)) ?? versions.at(-1)!;
}
