import { isDate } from './dates.js';

/** Milliseconds. */
const DAY = 86_400_000;

/** A day as a number: how many have passed since 1970; undefined where the text is none. */
export function dayNumber(text: string): number | undefined {
  return isDate(text) ? Date.parse(`${text}T00:00:00Z`) / DAY : undefined;
}

/** The day of a number, as `2026-05-01`; undefined beyond the years 1 to 9999. */
export function dayOf(number: number): string | undefined {
  const day = new Date(number * DAY);
  // Four digits of a year, or no day that anybody means.
  const year = Number.isNaN(day.getTime()) ? 0 : day.getUTCFullYear();
  return year >= 1 && year <= 9999 ? day.toISOString().slice(0, 10) : undefined;
}
