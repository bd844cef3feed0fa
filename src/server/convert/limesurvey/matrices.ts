import { type Localized, Options } from '../draft.js';
import type { Open } from '../report.js';
import type { Source } from '../source.js';
import { answersOf, partsOf } from './choices.js';
import type { Row } from './document.js';
import type { Made, Reading } from './reading.js';

const UNCERTAIN: [string, Localized][] = [
  ['Y', { fr: 'Oui', en: 'Yes' }],
  ['U', { fr: 'Incertain', en: 'Uncertain' }],
  ['N', { fr: 'Non', en: 'No' }],
];
const CHANGES: [string, Localized][] = [
  ['I', { fr: 'Augmenter', en: 'Increase' }],
  ['S', { fr: 'Sans changement', en: 'Same' }],
  ['D', { fr: 'Diminuer', en: 'Decrease' }],
];
const numbers = (upTo: number): [string, Localized][] =>
  Array.from({ length: upTo }, (_, index) => [String(index + 1), { fr: String(index + 1) }]);

function columnsOf(reading: Reading, row: Row, item: Open): Options {
  const fixed = { A: numbers(5), B: numbers(10), C: UNCERTAIN, E: CHANGES }[row['type']!];
  if (!fixed) return answersOf(reading, row, item);
  const options = new Options(false, item);
  for (const [code, label] of fixed) options.add(code, label);
  return options;
}

export function matrix(reading: Reading, id: string, row: Row, attributes: Source, item: Open): Made[] {
  const rows = partsOf(reading, row, item);
  const columns = columnsOf(reading, row, item);
  if (row['type'] === 'H') item.approximate('an array by column stands by row');
  if (rows.list.length < 2 || columns.list.length < 2) {
    item.drop('a matrix has two rows and two columns at least');
    return [];
  }
  if (row['type'] === 'A' || row['type'] === 'B') {
    const max = row['type'] === 'A' ? 5 : 10;
    item.approximate('the ends of the scale had no words: their numbers stand there');
    const ends = { minLabel: { fr: '1' }, maxLabel: { fr: String(max) } };
    return [
      { question: { id, type: 'matrix-scale', rows: rows.list, min: 1, max, ...ends }, rows: rows.values },
    ];
  }
  attributes.take('use_dropdown', 'repeat_headings');
  return [
    {
      question: { id, type: 'matrix', rows: rows.list, columns: columns.list },
      values: columns.values,
      rows: rows.values,
    },
  ];
}

/** Two scales over the same rows became two matrices. */
export function dualScale(reading: Reading, row: Row, attributes: Source, item: Open): Made[] {
  const rows = partsOf(reading, row, item);
  const headers = ['dualscale_headerA', 'dualscale_headerB'].map((name) => attributes.text(name));
  item.approximate('an array of two scales became two matrices');
  const made = ['0', '1'].flatMap((scale, index): Made[] => {
    const columns = answersOf(reading, row, item, false, scale);
    if (columns.list.length < 2 || rows.list.length < 2) return [];
    const label = reading.text(row, 'question', item) ?? { fr: row['title'] ?? '' };
    const header = headers[index];
    if (header) label.fr = `${label.fr} — ${header}`;
    return [
      {
        question: {
          id: reading.draft.name(`${row['title']}_${Number(scale) + 1}`, item),
          type: 'matrix',
          label,
          rows: rows.list.map((one) => ({ ...one })),
          columns: columns.list,
        },
        values: columns.values,
        rows: new Map([...rows.values].map(([code, id]) => [`${code}_${scale}`, id])),
      },
    ];
  });
  if (made.length === 0) item.drop('a matrix has two rows and two columns at least');
  return made;
}
