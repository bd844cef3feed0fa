import type { Condition, Next, Option, Question, SurveyDefinition, SurveyPage } from '../contract/survey.js';
import type { LocalizedText } from '../contract/text.js';
import type { SurveyError } from './condition-check.js';
import { isAsked } from './kinds.js';

/**
 * The changes between two definitions of one survey after which answers that were already given would mean something
 * else, would be refused or would be hidden: each with its place in the new one, where there is one, else in the old.
 *
 * Harmless, and not told: spelling and translations, hints, orders, new options and rows to choose, looser limits, new
 * questions that may be left out, questions that are shown to more people, whatever only future responses meet (quotas,
 * time limits, how a question looks). Where it cannot be told by rule, it counts as altering: a condition that is
 * rewritten may hide what was answered, a text that hardly resembles the one before may ask something else. Only French
 * is compared: English is its translation, and may be written anew. What no rule sees is a change of few letters that
 * says the opposite («pour», «contre»): the list of changes is shown to whoever applies them.
 */
export function alteringChanges(before: SurveyDefinition, after: SurveyDefinition): SurveyError[] {
  const comparison = new Comparison();
  comparison.surveys(before, after);
  return [...new Set(comparison.pointers)].map((pointer) => ({ pointer, code: 'alters-answers' }));
}

interface Placed {
  question: Question;
  page: SurveyPage;
  pointer: string;
}

/** From how much two texts have to share to be taken for the same, by what was agreed to and by what was merely read. */
const SAME = 0.4;
const SAME_CONSENT = 0.9;

class Comparison {
  readonly pointers: string[] = [];

  surveys(before: SurveyDefinition, after: SurveyDefinition): void {
    const [old, young] = [placesIn(before), placesIn(after)];
    const hasWays = [before, after].some(({ pages }) => pages.some(({ next }) => next));
    for (const [id, { question, page, pointer }] of old) {
      if (question.type === 'information') continue;
      const now = young.get(id);
      if (!now) this.alters(pointer);
      else {
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

  private questions(before: Question, after: Question, pointer: string): void {
    if (before.type !== after.type && !(before.type === 'short-text' && after.type === 'long-text'))
      return this.alters(`${pointer}/type`);
    if (before.type === 'information' || after.type === 'information') return;
    const isConsent = before.type === 'consent';
    this.texts(before.label, after.label, `${pointer}/label`, isConsent ? SAME_CONSENT : SAME);
    this.shown(before.showIf, after.showIf, after, `${pointer}/showIf`);
    this.limits(before, after, pointer);
    if (before.type === 'calculated' && after.type === 'calculated' && !same(before.value, after.value))
      this.alters(`${pointer}/value`);
    if (isAsked(before) && isAsked(after)) {
      this.shown(before.enableIf, after.enableIf, after, `${pointer}/enableIf`);
      if (after.required && !before.required) this.alters(`${pointer}/required`);
      const isLooser = before.required || after.requiredIf === undefined;
      if (!isLooser && (before.requiredIf === undefined || !holdsMore(after.requiredIf!, before.requiredIf)))
        this.alters(`${pointer}/requiredIf`);
      if (before.purpose && after.purpose)
        this.texts(before.purpose, after.purpose, `${pointer}/purpose`, SAME);
    }
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

  /** Limits that would refuse what they took, and numbers that the meaning of an answer hangs on. */
  private limits(before: Question, after: Question, pointer: string): void {
    const [old, young] = [before as Record<string, unknown>, after as Record<string, unknown>];
    const isScale = before.type === 'scale' || before.type === 'matrix-scale';
    for (const name of ['min', 'minLength'])
      if (isScale ? old[name] !== young[name] : isHigher(young[name], old[name]))
        this.alters(`${pointer}/${name}`);
    for (const name of ['max', 'maxLength', 'maxFiles', 'maxSize', 'decimals'])
      if (isScale ? old[name] !== young[name] : isHigher(old[name], young[name], Infinity))
        this.alters(`${pointer}/${name}`);
    for (const name of ['total', 'best', 'multiple', 'part', 'pairs', 'optionsFrom'])
      if (!same(old[name], young[name])) this.alters(`${pointer}/${name}`);
    for (const name of ['other', 'unsure', 'equal', 'address', 'map'])
      if (old[name] && !young[name]) this.alters(`${pointer}/${name}`);
    for (const name of ['minLabel', 'maxLabel', 'unit', 'item', 'text'])
      this.texts(
        old[name] as LocalizedText | undefined,
        young[name] as LocalizedText | undefined,
        `${pointer}/${name}`,
        before.type === 'consent' || name === 'unit' ? SAME_CONSENT : SAME,
      );
    (old.labels as LocalizedText[] | undefined)?.forEach((label, index) =>
      this.texts(
        label,
        (young.labels as LocalizedText[] | undefined)?.[index],
        `${pointer}/labels/${index}`,
        SAME,
      ),
    );
    if ((old.accept as string[] | undefined)?.some((type) => !(young.accept as string[]).includes(type)))
      this.alters(`${pointer}/accept`);
  }

  private lists(before: Question, after: Question, pointer: string): void {
    for (const name of ['options', 'rows', 'columns', 'fields'] as const) {
      const [old, young] = [before, after].map(
        (question) => (question as { [list in typeof name]?: (Option & { exclusive?: boolean })[] })[name],
      );
      const list = `${pointer}/${name}`;
      if (!old) continue;
      if (!young) {
        this.alters(list);
        continue;
      }
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
        this.texts(was.label, item.label, `${place}/label`, SAME);
        const isAnothers = old.some(
          ({ id, label }) => id !== item.id && plain(label.fr) === plain(item.label.fr),
        );
        if (isAnothers && plain(was.label.fr) !== plain(item.label.fr)) this.alters(`${place}/label`);
        if (!holdsAtLeast(was.showIf, item.showIf)) this.alters(`${place}/showIf`);
        if (item.exclusive && !was.exclusive) this.alters(`${place}/exclusive`);
        if (name === 'fields') this.limits(was as never, item as never, place);
        const { required } = item as { required?: boolean };
        if (required && !(was as { required?: boolean }).required) this.alters(`${place}/required`);
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

  private texts(
    before: LocalizedText | undefined,
    after: LocalizedText | undefined,
    pointer: string,
    share: number,
  ): void {
    if (before && (!after || likeness(before.fr, after.fr) < share)) this.alters(pointer);
  }

  private alters(pointer: string): void {
    this.pointers.push(pointer);
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

/** A text without what spelling changes: accents, capitals, punctuation. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** How much two texts share, from 0 to 1: pairs of letters that follow each other (Sørensen and Dice). */
function likeness(one: string, other: string): number {
  const [first, second] = [plain(one), plain(other)];
  if (first === second) return 1;
  const pairs = pairsIn(second);
  const total = pairsIn(first).length + pairs.length;
  let shared = 0;
  for (const pair of pairsIn(first)) {
    const at = pairs.indexOf(pair);
    if (at < 0) continue;
    pairs.splice(at, 1);
    shared += 1;
  }
  return total === 0 ? 0 : (2 * shared) / total;
}

const pairsIn = (text: string) =>
  Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.slice(index, index + 2));
