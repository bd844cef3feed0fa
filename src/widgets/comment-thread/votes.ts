import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { Comment } from '../../contract/comments.js';
import { number } from '../base/dates.js';
import { button } from '../base/forms/button.js';
import { icon } from '../base/icons.js';

export type Vote = 'up' | 'down' | null;

interface VoteOptions {
  comment: Comment;
  vote: Vote;
  canTakePart: boolean;
  canVote: boolean;
  /** Whose comment a button is of, for those who hear it without what stands around it. */
  ofWhom: unknown;
  onVote: (vote: Vote) => void;
}

/** What one can say of a comment by a vote, with the counts; the counts alone where one cannot take part. */
export function voteButtons({ comment, vote, canTakePart, canVote, ofWhom, onVote }: VoteOptions): unknown {
  if (!canVote) return nothing;
  const { up = 0, down = 0 } = comment.votes ?? {};
  if (!canTakePart) {
    return html`<span class="muted">${icon('up')} ${msg(str`${number(up)} utile`)}</span>
      <span class="muted">${icon('down')} ${msg(str`${number(down)} pas utile`)}</span>`;
  }
  const one = (choice: 'up' | 'down', label: string, count: number) =>
    button({
      label: html`${label} <span class="count">${number(count)}</span>${ofWhom}`,
      icon: choice,
      variant: 'secondary',
      compact: true,
      pressed: vote === choice,
      onClick: () => onVote(vote === choice ? null : choice),
    });
  return html`${one('up', msg('Utile'), up)} ${one('down', msg('Pas utile'), down)}`;
}
