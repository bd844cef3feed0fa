import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Receipt } from '../../../contract/contributions.js';
import { dateAndTime } from '../dates.js';
import { icon } from '../icons.js';

interface ReceiptOptions {
  receipt: Receipt;
  title: unknown;
  /** What happens next, links, buttons. */
  content?: unknown;
  /** Whether it is all that the widget shows: its heading then stands for the widget's own. */
  alone?: boolean;
}

/** Proof that the backend has it: number and date. Its heading can take the focus (`#receipt-title`). */
export function receiptBlock({ receipt, title, content, alone }: ReceiptOptions): TemplateResult {
  const words = html`${icon('check')} ${title}`;
  return html`<div class="notice notice-success stack" part="receipt">
    ${alone ? html`<h2 id="receipt-title" tabindex="-1">${words}</h2>` : html`<h3 id="receipt-title" tabindex="-1">${words}</h3>`}
    <p>
      ${msg(str`Date de réception : ${dateAndTime(receipt.acceptedAt)}`)}<br />
      ${msg('Numéro de confirmation :')} <span class="receipt-number">${receipt.id}</span>
    </p>
    ${content ?? nothing}
  </div>`;
}
