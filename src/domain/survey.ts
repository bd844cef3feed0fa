import type {
  Answers,
  Condition,
  Ending,
  Question,
  SurveyDefinition,
  SurveyPage,
} from '../contract/survey.js';
import { keptAnswer, type RuleBroken } from './answers.js';
import './common-kinds.js';
import { holds, maybeLogic, type OfferedSoFar, theLogic } from './conditions.js';
import { isAsked, type Known, offersNothing } from './kinds.js';

export { type Asked, isAsked } from './kinds.js';

/** One answer that was refused, and the rule that it broke. */
export interface AnswerError extends RuleBroken {
  /** JSON Pointer into what was sent: `/answers/age`, `/answers/avis/bus`, `/answers/menage/0/age`. */
  pointer: string;
  question: string;
}

/** A question as one participant meets it: what it offers them, whether it is required of them, or closed to them. */
export type ShownQuestion = Question & { disabled?: boolean };

/** A page that is shown, with those of its questions that are. */
export interface ShownPage {
  page: SurveyPage;
  questions: ShownQuestion[];
}

/** What one response's way through a survey hangs on, beside its answers. */
export interface Circumstances {
  /** The day in Québec on which it was begun. */
  begun: string;
  /** 32 random bits: what orders at random come from. */
  seed: number;
  /** The quotas that are full. */
  full?: readonly string[] | undefined;
}

/** A response's way through a survey. */
export interface Course {
  /** What is shown, page by page, up to the end that the answers lead to. */
  pages: ShownPage[];
  /** What counts of the answers: those to questions that are shown and enabled, and what is calculated from them. */
  answers: Answers;
  /** The day on which it was begun. */
  today: string;
  /** The end before the last page that they lead to. */
  ending: Ending | undefined;
}

/**
 * What is shown, given the answers: one pass in the participant's order, since whatever hangs on a question stands
 * after it. A hidden question counts as unanswered, so what depends on it is hidden with it. A page without a question
 * to show is not shown.
 */
export function follow(definition: SurveyDefinition, answers: Answers, circumstances: Circumstances): Course {
  const way = new Way(definition, answers, circumstances);
  const { order, pages } = definition;
  for (const page of order === 'random' ? theLogic().inOrder(pages, circumstances.seed, '') : pages) {
    way.meet(page);
    if (way.ended) break;
  }
  // The day stays a getter: what asks for it may never be met.
  return Object.assign(way.known, { pages: way.pages, ending: way.ending });
}

class Way {
  readonly pages: ShownPage[] = [];
  readonly known: Known;
  ended = false;
  ending: Ending | undefined;
  /** The page that the one before leads to: those between are not shown. */
  private awaited: string | undefined;
  private readonly offered: OfferedSoFar = new Map();

  constructor(
    private readonly definition: SurveyDefinition,
    private readonly given: Answers,
    private readonly circumstances: Circumstances,
  ) {
    this.known = {
      answers: {},
      get today() {
        return circumstances.begun;
      },
    };
  }

  meet(page: SurveyPage): void {
    if (this.awaited !== undefined && this.awaited !== page.id) return;
    this.awaited = undefined;
    if (!this.isMet(page.showIf)) return;
    const inOrder =
      page.order === 'random'
        ? theLogic().inOrder(page.questions, this.circumstances.seed, page.id)
        : page.questions;
    const questions = inOrder.map((question) => this.ask(question)).filter((one) => one !== undefined);
    if (!questions.some(isSeen)) return;
    this.pages.push(
      ...(this.definition.onePerPage ? theLogic().oneByOne(page, questions) : [{ page, questions }]),
    );
    this.leave(page);
  }

  private isMet(condition: Condition | undefined): boolean {
    return condition === undefined || holds(condition, this.known);
  }

  /** The question as it is shown, once its answer is known to those after it; nothing where it is hidden or offers nothing. */
  private ask(question: Question): ShownQuestion | undefined {
    if (!this.isMet(question.showIf)) return undefined;
    const { answers } = this.known;
    if (question.type === 'calculated') {
      const value = theLogic().value(question.value, this.known);
      if (value !== undefined) answers[question.id] = value;
      return question;
    }
    const logic = maybeLogic();
    let shown: ShownQuestion =
      logic?.offered(question, this.known, this.circumstances.seed, this.offered) ?? question;
    if (offersNothing(shown)) return undefined;
    if (isAsked(question)) {
      if (!question.required && question.requiredIf && this.isMet(question.requiredIf))
        shown = { ...shown, required: true } as ShownQuestion;
      // A closed question takes no answer, whatever was answered before it closed.
      if (!this.isMet(question.enableIf)) return { ...shown, disabled: true };
    }
    const given = Object.hasOwn(this.given, question.id) ? this.given[question.id] : undefined;
    const left = given === undefined || !logic ? given : logic.stillOffered(shown, question, given);
    const kept = keptAnswer(shown, left, this.known);
    if (kept !== undefined) answers[question.id] = kept;
    return shown;
  }

  private leave(page: SurveyPage): void {
    const { definition, circumstances, known } = this;
    const next = maybeLogic()?.next(page, definition, circumstances.full ?? [], known);
    if (!next) return;
    this.ended = 'end' in next;
    if ('end' in next) this.ending = definition.endings?.find(({ id }) => id === next.end);
    else this.awaited = next.page;
  }
}

/** Whether a question takes place on the page: what is hidden or calculated does not. */
function isSeen({ type }: Question): boolean {
  return type !== 'hidden' && type !== 'calculated';
}
