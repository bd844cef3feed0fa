import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { ReportReason } from '../../contract/comments.js';
import { button } from '../base/forms/button.js';
import type * as Forms from '../base/forms.js';

/** A report that is being made. */
export interface Report {
  comment: string;
  reason?: ReportReason;
  error?: boolean;
}

interface ReportOptions {
  forms: typeof Forms;
  report: Report;
  onChange: (report: Report) => void;
  onSubmit: () => void;
  onCancel: () => void;
}

/** Why a comment should be read by the moderators. */
export function reportForm({ forms, report, onChange, onSubmit, onCancel }: ReportOptions): TemplateResult {
  const { comment, reason, error } = report;
  const submit = (event: Event) => {
    event.preventDefault();
    onSubmit();
  };
  return html`<form class="notice stack" novalidate @submit=${submit}>
    ${forms.choiceGroup({
      id: `report-${comment}`,
      label: msg('Pourquoi signaler ce commentaire ?'),
      hint: msg('La modération le lira. Il reste visible d’ici là.'),
      options: reportReasons(),
      selected: reason ? [reason] : [],
      error: error ? msg('Choisissez une raison.') : undefined,
      onChange: ([chosen]) => onChange({ comment, reason: chosen as ReportReason }),
    })}
    <div class="row">
      ${button({ label: msg('Envoyer le signalement'), type: 'submit', compact: true })}
      ${button({ label: msg('Annuler'), variant: 'secondary', compact: true, onClick: onCancel })}
    </div>
  </form>`;
}

function reportReasons(): { value: ReportReason; label: string }[] {
  return [
    { value: 'spam', label: msg('Publicité ou pourriel') },
    { value: 'offensive', label: msg('Propos offensants') },
    { value: 'off-topic', label: msg('Hors sujet') },
    { value: 'personal-information', label: msg('Renseignements personnels') },
    { value: 'other', label: msg('Autre raison') },
  ];
}
