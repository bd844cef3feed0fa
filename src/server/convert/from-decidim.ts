import type { Condition } from '../../contract/survey.js';
import { readCsv } from './csv-rows.js';
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
import { parseJson } from './json.js';
import { CSV_CONDITIONS } from './grammar.js';
import { all, any, not } from './joins.js';
import { type Open, within, Unreadable } from './report.js';
import { asObject, asText, isNothing, shown, Source } from './source.js';

/** A questionnaire of Decidim: its component’s export, as JSON, or as CSV with headings such as `questions/0/body/fr`. */
export function fromDecidim(text: string): Converted {
  const json = /^\s*[[{]/.test(text.replace(/^\uFEFF/, ''))
    ? parseJson(text.replace(/^\uFEFF/, ''))
    : fromCsvExport(text);
  const found = find(json);
  if (!found)
    throw new Unreadable(
      'no questionnaire of Decidim: nothing in it has «questions» with a «question_type»',
      'line 1',
    );
  return new Reader(found).read();
}

/** A questionnaire, and what an export has around it. */
interface Found {
  questionnaire: Record<string, unknown>;
  beside: [place: string, value: unknown][];
}

/** The first questionnaire inside an export, whatever is around it. */
function find(json: unknown, place = ''): Found | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const hasQuestions = (list: unknown) =>
    Array.isArray(list) && list.some((one) => asObject(one)['question_type'] !== undefined);
  // Questions alone, one a line.
  if (hasQuestions(json)) return { questionnaire: { questions: json }, beside: [] };
  if (hasQuestions(asObject(json)['questions'])) return { questionnaire: asObject(json), beside: [] };
  const inside = Object.entries(json);
  for (const [name, value] of inside) {
    const found = find(value, `${place}/${name}`);
    if (!found) continue;
    const others = inside.filter(([other]) => other !== name && !TECHNICAL.includes(other));
    const beside = others.map(([other, one]): Found['beside'][0] => [`${place}/${other}`, one]);
    return { ...found, beside: [...found.beside, ...beside] };
  }
  return undefined;
}

/** Rows whose headings are paths, as the objects that they were. */
function fromCsvExport(text: string): unknown[] {
  return readCsv(text).lines.map(({ cells }) => {
    const root: Record<string, unknown> = {};
    for (const [heading, cell] of Object.entries(cells)) {
      if (cell === '') continue;
      const steps = heading.split('/');
      let at: Record<string, unknown> = root;
      for (const step of steps.slice(0, -1)) at = (at[step] ??= {}) as Record<string, unknown>;
      at[steps.at(-1)!] = cell;
    }
    return listed(root);
  });
}

/** Objects whose names are 0, 1, 2… are lists. */
function listed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  if (entries.length > 0 && entries.every(([name]) => /^\d+$/.test(name)))
    return entries.sort(([one], [other]) => Number(one) - Number(other)).map(([, inner]) => listed(inner));
  return Object.fromEntries(entries.map(([name, inner]) => [name, listed(inner)]));
}

const TECHNICAL = [
  'id', 'created_at', 'updated_at', 'decidim_questionnaire_id', 'decidim_question_id', 'questionnaire_for_type',
  'questionnaire_for_id', 'salt', 'survey_id', 'published_at', 'questionnaire_id', 'response_options_count',
  'answer_options_count', 'matrix_rows_count', 'display_conditions_count', 'display_conditions_for_other_questions_count',
  'survey_responses_published_at', 'survey_answers_published_at', 'position',
]; // prettier-ignore

/** Fields of a condition. A value that a text is to match is told with why that cannot be asked. */
const ABOUT = [
  'condition_type', 'mandatory', 'decidim_condition_question_id', 'condition_question_id', 'decidim_response_option_id',
  'decidim_answer_option_id', 'response_option_id', 'condition_value',
]; // prettier-ignore

const REASONS: Record<string, string> = {
  tos: 'the privacy notice of the consultation says it here',
};

/** What a kind of question becomes beside its words. */
interface Made {
  fields: Record<string, unknown> & { type: string };
  options: Map<string, string>;
  /** Options that ask for words of one’s own, each in a question that follows. */
  specified?: Loose[];
}

interface Known {
  question: LooseQuestion;
  /** Options by their identifiers there. */
  options: Map<string, string>;
}

class Reader {
  // Texts take up no answers there: nothing matches.
  private readonly draft = new Draft(CSV_CONDITIONS, /(?!)/g);
  private readonly known = new Map<string, Known>();
  private page: LoosePage | undefined;

  constructor(private readonly found: Found) {}

  read(): Converted {
    const item = this.draft.report.open('questionnaire', 'survey');
    const source = new Source(this.found.questionnaire, item);
    source.take(...TECHNICAL);
    const title = this.text(source.take('title'), item);
    const description = this.text(source.take('description'), item, true);
    inOrder(source.list('questions').map(asObject)).forEach((question, index) =>
      this.question(question, index),
    );
    source.close(REASONS);
    item.becomes('survey');
    for (const [place, value] of this.found.beside)
      if (!isNothing(value))
        this.draft.report
          .open(place)
          .drop(
            find(value)
              ? `one questionnaire is read, the first: ${shown(value)}`
              : `it stands around the questionnaire, and is the consultation’s: ${shown(value)}`,
          );
    return this.draft.finish(title, description);
  }

  private text(value: unknown, item: Open, markdown = false): Localized | undefined {
    if (typeof value === 'string') return this.draft.text({ default: value }, item, { markdown });
    const written = { ...asObject(value) } as Record<string, unknown>;
    const machine = asObject(written['machine_translations']);
    delete written['machine_translations'];
    for (const [language, text] of Object.entries(machine))
      if (!written[language]) {
        written[language] = text;
        if (language === 'fr' || language === 'en')
          item.approximate(`the ${language} text was translated by a machine`);
      }
    const texts = Object.entries(written).filter(
      (one): one is [string, string] => typeof one[1] === 'string',
    );
    return this.draft.text(Object.fromEntries(texts), item, { markdown });
  }

  private question(json: Record<string, unknown>, index: number): void {
    const identifier = asText(json['id'] ?? index + 1);
    const item = this.draft.report.open(`questions/${index}`, `question ${identifier}`);
    const source = new Source(json, item);
    source.take(...TECHNICAL);
    const type = source.text('question_type') ?? '';
    if (type === 'separator') {
      this.page = undefined;
      source.take('mandatory', 'max_characters');
      for (const field of ['body', 'description'] as const) {
        const words = this.text(source.take(field), item);
        if (words) item.dropPart(field, `a page’s end has no words: ${shown(words.fr)}`);
      }
      item.becomes('the page’s end');
      return source.close(REASONS);
    }
    const label = this.text(source.take('body'), item);
    const written = label?.fr.split(/\s+/).slice(0, 4).join(' ') ?? '';
    const id = this.draft.questionNames.claim(/[a-z]{2}/i.test(written) ? written : `question-${identifier}`);
    const description = this.text(source.take('description'), item, type === 'title_and_description');
    const made = this.make(type, source, item);
    if (!made) return;
    const question: LooseQuestion = { ...made.fields, id, type: made.fields.type };
    if (question.type === 'information')
      Object.assign(question, { text: description ?? label, ...(description && label && { title: label }) });
    else {
      question['label'] = label ?? { fr: `Question ${index + 1}` };
      if (description) question['hint'] = description;
      if (source.flag('mandatory')) question['required'] = true;
    }
    source.take('mandatory');
    this.known.set(identifier, { question, options: made.options });
    this.page ??= this.draft.loosePage();
    this.draft.add(this.page, question, item);
    for (const option of made.specified ?? []) this.specify(question, option, item);
    this.conditions(source.list('display_conditions').map(asObject), question, item);
    source.close(REASONS);
  }

  /** Asks for the words that an option wants, once it is chosen. */
  private specify(of: LooseQuestion, option: Loose, item: Open): void {
    const { fr, en } = option['label'] as Localized;
    const question: LooseQuestion = {
      id: this.draft.questionNames.claim(`${of.id}-${option.id}`),
      type: 'short-text',
      label: { fr: `${fr} — précisez`, ...(en !== undefined && { en: `${en} — please specify` }) },
      showIf: this.draft.carriedIf(of, option.id, 'chosen'),
    };
    this.draft.add(this.page!, question, item);
    item.approximate('an option with words of one’s own asks for them in a question that follows it');
  }

  private make(type: string, source: Source, item: Open): Made | undefined {
    const characters = source.number('max_characters');
    const options = new Map<string, string>();
    const most = (limit: number) => {
      if (characters !== undefined && characters > limit) item.approximate(`at most ${limit} characters`);
      return characters && characters > 0 ? { maxLength: Math.min(limit, characters) } : {};
    };
    const max = source.number('max_choices') || undefined;
    switch (type) {
      case 'short_response':
      case 'short_answer':
        return { fields: { type: 'short-text', ...most(500) }, options };
      case 'long_response':
      case 'long_answer':
        return { fields: { type: 'long-text', ...most(20_000) }, options };
      case 'title_and_description':
        return { fields: { type: 'information' }, options };
      case 'files':
        item.approximate('several files of any kind there: up to ten PDF or pictures here');
        return { fields: { type: 'file', maxFiles: 10 }, options };
      case 'single_option':
      case 'multiple_option':
      case 'sorting':
        return this.choice(type, source, item, max);
      case 'matrix_single':
      case 'matrix_multiple':
        return this.matrix(type, source, item, max);
      default:
        item.drop(`questions of the type «${type}» have no counterpart`);
        return undefined;
    }
  }

  private choice(type: string, source: Source, item: Open, max: number | undefined): Made | undefined {
    const list = source.list('response_options', 'answer_options').map(asObject);
    const free = list.filter((option) => isTrue(option['free_text']));
    // «Other» stands beside two options at least.
    const other = free.length === 1 && list.length > 2 && type !== 'sorting';
    const specified: Loose[] = [];
    if (other)
      item.approximate(
        'the option with words of one’s own became «other, specify», whose label is the widget’s',
      );
    const options = new Options(other);
    const identifiers = new Map<string, string>();
    list.forEach((json, index) => {
      const option = new Source(json, within(item, `response_options/${index}`));
      option.take(...TECHNICAL);
      const label = this.text(option.take('body'), item) ?? { fr: `Option ${index + 1}` };
      if (isTrue(option.take('free_text')) && other) {
        identifiers.set(String(json['id']), 'other');
        item.dropPart(`response_options/${index}`, `its label: ${label.fr}`);
        return option.close();
      }
      const made = options.add(label.fr.split(/\s+/).slice(0, 5).join(' '), label);
      if (isTrue(json['free_text']) && type === 'sorting')
        item.dropPart(`response_options/${index}/free_text`, 'what is ranked has no words of one’s own');
      else if (isTrue(json['free_text'])) specified.push(made);
      identifiers.set(String(json['id']), made.id);
      option.close();
    });
    if (options.list.length < 2) return void item.drop('a choice has two options at least');
    const fields =
      type === 'single_option'
        ? { type: 'single-choice', options: options.list, other }
        : type === 'sorting'
          ? { type: 'ranking', options: options.list }
          : { type: 'multiple-choice', options: options.list, other, ...given({ max }) };
    if (type !== 'multiple_option' && max !== undefined)
      item.dropPart('max_choices', 'one is chosen, or all are ranked');
    return { fields, options: identifiers, specified };
  }

  private matrix(type: string, source: Source, item: Open, max: number | undefined): Made | undefined {
    const columns = new Options(false);
    const rows = new Options(false);
    const identifiers = new Map<string, string>();
    for (const [list, into] of [
      [source.list('response_options', 'answer_options'), columns],
      [source.list('matrix_rows'), rows],
    ] as const) {
      inOrder(list.map(asObject)).forEach((json, index) => {
        const part = into === columns ? 'response_options' : 'matrix_rows';
        const source = new Source(json, within(item, `${part}/${index}`));
        source.take(...TECHNICAL, 'free_text');
        const label = this.text(source.take('body'), item) ?? { fr: String(index + 1) };
        source.close();
        const made = into.add(label.fr.split(/\s+/).slice(0, 5).join(' '), label);
        if (into === columns) identifiers.set(String(json['id']), made.id);
        if (isTrue(json['free_text']))
          item.dropPart(`response_options/${index}/free_text`, 'columns have no words of one’s own');
      });
    }
    if (max !== undefined) item.dropPart('max_choices', 'a row takes any number of columns');
    if (rows.list.length < 2 || columns.list.length < 2)
      return void item.drop('a matrix has two rows and two columns at least');
    const multiple = type === 'matrix_multiple';
    return {
      fields: { type: 'matrix', rows: rows.list, columns: columns.list, multiple },
      options: identifiers,
    };
  }

  /** Where conditions are mandatory, those count alone, and all of them; else one is enough. */
  private conditions(list: Record<string, unknown>[], question: LooseQuestion, item: Open): void {
    if (list.length === 0) return;
    this.draft.later(() => {
      const mandatory = list.filter((one) => isTrue(one['mandatory']));
      const counted = mandatory.length > 0 ? mandatory : list;
      if (mandatory.length > 0 && mandatory.length < list.length)
        item.approximate(
          'conditions that are not mandatory do not count beside mandatory ones, there and here',
        );
      const found = counted.map((one) => this.condition(one, item, list.indexOf(one)));
      for (const one of list)
        if (!counted.includes(one))
          item.dropPart(`display_conditions/${list.indexOf(one)}`, `it does not count there: ${shown(one)}`);
      const kept = found.filter((one) => one !== undefined);
      if (kept.length === 0) return;
      this.draft.join(
        question,
        'showIf',
        mandatory.length > 0 ? all(kept) : any(kept),
        item,
        'display_conditions',
      );
    });
  }

  private condition(
    json: Record<string, unknown>,
    item: Open,
    index: number,
  ): Condition | boolean | undefined {
    const type = String(json['condition_type']);
    const fields = new Source(json, within(item, `display_conditions/${index}`));
    fields.take(...TECHNICAL, ...ABOUT);
    fields.close();
    const source = this.known.get(
      String(json['decidim_condition_question_id'] ?? json['condition_question_id']),
    );
    const option = source?.options.get(
      String(
        json['decidim_response_option_id'] ?? json['decidim_answer_option_id'] ?? json['response_option_id'],
      ),
    );
    const lost = (why: string) => item.dropPart(`display_conditions/${index}`, `${why}: ${shown(json)}`);
    if (!source) return void lost('it names a question that was not converted');
    const { id, type: kind } = source.question;
    switch (type) {
      case 'responded':
      case 'answered':
      case '0':
        return { question: id, answered: true };
      case 'not_responded':
      case 'not_answered':
      case '1':
        return { question: id, answered: false };
      case 'equal':
      case 'not_equal':
      case '2':
      case '3': {
        if (option === undefined) return void lost('it names an option that was not converted');
        const chosen: Condition =
          kind === 'single-choice' ? { question: id, is: option } : { question: id, contains: option };
        if (kind === 'matrix') return void lost('a column of a matrix is chosen in one row or another');
        // «Not equal» wants an answer there.
        return type === 'equal' || type === '2'
          ? chosen
          : all([{ question: id, answered: true }, not(chosen)]);
      }
      default:
        return void lost('what a text matches cannot be asked');
    }
  }
}

/** By their positions, where they have any. */
function inOrder(list: Record<string, unknown>[]): Record<string, unknown>[] {
  const position = (one: Record<string, unknown>) => Number(one['position'] ?? 0);
  return [...list].sort((one, other) => position(one) - position(other));
}

const isTrue = (value: unknown) =>
  value === true || value === 'true' || value === 't' || value === 1 || value === '1';
