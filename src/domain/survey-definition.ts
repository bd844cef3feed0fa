import type { Condition, Question, SurveyDefinition, SurveyPage } from '../contract/survey.js';
import {
  checkCondition,
  checkExpression,
  firstOf,
  isPipable,
  missing,
  type Names,
  type SurveyError,
  unknown,
} from './condition-check.js';
import { deadIn } from './liveness.js';
import { pipedIn } from './piping.js';
import { checkQuestion } from './question-check.js';
import { isPinned } from './random-order.js';

export type { SurveyError } from './condition-check.js';

/** What a survey's definition does wrong beyond the shape of its fields, where, and why. */
export function checkSurvey(definition: SurveyDefinition): SurveyError[] {
  const { errors } = new Check(definition);
  // What is dead can be told only where all names mean something.
  return errors.length > 0 ? errors : deadIn(definition);
}

/** Where a question stands: its page's place and its own. */
interface Place {
  question: Question;
  page: number;
  index: number;
}

class Check {
  readonly errors: SurveyError[] = [];
  private readonly places = new Map<string, Place>();

  constructor(private readonly definition: SurveyDefinition) {
    const { pages } = definition;
    this.readNames();
    pages.forEach((page, index) => this.checkPage(page, index));
    this.checkEnds();
  }

  private readNames(): void {
    const { pages, sections = [], endings = [], quotas = [] } = this.definition;
    pages.forEach(({ questions }, page) =>
      questions.forEach((question, index) => {
        const own = `/pages/${page}/questions/${index}`;
        this.claim(question.id, { question, page, index }, `${own}/id`);
        if (question.type === 'group')
          // A member's questions are named from within the group alone, and nowhere twice.
          question.questions.forEach(({ id }, inner) =>
            this.claim(id, undefined, `${own}/questions/${inner}/id`),
          );
      }),
    );
    for (const [list, pointer] of [
      [pages, '/pages'],
      [sections, '/sections'],
      [endings, '/endings'],
      [quotas, '/quotas'],
    ] as const) {
      const ids = list.map(({ id }) => id);
      ids.forEach((id, index) => {
        if (ids.indexOf(id) < index) this.refuse(`${pointer}/${index}/id`, 'duplicate');
      });
    }
  }

  private readonly claimed = new Set<string>();
  private claim(id: string, place: Place | undefined, pointer: string): void {
    // Every object has a `constructor`, and answers are kept in one.
    if (id === 'constructor') this.refuse(pointer, 'not-a-name');
    if (this.claimed.has(id)) return this.refuse(pointer, 'duplicate');
    this.claimed.add(id);
    if (place) this.places.set(id, place);
  }

  private checkPage(page: SurveyPage, index: number): void {
    const pointer = `/pages/${index}`;
    const names = this.namesAt(index, -1);
    this.condition(page.showIf, `${pointer}/showIf`, names);
    this.pipes(page, ['title', 'description'], pointer, names);
    const sections = idsOf(this.definition.sections);
    if (page.section !== undefined && !sections.includes(page.section))
      this.errors.push(unknown('section', page.section, `${pointer}/section`, sections));
    page.questions.forEach((question, place) =>
      this.checkQuestion(question, `${pointer}/questions/${place}`, this.namesAt(index, place)),
    );
    this.checkNext(page, index);
  }

  private checkQuestion(question: Question, pointer: string, names: Names & { inGroup?: true }): void {
    this.errors.push(...checkQuestion(question, pointer));
    this.condition(question.showIf, `${pointer}/showIf`, names);
    if ('requiredIf' in question) this.condition(question.requiredIf, `${pointer}/requiredIf`, names);
    if ('enableIf' in question) this.condition(question.enableIf, `${pointer}/enableIf`, names);
    if (question.type === 'calculated')
      this.errors.push(...firstOf(checkExpression(question.value, `${pointer}/value`, names)));
    for (const list of ['options', 'rows'] as const) {
      const items = (question as Partial<Record<typeof list, { showIf?: Condition }[]>>)[list];
      items?.forEach(({ showIf }, index) =>
        this.condition(showIf, `${pointer}/${list}/${index}/showIf`, names),
      );
    }
    this.pipes(question, ['label', 'hint', 'title', 'text'], pointer, names);
    if (names.inGroup) {
      // What is carried on is the survey's alone: each member would need its own.
      if ('optionsFrom' in question && question.optionsFrom)
        this.refuse(`${pointer}/optionsFrom`, 'does-not-fit');
    } else this.checkCarried(question, pointer, names);
    if (question.type !== 'group') return;
    question.questions.forEach((member, index) => {
      const inside = question.questions.slice(0, index);
      this.checkQuestion(member, `${pointer}/questions/${index}`, {
        before: (name) => inside.find(({ id }) => id === name) ?? names.before(name),
        later: (name) => (question.questions.some(({ id }) => id === name) ? 'cycle' : names.later(name)),
        all: () => [...idsOf(inside), ...names.all()],
        inGroup: true,
      });
    });
  }

  /** Options are carried on from a question of choices alone, and none is called as one of the question's own. */
  private checkCarried(question: Question, pointer: string, names: Names): void {
    if (!('optionsFrom' in question) || !question.optionsFrom) return;
    const own = `${pointer}/optionsFrom/question`;
    const source = names.before(question.optionsFrom.question);
    if (!source) this.errors.push(...missing(question.optionsFrom.question, own, names));
    else if (!['single-choice', 'multiple-choice', 'image-choice', 'ranking'].includes(source.type))
      this.refuse(own, 'does-not-fit');
    else if ('options' in source && source.options) {
      const theirs = new Set(source.options.map(({ id }) => id));
      question.options.forEach(({ id }, index) => {
        if (theirs.has(id)) this.refuse(`${pointer}/options/${index}/id`, 'duplicate');
      });
    }
  }

  /** Ways on lead to later pages, and every page that is jumped over alone may be missed. */
  private checkNext(page: SurveyPage, index: number): void {
    const { pages, endings = [], order } = this.definition;
    const names = this.namesAt(index + 1, -1);
    page.next?.forEach((next, place) => {
      const pointer = `/pages/${index}/next/${place}`;
      this.condition(next.if, `${pointer}/if`, names);
      if (order === 'random') this.refuse(pointer, 'depends-on-random');
      if (next.if === undefined && place < page.next!.length - 1) this.refuse(pointer, 'ends-the-list');
      if ('end' in next) {
        this.ending(next.end, pointer, endings);
        return;
      }
      const target = pages.findIndex(({ id }) => id === next.page);
      if (target < 0)
        this.errors.push(unknown('page', next.page, `${pointer}/page`, idsOf(pages.slice(index + 1))));
      else if (target <= index) this.refuse(`${pointer}/page`, 'cycle');
    });
  }

  private checkEnds(): void {
    const { pages, quotas = [], endings = [] } = this.definition;
    const names = this.namesAt(pages.length, -1);
    quotas.forEach((quota, index) => {
      this.condition(quota.if, `/quotas/${index}/if`, names);
      this.ending(quota.end, `/quotas/${index}`, endings);
    });
  }

  private ending(name: string, pointer: string, endings: readonly { id: string }[]): void {
    const ids = idsOf(endings);
    if (!ids.includes(name)) this.errors.push(unknown('ending', name, `${pointer}/end`, ids));
  }

  /** What may be named at a place: a page's own conditions stand before its first question. */
  private namesAt(page: number, index: number): Names {
    const earlier = (name: string): 'before' | ReturnType<Names['later']> => {
      const place = this.places.get(name);
      if (!place) return this.claimed.has(name) ? 'inside-group' : undefined;
      const { pages, order } = this.definition;
      const [list, random, from, to] =
        place.page === page
          ? [pages[page]!.questions, pages[page]!.order === 'random', place.index, index]
          : [pages, order === 'random' && page < pages.length, place.page, page];
      if (!random) return from < to ? 'before' : 'cycle';
      if (to < 0) return 'cycle';
      return comesBefore(list, from, to) ? 'before' : 'depends-on-random';
    };
    return {
      before: (name) => (earlier(name) === 'before' ? this.places.get(name)!.question : undefined),
      later: (name) => {
        const found = earlier(name);
        return found === 'before' ? undefined : found;
      },
      all: () => [...this.places.keys()].filter((name) => earlier(name) === 'before'),
    };
  }

  private condition(condition: Condition | undefined, pointer: string, names: Names): void {
    this.errors.push(...firstOf(checkCondition(condition, pointer, names)));
  }

  /** Texts take up answers to earlier questions alone. */
  private pipes(of: object, fields: string[], pointer: string, names: Names): void {
    for (const field of fields) {
      const text = (of as Record<string, { fr?: string; en?: string } | undefined>)[field];
      for (const language of ['fr', 'en'] as const) {
        const own = `${pointer}/${field}/${language}`;
        const errors = pipedIn(text?.[language] ?? '').flatMap((name): SurveyError[] => {
          const question = names.before(name);
          if (!question) return missing(name, own, names);
          return isPipable(question) ? [] : [{ pointer: own, code: 'does-not-fit' }];
        });
        this.errors.push(...firstOf(errors));
      }
    }
  }

  private refuse(pointer: string, code: string): void {
    this.errors.push({ pointer, code });
  }
}

const idsOf = (items: readonly { id: string }[] = []) => items.map(({ id }) => id);

/** Whether one item of a list in random order comes before another in every order: pinned ones keep their place. */
function comesBefore(list: readonly object[], from: number, to: number): boolean {
  const loose = list.flatMap((item, index) => (isPinned(item) ? [] : [index]));
  const last = isPinned(list[from]!) ? from : loose.at(-1)!;
  const first = isPinned(list[to]!) ? to : loose[0]!;
  return last < first;
}
