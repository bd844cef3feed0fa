/** A search in plain words, as the browser shows what it found. */

/** A word of a text: letters with their marks, and digits. */
const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/** Words so frequent that a search ignores them, as long as three letters. */
const IGNORED = /^(les|des|une|pour|par|dans|sur|aux|est|que|qui|avec|the|and|for|with|are)$/;

/** The ending that a longer word may change for another of its family, after four letters at least. */
const ENDING =
  /^(.{4,}?)(ements?|ations?|ables?|antes?|ants?|euses?|eurs?|ings?|ers?|ees?|ent|ed|ir|es|e|s)$/;

/** Letters without case, accents and ligatures. */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/œ/g, 'oe').replace(/æ/g, 'ae');
}

/** What a search looks for: the beginning of each word that it neither excludes nor ignores. */
function sought(search: string): { beginning: string; most: number }[] {
  const words = search
    .replace(/(^|\s)-(".*?"|\S+)/g, ' ')
    .replace(/\bOR\b/gi, ' ')
    .match(WORD);
  return (words ?? [])
    .map(folded)
    .filter((word) => word.length > 2 && !IGNORED.test(word))
    .map((word) => {
      // The backend finds words of one family: «déneiger» for «déneigement», «piste» for «pistes».
      const beginning = word.length > 6 ? word.replace(ENDING, '$1') : word.replace(/[sx]$/, '');
      return { beginning, most: beginning.length + (word.length > 6 ? 6 : 2) };
    });
}

/**
 * Where a text holds the words of a search, accents and endings ignored: each passage's beginning and end, in UTF-16
 * code units, in order.
 */
export function foundWords(text: string, search: string): [start: number, end: number][] {
  const parts = sought(search);
  if (parts.length === 0) return [];
  return [...text.matchAll(WORD)].flatMap((match): [number, number][] => {
    const word = folded(match[0]);
    const found = parts.some(({ beginning, most }) => word.startsWith(beginning) && word.length <= most);
    return found ? [[match.index, match.index + match[0].length]] : [];
  });
}
