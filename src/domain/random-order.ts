/**
 * In an order that is random, and the same each time for one `seed` (32 bits) and one list's `name`. What is pinned
 * keeps its place.
 */
export function shuffled<Item extends object>(items: readonly Item[], seed: number, name: string): Item[] {
  const next = numbersFrom(seed, name);
  const loose = items.filter((item) => !isPinned(item));
  // Fisher and Yates, as Durstenfeld's algorithm 235.
  for (let last = loose.length - 1; last > 0; last--) {
    const other = Math.floor(next() * (last + 1));
    [loose[last], loose[other]] = [loose[other]!, loose[last]!];
  }
  return items.map((item) => (isPinned(item) ? item : loose.shift()!));
}

export const isPinned = (item: object) => 'pinned' in item && item.pinned === true;

/** Numbers from 0 to below 1: mulberry32, begun from the seed and an FNV-1a hash of the name. */
function numbersFrom(seed: number, name: string): () => number {
  let state = 0x811c9dc5 ^ seed;
  for (let index = 0; index < name.length; index++)
    state = Math.imul(state ^ name.charCodeAt(index), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
