import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { Pending } from '../../client/client.js';
import { SHOWS_NOTHING } from '../../contract/limits.js';
import { number } from '../base/dates.js';
import { button } from '../base/forms/button.js';
import type * as Forms from '../base/participation.js';

/** What is being proposed. */
export interface Proposal {
  title: string;
  body: string;
  section: string;
}

export type ProposalErrors = Partial<Record<keyof Proposal, string>>;

/** As the contract takes them. */
const TITLE_LENGTH = 200;

/** What keeps a proposal from being sent, by field. */
export function findErrors({ title, body }: Proposal, maxLength: number): ProposalErrors {
  const errors: ProposalErrors = {};
  if (SHOWS_NOTHING.test(title)) errors.title = msg('Donnez un titre à votre idée.');
  else if (title.trim().length > TITLE_LENGTH)
    errors.title = msg(str`Écrivez un titre d’au plus ${TITLE_LENGTH} caractères.`);
  if (SHOWS_NOTHING.test(body)) errors.body = msg('Décrivez votre idée.');
  else if (body.length > maxLength)
    errors.body = msg(str`Votre texte est trop long : ${number(maxLength)} caractères au plus.`);
  return errors;
}

export interface ProposeOptions {
  forms: typeof Forms;
  proposal: Proposal;
  errors: ProposalErrors;
  /** The list of sections, where there are any. */
  section: unknown;
  maxLength: number;
  sending: boolean;
  /** What of the activity is on its way. */
  pending: readonly Pending[];
  root: ParentNode;
  notice: unknown;
  say: (text: string) => void;
  onChange: (change: Partial<Proposal>) => void;
  onSubmit: () => void;
  onCancel: () => void;
}

/** The form of a new idea. */
export function propose(options: ProposeOptions): TemplateResult {
  const { forms, proposal, errors, onChange } = options;
  const submit = (event: Event) => {
    event.preventDefault();
    if (!options.sending) options.onSubmit();
  };
  return html`<form class="card stack" novalidate aria-labelledby="propose-title" @submit=${submit}>
    <h3 id="propose-title" tabindex="-1">${msg('Proposer une idée')}</h3>
    ${forms.errorSummary({
      root: options.root,
      errors: (Object.keys(errors) as (keyof Proposal)[]).map((name) => ({
        id: `propose-${name}-field`,
        message: errors[name]!,
      })),
    })}
    ${forms.textField({
      id: 'propose-title-field',
      label: msg('Titre de votre idée'),
      value: proposal.title,
      required: true,
      error: errors.title,
      onInput: (title) => onChange({ title }),
    })}
    ${options.section}
    ${forms.textArea({
      id: 'propose-body-field',
      label: msg('Votre idée'),
      hint: msg('Elle sera publique. N’inscrivez pas de renseignements personnels.'),
      value: proposal.body,
      required: true,
      maxLength: options.maxLength,
      error: errors.body,
      rows: 8,
      onInput: (body) => onChange({ body }),
    })}
    ${options.notice}
    <div class="row">
      ${button({
        label: msg('Proposer mon idée'),
        type: 'submit',
        busy: options.sending && forms.sendingWords(options.pending),
        say: options.say,
      })}
      ${button({ label: msg('Annuler'), variant: 'secondary', onClick: options.onCancel })}
    </div>
  </form>`;
}
