import { msg } from '@lit/localize';
import { html } from 'lit';
import type { Cells } from '../../../contract/survey.js';
import '../../../domain/kinds/texts.js';
import { addView, fieldId } from '../../base/forms/view.js';
import { textField } from '../../base/forms.js';
import { errorAt, fieldset } from './fieldset.js';

addView('texts', {
  controls: (question, options) =>
    fieldset(
      question,
      options,
      question.fields.map(({ id, label, required, autocomplete }) =>
        textField({
          id: fieldId(options.id, [id]),
          label: options.localize(label),
          value: String(options.entered.cells?.[id] ?? ''),
          required: question.required && required,
          error: errorAt(options, id),
          autocomplete,
          onInput: (text) => options.onChange({ cells: { ...options.entered.cells, [id]: text } }),
        }),
      ),
    ),
  words: ({ fields }, answer, localize) =>
    fields
      .filter(({ id }) => Object.hasOwn(answer as Cells, id))
      .map(({ id, label }) => html`${localize(label)} – ${(answer as Cells)[id]}`),
  errorWords: (_, { code, at }) => {
    if (code !== 'required') return undefined;
    return at ? msg('Remplissez ce champ.') : msg('Remplissez les champs obligatoires.');
  },
  fieldLabel({ fields }, [name], localize) {
    const field = fields.find(({ id }) => id === name);
    return field && localize(field.label);
  },
});
