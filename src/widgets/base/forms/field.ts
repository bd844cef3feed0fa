import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { number, plural } from '../dates.js';
import { icon } from '../icons.js';

/** What every field has. Label and hint may be templates, as texts of the definition are. */
export interface FieldOptions {
  id: string;
  label: unknown;
  hint?: unknown;
  error?: string | undefined;
  required?: boolean;
}

interface ValueOptions extends FieldOptions {
  value: string;
  onInput: (value: string) => void;
}

interface TextFieldOptions extends ValueOptions {
  type?: 'text' | 'email' | 'tel' | 'search';
  inputmode?: 'text' | 'numeric' | 'decimal' | 'email';
  /** A token of the HTML attribute: `email`, `given-name`. */
  autocomplete?: string | undefined;
  /** For a short value: a number, a year. */
  short?: boolean;
  /** Said after the hint: `km`, `$`. */
  unit?: unknown;
}

/** The label's words, with «obligatoire» said in words rather than by an asterisk. */
export function labelText({ label, required }: FieldOptions): TemplateResult {
  return html`${label} ${required ? html`<span class="muted">${msg('(obligatoire)')}</span>` : nothing}`;
}

/** The hint and the error that follow a label. */
export function hintAndError({ id, hint, error }: FieldOptions): TemplateResult {
  return html`${hint ? html`<span class="hint" id="${id}-hint">${hint}</span>` : nothing}
  ${error ? html`<span class="error-message" id="${id}-error">${icon('alert')} ${error}</span>` : nothing}`;
}

/** The ids that describe a field, for `aria-describedby`. */
export function describedBy({ id, hint, error }: FieldOptions, more = ''): string | typeof nothing {
  return [hint && `${id}-hint`, error && `${id}-error`, more].filter(Boolean).join(' ') || nothing;
}

function value(event: Event): string {
  return (event.target as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement).value;
}

/** One line of text. */
export function textField(options: TextFieldOptions): TemplateResult {
  const { id, error, unit } = options;
  return html`<div class=${error ? 'field field-error' : 'field'}>
    <label for=${id}
      >${labelText(options)} ${unit ? html`<span class="muted">(${unit})</span>` : nothing}</label
    >
    ${hintAndError(options)}
    <input
      class=${options.short ? 'input short' : 'input'}
      id=${id}
      type=${options.type ?? 'text'}
      inputmode=${options.inputmode ?? nothing}
      autocomplete=${options.autocomplete ?? nothing}
      aria-required=${options.required ? 'true' : nothing}
      aria-invalid=${error ? 'true' : nothing}
      aria-describedby=${describedBy(options)}
      .value=${options.value}
      @input=${(event: Event) => options.onInput(value(event))}
    />
  </div>`;
}

interface TextAreaOptions extends ValueOptions {
  /** In UTF-16 code units, as the contract counts. Going over is allowed, and said. */
  maxLength: number;
  rows?: number;
}

/** Several lines of text, with a counter. */
export function textArea(options: TextAreaOptions): TemplateResult {
  const { id, error, maxLength } = options;
  const left = maxLength - options.value.length;
  return html`<div class=${error ? 'field field-error' : 'field'}>
    <label for=${id}>${labelText(options)}</label>
    ${hintAndError(options)}
    <textarea
      class="input"
      id=${id}
      rows=${options.rows ?? 5}
      aria-required=${options.required ? 'true' : nothing}
      aria-invalid=${error ? 'true' : nothing}
      aria-describedby=${describedBy(options, `${id}-count`)}
      .value=${options.value}
      @input=${(event: Event) => options.onInput(value(event))}
    ></textarea>
    <span class=${left < 0 ? 'error-message' : 'counter'} id="${id}-count">${remaining(left)}</span>
    <span class="visually-hidden" aria-live="polite">${announced(left, maxLength)}</span>
  </div>`;
}

function remaining(left: number): string {
  const count = number(Math.abs(left));
  const one = plural(Math.abs(left)) === 'one';
  if (left < 0) return one ? msg(str`${count} caractère de trop`) : msg(str`${count} caractères de trop`);
  return one ? msg(str`${count} caractère restant`) : msg(str`${count} caractères restants`);
}

/** Changes only at marks near the limit, so that a screen reader is not interrupted at each key. */
function announced(left: number, maxLength: number): string {
  if (left > maxLength / 5) return '';
  const step = Math.abs(left) > 20 ? 20 : 10;
  return remaining(left < 0 ? Math.floor(left / step) * step : Math.ceil(left / step) * step);
}

interface SelectOptions extends ValueOptions {
  options: readonly { value: string; label: string }[];
}

/** A list that drops down. */
export function selectField(options: SelectOptions): TemplateResult {
  const { id, error } = options;
  return html`<div class=${error ? 'field field-error' : 'field'}>
    <label for=${id}>${labelText(options)}</label>
    ${hintAndError(options)}
    <select
      class="input"
      id=${id}
      aria-required=${options.required ? 'true' : nothing}
      aria-invalid=${error ? 'true' : nothing}
      aria-describedby=${describedBy(options)}
      @input=${(event: Event) => options.onInput(value(event))}
    >
      ${options.options.map(
        (option) =>
          html`<option value=${option.value} .selected=${option.value === options.value}>
            ${option.label}
          </option>`,
      )}
    </select>
  </div>`;
}
