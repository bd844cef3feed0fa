import { msg, str } from '@lit/localize';
import type { Alignment, CommentPage } from '../../contract/comments.js';
import { dateAndTime, number, plural } from '../base/dates.js';
import type { IconName } from '../base/icons.js';
import { dayOf } from '../base/relative-time.js';

/** «2 555 commentaires» */
export function countWords(count: number): string {
  const shown = number(count);
  if (count === 0) return msg('Aucun commentaire pour le moment');
  return plural(count) === 'one' ? msg(str`${shown} commentaire`) : msg(str`${shown} commentaires`);
}

/** «104 commentaires, 61 pour, 9 neutres, 34 contre»; those without a position are told where there are some. */
export function summaryWords(total: number, positions: CommentPage['positions']): string {
  const words = countWords(total);
  if (!positions) return words;
  const { for: pour, neutral, against } = positions;
  const taken = pour + neutral + against;
  if (taken === 0) return words;
  const [a, b, c, rest] = [pour, neutral, against, total - taken].map(number);
  return [
    words,
    msg(str`${a} pour`),
    plural(neutral) === 'one' ? msg(str`${b} neutre`) : msg(str`${b} neutres`),
    msg(str`${c} contre`),
    ...(total > taken ? [msg(str`${rest} sans position`)] : []),
  ].join(', ');
}

export function repliesWords(count: number): string {
  const shown = number(count);
  return plural(count) === 'one' ? msg(str`${shown} réponse`) : msg(str`${shown} réponses`);
}

/** «modifié à 14 h 32»; with the day where that is another than the comment's. */
export function editedWords(editedAt: string, acceptedAt: string): string {
  const at = dateAndTime(editedAt);
  const day = dayOf(dateAndTime(acceptedAt));
  const when = at.startsWith(day) ? at.slice(day.length).trim() : at;
  return msg(str`modifié ${when}`);
}

export function alignmentWords(alignment: Alignment): string {
  return { for: msg('Pour'), neutral: msg('Neutre'), against: msg('Contre') }[alignment];
}

/** What one may say of one's position. */
export function alignments(): { value: Alignment; label: string }[] {
  return (['for', 'neutral', 'against'] as const).map((value) => ({ value, label: alignmentWords(value) }));
}

/** A drawing for each, so that nothing is said by colour alone. */
export const ALIGNMENT_ICONS: Record<Alignment, IconName> = { for: 'up', neutral: 'dash', against: 'down' };
