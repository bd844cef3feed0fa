import type { ConsultationDefinition } from '../contract/consultation.js';
import type { Condition, Next, Option, Question, SurveyDefinition, SurveyPage } from '../contract/survey.js';
import type { LocalizedText } from '../contract/text.js';
import {
  type ChangeRule,
  CONSULTATION_RULES,
  FIELD_RULES,
  IMAGE_RULES,
  OPTION_RULES,
  PAGE_RULES,
  PRIVACY_RULES,
  QUESTION_RULES,
  SURVEY_RULES,
} from './change-rules.js';
import type { SurveyError } from './condition-check.js';
import { isAsked } from './kinds.js';
import { isSpelling } from './spelling.js';

/**
 * The changes between two definitions of one survey after which answers that were already given would mean something
 * else, would be refused or would be hidden: each with its place in the new one, where there is one, else in the old.
 *
 * Harmless, and not told: spelling and translations, orders, new options and rows to choose, looser limits, new
 * questions that may be left out, questions that are shown to more people, whatever only future responses meet (quotas,
 * time limits, how a question looks). Where it cannot be told by rule, it counts as altering: a condition that is
 * rewritten may hide what was answered, a text that changes in more than its spelling may ask something else, and so may
 * words that are new where people read before they answered. Only French is compared: English is its translation, and
 * may be written anew. Each field's rule is in `change-rules.ts`.
 */
export function alteringChanges(before: SurveyDefinition, after: SurveyDefinition): SurveyError[] {
  const comparison = new Comparison();
  comparison.surveys(before, after);
  return comparison.errors();
}

/**
 * The changes of what is said around every form, and of what becomes of what people give, after which they would have
 * been told something else: what for and how long it is kept, by whom, with which rights.
 */
export function alteringNotices(
  before: ConsultationDefinition,
  after: ConsultationDefinition,
): SurveyError[] {
  const comparison = new Comparison();
  comparison.fields(CONSULTATION_RULES, before, after, '');
  comparison.fields(PRIVACY_RULES, before.privacy, after.privacy, '/privacy');
  return comparison.errors();
}

interface Placed {
  question: Question;
  page: SurveyPage;
  pointer: string;
}

class Comparison {
  private readonly pointers: string[] = [];

  errors(): SurveyError[] {
    return [...new Set(this.pointers)].map((pointer) => ({ pointer, code: 'alters-answers' }));
  }

  surveys(before: SurveyDefinition, after: SurveyDefinition): void {
    this.fields(SURVEY_RULES, before, after, '');
    // Whoever responded twice did so rightly; and what is kept of what was never sent is more than people were told.
    if (after.responses === 'one' && before.responses !== 'one') this.alters('/responses');
    if (after.unfinished && after.unfinished !== before.unfinished && before.unfinished !== 'kept')
      this.alters('/unfinished');
    after.pages.forEach((page, index) => {
      const old = before.pages.find(({ id }) => id === page.id);
      if (old) this.fields(PAGE_RULES, old, page, `/pages/${index}`);
    });
    this.words(before, after);
    const [old, young] = [placesIn(before), placesIn(after)];
    const hasWays = [before, after].some(({ pages }) => pages.some(({ next }) => next));
    for (const [id, { question, page, pointer }] of old) {
      const now = young.get(id);
      if (!now) {
        if (question.type !== 'information') this.alters(pointer);
      } else {
        this.questions(question, now.question, now.pointer);
        this.shown(page.showIf, now.page.showIf, now.question, `${placeOf(now.pointer)}/showIf`);
        if (hasWays && page.id !== now.page.id) this.alters(now.pointer);
      }
    }
    for (const [id, { question, pointer }] of young)
      if (!old.has(id) && isAsked(question) && (question.required || question.requiredIf))
        this.alters(`${pointer}/${question.required ? 'required' : 'requiredIf'}`);
    if (hasWays) this.ways(before.pages, after.pages);
  }

  /** Ways on say who is asked what: they stay, and so does the order of the pages that they jump over. */
  private ways(before: readonly SurveyPage[], after: readonly SurveyPage[]): void {
    const isThere = ({ id }: SurveyPage) => before.some((page) => page.id === id);
    const kept = after.filter(isThere).map(({ id }) => id);
    const order = before.map(({ id }) => id).filter((id) => kept.includes(id));
    after.forEach((page, index) => {
      const old = before.find(({ id }) => id === page.id);
      if (!same(waysOf(old?.next), waysOf(page.next))) this.alters(`/pages/${index}/next`);
      if (isThere(page) && order.indexOf(page.id) !== kept.indexOf(page.id)) this.alters(`/pages/${index}`);
    });
    if (before.some((page) => page.next && !kept.includes(page.id))) this.alters('/pages');
  }

  /** Words between questions that are new, or gone, before a question that was there and stays. */
  private words(before: SurveyDefinition, after: SurveyDefinition): void {
    const [old, young] = [placesIn(before), placesIn(after)];
    for (const [from, to] of [
      [old, young],
      [young, old],
    ] as const) {
      const ids = [...from.keys()];
      const last = ids.findLastIndex((id) => to.has(id) && from.get(id)!.question.type !== 'information');
      ids.slice(0, last + 1).forEach((id) => {
        const { question, pointer } = from.get(id)!;
        if (question.type === 'information' && !to.has(id)) this.alters(pointer);
      });
    }
  }

  private questions(before: Question, after: Question, pointer: string): void {
    if (before.type !== after.type && !(before.type === 'short-text' && after.type === 'long-text'))
      return this.alters(`${pointer}/type`);
    const isScale = before.type === 'scale' || before.type === 'matrix-scale';
    // What a step of a scale means hangs on both of its ends.
    this.fields(
      isScale ? { ...QUESTION_RULES, min: 'exact', max: 'exact' } : QUESTION_RULES,
      before,
      after,
      pointer,
    );
    this.shown(before.showIf, after.showIf, after, `${pointer}/showIf`);
    if (isAsked(before) && isAsked(after)) {
      this.shown(before.enableIf, after.enableIf, after, `${pointer}/enableIf`);
      const isLooser = before.required || after.requiredIf === undefined;
      if (!isLooser && (before.requiredIf === undefined || !holdsMore(after.requiredIf!, before.requiredIf)))
        this.alters(`${pointer}/requiredIf`);
    }
    // Nobody sees what a hidden question takes: another source gives another thing.
    if (before.type === 'hidden' && after.type === 'hidden' && !same(before.prefill, after.prefill))
      this.alters(`${pointer}/prefill`);
    if (before.type === 'scale' && after.type === 'scale') {
      const [old = [], young = []] = [before.labels, after.labels];
      const longer = old.length > young.length ? old : young;
      longer.forEach((_, index) => this.texts(old[index], young[index], `${pointer}/labels/${index}`));
    }
    if (
      before.type === 'file' &&
      after.type === 'file' &&
      !before.accept.every((type) => after.accept.includes(type))
    )
      this.alters(`${pointer}/accept`);
    this.lists(before, after, pointer);
    if (before.type === 'group' && after.type === 'group') this.members(before, after, pointer);
  }

  private members(
    before: Extract<Question, { type: 'group' }>,
    after: Extract<Question, { type: 'group' }>,
    pointer: string,
  ): void {
    before.questions.forEach((question) => {
      const index = after.questions.findIndex(({ id }) => id === question.id);
      if (index < 0) this.alters(`${pointer}/questions`);
      else this.questions(question, after.questions[index]!, `${pointer}/questions/${index}`);
    });
    after.questions.forEach(({ id, required, requiredIf }, index) => {
      const isNew = !before.questions.some((one) => one.id === id);
      if (isNew && (required || requiredIf)) this.alters(`${pointer}/questions/${index}`);
    });
  }

  /** Each field by its rule; those that are compared with more than their own value are not looked at here. */
  fields(rules: Readonly<Record<string, ChangeRule>>, before: object, after: object, pointer: string): void {
    const [old, young] = [before as Record<string, unknown>, after as Record<string, unknown>];
    for (const [name, rule] of Object.entries(rules)) {
      const [was, is] = [old[name], young[name]];
      const place = `${pointer}/${name}`;
      if (rule === 'words')
        this.texts(was as LocalizedText | undefined, is as LocalizedText | undefined, place);
      else if (alters(rule, was, is)) this.alters(place);
    }
  }

  private lists(before: Question, after: Question, pointer: string): void {
    for (const name of ['options', 'rows', 'columns', 'fields'] as const) {
      const [old, young] = [before, after].map(
        (question) => (question as { [list in typeof name]?: Option[] })[name],
      );
      const list = `${pointer}/${name}`;
      if (!old) continue;
      if (!young) {
        this.alters(list);
        continue;
      }
      const rules = name === 'fields' ? FIELD_RULES : OPTION_RULES;
      // All options are weighed against each other: with one more, each says something else.
      const isWeighed = before.type === 'ranking' || before.type === 'points' || before.type === 'pairwise';
      young.forEach((item, index) => {
        const was = old.find(({ id }) => id === item.id);
        const place = `${list}/${index}`;
        if (!was) {
          const isAskedOfAll =
            (name === 'rows' && isAsked(after) && after.required) ||
            (name === 'fields' &&
              isAsked(after) &&
              after.required &&
              (item as { required?: boolean }).required);
          if (isWeighed || isAskedOfAll) this.alters(place);
          return;
        }
        this.fields(rules, was, item, place);
        if ('image' in was && 'image' in item)
          this.fields(IMAGE_RULES, was.image as object, item.image as object, `${place}/image`);
        // A spelling that another one of the list had.
        const isAnothers = old.some(({ id, label }) => id !== item.id && isSpelling(label.fr, item.label.fr));
        if (isAnothers && was.label.fr !== item.label.fr) this.alters(`${place}/label`);
        if (!holdsAtLeast(was.showIf, item.showIf)) this.alters(`${place}/showIf`);
      });
      if (old.some(({ id }) => !young.some((one) => one.id === id))) this.alters(list);
    }
  }

  /** Whoever was asked is asked still; and nobody else is, who would have had to answer. */
  private shown(
    before: Condition | undefined,
    after: Condition | undefined,
    question: Question,
    pointer: string,
  ): void {
    if (same(before, after)) return;
    const isRequired = isAsked(question) && (question.required || question.requiredIf !== undefined);
    if (isRequired || question.type === 'calculated' || !holdsAtLeast(before, after)) this.alters(pointer);
  }

  private texts(before: LocalizedText | undefined, after: LocalizedText | undefined, pointer: string): void {
    if (!isSpelling(before?.fr ?? '', after?.fr ?? '')) this.alters(pointer);
  }

  private alters(pointer: string): void {
    this.pointers.push(pointer);
  }
}

function alters(rule: Exclude<ChangeRule, 'words'>, before: unknown, after: unknown): boolean {
  switch (rule) {
    case 'exact':
      return !same(before, after);
    case 'least':
      return isHigher(after, before);
    case 'most':
      return isHigher(before, after, Infinity);
    case 'stays':
      return Boolean(before) && !after;
    case 'may-fall':
      return Boolean(after) && !before;
    case 'harmless':
    case 'compared':
      return false;
  }
}

function placesIn({ pages }: SurveyDefinition): Map<string, Placed> {
  return new Map(
    pages.flatMap((page, index) =>
      page.questions.map((question, place): [string, Placed] => [
        question.id,
        { question, page, pointer: `/pages/${index}/questions/${place}` },
      ]),
    ),
  );
}

const placeOf = (pointer: string) => pointer.split('/').slice(0, 3).join('/');

const waysOf = (next: readonly Next[] | undefined) => (next?.length ? next : undefined);

/** As JSON, whatever the order of names. */
function same(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return one === other;
  const [names, others] = [one, other].map((of) =>
    Object.keys(of).filter((name) => (of as Record<string, unknown>)[name] !== undefined),
  );
  return (
    names!.length === others!.length &&
    names!.every((name) =>
      same((one as Record<string, unknown>)[name], (other as Record<string, unknown>)[name]),
    )
  );
}

/** Whether `after` surely holds wherever `before` did; none holds always. */
function holdsAtLeast(before: Condition | undefined, after: Condition | undefined): boolean {
  return after === undefined || (before !== undefined && holdsMore(before, after));
}

/** The same by its form: one alternative more, one demand less. */
function holdsMore(before: Condition, after: Condition): boolean {
  if (same(before, after)) return true;
  if ('any' in after && after.any.some((one) => holdsMore(before, one))) return true;
  if ('any' in before) return before.any.every((one) => holdsMore(one, after));
  if ('all' in after) return after.all.every((one) => holdsMore(before, one));
  return 'all' in before && before.all.some((one) => holdsMore(one, after));
}

/** Whether a limit is above another; days and times compare as texts. */
function isHigher(one: unknown, other: unknown, none = -Infinity): boolean {
  if (one === other) return false;
  const [first, second] = [one, other] as (string | undefined)[];
  if (typeof one === 'string' || typeof other === 'string')
    return none === Infinity
      ? second !== undefined && (first === undefined || first > second)
      : first !== undefined && (second === undefined || first > second);
  return ((one as number | undefined) ?? none) > ((other as number | undefined) ?? none);
}
