import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult, unsafeCSS } from 'lit';
import type { Answer, Cells } from '../../../contract/survey.js';
import type { Of, RuleBroken } from '../../../domain/kinds.js';
import { areManyLeft, FEW_ROWS, rowsLeft } from '../../../domain/kinds/matrix.js';
import { number } from '../../base/dates.js';
import { icon } from '../../base/icons.js';
import type { Localize } from '../../base/language.js';
import { addView, fieldId, type QuestionOptions, type QuestionView } from '../../base/forms/view.js';
import { errorAt, fieldset, plain } from './fieldset.js';

type Matrix = Of<'matrix' | 'matrix-scale'>;

interface Column {
  id: string;
  label: unknown;
  /** What one end of a scale means. */
  end?: unknown;
}

/**
 * One markup for both: a table where there is room, and else the same rows one under the other. Each control is named
 * by its row and its column, so that nobody has to know where in the table they are. A row of radio buttons is their
 * group, which alone can be told as required or wrong (ARIA 1.2), and no row of a table; where check boxes stand, the
 * table's roles are written out, since browsers take them from one that is laid out as blocks.
 */
function controls(question: Matrix, options: QuestionOptions): TemplateResult {
  const columns = columnsOf(question, options.localize);
  const role = rolesIn(question);
  const left = leftWords(question, options.errors);
  return fieldset(
    question,
    left ? { ...options, errors: [{ code: 'required', message: left }, ...options.errors] } : options,
    html`<table class="matrix ${columns.length > 6 ? 'many' : 'few'}" role=${role('table')}>
      <thead role=${role('rowgroup')}>
        <tr role=${role('row')}>
          <td role=${role('cell')}></td>
          ${columns.map(
            ({ id, label, end }) =>
              html`<th scope="col" role=${role('columnheader')} id=${fieldId(options.id, ['', id])}>
                ${label}${end ? html`<span class="hint">${end}</span>` : nothing}
              </th>`,
          )}
        </tr>
      </thead>
      <tbody role=${role('rowgroup')}>
        ${question.rows.map((row) => rowOf(question, row, columns, options))}
      </tbody>
    </table>`,
  );
}

function rowOf(
  question: Matrix,
  row: Matrix['rows'][number],
  columns: Column[],
  options: QuestionOptions,
): TemplateResult {
  const { entered, localize } = options;
  const id = fieldId(options.id, [row.id]);
  const multiple = isMultiple(question);
  const role = rolesIn(question);
  const error = errorAt(options, row.id);
  const chosen = [entered.cells?.[row.id] ?? []].flat();
  const change = (column: string, checked: boolean) => {
    const others = chosen.filter((one) => one !== column);
    const cell = !multiple ? column : checked ? [...others, column] : others;
    options.onChange({ cells: { ...entered.cells, [row.id]: cell } });
  };
  return html`<tr
    role=${multiple ? 'row' : 'radiogroup'}
    class=${error ? 'wrong' : nothing}
    aria-labelledby=${multiple ? nothing : `${id}-row`}
    aria-required=${question.required && !multiple ? 'true' : nothing}
    aria-invalid=${error && !multiple ? 'true' : nothing}
  >
    <th scope="row" role=${role('rowheader')}>
      <span id="${id}-row">${localize(row.label)}</span>
      ${row.hint ? html`<span class="hint" id="${id}-hint">${localize(row.hint)}</span>` : nothing}
      ${error ? html`<span class="error-message" id="${id}-error">${icon('alert')} ${error}</span>` : nothing}
    </th>
    ${columns.map(
      (column, index) =>
        html`<td role=${role('cell')}>
          <label class="choice" for=${index ? `${id}-${index}` : id}>
            <input
              id=${index ? `${id}-${index}` : id}
              type=${multiple ? 'checkbox' : 'radio'}
              name=${id}
              value=${column.id}
              aria-labelledby="${id}-row ${fieldId(options.id, ['', column.id])}"
              aria-describedby=${[row.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || nothing}
              aria-invalid=${error && multiple ? 'true' : nothing}
              .checked=${chosen.includes(column.id)}
              @change=${(event: Event) => change(column.id, (event.target as HTMLInputElement).checked)}
            />
            <span>${column.label}${column.end ? html` – ${column.end}` : nothing}</span>
          </label>
        </td>`,
    )}
  </tr>`;
}

const isMultiple = (question: Matrix) => question.type === 'matrix' && question.multiple;

/** The role of a part of the table, which is only there to be looked at where its rows are groups of radio buttons. */
const rolesIn = (question: Matrix) => (role: string) => (isMultiple(question) ? role : 'none');

/** Which rows were left without an answer, in words; how many where they are more. */
function leftWords(question: Matrix, errors: readonly RuleBroken[]): string | undefined {
  const left = rowsLeft(question, errors);
  if (left.length === 0) return undefined;
  if (left.length > FEW_ROWS) return msg(str`Répondez aux ${number(left.length)} lignes qui restent.`);
  const names = left.map(({ label }) => plain(label)).join(', ');
  return left.length === 1
    ? msg(str`Répondez à la ligne qui reste : ${names}.`)
    : msg(str`Répondez aux lignes qui restent : ${names}.`);
}

function columnsOf(question: Matrix, localize: Localize): Column[] {
  if (question.type === 'matrix')
    return question.columns.map(({ id, label }) => ({ id, label: localize(label) }));
  const { min, max, minLabel, maxLabel } = question;
  return [...Array(max - min + 1).keys()].map((index) => {
    const end = index === 0 ? minLabel : index === max - min ? maxLabel : undefined;
    const id = String(min + index);
    return { id, label: id, end: end && localize(end) };
  });
}

/** «Autobus – Bon», a row each. */
function words(question: Matrix, answer: Answer, localize: Localize): unknown {
  const cells = answer as Cells;
  const columns = columnsOf(question, localize);
  const columnWords = (id: unknown) => columns.find((column) => column.id === String(id))?.label ?? id;
  return question.rows
    .filter(({ id }) => Object.hasOwn(cells, id))
    .map(({ id, label }) => {
      const chosen = ([cells[id]!].flat() as unknown[]).map(columnWords);
      const list = chosen.flatMap((one, index) => (index > 0 ? [', ', one] : [one]));
      return html`${localize(label)} –
      ${list}${question.type === 'matrix-scale' ? html` / ${question.max}` : nothing}`;
    });
}

/** From what width on a matrix of few columns, or of many, is laid out as a table. */
const asTable = (kind: 'few' | 'many', width: number) =>
  unsafeCSS(`@container cq-widget (inline-size >= ${width}px) {
    .${kind} { display: table; table-layout: fixed }
    .${kind} thead { display: table-header-group; position: static; clip-path: none }
    .${kind} tbody { display: table-row-group }
    .matrix.${kind} tr { display: table-row }
    .matrix.${kind} :is(th, td) { display: table-cell; padding: 4px; vertical-align: middle }
    .matrix.${kind} .wrong th { padding-inline-start: 12px }
    .${kind} thead td { inline-size: 30% }
    .matrix.${kind} thead th {
      position: sticky;
      inset-block-start: 0;
      z-index: 1;
      background: var(--_background);
      text-align: center;
      vertical-align: bottom;
    }
    .${kind} .choice { justify-content: center }
    .${kind} .choice span { display: none }
  }`);

const view: QuestionView<'matrix' | 'matrix-scale'> = {
  controls,
  words,
  errorWords(question, { code, at, limit }) {
    if (code === 'required') {
      if (!at) return msg('Répondez à chaque ligne.');
      return isMultiple(question)
        ? msg('Cochez au moins un choix sur cette ligne.')
        : msg('Choisissez une réponse sur cette ligne.');
    }
    return code === 'out-of-range' && question.type === 'matrix-scale'
      ? msg(str`Choisissez un nombre de ${question.min} à ${limit}.`)
      : undefined;
  },
  inOne: (question, errors) => (areManyLeft(errors) ? leftWords(question, errors) : undefined),
  fieldLabel: ({ rows }, [row], localize) => {
    const label = rows.find(({ id }) => id === row)?.label;
    return label && localize(label);
  },
  styles: css`
    .matrix {
      inline-size: 100%;
      border-collapse: collapse;
    }
    .matrix :is(th, td) {
      padding: 0;
      text-align: start;
      font-weight: 400;
    }
    .matrix th[scope='row'] {
      font-weight: 600;
    }
    .matrix tbody tr {
      border-block-start: 1px solid var(--_line);
    }
    .matrix tbody tr.wrong {
      box-shadow: inset 4px 0 var(--_error);
    }
    .matrix .wrong th {
      padding-inline-start: 12px;
    }
    .matrix,
    .matrix :is(tbody, tr, th, td) {
      display: block;
    }
    .matrix tbody tr {
      padding-block: 12px;
    }
    .matrix .wrong td {
      padding-inline-start: 12px;
    }
    .matrix thead {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    ${asTable('few', 560)}
    ${asTable('many', 800)}
  `,
};
addView('matrix', view);
addView('matrix-scale', view);
