import { addKind, WRONG_TYPE } from '../kinds.js';
import { checkText, isLine, lineIn } from '../text-rules.js';
import { cellsOf, checkCells, enterCells, readCells } from './cells.js';

addKind('texts', {
  read: (_, entered) => readCells(entered, (cell) => (typeof cell === 'string' ? lineIn(cell) : undefined)),
  enter: enterCells,
  check({ fields, required }, answer) {
    const cells = cellsOf(answer);
    if (!cells) return [WRONG_TYPE];
    const field = (id: string) => fields.find((one) => one.id === id)!;
    return checkCells(
      fields.map(({ id }) => id),
      cells,
      (name) => required && field(name).required,
      (cell, name) => {
        if (typeof cell !== 'string') return WRONG_TYPE;
        if (lineIn(cell) === undefined)
          return required && field(name).required ? { code: 'required' } : WRONG_TYPE;
        return isLine(cell) ? checkText(field(name), cell) : { code: 'not-storable' };
      },
    );
  },
});
