import { msg, str } from '@lit/localize';
import type { CommentSort } from '../../../contract/comments.js';
import { number, plural } from '../../base/dates.js';
import { countWords } from '../words.js';

/** «12 commentaires trouvés pour « vélo »»; without `search`, how many a filter leaves, or how many there are. */
export function foundCount(count: number, more: boolean, search: string | undefined, whole: boolean): string {
  const shown = number(count);
  if (whole) return countWords(count);
  if (search === undefined) {
    if (count === 0) return msg('Aucun commentaire ne correspond à ce choix');
    return plural(count) === 'one'
      ? msg(str`${shown} commentaire correspond à ce choix`)
      : msg(str`${shown} commentaires correspondent à ce choix`);
  }
  if (count === 0) return msg(str`Aucun commentaire trouvé pour « ${search} »`);
  if (more) return msg(str`Plus de ${shown} commentaires trouvés pour « ${search} »`);
  return plural(count) === 'one'
    ? msg(str`${shown} commentaire trouvé pour « ${search} »`)
    : msg(str`${shown} commentaires trouvés pour « ${search} »`);
}

export function newWords(count: number): string {
  const shown = number(count);
  return plural(count) === 'one'
    ? msg(str`Afficher ${shown} nouveau commentaire`)
    : msg(str`Afficher ${shown} nouveaux commentaires`);
}

/** The same where the list is narrowed: what is new may not be of it. */
export function newAmongAll(count: number): string {
  const shown = number(count);
  return plural(count) === 'one'
    ? msg(str`Voir tous les commentaires, dont ${shown} nouveau`)
    : msg(str`Voir tous les commentaires, dont ${shown} nouveaux`);
}

export function officialWords(count: number): string {
  const shown = number(count);
  return plural(count) === 'one'
    ? msg(str`Afficher ${shown} nouvelle réponse officielle`)
    : msg(str`Afficher ${shown} nouvelles réponses officielles`);
}

/** The orders there are: by votes where everybody sees them, by positions where they are asked for. */
export function sorts(rated: boolean, positions: boolean): { value: CommentSort; label: string }[] {
  return [
    { value: 'recent', label: msg('Les plus récents') },
    { value: 'oldest', label: msg('Les plus anciens') },
    ...(rated ? [{ value: 'rated' as const, label: msg('Les mieux notés') }] : []),
    { value: 'discussed', label: msg('Les plus discutés') },
    ...(positions ? [{ value: 'balanced' as const, label: msg('Chaque position à son tour') }] : []),
  ];
}
