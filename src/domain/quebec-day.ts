/** The day that it is in Québec, as `2026-05-01`. */
export function quebecDay(now: Date): string {
  // Sweden writes days as ISO 8601 does.
  return now.toLocaleDateString('sv', { timeZone: 'America/Toronto' });
}
