import { type Converted, Draft, type Localized, type LooseQuestion, WORTHLESS } from './draft.js';
import { given } from './given.js';
import { XPATH } from './grammar.js';
import type { Meaning } from './meaning.js';
import { type Open, Unreadable } from './report.js';
import { shown, Source } from './source.js';
import { readWorkbook, type Sheet } from './workbook.js';
import { constraint } from './xlsform/constraint.js';
import { languageOf } from './xlsform/languages.js';
import { Lists } from './xlsform/lists.js';

/** A form (xlsx) as the XLSForm standard writes it. */
export async function fromXlsForm(bytes: Uint8Array): Promise<Converted> {
  const sheets = await readWorkbook(bytes);
  const survey = sheets.get('survey');
  if (!survey)
    throw new Unreadable('an XLSForm has a sheet «survey»', `sheets: ${[...sheets.keys()].join(', ')}`);
  if (!survey.headings.includes('type'))
    throw new Unreadable('the sheet «survey» has no column «type»', 'sheet survey, row 1');
  return new Reader(survey, sheets.get('choices'), sheets.get('settings'), [...sheets.keys()]).read();
}

const REASONS: Record<string, string> = {
  default: 'nothing is answered in advance here',
  constraint_message: 'the widget’s own words stand there',
  required_message: 'the widget’s own words stand there',
  read_only: 'use words without a question',
  readonly: 'use words without a question',
  appearance: 'how it looks is the widget’s here',
  repeat_count: 'members are added by whoever answers; «min» and «max» say how many',
  trigger: 'values are worked out whenever an answer changes',
  'body::accuracyThreshold': 'the widget decides',
};

/** What devices note down by themselves. */
const METADATA = [
  'start', 'end', 'today', 'deviceid', 'subscriberid', 'simserial', 'phonenumber', 'username', 'email', 'audit',
  'start-geopoint', 'background-audio',
]; // prettier-ignore

interface Level {
  kind: 'group' | 'repeat';
  item: Open;
  place: { questions: LooseQuestion[] };
  conditions: { written: string; item: Open }[];
  repeat?: {
    question: LooseQuestion;
    members: { questions: LooseQuestion[] };
    meanings: Map<string, Meaning>;
  };
  page?: boolean;
}

class Reader {
  private readonly draft = new Draft(XPATH, /\$\{([^{}]+)\}/g);
  private readonly language: string;
  private readonly levels: Level[] = [];
  private readonly lists: Lists;
  private open: { questions: LooseQuestion[] } | undefined;

  constructor(
    private readonly survey: Sheet,
    choices: Sheet | undefined,
    private readonly settings: Sheet | undefined,
    private readonly names: string[],
  ) {
    this.lists = new Lists(choices, {
      draft: this.draft,
      words: (source, field, item) => this.words(source, field, item),
      finder: () => this.finder(),
    });
    const own = settings?.rows[0]?.cells['default_language'];
    this.language = own ? languageOf(own) : 'default';
  }

  read(): Converted {
    const item = this.draft.report.open('sheet settings', 'settings');
    const source = new Source(this.settings?.rows[0]?.cells ?? {}, item);
    source.take('default_language');
    const title = this.words(source, 'form_title', item) ?? this.words(source, 'title', item);
    item.becomes('survey');
    source.close({
      form_id: 'the activity’s «id» is yours to choose',
      id_string: 'the activity’s «id» is yours to choose',
      version: 'versions are counted as definitions are applied',
      style: 'how it looks is the widget’s here',
      instance_name: 'responses have no names here',
    });
    if (this.language === 'default' && !this.survey.headings.some((name) => /^label::/.test(name)))
      item.approximate('the file does not say in which language it is: French was taken for granted');
    for (const { cells, number } of this.settings?.rows.slice(1) ?? [])
      this.draft.report
        .open(`sheet settings, row ${number}`)
        .drop(`settings stand in one row: ${shown(Object.values(cells).filter(Boolean).join(', '))}`);
    for (const sheet of this.names)
      if (!['survey', 'choices', 'settings'].includes(sheet))
        this.draft.report.open(`sheet ${sheet}`).drop('only survey, choices and settings are read');
    for (const row of this.survey.rows) this.row(row.cells, `sheet survey, row ${row.number}`);
    for (const level of this.levels) level.item.approximate('it is never closed: it ends with the sheet');
    this.lists.close();
    return this.draft.finish(title, undefined);
  }

  /** A text by language, from `label` and `label::Français (fr)`. */
  private words(source: Source, field: string, item: Open, markdown = false): Localized | undefined {
    const written: Record<string, string> = {};
    for (const heading of source.names()) {
      const match = new RegExp(`^${field}(?:::?\\s*(.+))?$`).exec(heading);
      if (!match) continue;
      const text = source.text(heading);
      if (text === undefined) continue;
      const language = match[1]
        ? languageOf(match[1])
        : this.language === 'default'
          ? this.fallback
          : this.language;
      written[language] ??= text;
    }
    return this.draft.text(written, item, { markdown });
  }

  /** Where no column says its language, French is taken for granted. */
  private get fallback(): string {
    return this.survey.headings.some((name) => /^label::.*(fr\b|fran)/i.test(name)) ? 'default' : 'fr';
  }

  private get level(): Level | undefined {
    return this.levels.at(-1);
  }

  private get repeat(): Level['repeat'] {
    return this.levels.find(({ repeat }) => repeat)?.repeat;
  }

  private row(cells: Record<string, string>, place: string): void {
    const type = (cells['type'] ?? '').trim().replace(/\s+/g, ' ');
    if (type === '' || cells['disabled'] === 'yes' || cells['disabled'] === 'true') {
      const said = Object.values(cells).filter((cell) => cell.trim() !== '');
      const item = said.length > 0 ? this.draft.report.open(place, cells['name']) : undefined;
      item?.drop(type === '' ? `it has no type: ${shown(said.join(', '))}` : 'it is disabled');
      return;
    }
    if (/^end[ _]?(group|repeat)$/.test(type)) {
      if (this.levels.length === 0)
        this.draft.report.open(place, cells['name']).drop('it closes nothing that was begun');
      return this.close();
    }
    const item = this.draft.report.open(place, cells['name']);
    const source = new Source(cells, item);
    source.take('type');
    const name = source.text('name') ?? type;
    if (/^begin[ _]?group$/.test(type)) this.beginGroup(source, item, name);
    else if (/^begin[ _]?repeat$/.test(type)) this.beginRepeat(source, item, name);
    else this.question(type, name, source, item);
  }

  private close(): void {
    const level = this.levels.pop();
    if (!level?.repeat) {
      if (level?.page) this.open = undefined;
      return;
    }
    const { question, members } = level.repeat;
    question['questions'] = members.questions;
    if (members.questions.length > 0) this.draft.add(this.place(), question, level.item);
    else level.item.drop('no question of it could be converted');
  }

  private beginGroup(source: Source, item: Open, name: string): void {
    const label = this.words(source, 'label', item);
    const hint = this.words(source, 'hint', item, true);
    const written = source.text('relevant');
    const looks = source.text('appearance');
    const isTop = this.levels.length === 0;
    if (isTop) {
      const page = this.draft.addPage(item, name, label);
      if (hint) page['description'] = hint;
      this.draft.condition(page, 'showIf', written, item, 'relevant');
      this.levels.push({ kind: 'group', item, place: page, conditions: [], page: true });
    } else {
      const conditions = [...this.level!.conditions, ...(written ? [{ written, item }] : [])];
      this.levels.push({ kind: 'group', item, place: this.level!.place, conditions });
      item.approximate('a group within a page: its questions stand on the page itself');
      if (label && !this.repeat) {
        const information: LooseQuestion = {
          id: this.draft.name(name, item),
          type: 'information',
          text: label,
        };
        this.conditions(information, undefined, item);
        this.draft.add(this.level!.place, information, item);
      }
    }
    if (looks && looks !== 'field-list')
      item.dropPart('appearance', `how it looks is the widget’s here: ${looks}`);
    source.close(REASONS);
  }

  private beginRepeat(source: Source, item: Open, name: string): void {
    const outer = this.level;
    const members = { questions: [] as LooseQuestion[] };
    const label = this.words(source, 'label', item) ?? { fr: name };
    if (this.repeat) {
      item.approximate('a repeat within a repeat has no counterpart: its questions stand in the outer one');
      item.becomes(`${this.repeat.question.id}: group`);
      const written = source.text('relevant');
      const conditions = [...outer!.conditions, ...(written ? [{ written, item }] : [])];
      this.levels.push({ kind: 'group', item, place: outer!.place, conditions });
      return source.close(REASONS);
    }
    const question: LooseQuestion = {
      id: this.draft.name(name, item),
      type: 'group',
      label,
      item: { fr: 'Élément', en: 'Item' },
    };
    const hint = this.words(source, 'hint', item);
    if (hint) question['hint'] = hint;
    const count = source.number('repeat_count');
    if (count !== undefined) Object.assign(question, { min: count, max: Math.min(50, count) });
    if (count !== undefined && count > 50) item.approximate('at most 50 members');
    this.conditions(question, source.text('relevant'), item);
    this.draft.means(name, { id: question.id, type: 'group' });
    this.levels.push({
      kind: 'repeat',
      item,
      place: members,
      conditions: [],
      repeat: { question, members, meanings: new Map() },
    });
    source.close(REASONS);
  }

  /** Where the next question stands: the group’s page, or one of its own for those outside of groups. */
  private place(): { questions: LooseQuestion[] } {
    return this.level?.place ?? (this.open ??= this.draft.loosePage());
  }

  private conditions(question: LooseQuestion, written: string | undefined, item: Open): void {
    const find = this.finder();
    for (const one of this.level?.conditions ?? [])
      this.draft.condition(question, 'showIf', one.written, one.item, 'relevant', find);
    this.draft.condition(question, 'showIf', written, item, 'relevant', find);
  }

  private finder(): (name: string) => Meaning | undefined {
    const { repeat } = this;
    return (name) => repeat?.meanings.get(name) ?? this.draft.find(name);
  }

  private question(type: string, name: string, source: Source, item: Open): void {
    const made = this.make(type, name, source, item);
    if (!made) return;
    const { question, values } = made;
    if (this.repeat && !MEMBERS.includes(question.type)) {
      item.drop(`a ${question.type} is not asked in a repeat`);
      return;
    }
    if (question.type !== 'information')
      question['label'] ??= this.words(source, 'label', item) ?? { fr: name };
    const asked = !['information', 'calculated', 'hidden'].includes(question.type);
    if (asked) this.asked(question, source, item);
    this.conditions(question, source.text('relevant'), item);
    const meaning: Meaning = {
      id: question.id,
      type: question.type as Meaning['type'],
      ...given({ values, multiple: question['multiple'] as boolean | undefined }),
      ...made.gives,
    };
    if (this.repeat) this.repeat.meanings.set(name, meaning);
    else if (question.type !== 'information') this.draft.means(name, made.meaning ?? meaning);
    this.draft.add(this.place(), question, item);
    source.close(REASONS);
  }

  private asked(question: LooseQuestion, source: Source, item: Open): void {
    const hint = this.words(source, 'hint', item);
    const more = this.words(source, 'guidance_hint', item);
    if (hint ?? more) question['hint'] = hint ?? more;
    if (hint && more) item.dropPart('guidance_hint', `one hint a question: ${more.fr}`);
    const required = source.text('required')?.trim();
    if (required && /^(yes|true|true\(\)|1|oui)$/i.test(required)) question['required'] = true;
    else if (required && !/^(no|false|false\(\)|0|non)$/i.test(required))
      this.draft.condition(question, 'requiredIf', required, item, 'required', this.finder());
    constraint(question, source.text('constraint'), item);
    const appearance = source.text('appearance');
    if (appearance && !this.looks(question, appearance))
      item.dropPart('appearance', `how it looks is the widget’s here: ${appearance}`);
    for (const heading of source.names())
      if (/^(media::|image|audio|video|big-image)/.test(heading)) {
        const value = source.text(heading);
        if (value) item.dropPart(heading, `nothing stands beside a question but words: ${value}`);
      }
  }

  private looks(question: LooseQuestion, appearance: string): boolean {
    const words = appearance.split(/\s+/);
    if (question.type === 'long-text' && words.every((word) => word === 'multiline')) return true;
    if (
      question.type === 'single-choice' &&
      words.some((word) => /^(minimal|autocomplete|search)$/.test(word))
    ) {
      question['display'] = 'list';
      return words.length === 1;
    }
    return false;
  }

  private make(
    type: string,
    name: string,
    source: Source,
    item: Open,
  ):
    | {
        question: LooseQuestion;
        values?: Map<string, string | number | boolean>;
        gives?: Partial<Meaning>;
        meaning?: Meaning;
      }
    | undefined {
    const [word, ...rest] = type.split(' ');
    const plain = (fields: Record<string, unknown> & { type: string }) => ({
      question: { ...fields, id: this.draft.name(name, item) },
    });
    switch (word) {
      case 'text':
        return plain({
          type: /multiline/.test(source.text('appearance') ?? '') ? 'long-text' : 'short-text',
        });
      case 'string':
        return plain({ type: 'short-text' });
      case 'integer':
      case 'int':
        return plain({ type: 'number' });
      case 'decimal':
        return plain({ type: 'number', decimals: 6 });
      case 'range':
        return plain(this.range(source, item));
      case 'date':
        return plain({ type: 'date' });
      case 'time':
        return plain({ type: 'time' });
      case 'dateTime':
      case 'datetime':
        item.approximate('a day and a time became a day');
        return plain({ type: 'date' });
      case 'select_one':
      case 'select_multiple':
      case 'rank':
      case 'select':
        return this.lists.choice(word, rest, name, source, item);
      case 'note': {
        const text = this.words(source, 'label', item, true);
        if (!text) return void item.drop('it says nothing');
        return plain({ type: 'information', text });
      }
      case 'geopoint':
      case 'geotrace':
      case 'geoshape':
        if (word !== 'geopoint') item.approximate('a line or an area became one place');
        item.approximate('a place is told in words: add «map» with a tile server for a point');
        return plain({ type: 'place' });
      case 'image':
      case 'photo':
        source.take('max-pixels');
        return plain({ type: 'file', accept: ['jpeg', 'png', 'webp'] });
      case 'file':
        item.approximate('any kind of file there: PDF and pictures here');
        return plain({ type: 'file' });
      case 'acknowledge':
      case 'trigger': {
        const question: LooseQuestion = { id: this.draft.name(name, item), type: 'consent' };
        return { question, values: new Map([['OK', true]]) };
      }
      case 'calculate':
        return this.calculate(name, source, item);
      case 'hidden': {
        item.approximate('a hidden value is given by the page around, by its name');
        const id = this.draft.name(name, item);
        return { question: { id, type: 'hidden', label: { fr: name }, prefill: { parameter: id } } };
      }
      case 'barcode':
        item.approximate('a bar code became a short text');
        return plain({ type: 'short-text' });
      default:
        item.drop(
          METADATA.includes(word!)
            ? 'nothing is noted down that is not asked'
            : `questions of the type «${type}» have no counterpart`,
        );
        return undefined;
    }
  }

  private range(source: Source, item: Open): Record<string, unknown> & { type: string } {
    const pair = /\b(start|end|step)\s*=\s*([-\d.]+)/g;
    const written = source.text('parameters') ?? '';
    const parameters = new Map([...written.matchAll(pair)].map((one) => [one[1]!, Number(one[2])]));
    const left = written.replace(pair, '').trim();
    if (left) item.dropPart('parameters', `nothing here corresponds: ${left}`);
    const [start, end, step] = [
      parameters.get('start') ?? 0,
      parameters.get('end') ?? 10,
      parameters.get('step') ?? 1,
    ];
    if (step === 1 && start === 0 && end === 10) return { type: 'recommendation' };
    if (step === 1 && (start === 0 || start === 1) && end >= 2 && end <= 10) {
      item.approximate('the ends of the scale had no words: their numbers stand there');
      return {
        type: 'scale',
        min: start,
        max: end,
        minLabel: { fr: String(start) },
        maxLabel: { fr: String(end) },
      };
    }
    item.approximate('a scale of that many steps became a number');
    if (step !== 1) item.approximate(`any number of its decimals, not only each step of ${step}`);
    const decimals = (String(step).split('.')[1] ?? '').length;
    return { type: 'number', min: start, max: end, decimals };
  }

  private calculate(name: string, source: Source, item: Open) {
    const written = source.text('calculation');
    const question: LooseQuestion = { id: this.draft.name(name, item), type: 'calculated', value: 0 };
    const meaning: Meaning = { id: question.id, type: 'calculated', gives: 'unknown' };
    if (!written) return void item.drop('it has no calculation');
    question['label'] = this.words(source, 'label', item) ?? { fr: name };
    this.draft.later(() => {
      const found = this.draft.expression(written, item, 'calculation');
      if (!found) {
        question['never'] = WORTHLESS;
        return;
      }
      question['value'] = found.value;
      meaning.gives = found.gives;
    });
    return { question, meaning };
  }
}

const MEMBERS = [
  'short-text', 'long-text', 'number', 'date', 'time', 'single-choice', 'multiple-choice', 'scale', 'yes-no',
]; // prettier-ignore
