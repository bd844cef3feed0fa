import type { Answer, Cells } from '../../contract/survey.js';
import type { Entered } from '../entered.js';
import { type RuleBroken } from '../kinds.js';
import { numberIn, numberText } from '../text-rules.js';

/** An answer by rows, or undefined where it is another kind of answer. */
export function cellsOf(answer: Answer): Cells | undefined {
  return typeof answer === 'object' && !Array.isArray(answer) ? answer : undefined;
}

/** Rows that nothing was entered for are left out; nothing at all is no answer. */
export function readCells(
  { cells = {} }: Entered,
  read: (entered: string | string[]) => Cells[string] | undefined,
): Cells | undefined {
  const filled = Object.entries(cells).flatMap(([name, entered]): [string, Cells[string]][] => {
    const cell = read(entered);
    return cell === undefined ? [] : [[name, cell]];
  });
  return filled.length > 0 ? Object.fromEntries(filled) : undefined;
}

/** The numbers of an answer by rows, as the language that they were written in writes them. */
export const readNumbers = (entered: Entered) =>
  readCells(entered, (cell) => (typeof cell === 'string' ? numberIn(cell, entered.language) : undefined));

export function enterCells(_: unknown, answer: Answer): Entered {
  return {
    cells: Object.fromEntries(
      Object.entries(cellsOf(answer) ?? {}).map(([name, cell]) => [
        name,
        Array.isArray(cell) ? cell : typeof cell === 'number' ? numberText(cell) : cell,
      ]),
    ),
  };
}

/** Refuses a row that there is none of, asks for each that is missing where all are required, and checks the others. */
export function checkCells(
  names: readonly string[],
  cells: Cells,
  isRequired: (name: string) => boolean,
  check: (cell: Cells[string], name: string) => RuleBroken | undefined,
): RuleBroken[] {
  const unknown = Object.keys(cells).filter((name) => !names.includes(name));
  if (unknown.length > 0) return unknown.map((name) => ({ code: 'not-an-option', at: [name] }));
  return names.flatMap((name): RuleBroken[] => {
    const cell = Object.hasOwn(cells, name) ? cells[name] : undefined;
    const broken = cell === undefined ? isRequired(name) && { code: 'required' } : check(cell, name);
    return broken ? [{ ...broken, at: [name] }] : [];
  });
}
