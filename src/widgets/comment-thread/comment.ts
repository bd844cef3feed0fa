import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Comment } from '../../contract/comments.js';
import { dateAndTime, number, relativeTime } from '../base/dates.js';
import { button } from '../base/forms/button.js';
import { icon } from '../base/icons.js';
import { ALIGNMENT_ICONS, alignmentWords, repliesWords } from './words.js';

/** Longer than this, in UTF-16 code units, a comment is folded. */
const FOLD = 700;

export type Vote = 'up' | 'down' | null;

/** What one comment shows beside its own text, and what can be done with it. */
export interface CommentOptions {
  comment: Comment;
  own: boolean;
  vote: Vote;
  /** Whether this device keeps the vote until the network is back. */
  saved: boolean;
  reported: boolean;
  unfolded: boolean;
  /** Whether the citizen can take part now. */
  canTakePart: boolean;
  /** The language of what citizens wrote; empty where it is not known. */
  writtenIn: string;
  canVote: boolean;
  canReply: boolean;
  expanded: boolean;
  now: Date;
  onUnfold: () => void;
  onVote: (vote: Vote) => void;
  onReply: () => void;
  onExpand: () => void;
  onReport: () => void;
  onWithdraw: () => void;
  /** The report form, the reply form, the answers. */
  below: unknown;
}

/** One comment, as an article that a screen reader can walk to. */
export function commentTemplate(options: CommentOptions): TemplateResult {
  const { comment } = options;
  const heading = `author-${comment.id}`;
  return html`<article
    id="c-${comment.id}"
    class="comment"
    tabindex="-1"
    aria-labelledby=${heading}
    part="comment"
  >
    <header class="row">
      ${headingOf(comment.depth, heading, authorWords(options))}
      ${
        comment.alignment
          ? html`<span class="alignment">
              ${icon(ALIGNMENT_ICONS[comment.alignment])} ${alignmentWords(comment.alignment)}
            </span>`
          : nothing
      }
      <time class="muted" datetime=${comment.acceptedAt} title=${dateAndTime(comment.acceptedAt)}
        >${relativeTime(comment.acceptedAt, options.now)}</time
      >
    </header>
    ${comment.subject ? html`<p class="muted">${msg(str`Au sujet de : ${comment.subject.title}`)}</p>` : nothing}
    ${bodyTemplate(options)} ${comment.body === null ? repliesButton(options) : actions(options)}
    ${options.below}
  </article>`;
}

/** Below the heading that counts the comments, and each answer below what it answers. */
function headingOf(depth: number, id: string, words: unknown): TemplateResult {
  if (depth === 0) return html`<h4 id=${id}>${words}</h4>`;
  return depth === 1 ? html`<h5 id=${id}>${words}</h5>` : html`<h6 id=${id}>${words}</h6>`;
}

/** Whose comment a button is of, for those who hear it without what stands around it. */
function ofWhom(options: CommentOptions): TemplateResult {
  return html`<span class="visually-hidden">, ${authorWords(options)}</span>`;
}

function authorWords({ comment, own }: CommentOptions): unknown {
  return own ? msg('Vous') : msg(str`Participant ${comment.author}`);
}

function bodyTemplate(options: CommentOptions): TemplateResult {
  const { comment, unfolded, onUnfold } = options;
  if (comment.body === null) {
    return html`<p class="muted">
      ${
        comment.state === 'withdrawn'
          ? msg('Commentaire retiré par son auteur.')
          : msg('Commentaire retiré par la modération.')
      }
    </p>`;
  }
  if (comment.body.length <= FOLD || unfolded)
    return html`<div class="prose" dir="auto" lang=${options.writtenIn}>${comment.body}</div>`;
  const cut = comment.body.lastIndexOf(' ', FOLD - 100);
  const start = comment.body.slice(0, cut > 0 ? cut : FOLD);
  return html`<div class="prose" dir="auto" lang=${options.writtenIn}>${start}…</div>
    ${button({ label: html`${msg('Lire la suite')}${ofWhom(options)}`, variant: 'link', onClick: onUnfold })}`;
}

function actions(options: CommentOptions): TemplateResult {
  const { comment, own, reported, canTakePart } = options;
  return html`<div class="row actions">
    ${voteButtons(options)}
    ${
      canTakePart && options.canReply
        ? button({
            label: own
              ? msg('Répondre')
              : html`${msg('Répondre')}
                  <span class="visually-hidden">${msg(str`à ${comment.author}`)}</span>`,
            icon: 'reply',
            variant: 'link',
            onClick: options.onReply,
          })
        : nothing
    }
    ${options.saved ? html`<span class="muted">${icon('clock')} ${msg('Vote en attente d’envoi.')}</span>` : nothing}
    ${repliesButton(options)}
    ${canTakePart && own ? button({ label: msg('Retirer'), variant: 'link', onClick: options.onWithdraw }) : nothing}
    ${
      canTakePart && !own
        ? reported
          ? html`<span class="muted">${icon('flag')} ${msg('Signalé')}</span>`
          : button({
              label: html`${msg('Signaler')}${ofWhom(options)}`,
              icon: 'flag',
              variant: 'link',
              onClick: options.onReport,
            })
        : nothing
    }
  </div>`;
}

function repliesButton({ comment, expanded, onExpand }: CommentOptions): unknown {
  if (comment.replies === 0) return nothing;
  return html`<button
    type="button"
    class="link"
    id="replies-${comment.id}"
    aria-expanded=${expanded}
    @click=${onExpand}
  >
    ${expanded ? msg('Masquer les réponses') : repliesWords(comment.replies)}
  </button>`;
}

function voteButtons(options: CommentOptions): unknown {
  const { comment, vote, canTakePart, canVote, onVote } = options;
  if (!canVote) return nothing;
  const { up = 0, down = 0 } = comment.votes ?? {};
  if (!canTakePart) {
    return html`<span class="muted">${icon('up')} ${msg(str`${number(up)} utile`)}</span>
      <span class="muted">${icon('down')} ${msg(str`${number(down)} pas utile`)}</span>`;
  }
  const one = (choice: 'up' | 'down', label: string, count: number) =>
    button({
      label: html`${label} <span class="count">${number(count)}</span>${ofWhom(options)}`,
      icon: choice,
      variant: 'secondary',
      compact: true,
      pressed: vote === choice,
      onClick: () => onVote(vote === choice ? null : choice),
    });
  return html`${one('up', msg('Utile'), up)} ${one('down', msg('Pas utile'), down)}`;
}
