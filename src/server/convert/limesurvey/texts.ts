import { type Localized, type Loose, type LooseQuestion, WORTHLESS } from '../draft.js';
import { given } from '../given.js';
import type { Open } from '../report.js';
import type { Source } from '../source.js';
import { partsOf } from './choices.js';
import type { Row } from './document.js';
import type { Made, Reading } from './reading.js';

export function shortText(attributes: Source, item: Open): Record<string, unknown> & { type: string } {
  if (attributes.text('numbers_only') === '1') {
    item.approximate('a text of figures alone became a number');
    return { type: 'number', decimals: 6 };
  }
  if (attributes.number('display_rows') && attributes.number('display_rows')! > 1)
    return { type: 'long-text', ...maximum(attributes, 20_000, item) };
  if (attributes.text('location_mapservice') && attributes.text('location_mapservice') !== '0') {
    item.approximate('a place is told in words: add «map» with a tile server for a point');
    return { type: 'place' };
  }
  return { type: 'short-text', ...maximum(attributes, 500, item) };
}

export function maximum(attributes: Source, most: number, item: Open) {
  const max = attributes.number('maximum_chars');
  if (max !== undefined && max > most) item.approximate(`at most ${most} characters`);
  return given({ maxLength: max ? Math.min(most, max) : undefined });
}

export function numberQuestion(attributes: Source, item: Open): Record<string, unknown> & { type: string } {
  const whole = attributes.text('num_value_int_only') === '1';
  const bound = (name: string) => {
    const written = attributes.text(name);
    const value = written === undefined ? undefined : Number(written);
    if (value !== undefined && Number.isNaN(value))
      item.dropPart(name, `a bound is a number here: ${written}`);
    return value !== undefined && !Number.isNaN(value) ? value : undefined;
  };
  const unit = attributes.text('suffix');
  const own = {
    min: bound('min_num_value_n'),
    max: bound('max_num_value_n'),
    unit: unit ? { fr: unit } : undefined,
  };
  return { type: 'number', decimals: whole ? 0 : 6, ...given(own) };
}

export function dateQuestion(attributes: Source, item: Open): Record<string, unknown> & { type: string } {
  const format = attributes.text('date_format');
  if (format && /[HMi:]{2,}.*[:]/.test(format)) item.approximate(`days and times (${format}) became days`);
  else if (format && !/[dj]/i.test(format)) item.approximate(`what has no day (${format}) became days`);
  else if (format) item.dropPart('date_format', `days are written as the language does: ${format}`);
  const bound = (name: string) => {
    const written = attributes.text(name);
    if (written === undefined || /^\d{4}-\d{2}-\d{2}/.test(written)) return written?.slice(0, 10);
    item.dropPart(name, `a bound is a day here: ${written}`);
    return undefined;
  };
  return { type: 'date', ...given({ min: bound('date_min'), max: bound('date_max') }) };
}

export function textsOf(reading: Reading, id: string, row: Row, attributes: Source, item: Open): Made[] {
  const parts = partsOf(reading, row, item);
  if (row['type'] === 'K') {
    const total = attributes.number('equals_num_value');
    if (total !== undefined && Number.isInteger(total) && total > 0 && parts.list.length >= 2) {
      item.approximate('numbers that add up to a sum became points to share');
      return [{ question: { id, type: 'points', options: parts.list, total }, rows: parts.values }];
    }
    item.approximate('each number became a question of its own');
    const number = numberQuestion(attributes, item);
    return [...parts.values].map(([code, id]) => {
      const part = parts.list.find((one) => one.id === id)!;
      const question: LooseQuestion = {
        ...part,
        ...number,
        id: reading.draft.name(`${row['title']}_${code}`, item),
      };
      worded(reading, question, row, [part], item);
      reading.means(row, [code], { id: question.id, type: 'number' });
      return { question };
    });
  }
  if (parts.list.length < 2) {
    item.drop('several texts are two at least');
    return [];
  }
  const common = { required: row['mandatory'] === 'Y', ...maximum(attributes, 500, item) };
  const fields = parts.list.map(({ id, label }) => ({ id, label, ...common }));
  return [{ question: { id, type: 'texts', fields }, rows: parts.values }];
}

/** Has a question say what was asked, and of which parts: «Combien ? — Vélos». */
export function worded(
  reading: Reading,
  question: LooseQuestion,
  row: Row,
  parts: readonly Loose[],
  item: Open,
): void {
  const asked = reading.text(row, 'question', item);
  const labels = [...(asked ? [asked] : []), ...parts.map((part) => part['label'] as Localized)];
  const english = labels.some(({ en }) => en !== undefined);
  const said = () => ({
    fr: labels.map(({ fr }) => fr).join(' — '),
    ...(english && { en: labels.map(({ fr, en }) => en ?? fr).join(' — ') }),
  });
  question['label'] = said();
  // Once answers stand in all of them.
  reading.draft.later(() => (question['label'] = said()));
}

export function fileQuestion(attributes: Source, item: Open): Record<string, unknown> & { type: string } {
  const known: Record<string, string> = { jpg: 'jpeg', jpeg: 'jpeg', png: 'png', webp: 'webp', pdf: 'pdf' };
  for (const type of ['docx', 'odt', 'xlsx', 'ods', 'csv', 'txt']) known[type] = type;
  const accept = new Set<string>();
  for (const type of attributes.text('allowed_filetypes')?.split(',') ?? []) {
    const kind = known[type.trim().toLowerCase()];
    if (kind) accept.add(kind);
    else item.dropPart('allowed_filetypes', `files of that kind are not taken here: ${type.trim()}`);
  }
  const kilobytes = attributes.number('max_filesize');
  if (kilobytes !== undefined && kilobytes > 25_000) item.approximate('files of at most 25 megabytes');
  attributes.take('show_title', 'show_comment');
  const maxSize = kilobytes ? Math.min(25, Math.max(0.1, Math.round(kilobytes / 100) / 10)) : undefined;
  const several = attributes.number('max_num_of_files') ?? 1;
  const maxFiles = Math.min(10, several);
  if (several > 10) item.approximate('at most 10 files');
  return {
    type: 'file',
    maxFiles,
    ...given({ maxSize, accept: accept.size > 0 ? [...accept] : undefined }),
  };
}

export function equation(reading: Reading, id: string, row: Row, attributes: Source, item: Open): Made[] {
  const question: LooseQuestion = { id, type: 'calculated', value: 0, label: { fr: row['title'] ?? id } };
  const written = attributes.text('equation') ?? row[`question@${reading.document.language}`] ?? '';
  reading.draft.later(() => {
    const inner = /^\s*\{([\s\S]*)\}\s*$/.exec(written)?.[1] ?? written;
    const found = reading.draft.expression(inner, item, 'equation', reading.finder(item));
    if (found) question['value'] = found.value;
    else question['never'] = WORTHLESS;
  });
  return [{ question }];
}
