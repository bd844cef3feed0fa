import type { Thing } from '../contract/thing.js'; export const ok = (t: Thing) => t.id;
