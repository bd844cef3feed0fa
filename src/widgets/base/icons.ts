import { svg, html, type TemplateResult } from 'lit';

const drawings = {
  check: svg`<path d="m5 13 4 4L19 7"/>`,
  cross: svg`<path d="M6 6l12 12M18 6 6 18"/>`,
  alert: svg`<path d="M12 3 2 21h20zM12 10v5m0 2v1"/>`,
  clock: svg`<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 3"/>`,
  up: svg`<path d="M12 20V5m-6 6 6-6 6 6"/>`,
  down: svg`<path d="M12 4v15m6-6-6 6-6-6"/>`,
  dash: svg`<path d="M5 12h14"/>`,
  flag: svg`<path d="M5 21V4h13l-3 4 3 4H5"/>`,
  reply: svg`<path d="m9 7-5 5 5 5m-5-5h11q5 0 5 6"/>`,
};

export type IconName = keyof typeof drawings;

/** A drawing beside words that say the same: assistive technology does not meet it. */
export function icon(name: IconName): TemplateResult {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true">${drawings[name]}</svg>`;
}
