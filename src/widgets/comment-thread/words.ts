import { msg, str } from '@lit/localize';
import type { Alignment, CommentSort } from '../../contract/comments.js';
import { number, plural } from '../base/dates.js';
import type { IconName } from '../base/icons.js';

/** «2 555 commentaires» */
export function countWords(count: number): string {
  const shown = number(count);
  if (count === 0) return msg('Aucun commentaire pour le moment');
  return plural(count) === 'one' ? msg(str`${shown} commentaire`) : msg(str`${shown} commentaires`);
}

export function newWords(count: number): string {
  const shown = number(count);
  return plural(count) === 'one'
    ? msg(str`Afficher ${shown} nouveau commentaire`)
    : msg(str`Afficher ${shown} nouveaux commentaires`);
}

export function repliesWords(count: number): string {
  const shown = number(count);
  return plural(count) === 'one' ? msg(str`${shown} réponse`) : msg(str`${shown} réponses`);
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

export function sorts(): { value: CommentSort; label: string }[] {
  return [
    { value: 'recent', label: msg('Les plus récents') },
    { value: 'oldest', label: msg('Les plus anciens') },
    { value: 'discussed', label: msg('Les plus discutés') },
    { value: 'rated', label: msg('Les mieux notés') },
  ];
}
