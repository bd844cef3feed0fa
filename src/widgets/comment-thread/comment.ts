import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Alignment, Comment, CommentChoice, CommentVotes } from '../../contract/comments.js';
import type { Language, LocalizedText } from '../../contract/text.js';
import { beginningOf } from '../../domain/folding.js';
import { bare } from '../base/bare.js';
import { dateAndTime } from '../base/dates.js';
import { button } from '../base/forms/button.js';
import { icon } from '../base/icons.js';
import { localizedIn } from '../base/language.js';
import { relativeTime } from '../base/relative-time.js';
import type { Reading } from './reading/thread-reading.js';
import { type Vote, voteButtons } from './votes.js';
import { ALIGNMENT_ICONS, alignmentWords, editedWords, repliesWords } from './words.js';

/** What this reader made of a comment, and what else they can do with it: nothing, until that is known. */
export interface Taken {
  own?: boolean;
  /** How it begins, where it is the reader's own: what tells its buttons from those of their others. */
  which?: string | undefined;
  vote?: Vote;
  /** The counts that voting gave a right to see. */
  earned?: CommentVotes | undefined;
  /** Whether this device keeps the vote until the network is back. */
  saved?: boolean;
  reported?: boolean;
  /** What only its author can do with it. */
  tools?: unknown;
  /** The forms that are open below it. */
  below?: unknown;
}

/** What nobody made anything of. Until it is known what this reader did, this is taken for it: seldom drawn again then. */
export const UNTOUCHED: Taken = {
  own: false,
  vote: null,
  earned: undefined,
  saved: false,
  reported: false,
  which: undefined,
  tools: undefined,
  below: nothing,
};

/**
 * What one comment shows beside its own text, and what can be done with it. It is drawn again when one of these is
 * another, functions aside: what a comment shows is here, or nowhere.
 */
export interface CommentOptions extends Taken {
  comment: Comment;
  /** The language that the widget speaks. */
  language: Language;
  /** The public body, which answers in its own name. */
  body: LocalizedText;
  /** Whether it is the one that the reader came for. */
  alone: boolean;
  /** What is looked for in its text, if anything. */
  sought: string | undefined;
  /** What only those need who look around: there once the first view is. */
  reading: Reading | undefined;
  unfolded: boolean;
  /** Whether the citizen can take part now. */
  canTakePart: boolean;
  /** The language of what citizens wrote; empty where it is not known. */
  writtenIn: string;
  /** What a vote chooses from; nothing where there are no votes. */
  choices: readonly CommentChoice[];
  canReply: boolean;
  expanded: boolean;
  /** Minutes since 1970. */
  now: number;
  onUnfold: () => void;
  onVote: (vote: Vote) => void;
  onReply: () => void;
  onExpand: () => void;
  onReport: () => void;
  /** The answers, where they are open. */
  answers: unknown;
}

/** One comment, as an article that a screen reader can walk to. */
export function commentTemplate(options: CommentOptions): TemplateResult {
  const { comment } = options;
  const heading = `author-${comment.id}`;
  // In the results of a search, answers stand beside what they answer.
  const depth = options.sought === undefined ? comment.depth : 0;
  return html`<article
    id="c-${comment.id}"
    class="comment ${options.alone ? 'alone' : ''}"
    tabindex="-1"
    .style=${options.reading?.placeOf(comment) ?? ''}
    aria-labelledby=${heading}
    aria-current=${options.alone ? 'true' : nothing}
    part="comment"
  >
    <header class="row">
      ${headingOf(depth, heading, authorWords(options))}
      ${comment.alignment ? positionTemplate(comment.alignment) : nothing} ${dateTemplate(options)}
      ${
        comment.editedAt
          ? html`<span class="muted">${editedWords(comment.editedAt, comment.acceptedAt)}</span>`
          : nothing
      }
    </header>
    ${comment.subject ? html`<p class="muted">${msg(str`Au sujet de : ${bare(comment.subject.title)}`)}</p>` : nothing}
    ${bodyTemplate(options)} ${officialTemplate(options, depth + 1)}
    ${comment.body === null ? repliesButton(options) : actions(options)} ${options.below} ${options.answers}
  </article>`;
}

/** A position in words, beside a drawing. */
export function positionTemplate(alignment: Alignment): TemplateResult {
  return html`<span class="alignment"
    >${icon(ALIGNMENT_ICONS[alignment])} ${alignmentWords(alignment)}</span
  >`;
}

/** The address of this page at one comment, which leads to it from anywhere. */
export function linkTo(id: string): string {
  return `${location.href.split('#')[0]}#cq-${id}`;
}

/** How long ago, and to those who do not see the page at once the date: those who see it meet the date in the context. */
function dateTemplate({ comment, now, alone, reading }: CommentOptions): TemplateResult {
  const exact = dateAndTime(comment.acceptedAt);
  const ago = relativeTime(comment.acceptedAt, new Date(now * 60_000), exact);
  const both = exact.startsWith(ago) ? exact : `${ago}, ${exact}`;
  return html`<a class="muted date" href=${linkTo(comment.id)} aria-label=${both} @click=${reading?.follows}
    ><time datetime=${comment.acceptedAt}>${alone ? both : ago}</time></a
  >`;
}

/** What the public body answered in its own name, and what changed because of the comment. */
function officialTemplate(options: CommentOptions, depth: number): unknown {
  const { officialAnswers = [], considered } = options.comment;
  const words = (text: LocalizedText) => localizedIn(text, options.language);
  const answers = officialAnswers.map(
    ({ id, body, acceptedAt }) =>
      html`<div class="notice official" id="o-${id}" tabindex="-1">
        <div class="row">
          ${headingOf(depth, `official-${id}`, words(options.body))}
          <span class="badge">${icon('check')} ${msg('Réponse officielle')}</span>
          <time class="muted" datetime=${acceptedAt}>${dateAndTime(acceptedAt)}</time>
        </div>
        <div class="prose">${words(body)}</div>
      </div>`,
  );
  return [
    answers,
    considered &&
      html`<div class="notice notice-success">
        <p>
          <strong>${icon('check')} ${msg('Pris en compte')}</strong>
          <span class="muted">${dateAndTime(considered.at)}</span>
        </p>
        <div class="prose">${words(considered.text)}</div>
      </div>`,
  ];
}

/** Below the heading that counts the comments, and each answer below what it answers. */
function headingOf(depth: number, id: string, words: unknown): TemplateResult {
  if (depth === 0) return html`<h4 id=${id}>${words}</h4>`;
  if (depth === 1) return html`<h5 id=${id}>${words}</h5>`;
  return html`<h6 id=${id}>${words}</h6>`;
}

/**
 * Whose comment a button is of, after its own words, for those who hear it without what stands around it. It is in the
 * button's name alone: hidden elements in their place cost a list a fifth of its layout and painting.
 */
function ofWhom(options: Pick<CommentOptions, 'comment' | 'own' | 'which'>): string {
  return `, ${options.which || authorWords(options)}`;
}

function authorWords({ comment, own }: Pick<CommentOptions, 'comment' | 'own'>): string {
  return own ? msg('Vous') : msg(str`Participant ${comment.author}`);
}

function bodyTemplate(options: CommentOptions): TemplateResult {
  const { comment, reading, sought, unfolded } = options;
  const { body } = comment;
  if (body === null) {
    return html`<p class="muted">
      ${
        comment.state === 'withdrawn'
          ? msg('Commentaire retiré par son auteur.')
          : (reading?.whyHidden(comment) ?? msg('Commentaire retiré par la modération.'))
      }
    </p>`;
  }
  const start = reading?.startOf(body, sought) ?? 0;
  const part = beginningOf(body.slice(start));
  const folds = part !== body;
  const text =
    folds && !unfolded ? `${start ? '…' : ''}${part}${body[start + part.length] ? '…' : ''}` : body;
  const words = reading ? reading.prose(text, sought) : bare(text);
  return html`<div class="prose" dir="auto" lang=${options.writtenIn}>${words}</div>
    ${folds ? foldButton(options) : nothing}`;
}

function foldButton(options: CommentOptions): TemplateResult {
  const words = options.unfolded ? msg('Réduire') : msg('Lire la suite');
  return html`<button
    type="button"
    class="link"
    aria-label=${words + ofWhom(options)}
    aria-expanded=${options.unfolded}
    @click=${options.onUnfold}
  >
    ${words}
  </button>`;
}

function actions(options: CommentOptions): TemplateResult {
  const { comment, own, reported, canTakePart } = options;
  const of = ofWhom(options);
  return html`<div class="row actions">
    ${voteButtons({ ...options, of })}
    ${
      canTakePart && options.canReply
        ? button({
            label: msg('Répondre'),
            of: own ? of : ` ${msg(str`à ${comment.author}`)}`,
            icon: 'reply',
            variant: 'link',
            onClick: options.onReply,
          })
        : nothing
    }
    ${options.saved ? html`<span class="muted">${icon('clock')} ${msg('Vote en attente d’envoi.')}</span>` : nothing}
    ${options.tools}
    ${
      canTakePart && !own
        ? reported
          ? html`<span class="muted">${icon('flag')} ${msg('Signalé')}</span>`
          : button({
              label: msg('Signaler'),
              of,
              icon: 'flag',
              variant: 'link',
              onClick: options.onReport,
            })
        : nothing
    }
    ${repliesButton(options)} ${options.sought === undefined ? nothing : options.reading?.wayTo(comment, of)}
  </div>`;
}

/** The last of its line, and there before the first answer: nothing moves when others answer. */
function repliesButton({ comment, canReply, expanded, onExpand }: CommentOptions): unknown {
  if (!comment.replies)
    return canReply && comment.body !== null
      ? html`<span class="muted replies-count">${repliesWords(0)}</span>`
      : nothing;
  return html`<button
    type="button"
    class="link replies-count"
    id="replies-${comment.id}"
    aria-expanded=${expanded}
    @click=${onExpand}
  >
    ${expanded ? msg('Masquer les réponses') : repliesWords(comment.replies)}
  </button>`;
}
