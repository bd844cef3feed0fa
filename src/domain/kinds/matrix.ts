import { checkStep } from '../common-kinds.js';
import { addKind, type Of, type RuleBroken, WRONG_TYPE } from '../kinds.js';
import { cellsOf, checkCells, enterCells, readCells } from './cells.js';

/** Up to how many rows that were left are named, and told one by one. */
export const FEW_ROWS = 3;

/** The rows that were left without an answer. */
export function rowsLeft<Row extends { id: string }>(
  { rows }: { rows: readonly Row[] },
  errors: readonly RuleBroken[],
): Row[] {
  return rows.filter(({ id }) => errors.some(({ code, at }) => code === 'required' && at?.[0] === id));
}

/** Whether what is wrong is said once for all rows: many were left, and nothing else is wrong. */
export function areManyLeft(errors: readonly RuleBroken[]): boolean {
  return errors.length > FEW_ROWS && errors.every(({ code }) => code === 'required');
}

/** Each row of a matrix that was left empty. */
const missing = ({ rows }: Pick<Of<'matrix'>, 'rows'>): RuleBroken[] =>
  rows.map(({ id }) => ({ code: 'required', at: [id] }));

addKind('matrix', {
  missing,
  read: ({ multiple }, entered) =>
    readCells(entered, (cell) => {
      if (multiple) return cell.length > 0 ? [cell].flat() : undefined;
      return [cell].flat()[0] || undefined;
    }),
  enter: enterCells,
  check({ rows, columns, multiple, required }, answer) {
    const cells = cellsOf(answer);
    if (!cells) return [WRONG_TYPE];
    const isColumn = (id: unknown) => columns.some((column) => column.id === id);
    return checkCells(
      rows.map(({ id }) => id),
      cells,
      () => required,
      (cell) => {
        if (Array.isArray(cell) !== multiple || typeof cell === 'number') return WRONG_TYPE;
        const chosen = [cell].flat();
        if (chosen.length === 0) return required ? { code: 'required' } : WRONG_TYPE;
        const isWrong = new Set(chosen).size < chosen.length || !chosen.every(isColumn);
        return isWrong ? { code: 'not-an-option' } : undefined;
      },
    );
  },
});

addKind('matrix-scale', {
  missing,
  read: (_, entered) =>
    readCells(entered, (cell) => (typeof cell === 'string' && cell !== '' ? Number(cell) : undefined)),
  enter: enterCells,
  check({ rows, min, max, required }, answer) {
    const cells = cellsOf(answer);
    if (!cells) return [WRONG_TYPE];
    return checkCells(
      rows.map(({ id }) => id),
      cells,
      () => required,
      (cell) => checkStep(min, max, cell),
    );
  },
});
