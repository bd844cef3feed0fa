import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { IdeaChoice, IdeaSummary, IdeaVotes } from '../../contract/ideas.js';
import type { CountsPolicy } from '../../contract/votes.js';
import { bare } from '../base/bare.js';
import { dateAndTime, number } from '../base/dates.js';
import { button } from '../base/forms/button.js';
import { icon } from '../base/icons.js';
import { relativeTime } from '../base/relative-time.js';
import { carriedWords, CHOICE_ICONS, CHOICES, choiceWords, totalWords } from './words.js';

export interface IdeaOptions {
  idea: IdeaSummary;
  /** The whole text, once it was asked for. */
  body: string | undefined;
  open: boolean;
  opening: boolean;
  own: boolean;
  choice: IdeaChoice | null;
  /** Whether this device keeps the vote until the network is back. */
  saved: boolean;
  /** The votes that this reader may see. */
  votes: IdeaVotes | null;
  counts: CountsPolicy;
  section: unknown;
  canTakePart: boolean;
  /** The language of what citizens wrote; empty where it is not known. */
  writtenIn: string;
  /** What a citizen wrote, as it is safe to show. */
  shown: (text: string) => unknown;
  now: Date;
  say: (text: string) => void;
  onOpen: () => void;
  onVote: (choice: IdeaChoice | null) => void;
  onWithdraw: () => void;
  /** What is asked again before it is done. */
  below: unknown;
}

/** One idea: its title, its text folded or whole, and the vote. */
export function ideaTemplate(options: IdeaOptions): TemplateResult {
  const { idea, own } = options;
  const titled = idea.title !== null;
  const title = idea.title === null ? removedWords(idea) : options.shown(idea.title);
  const exact = dateAndTime(idea.acceptedAt);
  return html`<article
    id="i-${idea.id}"
    class="card idea"
    tabindex="-1"
    aria-labelledby="idea-${idea.id}"
    part="card"
  >
    <h3 id="idea-${idea.id}" dir="auto" lang=${titled ? options.writtenIn : nothing}>${title}</h3>
    <p class="muted">
      ${options.section ? html`${options.section} · ` : nothing}${own ? msg('Vous') : msg(str`Participant ${idea.author}`)}
      ·
      <time datetime=${idea.acceptedAt} title=${exact}
        >${relativeTime(idea.acceptedAt, options.now, exact)}</time
      >
    </p>
    ${titled ? html`${textOf(options)} ${votesOf(options)}` : nothing}
    ${
      own && idea.state === 'published' && options.canTakePart
        ? button({ label: msg('Retirer mon idée'), variant: 'link', onClick: options.onWithdraw })
        : nothing
    }
    ${options.below}
  </article>`;
}

function removedWords({ state }: IdeaSummary): string {
  return state === 'withdrawn' ? msg('Idée retirée par son auteur') : msg('Idée retirée par la modération');
}

function textOf({ idea, body, open, opening, onOpen, say, writtenIn, shown }: IdeaOptions): TemplateResult {
  const whole = open && body !== undefined;
  const text = shown((whole ? body : idea.excerpt) ?? '');
  return html`<div class="prose" dir="auto" lang=${writtenIn} id="text-${idea.id}">${text}</div>
    ${
      idea.more
        ? button({
            label: whole ? msg('Replier') : msg('Lire l’idée en entier'),
            of: `, ${bare(idea.title ?? '')}`,
            variant: 'link',
            busy: opening && msg('Chargement…'),
            say,
            onClick: onOpen,
          })
        : nothing
    }`;
}

function votesOf(options: IdeaOptions): TemplateResult {
  const { idea, choice, votes, canTakePart, onVote } = options;
  return html`<div
      class="row votes"
      role="group"
      aria-label=${msg(str`Votre vote : ${bare(idea.title ?? '')}`)}
    >
      ${CHOICES.map((one) =>
        canTakePart
          ? button({
              label: choiceWords(one),
              count: votes ? number(votes[one]) : undefined,
              icon: CHOICE_ICONS[one],
              variant: 'secondary',
              compact: true,
              pressed: choice === one,
              onClick: () => onVote(choice === one ? null : one),
            })
          : votes
            ? html`<span>${choiceWords(one)} <strong>${number(votes[one])}</strong></span>`
            : nothing,
      )}
    </div>
    ${options.saved ? html`<p class="muted">${icon('clock')} ${msg('Vote en attente d’envoi.')}</p>` : nothing}
    <p class="muted">${countsWords(options)}</p>`;
}

function countsWords({ votes, idea, counts, choice }: IdeaOptions): unknown {
  if (votes)
    return html`${totalWords(votes)}${idea.carried ? html`, ${carriedWords(idea.carried)}` : nothing}`;
  if (counts === 'after-closing') return msg('Les résultats seront visibles après la fermeture.');
  return choice ? nothing : msg('Les résultats seront visibles après votre vote.');
}
