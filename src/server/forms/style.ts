/** The forms, beside the platform's own style. */
export const FORM_CSS = `
h2 { overflow-wrap: anywhere } main { overflow-wrap: anywhere }
.stack > * + * { margin-top: 24px } .stack > .row { margin-top: 24px }
.row { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; margin: 16px 0 } .row.sections { align-items: end }
.field { max-width: 45em } .field-error { padding-left: 16px; border-left: 4px solid var(--error) }
fieldset { min-width: 0; margin: 0; padding: 0; border: 0 }
label, legend, dt { display: block; padding: 0; font-weight: 600 }
legend { float: left; width: 100% } legend + * { clear: both }
.hint, .error-message { display: block; margin-top: 4px } .hint { color: var(--muted); font-size: 14px; line-height: 20px; font-weight: 400 }
.error-message { color: var(--error); font-weight: 600; font-size: 14px; line-height: 20px }
.input { display: block; width: 100%; min-height: 56px; margin-top: 8px; padding: 8px 12px; border: 1px solid var(--border); background: var(--background); color: inherit; font: inherit }
.input.short { max-width: 12em } .input[aria-invalid] { border: 2px solid var(--error) } textarea.input { resize: vertical }
.input:focus { border-color: var(--primary); outline: 3px solid var(--focus); outline-offset: 0 }
.choice { display: flex; gap: 12px; min-height: 44px; padding: 10px 0; font-weight: 400; cursor: pointer }
.choice input { flex: none; width: 24px; height: 24px; margin: 0; accent-color: var(--primary) }
.other { margin: 0 0 8px 36px } .date { display: flex; flex-wrap: wrap; gap: 16px; margin-top: 8px } .date label { font-weight: 400 } .date .input { width: auto; max-width: 100%; margin-top: 4px }
.button, .link { font: inherit; cursor: pointer }
.button { display: inline-flex; align-items: center; justify-content: center; min-height: 56px; padding: 8px 24px; border: 2px solid var(--primary); background: var(--primary); color: var(--on-primary); font-weight: 600 }
.button:hover { border-color: var(--hover); background: var(--hover) }
.secondary { background: none; color: var(--primary) } .secondary:hover { background: var(--pale); color: var(--hover) }
.secondary[aria-pressed='true'] { background: var(--primary); color: var(--on-primary) }
.compact { min-height: 44px; padding: 4px 16px }
.link, .way:not(form), summary { display: inline-flex; align-items: center; min-height: 44px } .link { padding: 0; border: 0; background: none; color: var(--primary); text-align: left; text-decoration: underline }
.link:hover { color: var(--hover); text-decoration-thickness: 2px } summary { display: list-item; padding: 10px 0; color: var(--primary); cursor: pointer }
form.way { display: inline-block; margin: 0 }
.notice { margin: 16px 0; padding: 16px; border-left: 4px solid var(--primary); background: var(--pale) } .notice > :first-child, .summary > :first-child { margin-top: 0 } .notice > :last-child { margin-bottom: 0 }
.notice h2, .summary h2 { font-size: 18px } .notice a, .notice .link { color: inherit }
.notice-error { border-color: var(--error); background: var(--error-pale) } .notice-warning { border-color: var(--warning); background: var(--warning-pale) } .notice-success { border-color: var(--success); background: var(--success-pale) }
.summary { margin: 16px 0; padding: 16px; border: 2px solid var(--error) } .summary ul { margin: 0; padding-left: 1.5em } .summary li { padding: 6px 0 }
.prose { white-space: pre-line; margin: 8px 0 } .item { margin: 16px 0; padding: 16px; border: 1px solid var(--line) } .item h2, .item h3 { margin: 0 0 4px; font-size: 18px }
.item .row { margin: 8px 0 0 } .items { margin: 0; padding: 0; list-style: none } dd { margin: 0 0 16px } .answers > div { padding: 8px 0; border-bottom: 1px solid var(--line) } .answers dd { margin: 0 }
.fold[open] .more, .fold:not([open]) .less, .prose:has(+ .fold[open]) .more { display: none }
.trap { position: absolute; left: -9999px; width: 1px; height: 1px; overflow: hidden }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
ul.files { margin: 8px 0 0; padding: 0; list-style: none } .files li { padding: 8px 0; border-bottom: 1px solid var(--line) }
progress { width: 100%; max-width: 45em; height: 8px; accent-color: var(--primary) }
.consent { padding: 16px; border: 1px solid var(--border) } .closed { padding-left: 16px; border-left: 4px dotted var(--line) } .closed label, .closed legend { color: var(--muted) }
.rich > * { margin: 8px 0 } .rich h3, .rich h4, .rich h5 { font-size: 16px }
.pictures .choices { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 200px), 1fr)); gap: 16px; margin-top: 8px } .pictures .choice { padding: 12px; border: 1px solid var(--border) } .pictures img { display: block; max-width: 100%; height: auto; margin-top: 8px }
.receipt-number { overflow-wrap: anywhere }
@media (min-width: 480px) { .scale { display: flex; flex-wrap: wrap; align-items: end; gap: 4px } .scale .choice { flex-direction: column-reverse; align-items: center; gap: 4px; min-width: 44px } .scale .end { padding: 12px 8px } }
@media (max-width: 479px) { .button:not(.compact) { width: 100% } .compact { flex: auto; padding-inline: 8px } }
@media (forced-colors: active) { .notice { border: 2px solid } .button[aria-pressed='true'] { forced-color-adjust: none; background: Highlight; color: HighlightText } }
@media print { .button, .link, form.way { display: none } }
@supports selector(::details-content) { @media print { .fold summary, .prose:has(+ .fold) .more { display: none } .fold::details-content { display: block; block-size: auto; content-visibility: visible } } }
`;
