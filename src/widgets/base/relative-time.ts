import { msg } from '@lit/localize';
import { longDate, once } from './dates.js';

/** «il y a 3 heures»; a plain date once 30 days have passed. */
export function relativeTime(instant: string | Date, now: Date): string {
  const seconds = Math.min(0, (new Date(instant).getTime() - now.getTime()) / 1000);
  if (seconds < -30 * 86_400) return longDate(instant);
  if (seconds > -60) return msg('à l’instant');
  const unit = seconds > -3600 ? 'minute' : seconds > -86_400 ? 'hour' : 'day';
  const size = { minute: 60, hour: 3600, day: 86_400 }[unit];
  // By what has passed: «avant-hier» would name a day of the calendar.
  return once(Intl.RelativeTimeFormat).format(Math.trunc(seconds / size), unit);
}
