import { html, type TemplateResult } from 'lit';

interface SelectOptions {
  id: string;
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onInput: (value: string) => void;
}

/** A list that drops down, and always has a choice made: nothing of it can be refused. */
export function selectField({ id, label, value, options, onInput }: SelectOptions): TemplateResult {
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <select
      class="input"
      id=${id}
      @input=${({ target }: Event) => onInput((target as HTMLSelectElement).value)}
    >
      ${options.map((option) => html`<option value=${option.value} .selected=${option.value === value}>${option.label}</option>`)}
    </select>
  </div>`;
}
