import { type Localized, type Loose, Options } from '../draft.js';
import { given } from '../given.js';
import type { Open } from '../report.js';
import type { Source } from '../source.js';
import type { Row } from './document.js';
import type { Made, Reading } from './reading.js';

export function fixedChoice(id: string, list: [string, Localized][], item: Open): Made[] {
  const options = new Options(false, item);
  for (const [code, label] of list) options.add(code, label);
  return [{ question: { id, type: 'single-choice', options: options.list }, values: options.values }];
}

export function answersOf(reading: Reading, row: Row, item: Open, other = false, scale = '0'): Options {
  const options = new Options(other, item);
  if (other) options.values.set('-oth-', 'other');
  for (const answer of reading.document.answers)
    if (answer['qid'] === row['qid'] && (answer['scale_id'] ?? '0') === scale)
      options.add(answer['code'] ?? '', reading.text(answer, 'answer', item));
  return options;
}

export function partsOf(reading: Reading, row: Row, item: Open, other = false, scale = '0'): Options {
  const options = new Options(other, item);
  for (const part of reading.document.subquestions) {
    if (part['parent_qid'] !== row['qid'] || (part['scale_id'] ?? '0') !== scale) continue;
    const made: Loose = options.add(part['title'] ?? '', reading.text(part, 'question', item));
    reading.draft.condition(
      made,
      'showIf',
      part['relevance'],
      item,
      `${made.id}/relevance`,
      reading.finder(item),
    );
  }
  return options;
}

export function choiceQuestion(
  reading: Reading,
  id: string,
  row: Row,
  other: boolean,
  attributes: Source,
  item: Open,
): Made[] {
  const options = answersOf(reading, row, item, other);
  if (attributes.text('other_replace_text'))
    item.dropPart('other_replace_text', 'the widget’s own words stand there');
  const order = attributes.text('answer_order') === 'random' ? { order: 'random' } : {};
  const display = row['type'] === '!' ? { display: 'list' } : {};
  if (options.list.length < 2) {
    item.drop('a choice has two options at least');
    return [];
  }
  const made: Made[] = [
    {
      question: { id, type: 'single-choice', options: options.list, other, ...order, ...display },
      values: options.values,
    },
  ];
  if (row['type'] === 'O') {
    item.approximate('its comment became a question of its own');
    const label = { fr: 'Commentaire', en: 'Comment' };
    made.push({
      question: { id: reading.draft.name(`${row['title']}_comment`, item), type: 'long-text', label },
    });
  }
  return made;
}

export function several(
  reading: Reading,
  id: string,
  row: Row,
  other: boolean,
  attributes: Source,
  item: Open,
): Made[] {
  const options = partsOf(reading, row, item, other);
  if (row['type'] === 'P') item.dropPart('comments', 'options have no comments of their own');
  const exclusive = attributes.text('exclude_all_others')?.split(/[;,]/) ?? [];
  for (const code of exclusive) {
    const option = options.list.find((one) => one.id === options.values.get(code.trim()));
    if (option) option['exclusive'] = true;
  }
  const counts = given({ min: attributes.number('min_answers'), max: attributes.number('max_answers') });
  if (options.list.length < 2) {
    item.drop('a choice has two options at least');
    return [];
  }
  return [
    {
      question: { id, type: 'multiple-choice', options: options.list, other, ...counts },
      options: options.values,
    },
  ];
}

export function ranking(reading: Reading, id: string, row: Row, attributes: Source, item: Open): Made[] {
  const own = answersOf(reading, row, item);
  const options = own.list.length > 0 ? own : partsOf(reading, row, item);
  const best = attributes.number('max_answers', 'max_subquestions');
  attributes.take('showpopups', 'samechoiceheight', 'samelistheight', 'choice_title', 'rank_title');
  if (options.list.length < 2) {
    item.drop('a ranking has two options at least');
    return [];
  }
  return [
    {
      question: { id, type: 'ranking', options: options.list, ...given({ best }) },
      values: options.values,
    },
  ];
}
