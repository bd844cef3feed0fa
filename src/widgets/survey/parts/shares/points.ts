import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { Cells } from '../../../../contract/survey.js';
import type { Of } from '../../../../domain/kinds.js';
import { sharesIn } from '../../../../domain/kinds/points.js';
import { numberIn } from '../../../../domain/text-rules.js';
import { number, plural } from '../../../base/dates.js';
import { fieldId, type QuestionOptions, type QuestionView } from '../../../base/forms/view.js';
import { textField } from '../../../base/forms.js';
import { errorAt, fieldset, inThisLanguage, plain } from '../fieldset.js';

/** A number for each option. What is left shows at each key, and is said once somebody leaves a field. */
function controls(question: Of<'points'>, options: QuestionOptions): TemplateResult {
  const { language } = options.host;
  const { cells = {} } = sharesIn(options.entered, language);
  const sum = question.options
    .map(({ id }) => numberIn(String(cells[id] ?? ''), language))
    .reduce<number>((all, one) => all + (typeof one === 'number' ? one : 0), 0);
  const left = leftWords(question, sum);
  return fieldset(
    question,
    options,
    html`<div class="stack" @change=${() => options.say(left)}>
        ${question.options.map(
          ({ id, label }) =>
            html`${textField({
              id: fieldId(options.id, [id]),
              label: options.localize(label),
              unit: unitWords(question, question.total),
              value: String(cells[id] ?? ''),
              error: errorAt(options, id),
              inputmode: 'numeric',
              short: true,
              onInput: inThisLanguage((text) =>
                options.onChange({ language, cells: { ...cells, [id]: text } }),
              ),
            })}`,
        )}
      </div>
      <p class="left" id="${options.id}-left">${left}</p>`,
    // What is wrong says what is left.
    errorAt(options) ? {} : { describedby: `${options.id}-left` },
  );
}

function unitWords({ unit }: Of<'points'>, count: number): string {
  if (unit) return plain(unit);
  return plural(count) === 'one' ? msg('point') : msg('points');
}

function leftWords(question: Of<'points'>, sum: number): string {
  const { total } = question;
  const unit = unitWords(question, total);
  const count = number(Math.abs(total - sum));
  if (sum === total) return msg(str`Tout est réparti : ${number(total)} ${unit}.`);
  return sum < total
    ? msg(str`Reste à répartir : ${count} sur ${number(total)} ${unit}.`)
    : msg(str`À retirer : ${count} ${unit}, le total est de ${number(total)}.`);
}

/** How the question is drawn, and how its answer reads. */
export const points: QuestionView<'points'> = {
  controls,
  words: (question, answer, localize) =>
    question.options
      .filter(({ id }) => Object.hasOwn(answer as Cells, id))
      .map(
        ({ id, label }) =>
          html`${localize(label)} – ${number(Number((answer as Cells)[id]))}
          ${unitWords(question, Number((answer as Cells)[id]))}`,
      ),
  errorWords(question, { code, limit }) {
    const { total } = question;
    switch (code) {
      case 'required':
        return leftWords(question, 0);
      case 'wrong-total':
        return leftWords(question, total - Number(limit));
      case 'not-whole':
        return msg('Inscrivez un nombre entier, par exemple 25.');
      case 'out-of-range':
        return msg(str`Inscrivez un nombre de 0 à ${number(total)}.`);
      default:
        return undefined;
    }
  },
  fieldLabel({ options }, [name], localize) {
    const option = options.find(({ id }) => id === name);
    return option && localize(option.label);
  },
};
