import { LOOK_ALIKES } from './look-alikes.js';

const BITS = 64;

/**
 * Sixty-four bits that nearly the same texts nearly share (M. Charikar, «Similarity estimation techniques from rounding
 * algorithms», STOC 2002), as a string of 0 and 1: of groups of five letters and digits, whatever their case, their
 * accents, and what stands between them. Undefined for texts too short to tell.
 */
export function likenessOf(text: string): string | undefined {
  const letters = lettersOf(text);
  if (letters.length < SHORTEST) return undefined;
  const weights = new Int32Array(BITS);
  const every = letters.length > LONG ? SAMPLE : 0;
  for (let start = 0; start + GROUP <= letters.length; start++) {
    const [low, high] = hash(letters, start, start + GROUP);
    if (low & every) continue;
    const [first, second] = [mixed(low), mixed(high)];
    for (let bit = 0; bit < 32; bit++) {
      weights[bit]! += ((first >>> bit) & 1) * 2 - 1;
      weights[bit + 32]! += ((second >>> bit) & 1) * 2 - 1;
    }
  }
  return Array.from(weights, (weight) => (weight > 0 ? '1' : '0')).join('');
}

/**
 * Of a text too short for `likenessOf`, sixty-four bits that only the same letters and digits have, whatever their case,
 * their accents, and what stands between them; where there are none («👍»), the same signs.
 */
export function samenessOf(text: string): string {
  const said = lettersOf(text) || text.replace(/\s+/g, '');
  const [low, high] = hash(said, 0, said.length);
  return [low, high].map((half) => mixed(half).toString(2).padStart(32, '0')).join('');
}

/** Two texts are nearly the same where at most so many of their bits differ. */
export const NEARLY_THE_SAME = 8;

const GROUP = 5;

/** Of longer texts, in letters and digits, a quarter of the groups is enough: those whose hash ends in two zeros. */
const LONG = 800;
const SAMPLE = 3;

/** In letters and digits. «Tout à fait d’accord» may be said to several. */
const SHORTEST = 40;

/**
 * Whether another text says nearly the same as a short one, a few words apart: by what share of their groups of three
 * letters and digits they have in common (L. R. Dice, Ecology 26, 1945, p. 297). Undefined for a longer text, of which
 * `likenessOf` tells. Of a few words sixty-four bits tell too little: one word more changes a third of them.
 */
export function resembling(text: string): ((other: string) => boolean) | undefined {
  const letters = lettersOf(text);
  if (letters.length >= FEW_WORDS) return undefined;
  const groups = groupsOf(letters);
  return (other) => {
    const others = lettersOf(other);
    if (letters === others) return true;
    const [fewest, all] = [Math.min(letters.length, others.length), letters.length + others.length];
    if (fewest < TRIGRAM) return false;
    const needed = ((all - 2 * (TRIGRAM - 1)) * RESEMBLING) / 2;
    // However many they share, it may not be enough.
    return fewest - TRIGRAM + 1 >= needed && inCommon(groups, others) >= needed;
  };
}

/** In letters and digits. */
export const FEW_WORDS = 300;

/**
 * Measured: catches 14 of 15 variants of short spam; among the 1,716 short comments of the République numérique, 14 of
 * 1.5 million pairs, nearly all of them the same sentence or the same link.
 */
const RESEMBLING = 0.7;

/** Letters and digits, without case and accents; those that pass for Latin ones are these. */
function lettersOf(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .replace(/[\u0370-\u052f]/g, (letter) => LOOK_ALIKES[letter] ?? letter);
}

/** How many letters and digits a group of a short text has. */
const TRIGRAM = 3;

/** How often each three letters follow one another, by a number for the three. */
function groupsOf(letters: string): Map<number, number> {
  const groups = new Map<number, number>();
  for (let start = 0; start + TRIGRAM <= letters.length; start++) {
    const group = groupAt(letters, start);
    groups.set(group, (groups.get(group) ?? 0) + 1);
  }
  return groups;
}

function groupAt(letters: string, start: number): number {
  return (
    (letters.charCodeAt(start) * 65_536 + letters.charCodeAt(start + 1)) * 65_536 +
    letters.charCodeAt(start + 2)
  );
}

/** How many groups a text shares with another's, each as often as both have it. */
function inCommon(groups: ReadonlyMap<number, number>, letters: string): number {
  const taken = new Map<number, number>();
  let common = 0;
  for (let start = 0; start + TRIGRAM <= letters.length; start++) {
    const group = groupAt(letters, start);
    const there = groups.get(group);
    if (there === undefined) continue;
    const before = taken.get(group) ?? 0;
    if (before >= there) continue;
    taken.set(group, before + 1);
    common += 1;
  }
  return common;
}

/** Two hashes of 32 bits of the letters from `start` to before `end`: FNV-1a from two bases. */
function hash(letters: string, start: number, end: number): [number, number] {
  let low = 0x811c9dc5;
  let high = 0x1b873593;
  for (let index = start; index < end; index++) {
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
