import { html } from 'hono/html';
import { FileReceipt } from '../../contract/files.js';
import { FileAnswer, type FileType } from '../../contract/survey.js';
import type { Language } from '../../contract/text.js';
import type { RuleBroken } from '../../domain/answers.js';
import { bytesOf, fileTypeOf } from '../../domain/kinds/file.js';
import { isAsked } from '../../domain/survey.js';
import type { Of } from '../../domain/kinds.js';
import { text } from '../pages/platform.js';
import {
  attributes,
  button,
  type Content,
  description,
  hidden,
  hintAndError,
  labelText,
} from './controls.js';
import type { PostedFile } from './posted.js';
import type { NotTaken, Taken, Visit, VisitTo } from './visit.js';
import { number } from './words.js';

type FileQuestion = Of<'file'>;

const WORDS = {
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

const nameOf = (question: string) => `q.${question}`;
const keptName = (question: string) => `${nameOf(question)}.kept`;
const removedName = (question: string) => `${nameOf(question)}.remove`;

/** What travels of a file that the backend has: what the answer says of it. */
function keptIn(fields: { getAll: (name: string) => string[] }, question: string): FileAnswer[] {
  return fields.getAll(keptName(question)).flatMap((one) => {
    try {
      return [FileAnswer.parse(JSON.parse(one))];
    } catch {
      return [];
    }
  });
}

const fieldsOf = (visit: Visit) => ({ getAll: visit.enteredAll });

/** The files that a question has, without those that are to be removed and those that are no longer kept. */
export function filesOf(visit: Visit, question: string): FileAnswer[] {
  const without = [...visit.enteredAll(removedName(question)), ...visit.gone];
  return keptIn(fieldsOf(visit), question).filter(({ file }) => !without.includes(file));
}

/** The names of the files that are to be removed, of all questions; the backend lets go of them. */
export async function removeFiles(visit: VisitTo<'survey'>): Promise<string[]> {
  const removed = fileQuestions(visit).flatMap(({ id }) => {
    const without = visit.enteredAll(removedName(id));
    return keptIn(fieldsOf(visit), id).filter(({ file }) => without.includes(file));
  });
  await Promise.all(removed.map(({ file }) => visit.erase(`/files/${file}`)));
  return removed.map(({ name }) => name);
}

/** Files are no longer kept after some days, or belong to whoever sent them: those that must be chosen again. */
export async function findGone(visit: VisitTo<'survey'>): Promise<NotTaken[]> {
  const named = fileQuestions(visit).flatMap(({ id }) =>
    filesOf(visit, id).map((file) => ({ ...file, question: id })),
  );
  if (named.length === 0) return [];
  const held = await visit.heldFiles();
  if (!held) return [];
  const gone = named.filter(({ file }) => !held.includes(file));
  visit.gone.push(...gone.map(({ file }) => file));
  return gone.map(({ question, name }) => ({
    question,
    message: `${name} – ${WORDS[visit.language].gone}`,
  }));
}

function fileQuestions({ activity }: VisitTo<'survey'>): FileQuestion[] {
  return activity.pages
    .flatMap(({ questions }) => questions)
    .filter(isAsked)
    .filter((question) => question.type === 'file');
}

/** The fields with which a question's files travel. */
export const fileTravelling = (question: string, files: readonly FileAnswer[] = []): [string, string][] =>
  files.map((file) => [keptName(question), JSON.stringify(file)]);

/** Hands a file that came with a form to the backend, and notes in the form's fields that it is there. */
export async function takeFile(
  visit: VisitTo<'survey'>,
  { field, name: given, bytes }: PostedFile,
  fields: URLSearchParams,
  taken: Taken,
): Promise<void> {
  const question = fileQuestions(visit).find(({ id }) => nameOf(id) === field);
  // A field in which nothing was chosen comes as a file without a name.
  if (!question || (given === '' && bytes.length === 0)) return;
  const { language } = visit;
  const name = given
    .replace(/[\p{Cc}\p{Cs}/\\]/gu, ' ')
    .slice(-255)
    .trim();
  const refuse = (message: string) =>
    taken.refused.push({ question: question.id, message: `${name} – ${message}` });
  const removed = fields.getAll(removedName(question.id));
  const kept = keptIn(fields, question.id).filter(({ file }) => !removed.includes(file));
  const wrong = wrongWith(question, kept.length, name, bytes);
  if (wrong) return void refuse(fileErrorWords(question, wrong, language));
  if (typeof bytes === 'string') return void refuse(WORDS[language].busy);
  const id = crypto.randomUUID();
  const answer = await visit.sendFile(`/files/${id}?question=${question.id}`, name, bytes);
  if (!answer.ok) {
    const { errors, title } = answer.problem;
    return void refuse(errors?.[0]?.message ?? title);
  }
  const { size } = FileReceipt.parse(answer.value);
  fields.append(...fileTravelling(question.id, [{ file: id, name, size }])[0]!);
  taken.added.push(name);
}

function wrongWith(
  { accept, maxFiles, maxSize }: FileQuestion,
  kept: number,
  name: string,
  bytes: PostedFile['bytes'],
): RuleBroken | undefined {
  if (kept >= maxFiles) return { code: 'too-many-files', limit: maxFiles };
  if (!fileTypeOf(name, accept)) return { code: 'wrong-file-type' };
  if (bytes === 'too-large' || (typeof bytes !== 'string' && bytes.length > bytesOf(maxSize)))
    return { code: 'file-too-large', limit: maxSize };
  return bytes.length === 0 ? { code: 'empty-file' } : undefined;
}

interface FileFieldOptions {
  files: readonly FileAnswer[];
  errors: readonly { message: string }[];
  language: Language;
}

/** A field to choose files in, with those that the question has already: each may be removed. */
export function fileField(question: FileQuestion, { files, errors, language }: FileFieldOptions): Content {
  const words = WORDS[language];
  const { hint, purpose, accept, maxFiles, required } = question;
  const id = nameOf(question.id);
  const field = {
    id,
    label: text(question.label, language),
    hint: html`${hint ? html`${text(hint, language)} ` : ''}${purpose ? html`${text(purpose, language)} ` : ''}${limitsWords(question, language)}`,
    error: errors.map(({ message }) => message).join(' ') || undefined,
    required,
    language,
  };
  return html`<div class="${field.error ? 'field field-error' : 'field'}">
    ${fileTravelling(question.id, files).map(([name, value]) => hidden({ [name]: value }))}
    <label for="${id}">${labelText(field)}</label>
    ${hintAndError(field)}
    ${
      files.length > 0
        ? html`<ul class="files">
            ${files.map(
              (file) =>
                html`<li>
                  ${described(file, language)}
                  <label class="choice"
                    ><input type="checkbox" name="${removedName(question.id)}" value="${file.file}" /><span
                      >${words.remove}<span class="visually-hidden"> ${file.name}</span></span
                    ></label
                  >
                </li>`,
            )}
          </ul>`
        : ''
    }
    <input
      class="input"
      type="file"
      id="${id}"
      name="${id}"
      ${attributes({
        accept: accept.flatMap((type) => (type === 'jpeg' ? ['.jpg', '.jpeg'] : [`.${type}`])).join(),
        multiple: maxFiles > 1,
        'aria-required': required && files.length === 0 && 'true',
        'aria-invalid': field.error && 'true',
        'aria-describedby': description(field),
      })}
    />
    <p>${button(words.update, 'stay', 'button secondary compact')}</p>
  </div>`;
}

/** What was added and removed by what was just sent; empty where nothing was. */
export function fileNews(
  { added, removed }: { added: string[]; removed: string[] },
  language: Language,
): string {
  const words = WORDS[language];
  return [
    ...(added.length > 0 ? [words.added(added.join(', '))] : []),
    ...(removed.length > 0 ? [words.removed(removed.join(', '))] : []),
  ].join(' – ');
}

/** «photo.jpg (1,2 Mo)» */
export function described({ name, size }: FileAnswer, language: Language): string {
  return `${name} (${sizeWords(size, language)})`;
}

/** A size in words: «120 ko», «1,2 Mo». Units of a thousand, as the limits are. */
function sizeWords(bytes: number, language: Language): string {
  if (bytes < 999_500)
    return `${number(Math.max(1, Math.round(bytes / 1000)), language)}\u00a0${WORDS[language].kilo}`;
  return megabytes(Math.round(bytes / 100_000) / 10, language);
}

const megabytes = (count: number, language: Language) =>
  `${number(count, language)}\u00a0${WORDS[language].mega}`;

const NAMES: Partial<Record<FileType, string>> = {
  docx: 'Word (docx)',
  xlsx: 'Excel (xlsx)',
  odt: 'OpenDocument (odt)',
  ods: 'OpenDocument (ods)',
};

function kindsWords({ accept }: FileQuestion, language: Language): string {
  const names = accept.map((type) =>
    type === 'txt' ? WORDS[language].text : (NAMES[type] ?? type.toUpperCase()),
  );
  const last = names.pop()!;
  return names.length > 0 ? `${names.join(', ')}${WORDS[language].or}${last}` : last;
}

function limitsWords(question: FileQuestion, language: Language): string {
  const [kinds, size] = [kindsWords(question, language), megabytes(question.maxSize, language)];
  const words = WORDS[language];
  return question.maxFiles === 1
    ? words.one(kinds, size)
    : words.several(number(question.maxFiles, language), kinds, size);
}

/** What is wrong with a file, or with all of a question's, and what to do. */
export function fileErrorWords(question: FileQuestion, { code }: RuleBroken, language: Language): string {
  const words = WORDS[language];
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
