import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { headOf, overflows } from '../../src/server/tables.js';

const KNOWN = ['number', 'velo', 'motifs', 'avis, en bref', 'a'];
const head = (table: string) => headOf(table, (title) => KNOWN.includes(title));

describe('the first line of a table', () => {
  for (const [what, table, delimiter, titles] of [
    ['semicolons, with commas in what follows', 'number;velo\n1;oui, mais\n', ';', ['number', 'velo']],
    ['commas', 'number,velo\n1,oui;non;non\n', ',', ['number', 'velo']],
    ['tabs', 'number\tvelo\n1\t2,5', '\t', ['number', 'velo']],
    ['one column', 'velo\noui', ',', ['velo']],
    ['a comma in quotation marks', '"avis, en bref";velo\n;', ';', ['avis, en bref', 'velo']],
    ['a column that is not known', 'velo;sujets,x,y;motifs', ';', ['velo', 'sujets,x,y', 'motifs']],
    ['more columns that are not known', 'number;velo;x,a,b,c', ';', ['number', 'velo', 'x,a,b,c']],
    ['spaces, a mark of byte order and empty lines', '\ufeff\n\nnumber ; velo\n', ';', ['number', 'velo']],
    ['line ends of other systems', 'number;velo\r\n1;oui\r\n', ';', ['number', 'velo']],
  ] as const) {
    it(`tells what parts the columns, with ${what}`, () => {
      assert.deepEqual([head(table)?.delimiter, head(table)?.titles], [delimiter, titles]);
    });
  }

  it('tells nothing where it names no column, is empty or does not end', () => {
    for (const table of ['Numéro|Vélo\n1|oui', '', '\n', '"velo;a\n']) assert.equal(head(table), undefined);
  });
});

it('a line overflows where it has more than columns, and not where what is more is empty', () => {
  const columns = head('number;velo')!;
  assert.equal(overflows(['1', 'oui', '5'], columns), true);
  assert.equal(overflows(['1', 'oui', '', ' '], columns), false);
  assert.equal(overflows(['1'], columns), false);
});
