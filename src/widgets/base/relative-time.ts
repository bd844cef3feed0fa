import { msg } from '@lit/localize';
import { inEachLanguage } from './dates.js';

const ago = inEachLanguage(Intl.RelativeTimeFormat);

/** «il y a 3 heures»; a plain date once 30 days have passed. `exact` is what `dateAndTime` gives. */
export function relativeTime(instant: string | Date, now: Date, exact: string): string {
  const seconds = Math.min(0, (new Date(instant).getTime() - now.getTime()) / 1000);
  if (seconds < -30 * 86_400) return dayOf(exact);
  if (seconds > -60) return msg('à l’instant');
  const unit = seconds > -3600 ? 'minute' : seconds > -86_400 ? 'hour' : 'day';
  const size = { minute: 60, hour: 3600, day: 86_400 }[unit];
  // By what has passed: «avant-hier» would name a day of the calendar.
  return ago().format(Math.trunc(seconds / size), unit);
}

/** The day alone of what `dateAndTime` gave: asking for another format is felt in a list. */
export function dayOf(dateAndTime: string): string {
  return dateAndTime.split(/ (?=à |at )/)[0]!;
}
