/** What the snippet builder adds to the platform's look, light and dark. */
export const BUILDER_CSS = `
:root { color-scheme: light dark; --ink: light-dark(#223654, #d7d8dd); --quiet: light-dark(#4e5662, #b4b9c3); --blue: light-dark(#095797, #72b2eb); --line: light-dark(#c5cad2, #3b4351); --field: light-dark(#6b778a, #8f9bae); --paper: light-dark(#fff, #121519); --pale: light-dark(#f1f1f2, #1e232b); --red: light-dark(#b32d17, #f28a78) }
body { color: var(--ink); background: var(--paper) } main { overflow-wrap: break-word } main a, footer a { color: var(--blue) } main a:hover, footer a:hover { color: var(--ink) }
.skip:focus { background: var(--paper); color: var(--blue) } footer { border-color: var(--line) }
header { background: light-dark(#095797, #19406c) }
fieldset { margin: 0 0 24px; padding: 16px; border: 1px solid var(--line); min-inline-size: 0 } legend { padding: 0 8px; font: 700 18px/1.25 Roboto, system-ui, sans-serif }
.fields { display: grid; gap: 16px 24px; grid-template-columns: repeat(auto-fill, minmax(min(240px, 100%), 1fr)); align-items: end } .field { margin: 0 0 8px }
label { font-weight: 600 } .field label { display: block; margin-bottom: 4px } .field .hint { margin-bottom: 4px }
.field input, select { inline-size: 100%; min-block-size: 44px; padding: 8px; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--field); border-radius: 0 } [aria-invalid=true] { border: 2px solid var(--red) }
.way { display: grid; grid-template-columns: auto 1fr; column-gap: 8px; align-items: center; min-block-size: 44px } .way input { inline-size: 20px; block-size: 20px; margin: 0; accent-color: var(--blue) } .way label { padding: 8px 0 } .way .hint { grid-column: 2 }
.hint { margin: 0 0 8px; color: var(--quiet); font-size: 14px; line-height: 20px } .error { margin: 4px 0 0; color: var(--red); font-weight: 600 } .error:empty { display: none }
.problem { margin: 16px 0 0; padding: 12px 16px; border: 1px solid var(--field); border-inline-start: 6px solid light-dark(#e0ad03, #f0c53a) }
button { min-block-size: 44px; padding: 8px 24px; font: 700 16px/1.25 Roboto, system-ui, sans-serif; color: var(--paper); background: var(--blue); border: 2px solid var(--blue); cursor: pointer } button:hover { background: var(--ink); border-color: var(--ink) }
.secondary { color: var(--blue); background: var(--paper) } .secondary:hover { color: var(--paper) } .actions { display: flex; flex-wrap: wrap; gap: 16px 24px; align-items: center } .actions a { padding: 10px 0 }
#status { min-block-size: 24px; margin: 0; font-weight: 600 }
iframe { display: block; inline-size: 100%; block-size: 640px; border: 1px solid var(--line); background: #fff }
.code { margin: 0 0 16px } pre { margin: 0 0 8px; padding: 16px; white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 2; font: 14px/1.5 ui-monospace, monospace; background: var(--pale); border: 1px solid var(--line) }
code { font-family: ui-monospace, monospace; font-size: 14px; overflow-wrap: anywhere }
details { border-block-end: 1px solid var(--line) } summary { min-block-size: 44px; padding: 10px 0; font-weight: 600; cursor: pointer } ol { padding-inline-start: 1.5em }
table { border-collapse: collapse } th, td { padding: 8px 12px; text-align: start; vertical-align: top; border: 1px solid var(--line) } .scroll { overflow-x: auto }
@media (forced-colors: active) { .problem { border-inline-start-color: Highlight } }
`;
