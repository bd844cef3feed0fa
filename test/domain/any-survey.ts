import fc, { type GeneratorValue } from 'fast-check';
import {
  type Condition,
  type Expression,
  type Question,
  type QuestionType,
  SurveyDefinition,
} from '../../src/contract/survey.js';
import type { Entered } from '../../src/domain/entered.js';
import { cellNames, isPipable } from '../../src/domain/condition-check.js';
import { questionsIn } from '../../src/domain/kinds.js';
import { checkSurvey } from '../../src/domain/survey-definition.js';

/** Draws what a random survey is made of. A failing one is made smaller by fast-check. */
export class Draw {
  constructor(private readonly next: GeneratorValue) {}
  int = (min: number, max: number): number => this.next(fc.integer, { min, max });
  of = <Item>(items: readonly Item[]): Item => items[this.int(0, items.length - 1)]!;
  /** True in so many cases of ten. */
  times = (ofTen: number): boolean => this.int(1, 10) <= ofTen;
  some = <Item>(items: readonly Item[]): Item[] => items.filter(() => this.times(5));
  maybe = <Value>(ofTen: number, value: () => Value): Value | undefined =>
    this.times(ofTen) ? value() : undefined;
}

/** What a generator of fast-check is drawn from. */
export const drawing = fc.gen().map((next) => new Draw(next));

const text = (fr: string) => ({ fr });
const LETTERS = ['a', 'b', 'c', 'd'];
const TYPES = [
  'short-text',
  'long-text',
  'number',
  'email',
  'telephone',
  'postal-code',
  'web-address',
  'date',
  'time',
  'single-choice',
  'multiple-choice',
  'image-choice',
  'yes-no',
  'scale',
  'recommendation',
  'matrix',
  'matrix-scale',
  'ranking',
  'points',
  'pairwise',
  'texts',
  'group',
  'file',
  'consent',
  'place',
  'information',
  'hidden',
  'calculated',
] as const satisfies readonly QuestionType[];
const MEMBERS = [
  'short-text',
  'number',
  'date',
  'single-choice',
  'multiple-choice',
  'yes-no',
  'scale',
] as const;

/** A survey of any kinds of questions and conditions, which `cq apply` would take but for what is dead in it. */
export function anySurvey(draw: Draw): SurveyDefinition {
  const before: Question[] = [];
  let made = 0;
  const pages = Array.from({ length: draw.int(1, 4) }, (_, index) => {
    // A page's own condition stands before its first question.
    const showIf = draw.maybe(2, () => anyCondition(draw, before));
    const questions = Array.from({ length: draw.int(1, 4) }, () => {
      const question = anyQuestion(draw, `q${made++}`, draw.of(TYPES), before);
      before.push(parsed(question));
      return question;
    });
    return {
      id: `p${index}`,
      title: text('Page'),
      questions,
      showIf,
      pinned: draw.maybe(3, () => true),
      order: draw.maybe(4, () => 'random'),
      next: draw.maybe(3, () => anyWays(draw, index, before)),
    };
  });
  const last = pages.length;
  const survey = {
    kind: 'survey',
    pages: pages.map((page) => ({
      ...page,
      next: page.next?.filter((one) => 'end' in one || Number(one.page.slice(1)) < last),
    })),
    endings: [{ id: 'fin', title: text('Fin'), message: text('Fin'), keep: draw.times(5) }],
    order: draw.maybe(3, () => 'random'),
    onePerPage: draw.maybe(2, () => true),
    quotas: draw.maybe(2, () => [{ id: 'quota', if: anyCondition(draw, before), limit: 3, end: 'fin' }]),
  };
  return acceptable(survey);
}

/** Without what an order at random forbids. */
function acceptable(survey: { order?: unknown; pages: { order?: unknown }[] }): SurveyDefinition {
  const definition = SurveyDefinition.parse(JSON.parse(JSON.stringify(survey)));
  const wrong = checkSurvey(definition).filter(({ code }) => code !== 'dead');
  if (wrong.length === 0) return definition;
  if (wrong.some(({ code }) => code !== 'depends-on-random'))
    throw new Error(JSON.stringify({ wrong, survey }, null, 1));
  // The survey's own order first: those of its pages may do without it.
  if (survey.order) return acceptable({ ...survey, order: undefined });
  return acceptable({ ...survey, pages: survey.pages.map((page) => ({ ...page, order: undefined })) });
}

const parsed = (question: object): Question =>
  SurveyDefinition.parse({
    kind: 'survey',
    pages: [{ id: 'p', title: text('p'), questions: [JSON.parse(JSON.stringify(question))] }],
  }).pages[0]!.questions[0]!;

function anyWays(draw: Draw, page: number, before: Question[]) {
  const ways = Array.from({ length: draw.int(1, 2) }, () => ({
    if: anyCondition(draw, before),
    ...(draw.times(4) ? { end: 'fin' } : { page: `p${page + draw.int(1, 2)}` }),
  }));
  return ways as ({ if?: Condition; end: string } | { if?: Condition; page: string })[];
}

function anyQuestion(
  draw: Draw,
  id: string,
  type: QuestionType,
  before: Question[],
  isMember = false,
): object {
  const condition = (ofTen: number) => draw.maybe(ofTen, () => anyCondition(draw, before));
  const piped = before.filter(isPipable);
  const label = draw.maybe(piped.length > 0 ? 4 : 0, () => `${id} {{${draw.of(piped).id}}}`) ?? id;
  const pinned = isMember || ['hidden', 'calculated'].includes(type) ? undefined : draw.maybe(2, () => true);
  const base = { id, type, label: text(label), showIf: condition(4), pinned };
  const asked = { ...base, required: draw.times(3), requiredIf: condition(1), enableIf: condition(1) };
  const options = (more: (letter: string) => object = () => ({})) =>
    LETTERS.map((letter) => ({
      id: letter,
      label: text(letter),
      showIf: condition(1),
      pinned: draw.maybe(2, () => true),
      ...more(letter),
    }));
  const order = draw.maybe(3, () => 'random');
  const ends = { minLabel: text('min'), maxLabel: text('max') };
  const sources = before.filter(({ type: one }) => /^(single|multiple|image)-choice$|^ranking$/.test(one));
  const source = isMember ? undefined : draw.maybe(3, () => sources.at(-1))?.id;
  const optionsFrom = source && { question: source, which: draw.of(['chosen', 'not-chosen', 'offered']) };
  // Names of options that are carried on are not a question's own too.
  const own = (more?: (letter: string) => object) =>
    optionsFrom
      ? options(more)
          .slice(draw.of([0, 2, 4]))
          .map((option) => ({ ...option, id: `${option.id}-${id}` }))
      : options(more);
  switch (type) {
    case 'short-text':
    case 'long-text':
      return { ...asked, maxLength: draw.of([3, 50]), minLength: draw.maybe(2, () => 2) };
    case 'number':
      return {
        ...asked,
        min: draw.maybe(5, () => 0),
        max: draw.maybe(5, () => 9),
        decimals: draw.of([0, 1]),
      };
    case 'postal-code':
      return { ...asked, part: draw.of(['whole', 'area']) };
    case 'date':
      return { ...asked, min: draw.maybe(5, () => '2026-02-01'), max: draw.maybe(5, () => '2026-08-01') };
    case 'time':
      return { ...asked, min: draw.maybe(3, () => '09:00') };
    case 'single-choice':
      return { ...asked, order, optionsFrom, options: own(), other: draw.times(3) };
    case 'multiple-choice':
      return {
        ...asked,
        order,
        optionsFrom,
        options: own((letter) => (letter === 'd' ? { exclusive: true } : {})),
        other: draw.times(3),
        max: draw.maybe(3, () => 2),
      };
    case 'image-choice':
      return {
        ...asked,
        order,
        multiple: draw.times(5),
        options: options(() => ({
          image: { src: 'https://exemple.test/a.png', alt: text('a'), width: 1, height: 1 },
        })),
      };
    case 'yes-no':
      return { ...asked, unsure: draw.times(3) };
    case 'scale':
      return { ...asked, ...ends, min: draw.of([0, 1]), max: draw.of([3, 5]) };
    case 'matrix':
      return { ...asked, order, rows: options(), columns: plain(), multiple: draw.times(5) };
    case 'matrix-scale':
      return { ...asked, ...ends, order, rows: options() };
    case 'ranking':
      return { ...asked, order, optionsFrom, options: own(), best: draw.maybe(5, () => 2) };
    case 'points':
      return { ...asked, order, optionsFrom, options: own(), total: 10 };
    case 'pairwise':
      return { ...asked, options: plain(), pairs: draw.maybe(5, () => 2), equal: draw.times(5) };
    case 'texts':
      return {
        ...asked,
        fields: ['a', 'b'].map((letter) => ({ id: letter, label: text(letter), maxLength: 5 })),
      };
    case 'group': {
      const inside: Question[] = [...before];
      const questions = MEMBERS.slice(0, draw.int(1, MEMBERS.length)).map((_, index) => {
        const member = anyQuestion(draw, `${id}-m${index}`, draw.of(MEMBERS), inside, true);
        inside.push(parsed(member));
        return member;
      });
      return { ...asked, item: text('x'), questions, min: draw.of([0, 1]), max: draw.of([1, 3]) };
    }
    case 'file':
      return { ...asked, maxFiles: draw.of([1, 2]) };
    case 'place':
      return {
        ...asked,
        options: draw.maybe(5, plain),
        map: draw.maybe(5, () => ({
          tiles: 'https://exemple.test/{z}/{x}/{y}.png',
          attribution: text('a'),
          latitude: 46,
          longitude: -71,
        })),
      };
    case 'information':
      return { id, type, showIf: base.showIf, pinned, text: text('x') };
    case 'hidden':
      return { ...base, prefill: { parameter: 'x' }, maxLength: 5 };
    case 'calculated':
      return { ...base, value: anyExpression(draw, before, 3) };
    default:
      return asked;
  }
}

const plain = () => LETTERS.map((letter) => ({ id: letter, label: text(letter) }));

const TODAY = { today: true } as const;
const BOUNDS = ['atLeast', 'atMost', 'above', 'below'] as const;

/** A condition of any form on any of the questions before. */
export function anyCondition(draw: Draw, before: readonly Question[], depth = 2): Condition {
  const inner = () => anyCondition(draw, before, depth - 1);
  if (depth > 0) {
    const shape = draw.int(1, 12);
    if (shape === 1) return { not: inner() };
    if (shape <= 3) return { all: [inner(), inner()] };
    if (shape <= 5) return { any: [inner(), inner()] };
    if (shape <= 7)
      return {
        compare: draw.of(['=', '!=', '<', '<=', '>', '>=']),
        left: anyExpression(draw, before, 2),
        right: anyExpression(draw, before, 1),
      };
  }
  const asked = before.filter(({ type }) => type !== 'information');
  if (asked.length === 0) return { compare: '>', left: TODAY, right: draw.of(['2000-01-01', '2100-01-01']) };
  const about = draw.of(asked);
  return anyAbout(draw, about);
}

function anyAbout(draw: Draw, about: Question): Condition {
  const question = about.id;
  if (draw.times(2)) return { question, answered: draw.times(5) };
  if ('options' in about && about.options?.length === 0) return { question, answered: true };
  const bound = (at: number | string, row?: string) =>
    ({ question, ...(row && { row }), [draw.of(BOUNDS)]: at }) as Condition;
  const option = () => {
    const { options } = about as { options: { id: string }[] };
    return draw.of(options).id;
  };
  const row = () => draw.of(cellNames(about));
  switch (about.type) {
    case 'short-text':
    case 'hidden':
      return { question, is: draw.of(['a', 'abc']) };
    case 'number':
    case 'scale':
    case 'recommendation':
      return draw.times(3) ? { question, is: draw.int(0, 5) } : bound(draw.int(0, 6));
    case 'date':
      return bound(draw.of(['2026-03-01', '2026-05-01']));
    case 'single-choice':
      return { question, is: about.other && draw.times(3) ? 'other' : option() };
    case 'multiple-choice':
    case 'ranking':
      return { question, contains: option() };
    case 'image-choice':
      return about.multiple ? { question, contains: option() } : { question, is: option() };
    case 'yes-no':
      return { question, is: draw.times(5) };
    case 'consent':
      return { question, is: true };
    case 'matrix':
      return about.multiple
        ? { question, row: row(), contains: draw.of(LETTERS) }
        : { question, row: row(), is: draw.of(LETTERS) };
    case 'matrix-scale':
    case 'points':
      return bound(draw.int(0, 6), row());
    case 'texts':
      return { question, row: row(), is: 'a' };
    case 'calculated':
      return draw.times(5) ? bound(draw.int(0, 6)) : { question, is: draw.of(['a', 3, true]) };
    default:
      return { question, answered: draw.times(5) };
  }
}

const ONE_VALUE =
  /^(short-text|number|date|single-choice|yes-no|scale|recommendation|hidden|calculated|consent)$/;

/** An expression of any form. */
export function anyExpression(draw: Draw, before: readonly Question[], depth: number): Expression {
  const inner = () => anyExpression(draw, before, depth - 1);
  const named = before.filter(({ type }) => type !== 'information');
  const simple = [
    () => draw.int(-2, 12),
    () => draw.of(['a', 'abc', '2026-05-01']),
    () => TODAY,
    () => {
      const single = named.filter(({ type }) => ONE_VALUE.test(type));
      return single.length > 0 ? { answer: draw.of(single).id } : 1;
    },
    () => (named.length > 0 ? { count: draw.of(named).id } : 1),
    () => {
      const rows = named.filter(({ type }) => type === 'points' || type === 'matrix-scale');
      return rows.length > 0 ? { total: draw.of(rows).id } : 1;
    },
    () => {
      const texts = named.filter(({ type }) => /text$|^single-choice$|^hidden$|^calculated$/.test(type));
      return texts.length > 0 ? { length: draw.of(texts).id } : 1;
    },
    () => {
      const cells = named.filter((one) => cellNames(one).length > 0);
      const one = cells.at(-1);
      return one ? { answer: one.id, row: draw.of(cellNames(one)) } : 1;
    },
  ];
  if (depth <= 0 || draw.times(4)) return draw.of(simple)();
  return draw.of<() => Expression>([
    () => ({ add: [inner(), inner()] }),
    () => ({ multiply: [inner(), inner()] }),
    () => ({ subtract: [inner(), inner()] }),
    () => ({ divide: [inner(), inner()] }),
    () => ({ least: [inner(), inner()] }),
    () => ({ greatest: [inner(), inner()] }),
    () => ({ round: inner(), decimals: draw.int(0, 2) }),
    () => ({ daysFrom: inner(), to: inner() }),
    () => ({ yearsFrom: inner(), to: inner() }),
    () => ({ plusDays: inner(), days: inner() }),
    () => ({ if: anyCondition(draw, before, 1), then: inner(), else: inner() }),
    () => ({ join: [inner(), inner()] }),
  ])();
}

/** What somebody might enter: mostly what is asked, at times what is not. */
export function anyEntered(draw: Draw, definition: SurveyDefinition): Record<string, Entered> {
  const all = questionsIn(definition);
  return Object.fromEntries(
    all.flatMap((question): [string, Entered][] =>
      draw.times(8) ? [[question.id, enteredFor(draw, question, optionsOf(question, all))]] : [],
    ),
  );
}

/** All options that a question may offer, carried ones too. */
function optionsOf(question: Question, all: readonly Question[]): string[] {
  const own = 'options' in question ? (question.options ?? []).map(({ id }) => id) : [];
  if (!('optionsFrom' in question) || !question.optionsFrom) return own;
  const { question: from } = question.optionsFrom;
  return [
    ...own,
    ...optionsOf(
      all.find(({ id }) => id === from)!,
      all,
    ),
  ];
}

function enteredFor(draw: Draw, question: Question, options: string[]): Entered {
  const odd = draw.times(1);
  const several = () => draw.some(options);
  const cells = (of: () => string | string[]) =>
    Object.fromEntries(cellNames(question).flatMap((name) => (draw.times(8) ? [[name, of()]] : [])));
  switch (question.type) {
    case 'number':
      return { text: odd ? draw.of(['-0', 'x', '1e9', '12,75', '١']) : String(draw.int(0, 6)) };
    case 'email':
      return { text: odd ? 'a@b' : ' a@b.ca ' };
    case 'telephone':
      return { text: odd ? '12' : '(418) 555-0199' };
    case 'postal-code':
      return { text: odd ? 'x' : draw.of(['g1r2b5', 'G1R']) };
    case 'web-address':
      return { text: odd ? 'a b' : 'exemple.ca' };
    case 'date':
      return { text: odd ? '2026-02-30' : draw.of(['2026-03-01', '2026-04-15', '2026-06-30']) };
    case 'time':
      return { text: odd ? '25 h' : draw.of(['9 h', '14 h 30', '8:05']) };
    case 'single-choice':
      return {
        chosen: [odd ? 'x' : question.other && draw.times(3) ? 'other' : draw.of(options)],
        other: 'mot',
      };
    case 'multiple-choice':
      return {
        chosen: odd ? [...several(), 'other'] : several().slice(0, question.max),
        other: draw.of(['mot', '']),
      };
    case 'image-choice':
      return { chosen: question.multiple ? several() : [draw.of(options)] };
    case 'yes-no':
      return { chosen: [draw.of(odd ? ['unsure'] : ['yes', 'no'])] };
    case 'scale':
    case 'recommendation':
      return { chosen: [String(odd ? 99 : draw.int(1, 3))] };
    case 'matrix':
      return {
        cells: cells(() => (question.multiple ? draw.some(LETTERS) : draw.of(odd ? ['x'] : LETTERS))),
      };
    case 'matrix-scale':
      return { cells: cells(() => String(draw.int(odd ? 0 : 1, 5))) };
    case 'ranking':
      return { chosen: several().slice(0, question.best) };
    case 'points':
      return { cells: odd ? cells(() => '1') : { [options[0]!]: '4', [draw.of(options.slice(1))]: '6' } };
    case 'pairwise':
      return {
        cells: draw.of<Record<string, string>>([
          { 'a:b': 'a' },
          { 'a:b': 'a', 'c:d': 'equal' },
          { 'a:b': 'c' },
        ]),
      };
    case 'texts':
      return { cells: cells(() => draw.of(['a', 'abc', ' ', odd ? 'abcdef' : 'b'])) };
    case 'group':
      return {
        members: Array.from({ length: draw.int(0, odd ? 4 : question.max) }, () =>
          Object.fromEntries(
            question.questions.flatMap((member): [string, Entered][] =>
              draw.times(8) ? [[member.id, enteredFor(draw, member, optionsOf(member, []))]] : [],
            ),
          ),
        ),
      };
    case 'file':
      return {
        files: [
          { file: '3f2b8c1e-5a7d-4e9f-8b6c-1d2e3f4a5b6c', name: draw.of(['a.pdf', 'a.exe']), size: 10 },
        ],
      };
    case 'consent':
      return { chosen: draw.of([[], ['yes']]) };
    case 'place':
      return {
        text: draw.of(['', '1, rue X']),
        chosen: question.options && draw.times(5) ? [draw.of(options)] : [],
        ...(question.map && draw.times(5) && { point: { latitude: 46, longitude: -71 } }),
      };
    default:
      return {
        text: odd ? draw.of(['x'.repeat(60), '\ud800', '\u200b']) : draw.of(['a', 'abc', 'mot', ' ']),
      };
  }
}
