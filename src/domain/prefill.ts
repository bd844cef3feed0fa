import type { Question, SurveyDefinition } from '../contract/survey.js';
import { checkAnswer } from './answers.js';
import { NO, UNSURE, YES } from './common-kinds.js';
import type { AllEntered, Entered } from './entered.js';
import { isAsked, kindOf, type Known, questionsIn } from './kinds.js';

/** What the page around gives by a name: `?region=03`, `data-region="03"`. */
export interface Around {
  parameter(name: string): string | null;
  attribute(name: string): string | null;
}

/** What the page around fills in beforehand, for the questions that say so. What a question would refuse is left out. */
export function prefilled({ pages }: SurveyDefinition, around: Around): AllEntered {
  return Object.fromEntries(
    questionsIn({ pages }).flatMap((question): [string, Entered][] => {
      const given = givenFor(question, around);
      const entered = given === undefined ? undefined : enteredFor(question, given);
      return entered ? [[question.id, entered]] : [];
    }),
  );
}

/** The element's attribute goes before the address, which anybody may have written. */
function givenFor(question: Question, around: Around): string | undefined {
  const { attribute, parameter } = ('prefill' in question && question.prefill) || {};
  const given = (attribute && around.attribute(attribute)) || (parameter && around.parameter(parameter));
  return given || undefined;
}

const YES_NO: Record<string, string> = {
  oui: YES,
  true: YES,
  non: NO,
  false: NO,
  yes: YES,
  no: NO,
  unsure: UNSURE,
};

function enteredFor(question: Question, given: string): Entered | undefined {
  if (!isAsked(question)) return question.type === 'hidden' ? { text: given } : undefined;
  const entered = asEntered(question.type, given);
  const answer = entered && kindOf(question.type).read(question, entered);
  // Nothing was answered before the first page: a condition of a group's members would have nothing to go by.
  const known: Known = { answers: {}, today: '' };
  return answer !== undefined && checkAnswer(question, answer, known).length === 0 ? entered : undefined;
}

function asEntered(type: Question['type'], given: string): Entered | undefined {
  switch (type) {
    case 'yes-no':
      return { chosen: [YES_NO[given.toLowerCase()] ?? given] };
    case 'single-choice':
    case 'scale':
    case 'recommendation':
    case 'place':
      return { chosen: [given] };
    case 'multiple-choice':
    case 'image-choice':
      return { chosen: given.split(',') };
    // A program writes a point; a French page may write a comma.
    case 'number':
      return { text: given, language: /^-?\d+\.\d+$/.test(given) ? 'en' : 'fr' };
    // Nobody consents for somebody else.
    case 'consent':
      return undefined;
    default:
      return { text: given };
  }
}
