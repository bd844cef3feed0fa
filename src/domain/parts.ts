import type { Condition, Question, SurveyDefinition } from '../contract/survey.js';

/** What a survey may need beside what every survey has, by the name of the file that brings it. */
export type SurveyPart =
  | 'survey-choices'
  | 'survey-matrix'
  | 'survey-ranking'
  | 'survey-texts'
  | 'survey-group'
  | 'survey-file'
  | 'survey-place'
  | 'survey-logic'
  | 'survey-time';

const PART_OF: Partial<Record<Question['type'], SurveyPart>> = {
  'image-choice': 'survey-choices',
  matrix: 'survey-matrix',
  'matrix-scale': 'survey-matrix',
  ranking: 'survey-ranking',
  points: 'survey-ranking',
  pairwise: 'survey-ranking',
  texts: 'survey-texts',
  group: 'survey-group',
  file: 'survey-file',
  place: 'survey-place',
};

/** From how many options on a list has a search rather than radio buttons. */
export const LONG_LIST = 16;

/** Whether a single choice is a list with a search. */
export function isLongList(question: Extract<Question, { type: 'single-choice' }>): boolean {
  return question.display === 'list' || (!question.display && question.options.length >= LONG_LIST);
}

/** The parts that a survey needs: known before it is shown, so that they are asked for at once. */
export function partsOf(definition: SurveyDefinition): SurveyPart[] {
  const { pages, quotas, order, timeLimit } = definition;
  const parts = new Set<SurveyPart>(timeLimit ? ['survey-time'] : []);
  const questions = pages.flatMap((page) => page.questions);
  for (const question of questions) {
    const part = PART_OF[question.type];
    if (part) parts.add(part);
    if (question.type === 'single-choice' && isLongList(question)) parts.add('survey-choices');
  }
  const isInvolved =
    quotas !== undefined ||
    order === 'random' ||
    pages.some((page) => page.next || page.order === 'random' || compares(page.showIf)) ||
    questions.some(asksLogic);
  if (isInvolved) parts.add('survey-logic');
  return [...parts];
}

function asksLogic(question: Question): boolean {
  if (question.type === 'calculated' || question.type === 'pairwise' || compares(question.showIf))
    return true;
  if (question.type === 'group' && question.questions.some(asksLogic)) return true;
  if ('prefill' in question && question.prefill) return true;
  if ('requiredIf' in question && (compares(question.requiredIf) || compares(question.enableIf))) return true;
  if (
    ('order' in question && question.order === 'random') ||
    ('optionsFrom' in question && question.optionsFrom)
  )
    return true;
  const listed = 'options' in question ? question.options : 'rows' in question ? question.rows : [];
  return listed?.some(({ showIf }) => showIf) ?? false;
}

/** Whether a condition compares what must be worked out. */
function compares(condition: Condition | undefined): boolean {
  if (!condition) return false;
  if ('all' in condition) return condition.all.some(compares);
  if ('any' in condition) return condition.any.some(compares);
  return 'not' in condition ? compares(condition.not) : 'compare' in condition;
}
