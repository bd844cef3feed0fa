import type { Next, Question, SurveyDefinition, SurveyPage } from '../contract/survey.js';
import { compares, value } from './arithmetic.js';
import { addLogic, holds } from './conditions.js';
import { isAsked, type Known } from './kinds.js';
import { offeredBy, stillOffered } from './offered.js';
import { shuffled } from './random-order.js';

addLogic({ value, compares, inOrder: shuffled, offered: offeredBy, stillOffered, oneByOne, next });

/** A full quota ends the way as soon as its condition is met: nobody fills in what could not be kept. */
function next(
  page: SurveyPage,
  { quotas }: SurveyDefinition,
  full: readonly string[],
  known: Known,
): Next | undefined {
  const reached = quotas?.find((quota) => full.includes(quota.id) && holds(quota.if, known));
  if (reached) return { end: reached.end };
  return page.next?.find((one) => one.if === undefined || holds(one.if, known));
}

/** Which question a page asks, where each has a page of its own, and of how many; undefined where it asks none. */
export function questionNumber(
  pages: readonly { questions: readonly Question[] }[],
  index: number,
): { at: number; count: number } | undefined {
  const asking = pages.filter(({ questions }) => questions.some(isAsked));
  const at = asking.indexOf(pages[index]!) + 1;
  return at > 0 ? { at, count: asking.length } : undefined;
}

function oneByOne(page: SurveyPage, questions: readonly Question[]) {
  const pages: { page: SurveyPage; questions: Question[] }[] = [];
  let together: Question[] = [];
  questions.forEach((question, index) => {
    together.push(question);
    if (!isAsked(question) && index < questions.length - 1) return;
    const seen = together.find(isAsked) ?? together.find(({ type }) => type === 'information');
    if (!seen) return;
    pages.push({ page: { ...page, id: `${page.id}.${seen.id}` }, questions: together });
    together = [];
  });
  return pages;
}
