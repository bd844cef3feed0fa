/** The day that it is in Québec, as `2026-05-01`. */
export function quebecDay(now: Date): string {
  // Sweden writes days as ISO 8601 does.
  return now.toLocaleDateString('sv', { timeZone: 'America/Toronto' });
}

/** The day after. */
export function laterDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
