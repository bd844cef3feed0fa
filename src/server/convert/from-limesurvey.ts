import type { Converted, LoosePage } from './draft.js';
import { given } from './given.js';
import { Document, type Row, TEXTS } from './limesurvey/document.js';
import { makeQuestions } from './limesurvey/questions.js';
import { quotas } from './limesurvey/quotas.js';
import { type Made, Reading } from './limesurvey/reading.js';
import type { Meaning } from './meaning.js';
import { Unreadable } from './report.js';
import { Source } from './source.js';
import { child, parseXml } from './xml.js';

/** A survey’s structure as LimeSurvey exports it (`.lss`), of version 3 or later. */
export function fromLimeSurvey(text: string): Converted {
  const root = parseXml(text);
  if (root.name !== 'document' || child(root, 'LimeSurveyDocType')?.text.trim() !== 'Survey')
    throw new Unreadable('no survey of LimeSurvey: its document is of the type «Survey»', 'line 1');
  return new Reader(new Reading(new Document(root))).read();
}

/** What only says where a row belongs. */
const TECHNICAL = [
  'qid', 'parent_qid', 'sid', 'gid', 'question_order', 'group_order', 'language', 'scale_id', 'same_default', 'id',
  'same_script', 'modulename', 'question_theme_name', 'randomization_group_', 'sortorder', 'aid', 'assessment_value',
]; // prettier-ignore

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

class Reader {
  constructor(private readonly reading: Reading) {}

  read(): Converted {
    const item = this.reading.draft.report.open('surveys', 'survey');
    const settings = this.reading.document.rows('surveys_languagesettings');
    const words = (field: string, markdown = false) =>
      this.reading.draft.text(
        Object.fromEntries(
          settings.map((row) => [
            (row['surveyls_language'] ?? this.reading.document.language).slice(0, 2),
            row[field],
          ]),
        ),
        item,
        { markdown },
      );
    const title = words('surveyls_title');
    const description = words('surveyls_description', true);
    const welcome = words('surveyls_welcometext', true);
    const thanks = words('surveyls_endtext', true);
    if (thanks) this.reading.draft.survey['thanks'] = thanks;
    if (this.reading.document.rows('surveys')[0]?.['format'] === 'S')
      this.reading.draft.survey['onePerPage'] = true;
    item.becomes('survey');
    const groups = this.reading.document.localized('groups', 'group_l10ns', 'gid', 'gid');
    const questions = this.reading.document.localized('questions', 'question_l10ns', 'qid', 'qid');
    for (const [index, group] of groups.entries()) {
      const page = this.group(group);
      if (index === 0 && welcome) page['description'] = welcome;
      if (index === 0 && welcome) item.approximate('the words of welcome stand on the first page');
      for (const row of questions.filter(({ gid }) => gid === group['gid'])) this.question(row, page);
    }
    this.conditions();
    this.reading.draft.later(() => quotas(this.reading));
    for (const table of ['assessments', 'defaultvalues'])
      if (this.reading.document.rows(table).length > 0)
        this.reading.draft.report
          .open(table)
          .drop(
            table === 'assessments'
              ? 'there are no scores with words for each'
              : 'nothing is answered in advance here',
          );
    return this.reading.draft.finish(title, description);
  }

  private group(row: Row): LoosePage {
    const item = this.reading.draft.report.open(
      `group ${row['gid']}`,
      row[`group_name@${this.reading.document.language}`],
    );
    const page = this.reading.draft.addPage(
      item,
      row[`group_name@${this.reading.document.language}`] ?? `page-${row['gid']}`,
      this.reading.text(row, 'group_name', item),
    );
    const description = this.reading.text(row, 'description', item, true);
    if (description) page['description'] = description;
    this.reading.draft.condition(
      page,
      'showIf',
      row['grelevance'],
      item,
      'grelevance',
      this.reading.finder(item),
    );
    if (row['randomization_group']) item.dropPart('randomization_group', 'pages stay in their order');
    return page;
  }

  private question(row: Row, page: LoosePage): void {
    const { qid = '', title: code = '' } = row;
    const item = this.reading.draft.report.open(`question ${code} (line ${row['line']})`, code);
    const fields = Object.fromEntries(
      Object.entries(row).filter(([name]) => !/@|^line$/.test(name) && !TEXTS.includes(name)),
    );
    const source = new Source(fields, item);
    source.take(...TECHNICAL, 'title', 'type', 'encrypted');
    const attributes = new Source(
      Object.fromEntries(
        [...(this.reading.document.attributes.get(qid) ?? [])].map(([name, by]) => [
          name,
          by[''] ?? by[this.reading.document.language] ?? Object.values(by)[0],
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
    const made = makeQuestions(this.reading, row, source, attributes, item);
    if (made.length === 0) return;
    for (const one of made) {
      const { question } = one;
      if (question.type !== 'information') {
        question['label'] ??= this.reading.text(row, 'question', item) ?? { fr: code };
        if (question.type !== 'calculated') {
          const hint = this.reading.text(row, 'help', item);
          if (hint) question['hint'] ??= hint;
          const mandatory = row['mandatory'];
          if (mandatory === 'Y') question['required'] = true;
          if (mandatory === 'S') item.approximate('«soft mandatory»: not required');
        }
      }
      this.reading.draft.condition(
        question,
        'showIf',
        relevance,
        item,
        'relevance',
        this.reading.finder(item),
      );
      this.register(code, row, one);
      this.reading.draft.add(page, question, item);
    }
    source.take('mandatory');
    if (made.length > 1)
      item.becomes(made.map(({ question }) => `${question.id}: ${question.type}`).join(', '));
    this.reading.byQid.set(qid, made[0]!.question);
    if (made[0]!.values) this.reading.valuesOf.set(qid, made[0]!.values);
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
    const old = `${this.reading.document.sid}X${row['gid']}X${row['qid']}`;
    for (const [own, between] of [
      [code, '_'],
      [old, ''],
    ] as const) {
      this.reading.draft.means(own, meaning);
      for (const [part, id] of rows ?? [])
        this.reading.draft.means(`${own}${between}${part}`, {
          ...meaning,
          row: id,
          rows: [...rows!.values()],
        });
      for (const [part, id] of options ?? [])
        this.reading.draft.means(`${own}${between}${part}`, {
          ...meaning,
          option: id,
          values: options,
        });
    }
  }

  /** The older kind of conditions, where no relevance says the same. */
  private conditions(): void {
    const rows = this.reading.document.rows('conditions');
    if (rows.length === 0) return;
    this.reading.draft.report
      .open('conditions', `${rows.length} conditions`)
      .approximate('the older conditions are read from each question’s relevance, which says the same');
  }
}
