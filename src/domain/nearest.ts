import { closestMatch } from 'leven';

/**
 * The name that was probably meant: the nearest of `names` by edits of one letter (Levenshtein), of which there may be two, or
 * a third of the letters in a long name; undefined where none is as near, or nothing of a short name would be left.
 */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const most = Math.min(Math.max(2, Math.floor(name.length / 3)), name.length - 1);
  return closestMatch(name, names, { maxDistance: most });
}
