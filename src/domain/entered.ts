import { OTHER, SHOWS_NOTHING } from '../contract/limits.js';
import type { Answer, Answers, Choice, Question, SurveyDefinition } from '../contract/survey.js';
import { isAsked } from './survey.js';

/** What the citizen typed or chose for one question, as they left it: nothing of it is dropped while they go back and forth. */
export interface Entered {
  text?: string;
  chosen?: string[];
  /** What «other, specify» holds. */
  other?: string;
}

export type AllEntered = Record<string, Entered>;

export const YES = 'yes';
export const NO = 'no';

/** The answers in what was entered. What cannot be read as the question asks stays text, and the rules refuse it. */
export function answersIn(definition: SurveyDefinition, entered: AllEntered): Answers {
  const answers: Answers = {};
  for (const question of definition.pages.flatMap((page) => page.questions)) {
    const answer = answerIn(question, entered[question.id]);
    if (answer !== undefined) answers[question.id] = answer;
  }
  return answers;
}

function answerIn(question: Question, entered: Entered | undefined): Answer | undefined {
  if (!entered || !isAsked(question)) return undefined;
  const { text = '', chosen = [], other = '' } = entered;
  const choices = chosen.map((id): Choice => (id === OTHER ? { other } : id));
  switch (question.type) {
    case 'single-choice':
      return choices[0];
    case 'multiple-choice':
      return choices.length > 0 ? choices : undefined;
    case 'yes-no':
      return chosen[0] === undefined ? undefined : chosen[0] === YES;
    case 'scale':
      return chosen[0] === undefined ? undefined : Number(chosen[0]);
    case 'number':
      return numberIn(text);
    case 'email':
      return text.trim() || undefined;
    default:
      return SHOWS_NOTHING.test(text) ? undefined : text;
  }
}

/** A number as people write it: with a comma, with spaces between thousands. */
function numberIn(text: string): number | string | undefined {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  if (plain === '') return undefined;
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : text;
}
