import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { OwnComment } from '../../../contract/contributions.js';
import { policyOf } from '../../../domain/threads.js';
import { dateAndTime } from '../../base/dates.js';
import { icon } from '../../base/icons.js';
import { localizedIn } from '../../base/language.js';
import { prose } from '../../base/thread-written.js';
import { positionTemplate } from '../comment.js';
import { activityOf, type ThreadHost } from './host.js';

/** One’s own comments that nobody else sees: they wait for a moderator, or one has hidden them. */
export class Unpublished {
  private readonly comments = new Map<string, OwnComment>();

  constructor(private readonly host: ThreadHost) {}

  /** What the backend tells; gives those that waited and are public now. */
  take(comments: readonly OwnComment[]): string[] {
    const now = new Set(comments.map(({ id }) => id));
    const published = [...this.comments.values()].filter(
      ({ id, state }) => state === 'pending' && !now.has(id),
    );
    this.comments.clear();
    for (const comment of comments) this.add(comment);
    return published.map(({ id }) => id);
  }

  add(comment: OwnComment): void {
    this.comments.set(comment.id, comment);
  }

  get(id: string): OwnComment | undefined {
    return this.comments.get(id);
  }

  has(id: string): boolean {
    return this.comments.has(id);
  }

  get size(): number {
    return this.comments.size;
  }

  replace(id: string, change: Partial<OwnComment>): void {
    const comment = this.comments.get(id);
    if (comment) this.comments.set(id, { ...comment, ...change });
  }

  delete(id: string): void {
    this.comments.delete(id);
  }

  clear(): void {
    this.comments.clear();
  }

  /** `below` is what one can do with each. */
  render(below: (id: string) => unknown): unknown {
    if (this.comments.size === 0) return nothing;
    return html`<section class="stack" aria-labelledby="unpublished">
      <h3 id="unpublished">${msg('Visibles de vous seulement')}</h3>
      ${[...this.comments.values()].map((comment) => one(this.host, comment, below(comment.id)))}
    </section>`;
  }
}

function one(host: ThreadHost, comment: OwnComment, below: unknown): TemplateResult {
  const { id, state, body, alignment, acceptedAt } = comment;
  const waits = state === 'pending';
  const words = prose(body ?? '', host.view(), host.client().api);
  return html`<article class="comment" id="u-${id}" tabindex="-1" aria-labelledby="unpublished-${id}">
    <header class="row">
      <h4 id="unpublished-${id}">
        ${icon(waits ? 'clock' : 'alert')}
        ${waits ? msg('En attente de modération') : msg('Masqué par la modération')}
      </h4>
      ${alignment ? positionTemplate(alignment) : nothing}
      <time class="muted" datetime=${acceptedAt}>${dateAndTime(acceptedAt)}</time>
    </header>
    ${comment.parent ? html`<p class="muted">${msg('En réponse à un commentaire')}</p>` : nothing}
    <div class="prose" dir="auto" lang=${host.writtenIn()}>${words}</div>
    ${waits ? nothing : reason(host, comment)} ${below}
  </article>`;
}

/** Why it was hidden, and the way to ask that this be looked at again. */
function reason(host: ThreadHost, { hiddenFor }: OwnComment): TemplateResult {
  const definition = activityOf(host);
  const found = policyOf(definition).find(({ id }) => id === hiddenFor);
  const link = host.client().recoveryLink(host.language());
  return html`<p>
    ${found ? html`${msg('Raison :')} ${localizedIn(found.label, host.language())}. ` : nothing}
    ${
      link && (definition.moderation?.appeals ?? true)
        ? html`<a href=${link} rel="noreferrer">${msg('Lire la décision ou demander un réexamen')}</a>`
        : nothing
    }
  </p>`;
}

/** Who wrote it, for the preview: before the first participation nobody has a pseudonym yet. */
export function authorWords(author: string | undefined): string {
  return author
    ? msg(str`Participant ${author}`)
    : msg('Participant, suivi de six caractères choisis à votre première participation');
}
