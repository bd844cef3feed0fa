import { ok } from '../domain/good.js';
export const bad = ok;
