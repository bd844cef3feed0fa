/** The platform's own pages. */
export const PLATFORM_CSS = `
:root { color-scheme: light dark; --background: #fff; --text: #223654; --muted: #4e5662; --primary: #095797; --hover: #19406c; --on-primary: #fff; --border: #6b778a; --line: #c5cad2; --pale: #f1f1f2; --focus: #4a98d9;
  --error: #cb381f; --error-pale: #ffdbd6; --success: #4f813d; --success-pale: #d7f0bb; --warning: #e0ad03; --warning-pale: #f8e69a }
@media (prefers-color-scheme: dark) { :root { --background: #121519; --text: #d7d8dd; --muted: #b4b9c3; --primary: #72b2eb; --hover: #a8d0f3; --on-primary: #121519; --border: #8f9bae; --line: #3b4351; --pale: #1e232b; --focus: #72b2eb;
  --error: #f26049; --error-pale: #3d1a15; --success: #7fb86a; --success-pale: #1d2e15; --warning: #f0c53a; --warning-pale: #35290a } }
*, ::before, ::after { box-sizing: border-box }
body { margin: 0; font: 16px/1.5 'Open Sans', system-ui, sans-serif; color: var(--text); background: var(--background) }
h1, h2, h3 { font-family: Roboto, system-ui, sans-serif; line-height: 1.25 }
h1 { margin: 32px 0 16px; font-size: 32px } h2 { margin: 40px 0 12px; font-size: 24px } h3 { margin: 0 0 8px; font-size: 18px }
a { color: var(--primary) } a:hover { color: var(--hover); text-decoration-thickness: 2px }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px }
.skip { position: absolute; left: -999px } .skip:focus { left: 16px; top: 8px; padding: 8px 16px; background: var(--background) }
header { background: #095797 } header a { color: #fff; min-height: 44px; display: inline-flex; align-items: center }
header a:hover { color: #fff } .brand { font: 700 18px/1.2 Roboto, system-ui, sans-serif; text-decoration: none }
.wide, main { max-width: 860px; margin: 0 auto; padding: 0 16px } header .wide { display: flex; justify-content: space-between; min-height: 72px; align-items: center; gap: 16px }
main { padding-bottom: 64px } main:focus { outline: none }
.lead { font-size: 18px; line-height: 28px; max-width: 42em } .muted { color: var(--muted); font-size: 14px; line-height: 20px }
.cards { display: grid; gap: 16px; padding: 0; list-style: none } .card { padding: 24px; border: 1px solid var(--line) } .card p { margin: 0 0 8px }
.phase { color: var(--muted); font-weight: 600 }
.activity { margin-top: 48px; padding-top: 8px; border-top: 1px solid var(--line) }
cq-survey, cq-comment-thread, cq-idea-vote { display: block; min-block-size: 24em } cq-feedback-prompt { display: block; min-block-size: 8em }
footer { border-top: 1px solid var(--line); padding: 24px 0 }
footer .wide { display: flex; flex-wrap: wrap; gap: 0 32px } footer a { display: inline-flex; min-height: 44px; align-items: center }
`;
