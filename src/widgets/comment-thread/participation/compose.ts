import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Alignment } from '../../../contract/comments.js';
import { button } from '../../base/forms/button.js';
import type * as Forms from '../../base/forms.js';

/** What is being written, to the thread or in answer to one comment. */
export interface Writing {
  body: string;
  alignment?: Alignment | undefined;
  error?: string | undefined;
  sending?: boolean;
}

interface ComposeOptions {
  forms: typeof Forms;
  /** Unique in the widget: `root`, or the answered comment's id. */
  id: string;
  writing: Writing;
  maxLength: number;
  /** Whether it answers a comment. */
  reply: boolean;
  /** What one may say of one's position; nothing where it is not asked for. */
  alignments: readonly { value: Alignment; label: string }[];
  root: ParentNode;
  notice: unknown;
  say: (text: string) => void;
  onChange: (change: Partial<Writing>) => void;
  onSubmit: () => void;
  onCancel: () => void;
}

/** The form of a comment or of an answer. */
export function compose(options: ComposeOptions): TemplateResult {
  const { forms, id, writing, onChange } = options;
  const field = `body-${id}`;
  const { error } = writing;
  const submit = (event: Event) => {
    event.preventDefault();
    if (!writing.sending) options.onSubmit();
  };
  return html`<form class="stack compose" novalidate @submit=${submit}>
    ${error ? forms.errorSummary({ root: options.root, errors: [{ id: field, message: error }] }) : nothing}
    ${forms.textArea({
      id: field,
      label: options.reply ? msg('Votre réponse') : msg('Votre commentaire'),
      hint: options.reply
        ? msg('Elle sera publique. N’inscrivez pas de renseignements personnels.')
        : msg('Il sera public. N’inscrivez pas de renseignements personnels.'),
      value: writing.body,
      maxLength: options.maxLength,
      error,
      onInput: (body) => onChange({ body, error: undefined }),
    })}
    ${
      options.alignments.length > 0
        ? forms.choiceGroup({
            id: `alignment-${id}`,
            label: msg('Votre position (facultatif)'),
            options: [...options.alignments, { value: '', label: msg('Sans position') }],
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
        compact: options.reply,
        busy: writing.sending && msg('Envoi en cours…'),
        say: options.say,
      })}
      ${button({
        label: msg('Annuler'),
        variant: 'secondary',
        compact: options.reply,
        onClick: options.onCancel,
      })}
    </div>
  </form>`;
}
