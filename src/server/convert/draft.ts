import { SurveyDefinition, type Condition } from '../../contract/survey.js';
import { OTHER } from '../../contract/limits.js';
import { checkSurvey } from '../../domain/survey-definition.js';
import { namedIn } from '../../domain/condition-check.js';
import { GrammarError, parseExpression, type Dialect } from './grammar.js';
import { fromHtml } from './html.js';
import { all, not } from './joins.js';
import { toCondition, toExpression, typeOf } from './logic.js';
import { type Meaning, Untranslatable } from './meaning.js';
import { Taken } from './names.js';
import { plainly } from './plain-words.js';
import { type Item, type Open, Report, within } from './report.js';

/** What a conversion gives: a survey that `cq apply` accepts, and what became of each thing of the file. */
export interface Converted {
  survey: SurveyDefinition;
  title: Localized;
  description?: Localized | undefined;
  report: Item[];
}

export interface Localized {
  fr: string;
  en?: string | undefined;
}

/** Marks a calculated value of which nothing could be made. */
export const WORTHLESS = 'worthless';

/** A question, page or option that is not checked yet. */
export type Loose = Record<string, unknown> & { id: string };
export type LooseQuestion = Loose & { type: string };
export type LoosePage = Loose & { questions: LooseQuestion[] };

type Found = Condition | boolean;

/** Thrown by readers where nothing can be made of a thing. */
export class Hopeless extends Error {}

/**
 * A survey under construction. What hangs on other questions (conditions, texts with answers in them) waits until all
 * questions are known.
 */
export class Draft {
  readonly report = new Report();
  readonly pages: LoosePage[] = [];
  /** Fields of the survey beside its pages. */
  readonly survey: Record<string, unknown> = {};
  readonly questionNames = new Taken();
  readonly pageNames = new Taken();
  private readonly meanings = new Map<string, Meaning>();
  private readonly waiting: (() => void)[] = [];
  private readonly items = new Map<object, Open>();
  /** What conditions and parts beside the pages come of, where they are things of their own there. */
  private readonly origins = new WeakMap<object, Open>();

  constructor(
    readonly dialect: Dialect,
    /** How answers stand in texts: the first group is the question’s name. */
    private readonly pipe: RegExp,
    /** A page that the file did not name. */
    private readonly pageTitle = (number: number): Localized => ({
      fr: `Page ${number}`,
      en: `Page ${number}`,
    }),
  ) {}

  /** Has a name of the file stand for something here. Names differ in case nowhere but in SurveyJS. */
  means(name: string, meaning: Meaning): void {
    if (!this.meanings.has(name)) this.meanings.set(name, meaning);
  }

  find(name: string): Meaning | undefined {
    return this.meanings.get(name) ?? this.meanings.get(name.toLowerCase());
  }

  addPage(item: Open, written: string, title?: Localized): LoosePage {
    const page: LoosePage = {
      id: this.pageNames.claim(written, 'page'),
      title: title ?? this.pageTitle(this.pages.length + 1),
      questions: [],
    };
    this.pages.push(page);
    this.items.set(page, item);
    item.becomes(`page ${page.id}`);
    return page;
  }

  /** A page that the file has not: for questions that stand on none. */
  loosePage(title?: Localized): LoosePage {
    const number = this.pages.length + 1;
    const page: LoosePage = {
      id: this.pageNames.claim(`page-${number}`),
      title: title ?? this.pageTitle(number),
      questions: [],
    };
    this.pages.push(page);
    return page;
  }

  /** A question’s name: reported where it is not as it was. */
  name(written: string, item: Open): string {
    const id = this.questionNames.claim(written);
    if (id !== written) item.approximate(`renamed: ${written} → ${id}`);
    return id;
  }

  add(page: { questions: LooseQuestion[] }, question: LooseQuestion, item: Open): void {
    page.questions.push(question);
    this.items.set(question, item);
    item.becomes(named(this.madeOf(item)));
  }

  /** The questions that came of one thing. */
  private madeOf(item: Open): LooseQuestion[] {
    return [...this.items].flatMap(([one, of]) => (of === item ? [one as LooseQuestion] : []));
  }

  /** Notes where something of the survey beside its pages comes from. */
  comesFrom(thing: object, item: Open): void {
    this.origins.set(thing, item);
  }

  /** Tells that questions are taken out: as parts, where others that came of the same thing stay. */
  takenOut(questions: readonly LooseQuestion[], reason: string): void {
    const gone = questions.map((one) => {
      const item = this.items.get(one) ?? this.report.open(`question ${one.id}`);
      this.items.delete(one);
      return [one, item] as const;
    });
    for (const [{ id }, item] of gone) {
      const left = this.madeOf(item);
      if (left.length === 0) item.drop(reason);
      else {
        item.dropPart(id, reason);
        item.becomes(named(left));
      }
    }
    const members = questions.flatMap((one) => (one['questions'] as LooseQuestion[] | undefined) ?? []);
    if (members.length > 0) this.takenOut(members, 'the group that it stands in was dropped');
  }

  /** Does something once all questions are known. */
  later(work: () => void): void {
    this.waiting.push(work);
  }

  /** Sets a condition that is written in the file, once all questions are known; `and` what is there already. */
  condition(
    of: Record<string, unknown>,
    field: 'showIf' | 'requiredIf' | 'enableIf',
    written: string | undefined,
    item: Open,
    part: string,
    find: (name: string) => Meaning | undefined = (name) => this.find(name),
  ): void {
    if (!written?.trim()) return;
    this.later(() => {
      const found = this.translate(written, item, part, find);
      if (found === undefined) return;
      this.join(of, field, found, item, part);
    });
  }

  /** Sets a condition that was made; what always holds needs none. */
  join(of: Record<string, unknown>, field: string, found: Found, item: Open, part: string): void {
    const before = of[field] as Condition | undefined;
    const both = all([...(before ? [before] : []), found]);
    if (both === true) {
      if (field === 'requiredIf') of['required'] = true;
      return;
    }
    if (both === false) {
      if (field === 'requiredIf') return;
      // No condition says «never»: this one does.
      item.dropPart(part, 'it never holds: nothing was made of what it hides');
      of['never'] = true;
      return;
    }
    of[field] = both;
    this.origins.set(both, item);
  }

  /** A condition that is written in the file; undefined, and reported, where it cannot be said. */
  translate(
    written: string,
    item: Open,
    part: string,
    find: (name: string) => Meaning | undefined = (name) => this.find(name),
  ): Found | undefined {
    return this.reading(written, item, part, (ast) =>
      toCondition(ast, {
        dialect: this.dialect,
        find,
        approximate: (how) => item.approximate(`${part}: ${how}`),
      }),
    );
  }

  /** An expression that is written in the file, and what it gives. */
  expression(
    written: string,
    item: Open,
    part: string,
    find: (name: string) => Meaning | undefined = (name) => this.find(name),
  ) {
    return this.reading(written, item, part, (ast) => {
      const setting = {
        dialect: this.dialect,
        find,
        approximate: (how: string) => item.approximate(`${part}: ${how}`),
      };
      return { value: toExpression(ast, setting), gives: typeOf(ast, setting) };
    });
  }

  private reading<T>(
    written: string,
    item: Open,
    part: string,
    read: (ast: ReturnType<typeof parseExpression>) => T,
  ) {
    try {
      return read(parseExpression(written, this.dialect));
    } catch (error) {
      if (error instanceof Untranslatable) item.dropPart(part, `${error.message}: ${short(written)}`);
      else if (error instanceof GrammarError)
        item.dropPart(part, `it cannot be read (${error.message}): ${short(written)}`);
      else if (error instanceof RangeError)
        item.dropPart(part, `it is nested too deeply to be read: ${short(written)}`);
      else throw error;
      return undefined;
    }
  }

  /**
   * A text for citizens from what the file has by language (`default` where it does not say). French is needed: where
   * there is none, what there is stands in its place.
   */
  text(
    written: Record<string, string | undefined> | undefined,
    item: Open,
    { markdown = false, max = 20_000 }: { markdown?: boolean; max?: number } = {},
  ): Localized | undefined {
    const words = Object.entries(written ?? {}).flatMap(([language, text]) => {
      const plain = fromHtml(text ?? '', markdown);
      if (plain.lost.length > 0) item.approximate(`lost from the text: ${plain.lost.join(', ')}`);
      if (plain.text.length > max) item.approximate(`a text was cut at ${max} characters`);
      return plain.text ? [[language, plain.text.slice(0, max)] as const] : [];
    });
    const by = new Map(words);
    const [first] = words;
    if (!first) return undefined;
    for (const [language] of words)
      if (!['fr', 'en'].includes(language)) item.dropPart(language, `surveys are in French and English here`);
    const french = by.get('fr');
    const english = by.get('en');
    if (french === undefined) {
      const stands = english === undefined ? first[0] : 'en';
      item.approximate(`no French text: the ${nameOf(stands)} one stands in its place`);
    }
    const text: Localized = {
      fr: french ?? english ?? first[1],
      ...(english !== undefined && { en: english }),
    };
    this.later(() => {
      text.fr = this.piped(text.fr, item);
      if (text.en !== undefined) text.en = this.piped(text.en, item);
    });
    return text;
  }

  private piped(text: string, item: Open): string {
    return text.replace(new RegExp(this.pipe, 'g'), (whole, written: string | undefined) => {
      const meaning = written === undefined ? undefined : this.find(written.trim());
      if (meaning && meaning.row === undefined && meaning.option === undefined) return `{{${meaning.id}}}`;
      item.approximate(`«${whole}» in a text is no question’s answer here: «…» stands there`);
      return '…';
    });
  }

  /** The survey, once what waited is done, and what `cq apply` refuses is mended or taken out. */
  finish(title: Localized | undefined, description: Localized | undefined): Converted {
    for (let at = 0; at < this.waiting.length; at += 1) this.waiting[at]!();
    this.takeOutNever();
    this.widen();
    const survey = this.settle();
    const named = title ?? { fr: 'Sondage' };
    this.fillEnglish({ title: named, description, survey });
    return {
      survey,
      title: named,
      description,
      report: this.report.items,
    };
  }

  /** A survey in English has all of its texts so: what the file has in French alone stands there as it is. */
  private fillEnglish(converted: object): void {
    const texts = localizedIn(converted, '');
    const missing = texts.filter(({ text }) => text.en === undefined);
    if (missing.length === texts.length) return;
    const item = this.report.open('survey', 'English');
    for (const { text, pointer } of missing) {
      text.en = text.fr;
      if (/\p{L}/u.test(text.fr))
        item.approximate(`no English text, the French one stands there: ${pointer}`);
    }
  }

  /** What has no limit there has the widest that there is here. */
  private widen(): void {
    const told = new Set<string>();
    const widened = (of: Record<string, unknown>, field: string, most: number, what: string) => {
      if (of[field] !== undefined) return;
      of[field] = most;
      told.add(`${most} ${what}`);
    };
    const widenQuestion = (question: LooseQuestion) => {
      const of = WIDEST[question.type];
      if (of) widened(question, ...of);
      for (const text of (question['fields'] as Loose[] | undefined) ?? [])
        widened(text, ...WIDEST['short-text']!);
      for (const member of (question['questions'] as LooseQuestion[] | undefined) ?? [])
        widenQuestion(member);
    };
    for (const { questions } of this.pages) questions.forEach(widenQuestion);
    if (told.size > 0)
      this.report
        .open('survey', 'limits')
        .approximate(`what has no limit there takes here at most ${[...told].sort().join(', ')}`);
  }

  private takeOutNever(): void {
    for (const page of this.pages) {
      for (const question of page.questions) {
        for (const list of ['options', 'rows'] as const) {
          const items = question[list] as Record<string, unknown>[] | undefined;
          if (items?.some((one) => one['never'])) question[list] = items.filter((one) => !one['never']);
        }
        const members = question['questions'] as LooseQuestion[] | undefined;
        if (members?.some((one) => one['never'])) {
          question['questions'] = members.filter((one) => !one['never']);
          this.takenOut(
            members.filter((one) => one['never']),
            'it is never shown',
          );
        }
      }
      const never = page.questions.filter((one) => one['never'] ?? page['never']);
      const worthless = never.filter((one) => one['never'] === WORTHLESS);
      this.takenOut(worthless, 'its value cannot be worked out');
      this.takenOut(
        never.filter((one) => !worthless.includes(one)),
        'it is never shown',
      );
      page.questions = page.questions.filter((one) => !never.includes(one));
    }
  }

  private get definition(): Record<string, unknown> {
    return { kind: 'survey', ...this.survey, pages: this.pages };
  }

  private settle(): SurveyDefinition {
    // Each turn takes at least one thing out.
    for (let turn = 0; turn < 20_000; turn += 1) {
      for (let at = this.pages.length - 1; at >= 0; at -= 1) {
        if (this.pages[at]!.questions.length > 0) continue;
        this.items.get(this.pages[at]!)?.drop('no question of it is left');
        this.forgetPage(this.pages[at]!.id);
        this.pages.splice(at, 1);
      }
      const parsed = SurveyDefinition.safeParse(this.definition);
      if (!parsed.success) {
        if (this.pages.length === 0) throw new Hopeless('no question could be converted');
        const issue = parsed.error.issues[0]!;
        const words = plainly(issue, this.definition);
        this.mend(issue.path.map(String), REASONS[words] ?? words);
        continue;
      }
      const error = checkSurvey(parsed.data)[0];
      if (!error) return parsed.data;
      this.mend(error.pointer.split('/').slice(1), REASONS[error.code] ?? error.code);
    }
    throw new Hopeless('more is refused of the survey than could be mended');
  }

  private forgetPage(id: string): void {
    for (const page of this.pages) {
      const next = page['next'] as { page?: string }[] | undefined;
      if (next) page['next'] = next.filter((one) => one.page !== id);
    }
  }

  /** Takes out the smallest thing around a place that a survey can do without. */
  private mend(path: string[], reason: string): void {
    const [list, at, inner, place, ...rest] = path;
    const page = list === 'pages' ? this.pages[Number(at)] : undefined;
    if (!page) {
      const [field, index] = path;
      const whole = this.survey[field!];
      const part: unknown = Array.isArray(whole) && index !== undefined ? whole[Number(index)] : undefined;
      const known = typeof part === 'object' && part !== null ? this.origins.get(part) : undefined;
      (known ?? this.report.open(`survey/${path.join('/')}`)).drop(reason);
      if (Array.isArray(whole) && whole.length > 1 && index !== undefined) whole.splice(Number(index), 1);
      else delete this.survey[field!];
      return;
    }
    if (inner === 'questions' && place !== undefined) {
      const question = page.questions[Number(place)]!;
      return this.mendQuestion(page, question, rest, reason);
    }
    const item = this.items.get(page) ?? this.report.open(`page ${page.id}`);
    if (inner === 'next') {
      item.dropPart('next', reason);
      (page['next'] as unknown[]).splice(Number(place), 1);
    } else if (
      (inner === 'title' || inner === 'description') &&
      place !== undefined &&
      this.unpipe(page[inner] as Record<string, string>, place, reason, item)
    )
      return;
    else if (inner === 'title' || inner === 'id') {
      item.dropPart(inner, reason);
      if (inner === 'id') page.id = this.pageNames.claim('page');
      else page['title'] = this.pageTitle(Number(at) + 1);
    } else if (inner !== undefined && inner !== 'questions') {
      item.dropPart(inner, reason);
      delete page[inner];
    } else {
      const rest = page.questions.splice(100);
      item.approximate(`more than 100 questions: the others are on a page of their own`);
      const next = this.loosePage(page['title'] as Localized);
      next.questions.push(...rest);
      this.pages.splice(this.pages.indexOf(next), 1);
      this.pages.splice(Number(at) + 1, 0, next);
    }
  }

  private mendQuestion(page: LoosePage, question: LooseQuestion, path: string[], reason: string): void {
    const item = this.items.get(question) ?? this.report.open(`question ${question.id}`);
    const [field, at, inner, innerField] = path;
    if (field === 'questions' && at !== undefined) {
      const members = question['questions'] as LooseQuestion[];
      const member = members[Number(at)]!;
      if (member.type === 'scale' && (inner === 'min' || inner === 'max'))
        return this.scaleAsNumber(member, this.items.get(member) ?? within(item, member.id));
      if (inner !== undefined && isOptional(inner)) {
        (this.items.get(member) ?? within(item, member.id)).dropPart(inner, reason);
        return void delete member[inner];
      }
      this.takenOut([member], reason);
      return void members.splice(Number(at), 1);
    }
    if ((field === 'options' || field === 'rows') && inner === 'showIf') {
      const one = (question[field] as Loose[])[Number(at)]!;
      item.dropPart(`${one.id}/showIf`, reason);
      return void delete one['showIf'];
    }
    if (
      (field === 'label' || field === 'hint' || field === 'text' || field === 'title') &&
      at !== undefined
    ) {
      if (this.unpipe(question[field] as Record<string, string>, at, reason, item)) return;
    }
    if (field === 'options' && at !== undefined && (innerField !== undefined || inner === 'image')) {
      const one = (question[field] as Loose[])[Number(at)];
      if (one && inner !== undefined && isOptional(inner)) {
        item.dropPart(`${one.id}/${inner}`, reason);
        return void delete one[inner];
      }
    }
    // Without its bounds, a scale would have others of its own.
    if (question.type === 'scale' && (field === 'min' || field === 'max'))
      return this.scaleAsNumber(question, item);
    const isBound = question.type === 'matrix-scale' && (field === 'min' || field === 'max');
    if (field !== undefined && isOptional(field) && question[field] !== undefined && !isBound) {
      const origin = this.origins.get(Object(question[field]) as object);
      // A condition that is a thing of its own there.
      if (origin && !origin.place.startsWith(item.place)) origin.drop(reason);
      else item.dropPart(field, reason);
      return void delete question[field];
    }
    this.takenOut([question], `${path.length > 0 ? `${path.join('/')}: ` : ''}${reason}`);
    page.questions.splice(page.questions.indexOf(question), 1);
  }

  /** A scale of steps that none has here: a number between the same ends, whose words stand in its hint. */
  private scaleAsNumber(question: LooseQuestion, item: Open): void {
    const { min, max, minLabel, maxLabel, labels, label, hint } = question as LooseQuestion & {
      min: number;
      max: number;
      minLabel: Localized;
      maxLabel: Localized;
      labels?: Localized[];
      label: Localized;
      hint?: Localized;
    };
    const end = (at: number, { fr, en = fr }: Localized, language: 'fr' | 'en') => {
      const words = language === 'fr' ? fr : en;
      return words === String(at) ? words : `${at} (${words})`;
    };
    const between = {
      fr: `De ${end(min, minLabel, 'fr')} à ${end(max, maxLabel, 'fr')}`,
      en: `From ${end(min, minLabel, 'en')} to ${end(max, maxLabel, 'en')}`,
    };
    const said = (language: 'fr' | 'en') =>
      [hint?.[language] ?? hint?.fr, between[language]].filter(Boolean).join(' — ');
    question['hint'] = { fr: said('fr'), ...(label.en !== undefined && { en: said('en') }) };
    question.type = 'number';
    if (![min, max].every(Number.isInteger)) question['decimals'] = 6;
    for (const field of ['minLabel', 'maxLabel', 'labels', 'display']) delete question[field];
    if (labels)
      item.dropPart('labels', `a number has no words for each: ${labels.map(({ fr }) => fr).join(' | ')}`);
    item.approximate(
      `a scale from ${min} to ${max} became a number: scales here go from 0 or 1 to at least 2 and at most 10`,
    );
    item.becomes(named(this.madeOf(item)));
  }

  /** Takes answers out of a text that comes too early for them. False where it has none. */
  private unpipe(text: Record<string, string>, language: string, reason: string, item: Open): boolean {
    const words = text[language];
    if (!words?.includes('{{')) return false;
    item.approximate(`an answer in the text comes too late (${reason}): «…» stands there`);
    text[language] = words.replace(/\{\{[^{}]*\}\}/g, '…');
    return true;
  }

  /** Puts a calculated value behind the last question that it names. */
  place(question: LooseQuestion, item: Open): void {
    const named = new Set(namedIn(question['value'] as Condition));
    let page = this.pages[0]!;
    let after = -1;
    for (const one of this.pages) {
      one.questions.forEach(({ id }, index) => {
        if (named.has(id)) [page, after] = [one, index];
      });
    }
    page.questions.splice(after + 1, 0, question);
    this.items.set(question, item);
    item.becomes(`${question.id}: ${question.type}`);
  }

  /** The page of the last question that a condition names. */
  pageAfter(condition: Condition): LoosePage | undefined {
    const named = new Set(namedIn(condition));
    return this.pages.filter(({ questions }) => questions.some(({ id }) => named.has(id))).at(-1);
  }

  /** A condition that an option carried from `source` hangs on. */
  carriedIf(source: { id: string; type: string }, option: string, which: 'chosen' | 'not-chosen'): Condition {
    const chosen: Condition =
      source.type === 'single-choice'
        ? { question: source.id, is: option }
        : { question: source.id, contains: option };
    return (which === 'chosen' ? chosen : not(chosen)) as Condition;
  }
}

/** Options of one question, and what their values are called here. */
export class Options {
  readonly list: Loose[] = [];
  readonly values = new Map<string, string>();
  private readonly taken: Taken;

  /** `item` is told of codes that are not as they were; without one, names are made of words. */
  constructor(
    other: boolean,
    private readonly item?: Open,
  ) {
    this.taken = new Taken(other ? [OTHER] : []);
    if (other) this.values.set(OTHER, OTHER);
  }

  add(value: string, label: Localized | undefined, more: Record<string, unknown> = {}): Loose {
    const option: Loose = { id: this.taken.claim(value, 'o'), label: label ?? { fr: value }, ...more };
    this.list.push(option);
    if (option.id !== value) this.item?.rename(value, option.id);
    if (!this.values.has(value)) this.values.set(value, option.id);
    return option;
  }
}

/** The widest limits that questions may have: the field, its most, and what it counts. */
const WIDEST: Record<string, [field: string, most: number, what: string]> = {
  'short-text': ['maxLength', 500, 'characters in a short text'],
  'long-text': ['maxLength', 20_000, 'characters in a long text'],
  hidden: ['maxLength', 500, 'characters in a hidden value'],
  group: ['max', 50, 'members in a group'],
  file: ['maxSize', 25, 'megabytes in a file'],
};

/** Fields that a question can do without. */
const OPTIONAL = [
  'showIf',
  'requiredIf',
  'enableIf',
  'hint',
  'optionsFrom',
  'min',
  'max',
  'minLength',
  'maxLength',
  'best',
  'labels',
  'display',
  'unit',
  'pinned',
  'order',
  'decimals',
  'accept',
  'maxFiles',
  'maxSize',
  'autocomplete',
  'purpose',
  'map',
];
const isOptional = (field: string) => OPTIONAL.includes(field);

const REASONS: Record<string, string> = {
  cycle: 'it names a question that stands later: conditions here name earlier ones alone',
  'unknown-question': 'it names a question that was not converted',
  'depends-on-random': 'it names a question that may come later, since the order is random',
  'unknown-row': 'it names a row that was not converted',
  'unknown-option': 'it names an option that was not converted',
  'inside-group': 'it names a question inside a group from outside',
  'does-not-fit': 'it asks something that the question’s kind of answer cannot say',
  dead: 'it can never hold, as what it hangs on is shown',
  duplicate: 'the name stands there twice',
  'above-maximum': 'the least is above the most',
  'out-of-range': 'more is asked for than there is to choose',
  'a-word-for-each-step': 'each step of the scale needs a word',
};

/** All texts by language inside, with their places. */
function localizedIn(value: unknown, pointer: string): { text: Localized; pointer: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('fr' in value && typeof value.fr === 'string') return [{ text: value as Localized, pointer }];
  return Object.entries(value).flatMap(([name, inner]) => localizedIn(inner, `${pointer}/${name}`));
}

const named = (questions: readonly LooseQuestion[]) =>
  questions.map(({ id, type }) => `${id}: ${type}`).join(', ');

const nameOf = (language: string) =>
  language === 'default' ? 'given' : language === 'en' ? 'English' : `«${language}»`;

const short = (text: string) => {
  const one = text.replace(/\s+/g, ' ').trim();
  return one.length > 120 ? `${one.slice(0, 119)}…` : one;
};
