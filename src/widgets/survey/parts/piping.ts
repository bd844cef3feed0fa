import type { Answer, Question } from '../../../contract/survey.js';
import type { Language, LocalizedText } from '../../../contract/text.js';
import { isDate } from '../../../domain/dates.js';
import { isAsked } from '../../../domain/kinds.js';
import { piped } from '../../../domain/piping.js';
import type { Course } from '../../../domain/survey.js';
import { answerWords, dayWords } from '../../base/answers.js';
import { number } from '../../base/dates.js';
import { inLanguage, speaking } from '../../base/language.js';

/** A text with the answers that it takes up, each in the text's own language. */
export function pipedText(text: LocalizedText, course: Course): LocalizedText {
  const written = (language: Language) => (id: string) => plainWords(course, id, language);
  const fr = piped(text.fr, written('fr'));
  return text.en === undefined ? { fr } : { fr, en: piped(text.en, written('en')) };
}

/** An answer in plain words; several one after the other. Undefined where nothing was answered. */
function plainWords({ pages, answers }: Course, id: string, language: Language): string | undefined {
  const question = pages.flatMap(({ questions }) => questions).find((one) => one.id === id);
  const answer = answers[id];
  if (answer === undefined) return undefined;
  const words = speaking(language, () => given(question, answer, language));
  const texts = [words].flat().filter((one) => typeof one === 'string' || typeof one === 'number');
  return texts.join(', ') || undefined;
}

/** What is on no page that is shown is worked out, or was given by the page around. */
function given(question: Question | undefined, answer: Answer, language: Language): unknown {
  if (question && isAsked(question))
    return answerWords(question, answer, (text) => inLanguage(text, language).text);
  if (typeof answer === 'number') return number(answer);
  return isDate(answer as string) ? dayWords(answer as string) : answer;
}
