import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Pending } from '../../../client/client.js';
import type { ReportReason } from '../../../contract/comments.js';
import { LONGEST_REPORT, SHOWS_NOTHING } from '../../../contract/limits.js';
import { button } from '../../base/forms/button.js';
import type * as Forms from '../../base/participation.js';
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
      pending: this.host.pending(),
      onChange: (changed) => this.show(changed),
      onSubmit: () => void this.send(report),
      onCancel: () => {
        this.show(undefined);
        void this.host.focusOn(`#c-${comment}`);
      },
    });
  }

  async begin(comment: string): Promise<void> {
    this.show({ comment, text: '' });
    await this.host.focusOn(`#report-${comment}`);
  }

  private async send(report: Report): Promise<void> {
    const { host } = this;
    const { comment, reason, text } = report;
    if (!reason) {
      this.show({ ...report, error: 'reason' });
      return host.focusOn(`#report-${comment}`);
    }
    const other = reason === 'other';
    if (other && (SHOWS_NOTHING.test(text) || text.length > LONGEST_REPORT)) {
      this.show({ ...report, error: 'text' });
      return host.focusOn(`#report-text-${comment}`);
    }
    this.show({ ...report, sending: true });
    const answer = await host.contribute({ kind: 'report', item: comment, reason, ...(other && { text }) });
    this.show(undefined);
    if (!answer.ok) return host.tellProblem(answer.problem);
    this.made.add(comment);
    host.update();
    if (answer.value.state === 'saved') {
      await host.saySaved();
      return host.focusOn(`#c-${comment}`);
    }
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
  /** What is wrong with it, in the reader’s words: asked for where no reason of the list fits. */
  text: string;
  error?: 'reason' | 'text';
  sending?: boolean;
}

interface ReportOptions {
  forms: typeof Forms;
  report: Report;
  pending: readonly Pending[];
  onChange: (report: Report) => void;
  onSubmit: () => void;
  onCancel: () => void;
}

/** Why a comment should be read by the moderators. */
function reportForm({ forms, report, pending, onChange, onSubmit, onCancel }: ReportOptions): TemplateResult {
  const { comment, reason, text, error, sending } = report;
  const submit = (event: Event) => {
    event.preventDefault();
    if (!sending) onSubmit();
  };
  return html`<form class="notice stack" novalidate @submit=${submit}>
    ${forms.choiceGroup({
      id: `report-${comment}`,
      label: msg('Pourquoi signaler ce commentaire ?'),
      hint: msg(
        'La modération le lira. Il reste visible d’ici là : un signalement ne masque rien à lui seul. Personne ne saura qui l’a fait.',
      ),
      options: reportReasons(),
      selected: reason ? [reason] : [],
      error: error === 'reason' ? msg('Choisissez une raison.') : undefined,
      onChange: ([chosen]) => onChange({ comment, text, reason: chosen as ReportReason }),
    })}
    ${
      reason === 'other'
        ? forms.textArea({
            id: `report-text-${comment}`,
            label: msg('Dites pourquoi'),
            value: text,
            maxLength: LONGEST_REPORT,
            rows: 3,
            required: true,
            error:
              error === 'text'
                ? msg('Dites en quelques mots pourquoi la modération doit le lire.')
                : undefined,
            onInput: (written) => onChange({ comment, reason, text: written }),
          })
        : nothing
    }
    <div class="row">
      ${button({ label: msg('Envoyer le signalement'), type: 'submit', compact: true, busy: sending && forms.sendingWords(pending) })}
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
