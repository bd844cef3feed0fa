import { BY_HAND_CHECKS } from './around/by-hand.js';
import { FOCUS_CHECKS } from './around/citizen.js';
import { LOADING_CHECKS } from './around/loading.js';
import { LIFE_CHECKS } from './around/life.js';
import type { Check } from './check.js';

/** What the page around must not notice. */
export const AROUND_CHECKS: readonly Check[] = [
  ...LOADING_CHECKS,
  ...FOCUS_CHECKS,
  ...LIFE_CHECKS,
  ...BY_HAND_CHECKS,
];
