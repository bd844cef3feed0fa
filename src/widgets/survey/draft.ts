import type { AllEntered } from '../../domain/entered.js';
import type { Circumstances } from '../../domain/survey.js';
import type { Kept } from './parts/keeping.js';
import type { Clock } from './parts/time-limit.js';

/** What of a survey is shown. */
export type Stage = 'page' | 'check' | 'ended' | 'saved' | 'receipt' | 'withdrawn';

/** What survives a reload: what was entered, and where. */
export interface SurveyDraft {
  entered: AllEntered;
  page: string;
  checking: boolean;
  /** Missing in what earlier releases kept. */
  circumstances?: Circumstances;
  clock?: Clock | undefined;
  keeping?: Kept;
}
