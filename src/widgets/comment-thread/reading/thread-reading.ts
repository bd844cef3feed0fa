/** What only those need who look around in a thread: a file of its own, which the browser asks for after the first view. */
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Comment, CommentContext } from '../../../contract/comments.js';
import type { ActivityOf } from '../../../contract/consultation.js';
import { FOLD } from '../../../domain/folding.js';
import { foundWords } from '../../../domain/found-words.js';
import { policyOf, votesArePublic } from '../../../domain/threads.js';
import { button } from '../../base/forms/button.js';
import { localizedIn } from '../../base/language.js';
import { PagedList } from '../../base/list.js';
import { prose } from '../../base/thread-written.js';
import { linkTo } from '../comment.js';
import { type Listing, type Thread, USUAL } from '../thread.js';
import { Lists, type ReadingHost } from './lists.js';
import { cameFor, claim, idIn, release } from './permalink.js';
import { tools } from './tools.js';
import { foundCount, newAmongAll, newWords, officialWords } from './words.js';

export { toolStyles } from './styles.js';

/** Order, filters, search and permalinks. */
export class Reading {
  readonly lists: Lists;
  /** The comment that the page's address named last. */
  private cameFor = '';

  constructor(private readonly host: ReadingHost) {
    this.lists = new Lists(host);
  }

  /** Shows what the page's address names, now and when it names another; and opens what was open earlier in this visit. */
  async begin(): Promise<void> {
    addEventListener('hashchange', this.follow);
    await this.arrive();
    void this.lists.reopen();
  }

  end(): void {
    removeEventListener('hashchange', this.follow);
    release(this);
    this.lists.stop();
  }

  /** Order, filters and search. */
  tools(): TemplateResult {
    const { listing, wanted = listing } = this.host.thread;
    const { definition } = this;
    return tools({
      listing: wanted,
      search: listing.q ?? '',
      rated: definition.votes && votesArePublic(definition, this.host.view().phase),
      positions: definition.alignment,
      onChange: (change) => void this.list({ ...wanted, ...change }),
      onSearch: (q) => void this.search(q),
    });
  }

  /** What is shown instead of the whole list, with the way back; and what others have added. */
  renderTold(): TemplateResult {
    const { alone, fresh, isWhole } = this.host.thread;
    const { held } = this.lists;
    const one = (label: string, onClick: () => void) =>
      button({ label, variant: 'secondary', compact: true, onClick });
    return html`<div class="row told ${isWhole ? '' : 'narrowed'}">
      ${
        isWhole
          ? nothing
          : html`<p id="found">${this.toldWords()}</p>
              ${one(msg('Voir tous les commentaires'), () => void this.backToAll())}`
      }
      ${
        // A page may be kept from it, and one that is not secure is.
        alone && navigator.clipboard
          ? button({ label: msg('Copier le lien'), variant: 'link', onClick: () => void this.copy(alone) })
          : nothing
      }
      <div class="row news">
        ${fresh > 0 ? one(isWhole ? newWords(fresh) : newAmongAll(fresh), () => void this.lists.showNew()) : nothing}
        ${held.size > 0 ? one(officialWords(held.size), () => void this.lists.showHeld()) : nothing}
      </div>
    </div>`;
  }

  /** A comment’s text, with the words that were looked for marked. */
  prose(text: string, search: string | undefined): unknown {
    const { host } = this;
    const mark = search ? { mark: (piece: string) => this.marked(piece, search) } : {};
    return prose(text, host.view(), host.client.api, { onComment: this.follows, ...mark });
  }

  /** The way from what was found to its context. */
  wayTo({ id }: Comment, ofWhom: string): TemplateResult {
    const label = msg('Voir dans la discussion');
    return html`<a href=${linkTo(id)} aria-label=${label + ofWhom} @click=${this.follows}>${label}</a>`;
  }

  private marked(text: string, search: string): unknown {
    const parts: unknown[] = [];
    let from = 0;
    for (const [start, end] of foundWords(text, search)) {
      parts.push(text.slice(from, start), html`<mark>${text.slice(start, end)}</mark>`);
      from = end;
    }
    return from === 0 ? text : [...parts, text.slice(from)];
  }

  /** Where a long text begins while it is folded, in UTF-16 code units: what was looked for is in what follows. */
  startOf(text: string, search: string | undefined): number {
    const found = search ? (foundWords(text, search)[0]?.[0] ?? 0) : 0;
    return found > FOLD - 200 && text.length > FOLD ? text.lastIndexOf(' ', found - 100) + 1 : 0;
  }

  /** The style by which a comment that has lost its words keeps its place. */
  placeOf({ id }: Comment): string {
    const height = this.lists.heights.get(id);
    return height === undefined ? '' : `min-block-size: ${height}px`;
  }

  /** For which reason of the published policy moderators hid a comment. */
  whyHidden({ hiddenFor }: Comment): TemplateResult | undefined {
    const reason = policyOf(this.definition).find(({ id }) => id === hiddenFor);
    if (!reason) return undefined;
    const label = localizedIn(reason.label, this.host.language());
    const words = typeof label === 'string' ? `${label[0]!.toLowerCase()}${label.slice(1)}` : label;
    return html`${msg('Commentaire retiré par la modération :')} ${words}.`;
  }

  /** Moves to a comment: where it is shown, else in its context. */
  async goTo(id: string): Promise<void> {
    if (this.host.thread.find(id)) return this.host.focusOn(`#c-${id}`);
    await this.show(id);
  }

  /** Shows a comment in its context, for who follows a link to it; another tab or window is the browser's business. */
  readonly follows = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void this.show(idIn((event.currentTarget as HTMLAnchorElement).hash));
  };

  /** Shows the comment that the page's address names, once each time it names one; one thread of the page only does. */
  private async arrive(): Promise<void> {
    const id = cameFor(this.host.client.api);
    if (id === this.cameFor) return;
    this.cameFor = id;
    if (!id || (await this.show(id, true)) || !claim(id, this, false)) return;
    this.tell(() => msg('Ce commentaire est introuvable : il a peut-être été retiré. Voici la discussion.'));
  }

  private readonly follow = (): void => void this.arrive();

  /** False where it is not there; `asked` where another thread of the page may have been the first. */
  private async show(id: string, asked = false): Promise<boolean> {
    const { client, thread } = this.host;
    const subject = this.host.subject();
    const answer = await client.context(this.definition.id, id);
    if (!answer.ok) {
      if (answer.problem.code === 'not-found') return false;
      this.host.tellProblem(answer.problem);
      return true;
    }
    const { ancestors, comment } = answer.value;
    if (subject && (ancestors[0] ?? comment).subject?.id !== subject) return false;
    if (asked && !claim(id, this, true)) return true;
    showAlone(thread, answer.value);
    this.host.trouble('');
    this.host.update();
    await this.host.focusOn(`#c-${comment.id}`);
    return true;
  }

  private async list(listing: Listing): Promise<void> {
    if (await this.lists.list(listing)) this.host.announce(this.host.inLanguage(() => this.toldWords()));
  }

  private async search(q: string): Promise<void> {
    const { listing } = this.host.thread;
    if (q) return this.list({ ...listing, q });
    if (listing.q) return this.backToAll();
    this.tell(() => msg('Écrivez d’abord les mots à chercher.'));
    await this.host.focusOn('#search');
  }

  private async backToAll(): Promise<void> {
    const { sort } = this.host.thread.listing;
    if (await this.lists.list({ ...USUAL, sort })) await this.host.focusOn('#count');
  }

  private async copy(id: string): Promise<void> {
    const copied = await navigator.clipboard.writeText(linkTo(id)).then(
      () => true,
      () => false,
    );
    if (copied) this.host.announce(this.host.inLanguage(() => msg('Lien copié.')));
    else this.tell(() => msg('Le lien n’a pas pu être copié. Il est dans la date du commentaire.'));
  }

  /** Says what went wrong, to all. */
  private tell(words: () => string): void {
    const said = this.host.inLanguage(words);
    this.host.trouble(said);
    this.host.announce(said);
  }

  private toldWords(): string {
    const { alone, found, listing, positions, total } = this.host.thread;
    if (alone) return msg('Un commentaire, avec ce à quoi il répond');
    const { alignment, q } = listing;
    const count = found?.count ?? (alignment ? positions?.[alignment] : undefined) ?? total;
    return foundCount(count, found?.more ?? false, q, this.host.thread.isWhole);
  }

  private get definition(): ActivityOf<'comments'> {
    return this.host.view().activity as ActivityOf<'comments'>;
  }
}

/** Shows one comment with what it answers, instead of the list. */
function showAlone(thread: Thread, { ancestors, comment }: CommentContext): void {
  const [root, ...below] = [...ancestors, comment];
  thread.items = [root];
  thread.added = 0;
  thread.next = null;
  thread.alone = comment.id;
  for (const one of below) {
    const list = new PagedList<Comment>();
    list.append({ items: [one], next: null, total: 0 });
    thread.replies.set(one.parent!, list);
    thread.expanded.add(one.parent!);
  }
}
