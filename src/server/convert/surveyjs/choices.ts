import { questionsIn } from '../../../domain/kinds.js';
import { type Loose, type LooseQuestion, Options } from '../draft.js';
import { given } from '../given.js';
import type { Open } from '../report.js';
import { asObject, Source } from '../source.js';
import type { Around, Reading } from './reading.js';
import { REASONS } from './reasons.js';
import { validators } from './texts.js';

export function choice(
  reading: Reading,
  type: string,
  name: string,
  source: Source,
  item: Open,
  around: Around,
): LooseQuestion[] {
  const several = type === 'checkbox' || type === 'tagbox';
  const other = source.flag('showOtherItem', 'hasOther') && !['ranking', 'imagepicker'].includes(type);
  const options = optionsOf(reading, source, item, around, other, type === 'imagepicker');
  const limits = validators(source, item, ['minCount', 'maxCount']);
  const id = reading.draft.name(name, item);
  special(reading, source, item, options, several);
  const order = orderOf(source, item);
  const none = carried(reading, source, item, options, id);
  if (none) return [];
  if (options.list.length < 2 && !(options.list.length === 1 && other))
    return single(reading, id, several, options, item);
  if (options.list.length < 2) {
    item.drop('one option alone, beside «other»');
    return [];
  }
  const max = source.number('maxSelectedChoices') ?? limits['maxCount'];
  const counts = given({
    min: source.number('minSelectedChoices') ?? limits['minCount'],
    max: max || undefined,
  });
  const base = { id, options: options.list, ...order };
  const question = choiceOf(type, base, { several, other, counts }, source, item);
  reading.valuesOf.set(question, options.values);
  return [question];
}

function choiceOf(
  type: string,
  base: Record<string, unknown> & { id: string },
  { several, other, counts }: { several: boolean; other: boolean; counts: Record<string, unknown> },
  source: Source,
  item: Open,
): LooseQuestion {
  if (type === 'imagepicker') {
    const multiple = source.flag('multiSelect');
    const options = base['options'] as Loose[];
    if (options.every((option) => option['image'])) return { ...base, type: 'image-choice', multiple };
    item.approximate('a picture has no full address: the options are in words');
    for (const option of options) delete option['image'];
    return { ...base, type: multiple ? 'multiple-choice' : 'single-choice' };
  }
  if (type === 'ranking') {
    const some = source.flag('selectToRankEnabled');
    const best = some ? counts['max'] : undefined;
    if (some) item.approximate('as many are ranked as one likes there; here, as many as «best» says');
    return { ...base, type: 'ranking', ...given({ best }) };
  }
  if (several) return { ...base, type: 'multiple-choice', other, ...counts };
  return { ...base, type: 'single-choice', other, ...(type === 'dropdown' && { display: 'list' }) };
}

/** A check box on its own asks for agreement. */
function single(
  reading: Reading,
  id: string,
  several: boolean,
  options: Options,
  item: Open,
): LooseQuestion[] {
  const [only] = options.list;
  if (!several || !only) {
    item.drop(only ? 'a choice of one option alone' : 'it has no options');
    return [];
  }
  item.approximate('a check box on its own became a consent');
  const question: LooseQuestion = { id, type: 'consent' };
  reading.valuesOf.set(question, new Map([...options.values.keys()].map((value) => [value, true])));
  reading.draft.later(() => {
    question['text'] = question['label'];
    question['label'] = only['label'];
  });
  return [question];
}

function optionsOf(
  reading: Reading,
  source: Source,
  item: Open,
  around: Around,
  other: boolean,
  pictures: boolean,
): Options {
  const options = new Options(other, item);
  const size = { width: source.number('imageWidth') ?? 200, height: source.number('imageHeight') ?? 150 };
  const [visible, enabled] = [source.text('choicesVisibleIf'), source.text('choicesEnableIf')];
  if (enabled) item.approximate('options that are closed there are not offered here');
  for (const one of source.list('choices')) {
    const json = asObject(one);
    const choice = new Source(typeof one === 'object' ? json : { value: one }, item);
    const value = choice.text('value') ?? '';
    const label = reading.text(choice.take('text'), item) ?? reading.words(value);
    const option = options.add(value, label);
    if (choice.flag('isExclusive')) option['exclusive'] = true;
    if (pictures) picture(option, choice, size);
    const find = reading.finderOf(around);
    for (const written of [choice.text('visibleIf'), choice.text('enableIf')])
      reading.draft.condition(option, 'showIf', written, item, `choices/${option.id}/visibleIf`, find);
    for (const written of [visible, enabled]) {
      if (!written) continue;
      // `{item}` is the option’s own value.
      const own = written.replace(/\{\s*(?:item|choice)\s*\}/g, () => `'${value.replace(/[\\']/g, '\\$&')}'`);
      reading.draft.condition(option, 'showIf', own, item, 'choicesVisibleIf', find);
    }
    choice.close(REASONS);
  }
  return options;
}

function picture(option: Loose, choice: Source, size: { width: number; height: number }): void {
  const link = choice.take('imageLink');
  const src = typeof link === 'string' ? link : asObject(link)['default'];
  if (typeof src === 'string' && /^https?:\/\//.test(src))
    option['image'] = { src, alt: option['label'], ...size };
}

function special(reading: Reading, source: Source, item: Open, options: Options, several: boolean): void {
  const words = (field: string, fr: string, en: string) =>
    reading.text(source.take(field), item) ?? { fr, en };
  const pinned = { pinned: true, ...(several && { exclusive: true }) };
  if (source.flag('showNoneItem', 'hasNone'))
    options.add('none', words('noneText', 'Aucune de ces réponses', 'None of these'), pinned);
  if (source.flag('showRefuseItem'))
    options.add(
      'refused',
      words('refuseText', 'Je préfère ne pas répondre', 'I prefer not to answer'),
      pinned,
    );
  if (source.flag('showDontKnowItem'))
    options.add('dontknow', words('dontKnowText', 'Je ne sais pas', 'I don’t know'), pinned);
  if (source.flag('showSelectAllItem', 'hasSelectAll'))
    item.dropPart('showSelectAllItem', 'no box chooses all of them here');
  source.take('selectAllText');
  for (const text of ['otherText', 'otherPlaceholder', 'otherPlaceHolder', 'otherErrorText'])
    if (source.take(text) !== undefined) item.dropPart(text, 'the widget’s own words stand there');
}

export function orderOf(source: Source, item: Open): Record<string, unknown> {
  const order = source.text('choicesOrder', 'choiceOrder', 'rowOrder', 'rowsOrder');
  if (order === 'random') return { order: 'random' };
  if (order && !['none', 'initial'].includes(order)) item.approximate(`not sorted (${order}): as written`);
  return {};
}

/** Options of an earlier question. True where nothing can be made of it. */
function carried(reading: Reading, source: Source, item: Open, options: Options, id: string): boolean {
  const from = source.text('choicesFromQuestion');
  const mode = source.text('choicesFromQuestionMode') ?? 'all';
  const fields = [source.take('choiceValuesFromQuestion'), source.take('choiceTextsFromQuestion')];
  if (!from) return false;
  const other = reading.chosen.get(from);
  const theirs = other?.['options'] as Loose[] | undefined;
  if (!other || !theirs || fields.some((field) => field !== undefined)) {
    item.drop(`its options come from «${from}», which has none here`);
    return true;
  }
  const which = mode === 'selected' ? 'chosen' : mode === 'unselected' ? 'not-chosen' : 'offered';
  const names = new Set(options.list.map((option) => option.id));
  if (options.list.length >= 2 && !theirs.some((option) => names.has(option.id))) {
    reading.draft.later(() => {
      const question = questionsIn(reading.draft).find((one) => one.id === id);
      if (question) question['optionsFrom'] = { question: other.id, which };
    });
  } else {
    // Nothing is offered but what is carried on: each option hangs on its own condition, which says the same.
    const own = options.list.splice(0);
    for (const theirOption of theirs) {
      if (names.has(theirOption.id)) continue;
      const showIf = which === 'offered' ? undefined : reading.draft.carriedIf(other, theirOption.id, which);
      const { id: option, label, hint } = theirOption;
      options.list.push({ id: option, label, ...given({ hint, showIf }) });
    }
    options.list.push(...own);
  }
  for (const [value, option] of reading.valuesOf.get(other) ?? [])
    if (!options.values.has(value) && typeof option === 'string') options.values.set(value, option);
  if (other['other']) item.approximate('what was specified as «other» is not carried on');
  return false;
}
