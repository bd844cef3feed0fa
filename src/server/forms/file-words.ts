import type { FileAnswer, FileType } from '../../contract/survey.js';
import type { Language } from '../../contract/text.js';
import type { RuleBroken } from '../../domain/answers.js';
import type { Of } from '../../domain/kinds.js';
import { number } from './words.js';

export type FileQuestion = Of<'file'>;

export const FILE_WORDS = {
  fr: {
    remove: 'Retirer',
    update: 'Ajouter ou retirer ces fichiers',
    added: (names: string) => `Ajouté : ${names}`,
    removed: (names: string) => `Retiré : ${names}`,
    text: 'texte (txt)',
    or: ' ou ',
    kilo: 'ko',
    mega: 'Mo',
    one: (kinds: string, size: string) => `Un fichier ${kinds}, d’au plus ${size}.`,
    several: (count: string, kinds: string, size: string) =>
      `Jusqu’à ${count} fichiers ${kinds}, d’au plus ${size} chacun.`,
    chooseOne: 'Choisissez un fichier.',
    choose: 'Choisissez au moins un fichier.',
    single: 'Un seul fichier peut être joint. Retirez l’autre d’abord.',
    tooMany: (count: string) => `Vous pouvez joindre au plus ${count} fichiers. Retirez-en un d’abord.`,
    wrongType: (kinds: string) =>
      `Cette sorte de fichier n’est pas acceptée. Choisissez un fichier ${kinds}.`,
    tooLarge: (size: string) => `Ce fichier est trop volumineux. Choisissez-en un d’au plus ${size}.`,
    empty: 'Ce fichier est vide. Choisissez-en un autre.',
    busy: 'Le service reçoit beaucoup de fichiers en ce moment. Choisissez-le de nouveau dans un instant.',
    gone: 'Ce fichier n’est plus gardé ici. Choisissez-le de nouveau.',
    other: 'Retirez ces fichiers et choisissez-les de nouveau.',
  },
  en: {
    remove: 'Remove',
    update: 'Add or remove these files',
    added: (names: string) => `Added: ${names}`,
    removed: (names: string) => `Removed: ${names}`,
    text: 'text (txt)',
    or: ' or ',
    kilo: 'kB',
    mega: 'MB',
    one: (kinds: string, size: string) => `One ${kinds} file of at most ${size}.`,
    several: (count: string, kinds: string, size: string) =>
      `Up to ${count} files (${kinds}), of at most ${size} each.`,
    chooseOne: 'Choose a file.',
    choose: 'Choose at least one file.',
    single: 'Only one file can be attached. Remove the other one first.',
    tooMany: (count: string) => `You can attach at most ${count} files. Remove one first.`,
    wrongType: (kinds: string) => `This kind of file is not accepted. Choose a ${kinds} file.`,
    tooLarge: (size: string) => `This file is too large. Choose one of at most ${size}.`,
    empty: 'This file is empty. Choose another one.',
    busy: 'The service is receiving many files at the moment. Choose it again in a moment.',
    gone: 'This file is no longer kept here. Choose it again.',
    other: 'Remove these files and choose them again.',
  },
} as const;

/** «photo.jpg (1,2 Mo)» */
export function described({ name, size }: FileAnswer, language: Language): string {
  return `${name} (${sizeWords(size, language)})`;
}

/** A size in words: «120 ko», «1,2 Mo». Units of a thousand, as the limits are. */
function sizeWords(bytes: number, language: Language): string {
  if (bytes < 999_500)
    return `${number(Math.max(1, Math.round(bytes / 1000)), language)}\u00a0${FILE_WORDS[language].kilo}`;
  return megabytes(Math.round(bytes / 100_000) / 10, language);
}

const megabytes = (count: number, language: Language) =>
  `${number(count, language)}\u00a0${FILE_WORDS[language].mega}`;

const NAMES: Partial<Record<FileType, string>> = {
  docx: 'Word (docx)',
  xlsx: 'Excel (xlsx)',
  odt: 'OpenDocument (odt)',
  ods: 'OpenDocument (ods)',
};

function kindsWords({ accept }: FileQuestion, language: Language): string {
  const names = accept.map((type) =>
    type === 'txt' ? FILE_WORDS[language].text : (NAMES[type] ?? type.toUpperCase()),
  );
  const last = names.pop()!;
  return names.length > 0 ? `${names.join(', ')}${FILE_WORDS[language].or}${last}` : last;
}

/** How many, of which kinds and how large: what a question takes. */
export function limitsWords(question: FileQuestion, language: Language): string {
  const [kinds, size] = [kindsWords(question, language), megabytes(question.maxSize, language)];
  const words = FILE_WORDS[language];
  return question.maxFiles === 1
    ? words.one(kinds, size)
    : words.several(number(question.maxFiles, language), kinds, size);
}

/** What is wrong with a file, or with all of a question's, and what to do. */
export function fileErrorWords(question: FileQuestion, { code }: RuleBroken, language: Language): string {
  const words = FILE_WORDS[language];
  const isOne = question.maxFiles === 1;
  switch (code) {
    case 'required':
      return isOne ? words.chooseOne : words.choose;
    case 'too-many-files':
      return isOne ? words.single : words.tooMany(number(question.maxFiles, language));
    case 'wrong-file-type':
      return words.wrongType(kindsWords(question, language));
    case 'file-too-large':
      return words.tooLarge(megabytes(question.maxSize, language));
    case 'empty-file':
      return words.empty;
    default:
      return words.other;
  }
}
