import type { LocalizedText } from '../../../contract/text.js';
import { pipedText as piped } from '../../../domain/piping.js';
import type { Course } from '../../../domain/survey.js';
import { answerWords } from '../../base/answers.js';
import { inLanguage, speaking } from '../../base/language.js';

/** A text with the answers that it takes up, each in the text's own language. */
export const pipedText = (text: LocalizedText, course: Course): LocalizedText =>
  piped(text, course, (answer, question, language) =>
    speaking(language, () =>
      [answerWords(question, answer, (own) => inLanguage(own, language).text)].flat().join(', '),
    ),
  );
