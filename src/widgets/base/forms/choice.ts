import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { OTHER } from '../../../contract/limits.js';
import { describedBy, hintAndError, labelText, type FieldOptions } from './field.js';
import { textField } from './text.js';

export interface ChoiceGroupOptions extends FieldOptions {
  options: readonly { value: string; label: unknown; hint?: unknown }[];
  /** The values that are chosen: one at most unless `multiple`. */
  selected: readonly string[];
  onChange: (selected: string[]) => void;
  multiple?: boolean;
  /** Offers «other, specify», whose value in `selected` is `OTHER`; its text shows once it is chosen. */
  other?: { value: string; onInput: (text: string) => void; error?: string | undefined } | undefined;
  /** What the two ends of a scale mean: lays the options in a line. */
  ends?: readonly [least: unknown, most: unknown];
}

/** Radio buttons, or check boxes, in a fieldset. The first one's id is the group's, so that an error summary
 * reaches it; the text of «other, specify» has `${id}-other`. */
export function choiceGroup(options: ChoiceGroupOptions): TemplateResult {
  const { id, error, other, ends, selected } = options;
  const offered = other
    ? [...options.options, { value: OTHER, label: msg('Autre (préciser)') }]
    : options.options;
  return html`<fieldset
    class=${error ? 'field field-error' : 'field'}
    role=${options.multiple ? nothing : 'radiogroup'}
    aria-required=${options.required && !options.multiple ? 'true' : nothing}
    aria-invalid=${error && !options.multiple ? 'true' : nothing}
    aria-describedby=${describedBy(options)}
  >
    <legend>${labelText(options)}</legend>
    ${hintAndError(options)}
    <div class=${ends ? 'scale' : 'choices'}>
      ${ends ? html`<span class="muted end" aria-hidden="true">${ends[0]}</span>` : nothing}
      ${offered.map((option, index) =>
        choice(
          options,
          option,
          index ? `${id}-${index}` : id,
          index === 0 ? ends?.[0] : index === offered.length - 1 ? ends?.[1] : undefined,
        ),
      )}
      ${ends ? html`<span class="muted end" aria-hidden="true">${ends[1]}</span>` : nothing}
    </div>
    ${
      other && selected.includes(OTHER)
        ? html`<div class="other">
            ${textField({
              id: `${id}-other`,
              label: msg('Précisez'),
              value: other.value,
              error: other.error,
              onInput: other.onInput,
            })}
          </div>`
        : nothing
    }
  </fieldset>`;
}

/** One of the options of a group, with `own` as its id. */
export function choice(
  { id, selected, multiple, onChange, error }: ChoiceGroupOptions,
  { value, label, hint }: ChoiceGroupOptions['options'][number],
  own: string,
  end?: unknown,
): TemplateResult {
  const change = (event: Event) => {
    const { checked } = event.target as HTMLInputElement;
    if (!multiple) return onChange([value]);
    onChange(checked ? [...selected, value] : selected.filter((chosen) => chosen !== value));
  };
  return html`<label class="choice" for=${own}>
    <input
      id=${own}
      type=${multiple ? 'checkbox' : 'radio'}
      name=${id}
      value=${value}
      aria-invalid=${error && multiple ? 'true' : nothing}
      .checked=${selected.includes(value)}
      @change=${change}
    />
    <span
      >${label}${end ? html`<span class="visually-hidden"> (${end})</span>` : nothing}
      ${hint ? html`<span class="hint">${hint}</span>` : nothing}</span
    >
  </label>`;
}

interface CheckboxOptions {
  id: string;
  label: unknown;
  hint?: unknown;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** One check box, never ticked in advance for a consent. */
export function checkbox({ id, label, hint, checked, onChange }: CheckboxOptions): TemplateResult {
  return html`<label class="choice" for=${id}>
    <input
      id=${id}
      type="checkbox"
      .checked=${checked}
      @change=${(event: Event) => onChange((event.target as HTMLInputElement).checked)}
    />
    <span>${label} ${hint ? html`<span class="hint">${hint}</span>` : nothing}</span>
  </label>`;
}
