import type {
  Answer,
  Answers,
  Condition,
  Ending,
  Member,
  MemberAnswer,
  Question,
  SurveyDefinition,
  SurveyPage,
} from '../contract/survey.js';
import { holds } from './conditions.js';
import { followMember } from './kinds/group.js';
import type { Known, Of } from './kinds.js';
import type { Course, ShownQuestion } from './survey.js';
import { isEmpty } from './text-rules.js';

/** Why an answer that was given does not count. */
export type WhyLeft =
  | { why: 'question-hidden' | 'page-hidden' | 'closed'; unless: Condition }
  | { why: 'after-end'; ending: Ending }
  /** An earlier page leads past this one. */
  | { why: 'passed-over' }
  /** These options, or rows; all of them where none is named. */
  | { why: 'not-offered'; names: string[] }
  | { why: 'calculated' };

/** An answer, or a part of one, that was given and does not count. */
export type LeftOut = WhyLeft & {
  /** JSON Pointer, as an `AnswerError`'s. */
  pointer: string;
  question: string;
  /** A member's number and its question. */
  at?: [number, string];
};

/**
 * What of the answers that were given is not in those that count. The element tells people as they fill in that a question
 * is gone; whoever keys in what stands on a sheet is told here.
 */
export function leftOut(definition: SurveyDefinition, given: Answers, course: Course): LeftOut[] {
  const shown = new Map(course.pages.flatMap(({ questions }) => questions.map((one) => [one.id, one])));
  const met = new Set(course.pages.map(({ page }) => page.id.split('.', 1)[0]));
  const lastMet = definition.pages.findLastIndex(({ id }) => met.has(id));
  return definition.pages.flatMap((page, index) =>
    page.questions.flatMap((question): LeftOut[] => {
      const answer = Object.hasOwn(given, question.id) ? given[question.id] : undefined;
      if (answer === undefined || isEmpty(answer)) return [];
      const place = { pointer: `/answers/${question.id}`, question: question.id };
      const kept = course.answers[question.id];
      if (question.type === 'calculated') return kept === answer ? [] : [{ ...place, why: 'calculated' }];
      if (kept !== undefined || shown.get(question.id)?.type === 'group')
        return partsLeft(shown.get(question.id) ?? question, answer, kept, course).map((part) => ({
          ...place,
          ...part,
          pointer: [place.pointer, ...(part.at ?? [])].join('/'),
        }));
      const { ending } = course;
      if (!met.has(page.id) && ending && index > lastMet) return [{ ...place, why: 'after-end', ending }];
      const why = whyHidden(page, question, shown.get(question.id), course);
      if (why) return [{ ...place, ...why }];
      if (!met.has(page.id)) return [{ ...place, why: 'passed-over' }];
      const names = shown.has(question.id) ? namesLeft(answer, undefined) : [];
      return [{ ...place, why: 'not-offered', names }];
    }),
  );
}

function whyHidden(
  page: SurveyPage,
  question: Question,
  shown: ShownQuestion | undefined,
  course: Course,
): WhyLeft | undefined {
  const { showIf } = question;
  const enableIf = 'enableIf' in question ? question.enableIf : undefined;
  if (page.showIf && !holds(page.showIf, course)) return { why: 'page-hidden', unless: page.showIf };
  if (showIf && !holds(showIf, course)) return { why: 'question-hidden', unless: showIf };
  return shown?.disabled && enableIf ? { why: 'closed', unless: enableIf } : undefined;
}

function partsLeft(
  question: ShownQuestion,
  answer: Answer,
  kept: Answer | undefined,
  known: Known,
): (WhyLeft & { at?: [number, string] })[] {
  if (question.type === 'group') {
    if (question.disabled && question.enableIf) return [{ why: 'closed', unless: question.enableIf }];
    return Array.isArray(answer)
      ? (answer as Member[]).flatMap((member, index) => membersLeft(question, member, index, known))
      : [];
  }
  const names = namesLeft(answer, kept);
  return names.length > 0 ? [{ why: 'not-offered', names }] : [];
}

/** The options that were chosen and do not count, or the rows. */
function namesLeft(answer: Answer | MemberAnswer, kept: Answer | undefined): string[] {
  if (Array.isArray(answer)) {
    const counts = new Set<unknown>(Array.isArray(kept) ? kept : []);
    return (answer as unknown[]).filter((one): one is string => typeof one === 'string' && !counts.has(one));
  }
  if (typeof answer !== 'object') return kept === undefined ? [String(answer)] : [];
  return Object.keys(answer).filter((name) => !Object.hasOwn((kept ?? {}) as object, name));
}

function membersLeft(question: Of<'group'>, member: Member, index: number, outer: Known) {
  if (typeof member !== 'object' || member === null) return [];
  const { questions, known } = followMember(question, member, outer);
  return question.questions.flatMap((one): (WhyLeft & { at: [number, string] })[] => {
    const answer = Object.hasOwn(member, one.id) ? member[one.id] : undefined;
    if (answer === undefined || isEmpty(answer)) return [];
    const at: [number, string] = [index, one.id];
    const shown = questions.find(({ id }) => id === one.id);
    if (!shown && one.showIf && !holds(one.showIf, known))
      return [{ at, why: 'question-hidden', unless: one.showIf }];
    if (shown?.disabled && one.enableIf) return [{ at, why: 'closed', unless: one.enableIf }];
    const names = shown ? namesLeft(answer, known.answers[one.id]) : [];
    return shown && names.length === 0 ? [] : [{ at, why: 'not-offered', names }];
  });
}
