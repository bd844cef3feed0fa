import type {
  Alignment,
  CommentContext,
  CommentFilter,
  CommentPage,
  CommentSort,
  CommentBallotInput,
  ReportReason,
} from '../contract/comments.js';
import type { ActivityKind, View } from '../contract/consultation.js';
import type { OwnContributionPage, OwnInActivity, Receipt } from '../contract/contributions.js';
import type { Verdict } from '../contract/feedback.js';
import type { Idea, IdeaBallotInput, IdeaPage } from '../contract/ideas.js';
import type { Language } from '../contract/text.js';
import type { Outcome } from '../contract/outcome.js';
import type { Problem } from '../contract/problem.js';
import type { Answers } from '../contract/survey.js';
import type { Uploads } from './uploads.js';

/** What became of something the citizen gave: the backend has it, or this device keeps it until the backend does. */
export type Delivery = { state: 'stored'; receipt: Receipt } | { state: 'saved'; id: string };

/** Why nothing came from the network, as distinct from what the backend refused. */
export type ClientProblem = Problem | { code: 'offline'; title: string };

export type Answer<Value> = Outcome<Value, ClientProblem>;

/** What is given, before the client adds an id and the outbox keeps it. */
export type Contribution =
  | {
      kind: 'response';
      activity: string;
      answers: Answers;
      definition: number;
      begun?: string | undefined;
      /** The quotas that the citizen was told are full. */
      full?: readonly string[] | undefined;
      /** The response whose next version it is. */
      changes?: { response: string; version: number } | undefined;
    }
  | {
      kind: 'comment';
      activity: string;
      body: string;
      alignment?: Alignment;
      parent?: string;
      subject?: string;
      /** What the field that people are not shown was filled in with. */
      trap?: string;
    }
  | {
      kind: 'comment-change';
      activity: string;
      item: string;
      /** Which version of the comment this is: the first change is 2. */
      version: number;
      body: string;
      alignment?: Alignment;
      trap?: string;
    }
  | { kind: 'idea'; activity: string; title: string; body: string; section?: string }
  | { kind: 'feedback'; activity: string; verdict: Verdict; page: string }
  | { kind: 'feedback-details'; activity: string; feedback: string; details: string }
  | { kind: 'comment-ballot'; activity: string; item: string; choice: CommentBallotInput['choice'] }
  | { kind: 'idea-ballot'; activity: string; item: string; choice: IdeaBallotInput['choice'] }
  | { kind: 'report'; activity: string; item: string; reason: ReportReason; text?: string }
  | { kind: 'withdrawal'; activity: string; item: string }
  /** Asks that a decision about one's own comment be looked at again; the last one, unless told. */
  | { kind: 'appeal'; activity: string; item: string; text: string; decision?: string };

/** One entry of the outbox, as a widget shows it. */
export interface Pending {
  /** The contribution's id. */
  id: string;
  contribution: Contribution;
  /** Waiting for the network, under way, or refused for good (the text stays until the citizen lets it go). */
  state: 'waiting' | 'sending' | 'refused';
  /** Why it was refused. */
  problem?: Problem;
  /** When the citizen gave it (this device's clock, for display only). */
  givenAt: Date;
  /** False where storage is refused: kept in memory for this visit only. */
  durable: boolean;
  /** Whether whoever gave it was told that the device keeps it: until then their form shows it. */
  kept: boolean;
  /** Whether it is under way and the backend asked for a proof of work, which this device makes. */
  proving: boolean;
  /** Where too much was sent: when this device sends it again. */
  sendsAt?: Date;
}

/** What changed, for whoever listens with `subscribe`. */
export type ClientEvent =
  | { type: 'outbox' } // an entry was added, sent, refused or let go
  | { type: 'proving'; activity: string } // the backend asks for a proof of work, which takes a moment
  // the backend said yes to an entry: at once, or after the device had `kept` it for a while
  | { type: 'stored'; id: string; receipt: Receipt; kept: boolean }
  // others wrote, or this browser's own write was stored; `own` where another tab of this participant wrote
  | { type: 'changed'; activity: string; own?: boolean }
  | { type: 'forgotten' }; // this device forgot the participant

/** Whether what is written survives the visit on this device. */
export type Durability = 'device' | 'visit';

/** What became of a recovery link's key; `another-here`: nothing, since this browser has another participation. */
export type Adoption = 'adopted' | 'not-a-key' | 'another-here';

/** A draft as a widget keeps it. `value` is the widget's own plain JSON. */
export interface Draft<Value> {
  value: Value;
  savedAt: Date;
  /** Kept for 7 days on this device, rather than for this visit of this tab. */
  kept: boolean;
}

/** The one way to the network and to storage, shared by all widgets of one consultation on a page. Never rejects. */
export interface ConsultationClient {
  readonly api: string;
  readonly slug: string;

  /** What a widget needs for its first view. Served from the device's last copy (`stale`) when the backend cannot be reached. */
  view(
    kind: ActivityKind,
    options: {
      activity?: string;
      subject?: string;
      section?: string;
      /** Where the page's loader has begun in the ring of ideas already. */
      start?: number | undefined;
      signal?: AbortSignal;
      fresh?: boolean;
    },
  ): Promise<Answer<View & { stale?: boolean }>>;
  comments(
    activity: string,
    options: {
      sort?: CommentSort;
      cursor?: string;
      parent?: string;
      subject?: string;
      signal?: AbortSignal;
      fresh?: boolean;
    } & CommentFilter,
  ): Promise<Answer<CommentPage>>;
  /** A comment with what it answers, from the root down. */
  context(activity: string, id: string): Promise<Answer<CommentContext>>;
  ideas(
    activity: string,
    options: { section?: string; cursor?: string; signal?: AbortSignal; fresh?: boolean },
  ): Promise<Answer<IdeaPage>>;
  idea(
    activity: string,
    id: string,
    options?: { signal?: AbortSignal; fresh?: boolean },
  ): Promise<Answer<Idea>>;

  /** The participant's own votes, reports and contributions; empty, without a request, before the first write. */
  mine(activity: string, options?: { signal?: AbortSignal }): Promise<Answer<OwnInActivity>>;
  /** All that this participant gave to the consultation, newest first. */
  contributions(options?: { cursor?: string; signal?: AbortSignal }): Promise<Answer<OwnContributionPage>>;

  /**
   * Fetches what taking part needs and no first view waits for, and sends what an earlier visit kept. False where it
   * cannot be had now.
   */
  prepare(): Promise<boolean>;

  /**
   * Keeps a contribution in the outbox, then sends it. Resolves once the backend answered, or with `saved` as soon as
   * it is clear that the network does not answer; the outbox then goes on by itself. A refusal is told in `language`.
   */
  give(contribution: Contribution, language: Language): Promise<Answer<Delivery>>;

  /** Files that answers name, which are sent before; undefined where what sends them cannot be had now. */
  uploads(): Promise<Uploads | undefined>;

  /** What waits or was refused, for one activity, oldest first. */
  pending(activity: string): readonly Pending[];
  /** Tries again now. */
  retry(id?: string): void;
  /** Lets go of an entry that was refused, or that the citizen no longer wants to send. */
  discard(id: string): Promise<void>;

  /** Calls back on each event until the returned function is called. */
  subscribe(listener: (event: ClientEvent) => void): () => void;
  /** Follows the consultation's live changes while at least one widget asks for it; `changed` events result. */
  watch(): () => void;

  /** Drafts: in this tab for this visit; for 7 days on the device where `keep`. */
  draft<Value>(key: string): Promise<Draft<Value> | undefined>;
  saveDraft(key: string, value: unknown, options?: { keep?: boolean }): Promise<Durability>;
  forgetDraft(key: string): Promise<void>;

  /** Whether what is written here survives the visit. */
  durability(): Promise<Durability>;
  /** Whether this browser took part in the consultation already. */
  readonly participant: boolean;
  /** A link that gives this participant's key to another browser or site, in its fragment; undefined before the first write. */
  recoveryLink(language: Language): string | undefined;
  /** Whether a recovery link's participation is open for this visit only, beside the one that this browser keeps. */
  readonly visiting: boolean;
  /**
   * Takes the key that a recovery link carries. Another participation of this browser is never lost by it: `instead`
   * opens the link's `visit`-long beside it, or lets it `replace` the one that is here.
   */
  adopt(key: string, instead?: 'visit' | 'replace'): Adoption;
  /** Forgets key, drafts, outbox and copies of this consultation on this device. What the backend holds stays. */
  forget(): Promise<void>;
}
