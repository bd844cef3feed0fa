import { css } from 'lit';

/**
 * The look that all elements share. What a widget's template may use:
 *
 * - layout: `.stack` (16 px apart), `.row` (side by side, wraps), `.card` (a framed item), `.visually-hidden`
 * - text: `h2`, `h3`, `h4`, `.lead`, `.muted`, `.prose` (a citizen's plain text: keeps blank lines, wraps long words)
 * - actions: `.button` with `.secondary`, `.compact`; `.link` for a button that looks like a link
 * - forms: made by the functions of `forms.ts`
 * - messages: `.notice` with `.notice-error`, `.notice-warning`, `.notice-success`
 *
 * Each `--cq-*` property may be set by the page, else the government design system's `--qc-*` counts where the page
 * has it. Colours follow the page's own `color-scheme`: a page that is light only stays light on a dark device, and
 * `color-scheme: dark` on the element alone darkens it alone.
 *
 * Nothing of the page is inherited inside `.widget`; what the page puts in the element (the fallback) is outside it
 * and keeps the page's look. Sizes are in px or em, since the page's `rem` may be anything.
 */
export const base = css`
  :host {
    display: block;
    --_background: var(--cq-background, var(--qc-color-background, light-dark(#fff, #121519)));
    --_text: var(--cq-text, var(--qc-color-text-primary, light-dark(#223654, #d7d8dd)));
    --_muted: var(--cq-text-secondary, var(--qc-color-grey-dark, light-dark(#4e5662, #b4b9c3)));
    --_primary: var(--cq-primary, var(--qc-color-blue-piv, light-dark(#095797, #72b2eb)));
    --_hover: var(--cq-primary-hover, var(--qc-color-blue-medium, light-dark(#19406c, #a8d0f3)));
    --_on-primary: var(--cq-on-primary, light-dark(#fff, #121519));
    --_visited: var(--cq-visited, var(--qc-color-purple, light-dark(#6b4fa1, #b9a3e3)));
    --_border: var(--cq-field-border, var(--qc-color-formfield-border, light-dark(#6b778a, #8f9bae)));
    --_line: var(--cq-separator, var(--qc-color-grey-light, light-dark(#c5cad2, #3b4351)));
    --_pale: var(--cq-surface, var(--qc-color-grey-pale, light-dark(#f1f1f2, #1e232b)));
    --_focus: var(--cq-focus, var(--qc-color-link-focus-outline, light-dark(#4a98d9, #72b2eb)));
    --_error: var(--cq-error, var(--qc-color-red-regular, light-dark(#cb381f, #f26049)));
    --_error-pale: var(--cq-error-background, light-dark(#ffdbd6, #3d1a15));
    --_success: var(--cq-success, var(--qc-color-green-regular, light-dark(#4f813d, #7fb86a)));
    --_success-pale: var(--cq-success-background, light-dark(#d7f0bb, #1d2e15));
    --_warning: var(--cq-warning, var(--qc-color-yellow-regular, light-dark(#e0ad03, #f0c53a)));
    --_warning-pale: var(--cq-warning-background, light-dark(#f8e69a, #35290a));
    --_font: var(--cq-font, var(--qc-font-family-content, 'Open Sans', system-ui, sans-serif));
    --_heading: var(--cq-font-heading, var(--qc-font-family-header, Roboto, system-ui, sans-serif));
  }
  :host([hidden]) {
    display: none;
  }
  /* How wide the element would be by itself, at most and at least: the container below says nothing of it, and would be
     0 px wide where the page asks (in a table's cell, a dialog, a flexible row, afloat). */
  :host::before {
    content: '- - - - -';
    display: block;
    block-size: 0;
    overflow: hidden;
    visibility: hidden;
    white-space: normal;
    word-spacing: 150px;
  }
  .widget {
    all: initial;
    display: block;
    color-scheme: inherit;
    visibility: inherit;
    direction: ltr;
    unicode-bidi: isolate;
    user-select: text;
    position: relative;
    container: cq-widget / inline-size;
    background: var(--_background);
    color: var(--_text);
    font: 16px/1.5 var(--_font);
    overflow-wrap: anywhere;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  h2,
  h3,
  h4,
  h5,
  h6,
  p,
  ul,
  ol,
  dl,
  dd,
  form,
  fieldset {
    margin: 0;
    padding: 0;
  }
  h2,
  h3,
  h4,
  h5,
  h6 {
    font: 700 22px/32px var(--_heading);
  }
  h3,
  .lead {
    font-size: 18px;
    line-height: 28px;
  }
  h4 {
    font-size: 16px;
    line-height: 24px;
  }
  [role='list'] {
    list-style: none;
  }
  ul:not([role]),
  ol:not([role]) {
    padding-inline-start: 1.5em;
  }
  .muted {
    color: var(--_muted);
    font-size: 14px;
    line-height: 20px;
  }
  .prose {
    white-space: pre-line;
  }
  .stack > * + * {
    margin-block-start: 16px;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    align-items: center;
  }
  .card {
    border: 1px solid var(--_line);
    padding: 16px;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  svg {
    inline-size: 1.25em;
    block-size: 1.25em;
    flex: none;
    vertical-align: -0.25em;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
  }
  a,
  .link {
    color: var(--_primary);
    text-decoration: underline;
  }
  a:visited {
    color: var(--_visited);
  }
  a:hover,
  .link:hover {
    color: var(--_hover);
    text-decoration-thickness: 2px;
  }
  button,
  input,
  textarea,
  select {
    margin: 0;
    font: inherit;
    color: inherit;
  }
  button,
  summary {
    cursor: pointer;
  }
  .button {
    display: inline-flex;
    gap: 8px;
    align-items: center;
    justify-content: center;
    min-block-size: 56px;
    padding: 8px 24px;
    border: 2px solid;
    border-color: var(--_primary);
    border-radius: var(--cq-radius, 0);
    background: var(--_primary);
    color: var(--_on-primary);
    font-weight: 600;
    text-decoration: none;
  }
  .button:hover {
    border-color: var(--_hover);
    background: var(--_hover);
    color: var(--_on-primary);
  }
  .secondary {
    background: none;
    color: var(--_primary);
  }
  .secondary:hover {
    background: var(--_pale);
    color: var(--_hover);
  }
  .secondary[aria-pressed='true'] {
    background: var(--_primary);
    color: var(--_on-primary);
  }
  .compact {
    position: relative;
    min-block-size: 40px;
    padding: 4px 16px;
  }
  .compact::after {
    content: '';
    position: absolute;
    inset: -4px 0;
  }
  .link {
    display: inline-flex;
    gap: 6px;
    align-items: center;
    min-block-size: 44px;
    padding: 0;
    border: 0;
    background: none;
    text-align: start;
  }
  p .link {
    display: inline;
    min-block-size: 0;
    padding-block: 10px;
    margin-block: -10px;
  }
  .button[aria-disabled='true'] {
    border-color: var(--_line);
    background: var(--_pale);
    color: var(--_muted);
    cursor: progress;
  }
  :focus-visible {
    outline: 3px solid var(--_focus);
    outline-offset: 2px;
  }
  [tabindex='-1']:focus:not(:focus-visible) {
    outline: none;
  }
  label,
  .label {
    display: block;
    padding: 0;
    font-weight: 600;
  }
  .input {
    display: block;
    inline-size: 100%;
    min-block-size: 56px;
    margin-block-start: 8px;
    padding: 8px 12px;
    border: 1px solid;
    border-color: var(--_border);
    border-radius: var(--cq-radius, 0);
    background: var(--_background);
  }
  .input:focus {
    border-color: var(--_primary);
    outline: 3px solid var(--_focus);
    outline-offset: 0;
    box-shadow: inset 0 0 0 1px var(--_primary);
  }
  .field {
    max-inline-size: 45em;
  }
  .notice {
    padding: 16px;
    border-inline-start: 4px solid var(--_primary);
    background: var(--_pale);
  }
  .notice-error {
    border-color: var(--_error);
    background: var(--_error-pale);
  }
  .notice-warning {
    border-color: var(--_warning);
    background: var(--_warning-pale);
  }
  .notice-success {
    border-color: var(--_success);
    background: var(--_success-pale);
  }
  .notice :is(a, .link) {
    color: inherit;
  }
  .notice :focus-visible {
    outline-color: currentColor;
  }
  [part='stale'] {
    margin-block-end: 16px;
  }
  summary {
    min-block-size: 44px;
    padding-block: 10px;
    color: var(--_primary);
  }
  @container cq-widget (inline-size < 480px) {
    .button:not(.compact) {
      inline-size: 100%;
    }
    .compact {
      flex: auto;
      padding-inline: 8px;
    }
  }
  @media (forced-colors: active) {
    .button,
    .notice {
      border: 2px solid;
    }
    .button[aria-pressed='true'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
    .button[aria-disabled='true'] {
      color: GrayText;
    }
  }
  @media print {
    .button,
    .link {
      display: none;
    }
  }
`;
