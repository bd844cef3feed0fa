/** The platform's own pages. */
export const PLATFORM_CSS = `
:root { color-scheme: light }
*, ::before, ::after { box-sizing: border-box }
body { margin: 0; font: 16px/1.5 'Open Sans', system-ui, sans-serif; color: #223654; background: #fff }
h1, h2, h3 { font-family: Roboto, system-ui, sans-serif; line-height: 1.25 }
h1 { margin: 32px 0 16px; font-size: 32px } h2 { margin: 40px 0 12px; font-size: 24px } h3 { margin: 0 0 8px; font-size: 18px }
a { color: #095797 } a:hover { color: #19406c; text-decoration-thickness: 2px }
:focus-visible { outline: 3px solid #4a98d9; outline-offset: 2px }
.skip { position: absolute; left: -999px } .skip:focus { left: 16px; top: 8px; padding: 8px 16px; background: #fff }
header { background: #095797 } header a { color: #fff; min-height: 44px; display: inline-flex; align-items: center }
header a:hover { color: #fff } .brand { font: 700 18px/1.2 Roboto, system-ui, sans-serif; text-decoration: none }
.wide, main { max-width: 860px; margin: 0 auto; padding: 0 16px } header .wide { display: flex; justify-content: space-between; min-height: 72px; align-items: center; gap: 16px }
main { padding-bottom: 64px } main:focus { outline: none }
.lead { font-size: 18px; line-height: 28px; max-width: 42em } .muted { color: #4e5662; font-size: 14px; line-height: 20px }
.cards { display: grid; gap: 16px; padding: 0; list-style: none } .card { padding: 24px; border: 1px solid #c5cad2 } .card p { margin: 0 0 8px }
.phase { color: #4e5662; font-weight: 600 }
.activity { margin-top: 48px; padding-top: 8px; border-top: 1px solid #c5cad2 }
cq-survey, cq-comment-thread, cq-idea-vote { display: block; min-block-size: 24em } cq-feedback-prompt { display: block; min-block-size: 8em }
footer { border-top: 1px solid #c5cad2; padding: 24px 0 }
footer .wide { display: flex; flex-wrap: wrap; gap: 0 32px } footer a { display: inline-flex; min-height: 44px; align-items: center }
`;
