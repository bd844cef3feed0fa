import { given } from '../given.js';
import { type LooseQuestion, Options } from '../draft.js';
import type { Meaning } from '../meaning.js';
import { type Open, within } from '../report.js';
import { asObject, shown, Source } from '../source.js';
import type { Reading } from './reading.js';
import { REASONS } from './reasons.js';

export function textQuestion(source: Source, item: Open): Record<string, unknown> & { type: string } {
  const input = source.text('inputType') ?? 'text';
  const bounds = () => {
    const [min, max] = [source.take('min'), source.take('max')];
    return { min, max };
  };
  switch (input) {
    case 'number':
    case 'range': {
      const { min, max } = bounds();
      const step = source.number('step');
      const limits = validators(source, item, ['minValue', 'maxValue']);
      const decimals = step === undefined ? 0 : Math.min(6, (String(step).split('.')[1] ?? '').length);
      if (step !== undefined && step !== 1 && Number.isInteger(step))
        item.approximate(`whole numbers, not only each ${step}th`);
      if (step === undefined) item.approximate('whole numbers alone: set «decimals» where others may come');
      const own = { min: toNumber(min) ?? limits['minValue'], max: toNumber(max) ?? limits['maxValue'] };
      return { type: 'number', decimals, ...given(own) };
    }
    case 'date':
    case 'datetime-local':
    case 'datetime':
    case 'month':
    case 'week': {
      const { min, max } = bounds();
      if (input !== 'date') item.approximate(`«${input}» became a day`);
      const day = (value: unknown) => (typeof value === 'string' ? value.slice(0, 10) : undefined);
      validators(source, item, []);
      return { type: 'date', ...given({ min: day(min), max: day(max) }) };
    }
    case 'time':
      return { type: 'time', ...given(bounds()) };
    case 'email':
    case 'tel':
    case 'url':
      validators(source, item, []);
      return { type: input === 'email' ? 'email' : input === 'tel' ? 'telephone' : 'web-address' };
    default: {
      if (input !== 'text') item.approximate(`«${input}» became a short text`);
      const checks = source.list('validators').map((one) => asObject(one)['type']);
      if (checks.includes('numeric')) return checkedNumber(source, item);
      if (checks.includes('email')) {
        validators(source, item, []);
        return { type: 'email' };
      }
      const before = source.text('autocomplete', 'autoComplete');
      return { type: 'short-text', ...lengths(source, item, 500), ...given({ autocomplete: before }) };
    }
  }
}

/** A text that is checked to be a number. */
function checkedNumber(source: Source, item: Open): Record<string, unknown> & { type: string } {
  const { minValue, maxValue } = validators(source, item, ['minValue', 'maxValue']);
  item.approximate('a text that is checked to be a number became a number');
  return { type: 'number', decimals: 6, ...given({ min: minValue, max: maxValue }) };
}

export function lengths(source: Source, item: Open, most: number): Record<string, unknown> {
  const limits = validators(source, item, ['minLength', 'maxLength']);
  const longest = source.number('maxLength') ?? limits['maxLength'];
  if (longest !== undefined && longest > most) item.approximate(`at most ${most} characters`);
  const max = longest !== undefined && longest > 0 ? Math.min(longest, most) : undefined;
  return given({
    minLength: source.number('minLength') ?? (limits['minLength'] || undefined),
    maxLength: max,
  });
}

type Limit = 'minValue' | 'maxValue' | 'minLength' | 'maxLength' | 'minCount' | 'maxCount';

/** The limits of these names that a question’s checks set: all else that they check is told. */
export function validators(
  source: Source,
  item: Open,
  names: readonly Limit[],
): Partial<Record<Limit, number | undefined>> {
  const found: Partial<Record<Limit, number | undefined>> = {};
  source.list('validators').forEach((one, index) => {
    const place = `validators/${index}`;
    const validator = new Source(asObject(one), within(item, place));
    const type = validator.text('type') ?? '';
    if (!CHECKS.includes(type))
      return item.dropPart(place, `a check of the kind «${type}» has no counterpart: ${shown(one)}`);
    for (const name of names) found[name] = validator.number(name) ?? found[name];
    if (asObject(one)['allowDigits'] === true) validator.take('allowDigits');
    validator.close({ ...REASONS, text: 'the widget’s own words stand there' });
  });
  return found;
}

/** Checks whose limits may be kept. */
const CHECKS = ['numeric', 'text', 'answercount', 'email'];

export function multipleText(reading: Reading, name: string, source: Source, item: Open): LooseQuestion[] {
  const id = reading.draft.name(name, item);
  const fields = new Options(false, item);
  for (const one of source.list('items')) {
    const field = new Source(asObject(one), item);
    const written = field.text('name') ?? '';
    const made = fields.add(written, reading.text(field.take('title'), item) ?? reading.words(written));
    made['required'] = field.flag('isRequired');
    const longest = field.number('maxLength');
    if (longest !== undefined && longest > 0) made['maxLength'] = Math.min(500, longest);
    if (longest !== undefined && longest > 500) item.approximate(`«${written}»: at most 500 characters`);
    const input = field.text('inputType');
    if (input && input !== 'text') item.approximate(`«${written}» (${input}) became a short text`);
    if (field.list('validators').length > 0)
      item.dropPart(`items/${made.id}/validators`, 'the texts are not checked');
    field.close(REASONS);
  }
  const [first] = fields.list;
  if (!first) {
    item.drop('it has no texts');
    return [];
  }
  if (fields.list.length === 1) {
    item.approximate('a list of one text became a short text');
    const meaning: Meaning = { id, type: 'short-text' };
    reading.draft.means(`${name}.${[...fields.values.keys()][0]}`, meaning);
    return [{ id, type: 'short-text' }];
  }
  const question: LooseQuestion = { id, type: 'texts', fields: fields.list };
  reading.rowsOf.set(question, fields.values);
  return [question];
}

export function file(source: Source, item: Open): Record<string, unknown> & { type: string } {
  const bytes = source.number('maxSize');
  const accepted = source.text('acceptedTypes');
  const kinds = new Set<string>();
  for (const written of accepted?.split(',') ?? []) {
    const type = written.trim().toLowerCase();
    const known = type === 'image/*' ? ['jpeg', 'png', 'webp'] : FILE_KINDS[type.replace(/^\.|^.*\//, '')];
    if (type === 'image/*') item.approximate('pictures of all kinds there: JPEG, PNG and WebP here');
    if (known) for (const kind of known) kinds.add(kind);
    else item.dropPart('acceptedTypes', `files of that kind are not taken here: ${type}`);
  }
  const several = source.flag('allowMultiple');
  const most = source.number('maxFiles') ?? 0;
  const maxFiles = several ? Math.min(10, most > 0 ? most : 10) : 1;
  if (several && (most === 0 || most > 10)) item.approximate('at most 10 files');
  if (bytes !== undefined && bytes > 25_000_000) item.approximate('files of at most 25 megabytes');
  source.take('storeDataAsText', 'waitForUpload', 'allowImagesPreview');
  const maxSize = bytes ? Math.min(25, Math.max(0.1, Math.round(bytes / 100_000) / 10)) : undefined;
  if (!accepted) item.approximate('any kind of file there: PDF and pictures here');
  return { type: 'file', maxFiles, ...given({ maxSize, accept: kinds.size > 0 ? [...kinds] : undefined }) };
}

const FILE_KINDS: Record<string, string[]> = {
  pdf: ['pdf'],
  jpg: ['jpeg'],
  jpeg: ['jpeg'],
  png: ['png'],
  webp: ['webp'],
  docx: ['docx'],
  'vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  odt: ['odt'],
  xlsx: ['xlsx'],
  'vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  ods: ['ods'],
  csv: ['csv'],
  txt: ['txt'],
  plain: ['txt'],
};

const toNumber = (value: unknown) => {
  const number = value === undefined || value === '' ? NaN : Number(value);
  return Number.isNaN(number) ? undefined : number;
};
