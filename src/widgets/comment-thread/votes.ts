import { msg } from '@lit/localize';
import { html } from 'lit';
import type { Comment, CommentChoice, CommentVotes } from '../../contract/comments.js';
import type { ActivityOf, Phase } from '../../contract/consultation.js';
import { COUNTED } from '../../domain/comment-votes.js';
import { number } from '../base/dates.js';
import { button } from '../base/forms/button.js';
import { icon, type IconName } from '../base/icons.js';

export type Vote = CommentChoice | null;

interface VoteOptions {
  comment: Comment;
  vote?: Vote;
  /** The counts that voting gave a right to see. */
  earned?: CommentVotes | undefined;
  canTakePart: boolean;
  choices: readonly CommentChoice[];
  /** Whose comment a button is of, after its own words. */
  of: string;
  onVote: (vote: Vote) => void;
}

const ICONS: Record<keyof CommentVotes, IconName> = { up: 'up', down: 'down', pass: 'dash' };

function choiceWords(choice: CommentChoice): string {
  return {
    up: msg('Utile'),
    down: msg('Pas utile'),
    agree: msg('D’accord'),
    disagree: msg('Pas d’accord'),
    pass: msg('Passer'),
  }[choice];
}

/** What one can say of a comment by a vote, with the counts one may see; the counts alone where one cannot take part. */
export function voteButtons(options: VoteOptions): unknown {
  const { comment, vote, earned, canTakePart, choices, of, onVote } = options;
  const votes = comment.votes ?? earned;
  return choices.map((choice) => {
    const kind = COUNTED[choice];
    const words = choiceWords(choice);
    const count = votes && number(votes[kind] ?? 0);
    if (!canTakePart)
      return (
        votes &&
        html`<span class="muted">${icon(ICONS[kind])} ${words} <span class="count">${count}</span></span>`
      );
    return button({
      label: words,
      count,
      of,
      icon: ICONS[kind],
      variant: 'secondary',
      compact: true,
      pressed: vote === choice,
      onClick: () => onVote(vote === choice ? null : choice),
    });
  });
}

/** When the counts are shown, where they are not yet. */
export function withheldWords({ votes, counts }: ActivityOf<'comments'>, phase: Phase): string {
  if (!votes || phase === 'closed') return '';
  if (counts === 'after-vote') return msg('Les résultats s’affichent après votre vote.');
  return counts === 'after-closing' ? msg('Les résultats s’afficheront après la fermeture.') : '';
}
