import type { Answers, FileAnswer, PlaceAnswer, SurveyDefinition } from '../contract/survey.js';
import type { Language } from '../contract/text.js';
import { isAsked, kindOf, questionsIn } from './kinds.js';
import { lineIn, numberAs } from './text-rules.js';

/** What the citizen typed or chose for one question, as they left it: nothing of it is dropped while they go back and forth. */
export interface Entered {
  text?: string;
  /** In which language numbers are written in it; French where it is missing. */
  language?: Language;
  /** Options, in the order of preference where they are ranked. */
  chosen?: string[];
  /** What «other, specify» holds. */
  other?: string;
  /** Rows, shares, texts and pairs, as they were typed or chosen. */
  cells?: Record<string, string | string[]>;
  /** The members of a group. */
  members?: AllEntered[];
  files?: FileAnswer[];
  point?: Pick<PlaceAnswer, 'latitude' | 'longitude'>;
  /** When it was changed last, in milliseconds of the device's clock. Missing in what earlier releases kept. */
  at?: number;
}

export type AllEntered = Record<string, Entered>;

/** Both; of a question that both hold, what was entered last. `own` itself where the other adds nothing. */
export function joined(own: AllEntered, other: AllEntered): AllEntered {
  let all = own;
  for (const [id, entered] of Object.entries(other)) {
    if (!own[id] || entered.at! > (own[id].at ?? 0)) all = { ...all, [id]: entered };
  }
  return all;
}

/** The answers in what was entered. What cannot be read as the question asks stays text, and the rules refuse it. */
export function answersIn(definition: SurveyDefinition, entered: AllEntered): Answers {
  const answers: Answers = {};
  for (const question of questionsIn(definition)) {
    const own = entered[question.id];
    if (!own) continue;
    const answer = isAsked(question)
      ? kindOf(question.type).read(question, own)
      : question.type === 'hidden'
        ? lineIn(own.text)?.slice(0, question.maxLength)
        : undefined;
    if (answer !== undefined) answers[question.id] = answer;
  }
  return answers;
}

/** A number that was entered, as `language` writes it: «1,234» becomes «1234». What is no number stays. */
export function writtenIn(entered: Entered, language: Language): Entered {
  const { text = '', language: before = 'fr' } = entered;
  return before === language ? entered : { ...entered, language, text: numberAs(text, before, language) };
}
