import type { Answer, Delivery, Pending } from '../../client/client.js';
import type { OwnBallot } from '../../contract/contributions.js';

/** The reader's votes on the items of a list: shown at once, and taken back on screen when they are refused. */
export class Ballots<Choice extends string> {
  private readonly shown = new Map<string, Choice | null>();
  /** What the backend holds, of the votes that it has not answered yet. */
  private readonly held = new Map<string, Choice | null>();
  /** Items whose vote is being given; one is there twice while a second vote follows the first. */
  private giving: string[] = [];

  /** `move` brings the counts of an item along. */
  constructor(private readonly move: (item: string, before: Choice | null, after: Choice | null) => void) {}

  of(item: string): Choice | null {
    return this.shown.get(item) ?? null;
  }

  /** Whether the backend has yet to answer, so that its counts are older than what is shown. */
  isOpen(item: string): boolean {
    return this.held.has(item);
  }

  /** Whether this device keeps the vote until the network is back. */
  isSaved(item: string): boolean {
    return this.isOpen(item) && !this.giving.includes(item);
  }

  /** Shows a vote, gives it, and shows the truth again if it is refused. */
  async cast(
    item: string,
    choice: Choice | null,
    give: () => Promise<Answer<Delivery>>,
  ): Promise<Answer<Delivery>> {
    this.show(item, choice);
    this.giving.push(item);
    const answer = await give();
    this.giving.splice(this.giving.indexOf(item), 1);
    if (answer.ok && answer.value.state === 'stored') this.settle(item, choice);
    else if (!answer.ok && this.of(item) === choice) this.takeBack(item);
    return answer;
  }

  /** What the backend holds of this reader, and what this device has yet to send. */
  take(ballots: readonly OwnBallot[], pending: readonly Pending[]): void {
    for (const { item, choice } of ballots) {
      (this.isOpen(item) ? this.held : this.shown).set(item, choice as Choice | null);
    }
    for (const { contribution, state } of pending) {
      if (state === 'refused' || !('choice' in contribution) || this.isOpen(contribution.item)) continue;
      this.show(contribution.item, contribution.choice as Choice | null);
    }
  }

  /** Settles what was kept on this device: sent by now, or refused. */
  follow(pending: readonly Pending[]): void {
    for (const item of [...this.held.keys()].filter((one) => this.isSaved(one))) {
      const entry = pending.findLast(
        ({ contribution }) => 'choice' in contribution && contribution.item === item,
      );
      if (!entry) this.held.delete(item);
      else if (entry.state === 'refused') this.takeBack(item);
    }
  }

  clear(): void {
    this.shown.clear();
    this.held.clear();
  }

  private show(item: string, choice: Choice | null): void {
    const before = this.of(item);
    if (!this.held.has(item)) this.held.set(item, before);
    this.shown.set(item, choice);
    this.move(item, before, choice);
  }

  private settle(item: string, choice: Choice | null): void {
    if (this.of(item) === choice) this.held.delete(item);
    else this.held.set(item, choice);
  }

  private takeBack(item: string): void {
    this.show(item, this.held.get(item) ?? null);
    this.held.delete(item);
  }
}
