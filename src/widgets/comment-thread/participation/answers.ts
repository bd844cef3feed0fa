import { nothing } from 'lit';
import type { OwnInActivity } from '../../../contract/contributions.js';
import { button } from '../../base/forms/button.js';
import type { ThreadHost } from './host.js';
import { answersWords } from './words.js';

type Answered = NonNullable<OwnInActivity['answers']>;

/** What others answered to the reader’s own comments since the reader last looked. */
export class Answers {
  /** Oldest first. */
  private unseen: Answered = [];
  private seen: string | undefined;

  constructor(private readonly host: ThreadHost) {}

  /** What the backend tells; what is new is announced in its turn. */
  async take(answers: Answered): Promise<void> {
    this.seen ??= (await this.host.client().draft<string>(this.key))?.value ?? '';
    const before = this.unseen.length;
    this.unseen = answers.filter(({ acceptedAt }) => acceptedAt > this.seen!).reverse();
    if (this.unseen.length <= before) return;
    const words = () => (this.unseen.length > 0 ? answersWords(this.unseen.length) : '');
    await this.host.look(async ({ lists }) => lists.tell(words));
  }

  clear(): void {
    this.unseen = [];
    this.seen = undefined;
  }

  render(): unknown {
    const [first] = this.unseen;
    if (!first) return nothing;
    return button({
      label: answersWords(this.unseen.length),
      icon: 'reply',
      variant: 'secondary',
      onClick: () => void this.show(first),
    });
  }

  /** Leads to one; the others stay behind the button. How far one has looked is kept for a week, as drafts are. */
  private async show({ id, acceptedAt }: Answered[number]): Promise<void> {
    this.seen = acceptedAt;
    this.unseen = this.unseen.slice(1);
    await this.host.client().saveDraft(this.key, acceptedAt, { keep: true });
    this.host.update();
    await this.host.look((reading) => reading.goTo(id));
  }

  private get key(): string {
    return `answers:${this.host.view().activity.id}`;
  }
}
