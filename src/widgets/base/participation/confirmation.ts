import { html, type TemplateResult } from 'lit';
import { button } from '../forms/button.js';

interface ConfirmationOptions {
  /** Takes the focus once it is shown. */
  id: string;
  question: unknown;
  yes: string;
  no: string;
  onYes: () => void;
  onNo: () => void;
}

/** Asks again before what cannot be undone, in place. */
export function confirmation({ id, question, yes, no, onYes, onNo }: ConfirmationOptions): TemplateResult {
  return html`<div
    class="notice notice-warning stack"
    id=${id}
    role="group"
    aria-labelledby="${id}-q"
    tabindex="-1"
  >
    <p id="${id}-q">${question}</p>
    <div class="row">
      ${button({ label: yes, compact: true, onClick: onYes })}
      ${button({ label: no, variant: 'secondary', compact: true, onClick: onNo })}
    </div>
  </div>`;
}
