import type { Decided } from '../../backend/releases/store.js';

/**
 * The release that snippets are for: the newest of `versions` that nobody withdrew. Where all were, the newest, and
 * why it was withdrawn.
 */
export function recommended(
  versions: readonly string[],
  decided: readonly Decided[],
): { version: string; withdrawn?: string | undefined } {
  const reasons = new Map(
    decided.filter(({ kind }) => kind === '').map(({ version, reason }) => [version, reason]),
  );
  const version = versions.findLast((one) => !reasons.has(one)) ?? versions.at(-1)!;
  return { version, withdrawn: reasons.get(version) };
}
