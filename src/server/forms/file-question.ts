import { html } from 'hono/html';
import { FileReceipt } from '../../contract/files.js';
import { FileAnswer } from '../../contract/survey.js';
import type { Language } from '../../contract/text.js';
import { displayText } from '../../domain/display-text.js';
import { wrongWithFile } from '../../domain/kinds/file.js';
import { isAsked, questionsIn } from '../../domain/kinds.js';
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
import { described, FILE_WORDS, fileErrorWords, type FileQuestion, limitsWords } from './file-words.js';
import type { PostedFile } from './posted.js';
import type { NotTaken, Taken, Visit, VisitTo } from './visit.js';

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
    message: `${displayText(name)} – ${FILE_WORDS[visit.language].gone}`,
  }));
}

function fileQuestions({ activity }: VisitTo<'survey'>): FileQuestion[] {
  return questionsIn(activity)
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
    taken.refused.push({ question: question.id, message: `${displayText(name)} – ${message}` });
  const removed = fields.getAll(removedName(question.id));
  const kept = keptIn(fields, question.id).filter(({ file }) => !removed.includes(file));
  // What was passed over for want of room may be of any size.
  const size = bytes === 'too-large' ? Infinity : bytes === 'no-room' ? NaN : bytes.length;
  const wrong = wrongWithFile(question, kept.length, { name, size });
  if (wrong) return void refuse(fileErrorWords(question, wrong, language));
  if (typeof bytes === 'string') return void refuse(FILE_WORDS[language].busy);
  const id = crypto.randomUUID();
  const answer = await visit.sendFile(`/files/${id}?question=${question.id}`, name, bytes);
  if (!answer.ok) {
    const { errors, title } = answer.problem;
    return void refuse(errors?.[0]?.message ?? title);
  }
  const { size: stored } = FileReceipt.parse(answer.value);
  fields.append(...fileTravelling(question.id, [{ file: id, name, size: stored }])[0]!);
  taken.added.push(name);
}

interface FileFieldOptions {
  files: readonly FileAnswer[];
  errors: readonly { message: string }[];
  language: Language;
}

/** A field to choose files in, with those that the question has already: each may be removed. */
export function fileField(question: FileQuestion, { files, errors, language }: FileFieldOptions): Content {
  const words = FILE_WORDS[language];
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
                      >${words.remove}<span class="visually-hidden"> ${displayText(file.name)}</span></span
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
  const words = FILE_WORDS[language];
  return [
    ...(added.length > 0 ? [words.added(added.join(', '))] : []),
    ...(removed.length > 0 ? [words.removed(removed.join(', '))] : []),
  ].join(' – ');
}
