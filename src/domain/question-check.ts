import { EQUAL, OTHER } from '../contract/limits.js';
import type { Question } from '../contract/survey.js';
import type { SurveyError } from './condition-check.js';

/** What is wrong inside one question, whatever stands around it: names twice, limits that nothing could meet. */
export function checkQuestion(question: Question, pointer: string): SurveyError[] {
  return [
    ...checkNames(question, pointer),
    ...checkLimits(question, pointer),
    ...checkCounts(question, pointer),
    ...checkLabels(question, pointer),
  ];
}

/** The names of a list that stand there before, or that mean something else. */
function twice(items: readonly { id: string }[], pointer: string, taken: string[] = []): SurveyError[] {
  const seen = new Set(taken);
  return items.flatMap(({ id }, index) => {
    const error = seen.has(id) ? [{ pointer: `${pointer}/${index}/id`, code: 'duplicate' }] : [];
    seen.add(id);
    return error;
  });
}

function checkNames(question: Question, pointer: string): SurveyError[] {
  const errors: SurveyError[] = [];
  if ('options' in question && question.options) {
    const taken =
      'other' in question && question.other ? [OTHER] : question.type === 'pairwise' ? [EQUAL] : [];
    errors.push(...twice(question.options, `${pointer}/options`, taken));
  }
  if ('rows' in question) errors.push(...twice(question.rows, `${pointer}/rows`));
  if ('columns' in question) errors.push(...twice(question.columns, `${pointer}/columns`));
  if ('fields' in question) errors.push(...twice(question.fields, `${pointer}/fields`));
  return errors;
}

function checkLimits(question: Question, pointer: string): SurveyError[] {
  const isText = question.type === 'short-text' || question.type === 'long-text';
  const [least, most] = isText
    ? [question.minLength, question.maxLength]
    : 'min' in question || 'max' in question
      ? [question.min, question.max]
      : [];
  if (least === undefined || most === undefined || least <= most) return [];
  return [{ pointer: `${pointer}/${isText ? 'minLength' : 'min'}`, code: 'above-maximum' }];
}

/** Numbers of choices that the options do not allow. Options that are carried on are not counted here. */
function checkCounts(question: Question, pointer: string): SurveyError[] {
  const outOfRange = (name: string) => [{ pointer: `${pointer}/${name}`, code: 'out-of-range' }];
  switch (question.type) {
    case 'multiple-choice': {
      const most = question.options.filter(({ exclusive }) => !exclusive).length + (question.other ? 1 : 0);
      return !question.optionsFrom && (question.min ?? 1) > most ? outOfRange('min') : [];
    }
    case 'image-choice':
      return (question.min ?? 1) > question.options.length ? outOfRange('min') : [];
    case 'ranking':
      return !question.optionsFrom && (question.best ?? 1) > question.options.length
        ? outOfRange('best')
        : [];
    case 'place':
      return question.options || question.address || question.map ? [] : outOfRange('address');
    default:
      return [];
  }
}

function checkLabels(question: Question, pointer: string): SurveyError[] {
  if (question.type !== 'scale') return [];
  const { display, labels, min, max } = question;
  if (labels ? labels.length !== max - min + 1 : display === 'smileys')
    return [{ pointer: `${pointer}/labels`, code: 'a-word-for-each-step' }];
  // No star at all cannot be chosen.
  return display === 'stars' && min === 0 ? [{ pointer: `${pointer}/min`, code: 'out-of-range' }] : [];
}
