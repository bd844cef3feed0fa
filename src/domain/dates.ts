/** A day of the calendar, as `2026-05-01`. */
export function isDate(text: string): boolean {
  // No calendar has a year 0, nor has a database.
  if (!/^(?!0000)\d{4}-\d\d-\d\d$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
