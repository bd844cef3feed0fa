import type { Condition, Question, SurveyDefinition } from '../contract/survey.js';
import type { LocalizedText } from '../contract/text.js';

/** What a survey may need beside what every survey has, by the name of the file that brings it. */
export type SurveyPart =
  | 'survey-choices'
  | 'survey-date'
  | 'survey-fields'
  | 'survey-matrix'
  | 'survey-ranking'
  | 'survey-shares'
  | 'survey-texts'
  | 'survey-group'
  | 'survey-file'
  | 'survey-place'
  | 'survey-logic'
  | 'survey-time';

const PART_OF: Partial<Record<Question['type'], SurveyPart>> = {
  date: 'survey-date',
  telephone: 'survey-fields',
  'postal-code': 'survey-fields',
  'web-address': 'survey-fields',
  time: 'survey-fields',
  recommendation: 'survey-fields',
  consent: 'survey-fields',
  'image-choice': 'survey-choices',
  matrix: 'survey-matrix',
  'matrix-scale': 'survey-matrix',
  ranking: 'survey-ranking',
  points: 'survey-shares',
  pairwise: 'survey-shares',
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

/** Whether a text has marks of Markdown, which plain text would not show as well. */
export function hasMarkdown(text: LocalizedText | undefined): boolean {
  return text !== undefined && Object.values(text).some((one) => MARKS.test(one));
}
const MARKS = /[*_\\]|\]\(|^ *(?:#{1,3}|[-+]|\d{1,3}[.)]) /m;

/** The parts that a survey needs: known before it is shown, so that they are asked for at once. */
export function partsOf(definition: SurveyDefinition): SurveyPart[] {
  const { pages, quotas, order, timeLimit, endings = [] } = definition;
  const parts = new Set<SurveyPart>(timeLimit ? ['survey-time'] : []);
  const texts = [...pages.map(({ description }) => description), ...endings.map(({ message }) => message)];
  const questions = pages.flatMap((page) => page.questions);
  for (const question of [...questions, ...questions.flatMap(membersOf)]) {
    const part = PART_OF[question.type] ?? (isElaborate(question) ? 'survey-fields' : undefined);
    if (part) parts.add(part);
    if (question.type === 'single-choice' && isLongList(question)) parts.add('survey-choices');
    if (question.type === 'information') texts.push(question.text);
  }
  if (texts.some(hasMarkdown)) parts.add('survey-fields');
  const isInvolved =
    quotas !== undefined ||
    order === 'random' ||
    JSON.stringify(definition).includes('{{') ||
    pages.some((page) => page.next || page.order === 'random' || compares(page.showIf)) ||
    questions.some(asksLogic);
  if (isInvolved) parts.add('survey-logic');
  return [...parts];
}

const membersOf = (question: Question): Question[] => (question.type === 'group' ? question.questions : []);

/** Up to how many steps a scale has both its ends beside it. */
export const FEW_STEPS = 7;

/** Whether a question of a common kind has what few of them have. */
export function isElaborate(question: Question): boolean {
  if ('enableIf' in question && question.enableIf) return true;
  if (question.type === 'scale') {
    const { display = 'numbers', labels, min, max } = question;
    return display !== 'numbers' || !!labels || max - min >= FEW_STEPS;
  }
  return (
    question.type === 'multiple-choice' &&
    (!!question.min || !!question.max || question.options.some(({ exclusive }) => exclusive))
  );
}

function asksLogic(question: Question): boolean {
  if (question.type === 'calculated' || question.type === 'pairwise' || compares(question.showIf))
    return true;
  if (membersOf(question).some(asksLogic)) return true;
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

/**
 * The survey as far as its first view goes, for whoever begins: its first page alone, unless another may come first, or
 * the page around fills in what others ask. What works answers out concerns the whole survey.
 */
export function firstViewOf(definition: SurveyDefinition): SurveyDefinition {
  const [first] = definition.pages;
  const isPlain = !definition.order && !first?.showIf && !partsOf(definition).includes('survey-logic');
  return isPlain && first ? { ...definition, pages: [first] } : definition;
}
