import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import type { ClientEvent, Pending } from '../../../client/client.js';
import type { Comment } from '../../../contract/comments.js';
import { Ballots } from '../../base/ballots.js';
import { button } from '../../base/forms/button.js';
import type { Taken } from '../comment.js';
import type { ThreadHost } from './host.js';
import { Reports } from './report.js';
import type { Vote } from '../votes.js';
import { Writings } from './writing.js';

/**
 * The half of a thread that only those need who take part: write, vote, report and withdraw. A file of its own, which
 * the browser asks for once the first view is there.
 */
export class ThreadParticipation {
  readonly writings: Writings;
  readonly reports: Reports;
  private readonly ballots: Ballots<NonNullable<Vote>>;
  private withdrawing = '';

  constructor(private readonly host: ThreadHost) {
    this.writings = new Writings(host);
    this.reports = new Reports(host);
    this.ballots = new Ballots((id, before, after) => this.moveCounts(id, before, after));
  }

  /** Takes up what this reader has begun, and what is theirs. */
  async load(): Promise<void> {
    await Promise.all([this.writings.load(), this.loadMine()]);
  }

  hear(event: ClientEvent): void {
    switch (event.type) {
      case 'outbox':
        return this.ballots.follow(this.host.pending());
      case 'stored':
        if (event.receipt.kind === 'comment') this.host.own.add(event.receipt.id);
        return this.ballots.follow(this.host.pending());
      case 'changed':
        if (event.own) void this.loadMine();
        return;
      case 'forgotten':
        for (const kept of [this.ballots, this.host.own, this.reports]) kept.clear();
    }
  }

  /** Whether a vote on a comment is on its way. */
  isVoting(id: string): boolean {
    return this.ballots.isOpen(id);
  }

  /** What this reader made of a comment, and what else they can do with it. */
  of({ id }: Comment): Taken {
    const own = this.host.own.has(id);
    return {
      own,
      vote: this.ballots.of(id),
      saved: this.ballots.isSaved(id),
      reported: this.reports.has(id),
      tools: own && this.host.canTakePart() ? this.renderTools(id) : nothing,
      below: this.renderBelow(id),
    };
  }

  /** `nothing` where nothing is open: the comment above is then not drawn again for it. */
  private renderBelow(id: string): unknown {
    const writing = this.host.canTakePart() && this.writings.isOpen(id);
    if (!writing && !this.reports.isOpen(id) && this.withdrawing !== id) return nothing;
    return html`${this.reports.render(id)} ${this.withdrawing === id ? this.renderWithdrawal(id) : nothing}
    ${writing ? this.writings.render(id) : nothing}`;
  }

  /** What waits on this device or was refused. Votes on their way are marked where they are. */
  renderPending(): unknown {
    const shown = this.host
      .pending()
      .filter(
        ({ state, kept, contribution }) => state === 'refused' || (kept && contribution.kind === 'comment'),
      );
    return this.host.kept(shown, pendingWords);
  }

  async vote(item: string, choice: Vote): Promise<void> {
    const { host } = this;
    const answer = await this.ballots.cast(item, choice, () =>
      host.contribute({ kind: 'comment-ballot', item, choice }),
    );
    host.update();
    if (!answer.ok) return host.tellProblem(answer.problem);
    if (answer.value.state === 'saved') return host.saySaved();
    host.say(() => (choice ? msg('Vote enregistré.') : msg('Vote retiré.')));
  }

  private renderTools(id: string): unknown {
    return button({
      label: msg('Retirer'),
      variant: 'link',
      onClick: () => {
        this.withdrawing = id;
        this.host.update();
        void this.host.focusOn(`#withdraw-${id}`);
      },
    });
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
        void this.host.focusOn(`#c-${id}`);
      },
    });
  }

  private async withdraw(item: string): Promise<void> {
    const { host } = this;
    const answer = await host.contribute({ kind: 'withdrawal', item });
    this.withdrawing = '';
    host.update();
    if (!answer.ok) return host.tellProblem(answer.problem);
    host.thread.replace(item, (comment) => ({ ...comment, state: 'withdrawn', body: null, alignment: null }));
    host.say(() => msg('Votre commentaire est retiré.'));
    await host.focusOn(`#c-${item}`);
  }

  private moveCounts(id: string, before: Vote, after: Vote): void {
    this.host.thread.replace(id, (comment) => {
      if (!comment.votes) return comment;
      const votes = { ...comment.votes };
      if (before) votes[before] -= 1;
      if (after) votes[after] += 1;
      return { ...comment, votes };
    });
    this.host.update();
  }

  private async loadMine(): Promise<void> {
    const { host } = this;
    const answer = await host.client().mine(host.view().activity.id);
    if (!answer.ok) return;
    const { ballots, own, reported } = answer.value;
    this.ballots.take(ballots, host.pending());
    for (const id of own) host.own.add(id);
    this.reports.take(reported);
    host.update();
  }
}

/** What waits on this device or was refused, so that it can be copied. */
function pendingWords({ contribution }: Pending): string {
  switch (contribution.kind) {
    case 'comment':
      return contribution.body;
    case 'comment-ballot':
      return msg('Votre vote sur un commentaire');
    case 'report':
      return msg('Votre signalement');
    default:
      return msg('Le retrait de votre commentaire');
  }
}
