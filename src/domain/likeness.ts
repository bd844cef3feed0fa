const BITS = 64;

/**
 * Sixty-four bits that nearly the same texts nearly share (M. Charikar, «Similarity estimation techniques from rounding
 * algorithms», STOC 2002), as a string of 0 and 1: of groups of five letters and digits, whatever their case, their
 * accents, and what stands between them. Undefined for texts too short to tell.
 */
export function likenessOf(text: string): string | undefined {
  const letters = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
  if (letters.length < SHORTEST) return undefined;
  const weights = new Int32Array(BITS);
  const every = letters.length > LONG ? SAMPLE : 0;
  for (let start = 0; start + GROUP <= letters.length; start++) {
    const [low, high] = hash(letters, start);
    if (low & every) continue;
    const [first, second] = [mixed(low), mixed(high)];
    for (let bit = 0; bit < 32; bit++) {
      weights[bit]! += ((first >>> bit) & 1) * 2 - 1;
      weights[bit + 32]! += ((second >>> bit) & 1) * 2 - 1;
    }
  }
  return Array.from(weights, (weight) => (weight > 0 ? '1' : '0')).join('');
}

/** Two texts are nearly the same where at most so many of their bits differ. */
export const NEARLY_THE_SAME = 8;

const GROUP = 5;

/** Of longer texts, in letters and digits, a quarter of the groups is enough: those whose hash ends in two zeros. */
const LONG = 800;
const SAMPLE = 3;

/** In letters and digits. «Tout à fait d’accord» may be said to several. */
const SHORTEST = 40;

/** Two hashes of 32 bits of a group of letters: FNV-1a from two bases. */
function hash(letters: string, start: number): [number, number] {
  let low = 0x811c9dc5;
  let high = 0x1b873593;
  for (let index = start; index < start + GROUP; index++) {
    const code = letters.charCodeAt(index);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x01000193);
  }
  return [low, high];
}

/** Spreads a hash over all its bits, as MurmurHash3 ends. */
function mixed(value: number): number {
  let bits = value ^ (value >>> 16);
  bits = Math.imul(bits, 0x85ebca6b);
  bits ^= bits >>> 13;
  bits = Math.imul(bits, 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
