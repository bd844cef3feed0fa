/** The same value with each text in it, however deep, as `change` makes it. */
export function withTexts<Value>(value: Value, change: (text: string) => string): Value {
  const changed = (_: string, one: unknown) => (typeof one === 'string' ? change(one) : one);
  return JSON.parse(JSON.stringify(value), changed) as Value;
}
