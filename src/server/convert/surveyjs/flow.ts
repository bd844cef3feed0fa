import type { Condition } from '../../../contract/survey.js';
import type { Localized, LoosePage, LooseQuestion } from '../draft.js';
import { asText, shown, Source } from '../source.js';
import type { Reading } from './reading.js';
import { REASONS } from './reasons.js';

/** Each after those that it names, in whatever order they stand. */
export function readAllCalculated(reading: Reading, values: readonly Record<string, unknown>[]): void {
  const left = new Set(values);
  const read = (value: Record<string, unknown>) => {
    if (!left.delete(value)) return;
    const names = [...asText(value['expression']).matchAll(/\{\s*([^{}]+?)\s*\}/g)].map(([, name]) => name);
    for (const other of values) if (names.includes(asText(other['name']))) read(other);
    readCalculated(reading, value, values.indexOf(value));
  };
  values.forEach(read);
}

function readCalculated(reading: Reading, json: Record<string, unknown>, index: number): void {
  const place = `calculatedValues/${index}`;
  const source = new Source(json, reading.draft.report.open(place, asText(json['name'])));
  const { item } = source;
  const [name, written] = [source.text('name') ?? '', source.text('expression') ?? ''];
  // It is kept with the answers there too.
  if (json['includeIntoResult'] === true) source.take('includeIntoResult');
  const found = reading.draft.expression(written, item, 'expression');
  if (!found) return item.drop('its expression could not be converted');
  const question: LooseQuestion = {
    id: reading.draft.name(name, item),
    type: 'calculated',
    label: { fr: name },
    value: found.value,
  };
  reading.draft.place(question, item);
  reading.draft.means(name, { id: question.id, type: 'calculated', gives: found.gives });
  source.close(REASONS);
}

export function readTrigger(reading: Reading, json: Record<string, unknown>, index: number): void {
  const place = `triggers/${index}`;
  const item = reading.draft.report.open(place, asText(json['type']));
  const source = new Source(json, item);
  const type = source.text('type') ?? '';
  const written = source.text('expression') ?? olderExpression(source);
  if (type !== 'complete' && type !== 'skip') {
    item.drop(`a trigger that does «${type}» has no counterpart: ${shown(json)}`);
    return;
  }
  const found = written ? reading.draft.translate(written, item, 'expression') : undefined;
  if (found === undefined || typeof found === 'boolean')
    return item.drop('it says no condition that can hang on answers');
  const page = reading.draft.pageAfter(found);
  if (!page) return item.drop('it hangs on no question');
  const way =
    type === 'complete' ? early(reading, found) : skip(reading, found, source.text('gotoName') ?? '', page);
  if (!way) return item.drop('it skips to no later page');
  page['next'] = [...((page['next'] as unknown[]) ?? []), way];
  item.becomes(`page ${page.id}: next`);
  item.approximate('it happens when the page is left, not at once');
  source.close(REASONS);
}

function early(reading: Reading, condition: Condition): Record<string, unknown> {
  const { survey } = reading.draft;
  const thanks = (survey['thanks'] as Localized | undefined) ?? { fr: 'Merci.', en: 'Thank you.' };
  survey['endings'] ??= [
    { id: 'fin-anticipee', title: { fr: 'Fin du sondage', en: 'End of the survey' }, message: thanks },
  ];
  return { if: condition, end: 'fin-anticipee' };
}

function skip(
  reading: Reading,
  condition: Condition,
  target: string,
  from: LoosePage,
): Record<string, unknown> | undefined {
  const question = reading.chosen.get(target);
  const { pages } = reading.draft;
  const page = pages.find(({ questions }) => question && questions.includes(question));
  return page && pages.indexOf(page) > pages.indexOf(from) ? { if: condition, page: page.id } : undefined;
}

/** What older versions wrote in three fields: `{exit} = 'Yes'`. */
function olderExpression(source: Source): string | undefined {
  const [name, operator, value] = [source.text('name'), source.text('operator'), source.text('value')];
  if (name === undefined) return undefined;
  if (operator === 'empty' || operator === 'notempty') return `{${name}} ${operator}`;
  return `{${name}} ${OPERATORS[operator ?? 'equal'] ?? operator} '${(value ?? '').replace(/[\\']/g, '\\$&')}'`;
}

const OPERATORS: Record<string, string> = {
  equal: '=',
  notequal: '<>',
  greater: '>',
  less: '<',
  greaterorequal: '>=',
  lessorequal: '<=',
};
