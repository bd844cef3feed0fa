import { asJson } from './json.js';
import type { Question, SurveyDefinition } from '../contract/survey.js';
import type { LocalizedText } from '../contract/text.js';
import { questionsIn } from './kinds.js';

/** What a survey may need beside what every survey has, by the name of the file that brings it. */
export type SurveyPart =
  | 'survey-choices'
  | 'survey-date'
  | 'survey-fields'
  | 'survey-matrix'
  | 'survey-ranking'
  | 'survey-group'
  | 'survey-file'
  | 'survey-place'
  | 'survey-logic';

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
  points: 'survey-ranking',
  pairwise: 'survey-ranking',
  texts: 'survey-group',
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
  const { pages, endings = [] } = definition;
  const parts = new Set<SurveyPart>();
  const texts = [...pages.map(({ description }) => description), ...endings.map(({ message }) => message)];
  const questions = questionsIn({ pages });
  for (const question of [...questions, ...questions.flatMap(membersOf)]) {
    const part = PART_OF[question.type];
    if (part) parts.add(part);
    if (isElaborate(question)) parts.add('survey-fields');
    if (question.type === 'single-choice' && isLongList(question)) parts.add('survey-choices');
    if (question.type === 'information') texts.push(question.text);
  }
  if (texts.some(hasMarkdown)) parts.add('survey-fields');
  if (LOGIC.test(asJson(definition)) || questions.some(filters)) parts.add('survey-logic');
  return [...parts];
}

/** What only logic works out, as JSON has it: a quotation mark inside a text has a stroke before it, and is not meant. */
const LOGIC =
  /"(?:compare|optionsFrom|order|next|quotas|prefill|timeLimit|onePerPage)":|"type":"(?:calculated|pairwise)"|\{\{/;

const membersOf = (question: Question): Question[] => (question.type === 'group' ? question.questions : []);

/** Up to how many steps a scale has both its ends beside it. */
export const FEW_STEPS = 7;

/** Whether a question has what few of its kind have. */
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

/** Whether a question, or one of a group's, offers some of its options under conditions. */
function filters(question: Question): boolean {
  const listed = 'options' in question ? question.options : 'rows' in question ? question.rows : [];
  return listed?.some(({ showIf }) => showIf) || membersOf(question).some(filters);
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
