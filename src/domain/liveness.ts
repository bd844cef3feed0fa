import type {
  AboutAnswer,
  Condition,
  Expression,
  Option,
  Question,
  SurveyDefinition,
  SurveyPage,
} from '../contract/survey.js';
import type { SurveyError } from './condition-check.js';
import { isAsked, offersNothing } from './kinds.js';
import { Case } from './possible-case.js';
import { asPossible, couldCompare, type Knowledge, valuesOf } from './possible-values.js';
import {
  being,
  bounded,
  containing,
  left,
  notBeing,
  NOTHING,
  type Possible,
  possibleAnswers,
} from './possible.js';

/** How many steps one search may take, and all searches of a survey: then it is taken to live. */
const STEPS = 4000;
const ALL_STEPS = 400_000;
/** How many steps it may take to find that what was possible before leaves room for more. */
const FEW_STEPS = 100;
/** How many cases that were found possible are tried before a search from nothing. */
const KEPT_CASES = 3;

/**
 * Questions, pages, options, ways on, ends and quotas that no valid answers could ever lead to, each with its place. A
 * search over what each answer could be: it follows every condition to what it asks of earlier answers, and theirs to
 * what shows those questions. Where it cannot decide (an expression, too many cases), it says nothing. Most of what
 * lives is found in a few steps, going on from answers that were found possible before: only what those leave no room
 * for, such as what is dead, is searched from nothing.
 */
export function deadIn(definition: SurveyDefinition): SurveyError[] {
  return new Liveness(definition).errors;
}

/** What is asked of the answers: a condition that holds or does not, or something that has to be shown. */
type Demand =
  | { condition: Condition; holds: boolean }
  | { all: readonly Demand[] }
  | { any: readonly Demand[] }
  /** That a question takes an answer. */
  | { open: string }
  | { shown: string }
  | { page: number };

const holding = (condition: Condition | undefined, holds = true): Demand =>
  condition === undefined ? (holds ? { all: [] } : { any: [] }) : { condition, holds };

interface Place {
  question: Question;
  page: number;
  /** The group that it is asked in. */
  within?: string;
}

/** What is still to be chosen, the last one first. */
type Choices = { choice: Extract<Demand, { any: unknown }>; before: Choices } | undefined;

class Undecided extends Error {}

class Liveness {
  readonly errors: SurveyError[] = [];
  private readonly places = new Map<string, Place>();
  /** Questions that nobody can answer. */
  private readonly mute = new Set<string>();
  private readonly deadOptions = new Map<string, Set<string>>();
  private readonly calculated = new Map<string, Possible>();
  private readonly arrivals = new Map<number, Demand>();
  private readonly jumps: { from: number; to: number; way: number }[];
  private all = ALL_STEPS;
  private steps = 0;

  constructor(private readonly definition: SurveyDefinition) {
    const { pages } = definition;
    pages.forEach(({ questions }, page) =>
      questions.forEach((question) => {
        this.places.set(question.id, { question, page });
        if (question.type === 'group')
          for (const member of question.questions)
            this.places.set(member.id, { question: member, page, within: question.id });
      }),
    );
    const numbers = new Map(pages.map(({ id }, index) => [id, index]));
    this.jumps = pages.flatMap(({ next = [] }, from) =>
      next.flatMap((one, way) =>
        'page' in one ? [{ from, to: numbers.get(one.page) ?? pages.length, way }] : [],
      ),
    );
    pages.forEach((page, index) => this.checkPage(page, index));
    this.checkEnds();
  }

  private readonly endsThatLive = new Set<string>();

  private checkPage(page: SurveyPage, index: number): void {
    const pointer = `/pages/${index}`;
    if (this.isDead({ page: index })) {
      this.refuse(page.showIf && !this.isDead(this.arriving(index)) ? `${pointer}/showIf` : pointer);
      for (const { id } of page.questions) this.mute.add(id);
      return;
    }
    page.questions.forEach((question, place) =>
      this.checkQuestion(question, `${pointer}/questions/${place}`),
    );
    page.next?.forEach((next, way) => {
      if (this.isDead(this.leavingBy(index, way))) return this.refuse(`${pointer}/next/${way}`);
      if ('end' in next) this.endsThatLive.add(next.end);
    });
  }

  private checkQuestion(question: Question, pointer: string): void {
    const { id } = question;
    if (question.showIf && this.isDead({ shown: id })) {
      this.mute.add(id);
      return this.refuse(`${pointer}/showIf`);
    }
    if (isAsked(question) && question.enableIf && this.isDead({ open: id })) {
      this.mute.add(id);
      return this.refuse(`${pointer}/enableIf`);
    }
    const [list, options] = listOf(question);
    const dead = options.flatMap((option, index) => {
      if (!option.showIf || !this.isDead({ all: [{ shown: id }, holding(option.showIf)] })) return [];
      this.refuse(`${pointer}/${list}/${index}/showIf`);
      return [option.id];
    });
    if (dead.length > 0) this.deadOptions.set(id, new Set(dead));
    if (question.type === 'group')
      question.questions.forEach((member, index) =>
        this.checkQuestion(member, `${pointer}/questions/${index}`),
      );
  }

  private checkEnds(): void {
    const { quotas = [], endings = [] } = this.definition;
    quotas.forEach((quota, index) => {
      if (this.isDead(holding(quota.if))) this.refuse(`/quotas/${index}/if`);
      else this.endsThatLive.add(quota.end);
    });
    endings.forEach(({ id }, index) => {
      if (!this.endsThatLive.has(id)) this.refuse(`/endings/${index}`);
    });
  }

  private refuse(pointer: string): void {
    this.errors.push({ pointer, code: 'dead' });
  }

  private isDead(demand: Demand): boolean {
    for (const known of this.possibleCases) {
      if (this.search(demand, known, FEW_STEPS) !== 'possible') continue;
      this.keep(known);
      return false;
    }
    const known = new Case();
    const found = this.search(demand, known, STEPS);
    if (found === 'possible') this.keep(known);
    return found === 'impossible';
  }

  /** Cases that were found possible, the last one first. */
  private possibleCases: readonly Case[] = [];

  private keep(known: Case): void {
    known.settle();
    this.possibleCases = [known, ...this.possibleCases.filter((one) => one !== known)].slice(0, KEPT_CASES);
  }

  /** Takes a demand into a case, which is left as it was where that is not possible. */
  private search(demand: Demand, known: Case, steps: number): 'possible' | 'impossible' | 'undecided' {
    this.steps = Math.min(steps, this.all);
    const before = this.steps;
    const mark = known.mark();
    try {
      return this.isPossible([demand], known, undefined) ? 'possible' : 'impossible';
    } catch (error) {
      if (!(error instanceof Undecided)) throw error;
      known.backTo(mark);
      return 'undecided';
    } finally {
      this.all -= before - this.steps;
    }
  }

  /** Whether some answers meet all demands. Those that leave no choice come first; then each choice is tried. */
  private isPossible(demands: readonly Demand[], known: Case, choices: Choices): boolean {
    const mark = known.mark();
    const left = this.takeAll(demands, known, choices);
    const isMet =
      left !== 'none' &&
      (left
        ? left.choice.any.some((one) => this.isPossible([one], known, left.before))
        : this.mayCompare(known));
    if (!isMet) known.backTo(mark);
    return isMet;
  }

  /** The choices that are left once all demands are taken in, those that were there included; or that there are none. */
  private takeAll(demands: readonly Demand[], known: Case, choices: Choices): Choices | 'none' {
    const waiting = [...demands];
    for (let demand = waiting.pop(); demand; demand = waiting.pop()) {
      if (--this.steps <= 0) throw new Undecided();
      const further = this.take(demand, known);
      if (!further) return 'none';
      for (const one of further) {
        if (!('any' in one)) waiting.push(one);
        else if (one.any.length === 0) return 'none';
        else if (one.any.length === 1) waiting.push(one.any[0]!);
        else choices = { choice: one, before: choices };
      }
    }
    return choices;
  }

  /** What a demand comes to: what it says of an answer is taken into the case; undefined where that is impossible. */
  private take(demand: Demand, known: Case): readonly Demand[] | undefined {
    if ('all' in demand) return demand.all;
    if ('any' in demand) return [demand];
    if ('condition' in demand) return this.takeCondition(demand.condition, demand.holds, known);
    if ('page' in demand)
      return known.first(`page ${demand.page}`)
        ? [holding(this.definition.pages[demand.page]!.showIf), this.arriving(demand.page)]
        : [];
    if ('open' in demand) {
      if (this.mute.has(demand.open)) return undefined;
      if (!known.first(`open ${demand.open}`)) return [];
      const { question } = this.places.get(demand.open)!;
      return [{ shown: demand.open }, holding('enableIf' in question ? question.enableIf : undefined)];
    }
    if (!known.first(`shown ${demand.shown}`)) return [];
    const { question, page, within } = this.places.get(demand.shown)!;
    return [within === undefined ? { page } : { open: within }, holding(question.showIf)];
  }

  private takeCondition(condition: Condition, holds: boolean, known: Case): readonly Demand[] | undefined {
    if ('all' in condition || 'any' in condition) {
      const inner = ('all' in condition ? condition.all : condition.any).map((one) => holding(one, holds));
      return ['all' in condition === holds ? { all: inner } : { any: inner }];
    }
    if ('not' in condition) return [holding(condition.not, !holds)];
    if ('compare' in condition) {
      known.compare(condition, holds);
      return holds ? this.takeComparison(condition, known) : [];
    }
    const { question, row } = condition;
    return this.narrow(known, question, row, (possible) => about(condition, possible, holds));
  }

  /** Both sides of a comparison that holds have a value; what it says of one answer beside a constant is kept as such. */
  private takeComparison(
    { compare, left: one, right: other }: Extract<Condition, { compare: unknown }>,
    known: Case,
  ): readonly Demand[] | undefined {
    const demands: Demand[] = [];
    for (const [question, row] of [...neededBy(one), ...neededBy(other)]) {
      const further = this.narrow(known, question, row, (possible) => ({ ...possible, unanswered: false }));
      if (!further) return undefined;
      demands.push(...further);
    }
    for (const [side, constant, comparison] of [
      [one, other, compare],
      [other, one, MIRRORED[compare]],
    ] as const) {
      if (typeof side !== 'object' || !('answer' in side) || typeof constant === 'object') continue;
      const further = this.narrow(known, side.answer, side.row, (possible) =>
        compared(possible, comparison, constant),
      );
      if (!further) return undefined;
      demands.push(...further);
    }
    return demands;
  }

  /** Takes in what an answer can be no more. What has an answer is shown and open, and what is chosen there is offered. */
  private narrow(
    known: Case,
    name: string,
    row: string | undefined,
    by: (possible: Possible) => Possible,
  ): readonly Demand[] | undefined {
    const key = row === undefined ? name : `${name}/${row}`;
    const now = left(by(known.answer(key) ?? this.possible(name, row)));
    if (!now) return undefined;
    known.narrow(name, key, now);
    if (now.unanswered) return [];
    const demands: Demand[] = [{ open: name }];
    if (row !== undefined) {
      const whole = this.narrow(known, name, undefined, (all) => ({ ...all, unanswered: false }));
      if (!whole) return undefined;
      demands.push(...whole);
    }
    for (const option of chosenIn(now)) demands.push(...this.offered(name, row, option));
    return demands;
  }

  private possible(name: string, row: string | undefined): Possible {
    const { question } = this.places.get(name)!;
    if (this.mute.has(name)) return NOTHING;
    if (question.type === 'calculated') {
      const known =
        this.calculated.get(name) ?? asPossible(valuesOf(question.value, this.knowledge(new Case())));
      this.calculated.set(name, known);
      return known;
    }
    return possibleAnswers(question, row, this.deadOptions.get(name) ?? NONE);
  }

  /** That an option is offered: its own condition, or what another question has to say for it to be carried on. */
  private offered(name: string, row: string | undefined, id: string): Demand[] {
    const { question } = this.places.get(name)!;
    if (question.type === 'points' && row !== undefined) id = row;
    const option = listOf(question)[1].find((one) => one.id === id);
    if (option) return [holding(option.showIf)];
    const from = 'optionsFrom' in question ? question.optionsFrom : undefined;
    if (!from) return [];
    if (from.which !== 'chosen') return [{ shown: from.question }];
    const source = this.places.get(from.question)!.question;
    const isSeveral =
      source.type === 'multiple-choice' ||
      source.type === 'ranking' ||
      (source.type === 'image-choice' && source.multiple);
    return [holding({ question: from.question, ...(isSeveral ? { contains: id } : { is: id }) })];
  }

  /** That one comes to a page and goes on to the one after it, by way of the page or past it. */
  private passing(index: number): Demand {
    const page = this.definition.pages[index]!;
    const arrived = this.arriving(index);
    if (!page.next) return arrived;
    const through: Demand = {
      all: [{ page: index }, ...page.next.map((one) => holding(one.if, false)), ...this.answeredOn(index)],
    };
    const seen = page.questions.filter(({ type }) => type !== 'hidden' && type !== 'calculated');
    const over: Demand[] = [];
    if (page.showIf) over.push({ all: [arrived, holding(page.showIf, false)] });
    // One that may offer nothing may be hidden for that.
    const hideable = seen.filter((one) => !mayOfferNothing(one));
    if (hideable.every(({ showIf }) => showIf))
      over.push({ all: [arrived, ...hideable.map(({ showIf }) => holding(showIf, false))] });
    return { any: [through, ...over] };
  }

  /** What brings one to a page, whatever its own condition says: the page before it, or a way on that leads to it. */
  private arriving(index: number): Demand {
    const { pages, order } = this.definition;
    if (order === 'random') return { all: [] };
    // Pages that always lead to the next one add nothing.
    let first = index;
    while (first > 0 && !pages[first - 1]!.next && !this.jumps.some(({ to }) => to === first)) first -= 1;
    if (first === 0) return { all: [] };
    const known = this.arrivals.get(first);
    if (known) return known;
    const into = this.jumps.filter(({ to }) => to === first);
    const arrival: Demand = {
      any: [this.passing(first - 1), ...into.map(({ from, way }) => this.leavingBy(from, way))],
    };
    this.arrivals.set(first, arrival);
    return arrival;
  }

  private leavingBy(index: number, way: number): Demand {
    const next = this.definition.pages[index]!.next!;
    return {
      all: [
        { page: index },
        holding(next[way]!.if),
        ...next.slice(0, way).map((one) => holding(one.if, false)),
        ...this.answeredOn(index),
      ],
    };
  }

  /** A page is left only once what it requires was answered. */
  private answeredOn(index: number): Demand[] {
    return this.definition.pages[index]!.questions.filter(
      (one) => isAsked(one) && one.required && !one.showIf && !one.enableIf && !mayOfferNothing(one),
    ).map(({ id }) => ({ condition: { question: id, answered: true }, holds: true }));
  }

  private mayCompare(known: Case): boolean {
    const knowledge = this.knowledge(known);
    return known.unsettled().every(({ condition, holds }) => couldCompare(condition, holds, knowledge));
  }

  private knowledge(known: Case): Knowledge {
    return {
      of: (name, row) =>
        known.answer(row === undefined ? name : `${name}/${row}`) ?? this.possible(name, row),
      question: (name) => this.places.get(name)!.question,
    };
  }
}

const NONE: ReadonlySet<string> = new Set();

/** Whether a question may be hidden since it has nothing to choose from: all that it offers hangs on something. */
function mayOfferNothing(question: Question): boolean {
  if (!('options' in question) && !('rows' in question)) return false;
  const [list, options] = listOf(question);
  return offersNothing({ ...question, [list]: options.filter(({ showIf }) => !showIf) });
}

function listOf(question: Question): ['options' | 'rows', readonly Option[]] {
  if ('rows' in question) return ['rows', question.rows];
  return ['options', 'options' in question ? (question.options ?? []) : []];
}

/** The options that an answer has to hold. */
function chosenIn({ numbers, days, texts, truths, several, whole }: Possible): readonly string[] {
  if (numbers ?? days ?? truths ?? whole) return [];
  if (several) return several.must;
  return texts?.only?.length === 1 ? texts.only : [];
}

const MIRRORED = { '=': '=', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

function about(condition: AboutAnswer, possible: Possible, holds: boolean): Possible {
  if ('answered' in condition)
    return condition.answered === holds ? { ...possible, unanswered: false } : unansweredIn(possible);
  if ('is' in condition) return holds ? being(possible, condition.is) : notBeing(possible, condition.is);
  if ('contains' in condition) return containing(possible, condition.contains, holds);
  const [bound, at] =
    'atLeast' in condition
      ? (['atLeast', condition.atLeast] as const)
      : 'atMost' in condition
        ? (['atMost', condition.atMost] as const)
        : 'above' in condition
          ? (['above', condition.above] as const)
          : (['below', condition.below] as const);
  if (holds) return bounded(possible, bound, at);
  // Where it does not compare so: no answer, one of another kind, or one on the other side.
  const other = bounded(possible, OPPOSITE[bound], at);
  return typeof at === 'number' ? { ...possible, numbers: other.numbers } : { ...possible, days: other.days };
}

const OPPOSITE = { atLeast: 'below', atMost: 'above', above: 'atMost', below: 'atLeast' } as const;

const unansweredIn = ({ unanswered }: Possible): Possible => ({ unanswered });

/** The width within which two numbers count as the same: more than what comparing allows. */
const within = (number: number) => 1e-8 * Math.max(1, Math.abs(number));

function compared(possible: Possible, comparison: keyof typeof MIRRORED, at: string | number): Possible {
  const slack = typeof at === 'number' ? within(at) : 0;
  const moved = (by: number) => (typeof at === 'number' ? at + by : at);
  switch (comparison) {
    case '=':
      return typeof at === 'string'
        ? being(possible, at)
        : bounded(bounded(possible, 'atLeast', moved(-slack)), 'atMost', moved(slack));
    case '!=':
      return typeof at === 'string'
        ? { ...notBeing(possible, at), unanswered: false, numbers: undefined, truths: undefined }
        : { unanswered: false, numbers: possible.numbers };
    case '<':
      return bounded(possible, 'below', at);
    case '<=':
      return bounded(possible, 'atMost', moved(slack));
    case '>':
      return bounded(possible, 'above', at);
    case '>=':
      return bounded(possible, 'atLeast', moved(-slack));
  }
}

/** The answers without which an expression has no value. */
function neededBy(expression: Expression): [question: string, row: string | undefined][] {
  if (typeof expression !== 'object') return [];
  if ('answer' in expression) return [[expression.answer, expression.row]];
  if ('add' in expression) return expression.add.flatMap(neededBy);
  if ('multiply' in expression) return expression.multiply.flatMap(neededBy);
  if ('subtract' in expression) return expression.subtract.flatMap(neededBy);
  if ('divide' in expression) return expression.divide.flatMap(neededBy);
  if ('round' in expression) return neededBy(expression.round);
  if ('daysFrom' in expression) return [...neededBy(expression.daysFrom), ...neededBy(expression.to)];
  if ('yearsFrom' in expression) return [...neededBy(expression.yearsFrom), ...neededBy(expression.to)];
  if ('plusDays' in expression) return [...neededBy(expression.plusDays), ...neededBy(expression.days)];
  return [];
}
