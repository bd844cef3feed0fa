import type { Answers, Member, Question, SurveyDefinition } from '../contract/survey.js';
import { everOffered, type Listed } from './codebook-merge.js';
import { holds } from './conditions.js';
import { type Asked, type Known, type Of, questionsIn } from './kinds.js';
import { allPairs } from './kinds/pairwise.js';
import { followMember } from './kinds/group.js';
import { type Course, follow, isAsked, type ShownQuestion } from './survey.js';

/** What is kept of a response that its way hangs on. */
export interface KeptResponse {
  answers: Answers;
  /** The day in Québec on which it was begun, where that is known. */
  begun: () => string | undefined;
  /** The quotas in which it took a place; undefined where none was counted, as for paper. */
  quotas: readonly string[] | undefined;
}

/** A response's way through its survey, found again. */
export interface Retraced {
  /** The end before the last page; undefined where it came to the usual one. */
  ending: string | undefined;
  /** The full quota that led to this end. */
  quota: string | undefined;
  /**
   * What was not shown, or shown closed to answers, of what citizens are asked: questions (`velo`), and of those that
   * were shown, their options and rows (`notes.train`), pairs (`paires.a:b`) and members' questions (`menage.2.permis`).
   */
  notShown: ReadonlySet<string>;
}

/**
 * Finds the ways of responses to one version of a survey again, from their answers: what is hidden is never kept, so the
 * answers that are lead the same way. Gives undefined where a way hangs on a day that is not known, or would hide what
 * was answered: the response was then settled by other rules, those of a later version or of an earlier release.
 */
export function retracing(definition: SurveyDefinition): (kept: KeptResponse) => Retraced | undefined {
  if (!hangsOnAnswers(definition)) return () => ONE_WAY;
  const { quotas = [] } = definition;
  // Questions are looked for by their names: on which page they stood is of no account.
  const survey = { ...definition, onePerPage: undefined };
  const asked = questionsIn(definition)
    .filter(isAsked)
    .map((question) => ({
      question,
      offered: everOffered(question, definition),
      hasParts: 'options' in question || 'rows' in question || hangsOnAnswers(question),
    }));
  return ({ answers, begun, quotas: taken }) => {
    let isDayMissing = false;
    const today = () => {
      const day = begun();
      isDayMissing ||= day === undefined;
      return day ?? '';
    };
    const known: Known = {
      answers,
      get today() {
        return today();
      },
    };
    // Who was told that a quota is full, and ended there, takes no place in it.
    const full = taken
      ? quotas.filter((quota) => !taken.includes(quota.id) && holds(quota.if, known)).map(({ id }) => id)
      : [];
    const course = follow(survey, answers, {
      get begun() {
        return today();
      },
      seed: 0,
      full,
    });
    const notShown = new Set(notShownIn(asked, course));
    if (isDayMissing || Object.keys(answers).some((id) => !Object.hasOwn(course.answers, id)))
      return undefined;
    return { ending: course.ending?.id, quota: course.ending && full[0], notShown };
  };
}

interface AskedQuestion {
  question: Asked;
  /** Every option that it may offer. */
  offered: readonly Listed[];
  /** Whether parts of it may not be shown where it is. */
  hasParts: boolean;
}

/** Where nothing hangs on answers, everybody is shown everything: most surveys, and nothing to find again. */
const ONE_WAY: Retraced = { ending: undefined, quota: undefined, notShown: new Set() };

const WAYS = ['showIf', 'enableIf', 'optionsFrom', 'next', 'quotas', 'pairs'];

/** Whether anything in a definition says that not everybody is shown all of it. */
function hangsOnAnswers(part: object): boolean {
  return Object.entries(part).some(
    ([name, value]: [string, unknown]) =>
      value !== undefined &&
      (WAYS.includes(name) || (typeof value === 'object' && value !== null && hangsOnAnswers(value))),
  );
}

function notShownIn(asked: readonly AskedQuestion[], course: Course): string[] {
  const shown = new Map<string, ShownQuestion>();
  for (const { questions } of course.pages) for (const one of questions) shown.set(one.id, one);
  return asked.flatMap(({ question, offered, hasParts }) => {
    const { id } = question;
    const one = shown.get(id);
    if (!one || one.disabled) return [id];
    if (!hasParts) return [];
    const parts = partsNotShown(question, one, offered, id);
    if (question.type === 'group') return membersNotShown(question, course);
    return question.type === 'pairwise' ? [...parts, ...pairsNotShown(question, course)] : parts;
  });
}

type WithList = { options?: readonly Listed[] | undefined; rows?: readonly Listed[] };

/** The options and rows that a question did not offer. */
function partsNotShown(
  written: Question,
  shown: Question,
  offered: readonly Listed[],
  path: string,
): string[] {
  const { options, rows } = shown as WithList;
  const here = options ?? rows;
  if (!here) return [];
  const all = options ? offered : (written as WithList).rows!;
  if (all.length === here.length) return [];
  const ids = new Set(here.map(({ id }) => id));
  return all.flatMap(({ id }) => (ids.has(id) ? [] : `${path}.${id}`));
}

/** Each member is shown what its own answers lead to. */
function membersNotShown(group: Of<'group'>, course: Course): string[] {
  const members = (course.answers[group.id] ?? []) as Member[];
  return members.flatMap((member, index) => {
    const shown = new Map(followMember(group, member, course).questions.map((one) => [one.id, one]));
    return group.questions.flatMap((question) => {
      const path = `${group.id}.${index + 1}.${question.id}`;
      const one = shown.get(question.id);
      if (!one || one.disabled) return [path];
      return partsNotShown(question, one, 'options' in question ? question.options : [], path);
    });
  });
}

/** Where as many pairs were drawn as were compared, the others were not among them; else nobody knows which were. */
function pairsNotShown(question: Of<'pairwise'>, course: Course): string[] {
  const compared = (course.answers[question.id] ?? {}) as Record<string, unknown>;
  if (question.pairs === undefined || Object.keys(compared).length < question.pairs) return [];
  return allPairs(question).flatMap(({ name }) =>
    Object.hasOwn(compared, name) ? [] : `${question.id}.${name}`,
  );
}
