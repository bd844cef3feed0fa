import { type Localized, type LooseQuestion, Options } from '../draft.js';
import { given } from '../given.js';
import type { Open } from '../report.js';
import { asObject, asText, type Source } from '../source.js';
import type { Reading } from './reading.js';

export function rating(
  reading: Reading,
  type: string,
  name: string,
  source: Source,
  item: Open,
): LooseQuestion[] {
  const id = reading.draft.name(name, item);
  const values = source.list('rateValues');
  const count = source.number('rateCount');
  source.take('autoGenerate');
  const min = source.number('rateMin', 'min') ?? (type === 'slider' ? 0 : 1);
  const max = source.number('rateMax', 'max') ?? (type === 'slider' ? 100 : count ? min + count - 1 : 5);
  const step = source.number('rateStep', 'step') ?? 1;
  const ends = {
    minLabel: reading.text(source.take('minRateDescription'), item),
    maxLabel: reading.text(source.take('maxRateDescription'), item),
  };
  const words = values.map((one) => asObject(one)['text']);
  const numbers = values.length > 0 ? values.map((one) => Number(asObject(one)['value'] ?? one)) : undefined;
  const from = numbers?.[0] ?? min;
  const to = numbers?.at(-1) ?? max;
  const consecutive =
    (numbers ?? []).every((one, index) => one === from + index) && (numbers !== undefined || step === 1);
  if (type === 'slider' && source.text('sliderType') === 'range') {
    item.drop('a slider with two ends has no counterpart');
    return [];
  }
  if (!consecutive || ![0, 1].includes(from) || to < 2 || to > 10 || to <= from)
    return ratingAsOther(reading, id, source, item, { values, from, to, step, ends });
  if (from === 0 && to === 10 && (!ends.minLabel || !ends.maxLabel))
    return [{ id, type: 'recommendation', ...given(ends) }];
  const look = source.text('rateType', 'rateDisplayMode', 'displayMode');
  const labels =
    words.length > 0 && words.every(Boolean) ? words.map((word) => reading.text(word, item)!) : undefined;
  const display =
    look === 'stars' && from === 1 ? 'stars' : look === 'smileys' && labels ? 'smileys' : undefined;
  if (look && look !== 'labels' && look !== 'buttons' && look !== 'auto' && !display)
    item.approximate(`not as ${look}, but as numbers`);
  if (!ends.minLabel || !ends.maxLabel) {
    ends.minLabel ??= labels?.[0] ?? { fr: String(from) };
    ends.maxLabel ??= labels?.at(-1) ?? { fr: String(to) };
    if (!labels) item.approximate('the ends of the scale had no words: their numbers stand there');
  }
  return [{ id, type: 'scale', min: from, max: to, ...ends, ...given({ display, labels }) }];
}

function ratingAsOther(
  reading: Reading,
  id: string,
  source: Source,
  item: Open,
  of: {
    values: unknown[];
    from: number;
    to: number;
    step: number;
    ends: Record<string, Localized | undefined>;
  },
): LooseQuestion[] {
  const { values, from, to, step, ends } = of;
  source.take('rateType', 'rateDisplayMode');
  const steps = Math.floor((to - from) / step) + 1;
  if (values.length === 0 && (steps > 30 || steps < 2)) {
    item.approximate('a scale of that many steps became a number');
    return [{ id, type: 'number', min: from, max: to }];
  }
  const options = new Options(false, item);
  const list = values.length > 0 ? values : Array.from({ length: steps }, (_, index) => from + index * step);
  list.forEach((one, index) => {
    const value = String(asObject(one)['value'] ?? one);
    const end = index === 0 ? ends['minLabel'] : index === list.length - 1 ? ends['maxLabel'] : undefined;
    const label = reading.text(asObject(one)['text'], item) ?? { fr: end ? `${value} — ${end.fr}` : value };
    options.add(value, label);
  });
  item.approximate('a scale that is not from 0 or 1 to at most 10 became a choice');
  const question: LooseQuestion = { id, type: 'single-choice', options: options.list };
  reading.valuesOf.set(question, options.values);
  return [question];
}

export function boolean(reading: Reading, name: string, source: Source, item: Open): LooseQuestion[] {
  const id = reading.draft.name(name, item);
  const [yes, no] = [source.take('valueTrue'), source.take('valueFalse')];
  const labels = [
    reading.text(source.take('labelTrue'), item),
    reading.text(source.take('labelFalse'), item),
  ];
  const usual = /^(oui|non|yes|no)$/i;
  const question: LooseQuestion = { id, type: 'yes-no' };
  reading.valuesOf.set(question, new Map([[asText(yes ?? true), true], [asText(no ?? false), false]])); // prettier-ignore
  if (labels.some((label) => label && !usual.test(label.fr.trim()))) {
    item.approximate('its two words became two options');
    const options = new Options(false, item);
    options.add(asText(yes ?? true), labels[0] ?? { fr: 'Oui', en: 'Yes' });
    options.add(asText(no ?? false), labels[1] ?? { fr: 'Non', en: 'No' });
    const choice: LooseQuestion = { id, type: 'single-choice', options: options.list };
    reading.valuesOf.set(choice, options.values);
    return [choice];
  }
  if (source.text('renderAs') === 'checkbox') {
    question.type = 'consent';
    item.approximate('a check box on its own became a consent');
  }
  return [question];
}
