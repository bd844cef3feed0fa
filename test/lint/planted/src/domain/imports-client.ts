import { value } from '../client/value.js';
export const bad = value;
