import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Alignment } from '../../contract/comments.js';
import { button, choiceGroup, errorSummary, textArea } from '../base/forms.js';
import { alignmentWords } from './words.js';

/** What is being written, to the thread or in answer to one comment. */
export interface Writing {
  body: string;
  alignment?: Alignment | undefined;
  error?: string | undefined;
  sending?: boolean;
}

export interface ComposeOptions {
  /** Unique in the widget: `root`, or the answered comment's id. */
  id: string;
  writing: Writing;
  maxLength: number;
  /** Whether to ask for an alignment. */
  alignment: boolean;
  root: ParentNode;
  notice: unknown;
  say: (text: string) => void;
  onChange: (change: Partial<Writing>) => void;
  onSubmit: () => void;
  onCancel?: () => void;
}

/** The form of a comment or of an answer. */
export function compose(options: ComposeOptions): TemplateResult {
  const { id, writing, onChange } = options;
  const field = `body-${id}`;
  const { error } = writing;
  const submit = (event: Event) => {
    event.preventDefault();
    if (!writing.sending) options.onSubmit();
  };
  return html`<form class="stack compose" novalidate @submit=${submit}>
    ${error ? errorSummary({ root: options.root, errors: [{ id: field, message: error }] }) : nothing}
    ${textArea({
      id: field,
      label: options.onCancel ? msg('Votre réponse') : msg('Votre commentaire'),
      hint: msg('Il sera public. N’inscrivez pas de renseignements personnels.'),
      value: writing.body,
      maxLength: options.maxLength,
      error,
      onInput: (body) => onChange({ body, error: undefined }),
    })}
    ${
      options.alignment
        ? choiceGroup({
            id: `alignment-${id}`,
            label: msg('Votre position (facultatif)'),
            options: [
              ...(['for', 'neutral', 'against'] as const).map((value) => ({
                value,
                label: alignmentWords(value),
              })),
              { value: '', label: msg('Sans position') },
            ],
            selected: [writing.alignment ?? ''],
            onChange: ([alignment]) =>
              onChange({ alignment: (alignment || undefined) as Alignment | undefined }),
          })
        : nothing
    }
    ${options.notice}
    <div class="row">
      ${button({
        label: msg('Publier'),
        type: 'submit',
        compact: options.onCancel !== undefined,
        busy: writing.sending && msg('Envoi en cours…'),
        say: options.say,
      })}
      ${
        options.onCancel
          ? button({ label: msg('Annuler'), variant: 'secondary', compact: true, onClick: options.onCancel })
          : nothing
      }
    </div>
  </form>`;
}
