import {
  type Converted,
  Draft,
  type Localized,
  type Loose,
  type LoosePage,
  type LooseQuestion,
  Options,
} from './draft.js';
import { given } from './given.js';
import { EXPRESSION_SCRIPT } from './grammar.js';
import type { Meaning } from './meaning.js';
import { Taken } from './names.js';
import { type Open, Unreadable } from './report.js';
import { shown, Source } from './source.js';
import { child, type Element, parseXml } from './xml.js';

type Row = Record<string, string>;

/** A survey’s structure as LimeSurvey exports it (`.lss`), of version 3 or later. */
export function fromLimeSurvey(text: string): Converted {
  const root = parseXml(text);
  if (root.name !== 'document' || child(root, 'LimeSurveyDocType')?.text.trim() !== 'Survey')
    throw new Unreadable('no survey of LimeSurvey: its document is of the type «Survey»', 'line 1');
  return new Reader(root).read();
}

/** What only says where a row belongs. */
const TECHNICAL = [
  'qid', 'parent_qid', 'sid', 'gid', 'question_order', 'group_order', 'language', 'scale_id', 'same_default', 'id',
  'same_script', 'modulename', 'question_theme_name', 'randomization_group_', 'sortorder', 'aid', 'assessment_value',
]; // prettier-ignore

const SEX: [string, Localized][] = [
  ['F', { fr: 'Femme', en: 'Female' }],
  ['M', { fr: 'Homme', en: 'Male' }],
];
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

const REASONS: Record<string, string> = {
  preg: 'answers are not checked by patterns',
  hide_tip: 'how it looks is the widget’s here',
  cssclass: 'how it looks is the widget’s here',
  text_input_width: 'how it looks is the widget’s here',
  display_columns: 'how it looks is the widget’s here',
  answer_width: 'how it looks is the widget’s here',
  input_size: 'how it looks is the widget’s here',
  public_statistics: 'results are published from the platform',
  statistics_showgraph: 'results are published from the platform',
  em_validation_q: 'only bounds of the answer itself are kept',
  array_filter: 'rows that hang on another question’s choice: write showIf on the rows',
  array_filter_exclude: 'rows that hang on another question’s choice: write showIf on the rows',
  exclude_all_others_auto: 'choosing all others does not choose this one',
};

interface Made {
  question: LooseQuestion;
  values?: Map<string, string | number | boolean>;
  /** Rows, or options that have names of their own: their codes, and what they are here. */
  rows?: Map<string, string>;
  options?: Map<string, string>;
}

class Reader {
  private readonly draft = new Draft(EXPRESSION_SCRIPT, /\{([A-Za-z][A-Za-z0-9_.]*)\}/g);
  private readonly language: string;
  private readonly attributes = new Map<string, Map<string, Record<string, string>>>();
  private readonly answers: Row[];
  private readonly subquestions: Row[];
  private readonly sid: string;
  private readonly byQid = new Map<string, LooseQuestion>();
  private readonly valuesOf = new Map<string, ReadonlyMap<string, string | number | boolean>>();

  constructor(private readonly root: Element) {
    const survey = this.rows('surveys')[0] ?? {};
    this.language = (survey['language'] ?? 'fr').slice(0, 2);
    this.sid = survey['sid'] ?? '';
    for (const row of this.rows('question_attributes')) {
      const own = this.attributes.get(row['qid']!) ?? new Map<string, Record<string, string>>();
      const language = row['language'] ? row['language'].slice(0, 2) : '';
      own.set(row['attribute']!, { ...own.get(row['attribute']!), [language]: row['value'] ?? '' });
      this.attributes.set(row['qid']!, own);
    }
    this.answers = this.localized('answers', 'answer_l10ns', 'aid', 'code');
    this.subquestions = this.localized('subquestions', 'question_l10ns', 'qid', 'qid');
  }

  private rows(table: string): Row[] {
    return (child(child(this.root, table), 'rows')?.children ?? []).map((row) =>
      Object.fromEntries([
        ...row.children.map((field) => [field.name, field.text] as const),
        ['line', String(row.line)] as const,
      ]),
    );
  }

  /** Rows with their texts as `question@fr`: from a table of texts, or from one row for each language. */
  private localized(table: string, texts: string, key: string, same: string): Row[] {
    const found = new Map<string, Row>();
    const spoken = this.rows(texts);
    for (const row of this.rows(table)) {
      const id = [row['qid'], row['gid'], row[same], row['scale_id']].join('|');
      const known = found.get(id) ?? row;
      if (!found.has(id)) found.set(id, row);
      const said = spoken.filter((one) => one[key] === row[key]);
      for (const one of said.length > 0 ? said : [row]) {
        const language = (one['language'] ?? this.language).slice(0, 2);
        for (const field of TEXTS) if (one[field] !== undefined) known[`${field}@${language}`] = one[field];
      }
    }
    const order = (row: Row) => Number(row['question_order'] ?? row['sortorder'] ?? row['group_order'] ?? 0);
    return [...found.values()].sort((one, other) => order(one) - order(other));
  }

  read(): Converted {
    const item = this.draft.report.open('surveys', 'survey');
    const settings = this.rows('surveys_languagesettings');
    const words = (field: string, markdown = false) =>
      this.draft.text(
        Object.fromEntries(
          settings.map((row) => [(row['surveyls_language'] ?? this.language).slice(0, 2), row[field]]),
        ),
        item,
        { markdown },
      );
    const title = words('surveyls_title');
    const description = words('surveyls_description', true);
    const welcome = words('surveyls_welcometext', true);
    const thanks = words('surveyls_endtext', true);
    if (thanks) this.draft.survey['thanks'] = thanks;
    if (this.rows('surveys')[0]?.['format'] === 'S') this.draft.survey['onePerPage'] = true;
    item.becomes('survey');
    const groups = this.localized('groups', 'group_l10ns', 'gid', 'gid');
    const questions = this.localized('questions', 'question_l10ns', 'qid', 'qid');
    for (const [index, group] of groups.entries()) {
      const page = this.group(group);
      if (index === 0 && welcome) page['description'] = welcome;
      if (index === 0 && welcome) item.approximate('the words of welcome stand on the first page');
      for (const row of questions.filter(({ gid }) => gid === group['gid'])) this.question(row, page);
    }
    this.conditions();
    this.draft.later(() => this.quotas());
    for (const table of ['assessments', 'defaultvalues'])
      if (this.rows(table).length > 0)
        this.draft.report
          .open(table)
          .drop(
            table === 'assessments'
              ? 'there are no scores with words for each'
              : 'nothing is answered in advance here',
          );
    return this.draft.finish(title, description);
  }

  private group(row: Row): LoosePage {
    const item = this.draft.report.open(`group ${row['gid']}`, row[`group_name@${this.language}`]);
    const page = this.draft.addPage(
      item,
      row[`group_name@${this.language}`] ?? `page-${row['gid']}`,
      this.text(row, 'group_name', item),
    );
    const description = this.text(row, 'description', item, true);
    if (description) page['description'] = description;
    this.draft.condition(page, 'showIf', row['grelevance'], item, 'grelevance', this.finder(item));
    if (row['randomization_group']) item.dropPart('randomization_group', 'pages stay in their order');
    return page;
  }

  private text(row: Row, field: string, item: Open, markdown = false): Localized | undefined {
    const written: Record<string, string | undefined> = {};
    for (const [name, text] of Object.entries(row))
      if (name.startsWith(`${field}@`)) written[name.slice(field.length + 1)] = text;
    return this.draft.text(written, item, { markdown });
  }

  private question(row: Row, page: LoosePage): void {
    const { qid = '', title: code = '' } = row;
    const item = this.draft.report.open(`question ${code} (line ${row['line']})`, code);
    const fields = Object.fromEntries(
      Object.entries(row).filter(([name]) => !/@|^line$/.test(name) && !TEXTS.includes(name)),
    );
    const source = new Source(fields, item);
    source.take(...TECHNICAL, 'title', 'type', 'encrypted');
    const attributes = new Source(
      Object.fromEntries(
        [...(this.attributes.get(qid) ?? [])].map(([name, by]) => [
          name,
          by[''] ?? by[this.language] ?? Object.values(by)[0],
        ]),
      ),
      item,
    );
    attributes.take(
      'question_template',
      'save_as_default',
      'page_break',
      'statistics_graphtype',
      'printable_help',
    );
    const relevance = source.text('relevance');
    const made = this.make(row, source, attributes, item);
    if (made.length === 0) return;
    for (const one of made) {
      const { question } = one;
      if (question.type !== 'information') {
        question['label'] ??= this.text(row, 'question', item) ?? { fr: code };
        if (question.type !== 'calculated') {
          const hint = this.text(row, 'help', item);
          if (hint) question['hint'] ??= hint;
          const mandatory = row['mandatory'];
          if (mandatory === 'Y') question['required'] = true;
          if (mandatory === 'S') item.approximate('«soft mandatory»: not required');
        }
      }
      this.draft.condition(question, 'showIf', relevance, item, 'relevance', this.finder(item));
      this.register(code, row, one);
      this.draft.add(page, question, item);
    }
    source.take('mandatory');
    if (made.length > 1)
      item.becomes(made.map(({ question }) => `${question.id}: ${question.type}`).join(', '));
    this.byQid.set(qid, made[0]!.question);
    if (made[0]!.values) this.valuesOf.set(qid, made[0]!.values);
    if (attributes.text('hidden') === '1') {
      item.approximate('it is hidden there, and filled in by the address or an expression');
      made.forEach(({ question }) => (question['never'] = true));
    }
    if (attributes.text('random_order') === '1')
      made.forEach(({ question }) => (question['order'] = 'random'));
    attributes.close(REASONS);
    source.close(REASONS);
  }

  /** The names under which expressions know a question and its parts. */
  private register(code: string, row: Row, { question, values, rows, options }: Made): void {
    const meaning: Meaning = {
      id: question.id,
      type: question.type as Meaning['type'],
      ...given({ values, multiple: question['multiple'] as boolean | undefined }),
      ...(question.type === 'calculated' && { gives: 'unknown' as const }),
    };
    const old = `${this.sid}X${row['gid']}X${row['qid']}`;
    for (const [own, between] of [
      [code, '_'],
      [old, ''],
    ] as const) {
      this.draft.means(own, meaning);
      for (const [part, id] of rows ?? [])
        this.draft.means(`${own}${between}${part}`, { ...meaning, row: id, rows: [...rows!.values()] });
      for (const [part, id] of options ?? [])
        this.draft.means(`${own}${between}${part}`, {
          ...meaning,
          option: id,
          values: options,
        });
    }
  }

  private finder(item: Open): (name: string) => Meaning | undefined {
    return (name) => {
      const [, base = name, suffix] =
        /^(.+?)(?:\.(NAOK|value|code|shown|valueNAOK|relevanceStatus))?$/.exec(name) ?? [];
      if (suffix === undefined)
        item.approximate(
          `${name} without .NAOK: an expression that names a hidden question does not hold there at all`,
        );
      if (suffix === 'shown' || suffix === 'relevanceStatus') return undefined;
      return this.draft.find(base) ?? this.other(base);
    };
  }

  /** `Q1_other`: the words of «other, specify», which conditions only ask whether they are there. */
  private other(name: string): Meaning | undefined {
    const of = /^(.+)_other$/.exec(name)?.[1];
    const meaning = of ? this.draft.find(of) : undefined;
    return meaning?.type === 'multiple-choice' ? { ...meaning, option: 'other' } : undefined;
  }

  private make(row: Row, source: Source, attributes: Source, item: Open): Made[] {
    const { title: code = '', qid = '', type = '' } = row;
    const id = () => this.draft.name(code, item);
    const one = (fields: Record<string, unknown> & { type: string }): Made[] => [
      { question: { ...fields, id: id() } },
    ];
    const other = source.flag('other');
    switch (type) {
      case 'S':
        return one(this.shortText(attributes, item));
      case 'T':
      case 'U':
        return one({ type: 'long-text', ...this.maximum(attributes, 20_000) });
      case 'N':
        return one(this.number(attributes, item));
      case 'D':
        return one(this.date(attributes, item));
      case 'X': {
        const text = this.text(row, 'question', item, true);
        if (text) return one({ type: 'information', text });
        item.drop('it says nothing');
        return [];
      }
      case 'Y':
        return [{ question: { id: id(), type: 'yes-no' }, values: new Map([['Y', true], ['N', false]]) }]; // prettier-ignore
      case 'G':
        return this.fixedChoice(id(), SEX);
      case '5': {
        item.approximate('the ends of the scale had no words: their numbers stand there');
        const ends = { minLabel: { fr: '1' }, maxLabel: { fr: '5' } };
        return one({ type: 'scale', min: 1, max: 5, ...ends });
      }
      case 'L':
      case '!':
      case 'O':
        return this.choice(id(), row, other, attributes, item);
      case 'M':
      case 'P':
        return this.several(id(), row, other, attributes, item);
      case 'R':
        return this.ranking(id(), row, attributes, item);
      case 'F':
      case 'H':
      case 'A':
      case 'B':
      case 'C':
      case 'E':
        return this.matrix(id(), row, attributes, item);
      case '1':
        return this.dualScale(row, attributes, item);
      case 'Q':
      case 'K':
        return this.texts(id(), row, attributes, item);
      case '|':
        return one(this.files(attributes, item));
      case '*':
        return this.equation(id(), row, attributes, item);
      default:
        item.drop(
          type === ':' || type === ';'
            ? 'an array of numbers or texts has no counterpart: ask one question for each column'
            : type === 'I'
              ? 'the language is that of the page'
              : `questions of the type «${type}» have no counterpart (${qid})`,
        );
        return [];
    }
  }

  private shortText(attributes: Source, item: Open): Record<string, unknown> & { type: string } {
    if (attributes.text('numbers_only') === '1') {
      item.approximate('a text of figures alone became a number');
      return { type: 'number', decimals: 6 };
    }
    if (attributes.number('display_rows') && attributes.number('display_rows')! > 1)
      return { type: 'long-text', ...this.maximum(attributes, 20_000) };
    if (attributes.text('location_mapservice') && attributes.text('location_mapservice') !== '0') {
      item.approximate('a place is told in words: add «map» with a tile server for a point');
      return { type: 'place' };
    }
    return { type: 'short-text', ...this.maximum(attributes, 500) };
  }

  private maximum(attributes: Source, most: number) {
    const max = attributes.number('maximum_chars');
    return given({ maxLength: max ? Math.min(most, max) : undefined });
  }

  private number(attributes: Source, item: Open): Record<string, unknown> & { type: string } {
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

  private date(attributes: Source, item: Open): Record<string, unknown> & { type: string } {
    const format = attributes.text('date_format');
    if (format && /[HMi:]{2,}.*[:]/.test(format)) item.approximate(`days and times (${format}) became days`);
    const bound = (name: string) => {
      const written = attributes.text(name);
      if (written === undefined || /^\d{4}-\d{2}-\d{2}/.test(written)) return written?.slice(0, 10);
      item.dropPart(name, `a bound is a day here: ${written}`);
      return undefined;
    };
    return { type: 'date', ...given({ min: bound('date_min'), max: bound('date_max') }) };
  }

  private fixedChoice(id: string, list: [string, Localized][]): Made[] {
    const options = new Options(false);
    for (const [code, label] of list) options.add(code, label);
    return [{ question: { id, type: 'single-choice', options: options.list }, values: options.values }];
  }

  private answersOf(row: Row, item: Open, other = false, scale = '0'): Options {
    const options = new Options(other);
    if (other) options.values.set('-oth-', 'other');
    for (const answer of this.answers)
      if (answer['qid'] === row['qid'] && (answer['scale_id'] ?? '0') === scale)
        options.add(answer['code'] ?? '', this.text(answer, 'answer', item));
    return options;
  }

  private partsOf(row: Row, item: Open, other = false, scale = '0'): Options {
    const options = new Options(other);
    for (const part of this.subquestions) {
      if (part['parent_qid'] !== row['qid'] || (part['scale_id'] ?? '0') !== scale) continue;
      const made: Loose = options.add(part['title'] ?? '', this.text(part, 'question', item));
      this.draft.condition(
        made,
        'showIf',
        part['relevance'],
        item,
        `${made.id}/relevance`,
        this.finder(item),
      );
    }
    return options;
  }

  private choice(id: string, row: Row, other: boolean, attributes: Source, item: Open): Made[] {
    const options = this.answersOf(row, item, other);
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
        question: { id: this.draft.name(`${row['title']}_comment`, item), type: 'long-text', label },
      });
    }
    return made;
  }

  private several(id: string, row: Row, other: boolean, attributes: Source, item: Open): Made[] {
    const options = this.partsOf(row, item, other);
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

  private ranking(id: string, row: Row, attributes: Source, item: Open): Made[] {
    const own = this.answersOf(row, item);
    const options = own.list.length > 0 ? own : this.partsOf(row, item);
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

  private columnsOf(row: Row, item: Open): Options {
    const fixed = { A: numbers(5), B: numbers(10), C: UNCERTAIN, E: CHANGES }[row['type']!];
    if (!fixed) return this.answersOf(row, item);
    const options = new Options(false);
    for (const [code, label] of fixed) options.add(code, label);
    return options;
  }

  private matrix(id: string, row: Row, attributes: Source, item: Open): Made[] {
    const rows = this.partsOf(row, item);
    const columns = this.columnsOf(row, item);
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
  private dualScale(row: Row, attributes: Source, item: Open): Made[] {
    const rows = this.partsOf(row, item);
    const headers = ['dualscale_headerA', 'dualscale_headerB'].map((name) => attributes.text(name));
    item.approximate('an array of two scales became two matrices');
    const made = ['0', '1'].flatMap((scale, index): Made[] => {
      const columns = this.answersOf(row, item, false, scale);
      if (columns.list.length < 2 || rows.list.length < 2) return [];
      const label = this.text(row, 'question', item) ?? { fr: row['title'] ?? '' };
      const header = headers[index];
      if (header) label.fr = `${label.fr} — ${header}`;
      return [
        {
          question: {
            id: this.draft.name(`${row['title']}_${Number(scale) + 1}`, item),
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

  private texts(id: string, row: Row, attributes: Source, item: Open): Made[] {
    const parts = this.partsOf(row, item);
    if (row['type'] === 'K') {
      const total = attributes.number('equals_num_value');
      if (total !== undefined && Number.isInteger(total) && total > 0 && parts.list.length >= 2) {
        item.approximate('numbers that add up to a sum became points to share');
        return [{ question: { id, type: 'points', options: parts.list, total }, rows: parts.values }];
      }
      item.approximate('each number became a question of its own');
      return parts.list.map((part) => ({
        question: {
          id: this.draft.name(`${row['title']}_${part.id}`, item),
          type: 'number',
          decimals: attributes.text('num_value_int_only') === '1' ? 0 : 6,
          label: part['label'],
        },
      }));
    }
    if (parts.list.length < 2) {
      item.drop('several texts are two at least');
      return [];
    }
    const fields = parts.list.map(({ id, label }) => ({ id, label, required: row['mandatory'] === 'Y' }));
    return [{ question: { id, type: 'texts', fields }, rows: parts.values }];
  }

  private files(attributes: Source, item: Open): Record<string, unknown> & { type: string } {
    const known: Record<string, string> = { jpg: 'jpeg', jpeg: 'jpeg', png: 'png', webp: 'webp', pdf: 'pdf' };
    for (const type of ['docx', 'odt', 'xlsx', 'ods', 'csv', 'txt']) known[type] = type;
    const accept = new Set<string>();
    for (const type of attributes.text('allowed_filetypes')?.split(',') ?? []) {
      const kind = known[type.trim().toLowerCase()];
      if (kind) accept.add(kind);
      else item.dropPart('allowed_filetypes', `files of that kind are not taken here: ${type.trim()}`);
    }
    const kilobytes = attributes.number('max_filesize');
    attributes.take('show_title', 'show_comment');
    const maxSize = kilobytes ? Math.min(25, Math.max(0.1, Math.round(kilobytes / 100) / 10)) : undefined;
    const maxFiles = Math.min(10, attributes.number('max_num_of_files') ?? 1);
    return {
      type: 'file',
      maxFiles,
      ...given({ maxSize, accept: accept.size > 0 ? [...accept] : undefined }),
    };
  }

  private equation(id: string, row: Row, attributes: Source, item: Open): Made[] {
    const question: LooseQuestion = { id, type: 'calculated', value: 0, label: { fr: row['title'] ?? id } };
    const written = attributes.text('equation') ?? row[`question@${this.language}`] ?? '';
    this.draft.later(() => {
      const inner = /^\s*\{([\s\S]*)\}\s*$/.exec(written)?.[1] ?? written;
      const found = this.draft.expression(inner, item, 'equation', this.finder(item));
      if (found) question['value'] = found.value;
      else question['never'] = true;
    });
    return [{ question }];
  }

  /** The older kind of conditions, where no relevance says the same. */
  private conditions(): void {
    const rows = this.rows('conditions');
    if (rows.length === 0) return;
    this.draft.report
      .open('conditions', `${rows.length} conditions`)
      .approximate('the older conditions are read from each question’s relevance, which says the same');
  }

  private quotas(): void {
    const members = this.rows('quota_members');
    const said = this.rows('quota_languagesettings');
    const names = new Taken();
    for (const row of this.rows('quota')) {
      const item = this.draft.report.open(`quota ${row['id']}`, row['name']);
      const parts = members.filter((member) => member['quota_id'] === row['id']);
      const conditions = parts.map((member) => {
        const question = this.byQid.get(member['qid'] ?? '');
        const value = this.valuesOf.get(member['qid'] ?? '')?.get(member['code'] ?? '');
        if (question?.type === 'multiple-choice') {
          const option = this.draft.find(`${member['title'] ?? ''}_${member['code'] ?? ''}`)?.option;
          return option ? { question: question.id, contains: option } : undefined;
        }
        return question && value !== undefined ? { question: question.id, is: value } : undefined;
      });
      const limit = Number(row['qlimit']);
      if (conditions.length === 0 || conditions.includes(undefined) || !(limit >= 1)) {
        item.drop(`it is no number of responses that give one answer: ${shown(parts)}`);
        continue;
      }
      if (row['active'] === '0') {
        item.drop('it is not active');
        continue;
      }
      const id = names.claim(row['name'] ?? 'quota', 'quota');
      const messages = Object.fromEntries(
        said
          .filter((one) => one['quotals_quota_id'] === row['id'])
          .map((one) => [(one['quotals_language'] ?? this.language).slice(0, 2), one['quotals_message']]),
      );
      const message = this.draft.text(messages, item, { markdown: true }) ?? {
        fr: 'Merci.',
        en: 'Thank you.',
      };
      const { survey } = this.draft;
      survey['endings'] = [
        ...((survey['endings'] as unknown[]) ?? []),
        { id, title: { fr: 'Fin du sondage', en: 'End of the survey' }, message, keep: false },
      ];
      const condition = conditions.length === 1 ? conditions[0] : { all: conditions };
      survey['quotas'] = [...((survey['quotas'] as unknown[]) ?? []), { id, if: condition, limit, end: id }];
      item.becomes(`quota ${id}`);
    }
  }
}

/** What has words in one language or another. */
const TEXTS = ['question', 'help', 'answer', 'group_name', 'description'];
