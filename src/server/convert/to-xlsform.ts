import type { Condition, Question, SurveyDefinition } from '../../contract/survey.js';
import type { LocalizedText } from '../../contract/text.js';
import { type Item, type Open, Report, within } from './report.js';
import { writeWorkbook } from './workbook.js';
import { questionsOf, type Style, Unsayable, writeCondition, writeExpression } from './write-logic.js';

const FR = 'Français (fr)';
const EN = 'English (en)';
const SURVEY = [
  'type', 'name', `label::${FR}`, `label::${EN}`, `hint::${FR}`, `hint::${EN}`, 'required', 'relevant', 'constraint',
  'calculation', 'choice_filter', 'appearance', 'parameters', 'repeat_count',
]; // prettier-ignore
/** Which condition a choice is offered under. */
const OFFERED = 'offered';
const CHOICES = ['list_name', 'name', `label::${FR}`, `label::${EN}`, OFFERED];

type Row = Record<string, string>;

/** A survey as an XLSForm (xlsx), and what it cannot say. */
export async function toXlsForm(
  survey: SurveyDefinition,
  title?: LocalizedText,
): Promise<{ workbook: Uint8Array; report: Item[] }> {
  const { rows, choices, report } = new Writer(survey).write();
  const settings = { form_title: title?.fr ?? 'Sondage', form_id: 'sondage', default_language: FR };
  const workbook = await writeWorkbook({
    survey: { headings: SURVEY, rows },
    choices: { headings: CHOICES, rows: choices },
    settings: { headings: Object.keys(settings), rows: [settings] },
  });
  return { workbook, report };
}

const piped = (words: string) => words.replace(/\{\{ *([a-z0-9-]+) *\}\}/g, '${$1}');
const words = (field: 'label' | 'hint', text: LocalizedText | undefined): Row =>
  text ? { [`${field}::${FR}`]: piped(text.fr), [`${field}::${EN}`]: piped(text.en ?? text.fr) } : {};

const YES_NO: [string, LocalizedText][] = [
  ['yes', { fr: 'Oui', en: 'Yes' }],
  ['no', { fr: 'Non', en: 'No' }],
];

interface Offered {
  id: string;
  label: LocalizedText;
  showIf?: Condition | undefined;
}

class Writer {
  private readonly report = new Report();
  private readonly rows: Row[] = [];
  private readonly choices: Row[] = [];
  private readonly questions: Map<string, Question>;

  constructor(private readonly survey: SurveyDefinition) {
    this.questions = questionsOf(survey.pages);
  }

  write(): { rows: Row[]; choices: Row[]; report: Item[] } {
    const { survey } = this;
    const item = this.report.open('', 'survey');
    item.becomes('survey');
    for (const name of [
      'sections',
      'endings',
      'quotas',
      'order',
      'responses',
      'changes',
      'timeLimit',
      'resume',
      'unfinished',
      'thanks',
    ] as const)
      // prettier-ignore
      if (survey[name] !== undefined) item.dropPart(name, 'an XLSForm has nothing of the kind');
    survey.pages.forEach((page, index) => {
      const pointer = `/pages/${index}`;
      const open = this.report.open(pointer, page.id);
      open.becomes('begin_group');
      if (page.next) open.dropPart('next', 'pages there follow one another: hide them by conditions');
      if (page.order === 'random') open.dropPart('order', 'questions have no random order there');
      this.rows.push({
        type: 'begin_group',
        name: page.id,
        ...words('label', page.title),
        ...words('hint', page.description),
        appearance: 'field-list',
        ...this.condition('relevant', page.showIf, open),
      });
      page.questions.forEach((question, place) => this.question(question, `${pointer}/questions/${place}`));
      this.rows.push({ type: 'end_group' });
    });
    return { rows: this.rows, choices: this.choices, report: this.report.items };
  }

  private condition(name: string, condition: Condition | undefined, item: Open): Row {
    if (condition === undefined) return {};
    try {
      return { [name]: writeCondition(condition, this.style) };
    } catch (error) {
      if (!(error instanceof Unsayable)) throw error;
      item.dropPart(name, error.message);
      return {};
    }
  }

  private list(name: string, options: readonly Offered[]): void {
    for (const { id, label } of options)
      this.choices.push({ list_name: name, name: id, ...words('label', label) });
  }

  /** A list whose choices are offered under conditions: each names its own in a column, and the filter says them all. */
  private filtered(name: string, options: readonly Offered[], item: Open): Row {
    const conditions = new Map<string, string>();
    const rows = options.map(({ id, label, showIf }) => {
      const { choice_filter: written } = this.condition(
        'choice_filter',
        showIf,
        within(item, `options/${id}`),
      );
      if (written !== undefined && !conditions.has(written))
        conditions.set(written, `c${conditions.size + 1}`);
      const offered = written === undefined ? 'always' : conditions.get(written)!;
      return { list_name: name, name: id, ...words('label', label), [OFFERED]: offered };
    });
    if (conditions.size === 0) {
      this.list(name, options);
      return {};
    }
    this.choices.push(...rows);
    const each = [...conditions].map(([written, key]) => `(${OFFERED} = '${key}' and (${written}))`);
    return { choice_filter: [`${OFFERED} = 'always'`, ...each].join(' or ') };
  }

  private question(question: Question, pointer: string): void {
    const item = this.report.open(pointer, question.id);
    const made = this.make(question, item, pointer);
    if (!made?.length) return;
    item.becomes(
      made
        .map(({ type }) => type)
        .filter((type) => !/^end_/.test(type ?? ''))
        .join(', '),
    );
    const asked = 'required' in question;
    const [first] = made;
    Object.assign(first!, {
      ...('label' in question ? words('label', question.label) : {}),
      ...(asked ? words('hint', question.hint) : {}),
      ...this.condition('relevant', question.showIf, item),
    });
    const isOne = made.length === 1;
    if (asked && isOne && question.required) first!['required'] = 'yes';
    else if (asked && isOne) Object.assign(first!, this.condition('required', question.requiredIf, item));
    if (asked && question.enableIf) item.dropPart('enableIf', 'nothing is shown and closed there');
    if ('prefill' in question && question.prefill)
      item.dropPart(
        'prefill',
        'no form says so there: Enketo fills in what the form’s address holds, `d[/data/page/question]=…`',
      );
    if ('purpose' in question && question.purpose)
      item.dropPart('purpose', 'questions have no purpose there');
    this.rows.push(...made);
  }

  private limits(least: number | string | undefined, most: number | string | undefined, of: string): Row {
    const literal = (one: number | string) => (typeof one === 'number' ? String(one) : `date('${one}')`);
    const parts = [
      ...(least === undefined ? [] : [`${of} >= ${literal(least)}`]),
      ...(most === undefined ? [] : [`${of} <= ${literal(most)}`]),
    ];
    return parts.length > 0 ? { constraint: parts.join(' and ') } : {};
  }

  private random(question: object): Row {
    return (question as { order?: string }).order === 'random' ? { parameters: 'randomize=true' } : {};
  }

  /** The rows that a question becomes. */
  private make(question: Question, item: Open, pointer: string): Row[] | undefined {
    const { id: name } = question;
    const one = (type: string, more: Row = {}): Row[] => [{ type, name, ...more }];
    switch (question.type) {
      case 'short-text':
      case 'long-text':
        return one('text', {
          ...(question.type === 'long-text' && { appearance: 'multiline' }),
          ...this.limits(question.minLength, question.maxLength, 'string-length(.)'),
        });
      case 'number':
        if (question.unit) item.dropPart('unit', `no unit stands beside a number there: ${question.unit.fr}`);
        return one(
          question.decimals > 0 ? 'decimal' : 'integer',
          this.limits(question.min, question.max, '.'),
        );
      case 'email':
      case 'telephone':
      case 'web-address':
      case 'postal-code':
        item.approximate(`a ${question.type} became a text, which is not checked`);
        return one('text');
      case 'date':
        return one('date', this.limits(question.min, question.max, '.'));
      case 'time':
        if (question.min ?? question.max) item.dropPart('min', 'times have no bounds there');
        return one('time');
      case 'single-choice':
      case 'multiple-choice':
      case 'image-choice':
      case 'ranking':
        return this.choice(question, item);
      case 'yes-no': {
        const unsure: [string, LocalizedText][] = [['unsure', { fr: 'Je ne sais pas', en: 'I don’t know' }]];
        const options = question.unsure ? [...YES_NO, ...unsure] : YES_NO;
        const list = question.unsure ? 'yes-no-unsure' : 'yes-no';
        if (!this.choices.some(({ list_name: known }) => known === list))
          this.list(list, options.map(([id, label]) => ({ id, label }))); // prettier-ignore
        item.approximate('yes and no became a choice');
        return one(`select_one ${list}`);
      }
      case 'scale':
      case 'recommendation': {
        const [start, end] = question.type === 'scale' ? [question.min, question.max] : [0, 10];
        if (question.minLabel ?? question.maxLabel)
          item.dropPart('labels', 'a scale there has numbers and no words');
        return one('range', { parameters: `start=${start} end=${end} step=1` });
      }
      case 'matrix':
      case 'matrix-scale': {
        item.approximate('each row became a question of its own');
        const filter = question.type === 'matrix' ? this.filtered(name, question.columns, item) : {};
        const type =
          question.type === 'matrix-scale'
            ? 'range'
            : `${question.multiple ? 'select_multiple' : 'select_one'} ${name}`;
        return this.parts(name, question.rows, question.required, (row) => ({
          type,
          ...(question.type === 'matrix-scale' && {
            parameters: `start=${question.min} end=${question.max} step=1`,
          }),
          ...filter,
          ...this.condition('relevant', row.showIf, item),
        }));
      }
      case 'points':
        item.approximate(`each share became a number: that they add up to ${question.total} is not checked`);
        return this.parts(name, question.options, question.required, (option) => ({
          type: 'integer',
          ...this.condition('relevant', option.showIf, item),
        }));
      case 'texts':
        item.approximate('each text became a question of its own');
        return this.parts(name, question.fields, question.required, () => ({ type: 'text' }));
      case 'group': {
        const from = this.rows.length;
        question.questions.forEach((member, index) => this.question(member, `${pointer}/questions/${index}`));
        const members = this.rows.splice(from);
        item.approximate('how many members there are is not checked');
        return [{ type: 'begin_repeat', name }, ...members, { type: 'end_repeat' }];
      }
      case 'file':
        if (question.maxFiles > 1) item.approximate('one file alone');
        item.dropPart('accept', `files are of any kind there: ${question.accept.join(', ')}`);
        item.dropPart('maxSize', `files are of any size there: ${question.maxSize} megabytes`);
        return one(
          question.accept.every((type) => ['jpeg', 'png', 'webp'].includes(type)) ? 'image' : 'file',
        );
      case 'consent':
        if (question.text) item.dropPart('text', `put it in a note: ${question.text.fr.slice(0, 60)}`);
        return one('acknowledge');
      case 'place':
        if (question.options) item.dropPart('options', 'a place is a point there');
        item.approximate('a place became a point');
        return one('geopoint');
      case 'information':
        if (question.title) item.approximate('its title stands before its words');
        return one(
          'note',
          words('label', question.title ? joined(question.title, question.text) : question.text),
        );
      case 'hidden':
        return one('hidden');
      case 'calculated':
        try {
          return one('calculate', { calculation: writeExpression(question.value, this.style) });
        } catch (error) {
          if (!(error instanceof Unsayable)) throw error;
          return void item.drop(error.message);
        }
      case 'pairwise':
        return void item.drop('pairs have no counterpart there');
    }
  }

  private choice(
    question: Extract<Question, { type: 'single-choice' | 'multiple-choice' | 'image-choice' | 'ranking' }>,
    item: Open,
  ): Row[] {
    const { id: name, type } = question;
    if (question.options.length === 0) {
      item.drop('all its options are those of another question, which are not carried on there');
      return [];
    }
    const other = 'other' in question && question.other ? ' or_other' : '';
    const filter = this.offered(question, item);
    if (type === 'image-choice') item.dropPart('image', 'options are in words');
    const several = type === 'multiple-choice' || (type === 'image-choice' && question.multiple);
    if ('optionsFrom' in question && question.optionsFrom)
      item.dropPart('optionsFrom', 'options are not carried on there');
    for (const option of question.options)
      if ('exclusive' in option && option.exclusive)
        item.dropPart(`options/${option.id}/exclusive`, 'it goes with others there');
    const limits =
      'min' in question || 'max' in question
        ? this.limits(question.min, question.max, 'count-selected(.)')
        : {};
    const kind = type === 'ranking' ? 'rank' : several ? 'select_multiple' : 'select_one';
    const display: Row =
      type === 'single-choice' && question.display === 'list' ? { appearance: 'minimal' } : {};
    return [
      { type: `${kind} ${name}${other}`, name, ...limits, ...filter, ...display, ...this.random(question) },
    ];
  }

  /** The list of a choice, and its filter. */
  private offered(question: { id: string; options: readonly Offered[]; other?: boolean }, item: Open): Row {
    const { id, options, other } = question;
    if (!other) return this.filtered(id, options, item);
    this.list(id, options);
    for (const option of options)
      if (option.showIf)
        item.dropPart(`options/${option.id}/showIf`, 'a list with «other, specify» is not filtered there');
    return {};
  }

  /** A group around a question for each row. */
  private parts(
    name: string,
    rows: readonly { id: string; label: LocalizedText; showIf?: Condition | undefined; required?: boolean }[],
    required: boolean,
    make: (row: { id: string; showIf?: Condition | undefined }) => Row,
  ): Row[] {
    return [
      { type: 'begin_group', name },
      ...rows.map((row) => ({
        name: `${name}_${row.id}`,
        ...words('label', row.label),
        ...(required && row.required !== false && { required: 'yes' }),
        ...make(row),
      })),
      { type: 'end_group' },
    ];
  }

  private readonly style: Style = this.makeStyle();

  private makeStyle(): Style {
    const quoted = (text: string) => {
      if (!text.includes("'")) return `'${text}'`;
      if (!text.includes('"')) return `"${text}"`;
      throw new Unsayable('a text with both kinds of quotes cannot be written');
    };
    const ref = (question: string, row?: string) => {
      const of = this.questions.get(question);
      if (!of || of.type === 'pairwise') throw new Unsayable(`«${question}» is not there`);
      const hasRows = ['matrix', 'matrix-scale', 'points', 'texts'].includes(of.type);
      if (hasRows && row === undefined) throw new Unsayable(`«${question}» is there in parts alone`);
      return `\${${question}${row === undefined ? '' : `_${row}`}}`;
    };
    const typeOf = (question: string) => this.questions.get(question)?.type;
    return {
      ref,
      text: (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? `date('${text}')` : quoted(text)),
      is: (question, row, value) => {
        if (typeof value === 'boolean') {
          if (typeOf(question) === 'consent')
            return value ? `${ref(question)} = 'OK'` : `${ref(question)} = ''`;
          return `${ref(question, row)} = '${value ? 'yes' : 'no'}'`;
        }
        return `${ref(question, row)} = ${typeof value === 'number' ? value : quoted(value)}`;
      },
      contains: (question, row, option) => `selected(${ref(question, row)}, ${quoted(option)})`,
      answered: (question, row, answered) => `${ref(question, row)} ${answered ? '!=' : '='} ''`,
      not: (written) => `not(${written})`,
      count: (question) => {
        if (!['multiple-choice', 'ranking', 'image-choice'].includes(typeOf(question) ?? ''))
          throw new Unsayable(`how many are in «${question}» cannot be asked`);
        return `count-selected(${ref(question)})`;
      },
      length: (question) => `string-length(${ref(question)})`,
      total: (question) => {
        const of = this.questions.get(question);
        const rows = of?.type === 'matrix-scale' ? of.rows : of?.type === 'points' ? of.options : [];
        return `(${rows.map(({ id }) => `coalesce(${ref(question, id)}, 0)`).join(' + ')})`;
      },
      divide: 'div',
      functions: { least: 'min', greatest: 'max', if: 'if', round: 'round', today: 'today()' },
      daysFrom: (from, to) => `(${to} - ${from})`,
      yearsFrom: (from, to) => `int((${to} - ${from}) div 365.25)`,
      plusDays: (day, days) => `date(${day} + ${days})`,
      join: (parts) => `concat(${parts.join(', ')})`,
    };
  }
}

const joined = (title: LocalizedText, text: LocalizedText): LocalizedText => ({
  fr: `## ${title.fr}\n\n${text.fr}`,
  ...(text.en !== undefined && { en: `## ${title.en ?? title.fr}\n\n${text.en}` }),
});
