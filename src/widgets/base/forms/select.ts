import { html, nothing, type TemplateResult } from 'lit';
import { describedBy, hintAndError, labelText, value, type ValueOptions } from './field.js';

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
