import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../icons.js';

/** What every field has. Label and hint may be templates, as texts of the definition are. */
export interface FieldOptions {
  id: string;
  label: unknown;
  hint?: unknown;
  error?: string | undefined;
  required?: boolean;
}

/** A field whose value is a text. */
export interface ValueOptions extends FieldOptions {
  value: string;
  onInput: (value: string) => void;
}

/** The label's words, with «obligatoire» said in words rather than by an asterisk. */
export function labelText({ label, required }: FieldOptions): TemplateResult {
  // The space is part of the words: Chromium leaves a space that stands alone between two templates out of the name.
  return html`${label}${required ? html`<span class="muted">${` ${msg('(obligatoire)')}`}</span>` : nothing}`;
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

/** What a control holds once it has changed. */
export function value(event: Event): string {
  return (event.target as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement).value;
}
