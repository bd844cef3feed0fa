import { html, raw } from 'hono/html';
import type { Language } from '../../contract/text.js';
import { piecesOf } from '../../domain/display-text.js';
import { number, wordsOf } from './words.js';

export type Content = ReturnType<typeof html> | string;

/** One field that was refused: `id` is the field's, where there is one to go to. */
export interface Mistake {
  id?: string | undefined;
  message: string;
}

/** What every field has. Its name is its id. */
export interface FieldOptions {
  id: string;
  label: Content;
  hint?: Content | undefined;
  error?: string | undefined;
  required?: boolean;
  language: Language;
}

interface TextOptions extends FieldOptions {
  value: string;
}

/** Those attributes that have a value, escaped. */
export function attributes(values: Record<string, string | number | boolean | undefined>): Content {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== false);
  return html`${given.map(([name, value]) => (value === true ? raw(` ${name}`) : html` ${raw(name)}="${value}"`))}`;
}

/** What travels with a form unseen. */
export function hidden(values: Record<string, string | undefined>): Content {
  return html`${Object.entries(values).map(([name, value]) =>
    value === undefined ? '' : html`<input type="hidden" name="${name}" value="${value}" />`,
  )}`;
}

/** The name of the field that people do not see: what fills it in is a program, or a browser that fills in too much. */
export const TRAP = 'site-web';

/** A field that nobody is shown, reads out or reaches by keyboard; its label says so to whoever meets it all the same. */
export function trap(language: Language): Content {
  return html`<div class="trap" aria-hidden="true">
    <label>${wordsOf(language).trap} <input name="${TRAP}" tabindex="-1" autocomplete="off" /></label>
  </div>`;
}

/** Which of the addresses in a citizen's text become links. */
interface LinkOptions {
  /** All of them, or permalinks alone. */
  links?: boolean | undefined;
  /** Whose pages show the thread: see `findLinks`. */
  origins?: readonly string[];
  /** The way to the comment that a permalink names. */
  wayTo?: (comment: string, label: string) => Content;
}

/** What a citizen wrote, as it is safe to show. */
export function writtenText(text: string, { links, origins, wayTo }: LinkOptions = {}): Content {
  return html`${piecesOf(text, origins).map((piece) => {
    if (typeof piece === 'string') return piece;
    const { href, label, comment } = piece;
    if (comment && href && wayTo) return wayTo(comment, label);
    return links && href ? html`<a href="${href}" rel="nofollow ugc noopener">${label}</a>` : label;
  })}`;
}

/** A button that sends its form, with what it asks for. */
export function button(label: Content, doing: string, look = ''): Content {
  return html`<button class="${look || 'button'}" name="do" value="${doing}">${label}</button>`;
}

/** A label's words, with «obligatoire» said in words. */
export function labelText({ label, required, language }: FieldOptions): Content {
  return html`${label}${required ? html` <span class="muted">${wordsOf(language).required}</span>` : ''}`;
}

/** The hint and the error that follow a label. */
export function hintAndError({ id, hint, error, language }: FieldOptions): Content {
  return html`${hint ? html`<span class="hint" id="${id}-hint">${hint}</span>` : ''}${
    error
      ? html`<span class="error-message" id="${id}-error"
          ><span class="visually-hidden">${wordsOf(language).errorTitle} – </span>${error}</span
        >`
      : ''
  }`;
}

/** The ids that describe a field. */
export function description({ id, hint, error }: FieldOptions): string | undefined {
  return [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
}

function described(options: FieldOptions): Record<string, string | undefined> {
  return {
    'aria-describedby': description(options),
    'aria-invalid': options.error && 'true',
  };
}

const fieldClass = ({ error }: FieldOptions) => (error ? 'field field-error' : 'field');

interface TextFieldOptions extends TextOptions {
  type?: 'text' | 'email' | 'tel' | 'url';
  inputmode?: string;
  autocomplete?: string | undefined;
  short?: boolean;
  unit?: Content | undefined;
}

/** One line of text. */
export function textField(options: TextFieldOptions): Content {
  const { id, unit, type = 'text', inputmode, autocomplete, required } = options;
  const label = unit ? html`${options.label} <span class="muted">(${unit})</span>` : options.label;
  return html`<div class="${fieldClass(options)}">
    <label for="${id}">${labelText({ ...options, label })}</label>
    ${hintAndError(options)}
    <input
      class="${options.short ? 'input short' : 'input'}"
      id="${id}"
      name="${id}"
      type="${type}"
      value="${options.value}"
      ${attributes({ ...described(options), inputmode, autocomplete, 'aria-required': required && 'true' })}
    />
  </div>`;
}

/** Several lines of text, with how long they may be: going over is allowed, and said once sent. */
export function textArea(options: TextOptions & { maxLength: number; rows?: number }): Content {
  const { id, hint, language, maxLength, rows = 6, required } = options;
  const most = wordsOf(language).atMost(number(maxLength, language));
  const all = { ...options, hint: hint ? html`${hint} ${most}` : most };
  // The parser drops a line end that begins a text area: the template's, rather than the citizen's.
  return html`<div class="${fieldClass(all)}">
    <label for="${id}">${labelText(all)}</label>
    ${hintAndError(all)}
    <textarea
      class="input"
      id="${id}"
      name="${id}"
      rows="${rows}"
      ${attributes({ ...described(all), 'aria-required': required && 'true' })}
    >
${options.value}</textarea>
  </div>`;
}

interface ChoiceOptions extends FieldOptions {
  options: readonly { value: string; label: Content; hint?: Content | undefined }[];
  /** The values that are chosen: one at most unless `multiple`. */
  selected: readonly string[];
  multiple?: boolean;
  /** A text that goes with a choice: «other, specify». */
  below?: Content;
  /** What the two ends of a scale mean: lays the options in a line. */
  ends?: readonly [least: Content, most: Content] | undefined;
}

/** Radio buttons or check boxes in a fieldset. The first one's id is the group's, so that an error summary reaches it. */
export function choiceGroup(options: ChoiceOptions): Content {
  const { id, ends, multiple, required, error } = options;
  const invalid = error && 'true';
  return html`<fieldset
    class="${fieldClass(options)}"
    ${attributes({
      role: multiple ? undefined : 'radiogroup',
      'aria-required': required && !multiple && 'true',
      'aria-invalid': multiple ? undefined : invalid,
      'aria-describedby': description(options),
    })}
  >
    <legend>${labelText(options)}</legend>
    ${hintAndError(options)}
    <div class="${ends ? 'scale' : 'choices'}">
      ${ends ? html`<span class="muted end" aria-hidden="true">${ends[0]}</span>` : ''}
      ${options.options.map((option, index, all) => {
        const own = index ? `${id}-${index}` : id;
        const end = ends && (index === 0 ? ends[0] : index === all.length - 1 ? ends[1] : undefined);
        return html`<label class="choice" for="${own}">
          <input
            id="${own}"
            name="${id}"
            type="${multiple ? 'checkbox' : 'radio'}"
            value="${option.value}"
            ${attributes({
              checked: options.selected.includes(option.value),
              'aria-invalid': multiple ? invalid : undefined,
            })}
          />
          <span
            >${option.label}${end ? html`<span class="visually-hidden"> – ${end}</span>` : ''}${
              option.hint ? html`<span class="hint">${option.hint}</span>` : ''
            }</span
          >
        </label>`;
      })}
      ${ends ? html`<span class="muted end" aria-hidden="true">${ends[1]}</span>` : ''}
    </div>
    ${options.below ?? ''}
  </fieldset>`;
}

/**
 * A date in three fields, the month by its name or its number. `value` is `2026-05-01`, or the parts as they were typed.
 */
export function dateField(options: TextOptions): Content {
  const { id, language } = options;
  const words = wordsOf(language);
  const all = {
    ...options,
    hint: options.hint ? html`${options.hint} ${words.dateExample}` : words.dateExample,
  };
  const [, year = '', month = '', day = ''] = /^(.*?)-(.*)-(.*)$/.exec(options.value) ?? [];
  const part = (name: string, label: string, value: string, size: number, inputmode?: string) =>
    html`<div>
      <label for="${name}">${label}</label>
      <input
        class="input"
        id="${name}"
        name="${name}"
        value="${value}"
        size="${size}"
        autocomplete="off"
        ${attributes({ inputmode, 'aria-invalid': options.error && 'true' })}
      />
    </div>`;
  return html`<fieldset class="${fieldClass(all)}" ${attributes({ 'aria-describedby': description(all) })}>
    <legend>${labelText(all)}</legend>
    ${hintAndError(all)}
    <div class="date">
      ${part(id, words.day, day, 3, 'numeric')} ${part(`${id}.month`, words.month, month, 10)}
      ${part(`${id}.year`, words.year, year, 5, 'numeric')}
    </div>
  </fieldset>`;
}

/** Many options in a list that drops down, where the browser finds what one types. `below` goes with a choice. */
export function listField(options: Omit<ChoiceOptions, 'ends' | 'multiple'>): Content {
  const { id, selected, required, below } = options;
  return html`<div class="${fieldClass(options)}">
    <label for="${id}">${labelText(options)}</label>
    ${hintAndError(options)}
    <select
      class="input"
      id="${id}"
      name="${id}"
      ${attributes({ ...described(options), 'aria-required': required && 'true' })}
    >
      <option value=""></option>
      ${options.options.map(
        ({ value, label }) =>
          html`<option value="${value}" ${attributes({ selected: selected.includes(value) })}>
            ${label}
          </option>`,
      )}
    </select>
    ${below ?? ''}
  </div>`;
}

/** A list that drops down, and always has a choice made. */
export function selectField({
  id,
  label,
  value,
  options,
}: {
  id: string;
  label: Content;
  value: string;
  options: readonly { value: string; label: string }[];
}): Content {
  return html`<div class="field">
    <label for="${id}">${label}</label>
    <select class="input" id="${id}" name="${id}">
      ${options.map(
        (option) =>
          html`<option value="${option.value}" ${attributes({ selected: option.value === value })}>
            ${option.label}
          </option>`,
      )}
    </select>
  </div>`;
}

/** The list of what is to be corrected, above the form, which the page's reader meets first. */
export function errorSummary(mistakes: readonly Mistake[], language: Language): Content {
  if (mistakes.length === 0) return '';
  return html`<div
    class="summary"
    id="error-summary"
    role="group"
    aria-labelledby="error-summary-title"
    tabindex="-1"
    autofocus
  >
    <h2 id="error-summary-title">${wordsOf(language).errors}</h2>
    <ul>
      ${mistakes.map(
        ({ id, message }) => html`<li>${id ? html`<a href="#${id}">${message}</a>` : message}</li>`,
      )}
    </ul>
  </div>`;
}

/** Something to be read before all else: a refusal, a warning, a confirmation. */
export function notice(look: 'error' | 'warning' | 'success' | '', content: Content): Content {
  return html`<div
    class="notice ${look && `notice-${look}`}"
    ${look === '' ? '' : raw('tabindex="-1" autofocus')}
  >
    ${content}
  </div>`;
}
