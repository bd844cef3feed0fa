/**
 * JSON of plain values, whatever the page around taught them: old libraries of host pages give arrays a `toJSON` that
 * makes texts of them. With `space`, on lines of their own, each level that many spaces further in.
 */
export function asJson(value: unknown, space?: number): string {
  return JSON.stringify(
    value,
    function (this: Record<string, unknown>, key: string) {
      // The value itself, rather than what its `toJSON` made of it.
      return this[key];
    },
    space,
  );
}
