import { OTHER } from '../../contract/limits.js';
import type { Answer, Choice } from '../../contract/survey.js';
import type { Language } from '../../contract/text.js';
import { isDate } from '../../domain/dates.js';
import type { AnswerError, Asked } from '../../domain/survey.js';
import { dayWords, number, textOf, wordsOf } from './words.js';

/** What the pages of a survey say. */
export const SURVEY_WORDS = {
  fr: {
    step: (step: number, steps: number) => `Étape ${step} de ${steps}`,
    otherLanguage: 'Continue in English',
    next: 'Continuer',
    previous: 'Précédent',
    check: 'Vérifiez vos réponses',
    modify: 'Modifier',
    send: 'Envoyer mes réponses',
    received: 'Merci, vos réponses sont reçues.',
    none: 'Sans réponse',
    revealed: 'Vos réponses font apparaître d’autres questions : elles sont ajoutées à cette étape.',
    required: 'Répondez à cette question.',
    choose: 'Choisissez une réponse.',
    tick: 'Cochez au moins un choix.',
    tooShort: (limit: string) => `Écrivez au moins ${limit} caractères.`,
    between: (min: string, max: string) => `Inscrivez un nombre de ${min} à ${max}.`,
    atLeast: (min: string) => `Inscrivez un nombre d’au moins ${min}.`,
    atMost: (max: string) => `Inscrivez un nombre d’au plus ${max}.`,
    whole: 'Inscrivez un nombre entier.',
    decimals: (limit: string) => `Inscrivez au plus ${limit} chiffres après la virgule.`,
    notNumber: 'Inscrivez un nombre, par exemple 12.',
    notEmail: 'Inscrivez une adresse courriel complète, par exemple nom@exemple.ca.',
    notDate: 'Inscrivez une date complète : jour, mois et année.',
    tooEarly: (limit: string) => `Inscrivez une date à partir du ${limit}.`,
    tooLate: (limit: string) => `Inscrivez une date jusqu’au ${limit}.`,
    tooMany: (limit: string) => `Cochez au plus ${limit} choix.`,
    tooFew: (limit: string) => `Cochez au moins ${limit} choix.`,
    specify: 'Précisez votre réponse.',
    wrong: 'Cette réponse ne peut pas être acceptée. Modifiez-la.',
    other: (text: string) => `Autre : ${text}`,
  },
  en: {
    step: (step: number, steps: number) => `Step ${step} of ${steps}`,
    otherLanguage: 'Continuer en français',
    next: 'Continue',
    previous: 'Previous',
    check: 'Check your answers',
    modify: 'Change',
    send: 'Send my answers',
    received: 'Thank you, your answers have been received.',
    none: 'Not answered',
    revealed: 'Your answers bring up more questions: they are added to this step.',
    required: 'Answer this question.',
    choose: 'Choose an answer.',
    tick: 'Check at least one choice.',
    tooShort: (limit: string) => `Write at least ${limit} characters.`,
    between: (min: string, max: string) => `Enter a number from ${min} to ${max}.`,
    atLeast: (min: string) => `Enter a number of at least ${min}.`,
    atMost: (max: string) => `Enter a number of at most ${max}.`,
    whole: 'Enter a whole number.',
    decimals: (limit: string) => `Enter at most ${limit} digits after the decimal point.`,
    notNumber: 'Enter a number, for example 12.',
    notEmail: 'Enter a full email address, for example name@example.ca.',
    notDate: 'Enter a full date: day, month and year.',
    tooEarly: (limit: string) => `Enter a date on or after ${limit}.`,
    tooLate: (limit: string) => `Enter a date on or before ${limit}.`,
    tooMany: (limit: string) => `Check at most ${limit} choices.`,
    tooFew: (limit: string) => `Check at least ${limit} choices.`,
    specify: 'Please specify your answer.',
    wrong: 'This answer cannot be accepted. Change it.',
    other: (text: string) => `Other: ${text}`,
  },
} as const;

/** What is wrong with an answer and what to do, as the widget says it. */
export function errorWords(question: Asked, { code, limit }: AnswerError, language: Language): string {
  const words = SURVEY_WORDS[language];
  const bound =
    typeof limit === 'string'
      ? dayWords(limit, language)
      : limit === undefined
        ? ''
        : number(limit, language);
  switch (code) {
    case 'required':
      return requiredWords(question, language);
    case 'too-long':
      return wordsOf(language).tooLong(bound);
    case 'too-short':
      return words.tooShort(bound);
    case 'out-of-range':
      return rangeWords(question, language);
    case 'too-precise':
      return limit === 0 ? words.whole : words.decimals(bound);
    case 'wrong-type':
      return words.notNumber;
    case 'not-an-email':
      return words.notEmail;
    case 'not-a-date':
      return words.notDate;
    case 'too-early':
      return words.tooEarly(bound);
    case 'too-late':
      return words.tooLate(bound);
    case 'too-many':
      return words.tooMany(bound);
    case 'too-few':
      return words.tooFew(bound);
    case 'specify':
      return words.specify;
    default:
      return words.wrong;
  }
}

function requiredWords({ type }: Asked, language: Language): string {
  const words = SURVEY_WORDS[language];
  if (type === 'multiple-choice') return words.tick;
  return type === 'single-choice' || type === 'yes-no' || type === 'scale' ? words.choose : words.required;
}

function rangeWords(question: Asked, language: Language): string {
  const words = SURVEY_WORDS[language];
  const { min, max } = question.type === 'number' ? question : {};
  const inWords = (value: number) => number(value, language);
  if (min !== undefined && max !== undefined) return words.between(inWords(min), inWords(max));
  return min === undefined ? words.atMost(inWords(max ?? 0)) : words.atLeast(inWords(min));
}

/** An answer in words, one for each choice. */
export function answerWords(question: Asked, answer: Answer | undefined, language: Language): string[] {
  const words = SURVEY_WORDS[language];
  if (answer === undefined) return [words.none];
  if (typeof answer === 'boolean') return [answer ? wordsOf(language).yes : wordsOf(language).no];
  if (typeof answer === 'number') return [number(answer, language)];
  const choice = (one: Choice): string => {
    if (typeof one === 'object') return words.other(one.other);
    const options = 'options' in question ? (question.options ?? []) : [];
    const option = options.find(({ id }) => id === one);
    return option ? textOf(option.label, language) : one;
  };
  if (question.type === 'multiple-choice') return (answer as Choice[]).map(choice);
  if (question.type === 'single-choice' && answer !== OTHER) return [choice(answer as Choice)];
  if (question.type === 'yes-no') return [wordsOf(language).unsure];
  const text = String(answer);
  return [question.type === 'date' && isDate(text) ? dayWords(text, language) : text];
}
