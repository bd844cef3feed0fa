import type { TemplateResult } from 'lit';
import type { SurveyDefinition } from '../../contract/survey.js';
import type { AllEntered } from '../../domain/entered.js';
import type { Clock, TimeLimit } from './parts/time-limit.js';
import type { CqSurvey } from './survey.js';

/** What a part does where a survey is begun: each puts its own in. */
export interface Beginnings {
  /** What the page around fills in. */
  prefilled?: (survey: CqSurvey) => AllEntered;
  /** Begins to count where the survey limits the time. */
  clock?: (survey: CqSurvey, clock?: Clock) => TimeLimit | undefined;
  /** Says beforehand that the time will be limited. */
  ahead?: (definition: SurveyDefinition) => TemplateResult | undefined;
}
export const beginnings: Beginnings = {};
