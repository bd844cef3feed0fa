/**
 * Form controls: functions that give a template for the widget's own shadow root, where labels, descriptions and radio
 * groups stay tied. `id` must be unique in the widget; a field's message gets `${id}-error`, its hint `${id}-hint`.
 *
 * | function | gives |
 * |---|---|
 * | `textField({ id, label, value, onInput, hint?, error?, required?, type?, inputmode?, autocomplete?, short?, unit? })` | a line of text |
 * | `textArea({ id, label, value, onInput, maxLength, hint?, error?, required?, rows? })` | several lines, with a counter that lets people go over |
 * | `selectField({ id, label, value, options: {value,label}[], onInput, hint?, error?, required? })` | a list that drops down |
 * | `choiceGroup({ id, label, options: {value,label,hint?}[], selected: string[], onChange(selected), multiple?, other?: {value, onInput, error?}, ends?: [least, most], hint?, error?, required? })` | radio buttons or check boxes; `OTHER` is the value of «other, specify»; `ends` lays a scale in a line |
 * | `checkbox({ id, label, checked, onChange, hint? })` | one check box: consent, «garder sur cet appareil» |
 * | `dateField({ id, label, value, onInput, hint?, error?, required? })` from `forms/date.js` | day, month, year; value `2026-05-01`, partial `2026--`, empty `''` |
 * | `errorSummary({ root, errors: { id, message }[] })` + `focusSummary(root)` | the list that takes focus after a refused try |
 * | `button({ label, onClick?, variant?, compact?, type?, busy?, say?, pressed?, icon?, describedby?, id? })` | a button that stays focusable while busy and says why |
 *
 * Notices (`notices.ts`): `privacyNotice`, `phaseBanner`, `notAllowed`; what comes later is in `participation.ts`.
 * Dates (`dates.ts`): `longDate`, `dateAndTime`, `relativeTime`, `number`.
 */
export { textField, textArea, selectField } from './forms/field.js';
export { checkbox, choiceGroup } from './forms/choice.js';
export { errorSummary, focusSummary, type SummaryError } from './forms/error-summary.js';
export { button } from './forms/button.js';
