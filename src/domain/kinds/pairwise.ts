import { EQUAL } from '../../contract/limits.js';
import type { Option } from '../../contract/survey.js';
import { addKind, type Of, WRONG_TYPE } from '../kinds.js';
import { theLogic } from '../conditions.js';
import { cellsOf, checkCells, enterCells, readCells } from './cells.js';

/** One pair, and its name in the answer. */
export interface Pair {
  name: string;
  options: readonly [Option, Option];
}

/** Every pair of the options, in their order. */
export function allPairs({ options }: Of<'pairwise'>): Pair[] {
  return options.flatMap((one, index) =>
    options.slice(index + 1).map((other): Pair => ({ name: `${one.id}:${other.id}`, options: [one, other] })),
  );
}

/** The pairs that one participant is asked: all, or as many as the question says, drawn by their seed. */
export function askedPairs(question: Of<'pairwise'>, seed: number): Pair[] {
  const drawn = theLogic().inOrder(allPairs(question), seed, question.id);
  return drawn.slice(0, question.pairs ?? drawn.length);
}

addKind('pairwise', {
  read: (_, entered) => readCells(entered, (cell) => [cell].flat()[0] || undefined),
  enter: enterCells,
  check(question, answer) {
    const cells = cellsOf(answer);
    if (!cells) return [WRONG_TYPE];
    const pairs = allPairs(question);
    const broken = checkCells(
      pairs.map(({ name }) => name),
      cells,
      () => false,
      (cell, name) => {
        const isOne = name.split(':').includes(String(cell)) || (question.equal && cell === EQUAL);
        return isOne ? undefined : { code: 'not-an-option' };
      },
    );
    if (broken.length > 0) return broken;
    // Which pairs were asked hangs on the seed; how many does not.
    const asked = Math.min(question.pairs ?? pairs.length, pairs.length);
    const count = Object.keys(cells).length;
    if (count > asked) return [{ code: 'too-many', limit: asked }];
    return question.required && count < asked ? [{ code: 'compare-more', limit: asked - count }] : [];
  },
});
