import { addKind, WRONG_TYPE } from '../kinds.js';
import { checkText, textIn } from '../text-rules.js';
import { cellsOf, checkCells, enterCells, readCells } from './cells.js';

addKind('texts', {
  read: (_, entered) => readCells(entered, (cell) => (typeof cell === 'string' ? textIn(cell) : undefined)),
  enter: enterCells,
  check({ fields, required }, answer) {
    const cells = cellsOf(answer);
    if (!cells) return [WRONG_TYPE];
    const field = (id: string) => fields.find((one) => one.id === id)!;
    return checkCells(
      fields.map(({ id }) => id),
      cells,
      (name) => required && field(name).required,
      (cell, name) => (typeof cell === 'string' ? checkText(field(name), cell) : WRONG_TYPE),
    );
  },
});
