/**
 * Form controls: functions that give a template for the widget's own shadow root, where labels, descriptions and radio
 * groups stay tied. `id` must be unique in the widget; a field's message gets `${id}-error`, its hint `${id}-hint`.
 *
 * | function | gives |
 * |---|---|
 * | `textField({ id, label, value, onInput, hint?, error?, required?, type?, inputmode?, autocomplete?, short?, unit? })` | a line of text |
 * | `textArea({ id, label, value, onInput, maxLength, hint?, error?, required?, rows? })` | several lines, with a counter that lets people go over |
 * | `choiceGroup({ id, label, options: {value,label,hint?}[], selected: string[], onChange(selected), multiple?, other?: {value, onInput, error?}, ends?: [least, most], hint?, error?, required? })` | radio buttons or check boxes; `OTHER` is the value of «other, specify»; `ends` lays a scale in a line |
 * | `checkbox({ id, label, checked, onChange, hint? })` | one check box: consent, «garder sur cet appareil» |
 * | `errorSummary({ root, errors: { id, message }[] })` | the list that takes focus (`#error-summary`) after a refused try |
 * | `formStyles` | the sheet that goes with them |
 *
 * They are a file of their own, which the survey begins with and the other widgets have as `this.participation` once
 * the first view is there. What a first view may show is in `forms/button.ts` and `forms/select.ts`; the survey alone
 * has `forms/date.ts`.
 */
export { textArea, textField } from './forms/text.js';
export { checkbox, choiceGroup } from './forms/choice.js';
export { errorSummary } from './forms/error-summary.js';
export { formStyles } from './forms/styles.js';
