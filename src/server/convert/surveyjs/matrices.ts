import { type Localized, type Loose, type LooseQuestion, Options } from '../draft.js';
import { given } from '../given.js';
import type { Meaning } from '../meaning.js';
import type { Open } from '../report.js';
import { asObject, Source } from '../source.js';
import { orderOf } from './choices.js';
import type { Around, Reading } from './reading.js';
import { REASONS } from './reasons.js';

function rowsIn(
  reading: Reading,
  source: Source,
  item: Open,
  around: Around,
): { list: Loose[]; values: Map<string, string> } {
  const rows = new Options(false, item);
  const visible = source.text('rowsVisibleIf');
  for (const one of source.list('rows')) {
    const row = new Source(typeof one === 'object' ? asObject(one) : { value: one }, item);
    const value = row.text('value') ?? '';
    const made = rows.add(value, reading.text(row.take('text'), item) ?? reading.words(value));
    const find = reading.finderOf(around);
    reading.draft.condition(made, 'showIf', row.text('visibleIf'), item, `rows/${made.id}/visibleIf`, find);
    const own = visible?.replace(/\{\s*item\s*\}/g, () => `'${value.replace(/[\\']/g, '\\$&')}'`);
    reading.draft.condition(made, 'showIf', own, item, 'rowsVisibleIf', find);
    row.close(REASONS);
  }
  return { list: rows.list, values: rows.values };
}

export function matrix(
  reading: Reading,
  name: string,
  source: Source,
  item: Open,
  around: Around,
): LooseQuestion[] {
  const rows = rowsIn(reading, source, item, around);
  const columns = columnsIn(reading, source.list('columns'), item);
  const multiple = source.text('cellType') === 'checkbox';
  const each = source.flag('isAllRowRequired', 'eachRowRequired');
  if (each) item.approximate('required means each row here');
  else if (source.flag('isRequired'))
    item.approximate('one row was enough there: required means each row here');
  if (source.flag('eachRowUnique'))
    item.dropPart('eachRowUnique', 'a column may be chosen in several rows here');
  if (source.take('cells')) item.dropPart('cells', 'cells have no words of their own');
  const id = reading.draft.name(name, item);
  const order = orderOf(source, item);
  if (rows.list.length < 2 || columns.list.length < 2) {
    if (rows.list.length !== 1 || columns.list.length < 2) {
      item.drop('a matrix has two rows and two columns at least');
      return [];
    }
    item.approximate('a matrix of one row became a choice');
    const only: LooseQuestion = {
      id,
      type: multiple ? 'multiple-choice' : 'single-choice',
      options: columns.list,
      label: rows.list[0]!['label'],
    };
    reading.valuesOf.set(only, columns.values);
    reading.draft.later(() =>
      reading.draft.means(`${name}.${[...rows.values.keys()][0]}`, reading.draft.find(name)!),
    );
    return [only];
  }
  const question: LooseQuestion = {
    id,
    type: 'matrix',
    rows: rows.list,
    columns: columns.list,
    multiple,
    ...(each && { required: true }),
    ...order,
  };
  reading.valuesOf.set(question, columns.values);
  reading.rowsOf.set(question, rows.values);
  return [question];
}

function columnsIn(reading: Reading, list: unknown[], item: Open): Options {
  const options = new Options(false, item);
  for (const one of list) {
    const column = new Source(typeof one === 'object' ? asObject(one) : { value: one }, item);
    const value = column.text('value', 'name') ?? '';
    options.add(value, reading.text(column.take('text', 'title'), item) ?? reading.words(value));
    column.close(REASONS);
  }
  return options;
}

/** Each column becomes a question over the same rows. */
export function matrixDropdown(
  reading: Reading,
  name: string,
  source: Source,
  item: Open,
  around: Around,
): LooseQuestion[] {
  const rows = rowsIn(reading, source, item, around);
  const shared = source.list('choices');
  const sharedType = source.text('cellType') ?? 'dropdown';
  const title = reading.text(source.take('title'), item) ?? { fr: name };
  const columns = source.list('columns').map(asObject);
  if (rows.list.length < 2) {
    item.drop('a matrix has two rows at least');
    return [];
  }
  if (columns.length > 1)
    item.approximate(`a matrix of ${columns.length} columns became a question for each`);
  return columns.flatMap((json) => {
    const column = new Source(json, item);
    const written = column.text('name') ?? 'column';
    const label = reading.text(column.take('title'), item) ?? { fr: written };
    const own = column.list('choices');
    const question = columnQuestion(
      reading,
      column.text('cellType') ?? sharedType,
      own.length > 0 ? own : shared,
      rows.list,
      column,
      item,
    );
    if (!question) {
      item.dropPart(`columns/${written}`, 'cells of that kind have no counterpart');
      return [];
    }
    const made: LooseQuestion = {
      ...question.made,
      id: reading.draft.name(columns.length === 1 ? name : `${name}.${written}`, item),
    };
    // Once answers stand in both texts.
    made['label'] = { ...title };
    if (columns.length > 1) reading.draft.later(() => (made['label'] = both(title, label)));
    if (column.flag('isRequired')) made['required'] = true;
    reading.draft.condition(made, 'showIf', column.text('visibleIf'), item, `columns/${written}/visibleIf`);
    column.close(REASONS);
    for (const [value, row] of rows.values)
      reading.draft.means(`${name}.${value}.${written}`, {
        id: made.id,
        type: made.type as Meaning['type'],
        row,
        rows: [...rows.values.values()],
        ...given({ values: question.values, multiple: made['multiple'] as boolean | undefined }),
      });
    return [made];
  });
}

function columnQuestion(
  reading: Reading,
  cell: string,
  choices: unknown[],
  rows: Loose[],
  column: Source,
  item: Open,
):
  | { made: Record<string, unknown> & { type: string }; values?: Map<string, string | number | boolean> }
  | undefined {
  const own = (list: Loose[]) => list.map((row) => ({ ...row }));
  switch (cell) {
    case 'dropdown':
    case 'radiogroup':
    case 'checkbox':
    case 'tagbox': {
      const options = columnsIn(reading, choices, item);
      const multiple = cell === 'checkbox' || cell === 'tagbox';
      if (options.list.length < 2) return undefined;
      return {
        made: { type: 'matrix', rows: own(rows), columns: options.list, multiple },
        values: options.values,
      };
    }
    case 'boolean': {
      const options = new Options(false);
      options.add('true', { fr: 'Oui', en: 'Yes' });
      options.add('false', { fr: 'Non', en: 'No' });
      return { made: { type: 'matrix', rows: own(rows), columns: options.list }, values: options.values };
    }
    case 'rating': {
      const max = column.number('rateMax') ?? 5;
      const min = column.number('rateMin') ?? 1;
      const ends = {
        minLabel: reading.text(column.take('minRateDescription'), item) ?? { fr: String(min) },
        maxLabel: reading.text(column.take('maxRateDescription'), item) ?? { fr: String(max) },
      };
      return { made: { type: 'matrix-scale', rows: own(rows), min, max, ...ends } };
    }
    case 'text':
    case 'comment': {
      const input = column.text('inputType');
      if (input && input !== 'text') item.approximate(`cells of «${input}» became short texts`);
      if (cell === 'comment') item.approximate('cells of several lines became short texts of one line');
      const fields = rows.map(({ id, label }) => ({ id, label, required: false }));
      return { made: { type: 'texts', fields } };
    }
    default:
      return undefined;
  }
}

/** «Title — column». */
function both(title: Localized, label: Localized): Localized {
  const english = title.en !== undefined || label.en !== undefined;
  return {
    fr: `${title.fr} — ${label.fr}`,
    ...(english && { en: `${title.en ?? title.fr} — ${label.en ?? label.fr}` }),
  };
}
