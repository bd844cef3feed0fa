/** Dates, in three fields: a part, since half the surveys ask for none. */
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
  styles: dateStyles,
});
