import { addKind, WRONG_TYPE } from '../kinds.js';
import { cellsOf, checkCells, enterCells, readCells, readNumber } from './cells.js';

addKind('points', {
  read: (_, entered) => readCells(entered, readNumber),
  enter: enterCells,
  check({ options, total }, answer) {
    const cells = cellsOf(answer);
    if (!cells) return [WRONG_TYPE];
    const broken = checkCells(
      options.map(({ id }) => id),
      cells,
      () => false,
      (cell) => {
        if (typeof cell !== 'number' || !Number.isInteger(cell)) return { code: 'not-whole' };
        return cell < 0 || cell > total ? { code: 'out-of-range', limit: total } : undefined;
      },
    );
    if (broken.length > 0) return broken;
    const sum = Object.values(cells).reduce<number>((all, cell) => all + Number(cell), 0);
    // The limit says what is missing: below zero, what is too much.
    return sum === total ? [] : [{ code: 'wrong-total', limit: total - sum }];
  },
});
