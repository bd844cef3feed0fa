import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { describedBy, hintAndError, labelText, value, type ValueOptions } from './field.js';

/** To be added to the styles of a widget that uses `dateField`. */
export const dateStyles = css`
  .date {
    display: flex;
    flex-wrap: wrap;
    gap: 16px;
    margin-block-start: 8px;
  }
  .date label {
    font-weight: 400;
  }
  .date .input {
    margin-block-start: 4px;
    inline-size: auto;
  }
`;

interface DateFieldOptions extends ValueOptions {
  /** `2026-05-01`, or the parts as they were typed (`2026-mai-1`, `2026--`); empty when nothing is given. */
  value: string;
}

/** A date in three fields. The month may be typed by its name or its number; the rules read either. */
export function dateField(options: DateFieldOptions): TemplateResult {
  const { id, error } = options;
  const all = { ...options, hint: html`${options.hint} ${msg('Par exemple : 27 mai 2026')}` };
  // The parts stay as they were typed: the rules read them.
  const [, ...parts] = /^(.*?)-(.*)-(.*)$/.exec(options.value) ?? [];
  const field = (index: number, own: string, label: string, size: number, numeric = true) =>
    html`<div>
      <label for=${own}>${label}</label>
      <input
        class="input"
        id=${own}
        size=${size}
        inputmode=${numeric ? 'numeric' : nothing}
        autocomplete="off"
        aria-invalid=${error ? 'true' : nothing}
        .value=${parts[index] ?? ''}
        @input=${(event: Event) => {
          const typed = [0, 1, 2].map((one) => (one === index ? value(event).trim() : (parts[one] ?? '')));
          options.onInput(typed.some(Boolean) ? typed.join('-') : '');
        }}
      />
    </div>`;
  return html`<fieldset class=${error ? 'field field-error' : 'field'} aria-describedby=${describedBy(all)}>
    <legend>${labelText(options)}</legend>
    ${hintAndError(all)}
    <div class="date">
      ${field(2, id, msg('Jour'), 3)} ${field(1, `${id}-month`, msg('Mois'), 10, false)}
      ${field(0, `${id}-year`, msg('Année'), 5)}
    </div>
  </fieldset>`;
}
