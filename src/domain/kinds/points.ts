import type { Language } from '../../contract/text.js';
import type { Entered } from '../entered.js';
import { addKind, WRONG_TYPE } from '../kinds.js';
import { numberAs } from '../text-rules.js';
import { cellsOf, checkCells, enterCells, readNumbers } from './cells.js';

addKind('points', {
  read: (_, entered) => readNumbers(entered),
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

/** What was shared out, with its numbers as `language` writes them. */
export function sharesIn({ cells = {}, language: before = 'fr' }: Entered, language: Language): Entered {
  const written = Object.entries(cells).map(([name, cell]) => [
    name,
    typeof cell === 'string' ? numberAs(cell, before, language) : cell,
  ]);
  return { cells: Object.fromEntries(written) as Record<string, string>, language };
}
