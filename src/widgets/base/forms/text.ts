import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { number, plural } from '../dates.js';
import { describedBy, hintAndError, labelText, value, type ValueOptions } from './field.js';

interface TextFieldOptions extends ValueOptions {
  type?: 'text' | 'email' | 'tel' | 'url' | 'search';
  inputmode?: 'text' | 'numeric' | 'decimal' | 'email' | 'tel' | 'url';
  /** A token of the HTML attribute: `email`, `given-name`. */
  autocomplete?: string | undefined;
  /** For a short value: a number, a year. */
  short?: boolean;
  /** Said after the hint: `km`, `$`. */
  unit?: unknown;
}

/** One line of text. */
export function textField(options: TextFieldOptions): TemplateResult {
  const { id, label, error, unit } = options;
  return html`<div class=${error ? 'field field-error' : 'field'}>
    <label for=${id}
      >${labelText({ ...options, label: unit ? html`${label}<span class="muted">${' ('}${unit})</span>` : label })}</label
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

/**
 * Several lines of text, with a counter. The field is described by its limit, which stays the same: a description that
 * changes is read out at each key by some screen readers.
 */
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
      aria-describedby=${describedBy(options, `${id}-limit`)}
      .value=${options.value}
      @input=${(event: Event) => options.onInput(value(event))}
    ></textarea>
    <span class=${left < 0 ? 'error-message' : 'counter'} id="${id}-count">${remaining(left)}</span>
    <span class="visually-hidden" id="${id}-limit">${msg(str`${number(maxLength)} caractères au plus`)}</span>
    <span class="visually-hidden" aria-live="polite">${announced(left, maxLength)}</span>
  </div>`;
}

function remaining(left: number): string {
  const count = number(Math.abs(left));
  const one = plural(Math.abs(left)) === 'one';
  if (left < 0) return one ? msg(str`${count} caractère de trop`) : msg(str`${count} caractères de trop`);
  return one ? msg(str`${count} caractère restant`) : msg(str`${count} caractères restants`);
}

/** Near these many characters left it is said, where that is near the limit: a fifth of it at most. */
const MARKS = [10, 50, 100];

/** Another text only at a few marks near the limit, and over it, so that a screen reader does not interrupt who writes. */
function announced(left: number, maxLength: number): string {
  if (left < 0) return msg(str`Limite de ${number(maxLength)} caractères dépassée`);
  const mark = MARKS.find((one) => left < one && one * 5 <= maxLength);
  return mark ? msg(str`Moins de ${mark} caractères restants`) : '';
}
