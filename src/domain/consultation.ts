import type { ConsultationDefinition } from '../contract/consultation.js';
import { nearest } from './nearest.js';
import { checkSurvey } from './survey-definition.js';

/** What a definition does wrong, where (JSON Pointer into the file), and why, for the officer who wrote it. */
export interface DefinitionError {
  pointer: string;
  /** Stable, for programs. */
  code: string;
  /** Of a name that nothing has: the one that was probably meant. */
  near?: string | undefined;
}

/** The rules of a consultation's file that go beyond the shape of each field. Empty when it may be applied. */
export function checkDefinition(definition: ConsultationDefinition): DefinitionError[] {
  return [
    ...checkHours(definition, ''),
    ...checkActivities(definition),
    ...(definition.languages.includes('en') ? missingEnglish(definition, '') : []),
    ...twiceIn(definition.languages, '/languages', ''),
    ...(definition.languages.includes('fr') ? [] : [{ pointer: '/languages', code: 'french-required' }]),
  ];
}

function checkHours(hours: { opensAt?: string; closesAt?: string }, pointer: string): DefinitionError[] {
  if (!hours.opensAt || !hours.closesAt) return [];
  const ordered = Date.parse(hours.opensAt) < Date.parse(hours.closesAt);
  return ordered ? [] : [{ pointer: `${pointer}/closesAt`, code: 'closes-before-opening' }];
}

function checkActivities(definition: ConsultationDefinition): DefinitionError[] {
  const { opensAt, closesAt } = definition;
  const ids = definition.activities.map(({ id }) => id);
  const errorsIn = definition.activities.flatMap((activity, index) => {
    const pointer = `/activities/${index}`;
    const errors = checkHours({ opensAt, closesAt, ...activity }, pointer);
    if (activity.kind === 'survey') {
      for (const error of checkSurvey(activity)) errors.push({ ...error, pointer: pointer + error.pointer });
    }
    if (activity.kind === 'ideas') {
      const sections = activity.sections.map(({ id }) => id);
      errors.push(...twiceIn(sections, `${pointer}/sections`, '/id'));
    }
    if (activity.kind === 'comments' && activity.about !== undefined) {
      const about = definition.activities.find((other) => other.id === activity.about);
      const ideas = definition.activities.filter(({ kind }) => kind === 'ideas').map(({ id }) => id);
      const near = nearest(activity.about, ideas);
      if (about?.kind !== 'ideas')
        errors.push({ pointer: `${pointer}/about`, code: 'not-ideas', ...(near !== undefined && { near }) });
    }
    return errors;
  });
  return [...twiceIn(ids, '/activities', '/id'), ...errorsIn];
}

/** Names of a list that stand there before. */
function twiceIn(names: readonly string[], pointer: string, inside: string): DefinitionError[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) < index ? [{ pointer: `${pointer}/${index}${inside}`, code: 'duplicate' }] : [],
  );
}

/** Every text of a bilingual consultation has both languages: half a page in French serves nobody. */
function missingEnglish(value: unknown, pointer: string): DefinitionError[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('fr' in value && typeof value.fr === 'string') {
    return 'en' in value && value.en !== undefined
      ? []
      : [{ pointer: `${pointer}/en`, code: 'missing-english' }];
  }
  return Object.entries(value).flatMap(([name, inner]) => missingEnglish(inner, `${pointer}/${name}`));
}
