import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';

/** One field that was refused: `id` is the field's. */
export interface SummaryError {
  id: string;
  message: string;
}

interface ErrorSummaryOptions {
  /** The widget's `renderRoot`, where the fields are. */
  root: ParentNode;
  errors: readonly SummaryError[];
  title?: string;
}

/**
 * The list of what is to be corrected, above the form: `#error-summary` takes the focus once it is rendered. A link
 * moves the focus, and leaves the page's address alone.
 */
export function errorSummary({ root, errors, title }: ErrorSummaryOptions): TemplateResult | typeof nothing {
  if (!errors.length) return nothing;
  const focus = (event: Event, id: string) => {
    event.preventDefault();
    const field = root.querySelector<HTMLElement>(`#${CSS.escape(id)}`);
    field?.focus();
    // A tall one would be centred, and its first words out of sight.
    if (field?.localName === 'fieldset') field.scrollIntoView();
  };
  return html`<div
    class="summary stack"
    id="error-summary"
    role="group"
    aria-labelledby="error-summary-title"
    tabindex="-1"
    part="error-summary"
  >
    <h3 id="error-summary-title">${title ?? msg('Des erreurs sont présentes dans le formulaire')}</h3>
    <ul>
      ${errors.map(
        ({ id, message }) =>
          html`<li><a href="#${id}" @click=${(event: Event) => focus(event, id)}>${message}</a></li>`,
      )}
    </ul>
  </div>`;
}
