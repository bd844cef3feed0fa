import type { BrowserName } from './browsers.js';
import type { Stage } from './harness.js';

/** One thing that is true of the embed, beside the matrix. What it gives back is a measure, to be printed. */
export interface Check {
  name: string;
  browsers: readonly BrowserName[];
  run(stage: Stage, browser: BrowserName): Promise<string | void>;
}
