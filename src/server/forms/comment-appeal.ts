import { html } from 'hono/html';
import type { OwnContribution } from '../../contract/contributions.js';
import { LONGEST_APPEAL } from '../../contract/limits.js';
import { policyOf } from '../../domain/threads.js';
import { text } from '../pages/platform.js';
import { COMMENT_WORDS } from './comment-words.js';
import { button, type Content, textArea, writtenText } from './controls.js';
import { form, mistakeAt, NEVER_AGAIN, type Refusal, refusalNotice } from './page.js';
import type { VisitTo } from './visit.js';
import { dateAndTime } from './words.js';

type Thread = VisitTo<'comments'>;

/** When and why moderators took one's own comment out of sight, in the policy's words and in theirs. */
export function decisionWords(
  { activity, language }: Thread,
  { decision, state }: Pick<OwnContribution, 'decision' | 'state'>,
): Content {
  if (!decision) return '';
  const own = COMMENT_WORDS[language];
  const isOut = state === 'hidden' || decision.action === 'merge';
  const reason = policyOf(activity).find(({ id }) => id === decision.reason);
  return html`${isOut ? html`<p>${own.decidedOn} ${dateAndTime(decision.at, language)}</p>` : ''}
  ${isOut && reason ? html`<p>${own.reason} ${text(reason.label, language)}</p>` : ''}
  ${decision.note ? html`<p>${own.note} ${decision.note}</p>` : ''}
  ${isOut && decision.automatic ? html`<p>${own.automatic}</p>` : ''}`;
}

/** What its author asked to be looked at again and what came of it; else the form to ask it, once a decision. */
export function appealSection(visit: Thread, item: OwnContribution, refusal: Refusal | undefined): Content {
  const { language } = visit;
  const own = COMMENT_WORDS[language];
  const { appeal, appealable, decision, id } = item;
  const made =
    appeal &&
    html`<div class="notice">
      <p>${own.appealMade} ${dateAndTime(appeal.madeAt, language)}</p>
      ${appeal.text ? html`<div class="prose">${writtenText(appeal.text)}</div>` : ''}
      <p><strong>${appeal.outcome ? own[appeal.outcome] : own.appealWaits}</strong></p>
    </div>`;
  if (!appealable && !refusal) return made ?? '';
  if (!appealable && refusal && NEVER_AGAIN.has(refusal.problem.code))
    return html`${made ?? ''} ${refusalNotice(refusal, language)}
      <h2>${own.appealKept}</h2>
      <div class="prose item">${writtenText(visit.entered('text'))}</div>`;
  const fields = html`${textArea({
      id: 'text',
      label: own.appealWhy,
      hint: own.appealOnce,
      value: visit.doing === 'appeal' ? visit.entered('text') : '',
      maxLength: LONGEST_APPEAL,
      required: true,
      error: mistakeAt(refusal, 'text'),
      language,
    })}
    <div class="row">${button(own.sendAppeal, 'appeal')}</div>`;
  return html`${made ?? ''}
    <h2>${own.appeal}</h2>
    ${refusalNotice(refusal, language)} ${form(visit, { id, decision: decision?.id }, fields)}`;
}
