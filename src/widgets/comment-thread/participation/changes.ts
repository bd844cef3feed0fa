import { msg, str } from '@lit/localize';
import type { OwnInActivity } from '../../../contract/contributions.js';
import { editableFor } from '../../../domain/threads.js';
import { activityOf, type ThreadHost } from './host.js';
import { minutesWords } from './words.js';

/** Which of the reader’s own comments may still be changed, into which version, and until when by this device’s clock. */
export class Changes {
  private readonly known = new Map<string, { version: number; until: number }>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `isOpen` says whether a comment is being changed: its author then hears how much time is left. */
  constructor(
    private readonly host: ThreadHost,
    private readonly isOpen: (id: string) => boolean,
  ) {}

  /** What the backend says; a form that is open keeps its time. */
  take(changeable: NonNullable<OwnInActivity['changeable']>): void {
    const now = Date.now();
    const still = new Set(changeable.map(({ id }) => id));
    for (const id of this.known.keys()) if (!still.has(id) && !this.isOpen(id)) this.known.delete(id);
    for (const { id, version, secondsLeft } of changeable)
      this.known.set(id, { version, until: now + secondsLeft * 1000 });
    this.tick();
  }

  /** What was stored just now. */
  given(id: string, version: number): void {
    const until = this.known.get(id)?.until ?? Date.now() + editableFor(activityOf(this.host));
    this.known.set(id, { version, until });
    this.tick();
  }

  over(id: string): void {
    this.known.delete(id);
  }

  clear(): void {
    this.known.clear();
  }

  /** The version that is stored now. */
  versionOf(id: string): number {
    return this.known.get(id)?.version ?? 1;
  }

  /** How much time is left to change a comment, in milliseconds; 0 where there is none. */
  left(id: string): number {
    return Math.max(0, (this.known.get(id)?.until ?? 0) - Date.now());
  }

  /** Shows each minute that passes; who writes hears of the last one, and of the end. */
  private tick(): void {
    clearTimeout(this.timer);
    const lefts = [...this.known.keys()].map((id) => this.left(id)).filter((left) => left > 0);
    if (lefts.length === 0) return;
    const next = Math.min(...lefts.map((left) => left % 60_000 || 60_000));
    this.timer = setTimeout(() => {
      for (const id of this.known.keys()) if (this.isOpen(id)) this.tell(this.left(id));
      this.host.update();
      this.tick();
    }, next + 5);
  }

  private tell(left: number): void {
    if (left <= 0) this.host.say(() => msg('Le temps de modifier ce commentaire est passé.'));
    else if (left < 60_000)
      this.host.say(() => msg(str`Temps restant pour modifier : ${minutesWords(left)}`));
  }
}
