/** A questionnaire on paper: black on white, nothing cut in two that can stay whole. */
export const PRINT_CSS = `
@page { margin: 16mm 18mm 18mm }
h3 { font-size: 16px; margin: 0 0 4px } h4 { font-size: 16px; margin: 12px 0 4px } h5 { font-size: 14px; margin: 8px 0 4px }
.part { margin-top: 24px } .part > h2 { border-bottom: 2px solid; padding-bottom: 4px }
.question { margin: 20px 0; break-inside: avoid } .question.long { break-inside: auto } .member { break-inside: avoid; padding-left: 16px; border-left: 2px solid var(--line) }
h2, h3, h4, h5, .rule, .part > .rich { break-after: avoid; break-inside: avoid }
.rule { margin: 4px 0; font-style: italic } .quiet { color: var(--muted); font-size: 14px; font-weight: 400; margin: 4px 0 } .plain { margin: 8px 0; white-space: pre-line } .rich > * { margin: 8px 0 }
.rule.way { break-before: avoid; break-after: auto; font-weight: 600 }
address { font-style: normal } address > * { display: block } .letters { white-space: pre-line }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.how dl { display: grid; grid-template-columns: minmax(8em, 14em) 1fr; gap: 4px 16px; margin: 0; font-size: 14px } .how dt { font-weight: 600 } .how dd { margin: 0 }
.choices { list-style: none; margin: 4px 0; padding: 0 } .choices li { margin: 4px 0; padding-left: 28px; text-indent: -28px } .choices.many { columns: 2 } .choices.many li { break-inside: avoid }
.choices li > * { text-indent: 0 }
.mark { display: inline-block; width: 24px; text-indent: 0; font-size: 22px; line-height: 1 } .pairs .mark { margin-left: 16px } .pairs .mark:first-child { margin-left: 0 }
.box { display: inline-block; width: 26px; height: 28px; margin-right: 2px; border: 1px solid currentcolor; vertical-align: middle; text-indent: 0 } .boxes { margin-right: 8px } .choices li:has(.boxes) { margin: 10px 0 } .whole { white-space: nowrap }
.line { display: block; height: 30px; border-bottom: 1px solid currentcolor; text-indent: 0 } .short.line { display: inline-block; width: 120px } li > .line { display: inline-block; width: 50% } .fields { list-style: none; margin: 4px 0; padding: 0 } .fields li { break-inside: avoid; margin: 8px 0 } .fields .line { display: block; width: auto }
.steps { list-style: none; display: flex; gap: 12px; align-items: end; margin: 4px 0; padding: 0; text-align: center } .steps .quiet { margin: 0; max-width: 10em; text-align: start }
table { width: 100%; border-collapse: collapse; table-layout: fixed } thead th:first-child { width: 34% } th, td { overflow-wrap: break-word; hyphens: auto } th, td { padding: 6px; border: 1px solid var(--line); text-align: center; font-weight: 400 } thead th { font-weight: 600; font-size: 14px } th[scope=row], thead th:first-child { text-align: left } tr { break-inside: avoid }
.office { margin-top: 32px; font-size: 14px } .end { font-weight: 600 }
@media print { :root { color-scheme: light; --background: #fff; --text: #000; --muted: #333; --line: #777 } body { font-size: 11pt } header, footer, .skip, .screen { display: none } main, .wide { max-width: none; padding: 0 } h1 { margin-top: 0; font-size: 20pt } h2 { font-size: 14pt; margin-top: 16pt } a { color: inherit; text-decoration: none } }
`;
