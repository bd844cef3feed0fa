/** Whether two answers, or two responses, say the same, in whatever order their parts are named. */
export function saySame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return one === other;
  const parts = Object.entries(one);
  return (
    parts.length === Object.keys(other).length &&
    parts.every(([name, part]) => saySame(part, (other as Record<string, unknown>)[name]))
  );
}
