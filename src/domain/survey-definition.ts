import { OTHER } from '../contract/limits.js';
import type { Condition, Question, SurveyDefinition } from '../contract/survey.js';

export interface SurveyError {
  /** JSON Pointer into the survey's definition. */
  pointer: string;
  code: string;
}

type Known = Map<string, Question>;

/** What a survey's definition does wrong beyond the shape of its fields, where, and why. */
export function checkSurvey({ pages }: SurveyDefinition): SurveyError[] {
  const errors: SurveyError[] = [];
  const all: Known = new Map(
    pages.flatMap((page) => page.questions.map((question) => [question.id, question])),
  );
  const before: Known = new Map();
  const pageIds = new Set<string>();
  pages.forEach((page, index) => {
    const pointer = `/pages/${index}`;
    if (pageIds.has(page.id)) errors.push({ pointer: `${pointer}/id`, code: 'duplicate' });
    pageIds.add(page.id);
    errors.push(...checkCondition(page.showIf, `${pointer}/showIf`, before, all));
    page.questions.forEach((question, place) => {
      const own = `${pointer}/questions/${place}`;
      if (before.has(question.id)) errors.push({ pointer: `${own}/id`, code: 'duplicate' });
      errors.push(
        ...checkCondition(question.showIf, `${own}/showIf`, before, all),
        ...checkQuestion(question, own),
      );
      before.set(question.id, question);
    });
  });
  return errors;
}

/**
 * A condition may name only questions that stand before it: there is then no cycle, and one pass decides what is shown.
 * One that names its own question or a later one is where a cycle would close.
 */
function checkCondition(
  condition: Condition | undefined,
  pointer: string,
  before: Known,
  all: Known,
): SurveyError[] {
  if (condition === undefined) return [];
  if ('all' in condition) return inner(condition.all, `${pointer}/all`, before, all);
  if ('any' in condition) return inner(condition.any, `${pointer}/any`, before, all);
  if ('not' in condition) return checkCondition(condition.not, `${pointer}/not`, before, all);
  const question = before.get(condition.question);
  if (!question) {
    return [
      { pointer: `${pointer}/question`, code: all.has(condition.question) ? 'cycle' : 'unknown-question' },
    ];
  }
  return fits(condition, question) ? [] : [{ pointer, code: 'does-not-fit' }];
}

function inner(conditions: Condition[], pointer: string, before: Known, all: Known): SurveyError[] {
  return conditions.flatMap((condition, index) =>
    checkCondition(condition, `${pointer}/${index}`, before, all),
  );
}

/** Whether the question could ever have an answer that the condition speaks of. */
function fits(
  condition: Exclude<Condition, { all: unknown } | { any: unknown } | { not: unknown }>,
  question: Question,
) {
  if ('answered' in condition) return question.type !== 'information';
  if ('contains' in condition)
    return question.type === 'multiple-choice' && offers(question, condition.contains);
  if ('is' in condition) {
    switch (question.type) {
      case 'single-choice':
        return typeof condition.is === 'string' && offers(question, condition.is);
      case 'yes-no':
        return typeof condition.is === 'boolean';
      case 'number':
      case 'scale':
        return typeof condition.is === 'number';
      case 'short-text':
      case 'date':
        return typeof condition.is === 'string';
      default:
        return false;
    }
  }
  const bound = 'atLeast' in condition ? condition.atLeast : condition.atMost;
  if (question.type === 'date') return typeof bound === 'string';
  return (question.type === 'number' || question.type === 'scale') && typeof bound === 'number';
}

function offers(question: Extract<Question, { options: unknown }>, option: string): boolean {
  return question.options.some(({ id }) => id === option) || (question.other && option === OTHER);
}

function checkQuestion(question: Question, pointer: string): SurveyError[] {
  const errors: SurveyError[] = [];
  if ('options' in question) {
    const seen = new Set<string>(question.other ? [OTHER] : []);
    question.options.forEach((option, index) => {
      if (seen.has(option.id)) errors.push({ pointer: `${pointer}/options/${index}/id`, code: 'duplicate' });
      seen.add(option.id);
    });
    if (question.type === 'multiple-choice' && (question.min ?? 1) > seen.size) {
      errors.push({ pointer: `${pointer}/min`, code: 'out-of-range' });
    }
  }
  const [least, most] = limitsOf(question);
  if (least !== undefined && most !== undefined && least > most) {
    errors.push({
      pointer: `${pointer}/${question.type.endsWith('text') ? 'minLength' : 'min'}`,
      code: 'above-maximum',
    });
  }
  return errors;
}

function limitsOf(question: Question): [string | number | undefined, string | number | undefined] {
  if (question.type === 'short-text' || question.type === 'long-text')
    return [question.minLength, question.maxLength];
  return 'min' in question || 'max' in question ? [question.min, question.max] : [undefined, undefined];
}
