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
}

/** Proof that the backend has it: number and date. Its heading can take the focus (`#receipt-title`). */
export function receiptBlock({ receipt, title, content }: ReceiptOptions): TemplateResult {
  return html`<div class="notice notice-success stack" part="receipt">
    <h3 id="receipt-title" tabindex="-1">${icon('check')} ${title}</h3>
    <p>
      ${msg(str`Date de réception : ${dateAndTime(receipt.acceptedAt)}`)}<br />
      ${msg('Numéro de confirmation :')} <span class="receipt-number">${receipt.id}</span>
    </p>
    ${content ?? nothing}
  </div>`;
}
