import type { Loose, LooseQuestion } from '../draft.js';
import type { Open } from '../report.js';
import type { Source } from '../source.js';
import { partsOf } from './choices.js';
import type { Row } from './document.js';
import type { Made, Reading } from './reading.js';
import { maximum, worded } from './texts.js';

/** As many questions as one array of numbers may become. */
const MOST_CELLS = 60;

/** An array of texts: several texts for each row. */
export function textGrid(reading: Reading, row: Row, attributes: Source, item: Open): Made[] {
  const { rows, columns } = gridOf(reading, row, item);
  if (rows.size === 0 || columns.size === 0) return none(item);
  if (attributes.text('numbers_only') === '1') return numbers(reading, row, rows, columns, {}, item);
  const limit = maximum(attributes, 500, item);
  const field = ({ id, label }: Loose) => ({ id, label, required: row['mandatory'] === 'Y', ...limit });
  item.approximate('each row of an array of texts became a question of its own');
  return [...rows].map(([code, part]) => {
    const id = reading.draft.name(`${row['title']}_${code}`, item);
    // One text alone is no list.
    const question: LooseQuestion =
      columns.size === 1
        ? { ...part, id, type: 'short-text', ...limit }
        : { ...part, id, type: 'texts', fields: [...columns.values()].map(field) };
    worded(reading, question, row, columns.size === 1 ? [part, ...columns.values()] : [part], item);
    for (const [column, { id: field }] of columns)
      reading.means(row, [code, column], {
        id,
        type: question.type as 'texts',
        ...(columns.size > 1 && { row: field }),
      });
    return { question };
  });
}

/** An array of numbers: check boxes, a scale for each column, or a number for each cell. */
export function numberGrid(reading: Reading, row: Row, attributes: Source, item: Open): Made[] {
  const { rows, columns } = gridOf(reading, row, item);
  if (rows.size === 0 || columns.size === 0) return none(item);
  const isChecked = attributes.text('multiflexible_checkbox') === '1';
  const bound = (name: string) => attributes.number(name);
  const [min, max, step] = ['min', 'max', 'step'].map((name) => bound(`multiflexible_${name}`));
  if (isChecked && rows.size > 1 && columns.size > 1) return checked(reading, row, rows, columns, item);
  if (isChecked) item.approximate('boxes to check became numbers, of 0 or 1');
  const [from, to] = isChecked ? [0, 1] : [min ?? 1, max ?? 10];
  const isTyped = attributes.text('input_boxes') === '1';
  const isScale = [0, 1].includes(from) && to >= 2 && to <= 10 && (step ?? 1) === 1;
  if (!isTyped && !isChecked && isScale && rows.size > 1)
    return scales(reading, row, rows, columns, [from, to], item);
  if (step !== undefined && step !== 1) item.approximate(`whole numbers, not only each step of ${step}`);
  const bounds = isTyped ? { ...(min !== undefined && { min }), ...(max !== undefined && { max }) } : { min: from, max: to }; // prettier-ignore
  return numbers(reading, row, rows, columns, bounds, item);
}

function none(item: Open): Made[] {
  item.drop('an array has rows and columns');
  return [];
}

type Parts = ReadonlyMap<string, Loose>;

function gridOf(reading: Reading, row: Row, item: Open): { rows: Parts; columns: Parts } {
  const [rows, columns] = ['0', '1'].map((scale) => {
    const { list, values } = partsOf(reading, row, item, false, scale);
    return new Map([...values].map(([code, id]) => [code, list.find((one) => one.id === id)!]));
  });
  return { rows: rows!, columns: columns! };
}

function checked(reading: Reading, row: Row, rows: Parts, columns: Parts, item: Open): Made[] {
  const id = reading.draft.name(row['title'] ?? '', item);
  for (const [code, { id: part }] of rows)
    for (const [column, { id: option }] of columns)
      reading.means(row, [code, column], { id, type: 'matrix', row: part, multiple: true, option });
  const question = { id, type: 'matrix', rows: [...rows.values()], columns: [...columns.values()] };
  return [{ question: { ...question, multiple: true } }];
}

function scales(
  reading: Reading,
  row: Row,
  rows: Parts,
  columns: Parts,
  [min, max]: [number, number],
  item: Open,
): Made[] {
  item.approximate('each column of an array of numbers became a scale, whose ends are their numbers');
  return [...columns].map(([column, part]) => {
    const question: LooseQuestion = {
      id: reading.draft.name(`${row['title']}_${column}`, item),
      type: 'matrix-scale',
      rows: [...rows.values()].map((one) => ({ ...one })),
      min,
      max,
      minLabel: { fr: String(min) },
      maxLabel: { fr: String(max) },
    };
    worded(reading, question, row, [part], item);
    const all = [...rows.values()].map(({ id }) => id);
    for (const [code, { id }] of rows)
      reading.means(row, [code, column], { id: question.id, type: 'matrix-scale', row: id, rows: all });
    return { question };
  });
}

function numbers(
  reading: Reading,
  row: Row,
  rows: Parts,
  columns: Parts,
  bounds: { min?: number; max?: number },
  item: Open,
): Made[] {
  if (rows.size * columns.size > MOST_CELLS) {
    item.drop(`an array of ${rows.size * columns.size} numbers: ask a question for each that matters`);
    return [];
  }
  item.approximate('each cell of an array of numbers became a question of its own');
  return [...rows].flatMap(([code, part]) =>
    [...columns].map(([column, other]): Made => {
      const id = reading.draft.name(`${row['title']}_${code}_${column}`, item);
      const question: LooseQuestion = { ...part, id, type: 'number', decimals: 6, ...bounds };
      worded(reading, question, row, [part, other], item);
      reading.means(row, [code, column], { id, type: 'number' });
      return { question };
    }),
  );
}
