/** One difference between two definitions. */
export interface Change {
  /** JSON Pointer (RFC 6901). */
  pointer: string;
  before?: unknown;
  after?: unknown;
}

/**
 * Where two JSON values differ: each leaf that was added, removed or changed. Items with an `id` are matched by it; where
 * those that stay are in another order, the list itself has changed, and its `id`s are told.
 */
export function changesBetween(before: unknown, after: unknown, pointer = ''): Change[] {
  if (before === undefined) return [{ pointer, after }];
  if (after === undefined) return [{ pointer, before }];
  const [old, young] = [children(before), children(after)];
  if (!old || !young || Array.isArray(before) !== Array.isArray(after)) {
    return before === after ? [] : [{ pointer, before, after }];
  }
  const within = [...new Set([...old.keys(), ...young.keys()])].flatMap((name) =>
    changesBetween(old.get(name), young.get(name), `${pointer}/${name}`),
  );
  const [was, is] = [staying(old, young), staying(young, old)];
  const moved = Array.isArray(before) && was.some((name, index) => name !== is[index]);
  return moved ? [{ pointer, before: [...old.keys()], after: [...young.keys()] }, ...within] : within;
}

/** The names of what is in the other list too, in this one's order. */
function staying(list: ReadonlyMap<string, unknown>, other: ReadonlyMap<string, unknown>): string[] {
  return [...list.keys()].filter((name) => other.has(name));
}

function children(value: unknown): Map<string, unknown> | undefined {
  if (Array.isArray(value)) {
    return new Map(value.map((item: unknown, index) => [nameOf(item) ?? String(index), item]));
  }
  if (typeof value !== 'object' || value === null) return undefined;
  return new Map(Object.entries(value).filter(([, inner]) => inner !== undefined));
}

function nameOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null || !('id' in item)) return undefined;
  return typeof item.id === 'string' ? item.id : undefined;
}
