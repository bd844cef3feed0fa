import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { ActivityDefinition } from '../../contract/consultation.js';
import type { OwnContribution } from '../../contract/contributions.js';
import { LONGEST_APPEAL } from '../../contract/limits.js';
import type { Appeal } from '../../contract/moderation.js';
import { policyOf } from '../../domain/threads.js';
import { dateAndTime } from '../base/dates.js';
import { button } from '../base/forms/button.js';
import type * as Forms from '../base/participation.js';
import { icon } from '../base/icons.js';
import type { Localize } from '../base/language.js';
import { written } from '../base/thread-written.js';

/** What became of a comment: its state, the last decision and why, and what the public body said of it. */
export function fateTemplate(
  item: OwnContribution,
  activity: ActivityDefinition | undefined,
  localize: Localize,
): unknown {
  if (item.kind !== 'comment') return nothing;
  const { appeal, officialAnswers = [], considered } = item;
  return html`<p>${icon(STATE_ICONS[item.state])} <strong>${stateWords(item)}</strong></p>
    ${decisionTemplate(item, activity, localize)} ${appeal ? appealTemplate(appeal) : nothing}
    ${officialAnswers.map(
      ({ body, acceptedAt }) =>
        html`<div class="notice">
          <p>
            <strong>${msg('Réponse officielle')}</strong>
            <span class="muted">${dateAndTime(acceptedAt)}</span>
          </p>
          <p class="prose">${localize(body)}</p>
        </div>`,
    )}
    ${
      considered
        ? html`<div class="notice notice-success">
            <p>
              <strong>${icon('check')} ${msg('Pris en compte')}</strong>
              <span class="muted">${dateAndTime(considered.at)}</span>
            </p>
            <p class="prose">${localize(considered.text)}</p>
          </div>`
        : nothing
    }`;
}

const STATE_ICONS = { published: 'check', pending: 'clock', hidden: 'alert', withdrawn: 'dash' } as const;

function stateWords({ state, decision }: OwnContribution): string {
  if (state === 'pending') return msg('En attente de modération');
  if (state === 'hidden') return msg('Masqué par la modération');
  return decision?.action === 'merge' ? msg('Regroupé avec un commentaire semblable') : msg('Publié');
}

/** Why moderators decided as they did, in the words of the published policy and in their own. */
function decisionTemplate(
  { decision }: OwnContribution,
  activity: ActivityDefinition | undefined,
  localize: Localize,
): unknown {
  if (!decision) return nothing;
  const { reason, note, at, automatic } = decision;
  const policy = activity?.kind === 'comments' ? policyOf(activity) : [];
  const known = policy.find(({ id }) => id === reason);
  const pairs = [
    [msg('Date de la décision'), dateAndTime(at)],
    ...(reason === null ? [] : [[msg('Raison'), known ? localize(known.label) : reason]]),
    ...(note === null ? [] : [[msg('Message de la modération'), html`<span class="prose">${note}</span>`]]),
    ...(automatic
      ? [[msg('Décidé par'), msg('Un filtre automatique ; une personne peut revoir cette décision.')]]
      : []),
  ];
  return html`<dl class="stack">
    ${pairs.map(
      ([term, description]) =>
        html`<div>
          <dt class="label">${term}</dt>
          <dd>${description}</dd>
        </div>`,
    )}
  </dl>`;
}

function appealTemplate({ text, madeAt, outcome, decidedAt }: Appeal): TemplateResult {
  const words = {
    upheld: msg('La décision est maintenue.'),
    overturned: msg('La décision est annulée : votre commentaire est de nouveau public.'),
  };
  return html`<div class="notice stack">
    <p>${msg(str`Réexamen demandé le ${dateAndTime(madeAt)}`)}</p>
    ${text ? html`<p class="prose">${written(text)}</p>` : nothing}
    <p>
      <strong>${outcome ? words[outcome] : msg('La modération va relire sa décision.')}</strong>
      ${decidedAt ? html`<span class="muted">${dateAndTime(decidedAt)}</span>` : nothing}
    </p>
  </div>`;
}

interface AppealFormOptions {
  forms: typeof Forms;
  root: ParentNode;
  value: string;
  error: string;
  sending: boolean;
  say: (text: string) => void;
  onInput: (text: string) => void;
  onSubmit: () => void;
  onCancel: () => void;
}

/** Where an author says why a decision should be looked at again (`#appeal` takes the focus). */
export function appealForm(options: AppealFormOptions): TemplateResult {
  const { forms, root, value, error, sending } = options;
  const submit = (event: Event) => {
    event.preventDefault();
    if (!sending) options.onSubmit();
  };
  return html`<form class="notice stack" novalidate @submit=${submit}>
    ${error ? forms.errorSummary({ root, errors: [{ id: 'appeal', message: error }] }) : nothing}
    ${forms.textArea({
      id: 'appeal',
      label: msg('Pourquoi cette décision devrait-elle être revue ?'),
      hint: msg(
        'Vous pouvez le demander une seule fois pour cette décision. La modération lira votre texte ; il ne sera pas public.',
      ),
      value,
      maxLength: LONGEST_APPEAL,
      required: true,
      error: error || undefined,
      onInput: options.onInput,
    })}
    <div class="row">
      ${button({
        label: msg('Envoyer la demande'),
        type: 'submit',
        compact: true,
        busy: sending && msg('Envoi en cours…'),
        say: options.say,
      })}
      ${button({ label: msg('Annuler'), variant: 'secondary', compact: true, onClick: options.onCancel })}
    </div>
  </form>`;
}
