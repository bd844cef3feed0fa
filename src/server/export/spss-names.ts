/** Words of the syntax, which cannot be variables. */
const RESERVED = new Set(['ALL', 'AND', 'BY', 'EQ', 'GE', 'GT', 'LE', 'LT', 'NE', 'NOT', 'OR', 'TO', 'WITH']);

/** The most bytes of a name: these ones are ASCII. */
const LENGTH = 64;

/**
 * Names that SPSS takes, in the order of the columns: letters, digits, points and underscores, a letter first, no point or
 * underscore last, 64 at most, and no two the same whatever their case. The codebook says which is which.
 */
export function spssNames(columns: readonly { name: string }[]): string[] {
  const taken = new Set<string>();
  return columns.map(({ name }) => {
    const plain = name.replace(/[^a-z0-9.]+/gi, '_').slice(0, LENGTH);
    const kept = plain.replace(/[._]+$/, '');
    const wanted = RESERVED.has(kept.toUpperCase()) ? `${kept}_1` : kept;
    let given = wanted;
    for (let number = 2; taken.has(given.toUpperCase()); number += 1)
      given = `${wanted.slice(0, LENGTH - `_${number}`.length)}_${number}`;
    taken.add(given.toUpperCase());
    return given;
  });
}
