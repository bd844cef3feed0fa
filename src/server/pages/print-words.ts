import { EQUAL, OTHER } from '../../contract/limits.js';
import type {
  AboutAnswer,
  Comparison,
  Condition,
  Expression,
  Option,
  Question,
  SurveyDefinition,
} from '../../contract/survey.js';
import type { Language, LocalizedText } from '../../contract/text.js';
import { isAsked } from '../../domain/survey.js';
import { isDate } from '../../domain/dates.js';
import { questionsIn } from '../../domain/kinds.js';
import { dayWords, number, textOf, wordsOf } from '../forms/words.js';

/** What a questionnaire on paper says beside what its survey does. */
export const PRINT_WORDS = {
  fr: {
    title: (survey: string) => `Questionnaire\u00a0: ${survey}`,
    lead: 'Cette page s’imprime telle quelle, sur papier lettre ou A4. Remplissez le questionnaire à la main.',
    back: 'Répondre en ligne',
    how: 'Comment remplir et retourner ce questionnaire',
    fill: 'Écrivez lisiblement. Cochez une seule réponse dans les cercles ○, une ou plusieurs dans les carrés □.',
    until: (date: string) => `Retournez-le pour qu’il soit reçu avant le ${date} à\u00a0:`,
    scanned: (date: string) =>
      `Numérisez-le ou photographiez chaque page, et envoyez-le pour qu’il soit reçu avant le ${date} à\u00a0:`,
    pages: (page: string, pages: string) => `Page ${page} de ${pages}`,
    accept: 'J’accepte',
    answerOf: (n: string) => `[votre réponse à la question\u00a0${n}]`,
    once: 'Ne répondez qu’une fois\u00a0: en ligne ou sur papier.',
    part: (n: number) => `Partie ${n}`,
    required: '(obligatoire)',
    answerIf: (condition: string) => `Répondez à cette question si ${condition}.`,
    fillIf: (condition: string) => `Remplissez cette partie si ${condition}.`,
    requiredIf: (condition: string) => `Réponse obligatoire si ${condition}.`,
    optionIf: (condition: string) => `seulement si ${condition}`,
    goIf: (condition: string, place: string) => `Si ${condition}, ${place}.`,
    go: (place: string) => `Ensuite, ${place}.`,
    toPart: (n: number, first: string | undefined) =>
      `passez à la partie\u00a0${n}${first === undefined ? '' : ` (question\u00a0${first})`}`,
    toEnd: (title: string) => `arrêtez-vous ici\u00a0: ${title}`,
    toLast: 'arrêtez-vous ici',
    one: 'Cochez une seule réponse.',
    several: (min: number | undefined, max: number | undefined) =>
      max
        ? `Cochez au plus ${max} réponses.`
        : min
          ? `Cochez au moins ${min} réponses.`
          : 'Cochez tout ce qui s’applique.',
    alone: 'ne cochez rien d’autre',
    carried: {
      chosen: 'Parmi ce que vous avez coché à la question',
      'not-chosen': 'Parmi ce que vous n’avez pas coché à la question',
      offered: 'Avec les choix de la question',
    },
    /** Without a last rank where how many there are depends on another answer. */
    rank: (n?: number) =>
      `Inscrivez 1 pour votre premier choix, 2 pour le suivant, et ainsi de suite${n === undefined ? '' : ` jusqu’à ${n}`}.`,
    share: (total: string) => `Répartissez ${total} points\u00a0: le total doit faire ${total}.`,
    total: 'Total',
    pairs: 'Pour chaque ligne, cochez ce que vous préférez.',
    equal: 'Égal',
    files: 'Joignez vos documents à votre envoi, en inscrivant dessus le numéro de cette question.',
    address: 'Adresse\u00a0:',
    date: 'Année, mois, jour',
    time: 'Heures et minutes, de 00\u00a0h\u00a000 à 23\u00a0h\u00a059',
    hours: 'h',
    number: (min: string | undefined, max: string | undefined) =>
      min && max
        ? `Un nombre de ${min} à ${max}.`
        : min
          ? `Un nombre d’au moins ${min}.`
          : max
            ? `Un nombre d’au plus ${max}.`
            : 'Un nombre.',
    longest: (max: string) => `${max} caractères au plus. Joignez une feuille au besoin.`,
    members: (max: number) => `Jusqu’à ${max}\u00a0: joignez une feuille pour les suivants.`,
    row: 'Ligne',
    end: 'Merci de votre participation.',
    office: 'Réservé à l’administration – numéro du questionnaire\u00a0:',
    and: ' et ',
    or: ' ou ',
    question: (n: string) => `la question\u00a0${n}`,
    valueOf: (label: string) => `la valeur «\u00a0${label}\u00a0»`,
    quote: (words: string) => `«\u00a0${words}\u00a0»`,
    rowOf: (row: string, place: string) => `${place}, ligne «\u00a0${row}\u00a0»`,
    answered: (place: string, yes: boolean) => `vous ${yes ? 'avez' : 'n’avez pas'} répondu à ${place}`,
    is: (place: string, value: string, yes: boolean) =>
      `vous ${yes ? 'avez' : 'n’avez pas'} répondu ${value} à ${place}`,
    contains: (place: string, value: string, yes: boolean) =>
      `vous ${yes ? 'avez' : 'n’avez pas'} choisi ${value} à ${place}`,
    bounds: {
      atLeast: (v: string) => `${v} ou plus`,
      atMost: (v: string) => `${v} ou moins`,
      above: (v: string) => `plus de ${v}`,
      below: (v: string) => `moins de ${v}`,
    },
    dayBounds: {
      atLeast: (v: string) => `le ${v} ou plus tard`,
      atMost: (v: string) => `le ${v} ou plus tôt`,
      above: (v: string) => `une date après le ${v}`,
      below: (v: string) => `une date avant le ${v}`,
    },
    compares: {
      '=': 'vaut',
      '!=': 'ne vaut pas',
      '<': 'reste sous',
      '<=': 'ne dépasse pas',
      '>': 'dépasse',
      '>=': 'atteint ou dépasse',
    },
    answerTo: (place: string) => `la réponse à ${place}`,
    count: (place: string) => `le nombre de réponses à ${place}`,
    totalOf: (place: string) => `le total de ${place}`,
    length: (place: string) => `le nombre de caractères à ${place}`,
    least: 'le plus petit de',
    greatest: 'le plus grand de',
    rounded: (x: string) => `${x} (arrondi)`,
    today: 'la date d’aujourd’hui',
    days: (a: string, b: string) => `le nombre de jours de ${a} à ${b}`,
    years: (a: string, b: string) => `le nombre d’années entières de ${a} à ${b}`,
    later: (a: string, n: string) => `${n} jours après ${a}`,
    either: (condition: string, a: string, b: string) => `${a} si ${condition}, sinon ${b}`,
    nothing: 'rien',
    joined: ' suivi de ',
  },
  en: {
    title: (survey: string) => `Questionnaire: ${survey}`,
    lead: 'This page prints as it is, on letter or A4 paper. Fill in the questionnaire by hand.',
    back: 'Answer online',
    how: 'How to fill in and return this questionnaire',
    fill: 'Write clearly. Check a single answer among circles ○, one or more among squares □.',
    until: (date: string) => `Return it so that it is received before ${date} to:`,
    scanned: (date: string) =>
      `Scan it or photograph each page, and send it so that it is received before ${date} to:`,
    pages: (page: string, pages: string) => `Page ${page} of ${pages}`,
    accept: 'I accept',
    answerOf: (n: string) => `[your answer to question\u00a0${n}]`,
    once: 'Answer only once: online or on paper.',
    part: (n: number) => `Part ${n}`,
    required: '(required)',
    answerIf: (condition: string) => `Answer this question if ${condition}.`,
    fillIf: (condition: string) => `Fill in this part if ${condition}.`,
    requiredIf: (condition: string) => `An answer is required if ${condition}.`,
    optionIf: (condition: string) => `only if ${condition}`,
    goIf: (condition: string, place: string) => `If ${condition}, ${place}.`,
    go: (place: string) => `Then ${place}.`,
    toPart: (n: number, first: string | undefined) =>
      `go to part\u00a0${n}${first === undefined ? '' : ` (question\u00a0${first})`}`,
    toEnd: (title: string) => `stop here: ${title}`,
    toLast: 'stop here',
    one: 'Check a single answer.',
    several: (min: number | undefined, max: number | undefined) =>
      max
        ? `Check at most ${max} answers.`
        : min
          ? `Check at least ${min} answers.`
          : 'Check all that apply.',
    alone: 'check nothing else',
    carried: {
      chosen: 'Among what you checked at question',
      'not-chosen': 'Among what you did not check at question',
      offered: 'With the choices of question',
    },
    rank: (n?: number) =>
      `Write 1 for your first choice, 2 for the next, and so on${n === undefined ? '' : ` up to ${n}`}.`,
    share: (total: string) => `Share ${total} points: they must add up to ${total}.`,
    total: 'Total',
    pairs: 'On each line, check what you prefer.',
    equal: 'Equal',
    files: 'Enclose your documents, with the number of this question written on them.',
    address: 'Address:',
    date: 'Year, month, day',
    time: 'Hours and minutes, from 00:00 to 23:59',
    hours: ':',
    number: (min: string | undefined, max: string | undefined) =>
      min && max
        ? `A number from ${min} to ${max}.`
        : min
          ? `A number of at least ${min}.`
          : max
            ? `A number of at most ${max}.`
            : 'A number.',
    longest: (max: string) => `${max} characters at most. Enclose a sheet if needed.`,
    members: (max: number) => `Up to ${max}: enclose a sheet for the others.`,
    row: 'Line',
    end: 'Thank you for taking part.',
    office: 'For office use – number of the questionnaire:',
    and: ' and ',
    or: ' or ',
    question: (n: string) => `question\u00a0${n}`,
    valueOf: (label: string) => `the value “${label}”`,
    quote: (words: string) => `“${words}”`,
    rowOf: (row: string, place: string) => `${place}, line “${row}”`,
    answered: (place: string, yes: boolean) => `you ${yes ? 'answered' : 'did not answer'} ${place}`,
    is: (place: string, value: string, yes: boolean) =>
      `you ${yes ? 'answered' : 'did not answer'} ${value} to ${place}`,
    contains: (place: string, value: string, yes: boolean) =>
      `you ${yes ? 'chose' : 'did not choose'} ${value} at ${place}`,
    bounds: {
      atLeast: (v: string) => `${v} or more`,
      atMost: (v: string) => `${v} or less`,
      above: (v: string) => `more than ${v}`,
      below: (v: string) => `less than ${v}`,
    },
    dayBounds: {
      atLeast: (v: string) => `${v} or later`,
      atMost: (v: string) => `${v} or earlier`,
      above: (v: string) => `a date after ${v}`,
      below: (v: string) => `a date before ${v}`,
    },
    compares: {
      '=': 'is',
      '!=': 'is not',
      '<': 'is less than',
      '<=': 'is at most',
      '>': 'is more than',
      '>=': 'is at least',
    },
    answerTo: (place: string) => `the answer to ${place}`,
    count: (place: string) => `the number of answers to ${place}`,
    totalOf: (place: string) => `the total of ${place}`,
    length: (place: string) => `the number of characters at ${place}`,
    least: 'the least of',
    greatest: 'the greatest of',
    rounded: (x: string) => `${x} (rounded)`,
    today: 'today’s date',
    days: (a: string, b: string) => `the number of days from ${a} to ${b}`,
    years: (a: string, b: string) => `the number of whole years from ${a} to ${b}`,
    later: (a: string, n: string) => `${n} days after ${a}`,
    either: (condition: string, a: string, b: string) => `${a} if ${condition}, else ${b}`,
    nothing: 'nothing',
    joined: ' followed by ',
  },
};

/** The questions of a survey with the numbers that they have on paper: `3`, `3.1` inside a group. */
export class Numbered {
  private readonly numbers = new Map<string, string>();
  private readonly questions = new Map<string, Question>();

  constructor({ pages }: Pick<SurveyDefinition, 'pages'>) {
    let last = 0;
    for (const question of questionsIn({ pages })) {
      this.questions.set(question.id, question);
      if (!isAsked(question)) continue;
      const own = String(++last);
      this.numbers.set(question.id, own);
      if (question.type === 'group')
        question.questions.forEach((member, index) => {
          this.questions.set(member.id, member);
          this.numbers.set(member.id, `${own}.${index + 1}`);
        });
    }
  }

  /** Those of all questions, members' too. */
  get names(): string[] {
    return [...this.questions.keys()];
  }

  /** Undefined where the question is not on paper. */
  numberOf(id: string): string | undefined {
    return this.numbers.get(id);
  }

  question(id: string): Question | undefined {
    return this.questions.get(id);
  }

  /** A question with all the options that its sheet lists, in their order: those it may carry on, then its own. */
  onSheet<Some extends Question>(question: Some): Some {
    const carried = 'optionsFrom' in question ? this.listed(question.optionsFrom?.question) : [];
    const written = this.questions.get(question.id) as { options?: readonly Option[] } | undefined;
    const own = written?.options;
    return own ? { ...question, options: [...carried, ...own] } : question;
  }

  /** The options that the sheet lists at a question. */
  listed(id: string | undefined): readonly Option[] {
    const question = id === undefined ? undefined : this.questions.get(id);
    if (!question || !('options' in question)) return [];
    const from = 'optionsFrom' in question ? question.optionsFrom : undefined;
    return [...this.listed(from?.question), ...(question.options ?? [])];
  }
}

/** A condition as it is said after «si»: «vous avez répondu Oui à la question 3». */
export function conditionWords(
  condition: Condition,
  numbered: Numbered,
  language: Language,
  isMet = true,
  depth = 0,
): string {
  const words = PRINT_WORDS[language];
  const say = (one: Condition, met = isMet) => conditionWords(one, numbered, language, met, depth + 1);
  if ('not' in condition) return conditionWords(condition.not, numbered, language, !isMet, depth);
  if ('all' in condition || 'any' in condition) {
    const isAll = 'all' in condition === isMet;
    const list = plainer('all' in condition ? condition.all : condition.any, isAll && isMet);
    if (list.length === 1) return conditionWords(list[0]!, numbered, language, isMet, depth);
    const one = isAll ? undefined : oneOf(list, isMet);
    if (one) {
      const question = numbered.question(one.question);
      const values = one.values.map((value) => valueWords(value, question, language));
      const place = placeWords(one.question, one.row, numbered, language);
      return words.is(place, listed(values, words.or), true);
    }
    const said = list.map((each) => say(each)).join(isAll ? words.and : words.or);
    return depth > 0 ? `(${said})` : said;
  }
  if ('compare' in condition) {
    const compare = isMet ? condition.compare : CONTRARY[condition.compare];
    const of = (side: Expression) => expressionWords(side, numbered, language);
    return `${of(condition.left)} ${words.compares[compare]} ${of(condition.right)}`;
  }
  return aboutWords(condition, numbered, language, isMet);
}

/** Without what goes without saying: that there is an answer, where another condition asks for one in particular. */
function plainer(list: readonly Condition[], isAll: boolean): readonly Condition[] {
  if (!isAll) return list;
  const flat = list.flatMap((one) => ('all' in one ? plainer(one.all, true) : [one]));
  const asks = (one: Condition): string | undefined => {
    if ('any' in one) return oneOf(one.any, true) && asks(one.any[0]!);
    return 'question' in one && !('answered' in one) ? `${one.question} ${one.row ?? ''}` : undefined;
  };
  const asked = new Set(flat.map(asks));
  return flat.filter(
    (one) => !('answered' in one && one.answered && asked.has(`${one.question} ${one.row ?? ''}`)),
  );
}

type Is = Extract<AboutAnswer, { is: unknown }>;

/** The answers to one question of which one is enough. */
function oneOf(list: readonly Condition[], isMet: boolean) {
  const first = list[0];
  if (!isMet || !first || !('is' in first)) return undefined;
  const { question, row } = first;
  const all = list.every((one): one is Is => 'is' in one && one.question === question && one.row === row);
  return all ? { question, row, values: (list as Is[]).map(({ is }) => is) } : undefined;
}

/** «Oui», «Non» ou «Peut-être». */
const listed = (values: readonly string[], joint: string) =>
  [values.slice(0, -1).join(', '), values.at(-1)].join(joint);

const CONTRARY: Record<Comparison, Comparison> = {
  '=': '!=',
  '!=': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

function aboutWords(condition: AboutAnswer, numbered: Numbered, language: Language, isMet: boolean): string {
  const words = PRINT_WORDS[language];
  const question = numbered.question(condition.question);
  const place = placeWords(condition.question, condition.row, numbered, language);
  if ('answered' in condition) return words.answered(place, condition.answered === isMet);
  if ('is' in condition) return words.is(place, valueWords(condition.is, question, language), isMet);
  if ('contains' in condition)
    return words.contains(place, valueWords(condition.contains, question, language), isMet);
  const [bound, at] = (['atLeast', 'atMost', 'above', 'below'] as const).flatMap((name) =>
    name in condition ? [[name, (condition as Record<string, string | number>)[name]!] as const] : [],
  )[0]!;
  const value =
    typeof at === 'number'
      ? words.bounds[bound](number(at, language))
      : words.dayBounds[bound](dayWords(at, language));
  return words.is(place, value, isMet);
}

/** «la question 3», «la question 3, ligne « Autobus »»; what is not on paper by its label. */
function placeWords(id: string, row: string | undefined, numbered: Numbered, language: Language): string {
  const words = PRINT_WORDS[language];
  const question = numbered.question(id);
  const own = numbered.numberOf(id);
  const label = question && 'label' in question ? textOf(question.label, language) : id;
  const place = own === undefined ? words.valueOf(label) : words.question(own);
  return row === undefined ? place : words.rowOf(labelOf(row, question, language), place);
}

function labelOf(id: string, question: Question | undefined, language: Language): string {
  const lists = ['options', 'rows', 'columns', 'fields'].flatMap(
    (name) =>
      ((question as Record<string, unknown> | undefined)?.[name] ?? []) as {
        id: string;
        label: LocalizedText;
      }[],
  );
  const found = lists.find((one) => one.id === id);
  if (found) return textOf(found.label, language);
  if (id === OTHER) return wordsOf(language).other;
  return id === EQUAL ? PRINT_WORDS[language].equal : id;
}

function valueWords(
  value: string | number | boolean,
  question: Question | undefined,
  language: Language,
): string {
  const words = PRINT_WORDS[language];
  const { yes, no, unsure } = wordsOf(language);
  if (typeof value === 'boolean') return words.quote(value ? yes : no);
  if (typeof value === 'number') return number(value, language);
  if (question?.type === 'yes-no') return words.quote(unsure);
  if (isDate(value)) return dayWords(value, language);
  return words.quote(
    question?.type === 'matrix' ? columnOf(value, question, language) : labelOf(value, question, language),
  );
}

const columnOf = (id: string, { columns }: Extract<Question, { type: 'matrix' }>, language: Language) =>
  textOf(columns.find((one) => one.id === id)?.label ?? { fr: id }, language);

function expressionWords(expression: Expression, numbered: Numbered, language: Language): string {
  const words = PRINT_WORDS[language];
  const of = (inner: Expression) => expressionWords(inner, numbered, language);
  const place = (id: string, row?: string) => placeWords(id, row, numbered, language);
  const inside = (inner: Expression) =>
    typeof inner === 'object' && !('answer' in inner) ? `(${of(inner)})` : of(inner);
  if (typeof expression === 'number') return number(expression, language);
  if (typeof expression === 'string') return valueWords(expression, undefined, language);
  if ('answer' in expression) {
    const { answer, row } = expression;
    return numbered.numberOf(answer) === undefined ? place(answer, row) : words.answerTo(place(answer, row));
  }
  if ('count' in expression) return words.count(place(expression.count));
  if ('total' in expression) return words.totalOf(place(expression.total));
  if ('length' in expression) return words.length(place(expression.length));
  if ('add' in expression) return expression.add.map(inside).join(' + ');
  if ('multiply' in expression) return expression.multiply.map(inside).join(' × ');
  if ('subtract' in expression) return expression.subtract.map(inside).join(' − ');
  if ('divide' in expression) return expression.divide.map(inside).join(' ÷ ');
  if ('least' in expression) return `${words.least} (${expression.least.map(of).join(' ; ')})`;
  if ('greatest' in expression) return `${words.greatest} (${expression.greatest.map(of).join(' ; ')})`;
  if ('round' in expression) return words.rounded(of(expression.round));
  if ('today' in expression) return words.today;
  if ('daysFrom' in expression) return words.days(of(expression.daysFrom), of(expression.to));
  if ('yearsFrom' in expression) return words.years(of(expression.yearsFrom), of(expression.to));
  if ('plusDays' in expression) return words.later(of(expression.plusDays), of(expression.days));
  if ('if' in expression)
    return words.either(
      conditionWords(expression.if, numbered, language),
      of(expression.then),
      expression.else === undefined ? words.nothing : of(expression.else),
    );
  return expression.join.map(of).join(words.joined);
}
