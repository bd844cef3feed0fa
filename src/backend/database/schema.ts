import type { Generated, JSONColumnType } from 'kysely';
import type {
  ActivityDefinition,
  ActivityKind,
  ConsultationDefinition,
} from '../../contract/consultation.js';
import type { ContributionKind } from '../../contract/contributions.js';
import type { ScanState } from '../../contract/files.js';
import type { FileType } from '../../contract/survey.js';
import type { LocalizedText } from '../../contract/text.js';

/** Rows as the database holds them. Nothing outside `backend/**\/store.ts` and `backend/database` sees one. */
export interface Database {
  public_body: PublicBodyTable;
  consultation: ConsultationTable;
  consultation_version: ConsultationVersionTable;
  activity: ActivityTable;
  contribution: ContributionTable;
  response: ResponseTable;
  response_version: ResponseVersionTable;
  quota_count: QuotaCountTable;
  draft: DraftTable;
  progress: ProgressTable;
  progress_count: ProgressCountTable;
  file: FileTable;
  comment: CommentTable;
  comment_version: CommentVersionTable;
  comment_search: CommentSearchTable;
  comment_origin: CommentOriginTable;
  comment_to_screen: CommentToScreenTable;
  official_answer: OfficialAnswerTable;
  idea: IdeaTable;
  feedback: FeedbackTable;
  feedback_version: FeedbackVersionTable;
  ballot: BallotTable;
  tally: TallyTable;
  report: ReportTable;
  moderation: ModerationTable;
  moderation_private: ModerationPrivateTable;
  moderation_head: ModerationHeadTable;
  api_token: ApiTokenTable;
  trusted_participant: TrustedParticipantTable;
  appeal: AppealTable;
  release_decision: ReleaseDecisionTable;
  day_key: DayKeyTable;
  rate: RateTable;
}

type Json<T extends object> = JSONColumnType<T, string, string>;

export interface PublicBodyTable {
  slug: string;
  name: Json<LocalizedText>;
  origins: string[];
  updated_at: Date;
}

export interface ConsultationTable {
  id: Generated<number>;
  slug: string;
  body: string;
  version: number;
  definition: Json<ConsultationDefinition>;
  opens_at: Date;
  closes_at: Date;
  updated_at: Date;
}

export interface ConsultationVersionTable {
  consultation_id: number;
  version: number;
  definition: Json<ConsultationDefinition>;
  applied_at: Date;
  /** Why it was applied although it alters the meaning of answers that were there. */
  despite: string | null;
}

export interface ActivityTable {
  consultation_id: number;
  id: string;
  kind: ActivityKind;
  position: number;
  definition: Json<ActivityDefinition>;
  opens_at: Date;
  closes_at: Date;
  /** False once the definition no longer names it: what was given stays, nothing new is taken. */
  active: boolean;
  /** How many ideas were ever stored: the next dense rank. */
  ideas: Generated<number>;
}

/** Every identifier that a contribution took, so that no other one has it, whatever its kind. Written by a trigger. */
export interface ContributionTable {
  consultation_id: number;
  id: string;
  kind: ContributionKind;
}

/** What every contribution has. A participant is null on what was imported. */
interface ContributionColumns {
  consultation_id: number;
  id: string;
  activity_id: string;
  participant: Uint8Array | null;
  accepted_at: Date;
  state: Generated<'published' | 'withdrawn' | 'hidden' | 'pending'>;
  /** When its author took it back; null also where that was before this was kept. */
  withdrawn_at: Date | null;
}

interface ImportedColumns {
  /** The identifier at the source, once for each activity. */
  source: string | null;
  /** The pseudonym at the source. */
  author: string | null;
}

/** What counts of a response: its last version. */
export interface ResponseTable extends ContributionColumns {
  definition_version: number;
  /** Null for what came by the web. */
  entered_from: 'paper' | null;
  /** Of answers from paper: those that one sitting keyed in have one number, from 1 on within the survey. */
  batch: number | null;
  /** Of answers from paper: who keyed them in. */
  entered_by: string | null;
  /** Of answers from paper that were keyed in after closing: the day on which they had come. */
  received_on: string | Date | null;
  /** The day in Québec on which its last version was begun; null for paper, and where that was before this was kept. */
  begun_on: string | Date | null;
  answers: JSONColumnType<Record<string, unknown>, string | null, string | null> | null;
  version: Generated<number>;
  /** When the last version came; null where there is but one. */
  changed_at: Date | null;
  /** Whether its participant may have but this one. */
  sole: Generated<boolean>;
  /** The quotas in which it takes a place, until it is withdrawn. */
  quotas: Generated<string[]>;
}

/** What a response said before it was changed; emptied with it. */
export interface ResponseVersionTable {
  consultation_id: number;
  id: string;
  version: number;
  definition_version: number;
  answers: JSONColumnType<Record<string, unknown>, string | null, string | null> | null;
  accepted_at: Date;
}

/** How many places of a quota are taken: follows from the responses, and is left out of backups. */
export interface QuotaCountTable {
  consultation_id: number;
  activity_id: string;
  id: string;
  taken: number;
  /** Whether there ever was no place left. */
  filled: Generated<boolean>;
}

/** A draft that waits for another device, which nobody here can read; gone once it expires, never in a backup. */
export interface DraftTable {
  consultation_id: number;
  activity_id: string;
  id: Uint8Array;
  /** SHA-256 of what replaces or erases it. */
  owner: Uint8Array;
  content: Uint8Array;
  saved_at: Date;
  expires_at: Date;
}

/** How far one response came, by an identifier that says nothing of whose it is. */
export interface ProgressTable {
  consultation_id: number;
  activity_id: string;
  id: string;
  page: string;
  finished: boolean;
  /** The day in Québec on which it moved last. */
  seen_on: string;
  definition_version: number;
  /** Only where the definition keeps what is not sent. */
  answers: JSONColumnType<Record<string, unknown>, string | null, string | null> | null;
}

/** What is left of `progress` once nobody can go on any more. */
export interface ProgressCountTable {
  consultation_id: number;
  activity_id: string;
  page: string;
  finished: boolean;
  responses: number;
}

/** A file that a citizen sent as an answer. */
export interface FileTable {
  consultation_id: number;
  id: string;
  activity_id: string;
  question: string;
  participant: Uint8Array;
  /** Null once erased. */
  name: string | null;
  kind: FileType;
  /** Of what was sent, in bytes. */
  size: number;
  /** SHA-256 of what was sent, to know it when it comes again; null once erased. */
  digest: Uint8Array | null;
  /** When it was sent, or last sent again. */
  sent_at: Date;
  /** Of what is in storage, in bytes; null until it is there, and once it is gone. */
  kept_size: number | null;
  scan: ScanState;
  /** When to try again to have it examined. */
  scan_after: Date | null;
  /** The response that names it. */
  response_id: string | null;
  erased_at: Date | null;
}

export interface CommentTable extends ContributionColumns, ImportedColumns {
  parent_id: string | null;
  subject_id: string | null;
  depth: number;
  alignment: 'for' | 'neutral' | 'against' | null;
  body: string | null;
  /** Carried over from the source, kept apart from votes cast here. */
  carried_up: Generated<number>;
  carried_down: Generated<number>;
  /** Sorting keys, brought up to date from `tally` shortly after it moves. `score` is Wilson's bound in millionths. */
  score: Generated<number>;
  replies: Generated<number>;
  /** Whether it has a place in public lists: not before it was published, nor once it was merged into another. */
  listed: Generated<boolean>;
  version: Generated<number>;
  edited_at: Date | null;
  /** The comment that this one repeats: answers to it moved there. */
  merged_into: string | null;
  /** Of an answer that moved so: what it answered before. */
  parent_before: string | null;
  /** The reason of the policy for which it was hidden last. */
  hidden_for: string | null;
  /** What nearly the same texts have in common, as 64 bits, and what the same short ones have (`domain/likeness.ts`); null on what was imported. */
  likeness: string | null;
  /** When the public body answered it last. */
  answered_at: Date | null;
  /** What changed because of it, where the public body took it into account. */
  considered: JSONColumnType<LocalizedText, string | null, string | null> | null;
  considered_at: Date | null;
  /** What screening marked it with. */
  flags: Generated<string[]>;
  /** How urgently it asks for a decision; 0 where it does not. */
  priority: Generated<number>;
}

/** What a comment said before its author changed it; emptied with it. */
export interface CommentVersionTable {
  consultation_id: number;
  id: string;
  version: number;
  body: string | null;
  alignment: 'for' | 'neutral' | 'against' | null;
  accepted_at: Date;
}

/** The words of each comment, by which it is found. Written a little after it, left out of backups. */
export interface CommentSearchTable {
  consultation_id: number;
  id: string;
  words: string;
}

/** The keyed hash of the address that a comment came from; gone after 48 hours, never in a backup. */
export interface CommentOriginTable {
  consultation_id: number;
  id: string;
  address: Uint8Array;
  at: Date;
}

/** A comment that another service has yet to look at. */
export interface CommentToScreenTable {
  consultation_id: number;
  id: string;
  version: number;
  /** How often it was asked. */
  tries: Generated<number>;
  /** When it is to be asked: while it is, and after it failed, a while later. */
  due: Date;
}

/** What the public body answered to a comment. */
export interface OfficialAnswerTable {
  consultation_id: number;
  id: string;
  activity_id: string;
  comment_id: string;
  body: Json<LocalizedText>;
  accepted_at: Date;
}

export interface IdeaTable extends ContributionColumns, ImportedColumns {
  section: string | null;
  title: string | null;
  body: string | null;
  /** A dense random place in the ring: 0 to the number of ideas less one. */
  rank: number;
  carried_for: Generated<number>;
  carried_against: Generated<number>;
  carried_mixed: Generated<number>;
}

export interface FeedbackTable extends ContributionColumns {
  page: string;
  verdict: 'yes' | 'no' | 'problem' | null;
}

export interface FeedbackVersionTable {
  consultation_id: number;
  id: string;
  version: number;
  details: string | null;
  accepted_at: Date;
}

/** One participant's vote on one comment or idea; a null choice is a vote taken back. */
export interface BallotTable {
  consultation_id: number;
  item_id: string;
  participant: Uint8Array;
  activity_id: string;
  choice: string | null;
  /** The choice that this one replaced, so that the statement that stores it can move the counts exactly. */
  previous: string | null;
  turn: number;
  accepted_at: Date;
}

/** Counts of one item, spread over 16 slots so that no row is hot; a slot may be negative, the sum may not. */
export interface TallyTable {
  consultation_id: number;
  item_id: string;
  slot: number;
  /** Votes for, or up. */
  votes_for: Generated<number>;
  /** Votes against, or down. */
  votes_against: Generated<number>;
  votes_mixed: Generated<number>;
  /** Of a comment: answers in its list. Of an activity or an idea: comments about it that can be read. */
  replies: Generated<number>;
  /** Of an activity: all comments that it ever received, whatever became of them. */
  received: Generated<number>;
  /** Of an activity or an idea: how many of `replies` take each position. */
  aligned_for: Generated<number>;
  aligned_neutral: Generated<number>;
  aligned_against: Generated<number>;
}

export interface ReportTable {
  consultation_id: number;
  comment_id: string;
  participant: Uint8Array;
  activity_id: string;
  reason: string;
  details: string | null;
  accepted_at: Date;
}

/**
 * What moderators did, each linked to the one before by its hash. Append only: a trigger refuses change and deletion.
 * Names nobody and holds no text.
 */
export interface ModerationTable {
  consultation_id: number;
  seq: Generated<number>;
  id: Generated<string>;
  contribution_kind: ContributionKind;
  contribution_id: string;
  /** As the contract's `ModerationAction`; `unhide` on decisions of before. */
  action: string;
  /** By its id in the policy. */
  reason: string | null;
  role: Generated<string>;
  bulk: string | null;
  /** Seconds from when it was given, or first reported, until it was decided. */
  waited: number | null;
  text_commitment: Uint8Array | null;
  words_commitment: Uint8Array | null;
  who_commitment: Uint8Array | null;
  previous: Uint8Array | null;
  hash: Uint8Array | null;
  decided_at: Date;
}

/** What a record's commitments are to, as long as it is not erased. */
export interface ModerationPrivateTable {
  consultation_id: number;
  seq: number;
  token: string | null;
  note: string | null;
  salt: Uint8Array | null;
  text_salt: Uint8Array | null;
  words_salt: Uint8Array | null;
  /** SHA-256 of `salt` and what was asked, to know it when it comes again. */
  request: Uint8Array | null;
}

/** The last record of a day in Québec. */
export interface ModerationHeadTable {
  consultation_id: number;
  day: string;
  seq: number;
  hash: Uint8Array;
}

/** A token of the moderators' API: only its hash is kept. */
export interface ApiTokenTable {
  id: string;
  body: string;
  name: string;
  roles: string[];
  /** SHA-256. */
  hash: Uint8Array;
  created_at: Date;
  expires_at: Date | null;
  revoked_at: Date | null;
}

/** Whose comments are published at once where the definition asks for trust. */
export interface TrustedParticipantTable {
  consultation_id: number;
  participant: Uint8Array;
  since: Date;
}

/** What an author asks to be looked at again, once a decision, and one at a time. */
export interface AppealTable {
  consultation_id: number;
  comment_id: string;
  /** The number of the record that took the comment out of sight. */
  decision: number;
  details: string | null;
  made_at: Date;
  outcome: 'upheld' | 'overturned' | null;
  decided_at: Date | null;
}

/** A release that was withdrawn (no kind), or a kind of widget that was switched off (no version: every one). */
export interface ReleaseDecisionTable {
  version: string;
  kind: ActivityKind | '';
  reason: string;
  decided_at: Date;
}

/** The key of the day's address hashes; gone after 48 hours, never in a backup. */
export interface DayKeyTable {
  day: string;
  key: Uint8Array;
}

/** How often one keyed hash wrote within one window of time. */
export interface RateTable {
  bucket: Uint8Array;
  window_start: Date;
  hits: number;
}
