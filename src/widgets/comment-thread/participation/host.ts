import type { Answer, ClientProblem, ConsultationClient, Delivery, Pending } from '../../../client/client.js';
import type { ActivityOf, View } from '../../../contract/consultation.js';
import type { Language } from '../../../contract/text.js';
import type { ConsultationEvents, GivenHere } from '../../base/element.js';
import type * as Forms from '../../base/participation.js';
import type { Reading } from '../reading/thread-reading.js';
import type { Thread } from '../thread.js';

/** What a thread lends to the half of it that only those need who take part. */
export interface ThreadHost {
  /** The comments that are shown. */
  readonly thread: Thread;
  /** The reader's own comments. */
  readonly own: Set<string>;
  /** Where fields are looked for. */
  readonly root: ParentNode;
  client(): ConsultationClient;
  view(): View;
  language(): Language;
  /** The idea that the thread is about; empty for none in particular. */
  subject(): string;
  /** The language of what citizens wrote; empty where it is not known. */
  writtenIn(): string;
  canTakePart(): boolean;
  /** What of the activity waits on this device or was refused. */
  pending(): readonly Pending[];
  /** Forms and rules that all widgets share: there whenever a form is shown. */
  forms(): typeof Forms | undefined;
  /** Renders again. */
  update(): void;
  /** Gives something to the activity. */
  contribute(given: GivenHere): Promise<Answer<Delivery>>;
  emit<Name extends keyof ConsultationEvents>(name: Name, detail: ConsultationEvents[Name]): void;
  announce(text: string): void;
  /** Announces what `words` gives, in the widget's language. */
  say(words: () => string): void;
  /** Says that this device keeps what was given. */
  saySaved(): Promise<void>;
  inLanguage<Result>(work: () => Result): Result;
  describe(problem: ClientProblem): string;
  /** Shows and announces a refusal where there is no form to say it in. */
  tellProblem(problem: ClientProblem): void;
  /** Marks where the focus is: what it gives tells later whether the reader has gone elsewhere. */
  markFocus(): () => boolean;
  focusOn(selector: string): Promise<void>;
  /** Does what those need who look around: moves to a comment, fetches answers, tells what others did. */
  look(work: (reading: Reading) => Promise<void>): Promise<void>;
  /** What becomes of personal information, beside each form. */
  privacy(): unknown;
  /** What this device keeps, or was refused: `describe` says what it is. */
  kept(entries: readonly Pending[], describe: (entry: Pending) => unknown): unknown;
}

/** The definition of the thread. */
export function activityOf(host: ThreadHost): ActivityOf<'comments'> {
  return host.view().activity as ActivityOf<'comments'>;
}
