import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { monthNames } from '../dates.js';
import { describedBy, hintAndError, labelText, type FieldOptions } from './field.js';

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

interface DateFieldOptions extends FieldOptions {
  /** `2026-05-01`; with parts missing while one types (`2026--`); empty when nothing is given. */
  value: string;
  onInput: (value: string) => void;
}

/** A date in three fields: the month by its name, so that nobody wonders which number comes first. */
export function dateField(options: DateFieldOptions): TemplateResult {
  const { id, error } = options;
  const parts = options.value.split('-');
  const [year = '', month = '', day = ''] = parts;
  const give = (change: { year?: string; month?: string; day?: string }) => {
    const next = { year, month, day, ...change };
    const padded = /^\d$/.test(next.day) ? `0${next.day}` : next.day;
    options.onInput(next.year || next.month || next.day ? `${next.year}-${next.month}-${padded}` : '');
  };
  const typed = (event: Event) => (event.target as HTMLInputElement | HTMLSelectElement).value.trim();
  return html`<fieldset
    class=${error ? 'field field-error' : 'field'}
    aria-describedby=${describedBy(options)}
  >
    <legend>${labelText(options)}</legend>
    ${hintAndError(options)}
    <div class="date">
      <div>
        <label for=${id}>${msg('Jour')}</label>
        <input
          class="input"
          id=${id}
          size="3"
          maxlength="2"
          inputmode="numeric"
          autocomplete="off"
          aria-invalid=${error ? 'true' : nothing}
          .value=${day.replace(/^0(?=\d)/, '')}
          @input=${(event: Event) => give({ day: typed(event) })}
        />
      </div>
      <div>
        <label for="${id}-month">${msg('Mois')}</label>
        <select
          class="input"
          id="${id}-month"
          aria-invalid=${error ? 'true' : nothing}
          @input=${(event: Event) => give({ month: typed(event) })}
        >
          <option value="" .selected=${month === ''}></option>
          ${monthNames().map((name, index) => {
            const value = String(index + 1).padStart(2, '0');
            return html`<option value=${value} .selected=${month === value}>${name}</option>`;
          })}
        </select>
      </div>
      <div>
        <label for="${id}-year">${msg('Année')}</label>
        <input
          class="input"
          id="${id}-year"
          size="5"
          maxlength="4"
          inputmode="numeric"
          autocomplete="off"
          aria-invalid=${error ? 'true' : nothing}
          .value=${year}
          @input=${(event: Event) => give({ year: typed(event) })}
        />
      </div>
    </div>
  </fieldset>`;
}
