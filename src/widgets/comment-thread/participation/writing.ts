import { msg, str } from '@lit/localize';
import { nothing } from 'lit';
import type { Delivery } from '../../../client/client.js';
import type { Comment } from '../../../contract/comments.js';
import { SHOWS_NOTHING } from '../../../contract/limits.js';
import { number } from '../../base/dates.js';
import { compose, type Writing } from './compose.js';
import { activityOf, type ThreadHost } from './host.js';
import { alignments } from '../words.js';

/** The thread itself, as a place to write; a comment's id stands for an answer to it. */
export const ROOT = 'root';

/** What is being written in a thread: drafts, forms, and what becomes of them. */
export class Writings {
  private readonly open = new Map<string, Writing>();
  private started = false;

  constructor(private readonly host: ThreadHost) {}

  /** Opens the form of the thread again where something was begun on this visit. */
  async load(): Promise<void> {
    const draft = await this.draft(ROOT);
    if (draft?.body && !this.open.has(ROOT)) this.write(ROOT, draft);
  }

  /** The form that is open at a place, if any. */
  render(place: string): unknown {
    const { host } = this;
    const writing = this.open.get(place);
    const forms = host.forms();
    if (!writing || !forms) return nothing;
    const { maxLength, alignment } = activityOf(host);
    return compose({
      forms,
      id: place,
      writing,
      reply: place !== ROOT,
      maxLength,
      alignments: alignment ? alignments() : [],
      root: host.root,
      notice: host.privacy(),
      say: (text) => host.announce(text),
      onChange: (change) => this.write(place, change),
      onSubmit: () => void this.post(place),
      onCancel: () => void this.cancel(place),
    });
  }

  isOpen(place: string): boolean {
    return this.open.has(place);
  }

  async begin(place: string): Promise<void> {
    if (!this.open.has(place)) {
      this.open.set(place, (await this.draft(place)) ?? { body: '' });
      this.host.update();
    }
    await this.host.focusOn(`#body-${place}`);
  }

  private write(place: string, change: Partial<Writing>): void {
    const { host } = this;
    if (!this.started && change.body) host.emit('cq-start', undefined);
    this.started ||= Boolean(change.body);
    const writing = { body: '', ...this.open.get(place), ...change };
    this.open.set(place, writing);
    host.update();
    const { body, alignment } = writing;
    if ('body' in change || 'alignment' in change)
      void host.client().saveDraft(this.draftKey(place), { body, alignment });
  }

  private async post(place: string): Promise<void> {
    const { host } = this;
    const { body, alignment } = this.open.get(place)!;
    const wrong = host.inLanguage(() => this.findWrong(body));
    if (wrong) return this.refuse(place, wrong);
    this.write(place, { sending: true });
    const elsewhere = host.markFocus();
    const parent = place === ROOT ? undefined : host.thread.find(place);
    const answer = await host.contribute({
      kind: 'comment',
      body,
      ...(alignment && { alignment }),
      ...(parent && { parent: parent.id }),
      ...(host.subject() && !parent && { subject: host.subject() }),
    });
    if (!answer.ok) {
      host.emit('cq-error', answer.problem);
      return this.refuse(
        place,
        host.inLanguage(() => host.describe(answer.problem)),
      );
    }
    await this.posted(place, answer.value, { body, alignment: alignment ?? null, parent }, elsewhere);
  }

  /** Says in the form why it was not sent; what another form said is over. */
  private async refuse(place: string, error: string): Promise<void> {
    for (const [other, writing] of this.open) this.open.set(other, { ...writing, error: undefined });
    this.write(place, { sending: false, error });
    await this.host.focusOn('#error-summary');
  }

  /** The text is cleared only now: the backend has it, or this device keeps it. */
  private async posted(
    place: string,
    delivery: Delivery,
    { parent, ...given }: Pick<Comment, 'body' | 'alignment'> & { parent: Comment | undefined },
    elsewhere: () => boolean,
  ): Promise<void> {
    const { host } = this;
    this.open.delete(place);
    // Another thread of this activity on the page has its words there: they stay.
    if ((await this.draft(place))?.body === given.body) await host.client().forgetDraft(this.draftKey(place));
    if (delivery.state === 'saved') {
      await host.saySaved();
      host.update();
      return elsewhere() ? undefined : host.focusOn('#title');
    }
    const { id, acceptedAt } = delivery.receipt;
    host.own.add(id);
    if (parent && parent.replies > 0 && !host.thread.replies.has(parent.id))
      await host.moreReplies(parent.id);
    host.thread.add({
      ...given,
      id,
      acceptedAt,
      parent: parent?.id ?? null,
      depth: parent ? parent.depth + 1 : 0,
      subject: null,
      state: 'published',
      author: '',
      replies: 0,
      votes: { up: 0, down: 0 },
    });
    host.say(() => msg('Votre commentaire est publié.'));
    if (!elsewhere()) await host.focusOn(`#c-${id}`);
  }

  private findWrong(body: string): string {
    if (SHOWS_NOTHING.test(body)) return msg('Écrivez votre commentaire avant de le publier.');
    const { maxLength } = activityOf(this.host);
    return body.length > maxLength
      ? msg(str`Votre texte est trop long : ${number(maxLength)} caractères au plus.`)
      : '';
  }

  /** The draft stays: who comes back to it finds it. */
  private async cancel(place: string): Promise<void> {
    this.open.delete(place);
    this.host.update();
    await this.host.focusOn(place === ROOT ? '#write' : `#c-${place}`);
  }

  private async draft(place: string): Promise<Writing | undefined> {
    return (await this.host.client().draft<Writing>(this.draftKey(place)))?.value;
  }

  private draftKey(place: string): string {
    return `comment:${activityOf(this.host).id}:${this.host.subject()}:${place}`;
  }
}
