import { msg, str } from '@lit/localize';
import { css, html, type LitElement, nothing, type TemplateResult } from 'lit';
import { savesData } from '../../../client/parts.js';
import type { Upload, Uploads } from '../../../client/uploads.js';
import type { FileAnswer, FileType } from '../../../contract/survey.js';
import type { RuleBroken } from '../../../domain/answers.js';
import { asJson } from '../../../domain/json.js';
import { wrongWithFile } from '../../../domain/kinds/file.js';
import type { Of } from '../../../domain/kinds.js';
import { number } from '../../base/dates.js';
import { button } from '../../base/forms/button.js';
import { describedBy, hintAndError, labelText } from '../../base/forms/field.js';
import { additions, addView, type QuestionOptions } from '../../base/forms/view.js';
import { icon } from '../../base/icons.js';
import { ownWords } from '../../base/own-words.js';

type FileQuestion = Of<'file'>;

/** A file that was not taken: its name and why, in words of the language that is spoken when they are asked for. */
type Refused = () => string;

/** What a survey knows of one question's files beside the answer: how far they are, and which were not taken. */
class FileField {
  /** By file, or by name where there is none yet: none is told of twice. */
  readonly refused = new Map<string, Refused>();
  private uploads: Uploads | undefined;
  /** The files that were chosen here, or asked about. */
  private readonly known = new Set<string>();
  /** Files that were chosen before what sends them could be had: on this page alone until then. */
  private readonly early = new Map<string, ArrayBuffer>();
  /** Those that somebody was told have to wait. */
  private readonly told = new Set<string>();
  private unfollow: (() => void) | undefined;
  private options!: QuestionOptions;
  private question!: FileQuestion;
  private asked: Promise<Uploads | undefined> | undefined;

  /** As the question is drawn now. */
  drawn(question: FileQuestion, options: QuestionOptions): void {
    const first = !this.options;
    this.question = question;
    this.options = options;
    // Fetched before a file is chosen: the network may be gone then.
    if (first && (this.files.length > 0 || !savesData())) void this.ready();
    // Those of a draft that is taken up were chosen on an earlier visit, or on another device.
    const found = this.files.filter(
      ({ file }) => !this.known.has(file) || this.upload(file)?.state === 'refused',
    );
    for (const { file } of found) this.known.add(file);
    if (found.length > 0) void this.dropMissing();
  }

  get files(): FileAnswer[] {
    return this.options.host.entered().files ?? [];
  }

  /** How far a file is; undefined for what an earlier visit sent. */
  upload(id: string): Upload | undefined {
    return this.early.has(id) ? EARLY : this.uploads?.get(id);
  }

  readonly choose = async (chosen: readonly File[]): Promise<void> => {
    const { host } = this.options;
    this.refused.clear();
    const uploads = await this.ready();
    for (const file of chosen) {
      const name = nameOf(file);
      const wrong = wrongWithFile(this.question, this.files.length, { name, size: file.size });
      if (wrong) this.refuse(name, name, () => fileErrorWords(this.question, wrong));
      else await this.add(uploads, name, file);
    }
    host.say(() => {
      if (this.refused.size > 0) return [...this.refused.values()].map((words) => words()).join(' ');
      return uploads ? addedWords(chosen.length) : stateWords(EARLY);
    });
  };

  readonly remove = async ({ file: id, name }: FileAnswer): Promise<void> => {
    const { root, id: control, host, onChange } = this.options;
    const place = this.files.findIndex(({ file }) => file === id);
    const files = this.files.filter(({ file }) => file !== id);
    onChange({ files });
    if (!this.early.delete(id)) (await this.ready())?.remove(id);
    host.say(() => msg(str`Fichier retiré : ${ownWords(name)}`));
    await ((root as ShadowRoot).host as LitElement).updateComplete;
    // The button is gone: the focus goes to the next file's, or to where one may choose another.
    const next = files[Math.min(place, files.length - 1)];
    root.querySelector<HTMLElement>(`#${CSS.escape(next ? `${control}-${next.file}` : control)}`)?.focus();
  };

  private async add(uploads: Uploads | undefined, name: string, file: File): Promise<void> {
    try {
      const bytes = await file.arrayBuffer();
      const answer = { file: crypto.randomUUID(), name, size: bytes.byteLength };
      this.known.add(answer.file);
      if (uploads) await uploads.add(this.place, answer, bytes);
      else this.early.set(answer.file, bytes);
      this.options.onChange({ files: [...this.files, answer] });
    } catch {
      // It was moved or changed since it was chosen, or it is a folder.
      this.refuse(name, name, () =>
        msg('Votre appareil ne permet pas de le lire. Choisissez-le de nouveau.'),
      );
    }
  }

  private get place(): Parameters<Uploads['add']>[0] {
    const { host } = this.options;
    return { activity: host.activity, question: this.question.id, language: host.language };
  }

  /** Takes out of the answer what is no longer kept, or was refused meanwhile, and says which files to choose again. */
  private async dropMissing(): Promise<void> {
    const { host } = this.options;
    const uploads = await this.ready();
    const early = this.files.map(({ file }) => file).filter((id) => !this.early.has(id));
    const missing = await uploads?.missing(host.activity, early);
    const gone = this.files.filter(({ file }) => missing?.includes(file));
    const words = gone.map((file) => {
      const upload = uploads?.get(file.file);
      return this.takeOut(file, () =>
        upload ? refusalWords(upload.problem) : msg('Ce fichier n’est plus gardé. Choisissez-le de nouveau.'),
      );
    });
    if (words.length > 0) host.say(() => words.map((one) => one()).join(' '));
  }

  private takeOut({ file: id, name }: FileAnswer, why: () => string): Refused {
    this.options.onChange({ files: this.files.filter(({ file }) => file !== id) });
    return this.refuse(id, name, why);
  }

  private refuse(key: string, name: string, why: () => string): Refused {
    const words = () => `${ownWords(name)} – ${why()}`;
    this.refused.set(key, words);
    this.options.host.update();
    return words;
  }

  private ready(): Promise<Uploads | undefined> {
    const asked = (this.asked ??= this.options.host.client.uploads().then(async (uploads) => {
      this.uploads = uploads;
      this.unfollow?.();
      this.unfollow = uploads?.subscribe((upload) => this.heard(upload));
      if (uploads) await this.sendEarly(uploads);
      else this.askAgain();
      this.options.host.update();
      return uploads;
    }));
    return asked;
  }

  /** What sends files may be there at the next try. */
  private askAgain(): void {
    this.asked = undefined;
    addEventListener('online', this.again, { once: true });
    if (this.files.length > 0) setTimeout(this.again, AGAIN);
  }

  private readonly again = () => void this.ready();

  private async sendEarly(uploads: Uploads): Promise<void> {
    for (const answer of this.files) {
      const bytes = this.early.get(answer.file);
      if (bytes) await uploads.add(this.place, answer, bytes);
    }
    this.early.clear();
  }

  /** Also after the page was left: a file that was refused is no longer part of the answer. */
  private heard(upload: Upload): void {
    const { id, state, problem } = upload;
    const { host } = this.options;
    const file = this.files.find((one) => one.file === id);
    if (!file) return;
    if (state === 'refused') host.say(this.takeOut(file, () => refusalWords(problem)));
    if (state === 'waiting' && problem && !this.told.has(id)) {
      this.told.add(id);
      host.say(() => `${ownWords(file.name)} – ${stateWords(upload)}`);
    }
    if (state === 'stored' && !this.files.some((one) => !this.arrived(one))) host.say(() => this.allWords());
    host.update();
  }

  /** That all are there; with those that were refused said once more, since what is said last may be all that is heard. */
  private allWords(): string {
    if (this.refused.size === 0) return msg('Tous les fichiers sont reçus.');
    const refused = [...this.refused.values()].map((words) => words());
    return [...refused, msg('Les autres fichiers sont reçus.')].join(' ');
  }

  private arrived({ file }: FileAnswer): boolean {
    const state = this.upload(file)?.state;
    return state === undefined || state === 'stored';
  }
}

/** How a file stands that nothing could be sent with yet. */
const EARLY: Upload = {
  id: '',
  state: 'waiting',
  sent: 0,
  where: 'page',
  problem: { code: 'offline', title: '' },
};

/** After how long what sends files is asked for again, in milliseconds. */
const AGAIN = 10_000;

additions.drafted = (client, activity, entered) => {
  // Who has no key has no file that waits.
  if (client.participant) void client.uploads().then((uploads) => uploads?.hold(activity, asJson(entered)));
};

additions.refused = async (client, activity, entered) => {
  const ids = Object.values(entered).flatMap(({ files = [] }) => files.map(({ file }) => file));
  const missing = (ids.length > 0 && (await (await client.uploads())?.missing(activity, ids))) || [];
  const isMissing = ({ file }: FileAnswer) => missing.includes(file);
  return Object.entries(entered).flatMap(([question, { files }]) =>
    files?.some(isMissing) ? [[question, { files: files.filter((one) => !isMissing(one)) }]] : [],
  );
};

/** By survey and question: an answer's files outlive the page that asks for them. */
const fields = new WeakMap<ParentNode, Map<string, FileField>>();

function fieldOf(question: FileQuestion, options: QuestionOptions): FileField {
  const own = fields.get(options.root) ?? new Map<string, FileField>();
  fields.set(options.root, own);
  const field = own.get(question.id) ?? new FileField();
  own.set(question.id, field);
  field.drawn(question, options);
  return field;
}

addView('file', {
  controls(question, options) {
    const field = fieldOf(question, options);
    const { id } = options;
    const error = options.errors[0]?.message;
    const hint = html`${question.hint ? html`${options.localize(question.hint)} ` : nothing}${
      question.purpose ? html`${options.localize(question.purpose)} ` : nothing
    }${limitsWords(question)}`;
    const common = { id, label: options.localize(question.label), hint, error, required: question.required };
    const take = (files: FileList | null | undefined) => {
      if (files && files.length > 0) void field.choose([...files]);
    };
    // Dropping files is a convenience beside the input, which everybody can use.
    return html`<div
      class=${error ? 'field field-error' : 'field'}
      @dragover=${(event: DragEvent) => event.preventDefault()}
      @drop=${(event: DragEvent) => {
        event.preventDefault();
        if (!(event.currentTarget as Element).closest(':disabled')) take(event.dataTransfer?.files);
      }}
    >
      <label for=${id}>${labelText(common)}</label>
      ${hintAndError(common)}
      <input
        class="files-input"
        type="file"
        id=${id}
        accept=${question.accept.flatMap((type) => ENDINGS[type] ?? [`.${type}`]).join()}
        ?multiple=${question.maxFiles > 1}
        aria-required=${question.required ? 'true' : nothing}
        aria-invalid=${error ? 'true' : nothing}
        aria-describedby=${describedBy(common, field.refused.size > 0 ? `${id}-refused` : '')}
        @change=${(event: Event) => {
          const input = event.target as HTMLInputElement;
          take(input.files);
          // The same file may be chosen again once it is mended.
          input.value = '';
        }}
      />
      ${refusedList(id, field)}
      ${
        field.files.length > 0
          ? html`<ul class="files" role="list">
              ${field.files.map((file) => fileItem(id, file, field))}
            </ul>`
          : nothing
      }
    </div>`;
  },
  words: (_, answer) => (answer as FileAnswer[]).map(described),
  errorWords: (question, broken) => fileErrorWords(question, broken, true),
  styles: css`
    .files-input {
      display: block;
      max-inline-size: 100%;
      min-block-size: 44px;
      margin-block-start: 8px;
      font: inherit;
    }
    .files-input::file-selector-button {
      min-block-size: 44px;
      margin-inline-end: 12px;
      padding: 4px 16px;
      border: 2px solid;
      border-radius: var(--cq-radius, 0);
      background: none;
      color: var(--_primary);
      font: inherit;
      font-weight: 600;
    }
    .closed .files-input::file-selector-button {
      color: inherit;
    }
    .files,
    .files-refused {
      list-style: none;
      margin-block: 8px 0;
      padding: 0;
    }
    .files li {
      padding-block: 8px;
      border-block-end: 1px solid var(--_line);
      overflow-wrap: anywhere;
    }
  `,
});

const ENDINGS: Partial<Record<FileType, readonly string[]>> = { jpeg: ['.jpg', '.jpeg'] };

function refusedList(id: string, { refused }: FileField): unknown {
  if (refused.size === 0) return nothing;
  return html`<ul class="files-refused" id="${id}-refused" role="list">
    ${[...refused.values()].map((words) => html`<li class="error-message">${icon('alert')} ${words()}</li>`)}
  </ul>`;
}

function fileItem(id: string, file: FileAnswer, field: FileField): TemplateResult {
  const upload = field.upload(file.file);
  return html`<li>
    <span class="prose">${described(file)}</span>
    ${upload ? progressOf(id, file, upload) : nothing}
    <div>
      ${button({
        id: `${id}-${file.file}`,
        label: html`${msg('Retirer')}<span class="visually-hidden">${` ${ownWords(file.name)}`}</span>`,
        variant: 'link',
        onClick: () => void field.remove(file),
      })}
    </div>
  </li>`;
}

function progressOf(id: string, file: FileAnswer, upload: Upload): unknown {
  if (upload.state === 'stored') return html`<span class="muted">${icon('check')} ${msg('Reçu')}</span>`;
  if (upload.state === 'waiting' && upload.problem)
    return html`<div class="muted">${icon('clock')} ${stateWords(upload)}</div>`;
  const label = `${id}-${file.file}-state`;
  return html`<span class="muted" id=${label}>${stateWords(upload)}</span> ${
      upload.state === 'sending'
        ? html`<progress max="1" value=${upload.sent || nothing} aria-labelledby=${label}></progress>`
        : nothing
    }`;
}

function stateWords({ state, where, problem }: Upload): string {
  if (state === 'sending') return msg('Envoi du fichier en cours…');
  if (!problem) return msg('En attente d’envoi');
  switch (where) {
    case 'device':
      return msg(
        'Ce fichier attend le réseau. Il est gardé sur cet appareil et partira dès que le réseau reviendra.',
      );
    case 'tab':
      return msg(
        'Ce fichier attend le réseau. Il est gardé jusqu’à la fermeture de cet onglet et partira dès que le réseau reviendra.',
      );
    case 'page':
      return msg(
        'Ce fichier attend le réseau, et cet appareil ne peut pas le garder : ne fermez pas cette page.',
      );
  }
}

/** «photo.jpg (1,2 Mo)» */
function described({ name, size }: FileAnswer): string {
  return `${ownWords(name)} (${sizeWords(size)})`;
}

/** A size in words: «120 ko», «1,2 Mo». Units of a thousand, as the limits are. */
function sizeWords(bytes: number): string {
  if (bytes < 999_500) return msg(str`${number(Math.max(1, Math.round(bytes / 1000)))} ko`);
  return megabytes(Math.round(bytes / 100_000) / 10);
}

function megabytes(count: number): string {
  return msg(str`${number(count)} Mo`);
}

const NAMES: Partial<Record<FileType, () => string>> = {
  docx: () => 'Word (docx)',
  xlsx: () => 'Excel (xlsx)',
  odt: () => 'OpenDocument (odt)',
  ods: () => 'OpenDocument (ods)',
  txt: () => msg('texte (txt)'),
};

function kindsWords({ accept }: FileQuestion): string {
  const names = accept.map((type) => NAMES[type]?.() ?? type.toUpperCase());
  const last = names.pop()!;
  return names.length > 0 ? msg(str`${names.join(', ')} ou ${last}`) : last;
}

/** What may be chosen: kinds, number and size. */
function limitsWords(question: FileQuestion): string {
  const [kinds, size] = [kindsWords(question), megabytes(question.maxSize)];
  if (question.maxFiles === 1) return msg(str`Un fichier ${kinds}, d’au plus ${size}.`);
  return msg(str`Jusqu’à ${number(question.maxFiles)} fichiers ${kinds}, d’au plus ${size} chacun.`);
}

/** What is wrong with a file, or with the answer as a `whole`, and what to do. */
function fileErrorWords(question: FileQuestion, { code }: RuleBroken, whole = false): string {
  switch (code) {
    case 'required':
      return question.maxFiles === 1 ? msg('Choisissez un fichier.') : msg('Choisissez au moins un fichier.');
    case 'too-many-files':
      return question.maxFiles === 1
        ? msg('Un seul fichier peut être joint. Retirez l’autre d’abord.')
        : msg(str`Vous pouvez joindre au plus ${number(question.maxFiles)} fichiers. Retirez-en un d’abord.`);
    case 'wrong-file-type':
      return msg(
        str`Cette sorte de fichier n’est pas acceptée. Choisissez un fichier ${kindsWords(question)}.`,
      );
    case 'file-too-large':
      return msg(
        str`Ce fichier est trop volumineux. Choisissez-en un d’au plus ${megabytes(question.maxSize)}.`,
      );
    case 'empty-file':
      return msg('Ce fichier est vide. Choisissez-en un autre.');
    default:
      return whole
        ? msg('Retirez ces fichiers et choisissez-les de nouveau.')
        : msg('Ce fichier ne peut pas être accepté. Choisissez-en un autre.');
  }
}

/** Why the backend refused a file: its own words, since it alone has looked inside. */
function refusalWords(problem: Upload['problem']): string {
  const [error] = (problem && 'errors' in problem && problem.errors) || [];
  return (
    error?.message ?? problem?.title ?? msg('Ce fichier ne peut pas être accepté. Choisissez-en un autre.')
  );
}

function addedWords(count: number): string {
  return count === 1 ? msg('Fichier ajouté.') : msg(str`${number(count)} fichiers ajoutés.`);
}

/** A file's name, without what the backend cannot keep. */
function nameOf({ name }: File): string {
  return name
    .replace(/[\p{Cc}\p{Cs}/\\]/gu, ' ')
    .slice(-255)
    .trim();
}
