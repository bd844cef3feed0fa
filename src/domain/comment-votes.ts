import type { CommentChoice, CommentVotes } from '../contract/comments.js';
import type { ActivityOf } from '../contract/consultation.js';

const NONE: readonly CommentChoice[] = [];
const USEFULNESS: readonly CommentChoice[] = ['up', 'down'];
const AGREEMENT: readonly CommentChoice[] = ['agree', 'disagree', 'pass'];

/** What is chosen from in a vote on a comment: the same list each time, since what is drawn of the same is not drawn again. */
export function choicesOf({ votes, voting }: ActivityOf<'comments'>): readonly CommentChoice[] {
  if (!votes) return NONE;
  return voting === 'agreement' ? AGREEMENT : USEFULNESS;
}

/** Which count each choice moves. */
export const COUNTED: Record<CommentChoice, keyof CommentVotes> = {
  up: 'up',
  down: 'down',
  agree: 'up',
  disagree: 'down',
  pass: 'pass',
};
