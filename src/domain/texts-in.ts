/**
 * The same plain value with each text in it, however deep, as `change` makes it. Not by way of JSON: old libraries of
 * host pages give arrays a `toJSON`.
 */
export function withTexts<Value>(value: Value, change: (text: string) => string): Value {
  const changed = (one: unknown): unknown => {
    if (typeof one === 'string') return change(one);
    if (Array.isArray(one)) return one.map(changed);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, member]) => [key, changed(member)]));
  };
  return changed(value) as Value;
}
