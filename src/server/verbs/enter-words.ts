import { OTHER } from '../../contract/limits.js';
import type { Language } from '../../contract/text.js';
import type { RuleBroken } from '../../domain/answers.js';
import { cellNames } from '../../domain/condition-check.js';
import type { WhyLeft } from '../../domain/left-out.js';
import { nearest } from '../../domain/nearest.js';
import type { Asked } from '../../domain/survey.js';
import { rareFieldName } from '../forms/rare-words.js';
import { errorWords } from '../forms/survey-words.js';
import { textOf } from '../forms/words.js';
import { conditionWords, type Numbered } from '../pages/print-words.js';

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
    twice: 'Le même choix est inscrit deux fois.',
    oneOption:
      'Une seule réponse est possible, et il y a ici plusieurs marques ou d’autres mots : inscrivez un seul numéro ou identifiant, ou laissez vide si la feuille ne tranche pas.',
    options: 'Inscrivez les choix par leurs numéros ou leurs identifiants : 1 3.',
    tick: 'Inscrivez x si la case est cochée ; sinon, laissez vide.',
    byRow: 'Inscrivez une réponse par ligne, dans leur ordre, « - » pour aucune ; en JSON, { "ligne": … }.',
    members: (id: string) => `Inscrivez la liste des membres en JSON : [{ "${id}": … }].`,
    pairs: 'En JSON : { "un:autre": "un" }.',
    filesSent: 'En JSON, des fichiers déjà envoyés : [{ "file": …, "name": …, "size": … }].',
    text: 'Inscrivez un texte.',
    notRow: 'Aucune ligne ne porte ce nom, ou il y a plus de réponses que de lignes.',
    unknownQuestion: (near: string | undefined) =>
      `Aucune question ne porte ce nom.${near === undefined ? '' : ` Est-ce « ${near} » ?`}`,
    unknownMember: (near: string | undefined) =>
      `Cette partie n’a aucune question de ce nom.${near === undefined ? '' : ` Est-ce « ${near} » ?`}`,
    questionHidden: (condition: string) =>
      `D’après les autres réponses, cette question ne se pose pas. La feuille dit : répondez à cette question si ${condition}.`,
    pageHidden: (condition: string) =>
      `D’après les autres réponses, cette partie ne se remplit pas. La feuille dit : remplissez cette partie si ${condition}.`,
    afterEnd: (ending: string) => `Les réponses mènent, avant cette question, à la fin « ${ending} ».`,
    passedOver: 'Les réponses qui précèdent font passer par-dessus cette partie.',
    notOffered: (names: string) =>
      names === ''
        ? 'D’après les autres réponses, cette question n’offre aucun choix.'
        : `D’après les autres réponses, ceci n’est pas offert : ${names}.`,
    calculated: 'Cette valeur se calcule d’après les réponses : laissez-la vide.',
    hidden:
      'Ce que d’autres réponses cachent n’est pas enregistré : voyez sur la feuille laquelle est mal saisie, ou laissez vide ce qui est caché. Avec --leave-hidden, tout ce qui est caché est laissé de côté, et signalé.',
    left: 'laissé de côté.',
    badNumber: '« number » est un texte de 1 à 100 caractères : "0042".',
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
    twice: 'The same choice stands there twice.',
    oneOption:
      'One answer only is possible, and there are several marks or other words: enter a single number or id, or leave it empty if the sheet does not settle it.',
    options: 'Enter the choices by their numbers or ids: 1 3.',
    tick: 'Enter x if the box is ticked; else leave it empty.',
    byRow: 'Enter one answer a row, in their order, “-” for none; in JSON, { "row": … }.',
    members: (id: string) => `Enter the list of members as JSON: [{ "${id}": … }].`,
    pairs: 'As JSON: { "one:other": "one" }.',
    filesSent: 'As JSON, files that were sent before: [{ "file": …, "name": …, "size": … }].',
    text: 'Enter a text.',
    notRow: 'No row has this name, or there are more answers than rows.',
    unknownQuestion: (near: string | undefined) =>
      `No question has this name.${near === undefined ? '' : ` Is it “${near}”?`}`,
    unknownMember: (near: string | undefined) =>
      `This part has no question of this name.${near === undefined ? '' : ` Is it “${near}”?`}`,
    questionHidden: (condition: string) =>
      `Given the other answers, this question is not asked. The sheet says: answer this question if ${condition}.`,
    pageHidden: (condition: string) =>
      `Given the other answers, this part is not filled in. The sheet says: fill in this part if ${condition}.`,
    afterEnd: (ending: string) => `The answers lead, before this question, to the ending “${ending}”.`,
    passedOver: 'The answers before it pass over this part.',
    notOffered: (names: string) =>
      names === ''
        ? 'Given the other answers, this question offers no choice.'
        : `Given the other answers, this is not offered: ${names}.`,
    calculated: 'This value is calculated from the answers: leave it empty.',
    hidden:
      'What other answers hide is not stored: see on the sheet which one was keyed in wrongly, or leave empty what is hidden. With --leave-hidden, all that is hidden is left out, and told.',
    left: 'left out.',
    badNumber: '“number” is a text of 1 to 100 characters: "0042".',
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
 * words of its own. `value` is what stands where the rule is broken.
 */
export function mistakeWords(
  question: Asked,
  broken: RuleBroken,
  language: Language,
  numbers: Language,
  value?: unknown,
): string {
  const { at, ...rest } = broken;
  const field = at?.length ? rareFieldName(question, at, language) : undefined;
  const inner = question.type === 'group' ? question.questions.find(({ id }) => id === at?.[1]) : undefined;
  const said = inner
    ? mistakeWords(inner, rest, language, numbers, value)
    : (slipWords(question, broken, language, numbers, value) ?? errorWords(question, broken, language));
  return [field, said].filter(Boolean).join(' – ');
}

/** Undefined where the words of a form do. */
function slipWords(
  question: Asked,
  { code, at }: RuleBroken,
  language: Language,
  numbers: Language,
  value: unknown,
): string | undefined {
  const words = ENTER_WORDS[language];
  switch (code) {
    case 'wrong-type':
      return shapeWords(question, language, numbers);
    case 'not-an-option': {
      if (at?.length === 1 && !cellNames(question).includes(String(at[0]))) return words.notRow;
      const isTwice = Array.isArray(value) && new Set(value.map(choiceId)).size < value.length;
      return isTwice ? words.twice : words.notOption;
    }
    case 'unknown-question':
      return question.type === 'group'
        ? words.unknownMember(
            nearest(
              String(at?.[1]),
              question.questions.map(({ id }) => id),
            ),
          )
        : undefined;
    case 'not-storable':
      return words.notStorable;
    default:
      return undefined;
  }
}

const choiceId = (choice: unknown) => (typeof choice === 'object' ? OTHER : choice);

/** How an answer to a question is keyed in, where something else stands in its place. */
function shapeWords(question: Asked, language: Language, numbers: Language): string {
  const words = ENTER_WORDS[language];
  switch (question.type) {
    case 'number':
      return words.notNumber(numbers);
    case 'yes-no':
      return words.notOption;
    case 'consent':
      return words.tick;
    case 'single-choice':
      return words.oneOption;
    case 'image-choice':
      return question.multiple ? words.options : words.oneOption;
    case 'multiple-choice':
    case 'ranking':
      return words.options;
    case 'scale':
    case 'recommendation':
      return errorWords(question, { code: 'out-of-range' }, language);
    case 'matrix':
    case 'matrix-scale':
    case 'points':
    case 'texts':
      return words.byRow;
    case 'group':
      return words.members(question.questions[0]!.id);
    case 'pairwise':
      return words.pairs;
    case 'file':
      return words.filesSent;
    case 'place':
      return errorWords(question, { code: 'required' }, language);
    default:
      return words.text;
  }
}

/** Why what stands on the sheet does not count. */
export function leftWords(left: WhyLeft, numbered: Numbered, language: Language): string {
  const words = ENTER_WORDS[language];
  switch (left.why) {
    case 'question-hidden':
    case 'closed':
      return words.questionHidden(conditionWords(left.unless, numbered, language));
    case 'page-hidden':
      return words.pageHidden(conditionWords(left.unless, numbered, language));
    case 'after-end':
      return words.afterEnd(textOf(left.ending.title, language));
    case 'passed-over':
      return words.passedOver;
    case 'not-offered':
      return words.notOffered(left.names.join(', '));
    case 'calculated':
      return words.calculated;
  }
}
