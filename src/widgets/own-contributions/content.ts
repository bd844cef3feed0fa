import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Alignment } from '../../contract/comments.js';
import type { ActivityDefinition } from '../../contract/consultation.js';
import type { ContributionKind, OwnContribution } from '../../contract/contributions.js';
import type { Verdict } from '../../contract/feedback.js';
import type { Answer, Answers } from '../../contract/survey.js';
import { type Asked, questionsIn } from '../../domain/kinds.js';
import { answerTemplate } from '../base/answers.js';
import { givenIn } from '../survey/parts/given.js';
import { viewOf } from '../base/forms/view.js';
import { icon } from '../base/icons.js';
import type { Localize } from '../base/language.js';
import { displayText, written } from '../base/thread-written.js';

export function kindWords(kind: ContributionKind): string {
  return {
    response: msg('Vos réponses au sondage'),
    comment: msg('Votre commentaire'),
    idea: msg('Votre idée'),
    feedback: msg('Votre avis sur une page'),
  }[kind];
}

/** What was given, in words: `activity` says what was asked, and is missing where it is no longer known. */
export function contentTemplate(
  { kind, content }: OwnContribution,
  activity: ActivityDefinition | undefined,
  localize: Localize,
): unknown {
  switch (kind) {
    case 'response':
      return responseTemplate((content as { answers: Answers }).answers, activity, localize);
    case 'comment':
      return commentTemplate(content as { body: string; alignment: Alignment | null });
    case 'idea':
      return ideaTemplate(
        content as { title: string; body: string; section: string | null },
        activity,
        localize,
      );
    case 'feedback':
      return feedbackTemplate(content as { verdict: Verdict; page: string; details: string | null });
  }
}

/** The answers as their receipt shows them; then those to questions that the survey no longer has, as they are stored. */
function responseTemplate(
  answers: Answers,
  activity: ActivityDefinition | undefined,
  localize: Localize,
): TemplateResult {
  const given = activity?.kind === 'survey' ? givenIn(activity, answers, localize) : undefined;
  const asked = given?.questions.map((question) =>
    pair(given.localize(question.label), wordsOf(question, answers[question.id]!, given.localize)),
  );
  const questions = activity?.kind === 'survey' ? questionsIn(activity) : [];
  const known = new Set(questions.map(({ id }) => id));
  const gone = Object.entries(answers)
    .filter(([id]) => !known.has(id))
    .map(([id, answer]) => pair(id, stored(answer)));
  return html`<dl class="stack">${asked} ${gone}</dl>`;
}

function commentTemplate({ body, alignment }: { body: string; alignment: Alignment | null }): TemplateResult {
  return html`${alignment ? html`<p>${alignmentTemplate(alignment)}</p>` : nothing}
    <p class="prose">${written(body)}</p>`;
}

function ideaTemplate(
  { title, body, section }: { title: string; body: string; section: string | null },
  activity: ActivityDefinition | undefined,
  localize: Localize,
): TemplateResult {
  const sections = activity?.kind === 'ideas' ? activity.sections : [];
  const label = sections.find(({ id }) => id === section)?.label;
  return html`<h4>${written(title)}</h4>
    <p class="prose">${written(body)}</p>
    ${section ? html`<p class="muted">${label ? localize(label) : section}</p>` : nothing}`;
}

function feedbackTemplate({
  verdict,
  page,
  details,
}: {
  verdict: Verdict;
  page: string;
  details: string | null;
}): TemplateResult {
  return html`<dl class="stack">
    ${pair(msg('Réponse'), verdictWords(verdict))} ${pair(msg('Page'), displayText(page))}
    ${details ? pair(msg('Vos précisions'), html`<span class="prose">${written(details)}</span>`) : nothing}
  </dl>`;
}

function pair(term: unknown, description: unknown): TemplateResult {
  return html`<div>
    <dt class="label">${term}</dt>
    <dd>${description}</dd>
  </div>`;
}

/** As the comment's card says it: never by the drawing alone. */
function alignmentTemplate(alignment: Alignment): TemplateResult {
  switch (alignment) {
    case 'for':
      return html`${icon('up')} ${msg('Pour')}`;
    case 'neutral':
      return html`${icon('dash')} ${msg('Neutre')}`;
    case 'against':
      return html`${icon('down')} ${msg('Contre')}`;
  }
}

/** As the prompt's button said it. */
function verdictWords(verdict: Verdict): string {
  return { yes: msg('Oui'), no: msg('Non'), problem: msg('Signaler un problème') }[verdict];
}

/** An answer as the survey shows it; as it is stored where the part that has its words cannot be had. */
function wordsOf(question: Asked, answer: Answer, localize: Localize): unknown {
  const isKnown = typeof answer !== 'object' || viewOf(question.type) || 'options' in question;
  return isKnown ? answerTemplate(question, answer, localize) : stored(answer);
}

/** An answer without its question: identifiers and values as they are. */
function stored(answer: unknown): string {
  if (Array.isArray(answer)) return answer.map(stored).join(', ');
  return typeof answer === 'object' && answer !== null
    ? Object.values(answer).map(stored).join(' ')
    : displayText(String(answer));
}
