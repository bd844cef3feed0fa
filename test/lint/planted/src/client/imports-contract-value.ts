import { rule } from '../contract/rule.js';
export const bad = rule;
