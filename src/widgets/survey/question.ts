import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Question } from '../../contract/survey.js';
import type { LocalizedText } from '../../contract/text.js';
import { NO, UNSURE, YES } from '../../domain/common-kinds.js';
import { writtenIn } from '../../domain/entered.js';
import { type Asked, isAsked, type ShownQuestion } from '../../domain/survey.js';
import { additions, type QuestionOptions, viewOf } from '../base/forms/view.js';
import { choiceGroup, textArea, textField } from '../base/forms.js';
import type { Localize } from '../base/language.js';

/** The id of a question's first control, for the error summary and for «Modifier». */
export function controlId(question: Question | string): string {
  return `q-${typeof question === 'string' ? question : question.id}`;
}

/** One question with its controls, or a block of information. */
export function questionTemplate(
  question: ShownQuestion,
  options: QuestionOptions,
): TemplateResult | typeof nothing {
  if (question.type === 'information') {
    const { title, text } = question;
    const heading = title ? html`<h4>${options.localize(title)}</h4>` : nothing;
    return html`${heading} ${prose(text, options.localize)}`;
  }
  if (!isAsked(question)) return nothing;
  const { closed } = additions;
  // What was entered before it closed does not count, and is there again if it opens.
  return question.disabled && closed
    ? closed(options.id, controls({ ...question, required: false }, { ...options, entered: {}, errors: [] }))
    : controls(question, options);
}

/** A text of the definition, in safe Markdown where the survey has any. */
export function prose(text: LocalizedText, localize: Localize): TemplateResult {
  return additions.markdown?.(text, localize) ?? html`<div class="prose">${localize(text)}</div>`;
}

function controls(question: Asked, options: QuestionOptions): TemplateResult {
  return viewOf(question.type)?.controls(question, options) ?? commonControls(question, options);
}

/** What every field of a question has. */
export function fieldOf(question: Asked, { id, errors, localize, note }: QuestionOptions) {
  const { label, required } = question;
  const hint = hintOf(question, localize, note);
  return { id, label: localize(label), hint, required, error: errors[0]?.message };
}

/** The controls that every survey has. A part that adds to one kind of them begins with these. */
export function commonControls(question: Asked, options: QuestionOptions): TemplateResult {
  const { entered, errors, localize, onChange } = options;
  const common = fieldOf(question, options);
  const { error } = common;
  const specify = errors[0]?.code === 'specify';
  const text = {
    ...common,
    value: entered.text ?? '',
    onInput: (value: string) => onChange({ text: value }),
  };
  const choices = {
    ...common,
    selected: entered.chosen ?? [],
    onChange: (chosen: string[]) => onChange({ chosen }),
  };
  switch (question.type) {
    case 'short-text':
      return textField({ ...text, autocomplete: question.autocomplete });
    case 'long-text':
      return textArea({ ...text, maxLength: question.maxLength });
    case 'email':
      return textField({ ...text, type: 'email', inputmode: 'email', autocomplete: 'email' });
    case 'number': {
      const { language } = options.host;
      return textField({
        ...text,
        value: writtenIn(entered, language).text ?? '',
        onInput: (value) => onChange({ text: value, language }),
        inputmode: question.decimals > 0 ? 'decimal' : 'numeric',
        short: true,
        unit: question.unit && localize(question.unit),
      });
    }
    case 'yes-no':
      return choiceGroup({
        ...choices,
        options: [
          { value: YES, label: msg('Oui') },
          { value: NO, label: msg('Non') },
          ...(question.unsure ? [{ value: UNSURE, label: msg('Je ne sais pas') }] : []),
        ],
      });
    case 'scale':
      return choiceGroup({
        ...choices,
        ends: [localize(question.minLabel), localize(question.maxLabel)],
        options: steps(question.min, question.max).map((value) => ({ value, label: value })),
      });
    case 'single-choice':
    case 'multiple-choice':
      return choiceGroup({
        ...choices,
        error: specify ? undefined : error,
        multiple: question.type === 'multiple-choice',
        options: question.options.map(({ id, label, hint }) => ({
          value: id,
          label: localize(label),
          hint: hint && localize(hint),
        })),
        other: question.other
          ? {
              value: entered.other ?? '',
              onInput: (other) => onChange({ other }),
              error: specify ? error : undefined,
            }
          : undefined,
      });
    default:
      throw new Error(question.type);
  }
}

function hintOf({ hint, purpose }: Asked, localize: Localize, note?: unknown): TemplateResult | undefined {
  if (!hint && !purpose && !note) return undefined;
  return html`${hint ? localize(hint) : nothing} ${purpose ? localize(purpose) : nothing} ${note}`;
}

/** The steps of a scale. */
export function steps(min: number, max: number): string[] {
  // Old libraries of host pages replace `Array.from` by one that maps nothing.
  return [...Array(max - min + 1).keys()].map((index) => String(min + index));
}
