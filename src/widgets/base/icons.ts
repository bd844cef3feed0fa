import { html, type TemplateResult } from 'lit';

/** Lines of 2 px on a square of 24. */
const drawings = {
  check: 'm5 13 4 4L19 7',
  alert: 'M12 3 2 21h20zM12 10v5m0 2v1',
  clock: 'M3 12a9 9 0 1 0 18 0 9 9 0 0 0-18 0m9-5v5l3 3',
  up: 'M12 20V5m-6 6 6-6 6 6',
  down: 'M12 4v15m6-6-6 6-6-6',
  dash: 'M5 12h14',
  flag: 'M5 21V4h13l-3 4 3 4H5',
  reply: 'm9 7-5 5 5 5m-5-5h11q5 0 5 6',
};

export type IconName = keyof typeof drawings;

/** A drawing beside words that say the same: assistive technology does not meet it. */
export function icon(name: IconName): TemplateResult {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${drawings[name]} /></svg>`;
}
