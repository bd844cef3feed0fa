import type { Language } from '../../contract/text.js';
import type { RuleBroken } from '../../domain/answers.js';
import type { Asked } from '../../domain/survey.js';
import { rareFieldName } from '../forms/rare-words.js';
import { errorWords } from '../forms/survey-words.js';

/** What `cq enter` says to whoever keys in. */
export const ENTER_WORDS = {
  fr: {
    help: [
      'Entrée : laissé vide. < : revenir. ! : ce questionnaire depuis le début. q : arrêter.',
      'Plusieurs choix : 1 3. Grilles, une ligne après l’autre : 1 2 - 4. Autre : 2 autre: tramway.',
    ].join('\n'),
    number: 'Numéro inscrit sur le questionnaire (Entrée s’il n’en a pas) : ',
    begun: (answers: number) =>
      `Un questionnaire commencé est conservé (${answers} ${answers > 1 ? 'réponses' : 'réponse'}). Le poursuivre ? (o, n, q) `,
    sure: 'Enregistrer ce questionnaire ? (o ; < : revenir ; ! : recommencer ; # : changer le numéro ; q : arrêter) ',
    yes: /^[oy]/i,
    no: /^n/i,
    kept: 'Le questionnaire commencé est conservé : la prochaine saisie proposera de le poursuivre.',
    notStored: 'Ce questionnaire n’est pas enregistré. Rien n’est perdu : vous pouvez essayer de nouveau.',
    inJson: 'En JSON : voir docs/paper.md.',
    question: (number: string) => `question ${number}`,
    notOption: 'Aucun choix ne porte ce nom ou ce numéro.',
    notRow: 'Aucune ligne ne porte ce nom, ou il y a plus de réponses que de lignes.',
    unknownQuestion: (near: string | undefined) =>
      `Aucune question ne porte ce nom.${near === undefined ? '' : ` Est-ce « ${near} » ?`}`,
    notNumber: () =>
      'Inscrivez un nombre tel que 1234, 1 234 ou 12,5. « 1.234 » peut se lire de deux façons ; « 1,234.5 » demande --language en.',
    notStorable:
      'Contient ce qu’aucune base de données ne garde : un caractère NUL ou une moitié de caractère.',
    invalid: 'Cette ligne n’est pas un questionnaire : { "number": "0042", "answers": { … } }.',
    notUtf8: 'Ce n’est pas de l’UTF-8 : enregistrez le fichier dans ce codage.',
    notJson: 'Ce n’est pas du JSON.',
    notCsv: 'Un guillemet n’est pas fermé, ou se trouve au milieu d’une cellule.',
    tooFew: 'Cette ligne n’a pas toutes les colonnes du titre.',
    tooMany: {
      ',': 'Cette ligne a plus de cellules que le titre n’a de colonnes : ce qui contient une virgule s’écrit entre guillemets : "12,5" ou "oui, mais".',
      ';': 'Cette ligne a plus de cellules que le titre n’a de colonnes : ce qui contient un point-virgule s’écrit entre guillemets : "oui ; non".',
      '\t': 'Cette ligne a plus de cellules que le titre n’a de colonnes : ce qui contient une tabulation s’écrit entre guillemets.',
    },
    untitled:
      'La première ligne ne nomme aucune question : il y faut les identifiants des questions, et « number » pour le numéro, séparés par des virgules, des points-virgules ou des tabulations.',
    noFile: 'Ce fichier n’existe pas.',
    twiceTitled: (name: string) => `Deux colonnes s’appellent « ${name} ».`,
    twiceNumbered: (number: string, line: number) =>
      `Le numéro ${number} est déjà celui de la ligne ${line}.`,
    other: (number: string) =>
      `Le numéro ${number} est celui d’un questionnaire enregistré, dont les réponses sont autres : vérifiez le numéro.`,
    nothing: 'Rien n’a été enregistré : corrigez, puis saisissez le tout de nouveau.',
    notKept: (ending: string) =>
      `Ces réponses mènent à la fin « ${ending} », qui ne conserve rien : ne saisissez pas ce questionnaire.`,
    none: 'Aucun questionnaire.',
    stored: (where: string, batch: number, stored: number, known: number) =>
      `${where} : lot ${batch}, ${stored} ${stored > 1 ? 'enregistrés' : 'enregistré'} du papier, ${known} déjà là`,
    noConsultation: (slug: string) => `${slug} : cette consultation n’existe pas`,
    noActivity: (slug: string, id: string) => `--activity ${id} : ${slug} n’a pas cette activité`,
    noSurvey: (id: string) => `--activity ${id} : ce n’est pas un sondage`,
    day: (received: string) => `--received ${received} : un jour s’écrit 2026-05-01`,
    notOpen: 'Le sondage n’est pas encore ouvert : personne ne peut y avoir répondu sur papier.',
    span: (received: string, first: string, last: string) =>
      `--received ${received} : le sondage était ouvert du ${first} au ${last}`,
    closed:
      'Le sondage est fermé : dites quel jour ces questionnaires sont arrivés, avec --received 2026-05-01',
  },
  en: {
    help: [
      'Enter: left empty. <: back. !: this questionnaire from its start. q: stop.',
      'Several choices: 1 3. Tables, one row after the other: 1 2 - 4. Other: 2 other: tramway.',
    ].join('\n'),
    number: 'Number written on the questionnaire (Enter if it has none): ',
    begun: (answers: number) =>
      `A questionnaire that was begun is kept (${answers} ${answers === 1 ? 'answer' : 'answers'}). Go on with it? (y, n, q) `,
    sure: 'Store this questionnaire? (y; <: back; !: begin again; #: change the number; q: stop) ',
    yes: /^[oy]/i,
    no: /^n/i,
    kept: 'The questionnaire that was begun is kept: the next sitting offers to go on with it.',
    notStored: 'This questionnaire is not stored. Nothing is lost: you can try again.',
    inJson: 'In JSON: see docs/paper.en.md.',
    question: (number: string) => `question ${number}`,
    notOption: 'No choice has this name or number.',
    notRow: 'No row has this name, or there are more answers than rows.',
    unknownQuestion: (near: string | undefined) =>
      `No question has this name.${near === undefined ? '' : ` Is it “${near}”?`}`,
    notNumber: (numbers: Language) =>
      numbers === 'en'
        ? 'Enter a number such as 1234, 1,234 or 12.5. “1,23” could be read in two ways.'
        : 'Numbers are read as in French: 1234, 1 234 or 12,5. “1.234” could be read in two ways; “1,234.5” takes --language en.',
    notStorable: 'Holds what no database keeps: a NUL character, or half of a character.',
    invalid: 'This line is no questionnaire: { "number": "0042", "answers": { … } }.',
    notUtf8: 'This is not UTF-8: save the file in that encoding.',
    notJson: 'This is not JSON.',
    notCsv: 'A quotation mark is not closed, or stands in the middle of a cell.',
    tooFew: 'This line has not all the columns of the title.',
    tooMany: {
      ',': 'This line has more cells than the title has columns: what holds a comma stands in quotation marks: "12,5" or "yes, but".',
      ';': 'This line has more cells than the title has columns: what holds a semicolon stands in quotation marks: "yes; no".',
      '\t': 'This line has more cells than the title has columns: what holds a tab stands in quotation marks.',
    },
    untitled:
      'The first line names no question: it takes the ids of the questions, and “number” for the number, parted by commas, semicolons or tabs.',
    noFile: 'There is no such file.',
    twiceTitled: (name: string) => `Two columns are called “${name}”.`,
    twiceNumbered: (number: string, line: number) => `Line ${line} has the number ${number} already.`,
    other: (number: string) =>
      `The number ${number} is that of a stored questionnaire with other answers: check the number.`,
    nothing: 'Nothing was stored: mend these, then enter the whole again.',
    notKept: (ending: string) =>
      `These answers lead to the ending “${ending}”, which keeps nothing: do not enter this questionnaire.`,
    none: 'No questionnaire.',
    stored: (where: string, batch: number, stored: number, known: number) =>
      `${where}: batch ${batch}, ${stored} stored from paper, ${known} there already`,
    noConsultation: (slug: string) => `${slug}: no such consultation`,
    noActivity: (slug: string, id: string) => `--activity ${id}: ${slug} has no such activity`,
    noSurvey: (id: string) => `--activity ${id}: it is no survey`,
    day: (received: string) => `--received ${received}: a day is 2026-05-01`,
    notOpen: 'The survey is not open yet: nobody can have answered it on paper.',
    span: (received: string, first: string, last: string) =>
      `--received ${received}: the survey was open from ${first} to ${last}`,
    closed: 'The survey is closed: say on which day these were received, with --received 2026-05-01',
  },
} satisfies Record<Language, Record<string, unknown>>;

/**
 * What is wrong with an answer that was keyed in, its numbers as `numbers` writes them. What no form lets a citizen do has
 * words of its own.
 */
export function mistakeWords(
  question: Asked,
  broken: RuleBroken,
  language: Language,
  numbers: Language,
): string {
  const words = ENTER_WORDS[language];
  const isSlip = question.type === 'yes-no' && broken.code === 'wrong-type';
  const code = isSlip ? 'not-an-option' : broken.code;
  if (question.type === 'number' && code === 'wrong-type') return words.notNumber(numbers);
  const field = broken.at?.length ? rareFieldName(question, broken.at, language) : undefined;
  return [field, OF_CODES[code]?.(words) ?? errorWords(question, broken, language)]
    .filter(Boolean)
    .join(' – ');
}

const OF_CODES: Partial<Record<string, (words: (typeof ENTER_WORDS)[Language]) => string>> = {
  'not-an-option': ({ notOption }) => notOption,
  'unknown-row': ({ notRow }) => notRow,
  'not-storable': ({ notStorable }) => notStorable,
};
