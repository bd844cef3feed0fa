import type { Answer, Cells, FileAnswer, Member, Option, PlaceAnswer } from '../../contract/survey.js';
import type { Language } from '../../contract/text.js';
import type { RuleBroken } from '../../domain/answers.js';
import { areManyLeft, FEW_ROWS, rowsLeft } from '../../domain/kinds/matrix.js';
import { allPairs } from '../../domain/kinds/pairwise.js';
import { rankedIn } from '../../domain/kinds/ranking.js';
import type { Asked, Of } from '../../domain/kinds.js';
import { described, fileErrorWords } from './file-words.js';
import { isOne, number, textOf } from './words.js';

/** What the pages of a survey say of the rarer questions. */
export const RARE_WORDS = {
  fr: {
    or: ' ou ',
    equal: 'Aussi importants l’un que l’autre',
    pair: (index: string, count: string) => `Paire ${index} de ${count}`,
    place: (place: number) => `${place}${place === 1 ? 'er' : 'e'} choix`,
    points: (one: boolean) => (one ? 'point' : 'points'),
    share: (total: string, unit: string) => `Répartissez ${total} ${unit} en tout.`,
    add: (name: string) => `Ajouter : ${name}`,
    remove: (name: string) => `Retirer : ${name}`,
    list: 'Lieu dans la liste',
    address: 'Adresse ou description de l’endroit',
    oneWay: 'Une seule de ces façons de répondre suffit.',
    scripts:
      'Cette question demande un navigateur où JavaScript est activé. Vous pouvez aussi écrire à l’équipe de la consultation.',
    eachRow: 'Répondez à chaque ligne.',
    rowLeft: (row: string) => `Répondez à la ligne qui reste : ${row}.`,
    rowsLeft: (rows: string) => `Répondez aux lignes qui restent : ${rows}.`,
    manyLeft: (count: string) => `Répondez aux ${count} lignes qui restent.`,
    row: 'Choisissez une réponse.',
    rowSeveral: 'Cochez au moins un choix.',
    rowScale: (min: string, max: string) => `Choisissez un nombre de ${min} à ${max}.`,
    rank: (count: string) => `Faites un choix pour chacun des ${count} rangs.`,
    rankedTwice: 'Choisissez chaque option une seule fois.',
    left: (count: string, total: string) => `Reste à répartir : ${count} sur ${total}.`,
    over: (count: string, total: string) => `À retirer : ${count}, le total est de ${total}.`,
    whole: 'Inscrivez un nombre entier, par exemple 25.',
    upTo: (total: string) => `Inscrivez un nombre de 0 à ${total}.`,
    pairs: (count: string) => `Choisissez une réponse pour chaque paire : il en reste ${count}.`,
    field: 'Remplissez ce champ.',
    fields: 'Remplissez les champs obligatoires.',
    members: (count: string, name: string) => `Remplissez au moins ${count} fois cette partie (${name}).`,
    where: 'Choisissez un lieu dans la liste, ou écrivez une adresse.',
  },
  en: {
    or: ' or ',
    equal: 'Equally important',
    pair: (index: string, count: string) => `Pair ${index} of ${count}`,
    place: (place: number) => `${place}${['st', 'nd', 'rd'][place - 1] ?? 'th'} choice`,
    points: (one: boolean) => (one ? 'point' : 'points'),
    share: (total: string, unit: string) => `Share ${total} ${unit} in all.`,
    add: (name: string) => `Add: ${name}`,
    remove: (name: string) => `Remove: ${name}`,
    list: 'Place in the list',
    address: 'Address or description of the place',
    oneWay: 'Any one of these ways of answering is enough.',
    scripts:
      'This question needs a browser in which JavaScript is enabled. You can also write to the consultation team.',
    eachRow: 'Answer each row.',
    rowLeft: (row: string) => `Answer the row that is left: ${row}.`,
    rowsLeft: (rows: string) => `Answer the rows that are left: ${rows}.`,
    manyLeft: (count: string) => `Answer the ${count} rows that are left.`,
    row: 'Choose an answer.',
    rowSeveral: 'Check at least one choice.',
    rowScale: (min: string, max: string) => `Choose a number from ${min} to ${max}.`,
    rank: (count: string) => `Make a choice for each of the ${count} ranks.`,
    rankedTwice: 'Choose each option once only.',
    left: (count: string, total: string) => `Left to share: ${count} of ${total}.`,
    over: (count: string, total: string) => `To take away: ${count}, the total is ${total}.`,
    whole: 'Enter a whole number, for example 25.',
    upTo: (total: string) => `Enter a number from 0 to ${total}.`,
    pairs: (count: string) => `Choose an answer for each pair: ${count} left.`,
    field: 'Fill in this field.',
    fields: 'Fill in the required fields.',
    members: (count: string, name: string) => `Fill in this part at least ${count} time(s) (${name}).`,
    where: 'Choose a place in the list, or write an address.',
  },
} as const;

const labelled = (list: readonly Option[] | undefined, id: unknown, language: Language): string => {
  const found = list?.find((one) => one.id === id);
  return found ? textOf(found.label, language) : String(id);
};

/** «Personne 2». */
export const memberName = ({ item }: Of<'group'>, index: number, language: Language) =>
  `${textOf(item, language)} ${number(index + 1, language)}`;

/** What the unit of `count` shared points is called. */
export const unitOf = ({ unit }: Of<'points'>, count: number, language: Language) =>
  unit ? textOf(unit, language) : RARE_WORDS[language].points(isOne(count, language));

/** An answer to a rarer question in words, one for each row, rank or field; undefined for a common one. */
export function rareAnswerWords(
  question: Asked,
  answer: Answer,
  language: Language,
  common: (question: Asked, answer: Answer | undefined, language: Language) => string[],
): string[] | undefined {
  const cells = answer as Cells;
  const lines = (list: readonly Option[], words: (cell: Cells[string]) => string) =>
    list
      .filter(({ id }) => Object.hasOwn(cells, id))
      .map(({ id, label }) => `${textOf(label, language)} – ${words(cells[id]!)}`);
  switch (question.type) {
    case 'matrix':
      return lines(question.rows, (cell) =>
        ([cell].flat() as unknown[]).map((id) => labelled(question.columns, id, language)).join(', '),
      );
    case 'matrix-scale':
      return lines(question.rows, (cell) => `${String(cell)} / ${question.max}`);
    case 'ranking':
      return (answer as string[]).map(
        (id, place) => `${place + 1}. ${labelled(question.options, id, language)}`,
      );
    case 'points':
      return lines(
        question.options,
        (cell) => `${number(Number(cell), language)} ${unitOf(question, Number(cell), language)}`,
      );
    case 'pairwise':
      return allPairs(question)
        .filter(({ name }) => Object.hasOwn(cells, name))
        .map(({ name, options }) => {
          const both = options.map(({ label }) => textOf(label, language)).join(RARE_WORDS[language].or);
          const chosen = options.find(({ id }) => id === cells[name]);
          return `${both} – ${chosen ? textOf(chosen.label, language) : RARE_WORDS[language].equal}`;
        });
    case 'texts':
      return lines(question.fields, String);
    case 'group':
      return (answer as Member[]).flatMap((member, index) => [
        memberName(question, index, language),
        ...question.questions
          .filter(({ id }) => Object.hasOwn(member, id))
          .map(
            (one) =>
              `${textOf(one.label, language)} – ${common(one, member[one.id] as Answer, language).join(', ')}`,
          ),
      ]);
    case 'file':
      return (answer as FileAnswer[]).map((file) => described(file, language));
    case 'place': {
      const { option, address, latitude, longitude } = answer as PlaceAnswer;
      return [
        ...(option === undefined ? [] : [labelled(question.options, option, language)]),
        ...(address === undefined ? [] : [address]),
        ...(latitude === undefined ? [] : [`${latitude}, ${longitude}`]),
      ];
    }
    default:
      return undefined;
  }
}

/** What is wrong with a rarer question and what to do; undefined where the common words do. */
export function rareErrorWords(
  question: Asked,
  broken: RuleBroken,
  language: Language,
  common: (question: Asked, broken: RuleBroken, language: Language) => string,
): string | undefined {
  const { code, limit, at } = broken;
  const words = RARE_WORDS[language];
  const inWords = (value: number) => number(value, language);
  switch (question.type) {
    case 'matrix':
      if (code !== 'required') return undefined;
      return !at ? words.eachRow : question.multiple ? words.rowSeveral : words.row;
    case 'matrix-scale':
      if (code === 'required' && !at) return words.eachRow;
      return words.rowScale(inWords(question.min), inWords(question.max));
    case 'ranking':
      return code === 'ranked-twice' ? words.rankedTwice : words.rank(inWords(rankedIn(question)));
    case 'points': {
      const total = inWords(question.total);
      if (code === 'not-whole') return words.whole;
      if (code === 'out-of-range') return words.upTo(total);
      const left = code === 'required' ? question.total : Number(limit);
      return left < 0 ? words.over(inWords(-left), total) : words.left(inWords(left), total);
    }
    case 'pairwise': {
      const all = Math.min(question.pairs ?? Infinity, allPairs(question).length);
      return words.pairs(inWords(code === 'required' ? all : Number(limit)));
    }
    case 'texts':
      return code === 'required' ? (at ? words.field : words.fields) : undefined;
    case 'group': {
      const inner = question.questions.find(({ id }) => id === at?.[1]);
      if (inner) return common(inner, { code, ...(limit !== undefined && { limit }) }, language);
      return words.members(
        inWords(Number(limit ?? Math.max(question.min, 1))),
        textOf(question.item, language),
      );
    }
    case 'file':
      return fileErrorWords(question, broken, language);
    case 'place':
      return code === 'required' ? words.where : undefined;
    default:
      return undefined;
  }
}

/** Which rows of a matrix were left, or how many; undefined where none was. */
export function leftRows(
  question: Asked,
  errors: readonly RuleBroken[],
  language: Language,
): string | undefined {
  if (question.type !== 'matrix' && question.type !== 'matrix-scale') return undefined;
  const left = rowsLeft(question, errors);
  if (left.length === 0) return undefined;
  const words = RARE_WORDS[language];
  if (left.length > FEW_ROWS) return words.manyLeft(number(left.length, language));
  const names = left.map(({ label }) => textOf(label, language)).join(', ');
  return left.length === 1 ? words.rowLeft(names) : words.rowsLeft(names);
}

/** The same, where the list of what is wrong says it once for all its rows. */
export function inOne(
  question: Asked,
  errors: readonly RuleBroken[],
  language: Language,
): string | undefined {
  return areManyLeft(errors) ? leftRows(question, errors, language) : undefined;
}

/** What the field at a place inside a question is called, for the list of what is wrong. */
export function rareFieldName(
  question: Asked,
  at: readonly (string | number)[],
  language: Language,
): string | undefined {
  const [place, inner] = at;
  switch (question.type) {
    case 'matrix':
    case 'matrix-scale':
      return labelled(question.rows, place, language);
    case 'points':
      return labelled(question.options, place, language);
    case 'texts':
      return labelled(question.fields, place, language);
    case 'place':
      return RARE_WORDS[language].address;
    case 'group':
      return `${memberName(question, Number(place), language)} – ${labelled(question.questions, inner, language)}`;
    default:
      return undefined;
  }
}
