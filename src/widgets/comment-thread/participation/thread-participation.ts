import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import type { ClientEvent, Pending } from '../../../client/client.js';
import type { Comment, CommentChoice, CommentVotes } from '../../../contract/comments.js';
import { COUNTED } from '../../../domain/comment-votes.js';
import { Ballots } from '../../base/ballots.js';
import { button } from '../../base/forms/button.js';
import { displayText } from '../../base/thread-written.js';
import type { Taken } from '../comment.js';
import type { Vote } from '../votes.js';
import { Answers } from './answers.js';
import type { ThreadHost } from './host.js';
import { Reports } from './report.js';
import { minutesWords } from './words.js';
import { Writings } from './writing.js';

/** How long others may go on before it is asked again what of it concerns this reader, in milliseconds. */
const PAUSE = 30_000;

/** What follows from something of this reader’s own is not what others do, in milliseconds. */
const ECHO = 1000;

/**
 * The half of a thread that only those need who take part: write, change, vote, report and withdraw. A file of its own,
 * which the browser asks for once the first view is there.
 */
export class ThreadParticipation {
  readonly writings: Writings;
  readonly reports: Reports;
  private readonly answers: Answers;
  private readonly ballots: Ballots<CommentChoice>;
  /** The counts that voting gave a right to see. */
  private readonly earned = new Map<string, CommentVotes>();
  private withdrawing = '';
  private asked = 0;
  private stored = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly host: ThreadHost) {
    this.writings = new Writings(host);
    this.reports = new Reports(host);
    this.answers = new Answers(host);
    this.ballots = new Ballots((id, before, after) => this.moveCounts(id, before, after));
  }

  /** Takes up what this reader has begun, and what is theirs. */
  async load(): Promise<void> {
    await Promise.all([this.writings.load(), this.loadMine()]);
  }

  /** Asks for nothing any more. */
  end(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  hear(event: ClientEvent): void {
    switch (event.type) {
      case 'outbox':
        return this.ballots.follow(this.host.pending());
      case 'stored':
        this.stored = Date.now();
        if (event.receipt.kind === 'comment') this.host.own.add(event.receipt.id);
        if (event.receipt.kind === 'withdrawal') this.withdrawn(event.receipt.id);
        if (event.kept && event.receipt.pending) void this.loadMine();
        this.writings.stored(event.receipt);
        return this.ballots.follow(this.host.pending());
      case 'proving':
        return;
      case 'changed':
        if (event.own) void this.loadMine();
        else if (this.host.own.size > 0) this.askAgain();
        return;
      case 'forgotten': {
        const { changes, unpublished } = this.writings;
        const all = [
          this.ballots,
          this.host.own,
          this.reports,
          this.earned,
          this.answers,
          changes,
          unpublished,
        ];
        for (const kept of all) kept.clear();
      }
    }
  }

  /** Whether a vote on a comment is on its way. */
  isVoting(id: string): boolean {
    return this.ballots.isOpen(id);
  }

  /** What this reader made of a comment, and what else they can do with it. */
  of({ id }: Comment): Taken {
    const own = this.host.own.has(id);
    const vote = this.ballots.of(id);
    if (this.writings.unpublished.has(id)) return { own };
    const which = own ? this.openingWords(id) : undefined;
    return {
      own,
      vote,
      earned: vote ? this.earned.get(id) : undefined,
      saved: this.ballots.isSaved(id),
      reported: this.reports.has(id),
      which,
      tools: which !== undefined && this.host.canTakePart() ? this.renderTools(id, which) : undefined,
      below: this.renderBelow(id),
    };
  }

  /** What waits on this device or was refused. Votes on their way are marked where they are. */
  renderPending(): unknown {
    const shown = this.host
      .pending()
      .filter(
        ({ state, kept, contribution }) =>
          state === 'refused' || (kept && contribution.kind !== 'comment-ballot'),
      );
    return this.host.kept(shown, pendingWords);
  }

  /** What concerns this reader alone: answers to their comments, and what of theirs others do not see. */
  renderOwn(): unknown {
    return html`${this.answers.render()}
    ${this.writings.unpublished.render(
      (id) =>
        html`${this.host.canTakePart() ? html`<div class="row actions">${this.renderTools(id, this.openingWords(id))}</div>` : nothing}
        ${this.renderBelow(id)}`,
    )}`;
  }

  async vote(item: string, choice: Vote): Promise<void> {
    const { host } = this;
    const answer = await this.ballots.cast(item, choice, () =>
      host.contribute({ kind: 'comment-ballot', item, choice }),
    );
    host.update();
    if (!answer.ok) return host.tellProblem(answer.problem);
    // A later vote may have taken its place, and tells what becomes of it.
    if (answer.value.state === 'saved') return this.ballots.isSaved(item) ? host.saySaved() : undefined;
    if (host.thread.find(item)?.votes === null) await this.loadMine();
    host.say(() => (choice ? msg('Vote enregistré.') : msg('Vote retiré.')));
  }

  /** How one’s own comment begins, for those who hear its buttons in a list of buttons; empty where it has no text. */
  private openingWords(id: string): string {
    const text = displayText(this.writings.given(id)?.body ?? '')
      .replace(/\s+/g, ' ')
      .trim();
    const [beginning] = /^.{0,60}(?= |$)|^.{60}/u.exec(text)!;
    return beginning === text ? text : `${beginning}…`;
  }

  /** `nothing` where nothing is open: the comment above is then not drawn again for it. */
  private renderBelow(id: string): unknown {
    const { host, reports, writings } = this;
    const canWrite = host.canTakePart();
    const answering = canWrite && writings.isOpen(id);
    const changing = canWrite && writings.isChanging(id);
    const withdrawing = this.withdrawing === id;
    if (!answering && !changing && !withdrawing && !reports.isOpen(id)) return nothing;
    return html`${reports.render(id)} ${withdrawing ? this.renderWithdrawal(id) : nothing}
    ${changing ? writings.renderChange(id) : nothing} ${answering ? writings.render(id) : nothing}`;
  }

  /** Change, while one may, and withdraw. `opening` is how the comment begins. */
  private renderTools(id: string, opening: string): unknown {
    const { host, writings } = this;
    const left = writings.changes.left(id);
    const of = opening && `, ${opening}`;
    const waits = host
      .pending()
      .some(({ contribution: one }) => one.kind === 'comment-change' && one.item === id);
    return html`${
      left > 0 && !waits && host.thread.find(id)?.body !== null
        ? html`${button({
              label: msg('Modifier'),
              of,
              variant: 'link',
              describedby: `left-${id}`,
              onClick: () => void writings.beginChange(id),
            })} <span class="muted" id="left-${id}">(${minutesWords(left)})</span>`
        : nothing
    }
    ${button({
      label: msg('Retirer'),
      of,
      variant: 'link',
      onClick: () => {
        this.withdrawing = id;
        host.update();
        void host.focusOn(`#withdraw-${id}`);
      },
    })}`;
  }

  private renderWithdrawal(id: string): unknown {
    return this.host.forms()?.confirmation({
      id: `withdraw-${id}`,
      question: msg(
        'Retirer ce commentaire ? Son texte sera effacé pour de bon ; les réponses des autres resteront.',
      ),
      yes: msg('Retirer'),
      no: msg('Garder'),
      onYes: () => void this.withdraw(id),
      onNo: () => {
        this.withdrawing = '';
        this.host.update();
        void this.host.focusOn(this.writings.anchor(id));
      },
    });
  }

  private async withdraw(item: string): Promise<void> {
    const { host, writings } = this;
    const unseen = writings.unpublished.has(item);
    const answer = await host.contribute({ kind: 'withdrawal', item });
    this.withdrawing = '';
    host.update();
    if (!answer.ok) return host.tellProblem(answer.problem);
    if (answer.value.state === 'saved') {
      await host.saySaved();
      return host.focusOn(writings.anchor(item));
    }
    host.say(() => msg('Votre commentaire est retiré.'));
    await host.focusOn(unseen ? '#title' : `#c-${item}`);
  }

  private withdrawn(item: string): void {
    const { changes, unpublished } = this.writings;
    changes.over(item);
    unpublished.delete(item);
    this.host.thread.replace(item, (comment) => ({
      ...comment,
      state: 'withdrawn',
      body: null,
      alignment: null,
    }));
    this.host.update();
  }

  private moveCounts(id: string, before: Vote, after: Vote): void {
    const moved = (counts: CommentVotes): CommentVotes => {
      const votes = { ...counts };
      if (before) votes[COUNTED[before]] = (votes[COUNTED[before]] ?? 0) - 1;
      if (after) votes[COUNTED[after]] = (votes[COUNTED[after]] ?? 0) + 1;
      return votes;
    };
    this.host.thread.replace(id, (comment) =>
      comment.votes ? { ...comment, votes: moved(comment.votes) } : comment,
    );
    const earned = this.earned.get(id);
    if (earned) this.earned.set(id, moved(earned));
    this.host.update();
  }

  /** Others did something: now and then, it is asked whether it concerns this reader. */
  private askAgain(): void {
    const wait = Math.max(this.asked + PAUSE, this.stored + ECHO) - Date.now();
    this.timer ??= setTimeout(
      () => {
        this.timer = undefined;
        this.asked = Date.now();
        void this.loadMine();
      },
      Math.max(0, wait),
    );
  }

  private async loadMine(): Promise<void> {
    const { host, writings } = this;
    const answer = await host.client().mine(host.view().activity.id);
    if (!answer.ok) return;
    const { answers, author, ballots, changeable, own, reported, unpublished } = answer.value;
    this.ballots.take(ballots, host.pending());
    for (const { item, votes } of ballots)
      if (votes && 'up' in votes && !this.ballots.isOpen(item)) this.earned.set(item, votes);
    for (const id of own) host.own.add(id);
    this.reports.take(reported);
    writings.author = author;
    // A backend of before tells none of these.
    if (changeable) writings.changes.take(changeable);
    const published = unpublished ? writings.unpublished.take(unpublished) : [];
    if (published.some((id) => own.includes(id))) host.say(() => msg('Votre commentaire est publié.'));
    if (answers) await this.answers.take(answers);
    host.update();
  }
}

/** What waits on this device or was refused, so that it can be copied. */
function pendingWords({ contribution }: Pending): string {
  switch (contribution.kind) {
    case 'comment':
    case 'comment-change':
      return contribution.body;
    case 'comment-ballot':
      return msg('Votre vote sur un commentaire');
    case 'report':
      return [msg('Votre signalement'), contribution.text].filter(Boolean).join('\n\n');
    case 'appeal':
      return contribution.text;
    default:
      return msg('Le retrait de votre commentaire');
  }
}
