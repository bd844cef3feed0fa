import { msg, str } from '@lit/localize';
import { number, plural } from '../../base/dates.js';

/** «4 minutes», «moins d’une minute» */
export function minutesWords(milliseconds: number): string {
  if (milliseconds < 60_000) return msg('moins d’une minute');
  const minutes = Math.ceil(milliseconds / 60_000);
  const shown = number(minutes);
  return plural(minutes) === 'one' ? msg(str`${shown} minute`) : msg(str`${shown} minutes`);
}

/** «2 réponses à vos commentaires» */
export function answersWords(count: number): string {
  const shown = number(count);
  return plural(count) === 'one'
    ? msg('Une réponse à votre commentaire')
    : msg(str`${shown} réponses à vos commentaires`);
}
