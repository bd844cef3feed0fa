import type { Next, SurveyDefinition, SurveyPage } from '../contract/survey.js';
import { compares, value } from './arithmetic.js';
import { addLogic, holds } from './conditions.js';
import type { Known } from './kinds.js';
import { offeredBy, stillOffered } from './offered.js';
import { prefilled } from './prefill.js';
import { shuffled } from './random-order.js';

addLogic({ value, compares, inOrder: shuffled, offered: offeredBy, stillOffered, prefilled, next });

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
