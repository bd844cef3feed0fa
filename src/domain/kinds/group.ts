import type { Answer, Member, MemberAnswer, MemberQuestion } from '../../contract/survey.js';
import { checkAnswer, keptAnswer } from '../answers.js';
import { holds, maybeLogic } from '../conditions.js';
import type { AllEntered } from '../entered.js';
import {
  addKind,
  type Known,
  kindOf,
  type Of,
  offersNothing,
  type RuleBroken,
  WRONG_TYPE,
} from '../kinds.js';

/** A member of a group as it is shown: the questions that its answers and those before the group show. */
export interface ShownMember {
  questions: (MemberQuestion & { disabled?: boolean })[];
  /** Those of its answers that count, with all that stand before. */
  known: Known;
}

/** What is shown of one member: as `follow` does for the survey, with its own answers beside those before the group. */
export function followMember({ questions }: Of<'group'>, member: Member, outer: Known): ShownMember {
  const known: Known = {
    answers: { ...outer.answers },
    // Asked for where something hangs on it, as in the survey around.
    get today() {
      return outer.today;
    },
  };
  const isMet = (condition: MemberQuestion['showIf']) => condition === undefined || holds(condition, known);
  const shown = questions.flatMap((question): ShownMember['questions'] => {
    if (!isMet(question.showIf)) return [];
    const logic = maybeLogic();
    const offered = (logic?.offered(question, known, 0, new Map()) ??
      question) as ShownMember['questions'][0];
    if (offersNothing(offered)) return [];
    const required = question.required || (question.requiredIf !== undefined && isMet(question.requiredIf));
    const asked = required === question.required ? offered : { ...offered, required };
    if (!isMet(question.enableIf)) return [{ ...asked, disabled: true }];
    const given = Object.hasOwn(member, question.id) ? member[question.id] : undefined;
    const left = given === undefined || !logic ? given : logic.stillOffered(asked, question, given);
    const kept = keptAnswer(asked, left, known);
    if (kept !== undefined) known.answers[question.id] = kept;
    return [asked];
  });
  return { questions: shown, known };
}

/** What was entered for one member, as answers. */
export function readMember({ questions }: Of<'group'>, entered: AllEntered): Member {
  return Object.fromEntries(
    questions.flatMap((question): [string, MemberAnswer][] => {
      const own = entered[question.id];
      const answer = own && kindOf(question.type).read(question, own);
      return answer === undefined ? [] : [[question.id, answer as MemberAnswer]];
    }),
  );
}

const membersOf = (answer: Answer): Member[] | undefined =>
  Array.isArray(answer) && answer.every((one) => typeof one === 'object' && one !== null)
    ? answer
    : undefined;

/** How many members a group has at least, once it is answered. */
export const leastOf = ({ min, required }: Of<'group'>): number => Math.max(min, required ? 1 : 0);

addKind('group', {
  // The members that must be there are on the page already: what is left open in them is told there.
  missing: (question, known) =>
    [...Array(leastOf(question)).keys()].flatMap((index) => checkMember(question, {}, index, known)),
  read(question, { members = [] }) {
    return members.length > 0 ? members.map((member) => readMember(question, member)) : undefined;
  },
  enter: ({ questions }, answer) => ({
    members: (membersOf(answer) ?? []).map((member) =>
      Object.fromEntries(
        questions.flatMap((question) => {
          const own = member[question.id];
          return own === undefined ? [] : [[question.id, kindOf(question.type).enter(question, own)]];
        }),
      ),
    ),
  }),
  check(question, answer, known) {
    const members = membersOf(answer);
    if (!members) return [WRONG_TYPE];
    const { max } = question;
    if (members.length > max) return [{ code: 'too-many-members', limit: max }];
    // A group that is not required may be left empty; one that was begun has as many members as it asks for.
    const least = leastOf(question);
    if (members.length < least) return [{ code: 'too-few-members', limit: least }];
    return members.flatMap((member, index) => checkMember(question, member, index, known));
  },
  keep(question, answer, known) {
    const members = membersOf(answer);
    // What is no list of members stays, for `check` to refuse: it would be gone without a word.
    if (!members) return answer;
    return members.map((member) => {
      const { questions, known: own } = followMember(question, member, known);
      return Object.fromEntries(
        questions.flatMap(({ id, disabled }): [string, MemberAnswer][] => {
          const kept = disabled ? undefined : own.answers[id];
          return kept === undefined ? [] : [[id, kept as MemberAnswer]];
        }),
      );
    });
  },
});

function checkMember(question: Of<'group'>, member: Member, index: number, known: Known): RuleBroken[] {
  const shown = followMember(question, member, known);
  return shown.questions.flatMap((one) =>
    one.disabled
      ? []
      : checkAnswer(one, shown.known.answers[one.id], shown.known).map((broken) => ({
          ...broken,
          at: [index, one.id],
        })),
  );
}
