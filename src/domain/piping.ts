import type { Answer, Answers, Question } from '../contract/survey.js';
import type { Language, LocalizedText } from '../contract/text.js';
import { type Asked, isAsked, type Of, questionsIn } from './kinds.js';

/** Where a text takes up an answer that was given before: `{{ville}}`. */
const PIPE = /\{\{ *([a-z][a-z0-9]*(?:-[a-z0-9]+)*) *\}\}/g;

/** A text with answers in their places; `words` gives one, undefined where there is none: three dots stand there then. */
export function piped(text: string, words: (question: string) => string | undefined): string {
  return text.includes('{{')
    ? text.replace(PIPE, (_, question: string) => isolated(words(question) || '…'))
    : text;
}

/** What a text takes up: the answers of a course, and the questions that it shows. */
interface Taken {
  pages: readonly { questions: readonly Question[] }[];
  answers: Answers;
}

/** What is worked out, or given by the page around, reads as an answer to a day does: a day where it is one. */
const UNASKED = { type: 'date' } as Of<'date'>;

/** A text with answers in their places, each in the text's own language. */
export function pipedText(
  { fr, en }: LocalizedText,
  { pages, answers }: Taken,
  words: (answer: Answer, question: Asked, language: Language) => string,
): LocalizedText {
  const taking = (text: string, language: Language) =>
    piped(text, (id) => {
      const answer = answers[id];
      const question = questionsIn({ pages }).find((one) => one.id === id);
      if (answer === undefined) return undefined;
      // A text has its own words for a number's unit.
      const inWords = question && isAsked(question) && question.type !== 'number' ? question : UNASKED;
      return words(answer, inWords, language);
    });
  return { fr: taking(fr, 'fr'), ...(en !== undefined && { en: taking(en, 'en') }) };
}

/** The questions whose answers a text takes up. */
export function pipedIn(text: string): string[] {
  return text.includes('{{') ? [...text.matchAll(PIPE)].map((match) => match[1]!) : [];
}

/** What turns the direction of the text around it: letters written from right to left, and the marks that say so. */
const TURNS =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b]/;
const MARKS = /[\u202a-\u202e\u2066-\u2069]/g;

/** An answer inside a text, so that its direction is its own: without marks that would go on after it. */
export function isolated(words: string): string {
  return TURNS.test(words) ? `\u2068${words.replace(MARKS, '')}\u2069` : words;
}
