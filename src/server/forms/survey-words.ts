import { OTHER } from '../../contract/limits.js';
import type { Answer, Choice } from '../../contract/survey.js';
import type { Language } from '../../contract/text.js';
import { isDate } from '../../domain/dates.js';
import { displayText } from '../../domain/display-text.js';
import type { RuleBroken } from '../../domain/answers.js';
import type { Asked } from '../../domain/survey.js';
import { withTexts } from '../../domain/texts-in.js';
import { rareAnswerWords, rareErrorWords } from './rare-words.js';
import { dayWords, number, sentence, textOf, timeWords, wordsOf } from './words.js';

/** What the pages of a survey say. */
export const SURVEY_WORDS = {
  fr: {
    step: (step: number, steps: number) => `Étape ${step} de ${steps}`,
    numbered: (at: number, count: number) => `question ${at} sur ${count}`,
    timeAhead: (minutes: string) =>
      `Ce sondage prévoit ${minutes} minutes pour répondre, à partir de votre première réponse.`,
    timeUntil: (time: string) => `Le temps prévu pour répondre va jusqu’au ${time}.`,
    timeOver: (time: string) => `Le temps prévu pour répondre est écoulé depuis le ${time}.`,
    timeKept: (closing: string) =>
      `Prenez plus de temps si vous en avez besoin : vous n’avez pas à le demander. Rien ne s’arrête ni ne s’efface sur cette page quand ce temps est écoulé, et vos réponses peuvent être envoyées jusqu’au ${closing}.`,
    otherLanguage: 'Continue in English',
    next: 'Continuer',
    previous: 'Précédent',
    check: 'Vérifiez vos réponses',
    modify: 'Modifier',
    send: 'Envoyer mes réponses',
    received: 'Merci, vos réponses sont reçues.',
    unsent: 'Vos réponses n’ont pas été envoyées.',
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
    decimals: (limit: string) =>
      `Inscrivez au plus ${limit} ${limit === '1' ? 'chiffre' : 'chiffres'} après la virgule.`,
    notNumber: (example: string) => `Inscrivez un nombre, par exemple ${example}.`,
    notEmail: 'Inscrivez une adresse courriel complète, par exemple nom@exemple.ca.',
    notDate: 'Inscrivez une date complète : jour, mois et année.',
    shortYear: 'Inscrivez l’année en quatre chiffres, par exemple 1990.',
    tooEarly: (limit: string) => `Inscrivez une date à partir du ${limit}.`,
    tooLate: (limit: string) => `Inscrivez une date jusqu’au ${limit}.`,
    tooMany: (limit: string) => `Cochez au plus ${limit} choix.`,
    tooFew: (limit: string) => `Cochez au moins ${limit} choix.`,
    specify: 'Précisez votre réponse.',
    wrong: 'Cette réponse ne peut pas être acceptée. Modifiez-la.',
    other: (text: string) => `Autre : ${text}`,
    closed:
      'Cette question ne s’applique pas à vous, d’après vos autres réponses : vous n’avez pas à y répondre.',
    likely: ['Pas du tout probable', 'Très probable'],
    phoneExample: 'Par exemple : 418 555-0123',
    postalExample: 'Par exemple : G1R 4Y8',
    areaExample: 'Les trois premiers caractères, par exemple G1R',
    webExample: 'Par exemple : www.exemple.ca',
    timeExample: 'Par exemple : 14 h 30',
    notPhone:
      'Inscrivez un numéro de téléphone à dix chiffres, ou un numéro qui commence par + et l’indicatif du pays.',
    notPostal: 'Inscrivez un code postal canadien, par exemple G1R 4Y8.',
    notArea: 'Inscrivez les trois premiers caractères du code postal, par exemple G1R.',
    notWeb: 'Inscrivez une adresse Web complète, par exemple www.exemple.ca.',
    notTime: 'Inscrivez une heure, par exemple 14 h 30.',
    timeTooEarly: (limit: string) => `Inscrivez une heure à partir de ${limit}.`,
    timeTooLate: (limit: string) => `Inscrivez une heure jusqu’à ${limit}.`,
    consent: 'Cochez la case pour donner votre accord.',
    accepted: 'Accepté',
    outOf: (value: string, most: number) => `${value} sur ${most}`,
    stars: (count: string) => `${count} ${Number(count) < 2 ? 'étoile' : 'étoiles'}`,
    exactly: (count: number) => `Cochez ${count} choix.`,
    fromTo: (min: number, max: number) => `Cochez de ${min} à ${max} choix.`,
    alone: (label: string) => `« ${label} » ne va avec aucun autre choix.`,
    notAlone: (label: string) => `Décochez « ${label} », ou décochez les autres choix.`,
  },
  en: {
    step: (step: number, steps: number) => `Step ${step} of ${steps}`,
    numbered: (at: number, count: number) => `question ${at} of ${count}`,
    timeAhead: (minutes: string) =>
      `This survey allows ${minutes} minutes to answer, from your first answer on.`,
    timeUntil: (time: string) => sentence(`The time allowed to answer ends on ${time}`),
    timeOver: (time: string) => sentence(`The time allowed to answer ended on ${time}`),
    timeKept: (closing: string) =>
      `Take more time if you need it: you do not have to ask. Nothing on this page stops or is erased when that time is over, and your answers can be sent until ${sentence(closing)}`,
    otherLanguage: 'Continuer en français',
    next: 'Continue',
    previous: 'Previous',
    check: 'Check your answers',
    modify: 'Change',
    send: 'Send my answers',
    received: 'Thank you, your answers have been received.',
    unsent: 'Your answers were not sent.',
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
    decimals: (limit: string) =>
      `Enter at most ${limit} ${limit === '1' ? 'digit' : 'digits'} after the decimal point.`,
    notNumber: (example: string) => `Enter a number, for example ${example}.`,
    notEmail: 'Enter a full email address, for example name@example.ca.',
    notDate: 'Enter a full date: day, month and year.',
    shortYear: 'Enter the year in four digits, for example 1990.',
    tooEarly: (limit: string) => `Enter a date on or after ${limit}.`,
    tooLate: (limit: string) => `Enter a date on or before ${limit}.`,
    tooMany: (limit: string) => `Check at most ${limit} choices.`,
    tooFew: (limit: string) => `Check at least ${limit} choices.`,
    specify: 'Please specify your answer.',
    wrong: 'This answer cannot be accepted. Change it.',
    other: (text: string) => `Other: ${text}`,
    closed: 'This question does not apply to you, given your other answers: you do not have to answer it.',
    likely: ['Not at all likely', 'Very likely'],
    phoneExample: 'For example: 418-555-0123',
    postalExample: 'For example: G1R 4Y8',
    areaExample: 'The first three characters, for example G1R',
    webExample: 'For example: www.example.ca',
    timeExample: 'For example: 2:30 p.m.',
    notPhone: 'Enter a ten-digit telephone number, or a number that begins with + and the country code.',
    notPostal: 'Enter a Canadian postal code, for example G1R 4Y8.',
    notArea: 'Enter the first three characters of the postal code, for example G1R.',
    notWeb: 'Enter a full web address, for example www.example.ca.',
    notTime: 'Enter a time, for example 2:30 p.m.',
    timeTooEarly: (limit: string) => `Enter a time from ${limit} on.`,
    timeTooLate: (limit: string) => `Enter a time no later than ${limit}`,
    consent: 'Check the box to give your consent.',
    accepted: 'Accepted',
    outOf: (value: string, most: number) => `${value} out of ${most}`,
    stars: (count: string) => `${count} ${count === '1' ? 'star' : 'stars'}`,
    exactly: (count: number) => `Check ${count} choices.`,
    fromTo: (min: number, max: number) => `Check ${min} to ${max} choices.`,
    alone: (label: string) => `“${label}” goes with no other choice.`,
    notAlone: (label: string) => `Uncheck “${label}”, or uncheck the other choices.`,
  },
} as const;

/** What is wrong with an answer and what to do, as the widget says it. */
export function errorWords(question: Asked, broken: RuleBroken, language: Language): string {
  const rare = rareErrorWords(question, broken, language, errorWords);
  if (rare !== undefined) return rare;
  const { code, limit } = broken;
  const words = SURVEY_WORDS[language];
  const isTime = question.type === 'time';
  const bound =
    typeof limit === 'string'
      ? (isTime ? timeWords : dayWords)(limit, language)
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
      return words.notNumber(number('decimals' in question && question.decimals ? 1234.5 : 1234, language));
    case 'not-an-email':
      return words.notEmail;
    case 'not-a-date':
      return words.notDate;
    case 'short-year':
      return words.shortYear;
    case 'too-early':
      return (isTime ? words.timeTooEarly : words.tooEarly)(bound);
    case 'too-late':
      return (isTime ? words.timeTooLate : words.tooLate)(bound);
    case 'too-many':
    case 'too-few':
      return countWords(question as { min?: number; max?: number }, language);
    case 'exclusive':
      return words.notAlone(exclusiveIn(question, language)[0] ?? '');
    case 'not-a-telephone':
      return words.notPhone;
    case 'not-a-postal-code':
      return words.notPostal;
    case 'not-a-postal-area':
      return words.notArea;
    case 'not-an-address':
      return words.notWeb;
    case 'not-a-time':
      return words.notTime;
    case 'specify':
      return words.specify;
    default:
      return words.wrong;
  }
}

/** How many choices are asked for, where the question says so. */
export function countWords(
  { min, max }: { min?: number | undefined; max?: number | undefined },
  language: Language,
): string {
  const words = SURVEY_WORDS[language];
  if (min && max) return min === max ? words.exactly(min) : words.fromTo(min, max);
  if (min) return words.tooFew(String(min));
  return max ? words.tooMany(String(max)) : '';
}

/** The options that go with no other, in words. */
export function exclusiveIn(question: Asked, language: Language): string[] {
  if (question.type !== 'multiple-choice') return [];
  return question.options.filter(({ exclusive }) => exclusive).map(({ label }) => textOf(label, language));
}

function requiredWords(question: Asked, language: Language): string {
  const words = SURVEY_WORDS[language];
  switch (question.type) {
    case 'multiple-choice':
    case 'image-choice':
      if ('multiple' in question && !question.multiple) return words.choose;
      return (question.min ?? 0) > 1 ? countWords(question, language) : words.tick;
    case 'consent':
      return words.consent;
    case 'single-choice':
    case 'yes-no':
    case 'scale':
    case 'recommendation':
      return words.choose;
    default:
      return words.required;
  }
}

function rangeWords(question: Asked, language: Language): string {
  const words = SURVEY_WORDS[language];
  const { min, max } = boundsOf(question);
  const inWords = (value: number) => number(value, language);
  if (min !== undefined && max !== undefined) return words.between(inWords(min), inWords(max));
  return min === undefined ? words.atMost(inWords(max ?? 0)) : words.atLeast(inWords(min));
}

function boundsOf(question: Asked): { min?: number | undefined; max?: number | undefined } {
  if (question.type === 'recommendation') return { min: 0, max: 10 };
  return question.type === 'number' || question.type === 'scale' ? question : {};
}

/** An answer in words, one for each choice, as it is safe to show. */
export function answerWords(question: Asked, given: Answer | undefined, language: Language): string[] {
  const words = SURVEY_WORDS[language];
  if (given === undefined) return [words.none];
  const answer = withTexts(given, displayText);
  const rare = rareAnswerWords(question, answer, language, answerWords);
  if (rare) return rare;
  if (question.type === 'consent') return [words.accepted];
  if (question.type === 'recommendation') return [words.outOf(answer as string, 10)];
  if (question.type === 'scale' && typeof answer === 'number') return [stepWords(question, answer, language)];
  if (question.type === 'time' && /^\d\d:\d\d$/.test(answer as string))
    return [timeWords(answer as string, language)];
  if (typeof answer === 'boolean') return [answer ? wordsOf(language).yes : wordsOf(language).no];
  if (typeof answer === 'number') return [withUnit(question, number(answer, language), language)];
  const choice = (one: Choice): string => {
    if (typeof one === 'object') return words.other(one.other);
    const options = 'options' in question ? (question.options ?? []) : [];
    const option = options.find(({ id }) => id === one);
    return option ? textOf(option.label, language) : one;
  };
  if (Array.isArray(answer) && 'options' in question) return (answer as Choice[]).map(choice);
  if ((question.type === 'single-choice' || question.type === 'image-choice') && answer !== OTHER)
    return [choice(answer as Choice)];
  if (question.type === 'yes-no') return [wordsOf(language).unsure];
  const text = answer as string;
  return [question.type === 'date' && isDate(text) ? dayWords(text, language) : text];
}

function withUnit(question: Asked, amount: string, language: Language): string {
  const unit = question.type === 'number' && question.unit;
  return unit ? `${amount}\u00a0${textOf(unit, language)}` : amount;
}

function stepWords(
  { display, labels, min, max }: Extract<Asked, { type: 'scale' }>,
  step: number,
  language: Language,
): string {
  const words = SURVEY_WORDS[language];
  const label = labels?.[step - min];
  if (label) return display === 'smileys' ? textOf(label, language) : `${step} – ${textOf(label, language)}`;
  return display === 'stars' ? words.outOf(words.stars(String(step)), max) : number(step, language);
}
