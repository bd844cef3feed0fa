/** Dates, in three fields: a part, since half the surveys ask for none. */
import { msg } from '@lit/localize';
import '../../../domain/kinds/date.js';
import { dateField, dateStyles } from '../../base/forms/date.js';
import { addView } from '../../base/forms/view.js';
import { fieldOf } from '../question.js';

addView('date', {
  controls: (question, options) =>
    dateField({
      ...fieldOf(question, options),
      value: options.entered.text ?? '',
      onInput: (text) => options.onChange({ text }),
    }),
  errorWords: (_, { code }) =>
    code === 'short-year' ? msg('Inscrivez l’année en quatre chiffres, par exemple 1990.') : undefined,
  styles: dateStyles,
});
