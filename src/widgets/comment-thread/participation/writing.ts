import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { ClientProblem, Delivery } from '../../../client/client.js';
import type { Comment } from '../../../contract/comments.js';
import type { Receipt } from '../../../contract/contributions.js';
import { SHOWS_NOTHING } from '../../../contract/limits.js';
import { modeOf } from '../../../domain/threads.js';
import { number } from '../../base/dates.js';
import { prose } from '../../base/thread-written.js';
import { positionTemplate } from '../comment.js';
import { alignments } from '../words.js';
import { Changes } from './changes.js';
import { compose, type Writing } from './compose.js';
import { activityOf, type ThreadHost } from './host.js';
import { authorWords, Unpublished } from './unpublished.js';

/** The thread itself, as a place to write; a comment's id stands for an answer to it. */
export const ROOT = 'root';

/** Where one’s own comment is changed. */
const EDIT = 'edit-';

/** What is being written in a thread: drafts, forms, and what becomes of them. */
export class Writings {
  readonly changes: Changes;
  readonly unpublished: Unpublished;
  /** The pseudonym that others see, once there is one. */
  author: string | undefined;
  private readonly open = new Map<string, Writing>();
  /** What this device keeps of changes until the network is back, by comment. */
  private readonly kept = new Map<string, Given>();
  private started = false;

  constructor(private readonly host: ThreadHost) {
    this.changes = new Changes(host, (id) => this.isOpen(EDIT + id));
    this.unpublished = new Unpublished(host);
  }

  /** Opens the form of the thread again where something was begun on this visit. */
  async load(): Promise<void> {
    const draft = await this.draft(ROOT);
    if (draft?.body && !this.open.has(ROOT)) this.write(ROOT, draft);
  }

  isOpen(place: string): boolean {
    return this.open.has(place);
  }

  /** The form that is open at a place, if any. */
  render(place: string): unknown {
    const { host } = this;
    const writing = this.open.get(place);
    const forms = host.forms();
    if (!writing || !forms) return nothing;
    const definition = activityOf(host);
    const changed = changedAt(place);
    return compose({
      forms,
      id: place,
      kind: place === ROOT ? 'comment' : changed ? 'change' : 'answer',
      writing,
      maxLength: definition.maxLength,
      waits: !changed && modeOf(definition) === 'before',
      left: changed === undefined ? undefined : this.changes.left(changed),
      alignments: definition.alignment ? alignments() : [],
      root: host.root,
      notice: host.privacy(),
      pending: host.pending(),
      preview: () => this.renderPreview(writing),
      say: (text) => host.announce(text),
      onChange: (change) => this.write(place, change),
      onStage: (stage) => void this.turnTo(place, stage),
      onEarlier: (id) => void this.show(id),
      onSubmit: (trap) => void this.submit(place, trap),
      onCancel: () => void this.cancel(place),
    });
  }

  /** The form in which one’s own comment is changed. */
  renderChange(id: string): unknown {
    return this.render(EDIT + id);
  }

  isChanging(id: string): boolean {
    return this.isOpen(EDIT + id);
  }

  async begin(place: string): Promise<void> {
    if (!this.open.has(place)) {
      this.open.set(place, (await this.draft(place)) ?? { body: '' });
      this.host.update();
    }
    await this.host.focusOn(`#body-${place}`);
  }

  /** Opens one’s own comment as it is, or as it was changed so far. */
  async beginChange(id: string): Promise<void> {
    const place = EDIT + id;
    if (!this.open.has(place)) {
      const { body, alignment } = this.given(id)!;
      const draft = await this.draft(place);
      this.open.set(place, draft ?? { body: body ?? '', alignment: alignment ?? undefined });
      this.host.update();
    }
    await this.host.focusOn(`#body-${place}`);
  }

  /** Moves to one’s own comment, wherever it is shown. */
  async show(id: string): Promise<void> {
    await (this.unpublished.has(id)
      ? this.host.focusOn(`#u-${id}`)
      : this.host.look((reading) => reading.goTo(id)));
  }

  /** Where one’s own comment is shown. */
  anchor(id: string): string {
    return this.unpublished.has(id) ? `#u-${id}` : `#c-${id}`;
  }

  private renderPreview({ body, alignment }: Writing): unknown {
    const { host } = this;
    const words = prose(body, host.view(), host.client().api);
    return html`<div class="row">
        <strong>${authorWords(this.author)}</strong>
        ${alignment ? positionTemplate(alignment) : nothing}
      </div>
      <div class="prose" dir="auto" lang=${host.writtenIn()}>${words}</div>`;
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

  /** Shows the text as all will read it, what of it looks personal, or the field again. */
  private async turnTo(place: string, stage: Writing['stage']): Promise<void> {
    if (stage === 'preview') {
      const wrong = this.host.inLanguage(() => this.findWrong(this.open.get(place)!.body));
      if (wrong) return this.refuse(place, wrong);
    }
    this.write(place, { stage, error: undefined, earlier: undefined });
    await this.host.focusOn(stage ? `#stage-${place}` : `#body-${place}`);
  }

  private async submit(place: string, trap: string): Promise<void> {
    const { host } = this;
    const { body, stage } = this.open.get(place)!;
    const wrong = host.inLanguage(() => this.findWrong(body));
    if (wrong) return this.refuse(place, wrong);
    const found = host.forms()!.findPersonalData(body);
    if (stage !== 'warning' && stage !== 'person' && found.length > 0) return this.turnTo(place, 'warning');
    const changed = changedAt(place);
    await (changed ? this.change(place, changed, trap) : this.post(place, trap));
  }

  private async post(place: string, trap: string): Promise<void> {
    const { host } = this;
    const { body, alignment } = this.open.get(place)!;
    this.write(place, { sending: true });
    const elsewhere = host.markFocus();
    const parent = place === ROOT ? undefined : host.thread.find(place);
    const answer = await host.contribute({
      kind: 'comment',
      body,
      ...(alignment && { alignment }),
      ...(parent && { parent: parent.id }),
      ...(host.subject() && !parent && { subject: host.subject() }),
      ...(trap && { trap }),
    });
    if (!answer.ok) return this.refused(place, answer.problem);
    if (trap && answer.value.state === 'saved') return this.askPerson(place, [answer.value]);
    await this.close(place, body);
    if (answer.value.state === 'saved') return this.saved(elsewhere);
    await this.posted(answer.value, { body, alignment: alignment ?? null, parent });
    if (!elsewhere()) await host.focusOn(this.anchor(answer.value.receipt.id));
  }

  private async posted(
    { receipt }: Extract<Delivery, { state: 'stored' }>,
    { parent, ...given }: Given & { parent: Comment | undefined },
  ): Promise<void> {
    const { host } = this;
    const { id, acceptedAt, pending } = receipt;
    host.own.add(id);
    this.changes.given(id, 1);
    if (pending) {
      this.unpublished.add({
        ...given,
        id,
        acceptedAt,
        parent: parent?.id ?? null,
        state: 'pending',
        version: 1,
      });
      host.update();
      return host.say(() => msg('Votre commentaire sera publié après lecture par la modération.'));
    }
    if (parent && parent.replies > 0 && !host.thread.replies.has(parent.id))
      await host.look(({ lists }) => lists.moreReplies(parent.id));
    host.thread.add({
      ...given,
      id,
      acceptedAt,
      parent: parent?.id ?? null,
      depth: parent ? parent.depth + 1 : 0,
      subject: null,
      state: 'published',
      author: this.author ?? '',
      replies: 0,
      votes: (activityOf(host).counts ?? 'always') === 'always' ? { up: 0, down: 0 } : null,
    });
    host.update();
    host.say(() => msg('Votre commentaire est publié.'));
  }

  /** Sends what one’s own comment is changed into; nothing where it says the same. */
  private async change(place: string, item: string, trap: string): Promise<void> {
    const { host } = this;
    const { body, alignment } = this.open.get(place)!;
    const now = this.given(item);
    if (now?.body === body && now.alignment === (alignment ?? null)) return this.cancel(place);
    this.write(place, { sending: true });
    const elsewhere = host.markFocus();
    const version = this.changes.versionOf(item) + 1;
    const answer = await host.contribute({
      kind: 'comment-change',
      item,
      version,
      body,
      ...(alignment && { alignment }),
      ...(trap && { trap }),
    });
    if (!answer.ok) return this.refused(place, answer.problem);
    if (trap && answer.value.state === 'saved') return this.askPerson(place, [answer.value]);
    await this.close(place, body);
    const given = { body, alignment: alignment ?? null };
    if (answer.value.state === 'saved') {
      this.kept.set(item, given);
      return this.saved(elsewhere);
    }
    this.changed(answer.value.receipt, given);
    host.say(() => msg('Votre commentaire est modifié.'));
    if (!elsewhere()) await host.focusOn(this.anchor(item));
  }

  /** What this device had kept is stored now. */
  stored(receipt: Receipt): void {
    const given = this.kept.get(receipt.id);
    if (receipt.version === 1 || !given) return;
    this.kept.delete(receipt.id);
    this.changed(receipt, given);
  }

  private changed({ id, version, acceptedAt: editedAt }: Receipt, now: Given): void {
    this.changes.given(id, version);
    this.unpublished.replace(id, { ...now, version });
    this.host.thread.replace(id, (comment) => ({ ...comment, ...now, editedAt }));
    this.host.update();
  }

  /** One’s own comment as it is stored. */
  given(id: string): Pick<Comment, 'body' | 'alignment'> | undefined {
    return this.unpublished.get(id) ?? this.host.thread.find(id);
  }

  /** What the backend refuses of the text is said at the field, where the text stays; it needs no copy beside it. */
  private async refused(place: string, problem: ClientProblem): Promise<void> {
    const { host } = this;
    host.emit('cq-error', problem);
    const errors = ('errors' in problem && problem.errors) || [];
    const wrong = errors.find(({ pointer }) => pointer === '/body');
    const trapped = errors.some(({ pointer }) => pointer === '/trap');
    const { body } = this.open.get(place)!;
    const copies = host
      .pending()
      .filter(({ state, contribution: one }) => state === 'refused' && 'body' in one && one.body === body);
    if (trapped && !wrong) return this.askPerson(place, copies);
    if (wrong) {
      for (const { id } of copies) await host.client().discard(id);
      if (wrong.code === 'no-longer-changeable' || wrong.code === 'needs-reading')
        this.changes.over(changedAt(place)!);
    }
    const error = wrong?.message ?? host.inLanguage(() => host.describe(problem));
    await this.refuse(place, error, wrong?.earlier);
  }

  /**
   * Asks who sends it, of what was sent with the field filled in that people are not shown. The text is in the form: no
   * `copies` of it are kept, which the backend would refuse.
   */
  private async askPerson(place: string, copies: readonly { id: string }[]): Promise<void> {
    for (const { id } of copies) await this.host.client().discard(id);
    this.write(place, { sending: false });
    await this.turnTo(place, 'person');
  }

  /** Says in the form why it was not sent; what another form said is over. */
  private async refuse(place: string, error: string, earlier?: string): Promise<void> {
    for (const [other, writing] of this.open)
      this.open.set(other, { ...writing, error: undefined, earlier: undefined });
    this.write(place, { sending: false, stage: undefined, error, earlier });
    await this.host.focusOn('#error-summary');
  }

  /** The text is cleared only now: the backend has it, or this device keeps it. */
  private async close(place: string, body: string): Promise<void> {
    this.open.delete(place);
    // Another thread of this activity on the page has its words there: they stay.
    if ((await this.draft(place))?.body === body) await this.host.client().forgetDraft(this.draftKey(place));
  }

  private async saved(elsewhere: () => boolean): Promise<void> {
    await this.host.saySaved();
    this.host.update();
    if (!elsewhere()) await this.host.focusOn('#title');
  }

  private findWrong(body: string): string {
    if (SHOWS_NOTHING.test(body)) return msg('Écrivez votre commentaire avant de le publier.');
    const { maxLength } = activityOf(this.host);
    return body.length > maxLength
      ? msg(str`Votre texte est trop long : ${number(maxLength)} caractères au plus.`)
      : '';
  }

  /** The draft stays: who comes back to it finds it. What one’s own comment was changed into so far does not. */
  private async cancel(place: string): Promise<void> {
    this.open.delete(place);
    const changed = changedAt(place);
    if (changed) await this.host.client().forgetDraft(this.draftKey(place));
    this.host.update();
    await this.host.focusOn(place === ROOT ? '#write' : changed ? this.anchor(changed) : `#c-${place}`);
  }

  private async draft(place: string): Promise<Writing | undefined> {
    return (await this.host.client().draft<Writing>(this.draftKey(place)))?.value;
  }

  private draftKey(place: string): string {
    return `comment:${this.host.view().activity.id}:${this.host.subject()}:${place}`;
  }
}

/** What was written. */
interface Given {
  body: string;
  alignment: Comment['alignment'];
}

/** Which comment is changed at a place, if one is. */
function changedAt(place: string): string | undefined {
  return place.startsWith(EDIT) ? place.slice(EDIT.length) : undefined;
}
