import { msg, str } from '@lit/localize';
import type { IdeaChoice, IdeaVotes } from '../../contract/ideas.js';
import { number, plural } from '../base/dates.js';
import type { IconName } from '../base/icons.js';

/** In the order in which they are offered. */
export const CHOICES: readonly IdeaChoice[] = ['for', 'mixed', 'against'];

/** A drawing for each, so that nothing is said by colour alone. */
export const CHOICE_ICONS: Record<IdeaChoice, IconName> = { for: 'up', mixed: 'dash', against: 'down' };

export function choiceWords(choice: IdeaChoice): string {
  return { for: msg('Pour'), mixed: msg('Mitigé'), against: msg('Contre') }[choice];
}

/** «417 idées» */
export function countWords(count: number): string {
  const shown = number(count);
  if (count === 0) return msg('Aucune idée pour le moment');
  return plural(count) === 'one' ? msg(str`${shown} idée`) : msg(str`${shown} idées`);
}

/** «dont 149 de la consultation d’origine» */
export function carriedWords(carried: IdeaVotes): string {
  const count = carried.for + carried.against + carried.mixed;
  return msg(str`dont ${number(count)} de la consultation d’origine`);
}

export function totalWords({ for: inFavour, against, mixed }: IdeaVotes): string {
  const count = inFavour + against + mixed;
  const shown = number(count);
  return plural(count) === 'one' ? msg(str`${shown} vote`) : msg(str`${shown} votes`);
}
