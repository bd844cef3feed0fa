import { type Converted, type LooseQuestion, WORTHLESS } from './draft.js';
import { given } from './given.js';
import { parseJson } from './json.js';
import type { Meaning } from './meaning.js';
import { Unreadable, type Open } from './report.js';
import { asObject, asText, Source } from './source.js';
import { choice } from './surveyjs/choices.js';
import { readAllCalculated, readTrigger } from './surveyjs/flow.js';
import { matrix, matrixDropdown } from './surveyjs/matrices.js';
import { type Around, type Group, Reading } from './surveyjs/reading.js';
import { REASONS } from './surveyjs/reasons.js';
import { boolean, rating } from './surveyjs/scales.js';
import { file, lengths, multipleText, textQuestion } from './surveyjs/texts.js';

/** A SurveyJS survey, as its Creator saves it. */
export function fromSurveyJs(text: string): Converted {
  const json = parseJson(text);
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new Unreadable('a SurveyJS survey is an object with pages or elements', 'line 1, column 1');
  return new Reader(new Reading(json as Record<string, unknown>)).read();
}

class Reader {
  private shuffled = false;

  constructor(private readonly reading: Reading) {}

  read(): Converted {
    const item = this.reading.draft.report.open('survey', 'survey');
    const source = new Source(this.reading.json, item);
    source.take('locale', '$schema');
    if (this.reading.locale === 'default' && this.reading.fallback === 'fr')
      item.approximate('the file does not say in which language it is: French was taken for granted');
    const title = this.reading.text(source.take('title'), item, { max: 400 });
    const description = this.reading.text(source.take('description'), item, { markdown: true });
    const pages = source.list('pages');
    const list =
      pages.length > 0 ? pages : [{ name: 'page1', elements: source.list('elements', 'questions') }];
    const values = source.list('calculatedValues').map(asObject);
    // First of what waits: conditions and texts may name them.
    this.reading.draft.later(() => readAllCalculated(this.reading, values));
    list.forEach((page, index) => this.page(asObject(page), `pages/${index}`));
    this.settings(source, item);
    const triggers = source.list('triggers');
    this.reading.draft.later(() =>
      triggers.forEach((trigger, index) => readTrigger(this.reading, asObject(trigger), index)),
    );
    source.close(REASONS);
    item.becomes('survey');
    return this.reading.draft.finish(title, description);
  }

  private settings(source: Source, item: Open): void {
    const { survey } = this.reading.draft;
    const thanks = this.reading.text(source.take('completedHtml'), item, { markdown: true });
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
    if (this.shuffled) for (const page of this.reading.draft.pages) page['order'] ??= 'random';
  }

  private page(json: Record<string, unknown>, place: string): void {
    const item = this.reading.draft.report.open(place, asText(json['name']));
    const source = new Source(json, item);
    const title = this.reading.text(source.take('title'), item, { max: 400 });
    const page = this.reading.draft.addPage(item, source.text('name') ?? 'page', title);
    const description = this.reading.text(source.take('description'), item, { markdown: true });
    if (description) page['description'] = description;
    if (source.text('questionsOrder') === 'random') page['order'] = 'random';
    this.reading.draft.condition(page, 'showIf', source.text('visibleIf'), item, 'visibleIf');
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
    const item = this.reading.draft.report.open(place, asText(json['name']));
    const source = new Source(json, item);
    const type = source.text('type') ?? 'text';
    const name = source.text('name') ?? type;
    if (type === 'panel') return this.panel(source, item, place, name, around);
    const made = this.make(type, name, source, item, around);
    if (made.length === 0) return;
    for (const question of made) {
      this.common(question, source, item, around);
      this.reading.draft.add(around.page, question, item);
      this.register(name, question, around);
    }
    if (made.length > 1) item.becomes(made.map(({ id, type }) => `${id}: ${type}`).join(', '));
    this.comment(source, item, made[0], name, around);
    source.close(REASONS);
  }

  private panel(source: Source, item: Open, place: string, name: string, around: Around): void {
    const [title, text] = [
      this.reading.text(source.take('title'), item, { max: 400 }),
      this.reading.text(source.take('description'), item, { markdown: true }),
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
        id: this.reading.draft.name(name, item),
        type: 'information',
        ...(title && text && { title }),
        text: text ?? title,
      };
      this.common(information, source, item, inner);
      this.reading.draft.add(around.page, information, item);
      item.approximate('a panel’s questions stand on the page itself, its title above them');
    } else item.approximate('a panel’s questions stand on the page itself');
    source
      .list('elements')
      .forEach((element, index) => this.element(asObject(element), `${place}/elements/${index}`, inner));
    source.close(REASONS);
  }

  /** What all questions may have: label, hint, conditions. */
  private common(question: LooseQuestion, source: Source, item: Open, around: Around): void {
    const find = this.reading.finderOf(around);
    if (question.type !== 'information') {
      question['label'] ??= this.reading.text(source.take('title'), item) ?? {
        fr: String(source.text('name')),
      };
      if (question.type !== 'calculated' && question.type !== 'hidden') {
        const hint = this.reading.text(source.take('description'), item);
        if (hint) question['hint'] ??= hint;
        if (source.flag('isRequired')) question['required'] = true;
        for (const { written, item: of } of around.requiredIf)
          this.reading.draft.condition(question, 'requiredIf', written, of, 'requiredIf', find);
        this.reading.draft.condition(
          question,
          'requiredIf',
          source.text('requiredIf'),
          item,
          'requiredIf',
          find,
        );
        this.reading.draft.condition(question, 'enableIf', source.text('enableIf'), item, 'enableIf', find);
      }
    }
    for (const { written, item: of } of around.conditions)
      this.reading.draft.condition(question, 'showIf', written, of, 'visibleIf', find);
    this.reading.draft.condition(question, 'showIf', source.text('visibleIf'), item, 'visibleIf', find);
    if (source.take('visible') === false && question['showIf'] === undefined && !source.text('visibleIf'))
      question['never'] = true;
  }

  private register(name: string, question: LooseQuestion, { group }: Around): void {
    const meaning: Meaning = {
      id: question.id,
      type: question.type as Meaning['type'],
      required: question['required'] === true,
      ...(this.reading.valuesOf.has(question) && { values: this.reading.valuesOf.get(question)! }),
      ...(question['multiple'] === true && { multiple: true }),
    };
    if (group) return void group.meanings.set(name, meaning);
    if (question.type !== 'information') this.reading.draft.means(name, meaning);
    this.reading.chosen.set(name, question);
    for (const [written, row] of this.reading.rowsOf.get(question) ?? [])
      this.reading.draft.means(`${name}.${written}`, {
        ...meaning,
        row,
        rows: [...(this.reading.rowsOf.get(question) ?? []).values()],
      });
  }

  /** The comment box beside a question. */
  private comment(
    source: Source,
    item: Open,
    of: LooseQuestion | undefined,
    name: string,
    around: Around,
  ): void {
    if (!source.flag('showCommentArea', 'hasComment')) return;
    const label = this.reading.text(source.take('commentText'), item) ?? { fr: 'Commentaire', en: 'Comment' };
    if (!of || around.group) return item.dropPart('showCommentArea', 'no comment box stands beside it here');
    const question: LooseQuestion = {
      id: this.reading.draft.name(`${name}-Comment`, item),
      type: 'long-text',
      label,
    };
    this.reading.draft.add(around.page, question, item);
    item.becomes(`${of.id}: ${of.type}, ${question.id}: long-text`);
    item.approximate('its comment became a question of its own');
    this.reading.draft.means(`${name}-Comment`, { id: question.id, type: 'long-text' });
    this.reading.draft.later(() => {
      if (of['showIf']) question['showIf'] = of['showIf'];
      if (of['never']) question['never'] = true;
    });
  }

  /** The questions that an element becomes: none where it is dropped. */
  private make(type: string, name: string, source: Source, item: Open, around: Around): LooseQuestion[] {
    const one = (made: Record<string, unknown> & { type: string }): LooseQuestion[] => [
      { ...made, id: this.reading.draft.name(name, item) },
    ];
    switch (type) {
      case 'text':
        return one(textQuestion(source, item));
      case 'comment':
        return one({ type: 'long-text', ...lengths(source, item, 20_000) });
      case 'radiogroup':
      case 'dropdown':
      case 'buttongroup':
      case 'checkbox':
      case 'tagbox':
      case 'imagepicker':
      case 'ranking':
        return choice(this.reading, type, name, source, item, around);
      case 'rating':
      case 'slider':
        return rating(this.reading, type, name, source, item);
      case 'boolean':
        return boolean(this.reading, name, source, item);
      case 'matrix':
        return matrix(this.reading, name, source, item, around);
      case 'matrixdropdown':
        return matrixDropdown(this.reading, name, source, item, around);
      case 'matrixdynamic':
      case 'paneldynamic':
        return this.group(type, name, source, item, around);
      case 'multipletext':
        return multipleText(this.reading, name, source, item);
      case 'file':
        return one(file(source, item));
      case 'html': {
        const text = this.reading.text(source.take('html'), item, { markdown: true });
        if (text) return one({ type: 'information', text });
        item.drop('it says nothing');
        return [];
      }
      case 'image': {
        const alt = this.reading.text(source.take('altText'), item);
        item.drop(
          `a picture between questions: put it in the page, or in words${alt ? ` («${alt.fr}»)` : ''}`,
        );
        source.take('imageLink');
        return [];
      }
      case 'expression': {
        const written = source.text('expression');
        const made: LooseQuestion = { id: this.reading.draft.name(name, item), type: 'calculated', value: 0 };
        if (!written) {
          item.drop('it has no expression');
          return [];
        }
        item.approximate('a calculated value is kept with the answers, and not shown in its place');
        const meaning: Meaning = { id: made.id, type: 'calculated', gives: 'unknown' };
        this.reading.draft.means(name, meaning);
        this.reading.draft.later(() => {
          const found = this.reading.draft.expression(written, item, 'expression');
          if (!found) {
            made['never'] = WORTHLESS;
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

  private group(type: string, name: string, source: Source, item: Open, around: Around): LooseQuestion[] {
    if (around.group) {
      item.drop('a group within a group has no counterpart');
      return [];
    }
    const id = this.reading.draft.name(name, item);
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
        this.reading.draft.takenOut([question], `a ${question.type} is not asked in a group`);
    // A member’s number follows what it is called here too.
    const numbered = JSON.stringify(source.take('templateTitle') ?? '').replace(
      /\s*#?\{panelIndex\}\s*(?=")/g,
      '',
    );
    const title = this.reading.text(JSON.parse(numbered), item, { max: 200 });
    if (title && /\{/.test(title.fr)) item.approximate('a member’s title takes up no answers');
    const plain = title && !/\{/.test(title.fr) ? title : undefined;
    const max = source.number('maxPanelCount', 'maxRowCount');
    const min = source.number('minPanelCount', 'minRowCount');
    if (max !== undefined && max > 50) item.approximate('at most 50 members');
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
}

const MEMBERS = [
  'short-text', 'long-text', 'number', 'email', 'telephone', 'postal-code', 'web-address', 'date', 'time',
  'single-choice', 'multiple-choice', 'yes-no', 'scale',
]; // prettier-ignore

/** A column of a dynamic matrix, as the element that it stands for. */
function asColumn(column: unknown, shared: unknown[]): Record<string, unknown> {
  const { cellType, ...rest } = asObject(column);
  const type = cellType ?? 'dropdown';
  const chooses = ['dropdown', 'radiogroup', 'checkbox', 'tagbox'].includes(asText(type));
  return { ...rest, type, ...(chooses && !rest['choices'] && { choices: shared }) };
}
