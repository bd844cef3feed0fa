import type { CommentChoice, CommentVotes } from '../contract/comments.js';
import type { ActivityOf } from '../contract/consultation.js';

/** What is chosen from in a vote on a comment. */
export function choicesOf({ votes, voting }: ActivityOf<'comments'>): readonly CommentChoice[] {
  if (!votes) return [];
  return voting === 'agreement' ? ['agree', 'disagree', 'pass'] : ['up', 'down'];
}

/** Which count each choice moves. */
export const COUNTED: Record<CommentChoice, keyof CommentVotes> = {
  up: 'up',
  down: 'down',
  agree: 'up',
  disagree: 'down',
  pass: 'pass',
};
