import type { ActivityKind } from '../../contract/consultation.js';
import { ELEMENTS } from '../../domain/elements.js';
import type { Refusal } from '../http/problems.js';
import type { ActiveConsultation } from './cache.js';

/** That there is no consultation of this name, for whoever wrote the attribute. */
export function noConsultation(slug: string): Refusal {
  return {
    code: 'not-found',
    detail: {
      fr: `consultation="${slug}" : cette plateforme n’a aucune consultation de ce nom.`,
      en: `consultation="${slug}": this platform has no consultation of that name.`,
    },
  };
}

/** That a consultation has no such activity of a kind, with what it has and the elements that show it. */
export function noActivity(
  { slug, activities }: ActiveConsultation,
  kind: ActivityKind,
  id: string | undefined,
): Refusal {
  const own = id === undefined ? undefined : activities.get(id);
  if (own) {
    const { kind: is } = own.definition;
    return {
      code: 'not-found',
      detail: {
        fr: `activity="${id}" : cette activité est du genre « ${is} » ; l’élément qui la montre est <${ELEMENTS[is]}>.`,
        en: `activity="${id}": this activity is of the kind “${is}”; the element that shows it is <${ELEMENTS[is]}>.`,
      },
    };
  }
  const all = [...activities.values()]
    .map(({ definition }) => `activity="${definition.id}" (<${ELEMENTS[definition.kind]}>)`)
    .join(', ');
  return {
    code: 'not-found',
    detail:
      id === undefined
        ? {
            fr: `consultation="${slug}" : elle n’a rien que <${ELEMENTS[kind]}> montre. Elle a : ${all}.`,
            en: `consultation="${slug}": it has nothing that <${ELEMENTS[kind]}> shows. It has: ${all}.`,
          }
        : {
            fr: `activity="${id}" : « ${slug} » n’a pas cette activité. Elle a : ${all}.`,
            en: `activity="${id}": “${slug}” has no such activity. It has: ${all}.`,
          },
  };
}
