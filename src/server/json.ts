/**
 * The places (JSON Pointers) of names that stand twice in their object, where a reader of JSON takes the last and says
 * nothing. The text is valid JSON.
 */
export function namesTwice(text: string): string[] {
  const twice: string[] = [];
  const path: Level[] = [];
  // Nothing but these marks and names outside texts says where one is.
  for (const [mark] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"(?:\s*:)?|[[\]{},]/g)) {
    const level = path.at(-1);
    if (mark === '{') path.push({ names: new Set(), at: '' });
    else if (mark === '[') path.push({ at: 0 });
    else if (mark === '}' || mark === ']') path.pop();
    else if (mark === ',' && typeof level?.at === 'number') level.at += 1;
    else if (mark.endsWith(':') && level?.names) {
      level.at = JSON.parse(mark.slice(0, mark.lastIndexOf('"') + 1)) as string;
      if (level.names.has(level.at)) twice.push(pointerTo(path));
      level.names.add(level.at);
    }
  }
  return twice;
}

/** Where the reading is in an object or a list that is not at its end. */
interface Level {
  /** Those of an object that were met. */
  names?: Set<string>;
  at: string | number;
}

function pointerTo(path: Level[]): string {
  return path.map(({ at }) => `/${String(at).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
