/** What shows citizens' words well: a file of its own, which is asked for once the first view is there. */
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { ActivityOf, View } from '../../contract/consultation.js';
import { displayText, type FoundLink, piecesOf } from '../../domain/display-text.js';

export { displayText };

/** How a citizen's text is shown. */
export interface WrittenOptions {
  /** Whether web addresses become links. Permalinks of the thread's own comments always do. */
  links?: boolean | undefined;
  /** Whose pages show the thread: see `findLinks`. */
  origins?: readonly string[];
  /** Shows the comment that a permalink names, instead of what the browser does. */
  onComment?: (event: MouseEvent) => void;
  /** Marks what is looked for in a piece of the text. */
  mark?: (text: string) => unknown;
}

/** What a citizen wrote, as it is safe to show: see `displayText` and `findLinks`. A string where there is no address. */
export function written(text: string, options: WrittenOptions = {}): unknown {
  const { links, origins, mark = (piece) => piece } = options;
  const parts = piecesOf(text, origins).map((piece) => {
    if (typeof piece === 'string') return mark(piece);
    return piece.href && (links || piece.comment) ? anchor(piece, options) : mark(piece.label);
  });
  return parts.length > 1 ? parts : parts[0];
}

/** Another tab, since what the reader is writing stays in this one. */
function anchor({ href, label, comment }: FoundLink, { mark, onComment }: WrittenOptions): TemplateResult {
  const words = mark?.(label) ?? label;
  if (comment) return html`<a href="#cq-${comment}" @click=${onComment}>${words}</a>`;
  return html`<a href=${href} rel="nofollow ugc noopener" target="_blank"
    >${words}<span class="visually-hidden"> ${msg('(nouvel onglet)')}</span></a
  >`;
}
/** What {@link prose} reads of a view, once for all its comments. */
const originsOf = new WeakMap<View, string[]>();

/** A comment's text as its thread shows it: permalinks of the thread's comments lead to them, wherever it is shown. */
export function prose(text: string, view: View, api: string, options: WrittenOptions = {}): unknown {
  const { links } = view.activity as ActivityOf<'comments'>;
  let origins = originsOf.get(view);
  if (!origins) {
    origins = [location.origin, new URL(api).origin, ...view.consultation.body.origins];
    originsOf.set(view, origins);
  }
  return written(text, { links, origins, ...options });
}
