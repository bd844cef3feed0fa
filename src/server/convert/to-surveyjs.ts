import type { Condition, Expression, Question, SurveyDefinition, SurveyPage } from '../../contract/survey.js';
import type { LocalizedText } from '../../contract/text.js';
import { given } from './given.js';
import { toHtml } from './markdown.js';
import { type Item, type Open, Report } from './report.js';
import { questionsOf, type Style, Unsayable, writeCondition, writeExpression } from './write-logic.js';

/** A survey in SurveyJS’s JSON, and what it cannot say. */
export function toSurveyJs(
  survey: SurveyDefinition,
  title?: LocalizedText,
): { json: Record<string, unknown>; report: Item[] } {
  return new Writer(survey).write(title);
}

type Json = Record<string, unknown>;

const text = (words: LocalizedText) => {
  const fr = piped(words.fr);
  return words.en === undefined ? fr : { default: fr, en: piped(words.en) };
};
const html = (words: LocalizedText) => {
  const fr = piped(toHtml(words.fr));
  return words.en === undefined ? fr : { default: fr, en: piped(toHtml(words.en)) };
};
const piped = (words: string) => words.replace(/\{\{ *([a-z0-9-]+) *\}\}/g, '{$1}');

class Writer {
  private readonly report = new Report();
  private readonly questions: Map<string, Question>;
  private readonly triggers: Json[] = [];

  constructor(private readonly survey: SurveyDefinition) {
    this.questions = questionsOf(survey.pages);
  }

  write(title: LocalizedText | undefined): { json: Json; report: Item[] } {
    const { survey } = this;
    const item = this.report.open('', 'survey');
    item.becomes('survey');
    const pages = survey.pages.map((page, index) => this.page(page, `/pages/${index}`));
    for (const name of ['sections', 'quotas', 'responses', 'changes', 'resume', 'unfinished'] as const)
      if (survey[name] !== undefined) item.dropPart(name, 'SurveyJS leaves that to the service');
    if (survey.order === 'random') item.dropPart('order', 'pages have no random order there');
    survey.endings?.forEach(({ id, message }) =>
      item.dropPart(`endings/${id}`, `its message: ${message.fr.slice(0, 60)}`),
    );
    return {
      json: {
        locale: 'fr',
        ...(title && { title: text(title) }),
        ...(survey.thanks && { completedHtml: html(survey.thanks) }),
        ...(survey.onePerPage && { questionsOnPageMode: 'questionPerPage' }),
        ...(survey.timeLimit && { maxTimeToFinish: survey.timeLimit.minutes * 60 }),
        pages,
        ...(this.triggers.length > 0 && { triggers: this.triggers }),
      },
      report: this.report.items,
    };
  }

  private page(page: SurveyPage, pointer: string): Json {
    const item = this.report.open(pointer, page.id);
    item.becomes('page');
    if (page.section !== undefined) item.dropPart('section', 'pages have no sections there');
    const json: Json = {
      name: page.id,
      title: text(page.title),
      ...(page.description && { description: text(page.description) }),
      ...this.condition('visibleIf', page.showIf, item),
      ...(page.order === 'random' && { questionsOrder: 'random' }),
      elements: page.questions.flatMap((question, index) =>
        this.question(question, `${pointer}/questions/${index}`, undefined),
      ),
    };
    page.next?.forEach((next, index) => this.next(next, item, index));
    return json;
  }

  private next(next: NonNullable<SurveyPage['next']>[number], item: Open, index: number): void {
    const written = next.if && this.condition('expression', next.if, item)['expression'];
    const { pages } = this.survey;
    const target = 'page' in next ? pages.find(({ id }) => id === next.page) : undefined;
    if (written === undefined || ('page' in next && !target))
      return item.dropPart(`next/${index}`, 'a way on without a condition cannot be said');
    item.approximate('a way on became a trigger, which acts at once');
    this.triggers.push(
      target
        ? { type: 'skip', expression: written, gotoName: target.questions[0]!.id }
        : { type: 'complete', expression: written },
    );
  }

  /** A condition under its name there; nothing, and reported, where it cannot be said. */
  private condition(name: string, condition: Condition | undefined, item: Open, inside?: Set<string>): Json {
    if (condition === undefined) return {};
    try {
      return { [name]: writeCondition(condition, this.style(inside)) };
    } catch (error) {
      if (!(error instanceof Unsayable)) throw error;
      item.dropPart(name, error.message);
      return {};
    }
  }

  private expression(expression: Expression, item: Open): string | undefined {
    try {
      return writeExpression(expression, this.style());
    } catch (error) {
      if (!(error instanceof Unsayable)) throw error;
      item.drop(error.message);
      return undefined;
    }
  }

  private style(inside = new Set<string>()): Style {
    const quoted = (words: string) => `'${words.replace(/[\\']/g, '\\$&')}'`;
    const ref = (question: string, row?: string) => {
      const type = this.questions.get(question)?.type;
      if (type === undefined || type === 'pairwise') throw new Unsayable(`«${question}» is not there`);
      if (type === 'points' && row === undefined) throw new Unsayable(`shares have no whole there`);
      const inner = type === 'matrix-scale' && row !== undefined ? `.${SCALE}` : '';
      return `{${inside.has(question) ? 'panel.' : ''}${question}${row === undefined ? '' : `.${row}`}${inner}}`;
    };
    return {
      ref,
      text: quoted,
      is: (question, row, value) => {
        const of = this.questions.get(question);
        if (of?.type === 'yes-no' && of.unsure && typeof value === 'boolean')
          return `${ref(question, row)} = ${value ? "'yes'" : "'no'"}`;
        return `${ref(question, row)} = ${typeof value === 'string' ? quoted(value) : String(value)}`;
      },
      contains: (question, row, option) => `${ref(question, row)} contains ${quoted(option)}`,
      answered: (question, row, answered) => `${ref(question, row)} ${answered ? 'notempty' : 'empty'}`,
      not: (written) => `!(${written})`,
      count: (question) => ref(question).replace(/\}$/, '.length}'),
      length: (question) => ref(question).replace(/\}$/, '.length}'),
      total: (question) => {
        const of = this.questions.get(question);
        const rows = of?.type === 'matrix-scale' ? of.rows : of?.type === 'points' ? of.options : [];
        return `sum(${rows.map(({ id }) => ref(question, id)).join(', ')})`;
      },
      divide: '/',
      functions: { least: 'min', greatest: 'max', if: 'iif', round: 'round', today: 'today()' },
      daysFrom: (from, to) => `dateDiff(${from}, ${to}, 'days')`,
      yearsFrom: (from, to, untilToday) =>
        untilToday ? `age(${from})` : `dateDiff(${from}, ${to}, 'years')`,
      plusDays: (day, days) => `dateAdd(${day}, ${days}, 'days')`,
      // A text in front: what follows is put behind it, not added.
      join: (parts) => `('' + ${parts.join(' + ')})`,
    };
  }

  private question(question: Question, pointer: string, inside: Set<string> | undefined): Json[] {
    const item = this.report.open(pointer, question.id);
    const own = this.element(question, item, pointer);
    if (!own) return [];
    item.becomes(String(own['type']));
    const asked = 'required' in question;
    const label = 'label' in question ? question.label : undefined;
    if ('purpose' in question && question.purpose)
      item.dropPart('purpose', 'questions have no purpose there');
    if ('prefill' in question && question.prefill)
      item.dropPart('prefill', 'the page sets values by itself there');
    if ('pinned' in question && question.pinned) item.dropPart('pinned', 'no question keeps its place there');
    const json: Json = {
      name: question.id,
      ...(label && { title: text(label) }),
      ...(asked && question.hint && { description: text(question.hint) }),
      ...(asked && question.required && { isRequired: true }),
      ...(asked ? this.condition('requiredIf', question.requiredIf, item, inside) : {}),
      ...(asked ? this.condition('enableIf', question.enableIf, item, inside) : {}),
      ...this.condition('visibleIf', question.showIf, item, inside),
      ...own,
    };
    return [json];
  }

  private choices(options: readonly Listed[], item: Open): Json[] {
    return options.map(({ id, label, hint, showIf, exclusive, pinned, image }) => {
      if (hint) item.dropPart(`options/${id}/hint`, `options have no hints there: ${hint.fr}`);
      if (pinned && !exclusive) item.dropPart(`options/${id}/pinned`, 'no option keeps its place there');
      return {
        value: id,
        text: text(label),
        ...(image && { imageLink: image.src }),
        ...(exclusive && { isExclusive: true }),
        ...this.condition('visibleIf', showIf, item),
      };
    });
  }

  private chosen(
    question: Extract<Question, { type: 'single-choice' | 'multiple-choice' | 'ranking' }>,
    item: Open,
  ): Json {
    const { optionsFrom } = question;
    const modes = { chosen: 'selected', 'not-chosen': 'unselected', offered: 'all' };
    return {
      choices: this.choices(question.options, item),
      ...(question.order === 'random' && { choicesOrder: 'random' }),
      ...(optionsFrom && {
        choicesFromQuestion: optionsFrom.question,
        choicesFromQuestionMode: modes[optionsFrom.which],
      }),
    };
  }

  /** The element’s own fields; undefined where there is no such element. */
  private element(question: Question, item: Open, pointer: string): Json | undefined {
    switch (question.type) {
      case 'short-text':
      case 'long-text': {
        const { minLength, maxLength } = question;
        return {
          type: question.type === 'short-text' ? 'text' : 'comment',
          maxLength,
          ...(minLength && { validators: [{ type: 'text', minLength }] }),
        };
      }
      case 'number': {
        if (question.unit) item.dropPart('unit', `no unit stands beside a number there: ${question.unit.fr}`);
        const step = question.decimals > 0 ? Number(`1e-${question.decimals}`) : 1;
        return {
          type: 'text',
          inputType: 'number',
          step,
          ...given({ min: question.min, max: question.max }),
        };
      }
      case 'email':
        return { type: 'text', inputType: 'email' };
      case 'telephone':
        return { type: 'text', inputType: 'tel' };
      case 'web-address':
        return { type: 'text', inputType: 'url' };
      case 'postal-code': {
        item.approximate('a postal code became a text that a pattern checks');
        const whole = '^[A-Za-z]\\d[A-Za-z][ -]?\\d[A-Za-z]\\d$';
        const regex = question.part === 'area' ? '^[A-Za-z]\\d[A-Za-z]$' : whole;
        return { type: 'text', validators: [{ type: 'regex', regex }] };
      }
      case 'date':
      case 'time':
        return { type: 'text', inputType: question.type, ...given({ min: question.min, max: question.max }) };
      case 'single-choice':
        return {
          type: question.display === 'list' ? 'dropdown' : 'radiogroup',
          ...this.chosen(question, item),
          ...(question.other && { showOtherItem: true }),
        };
      case 'multiple-choice':
        return {
          type: 'checkbox',
          ...this.chosen(question, item),
          ...(question.other && { showOtherItem: true }),
          ...given({ minSelectedChoices: question.min, maxSelectedChoices: question.max }),
        };
      case 'image-choice': {
        const { width, height } = question.options[0]!.image;
        return {
          type: 'imagepicker',
          multiSelect: question.multiple,
          imageWidth: width,
          imageHeight: height,
          choices: this.choices(question.options, item),
        };
      }
      case 'ranking':
        return {
          type: 'ranking',
          ...this.chosen(question, item),
          ...(question.best && { selectToRankEnabled: true, maxSelectedChoices: question.best }),
        };
      case 'yes-no':
        if (!question.unsure) return { type: 'boolean' };
        item.approximate('yes, no and «I don’t know» became a choice of three');
        return {
          type: 'radiogroup',
          choices: [
            { value: 'yes', text: { default: 'Oui', en: 'Yes' } },
            { value: 'no', text: { default: 'Non', en: 'No' } },
            { value: 'unsure', text: { default: 'Je ne sais pas', en: 'I don’t know' } },
          ],
        };
      case 'consent':
        if (question.text) item.approximate('what is consented to stands below the label');
        return {
          type: 'boolean',
          renderAs: 'checkbox',
          ...(question.text && { description: text(question.text) }),
        };
      case 'scale':
        return {
          type: 'rating',
          rateMin: question.min,
          rateMax: question.max,
          minRateDescription: text(question.minLabel),
          maxRateDescription: text(question.maxLabel),
          ...(question.display && question.display !== 'numbers' && { rateType: question.display }),
          ...(question.labels && {
            rateValues: question.labels.map((label, index) => ({
              value: question.min + index,
              text: text(label),
            })),
          }),
        };
      case 'recommendation':
        return {
          type: 'rating',
          rateMin: 0,
          rateMax: 10,
          ...(question.minLabel && { minRateDescription: text(question.minLabel) }),
          ...(question.maxLabel && { maxRateDescription: text(question.maxLabel) }),
        };
      case 'matrix':
        return {
          type: 'matrix',
          columns: this.choices(question.columns, item),
          rows: this.choices(question.rows, item),
          ...(question.multiple && { cellType: 'checkbox' }),
          ...(question.required && { isAllRowRequired: true }),
          ...(question.order === 'random' && { rowOrder: 'random' }),
        };
      case 'matrix-scale':
        return {
          type: 'matrixdropdown',
          rows: this.choices(question.rows, item),
          columns: [
            {
              name: SCALE,
              title: text(question.label),
              cellType: 'rating',
              rateMin: question.min,
              rateMax: question.max,
              minRateDescription: text(question.minLabel),
              maxRateDescription: text(question.maxLabel),
            },
          ],
        };
      case 'points':
        item.approximate(`shares became numbers: that they add up to ${question.total} is not checked there`);
        return {
          type: 'multipletext',
          items: question.options.map(({ id, label }) => ({
            name: id,
            title: text(label),
            inputType: 'number',
          })),
        };
      case 'texts':
        return {
          type: 'multipletext',
          items: question.fields.map(({ id, label, required, maxLength }) => ({
            name: id,
            title: text(label),
            ...(required && { isRequired: true }),
            maxLength,
          })),
        };
      case 'group': {
        const inside = new Set(question.questions.map(({ id }) => id));
        return {
          type: 'paneldynamic',
          templateTitle: text(numbered(question.item)),
          templateElements: question.questions.flatMap((member, index) =>
            this.question(member, `${pointer}/questions/${index}`, inside),
          ),
          minPanelCount: question.min,
          maxPanelCount: question.max,
        };
      }
      case 'file':
        return {
          type: 'file',
          acceptedTypes: question.accept.map((type) => `.${type}`).join(','),
          maxSize: question.maxSize * 1_000_000,
          ...(question.maxFiles > 1 && { allowMultiple: true, maxFiles: question.maxFiles }),
        };
      case 'place':
        item.approximate('a place became words, or a choice from its list');
        return question.options
          ? {
              type: 'dropdown',
              choices: this.choices(question.options, item),
              showOtherItem: question.address,
            }
          : { type: 'text', maxLength: 300 };
      case 'information':
        return {
          type: 'html',
          html: question.title
            ? html({
                fr: `## ${question.title.fr}\n\n${question.text.fr}`,
                ...(question.text.en && {
                  en: `## ${question.title.en ?? question.title.fr}\n\n${question.text.en}`,
                }),
              })
            : html(question.text),
        };
      case 'hidden':
        item.approximate('a hidden value became a question that is never shown: the page sets it');
        return { type: 'text', visible: false };
      case 'calculated': {
        const written = this.expression(question.value, item);
        return written === undefined ? undefined : { type: 'expression', expression: written };
      }
      case 'pairwise':
        item.drop('pairs have no counterpart there');
        return undefined;
    }
  }
}

/** What a member is called, with its number behind. */
const numbered = ({ fr, en }: LocalizedText): LocalizedText => ({
  fr: `${fr} {panelIndex}`,
  ...(en !== undefined && { en: `${en} {panelIndex}` }),
});

/** The one column of a matrix of scales. */
const SCALE = 'note';

interface Listed {
  id: string;
  label: LocalizedText;
  hint?: LocalizedText | undefined;
  showIf?: Condition | undefined;
  exclusive?: boolean | undefined;
  pinned?: boolean | undefined;
  image?: { src: string } | undefined;
}
