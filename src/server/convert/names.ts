/** `Mode de transport (été)` → `mode-de-transport-ete`: a name as our definitions have them, at most 60 characters. */
export function nameFrom(written: string, prefix = 'q'): string {
  const plain = written
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/œ/gi, 'oe')
    .replace(/æ/gi, 'ae')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const begun = /^[a-z]/.test(plain) ? plain : [prefix, plain].filter(Boolean).join('-');
  const short = begun.slice(0, 56).replace(/-+$/, '');
  return short === 'constructor' ? 'constructor-1' : short;
}

/** Names that are taken in one place of a survey. */
export class Taken {
  private readonly names: Set<string>;
  constructor(reserved: Iterable<string> = []) {
    this.names = new Set(reserved);
  }

  /** A name made of what is written, which nothing else here has. */
  claim(written: string, prefix?: string): string {
    const wanted = nameFrom(written, prefix);
    let name = wanted;
    for (let number = 2; this.names.has(name); number += 1) name = `${wanted}-${number}`;
    this.names.add(name);
    return name;
  }
}
