import type { Converted, Localized, Loose, LoosePage } from './draft.js';
import { given } from './given.js';
import { not } from './joins.js';
import { Attributes, REASONS } from './limesurvey/attributes.js';
import { readConditions } from './limesurvey/conditions.js';
import { Document, type Row, TEXTS } from './limesurvey/document.js';
import { readLeftovers } from './limesurvey/leftovers.js';
import { makeQuestions } from './limesurvey/questions.js';
import { quotas } from './limesurvey/quotas.js';
import { type Made, Reading } from './limesurvey/reading.js';
import { readSettings } from './limesurvey/settings.js';
import type { Meaning } from './meaning.js';
import { type Open, Unreadable } from './report.js';
import { shown, Source } from './source.js';
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

class Reader {
  constructor(private readonly reading: Reading) {}

  read(): Converted {
    const item = this.reading.draft.report.open('surveys', 'survey');
    const { title, description, welcome } = readSettings(this.reading, item);
    item.becomes('survey');
    const groups = this.reading.document.localized('groups', 'group_l10ns', 'gid', 'gid');
    const questions = this.reading.document.localized('questions', 'question_l10ns', 'qid', 'qid');
    for (const [index, group] of groups.entries()) {
      const page = this.group(group);
      if (index === 0 && welcome) this.welcome(page, welcome, item);
      for (const row of questions.filter(({ gid }) => gid === group['gid'])) this.question(row, page);
    }
    const lost = questions.filter(({ gid }) => !groups.some((group) => group['gid'] === gid));
    if (lost.length > 0) {
      const page = this.reading.draft.loosePage();
      for (const row of lost)
        this.question(row, page).approximate(
          `its group ${row['gid']} is not in the file: it stands on a page after the others`,
        );
    }
    readConditions(this.reading, questions);
    this.reading.draft.later(() => quotas(this.reading));
    readLeftovers(this.reading);
    return this.reading.draft.finish(title, description);
  }

  /** Above what the first page says of itself, once answers stand in both. */
  private welcome(page: LoosePage, welcome: Localized, item: Open): void {
    const own = page['description'] as Localized | undefined;
    item.approximate('the words of welcome stand on the first page');
    page['description'] = welcome;
    if (!own) return;
    const both = (one: string, other: string) => `${one}\n\n${other}`;
    this.reading.draft.later(() => {
      const isEnglish = welcome.en !== undefined || own.en !== undefined;
      page['description'] = {
        fr: both(welcome.fr, own.fr),
        ...(isEnglish && { en: both(welcome.en ?? welcome.fr, own.en ?? own.fr) }),
      };
    });
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

  private question(row: Row, page: LoosePage): Open {
    const { qid = '', title: code = '' } = row;
    const item = this.reading.draft.report.open(`question ${code} (line ${row['line']})`, code);
    const fields = Object.fromEntries(
      Object.entries(row).filter(([name]) => !/@|^line$/.test(name) && !TEXTS.includes(name)),
    );
    const source = new Source(fields, item);
    source.take(...TECHNICAL, 'title', 'type', 'encrypted');
    if (row['encrypted'] === 'Y') item.dropPart('encrypted', REASONS['encrypted']!);
    const attributes = new Attributes(this.reading, qid, item);
    const relevance = source.text('relevance');
    const made = makeQuestions(this.reading, row, source, attributes, item);
    if (made.length === 0) {
      this.droppedWith(qid, item);
      return item;
    }
    for (const one of made) {
      const { question } = one;
      if (question.type !== 'information') {
        question['label'] ??= this.reading.text(row, 'question', item) ?? this.codeAsLabel(code, item);
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
    this.reading.madeOf.set(
      qid,
      made.map(({ question }) => question),
    );
    this.details(row, made, attributes, item);
    if (made[0]!.values) this.reading.valuesOf.set(qid, made[0]!.values);
    if (attributes.text('hidden') === '1') {
      item.approximate('it is hidden there, and filled in by the address or an expression');
      made.forEach(({ question }) => (question['never'] = true));
    }
    if (attributes.text('random_order') === '1')
      made.forEach(({ question }) => (question['order'] = 'random'));
    attributes.close();
    source.close(REASONS);
    return item;
  }

  /** A question that was dropped takes its parts with it. */
  private droppedWith(qid: string, item: Open): void {
    const { subquestions, answers } = this.reading.document;
    const parts = subquestions.filter(({ parent_qid: of }) => of === qid).length;
    const choices = answers.filter((answer) => answer['qid'] === qid).length;
    if (parts + choices > 0) item.drop(`with it: ${parts} sub-questions, ${choices} answers`);
  }

  private codeAsLabel(code: string, item: Open): Localized {
    item.approximate('it has no words there: its code stands in their place');
    return { fr: code };
  }

  /** What has no place in the questions themselves, and what hangs on another question’s choice. */
  private details(row: Row, made: readonly Made[], attributes: Source, item: Open): void {
    const scripts = Object.entries(row).filter(([name, text]) => name.startsWith('script@') && text.trim());
    if (scripts.length > 0) item.dropPart('script', `${REASONS['script']}: ${shown(scripts[0]![1])}`);
    const { document } = this.reading;
    if (
      document.answers.some(
        ({ qid, assessment_value: value }) => qid === row['qid'] && value && value !== '0',
      )
    )
      item.dropPart('answers/assessment_value', REASONS['assessment_value']!);
    for (const [field, negated] of [
      ['array_filter', false],
      ['array_filter_exclude', true],
    ] as const) {
      const filters =
        attributes
          .text(field)
          ?.split(/[;,\s]+/)
          .filter(Boolean) ?? [];
      for (const filter of filters)
        for (const one of made)
          this.reading.draft.later(() => this.filter(one, filter, negated, item, field));
    }
  }

  /** Each row or option is shown once the one of the same code was chosen, or was not. */
  private filter(made: Made, filter: string, negated: boolean, item: Open, field: string): void {
    const { draft } = this.reading;
    const list = (made.question['rows'] ?? made.question['options']) as Loose[] | undefined;
    const codes = made.rows ?? made.options ?? made.values;
    const found = [...(codes ?? [])].flatMap(([code, id]) => {
      const chosen = draft.find(`${filter}_${code}`);
      const part = list?.find((one) => one.id === id);
      return chosen?.option !== undefined && part ? [{ chosen, part }] : [];
    });
    if (found.length === 0)
      return item.dropPart(field, `«${filter}» has no choices of the same codes that were converted`);
    for (const { chosen, part } of found) {
      const condition = { question: chosen.id, contains: chosen.option! };
      draft.join(part, 'showIf', negated ? not(condition) : condition, item, field);
    }
  }

  /** The names under which expressions know a question and its parts. */
  private register(code: string, row: Row, { question, values, rows, options }: Made): void {
    const meaning: Meaning = {
      id: question.id,
      type: question.type as Meaning['type'],
      ...given({ values, multiple: question['multiple'] as boolean | undefined }),
      ...(question.type === 'calculated' && { gives: 'unknown' as const }),
    };
    const { sid, subquestions } = this.reading.document;
    const known = (code: string) =>
      subquestions.find(({ parent_qid: of, title }) => of === row['qid'] && title === code)?.['qid'] ?? code;
    // By its code; as older versions named it, and as version 7 does.
    const names: [string, (part: string) => string][] = [
      [code, (part) => `_${part}`],
      [`${sid}X${row['gid']}X${row['qid']}`, (part) => part],
      [`Q${row['qid']}`, (part) => `_S${known(part)}`],
    ];
    for (const [own, suffix] of names) {
      this.reading.draft.means(own, meaning);
      for (const [part, id] of rows ?? [])
        this.reading.draft.means(own + suffix(part), { ...meaning, row: id, rows: [...rows!.values()] });
      for (const [part, id] of options ?? [])
        this.reading.draft.means(own + suffix(part), { ...meaning, option: id, values: options });
    }
  }
}
