import { two } from '../two/two.js';
export const bad = two;
