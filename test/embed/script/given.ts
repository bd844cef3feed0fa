import type { Question } from '../../../src/contract/survey.js';
import { type Asked, isAsked, questionsIn } from '../../../src/domain/kinds.js';
import { definitionFor } from '../../../stories/support/definitions.js';
import { given, type Words, written } from './words.js';

/** What another citizen gave before one comes: contributions are in the language that they were written in. */
export const COMMENT = written('Les pistes du centre d’abord.');
export const IDEA = { title: written('Un abri à chaque station'), body: written('Pour attendre au sec.') };

const { activities } = definitionFor('consultation');

type ActivityOf<Kind> = Extract<(typeof activities)[number], { kind: Kind }>;

function activity<Kind extends (typeof activities)[number]['kind']>(kind: Kind): ActivityOf<Kind> {
  return activities.find((one): one is ActivityOf<Kind> => one.kind === kind)!;
}

const survey = activity('survey');

/** The title of an activity. */
export const titleOf = (kind: (typeof activities)[number]['kind']): Words => given(activity(kind).title);

/** The title of a page of the survey. */
export const pageTitle = (id: string): Words => given(survey.pages.find((page) => page.id === id)!.title);

/** A question of the survey, with its texts in both languages. */
export function question(id: string) {
  const found = questionsIn(survey).find((one) => one.id === id);
  if (!found || !isAsked(found as Question)) throw new Error(`The survey does not ask «${id}».`);
  const { label, hint } = found as Asked;
  return {
    label: given(label),
    hint: hint && given(hint),
    option: (value: string) => {
      if (!('options' in found) || !found.options) throw new Error(`«${id}» has no options.`);
      return given(found.options.find((option) => option.id === value)!.label);
    },
    least: () => given((found as Extract<typeof found, { type: 'scale' }>).minLabel),
  };
}
