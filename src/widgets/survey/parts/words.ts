import { msg, str } from '@lit/localize';
import type { RuleBroken } from '../../../domain/answers.js';
import type { Asked } from '../../../domain/survey.js';
import { viewOf } from '../../base/forms/view.js';
import { dayWords } from '../../base/answers.js';
import { number } from '../../base/dates.js';

/** What is wrong with an answer and what to do, in the citizen's words. */
export function errorWords(question: Asked, broken: RuleBroken): string {
  const own = viewOf(question.type)?.errorWords?.(question, broken);
  if (own !== undefined) return own;
  const { code, limit } = broken;
  const bound = typeof limit === 'number' ? number(limit) : limit === undefined ? '' : dayWords(limit);
  switch (code) {
    case 'required':
      return requiredWords(question);
    case 'too-long':
      return msg(str`Écrivez au plus ${bound} caractères.`);
    case 'too-short':
      return msg(str`Écrivez au moins ${bound} caractères.`);
    case 'out-of-range':
      return rangeWords(question);
    case 'too-precise':
      return limit === 0
        ? msg('Inscrivez un nombre entier.')
        : limit === 1
          ? msg('Inscrivez au plus 1 chiffre après la virgule.')
          : msg(str`Inscrivez au plus ${bound} chiffres après la virgule.`);
    case 'wrong-type':
      return msg(str`Inscrivez un nombre, par exemple ${exampleFor(question)}.`);
    case 'not-an-email':
      return msg('Inscrivez une adresse courriel complète, par exemple nom@exemple.ca.');
    case 'not-a-date':
      return msg('Inscrivez une date qui existe : jour, mois et année.');
    case 'too-early':
      return msg(str`Inscrivez une date à partir du ${bound}.`);
    case 'too-late':
      return msg(str`Inscrivez une date jusqu’au ${bound}.`);
    case 'too-many':
    case 'too-few':
      return countWords(question as { min?: number; max?: number });
    case 'specify':
      return msg('Précisez votre réponse.');
    default:
      return msg('Cette réponse ne peut pas être acceptée. Modifiez-la.');
  }
}

/** A number as it may be written here. */
const exampleFor = (question: Asked) => number('decimals' in question && question.decimals ? 1234.5 : 1234);

function requiredWords(question: Asked): string {
  switch (question.type) {
    case 'single-choice':
    case 'yes-no':
    case 'scale':
      return msg('Choisissez une réponse.');
    case 'multiple-choice':
      return (question.min ?? 0) > 1 ? countWords(question) : msg('Cochez au moins un choix.');
    default:
      return msg('Répondez à cette question.');
  }
}

function rangeWords(question: Asked): string {
  const { min, max } = question.type === 'number' ? question : {};
  if (min !== undefined && max !== undefined) {
    return msg(str`Inscrivez un nombre de ${number(min)} à ${number(max)}.`);
  }
  if (min !== undefined) return msg(str`Inscrivez un nombre d’au moins ${number(min)}.`);
  return msg(str`Inscrivez un nombre d’au plus ${number(max ?? 0)}.`);
}

/** How many choices are asked for, where the question says so. */
export function countWords({ min, max }: { min?: number | undefined; max?: number | undefined }): string {
  if (min && max)
    return min === max ? msg(str`Cochez ${min} choix.`) : msg(str`Cochez de ${min} à ${max} choix.`);
  return min ? msg(str`Cochez au moins ${min} choix.`) : max ? msg(str`Cochez au plus ${max} choix.`) : '';
}
