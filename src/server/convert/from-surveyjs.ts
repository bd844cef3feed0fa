import { parseTree, printParseErrorCode, type ParseError, getNodeValue } from 'jsonc-parser';
import type { Condition } from '../../contract/survey.js';
import {
  type Converted,
  Draft,
  type Localized,
  type Loose,
  type LoosePage,
  type LooseQuestion,
  Options,
} from './draft.js';
import { SURVEYJS } from './grammar.js';
import type { Meaning } from './logic.js';
import { Unreadable, type Open } from './report.js';
import { asObject, asText, shown, Source } from './source.js';

/** What JSON text holds. Throws `Unreadable`, with the line and column of the first mistake. */
export function parseJson(text: string): unknown {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true });
  const [error] = errors;
  if (error || !tree) {
    const before = text.slice(0, error?.offset ?? 0).split('\n');
    throw new Unreadable(
      `not JSON: ${error ? printParseErrorCode(error.error) : 'it is empty'}`,
      `line ${before.length}, column ${before.at(-1)!.length + 1}`,
    );
  }
  return getNodeValue(tree);
}

/** How things look there, which the widgets decide here. */
const LOOKS = [
  'startWithNewLine', 'width', 'minWidth', 'maxWidth', 'titleLocation', 'descriptionLocation', 'errorLocation',
  'questionTitleLocation', 'questionErrorLocation', 'colCount', 'indent', 'cols', 'rows', 'autoGrow', 'allowResize',
  'size', 'placeholder', 'placeHolder', 'showNumber', 'hideNumber', 'state', 'innerIndent', 'imageFit', 'imageHeight',
  'imageWidth', 'contentMode', 'showLabel', 'renderAs', 'renderMode', 'swapOrder', 'showQuestionNumbers',
  'showProgressBar', 'progressBarType', 'progressBarLocation', 'logo', 'logoPosition', 'logoWidth', 'logoHeight', 'width',
  'widthMode', 'fitToContainer', 'headerView', 'requiredText', 'questionStartIndex', 'showPageTitles', 'showTitle',
  'showPageNumbers', 'completeText', 'pageNextText', 'pagePrevText', 'startSurveyText', 'focusFirstQuestionAutomatic',
  'focusOnFirstError', 'checkErrorsMode', 'textUpdateMode', 'showTOC', 'tocLocation', 'showNavigationButtons',
  'showPrevButton', 'questionTitlePattern', 'questionDescriptionLocation', 'useDisplayValuesInDynamicTexts', 'columnMinWidth',
  'columnColCount', 'alternateRows', 'displayMode', 'transposeData', 'verticalAlign', 'showCommentArea_', 'itemSize',
  'itemTitleWidth', 'panelAddText', 'panelRemoveText', 'addRowText', 'removeRowText', 'rateColorMode', 'displayStyle',
  'currency', 'maximumFractionDigits', 'minimumFractionDigits', 'penColor', 'backgroundColor', 'signatureWidth',
  'signatureHeight', 'gridLayoutEnabled', 'gridLayoutColumns', 'colSpan', 'effectiveColSpan', 'questionsOnPageMode_', 'mobileView',
  'cellType_', 'showInPreview', 'showPreviewBeforeComplete', 'previewText', 'editText', 'autoAdvanceEnabled',
  'goNextPageAutomatic', 'autoFocusFirstQuestion', 'separateSpecialChoices', 'longTap', 'selectToRankEnabled_', 'showClearButton',
  'allowClear', 'searchEnabled', 'searchMode', 'closeOnSelect', 'hideSelectedItems', 'dataFormat', 'displayRateDescriptionsAsExtremeItems',
]; // prettier-ignore

const REASONS: Record<string, string> = {
  ...Object.fromEntries(LOOKS.map((name) => [name, 'how it looks is the widget’s here'])),
  defaultValue: 'nothing is answered in advance here',
  defaultValueExpression: 'nothing is answered in advance here',
  defaultRowValue: 'nothing is answered in advance here',
  correctAnswer: 'there are no quizzes here',
  choicesByUrl: 'options are not fetched from elsewhere',
  readOnly: 'use enableIf, or words without a question',
  setValueIf: 'answers are not filled in here',
  setValueExpression: 'answers are not filled in here',
  resetValueIf: 'a hidden question counts as not answered here',
  clearIfInvisible: 'a hidden question always counts as not answered here',
  clearInvisibleValues: 'a hidden question always counts as not answered here',
  triggers: 'it could not be converted',
  requiredErrorText: 'the widget’s own words stand there',
  minErrorText: 'the widget’s own words stand there',
  maxErrorText: 'the widget’s own words stand there',
  sendResultOnPageNext: 'see «unfinished»',
};

/** A SurveyJS survey, as its Creator saves it. */
export function fromSurveyJs(text: string): Converted {
  const json = parseJson(text);
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new Unreadable('a SurveyJS survey is an object with pages or elements', 'line 1, column 1');
  return new Reader(json as Record<string, unknown>).read();
}

interface Around {
  page: { questions: LooseQuestion[] };
  /** Conditions of the panels around. */
  conditions: { written: string; item: Open }[];
  requiredIf: { written: string; item: Open }[];
  group?: Group;
}

interface Group {
  id: string;
  /** What `{panel.x}` or `{row.x}` stands for. */
  meanings: Map<string, Meaning>;
}

class Reader {
  private readonly draft = new Draft(SURVEYJS, /\{([^{}]+)\}/g);
  private readonly locale: string;
  /** Questions with choices, for those that carry them on. */
  private readonly chosen = new Map<string, LooseQuestion>();

  constructor(private readonly json: Record<string, unknown>) {
    const locale = json['locale'];
    this.locale = typeof locale === 'string' && locale ? locale.slice(0, 2) : 'default';
  }

  read(): Converted {
    const item = this.draft.report.open('survey', 'survey');
    const source = new Source(this.json, item);
    source.take('locale', '$schema');
    if (this.locale === 'default' && this.fallback === 'fr')
      item.approximate('the file does not say in which language it is: French was taken for granted');
    const title = this.text(source.take('title'), item, { max: 400 });
    const description = this.text(source.take('description'), item, { markdown: true });
    const elements = source.list('elements', 'questions');
    const pages = source.list('pages');
    const list = pages.length > 0 ? pages : [{ name: 'page1', elements }];
    list.forEach((page, index) => this.page(asObject(page), `pages/${index}`));
    this.settings(source, item);
    const values = source.list('calculatedValues');
    this.draft.later(() => values.forEach((value, index) => this.calculated(asObject(value), index)));
    const triggers = source.list('triggers');
    this.draft.later(() => triggers.forEach((trigger, index) => this.trigger(asObject(trigger), index)));
    source.close(REASONS);
    item.becomes('survey');
    return this.draft.finish(title, description);
  }

  private settings(source: Source, item: Open): void {
    const { survey } = this.draft;
    const thanks = this.text(source.take('completedHtml'), item, { markdown: true });
    if (thanks) survey['thanks'] = thanks;
    const mode = source.text('questionsOnPageMode');
    if (mode === 'questionPerPage' || mode === 'inputPerPage') survey['onePerPage'] = true;
    else if (mode === 'singlePage') item.approximate('questionsOnPageMode: pages stay as written');
    if (source.text('questionsOrder', 'questionOrder') === 'random') this.shuffled = true;
    const seconds = source.number('maxTimeToFinish', 'timeLimit');
    if (seconds !== undefined && seconds > 0) {
      const minutes = Math.min(1440, Math.max(5, Math.ceil(seconds / 60)));
      survey['timeLimit'] = { minutes };
      item.approximate(`the time limit is ${minutes} minutes, and more time may be asked for`);
      source.take('showTimerPanel', 'showTimer', 'timerLocation', 'timerInfoMode', 'showTimerPanelMode');
    }
    if (this.shuffled) for (const page of this.draft.pages) page['order'] ??= 'random';
  }
  private shuffled = false;

  private page(json: Record<string, unknown>, place: string): void {
    const item = this.draft.report.open(place, asText(json['name']));
    const source = new Source(json, item);
    const title = this.text(source.take('title'), item, { max: 400 });
    const page = this.draft.addPage(item, source.text('name') ?? 'page', title);
    const description = this.text(source.take('description'), item, { markdown: true });
    if (description) page['description'] = description;
    if (source.text('questionsOrder') === 'random') page['order'] = 'random';
    this.draft.condition(page, 'showIf', source.text('visibleIf'), item, 'visibleIf');
    if (source.take('visible') === false) page['never'] = true;
    const required = source.text('requiredIf');
    const around: Around = {
      page,
      conditions: [],
      requiredIf: required ? [{ written: required, item }] : [],
    };
    source
      .list('elements', 'questions')
      .forEach((element, index) => this.element(asObject(element), `${place}/elements/${index}`, around));
    source.close(REASONS);
  }

  private element(json: Record<string, unknown>, place: string, around: Around): void {
    const item = this.draft.report.open(place, asText(json['name']));
    const source = new Source(json, item);
    const type = source.text('type') ?? 'text';
    const name = source.text('name') ?? type;
    if (type === 'panel') return this.panel(source, item, place, name, around);
    const made = this.make(type, name, source, item, around);
    if (made.length === 0) return;
    for (const question of made) {
      this.common(question, source, item, around);
      this.draft.add(around.page, question, item);
      this.register(name, question, around);
    }
    if (made.length > 1) item.becomes(made.map(({ id, type }) => `${id}: ${type}`).join(', '));
    this.comment(source, item, made[0], name, around);
    source.close(REASONS);
  }

  private panel(source: Source, item: Open, place: string, name: string, around: Around): void {
    const [title, text] = [
      this.text(source.take('title'), item, { max: 400 }),
      this.text(source.take('description'), item, { markdown: true }),
    ];
    const visible = source.text('visibleIf');
    const required = source.text('requiredIf');
    const inner: Around = {
      ...around,
      conditions: [...around.conditions, ...(visible ? [{ written: visible, item }] : [])],
      requiredIf: [...around.requiredIf, ...(required ? [{ written: required, item }] : [])],
    };
    if (source.take('visible') === false) {
      source.take('elements');
      return item.drop('it is never shown');
    }
    if ((title ?? text) && !around.group) {
      const information: LooseQuestion = {
        id: this.draft.name(name, item),
        type: 'information',
        ...(title && text && { title }),
        text: text ?? title,
      };
      this.common(information, source, item, inner);
      this.draft.add(around.page, information, item);
      item.approximate('a panel’s questions stand on the page itself, its title above them');
    } else item.approximate('a panel’s questions stand on the page itself');
    source
      .list('elements')
      .forEach((element, index) => this.element(asObject(element), `${place}/elements/${index}`, inner));
    source.close(REASONS);
  }

  /** What all questions may have: label, hint, conditions. */
  private common(question: LooseQuestion, source: Source, item: Open, around: Around): void {
    const find = this.finderOf(around);
    if (question.type !== 'information') {
      question['label'] ??= this.text(source.take('title'), item) ?? { fr: String(source.text('name')) };
      if (question.type !== 'calculated' && question.type !== 'hidden') {
        const hint = this.text(source.take('description'), item);
        if (hint) question['hint'] ??= hint;
        if (source.flag('isRequired')) question['required'] = true;
        for (const { written, item: of } of around.requiredIf)
          this.draft.condition(question, 'requiredIf', written, of, 'requiredIf', find);
        this.draft.condition(question, 'requiredIf', source.text('requiredIf'), item, 'requiredIf', find);
        this.draft.condition(question, 'enableIf', source.text('enableIf'), item, 'enableIf', find);
      }
    }
    for (const { written, item: of } of around.conditions)
      this.draft.condition(question, 'showIf', written, of, 'visibleIf', find);
    this.draft.condition(question, 'showIf', source.text('visibleIf'), item, 'visibleIf', find);
    if (source.take('visible') === false && question['showIf'] === undefined && !source.text('visibleIf'))
      question['never'] = true;
  }

  private finderOf({ group }: Around): (name: string) => Meaning | undefined {
    return (name) => {
      const inside = /^(?:panel|row)\.(.+)$/.exec(name)?.[1];
      return inside && group ? group.meanings.get(inside) : this.draft.find(name);
    };
  }

  private register(name: string, question: LooseQuestion, { group }: Around): void {
    const meaning: Meaning = {
      id: question.id,
      type: question.type as Meaning['type'],
      required: question['required'] === true,
      ...(this.valuesOf.has(question) && { values: this.valuesOf.get(question)! }),
      ...(question['multiple'] === true && { multiple: true }),
    };
    if (group) return void group.meanings.set(name, meaning);
    if (question.type !== 'information') this.draft.means(name, meaning);
    this.chosen.set(name, question);
    for (const [written, row] of this.rowsOf.get(question) ?? [])
      this.draft.means(`${name}.${written}`, {
        ...meaning,
        row,
        rows: [...(this.rowsOf.get(question) ?? []).values()],
      });
  }
  private readonly valuesOf = new Map<LooseQuestion, Map<string, string | number | boolean>>();
  private readonly rowsOf = new Map<LooseQuestion, Map<string, string>>();

  /** The comment box beside a question. */
  private comment(
    source: Source,
    item: Open,
    of: LooseQuestion | undefined,
    name: string,
    around: Around,
  ): void {
    if (!source.flag('showCommentArea', 'hasComment')) return;
    const label = this.text(source.take('commentText'), item) ?? { fr: 'Commentaire', en: 'Comment' };
    if (!of || around.group) return item.dropPart('showCommentArea', 'no comment box stands beside it here');
    const question: LooseQuestion = {
      id: this.draft.name(`${name}-Comment`, item),
      type: 'long-text',
      label,
    };
    this.draft.add(around.page, question, item);
    item.becomes(`${of.id}: ${of.type}, ${question.id}: long-text`);
    item.approximate('its comment became a question of its own');
    this.draft.means(`${name}-Comment`, { id: question.id, type: 'long-text' });
    this.draft.later(() => {
      if (of['showIf']) question['showIf'] = of['showIf'];
      if (of['never']) question['never'] = true;
    });
  }

  /** The questions that an element becomes: none where it is dropped. */
  private make(type: string, name: string, source: Source, item: Open, around: Around): LooseQuestion[] {
    const one = (made: Record<string, unknown> & { type: string }): LooseQuestion[] => [
      { ...made, id: this.draft.name(name, item) },
    ];
    switch (type) {
      case 'text':
        return one(this.textQuestion(source, item));
      case 'comment':
        return one({ type: 'long-text', ...this.lengths(source, item, 20_000) });
      case 'radiogroup':
      case 'dropdown':
      case 'buttongroup':
      case 'checkbox':
      case 'tagbox':
      case 'imagepicker':
      case 'ranking':
        return this.choice(type, name, source, item, around);
      case 'rating':
      case 'slider':
        return this.rating(type, name, source, item);
      case 'boolean':
        return this.boolean(name, source, item);
      case 'matrix':
        return this.matrix(name, source, item, around);
      case 'matrixdropdown':
        return this.matrixDropdown(name, source, item, around);
      case 'matrixdynamic':
      case 'paneldynamic':
        return this.group(type, name, source, item, around);
      case 'multipletext':
        return this.multipleText(name, source, item);
      case 'file':
        return one(this.file(source, item));
      case 'html': {
        const text = this.text(source.take('html'), item, { markdown: true });
        if (text) return one({ type: 'information', text });
        item.drop('it says nothing');
        return [];
      }
      case 'image': {
        const alt = this.text(source.take('altText'), item);
        item.drop(
          `a picture between questions: put it in the page, or in words${alt ? ` («${alt.fr}»)` : ''}`,
        );
        source.take('imageLink');
        return [];
      }
      case 'expression': {
        const written = source.text('expression');
        const made: LooseQuestion = { id: this.draft.name(name, item), type: 'calculated', value: 0 };
        if (!written) {
          item.drop('it has no expression');
          return [];
        }
        item.approximate('a calculated value is kept with the answers, and not shown in its place');
        const meaning: Meaning = { id: made.id, type: 'calculated', gives: 'unknown' };
        this.draft.means(name, meaning);
        this.draft.later(() => {
          const found = this.draft.expression(written, item, 'expression');
          if (!found) {
            made['never'] = true;
            return;
          }
          made['value'] = found.value;
          meaning.gives = found.gives;
        });
        return [made];
      }
      default:
        item.drop(
          type === 'signaturepad'
            ? 'no signature is drawn here: a consent asks for agreement'
            : `questions of the kind «${type}» have no counterpart`,
        );
        for (const known of ['title', 'name']) source.take(known);
        return [];
    }
  }

  private textQuestion(source: Source, item: Open): Record<string, unknown> & { type: string } {
    const input = source.text('inputType') ?? 'text';
    const bounds = () => {
      const [min, max] = [source.take('min'), source.take('max')];
      source.take('minValueExpression', 'maxValueExpression');
      return { min, max };
    };
    switch (input) {
      case 'number':
      case 'range': {
        const { min, max } = bounds();
        const step = source.number('step');
        const limits = this.validators(source, item);
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
        this.validators(source, item);
        return { type: 'date', ...given({ min: day(min), max: day(max) }) };
      }
      case 'time':
        return { type: 'time', ...given(bounds()) };
      case 'email':
      case 'tel':
      case 'url':
        this.validators(source, item);
        return { type: input === 'email' ? 'email' : input === 'tel' ? 'telephone' : 'web-address' };
      default: {
        if (input !== 'text') item.approximate(`«${input}» became a short text`);
        const before = source.text('autocomplete', 'autoComplete');
        const made = {
          type: 'short-text',
          ...this.lengths(source, item, 500),
          ...given({ autocomplete: before }),
        };
        return this.wasEmail ? { type: 'email' } : made;
      }
    }
  }
  private wasEmail = false;

  private lengths(source: Source, item: Open, most: number): Record<string, unknown> {
    const limits = this.validators(source, item);
    const longest = source.number('maxLength') ?? limits['maxLength'];
    if (longest !== undefined && longest > most) item.approximate(`at most ${most} characters`);
    const max = longest !== undefined && longest > 0 ? Math.min(longest, most) : undefined;
    return given({ minLength: limits['minLength'] || undefined, maxLength: max });
  }

  private validators(source: Source, item: Open): Record<string, number | undefined> {
    const found: Record<string, number | undefined> = {};
    this.wasEmail = false;
    source.list('validators').forEach((one, index) => {
      const validator = new Source(asObject(one), item);
      const type = validator.text('type') ?? '';
      validator.take('text');
      const names = ['minValue', 'maxValue', 'minLength', 'maxLength', 'minCount', 'maxCount'];
      if (['numeric', 'text', 'answercount'].includes(type))
        for (const name of names) found[name] = validator.number(name) ?? found[name];
      else if (type === 'email') this.wasEmail = true;
      else
        item.dropPart(
          `validators/${index}`,
          `a check of the kind «${type}» has no counterpart: ${shown(one)}`,
        );
    });
    return found;
  }

  private choice(type: string, name: string, source: Source, item: Open, around: Around): LooseQuestion[] {
    const several = type === 'checkbox' || type === 'tagbox';
    const other = source.flag('showOtherItem', 'hasOther') && !['ranking', 'imagepicker'].includes(type);
    const options = this.options(source, item, around, other, type === 'imagepicker');
    const limits = this.validators(source, item);
    const id = this.draft.name(name, item);
    this.special(source, item, options, several);
    const order = this.order(source, item);
    const none = this.carried(source, item, options, id);
    if (none) return [];
    if (options.list.length < 2 && !(options.list.length === 1 && other))
      return this.single(id, several, options, item);
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
    const question = this.choiceOf(type, base, { several, other, counts }, source, item);
    this.valuesOf.set(question, options.values);
    return [question];
  }

  private choiceOf(
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
  private single(id: string, several: boolean, options: Options, item: Open): LooseQuestion[] {
    const [only] = options.list;
    if (!several || !only) {
      item.drop(only ? 'a choice of one option alone' : 'it has no options');
      return [];
    }
    item.approximate('a check box on its own became a consent');
    const question: LooseQuestion = { id, type: 'consent' };
    this.valuesOf.set(question, new Map([...options.values.keys()].map((value) => [value, true])));
    this.draft.later(() => {
      question['text'] = question['label'];
      question['label'] = only['label'];
    });
    return [question];
  }

  private options(source: Source, item: Open, around: Around, other: boolean, pictures: boolean): Options {
    const options = new Options(other);
    const size = { width: source.number('imageWidth') ?? 200, height: source.number('imageHeight') ?? 150 };
    const [visible, enabled] = [source.text('choicesVisibleIf'), source.text('choicesEnableIf')];
    if (enabled) item.approximate('options that are closed there are not offered here');
    for (const one of source.list('choices')) {
      const json = asObject(one);
      const choice = new Source(typeof one === 'object' ? json : { value: one }, item);
      const value = choice.text('value') ?? '';
      const label = this.text(choice.take('text'), item) ?? this.words(value);
      const option = options.add(value, label);
      if (choice.flag('isExclusive')) option['exclusive'] = true;
      if (pictures) this.picture(option, choice, size);
      const find = this.finderOf(around);
      for (const written of [choice.text('visibleIf'), choice.text('enableIf')])
        this.draft.condition(option, 'showIf', written, item, `choices/${option.id}/visibleIf`, find);
      for (const written of [visible, enabled]) {
        if (!written) continue;
        // `{item}` is the option’s own value.
        const own = written.replace(
          /\{\s*(?:item|choice)\s*\}/g,
          () => `'${value.replace(/[\\']/g, '\\$&')}'`,
        );
        this.draft.condition(option, 'showIf', own, item, 'choicesVisibleIf', find);
      }
      choice.close(REASONS);
    }
    return options;
  }

  private picture(option: Loose, choice: Source, size: { width: number; height: number }): void {
    const link = choice.take('imageLink');
    const src = typeof link === 'string' ? link : asObject(link)['default'];
    if (typeof src === 'string' && /^https?:\/\//.test(src))
      option['image'] = { src, alt: option['label'], ...size };
  }

  private special(source: Source, item: Open, options: Options, several: boolean): void {
    const words = (field: string, fr: string, en: string) =>
      this.text(source.take(field), item) ?? { fr, en };
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

  private order(source: Source, item: Open): Record<string, unknown> {
    const order = source.text('choicesOrder', 'choiceOrder', 'rowOrder', 'rowsOrder');
    if (order === 'random') return { order: 'random' };
    if (order && !['none', 'initial'].includes(order)) item.approximate(`not sorted (${order}): as written`);
    return {};
  }

  /** Options of an earlier question. True where nothing can be made of it. */
  private carried(source: Source, item: Open, options: Options, id: string): boolean {
    const from = source.text('choicesFromQuestion');
    const mode = source.text('choicesFromQuestionMode') ?? 'all';
    const fields = [source.take('choiceValuesFromQuestion'), source.take('choiceTextsFromQuestion')];
    if (!from) return false;
    const other = this.chosen.get(from);
    const theirs = other?.['options'] as Loose[] | undefined;
    if (!other || !theirs || fields.some((field) => field !== undefined)) {
      item.drop(`its options come from «${from}», which has none here`);
      return true;
    }
    const which = mode === 'selected' ? 'chosen' : mode === 'unselected' ? 'not-chosen' : 'offered';
    const names = new Set(options.list.map((option) => option.id));
    if (options.list.length >= 2 && !theirs.some((option) => names.has(option.id))) {
      this.draft.later(() => {
        const question = this.draft.pages.flatMap(({ questions }) => questions).find((one) => one.id === id);
        if (question) question['optionsFrom'] = { question: other.id, which };
      });
    } else {
      // Nothing is offered but what is carried on: each option hangs on its own condition, which says the same.
      const own = options.list.splice(0);
      for (const theirOption of theirs) {
        if (names.has(theirOption.id)) continue;
        const showIf = which === 'offered' ? undefined : this.draft.carriedIf(other, theirOption.id, which);
        const { id: option, label, hint } = theirOption;
        options.list.push({ id: option, label, ...given({ hint, showIf }) });
      }
      options.list.push(...own);
    }
    for (const [value, option] of this.valuesOf.get(other) ?? [])
      if (!options.values.has(value) && typeof option === 'string') options.values.set(value, option);
    if (other['other']) item.approximate('what was specified as «other» is not carried on');
    return false;
  }

  private rating(type: string, name: string, source: Source, item: Open): LooseQuestion[] {
    const id = this.draft.name(name, item);
    const values = source.list('rateValues');
    const count = source.number('rateCount');
    source.take('autoGenerate', 'scaleColorMode');
    const min = source.number('rateMin', 'min') ?? (type === 'slider' ? 0 : 1);
    const max = source.number('rateMax', 'max') ?? (type === 'slider' ? 100 : count ? min + count - 1 : 5);
    const step = source.number('rateStep', 'step') ?? 1;
    const ends = {
      minLabel: this.text(source.take('minRateDescription'), item),
      maxLabel: this.text(source.take('maxRateDescription'), item),
    };
    const words = values.map((one) => asObject(one)['text']);
    const numbers =
      values.length > 0 ? values.map((one) => Number(asObject(one)['value'] ?? one)) : undefined;
    const from = numbers?.[0] ?? min;
    const to = numbers?.at(-1) ?? max;
    const consecutive =
      (numbers ?? []).every((one, index) => one === from + index) && (numbers !== undefined || step === 1);
    if (type === 'slider' && source.text('sliderType') === 'range') {
      item.drop('a slider with two ends has no counterpart');
      return [];
    }
    if (!consecutive || ![0, 1].includes(from) || to < 2 || to > 10 || to <= from)
      return this.ratingAsOther(id, source, item, { values, from, to, step, ends });
    if (from === 0 && to === 10 && (!ends.minLabel || !ends.maxLabel))
      return [{ id, type: 'recommendation', ...given(ends) }];
    const look = source.text('rateType', 'rateDisplayMode', 'displayMode');
    const labels =
      words.length > 0 && words.every(Boolean) ? words.map((word) => this.text(word, item)!) : undefined;
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

  private ratingAsOther(
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
    const options = new Options(false);
    const list =
      values.length > 0 ? values : Array.from({ length: steps }, (_, index) => from + index * step);
    list.forEach((one, index) => {
      const value = String(asObject(one)['value'] ?? one);
      const end = index === 0 ? ends['minLabel'] : index === list.length - 1 ? ends['maxLabel'] : undefined;
      const label = this.text(asObject(one)['text'], item) ?? { fr: end ? `${value} — ${end.fr}` : value };
      options.add(value, label);
    });
    item.approximate('a scale that is not from 0 or 1 to at most 10 became a choice');
    const question: LooseQuestion = { id, type: 'single-choice', options: options.list };
    this.valuesOf.set(question, options.values);
    return [question];
  }

  private boolean(name: string, source: Source, item: Open): LooseQuestion[] {
    const id = this.draft.name(name, item);
    const [yes, no] = [source.take('valueTrue'), source.take('valueFalse')];
    const labels = [this.text(source.take('labelTrue'), item), this.text(source.take('labelFalse'), item)];
    const usual = /^(oui|non|yes|no)$/i;
    const question: LooseQuestion = { id, type: 'yes-no' };
    this.valuesOf.set(question, new Map([[asText(yes ?? true), true], [asText(no ?? false), false]])); // prettier-ignore
    if (labels.some((label) => label && !usual.test(label.fr.trim()))) {
      item.approximate('its two words became two options');
      const options = new Options(false);
      options.add(asText(yes ?? true), labels[0] ?? { fr: 'Oui', en: 'Yes' });
      options.add(asText(no ?? false), labels[1] ?? { fr: 'Non', en: 'No' });
      const choice: LooseQuestion = { id, type: 'single-choice', options: options.list };
      this.valuesOf.set(choice, options.values);
      return [choice];
    }
    if (source.text('renderAs') === 'checkbox') {
      question.type = 'consent';
      item.approximate('a check box on its own became a consent');
    }
    return [question];
  }

  private rows(source: Source, item: Open, around: Around): { list: Loose[]; values: Map<string, string> } {
    const rows = new Options(false);
    const visible = source.text('rowsVisibleIf');
    for (const one of source.list('rows')) {
      const row = new Source(typeof one === 'object' ? asObject(one) : { value: one }, item);
      const value = row.text('value') ?? '';
      const made = rows.add(value, this.text(row.take('text'), item) ?? this.words(value));
      const find = this.finderOf(around);
      this.draft.condition(made, 'showIf', row.text('visibleIf'), item, `rows/${made.id}/visibleIf`, find);
      const own = visible?.replace(/\{\s*item\s*\}/g, () => `'${value.replace(/[\\']/g, '\\$&')}'`);
      this.draft.condition(made, 'showIf', own, item, 'rowsVisibleIf', find);
      row.close(REASONS);
    }
    return { list: rows.list, values: rows.values };
  }

  private matrix(name: string, source: Source, item: Open, around: Around): LooseQuestion[] {
    const rows = this.rows(source, item, around);
    const columns = this.columns(source.list('columns'), item);
    const multiple = source.text('cellType') === 'checkbox';
    const each = source.flag('isAllRowRequired', 'eachRowRequired');
    if (each) item.approximate('required means each row here');
    else if (source.flag('isRequired'))
      item.approximate('one row was enough there: required means each row here');
    if (source.flag('eachRowUnique'))
      item.dropPart('eachRowUnique', 'a column may be chosen in several rows here');
    if (source.take('cells')) item.dropPart('cells', 'cells have no words of their own');
    const id = this.draft.name(name, item);
    const order = this.order(source, item);
    if (rows.list.length < 2 || columns.list.length < 2) {
      if (rows.list.length !== 1 || columns.list.length < 2) {
        item.drop('a matrix has two rows and two columns at least');
        return [];
      }
      item.approximate('a matrix of one row became a choice');
      const only: LooseQuestion = {
        id,
        type: multiple ? 'multiple-choice' : 'single-choice',
        options: columns.list,
        label: rows.list[0]!['label'],
      };
      this.valuesOf.set(only, columns.values);
      this.draft.later(() =>
        this.draft.means(`${name}.${[...rows.values.keys()][0]}`, this.draft.find(name)!),
      );
      return [only];
    }
    const question: LooseQuestion = {
      id,
      type: 'matrix',
      rows: rows.list,
      columns: columns.list,
      multiple,
      ...(each && { required: true }),
      ...order,
    };
    this.valuesOf.set(question, columns.values);
    this.rowsOf.set(question, rows.values);
    return [question];
  }

  private columns(list: unknown[], item: Open): Options {
    const options = new Options(false);
    for (const one of list) {
      const column = new Source(typeof one === 'object' ? asObject(one) : { value: one }, item);
      const value = column.text('value', 'name') ?? '';
      options.add(value, this.text(column.take('text', 'title'), item) ?? this.words(value));
      column.close(REASONS);
    }
    return options;
  }

  /** Each column becomes a question over the same rows. */
  private matrixDropdown(name: string, source: Source, item: Open, around: Around): LooseQuestion[] {
    const rows = this.rows(source, item, around);
    const shared = source.list('choices');
    const sharedType = source.text('cellType') ?? 'dropdown';
    const title = this.text(source.take('title'), item) ?? { fr: name };
    const columns = source.list('columns').map(asObject);
    if (rows.list.length < 2) {
      item.drop('a matrix has two rows at least');
      return [];
    }
    if (columns.length > 1)
      item.approximate(`a matrix of ${columns.length} columns became a question for each`);
    return columns.flatMap((json) => {
      const column = new Source(json, item);
      const written = column.text('name') ?? 'column';
      const label = this.text(column.take('title'), item) ?? { fr: written };
      const own = column.list('choices');
      const question = this.columnQuestion(
        column.text('cellType') ?? sharedType,
        own.length > 0 ? own : shared,
        rows.list,
        column,
        item,
      );
      if (!question) {
        item.dropPart(`columns/${written}`, 'cells of that kind have no counterpart');
        return [];
      }
      const made: LooseQuestion = {
        ...question.made,
        id: this.draft.name(columns.length === 1 ? name : `${name}.${written}`, item),
      };
      // Once answers stand in both texts.
      made['label'] = { ...title };
      if (columns.length > 1) this.draft.later(() => (made['label'] = both(title, label)));
      if (column.flag('isRequired')) made['required'] = true;
      this.draft.condition(made, 'showIf', column.text('visibleIf'), item, `columns/${written}/visibleIf`);
      column.close(REASONS);
      for (const [value, row] of rows.values)
        this.draft.means(`${name}.${value}.${written}`, {
          id: made.id,
          type: made.type as Meaning['type'],
          row,
          rows: [...rows.values.values()],
          ...given({ values: question.values, multiple: made['multiple'] as boolean | undefined }),
        });
      return [made];
    });
  }

  private columnQuestion(
    cell: string,
    choices: unknown[],
    rows: Loose[],
    column: Source,
    item: Open,
  ):
    | { made: Record<string, unknown> & { type: string }; values?: Map<string, string | number | boolean> }
    | undefined {
    const own = (list: Loose[]) => list.map((row) => ({ ...row }));
    switch (cell) {
      case 'dropdown':
      case 'radiogroup':
      case 'checkbox':
      case 'tagbox': {
        const options = this.columns(choices, item);
        const multiple = cell === 'checkbox' || cell === 'tagbox';
        if (options.list.length < 2) return undefined;
        return {
          made: { type: 'matrix', rows: own(rows), columns: options.list, multiple },
          values: options.values,
        };
      }
      case 'boolean': {
        const options = new Options(false);
        options.add('true', { fr: 'Oui', en: 'Yes' });
        options.add('false', { fr: 'Non', en: 'No' });
        return { made: { type: 'matrix', rows: own(rows), columns: options.list }, values: options.values };
      }
      case 'rating': {
        const max = column.number('rateMax') ?? 5;
        const min = column.number('rateMin') ?? 1;
        const ends = {
          minLabel: this.text(column.take('minRateDescription'), item) ?? { fr: String(min) },
          maxLabel: this.text(column.take('maxRateDescription'), item) ?? { fr: String(max) },
        };
        return { made: { type: 'matrix-scale', rows: own(rows), min, max, ...ends } };
      }
      case 'text':
      case 'comment': {
        const input = column.text('inputType');
        if (input && input !== 'text') item.approximate(`cells of «${input}» became short texts`);
        const fields = rows.map(({ id, label }) => ({ id, label, required: false }));
        return { made: { type: 'texts', fields } };
      }
      default:
        return undefined;
    }
  }

  private multipleText(name: string, source: Source, item: Open): LooseQuestion[] {
    const id = this.draft.name(name, item);
    const fields = new Options(false);
    for (const one of source.list('items')) {
      const field = new Source(asObject(one), item);
      const written = field.text('name') ?? '';
      const made = fields.add(written, this.text(field.take('title'), item) ?? this.words(written));
      made['required'] = field.flag('isRequired');
      const longest = field.number('maxLength');
      if (longest !== undefined && longest > 0) made['maxLength'] = Math.min(500, longest);
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
      this.draft.means(`${name}.${[...fields.values.keys()][0]}`, meaning);
      return [{ id, type: 'short-text' }];
    }
    const question: LooseQuestion = { id, type: 'texts', fields: fields.list };
    this.rowsOf.set(question, fields.values);
    return [question];
  }

  private file(source: Source, item: Open): Record<string, unknown> & { type: string } {
    const bytes = source.number('maxSize');
    const accepted = source.text('acceptedTypes');
    const kinds = new Set<string>();
    for (const written of accepted?.split(',') ?? []) {
      const type = written.trim().toLowerCase();
      const known = type === 'image/*' ? ['jpeg', 'png', 'webp'] : FILE_KINDS[type.replace(/^\.|^.*\//, '')];
      if (known) for (const kind of known) kinds.add(kind);
      else item.dropPart('acceptedTypes', `files of that kind are not taken here: ${type}`);
    }
    const several = source.flag('allowMultiple');
    const maxFiles = several ? Math.min(10, source.number('maxFiles') ?? 10) : 1;
    source.take('storeDataAsText', 'waitForUpload', 'allowImagesPreview', 'sourceType');
    const maxSize = bytes ? Math.min(25, Math.max(0.1, Math.round(bytes / 100_000) / 10)) : undefined;
    if (!accepted) item.approximate('any kind of file there: PDF and pictures here');
    return { type: 'file', maxFiles, ...given({ maxSize, accept: kinds.size > 0 ? [...kinds] : undefined }) };
  }

  private group(type: string, name: string, source: Source, item: Open, around: Around): LooseQuestion[] {
    if (around.group) {
      item.drop('a group within a group has no counterpart');
      return [];
    }
    const id = this.draft.name(name, item);
    const isPanel = type === 'paneldynamic';
    const members: { questions: LooseQuestion[] } = { questions: [] };
    const group: Group = { id, meanings: new Map() };
    const inner: Around = { page: members, conditions: [], requiredIf: [], group };
    const shared = source.list('choices');
    const elements = isPanel
      ? source.list('templateElements')
      : source.list('columns').map((one) => asColumn(one, shared));
    source.take('cellType');
    elements.forEach((element, index) =>
      this.element(
        asObject(element),
        `${item.place}/${isPanel ? 'templateElements' : 'columns'}/${index}`,
        inner,
      ),
    );
    const allowed = members.questions.filter((question) => MEMBERS.includes(question.type));
    for (const question of members.questions)
      if (!allowed.includes(question))
        item.dropPart(question.id, `a ${question.type} is not asked in a group`);
    // A member’s number follows what it is called here too.
    const numbered = JSON.stringify(source.take('templateTitle') ?? '').replace(
      /\s*#?\{panelIndex\}\s*(?=")/g,
      '',
    );
    const title = this.text(JSON.parse(numbered), item, { max: 200 });
    if (title && /\{/.test(title.fr)) item.approximate('a member’s title takes up no answers');
    const plain = title && !/\{/.test(title.fr) ? title : undefined;
    const max = source.number('maxPanelCount', 'maxRowCount');
    const min = source.number('minPanelCount', 'minRowCount');
    source.take('panelCount', 'rowCount');
    for (const field of ['keyName', 'keyDuplicationError'])
      if (source.take(field) !== undefined) item.dropPart(field, 'members may say the same');
    if (allowed.length === 0) {
      item.drop('no question of it could be converted');
      return [];
    }
    const question: LooseQuestion = {
      id,
      type: 'group',
      item: plain ?? { fr: 'Élément', en: 'Item' },
      questions: allowed,
      ...given({ min, max: max === undefined ? undefined : Math.min(50, max) }),
    };
    return [question];
  }

  private calculated(json: Record<string, unknown>, index: number): void {
    const place = `calculatedValues/${index}`;
    const source = new Source(json, this.draft.report.open(place, asText(json['name'])));
    const { item } = source;
    const [name, written] = [source.text('name') ?? '', source.text('expression') ?? ''];
    source.take('includeIntoResult');
    const found = this.draft.expression(written, item, 'expression');
    if (!found) return item.drop('its expression could not be converted');
    const question: LooseQuestion = {
      id: this.draft.name(name, item),
      type: 'calculated',
      label: { fr: name },
      value: found.value,
    };
    this.draft.place(question, item);
    this.draft.means(name, { id: question.id, type: 'calculated', gives: found.gives });
    source.close(REASONS);
  }

  private trigger(json: Record<string, unknown>, index: number): void {
    const place = `triggers/${index}`;
    const item = this.draft.report.open(place, asText(json['type']));
    const source = new Source(json, item);
    const type = source.text('type') ?? '';
    const written = source.text('expression');
    if (type !== 'complete' && type !== 'skip') {
      item.drop(`a trigger that does «${type}» has no counterpart: ${shown(json)}`);
      return;
    }
    const found = written ? this.draft.translate(written, item, 'expression') : undefined;
    if (found === undefined || typeof found === 'boolean')
      return item.drop('it says no condition that can hang on answers');
    const page = this.draft.pageAfter(found);
    if (!page) return item.drop('it hangs on no question');
    const way =
      type === 'complete' ? this.early(found) : this.skip(found, source.text('gotoName') ?? '', page);
    if (!way) return item.drop('it skips to no later page');
    page['next'] = [...((page['next'] as unknown[]) ?? []), way];
    item.becomes(`page ${page.id}: next`);
    item.approximate('it happens when the page is left, not at once');
    source.close(REASONS);
  }

  private early(condition: Condition): Record<string, unknown> {
    const { survey } = this.draft;
    const thanks = (survey['thanks'] as Localized | undefined) ?? { fr: 'Merci.', en: 'Thank you.' };
    survey['endings'] ??= [
      { id: 'fin-anticipee', title: { fr: 'Fin du sondage', en: 'End of the survey' }, message: thanks },
    ];
    return { if: condition, end: 'fin-anticipee' };
  }

  private skip(condition: Condition, target: string, from: LoosePage): Record<string, unknown> | undefined {
    const question = this.chosen.get(target);
    const { pages } = this.draft;
    const page = pages.find(({ questions }) => question && questions.includes(question));
    return page && pages.indexOf(page) > pages.indexOf(from) ? { if: condition, page: page.id } : undefined;
  }

  private words(value: string): Localized {
    return { fr: value };
  }

  private text(
    value: unknown,
    item: Open,
    options: { markdown?: boolean; max?: number } = {},
  ): Localized | undefined {
    if (value === undefined) return undefined;
    const written: Record<string, string | undefined> =
      typeof value === 'object' ? { ...(value as Record<string, string>) } : { default: asText(value) };
    const fallback = written['default'];
    delete written['default'];
    // The default language is English where the file does not say.
    const language =
      this.locale === 'default' ? (written['en'] === undefined ? this.fallback : 'default') : this.locale;
    if (fallback !== undefined && written[language] === undefined) written[language] = fallback;
    for (const [name, text] of Object.entries(written)) if (typeof text !== 'string') delete written[name];
    return this.draft.text(written, item, options);
  }

  /** What texts are in that stand alone: French where the file has French nowhere else and does not say. */
  private get fallback(): string {
    this.isTranslated ??= /"fr"\s*:/.test(JSON.stringify(this.json));
    return this.isTranslated ? 'en' : 'fr';
  }
  private isTranslated: boolean | undefined;
}

const MEMBERS = [
  'short-text', 'long-text', 'number', 'email', 'telephone', 'postal-code', 'web-address', 'date', 'time',
  'single-choice', 'multiple-choice', 'yes-no', 'scale',
]; // prettier-ignore

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

/** A column of a dynamic matrix, as the element that it stands for. */
function asColumn(column: unknown, shared: unknown[]): Record<string, unknown> {
  const { cellType, ...rest } = asObject(column);
  const type = cellType ?? 'dropdown';
  const chooses = ['dropdown', 'radiogroup', 'checkbox', 'tagbox'].includes(asText(type));
  return { ...rest, type, ...(chooses && !rest['choices'] && { choices: shared }) };
}

/** «Title — column». */
function both(title: Localized, label: Localized): Localized {
  const english = title.en !== undefined || label.en !== undefined;
  return {
    fr: `${title.fr} — ${label.fr}`,
    ...(english && { en: `${title.en ?? title.fr} — ${label.en ?? label.fr}` }),
  };
}

const toNumber = (value: unknown) => {
  const number = value === undefined || value === '' ? NaN : Number(value);
  return Number.isNaN(number) ? undefined : number;
};

/** What has a value of an object’s fields. */
export function given<T extends Record<string, unknown>>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}
