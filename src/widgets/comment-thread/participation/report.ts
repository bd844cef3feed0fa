import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { ReportReason } from '../../../contract/comments.js';
import { button } from '../../base/forms/button.js';
import type * as Forms from '../../base/forms.js';
import type { ThreadHost } from './host.js';

/** The comments that this reader reports, and the form in which they say why. */
export class Reports {
  private readonly made = new Set<string>();
  private open: Report | undefined;

  constructor(private readonly host: ThreadHost) {}

  has(comment: string): boolean {
    return this.made.has(comment);
  }

  isOpen(comment: string): boolean {
    return this.open?.comment === comment;
  }

  take(reported: readonly string[]): void {
    for (const id of reported) this.made.add(id);
  }

  clear(): void {
    this.made.clear();
  }

  render(comment: string): unknown {
    const forms = this.host.forms();
    const report = this.open;
    if (!forms || report?.comment !== comment) return nothing;
    return reportForm({
      forms,
      report,
      onChange: (changed) => this.show(changed),
      onSubmit: () => void this.send(report),
      onCancel: () => {
        this.show(undefined);
        void this.host.focusOn(`#c-${comment}`);
      },
    });
  }

  async begin(comment: string): Promise<void> {
    this.show({ comment });
    await this.host.focusOn(`#report-${comment}`);
  }

  private async send({ comment, reason }: Report): Promise<void> {
    const { host } = this;
    if (!reason) {
      this.show({ comment, error: true });
      return host.focusOn(`#report-${comment}`);
    }
    const answer = await host.contribute({ kind: 'report', item: comment, reason });
    this.show(undefined);
    if (!answer.ok) return host.tellProblem(answer.problem);
    this.made.add(comment);
    host.say(() => msg('Merci. La modération lira ce commentaire.'));
    await host.focusOn(`#c-${comment}`);
  }

  private show(report: Report | undefined): void {
    this.open = report;
    this.host.update();
  }
}

/** A report that is being made. */
interface Report {
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
function reportForm({ forms, report, onChange, onSubmit, onCancel }: ReportOptions): TemplateResult {
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
