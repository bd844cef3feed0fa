import { html, nothing, type TemplateResult } from 'lit';
import type { LocalizedText } from '../../../contract/text.js';
import type { Asked } from '../../../domain/kinds.js';
import { describedBy, hintAndError, labelText } from '../../base/forms/field.js';
import type { QuestionOptions } from '../../base/forms/view.js';
import { inLanguage, speaking, spoken } from '../../base/language.js';

interface FieldsetOptions {
  /** Said after the question's own hint. */
  hint?: unknown;
  /** The id of what describes it beside hint and error. */
  describedby?: string;
  /** Whether its first control carries the question's id; else it takes the focus itself. */
  led?: boolean;
}

/** A question of several fields: its words, what is wrong with it as a whole, and its fields. */
export function fieldset(
  question: Asked,
  options: QuestionOptions,
  content: unknown,
  { hint: more, describedby, led }: FieldsetOptions = {},
): TemplateResult {
  const { id, localize } = options;
  const said = [question.hint, question.purpose].flatMap((text) => (text ? [localize(text), ' '] : []));
  const hint = said.length > 0 || more ? html`${said}${more}` : undefined;
  const field = { id, label: localize(question.label), hint, error: errorAt(options) };
  return html`<fieldset
    class=${field.error ? 'stack field-error' : 'stack'}
    id=${led ? nothing : id}
    tabindex=${led ? nothing : '-1'}
    aria-describedby=${describedBy(field, describedby)}
  >
    <legend>${labelText({ ...field, required: question.required })}</legend>
    ${hintAndError(field)}
    <div class="stack fields">${content}</div>
  </fieldset>`;
}

/** What is wrong at a place inside a question, in words; without a place, with the question as a whole. */
export function errorAt({ errors }: QuestionOptions, ...place: (string | number)[]): string | undefined {
  return errors.find(({ at = [] }) => at.join() === place.join())?.message;
}

/** A text of the definition for where no element may stand: in an option, an attribute, an announcement. */
export const plain = (text: LocalizedText): string => inLanguage(text, spoken()).text;

/** Makes a handler speak the language that its controls were drawn in. */
export function inThisLanguage<Arguments extends unknown[], Result>(
  handle: (...given: Arguments) => Result,
): (...given: Arguments) => Result {
  const language = spoken();
  return (...given) => speaking(language, () => handle(...given));
}
