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
  | 'survey-logic';

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
  calculated: 'survey-logic',
};

/** From how many options on a list has a search rather than radio buttons. */
export const LONG_LIST = 16;

/** Whether a single choice is a list with a search. */
export function isLongList(question: Extract<Question, { type: 'single-choice' }>): boolean {
  return question.display === 'list' || (!question.display && question.options.length >= LONG_LIST);
}

/** The parts that a survey needs: known before it is shown, so that they are asked for at once. */
export function partsOf({ pages, quotas = [] }: SurveyDefinition): SurveyPart[] {
  const parts = new Set<SurveyPart>();
  const conditions = [
    ...quotas.map((quota) => quota.if),
    ...pages.flatMap(({ showIf, next = [] }) => [showIf, ...next.map((one) => one.if)]),
  ];
  for (const question of pages.flatMap(({ questions }) => questions)) {
    const part = PART_OF[question.type];
    if (part) parts.add(part);
    if (question.type === 'single-choice' && isLongList(question)) parts.add('survey-choices');
    conditions.push(...conditionsOf(question));
    if (question.type === 'group') conditions.push(...question.questions.flatMap(conditionsOf));
  }
  if (conditions.some((condition) => condition !== undefined && compares(condition)))
    parts.add('survey-logic');
  return [...parts];
}

function conditionsOf(question: Question): (Condition | undefined)[] {
  const own = 'requiredIf' in question ? [question.requiredIf, question.enableIf] : [];
  const listed = 'options' in question ? question.options : 'rows' in question ? question.rows : [];
  return [question.showIf, ...own, ...(listed ?? []).map((option) => option.showIf)];
}

function compares(condition: Condition): boolean {
  if ('all' in condition) return condition.all.some(compares);
  if ('any' in condition) return condition.any.some(compares);
  return 'not' in condition ? compares(condition.not) : 'compare' in condition;
}
