import type { ModerationRole } from '../contract/moderation.js';

/** What a moderator may decide of a comment. */
export type Action =
  | 'accept'
  | 'hide'
  | 'restore'
  | 'merge'
  | 'consider'
  | 'trust'
  | 'distrust'
  | 'answer'
  | 'retract'
  | 'uphold'
  | 'overturn';

/** How a comment stands, as far as a decision depends on it. */
export interface Standing {
  state: 'published' | 'withdrawn' | 'hidden' | 'pending';
  /** Whether it was merged into another. */
  merged: boolean;
  /** How urgently it asks for a decision. */
  priority: number;
  /** Whether an appeal waits. */
  appealed: boolean;
  /** Whether the public body answered it, or took it into account. */
  answered: boolean;
  /** Whether its author takes part here; what was imported has none. */
  hasParticipant: boolean;
  trusted: boolean;
}

/** The role that each decision takes. */
export function roleFor(action: Action): ModerationRole {
  return action === 'consider' || action === 'answer' || action === 'retract' ? 'official' : 'moderator';
}

/** Why a decision does not fit a comment as it stands; undefined where it fits. */
export function misfit(action: Action, comment: Standing): string | undefined {
  if (action === 'trust' || action === 'distrust') {
    if (!comment.hasParticipant) return 'no-participant';
    return comment.trusted === (action === 'trust') ? 'already-so' : undefined;
  }
  // Also of what is withdrawn or hidden: the body's words may name its author.
  if (action === 'retract') return comment.answered ? undefined : 'not-answered';
  if (comment.state === 'withdrawn') return 'withdrawn';
  const outOfSight = comment.state === 'hidden' || comment.merged;
  switch (action) {
    case 'uphold':
      return comment.appealed ? undefined : 'no-appeal';
    case 'overturn':
      if (!comment.appealed) return 'no-appeal';
      return outOfSight ? undefined : 'not-hidden';
    case 'restore':
      return outOfSight ? undefined : 'not-hidden';
    case 'hide':
      return comment.state === 'hidden' ? 'already-so' : undefined;
    case 'accept':
      if (outOfSight) return comment.merged ? 'is-merged' : 'is-hidden';
      // Nobody asked: a record of it would say nothing.
      return comment.state === 'published' && comment.priority === 0 ? 'already-so' : undefined;
    case 'merge':
    case 'consider':
    case 'answer':
      if (comment.merged) return 'is-merged';
      return comment.state === 'published' ? undefined : 'not-public';
  }
}

/** What a comment that screening marked has in the moderators' queue. */
export const MARKED = 2;

/** What an appeal adds to a comment's place in the moderators' queue. */
export const APPEALED = 5;

/** Decisions about whether a comment is public: what was reported until then is settled by them. */
export const SETTLING: readonly string[] = [
  'accept',
  'hide',
  'unhide',
  'restore',
  'merge',
  'uphold',
  'overturn',
];
